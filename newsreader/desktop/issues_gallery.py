"""Issues as their front pages, each with paper, date and what is in it; pictures come as they are scrolled to."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QImage, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from newsreader.desktop.dates import spoken_date
from newsreader.desktop.figures import counted
from newsreader.desktop.jobs import Jobs
from newsreader.desktop.page_decoding import PictureSource
from newsreader.desktop.page_strip import thumbnail
from newsreader.desktop.row_model import RowList
from newsreader.desktop.theme import Theme, Type
from newsreader.domain.issue import IssueRow

_WIDTH_PX: Final = 168
_PICTURE_PX: Final = (120, 164)
_LONGEST_PX: Final = 400
_MOST_KEPT: Final = 400
_PAUSE_MS: Final = 60
_KEY: Final = "front page"
_ISSUE: Final = Qt.ItemDataRole.UserRole + 1


def told(issue: IssueRow) -> tuple[str, str, str]:
    """Paper, date and contents of an issue in words."""
    date = spoken_date(issue.date) if issue.date else "no date"
    if issue.edition and issue.edition != "1":
        date += f", edition {issue.edition}" if issue.edition.isdecimal() else f", {issue.edition}"
    inside = f"{counted(issue.page_count, 'page', 'pages')}, {counted(issue.article_count, 'article', 'articles')}"
    return issue.title or "(no title)", date, inside


class _Issues(RowList[IssueRow]):
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        issue = self.rows[index.row()]
        if role == _ISSUE:
            return issue
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            problem = f"; {issue.problem}" if issue.problem else ""
            return f"{', '.join(told(issue))}{problem}"
        return None


class IssuesGallery(QListView):
    """Front pages to choose from.

    Signals:
        chosen: Number of an issue.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._jobs = theme, jobs
        self._source_of: Callable[[int], PictureSource | None] = lambda _: None
        self._images: dict[int, QImage | None] = {}
        self._issues = _Issues(self)
        self.setModel(self._issues)
        self._delegate = _FrontPage(theme, self._images, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Issues")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSpacing(theme.space(1))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setProperty("pane", "panel")
        self.activated.connect(lambda index: self.chosen.emit(index.data(_ISSUE).number))
        theme.changed.connect(self._spread)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._fetch)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._pause.start())

    def show_issues(self, issues: Sequence[IssueRow], source_of: Callable[[int], PictureSource | None]) -> None:
        """Lists issues.

        Args:
            issues: In order.
            source_of: Finds the picture of an issue's front page; called in a decoding lane.
        """
        self._source_of = source_of
        self._issues.show(issues)
        if issues:
            self.setCurrentIndex(self._issues.index(0, 0))
        self._pause.start()

    def stop(self) -> None:
        """Fetches no more pictures; one on its way is dropped."""
        self._pause.stop()
        self._jobs.drop(_KEY)

    def resizeEvent(self, event: QResizeEvent, /) -> None:  # noqa: N802 - Qt's name
        """More may be seen now."""
        super().resizeEvent(event)
        self._spread()
        self._pause.start()

    def _spread(self) -> None:
        """Shares the width among the columns there is room for."""
        room = self.viewport().width() - 1
        each = self._theme.px(_WIDTH_PX) + 2 * self.spacing()
        self._delegate.width = max(each, room // max(1, room // each)) - 2 * self.spacing()
        self.doItemsLayout()

    def _fetch(self) -> None:
        """Fetches the next picture that is seen and not there; one at a time."""
        number = next((number for number in self._seen() if number not in self._images), 0)
        if number:
            source_of = self._source_of
            self._jobs.decode(
                lambda: _picture(source_of(number)),
                partial(self._on_picture, number),
                lambda _: self._on_picture(number, None),
                key=_KEY,
            )

    def _seen(self) -> list[int]:
        port, model, count = self.viewport().rect(), self._issues, len(self._issues.rows)
        # The first that ends below the upper edge: rows lie one below the other, so halving finds it.
        first = bisect_left(range(count), port.top(), key=lambda row: self.visualRect(model.index(row, 0)).bottom())
        found = []
        for row in range(first, count):
            if not self.visualRect(model.index(row, 0)).intersects(port):
                break
            found.append(model.rows[row].number)
        return found

    def _on_picture(self, number: int, image: QImage | None) -> None:
        if len(self._images) >= _MOST_KEPT:
            self._images.pop(next(iter(self._images)))
        self._images[number] = image
        self.viewport().update()
        self._fetch()


class _FrontPage(QStyledItemDelegate):
    """Paints one issue."""

    def __init__(self, theme: Theme, images: dict[int, QImage | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._images = theme, images
        self.width = theme.px(_WIDTH_PX)
        """Of one issue in pixels."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex, /) -> QSize:  # noqa: N802
        theme = self._theme
        lines = theme.metrics(Type.STRONG).height() + 2 * theme.metrics(Type.SMALL).height()
        return QSize(self.width, theme.px(_PICTURE_PX[1]) + lines + theme.space(6))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, /
    ) -> None:
        theme, rect = self._theme, option.rect
        issue: IssueRow = index.data(_ISSUE)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if is_chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected" if is_chosen else "hover"))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 6, 6)
        room = QRect(0, 0, theme.px(_PICTURE_PX[0]), theme.px(_PICTURE_PX[1]))
        room.moveCenter(rect.center())
        room.moveTop(rect.top() + theme.space(2))
        place = self._paint_picture(painter, room, self._images.get(issue.number))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("accent" if is_chosen else "edge"), 1))
        painter.drawRect(QRectF(place).adjusted(-0.5, -0.5, 0.5, 0.5))
        title, date, inside = told(issue)
        top = room.bottom() + theme.space(2)
        small = f"⚠ {issue.problem}" if issue.problem else inside
        for words, type_, colour in (
            (title, Type.STRONG, "ink"),
            (date, Type.SMALL, "ink"),
            (small, Type.SMALL, "muted"),
        ):
            metrics = theme.metrics(type_)
            line = QRect(rect.left() + theme.space(2), top, rect.width() - theme.space(4), metrics.height())
            painter.setFont(theme.font(type_))
            painter.setPen(theme.colour(colour))
            short = metrics.elidedText(words, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, short)
            top = line.bottom() + 1
        painter.restore()

    @staticmethod
    def _paint_picture(painter: QPainter, room: QRect, image: QImage | None) -> QRect:
        """The picture at the foot of its room; a blank sheet while it is not there."""
        place = QRect(room)
        if image is not None and not image.isNull():
            size = image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(0, 0, size.width(), size.height())
            place.moveCenter(room.center())
            place.moveBottom(room.bottom())
        painter.fillRect(place, Qt.GlobalColor.white)
        if image is not None and not image.isNull():
            painter.drawImage(place, image)
        return place


def _picture(source: PictureSource | None) -> QImage | None:
    return thumbnail(source, _LONGEST_PX) if source is not None else None
