"""Characters that stand for others: unnormalized accents, ligatures, invisible marks."""

import re
import unicodedata

from newsreader.domain.repair import Repair

_LIGATURES = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
}  # fmt: skip
_HINT = re.compile("[\ufb00-\ufb06\u200b\u2060\ufeff\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f]")
"""Any character that `_SPECIAL` begins with; a single class is searched for several times as fast."""
_SPECIAL = re.compile("[\ufb00-\ufb06]|[\u200b\u2060\ufeff]+|[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f]+")
_RUN = re.compile(r"[\x20-\x7e]?[^\x00-\x7f]+")
_LONGEST_RUN = 20_000
"""Sorting the accents of one letter takes more than linear time; no text has so many."""


def propose(text: str) -> list[Repair]:
    """Repairs of single characters: composed accents (NFC), ligatures as letters, invisible characters removed."""
    found: list[Repair] = []
    has_special = _HINT.search(text) is not None
    if not has_special and text.isascii():
        return found
    for match in _SPECIAL.finditer(text) if has_special else ():
        after = _LIGATURES.get(match[0], "")
        rule = "ligature" if after else "invisible"
        found.append(Repair(rule, match.start(), match.end(), match[0], after, 0.99))
    if not _is_normal(text):
        found.extend(_normalized(text))
    return found


def _is_normal(text: str) -> bool:
    if len(text) <= _LONGEST_RUN:
        return unicodedata.is_normalized("NFC", text)
    return all(
        unicodedata.is_normalized("NFC", match[0]) for match in _RUN.finditer(text) if len(match[0]) <= _LONGEST_RUN
    )


def _normalized(text: str) -> list[Repair]:
    found: list[Repair] = []
    for match in _RUN.finditer(text):
        run = match[0]
        if len(run) > _LONGEST_RUN:
            continue
        after = unicodedata.normalize("NFC", run)
        if after == run:
            continue
        start, end = 0, len(run)
        while start < min(len(run), len(after)) and run[start] == after[start]:
            start += 1
        tail = 0
        while tail < min(end, len(after)) - start and run[end - 1 - tail] == after[len(after) - 1 - tail]:
            tail += 1
        at, stop = match.start() + start, match.start() + end - tail
        found.append(Repair("nfc", at, stop, text[at:stop], after[start : len(after) - tail], 1.0))
    return found
