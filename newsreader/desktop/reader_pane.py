"""The reader: one article, in three layers and on its page, with its hits, highlights, repairs and evidence."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from newsreader.desktop.icons import Icons
from newsreader.desktop.reader_document import ReaderStyle
from newsreader.desktop.reader_evidence import EvidenceStrip
from newsreader.desktop.reader_find import FindBar
from newsreader.desktop.reader_hits import Finder, SearchHits
from newsreader.desktop.reader_layers import lay_out, repair_marks
from newsreader.desktop.reader_layout import Layout, Span
from newsreader.desktop.reader_marks import MarkKind
from newsreader.desktop.reader_selecting import Selecting
from newsreader.desktop.reader_toolbar import ReaderToolbar
from newsreader.desktop.reader_view import ReaderView
from newsreader.desktop.repair_words import repair_in_words
from newsreader.desktop.theme import Theme
from newsreader.domain.article import Article


class ReaderPane(QWidget):
    """Shows one article and says what the reader wants done to it.

    Signals:
        repair_toggled: Index of a repair and whether it shall be made.
        selection_noted: Raw start, raw end, colour, note ("" for a bare highlight).
        tag_wanted: The reader wants to tag this article.
        annotation_opened: Id of the annotation that was clicked in the text.
        quote_copied: The text that is now on the clipboard.
        layer_changed: Name of the layer shown.
        style_changed: The `ReaderStyle` chosen.
        appearance_chosen: `system`, `light`, `dark` or `sepia`.
        article_shown: The `Article` that is shown, also when it is the same again; None for none.
        hits_shown: Other search hits are shown in the same article.
        evidence_changed: Spans of the raw text that are ringed.
        page_wanted: Spans of the raw text to be shown on the page.
    """

    repair_toggled = Signal(int, bool)
    selection_noted = Signal(int, int, str, str)
    tag_wanted = Signal()
    annotation_opened = Signal(str)
    quote_copied = Signal(str)
    layer_changed = Signal(str)
    style_changed = Signal(object)
    appearance_chosen = Signal(str)
    article_shown = Signal(object)
    hits_shown = Signal()
    evidence_changed = Signal(object)
    page_wanted = Signal(object)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._article: Article | None = None
        self._layer = self._text_layer = "clean"
        self._page: QWidget | None = None
        self._has_page = False
        self._kept_place: int | None = None
        self._style = ReaderStyle()
        self._evidence: Span | None = None
        self._lit = ""
        self.setProperty("pane", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.toolbar = ReaderToolbar(theme, icons, self)
        self.find_bar = FindBar(theme, icons, self)
        self.find_bar.hide()
        self.view = ReaderView(theme, self)
        self.strip = EvidenceStrip(theme, icons, self)
        self.strip.changes_wanted.connect(lambda: self.set_layer("changes"))
        self.hits = SearchHits(self.view, self.toolbar)
        self.finder = Finder(self.view, self.find_bar)
        self.selecting = Selecting(theme, icons, self.view, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self.find_bar)
        column.addWidget(_Rule(theme, self))
        self._body = QStackedWidget(self)
        self._body.addWidget(self.view)
        column.addWidget(self._body, 1)
        column.addWidget(self.strip)
        self._connect()
        self._make_actions()
        self.clear()

    def _connect(self) -> None:
        self.toolbar.layer_chosen.connect(self.set_layer)
        self.toolbar.style_chosen.connect(self._on_style_chosen)
        self.toolbar.appearance_chosen.connect(self.appearance_chosen)
        self.view.repair_activated.connect(self._on_repair)
        self.view.note_activated.connect(self.annotation_opened)
        self.view.word_activated.connect(self._on_word_activated)
        self.selecting.noted.connect(self.selection_noted)
        self.selecting.quoted.connect(self.quote_copied)
        self.selecting.bar.tag_wanted.connect(self.tag_wanted)
        self._theme.changed.connect(self.refresh)

    def _make_actions(self) -> None:
        for name, text, keys, slot in (
            ("next_hit", "Next hit", "F3", lambda: self.hits.step(1)),
            ("previous_hit", "Previous hit", "Shift+F3", lambda: self.hits.step(-1)),
            ("find", "Find in the article", "Ctrl+F", self.open_find),
            ("highlight", "Highlight the selected words", "Ctrl+H", self.selecting.highlight),
            ("note", "Write a note on the selected words", "Ctrl+M", self.selecting.write_note),
            ("quote", "Copy quote with citation", "Ctrl+Shift+C", self.selecting.copy_quote),
            ("clean", "Clean text", "Ctrl+1", lambda: self.set_layer("clean")),
            ("changes", "Changes", "Ctrl+2", lambda: self.set_layer("changes")),
            ("original", "Original text", "Ctrl+3", lambda: self.set_layer("original")),
            ("page", "Page", "Ctrl+4", lambda: self.set_layer("page")),
        ):
            action = QAction(text, self)
            action.setObjectName(f"reader.{name}")
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _=False, run=slot: run())
            self.addAction(action)

    # -- what is shown ------------------------------------------------------------------------------------------------

    @property
    def article(self) -> Article | None:
        """The article on the screen."""
        return self._article

    @property
    def layer(self) -> str:
        """The layer on the screen."""
        return self._layer

    @property
    def text_layer(self) -> str:
        """The layer of the text that is or was on the screen: never the page."""
        return self._text_layer

    @property
    def style_of_text(self) -> ReaderStyle:
        """How large the text is set."""
        return self._style

    def show_article(self, article: Article, marks_clean: Sequence[Span] = (), marks_raw: Sequence[Span] = ()) -> None:
        """Shows an article; stays at its place when it is the one already shown.

        Args:
            article: What to show.
            marks_clean: Search hits as offsets in the clean text.
            marks_raw: Search hits as offsets in the raw text.
        """
        is_same = self._article is not None and self._article.id == article.id
        self._article = article
        if not is_same:
            self._evidence, self._lit = None, ""
            self.strip.hide()
        self.hits.set(marks_clean, marks_raw)
        self.selecting.set_article(article)
        self.toolbar.setEnabled(True)
        self._kept_place = self._kept_place if is_same else None
        self._show(keep_place=is_same)
        self.article_shown.emit(article)

    def show_marks(self, marks_clean: Sequence[Span], marks_raw: Sequence[Span]) -> None:
        """Shows other search hits in the article that is open."""
        self.hits.set(marks_clean, marks_raw)
        self.hits.put(self._text_layer)
        self.hits_shown.emit()

    def clear(self) -> None:
        """Shows nothing."""
        self._article = None
        self.toolbar.setEnabled(False)
        self.finder.close()
        self.selecting.set_article(None)
        self.view.show_layout(Layout("", ()), "clean", self._style, {})
        self.toolbar.show_hits(0, 0)
        self.article_shown.emit(None)

    def set_layer(self, layer: str) -> None:
        """Shows another layer, at the same place in the text; the page only where there is one."""
        if layer == "page" and not self._has_page:
            self.toolbar.layers.choose(self._layer)
        elif layer != self._layer:
            was_page, self._layer = self._layer == "page", layer
            is_other_text = layer not in ("page", self._text_layer)
            if layer != "page":
                self._text_layer = layer
            self.strip.hide()
            self.selecting.bar.hide()
            self.toolbar.layers.choose(layer)
            if is_other_text:
                self._show(keep_place=True)
            self.layer_changed.emit(layer)
            if layer != "page":
                self._body.setCurrentWidget(self.view)
                self.hits.put(layer)
            if was_page:
                self._return_to_text()

    def set_style(self, style: ReaderStyle, appearance: str) -> None:
        """Sets the text in another size; `appearance` is what the menu ticks."""
        self.toolbar.show_style(style, appearance)
        if style != self._style:
            self._style = style
            self.refresh()

    def refresh(self) -> None:
        """Shows the same again, for another size or other colours."""
        self._show(keep_place=True)

    def reading_position(self) -> int:
        """The raw offset at the top of the view, or that was chosen on the page, to come back to."""
        if self._kept_place is not None:
            return self._kept_place
        return self.view.shown.to_raw(self.view.top_position()) or 0

    def go_to_reading_position(self, raw: int) -> None:
        """Scrolls to where `reading_position` was."""
        spans = self.view.shown.from_raw(raw, raw + 1)
        if raw and spans:
            self.view.scroll_to_top_position(spans[0][0])

    # -- the page -----------------------------------------------------------------------------------------------------

    def put_page(self, page: QWidget) -> None:
        """Takes the widget that shows pages; it is shown while the layer is `page`."""
        self._page = page
        self._body.addWidget(page)

    def show_page_state(self, *, has_page: bool) -> None:
        """Says whether the open article has a page to be shown."""
        self._has_page = has_page
        self.toolbar.show_page_state(has_page=has_page)
        self.selecting.bar.offer_page(is_on=has_page)
        for action in self.actions():
            if action.objectName() == "reader.page":
                action.setEnabled(has_page)
        if self._layer == "page" and self._page is not None:
            self._body.setCurrentWidget(self._page)

    def keep_place(self, raw: int) -> None:
        """Notes where one reads on the page, to be there when the text is shown again."""
        self._kept_place = raw

    def show_in_text(self, raw: int) -> None:
        """Shows a word of the page in the text."""
        self._kept_place = raw
        if self._layer == "page":
            self.set_layer(self._text_layer)
        self.view.setFocus()

    def take_focus(self) -> None:
        """Gives the keyboard to what is shown: the text or the page."""
        (self._page if self._layer == "page" and self._page is not None else self.view).setFocus()

    def _return_to_text(self) -> None:
        place, self._kept_place = self._kept_place, None
        spans = self.view.shown.from_raw(place, place + 1) if place is not None else []
        if spans:
            self.view.scroll_to(spans[0])

    def _on_word_activated(self, position: int) -> None:
        raw = self.view.shown.to_raw(position)
        if raw is not None:
            self.page_wanted.emit([(raw, raw + 1)])

    def _show(self, *, keep_place: bool) -> None:
        article = self._article
        if article is None:
            return
        place = self.reading_position() if keep_place and self.view.verticalScrollBar().value() else 0
        focused = next(iter(self.view.marks.of(MarkKind.FOCUS)), None)
        layer = self._text_layer
        layout = lay_out(article, layer)
        words = {}
        if layer == "changes":
            for index, repair in enumerate(article.repairs):
                words[index] = repair_in_words(repair, accepted=index not in article.rejected)
        self.selecting.bar.hide()
        self.view.show_layout(layout, layer, self._style, words)
        self._put_annotations(article, layout)
        for kind, repairs in repair_marks(article, layout, layer).items():
            self.view.put_marks(kind, repairs)
        self.hits.put(layer)
        self.finder.again()
        if place:
            self.go_to_reading_position(place)
        if focused is not None and keep_place and layer == "changes":
            self.view.focus_repair(int(focused.value))
        if self._evidence is not None and keep_place:
            spans = self._put_evidence(self._evidence)
            if spans:
                self.view.scroll_to(spans[0])
            if self._lit:
                self.view.put_marks(MarkKind.EVIDENCE, self._words_of(self._lit))

    # -- marks --------------------------------------------------------------------------------------------------------

    def _put_annotations(self, article: Article, layout: Layout) -> None:
        spans = [
            (start, end, f"{annotation.colour} {annotation.id}")
            for annotation in article.annotations
            if annotation.anchor is not None and not annotation.orphaned
            # No ground behind struck words: they could no longer be read.
            for start, end in layout.from_raw(annotation.anchor.start, annotation.anchor.end, struck=False)
        ]
        self.view.put_marks(MarkKind.HIGHLIGHT, spans)

    def open_find(self) -> None:
        """Opens the line to find words in this article."""
        if self._article is not None:
            self.set_layer(self._text_layer)
            self.finder.open()

    def show_evidence(self, start: int | None, end: int | None = None, *, scroll: bool = True) -> None:
        """Rings the words a value came from and brings them into view; without a place, takes the ring away."""
        self._evidence, self._lit = None if start is None or end is None else (start, end), ""
        self.strip.hide()
        spans = self._put_evidence(self._evidence)
        if spans and scroll:
            self.view.scroll_to(spans[0])
        self.evidence_changed.emit([self._evidence] if self._evidence is not None else [])

    def show_field(self, name: str) -> None:
        """Lights up the words a field came from; where the text does not show them, its value in the head.

        Words that were taken out of the clean text are quoted in a strip below it, with the way to see them.
        """
        article = self._article
        evidence = article.evidence(name) if article is not None else None
        start, end = (evidence.start, evidence.end) if evidence is not None else (None, None)
        self.show_evidence(start, end)
        self._lit = name
        self.view.put_marks(MarkKind.EVIDENCE, self._words_of(name))
        if article is not None and start is not None and end is not None and not self._words_in_text(name):
            self.strip.show_words(article.raw, start, end)
        if article is not None and name == "places":
            self.evidence_changed.emit(article.mentions)

    def point_at_field(self, name: str) -> None:
        """Rings the words of a field while it is pointed at, and lets the text stand; "" for those lit up before."""
        self.view.put_marks(MarkKind.EVIDENCE, self._words_of(name or self._lit))

    def _words_of(self, name: str) -> list[Span]:
        return self._words_in_text(name) or (self.view.shown.field(name) if name else [])

    def _words_in_text(self, name: str) -> list[Span]:
        article = self._article
        evidence = article.evidence(name) if article is not None and name else None
        if article is None or evidence is None or evidence.start is None or evidence.end is None:
            return []
        places = article.mentions if name == "places" else [(evidence.start, evidence.end)]
        return [span for raw in places for span in self.view.shown.from_raw(*raw)]

    def _put_evidence(self, raw: Span | None) -> list[Span]:
        spans = self.view.shown.from_raw(*raw) if raw else []
        self.view.put_marks(MarkKind.EVIDENCE, spans)
        return spans

    def show_annotation(self, annotation_id: str) -> None:
        """Brings the words of an annotation into view."""
        for mark in self.view.marks.of(MarkKind.HIGHLIGHT):
            if mark.value.endswith(f" {annotation_id}"):
                self.view.scroll_to((mark.start, mark.end))
                return

    # -- the rest -----------------------------------------------------------------------------------------------------

    def _on_repair(self, index: int) -> None:
        if self._article is not None:
            self.repair_toggled.emit(index, index in self._article.rejected)

    def _on_style_chosen(self, style: ReaderStyle) -> None:
        self._style = style
        self.refresh()
        self.style_changed.emit(style)


class _Rule(QWidget):
    """A line of one pixel."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent, /) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Draws it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("line"))
        painter.end()
