"""ALTO, versions 1 to 4: the words of a page with their places (https://www.loc.gov/standards/alto)."""

import re
from collections.abc import Callable
from typing import Final

from newsreader.domain.page import Box, PrintedPage, TextBlock, TextLine, Word
from newsreader.formats.xml_documents import MAX_BYTES, XmlError, feed, safe_parser, without_sweeps

NAME: Final = "alto"
_MOST_WORDS: Final = 500_000
_PIECE: Final = 1 << 20
_PARTS: Final = {"HypPart1": 1, "HypPart2": 2}
_DOUBLE_HYPHENS: Final = frozenset({"", "=", "⸗", "⹀", "゠", "˭"})
_FARTHEST: Final = 1 << 30
_SPACE: Final = re.compile(rb"<SP\b[^<>]*/>")
"""White space between words, which fills a third of a file and says nothing that the words do not."""
_Attributes = dict[str, str]
_Start = Callable[[str, _Attributes], None]
_End = Callable[[str], None]


def read_pages(data: bytes) -> list[PrintedPage]:
    """The pages of an ALTO file, mostly one.

    Raises:
        XmlError: The bytes are no sound ALTO document; the message is the end of a sentence about the file.
    """
    if len(data) > MAX_BYTES:
        raise XmlError(f"has {len(data) / (1 << 20):,.0f} MB, too much for a page")
    reader = _Reader()
    parser = safe_parser()
    parser.StartElementHandler, parser.EndElementHandler = reader.handlers()
    data = _SPACE.sub(b"", data)
    with without_sweeps():
        for at in range(0, max(1, len(data)), _PIECE):
            feed(parser, data[at : at + _PIECE], is_last=at + _PIECE >= len(data))
            reader.check_size()
    if not reader.is_alto:
        raise XmlError("is no ALTO document")
    return reader.pages


class _Whole(dict[str, int]):
    """Whole numbers by how they are written; a page repeats most of its numbers."""

    def __missing__(self, text: str) -> int:
        number = self[text] = int(_number(text))
        return number


class _Share(dict[str, float | None]):
    """Numbers from 0 to 1 by how they are written; None for what is not stated."""

    def __missing__(self, text: str) -> float | None:
        number = self[text] = min(1.0, max(0.0, _number(text))) if text else None
        return number


class _Reader:
    """Gathers words, lines and blocks as their elements begin and end; text between elements means nothing here.

    A page has thousands of words: what is done for each of them is done as sparingly as can be.
    """

    def __init__(self) -> None:
        self.pages: list[PrintedPage] = []
        self.is_alto = False
        self._names: dict[str, str] = {}
        self._whole = _Whole()
        self._share = _Share()
        self._count = 0
        self._page: _Attributes | None = None
        self._blocks: list[TextBlock] = []
        self._fonts: dict[str, float] = {}
        self._parents: list[str] = []
        self._block: _Attributes | None = None
        self._lines: list[TextLine] = []
        self._line: _Attributes | None = None
        self._words: list[Word] = []
        self._hyphen = ""

    def handlers(self) -> tuple[_Start, _End]:
        """What a parser calls at the beginning and at the end of each element."""
        whole, share, new, add = self._whole, self._share, tuple.__new__, self._words.append
        other_start, other_end = self._start, self._end

        def start(name: str, attributes: _Attributes) -> None:
            if name == "SP":
                return
            if name != "String":
                if other_start(name, attributes) == "String":
                    start("String", attributes)
                return
            get = attributes.get
            text = get("CONTENT", "").strip()
            if not text:
                return
            box = new(
                Box, (whole[get("HPOS", "")], whole[get("VPOS", "")], whole[get("WIDTH", "")], whole[get("HEIGHT", "")])
            )
            part = _PARTS.get(attributes["SUBS_TYPE"], 0) if "SUBS_TYPE" in attributes else 0
            halved = get("SUBS_CONTENT", "") if part else ""
            add(new(Word, (get("ID", ""), text, box, share[get("WC", "")], part, halved, get("STYLEREFS", ""))))

        def end(name: str) -> None:
            if name not in {"String", "SP"}:
                other_end(name)

        return start, end

    def _start(self, name: str, attributes: _Attributes) -> str:
        local = self._names.get(name) or self._local(name)
        if local == "TextLine":
            self._line, self._hyphen = attributes, ""
            self._words.clear()
        elif local == "HYP":
            mark = attributes.get("CONTENT", "").strip()
            # Fraktur prints it double; the element says what it is.
            self._hyphen = "-" if mark in _DOUBLE_HYPHENS else mark
        elif local == "TextBlock":
            self._block, self._lines = attributes, []
        elif local == "ComposedBlock":
            self._parents.append(attributes.get("ID", ""))
        elif local == "Page":
            self._page, self._blocks = attributes, []
        elif local == "TextStyle":
            self._fonts[attributes.get("ID", "")] = _number(attributes.get("FONTSIZE"))
        elif local == "alto":
            self.is_alto = True
        return local

    def _end(self, name: str) -> None:
        local = self._names.get(name) or self._local(name)
        if local == "TextLine" and self._line is not None:
            if self._words:
                line = TextLine(self._line.get("ID", ""), self._box(self._line), tuple(self._words), self._hyphen)
                self._lines.append(line)
                self._count += len(self._words)
                self._words.clear()
            self._line = None
        elif local == "TextBlock" and self._block is not None:
            self._end_block(self._block)
            self._block = None
        elif local == "ComposedBlock" and self._parents:
            self._parents.pop()
        elif local == "Page" and self._page is not None:
            self._end_page(self._page)
            self._page = None

    def check_size(self) -> None:
        """Refuses what no page can hold.

        Raises:
            XmlError: It has too many words.
        """
        if self._count + len(self._words) > _MOST_WORDS:
            raise XmlError(f"has more than {_MOST_WORDS:,} words, too many for a page")

    def _local(self, name: str) -> str:
        local = self._names[name] = name.rpartition(":")[2]
        return local

    def _box(self, attributes: _Attributes) -> Box:
        get, whole = attributes.get, self._whole
        return Box(whole[get("HPOS", "")], whole[get("VPOS", "")], whole[get("WIDTH", "")], whole[get("HEIGHT", "")])

    def _end_block(self, block: _Attributes) -> None:
        if self._lines:
            language = block.get("language") or block.get("LANG") or ""
            self._blocks.append(
                TextBlock(block.get("ID", ""), self._box(block), tuple(self._lines), tuple(self._parents), language)
            )

    def _end_page(self, page: _Attributes) -> None:
        boxes = [block.box for block in self._blocks] + [line.box for block in self._blocks for line in block.lines]
        self.pages.append(
            PrintedPage(
                page.get("ID", ""),
                # A page that states no size is as large as what is printed on it.
                self._whole[page.get("WIDTH", "")] or max((box.x + box.width for box in boxes), default=0),
                self._whole[page.get("HEIGHT", "")] or max((box.y + box.height for box in boxes), default=0),
                tuple(self._blocks),
                {style: size for style, size in self._fonts.items() if size > 0},
            )
        )


def _number(text: str | None) -> float:
    """The number a careless file wrote, 0 for none; neither infinite nor absurd."""
    try:
        value = float(text or 0)
    except ValueError:
        return 0.0
    return value if -_FARTHEST < value < _FARTHEST else 0.0
