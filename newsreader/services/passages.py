"""The passages that show why articles were found, and the words to mark in them."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

from newsreader.archive.archive import Archive
from newsreader.domain.article import Article
from newsreader.domain.hits import Snippet
from newsreader.domain.query import Node
from newsreader.search.marking import find_raw_marks
from newsreader.search.snippets import make_snippet
from newsreader.search.windows import passage_marks
from newsreader.services.index_documents import raw_places

_MOST_CHARACTERS: Final = 6_000_000


class RecentTexts:
    """The articles whose passages were shown last; their tags, notes and marks may be old, their texts are not.

    Args:
        archive: Where they are read from.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._guard = threading.Lock()
        self._known: OrderedDict[int, tuple[int, Article]] = OrderedDict()
        self._characters = 0

    def many(self, numbers: Sequence[int]) -> list[Article]:
        """Articles in the order asked for; those that do not exist are left out."""
        changes = self._archive.outbox.latest_of(numbers)
        with self._guard:
            known = {
                number: self._known[number][1]
                for number in numbers
                if number in self._known and self._known[number][0] == changes.get(number)
            }
        missing = [number for number in numbers if number not in known]
        if missing:
            read = {article.number: article for article in self._archive.articles.many(missing)}
            known |= read
            self._keep(read, changes)
        return [known[number] for number in numbers if number in known]

    def _keep(self, articles: dict[int, Article], changes: dict[int, int]) -> None:
        with self._guard:
            for number, article in articles.items():
                self._forget(number)
                if number in changes:
                    self._known[number] = (changes[number], article)
                    self._characters += len(article.raw) + len(article.clean)
            while self._characters > _MOST_CHARACTERS and self._known:
                self._forget(next(iter(self._known)))

    def _forget(self, number: int) -> None:
        entry = self._known.pop(number, None)
        if entry is not None:
            self._characters -= len(entry[1].raw) + len(entry[1].clean)


def snippets_of(root: Node, articles: Sequence[Article]) -> dict[int, Snippet]:
    """For each article the passage that shows why it was found, from the clean text or else from the raw."""
    return {article.number: _snippet(root, article) for article in articles}


def _snippet(root: Node, article: Article) -> Snippet:
    clean = passage_marks(root, article.clean, article.shown_text("language"))
    if clean:
        return make_snippet(article.clean, clean)
    raw = raw_marks(root, article)
    return make_snippet(article.raw, raw, "raw") if raw else make_snippet(article.clean, [])


def raw_marks(root: Node, article: Article) -> list[tuple[int, int]]:
    """The spans to mark in an article's raw text."""
    return find_raw_marks(root, article.raw, article.shown_text("language"), raw_places(article))
