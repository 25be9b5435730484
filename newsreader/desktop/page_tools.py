"""What the pointer does on a page: one object for each way of working; another way is another tool.

A tool gets what the pointer and the keyboard do, may paint over the sheet, and is put away when another takes its
place. `PageCanvas.set_tool` gives the pointer a tool; while the space bar is held it moves the sheet whatever its tool.
"""

from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter

if TYPE_CHECKING:
    from newsreader.desktop.page_canvas import PageCanvas


class Pointer(NamedTuple):
    """What the pointer did.

    Attributes:
        at: Where on the sheet.
        view: Where in the window.
        button: Which button caused it.
        buttons: Those that are down.
        modifiers: Keys held with it.
    """

    at: QPointF
    view: QPointF
    button: Qt.MouseButton
    buttons: Qt.MouseButton
    modifiers: Qt.KeyboardModifier


class PointerTool(Protocol):
    """A way of working with the pointer."""

    cursor: Qt.CursorShape

    def press(self, pointer: Pointer) -> None:
        """A button went down."""

    def move(self, pointer: Pointer) -> None:
        """The pointer moved, with or without a button down."""

    def release(self, pointer: Pointer) -> None:
        """A button went up."""

    def double_click(self, pointer: Pointer) -> None:
        """A second click came soon after the first."""

    def key(self, event: QKeyEvent) -> bool:
        """A key was pressed; says whether it meant something to the tool."""

    def paint(self, painter: QPainter) -> None:
        """Paints over the sheet, in pixels of the window."""

    def leave(self) -> None:
        """The pointer left the page."""

    def put_away(self) -> None:
        """Another tool takes over: ends whatever is under way."""


class IdleTool:
    """Does nothing; what other tools build upon."""

    cursor = Qt.CursorShape.ArrowCursor

    def press(self, pointer: Pointer) -> None:
        """Nothing."""

    def move(self, pointer: Pointer) -> None:
        """Nothing."""

    def release(self, pointer: Pointer) -> None:
        """Nothing."""

    def double_click(self, pointer: Pointer) -> None:
        """Nothing."""

    def key(self, event: QKeyEvent) -> bool:  # noqa: ARG002 - for others to use
        """No key means anything."""
        return False

    def paint(self, painter: QPainter) -> None:
        """Nothing."""

    def leave(self) -> None:
        """Nothing."""

    def put_away(self) -> None:
        """Nothing."""


class PanTool(IdleTool):
    """Moves the sheet."""

    cursor = Qt.CursorShape.OpenHandCursor

    def __init__(self, canvas: "PageCanvas") -> None:
        self._canvas = canvas
        self._held: QPointF | None = None

    def press(self, pointer: Pointer) -> None:
        """Takes hold of the sheet."""
        self._held = pointer.view
        self._canvas.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def move(self, pointer: Pointer) -> None:
        """Moves it along."""
        if self._held is not None and pointer.buttons:
            self._canvas.pan_by(pointer.view - self._held)
            self._held = pointer.view

    def release(self, pointer: Pointer) -> None:  # noqa: ARG002 - a method of every tool
        """Lets it go."""
        self._held = None
        self._canvas.viewport().setCursor(self.cursor)


class ReadingTool(QObject):
    """Reading: drag to move the sheet, click to choose, drag with Shift to select words.

    Signals:
        clicked: Where on the sheet.
        double_clicked: Where on the sheet.
        hovered: Where on the sheet; None when the pointer is not on the page.
        swept: From where to where words are selected.
    """

    clicked = Signal(QPointF)
    double_clicked = Signal(QPointF)
    hovered = Signal(object)
    swept = Signal(QPointF, QPointF)

    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, canvas: "PageCanvas") -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._pan = PanTool(canvas)
        self._pressed: Pointer | None = None
        self._is_moving = False

    def press(self, pointer: Pointer) -> None:
        """The beginning of a click, of a move or of a selection."""
        if pointer.button == Qt.MouseButton.LeftButton:
            self._pressed, self._is_moving = pointer, False

    def move(self, pointer: Pointer) -> None:
        """Moves the sheet or selects, once the pointer has gone far enough to mean it."""
        pressed = self._pressed
        if pressed is None or not pointer.buttons & Qt.MouseButton.LeftButton:
            self.hovered.emit(pointer.at)
            return
        way = (pointer.view - pressed.view).manhattanLength()
        if not self._is_moving and way >= QGuiApplication.styleHints().startDragDistance():
            self._is_moving = True
            if not self._is_selecting(pressed):
                self._pan.press(pressed)
        if self._is_moving and self._is_selecting(pressed):
            self.swept.emit(pressed.at, pointer.at)
        elif self._is_moving:
            self._pan.move(pointer)

    def release(self, pointer: Pointer) -> None:
        """A click, if the pointer stayed where it was."""
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            return
        self._canvas.viewport().setCursor(self.cursor)
        if not self._is_moving:
            self.clicked.emit(pointer.at)
        self._is_moving = False

    def double_click(self, pointer: Pointer) -> None:
        """Chosen twice."""
        self._pressed = None
        self.double_clicked.emit(pointer.at)

    def key(self, event: QKeyEvent) -> bool:  # noqa: ARG002 - a method of every tool
        """The sheet's own keys are enough."""
        return False

    def paint(self, painter: QPainter) -> None:
        """Nothing of its own."""

    def leave(self) -> None:
        """Nothing is pointed at any more."""
        self.hovered.emit(None)

    def put_away(self) -> None:
        """Nothing is pointed at any more."""
        self._pressed = None
        self.hovered.emit(None)

    @staticmethod
    def _is_selecting(pressed: Pointer) -> bool:
        return bool(pressed.modifiers & Qt.KeyboardModifier.ShiftModifier)
