"""What the reader does with selected words: highlight them, write a note on them, quote them."""

from PySide6.QtCore import QObject, QPoint, QRectF, Signal
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QWidget

from newsreader.desktop.citation import quote
from newsreader.desktop.icons import Icons
from newsreader.desktop.notes_editor import NoteEditor
from newsreader.desktop.reader_layout import Span
from newsreader.desktop.reader_selection_bar import SelectionBar
from newsreader.desktop.reader_view import ReaderView
from newsreader.desktop.theme import Theme
from newsreader.domain.article import Article
from newsreader.text.offsets import OffsetMap

_GAP_PX = 8
_EDGE_PX = 16


class Selecting(QObject):
    """The selection bar and the note plate over a view.

    Signals:
        noted: Raw start, raw end, colour, note ("" for a bare highlight).
        quoted: The text that is now on the clipboard.
    """

    noted = Signal(int, int, str, str)
    quoted = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, view: ReaderView, pane: QWidget) -> None:
        super().__init__(pane)
        self._view = view
        self._pane = pane
        self._article: Article | None = None
        self._colour = "yellow"
        self._noting: Span | None = None
        self.bar = SelectionBar(theme, icons, pane)
        self.editor = NoteEditor(theme, icons, pane)
        self.editor.hide()
        view.selection_settled.connect(self._on_selection_settled)
        view.verticalScrollBar().valueChanged.connect(lambda _: self.bar.hide())
        view.resized.connect(self.bar.hide)
        self.bar.colour_chosen.connect(self.highlight)
        self.bar.note_wanted.connect(self.write_note)
        self.bar.quote_wanted.connect(self.copy_quote)
        self.editor.kept.connect(self._on_note_kept)
        self.editor.given_up.connect(self.close)

    def set_article(self, article: Article | None) -> None:
        """Takes the article whose words can be selected now."""
        if article is None or self._article is None or article.id != self._article.id:
            self.close()
        self._article = article
        self.bar.hide()

    def selected_raw(self) -> Span | None:
        """The raw span of the selected words; None when nothing of the text is selected."""
        span = self._view.selected_span()
        return self._view.shown.raw_span(*span) if span else None

    def select_raw(self, span: Span | None) -> None:
        """Selects some of the raw text, as when words are selected on the page; None for nothing."""
        places = self._view.shown.from_raw(*span) if span is not None else []
        cursor = self._view.textCursor()
        cursor.clearSelection()
        if places:
            self._view.require(places[-1][1])
            cursor.setPosition(places[0][0])
            cursor.setPosition(places[-1][1], QTextCursor.MoveMode.KeepAnchor)
        self._view.setTextCursor(cursor)

    def highlight(self, colour: str = "") -> None:
        """Highlights the selected words, in the last colour used when none is given."""
        span = self.selected_raw()
        if span is not None:
            self._colour = colour or self._colour
            self._drop_selection()
            self.noted.emit(*span, self._colour, "")

    def write_note(self) -> None:
        """Opens the plate for a note on the selected words."""
        self._noting = self.selected_raw()
        if self._noting is None:
            return
        self.bar.hide()
        selection, area = self._places()
        self.editor.setFixedWidth(min(380, self._pane.width() - 2 * _EDGE_PX))
        self.editor.open(self._view.selected_text(), "", self._colour)
        self.editor.adjustSize()
        x = min(max(selection.left(), _EDGE_PX), self._pane.width() - self.editor.width() - _EDGE_PX)
        y = selection.bottom() + _GAP_PX
        if y + self.editor.height() > area.bottom() - _GAP_PX:
            y = max(area.top() + _GAP_PX, selection.top() - self.editor.height() - _GAP_PX)
        self.editor.move(round(x), round(y))

    def copy_quote(self) -> None:
        """Puts the selected words with their source on the clipboard."""
        if self._article is None:
            return
        words = self._view.selected_text()
        raw = self.selected_raw()
        if raw is not None:
            # In Changes the selection shows more than anybody would quote.
            clean = OffsetMap(len(self._article.raw), self._article.active_repairs).clean_span(*raw)
            words = self._article.clean[slice(*clean)] if clean else words
        if words.strip():
            text = quote(self._article, words)
            QGuiApplication.clipboard().setText(text)
            self.bar.hide()
            self.quoted.emit(text)

    def close(self) -> None:
        """Closes the plate without keeping anything."""
        self._noting = None
        if not self.editor.isHidden():
            self.editor.hide()
            self._view.setFocus()

    def _on_selection_settled(self) -> None:
        is_seen = self._view.isVisible() and not self.editor.isVisible()
        if self._article is None or not is_seen or self.selected_raw() is None:
            self.bar.hide()
        else:
            self.bar.place(*self._places())

    def _on_note_kept(self, note: str, colour: str) -> None:
        span = self._noting
        self._colour = colour
        self.close()
        self._drop_selection()
        if span is not None:
            self.noted.emit(*span, colour, note)

    def _places(self) -> tuple[QRectF, QRectF]:
        origin = self._view.viewport().mapTo(self._pane, QPoint(0, 0))
        return self._view.selection_rect().translated(origin), QRectF(self._view.geometry())

    def _drop_selection(self) -> None:
        cursor = self._view.textCursor()
        cursor.clearSelection()
        self._view.setTextCursor(cursor)
        self.bar.hide()
