"""Counts the words of the archive that match a pattern: articles, occurrences, articles by year."""

from typing import Final

import numpy as np

from newsreader.search.index import TermCount, TermsFound
from newsreader.search.patterns import folded_pattern
from newsreader.search.whoosh_engine import vocabulary
from newsreader.search.whoosh_engine.container import Array
from newsreader.search.whoosh_engine.snapshot import OpenSegment, Snapshot
from newsreader.search.whoosh_engine.vocabulary import decoded, encoded

FIELDS: Final = ("body", "headline", "byline")
_MOST_RANKED: Final = 200_000
"""Beginnings that more words than these have are cut down to their most frequent words in every part of the index."""


def matching_terms(snapshot: Snapshot, pattern: str, limit: int) -> TermsFound:
    """The words that match a pattern, most frequent first.

    Args:
        snapshot: The state of the index.
        pattern: With `*` and `?`; without either, the word itself.
        limit: So many words at most are counted in full.
    """
    folded = folded_pattern(pattern)
    if not folded:
        return TermsFound((), 0)
    least = 0
    if folded.endswith("*") and "*" not in folded[:-1] and "?" not in folded:
        rough, least = _by_prefix(snapshot, encoded(folded[:-1]), limit)
    else:
        rough = _by_pattern(snapshot, folded)
    is_cut = least > len(rough)
    order = sorted(rough, key=lambda term: (-rough[term], term))
    # Counts of several fields and of deleted articles overlap, so a few more are counted than are asked for.
    counted = [_counted(snapshot, term) for term in order[: limit + limit // 4 + 8]]
    kept = sorted((one for one in counted if one.articles), key=lambda one: (-one.articles, one.word))
    return TermsFound(tuple(kept[:limit]), max(len(rough), least), is_cut)


def _by_pattern(snapshot: Snapshot, pattern: str) -> dict[bytes, int]:
    found: dict[bytes, int] = {}
    for field in FIELDS:
        for reader in snapshot.readers(field):
            for place in vocabulary.matching_places(reader, pattern):
                term = reader[place]
                found[term] = found.get(term, 0) + reader.count(place)
    return found


def _by_prefix(snapshot: Snapshot, prefix: bytes, limit: int) -> tuple[dict[bytes, int], int]:
    """Terms with their rough number of articles, and how many there are at least."""
    found: dict[bytes, int] = {}
    ranges = [(reader, *reader.prefix_range(prefix)) for field in FIELDS for reader in snapshot.readers(field)]
    is_cut = sum(high - low for _, low, high in ranges) > _MOST_RANKED
    for reader, low, high in ranges:
        places = reader.most_frequent(low, high, limit * 4) if is_cut else range(low, high)
        for place in places:
            term = reader[place]
            found[term] = found.get(term, 0) + reader.count(place)
    return found, max((high - low for _, low, high in ranges), default=0)


def _counted(snapshot: Snapshot, term: bytes) -> TermCount:
    articles = occurrences = 0
    years: dict[int, int] = {}
    for segment in snapshot.segments:
        ids, count = _in_segment(segment, term)
        if not len(ids):
            continue
        articles += len(ids)
        occurrences += count
        found, counts = np.unique(segment.column("date_low")[ids].astype(np.int64) // 10_000, return_counts=True)
        for year, number in zip(found.tolist(), counts.tolist(), strict=True):
            years[year] = years.get(year, 0) + number
    years.pop(0, None)
    return TermCount(decoded(term), articles, occurrences, tuple(sorted(years.items())))


def _in_segment(segment: OpenSegment, term: bytes) -> tuple[Array, int]:
    """The living documents of a segment that have a term, and how often they have it."""
    rows: list[Array] = []
    occurrences = 0
    for field in FIELDS:
        reader = segment.field(field)
        place = reader.find(term) if reader is not None else -1
        if reader is None or place < 0:
            continue
        ids, freqs = reader.ids(place), reader.freqs(place)
        alive = np.ones(len(ids), dtype=bool) if segment.alive is None else segment.alive[ids]
        rows.append(ids[alive])
        occurrences += int(alive.sum()) if freqs is None else int(freqs[alive].sum(dtype=np.int64))
    return (np.unique(np.concatenate(rows)) if rows else np.empty(0, dtype=np.uint32)), occurrences
