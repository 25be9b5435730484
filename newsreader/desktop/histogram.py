"""Hits by year, or by month or day of a short time, as bars: drag over them or click one to narrow the search."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from newsreader.desktop.figures import counted
from newsreader.desktop.periods import Unit, edtf, in_words, on_axis
from newsreader.desktop.theme import Theme, Type

_EDGE_PX: Final = 16
_MONTH_STEPS: Final = (1, 3, 6, 12)
_STEPS: Final = (1, 2, 5, 10, 15, 20, 25, 50, 100, 200)
_LABEL_PX: Final = 56


class Histogram(QWidget):
    """One bar a year (or a few years, when there are many) over the years of the archive; or one a month or a day.

    Signals:
        years_chosen: (first, last) to narrow to; (0, 0) for all years again.
        dates_chosen: The first and the last month or day to narrow to, in EDTF.
    """

    years_chosen = Signal(int, int)
    dates_chosen = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._unit = Unit.YEAR
        self._counts: dict[int, int] = {}
        self._span = (0, 0)
        self._chosen: tuple[int, int] | None = None
        self._drag: tuple[int, int] | None = None
        self._cursor: int | None = None
        self._anchor: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Articles by year")
        self.setCursor(Qt.CursorShape.CrossCursor)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)
        self._describe()

    def show_years(self, years: Sequence[tuple[int, int]], span: tuple[int, int] | None = None) -> None:
        """Shows (year, count) pairs.

        Args:
            years: Ascending.
            span: First and last year of the axis; those of the counts when None.
        """
        self._unit = Unit.YEAR
        self._counts = dict(years)
        found = (years[0][0], years[-1][0]) if years else (0, 0)
        self._span = found if span is None else (min(span[0], found[0] or span[0]), max(span[1], found[1]))
        self._cursor = None
        self._describe()
        self.update()

    def show_periods(self, unit: Unit, counts: Mapping[int, int], span: tuple[int, int]) -> None:
        """Shows months or days by their numbers over a span of them that the search is narrowed to."""
        self._unit, self._counts, self._span = unit, dict(counts), span
        self._chosen = self._cursor = None
        self._describe()
        self.update()

    def show_chosen(self, chosen: tuple[int, int] | None) -> None:
        """Marks the years the search is narrowed to."""
        self._chosen = chosen
        self._describe()
        self.update()

    @property
    def years_per_bar(self) -> int:
        """How many years one bar stands for at this width."""
        years = self._span[1] - self._span[0] + 1
        room = max(1, (self.width() - 2 * _EDGE_PX) // 3)
        return next((step for step in _STEPS if years / step <= room), _STEPS[-1])

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Bars and their axis."""
        return QSize(240, self._theme.px(64) + self._axis_height())

    def year_at(self, x: float) -> int:
        """The first year of the bar at a place."""
        step = self.years_per_bar
        bar = int((x - _EDGE_PX) / max(self._bar_width(), 0.01))
        return self._first_bar() + max(0, min(self._bars() - 1, bar)) * step

    def x_of(self, year: int) -> float:
        """The left edge of the bar of a year."""
        return _EDGE_PX + (year - self._first_bar()) // self.years_per_bar * self._bar_width()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """Draws bars, axis, what is chosen and what is being chosen."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        base = self.height() - self._axis_height()
        painter.fillRect(QRectF(0, base, self.width(), 1), theme.colour("line"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.colour("line"))
        if self._counts:
            self._paint_bars(painter, base)
            self._paint_axis(painter, base)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -3), 6, 6)

    def _paint_bars(self, painter: QPainter, base: float) -> None:
        theme = self._theme
        step, width = self.years_per_bar, self._bar_width()
        bars = self._bar_counts()
        tallest = max(bars.values(), default=0) or 1
        gap = 0.28 if width < 5 else 0.24
        chosen = self._marked()
        if self._drag is not None or self._cursor is not None:
            first, last = self._dragged()
            band = QRectF(self.x_of(first), 0, self.x_of(last) + width - self.x_of(first), base)
            painter.fillRect(band, theme.colour("selected"))
        painter.setPen(Qt.PenStyle.NoPen)
        room = base - theme.space(2)
        for year, count in bars.items():
            is_chosen = chosen is None or (year + step - 1 >= chosen[0] and year <= chosen[1])
            painter.setBrush(theme.colour("accent" if is_chosen else "bar", 0.88 if is_chosen else 1))
            height = max(2.0, count / tallest * room)
            bar = QRectF(self.x_of(year), base - height, max(1.0, min(width * (1 - gap), 14)), height)
            painter.drawRoundedRect(bar, 1, 1)

    def _paint_axis(self, painter: QPainter, base: float) -> None:
        theme = self._theme
        first, last = self._span
        fits = max(1, (self.width() - 2 * _EDGE_PX) // theme.px(_LABEL_PX))
        steps = _MONTH_STEPS if self._unit is Unit.MONTH else _STEPS
        step = next((step for step in steps if (last - first) / step <= fits), steps[-1])
        painter.setFont(theme.font(Type.SMALL))
        painter.setPen(theme.colour("faint"))
        metrics = theme.metrics(Type.SMALL)
        years = list(range(first + (-first % step), last + 1, step)) or [first]
        for year in years:
            text = on_axis(self._unit, year)
            half = metrics.horizontalAdvance(text) / 2
            middle = self.x_of(year) + min(self._bar_width() * 0.36, 7)
            left = max(_EDGE_PX, min(middle - half, self.width() - _EDGE_PX - 2 * half))
            painter.drawText(
                QRectF(left, base + 1, 2 * half + 1, self._axis_height() - 2), int(Qt.AlignmentFlag.AlignCenter), text
            )

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begins to choose years."""
        if event.button() == Qt.MouseButton.LeftButton and self._counts:
            year = self.year_at(event.position().x())
            self._drag, self._cursor = (year, year), None
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Goes on choosing, or says what is under the pointer."""
        if not self._counts:
            return
        year = self.year_at(event.position().x())
        if self._drag is not None:
            self._drag = (self._drag[0], year)
            self.update()
        first, last = self._dragged() if self._drag is not None else (year, year)
        QToolTip.showText(event.globalPosition().toPoint() + QPoint(0, 12), self._told(first, last), self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """Narrows to the years chosen; a click on what is chosen alone gives all years again."""
        if self._drag is None:
            return
        chosen = self._closed(*self._dragged())
        self._drag = None
        self._tell(chosen)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing under the pointer any more."""
        QToolTip.hideText()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """← → walk the bars, Shift stretches, Enter narrows, Escape and Delete give all years again."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -10_000, Qt.Key.Key_End: 10_000}
        key = Qt.Key(event.key())
        if key in steps and self._counts:
            self._walk(steps[key], stretch=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._cursor is not None:
            chosen = self._closed(*self._dragged())
            self._tell(chosen)
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Delete) and (
            self._chosen or self._cursor is not None or self._unit is not Unit.YEAR
        ):
            is_out = self._cursor is None and self._unit is not Unit.YEAR
            self._cursor = None
            if self._chosen or is_out:
                self.years_chosen.emit(0, 0)
            self._describe()
            self.update()
        else:
            super().keyPressEvent(event)

    def _walk(self, bars: int, *, stretch: bool) -> None:
        step, last = self.years_per_bar, self._first_bar() + (self._bars() - 1) * self.years_per_bar
        start = self._chosen[0] if self._chosen else self._first_bar() - step
        now = self._cursor if self._cursor is not None else self.year_at(self.x_of(max(start, self._first_bar())))
        moved = now + bars * step if self._cursor is not None else now
        self._cursor = max(self._first_bar(), min(last, moved))
        if not stretch or self._anchor is None:
            self._anchor = self._cursor if not stretch else now
        self._describe()
        self.update()

    def _tell(self, chosen: tuple[int, int]) -> None:
        if self._unit is not Unit.YEAR:
            self.dates_chosen.emit(edtf(self._unit, chosen[0]), edtf(self._unit, chosen[1]))
            return
        if chosen == self._chosen:
            chosen = (0, 0)
        self.years_chosen.emit(*chosen)
        self.update()

    def _dragged(self) -> tuple[int, int]:
        if self._drag is not None:
            return min(self._drag), max(self._drag)
        cursor = self._cursor or self._span[0]
        anchor = self._anchor if self._anchor is not None else cursor
        return min(cursor, anchor), max(cursor, anchor)

    def _closed(self, first_bar: int, last_bar: int) -> tuple[int, int]:
        """From the first year of the first bar to the last year of the last one."""
        first, last = self._span
        return max(first, first_bar), min(last, last_bar + self.years_per_bar - 1)

    def _marked(self) -> tuple[int, int] | None:
        if self._drag is not None or self._cursor is not None:
            return self._closed(*self._dragged())
        return self._chosen

    def _bar_counts(self) -> dict[int, int]:
        step, first, found = self.years_per_bar, self._first_bar(), dict[int, int]()
        for year, count in self._counts.items():
            bar = first + (year - first) // step * step
            found[bar] = found.get(bar, 0) + count
        return found

    def _first_bar(self) -> int:
        return self._span[0] // self.years_per_bar * self.years_per_bar

    def _bars(self) -> int:
        return (self._span[1] - self._first_bar()) // self.years_per_bar + 1

    def _bar_width(self) -> float:
        return min((self.width() - 2 * _EDGE_PX) / max(self._bars(), 1), 40)

    def _axis_height(self) -> int:
        return self._theme.px(23)

    def _told(self, first: int, last: int) -> str:
        first, last = self._closed(first, last)
        count = sum(found for year, found in self._counts.items() if first <= year <= last)
        name, between = in_words(self._unit, first), "–" if self._unit is Unit.YEAR else " – "
        years = name if first == last else f"{name}{between}{in_words(self._unit, last)}"
        return f"{years}: {counted(count, 'article', 'articles')}"

    def _describe(self) -> None:
        self.setAccessibleName(f"Articles by {self._unit}")
        if not self._counts:
            self.setAccessibleDescription("No dated articles")
            return
        best = max(self._counts, key=lambda year: self._counts[year])
        out = "" if self._unit is Unit.YEAR else " Escape shows all years again."
        text = (
            f"{self._told(*self._span)}, most in {in_words(self._unit, best)}."
            f" Arrow keys walk the {self._unit}s, Enter narrows to them.{out}"
        )
        if self._cursor is not None:
            text = f"{self._told(*self._dragged())}. {text}"
        self.setAccessibleDescription(text)
