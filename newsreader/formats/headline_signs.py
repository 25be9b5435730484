"""What the place and the letters of a printed line say: whether a headline begins with it, or goes on in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from newsreader.domain.page import Box, TextLine

_INDENT: Final = 0.05
_BEGINS: Final = 0.025
_CENTRED: Final = 0.09
_WELL_CENTRED: Final = 0.12
_LARGE: Final = 1.3
_AIR: Final = 0.35
_MUCH_AIR: Final = 0.95
_LITTLE_AIR: Final = 0.12
_LOOSE: Final = 1.12
"""Lines of a headline stand this much farther apart than those of the text, at least."""
_SHORT: Final = 0.85
_FEWEST_LETTERS: Final = 4
_NEAR: Final = 15
_MOST_HEADLINE_LINES: Final = 4


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a page with its lines from the top."""

    left: int
    right: int
    lines: list[TextLine]

    @property
    def width(self) -> int:
        """Never 0."""
        return max(1, self.right - self.left)


@dataclass(frozen=True, slots=True)
class Sign:
    """What a line's place and letters say.

    Attributes:
        strength: How much it looks like the first line of a headline; 1.5 is enough.
        goes_on: It may be a further line of one.
        is_large: Its letters are much larger than those of the text.
        is_loose: It stands farther below the line above than lines of the text do.
        helped: How much of the strength comes from the lines around it.
    """

    strength: float
    goes_on: bool
    is_large: bool = False
    is_loose: bool = False
    helped: float = 0.0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line stands, in shares of the column's width and of the usual distance of lines.

    Attributes:
        left, right: White beside it.
        air, below: White above and below it.
        pitch: From the line above.
        has_ended: The line above ends a paragraph: it stops well before the edge.
        begins: The line below is indented.
    """

    left: float
    right: float
    air: float
    below: float
    pitch: float
    has_ended: bool
    begins: bool
    is_first: bool

    @property
    def is_centred(self) -> bool:
        difference, larger = abs(self.left - self.right), max(self.left, self.right)
        return min(self.left, self.right) > _INDENT and difference < max(_CENTRED, 0.5 * larger)


def signs_of(column: Column, body_height: float) -> list[Sign]:
    """What each line of a column says.

    Args:
        column: The column.
        body_height: Of the letters of running text.
    """
    return [
        _sign(line, place, column, letter_height(line) / body_height)
        for line, place in zip(column.lines, _places(column), strict=True)
    ]


def _sign(line: TextLine, place: _Place, column: Column, height: float) -> Sign:
    letters = [letter for word in line.words for letter in word.text if letter.isalpha()]
    if len(letters) < _FEWEST_LETTERS:
        return Sign(0.0, goes_on=False)
    strength = 1.0 if place.is_centred else 0.0
    # One tall word may be a blot; a headline is some words or fills much of the column.
    is_large = height > _LARGE and (len(line.words) > 2 or line.box.width > 0.4 * column.width)
    strength += min(1.5, 2.5 * (height - 1)) if is_large else 0.0
    is_apart = place.below > _LITTLE_AIR and not _is_running_text(line)
    strength += (1.5 if is_apart else 1.0) if place.air > _MUCH_AIR else 0.5 if place.air > _AIR else 0.0
    is_upper = sum(letter.isupper() for letter in letters) > 0.8 * len(letters)
    strength += 0.5 if is_upper else 0.0
    helped = 0.0 if place.is_first else _help(line, place, column)
    strength += helped
    if place.is_first and not (place.is_centred or is_large or is_upper or (is_apart and place.below > _AIR)):
        # Text at the top of a column goes on from the column before.
        strength = 0.0
    goes_on = place.is_centred or is_large or (is_apart and place.air > _MUCH_AIR)
    return Sign(strength, goes_on, is_large, place.pitch >= _LOOSE, helped)


def _help(line: TextLine, place: _Place, column: Column) -> float:
    """What the lines around a line say for it: it stands between a paragraph that ends and one that begins."""
    is_whole = place.right > _INDENT or line.words[-1].text.endswith((".", "!", "?"))
    is_titled = _is_titled(line)
    if place.air > _AIR and is_whole and not _is_running_text(line):
        if is_titled or line.box.width < 0.8 * column.width:
            return 0.5 * (place.has_ended + is_titled + place.begins)
        return 0.0
    # A small heading without air.
    is_in_the_middle = place.is_centred and min(place.left, place.right) > _WELL_CENTRED
    return 0.5 if is_in_the_middle and place.has_ended and place.begins else 0.0


def _places(column: Column) -> list[_Place]:
    lines, edges = column.lines, _edges(column)
    leading = median([below.box.y - above.box.y for above, below in pairwise(lines)] or [1]) or 1
    places = []
    for at, line in enumerate(lines):
        above = lines[at - 1] if at else None
        below = lines[at + 1] if at + 1 < len(lines) else None
        places.append(
            _Place(
                left=(line.box.x - edges[at][0]) / column.width,
                right=(edges[at][1] - right(line.box)) / column.width,
                air=(line.box.y - bottom(above.box)) / leading if above else 1.0,
                below=(below.box.y - bottom(line.box)) / leading if below else 0.0,
                pitch=(line.box.y - above.box.y) / leading if above else _LOOSE,
                has_ended=above is not None and right(above.box) - column.left < _SHORT * column.width,
                begins=below is not None and below.box.x - edges[at + 1][0] > _BEGINS * column.width,
                is_first=above is None,
            )
        )
    return places


def _edges(column: Column) -> list[tuple[float, float]]:
    """Left and right edge of the column at each line: pages are never quite straight."""
    rows = [(line.box.x, right(line.box)) for line in column.lines]
    width = column.width
    edges = []
    for at in range(len(rows)):
        near = rows[max(0, at - _NEAR) : at + _NEAR + 1]
        full = [row for row in near if row[1] - row[0] > 0.9 * width] or near
        edges.append((median([row[0] for row in full]), median([row[1] for row in full])))
    return edges


def _is_running_text(line: TextLine) -> bool:
    """Whether the words of a line are from the middle of a sentence."""
    first, last = line.words[0].text, line.words[-1].text
    return first[0].islower() or bool(line.hyphen) or last.endswith((",", ";", "-", "¬"))


def _is_titled(line: TextLine) -> bool:
    """Whether most words begin with a capital, as in English headlines."""
    firsts = [word.text[0] for word in line.words if len(word.text) > 3 and word.text[0].isalpha()]
    return len(firsts) > 1 and sum(letter.isupper() for letter in firsts) >= 0.7 * len(firsts)


def letter_height(line: TextLine) -> float:
    """How tall the letters of a line are: short words are left aside, which may have none of full height."""
    heights = [word.box.height for word in line.words if len(word.text) > 2 and word.box.height > 0]
    return median(heights) if heights else line.box.height


def set_alike(heads: Sequence[TextLine]) -> list[list[TextLine]]:
    """The lines over a text in groups that are set alike and close: the headline, then each thing below it."""
    groups: list[list[TextLine]] = []
    for line in heads:
        if groups and len(groups[-1]) < _MOST_HEADLINE_LINES and _continues(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _continues(above: TextLine, line: TextLine) -> bool:
    height = max(1.0, letter_height(above))
    is_alike = abs(letter_height(line) - height) <= 0.15 * height and _is_capitals(line) == _is_capitals(above)
    is_close = -0.5 * height < line.box.y - bottom(above.box) < 0.7 * height
    return is_alike and is_close and not above.words[-1].text.endswith((".", "!", "?", ";"))


def _is_capitals(line: TextLine) -> bool:
    letters = [letter for word in line.words for letter in word.text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) > 0.8 * len(letters)


def right(box: Box) -> int:
    """The right edge of a box."""
    return box.x + box.width


def bottom(box: Box) -> int:
    """The lower edge of a box."""
    return box.y + box.height
