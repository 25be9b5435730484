"""Dates told in other ways than by day, month and year: feasts, Roman numerals, the months of the French Republic."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from newsreader import resources

_GREGORIAN = 1583
"""From this year on the reckoning of Easter that is used here."""

_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_LETTERS = re.compile(r"[^\W\d_]+")
ROMAN_YEAR = re.compile(r"(?<![\w.])M(?:D|C|\.)[MDCLXVI.]{1,14}(?![\w])")
_REPUBLICAN = (
    "vendémiaire", "brumaire", "frimaire", "nivôse", "pluviôse", "ventôse", "germinal", "floréal", "prairial",
    "messidor", "thermidor", "fructidor",
)  # fmt: skip
_REPUBLICAN_DATE = re.compile(
    r"(?<!\d)(?P<day>[0-3]?\d)(?:er|\.)?\s+(?P<month>vend[ée]miaire|brumaire|frimaire|niv[ôo]se|pluvi[ôo]se|vent[ôo]se|"
    r"germinal|flor[ée]al|prairial|messidor|thermidor|fructidor),?\s+(?:de\s+l['’])?an\.?\s+(?P<year>[IVX]{1,4}|\d{1,2})(?!\w)",
    re.IGNORECASE,
)
_NEW_YEARS = (
    (1792, 22), (1793, 22), (1794, 22), (1795, 23), (1796, 22), (1797, 22), (1798, 22), (1799, 23), (1800, 23),
    (1801, 23), (1802, 23), (1803, 24), (1804, 23), (1805, 23),
)  # fmt: skip
"""The first of Vendémiaire of each year of the Republic: Gregorian year and day of September."""


def easter(year: int) -> date:
    """Easter Sunday of a year, Gregorian (the algorithm known as Meeus/Jones/Butcher)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def roman(numeral: str) -> int:
    """The value of a Roman numeral, 0 for what is none."""
    values = [_ROMAN_VALUES.get(letter, 0) for letter in numeral.replace(".", "").upper()]
    if not values or 0 in values:
        return 0
    return sum(
        -value if index + 1 < len(values) and value < values[index + 1] else value for index, value in enumerate(values)
    )


def may_hold(text: str) -> bool:
    """Whether a word of the text begins a feast or names a month of the Republic: the quick look."""
    return not _first_words().isdisjoint(_LETTERS.findall(text.lower()))


@cache
def _first_words() -> frozenset[str]:
    names = {_LETTERS.findall(name)[0] for name in _feasts()}
    return frozenset(names | {*_REPUBLICAN, *map(_unaccented, _REPUBLICAN)})


def feasts(text: str) -> Iterator[tuple[int, int, str]]:
    """Feasts with their year: start, end, EDTF; one about right ends with `~`."""
    for match in _feast_pattern().finditer(text):
        when, is_season = _feasts()[_plain(match["feast"])]
        year = int(match["year"])
        if year < _GREGORIAN or year > 2100:
            continue
        day = easter(year) + timedelta(days=when) if isinstance(when, int) else date.fromisoformat(f"{year}-{when}")
        yield match.start(), match.end(), f"{day.isoformat()}{'~' if is_season else ''}"


def republican(text: str) -> Iterator[tuple[int, int, str]]:
    """Dates of the French Republican calendar: start, end, EDTF."""
    for match in _REPUBLICAN_DATE.finditer(text):
        month = next(
            i for i, name in enumerate(_REPUBLICAN) if _unaccented(name) == _unaccented(match["month"].lower())
        )
        year = int(match["year"]) if match["year"].isdigit() else roman(match["year"])
        day = int(match["day"])
        if 1 <= year <= len(_NEW_YEARS) and 1 <= day <= 30:
            first, september = _NEW_YEARS[year - 1]
            found = date(first, 9, september) + timedelta(days=30 * month + day - 1)
            yield match.start(), match.end(), found.isoformat()


def is_feast(words: str) -> bool:
    """Whether these words name a feast and nothing else."""
    return _plain(words.strip(" ,.;")) in _feasts()


def _unaccented(text: str) -> str:
    return text.replace("é", "e").replace("ô", "o")


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split())


@cache
def _feasts() -> dict[str, tuple[int | str, bool]]:
    found: dict[str, tuple[int | str, bool]] = {}
    for line in resources.text("rules", "feasts.txt").splitlines():
        if not line or line.startswith("#"):
            continue
        when, _, names = line.partition(":")
        for name in names.strip().split("|"):
            day = when if re.fullmatch(r"\d\d-\d\d", when) else int(when)
            found[_plain(name.removeprefix("~"))] = (day, name.startswith("~"))
    return found


@cache
def _feast_pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(name).replace("'", "['’]") for name in sorted(_feasts(), key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?P<feast>{names})[\s,.]{{1,3}}(?:de\s+|del\s+)?(?P<year>1[5-9]\d\d|20\d\d)(?!\d)", re.IGNORECASE
    )
