"""Printed words laid out as the raw text of an article: a line for a printed line, a blank line between its parts."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from newsreader.domain.issue import PrintedPart, WordPlaces
from newsreader.domain.page import Box, PrintedPage, Word
from newsreader.domain.repair import Repair

HYPHEN_RULE = "hyphen.stated"
"""Rule of the repairs that join what the file itself says is one word."""
_ENDS = (".", "!", "?", ":", ";", '"', "”", "“", "»", "«", "’", ")", "*", "—")
"""What a paragraph may end with."""


class Placed(NamedTuple):
    """A word with where it is printed.

    Attributes:
        page: Number of the page in the issue, from 1.
        line: Number of the line on the page.
        at: Which word of the page it is, from 0.
        hyphen: The mark that ends its line, when it is the last word there.
    """

    word: Word
    page: int
    line: int
    at: int
    hyphen: str = ""


class PageWords:
    """The words of a page in reading order, found by the ids of what they stand in."""

    def __init__(self, page: PrintedPage, number: int) -> None:
        self.words: list[Placed] = []
        self._spans: dict[str, tuple[int, int]] = {}
        line_number = 0
        for block in page.blocks:
            block_start = len(self.words)
            for line in block.lines:
                start, last = len(self.words), len(line.words) - 1
                self.words += [
                    Placed(word, number, line_number, start + at, line.hyphen if at == last else "")
                    for at, word in enumerate(line.words)
                ]
                self._name(line.id, start)
                line_number += 1
            self._name(block.id, block_start)
            for parent in block.parents:
                self._name(parent, self._spans.get(parent, (block_start, 0))[0])
        for at, placed in enumerate(self.words):
            if placed.word.id:
                self._spans[placed.word.id] = (at, at + 1)
        self._name(page.id, 0)
        self.page = page

    def _name(self, id_: str, start: int) -> None:
        if id_:
            self._spans[id_] = (start, len(self.words))

    def between(self, begin: str, end: str = "") -> list[Placed]:
        """The words of the element with the id `begin`, or from it to the end of the element `end`."""
        span = self._spans.get(begin)
        if span is None:
            return []
        until = self._spans.get(end, span) if end else span
        return self.words[span[0] : max(span[1], until[1])]

    def within(self, box: Box) -> list[Placed]:
        """The words whose middle lies in a rectangle."""
        return [placed for placed in self.words if box.holds_centre_of(placed.word.box)]


@dataclass(frozen=True, slots=True)
class Printed:
    """Words laid out.

    Attributes:
        raw: The text.
        spans: Where each part stands in it.
        starts: Where each word stands in it.
        words: With their places, in step with `starts`.
        repairs: Broken words that the file itself states whole.
    """

    raw: str
    spans: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]
    words: tuple[Placed, ...]
    repairs: tuple[Repair, ...]

    @property
    def confidence(self) -> float | None:
        """What the recognition says of the words."""
        return confidence(placed.word for placed in self.words)

    def places(self, kinds: Sequence[tuple[str, int]], *, is_proposed: bool = False) -> WordPlaces:
        """Where the words stand in the text and on their pages.

        Args:
            kinds: What each part is, and how many words it has.
            is_proposed: No file states the article.
        """
        parts: list[PrintedPart] = []
        at = 0
        for kind, count in kinds:
            if count:
                parts.append(PrintedPart(kind, at, at + count))
            at += count
        return WordPlaces(
            array("I", self.starts),
            array("I", [placed.page for placed in self.words]),
            array("I", [placed.at for placed in self.words]),
            tuple(parts),
            is_proposed,
        )


def confidence(words: Iterable[Word]) -> float | None:
    """The mean confidence of words; None where few state one, or all the same, as engines that do not measure it do."""
    count, stated = 0, []
    for word in words:
        count += 1
        if word.confidence is not None:
            stated.append(word.confidence)
    if len(stated) * 2 <= count or min(stated) == max(stated):
        return None
    return sum(stated) / len(stated)


@dataclass(slots=True)
class _Sheet:
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    starts: list[int] = field(default_factory=list)
    words: list[Placed] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)

    def write(self, text: str) -> int:
        start = self.length
        self.pieces.append(text)
        self.length += len(text)
        return start


def lay_out(parts: Sequence[Sequence[Placed]], kinds: Sequence[str] = ()) -> Printed:
    """Lays parts out one below the other.

    Args:
        parts: Headline, paragraphs and so on, each a run of words.
        kinds: What each part is; a text that goes on in the next part, such as in another column, stays one paragraph.
    """
    sheet = _Sheet()
    spans: list[tuple[int, int]] = []
    goes_on = False
    for at, part in enumerate(parts):
        if sheet.length and part and not goes_on:
            sheet.write("\n\n")
        start = sheet.length
        _write_part(sheet, part)
        below = parts[at + 1] if tuple(kinds[at : at + 2]) == ("text", "text") else ()
        goes_on = bool(part and below) and _goes_on(part[-1], below[0])
        if part and not goes_on:
            sheet.write(_mark(part[-1]))
        spans.append((start, sheet.length))
        if goes_on:
            _break_line(sheet, part[-1], below[0])
    raw = "".join(sheet.pieces)
    return Printed(raw, tuple(spans), tuple(sheet.starts), tuple(sheet.words), tuple(sheet.repairs))


def _write_part(sheet: _Sheet, part: Sequence[Placed]) -> None:
    for at, placed in enumerate(part):
        if at:
            above = part[at - 1]
            if (above.page, above.line) == (placed.page, placed.line):
                sheet.write(" ")
            else:
                _break_line(sheet, above, placed)
        sheet.starts.append(sheet.write(placed.word.text))
        sheet.words.append(placed)


def _goes_on(last: Placed, first: Placed) -> bool:
    """Whether a paragraph goes on: within a broken word, or within a sentence."""
    if last.word.part == 1 and first.word.part == 2:
        return True
    return first.word.text[0].islower() and (bool(last.hyphen) or not last.word.text.endswith(_ENDS))


def _mark(placed: Placed) -> str:
    """The mark at the line's end, unless the word already carries it."""
    return placed.hyphen if placed.hyphen and not placed.word.text.endswith(("-", "¬", "\u00ad")) else ""


def _break_line(sheet: _Sheet, placed: Placed, following: Placed) -> None:
    """Ends a line; where the file states the whole word, the break becomes a repair that can be taken back."""
    word, second = placed.word, following.word
    left = word.text.rstrip("-¬\u00ad")
    mark = _mark(placed)
    before = f"{word.text[len(left) :]}{mark}\n"
    start = sheet.length - (len(word.text) - len(left))
    sheet.write(f"{mark}\n")
    if word.part != 1 or second.part != 2 or not before[:-1]:
        return
    whole = word.whole or second.whole
    if whole.startswith(f"{left}-{second.text}"):
        sheet.repairs.append(Repair(HYPHEN_RULE, start + 1, sheet.length, before[1:], "", 0.97))
    elif whole:
        # The recognition spells the whole as it likes; its halves stay as they are printed.
        sheet.repairs.append(Repair(HYPHEN_RULE, start, sheet.length, before, "", 0.97))
