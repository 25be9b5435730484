"""What one search may cost: queries beyond it are refused or cut, and the reader is told what was left out."""

from collections.abc import Iterator
from typing import Final

from newsreader.domain.query import And, Fuzzy, Node, Not, Notice, Or, Pattern
from newsreader.search.notices import shown
from newsreader.search.whoosh_engine import plan
from newsreader.search.whoosh_engine.plan import Plan, Term
from newsreader.search.whoosh_engine.snapshot import Snapshot
from newsreader.search.whoosh_engine.vocabulary import decoded

MOST_WILD: Final = 30
"""Words with wildcards or a tilde in one query: each is looked up in the whole vocabulary."""

MOST_PARTS: Final = 50
"""Parts of a query that are counted one by one."""

MOST_RANKED: Final = 5_000_000
"""Occurrences (words times articles) that hits are ranked by."""

_NAMED: Final = 3


def too_wild(root: Node) -> Notice | None:
    """Why a query is refused, if it is."""
    wild = sum(isinstance(leaf, (Pattern, Fuzzy)) for leaf in _leaves(root))
    if wild <= MOST_WILD:
        return None
    return Notice(
        f"This query has {wild:,} words with *, ? or ~; the most that are searched at once is {MOST_WILD}. "
        "Search for some of them at a time"
    )


def _leaves(node: Node) -> Iterator[Node]:
    waiting = [node]
    while waiting:
        found = waiting.pop()
        if isinstance(found, (And, Or)):
            waiting.extend(found.parts)
        elif isinstance(found, Not):
            waiting.append(found.part)
        else:
            yield found


def parts_notice(parts: int) -> Notice:
    """Says that not all parts were counted."""
    return Notice(f"All {parts:,} parts were searched; only the first {MOST_PARTS} are counted one by one")


def with_fewer_ranked(root: Plan, snapshot: Snapshot) -> tuple[Plan, Notice | None]:
    """The plan without its most frequent words in the ranking where there are too many; the hits stay the same."""
    frequent = {term: snapshot.doc_frequency(term.field, term.term) for term in _terms(root)}
    total = sum(frequent.values())
    if total <= MOST_RANKED:
        return root, None
    unranked: set[Term] = set()
    for term in sorted(frequent, key=lambda each: -frequent[each]):
        if total <= MOST_RANKED:
            break
        unranked.add(term)
        total -= frequent[term]
    names = list(dict.fromkeys(decoded(term.term) for term in sorted(unranked, key=lambda each: -frequent[each])))
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    named = ", ".join(f"“{shown(name)}”" for name in names[:_NAMED])
    return _replaced(root, frozenset(unranked)), Notice(
        f"Words as frequent as {named}{more} are searched, but have no say in the order of so many hits"
    )


def _terms(node: Plan) -> Iterator[Term]:
    """The words that hits are ranked by."""
    match node:
        case Term():
            yield node
        case plan.All(parts) | plan.Any(parts):
            for part in parts:
                yield from _terms(part)


def _replaced(node: Plan, unranked: frozenset[Term]) -> Plan:
    match node:
        case Term():
            return plan.Unscored(node) if node in unranked else node
        case plan.All(parts):
            return plan.All(tuple(_replaced(part, unranked) for part in parts))
        case plan.Any(parts):
            return plan.Any(tuple(_replaced(part, unranked) for part in parts))
    return node
