"""ALTO, versions 1 to 4: the words of a page with their places (https://www.loc.gov/standards/alto)."""

from typing import Final

from newsreader.domain.page import Box, PrintedPage, TextBlock, TextLine, Word
from newsreader.formats.xml_documents import MAX_BYTES, XmlError, feed, safe_parser

NAME: Final = "alto"
_MOST_WORDS: Final = 500_000
_PARTS: Final = {"HypPart1": 1, "HypPart2": 2}
_FARTHEST: Final = 1 << 30
_Attributes = dict[str, str]


def read_pages(data: bytes) -> list[PrintedPage]:
    """The pages of an ALTO file, mostly one.

    Raises:
        XmlError: The bytes are no sound ALTO document; the message is the end of a sentence about the file.
    """
    if len(data) > MAX_BYTES:
        raise XmlError(f"has {len(data) / (1 << 20):,.0f} MB, too much for a page")
    reader = _Reader()
    parser = safe_parser()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    feed(parser, data)
    if not reader.is_alto:
        raise XmlError("is no ALTO document")
    return reader.pages


class _Reader:
    """Gathers words, lines and blocks as their elements begin and end; text between elements means nothing here."""

    def __init__(self) -> None:
        self.pages: list[PrintedPage] = []
        self.is_alto = False
        self._names: dict[str, str] = {}
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

    def start(self, name: str, attributes: _Attributes) -> None:
        if name == "SP":
            return
        local = self._names.get(name) or self._local(name)
        if local == "String":
            self._word(attributes)
        elif local == "TextLine":
            self._line, self._words, self._hyphen = attributes, [], ""
        elif local == "HYP":
            self._hyphen = attributes.get("CONTENT") or "-"
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

    def end(self, name: str) -> None:
        if name in {"String", "SP"}:
            return
        local = self._names.get(name) or self._local(name)
        if local == "TextLine" and self._line is not None:
            if self._words:
                line = TextLine(self._line.get("ID", ""), _box(self._line), tuple(self._words), self._hyphen)
                self._lines.append(line)
            self._line = None
        elif local == "TextBlock" and self._block is not None:
            self._end_block(self._block)
            self._block = None
        elif local == "ComposedBlock" and self._parents:
            self._parents.pop()
        elif local == "Page" and self._page is not None:
            self._end_page(self._page)
            self._page = None

    def _local(self, name: str) -> str:
        local = self._names[name] = name.rpartition(":")[2]
        return local

    def _word(self, attributes: _Attributes) -> None:
        text = attributes.get("CONTENT", "").strip()
        if not text or self._line is None:
            return
        self._count += 1
        if self._count > _MOST_WORDS:
            raise XmlError(f"has more than {_MOST_WORDS:,} words, too many for a page")
        confidence = attributes.get("WC")
        part = _PARTS.get(attributes.get("SUBS_TYPE", ""), 0)
        self._words.append(
            Word(
                attributes.get("ID", ""),
                text,
                _box(attributes),
                min(1.0, max(0.0, _number(confidence))) if confidence else None,
                part,
                attributes.get("SUBS_CONTENT", "") if part else "",
                attributes.get("STYLEREFS", ""),
            )
        )

    def _end_block(self, block: _Attributes) -> None:
        if self._lines:
            language = block.get("language") or block.get("LANG") or ""
            self._blocks.append(
                TextBlock(block.get("ID", ""), _box(block), tuple(self._lines), tuple(self._parents), language)
            )

    def _end_page(self, page: _Attributes) -> None:
        self.pages.append(
            PrintedPage(
                page.get("ID", ""),
                int(_number(page.get("WIDTH"))),
                int(_number(page.get("HEIGHT"))),
                tuple(self._blocks),
                {style: size for style, size in self._fonts.items() if size > 0},
            )
        )


def _box(attributes: _Attributes) -> Box:
    get = attributes.get
    try:
        # Half of all files write whole numbers as "828.0".
        x, y = int(float(get("HPOS", 0))), int(float(get("VPOS", 0)))
        width, height = int(float(get("WIDTH", 0))), int(float(get("HEIGHT", 0)))
    except (ValueError, OverflowError):
        return Box(*(int(_number(get(name))) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT")))
    return Box(x, y, width, height)


def _number(text: str | None) -> float:
    """The number a careless file wrote, 0 for none; neither infinite nor absurd."""
    try:
        value = float(text or 0)
    except ValueError:
        return 0.0
    return value if -_FARTHEST < value < _FARTHEST else 0.0
