"""What keys do on a page."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from newsreader.desktop.page_zoom import PAGE, WIDTH

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.desktop.page_canvas import PageCanvas

_LINE_PX: Final = 60
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_PLAIN: Final = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class CanvasKeys(QObject):
    """Moves and sizes the sheet by keyboard, and says what else the reader wants.

    Signals:
        article_stepped: To the next (+1) or previous (-1) article on the page.
        chosen: Enter: read what is chosen.
        given_up: Escape.
        copy_wanted: The selected words to the clipboard.
        all_wanted: Select all words of the open article.
    """

    chosen = Signal()
    given_up = Signal()
    copy_wanted = Signal()
    all_wanted = Signal()

    def __init__(self, canvas: "PageCanvas") -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.step_article: Callable[[int], bool] = lambda _: False

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key that has a meaning in the whole window means something else here."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier
        key = event.key()
        if modifiers == _CONTROL:
            return key in (*_GROW, *_SHRINK, Qt.Key.Key_0, Qt.Key.Key_C, Qt.Key.Key_A)
        return event.modifiers() in _PLAIN and key in (*_ARROWS, Qt.Key.Key_Space, Qt.Key.Key_0, Qt.Key.Key_1)

    def press(self, event: QKeyEvent) -> bool:
        """Does what a key means; says whether it means anything."""
        key, has_control = event.key(), bool(event.modifiers() & _CONTROL)
        if has_control and key in (Qt.Key.Key_C, Qt.Key.Key_A):
            (self.copy_wanted if key == Qt.Key.Key_C else self.all_wanted).emit()
        elif event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
            return False
        elif not self._size(key, has_control) and (has_control or not self._move(event)):
            return self._choose(key)
        return True

    def release(self, event: QKeyEvent) -> bool:
        """The space bar lets the sheet go."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._canvas.hold_still(is_held=False)
            return True
        return False

    def _size(self, key: int, has_control: bool) -> bool:
        canvas = self._canvas
        if key in _GROW:
            canvas.step_zoom(1)
        elif key in _SHRINK:
            canvas.step_zoom(-1)
        elif key == Qt.Key.Key_0:
            canvas.fit_to(PAGE)
        elif key == Qt.Key.Key_1 and not has_control:
            canvas.set_zoom(1.0, is_gliding=True)
        elif key == Qt.Key.Key_W and not has_control:
            canvas.fit_to(WIDTH)
        else:
            return False
        return True

    def _move(self, event: QKeyEvent) -> bool:
        key, canvas = event.key(), self._canvas
        if key in _ARROWS:
            far = 5 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            across, down = _ARROWS[Qt.Key(key)]
            for bar, way in ((canvas.horizontalScrollBar(), across), (canvas.verticalScrollBar(), down)):
                bar.setValue(bar.value() + way * far * _LINE_PX)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            way = 1 if key == Qt.Key.Key_PageDown else -1
            bar = canvas.verticalScrollBar()
            if bar.value() == (bar.maximum() if way > 0 else bar.minimum()):
                canvas.edge_passed.emit(way)
            else:
                bar.setValue(bar.value() + way * round(bar.pageStep() * 0.9))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar = canvas.verticalScrollBar()
            bar.setValue(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
        elif key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                canvas.hold_still(is_held=True)
        else:
            return False
        return True

    def _choose(self, key: int) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        elif key == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            return False
        return True


_GROW: Final = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
_SHRINK: Final = (Qt.Key.Key_Minus, Qt.Key.Key_Underscore)
