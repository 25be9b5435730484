"""The pages of an issue as small pictures, each with its number and how often a search found something on it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from newsreader.desktop.figures import counted
from newsreader.desktop.jobs import Jobs
from newsreader.desktop.page_decoding import PictureSource, open_picture
from newsreader.desktop.theme import Theme, Type
from newsreader.domain.issue import PageRow
from newsreader.errors import NewsreaderError

_PAGE: Final = Qt.ItemDataRole.UserRole + 1
_IMAGE: Final = Qt.ItemDataRole.UserRole + 2
_HITS: Final = Qt.ItemDataRole.UserRole + 3
WIDTH_PX: Final = 92
_PICTURE_PX: Final = 68
_LONGEST_PX: Final = 240
"""Of a small picture as it is kept: sharp on screens of twice the density."""
_MOST_KEPT: Final = 600


class PageStrip(QListView):
    """A column of pages to choose from.

    Signals:
        page_chosen: Number of the page in the issue.
    """

    page_chosen = Signal(int)

    def __init__(self, theme: Theme, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._jobs = jobs
        self._images: dict[str, QImage] = {}
        self._waiting: list[tuple[int, PictureSource]] = []
        self._source_of: Callable[[PageRow], PictureSource] | None = None
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self._delegate = _PageDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Pages of the issue")
        self.setProperty("pane", "ground")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFixedWidth(theme.px(WIDTH_PX))
        self.selectionModel().currentChanged.connect(self._on_current)
        theme.changed.connect(self._on_theme)

    def show_pages(self, pages: Sequence[PageRow], source_of: Callable[[PageRow], PictureSource | None]) -> None:
        """Shows the pages of another issue; their pictures come one after the other."""
        self._jobs.drop("page strip")
        self._waiting = []
        self.blockSignals(True)
        self._model.clear()
        for page in pages:
            item = QStandardItem(str(page.sequence))
            item.setData(page, _PAGE)
            source = source_of(page)
            if source is not None and source.key in self._images:
                item.setData(self._images[source.key], _IMAGE)
            elif source is not None:
                self._waiting.append((page.sequence, source))
            self._model.appendRow(item)
            self._name(item)
        self.blockSignals(False)

    def show_hits(self, counts: Mapping[int, int]) -> None:
        """Shows how often the search found something on each page."""
        for row in range(self._model.rowCount()):
            item = self._model.item(row)
            item.setData(counts.get(item.data(_PAGE).sequence, 0), _HITS)
            self._name(item)

    def stand_on(self, sequence: int) -> None:
        """Shows which page is open."""
        for row in range(self._model.rowCount()):
            if self._model.item(row).data(_PAGE).sequence == sequence:
                self.blockSignals(True)
                self.setCurrentIndex(self._model.index(row, 0))
                self.blockSignals(False)
                self.viewport().update()

    def show_inverted(self, *, is_inverted: bool) -> None:
        """Shows pages light on dark, or as they are."""
        self._delegate.is_inverted = is_inverted
        self.viewport().update()

    def fetch_pictures(self) -> None:
        """Begins to fetch the pictures that are missing, one at a time, so that the page itself never waits long."""
        if not self._waiting:
            return
        # The ones next to the open page first.
        now = self.currentIndex().data(_PAGE)
        at = now.sequence if isinstance(now, PageRow) else 0
        self._waiting.sort(key=lambda waiting: abs(waiting[0] - at))
        sequence, source = self._waiting.pop(0)
        self._jobs.decode(
            partial(thumbnail, source, _LONGEST_PX),
            partial(self._on_picture, sequence, source),
            lambda _: self.fetch_pictures(),
            key="page strip",
        )

    def _on_picture(self, sequence: int, source: PictureSource, image: QImage) -> None:
        if len(self._images) >= _MOST_KEPT:
            self._images.pop(next(iter(self._images)))
        self._images[source.key] = image
        for row in range(self._model.rowCount()):
            item = self._model.item(row)
            if item.data(_PAGE).sequence == sequence:
                item.setData(image, _IMAGE)
        self.fetch_pictures()

    def _name(self, item: QStandardItem) -> None:
        page, hits = item.data(_PAGE), item.data(_HITS) or 0
        found = f", {counted(hits, 'hit', 'hits')}" if hits else ""
        label = f", printed as {page.label}" if page.label and page.label != str(page.sequence) else ""
        words = f"Page {page.sequence}{label}{found}"
        item.setData(words, Qt.ItemDataRole.AccessibleTextRole)
        item.setToolTip(words)

    def _on_current(self, index: QModelIndex) -> None:
        page = index.data(_PAGE)
        if isinstance(page, PageRow) and not self.signalsBlocked():
            self.page_chosen.emit(page.sequence)

    def _on_theme(self) -> None:
        self.setFixedWidth(self._theme.px(WIDTH_PX))
        self.doItemsLayout()


class _PageDelegate(QStyledItemDelegate):
    """Paints one page."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.is_inverted = False

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        theme = self._theme
        return QSize(0, self._picture_size(index).height() + theme.metrics(Type.SMALL).height() + theme.space(5))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, rect = self._theme, option.rect
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        size = self._picture_size(index)
        place = QRect(rect.center().x() - size.width() // 2, rect.top() + theme.space(2), size.width(), size.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        image = index.data(_IMAGE)
        painter.fillRect(place, Qt.GlobalColor.white)
        if isinstance(image, QImage):
            painter.drawImage(place, image)
        if self.is_inverted:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
            painter.fillRect(place, Qt.GlobalColor.white)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("accent" if is_current else "edge"), 2 if is_current else 1))
        around = 1.0 if is_current else 0.5
        painter.drawRect(QRectF(place).adjusted(-around, -around, around, around))
        self._paint_hits(painter, place, index.data(_HITS) or 0)
        below = QRect(rect.left(), place.bottom() + 1, rect.width(), rect.bottom() - place.bottom())
        painter.setFont(theme.font(Type.SMALL_STRONG if is_current else Type.SMALL))
        painter.setPen(theme.colour("accent_strong" if is_current else "muted"))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, index.data(Qt.ItemDataRole.DisplayRole))
        painter.restore()

    def _paint_hits(self, painter: QPainter, place: QRect, hits: int) -> None:
        if not hits:
            return
        theme = self._theme
        words = str(hits) if hits < 1000 else "999+"
        metrics = theme.metrics(Type.SMALL_STRONG)
        width = max(metrics.height(), metrics.horizontalAdvance(words) + theme.space(2))
        badge = QRectF(place.right() - width + theme.space(1.5), place.top() - theme.space(1), width, metrics.height())
        painter.setPen(QPen(theme.colour("ground"), 1))
        painter.setBrush(theme.colour("hit"))
        painter.drawRoundedRect(badge, badge.height() / 2, badge.height() / 2)
        painter.setFont(theme.font(Type.SMALL_STRONG))
        painter.setPen(theme.colour("ink"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)

    def _picture_size(self, index: QModelIndex | QPersistentModelIndex) -> QSize:
        page = index.data(_PAGE)
        width = self._theme.px(_PICTURE_PX)
        is_known = isinstance(page, PageRow) and page.width > 0 and page.height > 0
        tall = page.height / page.width if is_known else 1.4
        return QSize(width, round(width * min(2.2, max(0.4, tall))))


def thumbnail(source: PictureSource, longest: int) -> QImage:
    """A small picture of a page. Runs in a decoding lane.

    Raises:
        NewsreaderError: It cannot be shown.
    """
    picture = open_picture(source)
    image = picture.preview(2 * longest)
    if image is None:
        image, _ = picture.whole()
    if image.isNull():
        raise NewsreaderError("The page cannot be shown")
    return image.convertToFormat(QImage.Format.Format_RGB32).scaled(
        longest, longest, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
