"""Articles whose words a person chose on their pages, made anew from those words: then, and when all is read again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from newsreader.archive.extracted import StoredSource
from newsreader.domain.article import Article, SourceArticle
from newsreader.domain.importing import ImportFailure
from newsreader.domain.issue import SourceIssue, SourcePage
from newsreader.domain.page_layout import Layout, layout_of, words_of
from newsreader.errors import NewsreaderError
from newsreader.formats import by_hand
from newsreader.services.import_worker import Chunk, FileOutcome, FileTask
from newsreader.services.ready_issues import prints_of
from newsreader.services.session import Session
from newsreader.text.knowledge import Knowledge
from newsreader.text.prepare import prepare
from newsreader.text.sketches import sketch

_OF_ITS_WORDS = frozenset({"headline", "subheadline", "byline", "byline_raw", "byline_complete", "page"})
"""Fields that go with the words of an article, not with its issue."""


def composed(session: Session, number: int, layout: Layout, member: str = "") -> SourceArticle:
    """The article that words of its issue make up, with what is known of the issue.

    Args:
        session: The archive.
        number: An article of the issue, which says what is known of it.
        layout: The words.
        member: What the article is called in its file, when not as that one.
    """
    pages = session.archive.pages
    issue = pages.issue_of(number)
    sheets = {page.sequence: page for page in (pages.pages(issue.number) if issue else ())}
    used = {word.page for word in words_of(layout)} & sheets.keys()
    printed = {at: found for at in used if (found := pages.printed(sheets[at].number)) is not None}
    blank = _blank(session.archive.articles.get(number))
    if member:
        blank = replace(blank, member=member)
    labels = {page.sequence: page.label for page in sheets.values()}
    issue_pages = tuple(SourcePage(at, labels[at], found) for at, found in sorted(printed.items()))
    return replace(by_hand.compose(blank, printed, layout, labels), issue=SourceIssue({}, issue_pages))


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
        article = prepare(self.source, knowledge)
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
        made = composed(session, source.number, layout_of(places)) if places else None
    except NewsreaderError as error:
        return HandTask(path, 0, key, failure=ImportFailure(source.path, error.message, error.remedy))
    missing = ImportFailure(source.path, "has lost the places of its words", "Run `newsreader verify`.")
    return HandTask(path, 0, key, made, None if made else missing)
