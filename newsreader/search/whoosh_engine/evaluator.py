"""Evaluates a plan on the arrays of one segment."""

import numpy as np

from newsreader.search.cancelling import check
from newsreader.search.whoosh_engine import plan
from newsreader.search.whoosh_engine.chains import (
    chain_documents,
    chain_places,
    documents_of,
    in_lead,
    near_places,
)
from newsreader.search.whoosh_engine.container import Array
from newsreader.search.whoosh_engine.matches import Match, all_but, every, nothing, same_score, some, with_all
from newsreader.search.whoosh_engine.plan import Chain, Near, Plan, Term
from newsreader.search.whoosh_engine.postings import FieldReader
from newsreader.search.whoosh_engine.snapshot import K1, Snapshot

_FLAGS_AT_ONCE = 1 << 22
"""Postings gone through without looking whether the search was given up."""


class Evaluator:
    """Finds the documents of one segment; what it has found once it keeps for the length of a search.

    Args:
        snapshot: The state of the index.
        place: Which of its segments.
    """

    def __init__(self, snapshot: Snapshot, place: int) -> None:
        self._snapshot = snapshot
        self._place = place
        self._segment = snapshot.segments[place]
        self._doc_count = self._segment.doc_count
        self._known: dict[Plan, Match] = {}

    def match(self, node: Plan) -> Match:
        """The documents of a plan, deleted ones among them."""
        found = self._known.get(node)
        if found is None:
            check()
            found = self._known[node] = self._match(node)
        return found

    def _match(self, node: Plan) -> Match:
        match node:
            case Term():
                return self._term(node)
            case plan.All(parts):
                return self._all(parts)
            case plan.Any(parts):
                return some([self.match(part) for part in parts], self._doc_count)
            case plan.Without(part):
                return all_but(self.match(part), self._doc_count)
            case plan.Unscored(part):
                return Match(self.match(part).ids)
            case plan.Everything():
                return Match(np.arange(self._doc_count, dtype=np.uint32))
            case plan.AnyTerm() | plan.Prefix():
                return self._terms(node)
            case Chain() | Near():
                return self._chain(node) if isinstance(node, Chain) else self._near(node)
            case plan.Within():
                return self._within(node)
            case plan.HasNone(field):
                reader = self._reader(field)
                have_it = reader.ids(0, len(reader)) if reader is not None else np.empty(0, dtype=np.uint32)
                return all_but(Match(have_it), self._doc_count)
            case plan.Years() | plan.Numbers():
                return self._numbered(node)

    def _reader(self, field: str) -> FieldReader | None:
        return self._segment.field(field)

    def _numbered(self, node: plan.Years | plan.Numbers) -> Match:
        if isinstance(node, plan.Years):
            years = self._segment.column("date_low").astype(np.int64) // 10_000
            return Match(np.flatnonzero(np.isin(years, list(node.years))))
        own, numbers = self._segment.numbers, node.numbers
        if not len(own) or not len(numbers):
            return nothing()
        last = int(own.max())
        flags = np.zeros(last + 1, dtype=bool)
        flags[numbers[numbers <= last]] = True
        return Match(np.flatnonzero(flags[own]))

    def _all(self, parts: tuple[Plan, ...]) -> Match:
        excluded = [self.match(part.part) for part in parts if isinstance(part, plan.Without)]
        included = [self.match(part) for part in parts if not isinstance(part, plan.Without)]
        found = every(included, self._doc_count) if included else self.match(plan.Everything())
        if not excluded or not len(found):
            return found
        left = all_but(some(excluded, self._doc_count), self._doc_count)
        return every([found, left], self._doc_count)

    def _term(self, node: Term) -> Match:
        reader = self._reader(node.field)
        term = reader.find(node.term) if reader is not None else -1
        if reader is None or term < 0:
            return nothing()
        ids, freqs = reader.ids(term), reader.freqs(term)
        factor = self._snapshot.rarity(node.field, node.term) * (K1 + 1) * node.weight
        norms = self._snapshot.norms(self._place, node.field)

        def score(places: Array | None) -> Array:
            wanted = ids if places is None else ids[places]
            if freqs is None:
                return factor / (1.0 + norms[wanted])
            counts = (freqs if places is None else freqs[places]).astype(np.float64)
            found = norms[wanted]
            found += counts
            np.divide(counts, found, out=found)
            found *= factor
            return found

        return Match(ids, score)

    def _terms(self, node: plan.AnyTerm | plan.Prefix) -> Match:
        reader = self._reader(node.field)
        if reader is None:
            return nothing()
        if isinstance(node, plan.Prefix) and not node.prefix and not node.in_lead and reader.lengths is not None:
            return same_score(np.flatnonzero(reader.lengths), node.weight)
        ranges = [reader.prefix_range(node.prefix)] if isinstance(node, plan.Prefix) else _ranges(reader, node.terms)
        if node.in_lead:
            rows = [self._in_lead(reader, low, high) for low, high in ranges]
        else:
            rows = [reader.ids(low, high) for low, high in ranges]
        total = sum(map(len, rows))
        if not total:
            return nothing()
        if len(ranges) == 1 and ranges[0][1] - ranges[0][0] == 1:
            ids = rows[0]
        elif total * 16 < self._doc_count:
            ids = np.unique(np.concatenate(rows))
        else:
            flags = np.zeros(self._doc_count, dtype=bool)
            for row in rows:
                for start in range(0, len(row), _FLAGS_AT_ONCE):
                    check()
                    flags[row[start : start + _FLAGS_AT_ONCE]] = True
            ids = np.flatnonzero(flags)
        return same_score(ids, node.weight) if node.weight else Match(ids)

    def _in_lead(self, reader: FieldReader, low: int, high: int) -> Array:
        """Documents of a range of terms that have one within the first paragraph."""
        ids, freqs, places = reader.ids(low, high), reader.freqs(low, high), reader.places(low, high)
        firsts = places if freqs is None else places[np.cumsum(freqs, dtype=np.int64) - freqs]
        found: Array = ids[firsts < self._segment.column("lead")[ids]]
        return found

    def _chain(self, node: Chain) -> Match:
        if node.in_lead:
            reach = sum(step.width for step in node.steps) - 1
            ids = documents_of(in_lead(self._segment, chain_places(self._segment, node.steps), reach))
        else:
            ids = chain_documents(self._segment, node.steps)
        # A word that stands twice in a phrase counts twice, as it does in whoosh.
        terms = [self.match(Term(step.field, step.term, node.weight)) for step in node.steps]
        return with_all(ids, terms, self._doc_count) if len(ids) else nothing()

    def _near(self, node: Near) -> Match:
        places = near_places(self._segment, node)
        ids = documents_of(in_lead(self._segment, places) if node.in_lead else places)
        terms = [self.match(Term(step.field, step.term, node.weight)) for steps in node.words for step in steps]
        return every([Match(ids), some(terms, self._doc_count)], self._doc_count) if len(ids) else nothing()

    def _within(self, node: plan.Within) -> Match:
        lows, highs = self._segment.column(node.low_column), self._segment.column(node.high_column)
        flags = lows >= node.least
        if node.low is not None:
            flags &= highs >= node.low
        if node.high is not None:
            flags &= lows <= node.high
        return Match(np.flatnonzero(flags))


def _ranges(reader: FieldReader, terms: tuple[bytes, ...]) -> list[tuple[int, int]]:
    """The terms as ranges of their places, neighbours joined."""
    found: list[tuple[int, int]] = []
    for place in sorted(place for term in terms if (place := reader.find(term)) >= 0):
        if found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found
