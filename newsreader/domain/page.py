"""Printed pages: words with their places, in lines and blocks, as text recognition found them."""

from dataclasses import dataclass
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on a page, in the units the page's own size is given in."""

    x: int
    y: int
    width: int
    height: int

    def holds_centre_of(self, other: "Box") -> bool:
        """Whether the middle of another box lies in this one."""
        x, y = other.x + other.width / 2, other.y + other.height / 2
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


class Word(NamedTuple):
    """One printed word.

    Attributes:
        id: In its file, or "".
        text: As recognized, without the hyphen of a broken word.
        box: Its place.
        confidence: 0 to 1 as the recognition says; None when it says nothing.
        part: 1 or 2 for the halves of a word broken at a line's end, else 0.
        whole: The whole word when this is a half of it, as the file states it, or "".
        style: Of its type, as the page names it, or "".
    """

    id: str
    text: str
    box: Box
    confidence: float | None = None
    part: int = 0
    whole: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A printed line.

    Attributes:
        hyphen: The mark that ends the line within a word, or "".
    """

    id: str
    box: Box
    words: tuple[Word, ...]
    hyphen: str = ""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines that belong together, mostly a paragraph or a piece of a column.

    Attributes:
        parents: Ids of the blocks around it, from the outside in.
        language: BCP 47 or ISO 639 code as the file states it, or "".
    """

    id: str
    box: Box
    lines: tuple[TextLine, ...]
    parents: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """The text of a page.

    Attributes:
        id: In its file, or "".
        width, height: In the units of the boxes; 0 when not stated.
        blocks: In the order of the file.
        font_sizes: Size in points of each style that states one.
    """

    id: str
    width: int
    height: int
    blocks: tuple[TextBlock, ...]
    font_sizes: dict[str, float]
