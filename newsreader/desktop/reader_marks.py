"""What the reader paints behind, under and around words: search hits, highlights, repairs, evidence."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QTextBlock, QTextDocument

from newsreader.desktop.reader_layout import Span
from newsreader.desktop.theme import Theme
from newsreader.domain.annotation import COLOURS


class MarkKind(IntEnum):
    """Kinds of marks, in the order they are painted."""

    HIGHLIGHT = 0
    HIT = 1
    HIT_NOW = 2
    FOUND = 3
    FOUND_NOW = 4
    MENDED = 5
    KEPT = 6
    EVIDENCE = 7
    FOCUS = 8
    REMOVED = 9
    """Not painted: a line that a click brings back."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on a span of the document; `value` is a repair's index, or a colour and an annotation's id."""

    start: int
    end: int
    kind: MarkKind
    value: str = ""


QUIET = "quiet"
"""Value of a hit in the head, on words in a paler colour than ink."""
_LONGEST_LOOK_BACK = 64


class Marks:
    """The marks of one document by layer of paint, found quickly by place."""

    def __init__(self) -> None:
        self._by_kind: dict[MarkKind, list[Mark]] = {}
        self._starts: dict[MarkKind, list[int]] = {}

    def put(self, kind: MarkKind, spans: Iterable[Span | tuple[int, int, str]]) -> None:
        """Replaces all marks of a kind."""
        marks = sorted(
            (Mark(span[0], span[1], kind, span[2] if len(span) > 2 else "") for span in spans),
            key=lambda mark: (mark.start, mark.end),
        )
        self._by_kind[kind] = marks
        self._starts[kind] = [mark.start for mark in marks]

    def clear(self) -> None:
        """Takes all marks away."""
        self._by_kind.clear()
        self._starts.clear()

    def of(self, kind: MarkKind) -> list[Mark]:
        """All marks of a kind in order."""
        return self._by_kind.get(kind, [])

    def at(self, kind: MarkKind, position: int) -> Mark | None:
        """The mark of a kind at a document position."""
        return next(iter(self.within(kind, position, position + 1)), None)

    def within(self, kind: MarkKind, start: int, end: int) -> Iterator[Mark]:
        """The marks of a kind that touch a span."""
        marks = self._by_kind.get(kind, [])
        first = bisect_left(self._starts.get(kind, []), start)
        for mark in marks[max(0, first - _LONGEST_LOOK_BACK) : first]:
            if mark.end > start:
                yield mark
        for mark in marks[first:]:
            if mark.start >= end:
                return
            yield mark


def line_rects(document: QTextDocument, start: int, end: int, size_px: float) -> list[QRectF]:
    """The rectangles of a span of the document, one for each line, as high as the letters need.

    Args:
        document: Laid out as far as `end`.
        start: First document position.
        end: One past the last.
        size_px: Size of the letters, for lines whose own font is smaller or equal.
    """
    found: list[QRectF] = []
    block = document.findBlock(start)
    while block.isValid() and block.position() < end:
        found.extend(_block_rects(document, block, start, end, size_px))
        block = block.next()
    return found


def _block_rects(document: QTextDocument, block: QTextBlock, start: int, end: int, size_px: float) -> Iterator[QRectF]:
    layout = block.layout()
    origin = document.documentLayout().blockBoundingRect(block).topLeft()
    low, high = max(start - block.position(), 0), min(end - block.position(), block.length() - 1)
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        first, last = line.textStart(), line.textStart() + line.textLength()
        if number + 1 < layout.lineCount() and document.characterAt(block.position() + last - 1) == " ":
            last -= 1  # the space at which the line was broken
        if last <= low or first >= high:
            continue
        left = line.cursorToX(max(low, first))[0]  # type: ignore[index]  # the stub forgets the second value
        right = line.cursorToX(min(high, last))[0]  # type: ignore[index]
        letters = max(size_px, line.ascent() * 0.93 if line.ascent() > size_px * 1.3 else size_px)
        baseline = line.y() + line.ascent()
        left, right = min(left, right), max(left, right)
        yield QRectF(left, baseline - letters * 1.04, right - left, letters * 1.4).translated(origin)


class MarkPainter:
    """Paints marks in the colours of a theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def behind(self, painter: QPainter, mark: Mark, rects: list[QRectF]) -> None:
        """A ground behind the words."""
        named = mark.value.partition(" ")[0]
        painter.setPen(QPen(QColor(0, 0, 0, 0)))
        # Paler behind words that are not set in ink, so that they can still be read.
        alpha = 0.45 if mark.value == QUIET else 1.0
        ground = _GROUNDS.get(mark.kind, named if named in COLOURS else COLOURS[0])
        painter.setBrush(self._theme.colour(ground, alpha))
        if mark.value == QUIET and mark.kind is MarkKind.HIT_NOW:
            painter.setPen(QPen(self._theme.colour("hit_now"), 1.5))
        for rect in rects:
            painter.drawRoundedRect(rect.adjusted(-1.5, 0, 1.5, 0), 2.5, 2.5)

    def over(self, painter: QPainter, mark: Mark, rects: list[QRectF]) -> None:
        """A line under the words or a ring around them."""
        painter.setBrush(QColor(0, 0, 0, 0))
        if mark.kind in (MarkKind.MENDED, MarkKind.KEPT):
            pen = QPen(self._theme.colour("added" if mark.kind is MarkKind.MENDED else "faint"), 2.0)
            if mark.kind is MarkKind.KEPT:
                pen.setDashPattern([1.0, 1.5])
            painter.setPen(pen)
            for rect in rects:
                low = rect.bottom() + 1
                painter.drawLine(QPointF(rect.left(), low), QPointF(rect.right(), low))
            return
        width = 2.0
        painter.setPen(QPen(self._theme.colour("accent"), width))
        for rect in rects:
            painter.drawRoundedRect(rect.adjusted(-1.5, -1, 1.5, 1), 4, 4)


_GROUNDS = {
    MarkKind.HIT: "hit",
    MarkKind.HIT_NOW: "hit_now",
    MarkKind.FOUND: "selected",
    MarkKind.FOUND_NOW: "blue",
}
BEHIND = (MarkKind.HIGHLIGHT, MarkKind.HIT, MarkKind.HIT_NOW, MarkKind.FOUND, MarkKind.FOUND_NOW)
OVER = (MarkKind.MENDED, MarkKind.KEPT, MarkKind.EVIDENCE, MarkKind.FOCUS)
