"""Printed pages and the places of words as an archive stores them: columns of differences, compressed together.

A page of a newspaper has some five to ten thousand words, each with a box. Neighbours differ little, so differences
take few bytes, and whole columns are packed and unpacked at once. Ids are not kept: they only mean something in the
file, which is kept as an original.
"""

import json
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate, pairwise
from typing import Any, Final

from newsreader.archive.originals import inflate
from newsreader.domain.issue import PrintedPart, WordPlaces
from newsreader.domain.page import Box, PrintedPage, TextBlock, TextLine, Word

LARGEST: Final = 128 << 20
"""No page is unpacked to more than this; the readers refuse pages of more than half a million words."""

_LEVEL: Final = 6
_VERSION: Final = 1
_SURE: Final = 10_000
_NO_CONFIDENCE: Final = -1
_TYPES: Final = {"b": 7, "h": 15, "i": 31, "q": 63}
_Columns = list["array[int]"]


def pack_page(page: PrintedPage) -> bytes:
    """The words of a page in few bytes; `unpack_page` gives them back without their ids."""
    lines = [line for block in page.blocks for line in block.lines]
    words = [word for line in lines for word in line.words]
    head = {
        "version": _VERSION,
        "size": [page.width, page.height],
        "fonts": page.font_sizes,
        "texts": [word.text for word in words],
        "wholes": {at: word.whole for at, word in enumerate(words) if word.whole},
        "styles": _runs([word.style for word in words]),
        "hyphens": {at: line.hyphen for at, line in enumerate(lines) if line.hyphen},
        "languages": {at: block.language for at, block in enumerate(page.blocks) if block.language},
    }
    sure = [_NO_CONFIDENCE if word.confidence is None else round(word.confidence * _SURE) for word in words]
    columns = [
        [len(block.lines) for block in page.blocks],
        [len(line.words) for line in lines],
        sure,
        [word.part for word in words],
        *_box_columns([word.box for word in words]),
        *_box_columns([line.box for line in lines]),
        *_box_columns([block.box for block in page.blocks]),
    ]
    return _pack(head, columns)


def unpack_page(stored: object) -> PrintedPage:
    """The inverse of `pack_page`.

    Raises:
        ValueError: These bytes are no packed page, or would swell.
    """
    with _refusing():
        return _page_of(*_unpack(stored, 16))


def _page_of(head: dict[str, Any], columns: _Columns) -> PrintedPage:
    lines_in, words_in, sure, parts = columns[:4]
    word_boxes, line_boxes, block_boxes = (_boxes(columns[at : at + 4]) for at in (4, 8, 12))
    texts = _strings(head, "texts")
    _check(len(texts) == len(sure) == len(parts) == len(word_boxes) == sum(words_in))
    _check(len(words_in) == len(line_boxes) == sum(lines_in) and len(lines_in) == len(block_boxes))
    _check(not lines_in or min(lines_in) >= 0)
    _check(not words_in or min(words_in) >= 0)
    wholes, hyphens, languages = (_sparse(head, name) for name in ("wholes", "hyphens", "languages"))
    styles = _spread(head.get("styles"), len(texts))
    words = [
        Word("", text, box, None if known < 0 else known / _SURE, part, wholes.get(at, ""), style)
        for at, (text, box, known, part, style) in enumerate(zip(texts, word_boxes, sure, parts, styles, strict=True))
    ]
    lines: list[TextLine] = []
    start = 0
    for at, (count, box) in enumerate(zip(words_in, line_boxes, strict=True)):
        lines.append(TextLine("", box, tuple(words[start : start + count]), hyphens.get(at, "")))
        start += count
    blocks: list[TextBlock] = []
    start = 0
    for at, (count, box) in enumerate(zip(lines_in, block_boxes, strict=True)):
        blocks.append(TextBlock("", box, tuple(lines[start : start + count]), (), languages.get(at, "")))
        start += count
    width, height = (int(side) for side in head["size"])
    fonts = {str(name): float(size) for name, size in head["fonts"].items()}
    return PrintedPage("", width, height, tuple(blocks), fonts)


def pack_places(places: WordPlaces) -> bytes:
    """Where the words of an article stand, in few bytes."""
    head = {"version": _VERSION, "parts": [[part.kind, part.start, part.end] for part in places.parts]}
    return _pack(head, [_differences(places.starts), _differences(places.pages), _differences(places.words)])


def unpack_places(stored: object, *, is_proposed: bool) -> WordPlaces:
    """The inverse of `pack_places`.

    Raises:
        ValueError: These bytes are no packed places, or would swell.
    """
    with _refusing():
        head, columns = _unpack(stored, 3)
        starts, pages, words = (array("I", accumulate(column)) for column in columns)
        parts = tuple(PrintedPart(str(kind), int(start), int(end)) for kind, start, end in head.get("parts", ()))
    _check(len(starts) == len(pages) == len(words))
    _check(all(0 <= part.start <= part.end <= len(starts) for part in parts))
    return WordPlaces(starts, pages, words, parts, is_proposed)


def _pack(head: dict[str, Any], columns: Iterable[Sequence[int]]) -> bytes:
    typed = [array(_type_of(column), column) for column in columns]
    if sys.byteorder == "big":
        for column in typed:
            column.byteswap()
    head["columns"] = [[column.typecode, len(column)] for column in typed]
    text = json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return zlib.compress(b"\n".join((text, b"".join(column.tobytes() for column in typed))), _LEVEL)


def _type_of(column: Sequence[int]) -> str:
    """The narrowest type of array that holds the column."""
    most = max(max(column), -1 - min(column)) if column else 0
    return next(name for name, bits in _TYPES.items() if most < 1 << bits)


def _unpack(stored: object, wanted: int) -> tuple[dict[str, Any], _Columns]:
    data = inflate(stored, LARGEST + 1)
    if data is None or len(data) > LARGEST:
        raise ValueError("not packed, or too large")
    end = data.find(b"\n")
    head = json.loads(data[: max(end, 0)])
    _check(head["version"] == _VERSION and len(head["columns"]) == wanted)
    columns: _Columns = []
    at = end + 1
    for name, count in head["columns"]:
        _check(name in _TYPES and isinstance(count, int) and count >= 0)
        column: array[int] = array(name)
        size = count * column.itemsize
        _check(at + size <= len(data))
        column.frombytes(data[at : at + size])
        if sys.byteorder == "big":
            column.byteswap()
        columns.append(column)
        at += size
    return head, columns


@contextmanager
def _refusing() -> Iterator[None]:
    """Whatever a stranger's bytes make go wrong is one error."""
    try:
        yield
    except (KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError) as error:
        raise ValueError("not what was packed") from error


def _differences(values: Sequence[int]) -> list[int]:
    return [value - before for value, before in zip(values, [0, *values[:-1]], strict=True)] if values else []


def _box_columns(boxes: Sequence[Box]) -> list[list[int]]:
    """Left edge from the right edge before it, top from the top before it, widths and heights as they are."""
    rights = [0, *(box.x + box.width for box in boxes[:-1])] if boxes else []
    lefts = [box.x - right for box, right in zip(boxes, rights, strict=True)]
    tops = _differences([box.y for box in boxes])
    return [lefts, tops, [box.width for box in boxes], [box.height for box in boxes]]


def _boxes(columns: _Columns) -> list[Box]:
    lefts, tops, widths, heights = columns
    _check(len(lefts) == len(tops) == len(widths) == len(heights))
    rights = accumulate(left + width for left, width in zip(lefts, widths, strict=True))
    return [
        Box(right - width, y, width, height)
        for right, y, width, height in zip(rights, accumulate(tops), widths, heights, strict=True)
    ]


def _runs(values: Sequence[str]) -> list[list[Any]]:
    """Where each run of equal values begins, with the value."""
    return [[at, value] for at, value in enumerate(values) if at == 0 or values[at - 1] != value]


def _spread(runs: object, length: int) -> list[str]:
    _check(isinstance(runs, list))
    found: list[str] = []
    starts = [*runs, [length, ""]]  # type: ignore[misc]  # checked just above, in words mypy does not follow
    for (start, value), (end, _) in pairwise(starts):
        _check(isinstance(end, int) and isinstance(value, str) and start == len(found) <= end <= length)
        found += [value] * (end - start)
    _check(len(found) == length)
    return found


def _strings(head: dict[str, Any], name: str) -> list[str]:
    found = head.get(name)
    _check(isinstance(found, list) and all(isinstance(text, str) for text in found))
    return list(found or ())


def _sparse(head: dict[str, Any], name: str) -> dict[int, str]:
    found = head.get(name)
    _check(isinstance(found, dict))
    return {int(at): str(text) for at, text in (found or {}).items()}


def _check(holds: bool) -> None:
    if not holds:
        raise ValueError("not what was packed")
