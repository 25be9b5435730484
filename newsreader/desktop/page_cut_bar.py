"""The line of commands shown while a page is cut into articles."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from newsreader.desktop.flow_layout import FlowLayout
from newsreader.desktop.labels import Label
from newsreader.desktop.theme import Theme, Type

HOW: Final = "Click a line, draw around words or use arrows; Shift adds."


class PageCutBar(QWidget):
    """Says what to do, and offers what can be done with the words taken up.

    Signals:
        done: The reader is through with cutting.
        given_up: Escape.
    """

    done = Signal()
    given_up = Signal()

    def __init__(self, theme: Theme, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("pane", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Cut the page into articles")
        self.words = Label(theme, HOW, Type.SMALL, "muted", self)
        self.words.setWordWrap(True)
        self.finish = QPushButton("Done", self)
        self.finish.setProperty("small", "true")
        self.finish.setAccessibleName("Done with cutting the page")
        self.finish.clicked.connect(self.done)
        top = QHBoxLayout()
        top.setSpacing(theme.space(3))
        top.addWidget(self.words, 1)
        top.addWidget(self.finish, 0, Qt.AlignmentFlag.AlignVCenter)
        flow = FlowLayout(gap=theme.space(2), line_gap=theme.space(2))
        self.buttons: list[QToolButton] = []
        for action in actions:
            button = QToolButton(self)
            button.setDefaultAction(action)
            button.setProperty("look", "switch")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setAccessibleName(action.text())
            self.buttons.append(button)
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(4), theme.space(2), theme.space(4), theme.space(3))
        column.setSpacing(theme.space(2))
        column.addLayout(top)
        column.addLayout(flow)
        self.hide()

    def say(self, words: str) -> None:
        """Says what to do next."""
        self.words.setText(words or HOW)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:  # noqa: N802 - Qt's name
        """Escape means on the buttons what it means on the page."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
