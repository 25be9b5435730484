"""The words an article prints, for counting: only those that stand in it whole and as they were printed."""

import re
from collections.abc import Sequence
from typing import Final

from newsreader.domain.repair import Repair
from newsreader.text import offsets
from newsreader.text.knowledge import word_key

_STRING: Final = re.compile(r"[^\W_]+(?:[-\u00ad\u00ac\u2010\u2011]\s*[^\W_]*)*")
"""A string of letters and digits with all its hyphens, also one broken behind a hyphen: taken or left as a whole."""

_COMPOUND: Final = re.compile(r"[^\W\d_]{2,24}(?:-[^\W\d_]{2,24}){1,2}")
_LONGEST: Final = 24
_MARK: Final = "\ua66e"
"""A letter of no living text (the multiocular O) that marks strings a repair has touched."""

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
    return " ".join(
        string
        for string in set(_STRING.findall(text))
        if (1 < len(string) <= _LONGEST and string.isalpha() and _MARK not in string)
        or ("-" in string and _MARK not in string and _COMPOUND.fullmatch(string))
    )


def _changes(repair: Repair) -> bool:
    return not repair.removes_line and not repair.rule.startswith(_HARMLESS)
