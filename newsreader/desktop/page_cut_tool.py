"""The pointer while a page is cut: a drag takes up words, a click a line, and a click may say where words go."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPainter, QPen

from newsreader.desktop.page_tools import Pointer
from newsreader.desktop.tokens import DARK, LIGHT

if TYPE_CHECKING:
    from newsreader.desktop.page_canvas import PageCanvas

_CARET_PX: Final = 3
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_OTHERS: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class CuttingTool(QObject):
    """Takes up words with the pointer.

    Signals:
        swept: A rectangle of the sheet was drawn around words; whether they come to those taken up before.
        clicked: A point of the sheet was clicked; with the same.
        placed: Where words are to go, while `is_placing`.
        hovered: Where the pointer is while `is_placing`; None when it is not on the page.
        stepped: An arrow key: words across, lines down, and whether it comes to what was taken up before.
        confirmed: Enter, while `is_placing`.
        given_up: Escape.
    """

    swept = Signal(QRectF, bool)
    clicked = Signal(QPointF, bool)
    placed = Signal(QPointF)
    hovered = Signal(object)
    stepped = Signal(int, int, bool)
    confirmed = Signal()
    given_up = Signal()

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: "PageCanvas") -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._pressed: Pointer | None = None
        self._drawn = QRectF()
        self.is_placing = False
        """A click says where the words go."""
        self.caret = QRectF()
        """Beside which edge of a word they would go, on the sheet; empty for none."""

    def press(self, pointer: Pointer) -> None:
        """The beginning of a click or of a rectangle."""
        if pointer.button == Qt.MouseButton.LeftButton:
            self._pressed, self._drawn = pointer, QRectF()

    def move(self, pointer: Pointer) -> None:
        """Draws the rectangle, once the pointer has gone far enough to mean it."""
        pressed = self._pressed
        if pressed is None or not pointer.buttons & Qt.MouseButton.LeftButton:
            if self.is_placing:
                self.hovered.emit(pointer.at)
            return
        way = (pointer.view - pressed.view).manhattanLength()
        if not self.is_placing and (
            not self._drawn.isNull() or way >= QGuiApplication.styleHints().startDragDistance()
        ):
            self._drawn = QRectF(pressed.at, pointer.at).normalized()
            self.swept.emit(self._drawn, _is_adding(pressed))
            self._canvas.viewport().update()

    def release(self, pointer: Pointer) -> None:
        """The end of a rectangle, or a click."""
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            return
        if self.is_placing:
            self.placed.emit(pointer.at)
        elif self._drawn.isNull():
            self.clicked.emit(pointer.at, _is_adding(pressed))
        self._drawn = QRectF()
        self._canvas.viewport().update()

    def double_click(self, pointer: Pointer) -> None:
        """As two clicks."""

    def key(self, event: QKeyEvent) -> bool:
        """Arrows go from line to line and word to word, Escape gives up; all other keys mean what they always do."""
        key, modifiers = event.key(), event.modifiers()
        if key == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif key in _ARROWS and not modifiers & _OTHERS:
            self.stepped.emit(*_ARROWS[Qt.Key(key)], bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        elif self.is_placing and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
        else:
            return False
        return True

    def paint(self, painter: QPainter) -> None:
        """The rectangle, and where words would go."""
        # On paper, whatever the colours of the desk.
        accent = QColor((DARK if self._canvas.is_inverted else LIGHT).accent)
        if not self._drawn.isNull():
            pen = QPen(accent, 1.5, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._canvas.to_view(self._drawn))
        if self.is_placing and not self.caret.isNull():
            place = self._canvas.to_view(self.caret)
            bar = QRectF(place.center().x() - _CARET_PX / 2, place.top() - 2, _CARET_PX, place.height() + 4)
            painter.fillRect(bar, accent)

    def leave(self) -> None:
        """Nothing is pointed at any more."""
        if self.is_placing:
            self.hovered.emit(None)

    def put_away(self) -> None:
        """Ends what is under way."""
        self._pressed, self._drawn = None, QRectF()
        self.is_placing, self.caret = False, QRectF()


def _is_adding(pointer: Pointer) -> bool:
    return bool(pointer.modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier))
