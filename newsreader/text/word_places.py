"""From the text of an article to the words on its pages, and back."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from newsreader.domain.issue import WordPlaces
from newsreader.domain.page import Box, PrintedPage, Word


class OnPage(NamedTuple):
    """A word of an article where it is printed.

    Attributes:
        page: Number of the page in the issue, from 1.
        word: Which word of that page it is, from 0.
    """

    page: int
    word: int


def words_of(printed: PrintedPage) -> list[Word]:
    """The words of a page in the order in which `WordPlaces.words` counts them."""
    return [word for block in printed.blocks for line in block.lines for word in line.words]


class WordMap:
    """Where the words of one article stand in its raw text and on its pages.

    Pages whose words are not known here keep the article's words that are on them: they only cannot be drawn.
    """

    def __init__(self, places: WordPlaces, words: Mapping[int, Sequence[Word]]) -> None:
        """Makes the map.

        Args:
            places: Of the article.
            words: The words of each page by the page's number, as `words_of` gives them.
        """
        self.places = places
        self._words = words
        self._by_word: dict[OnPage, int] | None = None

    def on_pages(self, start: int, end: int) -> Iterator[OnPage]:
        """The printed words that some of the raw text stands for, in the order of the text."""
        starts = self.places.starts
        first = max(0, bisect_right(starts, start) - 1)
        for index in range(first, bisect_left(starts, max(end, start + 1))):
            if starts[index] >= start or self._end(index) > start:
                yield self._at(index)

    def boxes(self, start: int, end: int, page: int) -> list[Box]:
        """Where some of the raw text stands on a page."""
        words = self._words.get(page, ())
        return [words[at.word].box for at in self.on_pages(start, end) if at.page == page and at.word < len(words)]

    def raw_span(self, at: OnPage) -> tuple[int, int] | None:
        """Where a printed word stands in the raw text; None when it is not of this article."""
        if self._by_word is None:
            self._by_word = {self._at(index): index for index in range(len(self.places.starts) - 1, -1, -1)}
        index = self._by_word.get(at)
        if index is None:
            return None
        return self.places.starts[index], self._end(index)

    def page_at(self, raw: int) -> int:
        """The page on which the text goes on at a raw offset; 0 when no word is on any."""
        if not self.places.starts:
            return 0
        return self.places.pages[max(0, bisect_right(self.places.starts, raw) - 1)]

    def first_on(self, page: int) -> int | None:
        """Raw offset of the article's first word on a page, in the order of the text; None when it has none there."""
        pages = self.places.pages
        return next((self.places.starts[index] for index, other in enumerate(pages) if other == page), None)

    def _at(self, index: int) -> OnPage:
        return OnPage(self.places.pages[index], self.places.words[index])

    def _end(self, index: int) -> int:
        """Raw offset behind a word: as long there as printed, or as far as the next where its page is not known."""
        start, at = self.places.starts[index], self._at(index)
        words = self._words.get(at.page, ())
        if at.word < len(words):
            return start + max(1, len(words[at.word].text))
        return self.places.starts[index + 1] if index + 1 < len(self.places.starts) else start + 1
