"""Reads changed articles from the archive as the index takes them in."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from newsreader.domain.article import Article
from newsreader.errors import ArchiveDamaged, ArticleMissing
from newsreader.search.index import IndexDocument
from newsreader.services.index_documents import document_of
from newsreader.services.session import Session

_AT_ONCE: Final = 100


class ChangedArticles:
    """Goes through the articles with some row numbers.

    Args:
        session: The open archive.
        numbers: In pages of any length.
        tell: Told after some articles how many are read.

    Attributes:
        gone: Numbers of articles that are no more; complete when all documents have been read.
    """

    def __init__(self, session: Session, numbers: Iterable[Sequence[int]], tell: Callable[[int], None]) -> None:
        self._session = session
        self._pages = numbers
        self._tell = tell
        self._ready = 0
        self.gone: list[int] = []

    def documents(self) -> Iterator[IndexDocument]:
        """The documents of those that are there."""
        for page in self._pages:
            doubtful = {row.number: bool(row.doubtful) for row in self._session.archive.articles.rows(list(page))}
            self.gone += [number for number in page if number not in doubtful]
            living = [number for number in page if number in doubtful]
            for start in range(0, len(living), _AT_ONCE):
                yield from self._batch(living[start : start + _AT_ONCE], doubtful)

    def _batch(self, numbers: Sequence[int], doubtful: dict[int, bool]) -> Iterator[IndexDocument]:
        found = {article.number: article for article in self._read(numbers)}
        for number in numbers:
            if number in found:
                yield document_of(found[number], is_doubtful=doubtful[number])
            else:
                # It cannot be read; its place is kept so that the index still agrees with the archive.
                yield IndexDocument(number)
        self._ready += len(numbers)
        self._tell(self._ready)

    def _read(self, numbers: Sequence[int]) -> list[Article]:
        articles = self._session.archive.articles
        try:
            return articles.many(numbers)
        except ArchiveDamaged:
            # One damaged article must not keep the others out; `newsreader verify` names it.
            found: list[Article] = []
            for number in numbers:
                try:
                    found.append(articles.get(number))
                except (ArchiveDamaged, ArticleMissing):
                    continue
            return found
