"""Puts hits in order and counts them: BM25F, sort columns, facets, years."""

from array import array
from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np

from newsreader.domain.query import And, Fuzzy, Node, Or, Pattern, Phrase, Sort, Word
from newsreader.search.whoosh_engine.evaluation import Evaluation, Masks, leaf_key
from newsreader.search.whoosh_engine.files import Array
from newsreader.search.whoosh_engine.leaves import FieldMatch, TextLeaf
from newsreader.search.whoosh_engine.snapshot import Snapshot
from newsreader.text.words import fold

B: Final = 0.75
K1: Final = 1.2
_LEAST_RARITY: Final = 0.01
_MOST_SCORES: Final = 10_000
_LAST: Final = np.iinfo(np.int64).max


def scores(evaluation: Evaluation, root: Node) -> Masks:
    """BM25F scores of all documents, by segment; what stands under NOT does not count."""
    snapshot = evaluation.snapshot
    found = [np.zeros(each.segment.documents, np.float32) for each in snapshot.segments]
    for leaf in dict.fromkeys(_positive_leaves(root)):
        by_field: dict[str, list[tuple[int, FieldMatch]]] = {}
        for place, match in enumerate(evaluation.leaves[leaf].matches):
            for each in match.fields:
                by_field.setdefault(each.field, []).append((place, each))
        for matches in by_field.values():
            _add_scores(snapshot, matches, found)
    return found


def _positive_leaves(node: Node) -> list[TextLeaf]:
    if isinstance(node, (And, Or)):
        return [leaf for part in node.parts for leaf in _positive_leaves(part)]
    if isinstance(node, (Word, Pattern, Fuzzy, Phrase)):
        return [leaf_key(node)]
    return []


def _add_scores(snapshot: Snapshot, matches: list[tuple[int, FieldMatch]], found: Masks) -> None:
    documents = sum(len(match.docs) for _, match in matches)
    rarity = max(_LEAST_RARITY, float(np.log(max(1, snapshot.count) / (documents + 1))) + 1.0)
    for place, match in matches:
        lengths = snapshot.segments[place].segment.field(match.field).lengths
        average = max(1.0, snapshot.average_lengths.get(match.field, 1.0))
        # A joined form can stand in a field whose own words are elsewhere; its length is then taken as usual.
        length = lengths[match.docs].astype(np.float32) if len(lengths) else average
        frequency = match.freqs * (K1 + 1) / (match.freqs + K1 * ((1 - B) + B * length / average))
        found[place][match.docs] += match.weight * rarity * frequency


def ordered(evaluation: Evaluation, hits: Masks, sort: Sort, root: Node) -> "tuple[array[int], dict[int, float]]":
    """Row numbers of the hits in order, and the scores of the best."""
    snapshot = evaluation.snapshot
    docs = [np.flatnonzero(mask) for mask in hits]
    numbers = _gather([each.segment.numbers[found] for each, found in zip(snapshot.segments, docs, strict=True)])
    dates = _column(snapshot, docs, "date_low")
    newest_first = np.where(dates > 0, -dates, _LAST)
    if sort is Sort.RELEVANCE and _positive_leaves(root):
        weights = _gather([values[found] for values, found in zip(scores(evaluation, root), docs, strict=True)])
        order = np.lexsort((numbers, newest_first, -weights))
        best = order[:_MOST_SCORES]
        known = dict(zip(numbers[best].tolist(), weights[best].astype(float).round(4).tolist(), strict=True))
        return _as_array(numbers[order]), known
    keys: tuple[Array, ...]
    if sort is Sort.DATE:
        keys = (numbers, np.where(dates > 0, dates, _LAST))
    elif sort is Sort.PAPER:
        keys = (numbers, newest_first, _paper_ranks(snapshot, docs))
    elif sort is Sort.HEADLINE:
        headlines = [
            each.segment.column("headline_key")[found] for each, found in zip(snapshot.segments, docs, strict=True)
        ]
        keys = (numbers, np.concatenate(headlines) if headlines else numbers)
    elif sort is Sort.ADDED_DESCENDING:
        keys = (-numbers, -_column(snapshot, docs, "added"))
    else:
        keys = (numbers, newest_first)
    return _as_array(numbers[np.lexsort(keys)]), {}


def _gather(parts: list[Array]) -> Array:
    if not parts:
        return np.empty(0, np.int64)
    joined = np.concatenate(parts)
    return joined if joined.dtype.kind == "f" else joined.astype(np.int64)


def _column(snapshot: Snapshot, docs: Masks, name: str) -> Array:
    return _gather([each.segment.column(name)[found] for each, found in zip(snapshot.segments, docs, strict=True)])


def _as_array(numbers: Array) -> "array[int]":
    found = array("q")
    found.frombytes(numbers.astype(np.int64).tobytes())
    return found


def _paper_ranks(snapshot: Snapshot, docs: Masks) -> Array:
    names = sorted(snapshot.values("paper"), key=lambda name: (fold(name), name))
    rank = {name: place for place, name in enumerate(names)}
    parts: list[Array] = []
    for each, found in zip(snapshot.segments, docs, strict=True):
        reader = each.segment.field("paper")
        ranks = np.full(each.segment.documents, len(names), np.int64)
        for index in range(reader.count):
            ranks[reader.documents(index)] = rank.get(reader.word(index), len(names))
        parts.append(ranks[found])
    return _gather(parts)


def facet_counts(snapshot: Snapshot, hits: Masks, facets: Sequence[str]) -> dict[str, tuple[tuple[str, int], ...]]:
    """The values of some fields over the hits, most frequent first, then by name."""
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for facet in facets:
        counts: Counter[str] = Counter()
        if facet == "year":
            counts.update({str(year): count for year, count in year_counts(snapshot, hits)})
        else:
            for each, mask in zip(snapshot.segments, hits, strict=True):
                reader = each.segment.field(facet)
                for index, count in enumerate(reader.count_by_term(mask).tolist()):
                    if count:
                        counts[reader.word(index)] += count
        found[facet] = tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    return found


def year_counts(snapshot: Snapshot, hits: Masks) -> tuple[tuple[int, int], ...]:
    """Hits by year, ascending; those without a date are left out."""
    counts = np.zeros(10_000, np.int64)
    for each, mask in zip(snapshot.segments, hits, strict=True):
        years = each.segment.column("date_low")[mask] // 10_000
        counts += np.bincount(years, minlength=10_000)[:10_000]
    return tuple((int(year), int(counts[year])) for year in np.flatnonzero(counts) if year > 0)
