"""Articles proposed on a page on which none are marked, from how its lines lie: columns, headlines, white space.

Newspapers set headlines in the middle of a column, in larger letters or in capitals, with air around them; running
text fills the column, its paragraphs begin indented and end short. That is all that is used here, so it works for any
language and script, and for text recognition too poor to read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final

from newsreader.domain.page import Box, PrintedPage, TextLine, Word
from newsreader.formats.headline_signs import Column, Sign, bottom, letter_height, right, signs_of

_WIDE: Final = 1.5
"""A line this many columns wide belongs to no single column."""
_ENOUGH: Final = 1.5
_LONGEST_DECK: Final = 18
_FARTHEST_AHEAD: Final = 3
_FEWEST_LINES: Final = 12
"""With fewer lines there is nothing to compare a line with."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An article that may stand on the page.

    Attributes:
        heads: Its headline and the lines below that, from the top; empty for text that begins without one.
        body: Its lines in reading order.
        confidence: 0 to 1, that an article begins here.
    """

    heads: tuple[TextLine, ...]
    body: tuple[TextLine, ...]
    confidence: float


def propose(page: PrintedPage) -> list[Proposal]:
    """The articles of a page, in reading order: column by column, wide lines before what stands under them."""
    lines = [line for block in page.blocks for line in block.lines]
    if len(lines) < _FEWEST_LINES:
        return [Proposal((), tuple(lines), 0.3)] if lines else []
    columns, wide = _columns(lines)
    # Hostile pages have words of no height.
    body_height = max(median(letter_height(line) for column in columns for line in column.lines), 1.0)
    proposals: list[Proposal] = []
    for column in columns:
        found = _of_column(column, body_height)
        if proposals and found and not found[0].heads:
            # Text at the top of a column goes on from the column before.
            last = proposals.pop()
            found[0] = replace(last, body=(*last.body, *found[0].body))
        proposals += found
    across = tuple(sorted(wide, key=lambda line: (line.box.y, line.box.x)))
    return [Proposal((), across, 0.3), *proposals] if across else proposals


def begins_paragraph(line: TextLine, above: TextLine) -> bool:
    """Whether a line begins a paragraph by where it stands to the one above: indented, or well below it."""
    height = max(1, line.box.height)
    if line.box.y < above.box.y:
        # The first line of the next column.
        return False
    is_far = line.box.y - bottom(above.box) > height
    indent = line.box.x - above.box.x
    return is_far or (0.5 * height < indent < 4 * height and right(above.box) <= right(line.box) + height)


def _columns(lines: Sequence[TextLine]) -> tuple[list[Column], list[TextLine]]:
    """The columns from left to right, and the lines that are too wide for one."""
    widths = sorted(line.box.width for line in lines)
    # Most lines of running text are as wide as their column; the upper middle of all widths is that.
    usual = widths[int(len(widths) * 0.6)]
    full = sorted((line for line in lines if 0.8 * usual <= line.box.width <= 1.2 * usual), key=_middle)
    groups: list[list[TextLine]] = []
    for line in full:
        if groups and _middle(line) - _middle(groups[-1][-1]) < 0.35 * usual:
            groups[-1].append(line)
        else:
            groups.append([line])
    groups = [group for group in groups if len(group) > 2] or [list(full)]
    columns = [
        Column(int(median(line.box.x for line in group)), int(median(right(line.box) for line in group)), [])
        for group in groups
    ]
    whole: list[TextLine] = []
    for line in lines:
        pieces = _cut(line, columns) if line.box.width > _WIDE * usual else [line]
        if len(pieces) == 1 and line.box.width > _WIDE * usual:
            whole.append(line)
            continue
        for piece in pieces:
            nearest = min(columns, key=lambda column: abs(_middle(piece) - (column.left + column.right) / 2))
            nearest.lines.append(piece)
    for column in columns:
        column.lines.sort(key=lambda line: line.box.y + line.box.height / 2)
    return columns, whole


def _cut(line: TextLine, columns: Sequence[Column]) -> list[TextLine]:
    """A line that runs over several columns as its pieces, when no word of it stands on the white between two."""
    gutters = [(before.right + after.left) / 2 for before, after in pairwise(columns)]
    pieces: list[list[Word]] = [[] for _ in columns]
    for word in line.words:
        if any(word.box.x < gutter < word.box.x + word.box.width for gutter in gutters):
            return [line]
        pieces[sum(word.box.x > gutter for gutter in gutters)].append(word)
    found = [piece for piece in pieces if piece]
    heights = [word.box.height for word in line.words]
    if len(found) < 2 or max(heights) > 2 * line.box.height:
        return [line]
    return [_line_of(line, piece, hyphen=line.hyphen if piece is found[-1] else "") for piece in found]


def _line_of(line: TextLine, words: Sequence[Word], hyphen: str) -> TextLine:
    left, top = min(word.box.x for word in words), min(word.box.y for word in words)
    width, height = max(right(word.box) for word in words) - left, max(bottom(word.box) for word in words) - top
    return TextLine(line.id, Box(left, top, width, height), tuple(words), hyphen)


def _of_column(column: Column, body_height: float) -> list[Proposal]:
    decks = _decks(column, body_height)
    lines = column.lines
    starts = [0, *(start for start, _, _ in decks if start > 0)]
    proposals = []
    by_start = {start: (end, confidence) for start, end, confidence in decks}
    for at, start in enumerate(starts):
        stop = starts[at + 1] if at + 1 < len(starts) else len(lines)
        end, confidence = by_start.get(start, (start, 0.3))
        if stop > start:
            proposals.append(Proposal(tuple(lines[start:end]), tuple(lines[end:stop]), confidence))
    return proposals


def _decks(column: Column, body_height: float) -> list[tuple[int, int, float]]:
    """Runs of headline lines: first line, the one after the last, and how sure."""
    signs = signs_of(column, body_height)
    decks: list[tuple[int, int, float]] = []
    at = 0
    while at < len(signs):
        is_below = bool(decks) and decks[-1][1] == at
        if signs[at].strength - (signs[at].helped if is_below else 0.0) < _ENOUGH:
            at += 1
            continue
        end = at + 1
        end = _last_of_deck(signs, at, end)
        if end < len(signs):
            strength = max(sign.strength for sign in signs[at:end])
            decks.append((at, end, round(min(0.95, 0.35 + 0.15 * strength), 2)))
        at = end
    return decks


def _last_of_deck(signs: Sequence[Sign], first: int, end: int) -> int:
    """The line behind the last one of a headline that begins at `first`."""
    most = min(len(signs), first + _LONGEST_DECK)
    while end < most:
        while end < most and signs[end].goes_on:
            end += 1
        # Between the lines of a headline some look like text, but stand as loosely; more of them under a large one.
        is_large = any(sign.is_large for sign in signs[first:end])
        reach = end
        while reach < most and reach - end < (_FARTHEST_AHEAD if is_large else 1) and signs[reach].is_loose:
            reach += 1
        found = next(
            (at for at in range(reach, end, -1) if at < most and signs[at].is_loose and _belongs(signs[at], is_large)),
            end,
        )
        if found == end:
            return end
        end = found + 1
    return end


def _belongs(sign: Sign, is_large: bool) -> bool:
    return sign.goes_on or (is_large and sign.strength >= 1)


def _middle(line: TextLine) -> float:
    return line.box.x + line.box.width / 2
