"""Generates running text of real words for measuring repair and extraction: several languages, clean or as scanned."""

import itertools
import random
from collections.abc import Iterator

from newsreader import resources
from newsreader.text import lexicon

_HEADS = {
    "en": ("The Harbour Gazette", "By Anna Brook and Peter Vale", "LONDON, May 3, 1987 (Reuters) — "),
    "de": ("Neue Hafenzeitung", "Von Maria Stern und Karl Vogt", "BERLIN, 3. Mai (dpa) — "),
    "fr": ("Le Courrier du Port", "Par Claire Morel et Jean Tissot", "PARIS, 3 mai (AFP) — "),
    "es": ("El Heraldo del Puerto", "Por Elena Vidal y Juan Soler", "MADRID, 3 de mayo (EFE) — "),
}
_MISREADINGS = {"e": "c", "h": "b", "m": "rn", "l": "1", "o": "0", "n": "u", "f": "t", "s": "5"}
_COLUMN = 46
"""Characters in a line of a column."""

KINDS = ("clean en", "clean de", "clean fr", "clean es", "platform en", "column en", "ocr en", "ocr de", "ocr fr")
"""What `articles` makes: the kind of text and its language.

`clean`: modern, a head, paragraphs apart. `platform`: from a reading platform: hyphens of old line ends left within the
lines, a footer of navigation. `column`: lines of a column, words broken at their ends. `ocr`: the same, badly read.
"""


class Prose:
    """Makes the same articles for the same seed.

    Args:
        language: One of those there is a word list for.
        seed: Chooses the articles.
    """

    def __init__(self, language: str, seed: int = 1) -> None:
        self.language = language
        self._random = random.Random(seed)
        common = _function_words(language)
        rare = sorted(word for word in lexicon.words(language) if 3 < len(word) < 14 and word.isalpha())
        self._random.shuffle(rare)
        self._words = common + rare[:20_000]
        ranks = len(self._words) - len(common)
        weights = [1 / (rank + 4) for rank in range(len(common))] + [0.35 / (rank + 9) for rank in range(ranks)]
        self._weights = list(itertools.accumulate(weights))

    def paragraphs(self, words: int) -> list[str]:
        """So many words in paragraphs of several sentences."""
        found = []
        left = words
        while left > 0:
            size = min(left, self._random.randint(50, 90))
            found.append(self._paragraph(size))
            left -= size
        return found

    def _paragraph(self, size: int) -> str:
        words = self._random.choices(self._words, cum_weights=self._weights, k=size)
        start = 0
        while start < size:
            words[start] = words[start].capitalize()
            end = min(size, start + self._random.randint(8, 22))
            words[end - 1] += "."
            if end - start > 10:
                words[start + 6] += ","
            if self._random.random() < 0.3:
                words[min(end - 1, start + 3)] = self._random.choice(("Halden", "Berthold", "Karsund", "1904", "U. S."))
            start = end
        return " ".join(words)


def articles(kind: str, count: int, words: int = 500, seed: int = 1) -> Iterator[str]:
    """So many articles of one of the `KINDS`."""
    form, language = kind.split()
    prose = Prose(language, seed)
    draw = random.Random(seed)
    paper, byline, dateline = _HEADS[language]
    for _ in range(count):
        parts = prose.paragraphs(words)
        headline = " ".join(parts[0].split()[1:8]).strip(".,").capitalize()
        head = f"{paper}\n\n{headline}\n\n{byline}\n\n"
        if form == "clean":
            yield f"{head}{dateline}" + "\n\n".join(parts) + "\n"
        elif form == "platform":
            body = "\n\n".join(_rewrapped(part, draw) for part in parts)
            yield f"{head}{body}\n\nNewspapers in English\n\nNewspapers from Canada\n"
        else:
            lines = [line for part in parts for line in _column(part, draw)]
            yield "\n".join(_misread(line, draw) if form == "ocr" else line for line in lines) + "\n"


def _function_words(language: str) -> list[str]:
    for line in resources.text("rules", "function_words.txt").splitlines():
        code, _, words = line.partition(":")
        if code == language:
            return words.split()
    raise LookupError(language)


def _rewrapped(paragraph: str, draw: random.Random) -> str:
    """A paragraph whose lines were joined without joining the words broken at their ends: `par- liament`."""
    return " ".join(_column(paragraph, draw))


def _column(paragraph: str, draw: random.Random) -> list[str]:
    """The lines of a column; every third line that could end in a broken word does."""
    lines: list[str] = []
    line = ""
    for word in paragraph.split():
        if len(line) + len(word) < _COLUMN:
            line = f"{line} {word}".lstrip()
            continue
        cut = draw.randint(2, len(word) - 2) if len(word) > 6 and word.isalpha() and draw.random() < 0.35 else 0
        lines.append(f"{line} {word[:cut]}-" if cut else line)
        line = word[cut:]
    return [*lines, line]


def _misread(line: str, draw: random.Random) -> str:
    """A line as a poor scan gives it: 3 % of the letters wrong, now and then a space before a mark or a double one."""
    letters = [_MISREADINGS.get(letter, letter) if draw.random() < 0.03 else letter for letter in line]
    text = "".join(letters)
    if draw.random() < 0.1:
        text = text.replace(",", " ,").replace(" ", "  ", 1)
    return text
