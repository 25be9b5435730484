"""Columns that papers print every day from a form: alike in words, and no two the same story."""

import random

_FIRST = ["Anna", "Peter", "Maria", "John", "Elsa", "Victor", "Clara", "Henry", "Ida", "Paul", "Ruth", "George", "Nora"]
_LAST = ["Brook", "Vale", "Stern", "Harrow", "Lund", "Reyes", "Finch", "Oakes", "Moran", "Sutter", "Quill", "Baines"]
_TOWNS = ["Tarn", "Aldport", "Brackley", "Cobham", "Dunmere", "Eastwick", "Fallow", "Greyford", "Hexley", "Inverlee",
          "Kelso", "Larkhill", "Minster"]  # fmt: skip
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_FIRMS = ["Northern Rail", "Tarn Steel", "Union Gas", "Harbour Trust", "Imperial Tin", "Colonial Sugar", "City Bank"]
_ILLS = ["a short illness", "a long illness", "an accident", "a stroke", "heart failure", "pneumonia"]
_SKIES = ["clear", "partly cloudy", "overcast", "showery", "foggy", "fair"]
_WINDS = ["north", "south", "east", "west", "north-east", "south-west"]
_TRADES = ["mason", "draper", "farmer", "teacher", "sailor", "clerk", "nurse", "printer", "cooper", "grocer"]
_SHIPS = ["Albion", "Star of Tarn", "Maid of Kelso", "Cormorant", "Lady Edith", "Northern Light", "Perseverance"]
_CARGOES = ["timber", "wool", "grain", "coal", "tea", "sugar", "hides", "salt"]
_OFFENCES = ["drunkenness", "theft of a coat", "assault", "driving without a lamp", "keeping a dog", "vagrancy"]


class Columns:
    """Makes the same columns for the same seed; each call is another day's."""

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed)
        self.makers = {
            "stock reports": self.stocks, "weather": self.weather, "deaths": self.deaths, "results": self.results,
            "police court": self.court, "shipping": self.shipping,
        }  # fmt: skip

    def _of(self, *choices: list[str]) -> str:
        return " ".join(self._draw.choice(choice) for choice in choices)

    def _any(self, choices: str) -> str:
        return self._draw.choice(choices.split("|"))

    def _number(self, low: int, high: int) -> str:
        return f"{self._draw.randint(low, high):,}"

    def _time(self) -> str:
        return f"{self._number(1, 12)}.{self._number(10, 59)}"

    def stocks(self) -> str:
        """The close of the exchange."""
        of, number = self._of, self._number
        lines = [
            f"{firm} {self._any('rose|fell|gained|lost')} {number(1, 9)}/8 to close at {number(20, 190)}"
            for firm in self._draw.sample(_FIRMS, 6)
        ]
        return (
            f"Stocks closed {self._any('higher|lower|mixed|little changed')} on {of(_DAYS)} in "
            f"{self._any('active|quiet|nervous')} trading. The industrial average of the exchange "
            f"{self._any('rose|fell')} {number(1, 90)} points to {number(900, 9000)}. Turnover was "
            f"{number(100, 900)},000 shares, compared with {number(100, 900)},000 on the previous day. Advances "
            f"{self._any('outnumbered|trailed')} declines by {number(300, 900)} to {number(100, 800)}. "
            f"{'. '.join(lines)}. In the bond market the yield of the ten-year note was {self._time()} "
            f"per cent. Gold closed at {number(200, 900)} an ounce and the pound stood at {self._time()}."
        )

    def weather(self) -> str:
        """The weather of a district."""
        of, number = self._of, self._number
        days = " ".join(
            f"{day}: {of(_SKIES)}, high {number(2, 31)}, low {number(-9, 12)}, winds {of(_WINDS)} "
            f"{number(5, 60)} km an hour."
            for day in _DAYS[:4]
        )
        return (
            f"{of(_TOWNS)} and district: {of(_SKIES)} today with a high of {number(2, 31)} degrees and a low "
            f"tonight of {number(-9, 12)}. Winds from the {of(_WINDS)} at {number(5, 60)} km an hour. Chance "
            f"of rain {number(0, 9)}0 per cent. {days} Sunrise {self._time()}, sunset {self._time()}. High water at "
            f"{self._time()} and {self._time()}. "
            f"Road conditions: {of(_TOWNS)} {self._any('good|fair|poor')}, {of(_TOWNS)} closed."
        )

    def deaths(self) -> str:
        """The death of one person."""
        of, number = self._of, self._number
        last, child = of(_LAST), of(_FIRST, _LAST)
        return (
            f"{of(_FIRST)} {last}, {number(50, 99)}, of {of(_TOWNS)}, died on {of(_DAYS)}, {of(_MONTHS)} "
            f"{number(1, 30)}, after {of(_ILLS)}. Born in {of(_TOWNS)} in {self._draw.randint(1880, 1950)}, {last} was "
            f"a {of(_TRADES)} for {number(10, 50)} years and a member of the {of(_TOWNS)} church. Surviving are "
            f"a {self._any('son|daughter')}, {child} of {of(_TOWNS)}, {number(2, 9)} grandchildren and "
            f"{number(1, 9)} great-grandchildren. Services will be held at {number(1, 12)} o'clock on {of(_DAYS)} at "
            f"the {of(_TOWNS)} funeral home, with burial in the {of(_TOWNS)} cemetery. Friends may call from "
            f"{number(1, 4)} to {number(5, 9)} on {of(_DAYS)}. In lieu of flowers the family asks for gifts to the "
            f"{of(_TOWNS)} hospital."
        )

    def results(self) -> str:
        """The results of a league with its table."""
        number, clubs = self._number, self._draw.sample(_TOWNS, 12)
        pairs = zip(clubs[::2], clubs[1::2], strict=True)
        played = " ".join(f"{one} {number(0, 6)}, {other} {number(0, 6)}." for one, other in pairs)
        table = " ".join(
            f"{club} {number(1, 30)} {number(0, 20)} {number(0, 9)} {number(0, 20)} {number(9, 80)}"
            for club in sorted(clubs)
        )
        day = self._of(_DAYS)
        return f"Results of the league, {day}: {played} Standing of the clubs: played won drawn lost points. {table}"

    def court(self) -> str:
        """A morning at the police court."""
        of = self._of
        cases = " ".join(
            f"{of(_FIRST, _LAST)}, {of(_TRADES)}, of {of(_TOWNS)}, was charged with {of(_OFFENCES)} and "
            f"fined {self._number(1, 90)} shillings with costs."
            for _ in range(6)
        )
        return f"At the {of(_TOWNS)} police court on {of(_DAYS)}, before Mr {of(_LAST)}, magistrate: {cases}"

    def shipping(self) -> str:
        """The ships of a port."""
        of, number = self._of, self._number
        moves = " ".join(
            f"{self._any('Arrived|Sailed|Entered out')} {of(_MONTHS)} {number(1, 30)}: {of(_SHIPS)}, "
            f"{number(90, 900)} tons, {of(_LAST)}, from {of(_TOWNS)}, with {number(10, 900)} tons of {of(_CARGOES)}."
            for _ in range(7)
        )
        return f"Port of {of(_TOWNS)}. High water this day {self._time()}. {moves}"
