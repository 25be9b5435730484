"""Brings pages to the reader: which issue the open article is of, what is on its pages, where their pictures are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from newsreader.desktop.dates import spoken_date
from newsreader.desktop.desk import Desk
from newsreader.desktop.frame import Frame
from newsreader.desktop.icons import Icons
from newsreader.desktop.theme import Theme
from newsreader.domain.article import Article
from newsreader.domain.issue import IssueRow, PageRow
from newsreader.errors import NewsreaderError
from newsreader.services import page_reading
from newsreader.services.page_reading import IssueHits, OpenIssue, OpenPage
from newsreader.services.session import Session

if TYPE_CHECKING:
    from newsreader.desktop.page_decoding import PictureSource
    from newsreader.desktop.page_view import PageView

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Command:
    name: str
    words: str
    keys: str
    do: Callable[[], object]
    is_switch: bool = False


class PageController(QObject):
    """Owns the Page layer; makes it when a page is first looked at.

    Signals:
        view_made: The layer, when it was made.
        state_changed: Another article is open, or pages are looked at now or no more.
    """

    view_made = Signal(object)
    state_changed = Signal()

    def __init__(self, theme: Theme, icons: Icons, desk: Desk, frame: Frame, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        self._desk, self._frame, self._reader = desk, frame, frame.reader
        self._view: PageView | None = None
        self._article: Article | None = None
        self._hits: Sequence[Span] = ()
        self._issue: OpenIssue | None = None
        """The issue of the open article."""
        self._is_wanted = False
        """The reader looks at pages: whatever article is opened next is shown on its page, when it has one."""
        self._going_to: Sequence[Span] = ()
        self._hits_of: tuple[int, object] = (0, None)
        self._actions: dict[str, QAction] = {}
        self._make_actions()
        reader = self._reader
        reader.article_shown.connect(self._on_article_shown)
        reader.hits_shown.connect(self._on_hits_shown)
        reader.layer_changed.connect(self._on_layer_changed)
        reader.evidence_changed.connect(self._on_evidence)
        reader.page_wanted.connect(self.show_words)
        desk.archive_opened.connect(self._on_archive_opened)
        theme.changed.connect(self._on_theme_changed)
        self._show_state()

    @property
    def view(self) -> "PageView":
        """The Page layer."""
        if self._view is None:
            from newsreader.desktop.page_view import PageView

            view = self._view = PageView(self._theme, self._icons, self._desk.jobs, self._reader)
            view.page_wanted.connect(self.open_page)
            view.issue_stepped.connect(self.step_issue)
            view.article_chosen.connect(self._on_article_chosen)
            view.text_wanted.connect(self._reader.show_in_text)
            view.pointed.connect(self._reader.keep_place)
            view.hits_shown.connect(self._reader.hits.show_count)
            view.told.connect(self._frame.status.say)
            view.tiles.failed.connect(self._on_picture_failed)
            more = [self._actions[name] if name else QAction(self) for name in _MORE]
            view.bar.set_more(more)
            self._reader.put_page(view)
            self._on_theme_changed()
            self.view_made.emit(view)
        return self._view

    @property
    def issue(self) -> OpenIssue | None:
        """The issue of the open article; None when no page of it is known."""
        return self._issue

    @property
    def is_shown(self) -> bool:
        """Whether one looks at a page."""
        return self._view is not None and self._reader.layer == "page"

    def refresh(self) -> None:
        """Fetches anew where the open article is printed, and the page that is shown, after these changed."""
        view, article = self._view, self._article
        if view is not None and view.issue is not None and view.sequence:
            self._open_page_of(view.issue, view.sequence)
        if article is None or self._issue is None:
            return
        number = article.number

        def arrived(found: OpenIssue | None) -> None:
            if found is not None and self._article is not None and self._article.number == number:
                self._issue = found
                self._show_article()

        self._desk.ask_once(lambda session: page_reading.issue_of(session, number), arrived, key="page places")

    # -- commands -----------------------------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        for command in (
            _Command("on_page", "Show on the page", "Ctrl+Shift+P", self.show_selected),
            _Command("next_page", "Next page", "Ctrl+PgDown", lambda: self._with_view(lambda view: view.step_page(1))),
            _Command(
                "previous_page", "Previous page", "Ctrl+PgUp", lambda: self._with_view(lambda view: view.step_page(-1))
            ),
            _Command("next_issue", "Next issue of the paper", "Ctrl+Shift+PgDown", lambda: self.step_issue(1)),
            _Command("previous_issue", "Previous issue of the paper", "Ctrl+Shift+PgUp", lambda: self.step_issue(-1)),
            _Command("whole_page", "Whole page", "", lambda: self._with_view(lambda v: v.canvas.fit_to("page"))),
            _Command(
                "page_width", "Width of the page", "", lambda: self._with_view(lambda v: v.canvas.fit_to("width"))
            ),
            _Command("full_size", "Page at full size", "", lambda: self._with_view(lambda v: v.canvas.set_zoom(1.0))),
            _Command("doubtful_words", "Show doubtful words", "", self._show_doubtful, is_switch=True),
            _Command("invert", "Invert pages at night", "", self._on_theme_changed, is_switch=True),
        ):
            action = QAction(command.words, self._reader)
            action.setObjectName(f"reader.{command.name}")
            if command.keys:
                action.setShortcut(QKeySequence(command.keys))
            action.setCheckable(command.is_switch)
            action.triggered.connect(lambda _=False, run=command.do: run())
            self._reader.addAction(action)
            self._actions[command.name] = action

    def _with_view(self, do: Callable[["PageView"], object]) -> None:
        if self._view is not None and self._reader.layer == "page":
            do(self._view)

    def _show_doubtful(self) -> None:
        is_shown = self._actions["doubtful_words"].isChecked()
        self._with_view(lambda view: view.show_doubtful(is_shown=is_shown))

    def _on_theme_changed(self) -> None:
        if self._view is not None:
            self._view.show_inverted(is_inverted=self._theme.is_dark and self._actions["invert"].isChecked())

    def show_selected(self) -> None:
        """Shows the selected words of the text on the page, or where one reads."""
        raw = self._reader.reading_position()
        self.show_words([self._reader.selecting.selected_raw() or (raw, raw + 1)])

    def show_words(self, spans: Sequence[Span]) -> None:
        """Shows some of the raw text of the open article on its page."""
        if self._issue is None:
            self._frame.status.say("No page is known of this article")
            return
        self._going_to = spans
        if self._reader.layer == "page":
            self._show()
        else:
            self._reader.set_layer("page")

    def step_issue(self, steps: int) -> None:
        """Opens the next or previous issue of the paper at the page that was seen last in it, or its first."""
        view = self._view
        if view is None or view.issue is None or self._reader.layer != "page":
            return
        now = view.issue.issue

        def arrived(found: OpenIssue | None) -> None:
            if found is None:
                self._frame.status.say(f"This is the {'last' if steps > 0 else 'first'} issue of the paper")
            else:
                self._open_page_of(found, view.remembered_page(found.issue.number) or found.first_page)

        self._desk.ask_once(lambda session: page_reading.neighbour(session, now, steps), arrived, key="page issue")

    # -- the open article ---------------------------------------------------------------------------------------------

    def _on_archive_opened(self, _: Session) -> None:
        self._article, self._issue, self._hits_of = None, None, (0, None)
        if self._view is not None:
            self._view.clear()
        self._show_state()

    def _on_article_shown(self, article: Article | None) -> None:
        before, self._article = self._article, article
        if article is None:
            self._issue = None
            self._show_state()
            return
        self._hits = page_reading.raw_hits(article, *self._reader.hits.marks)
        if before is not None and before.number == article.number and self._issue is not None:
            self._show_article()
            return
        number = article.number
        self._desk.ask_once(
            lambda session: page_reading.issue_of(session, number),
            lambda found: self._on_issue(number, found),
            lambda error: self._on_issue_failed(number, error),
            key="page issue",
        )

    def _on_hits_shown(self) -> None:
        if self._article is not None:
            self._hits = page_reading.raw_hits(self._article, *self._reader.hits.marks)
            self._show_article()
            self._fetch_hits()

    def _on_issue_failed(self, number: int, error: NewsreaderError) -> None:
        self._on_issue(number, None)
        self._frame.banner.show_error(error)

    def _on_issue(self, number: int, issue: OpenIssue | None) -> None:
        if self._article is None or self._article.number != number:
            return
        self._issue = issue
        self._show_state()
        if issue is None:
            if self._reader.layer == "page":
                self._reader.set_layer(self._reader.text_layer)
                self._is_wanted = True
        elif self._reader.layer == "page":
            self._show()
        elif self._is_wanted:
            self._reader.set_layer("page")

    def _on_layer_changed(self, layer: str) -> None:
        self._is_wanted = layer == "page"
        self._reader.hits.elsewhere = self.view.step_hit if layer == "page" else None
        if layer == "page":
            self._show()
        self._show_state()

    def _show_article(self) -> None:
        if self._view is not None and self._reader.layer == "page" and self._issue is not None:
            self._view.show_article(self._article, self._issue.places, self._hits)

    def _show(self) -> None:
        """Shows the open article on its page: where one was reading, or where it begins."""
        issue, view = self._issue, self.view
        if issue is None or self._article is None:
            return
        going, self._going_to = self._going_to, ()
        view.show_article(self._article, issue.places, self._hits)
        page = view.marks.words.page_at(going[0][0] if going else self._reader.reading_position()) or issue.first_page
        if going:
            view.show_evidence(going, is_going=False)
        # Also when only the state of the picture is another: it may have been found, or lost.
        if view.page is None or view.page.row != issue.page(page):
            self._open_page_of(issue, page, going)
        elif going:
            view.go_to(going)
        self._fetch_hits()

    def _on_article_chosen(self, number: int) -> None:
        self._desk.open_article(number)
        listing = self._desk.listing
        if listing is not None and number in listing.numbers:
            self._frame.list.stand_on(number)

    def _on_evidence(self, spans: Sequence[Span]) -> None:
        if self._view is not None and self._reader.layer == "page":
            self._view.show_evidence(spans)

    # -- pages --------------------------------------------------------------------------------------------------------

    def open_page(self, sequence: int) -> None:
        """Opens a page of the issue that is shown."""
        if self._view is not None and self._view.issue is not None:
            self._open_page_of(self._view.issue, sequence, self._view.going_to)

    def _open_page_of(self, issue: OpenIssue, sequence: int, going: Sequence[Span] = ()) -> None:
        row = issue.page(sequence)
        if row is None:
            return

        def arrived(page: OpenPage) -> None:
            view = self.view
            is_other = view.issue is None or view.issue.issue.number != issue.issue.number
            source = self._source_of(row)
            view.show_page(issue, page, source, _title_of(issue.issue))
            if is_other:
                view.strip.show_pages(issue.pages, self._source_of)
                view.strip.stand_on(sequence)
                self._fetch_hits()
            if going:
                view.go_to(going)

        self._desk.ask_once(lambda session: page_reading.open_page(session, row), arrived, key="page words")

    def _source_of(self, row: PageRow) -> "PictureSource":
        from newsreader.desktop.page_decoding import PictureSource

        image = row.image
        if image is not None and image.state != "moved":
            return PictureSource(Path(image.path), image.frame, row.number)
        session = self._desk.session
        if session is None:
            return PictureSource(None, 0, row.number)
        return PictureSource(None, 0, row.number, lambda: session.archive.pages.printed(row.number))

    def _on_picture_failed(self, error: NewsreaderError) -> None:
        view = self._view
        if view is None or view.tiles.source is None or view.tiles.source.path is None:
            self._frame.banner.show_error(error)
            return
        view.notice.show_failure(error, str(view.tiles.source.path))
        view.show_instead(self._words_of(view.tiles.source))

    def _words_of(self, source: "PictureSource") -> "PictureSource":
        from newsreader.desktop.page_decoding import PictureSource

        session, number = self._desk.session, source.page
        return PictureSource(
            None, 0, number, lambda: session.archive.pages.printed(number) if session is not None else None
        )

    def _fetch_hits(self) -> None:
        """Looks for the words of the search in the other articles of the issue that is shown."""
        view, listing, query = self._view, self._desk.listing, self._desk.query
        issue = view.issue if view is not None else None
        if view is None or issue is None or self._reader.layer != "page":
            return
        wanted = (issue.issue.number, query)
        if wanted == self._hits_of:
            return
        self._hits_of = wanted
        if query is None or listing is None:
            view.show_issue_hits(IssueHits())
            return
        number, found = issue.issue.number, listing.numbers
        self._desk.ask_once(
            lambda session: page_reading.hits_in(session, number, query, found, lambda: self._hits_of != wanted),
            view.show_issue_hits,
            key="page hits",
        )

    def _show_state(self) -> None:
        has_page = self._issue is not None
        self._reader.show_page_state(has_page=has_page)
        is_shown = self._reader.layer == "page"
        for name, action in self._actions.items():
            action.setEnabled(has_page if name == "on_page" else is_shown or name == "invert")
        self.state_changed.emit()


def _title_of(issue: IssueRow) -> str:
    parts = [issue.title, spoken_date(issue.date) if issue.date else "", issue.edition]
    return " · ".join(part for part in parts if part) or Path(issue.path).name


_MORE: Final = ("previous_issue", "next_issue", "", "doubtful_words", "invert", "", "on_page")
