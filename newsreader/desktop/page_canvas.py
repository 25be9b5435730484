"""The sheet a page is shown on: zoomed, moved, painted. It knows pixels and tools, nothing of articles."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QGestureEvent, QPinchGesture, QToolTip, QWidget

from newsreader.desktop.page_keys import CanvasKeys
from newsreader.desktop.page_overlays import PageOverlays
from newsreader.desktop.page_tiles import PageTiles
from newsreader.desktop.page_tools import PanTool, Pointer, PointerTool
from newsreader.desktop.page_zoom import FREE, PAGE, WIDTH, clamped, fitting, next_step
from newsreader.desktop.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

MARGIN_PX: Final = 16
"""Room around the sheet."""
_GLIDE_MS: Final = 140
_NOTCH: Final = 480.0
"""Turning the wheel so far doubles the size."""


class PageCanvas(QAbstractScrollArea):
    """Shows the picture of a page with what lies over it.

    Places on the sheet are in pixels of the picture at full size.

    Signals:
        zoomed: The size is another; see `zoom` and `fit`.
        moved: Another part is seen.
        edge_passed: The reader pages on (+1) or back (-1) from the end or the beginning of the sheet.
    """

    zoomed = Signal()
    moved = Signal()
    edge_passed = Signal(int)

    def __init__(self, theme: Theme, tiles: PageTiles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tiles = tiles
        self._size = QSize()
        self._zoom = 1.0
        self._fit = PAGE
        self._anchor = QPointF()
        self._glide = QVariantAnimation(self, duration=_GLIDE_MS)
        self._glide.valueChanged.connect(lambda zoom: self._zoom_to(float(zoom), self._anchor))
        self.overlays = PageOverlays(theme)
        self._tool: PointerTool = PanTool(self)
        self._borrowed: PointerTool | None = None
        self.is_inverted = False
        self.describe: Callable[[QPointF], str] = lambda _: ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("pane", "ground")
        self.setAccessibleName("Page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.keys = CanvasKeys(self)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.setSingleStep(24)
            bar.valueChanged.connect(self._on_scrolled)
        tiles.arrived.connect(self.viewport().update)
        theme.changed.connect(self.viewport().update)

    # -- the tool -----------------------------------------------------------------------------------------------------

    @property
    def tool(self) -> PointerTool:
        """What the pointer does now; moving the sheet while the space bar is held."""
        return self._borrowed or self._tool

    def set_tool(self, tool: PointerTool) -> None:
        """Gives the pointer something else to do."""
        self._tool.put_away()
        self._tool = tool
        self.viewport().setCursor(tool.cursor)
        self.viewport().update()

    def hold_still(self, *, is_held: bool) -> None:
        """Lets the pointer move the sheet, whatever its tool, or no more."""
        if is_held == (self._borrowed is None):
            self._borrowed = PanTool(self) if is_held else None
            self.viewport().setCursor(self.tool.cursor)

    # -- size and place -----------------------------------------------------------------------------------------------

    @property
    def sheet(self) -> QSize:
        """Size of the sheet; empty when nothing is shown."""
        return self._size

    @property
    def zoom(self) -> float:
        """Pixels of the window to one of the picture."""
        return self._zoom

    @property
    def fit(self) -> str:
        """`page` or `width` while the size follows the window, else `free`."""
        return self._fit

    def show_sheet(self, size: QSize) -> None:
        """Shows a sheet of another size, at the size and place the reader has chosen."""
        if size == self._size:
            return
        centre = self.centre()
        self._size = size
        self._lay_out()
        if self._fit == FREE:
            self.go_to(centre)
        self.viewport().update()
        self.zoomed.emit()

    def fit_to(self, fit: str) -> None:
        """Fits the whole page or its width into the window."""
        self._glide.stop()
        self._fit = fit
        self._lay_out()
        self.viewport().update()
        self.zoomed.emit()

    def set_zoom(self, zoom: float, anchor: QPointF | None = None, *, is_gliding: bool = False) -> None:
        """Shows the sheet larger or smaller around a point of the window; around its middle when none is given."""
        self._anchor = anchor if anchor is not None else QPointF(self.viewport().rect().center())
        self._glide.stop()
        if is_gliding:
            self._glide.setStartValue(self._zoom)
            self._glide.setEndValue(self._clamped(zoom))
            self._glide.start()
        else:
            self._zoom_to(zoom, self._anchor)

    def step_zoom(self, steps: int) -> None:
        """Goes to the next round size."""
        self.set_zoom(next_step(self._zoom, steps), is_gliding=True)

    def centre(self) -> tuple[float, float]:
        """The middle of what is seen, as parts of the sheet."""
        if self._size.isEmpty():
            return 0.5, 0.0
        at = self.to_sheet(QPointF(self.viewport().rect().center()))
        return at.x() / self._size.width(), at.y() / self._size.height()

    def go_to(self, centre: tuple[float, float]) -> None:
        """Puts a point, as parts of the sheet, in the middle."""
        self._put(
            QPointF(centre[0] * self._size.width(), centre[1] * self._size.height()),
            QPointF(self.viewport().rect().center()),
        )

    def bring_into_view(self, place: QRectF, column: QRectF | None = None) -> None:
        """Moves the sheet if a place on it is not seen, so that it is a third from the top.

        Args:
            place: On the sheet.
            column: What is to be seen from side to side with it, where there is room.
        """
        if self._size.isEmpty() or place.isEmpty():
            return
        shown = QRectF(self.viewport().rect()).adjusted(12, 12, -12, -12)
        there = self.to_view(place)
        if not shown.contains(there):
            top = min(there.height(), shown.height()) / 2 + shown.height() / 3
            is_room = column is not None and column.width() * self._zoom <= shown.width()
            across = column.center().x() if column is not None and is_room else place.center().x()
            at = QPointF(shown.center().x(), min(top, shown.center().y() + 12))
            self._put(QPointF(across, place.center().y()), at)

    def pan_by(self, delta: QPointF) -> None:
        """Moves the sheet with the hand."""
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() - round(delta.x()))
        down.setValue(down.value() - round(delta.y()))

    def to_sheet(self, point: QPointF) -> QPointF:
        """A point of the window on the sheet."""
        return (point - self._origin()) / self._zoom

    def to_view(self, rect: QRectF) -> QRectF:
        """A place on the sheet in the window."""
        origin, zoom = self._origin(), self._zoom
        return QRectF(
            origin.x() + rect.x() * zoom, origin.y() + rect.y() * zoom, rect.width() * zoom, rect.height() * zoom
        )

    def _zoom_to(self, zoom: float, anchor: QPointF) -> None:
        held = self.to_sheet(anchor)
        self._fit = FREE
        self._zoom = self._clamped(zoom)
        self._lay_out()
        self._put(held, anchor)
        self.viewport().update()
        self.zoomed.emit()

    def _clamped(self, zoom: float) -> float:
        return clamped(zoom, fitting(PAGE, self._size, self._room()))

    def _room(self) -> QSize:
        # As if there were no bars: they must not come and go with the size they cause.
        return QSize(max(1, self.width() - 2 * MARGIN_PX), max(1, self.height() - 2 * MARGIN_PX))

    def _lay_out(self) -> None:
        room = self._room()
        if self._fit == WIDTH:
            room.setWidth(max(1, room.width() - self.verticalScrollBar().sizeHint().width()))
        if self._fit != FREE and not self._size.isEmpty():
            self._zoom = fitting(self._fit, self._size, room)
        view = self.viewport().size()
        for bar, length, seen in (
            (self.horizontalScrollBar(), self._size.width(), view.width()),
            (self.verticalScrollBar(), self._size.height(), view.height()),
        ):
            whole = round(length * self._zoom) + 2 * MARGIN_PX
            bar.setPageStep(seen)
            bar.setRange(0, max(0, whole - seen - (0 if self._fit != PAGE else 2)))

    def _origin(self) -> QPointF:
        view = self.viewport().size()
        found = []
        for bar, length, seen in (
            (self.horizontalScrollBar(), self._size.width(), view.width()),
            (self.verticalScrollBar(), self._size.height(), view.height()),
        ):
            free = seen - length * self._zoom
            found.append(free / 2 if bar.maximum() == 0 else float(MARGIN_PX - bar.value()))
        return QPointF(*found)

    def _put(self, place: QPointF, at: QPointF) -> None:
        self.horizontalScrollBar().setValue(round(MARGIN_PX + place.x() * self._zoom - at.x()))
        self.verticalScrollBar().setValue(round(MARGIN_PX + place.y() * self._zoom - at.y()))

    def _on_scrolled(self) -> None:
        self.viewport().update()
        self.moved.emit()

    # -- painting -----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent, /) -> None:  # noqa: N802 - Qt's name
        """Paints the ground, the paper, the picture and what lies over it."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.colour("ground"))
        if not self._size.isEmpty():
            paper = self.to_view(QRectF(0, 0, self._size.width(), self._size.height()))
            seen = QRectF(event.rect()) & paper
            painter.fillRect(paper, Qt.GlobalColor.white)
            self._paint_picture(painter, seen)
            if self.is_inverted:
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
                painter.fillRect(seen, Qt.GlobalColor.white)
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            painter.setPen(QPen(self._theme.colour("edge"), 1))
            painter.drawRect(paper.adjusted(-0.5, -0.5, 0.5, 0.5))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.overlays.paint(painter, self.to_view, seen, self._zoom, is_inverted=self.is_inverted)
            self.tool.paint(painter)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_picture(self, painter: QPainter, seen: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=True)
        ratio = self.devicePixelRatioF()
        part = QRectF(self.to_sheet(seen.topLeft()), self.to_sheet(seen.bottomRight()))
        for piece in self._tiles.pieces(part, self._zoom * ratio):
            place = self.to_view(piece.target)
            # On whole pixels of the screen, or fine lines show between the tiles.
            left, top = round(place.left() * ratio) / ratio, round(place.top() * ratio) / ratio
            right, bottom = round(place.right() * ratio) / ratio, round(place.bottom() * ratio) / ratio
            painter.drawImage(QRectF(left, top, right - left, bottom - top), piece.image, piece.source)

    # -- events -------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent, /) -> None:  # noqa: N802 - Qt's name
        """Fits again, or keeps the middle in the middle."""
        super().resizeEvent(event)
        self._lay_out()
        self.zoomed.emit()

    def wheelEvent(self, event: QWheelEvent, /) -> None:  # noqa: N802 - Qt's name
        """With Ctrl, zooms around the pointer."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y() or event.angleDelta().x()
            self.set_zoom(self._zoom * 2 ** (turned / _NOTCH), event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent, /) -> bool:  # noqa: N802 - Qt's name
        """Pinches zoom; a word under the pointer is told."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.set_zoom(self._zoom * (1 + event.value()), event.position())
            return True
        if isinstance(event, QGestureEvent) and isinstance(
            pinch := event.gesture(Qt.GestureType.PinchGesture), QPinchGesture
        ):
            at = QPointF(self.viewport().mapFromGlobal(pinch.hotSpot().toPoint()))
            self.set_zoom(self._zoom * pinch.scaleFactor(), at)
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.describe(self.to_sheet(QPointF(event.pos()))), self)
            return True
        if event.type() == QEvent.Type.Leave:
            self.tool.leave()
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent, /) -> None:  # noqa: N802 - Qt's name
        """Goes to the tool; the middle button moves the sheet."""
        if event.button() == Qt.MouseButton.MiddleButton:
            self.hold_still(is_held=True)
        self.tool.press(self._pointer(event))

    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:  # noqa: N802 - Qt's name
        """Goes to the tool."""
        self.tool.move(self._pointer(event))

    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:  # noqa: N802 - Qt's name
        """Goes to the tool."""
        self.tool.release(self._pointer(event))
        if event.button() == Qt.MouseButton.MiddleButton:
            self.hold_still(is_held=False)

    def mouseDoubleClickEvent(self, event: QMouseEvent, /) -> None:  # noqa: N802 - Qt's name
        """Goes to the tool."""
        self.tool.double_click(self._pointer(event))

    def _pointer(self, event: QMouseEvent) -> Pointer:
        at = self.to_sheet(event.position())
        return Pointer(at, event.position(), event.button(), event.buttons(), event.modifiers())

    def event(self, event: QEvent, /) -> bool:
        """Keys that mean something else in the window belong to the page while it has the keyboard."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.keys.takes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:  # noqa: N802 - Qt's name
        """First the tool, then the sheet."""
        if not self.tool.key(event) and not self.keys.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent, /) -> None:  # noqa: N802 - Qt's name
        """Letting go of the space bar gives the pointer its tool back."""
        if not self.keys.release(event):
            super().keyReleaseEvent(event)

    def focusNextPrevChild(self, forward: bool, /) -> bool:  # noqa: N802 - Qt's name
        """Tab goes from article to article, and on to the next control after the last."""
        if self.hasFocus() and self.keys.step_article(1 if forward else -1):
            return True
        return super().focusNextPrevChild(forward)

    def scrollContentsBy(self, dx: int, dy: int, /) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """All is painted anew: what lies over the picture does not scroll like pixels."""
        self.viewport().update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for a page."""
        return QSize(480, 640)

    def top_left(self) -> QPoint:
        """Where the sheet begins in the window, for plates that lie over it."""
        return self._origin().toPoint()
