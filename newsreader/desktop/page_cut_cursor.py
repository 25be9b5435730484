"""Where the keyboard stands while a page is cut: line by line and word by word, in the order of the page."""

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from newsreader.desktop.page_sheet import PageSheet


@dataclass(frozen=True, slots=True)
class Gap:
    """A place between words.

    Attributes:
        word: A word of the page.
        is_behind: The place is behind that word, not before it.
    """

    word: int
    is_behind: bool = False

    def caret(self, sheet: PageSheet) -> QRectF:
        """Where it is on the sheet."""
        rect = sheet.word_rect(self.word)
        edge = rect.right() if self.is_behind else rect.left()
        return QRectF(edge - 1, rect.top(), 2, rect.height())


def next_words(sheet: PageSheet, now: Collection[int], across: int, down: int) -> range:
    """The line (or the word) behind or before these words; empty at the ends of the page.

    Args:
        sheet: The page.
        now: Words of it; none to begin with the first line.
        across: +1 for the next word, -1 for the one before, 0 to go by lines.
        down: +1 for the next line, -1 for the one before.
    """
    if not now:
        return sheet.line_of(0)
    at = max(now) + 1 if across + down > 0 else min(now) - 1
    if not 0 <= at < len(sheet.page.words):
        return range(0)
    return sheet.line_of(at) if down else range(at, at + 1)


def next_gap(sheet: PageSheet, now: Gap, across: int, down: int) -> Gap:
    """The place before the next word or at the beginning of the next line, or those before it."""
    last = len(sheet.page.words) - 1
    if across:
        at = now.word + int(now.is_behind) + across
        return Gap(last, is_behind=True) if at > last else Gap(max(0, at))
    line = next_words(sheet, sheet.line_of(now.word), 0, down)
    if line:
        return Gap(line.start)
    return Gap(last, is_behind=True) if down > 0 else Gap(0)


def spoken(sheet: PageSheet, words: Collection[int]) -> str:
    """Words of the page as they are read out."""
    return " ".join(sheet.page.words[at].text for at in sorted(words) if 0 <= at < len(sheet.page.words))
