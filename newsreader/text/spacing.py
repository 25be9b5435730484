"""White space: paragraphs kept apart by one blank line, broken lines joined, stray spaces removed."""

import re
from statistics import quantiles

from newsreader.domain.repair import Repair
from newsreader.text.evidence import Evidence

_SPACE = re.compile(r"\s(?:\s+|(?<![ \u00a0\u202f\u2009]))")
"""Two spaces or more, or a single one that is no plain space."""
_LINE_END = re.compile(r"\r\n|[\n\r\u2028\x85\x0b\x0c]|\u2029")
_LINES = re.compile(r"[^\n\r\u2028\u2029\x85\x0b\x0c]+")
_BEFORE_MARK = re.compile(r"[ \u00a0]{1,3}[,.;:!?](?=[\s\"”’»)\]]|\Z)")
_SPACED_MARK = re.compile(r"[,.;:!?](?<=[ \u00a0].)")
_TERMINAL = tuple(".!?:”\"»’'…)]")
_LONG_LINE = 150
"""Lines of this average length are paragraphs, not lines of a column."""
_SHORT_SHARE = 0.8
_SOUND = 0.995
"""Least share of known words in a text whose few spaces before punctuation are slips rather than specks of dirt."""


def propose(text: str, evidence: Evidence) -> list[Repair]:
    """Repairs of white space for the body of an article."""
    found: list[Repair] = []
    layout: _Lines | None = None
    for match in _SPACE.finditer(text):
        start, end = match.span()
        run = match[0]
        if start == 0 or end == len(text):
            found.append(Repair("space", start, end, run, "", 1.0))
            continue
        if run == "\n\n":
            continue
        line_ends = 1 if run == "\n" else len(_LINE_END.findall(run))
        if line_ends == 0:
            rule, after, confidence = "space", " ", 0.97
        elif line_ends > 1 or "\u2029" in run:
            rule, after, confidence = "paragraph", "\n\n", 1.0
        else:
            layout = layout or _Lines(text)
            if layout.ends_paragraph(start, end):
                rule, after, confidence = "paragraph", "\n\n", 0.85
            else:
                rule, after, confidence = "line", " ", 0.95
        if run != after:
            found.append(Repair(rule, start, end, run, after, confidence))
    found.extend(_edges(text))
    found.extend(_before_marks(text, evidence))
    return found


def _edges(text: str) -> list[Repair]:
    """A single space at the start or the end, which is no run."""
    found = []
    if text[:1].isspace() and not text[1:2].isspace() and not _SPACE.match(text):
        found.append(Repair("space", 0, 1, text[0], "", 1.0))
    if len(text) > 1 and text[-1].isspace() and not text[-2].isspace() and not _SPACE.match(text, len(text) - 1):
        found.append(Repair("space", len(text) - 1, len(text), text[-1], "", 1.0))
    return found


def _before_marks(text: str, evidence: Evidence) -> list[Repair]:
    """Spaces before punctuation, where the text sets them throughout or is otherwise sound.

    In a noisy text a lone comma between two spaces is as often a speck of dirt as a comma. French sets a space before
    high marks, which stays.
    """
    if not _SPACED_MARK.search(text):
        return []
    matches = list(_BEFORE_MARK.finditer(text))
    if not matches:
        return []
    spaced = sum(text[match.end() - 1] in ",." for match in matches)
    marks = text.count(",") + text.count(".")
    is_throughout = spaced >= 3 and spaced * 2 >= marks
    is_habit = spaced >= 2 and spaced * 4 >= marks and evidence.soundness >= _SOUND
    if not is_throughout and not is_habit:
        return []
    if not is_throughout and evidence.language == "fr":
        # French printing was free with spaces; one before a comma may well be the printer's.
        return []
    keeps_high_marks = evidence.language == "fr" or not evidence.language or not is_throughout
    found = []
    for match in matches:
        start, mark = match.start(), match.end() - 1
        # A suspended hyphen ("Patent- , Muster- und") and spaced dots (". . .") stay as they are printed.
        if (
            start == 0
            or text[start - 1].isspace()
            or text[start - 1] in "-‐.,;:!?"
            or text[mark : mark + 3] == ". ."
            or (keeps_high_marks and text[mark] in ";:!?")
        ):
            continue
        confidence = 0.97 if is_throughout else 0.9
        found.append(Repair("space.punctuation", start, mark, text[start:mark], "", confidence))
    return found


class _Lines:
    """How the lines of a text are set: as paragraphs, or as a column whose short lines end paragraphs."""

    def __init__(self, text: str) -> None:
        self._text = text
        spans = [match.span() for match in _LINES.finditer(text)]
        lengths = [end - start for start, end in spans if end - start > 1]
        self._starts = {end: start for start, end in spans}
        self._are_paragraphs = bool(lengths) and sum(lengths) / len(lengths) > _LONG_LINE
        self._has_blank_lines = re.search(r"(?:\r\n|\n|\r)[ \t]{0,8}(?:\r\n|\n|\r)", text) is not None
        self._width = quantiles(lengths, n=10)[7] if len(lengths) > 3 else 0.0

    def ends_paragraph(self, start: int, end: int) -> bool:
        """Whether the one line end between these offsets separates paragraphs."""
        before = self._text[start - 1]
        after = self._text[end]
        is_terminal = before in _TERMINAL
        if self._are_paragraphs:
            return is_terminal or not after.islower()
        if self._has_blank_lines or not self._width:
            return False
        line_start = self._line_start(start)
        is_short = start - line_start < self._width * _SHORT_SHARE
        return is_terminal and is_short and (after.isupper() or after in '“"«„—–-')

    def _line_start(self, end: int) -> int:
        found = self._starts.get(end)
        if found is not None:
            return found
        return max(self._text.rfind("\n", 0, end), self._text.rfind("\r", 0, end)) + 1
