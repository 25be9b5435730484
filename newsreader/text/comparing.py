"""Compares two versions of a text word by word: what one has and the other has not, and what they say otherwise.

Words are the same when they differ only in case, accents, hyphens or punctuation. The comparison is exact (a longest
common subsequence) for texts of some thousand words; longer ones are first divided where both have the same run of
words, and only there, so that the time grows with the length and not with its square.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from newsreader.text.words import fold

Span: TypeAlias = tuple[int, int]
_Block: TypeAlias = tuple[int, int, int, int]
"""Words of both texts still to be compared: from and up to in the first, from and up to in the second."""

_EXACT_BITS: Final = 64_000_000
"""Up to so many pairs of words are compared exactly: 8 MB and some 20 ms at the most."""
_RUNS: Final = (8, 4, 2, 1)
"""Words of a run at which longer texts are divided."""
_DEEPEST: Final = 10
_ISLAND: Final = 2
"""So few words in common between two long differences are chance: `the`, `of the`."""

# A character of a script without spaces is a word by itself.
_UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD: Final = re.compile(f"[{_UNSPACED}]|[^\\s{_UNSPACED}]+")


class Kind(StrEnum):
    """How a stretch of the second text stands to the first."""

    SAME = "same"
    INSERTED = "inserted"
    DELETED = "deleted"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of words with one answer.

    Attributes:
        kind: What it is.
        first: Where it stands in the first text, in code points; an empty span where it would stand.
        second: Where it stands in the second text.
        first_words: Number of its words in the first text.
        second_words: Number of its words in the second text.
    """

    kind: Kind
    first: Span
    second: Span
    first_words: int
    second_words: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts compared.

    Attributes:
        stretches: In order, covering all words of both.
        first_words: Words of the first text.
        second_words: Words of the second text.
    """

    stretches: tuple[Stretch, ...]
    first_words: int
    second_words: int

    @property
    def common(self) -> int:
        """Words that stand in both, in the same order."""
        return self._count(Kind.SAME)[0]

    @property
    def deleted(self) -> int:
        """Words that only the first text has, with nothing in their place."""
        return self._count(Kind.DELETED)[0]

    @property
    def inserted(self) -> int:
        """Words that only the second text has, with nothing in their place."""
        return self._count(Kind.INSERTED)[1]

    @property
    def changed(self) -> int:
        """Words that read otherwise: of each place the larger number."""
        return sum(max(each.first_words, each.second_words) for each in self.stretches if each.kind is Kind.CHANGED)

    @property
    def share(self) -> float:
        """Words in common as a share of all words of both, 0 to 1; 1 for two empty texts."""
        both = self.first_words + self.second_words
        return 2 * self.common / both if both else 1.0

    def _count(self, kind: Kind) -> tuple[int, int]:
        found = [each for each in self.stretches if each.kind is kind]
        return sum(each.first_words for each in found), sum(each.second_words for each in found)


def compare(first: str, second: str) -> Comparison:
    """Compares two texts word by word.

    Args:
        first: One version.
        second: The other: what stands only here is inserted, what stands only in the first is deleted.
    """
    numbers: dict[str, int] = {}
    one, one_spans = _words(first, numbers)
    other, other_spans = _words(second, numbers)
    runs = _without_islands(_runs(sorted(_matches(one, other))), len(one), len(other))
    return Comparison(tuple(_stretches(runs, one_spans, other_spans)), len(one), len(other))


def _words(text: str, numbers: dict[str, int]) -> tuple[list[int], list[Span]]:
    """The words of a text as numbers, the same number for the same word, and where they stand."""
    found: list[int] = []
    spans: list[Span] = []
    for match in _WORD.finditer(text):
        word = match.group()
        key = fold(word)
        if not key.isalnum():
            key = "".join(filter(str.isalnum, key))
        if key:
            found.append(numbers.setdefault(key, len(numbers)))
            spans.append(match.span())
    return found, spans


def _matches(one: Sequence[int], other: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of places with the same word, ascending in both."""
    found: list[tuple[int, int]] = []
    todo: list[tuple[_Block, int]] = [((0, len(one), 0, len(other)), 0)]
    while todo:
        (start, end, low, high), depth = todo.pop()
        while start < end and low < high and one[start] == other[low]:
            found.append((start, low))
            start, low = start + 1, low + 1
        while start < end and low < high and one[end - 1] == other[high - 1]:
            end, high = end - 1, high - 1
            found.append((end, high))
        if start == end or low == high:
            continue
        if (end - start) * (high - low) <= _EXACT_BITS:
            found += _common_subsequence(one, other, (start, end, low, high))
        elif depth < _DEEPEST:
            todo += [(block, depth + 1) for block in _divided(one, other, (start, end, low, high))]
    return found


def _common_subsequence(one: Sequence[int], other: Sequence[int], block: _Block) -> list[tuple[int, int]]:
    """The longest common subsequence, a row of the table in each integer.

    H. Hyyrö, "Bit-parallel LCS-length computation revisited", 2004: a zero says that the row has one more in common
    here than one column before.
    """
    start, end, low, high = block
    if high - low > end - start:  # the shorter text makes the columns: long integers cost more than many
        turned = _common_subsequence(other, one, (low, high, start, end))
        return [(place, column) for column, place in turned]
    places: dict[int, int] = {}
    for column in range(low, high):
        places[other[column]] = places.get(other[column], 0) | 1 << (column - low)
    whole = (1 << (high - low)) - 1
    row, rows = whole, []
    for place in range(start, end):
        met = row & places.get(one[place], 0)
        row = ((row + met) | (row - met)) & whole
        rows.append(row)
    found: list[tuple[int, int]] = []
    place, column = end - start, high - low
    while place and column:
        bit = column - 1
        if rows[place - 1] >> bit & 1:
            column -= 1
        else:
            place -= 1
            if not place or rows[place - 1] >> bit & 1:
                column -= 1
                found.append((start + place, low + column))
    return found


def _divided(one: Sequence[int], other: Sequence[int], block: _Block) -> list[_Block]:
    """The blocks between the runs of words that both texts have exactly once; none when there is no such run."""
    start, end, low, high = block
    for size in _RUNS:
        mine, theirs = _once(one, start, end, size), _once(other, low, high, size)
        shared = sorted((place, theirs[run]) for run, place in mine.items() if run in theirs)
        if not shared:
            continue
        blocks: list[_Block] = []
        for place, column in _ascending(shared):
            if place >= start and column >= low:
                blocks.append((start, place, low, column))
                start, low = place, column
        return [*blocks, (start, end, low, high)]
    return []


def _once(words: Sequence[int], start: int, end: int, size: int) -> dict[tuple[int, ...], int]:
    """The runs of so many words that stand there once, with their place."""
    found: dict[tuple[int, ...], int] = {}
    for place in range(start, end - size + 1):
        run = tuple(words[place : place + size])
        found[run] = -1 if run in found else place
    return {run: place for run, place in found.items() if place >= 0}


def _ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs that ascends in both numbers, from pairs that ascend in the first."""
    ends: list[int] = []
    chosen: list[int] = []
    before: list[int] = []
    for index, (_, column) in enumerate(pairs):
        at = bisect_left(ends, column)
        before.append(chosen[at - 1] if at else -1)
        if at == len(ends):
            ends.append(column)
            chosen.append(index)
        else:
            ends[at], chosen[at] = column, index
    found: list[tuple[int, int]] = []
    index = chosen[-1] if chosen else -1
    while index >= 0:
        found.append(pairs[index])
        index = before[index]
    return found[::-1]


def _runs(matches: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Matches as runs: place in the first, place in the second, length."""
    runs: list[list[int]] = []
    for place, column in matches:
        if runs and place == runs[-1][0] + runs[-1][2] and column == runs[-1][1] + runs[-1][2]:
            runs[-1][2] += 1
        else:
            runs.append([place, column, 1])
    return runs


def _without_islands(runs: Sequence[list[int]], first_words: int, second_words: int) -> list[list[int]]:
    """The runs without short ones in the midst of long differences."""
    kept: list[list[int]] = []
    for index, run in enumerate(runs):
        place, column, length = run
        at, low = (kept[-1][0] + kept[-1][2], kept[-1][1] + kept[-1][2]) if kept else (0, 0)
        after = runs[index + 1] if index + 1 < len(runs) else [first_words, second_words, 0]
        before_it = max(place - at, column - low)
        after_it = max(after[0] - place - length, after[1] - column - length)
        if length > _ISLAND or 3 * length > min(before_it, after_it):
            kept.append(run)
    return kept


def _stretches(runs: Sequence[list[int]], one: Sequence[Span], other: Sequence[Span]) -> list[Stretch]:
    found: list[Stretch] = []
    at = low = 0
    for place, column, length in (*runs, [len(one), len(other), 0]):
        if place > at or column > low:
            kind = Kind.CHANGED if place > at and column > low else Kind.DELETED if place > at else Kind.INSERTED
            found.append(Stretch(kind, _span(one, at, place), _span(other, low, column), place - at, column - low))
        if length:
            at, low = place + length, column + length
            found.append(Stretch(Kind.SAME, _span(one, place, at), _span(other, column, low), length, length))
    return found


def _span(spans: Sequence[Span], start: int, end: int) -> Span:
    """From the first to the last word; for no words, the empty span after the word before."""
    if start < end:
        return spans[start][0], spans[end - 1][1]
    place = spans[start - 1][1] if start else 0
    return place, place
