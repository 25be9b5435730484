"""Where a note is written: a few lines of plain text and a colour."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from newsreader.desktop.citation import shortened
from newsreader.desktop.icons import Icons
from newsreader.desktop.paragraph import Paragraph
from newsreader.desktop.reader_selection_bar import ColourButton
from newsreader.desktop.theme import Theme, Type
from newsreader.domain.annotation import COLOURS


class NoteEditor(QFrame):
    """A small plate to write a note on; Ctrl-Enter keeps it, Escape does not.

    Signals:
        kept: Words of the note and name of the colour.
        given_up: Nothing shall change.
    """

    kept = Signal(str, str)
    given_up = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._colour = COLOURS[0]
        self.quote = Paragraph(theme, "", Type.QUOTE, "muted", self)
        self.words = QPlainTextEdit(self)
        self.words.setAccessibleName("Note")
        self.words.setPlaceholderText("Write a note…")
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(theme.px(84))
        self.words.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(theme.space(2))
        column.addWidget(self.quote)
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(0)
        self._swatches = [ColourButton(theme, colour, self) for colour in COLOURS]
        for swatch in self._swatches:
            swatch.setCheckable(True)
            swatch.setAutoExclusive(True)
            swatch.setAccessibleName(f"Colour {swatch.colour}")
            swatch.clicked.connect(self._on_swatch)
            row.addWidget(swatch)
        row.addStretch(1)
        self._cancel = QToolButton(self)
        self._cancel.setProperty("look", "icon")
        self._cancel.setAccessibleName("Do not keep the note")
        self._cancel.setToolTip("Do not keep it (Esc)")
        icons.put(self._cancel, "close")
        self._cancel.clicked.connect(self.given_up)
        self._keep = QPushButton("Keep", self)
        self._keep.setProperty("look", "primary")
        self._keep.setToolTip("Ctrl+Enter")
        self._keep.clicked.connect(self._on_keep)
        row.addWidget(self._cancel)
        row.addSpacing(theme.space(1))
        row.addWidget(self._keep)
        column.addLayout(row)

    def open(self, quote: str, words: str = "", colour: str = "yellow") -> None:
        """Begins with the quoted words, the note so far and its colour."""
        short = shortened(quote, 120)
        self.quote.setText(f"“{short}”" if short and short[0] not in "“„«" else short)
        self.quote.setVisible(bool(short))
        self.words.setPlainText(words)
        self._colour = colour if colour in COLOURS else COLOURS[0]
        for swatch in self._swatches:
            swatch.setChecked(swatch.colour == self._colour)
        self.words.selectAll()
        self.show()
        self.raise_()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_swatch(self) -> None:
        self._colour = next(swatch.colour for swatch in self._swatches if swatch.isChecked())

    def _on_keep(self) -> None:
        self.kept.emit(self.words.toPlainText().strip(), self._colour)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:  # noqa: N802 - Qt's name
        """Ctrl-Enter keeps, Escape gives up."""
        if watched is self.words and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._on_keep()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.given_up.emit()
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent, /) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """A plate with a fine edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.colour("panel"))
        painter.setPen(QPen(self._theme.colour("edge"), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()
