"""PAGE-XML: recognized pages as research projects write them (https://github.com/PRImA-Research-Lab/PAGE-XML)."""

from collections.abc import Iterable
from typing import Final

from newsreader.domain.page import Box, PrintedPage, TextBlock, TextLine, Word
from newsreader.formats.xml_documents import Element, XmlError, attribute, children, descendants, first, local, parse

NAME: Final = "page"
_MOST_POINTS: Final = 10_000


def read_pages(data: bytes) -> list[PrintedPage]:
    """The pages of a PAGE-XML file, mostly one.

    Raises:
        XmlError: It is none, or not sound.
    """
    root = parse(data)
    if local(root) != "PcGts":
        raise XmlError("is no PAGE-XML document")
    return [_page(page) for page in children(root, "Page")]


def _page(page: Element) -> PrintedPage:
    regions = {attribute(region, "id"): region for region in descendants(page, "TextRegion")}
    order = [attribute(found, "regionRef") for found in page.iter() if local(found).startswith("RegionRef")]
    ranked = [regions[id_] for id_ in dict.fromkeys(order) if id_ in regions]
    listed = {id(region) for region in ranked}
    blocks = [_block(region) for region in (*ranked, *(r for r in regions.values() if id(r) not in listed))]
    language = attribute(page, "primaryLanguage")
    width, height = _number(attribute(page, "imageWidth")), _number(attribute(page, "imageHeight"))
    found = tuple(
        block if block.language or not language else TextBlock(block.id, block.box, block.lines, language=language)
        for block in blocks
        if block.lines
    )
    return PrintedPage(attribute(page, "imageFilename"), width, height, found, {})


def _block(region: Element) -> TextBlock:
    lines = tuple(line for found in children(region, "TextLine") if (line := _line(found)).words)
    return TextBlock(attribute(region, "id"), _box(region), lines, language=attribute(region, "primaryLanguage"))


def _line(line: Element) -> TextLine:
    box = _box(line)
    words = [_word(found) for found in children(line, "Word")]
    words = [word for word in words if word.text]
    if not words:
        text, confidence = _equivalent(line)
        words = spread(text, box, confidence)
    return TextLine(attribute(line, "id"), box, tuple(words))


def spread(text: str, box: Box, confidence: float | None) -> list[Word]:
    """The words of a line whose own places are not known, each given its share of the line's width."""
    pieces = text.split()
    letters = sum(map(len, pieces)) + max(0, len(pieces) - 1)
    words, at = [], 0
    for piece in pieces:
        left = box.x + box.width * at // max(1, letters)
        right = box.x + box.width * (at + len(piece)) // max(1, letters)
        words.append(Word("", piece, Box(left, box.y, right - left, box.height), confidence))
        at += len(piece) + 1
    return words


def _word(word: Element) -> Word:
    text, confidence = _equivalent(word)
    return Word(attribute(word, "id"), "".join(text.split()), _box(word), confidence)


def _equivalent(element: Element) -> tuple[str, float | None]:
    """The first reading of an element and how sure the recognition was of it."""
    found = min(children(element, "TextEquiv"), key=lambda each: _number(attribute(each, "index")), default=None)
    if found is None:
        return "", None
    unicode = first(found, "Unicode")
    text = "".join(unicode.itertext()) if unicode is not None else ""
    stated = attribute(found, "conf")
    try:
        return text, min(1.0, max(0.0, float(stated))) if stated else None
    except ValueError:
        return text, None


def _box(element: Element) -> Box:
    coordinates = first(element, "Coords")
    points = attribute(coordinates, "points").split() if coordinates is not None else []
    if coordinates is not None and not points:
        # Versions before 2013 have an element for each point.
        points = [f"{attribute(point, 'x')},{attribute(point, 'y')}" for point in children(coordinates, "Point")]
    pairs = [point.partition(",") for point in points[:_MOST_POINTS]]
    return around((_number(x), _number(y)) for x, _, y in pairs)


def around(points: Iterable[tuple[int, int]]) -> Box:
    """The smallest box around points."""
    found = list(points)
    if not found:
        return Box(0, 0, 0, 0)
    left, top = min(x for x, _ in found), min(y for _, y in found)
    return Box(left, top, max(x for x, _ in found) - left, max(y for _, y in found) - top)


def _number(text: str) -> int:
    try:
        value = float(text or 0)
    except ValueError:
        return 0
    return int(value) if -1e9 < value < 1e9 else 0
