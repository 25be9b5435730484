"""Brings pages to the reader: which issue the open article is of, what is on its pages, where their pictures are."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from newsreader.desktop.dates import spoken_date
from newsreader.desktop.desk import Desk
from newsreader.desktop.figures import counted
from newsreader.desktop.frame import Frame
from newsreader.desktop.icons import Icons
from newsreader.desktop.page_commands import PageCommands
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
        self.commands = PageCommands(self, self._reader)
        reader = self._reader
        reader.article_shown.connect(self._on_article_shown)
        reader.hits_shown.connect(self._on_hits_shown)
        reader.layer_changed.connect(self._on_layer_changed)
        reader.evidence_changed.connect(self._on_evidence)
        reader.page_wanted.connect(self.show_words)
        reader.selecting.bar.page_wanted.connect(self.show_selected)
        desk.archive_opened.connect(self._on_archive_opened)
        theme.changed.connect(self.show_inverted)
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
            view.words_selected.connect(self._reader.selecting.select_raw)
            view.hits_shown.connect(self._reader.hits.show_count)
            view.told.connect(self._frame.status.say)
            view.notice.find_wanted.connect(self.find_picture)
            view.tiles.failed.connect(self._on_picture_failed)
            view.bar.set_more(self.commands.more())
            self._reader.put_page(view)
            self.show_inverted()
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

    def look_at(self, article: int | None) -> None:
        """Opens an article on its page."""
        if article is None:
            self._frame.status.say("This issue has no articles")
            return
        self._is_wanted = True
        self._desk.open_article(article)

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

    # -- what the commands do -----------------------------------------------------------------------------------------

    @property
    def shown_view(self) -> "PageView | None":
        """The Page layer while it is on the screen."""
        return self._view if self._reader.layer == "page" else None

    def show_doubtful(self, *, is_shown: bool) -> None:
        """Shades the words that the recognition was not sure of, or no more."""
        self.view.show_doubtful(is_shown=is_shown)

    def show_inverted(self) -> None:
        """Inverts the pages while the desk is dark and that is wished."""
        if self._view is not None:
            self._view.show_inverted(is_inverted=self._theme.is_dark and self.commands.is_on("invert"))

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

    def find_picture(self) -> None:
        """Asks where the pictures are now, and looks for all that lay beside the missing one."""
        page = self._view.page if self._view is not None else None
        image = page.row.image if page is not None else None
        if image is None or self._reader.layer != "page":
            return
        if self._desk.is_read_only:
            self._frame.status.say("This archive can only be read")
            return
        found = QFileDialog.getExistingDirectory(self._reader, "Folder the pictures of the pages are in now")
        if found:
            self._frame.status.say("Looking for the pictures…")
            self._desk.change(
                lambda session: page_reading.look_for_pictures(session, image.path, Path(found)),
                lambda count: self._on_pictures_found(count, found),
            )

    def _on_pictures_found(self, count: int, folder: str) -> None:
        view = self._view
        if not count:
            self._frame.status.say("")
            self._frame.banner.say(
                "The pictures of this issue are not in that folder.",
                f"Nothing in {folder} or below it is what was imported; choose another folder.",
            )
            return
        self._frame.status.say(f"Found the pictures of {counted(count, 'page', 'pages')}")
        if view is None or view.issue is None:
            return
        issue, sequence = view.issue, view.sequence

        def arrived(found: OpenIssue) -> None:
            if self._issue is not None and self._issue.issue.number == found.issue.number:
                self._issue = replace(self._issue, pages=found.pages)
            self._open_page_of(found, sequence)
            view.strip.show_pages(found.pages, self._source_of)

        self._desk.ask_once(lambda session: page_reading.issue_again(session, issue), arrived, key="page issue")

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
        self.commands.show_state(has_page=has_page, is_shown=self._reader.layer == "page")
        self.state_changed.emit()


def _title_of(issue: IssueRow) -> str:
    parts = [issue.title, spoken_date(issue.date) if issue.date else "", issue.edition]
    return " · ".join(part for part in parts if part) or Path(issue.path).name
