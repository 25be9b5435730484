"""Pages to look at: those of an issue, what is printed on one, and where a search finds its words."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Final

from newsreader.domain.article import Article
from newsreader.domain.issue import ArticleOnPage, IssueRow, PageRow, WordPlaces
from newsreader.domain.page import PrintedPage, Word
from newsreader.domain.query import ParsedQuery
from newsreader.errors import UsageError
from newsreader.services import pages, reading, searching
from newsreader.services.page_cutting import in_order
from newsreader.services.session import Session
from newsreader.text.offsets import OffsetMap
from newsreader.text.word_places import OnPage, WordMap, words_of

MOST_SEARCHED: Final = 400
"""So many articles of an issue are looked through for hits; more would take seconds."""


@dataclass(frozen=True, slots=True)
class OpenIssue:
    """An issue with its pages.

    Attributes:
        issue: What is known of it.
        pages: In order.
        places: Where the words of the article are printed that it was opened for; None without one.
    """

    issue: IssueRow
    pages: Sequence[PageRow]
    places: WordPlaces | None = None

    def page(self, sequence: int) -> PageRow | None:
        """A page by its number in the issue."""
        return next((page for page in self.pages if page.sequence == sequence), None)

    @property
    def first_page(self) -> int:
        """The page to begin with: where the article begins, else the first; 0 when there is none."""
        if self.places is not None and self.places.pages:
            return self.places.pages[0]
        return self.pages[0].sequence if self.pages else 0


@dataclass(frozen=True, slots=True)
class OpenPage:
    """One page with what is printed on it.

    Attributes:
        row: What is known of it.
        printed: Its words in lines and blocks; None when they are missing.
        words: Its words in the order that `WordPlaces` counts them in.
        articles: Those outside the trash that are printed on it.
    """

    row: PageRow
    printed: PrintedPage | None
    words: Sequence[Word]
    articles: Sequence[ArticleOnPage]


@dataclass(frozen=True, slots=True)
class IssueHits:
    """Where the words of a search are printed in an issue.

    Attributes:
        words: By article, the words.
        counts: Hits by page.
    """

    words: Mapping[int, frozenset[OnPage]] = field(default_factory=dict)
    counts: Mapping[int, int] = field(default_factory=dict)


def issue_of(session: Session, article: int) -> OpenIssue | None:
    """The issue an article was printed in; None when no page of it is known."""
    kept = session.archive.pages
    issue = kept.issue_of(article)
    if issue is None:
        return None
    rows = kept.pages(issue.number)
    return OpenIssue(issue, rows, kept.places(article)) if rows else None


def issue_again(session: Session, issue: OpenIssue) -> OpenIssue:
    """The same issue as it is now, with the present state of its pictures."""
    rows = session.archive.pages.pages(issue.issue.number)
    return replace(issue, pages=rows) if rows else issue


def look_for_pictures(session: Session, path: str, folder: Path) -> int:
    """Looks in a folder for the pictures that lay beside a missing one: by their names, then by what is in them.

    Args:
        session: The archive.
        path: Where the missing one was.
        folder: Where the reader says they are now; with all below it.

    Returns:
        For how many pages the picture was found.

    Raises:
        UsageError: There is no such folder.
        ArchiveError: The archive cannot be changed.
    """
    place, roots = PurePath(path), [folder]
    if place.parent.name and (folder / place.parent.name).is_dir():
        roots.append(folder / place.parent.name)
    for root in roots:
        with suppress(UsageError):
            if found := pages.repoint(session, str(place.parent), root).found:
                return found
    return pages.find(session, folder).found


def first_article(session: Session, issue: int) -> int | None:
    """The article an issue begins with: the first on its first page that has one; None when it has none."""
    loose: int | None = None
    for page in session.archive.pages.pages(issue):
        rests = {found.number for found in session.archive.pages.articles_on(page.number) if found.is_rest}
        for number in in_order(session, page.number):
            if number not in rests:
                return number
            loose = loose or number
    return loose


def neighbour(session: Session, issue: IssueRow, steps: int) -> OpenIssue | None:
    """The next (+1) or previous (-1) issue of the same paper that has pages; None at the last."""
    same = session.archive.pages.issues_titled(issue.title)
    place = same.index(issue.number) + steps if issue.number in same else -1
    while 0 <= place < len(same):
        found = session.archive.pages.issue(same[place])
        if found is not None and found.page_count:
            return OpenIssue(found, session.archive.pages.pages(found.number))
        place += 1 if steps > 0 else -1
    return None


def open_page(session: Session, row: PageRow) -> OpenPage:
    """What is printed on a page.

    Raises:
        ArchiveDamaged: Its words cannot be read.
    """
    printed = session.archive.pages.printed(row.number)
    articles = [found for found in session.archive.pages.articles_on(row.number) if not found.is_trashed]
    return OpenPage(row, printed, words_of(printed) if printed is not None else [], articles)


def raw_hits(
    article: Article, clean: Sequence[tuple[int, int]], raw: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Hits in the clean and in the raw text as spans of the raw text, sorted, none within another.

    A word that was broken at a line's end is found in the clean text alone, words that were taken out only in the raw.
    """
    place = OffsetMap(len(article.raw), article.active_repairs)
    spans = sorted({*(place.raw_span(*span) for span in clean), *raw})
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        elif start < end:
            found.append((start, end))
    return found


def hits_in(
    session: Session,
    issue: int,
    query: ParsedQuery | None,
    found: Collection[int],
    is_stale: Callable[[], bool] = lambda: False,
) -> IssueHits:
    """Where the words of a search are printed in an issue.

    Args:
        session: The open archive.
        issue: Its number.
        query: What was searched for; None for nothing.
        found: The articles the search found.
        is_stale: Asked now and then; the rest is left out once it says so.
    """
    if query is None:
        return IssueHits()
    words: dict[int, frozenset[OnPage]] = {}
    counts: Counter[int] = Counter()
    numbers = frozenset(session.archive.pages.articles_of(issue)).intersection(found)
    for number in sorted(numbers)[:MOST_SEARCHED]:
        places = session.archive.pages.places(number)
        if places is None or is_stale():
            continue
        article = reading.article_by_number(session, number)
        spans = raw_hits(
            article,
            searching.marks(session, query, article, layer="clean"),
            searching.marks(session, query, article, layer="raw"),
        )
        print_map = WordMap(places, {})
        on_pages = [list(print_map.on_pages(*span)) for span in spans]
        counts.update(hit[0].page for hit in on_pages if hit)
        words[number] = frozenset(at for hit in on_pages for at in hit)
    return IssueHits(words, dict(counts))
