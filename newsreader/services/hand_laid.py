"""Articles whose words a person chose on their pages, made anew from those words: then, and when all is read again."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from newsreader.archive.extracted import StoredSource
from newsreader.archive.page_packing import unpack_places
from newsreader.domain.article import Article, PreparedArticle, SourceArticle
from newsreader.domain.importing import ImportFailure
from newsreader.domain.issue import SourceIssue, SourcePage, WordPlaces
from newsreader.domain.page_layout import Layout, PrintedWord, layout_of, words_of
from newsreader.errors import NewsreaderError
from newsreader.formats import by_hand
from newsreader.services.import_worker import Chunk, FileOutcome, FileTask
from newsreader.services.ready_issues import prepare_rest, prints_of
from newsreader.services.session import Session
from newsreader.services.stored_reading import tasks
from newsreader.text.knowledge import Knowledge
from newsreader.text.prepare import prepare
from newsreader.text.sketches import sketch

_OF_ITS_WORDS = frozenset({"headline", "subheadline", "byline", "byline_raw", "byline_complete", "page"})
"""Fields that go with the words of an article, not with its issue."""


def composed(
    session: Session, number: int, layout: Layout, member: str = "", *, is_rest: bool = False
) -> SourceArticle:
    """The article that words of its issue make up, with what is known of the issue.

    Args:
        session: The archive.
        number: An article of the issue, which says what is known of it.
        layout: The words.
        member: What the article is called in its file, when not as that one.
        is_rest: It is still what is left of its page, and called so.
    """
    pages = session.archive.pages
    issue = pages.issue_of(number)
    sheets = {page.sequence: page for page in (pages.pages(issue.number) if issue else ())}
    used = {word.page for word in words_of(layout)} & sheets.keys()
    printed = {at: found for at in used if (found := pages.printed(sheets[at].number)) is not None}
    known = session.archive.articles.get(number)
    blank = _blank(known)
    if member:
        blank = replace(blank, member=member)
    labels = {page.sequence: page.label for page in sheets.values()}
    issue_pages = tuple(SourcePage(at, labels[at], found) for at, found in sorted(printed.items()))
    made = replace(by_hand.compose(blank, printed, layout, labels), issue=SourceIssue({}, issue_pages))
    if not is_rest or made.places is None:
        return made
    named = {name: known.fields[name] for name in ("headline", "page") if name in known.fields}
    return replace(made, hints={**made.hints, **named}, places=replace(made.places, is_rest=True))


def prepare_composed(source: SourceArticle, knowledge: Knowledge) -> PreparedArticle:
    """An article that was composed, prepared as what it is."""
    is_rest = source.places is not None and source.places.is_rest
    return prepare_rest(source, knowledge) if is_rest else prepare(source, knowledge)


def _blank(article: Article) -> SourceArticle:
    """What is known of an article apart from its words: its file, and what that states of the issue."""
    hints = {
        name: replace(found, evidence=replace(found.evidence, start=None, end=None))
        for name, found in article.fields.items()
        if found.evidence.source in {"metadata", "option"} and name not in _OF_ITS_WORDS
    }
    file = article.file
    return SourceArticle("", file.path, file.format, file.encoding, file.sha256, file.bytes, file.member, hints)


@dataclass(frozen=True, slots=True)
class HandTask(FileTask):
    """An article to prepare anew from the words chosen for it.

    Attributes:
        key: Names the task among those of a run; comes back as the `sha256` of its outcome.
        source: The article.
        failure: Why it cannot be made, or None.
    """

    key: str = ""
    source: SourceArticle | None = None
    failure: ImportFailure | None = None

    def outcomes(self, chunk: Chunk, knowledge: Knowledge) -> Iterator[FileOutcome]:  # noqa: ARG002  nothing was stated
        """Prepares the article."""
        if self.source is None:
            yield FileOutcome(self.path, self.key, failure=self.failure)
            return
        article = prepare_composed(self.source, knowledge)
        sketches, prints = (sketch(article.clean),), tuple(prints_of([article]))
        yield FileOutcome(self.path, self.key, articles=(article,), sketches=sketches, prints=prints)


def hand_tasks(session: Session, sources: Sequence[StoredSource]) -> list[tuple["HandTask", list[StoredSource]]]:
    """One task for each of these articles; they are no longer what their file says."""
    return [(_task(session, source), [source]) for source in sources]


def _task(session: Session, source: StoredSource) -> HandTask:
    key = f"{source.sha256} by hand {source.number}"
    path = Path(source.path)
    try:
        places = session.archive.pages.places(source.number)
        made = composed(session, source.number, layout_of(places), is_rest=places.is_rest) if places else None
    except NewsreaderError as error:
        return HandTask(path, 0, key, failure=ImportFailure(source.path, error.message, error.remedy))
    missing = ImportFailure(source.path, "has lost the places of its words", "Run `newsreader verify`.")
    return HandTask(path, 0, key, made, None if made else missing)


def take_in(session: Session, sources: Sequence[StoredSource], knowledge: Knowledge) -> None:
    """Gives articles cut by hand the words that came later: those their file says they have, and no article has.

    Such are on pages that were missing when the article was cut, so nobody has decided about them.

    Args:
        session: The archive, within a transaction.
        sources: Articles cut by hand.
        knowledge: To read their files with.
    """
    pages = session.archive.pages
    for task, wanted in tasks(pages, sources):
        for outcome in task.outcomes(Chunk((), "", {}), knowledge):
            read = zip(outcome.articles, outcome.prints, strict=True)
            stated = {article.source.member: printed for article, printed in read if printed is not None}
            for source in wanted:
                issue, printed = pages.issue_of(source.number), stated.get(source.member)
                if issue is None or printed is None:
                    continue
                taken = _words_in_articles(session, issue.number)
                said = words_of(layout_of(unpack_places(printed.places, is_proposed=False)))
                if more := [word for word in said if word not in taken]:
                    _append(session, source.number, issue.number, more)


def _words_in_articles(session: Session, issue: int) -> set[PrintedWord]:
    """The words of an issue that articles have, those in the trash too."""
    found = (session.archive.pages.places(number) for number in session.archive.pages.articles_of(issue))
    return {word for places in found if places for word in map(PrintedWord, places.pages, places.words)}


def _append(session: Session, number: int, issue: int, words: Sequence[PrintedWord]) -> None:
    """Notes that these words follow those of an article; its text has them once it is read again."""
    places = session.archive.pages.places(number) or WordPlaces(is_by_hand=True)
    end = places.starts[-1] if places.starts else 0
    starts, sheets, at = array("I", places.starts), array("I", places.pages), array("I", places.words)
    for word in words:
        starts.append(end)
        sheets.append(word.page)
        at.append(word.word)
    session.archive.pages.put_places(number, issue, replace(places, starts=starts, pages=sheets, words=at))
