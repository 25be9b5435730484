"""Turns a query tree and the chosen nodes of the browse tree into plans."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from newsreader.domain import query
from newsreader.domain.query import NOWHERE, Node, Notice
from newsreader.search.cancelling import check
from newsreader.search.index import HumanLayer
from newsreader.search.whoosh_engine import plan
from newsreader.search.whoosh_engine.layout import ABOVE, VALUE_FIELDS
from newsreader.search.whoosh_engine.plan import NOTHING, Plan
from newsreader.search.whoosh_engine.reading import LeafPlanner
from newsreader.search.whoosh_engine.snapshot import Snapshot
from newsreader.search.whoosh_engine.values import meant_values
from newsreader.search.whoosh_engine.vocabulary import encoded

_SOURCE_FIELDS: Final = ("paper", "agency", "provider")


class Planner:
    """Makes plans over one state of the index, and collects what the reader must be told."""

    def __init__(self, snapshot: Snapshot, human: HumanLayer | None = None) -> None:
        self.notices: list[Notice] = []
        self.leaves = LeafPlanner(snapshot, self.notices.append)
        self._snapshot = snapshot
        self._human = human
        self._known: dict[Node, Plan] = {}

    def plan(self, node: Node) -> Plan:
        """The plan of a query."""
        check()
        match node:
            case query.And(parts):
                return plan.All(tuple(self.plan(part) for part in parts))
            case query.Or(parts):
                return plan.Any(tuple(self.plan(part) for part in parts))
            case query.Not(part):
                return plan.Without(self.plan(part))
            case query.Everything():
                return plan.Everything()
            case query.Nothing():
                return NOTHING
            case _:
                key = replace(node, span=NOWHERE)
                if key not in self._known:
                    self._known[key] = self._leaf(node)
                return self._known[key]

    def _leaf(self, node: Node) -> Plan:
        match node:
            case query.Word() | query.Pattern() | query.Fuzzy() | query.Phrase():
                if self._human is not None and node.field == "note":
                    return plan.Numbers(self._human.noted(node)[0])
                return self.leaves.plan(node)
            case query.FieldIs():
                return self._value(node)
            case query.DateRange(low, high, field):
                columns = ("added", "added") if field == "added" else ("date_low", "date_high")
                return plan.Unscored(plan.Within(*columns, low, high))
            case query.NumberRange(field, low, high):
                return plan.Unscored(plan.Within(field, field, low, high, least=0))
            case query.Flag(kind, name):
                return self._flag(f"{kind}:{name}")
            case _:
                return NOTHING

    def _value(self, node: query.FieldIs) -> Plan:
        if node.field == "family" and self._human is not None:
            return self._family(node, self._human)
        fields: tuple[str, ...] = _SOURCE_FIELDS if node.field == "source" else (node.field,)
        if node.field in ABOVE:
            fields = (node.field, ABOVE[node.field])
        if any(name not in VALUE_FIELDS for name in fields):
            self.notices.append(Notice(f"{node.field}: cannot be searched here", node.span))
            return NOTHING
        stored = self._stored(node.field, fields)
        meant = meant_values(node.field, node.value, sorted(stored))
        if not meant.values:
            self.notices.append(Notice(f"No article here has the {node.field} “{node.value}”", node.span))
        elif meant.is_guess:
            names = ", ".join(sorted(meant.values)[:5])
            self.notices.append(Notice(f"No {node.field} is called “{node.value}”; these begin so: {names}", node.span))
        return self._having(node.field, fields, meant.values)

    def _family(self, node: query.FieldIs, human: HumanLayer) -> Plan:
        numbers = human.family(node.value)
        if not len(numbers):
            self.notices.append(Notice(f"No article here is a printing of “{node.value}”", node.span))
        return plan.Numbers(numbers)

    def _stored(self, field: str, fields: tuple[str, ...]) -> set[str]:
        if self._human is not None and field == "tag":
            return set(self._human.tags())
        return {value for name in fields for value in self._snapshot.values(name)}

    def _having(self, field: str, fields: tuple[str, ...], values: frozenset[str]) -> Plan:
        if self._human is not None and field == "tag":
            return plan.Numbers(self._human.tagged(values))
        return self._with_values(fields, values)

    def _flag(self, flag: str) -> Plan:
        if self._human is None:
            return self._with_values(("flag",), frozenset({flag}))
        if flag == "is:unread":
            return plan.Without(self._flag("is:read"))
        numbers = self._human.flagged(flag)
        if numbers is not None:
            return plan.Numbers(numbers)
        own = self._with_values(("flag",), frozenset({flag}))
        # What a person has reviewed is doubtful no more; the index knows only of the doubt.
        return plan.All((own, plan.Without(self._flag("is:reviewed")))) if flag == "is:doubtful" else own

    def _with_values(self, fields: tuple[str, ...], values: frozenset[str]) -> Plan:
        terms = tuple(sorted(map(encoded, values)))
        if not terms:
            return NOTHING
        return plan.Unscored(plan.Any(tuple(plan.AnyTerm(name, terms) for name in fields)))

    # The browse tree

    def filters(self, include: Mapping[str, frozenset[str]], exclude: Mapping[str, frozenset[str]]) -> dict[str, Plan]:
        """A plan for each facet in which something is chosen or left out."""
        found: dict[str, Plan] = {}
        for facet in sorted({*include, *exclude}):
            parts: list[Plan] = []
            if values := include.get(facet):
                parts.append(self._chosen(facet, values))
            if values := exclude.get(facet):
                parts.append(plan.Without(self._chosen(facet, values)))
            if parts:
                found[facet] = plan.Unscored(plan.All(tuple(parts)))
        return found

    def _chosen(self, facet: str, values: frozenset[str]) -> Plan:
        if facet == "year":
            return plan.Years(frozenset(int(value) if value.isdigit() else 0 for value in values))
        if facet == "mark":
            return plan.Any(tuple(self._flag(f"is:{value}") for value in sorted(values)))
        parts: list[Plan] = []
        if named := values - {""}:
            parts.append(self._tags(named) if facet == "tag" else self._with_values((facet,), named))
        if "" in values:
            is_human = facet == "tag" and self._human is not None
            parts.append(plan.Without(self._flag("has:tag")) if is_human else plan.HasNone(facet))
        return plan.Any(tuple(parts))

    def _tags(self, values: frozenset[str]) -> Plan:
        wanted = {value.casefold() for value in values}
        fields = ("tag", ABOVE["tag"])
        stored = self._stored("tag", fields)
        return self._having("tag", fields, frozenset(value for value in stored if value.casefold() in wanted))
