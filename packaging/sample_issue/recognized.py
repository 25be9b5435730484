"""What text recognition makes of a made-up page: blocks, lines and words with their places, and a few misread words."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTransform
from sample_issue.composing import Sort
from sample_issue.pages import MadeUp, Placed

# What worn type is often taken for.
_MISREAD = (
    ("rn", "m"), ("in", "m"), ("li", "h"), ("h", "b"), ("e", "c"), ("c", "e"), ("o", "0"), ("l", "1"), ("s", "a"),
    ("t", "f"), ("u", "n"), ("n", "u"), ("m", "rn"), ("d", "cl"),
)  # fmt: skip
_HOW_OFTEN = 0.022

BoxPx = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word as recognized; `box` is left, top, width and height in pixels of the scan."""

    text: str
    box: BoxPx
    confidence: float
    part: int = 0
    whole: str = ""


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line; `hyphen` is the box of the hyphen that ends it, if any."""

    words: tuple[SeenWord, ...]
    box: BoxPx
    hyphen: BoxPx | None


@dataclass(slots=True)
class SeenBlock:
    """A block.

    Attributes:
        story: Key of the story it is of, or "" for the head of the page.
        role: As of its slugs; `picture` for a drawing.
        size: Of its type, pixels.
    """

    story: str
    role: str
    size: float
    box: BoxPx
    lines: list[SeenLine] = field(default_factory=list)
    id: str = ""


def blocks(made: MadeUp, askew: QTransform, page: int, seed: int) -> list[SeenBlock]:
    """The blocks of a page in reading order, with ids."""
    chance = random.Random(seed * 100 + page)  # noqa: S311  slips of the eye, no secrets
    found: list[SeenBlock] = []
    last: tuple[object, ...] = ()
    for placed in made.placed:
        slug, story = placed.slug, placed.story.key if placed.story else ""
        if slug.picture:
            box = _box(askew.mapRect(QRectF(placed.x, placed.y, placed.width, slug.height)))
            found.append(SeenBlock(story, "picture", 0, box))
        if slug.line is None or not slug.line.sorts:
            continue
        line = _line(placed, slug.line.sorts, askew, chance)
        key = (story, slug.block, placed.column, slug.role)
        if key != last:
            found.append(SeenBlock(story, slug.role, slug.line.sorts[0].face.size, line.box))
        last = key
        found[-1].lines.append(line)
        found[-1].box = _around([found[-1].box, line.box])
    for number, block in enumerate(found, 1):
        block.id = f"P{page}_{'IL' if block.role == 'picture' else 'TB'}{number:05}"
    return found


def _line(placed: Placed, sorts: list[Sort], askew: QTransform, chance: random.Random) -> SeenLine:
    assert placed.slug.line is not None  # noqa: S101  its caller has seen to that
    base = placed.y + placed.slug.line.base
    words = [_word(sort, placed.x, base, askew, chance) for sort in sorts]
    hyphen = None
    if placed.slug.line.hyphen:
        end = sorts[-1]
        ink = end.face.ink("-").translated(placed.x + end.x + end.face.width(end.text), base)
        hyphen = _box(askew.mapRect(ink))
    boxes = [word.box for word in words] + ([hyphen] if hyphen else [])
    return SeenLine(tuple(words), _around(boxes), hyphen)


def _word(sort: Sort, x: float, base: float, askew: QTransform, chance: random.Random) -> SeenWord:
    box = _box(askew.mapRect(sort.face.ink(sort.text).translated(x + sort.x, base)))
    sure = round(0.99 - abs(chance.gauss(0, 0.035)), 2)
    if not sort.part and len(sort.text) > 3 and sort.face.size < 30 and chance.random() < _HOW_OFTEN:
        wrong = _misread(sort.text, chance)
        if wrong != sort.text:
            return SeenWord(wrong, box, round(chance.uniform(0.24, 0.61), 2))
    return SeenWord(sort.text, box, max(sure, 0.8), sort.part, sort.whole)


def _misread(text: str, chance: random.Random) -> str:
    fits = [(right, wrong) for right, wrong in _MISREAD if right in text[1:]]
    if not fits:
        return text
    right, wrong = chance.choice(fits)
    return text[0] + text[1:].replace(right, wrong, 1)


def _box(rect: QRectF) -> BoxPx:
    return round(rect.x()), round(rect.y()), max(1, round(rect.width())), max(1, round(rect.height()))


def _around(boxes: list[BoxPx]) -> BoxPx:
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
    return left, top, right - left, bottom - top


def stories(pages: list[list[SeenBlock]]) -> Iterator[tuple[str, list[tuple[int, SeenBlock]]]]:
    """Each story with its blocks and their pages, in the order in which they begin."""
    order: dict[str, list[tuple[int, SeenBlock]]] = {}
    for number, page in enumerate(pages, 1):
        for block in page:
            if block.story:
                order.setdefault(block.story, []).append((number, block))
    yield from order.items()
