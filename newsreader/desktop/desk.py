"""What the desk shows now, and how it asks for it: the panes tell it facts, it tells them answers.

The only object between the panes and the services. Every question runs in a lane of `Jobs`; answers come as signals.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from newsreader.desktop import answers
from newsreader.desktop.answers import Asked, Listing, Opened, Shape
from newsreader.desktop.jobs import Jobs
from newsreader.domain.listing import ArticleRow
from newsreader.domain.query import Filters, ParsedQuery, Sort
from newsreader.errors import Interrupted, NewsreaderError
from newsreader.services import reading, searching
from newsreader.services.session import Session

if TYPE_CHECKING:
    from array import array

T = TypeVar("T")


class Desk(QObject):
    """One open archive on the desk.

    Signals:
        archive_opened: `Session`: another archive is on the desk.
        archive_refused: `NewsreaderError`: it could not be opened.
        listed: `Listing`: the answer to what was asked last.
        counted: Counts of the tree, see `BrowsePane.show_counts`.
        shaped: `Shape`: the tree and the totals of the whole archive.
        rows_fetched: (generation, page, rows, snippets).
        rows_lost: (generation, page): they could not be fetched.
        article_opened: `Opened`.
        completed: Completions of the query.
        search_began: A search is on its way.
    """

    archive_opened = Signal(object)
    archive_refused = Signal(object)
    listed = Signal(object)
    counted = Signal(object)
    shaped = Signal(object)
    rows_fetched = Signal(int, int, object, object)
    rows_lost = Signal(int, int)
    article_opened = Signal(object)
    completed = Signal(object)
    search_began = Signal()

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self._session: Session | None = None
        self._asked = Asked()
        self._listing: Listing | None = None
        self._shape: Shape | None = None
        self._opened: Opened | None = None
        self._sort_of_words = Sort.RELEVANCE
        self._sort_of_lists = Sort.DATE_DESCENDING
        self._manners: frozenset[str] = frozenset()

    @property
    def session(self) -> Session | None:
        """The open archive."""
        return self._session

    @property
    def is_read_only(self) -> bool:
        """Whether the archive can only be read."""
        return self._session is not None and self._session.archive.is_read_only

    @property
    def asked(self) -> Asked:
        """What is searched for."""
        return self._asked

    @property
    def listing(self) -> Listing | None:
        """The last answer."""
        return self._listing

    @property
    def shape(self) -> Shape | None:
        """The tree of the whole archive."""
        return self._shape

    @property
    def opened(self) -> Opened | None:
        """The article being read."""
        return self._opened

    @property
    def query(self) -> ParsedQuery | None:
        """The query of the last answer; None when nothing was searched for."""
        return self._listing.result.query if self._listing is not None and self._listing.result is not None else None

    @property
    def sort_of_lists(self) -> Sort:
        """How lists are ordered while nothing is searched for."""
        return self._sort_of_lists

    def open_archive(self, folder: Path | None, *, create: bool = False) -> None:
        """Opens an archive in place of the one on the desk; None for the last one."""
        self.jobs.read(
            lambda: Session.open(folder, create=create), self.adopt, self.archive_refused.emit, key="open archive"
        )

    def adopt(self, session: Session) -> None:
        """Puts an open archive on the desk and lists it."""
        old, self._session = self._session, session
        self._asked, self._listing, self._opened, self._shape = Asked(), None, None, None
        if old is not None:
            for key in ("find first", "find", "counts", "shape", "article", "complete"):
                self.jobs.drop(key)
            self.jobs.write(old.close, lambda _: None)
        self.jobs.set_interrupt(session.interrupt)
        self.archive_opened.emit(session)
        self.ask(Asked(sort=self._sort_of_lists))

    def search_for(self, text: str) -> None:
        """Searches for other words within what is chosen."""
        had_words, has_words = bool(self._asked.query.strip()), bool(text.strip())
        sort = self._asked.sort
        if had_words != has_words:
            sort = self._sort_of_words if has_words else self._sort_of_lists
        filters = Filters() if self._asked.is_trash and has_words else self._asked.filters
        self.ask(Asked(text, filters, sort))

    def choose(self, filters: Filters) -> None:
        """Narrows to what is chosen in the tree."""
        self.ask(Asked(self._asked.query, filters, self._asked.sort))

    def order_by(self, sort: Sort) -> None:
        """Orders the list otherwise, and from now on."""
        if self._asked.query.strip():
            self._sort_of_words = sort
        else:
            self._sort_of_lists = sort
        self.ask(Asked(self._asked.query, self._asked.filters, sort))

    def ask(self, asked: Asked) -> None:
        """Asks for a list; the answer to an earlier question is dropped."""
        asked = replace(asked, manners=self._manners)
        is_other, self._asked = self._asked != asked or self._listing is None, asked
        self.search_began.emit()
        self.jobs.drop("counts")
        self.jobs.drop("find first")
        if is_other and not asked.query.strip() and not asked.is_trash:
            self._read(lambda session: answers.find_first(session, asked), self._on_first_found, key="find first")
        self._read(lambda session: answers.find(session, asked), self._on_found, key="find")

    def look_also(self, manners: frozenset[str]) -> None:
        """Searches also for misread words and for synonyms, or no more, from now on."""
        self._manners = manners
        if self._session is not None and self._asked.query.strip():
            self.ask(self._asked)

    def refresh(self) -> None:
        """Asks again, after the archive changed."""
        self.ask(self._asked)
        self.refresh_shape()

    def refresh_shape(self) -> None:
        """Fetches the tree and the totals again."""
        self._read(answers.shape, self._on_shaped, key="shape")

    def refresh_article(self) -> None:
        """Reads the open article again, after it changed."""
        if self._opened is not None:
            self.open_article(self._opened.article.number)

    def fetch_rows(self, generation: int, page: int, numbers: "array[int]") -> None:
        """Fetches the rows of a page of the list."""
        query, is_trash = self.query, self._asked.is_trash
        self._read(
            lambda session: answers.page(session, numbers, query, with_trashed=is_trash),
            lambda found: self.rows_fetched.emit(generation, page, *found),
            on_error=lambda error: self._on_rows_lost(generation, page, error),
        )

    def find_number(self, article_id: str, on_done: Callable[[int], object]) -> None:
        """The number of an article by its id; nothing when it is gone."""
        self._read(
            lambda session: reading.article(session, article_id).number,
            on_done,
            key="number",
            on_error=lambda _: None,
        )

    def find_saved(self, name: str, on_done: Callable[[str, Filters], None]) -> None:
        """The query and the filters of a saved search."""

        def find(session: Session) -> tuple[str, Filters] | None:
            saved = searching.saved_searches(session).get(name)
            return None if saved is None else (saved.query, saved.filters)

        def arrived(found: tuple[str, Filters] | None) -> None:
            if found is not None:
                on_done(*found)

        self._read(find, arrived, key="saved")

    def open_article(self, number: int) -> None:
        """Reads an article; only the one asked for last is shown."""
        query = self.query
        self._read(lambda session: answers.opened(session, number, query), self._on_opened, key="article")

    def ask_once(
        self,
        ask: Callable[[Session], T],
        on_done: Callable[[T], object],
        on_error: Callable[[NewsreaderError], None] | None = None,
        *,
        key: str = "",
    ) -> None:
        """Asks the open archive something for a dialog; of questions with the same key the latest wins."""
        self._read(ask, on_done, key=key, on_error=on_error)

    def complete(self, text: str, cursor: int) -> None:
        """Asks how a query could go on."""
        self._read(
            lambda session: searching.complete(session, text, cursor),
            self.completed.emit,
            key="complete",
            on_error=lambda _: None,
        )

    def change(self, do: Callable[[Session], T], on_done: Callable[[T], None]) -> None:
        """Changes the archive in the writing lane."""
        session = self._session
        if session is not None:
            self.jobs.write(lambda: do(session), on_done)

    def fetch_articles(self, numbers: "array[int]", on_done: Callable[[list[ArticleRow]], object]) -> None:
        """Fetches the rows of selected articles, which may be more than the list holds."""
        is_trash = self._asked.is_trash
        self._read(
            lambda session: answers.page(session, numbers, None, with_trashed=is_trash)[0], on_done, key="selected"
        )

    def close(self) -> None:
        """Closes the archive, after all jobs have ended."""
        self.jobs.close()
        if self._session is not None:
            self._session.close()
            self._session = None

    def _read(
        self,
        ask: Callable[[Session], T],
        on_done: Callable[[T], object],
        *,
        key: str = "",
        on_error: Callable[[NewsreaderError], None] | None = None,
    ) -> None:
        session = self._session
        if session is None:
            return

        def arrived(answer: T) -> None:
            if session is self._session:
                on_done(answer)

        self.jobs.read(lambda: ask(session), arrived, on_error, key=key)

    def _on_first_found(self, listing: Listing) -> None:
        is_answered = self._listing is not None and self._listing.asked == listing.asked
        if listing.asked == self._asked and not is_answered and len(listing.numbers) == answers.FIRST_ARTICLES:
            self._show(listing)

    def _show(self, listing: Listing) -> None:
        before, self._listing = self._listing, listing
        self.listed.emit(listing)
        if before is None or self._opened is None or before.asked.query.strip() == listing.asked.query.strip():
            return
        if not listing.is_whole or self._opened.article.number in listing.numbers:
            self.refresh_article()  # other words are to be marked in it

    def _on_found(self, listing: Listing) -> None:
        self._show(listing)
        if self._shape is None:  # not before there is something to read: both lanes would be busy
            self.refresh_shape()
        self._read(
            lambda session: answers.counts(session, listing, lambda: listing is not self._listing),
            self._on_counted,
            key="counts",
        )

    def _on_counted(self, counts: answers.Counts | None) -> None:
        if counts is not None:
            self.counted.emit(counts)

    def _on_shaped(self, shape: Shape) -> None:
        self._shape = shape
        self.shaped.emit(shape)

    def _on_opened(self, opened: Opened) -> None:
        self._opened = opened
        self.article_opened.emit(opened)

    def _on_rows_lost(self, generation: int, page: int, error: NewsreaderError) -> None:
        self.rows_lost.emit(generation, page)
        if not isinstance(error, Interrupted):
            self.jobs.failed.emit(error)
