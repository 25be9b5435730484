"""Sets of documents of one segment with their scores, and how they are put together."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from newsreader.search.whoosh_engine.container import Array

Scorer: TypeAlias = Callable[[Array | None], Array]
"""Gives the scores of the documents at some places of a match, or of all for None."""


class Match:
    """Documents of one segment, ascending. Scores are worked out only for those that are asked for."""

    __slots__ = ("_scorer", "ids")

    def __init__(self, ids: Array, scorer: Scorer | None = None) -> None:
        self.ids = ids
        self._scorer = scorer

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def is_scored(self) -> bool:
        """Whether it has a say in the order."""
        return self._scorer is not None

    def scores(self, places: Array | None = None) -> Array:
        """The scores of the documents at some places, or of all."""
        if self._scorer is None:
            return np.zeros(len(self.ids) if places is None else len(places))
        return self._scorer(places)


def nothing() -> Match:
    """No document."""
    return Match(np.empty(0, dtype=np.uint32))


def known_scores(ids: Array, scores: Array) -> Match:
    """Documents whose scores are there already."""
    return Match(ids, lambda places: scores if places is None else scores[places])


def same_score(ids: Array, score: float) -> Match:
    """Documents that all have one score."""
    return Match(ids, lambda places: np.full(len(ids) if places is None else len(places), score))


def every(parts: Sequence[Match], doc_count: int) -> Match:
    """The documents that are in all parts; scores are added."""
    ordered = sorted(parts, key=len)
    ids = ordered[0].ids
    for part in ordered[1:]:
        if not len(ids):
            return nothing()
        ids = ids[is_in(ids, part.ids, doc_count)]
    return with_all(ids, parts, doc_count)


def with_all(ids: Array, parts: Sequence[Match], doc_count: int) -> Match:
    """Documents that are known to be in all parts; scores are added."""
    scored = [part for part in parts if part.is_scored]
    if not scored:
        return Match(ids)
    return Match(ids, lambda places: _added(scored, ids if places is None else ids[places], doc_count))


def _added(parts: Sequence[Match], ids: Array, doc_count: int) -> Array:
    total = np.zeros(len(ids))
    for part in parts:
        total += part.scores(places_in(part.ids, ids, doc_count))
    return total


def is_in(ids: Array, others: Array, doc_count: int) -> Array:
    """A flag for each document whether it is among others, both ascending."""
    if len(others) > 12 * len(ids):
        places = np.searchsorted(others, ids)
        # The place behind the last stands for documents that are above all others.
        found: Array = others[np.minimum(places, len(others) - 1)] == ids
        return found
    flags = np.zeros(doc_count, dtype=bool)
    flags[others] = True
    return flags[ids]


def places_in(ids: Array, chosen: Array, doc_count: int) -> Array | None:
    """The places of chosen documents, all of which are there; None when they are all there is."""
    if len(chosen) == len(ids):
        return None
    if len(ids) > 12 * len(chosen):
        return np.searchsorted(ids, chosen)
    flags = np.zeros(doc_count, dtype=bool)
    flags[chosen] = True
    return np.flatnonzero(flags[ids])


def some(parts: Sequence[Match], doc_count: int) -> Match:
    """The documents that are in any part; scores are added."""
    filled = [part for part in parts if len(part)]
    if len(filled) < 2:
        return filled[0] if filled else nothing()
    total = sum(map(len, filled))
    has_scores = any(part.is_scored for part in filled)
    if total * 8 < doc_count:
        return _some_few(filled, has_scores=has_scores)
    flags = np.zeros(doc_count, dtype=bool)
    for part in filled:
        flags[part.ids] = True
    ids = np.flatnonzero(flags)
    if not has_scores:
        return Match(ids)
    scored = [part for part in filled if part.is_scored]

    def score(places: Array | None) -> Array:
        wanted = ids if places is None else ids[places]
        if len(wanted) * 4 < total:
            return _added_if_in(scored, wanted, doc_count)
        sums = np.zeros(doc_count)
        for part in scored:
            sums[part.ids] += part.scores()
        return sums[wanted]

    return Match(ids, score)


def _added_if_in(parts: Sequence[Match], wanted: Array, doc_count: int) -> Array:
    total = np.zeros(len(wanted))
    for part in parts:
        inside = is_in(wanted, part.ids, doc_count)
        if inside.any():
            chosen = wanted[inside]
            total[inside] += part.scores(places_in(part.ids, chosen, doc_count))
    return total


def _some_few(parts: Sequence[Match], *, has_scores: bool) -> Match:
    joined = np.concatenate([part.ids for part in parts])
    if not has_scores:
        return Match(np.unique(joined))
    ids, places = np.unique(joined, return_inverse=True)
    scores = np.bincount(places, weights=np.concatenate([part.scores() for part in parts]), minlength=len(ids))
    return known_scores(ids, scores)


def all_but(part: Match, doc_count: int) -> Match:
    """The documents that are not in a part."""
    flags = np.ones(doc_count, dtype=bool)
    flags[part.ids] = False
    return Match(np.flatnonzero(flags))
