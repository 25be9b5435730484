"""One search over one state of the index: plans, evaluates segment by segment, orders and counts."""

from typing import TYPE_CHECKING, Final

import numpy as np

from newsreader.domain.query import And, Everything, Fuzzy, Node, Or, Pattern, Phrase, Sort, Word
from newsreader.search.index import Hits, IndexRequest, PartHits
from newsreader.search.whoosh_engine import plan
from newsreader.search.whoosh_engine.bounds import MOST_PARTS, parts_notice, too_wild, with_fewer_ranked
from newsreader.search.whoosh_engine.evaluator import Evaluator
from newsreader.search.whoosh_engine.matches import Match
from newsreader.search.whoosh_engine.plan import Plan
from newsreader.search.whoosh_engine.planning import Planner
from newsreader.search.whoosh_engine.ranking import Ranking, facet_counts, period_counts, year_counts
from newsreader.search.whoosh_engine.snapshot import Snapshot
from newsreader.search.whoosh_engine.vocabulary import encoded
from newsreader.text import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.search.whoosh_engine.container import Array

MOST_FORMS: Final = 8


class Search:
    """Everything that one search finds out; parts that occur again are evaluated once."""

    def __init__(self, snapshot: Snapshot, request: IndexRequest) -> None:
        self._snapshot = snapshot
        self._request = request
        self._planner = Planner(snapshot, request.human)
        self._evaluators = [Evaluator(snapshot, place) for place in range(len(snapshot.segments))]
        self._root = self._planned(request.root)
        self._filters = self._planner.filters(request.filters.include, request.filters.exclude)

    def _planned(self, root: Node) -> Plan:
        refused = too_wild(root)
        if refused is not None:
            self._planner.notices.append(refused)
            return plan.NOTHING
        found, cut = with_fewer_ranked(self._planner.plan(root), self._snapshot)
        if cut is not None:
            self._planner.notices.append(cut)
        return found

    @property
    def plan(self) -> Plan:
        """What the query and the filters come to."""
        return self._filtered(self._root)

    def hits(self) -> Hits:
        """What was found."""
        request = self._request
        ranking = self.ranking()
        if request.sort is Sort.RELEVANCE and has_text(request.root):
            numbers, scores = ranking.by_score()
        else:
            numbers, scores = ranking.by(request.sort), {}
        return Hits(
            total=ranking.total,
            of=self._snapshot.doc_count,
            numbers=numbers,
            scores=scores,
            facets={facet: self._facet(facet, ranking) for facet in request.facets},
            years=year_counts(self._snapshot, ranking.ids),
            periods=period_counts(self._snapshot, ranking.ids, request.period) if request.period else (),
            parts=self._parts(ranking.total) if request.count_parts else (),  # before the notices, which it may add to
            notices=tuple(dict.fromkeys(self._planner.notices)),
            generation=self._snapshot.contents.generation,
        )

    def first(self, count: int) -> tuple[int, list[tuple[int, float]]]:
        """The total and the first page by score, and nothing else."""
        ranking = self.ranking()
        return ranking.total, ranking.first(count)

    def ranking(self) -> Ranking:
        """The hits, not yet in order."""
        return Ranking(self._snapshot, self._matches(self.plan))

    def _matches(self, node: Plan) -> list[Match]:
        return [evaluator.match(node) for evaluator in self._evaluators]

    def _filtered(self, node: Plan, without: str = "") -> Plan:
        """A plan within the filters, those of one facet left out if asked."""
        parts = tuple(part for facet, part in self._filters.items() if facet != without)
        return plan.All((node, *parts)) if parts else node

    def _facet(self, facet: str, ranking: Ranking) -> tuple[tuple[str, int], ...]:
        ids: Sequence[Array] = ranking.ids
        if self._request.filters.include.get(facet):
            # Beside the values chosen, a reader wants to see what the others would add.
            ids = Ranking(self._snapshot, self._matches(self._filtered(self._root, without=facet))).ids
        if facet == "tag" and self._request.human is not None:
            numbers = [each.numbers[own] for each, own in zip(self._snapshot.segments, ids, strict=True)]
            joined = np.concatenate(numbers).astype(np.int64) if numbers else np.empty(0, dtype=np.int64)
            return tuple(sorted(self._request.human.tag_counts(joined), key=lambda item: (-item[1], item[0])))
        return facet_counts(self._snapshot, facet, ids)

    # The parts of the query

    def _parts(self, total: int) -> tuple[PartHits, ...]:
        root = self._request.root
        if isinstance(root, Everything) or too_wild(root) is not None:
            return ()
        nodes = root.parts if isinstance(root, And) else (root,)
        if len(nodes) > MOST_PARTS:
            self._planner.notices.append(parts_notice(len(nodes)))
        without: Sequence[int | None] = [None] * len(nodes)
        if total == 0 and len(nodes) > 1:
            without = self._without_each([self._planner.plan(node) for node in nodes])
        return tuple(
            PartHits(node, self._count(self._planner.plan(node)), fewer, self._forms(node), self._only_furniture(node))
            for node, fewer in zip(nodes[:MOST_PARTS], without, strict=False)
        )

    def _without_each(self, parts: list[Plan]) -> list[int]:
        """For a query without hits: how many articles match all its parts but one, for each one."""
        found = np.zeros(len(parts), dtype=np.int64)
        passed = self._matches(self._filtered(plan.Everything()))
        for each, evaluator, match in zip(self._snapshot.segments, self._evaluators, passed, strict=True):
            counts = np.zeros(each.doc_count, dtype=np.int32)
            matched = [evaluator.match(part).ids for part in parts]
            for ids in matched:
                counts[ids] += 1
            nearly = np.zeros(each.doc_count, dtype=bool)
            nearly[each.living(match.ids)] = True
            nearly &= counts == len(parts) - 1
            found += np.count_nonzero(nearly) - np.asarray([np.count_nonzero(nearly[ids]) for ids in matched])
        return [int(count) for count in found]

    def _count(self, node: Plan) -> int:
        return Ranking(self._snapshot, self._matches(self._filtered(node))).total

    def _forms(self, node: Node) -> tuple[str, ...]:
        if not isinstance(node, (Word, Pattern, Fuzzy)):
            return ()
        if self._request.human is not None and node.field == "note":
            counts = dict(self._request.human.noted(node)[1])
        else:
            counts = self._planner.leaves.forms(node)
        return tuple(sorted(counts, key=lambda word: (-counts[word], word))[:MOST_FORMS])

    def _only_furniture(self, node: Node) -> int:
        if not isinstance(node, Word) or node.field or node.exact:
            return 0
        found = words.folded_words(node.text)
        if len(found) != 1:
            return 0
        furniture = plan.Unscored(plan.AnyTerm("furniture", (encoded(found[0]),)))
        return self._count(plan.All((furniture, plan.Without(self._planner.plan(node)))))


def has_text(node: Node) -> bool:
    """Whether a query has words that hits can be ranked by; what stands under NOT does not count."""
    if isinstance(node, (And, Or)):
        return any(has_text(part) for part in node.parts)
    return isinstance(node, (Word, Pattern, Fuzzy, Phrase))


def all_numbers(snapshot: Snapshot) -> "Array":
    """Row numbers of all articles in the index, ascending."""
    parts = [each.numbers if each.alive is None else each.numbers[each.alive] for each in snapshot.segments]
    return np.sort(np.concatenate(parts)).astype(np.int64) if parts else np.empty(0, dtype=np.int64)
