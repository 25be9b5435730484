"""What the reader shows, as text in runs, each of which knows the place in the raw text it stands for.

No Qt in here except its habit of counting: a document position is a UTF-16 code unit, everything else counts code
points. Each code point of a run is one code point of the shown text, so that every position can be taken back.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

Span = tuple[int, int]


class RunKind(StrEnum):
    """What a run of shown text is."""

    HEAD = "head"  # a value of the record, set above the text
    TEXT = "text"  # words as they came
    AFTER = "after"  # words a repair put there
    BEFORE = "before"  # words a repair took away, shown in Changes
    REMOVED = "removed"  # a line set apart or dropped, shown in Changes
    KEPT = "kept"  # words a person keeps although a repair would change them
    NOTE = "note"  # the number of a note
    GLUE = "glue"  # everything else that is only for the eye


class Run(NamedTuple):
    """A stretch of shown text of one kind.

    Attributes:
        kind: What it is.
        start: First code point in the shown text.
        end: One past the last.
        raw_start: First code point in the raw text it stands for; -1 for none.
        raw_end: One past the last; when this span is as long as the run the two match point for point.
        clean_start: First code point in the clean text; -1 when it is not there. Always as long as the run.
        repair: Index of the repair it belongs to; -1 for none.
        label: Name of the field (`HEAD`) or id of the annotation (`NOTE`).
        is_whole: Stands for its raw span only as a whole, even if the two are equally long.
    """

    kind: RunKind
    start: int
    end: int
    raw_start: int = -1
    raw_end: int = -1
    clean_start: int = -1
    repair: int = -1
    label: str = ""
    is_whole: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether each code point stands for exactly one of the raw text."""
        return not self.is_whole and self.raw_start >= 0 and self.raw_end - self.raw_start == self.end - self.start

    def raw_at(self, place: int) -> int:
        """The raw offset of a place in the shown text within this run."""
        if self.is_exact:
            return self.raw_start + place - self.start
        return self.raw_start if place <= self.start else self.raw_end


class Layout:
    """Shown text with its runs: the map between document positions, clean offsets and raw offsets."""

    __slots__ = ("_astral", "_astral_units", "_clean", "_clean_starts", "_heads", "_raw", "_raw_starts", "_starts",
                 "runs", "text")  # fmt: skip

    def __init__(self, text: str, runs: Sequence[Run]) -> None:
        self.text = text
        self.runs = tuple(runs)
        self._starts = [run.start for run in self.runs]
        self._heads = [run for run in self.runs if run.kind is RunKind.HEAD and run.raw_start >= 0]
        self._raw = [run for run in self.runs if run.kind is not RunKind.HEAD and run.raw_start >= 0]
        self._raw_starts = [run.raw_start for run in self._raw]
        self._clean = [run for run in self.runs if run.clean_start >= 0]
        self._clean_starts = [run.clean_start for run in self._clean]
        self._astral = [] if text.isascii() else [at for at, letter in enumerate(text) if letter > "\uffff"]
        # The document position of the second half of each astral code point, sorted: for the way back.
        self._astral_units = [place + index + 1 for index, place in enumerate(self._astral)]

    # -- counting -----------------------------------------------------------------------------------------------------

    def to_position(self, place: int) -> int:
        """The document position (UTF-16 units) of a place in the shown text."""
        return place + bisect_left(self._astral, place) if self._astral else place

    def to_place(self, position: int) -> int:
        """The place in the shown text of a document position; a position inside a pair is the pair's start."""
        return position - bisect_right(self._astral_units, position)

    @property
    def length(self) -> int:
        """Length of the shown text in document positions."""
        return self.to_position(len(self.text))

    # -- from the article to the document -----------------------------------------------------------------------------

    def from_raw(self, start: int, end: int, *, struck: bool = True) -> list[Span]:
        """Where some words of the raw text are shown, as document spans.

        Words that stand in the text are found there; words that were set apart are found in the head, where their
        value is shown. Without `struck`, words that Changes shows struck through are passed over.
        """
        at = max(0, bisect_left(self._raw_starts, start) - 5)  # a repair makes up to four runs that overlap
        found: list[Span] = []
        for index in range(at, len(self._raw)):
            run = self._raw[index]
            if run.raw_start >= max(end, start + 1):
                break
            if run.raw_end <= start or (not struck and run.kind in (RunKind.BEFORE, RunKind.REMOVED)):
                continue
            if run.is_exact:
                low, high = max(start, run.raw_start), min(end, run.raw_end)
                found.append((run.start + low - run.raw_start, run.start + high - run.raw_start))
            else:
                found.append((run.start, run.end))
        found = [span for span in found if span[0] < span[1]]
        return self._document(found) or self.from_raw_in_head(start, end)

    def from_raw_in_head(self, start: int, end: int) -> list[Span]:
        """Where the head shows some words of the raw text: the very words, or the whole value made from them."""
        found: list[Span] = []
        for run in self._heads:
            if run.raw_start < end and run.raw_end > start:
                low, high = max(start, run.raw_start), min(end, run.raw_end)
                shift = run.start - run.raw_start
                found.append((low + shift, high + shift) if run.is_exact else (run.start, run.end))
        return self._document(found)

    def from_clean(self, start: int, end: int) -> list[Span]:
        """Where some words of the clean text are shown, as document spans."""
        at = max(0, bisect_right(self._clean_starts, start) - 1)
        found: list[Span] = []
        for index in range(at, len(self._clean)):
            run = self._clean[index]
            low = max(start, run.clean_start)
            high = min(end, run.clean_start + run.end - run.start)
            if run.clean_start >= end:
                break
            if low < high:
                found.append((run.start + low - run.clean_start, run.start + high - run.clean_start))
        return self._document(found)

    def field(self, name: str) -> list[Span]:
        """Where the head shows a field, as document spans."""
        return self._document(
            [(run.start, run.end) for run in self.runs if run.kind is RunKind.HEAD and run.label == name]
        )

    def repair(self, index: int) -> list[Span]:
        """Where a repair is shown, as document spans."""
        return self._document([(run.start, run.end) for run in self.runs if run.repair == index])

    def _document(self, spans: Iterable[Span]) -> list[Span]:
        joined: list[Span] = []
        for start, end in spans:
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return [(self.to_position(start), self.to_position(end)) for start, end in joined]

    # -- from the document to the article -----------------------------------------------------------------------------

    def run_at(self, position: int) -> Run | None:
        """The run at a document position; None outside the text."""
        place = self.to_place(position)
        index = bisect_right(self._starts, place) - 1
        if index < 0 or place >= self.runs[index].end:
            return None
        return self.runs[index]

    def to_raw(self, position: int) -> int | None:
        """The raw offset shown at a document position, or after the last mapped run before it."""
        place = self.to_place(position)
        index = bisect_right(self._starts, place) - 1
        while index >= 0:
            run = self.runs[index]
            if run.raw_start >= 0 and run.kind is not RunKind.HEAD:
                return run.raw_at(min(place, run.end))
            index -= 1
        return None

    def to_clean(self, position: int) -> int | None:
        """The clean offset shown at a document position; None where no clean text is."""
        run = self.run_at(position)
        if run is None or run.clean_start < 0:
            return None
        return run.clean_start + self.to_place(position) - run.start

    def raw_span(self, start: int, end: int) -> Span | None:
        """The raw span a selection of the document stands for; None when it covers no words of the text."""
        first, last = self.to_place(start), self.to_place(end)
        if first >= last:
            return None
        low: int | None = None
        high = 0
        for index in range(max(0, bisect_right(self._starts, first) - 1), len(self.runs)):
            run = self.runs[index]
            if run.start >= last:
                break
            if run.raw_start < 0 or run.kind is RunKind.HEAD or run.end <= first:
                continue
            a, b = max(first, run.start), min(last, run.end)
            begin, finish = (run.raw_at(a), run.raw_at(b)) if run.is_exact else (run.raw_start, run.raw_end)
            low = begin if low is None else min(low, begin)
            high = max(high, finish)
        return None if low is None or low >= high else (low, high)


class LayoutWriter:
    """Collects runs in order and makes the layout; folds paragraphs that are too long to lay out at once."""

    _FOLD = 12_000

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._runs: list[Run] = []
        self._length = 0
        self._since_break = 0

    @property
    def at_line_start(self) -> bool:
        """Whether the next run begins a line."""
        return not self._parts or self._parts[-1].endswith(("\n", "\r"))

    def add(self, text: str, run: Run) -> None:
        """Adds text; the run's start and end are set here, its kind and mapping are taken as they are."""
        while text:
            head, text, rest = self._fold(text, run)
            self._append(head, run._replace(raw_end=rest.raw_start) if text else run)
            run = rest
            if text:
                self.glue("\n")

    def glue(self, text: str) -> None:
        """Adds text that stands for nothing in the article."""
        self._append(text, Run(RunKind.GLUE, 0, 0))

    def layout(self) -> Layout:
        """The finished layout."""
        return Layout(displayable("".join(self._parts)), self._runs)

    def _append(self, text: str, run: Run) -> None:
        if not text:
            return
        self._parts.append(text)
        kind, _, _, raw_start, raw_end, clean_start, repair, label, is_whole = run
        end = self._length + len(text)
        self._runs.append(Run(kind, self._length, end, raw_start, raw_end, clean_start, repair, label, is_whole))
        self._length += len(text)
        newline = self._parts[-1].rfind("\n")
        self._since_break = self._since_break + len(text) if newline < 0 else len(text) - newline - 1

    def _fold(self, text: str, run: Run) -> tuple[str, str, Run]:
        # Qt lays out a paragraph whole: one of a megabyte would hold the window up for most of a second.
        whole = run.raw_end - run.raw_start == len(text)
        if run.kind is not RunKind.TEXT or not whole:
            return text, "", run
        line_start = 0
        room = self._FOLD - self._since_break
        while line_start < len(text):
            line_end = text.find("\n", line_start)
            line_end = len(text) if line_end < 0 else line_end
            if line_end - line_start > room:
                cut = text.rfind(" ", line_start, line_start + max(room, 1)) + 1
                cut = cut if cut > line_start else line_start + max(room, 1)
                clean = run.clean_start + cut if run.clean_start >= 0 else -1
                return text[:cut], text[cut:], run._replace(raw_start=run.raw_start + cut, clean_start=clean)
            line_start, room = line_end + 1, self._FOLD
        return text, "", run


_ODD = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}
_ODD |= {0x7F: 0x2421, 0x2029: 0x0A, 0xFFFC: 0xFFFD, 0x85: 0x0A}
_ODD |= dict.fromkeys((*range(0x80, 0x85), *range(0x86, 0xA0), *range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF), 0xFFFD)
_ODD |= dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
_HAS_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2029\ufffc\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def displayable(text: str) -> str:
    """Text with one code point for each, without those that mean something to Qt's documents or cannot be shown."""
    if not _HAS_ODD.search(text):
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\u200b\n").replace("\r", "\n")
    return text.translate(_ODD)
