"""The words and articles of a page in the pixels of its picture."""

from collections.abc import Collection, Iterable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize

from newsreader.desktop.page_overlays import Area, WordMark
from newsreader.desktop.page_typeset import extent_of
from newsreader.domain.page import Box, PrintedPage
from newsreader.services.page_reading import OpenPage

DOUBTFUL_BELOW: Final = 0.7
"""Confidence of words that are shaded."""
_CELLS: Final = 48
"""The page is divided into so many strips each way to find the word at a point."""


class PageSheet:
    """Carries places from the units of a page to the pixels of its picture, and finds what is at a point."""

    def __init__(self, page: OpenPage, size: QSize) -> None:
        self.page = page
        self.size = size
        width, height = _units(page)
        self._across, self._down = size.width() / width, size.height() / height
        self._cells: dict[tuple[int, int], list[int]] | None = None

    def rect(self, box: Box) -> QRectF:
        """A box of the page on the picture."""
        return QRectF(box.x * self._across, box.y * self._down, box.width * self._across, box.height * self._down)

    def word_rect(self, word: int) -> QRectF:
        """Where a word is; empty for one that the page does not have."""
        return self.rect(self.page.words[word].box) if 0 <= word < len(self.page.words) else QRectF()

    def areas(self) -> list[Area]:
        """The articles of the page."""
        return [
            Area(found.number, found.headline, found.is_proposed, tuple(self.rect(box) for box in found.boxes))
            for found in self.page.articles
        ]

    def marks(self, words: Iterable[int], value: str = "") -> list[WordMark]:
        """Marks on words."""
        return [WordMark(self.word_rect(word), value) for word in words if 0 <= word < len(self.page.words)]

    def doubtful(self) -> list[WordMark]:
        """Marks on the words that the recognition was not sure of."""
        return [
            WordMark(self.rect(word.box), "", 0.4 + 0.6 * (1 - word.confidence / DOUBTFUL_BELOW))
            for word in self.page.words
            if word.confidence is not None and word.confidence < DOUBTFUL_BELOW
        ]

    def word_at(self, at: QPointF) -> int | None:
        """The word at a point of the picture."""
        near = self._near(at)
        return next((word for word in near if self.word_rect(word).adjusted(-1, -2, 1, 2).contains(at)), None)

    def word_next_to(self, at: QPointF) -> int | None:
        """The word at a point, or the one closest to it on its line or around."""
        words = self._near(at) or range(len(self.page.words))
        return min(words, key=lambda word: _distance(self.word_rect(word), at), default=None)

    def words_in(self, rect: QRectF) -> list[int]:
        """The words whose middle lies in a rectangle of the picture."""
        left, right = rect.left() / self._across, rect.right() / self._across
        top, bottom = rect.top() / self._down, rect.bottom() / self._down
        return [
            at
            for at, (_, _, (x, y, width, height), *_) in enumerate(self.page.words)
            if left <= x + width / 2 <= right and top <= y + height / 2 <= bottom
        ]

    def line_of(self, word: int) -> range:
        """The words of the printed line that a word stands in."""
        start = 0
        for block in self.page.printed.blocks if self.page.printed is not None else ():
            for line in block.lines:
                if word < start + len(line.words):
                    return range(start, start + len(line.words))
                start += len(line.words)
        return range(word, word)

    def describe(self, at: QPointF) -> str:
        """The word at a point and how sure the recognition was of it."""
        found = self.word_at(at)
        if found is None:
            return ""
        word = self.page.words[found]
        text = word.whole if word.whole and word.whole != word.text else word.text
        return text if word.confidence is None else f"{text} · {round(word.confidence * 100)} % sure"

    def _near(self, at: QPointF) -> list[int]:
        if self._cells is None:
            self._cells = {}
            for word in range(len(self.page.words)):
                for cell in self._cells_of(self.word_rect(word)):
                    self._cells.setdefault(cell, []).append(word)
        return self._cells.get(self._cell(at), [])

    def _cell(self, at: QPointF) -> tuple[int, int]:
        return int(at.x() / self.size.width() * _CELLS), int(at.y() / self.size.height() * _CELLS)

    def _cells_of(self, rect: QRectF) -> Iterable[tuple[int, int]]:
        left, top = self._cell(rect.topLeft())
        right, bottom = self._cell(rect.bottomRight())
        for column in range(max(0, left), min(_CELLS, right) + 1):
            for row in range(max(0, top), min(_CELLS, bottom) + 1):
                yield column, row


def text_of(printed: PrintedPage, words: Collection[int]) -> str:
    """Words of a page as text: lines as printed, words that were broken at a line's end joined, blocks set apart."""
    chosen = set(words)
    parts: list[str] = []
    place = 0
    for block in printed.blocks:
        before = len(parts)
        for line in block.lines:
            found = [word.text for offset, word in enumerate(line.words) if place + offset in chosen]
            is_last_in = bool(line.words) and place + len(line.words) - 1 in chosen
            place += len(line.words)
            if found:
                parts.append(" ".join(found) + ("" if line.hyphen and is_last_in else "\n"))
        if len(parts) > before:
            parts.append("\n")
    return "".join(parts).strip()


def _units(page: OpenPage) -> tuple[int, int]:
    """Width and height in the units of the boxes; those of the picture where the page states none."""
    if page.printed is not None and page.printed.width > 0 and page.printed.height > 0:
        return page.printed.width, page.printed.height
    image = page.row.image
    if page.row.width > 0 and page.row.height > 0:
        return page.row.width, page.row.height
    if image is not None and image.width > 0 and image.height > 0 and image.state == "there":
        return image.width, image.height
    return extent_of(page.printed)


def _distance(rect: QRectF, at: QPointF) -> float:
    across = max(rect.left() - at.x(), 0.0, at.x() - rect.right())
    down = max(rect.top() - at.y(), 0.0, at.y() - rect.bottom())
    return across + 3 * down  # the same line before another
