"""Generates newspaper articles for measuring: seeded, Zipf-distributed words, entities, damage like a scanner's."""

import bisect
import itertools
import random
from collections.abc import Iterator
from pathlib import Path


def _list(text: str, separator: str = " ") -> list[str]:
    return text.split(separator)


_SYLLABLES = _list(
    "ba be bi bo bu da de di do fa fe ga go ha he ka ke la le li lo ma me mi mo na ne ni no pa pe po ra re"
)
_COMMON = _list(
    "the of and to in a is that for it was on with as by at from be this have or an had not but which they you we his "
    "her are were been their has would there what all said when who will more if no out so up into than them can only "
    "other time new some could these two may first then do any like my now over such our man me even most made after "
    "also did many off before must well back through years where much way down should because long each just state "
    "people those too mr how little good world make very year still see own work men day get here old between both "
    "life being under three never know same last another while us off might great go come since against right take "
    "minister government war city council strike harbour election president railway bank trade court police price "
    "company parliament school church letter meeting vote report market army treaty peace truce border river ship"
)
_PAPERS = (
    ("Harbour Gazette", "Newspapers from Canada"), ("Northern Echo of Tarn", "Newspapers from United Kingdom"),
    ("The Plains Herald", "Newspapers from United States"), ("Morning Sentinel", "Newspapers from Australia"),
    ("Coastal Observer", "Newspapers from South Africa"), ("Evening Lantern", "Newspapers from Ireland"),
)  # fmt: skip
_NAMES = _list(
    "Anna Brook|Peter Vale|Maria Stern|John Harrow|Elsa Lund|Victor Reyes|Clara Finch|Henry Oakes|Ida Moran", "|"
)
_PLACES = _list("London Ottawa Sydney Dublin Pretoria Chicago Geneva Baku Yerevan Lisbon Vienna Cairo Lima Oslo Kiev")
_HYPHENED = _list(
    "cease- fire|long- running|so- called|ex- Soviet|mid- week|par- liament|gov- ernment|com- pany|12 p. m.|U. S.", "|"
)


class ArticleMaker:
    """Makes the same articles for the same seed.

    Args:
        seed: Chooses the articles.
        vocabulary: Number of different words besides the common ones.
    """

    def __init__(self, seed: int = 1, vocabulary: int = 60_000) -> None:
        self._random = random.Random(seed)
        syllables = random.Random(7)
        rare = {"".join(syllables.choices(_SYLLABLES, k=syllables.randint(2, 5))) for _ in range(vocabulary)}
        self._words = _COMMON + sorted(sorted(rare), key=lambda _: syllables.random())
        self._weights = list(itertools.accumulate(1 / rank for rank in range(1, len(self._words) + 1)))

    def article(self, words: int = 500) -> str:
        """One article in the layout of a reading platform, with the damage it comes with."""
        draw = self._random
        paper, footer = draw.choice(_PAPERS)
        first, second = draw.sample(_NAMES, 2)
        headline = " ".join(self._draw(draw.randint(5, 9))).capitalize()
        byline = f"- {first} {second} and" if draw.random() < 0.2 else f"- {first}"
        paragraphs = []
        left = max(30, int(draw.gauss(words, words / 6)))
        while left > 0:
            size = min(left, draw.randint(40, 90))
            paragraphs.append(self._paragraph(size))
            left -= size
        body = "\n\n".join(paragraphs)
        return f"{paper}\n\n{headline}\n\n{byline}\n\n{body}\n\nNewspapers in English\n\n{footer}\n"

    def _paragraph(self, size: int) -> str:
        draw = self._random
        words = self._draw(size)
        for _ in range(max(1, size // 25)):
            words[draw.randrange(size)] = draw.choice(
                (draw.choice(_NAMES), draw.choice(_PLACES), draw.choice(_HYPHENED))
            )
        for start in range(0, size, draw.randint(9, 20)):
            words[start] = words[start][:1].upper() + words[start][1:]
            if start:
                words[start - 1] += "."
        if draw.random() < 0.3:
            spot = draw.randrange(size)
            words[spot] = words[spot].replace("e", "c", 1)
        return f"{' '.join(words)}."

    def _draw(self, count: int) -> list[str]:
        top = self._weights[-1]
        return [self._words[bisect.bisect(self._weights, self._random.random() * top)] for _ in range(count)]


def articles(count: int, seed: int = 1, words: int = 500) -> Iterator[str]:
    """So many articles."""
    maker = ArticleMaker(seed)
    for _ in range(count):
        yield maker.article(words)


def write_articles(folder: Path, count: int, seed: int = 1, words: int = 500) -> int:
    """Writes so many articles as files, 1,000 to a folder; returns their size in bytes."""
    size = 0
    for number, text in enumerate(articles(count, seed, words)):
        file = folder / f"{number // 1000:04}" / f"{number:07}.txt"
        if number % 1000 == 0:
            file.parent.mkdir(parents=True, exist_ok=True)
        size += file.write_bytes(text.encode("utf-8"))
    return size
