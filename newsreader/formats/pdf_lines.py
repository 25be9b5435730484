"""Lines and blocks of a PDF page, put together from its words.

A PDF says where letters stand and nothing more. PDFium's order and ends of lines are taken where they make sense; what
stands on one line without a gap is one line, however the file scatters it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from newsreader.domain.page import Box, PrintedPage, TextBlock, TextLine, Word

_MARK: Final = "-"
_BOLD: Final = "b"
_SHORT: Final = 3
_SAME_LINE: Final = 0.5
"""Words share a line when they overlap by this much of the lower one's height."""
_GAP: Final = 1.8
"""White wider than so many letter heights parts what the file itself has not put on one line."""
_WIDE_GAP: Final = 5.0
"""White so wide parts even that."""
_NEAR: Final = 12
"""So many pieces back another piece of the same line is looked for."""
_FAR_BELOW: Final = 1.1
_WITHIN_WORD: Final = 2


@dataclass(slots=True)
class _Piece:
    """Words of one line that follow each other."""

    words: list[Word] = field(default_factory=list)
    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0
    is_broken: bool = False

    def add(self, word: Word) -> None:
        box = word.box
        if not self.words:
            self.left, self.top, self.right, self.bottom = box.x, box.y, box.x, box.y
        self.words.append(word)
        self.left, self.top = min(self.left, box.x), min(self.top, box.y)
        self.right, self.bottom = max(self.right, box.x + box.width), max(self.bottom, box.y + box.height)

    @property
    def height(self) -> int:
        return max(1, self.bottom - self.top)

    def is_level_with(self, other: "_Piece") -> bool:
        """Whether both stand on one line of print."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared >= _SAME_LINE * min(self.height, other.height)

    def is_followed_by(self, other: "_Piece", most: float) -> bool:
        """Whether another piece goes on where this one ends, with white of at most so many letter heights."""
        gap = other.left - self.right
        last = self.words[-1].box
        return self.is_level_with(other) and gap < most * max(self.height, other.height) and other.left > last.x


def size_of(word: Word) -> float:
    """The size of a word's type in points; 0 when it states none."""
    return float(word.style.rstrip(_BOLD)) if word.style else 0.0


def is_sideways(page: PrintedPage) -> bool:
    """Whether most words of a page run up or down it: what stands beside what then says nothing."""
    words = [word for block in page.blocks for line in block.lines for word in line.words if len(word.text) > _SHORT]
    return 2 * sum(_is_tall(word.box) for word in words) > len(words)


def _is_tall(box: Box) -> bool:
    return box.height > box.width


def is_bold(word: Word) -> bool:
    """Whether a word is set in bold type."""
    return word.style.endswith(_BOLD)


def is_drawn(message: dict[str, Any]) -> bool:
    """Whether most words of a page are drawn rather than hidden below its picture: its sizes of type are true."""
    hidden = sum(word[7] == "h" for word in message["words"])
    return bool(2 * hidden < len(message["words"]))


def page_of(message: dict[str, Any]) -> PrintedPage:
    """The page that a message of the reading process tells of, see `pdf_child`."""
    width, height = message["size"]
    boxes = [Box(*word[1:5]) for word in message["words"] if len(word[0]) > _SHORT]
    is_sideways = 2 * sum(map(_is_tall, boxes)) > len(boxes)
    pieces = _as_marked(message["words"]) if is_sideways else _joined(_pieces(message["words"]))
    lines = [_line(piece) for piece in pieces]
    sizes = {word.style: size_of(word) for line in lines for word in line.words if word.style}
    return PrintedPage("", width, height, tuple(_blocks(lines)), sizes)


def _word(text: str, left: int, top: int, width: int, height: int, size: float, _end: int, face: str) -> Word:
    style = f"{size:g}{_BOLD if face == _BOLD else ''}" if size else ""
    return Word("", text, Box(left, top, width, height), style=style)


def _as_marked(words: Iterable[Sequence[Any]]) -> list[_Piece]:
    """Lines as PDFium ends them."""
    pieces = [_Piece()]
    for record in words:
        pieces[-1].add(_word(*record))
        if record[6]:
            pieces[-1].is_broken = record[6] == _WITHIN_WORD
            pieces.append(_Piece())
    return [piece for piece in pieces if piece.words]


def _pieces(words: Iterable[Sequence[Any]]) -> list[_Piece]:
    pieces: list[_Piece] = []
    current = _Piece()
    for record in words:
        word, end = _word(*record), record[6]
        alone = _Piece()
        alone.add(word)
        if current.words and not current.is_followed_by(alone, _WIDE_GAP):
            pieces.append(current)
            current = _Piece()
        current.add(word)
        if end:
            current.is_broken = end == _WITHIN_WORD
            pieces.append(current)
            current = _Piece()
    if current.words:
        pieces.append(current)
    return pieces


def _joined(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The pieces with those that go on in one line put together; the order stays that of their first words."""
    joined: list[_Piece] = []
    for piece in pieces:
        before = next((each for each in reversed(joined[-_NEAR:]) if each.is_followed_by(piece, _GAP)), None)
        if before is None or before.is_broken:
            joined.append(piece)
            continue
        for word in piece.words:
            before.add(word)
        before.is_broken = piece.is_broken
    return joined


def _line(piece: _Piece) -> TextLine:
    box = Box(piece.left, piece.top, piece.right - piece.left, piece.height)
    return TextLine("", box, tuple(piece.words), _MARK if piece.is_broken else "")


def _blocks(lines: Sequence[TextLine]) -> list[TextBlock]:
    """Lines that follow each other closely in one column."""
    groups: list[list[TextLine]] = []
    for line in lines:
        if groups and _goes_on(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [TextBlock("", _around(group), tuple(group)) for group in groups]


def _goes_on(above: TextLine, line: TextLine) -> bool:
    one, other = above.box, line.box
    shared = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    gap = other.y - (one.y + one.height)
    tall = max(one.height, other.height)
    is_like = tall < 1.6 * min(one.height, other.height)
    return is_like and shared > 0.3 * min(one.width, other.width) and -0.5 * tall < gap < _FAR_BELOW * tall


def _around(lines: Sequence[TextLine]) -> Box:
    left, top = min(line.box.x for line in lines), min(line.box.y for line in lines)
    right = max(line.box.x + line.box.width for line in lines)
    bottom = max(line.box.y + line.box.height for line in lines)
    return Box(left, top, right - left, bottom - top)
