"""Issues made ready for their tables: pages packed, boxes drawn around articles, all that takes time about them.

An import does it in its worker processes, as with articles (`newsreader.archive.ready`).
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from newsreader.archive.page_packing import pack_page, pack_places
from newsreader.archive.shown import one_line
from newsreader.archive.stored import dumps, storable, storable_path
from newsreader.domain.article import SourceArticle
from newsreader.domain.field import Field
from newsreader.domain.issue import SourceIssue, SourcePage, WordPlaces
from newsreader.domain.page import Box, PrintedPage
from newsreader.domain.record import field_to_json

_LONGEST: Final = 400


class ReadyImage(NamedTuple):
    """The picture of a page, looked at.

    Attributes:
        path: Where it was found, as it is stored; within the archive's folder when it is copied.
        kind: By its content; "" when that could not be told.
        frame: Which page of a PDF or of a TIFF with several.
        sha256: Of the file; "" when it could not be read.
        size: In bytes.
        time: When it was last changed, in ns.
        width, height: In pixels, of a PDF in points; 0 when its head did not tell.
        problem: Why it is not fit to be shown, as the end of a sentence about it, or "".
        is_copied: It lies in the archive.
    """

    path: str
    kind: str
    frame: int
    sha256: str
    size: int
    time: int
    width: int
    height: int
    problem: str = ""
    is_copied: bool = False


class ReadyPage(NamedTuple):
    """One page; `words` is None when they are missing, `text` the name of the file that has them."""

    sequence: int
    label: str
    width: int
    height: int
    word_count: int
    problem: str
    text: str
    words: bytes | None
    image: ReadyImage | None


class ReadyIssue(NamedTuple):
    """One issue.

    Attributes:
        sha256, path, format: Of the file that describes it, the path as it is stored.
        title, date, edition: For lists.
        fields: What is stated of it, as stored.
        pages: In order.
        files: (name in the describing file, path as stored, SHA-256) of each file it is read from besides; without
            SHA-256 when it is missing.
    """

    sha256: str
    path: str
    format: str
    title: str
    date: str
    edition: str
    fields: str
    pages: tuple[ReadyPage, ...]
    files: tuple[tuple[str, str, str], ...]


class ReadyPrint(NamedTuple):
    """Where an article is printed.

    Attributes:
        is_proposed: No file states this article.
        is_by_hand: A person chose its words.
        places: Of its words, packed.
        boxes: Number of the page in the issue and the boxes there, as stored.
        is_rest: These are the words of a page that belong to no article.
    """

    is_proposed: bool
    is_by_hand: bool
    places: bytes
    boxes: tuple[tuple[int, str], ...]
    is_rest: bool = False


def make_ready_issue(
    source: SourceArticle,
    fields: Mapping[str, Field],
    images: Mapping[int, ReadyImage],
    files: Sequence[tuple[str, str, str]],
) -> ReadyIssue:
    """An issue made ready for its tables.

    Args:
        source: Any article of it; it says which file describes the issue.
        fields: Of the issue; where the file does not state its paper and date, those of its articles.
        images: Of its pages, by number of the page.
        files: Those it is read from besides.
    """
    issue = source.issue
    assert issue is not None  # noqa: S101  whoever calls has looked
    title, date, edition = (one_line(fields[name].value) if name in fields else "" for name in _LISTED)
    return ReadyIssue(
        source.sha256,
        storable_path(source.path),
        source.format,
        title,
        date,
        edition,
        dumps({name: field_to_json(field) for name, field in fields.items()}),
        tuple(_page(page, images.get(page.number)) for page in issue.pages),
        tuple((storable(href), storable_path(path), sha256) for href, path, sha256 in files),
    )


_LISTED: Final = ("paper", "date", "edition")


def _page(page: SourcePage, image: ReadyImage | None) -> ReadyPage:
    printed = page.printed
    label, problem = storable(page.label, _LONGEST), storable(page.problem, _LONGEST)
    text = storable(page.text.href) if page.text else ""
    if printed is None:
        return ReadyPage(page.number, label, 0, 0, 0, problem, text, None, image)
    count = sum(len(line.words) for block in printed.blocks for line in block.lines)
    words = pack_page(printed)
    return ReadyPage(page.number, label, printed.width, printed.height, count, problem, text, words, image)


class Prints:
    """Where the articles of one issue are printed; the words of each page are laid side by side once."""

    def __init__(self, issue: SourceIssue) -> None:
        self._printed = {page.number: page.printed for page in issue.pages if page.printed is not None}
        self._pages: dict[int, list[tuple[int, Box]]] = {}

    def of(self, places: WordPlaces) -> ReadyPrint:
        """The places of one article, ready to be stored."""
        runs: dict[int, list[Box]] = {}
        last = (-1, -1, -1)
        for sequence, at in zip(places.pages, places.words, strict=True):
            words = self._words(sequence)
            if at >= len(words):
                continue  # no reader says so; were one to, the rest of the issue must not suffer
            block, box = words[at]
            boxes = runs.setdefault(sequence, [])
            if boxes and last == (sequence, block, at - 1):
                boxes[-1] = around(boxes[-1], box)
            else:
                boxes.append(box)
            last = (sequence, block, at)
        stored = tuple((sequence, boxes_to_json(boxes)) for sequence, boxes in runs.items())
        return ReadyPrint(places.is_proposed, places.is_by_hand, pack_places(places), stored, places.is_rest)

    def _words(self, sequence: int) -> list[tuple[int, Box]]:
        if sequence not in self._pages:
            self._pages[sequence] = _boxes_of(self._printed.get(sequence))
        return self._pages[sequence]


def _boxes_of(page: PrintedPage | None) -> list[tuple[int, Box]]:
    """Block and box of each word."""
    if page is None:
        return []
    return [(at, word.box) for at, block in enumerate(page.blocks) for line in block.lines for word in line.words]


def around(one: Box, other: Box) -> Box:
    """The least box that holds both."""
    left, top = min(one.x, other.x), min(one.y, other.y)
    right, bottom = max(one.x + one.width, other.x + other.width), max(one.y + one.height, other.y + other.height)
    return Box(left, top, right - left, bottom - top)


def boxes_to_json(boxes: Sequence[Box]) -> str:
    """Boxes as stored."""
    return dumps([side for box in boxes for side in box])


def boxes_from_json(stored: object) -> tuple[Box, ...]:
    """The inverse of `boxes_to_json`; what is no list of boxes is none."""
    try:
        sides: list[Any] = json.loads(stored)  # type: ignore[arg-type]  # a stranger's archive may hold anything
        whole = [int(side) for side in sides]
    except (ValueError, TypeError, RecursionError, OverflowError):
        return ()
    return tuple(Box(*whole[at : at + 4]) for at in range(0, len(whole) - len(whole) % 4, 4))
