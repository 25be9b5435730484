"""Puts hits in order and counts them by facet and year."""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from newsreader.domain.query import Sort
from newsreader.search.cancelling import check
from newsreader.search.whoosh_engine.container import Array
from newsreader.search.whoosh_engine.matches import Match
from newsreader.search.whoosh_engine.ordering import best, sorted_places
from newsreader.search.whoosh_engine.snapshot import Snapshot, count_terms

MOST_SCORES: Final = 10_000
"""Hits whose scores are given."""

_MANY_EQUAL: Final = 2_000

_LOW: Final = np.uint64(0xFFFFFFFF)


class Ranking:
    """The hits of all segments, living ones only.

    Args:
        snapshot: The state of the index.
        matches: One for each segment.
    """

    def __init__(self, snapshot: Snapshot, matches: Sequence[Match]) -> None:
        self._snapshot = snapshot
        self._matches = matches
        self.ids = [each.living(match.ids) for each, match in zip(snapshot.segments, matches, strict=True)]
        self.total = sum(map(len, self.ids))

    def first(self, count: int) -> list[tuple[int, float]]:
        """The best hits by score, with their scores; equal ones by number."""
        scores = self._scores()
        kept = best(scores, count)
        numbers, scores = self._column("number", kept), scores[kept]
        if len(scores) > _MANY_EQUAL:
            # Most of them are equal; of those, the lowest numbers are all that is wanted.
            equal = np.flatnonzero(scores == scores.min())
            lowest = equal[np.argpartition(numbers[equal], min(count, len(equal) - 1))[:count]]
            kept = np.concatenate([np.flatnonzero(scores > scores.min()), lowest])
            numbers, scores = numbers[kept], scores[kept]
        order = np.lexsort((numbers, -scores))[:count]
        return list(zip(numbers[order].tolist(), scores[order].tolist(), strict=True))

    def newest(self, count: int) -> tuple[int, list[int]]:
        """The total and the numbers of the newest hits."""
        days = self._column("date_low")
        kept = best(days, count)
        numbers, days = self._column("number", kept), days[kept].astype(np.int64)
        return self.total, numbers[np.lexsort((numbers, -days))[:count]].tolist()

    def by_score(self) -> "tuple[array[int], dict[int, float]]":
        """The numbers of all hits, best first, newest first among equals; and the scores of the best."""
        scores = self._scores()
        # Floats above zero sort like their bits; those of the score stand above those of the date.
        bits = np.maximum(scores, 0).astype(np.float32).view(np.uint32).astype(np.uint64)
        keys = ((_LOW - bits) << np.uint64(32)) | self._newest_first()
        numbers, order = self._ordered(keys)
        best = order[:MOST_SCORES]
        known = dict(zip(numbers[:MOST_SCORES].tolist(), scores[best].tolist(), strict=True))
        return _as_array(numbers), known

    def by(self, sort: Sort) -> "array[int]":
        """The numbers of all hits in some order other than by score."""
        newest_first = self._newest_first()
        if sort is Sort.DATE:
            dates = self._column("date_low").astype(np.uint64)
            keys = np.where(dates > 0, dates, _LOW)
        elif sort in (Sort.PAPER, Sort.HEADLINE):
            ranks = self._ranks("paper" if sort is Sort.PAPER else "headline_key")
            keys = (ranks << np.uint64(32)) | (newest_first if sort is Sort.PAPER else np.uint64(0))
        elif sort is Sort.ADDED_DESCENDING:
            keys = _LOW - self._column("added").astype(np.uint64)
        else:
            keys = newest_first
        return _as_array(self._ordered(keys, latest_first=sort is Sort.ADDED_DESCENDING)[0])

    def _ordered(self, keys: Array, *, latest_first: bool = False) -> tuple[Array, Array]:
        """The numbers by key, then by number; and the places they come from."""
        numbers = self._column("number")
        tie = -numbers.astype(np.int64) if latest_first else numbers
        check()
        if len(tie) > 1 and not bool(np.all(tie[1:] >= tie[:-1])):
            # The rows of the segments follow each other, which this sort makes use of.
            by_number = np.argsort(tie, kind="stable")
            check()
            order = by_number[sorted_places(keys[by_number])]
        else:
            order = sorted_places(keys)
        return numbers[order], order

    def _scores(self) -> Array:
        found: list[Array] = []
        for each, match, ids in zip(self._snapshot.segments, self._matches, self.ids, strict=True):
            check()
            places = None if each.alive is None else np.flatnonzero(each.alive[match.ids])
            if len(ids):
                found.append(match.scores(places))
        return np.concatenate(found) if found else np.empty(0)

    def _column(self, name: str, chosen: Array | None = None) -> Array:
        """A column of the hits, or of those at some places, ascending, among them."""
        parts: list[Array] = []
        start = 0
        for each, ids in zip(self._snapshot.segments, self.ids, strict=True):
            own = ids
            if chosen is not None:
                low, high = np.searchsorted(chosen, [start, start + len(ids)])
                own = ids[chosen[low:high] - start]
                start += len(ids)
            parts.append(each.column(name)[own])
        return np.concatenate(parts) if parts else np.empty(0, dtype=np.uint32)

    def _newest_first(self) -> Array:
        # The day 0, which stands for none, becomes the highest key and so comes last.
        return _LOW - self._column("date_low").astype(np.uint64)

    def _ranks(self, column: str) -> Array:
        ranks = self._snapshot.ranks(column)
        parts = [own[ids] for own, ids in zip(ranks, self.ids, strict=True)]
        return np.concatenate(parts).astype(np.uint64) if parts else np.empty(0, dtype=np.uint64)


def year_counts(snapshot: Snapshot, ids: Sequence[Array]) -> tuple[tuple[int, int], ...]:
    """Hits by year, ascending; those without a date are left out."""
    counts = np.zeros(10_000, dtype=np.int64)
    for each, own in zip(snapshot.segments, ids, strict=True):
        check()
        counts += np.bincount(each.column("date_low")[own].astype(np.int64) // 10_000, minlength=10_000)[:10_000]
    return tuple((int(year), int(counts[year])) for year in np.flatnonzero(counts) if year > 0)


def period_counts(snapshot: Snapshot, ids: Sequence[Array], period: str) -> tuple[tuple[int, int], ...]:
    """Hits by month (YYYYMM) or day (YYYYMMDD), ascending; those whose date is less exact are left out."""
    divisor = 100 if period == "month" else 1
    found: list[Array] = []
    for each, own in zip(snapshot.segments, ids, strict=True):
        low = each.column("date_low")[own].astype(np.int64) // divisor
        high = each.column("date_high")[own].astype(np.int64) // divisor
        found.append(low[(low == high) & (low > 0)])
    periods, counts = np.unique(np.concatenate(found), return_counts=True) if found else (np.empty(0), np.empty(0))
    return tuple(zip(periods.tolist(), counts.tolist(), strict=True))


def facet_counts(snapshot: Snapshot, facet: str, ids: Sequence[Array]) -> tuple[tuple[str, int], ...]:
    """The values of a field over the hits, most frequent first, then by name."""
    if facet == "year":
        counted: Iterable[tuple[str, int]] = [(str(year), count) for year, count in year_counts(snapshot, ids)]
        return tuple(sorted(counted, key=lambda item: (-item[1], item[0])))
    counts: Counter[str] = Counter()
    for each, own in zip(snapshot.segments, ids, strict=True):
        check()
        reader = each.field(facet)
        if reader is None or not len(own):
            continue
        flags = np.zeros(each.doc_count, dtype=bool)
        flags[own] = True
        for value, count in count_terms(reader, flags):
            counts[value] += count
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _as_array(numbers: Array) -> "array[int]":
    found = array("q")
    found.frombytes(numbers.astype(np.int64).tobytes())
    return found
