"""The words an article prints, for counting: only those that stand in it whole and as they were printed."""

import re
from collections.abc import Sequence
from typing import Final

from newsreader.domain.repair import Repair
from newsreader.text import offsets
from newsreader.text.knowledge import word_key
from newsreader.text.letters import runs

_HYPHENED: Final = re.compile(
    r"[-\u00ad\u00ac\u2010\u2011](?<=[^\W_].)\s*[^\W_]*(?:[-\u00ad\u00ac\u2010\u2011]\s*[^\W_]*)*"
)
"""From the first hyphen of a string to its end, also when it is broken behind a hyphen: taken or left as a whole."""

_COMPOUND: Final = re.compile(r"[^\W\d_]{2,24}(?:-[^\W\d_]{2,24}){1,2}")
_LONGEST: Final = 24
_MARK: Final = "0"
"""Marks strings that a repair has touched: no string with a digit is counted."""

_HARMLESS: Final = ("ligature", "nfc", "space")
"""Rules that never make a word out of something else."""


def words_of(raw: str, repairs: Sequence[Repair]) -> str:
    """The different words of an article's text, in no order, with one blank between.

    What a repair has joined or changed is left out: it would be evidence for the very rule that made it. So are
    strings with digits, single letters, the halves of broken words, and strings too long for a word. Compounds come
    whole, with their hyphens, and without their parts.

    Args:
        raw: The raw text.
        repairs: Its repairs.
    """
    marked = [Repair(r.rule, r.start, r.end, r.before, r.after + _MARK, 1.0) if _changes(r) else r for r in repairs]
    text = word_key(offsets.apply(raw, marked))
    hyphened, plain = _apart(text)
    counted = {string for string in runs(plain) if 1 < len(string) <= _LONGEST and string.isalpha()}
    counted.update(filter(_COMPOUND.fullmatch, hyphened))
    return " ".join(counted)


def _apart(text: str) -> tuple[list[str], str]:
    """The strings with hyphens, and the text without them."""
    hyphened: list[str] = []
    rest: list[str] = []
    at = 0
    for match in _HYPHENED.finditer(text):
        start = match.start()
        while start > at and text[start - 1].isalnum():
            start -= 1
        hyphened.append(text[start : match.end()])
        rest.append(text[at:start])
        at = match.end()
    return hyphened, " ".join([*rest, text[at:]])


def _changes(repair: Repair) -> bool:
    return not repair.removes_line and not repair.rule.startswith(_HARMLESS)
