"""A plan as whoosh's own query classes, for a stock Searcher on the same index.

Every answer of the evaluator can be tested against whoosh's, which goes posting by posting and knows nothing of arrays.
"""

from itertools import pairwise
from typing import Any as AnyQuery

from whoosh import query as whoosh_query
from whoosh.query import spans as whoosh_spans
from whoosh.query.qcolumns import ColumnQuery

from newsreader.search.whoosh_engine import plan

# whoosh's classes have no types.
_query: AnyQuery = whoosh_query
_spans: AnyQuery = whoosh_spans
_ColumnQuery: AnyQuery = ColumnQuery

_NEXT_TO_NOTHING = 1e-30
"""whoosh takes a constant score of 0 for no constant at all."""


class NoStockQuery(ValueError):
    """whoosh has no query class for it."""


class _Column(_ColumnQuery):  # type: ignore[misc]  # whoosh's classes have no types
    """A condition on a column that can stand within an AND, which asks for its size."""

    def estimate_size(self, reader: AnyQuery) -> int:
        return int(reader.doc_count_all())

    def estimate_min_size(self, _reader: AnyQuery) -> int:
        return 0


def as_whoosh(node: plan.Plan) -> AnyQuery:
    """The same plan as a whoosh query.

    Raises:
        NoStockQuery: whoosh has no query class for a part of it.
    """
    match node:
        case plan.All(parts):
            return _all(parts)
        case plan.Any(parts):
            return _query.Or([as_whoosh(part) for part in parts]) if parts else _query.NullQuery
        case plan.Without(part):
            return _unscored(_but_not(_query.Every(), as_whoosh(part)))
        case plan.Unscored(part):
            return _unscored(as_whoosh(part))
        case plan.Chain():
            return _chain(node)
        case _:
            return _leaf(node)


def _leaf(node: plan.Plan) -> AnyQuery:
    match node:
        case plan.Term(field, term, weight):
            return _query.Term(field, term, boost=weight)
        case plan.AnyTerm(field, terms, weight, False):
            parts = [_query.Term(field, term) for term in terms]
            return _query.ConstantScoreQuery(_query.Or(parts), weight) if parts else _query.NullQuery
        case plan.Prefix(field, prefix, weight, False):
            return _query.ConstantScoreQuery(_query.Prefix(field, prefix.decode()), weight)
        case plan.Everything():
            return _unscored(_query.Every())
        case plan.Within():
            return _within(node)
        case plan.Years(years):
            return _columns(_Column("date_low", lambda day: day // 10_000 in years))
        case plan.Numbers(numbers):
            return _columns(_Column("number", set(numbers.tolist()).__contains__))
        case plan.HasNone(field):
            return _unscored(_but_not(_query.Every(), _query.Every(field)))
    raise NoStockQuery("whoosh has no limit of positions that differs from document to document, nor our nearness")


def _unscored(found: AnyQuery) -> AnyQuery:
    return _query.ConstantScoreQuery(found, _NEXT_TO_NOTHING)


def _but_not(found: AnyQuery, excluded: AnyQuery) -> AnyQuery:
    # whoosh's AndNot forgets to leave out the first document found when something before it is to be left out too.
    return _query.Require(found, _query.Not(excluded))


def _all(parts: tuple[plan.Plan, ...]) -> AnyQuery:
    included = [as_whoosh(part) for part in parts if not isinstance(part, plan.Without)]
    excluded = [as_whoosh(part.part) for part in parts if isinstance(part, plan.Without)]
    found = _query.And(included) if included else _unscored(_query.Every())
    return _but_not(found, _query.Or(excluded)) if excluded else found


def _chain(node: plan.Chain) -> AnyQuery:
    if node.in_lead or any(step.except_field for step in node.steps):
        raise NoStockQuery("whoosh cannot leave out single positions")
    found = _query.Term(node.steps[0].field, node.steps[0].term, boost=node.weight)
    for before, step in pairwise(node.steps):
        term = _query.Term(step.field, step.term, boost=node.weight)
        found = _spans.SpanNear2([found, term], slop=before.width, mindist=before.width, ordered=True)
    return found


def _within(node: plan.Within) -> AnyQuery:
    def starts(value: float) -> bool:
        return value >= node.least and (node.high is None or value <= node.high)

    def ends(value: float) -> bool:
        return node.low is None or value >= node.low

    return _columns(_Column(node.low_column, starts), _Column(node.high_column, ends))


def _columns(*conditions: AnyQuery) -> AnyQuery:
    # whoosh's conditions on columns also find what is deleted; its Every does not.
    return _unscored(_query.And([_query.Every(), *conditions]))
