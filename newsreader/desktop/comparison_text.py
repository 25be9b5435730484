"""One printing of a story beside another: its text, with what the other has not or says otherwise marked."""

import re
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from newsreader.desktop.theme import LINE_HEIGHT, Theme, Type
from newsreader.text.comparing import Kind, Stretch

_BREAKS: Final = re.compile(r"\s*\n\s*")
_TINT: Final = 0.16
_SIZE: Final = 0.92
"""Of the text of an article: two columns have to stand beside each other."""


class _Document(QTextDocument):
    """Whatever the text says, nothing is loaded from anywhere."""

    def loadResource(self, kind: int, name: QUrl | str, /) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Loads nothing."""
        return


class ComparisonText(QTextEdit):
    """A text with its differences marked: a line below words that stand only here, dots below words that differ."""

    def __init__(self, theme: Theme, *, is_first: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_first = is_first
        self._text = ""
        self._stretches: tuple[Stretch, ...] = ()
        self.places: list[tuple[int, int]] = []
        self._current: int | None = None
        document = _Document(self)
        document.setUndoRedoEnabled(False)
        self.setDocument(document)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setProperty("look", "plain")
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        theme.changed.connect(self._write)

    def show_text(self, text: str, stretches: Sequence[Stretch]) -> None:
        """Shows a text; `stretches` say what the other has of it."""
        self._text, self._stretches = text, tuple(stretches)
        self._current = None
        self._write()

    def mark(self, index: int | None) -> None:
        """Makes one stretch stand out from the others; None for none."""
        self._current = index
        found = []
        if index is not None and index < len(self.places):
            start, end = self.places[index]
            selection = QTextEdit.ExtraSelection()
            # Where words are missing the two characters around the gap are lit, so that there is something to see.
            is_gap = start == end
            low, high = (
                (max(0, start - 1), min(end + 1, self.document().characterCount() - 1)) if is_gap else (start, end)
            )
            selection.cursor = self.textCursor()
            selection.cursor.setPosition(low)
            selection.cursor.setPosition(high, QTextCursor.MoveMode.KeepAnchor)
            shown = QTextCharFormat()
            shown.setBackground(self._theme.colour("hit_now"))
            selection.format = shown
            found.append(selection)
        self.setExtraSelections(found)

    def top_of(self, index: int) -> int:
        """How far down a stretch begins, in pixels of the whole text."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(self.places[index][0], self.document().characterCount() - 1))
        return self.cursorRect(cursor).top() + self.verticalScrollBar().value()

    def _write(self) -> None:
        theme, document = self._theme, self.document()
        at = self.verticalScrollBar().value()
        font = theme.font(Type.TEXT)
        font = type(font)(font)
        font.setPointSizeF(font.pointSizeF() * _SIZE)
        document.clear()
        document.setDefaultFont(font)
        document.setDocumentMargin(theme.space(5))
        block = QTextBlockFormat()
        block.setLineHeight(100 * LINE_HEIGHT * 0.92, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block.setBottomMargin(theme.px(9))
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        cursor.setBlockFormat(block)
        plain = QTextCharFormat()
        plain.setForeground(theme.colour("ink"))
        formats = {kind: self._format(kind) for kind in Kind}
        self.places = []
        done = 0
        for stretch in self._stretches:
            start, end = stretch.first if self._is_first else stretch.second
            cursor.insertText(_flowing(self._text[done:start]), plain)
            before = cursor.position()
            cursor.insertText(_flowing(self._text[start:end]), formats[stretch.kind])
            self.places.append((before, cursor.position()))
            done = max(done, end)
        cursor.insertText(_flowing(self._text[done:]), plain)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(at)
        self.mark(self._current)

    def _format(self, kind: Kind) -> QTextCharFormat:
        theme, found = self._theme, QTextCharFormat()
        found.setForeground(theme.colour("ink"))
        if kind is Kind.SAME:
            return found
        colour = "doubt" if kind is Kind.CHANGED else "removed" if self._is_first else "added"
        found.setBackground(theme.colour(colour, _TINT))
        found.setUnderlineColor(theme.colour(colour))
        style = QTextCharFormat.UnderlineStyle
        found.setUnderlineStyle(style.DashUnderline if kind is Kind.CHANGED else style.SingleUnderline)
        return found


def _flowing(text: str) -> str:
    """A text whose paragraphs are told apart by one line break each."""
    return _BREAKS.sub("\n", text) if "\n" in text else text
