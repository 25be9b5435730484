"""A corpus for measuring search: made up from a seed, fast enough for a million articles, kept in one file.

Articles have about 510 words each: a Zipf vocabulary, names and other entities, hyphens, initials, 1.5 % OCR noise, and
every two-thousandth article 20,000 words long. Words are drawn by number and copied from a table of bytes as array
work. The file holds the texts one after the other; where each lies, and its date, paper and country, stand beside it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np

from newsreader.search.index import IndexDocument

SEED: Final = 1
COUNTRIES: Final = ("CA", "US", "GB", "FR", "DE", "ES", "AU", "IN")
_SYLLABLES: Final = (3_000, 25_000)
_AT_ONCE: Final = 2_000
_LONG: Final = 20_000
_LEAD: Final = 85
_ENTITIES: Final = (
    "cease-fire", "U.S.", "J. Smith", "long-running", "1,200", "New York", "Prime Minister", "Theresa May",
    "A. B. Cole", "vice-president", "12,000", "West Germany", "o'clock", "mid-week", "St. John's", "Hong Kong",
)  # fmt: skip
_REAL: Final = (
    "the of and to in a that is for it was on as with at by from his but he all elect election elected elects "
    "electoral government minister which have their would about after people"
)


def vocabulary(size: int, chance: np.random.Generator) -> list[str]:
    """Made-up words, function words and a few real ones first; in running text they have 4.7 letters, as in English."""
    found = _REAL.split(" ")
    seen = set(found)
    consonants, vowels, ends = "bcdfghklmnprstvwz", "aeiou", ("", "n", "r", "s")
    while len(found) < size:
        syllables = 3 + sum(len(found) > limit for limit in _SYLLABLES)
        draws = chance.integers(0, 1 << 20, size=2 * syllables + 2).tolist()
        count = 2 + draws[-1] % (syllables - 1)
        letters = [consonants[draws[2 * at] % 17] + vowels[draws[2 * at + 1] % 5] for at in range(count)]
        word = "".join(letters) + ends[draws[-2] % 4]
        if word not in seen and len(word) > 1:
            seen.add(word)
            found.append(word)
    return found


class _Forms:
    """The forms that words may stand in, as one row of bytes: plain, capital, comma, full stop, end, misread."""

    PLAIN, CAPITAL, COMMA, STOP, END, NOISE = range(6)

    def __init__(self, words: list[str]) -> None:
        self.words = len(words)
        forms: list[bytes] = []
        for form in ("{0} ", "{1} ", "{0}, ", "{0}. ", "{0}.\n\n", "{2} "):
            forms += [form.format(word, word.capitalize(), _misread(word)).encode() for word in words]
        self.entities = len(forms)
        forms += [f"{entity} ".encode() for entity in _ENTITIES]
        self.sizes = np.asarray([len(form) for form in forms], dtype=np.int64)
        self.begins = np.cumsum(self.sizes) - self.sizes
        self.bytes = np.frombuffer(b"".join(forms), dtype=np.uint8)

    def text(self, forms: Any) -> Any:
        """The bytes of some forms in a row, and where each ends."""
        sizes = self.sizes[forms]
        ends = np.cumsum(sizes)
        places = np.repeat(self.begins[forms] - (ends - sizes), sizes)
        places += np.arange(len(places))
        return self.bytes[places], ends


def _misread(word: str) -> str:
    for good, bad in (("rn", "m"), ("m", "rn"), ("e", "c"), ("l", "1"), ("s", "f"), ("i", "l"), ("n", "u")):
        if good in word:
            return word.replace(good, bad, 1)
    return word + "i"


class Corpus:
    """A corpus on the disk.

    Args:
        folder: Where it is, or is to be, written.
        count: Articles.
    """

    def __init__(self, folder: Path, count: int) -> None:
        self.count = count
        self._texts = folder / "texts.utf8"
        self._about = folder / "about.npz"

    def write(self) -> int:
        """Makes it up; gives the number of bytes of text."""
        chance = np.random.default_rng(SEED)
        forms = _Forms(vocabulary(60_000, chance))
        shares = 1.0 / np.arange(1, forms.words + 1) ** 1.07
        steps = np.cumsum(shares / shares.sum())
        sizes: list[Any] = []
        with self._texts.open("wb") as file:
            for start in range(0, self.count, _AT_ONCE):
                lengths = np.maximum(30, chance.normal(510, 160, min(_AT_ONCE, self.count - start)).astype(np.int64))
                if len(lengths) == _AT_ONCE or self.count < _AT_ONCE:
                    lengths[len(lengths) // 2] = _LONG
                data, own = _articles(forms, steps, lengths, chance)
                file.write(data)
                sizes.append(own)
        years = 1850 + (chance.random(self.count) * 150).astype(np.int64)
        days = years * 10_000 + chance.integers(1, 13, self.count) * 100 + chance.integers(1, 29, self.count)
        every = np.concatenate(sizes)
        np.savez(
            self._about,
            ends=np.concatenate([[0], np.cumsum(every)]),
            days=days,
            countries=(chance.random(self.count) ** 2 * len(COUNTRIES)).astype(np.int64),
            papers=(chance.random(self.count) ** 2 * 40).astype(np.int64),
        )
        return int(every.sum())

    def articles(self, part: int = 0, parts: int = 1) -> Iterator[IndexDocument]:
        """The articles in order, or those of one of several parts; memory stays flat."""
        with np.load(self._about) as about, self._texts.open("rb") as file:
            ends, days, countries, papers = (about[name] for name in ("ends", "days", "countries", "papers"))
            for start in range(0, self.count, 256):
                if start // 256 % parts != part:
                    continue
                last = min(start + 256, self.count)
                file.seek(int(ends[start]))
                block = file.read(int(ends[last] - ends[start]))
                cuts = (ends[start : last + 1] - ends[start]).tolist()
                for place in range(last - start):
                    body = block[cuts[place] : cuts[place + 1]].decode()
                    number, day = start + place, int(days[start + place])
                    values = {
                        "country": (COUNTRIES[countries[number]],),
                        "paper": (f"Paper {papers[number]}",),
                    }
                    yield IndexDocument(number + 1, headline=" ".join(body[:80].split()[:6]), body=body, values=values,
                                        date_low=day, date_high=day, added=20260101, quality=0.9)  # fmt: skip


def _articles(forms: _Forms, steps: Any, lengths: Any, chance: np.random.Generator) -> tuple[bytes, Any]:
    """The bytes of some articles, and how many each has."""
    total = int(lengths.sum())
    words = np.minimum(np.searchsorted(steps, chance.random(total)), forms.words - 1)
    ends = np.cumsum(lengths)
    places = np.arange(total) - np.repeat(ends - lengths, lengths)
    draws = chance.random(total)
    form = np.full(total, _Forms.PLAIN)
    form[draws < 0.015] = _Forms.NOISE
    form[places % 17 == 0] = _Forms.CAPITAL
    form[places % 17 == 9] = _Forms.COMMA
    form[places % 17 == 16] = _Forms.STOP
    form[places % _LEAD == _LEAD - 1] = _Forms.END
    form[ends - 1] = _Forms.STOP
    numbers = words + form * forms.words
    named = np.flatnonzero((draws > 0.985) & (form == _Forms.PLAIN))
    numbers[named] = forms.entities + chance.integers(0, len(_ENTITIES), len(named))
    data, byte_ends = forms.text(numbers)
    return data.tobytes(), np.diff(np.concatenate([[0], byte_ends[ends - 1]]))
