"""hOCR: recognized pages as HTML, the way Tesseract and others write them (http://kba.github.io/hocr-spec)."""

import re
from collections.abc import Iterator
from typing import Any, Final

from newsreader.domain.page import Box, PrintedPage, TextBlock, TextLine, Word
from newsreader.formats.page_xml import spread
from newsreader.formats.xml_documents import XmlError

NAME: Final = "hocr"
_BOX = re.compile(r"\bbbox\s+(-?\d{1,9})\s+(-?\d{1,9})\s+(-?\d{1,9})\s+(-?\d{1,9})")
_CONFIDENCE = re.compile(r"\bx_wconf\s+(\d{1,3}(?:\.\d{1,6})?)")
_LINES: Final = frozenset({"ocr_line", "ocrx_line", "ocr_header", "ocr_textfloat", "ocr_caption", "ocr_footer"})
_BLOCKS: Final = frozenset({"ocr_par", "ocr_carea", "ocrx_block"})


def is_hocr(head: bytes) -> bool:
    """Whether a page of HTML is of this kind, by its first bytes."""
    return b"ocr_page" in head or b"ocr-system" in head


def read_pages(data: bytes) -> list[PrintedPage]:
    """The pages of a file.

    Raises:
        XmlError: It holds no page of this kind; the message is the end of a sentence about the file.
        ImportError: The parser of HTML is not installed.
    """
    from newsreader.formats import decoding, html_tree

    try:
        text, _ = html_tree.decode(data)
        tree = html_tree.parse(text)
    except (decoding.UndecodableError, html_tree.PageError) as error:
        raise XmlError(f"is no sound hOCR: {error}") from error
    pages = [_page(element) for element in _of_class(tree, frozenset({"ocr_page"}))]
    if not pages:
        raise XmlError("is no hOCR document")
    return pages


def _of_class(element: Any, names: frozenset[str]) -> Iterator[Any]:
    for found in element.iter():
        if isinstance(found.tag, str) and not names.isdisjoint((found.get("class") or "").split()):
            yield found


def _page(page: Any) -> PrintedPage:
    box = _box(page)
    blocks: list[TextBlock] = []
    seen: set[int] = set()
    for block in _of_class(page, _BLOCKS):
        lines = [line for line in _of_class(block, _LINES) if id(line) not in seen and _innermost(line, block)]
        seen.update(map(id, lines))
        _add(blocks, block, lines)
    loose = [line for line in _of_class(page, _LINES) if id(line) not in seen]
    _add(blocks, page, loose)
    return PrintedPage(page.get("id") or "", box.width, box.height, tuple(blocks), {})


def _innermost(line: Any, block: Any) -> bool:
    """Whether the block is the nearest one around the line."""
    for above in line.iterancestors():
        if above is block:
            return True
        if not _BLOCKS.isdisjoint((above.get("class") or "").split()):
            return False
    return False


def _add(blocks: list[TextBlock], element: Any, lines: list[Any]) -> None:
    found = tuple(line for each in lines if (line := _line(each)).words)
    if found:
        blocks.append(TextBlock(element.get("id") or "", _box(element), found, language=element.get("lang") or ""))


def _line(line: Any) -> TextLine:
    box = _box(line)
    words = []
    for word in _of_class(line, frozenset({"ocrx_word", "ocr_word"})):
        text = "".join("".join(word.itertext()).split())
        stated = _CONFIDENCE.search(word.get("title") or "")
        confidence = min(1.0, float(stated[1]) / 100) if stated else None
        if text:
            words.append(Word(word.get("id") or "", text, _box(word), confidence))
    if not words:
        words = spread("".join(line.itertext()), box, None)
    return TextLine(line.get("id") or "", box, tuple(words))


def _box(element: Any) -> Box:
    match = _BOX.search(element.get("title") or "")
    if match is None:
        return Box(0, 0, 0, 0)
    left, top, right, bottom = map(int, match.groups())
    return Box(left, top, max(0, right - left), max(0, bottom - top))
