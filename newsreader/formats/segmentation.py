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

_WIDE: Final = 1.5
"""A line this many columns wide belongs to no single column."""
_INDENT: Final = 0.05
_CENTRED: Final = 0.09
_LARGE: Final = 1.3
_AIR: Final = 0.35
_MUCH_AIR: Final = 0.95
_FEWEST_LETTERS: Final = 4
_LITTLE_AIR: Final = 0.12
_ENOUGH: Final = 1.5
_NEAR: Final = 15
_LONGEST_DECK: Final = 14
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


@dataclass(frozen=True, slots=True)
class _Column:
    left: int
    right: int
    lines: list[TextLine]

    @property
    def width(self) -> int:
        return max(1, self.right - self.left)


def propose(page: PrintedPage) -> list[Proposal]:
    """The articles of a page, in reading order: column by column, wide lines before what stands under them."""
    lines = [line for block in page.blocks for line in block.lines]
    if len(lines) < _FEWEST_LINES:
        return [Proposal((), tuple(lines), 0.3)] if lines else []
    columns, wide = _columns(lines)
    body_height = median(_letter_height(line) for column in columns for line in column.lines)
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
    is_far = line.box.y - _bottom(above.box) > height
    indent = line.box.x - above.box.x
    return is_far or (0.5 * height < indent < 4 * height and _right(above.box) <= _right(line.box) + height)


def _columns(lines: Sequence[TextLine]) -> tuple[list[_Column], list[TextLine]]:
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
        _Column(int(median(line.box.x for line in group)), int(median(_right(line.box) for line in group)), [])
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


def _cut(line: TextLine, columns: Sequence[_Column]) -> list[TextLine]:
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
    right, bottom = max(_right(word.box) for word in words), max(_bottom(word.box) for word in words)
    return TextLine(line.id, Box(left, top, right - left, bottom - top), tuple(words), hyphen)


def _of_column(column: _Column, body_height: float) -> list[Proposal]:
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


def _decks(column: _Column, body_height: float) -> list[tuple[int, int, float]]:
    """Runs of headline lines: first line, the one after the last, and how sure."""
    signs = _signs(column, body_height)
    decks: list[tuple[int, int, float]] = []
    at = 0
    while at < len(signs):
        if signs[at].strength < _ENOUGH:
            at += 1
            continue
        end = at + 1
        while end < len(signs) and end - at < _LONGEST_DECK and signs[end].goes_on:
            end += 1
        if end < len(signs):
            strength = max(sign.strength for sign in signs[at:end])
            decks.append((at, end, round(min(0.95, 0.35 + 0.15 * strength), 2)))
        at = end
    return decks


@dataclass(frozen=True, slots=True)
class _Sign:
    """What a line's place and letters say.

    Attributes:
        strength: How much it looks like the first line of a headline; `_ENOUGH` is enough.
        goes_on: It may be a further line of one.
    """

    strength: float
    goes_on: bool


def _signs(column: _Column, body_height: float) -> list[_Sign]:
    lines = column.lines
    leading = median([below.box.y - above.box.y for above, below in pairwise(lines)] or [1]) or 1
    edges = _edges(column)
    signs = []
    for at, line in enumerate(lines):
        letters = [letter for word in line.words for letter in word.text if letter.isalpha()]
        if len(letters) < _FEWEST_LETTERS:
            signs.append(_Sign(0.0, goes_on=False))
            continue
        left = (line.box.x - edges[at][0]) / column.width
        right = (edges[at][1] - _right(line.box)) / column.width
        is_centred = min(left, right) > _INDENT and abs(left - right) < max(_CENTRED, 0.5 * max(left, right))
        height = _letter_height(line) / body_height
        air = (line.box.y - _bottom(lines[at - 1].box)) / leading if at else 1.0
        strength = 1.0 if is_centred else 0.0
        # One tall word may be a blot; a headline is some words or fills much of the column.
        is_large = height > _LARGE and (len(line.words) > 2 or line.box.width > 0.4 * column.width)
        strength += min(1.5, 2.5 * (height - 1)) if is_large else 0.0
        below = (lines[at + 1].box.y - _bottom(line.box)) / leading if at + 1 < len(lines) else 0.0
        is_apart = below > _LITTLE_AIR and not _is_running_text(line)
        strength += (1.5 if is_apart else 1.0) if air > _MUCH_AIR else 0.5 if air > _AIR else 0.0
        if sum(letter.isupper() for letter in letters) > 0.8 * len(letters):
            strength += 0.5
        if at == 0 and not is_centred and not is_large:
            strength = 0.0
        signs.append(_Sign(strength, is_centred or is_large or (is_apart and air > _MUCH_AIR)))
    return signs


def _is_running_text(line: TextLine) -> bool:
    """Whether the words of a line are from the middle of a sentence."""
    first, last = line.words[0].text, line.words[-1].text
    return first[0].islower() or bool(line.hyphen) or last.endswith((",", ";", "-", "¬"))


def _edges(column: _Column) -> list[tuple[float, float]]:
    """Left and right edge of the column at each line: pages are never quite straight."""
    rows = [(line.box.x, _right(line.box)) for line in column.lines]
    edges = []
    for at in range(len(rows)):
        near = rows[max(0, at - _NEAR) : at + _NEAR + 1]
        full = [row for row in near if row[1] - row[0] > 0.9 * column.width] or near
        edges.append((median(row[0] for row in full), median(row[1] for row in full)))
    return edges


def _letter_height(line: TextLine) -> float:
    heights = [word.box.height for word in line.words if len(word.text) > 2 and word.box.height > 0]
    return median(heights) if heights else line.box.height


def _middle(line: TextLine) -> float:
    return line.box.x + line.box.width / 2


def _right(box: Box) -> int:
    return box.x + box.width


def _bottom(box: Box) -> int:
    return box.y + box.height
