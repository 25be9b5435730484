"""Finding words within the article that is open."""

import re

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from newsreader.desktop.icons import Icons
from newsreader.desktop.labels import Label
from newsreader.desktop.reader_layout import Layout, Span
from newsreader.desktop.theme import Theme, Type

MOST_FOUND = 2_000
_ALIKE = {"'": "['’‘ʼ]", "’": "['’‘ʼ]", '"': '["“”„«»]', "-": "[-‐‑–—]"}


def find_words(layout: Layout, words: str) -> list[Span]:
    """Where words are shown, as document spans: regardless of case, kind of quote and kind of space."""
    parts = [_ALIKE.get(letter, re.escape(letter)) for letter in " ".join(words.split())]
    pattern = "".join(r"\s+" if part in (" ", "\\ ") else part for part in parts)
    if not pattern:
        return []
    found: list[Span] = []
    for match in re.finditer(pattern, layout.text, re.IGNORECASE):
        found.append((layout.to_position(match.start()), layout.to_position(match.end())))
        if len(found) == MOST_FOUND:
            break
    return found


class FindBar(QWidget):
    """A line to type in, how many were found, and the way to the next.

    Signals:
        words_changed: What to find now.
        step_wanted: +1 for the next, -1 for the previous.
        closed: The reader is done with it.
    """

    words_changed = Signal(str)
    step_wanted = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = QLineEdit(self)
        self._typing = QTimer(self, interval=120, singleShot=True)
        self._typing.timeout.connect(self._on_typed)
        self.words.setAccessibleName("Find in this article")
        self.words.setPlaceholderText("Find in this article")
        self.words.textChanged.connect(lambda _: self._typing.start())
        self.words.installEventFilter(self)
        self.count = Label(theme, "", Type.SMALL, "muted", self)
        self.count.setMinimumWidth(theme.px(76))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(5.5), 0, theme.space(4), theme.space(1.5))
        row.setSpacing(theme.space(1))
        row.addWidget(self.words, 1)
        row.addSpacing(theme.space(1))
        row.addWidget(self.count)
        for icon, name, step in (("chevron-up", "Previous", -1), ("chevron-down", "Next", 1), ("close", "Close", 0)):
            button = QToolButton(self)
            button.setProperty("look", "icon")
            button.setAccessibleName(f"{name} (find in this article)" if step else "Close find in this article")
            button.setToolTip(name)
            icons.put(button, icon, "ink")
            button.clicked.connect(lambda _=False, by=step: self.step_wanted.emit(by) if by else self.closed.emit())
            row.addWidget(button)

    def _on_typed(self) -> None:
        self.words_changed.emit(self.words.text())

    def open(self, words: str) -> None:
        """Shows itself with words to begin with."""
        self.show()
        if words:
            self.words.setText(words)
        self.words.selectAll()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words_changed.emit(self.words.text())

    def show_count(self, current: int, total: int) -> None:
        """Shows how many were found and which of them the reader stands on."""
        if not self.words.text().strip():
            self.count.setText("")
        elif not total:
            self.count.setText("not found")
        else:
            many = f"{total}+" if total == MOST_FOUND else str(total)
            self.count.setText(f"{current} of {many}" if current else f"{many} found")

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:  # noqa: N802 - Qt's name
        """Enter goes on, Shift-Enter back, Escape closes."""
        if watched is self.words and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.step_wanted.emit(-1 if back else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
        return super().eventFilter(watched, event)
