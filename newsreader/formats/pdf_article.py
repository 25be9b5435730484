"""The article of a document that is one: text in a single column over some pages, as press databases deliver it."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final

from newsreader.domain.article import SourceArticle
from newsreader.domain.field import Evidence, Field
from newsreader.domain.issue import PrintedPart, WordPlaces
from newsreader.domain.page import PrintedPage, TextLine
from newsreader.domain.repair import Repair
from newsreader.formats import exported_texts
from newsreader.formats.pdf_lines import is_sideways, size_of
from newsreader.formats.printed import Placed, Printed, lay_out

_BESIDE: Final = 0.12
"""With more of its lines than this beside others, a document has columns."""
_NEXT_PARAGRAPH: Final = 1.3
_LARGE: Final = 1.18
_MOST_HEAD_ROWS: Final = 30
_LONGEST_HEADLINE: Final = 6
_MARGIN: Final = 0.14
_FIGURES = re.compile(r"\d+")
_OPEN_END = re.compile(r"[\w,;–-]$")


@dataclass(slots=True)
class _Row:
    """What stands on one line of print, on which page.

    Attributes:
        at: Number of the row in the document.
        order: Which word of its page each is.
    """

    page: int
    at: int
    lines: list[TextLine]
    order: Mapping[int, int]

    @property
    def top(self) -> int:
        return min(line.box.y for line in self.lines)

    @property
    def bottom(self) -> int:
        return max(line.box.y + line.box.height for line in self.lines)

    @property
    def text(self) -> str:
        return " ".join(word.text for line in self.lines for word in line.words)

    @property
    def size(self) -> float:
        sizes = [size_of(word) for line in self.lines for word in line.words if word.style]
        return median(sizes) if sizes else 0.0

    @property
    def hyphen(self) -> str:
        return self.lines[-1].hyphen

    def placed(self) -> Iterator[Placed]:
        """Its words, for laying out."""
        for line in self.lines:
            for word in line.words:
                is_last = word is self.lines[-1].words[-1]
                yield Placed(word, self.page, self.at, self.order[id(word)], self.hyphen if is_last else "")


@dataclass(slots=True)
class _Part:
    """Rows laid out together.

    Attributes:
        kind: `headline`, `text`, or `furniture` for what is printed on every page.
    """

    kind: str
    rows: list[_Row]


def is_one(pages: Sequence[PrintedPage]) -> bool:
    """Whether hardly any line stands beside another, as in all documents but newspaper pages."""
    beside = count = 0
    for page in pages:
        rows = [] if is_sideways(page) else list(_rows(page, 0, 0))
        for row in rows:
            long_lines = [line for line in row.lines if len(line.words) > 2]
            count += max(1, len(long_lines))
            beside += len(long_lines) if len(long_lines) > 1 else 0
    return beside <= _BESIDE * count


def articles(
    pages: Sequence[tuple[int, PrintedPage]], blank: SourceArticle, title: str = ""
) -> Iterator[SourceArticle]:
    """The article of a document, or several where a database has put its marks between them.

    Args:
        pages: With their numbers.
        blank: What is known of it.
        title: As the document information has it.
    """
    whole = article(pages, blank, title)
    if whole is None:
        return
    found = list(exported_texts.cut(blank, whole.raw))
    if len(found) < 2:
        yield whole
        return
    for start, each in found:
        yield _part_of(whole, start, replace(each, format=blank.format))


def _part_of(whole: SourceArticle, start: int, part: SourceArticle) -> SourceArticle:
    """An article cut out of a document, with the repairs and the places of its words."""
    end = start + len(part.raw)
    repairs = tuple(
        replace(repair, start=repair.start - start, end=repair.end - start)
        for repair in whole.repairs
        if start <= repair.start and repair.end <= end
    )
    places = whole.places
    if places is None:
        return replace(part, repairs=repairs)
    first, last = bisect_left(places.starts, start), bisect_left(places.starts, end)
    kept = WordPlaces(
        array("I", [at - start for at in places.starts[first:last]]),
        places.pages[first:last],
        places.words[first:last],
        (PrintedPart("text", 0, last - first),),
    )
    return replace(part, repairs=repairs, places=kept)


def article(
    pages: Sequence[tuple[int, PrintedPage]],
    blank: SourceArticle,
    title: str = "",
    order: Mapping[int, Sequence[TextLine]] | None = None,
) -> SourceArticle | None:
    """The one article of a document, as text below which the rules for plain text find head and body.

    Args:
        pages: With their numbers.
        blank: What is known of it.
        title: As the document information has it.
        order: The lines of each page in the order in which they are read; from the top down unless given.
    """
    rows: list[_Row] = []
    for number, page in pages:
        lines = _file_order(page) if is_sideways(page) else order[number] if order is not None else None
        rows += _rows(page, number, len(rows)) if lines is None else _in_order(page, number, len(rows), lines)
    if not rows:
        return None
    furniture = _furniture(rows, dict(pages))
    parts = _parts(rows, furniture)
    printed = lay_out([[placed for row in part.rows for placed in row.placed()] for part in parts])
    hints = dict(blank.hints)
    headline = _headline(parts, printed, title)
    if headline:
        hints["headline"] = headline
    kinds = [("text" if part.kind == "furniture" else part.kind, _count(part)) for part in parts]
    return replace(
        blank,
        raw=printed.raw,
        hints=hints,
        repairs=tuple(sorted((*printed.repairs, *_left_out(parts, printed)), key=lambda repair: repair.start)),
        places=printed.places(kinds),
    )


def _count(part: _Part) -> int:
    return sum(len(line.words) for row in part.rows for line in row.lines)


def _rows(page: PrintedPage, number: int, start: int) -> Iterator[_Row]:
    """The rows of a page from the top; pieces that stand level with each other are one."""
    words = (word for block in page.blocks for line in block.lines for word in line.words)
    order = {id(word): at for at, word in enumerate(words)}
    lines = sorted(
        (line for block in page.blocks for line in block.lines), key=lambda line: line.box.y + line.box.height / 2
    )
    groups: list[list[TextLine]] = []
    for line in lines:
        if groups and _is_level(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    for at, group in enumerate(groups, start):
        yield _Row(number, at, sorted(group, key=lambda line: line.box.x), order)


def _file_order(page: PrintedPage) -> list[TextLine]:
    return [line for block in page.blocks for line in block.lines]


def _in_order(page: PrintedPage, number: int, start: int, lines: Sequence[TextLine]) -> Iterator[_Row]:
    """A row for each line, in their order."""
    words = (word for block in page.blocks for line in block.lines for word in line.words)
    order = {id(word): at for at, word in enumerate(words)}
    for at, line in enumerate(lines, start):
        yield _Row(number, at, [line], order)


def _is_level(one: TextLine, other: TextLine) -> bool:
    shared = min(one.box.y + one.box.height, other.box.y + other.box.height) - max(one.box.y, other.box.y)
    return shared > 0.5 * min(one.box.height, other.box.height)


def _furniture(rows: Sequence[_Row], pages: Mapping[int, PrintedPage]) -> set[int]:
    """Numbers of the rows that are printed at the edge of several pages; the first time at the top is a head."""
    edges: dict[tuple[str, bool], list[_Row]] = {}
    for row in rows:
        height = max(1, pages[row.page].height)
        is_top = row.bottom < _MARGIN * height
        if is_top or row.top > (1 - _MARGIN) * height:
            edges.setdefault((_FIGURES.sub("#", row.text), is_top), []).append(row)
    found: set[int] = set()
    for (_, is_top), same in edges.items():
        if len({row.page for row in same}) > 1:
            found |= {row.at for row in (same[1:] if is_top else same)}
    return found


def _parts(rows: Sequence[_Row], furniture: set[int]) -> list[_Part]:
    sizes = [row.size for row in rows if row.at not in furniture]
    usual = median(sizes) if sizes else 0.0
    heads = _head_rows(rows, furniture, usual)
    step = _step(rows)
    parts: list[_Part] = []
    for above, row in pairwise([None, *rows]):
        assert row is not None  # noqa: S101  Only the first of the pairs has none above.
        kind = "furniture" if row.at in furniture else "headline" if row.at in heads else "text"
        if parts and above is not None and parts[-1].kind == kind and (kind != "text" or _goes_on(above, row, step)):
            parts[-1].rows.append(row)
        else:
            parts.append(_Part(kind, [row]))
    return parts


def _head_rows(rows: Sequence[_Row], furniture: set[int], usual: float) -> set[int]:
    """The rows of the headline: those set largest near the beginning, when they are larger than the text."""
    first = [row for row in rows if row.page == rows[0].page and row.at not in furniture][:_MOST_HEAD_ROWS]
    largest = max((row.size for row in first if any(map(str.isalpha, row.text))), default=0.0)
    if not usual or largest < _LARGE * usual:
        return set()
    found: list[_Row] = []
    for row in first:
        if row.size > 0.97 * largest and (not found or row.at == found[-1].at + 1):
            found.append(row)
    is_headline = 0 < len(found) <= _LONGEST_HEADLINE and sum(len(row.text.split()) for row in found) <= 60
    return {row.at for row in found} if is_headline else set()


def _step(rows: Sequence[_Row]) -> float:
    steps = [row.bottom - above.bottom for above, row in pairwise(rows) if above.page == row.page]
    return median(steps) if steps else 1.0


def _goes_on(above: _Row, row: _Row, step: float) -> bool:
    """Whether a row is of the same paragraph as the one above."""
    if abs(row.size - above.size) > 0.1 * max(row.size, above.size):
        return False
    if row.page != above.page:
        return bool(above.hyphen) or (_OPEN_END.search(above.text) is not None and row.text[:1].islower())
    indent = row.lines[0].box.x - above.lines[0].box.x
    height = row.bottom - row.top
    is_indented = 0.8 * height < indent < 5 * height and not above.hyphen
    return row.bottom - above.bottom < _NEXT_PARAGRAPH * step and not is_indented


def _headline(parts: Sequence[_Part], printed: Printed, title: str) -> Field | None:
    part, span = next(
        ((part, span) for part, span in zip(parts, printed.spans, strict=True) if part.kind == "headline"),
        (None, (0, 0)),
    )
    plain = " ".join(title.split())
    if part is None:
        at = printed.raw.find(plain) if len(plain) > 8 else -1
        if at < 0 or at > 2_000:
            return None
        return Field("headline", plain, Evidence("headline.pdf", 0.85, at, at + len(plain), "metadata", "its title"))
    words = " ".join(row.text for row in part.rows)
    confidence = 0.95 if plain and _same(plain, words) else 0.85
    return Field("headline", words, Evidence("headline.pdf", confidence, *span, "metadata", "the largest letters"))


def _same(one: str, other: str) -> bool:
    return "".join(filter(str.isalnum, one)).casefold() == "".join(filter(str.isalnum, other)).casefold()


def _left_out(parts: Sequence[_Part], printed: Printed) -> Iterator[Repair]:
    """Repairs that leave out what is printed on every page and close the gap where a paragraph goes on behind it."""
    at = 0
    while at < len(parts):
        stop = at
        while stop < len(parts) and parts[stop].kind == "furniture":
            stop += 1
        if stop > at:
            start = printed.spans[at - 1][1] if at else 0
            end = printed.spans[stop][0] if stop < len(parts) else len(printed.raw)
            if at and stop < len(parts):
                above, below = parts[at - 1].rows[-1], parts[stop].rows[0]
                after = "\n" if _goes_on(above, below, 1.0) else "\n\n"
            else:
                after = ""
            yield Repair("furniture.pdf", start, end, printed.raw[start:end], after, 0.95)
        at = max(stop, at + 1)
