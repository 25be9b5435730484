"""The exact map between the raw text and the clean text, made from the repairs between them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsreader.domain.repair import Repair


def apply(raw: str, repairs: Sequence[Repair]) -> str:
    """The clean text: the raw text with these repairs made.

    Args:
        raw: The raw text.
        repairs: Sorted by start and not overlapping.

    Raises:
        ValueError: The repairs overlap, are out of order or reach beyond the text.
    """
    parts: list[str] = []
    at = 0
    for repair in repairs:
        if repair.start < at or repair.end < repair.start:
            raise ValueError(f"repair {repair.rule} at {repair.start} overlaps the one before it")
        parts.append(raw[at : repair.start])
        parts.append(repair.after)
        at = repair.end
    if at > len(raw):
        raise ValueError(f"a repair ends at {at}, beyond the text's {len(raw)} characters")
    parts.append(raw[at:])
    return "".join(parts)


class OffsetMap:
    """Carries positions and spans from the raw text to the clean text and back.

    Characters no repair touches map exactly, one to one. Within a repair the whole of what stood there answers to
    the whole of what stands there now.
    """

    __slots__ = ("_after_ends", "_after_starts", "_before_ends", "_before_starts", "clean_length", "raw_length")

    def __init__(self, raw_length: int, repairs: Sequence[Repair]) -> None:
        shift = 0
        self.raw_length = raw_length
        self._before_starts: list[int] = []
        self._before_ends: list[int] = []
        self._after_starts: list[int] = []
        self._after_ends: list[int] = []
        for repair in repairs:
            start = repair.start + shift
            self._before_starts.append(repair.start)
            self._before_ends.append(repair.end)
            self._after_starts.append(start)
            self._after_ends.append(start + len(repair.after))
            shift += len(repair.after) - (repair.end - repair.start)
        self.clean_length = raw_length + shift

    def to_clean(self, raw_offset: int) -> int:
        """Where the character at this raw offset stands in the clean text; within a removed part, where it was cut."""
        at = min(max(raw_offset, 0), self.raw_length)
        return _first(at, self._before_starts, self._before_ends, self._after_starts, self._after_ends)

    def to_raw(self, clean_offset: int) -> int:
        """Where the character at this clean offset stands in the raw text."""
        at = min(max(clean_offset, 0), self.clean_length)
        return _first(at, self._after_starts, self._after_ends, self._before_starts, self._before_ends)

    def clean_span(self, start: int, end: int) -> tuple[int, int] | None:
        """The clean span of a raw span, or None when nothing of it is left in the clean text."""
        found = _span(start, end, self._before_starts, self._before_ends, self._after_starts, self._after_ends)
        first, last = (min(max(offset, 0), self.clean_length) for offset in found)
        return (first, last) if first < last or start >= end else None

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of a clean span; parts removed at its edges stay out, those within it are in."""
        first, last = _span(start, end, self._after_starts, self._after_ends, self._before_starts, self._before_ends)
        return min(max(first, 0), self.raw_length), min(max(last, first, 0), self.raw_length)


def _first(at: int, starts: list[int], ends: list[int], to_starts: list[int], to_ends: list[int]) -> int:
    """Position of the first character at or after `at`: what is removed right there lies behind it."""
    index = bisect_right(starts, at) - 1
    if index < 0:
        return at
    if at >= ends[index]:
        return at - ends[index] + to_ends[index]
    return min(to_starts[index] + at - starts[index], to_ends[index])


def _last(at: int, starts: list[int], ends: list[int], to_ends: list[int]) -> int:
    """Position after the last character before `at`: what is removed or inserted right there lies ahead."""
    index = bisect_left(starts, at) - 1
    if index < 0:
        return at
    if at >= ends[index]:
        return at - ends[index] + to_ends[index]
    return to_ends[index]


def _span(
    start: int, end: int, starts: list[int], ends: list[int], to_starts: list[int], to_ends: list[int]
) -> tuple[int, int]:
    index = bisect_right(starts, start) - 1
    inside = index >= 0 and start < ends[index]
    first = to_starts[index] if inside else _first(start, starts, ends, to_starts, to_ends)
    if end <= start:
        return first, first
    return first, max(first, _last(end, starts, ends, to_ends))


def compose(raw: str, first: Sequence[Repair], second: Sequence[Repair]) -> list[Repair]:
    """The repairs of the raw text that give what `second` makes of what `first` makes of it.

    A later repair that touches earlier ones is merged with them, under its own rule and the lowest confidence.

    Args:
        raw: The raw text.
        first: Repairs of `raw`.
        second: Repairs of `apply(raw, first)`.
    """
    if not first or not second:
        return list(first or second)
    clean, place = apply(raw, first), OffsetMap(len(raw), first)
    found: list[Repair] = []
    for earlier, later in _groups(first, second):
        if not later:
            found.extend(edit.repair for edit in earlier)
            continue
        start = min(edit.start for edit in (*earlier[:1], *later[:1]))
        end = max(edit.end for edit in (*earlier[-1:], *later[-1:]))
        if earlier:
            raw_start = earlier[0].repair.start - (earlier[0].start - start)
            raw_end = earlier[-1].repair.end + (end - earlier[-1].end)
        else:
            raw_start, raw_end = place.to_raw(start), place.to_raw(end)
        after = apply(clean[start:end], [_moved(edit.repair, -start) for edit in later])
        confidence = min(edit.repair.confidence for edit in (*earlier, *later))
        found.append(Repair(later[-1].repair.rule, raw_start, raw_end, raw[raw_start:raw_end], after, confidence))
    return [repair for repair in found if repair.before != repair.after]


class _Edit(NamedTuple):
    """A repair and where it lies in the text between the first and the second repairs."""

    start: int
    end: int
    is_later: bool
    repair: Repair


def _groups(first: Sequence[Repair], second: Sequence[Repair]) -> Iterator[tuple[list[_Edit], list[_Edit]]]:
    """Earlier and later repairs, together where they touch."""
    edits: list[_Edit] = []
    shift = 0
    for repair in first:
        start = repair.start + shift
        edits.append(_Edit(start, start + len(repair.after), False, repair))
        shift += len(repair.after) - (repair.end - repair.start)
    edits.extend(_Edit(repair.start, repair.end, True, repair) for repair in second)
    edits.sort(key=lambda edit: (edit.start, edit.end))
    group: list[_Edit] = []
    reach = -1
    for edit in edits:
        if group and edit.start > reach:
            yield [e for e in group if not e.is_later], [e for e in group if e.is_later]
            group = []
        group.append(edit)
        reach = max(reach, edit.end)
    if group:
        yield [e for e in group if not e.is_later], [e for e in group if e.is_later]


def _moved(repair: Repair, by: int) -> Repair:
    return Repair(repair.rule, repair.start + by, repair.end + by, repair.before, repair.after, repair.confidence)
