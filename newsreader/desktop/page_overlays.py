"""What is drawn over the picture of a page: articles, hits, highlights, evidence, selected and doubtful words.

The paper stays as it was photographed, whatever the theme: the colours of highlights are those of a pen on paper, and
on an inverted page those of light.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from newsreader.desktop.theme import Theme
from newsreader.desktop.tokens import DARK, LIGHT, Tokens
from newsreader.domain.annotation import COLOURS

ToView = Callable[[QRectF], QRectF]

_LEAST_PX: Final = 5.0
"""A mark on a word is at least so high on the screen, or it would not be seen on a small page."""
_RINGED_BELOW_PX: Final = 9.0
"""Marks lower than this get an outline, for the same reason."""
_DOUBT: Final = 0.35
_CLOSE: Final = 0.3
"""Below this size the lines around proposed articles are paler, or they would hide the page."""


class PageMark(IntEnum):
    """Kinds of marks on words, in the order they are painted."""

    DOUBTFUL = 0
    HIGHLIGHT = 1
    OTHER_HIT = 2
    """In an article that is not open."""
    HIT = 3
    HIT_NOW = 4
    SELECTED = 5
    EVIDENCE = 6
    WORD = 7
    """The word the reader clicked."""


@dataclass(frozen=True, slots=True)
class WordMark:
    """A mark on one word; `value` is the name of a highlight's colour, or how doubtful the word is, 0 to 1."""

    place: QRectF
    value: str = ""
    doubt: float = 0.0


@dataclass(frozen=True, slots=True)
class Area:
    """Where an article stands on the sheet."""

    number: int
    headline: str
    is_proposed: bool
    rects: tuple[QRectF, ...]

    def contains(self, at: QPointF) -> bool:
        """Whether a point of the sheet is within it."""
        return any(rect.contains(at) for rect in self.rects)

    @property
    def bounds(self) -> QRectF:
        """The rectangle around all of it."""
        return united(self.rects)


class PageOverlays:
    """Holds and paints all that lies over a page."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.areas: Sequence[Area] = ()
        self.open_article = 0
        self.hovered = 0
        """Number of the article under the pointer; 0 for none."""
        self.focused = 0
        """Number of the article the keyboard stands on; 0 for none."""
        self.has_all_outlines = False
        """Every article is outlined, not only those that are proposed."""
        self._marks: dict[PageMark, list[WordMark]] = {}
        self._outlines: dict[tuple[int, float], QPainterPath] = {}
        self._outlines_of: tuple[Sequence[Area], float] = ((), 0.0)

    def put(self, kind: PageMark, marks: Iterable[WordMark]) -> None:
        """Replaces the marks of a kind."""
        self._marks[kind] = list(marks)

    def of(self, kind: PageMark) -> list[WordMark]:
        """The marks of a kind."""
        return self._marks.get(kind, [])

    def clear(self) -> None:
        """Takes everything away."""
        self._marks.clear()
        self.areas, self.open_article, self.hovered, self.focused = (), 0, 0, 0

    def area_of(self, number: int) -> Area | None:
        """Where an article is; None when it is not on this page."""
        return next((area for area in self.areas if area.number == number), None)

    def area_at(self, at: QPointF) -> Area | None:
        """The article at a point of the sheet; the open one where several lie over each other."""
        found = [area for area in self.areas if area.contains(at)]
        return next((area for area in found if area.number == self.open_article), found[0] if found else None)

    def paint(self, painter: QPainter, to_view: ToView, seen: QRectF, zoom: float, *, is_inverted: bool) -> None:
        """Paints what lies within a part of the window.

        Args:
            painter: On the window.
            to_view: From the sheet to the window.
            seen: The part of the window to paint.
            zoom: Pixels of the window to one of the sheet.
            is_inverted: The page is shown light on dark.
        """
        ink = DARK if is_inverted else LIGHT
        mode = QPainter.CompositionMode
        painter.setCompositionMode(mode.CompositionMode_Screen if is_inverted else mode.CompositionMode_Multiply)
        for kind in (kind for kind in PageMark if kind < PageMark.EVIDENCE):
            for mark in self.of(kind):
                place = _large_enough(to_view(mark.place))
                if place.intersects(seen):
                    self._paint_ground(painter, kind, mark, place, ink)
        painter.setCompositionMode(mode.CompositionMode_SourceOver)
        self._paint_areas(painter, to_view, seen, zoom, ink)
        for kind in (PageMark.HIT, PageMark.HIT_NOW, PageMark.EVIDENCE, PageMark.WORD):
            for mark in self.of(kind):
                place = _large_enough(to_view(mark.place))
                if place.intersects(seen):
                    self._paint_ring(painter, kind, place, ink)

    def _paint_ground(self, painter: QPainter, kind: PageMark, mark: WordMark, place: QRectF, ink: Tokens) -> None:
        colour = QColor(ink.hit)
        if kind is PageMark.HIGHLIGHT:
            colour = QColor(getattr(ink, mark.value if mark.value in COLOURS else COLOURS[0]))
        elif kind is PageMark.HIT_NOW:
            colour = QColor(ink.hit_now)
        elif kind is PageMark.SELECTED:
            colour = QColor(ink.blue)
        elif kind is PageMark.DOUBTFUL:
            colour = QColor(ink.removed)
            colour.setAlphaF(_DOUBT * mark.doubt)
        elif kind is PageMark.OTHER_HIT:
            colour.setAlphaF(0.55)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(place.adjusted(-1.5, -1, 1.5, 1), 2, 2)

    def _paint_ring(self, painter: QPainter, kind: PageMark, place: QRectF, ink: Tokens) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if kind in (PageMark.EVIDENCE, PageMark.WORD):
            painter.setPen(QPen(QColor(ink.accent), 2))
            painter.drawRoundedRect(place.adjusted(-2.5, -2, 2.5, 2), 4, 4)
        elif kind is PageMark.HIT_NOW:
            painter.setPen(QPen(QColor(ink.yellow_dot), 2))
            painter.drawRoundedRect(place.adjusted(-2.5, -2, 2.5, 2), 3, 3)
        elif place.height() < _RINGED_BELOW_PX:
            painter.setPen(QPen(QColor(ink.yellow_dot), 1))
            painter.drawRoundedRect(place.adjusted(-1.5, -1, 1.5, 1), 2, 2)

    def _paint_areas(self, painter: QPainter, to_view: ToView, seen: QRectF, zoom: float, ink: Tokens) -> None:
        opened = self.area_of(self.open_article)
        if opened is not None:
            self._paint_veil(painter, self._outline(opened, to_view, zoom, 4.0), seen, ink)
        for area in self.areas:
            is_lit = area is opened
            is_touched = area.number in (self.hovered, self.focused)
            if not (is_lit or is_touched or area.is_proposed or self.has_all_outlines):
                continue
            if not to_view(area.bounds).adjusted(-8, -8, 8, 8).intersects(seen):
                continue
            pen = QPen(QColor(ink.accent), 2.0 if is_lit or is_touched else 1.0)
            pen.setCosmetic(True)
            if not is_lit and not is_touched:
                quiet = QColor(ink.accent)
                quiet.setAlphaF(0.55 if zoom > _CLOSE else 0.35)
                pen.setColor(quiet)
            if area.is_proposed:
                pen.setDashPattern([4.0, 3.0])
            painter.setPen(pen)
            painter.setBrush(_tint(ink, 0.08) if is_touched and not is_lit else Qt.BrushStyle.NoBrush)
            painter.drawPath(self._outline(area, to_view, zoom, 3.0 + 2.0 * min(zoom, 1.0)))

    def _outline(self, area: Area, to_view: ToView, zoom: float, room: float) -> QPainterPath:
        """The line around an article; made once for each size, since joining many boxes takes time."""
        if self._outlines_of[0] is not self.areas or self._outlines_of[1] != zoom:
            self._outlines, self._outlines_of = {}, (self.areas, zoom)
        key = area.number, room
        if key not in self._outlines:
            self._outlines[key] = _outline(area, zoom, room)
        return self._outlines[key].translated(to_view(QRectF()).topLeft())

    @staticmethod
    def _paint_veil(painter: QPainter, opened: QPainterPath, seen: QRectF, ink: Tokens) -> None:
        """A thin shade over everything else, so that the open article stands out."""
        veil = QPainterPath()
        veil.addRect(seen)
        shade = QColor(ink.ground if ink.is_dark else "#3A352B")
        shade.setAlphaF(0.38 if ink.is_dark else 0.13)
        painter.fillPath(veil.subtracted(opened), shade)


def united(rects: Iterable[QRectF]) -> QRectF:
    """The rectangle around some others; empty for none."""
    whole = QRectF()
    for rect in rects:
        whole = whole.united(rect)
    return whole


def _outline(area: Area, zoom: float, room: float) -> QPainterPath:
    """One line around the boxes of an article, so that boxes below each other read as one column."""
    path = QPainterPath()
    for rect in area.rects:
        box = QPainterPath()
        large = QRectF(rect.x() * zoom, rect.y() * zoom, rect.width() * zoom, rect.height() * zoom)
        box.addRoundedRect(large.adjusted(-room, -room, room, room), 4, 4)
        path = path.united(box)
    return path


def _tint(ink: Tokens, alpha: float) -> QColor:
    colour = QColor(ink.accent)
    colour.setAlphaF(alpha)
    return colour


def _large_enough(place: QRectF) -> QRectF:
    short = max(0.0, _LEAST_PX - place.height()) / 2
    return place.adjusted(-short, -short, short, short) if short else place
