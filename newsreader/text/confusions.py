"""What recognition takes for what: letters that look alike, and whole short words, by language, each with how sure.

The table is `resources/rules/confusions.tsv`. Its figures are the measured precision of each kind of confusion on
passages whose right text is known (docs/reliability.md), where exactly one reading makes a common word.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from newsreader import resources

LETTERS: Final = "letters"
WORD: Final = "word"
LONG: Final = 7
"""Least length of a word in which the same letters are sure to be misread several times."""
UNSURE: Final = 0.7
"""How sure a confusion is in words shorter than it was found reliable in."""


@dataclass(frozen=True, slots=True)
class Confusions:
    """The confusions of one language.

    Attributes:
        letters: `(printed, meant, least, confidence)`: the printed letters may stand for the meant ones anywhere in a
            word; that sure in words of at least `least` letters.
        words: Printed word -> meant word and confidence; these are sure by themselves.
    """

    letters: tuple[tuple[str, str, int, float], ...] = ()
    words: dict[str, tuple[str, float]] = field(default_factory=dict)


def readings(word: str, language: str) -> Iterator[tuple[str, float]]:
    """Every word that one kind of confusion may have made this of, and how sure that kind is; most are no words.

    Args:
        word: A word as printed.
        language: BCP 47 code.
    """
    for printed, meant, least, sure in of_language(language).letters:
        at = word.find(printed)
        if at < 0:
            continue
        first = at
        confidence = sure if len(word) >= least else min(sure, UNSURE)
        while at >= 0:
            yield word[:at] + meant + word[at + len(printed) :], confidence
            at = word.find(printed, at + 1)
        if word.find(printed, first + len(printed)) >= 0:
            yield word.replace(printed, meant), confidence if len(word) >= LONG else min(sure, UNSURE)


@cache
def of_language(language: str) -> Confusions:
    """The confusions of a language; none for one that is not in the table."""
    letters: list[tuple[str, str, int, float]] = []
    words: dict[str, tuple[str, float]] = {}
    for line in resources.text("rules", "confusions.tsv").splitlines():
        if not line or line.startswith("#"):
            continue
        code, kind, printed, meant, least, confidence = line.split("\t")
        if code != language:
            continue
        if kind == WORD:
            words[printed] = (meant, float(confidence))
        else:
            letters.append((printed, meant, int(least), float(confidence)))
    return Confusions(tuple(letters), words)
