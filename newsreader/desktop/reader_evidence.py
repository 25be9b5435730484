"""A strip below the text that quotes the evidence of a value when the text on the screen does not show it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from newsreader.desktop.citation import shortened
from newsreader.desktop.icons import Icons
from newsreader.desktop.labels import ElidedLabel
from newsreader.desktop.paragraph import TextLink
from newsreader.desktop.theme import Theme, Type


class EvidenceStrip(QWidget):
    """“Newspapers from Canada”, a line that is not in the clean text · Show it in Changes.

    Signals:
        changes_wanted: Show the layer in which the words are.
    """

    changes_wanted = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("pane", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = ElidedLabel(theme, "", Type.QUOTE, "ink", self)
        link = TextLink(theme, "Show it in Changes", "Show the words in Changes", self)
        link.clicked.connect(self.changes_wanted)
        close = QToolButton(self)
        close.setProperty("look", "icon")
        close.setAccessibleName("Close the evidence")
        icons.put(close, "close")
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(5.5), theme.space(1), theme.space(4), theme.space(1))
        row.setSpacing(theme.space(3))
        row.addWidget(self.words, 1)
        row.addWidget(link)
        row.addWidget(close)
        self.hide()

    def show_words(self, raw: str, start: int, end: int) -> None:
        """Quotes words of the raw text."""
        words = f"“{shortened(raw[start:end], 80)}” is not in the clean text"
        self.words.setText(words)
        self.setAccessibleName(words)
        self.show()

    def paintEvent(self, event: QPaintEvent, /) -> None:  # noqa: N802 - Qt's name
        """A line above."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, self._theme.colour("line"))
        painter.end()
