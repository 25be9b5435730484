"""The line one searches in: field names in the accent, trouble underlined where it is, completion as one types.

It is a plain `QLineEdit`, so every assistive technology knows it; the colours are put on the way an input method
would.
"""

import re
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from newsreader.desktop.theme import Theme, Type
from newsreader.domain.query import Notice

_FIELD: Final = re.compile(r'(?<![\w"])-?\(?(?P<name>[^\W\d_][\w-]*:)(?=\S|$)')
_POPUP_INSET_PX: Final = 10
_MOST_OFFERED: Final = 12
_PAUSE_MS: Final = 180
"""After the last key before the search begins; a search is quick, but a word is more than its first letter."""


class QueryLine(QLineEdit):
    """An editor of one line that colours its query.

    Signals:
        query_changed: The words now, after a short pause in typing or at once on Enter.
        query_entered: Enter was pressed.
        completions_wanted: (text, cursor): give them to `offer`.
        list_wanted: Down was pressed: the reader wants to go on to the list.
        history_wanted: Down was pressed in an empty line: give earlier searches to `offer_history`.
    """

    query_changed = Signal(str)
    query_entered = Signal(str)
    completions_wanted = Signal(str, int)
    list_wanted = Signal()
    history_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._notices: tuple[Notice, ...] = ()
        self._told = ""
        self._wants_words = False
        self._is_colouring = False
        self.setProperty("look", "plain")
        self.setAccessibleName("Search")
        self.setAccessibleDescription("Words, phrases in quotes, and fields such as country:canada or date:1912..1924")
        self.setPlaceholderText("Search the archive")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self._found = QStringListModel(self)
        self._completer = QCompleter(self._found, self)
        self._completer.setWidget(self)
        self._completer.setMaxVisibleItems(_MOST_OFFERED)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.activated.connect(self._on_completion_chosen)
        self._popup = QListView(self)
        self._popup.setProperty("popup", "true")
        self._popup.setAccessibleName("Completions")
        # As high as what it offers; the bar would come for the sake of its padding.
        self._popup.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._completer.setPopup(self._popup)
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(self._colour)
        self.returnPressed.connect(self._on_return)
        theme.changed.connect(self._dress)
        self._dress()

    def set_query(self, text: str) -> None:
        """Shows a query without telling that it changed."""
        self._pause.stop()
        self._told = text
        if text != self.text():
            self._notices = ()
            self.setText(text)

    def show_notices(self, notices: Sequence[Notice]) -> None:
        """Underlines the places the notices are about."""
        self._notices = tuple(notices)
        self._colour()

    def offer(self, completions: Sequence[str]) -> None:
        """Shows what the query could go on with; whole queries."""
        fresh = [text for text in completions if text != self.text() and (self._wants_words or self._is_field(text))]
        self._popup.setAccessibleName("Completions")
        self._show(fresh[:8])

    def offer_history(self, queries: Sequence[str]) -> None:
        """Shows earlier searches to choose from."""
        self._popup.setAccessibleName("Earlier searches")
        self._show(list(queries[:_MOST_OFFERED]))

    def _show(self, queries: list[str]) -> None:
        self._found.setStringList(queries)
        if queries and self.hasFocus():
            rect = self.rect()
            rect.setWidth(min(rect.width(), self._theme.px(420)))
            if (field := self.parentWidget()) is not None:
                # Below the frame around the line, its words below the words of the line.
                rect.setBottom(field.height() - self.y() + self._theme.px(2))
                rect.translate(-_POPUP_INSET_PX, 0)
            self._completer.complete(rect)
        else:
            self._popup.hide()

    def _is_field(self, completed: str) -> bool:
        """Whether a completion is of a field or its value: plain words are only completed when asked for."""
        return (
            completed.count(":") > self.text().count(":") or ":" in self.text()[: self.cursorPosition()].split(" ")[-1]
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+Space completes, Down goes to the list or, in an empty line, to earlier searches, Escape clears."""
        is_chosen = self._popup.isVisible() and self._popup.currentIndex().isValid()
        if self._popup.isVisible() and event.key() in _POPUP_KEYS and (is_chosen or event.key() not in _ENTER):
            event.ignore()
        elif event.key() == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._wants_words = True
            self.completions_wanted.emit(self.text(), self.cursorPosition())
        elif event.key() == Qt.Key.Key_Down:
            (self.list_wanted if self.text() else self.history_wanted).emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._tell()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The colours stay when the focus goes."""
        super().focusOutEvent(event)
        self._colour()

    def field_spans(self) -> list[tuple[int, int]]:
        """Where field names stand in the query, outside quotes."""
        text = self.text()
        return [match.span("name") for match in _FIELD.finditer(text) if text[: match.start()].count('"') % 2 == 0]

    def _on_edited(self) -> None:
        self._notices = ()
        self._wants_words = False
        self._pause.start()
        self.completions_wanted.emit(self.text(), self.cursorPosition())

    def _on_return(self) -> None:
        self._popup.hide()
        self._tell()
        self.query_entered.emit(self.text())

    def _tell(self) -> None:
        self._pause.stop()
        if self.text() != self._told:
            self._told = self.text()
            self.query_changed.emit(self._told)

    def _on_completion_chosen(self, text: str) -> None:
        self.setText(text)
        self._tell()

    def _dress(self) -> None:
        self.setFont(self._theme.font(Type.QUERY))
        self._colour()

    def _colour(self) -> None:
        if self._is_colouring:
            return
        marks = []
        field = QTextCharFormat()
        field.setForeground(self._theme.colour("accent"))
        field.setFontWeight(self._theme.font(Type.MEDIUM).weight())
        marks += [self._mark(start, end, field) for start, end in self.field_spans()]
        for notice in self._notices:
            trouble = QTextCharFormat()
            trouble.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            trouble.setUnderlineColor(self._theme.colour("doubt"))
            trouble.setForeground(self._theme.colour("doubt"))
            if notice.span.start < notice.span.end <= len(self.text()):
                marks.append(self._mark(notice.span.start, notice.span.end, trouble))
        self._is_colouring = True
        QCoreApplication.sendEvent(self, QInputMethodEvent("", marks))
        self._is_colouring = False

    def _mark(self, start: int, end: int, text_format: QTextCharFormat) -> QInputMethodEvent.Attribute:
        # Qt counts from the cursor.
        place = start - self.cursorPosition()
        return QInputMethodEvent.Attribute(QInputMethodEvent.AttributeType.TextFormat, place, end - start, text_format)


_ENTER: Final = (Qt.Key.Key_Enter, Qt.Key.Key_Return)
_POPUP_KEYS: Final = (
    Qt.Key.Key_Enter, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab,
)  # fmt: skip
