"""Runs a query tree over a snapshot: one flag per document for every node, then counts over the flags."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

import numpy as np

from newsreader.domain.query import (
    NOWHERE,
    And,
    DateRange,
    Everything,
    FieldIs,
    Filters,
    Flag,
    Fuzzy,
    Node,
    Not,
    Notice,
    NumberRange,
    Or,
    Pattern,
    Phrase,
    Span,
    Word,
)
from newsreader.search.index import PartHits
from newsreader.search.stems import has_stemmer
from newsreader.search.whoosh_engine.expansion import MOST_WORDS
from newsreader.search.whoosh_engine.files import Array
from newsreader.search.whoosh_engine.layout import ABOVE, VALUE_FIELDS
from newsreader.search.whoosh_engine.leaves import LanguageMasks, LeafMatch, LeafReader, TextLeaf
from newsreader.search.whoosh_engine.segment import Segment
from newsreader.search.whoosh_engine.snapshot import LiveSegment, Snapshot
from newsreader.search.whoosh_engine.values import meant_values
from newsreader.text import words

_MOST_FORMS: Final = 8
_MOST_DROPPED: Final = 100
"""A query of more parts is not worked out without each of them."""

_SOURCE_FIELDS: Final = ("paper", "agency", "provider")

Masks: TypeAlias = list[Array]
"""One flag array a segment."""


@dataclass(slots=True)
class _Leaf:
    """A text leaf with what it found in every segment."""

    matches: list[LeafMatch]
    forms: Counter[str] = field(default_factory=Counter)


class Evaluation:
    """One query over one snapshot."""

    def __init__(self, snapshot: Snapshot, filters: Filters) -> None:
        self.snapshot = snapshot
        self.notices: list[Notice] = []
        self.leaves: dict[TextLeaf, _Leaf] = {}
        self._readers = [LeafReader(each.segment, self._languages(each)) for each in snapshot.segments]
        self._known: dict[Node, Masks] = {}
        self.base = self._base(filters)

    def _languages(self, live: LiveSegment) -> LanguageMasks:
        reader = live.segment.field("language")
        masks: dict[str, Array] = {}
        for index in range(reader.count):
            language = reader.word(index).split("-")[0].lower()
            if has_stemmer(language):
                mask = masks.setdefault(language, np.zeros(live.segment.documents, bool))
                mask[reader.documents(index)] = True
        return LanguageMasks(masks)

    # Filters of the browse tree

    def _base(self, filters: Filters) -> Masks:
        base = [each.live.copy() for each in self.snapshot.segments]
        for facet, values in filters.include.items():
            if not values:
                continue
            for place, mask in enumerate(self._filter(facet, values)):
                base[place] &= mask
        for facet, values in filters.exclude.items():
            if not values:
                continue
            for place, mask in enumerate(self._filter(facet, values)):
                base[place] &= ~mask
        return base

    def _filter(self, facet: str, values: frozenset[str]) -> Masks:
        return [filter_mask(each.segment, facet, values) for each in self.snapshot.segments]

    # The tree

    def masks(self, node: Node) -> Masks:
        """Which documents match a node, dead ones and those outside the filters among them."""
        key = without_spans(node)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._masks(node)
        return found

    def _masks(self, node: Node) -> Masks:
        match node:
            case And(parts):
                return self._combine([self.masks(part) for part in parts], np.logical_and)
            case Or(parts):
                return self._combine([self.masks(part) for part in parts], np.logical_or)
            case Not(part):
                return [~mask for mask in self.masks(part)]
            case Everything():
                return [np.ones(each.segment.documents, bool) for each in self.snapshot.segments]
            case Word() | Pattern() | Fuzzy() | Phrase():
                return self._text(node)
            case FieldIs():
                return self._value(node)
            case DateRange() | NumberRange():
                return [range_mask(each.segment, node) for each in self.snapshot.segments]
            case Flag(kind, name):
                return self._with_values("flag", frozenset({f"{kind}:{name}"}))
            case _:
                return [np.zeros(each.segment.documents, bool) for each in self.snapshot.segments]

    def _combine(self, parts: list[Masks], operation: np.ufunc) -> Masks:
        return [operation.reduce(masks) for masks in zip(*parts, strict=True)]

    def _text(self, node: TextLeaf) -> Masks:
        key = leaf_key(node)
        leaf = self.leaves.get(key)
        if leaf is None:
            leaf = self.leaves[key] = _Leaf([reader.read(node) for reader in self._readers])
            for match in leaf.matches:
                leaf.forms.update(match.forms)
            if any(match.is_cut for match in leaf.matches):
                self.notices.append(
                    Notice(
                        f"“{node.text}” stands for more than {MOST_WORDS:,} words; the rarest were left out", node.span
                    )
                )
        return [match.mask for match in leaf.matches]

    def _value(self, node: FieldIs) -> Masks:
        fields: tuple[str, ...] = _SOURCE_FIELDS if node.field == "source" else (node.field,)
        if node.field in ABOVE:
            fields = (node.field, ABOVE[node.field])
        found: Masks = [np.zeros(each.segment.documents, bool) for each in self.snapshot.segments]
        if any(name not in VALUE_FIELDS for name in fields):
            self.notices.append(Notice(f"{node.field}: cannot be searched here", node.span))
            return found
        stored = {value for name in fields for value in self.snapshot.values(name)}
        meant = meant_values(node.field, node.value, sorted(stored))
        if not meant.values:
            self.notices.append(Notice(f"No article here has the {node.field} “{node.value}”", node.span))
        elif meant.is_guess:
            names = ", ".join(sorted(meant.values)[:5])
            self.notices.append(Notice(f"No {node.field} is called “{node.value}”; these begin so: {names}", node.span))
        for name in fields:
            for place, mask in enumerate(self._with_values(name, meant.values)):
                found[place] |= mask
        return found

    def _with_values(self, name: str, values: frozenset[str]) -> Masks:
        return [value_mask(each.segment, name, values) for each in self.snapshot.segments]

    # Counts

    def count(self, masks: Masks) -> int:
        """Living documents within the filters."""
        return sum(int((mask & base).sum()) for mask, base in zip(masks, self.base, strict=True))

    def parts(self, root: Node, total: int) -> tuple[PartHits, ...]:
        """The parts of a query by themselves."""
        if isinstance(root, Everything):
            return ()
        nodes = root.parts if isinstance(root, And) else (root,)
        without = self._counts_without(nodes) if total == 0 and 1 < len(nodes) <= _MOST_DROPPED else [None] * len(nodes)
        return tuple(
            PartHits(node, self.count(self.masks(node)), drop, self._forms(node), self._only_furniture(node))
            for node, drop in zip(nodes, without, strict=True)
        )

    def _counts_without(self, nodes: Sequence[Node]) -> list[int | None]:
        """For every part the hits of all the others together, each mask looked at a few times only."""
        parts = [self.masks(node) for node in nodes]
        behind = [self.base]
        for masks in reversed(parts[1:]):
            behind.append(self._combine([behind[-1], masks], np.logical_and))
        before = self.base
        found: list[int | None] = []
        for masks, rest in zip(parts, reversed(behind), strict=True):
            found.append(self.count(self._combine([before, rest], np.logical_and)))
            before = self._combine([before, masks], np.logical_and)
        return found

    def _forms(self, node: Node) -> tuple[str, ...]:
        leaf = self.leaves.get(leaf_key(node)) if isinstance(node, (Word, Pattern, Fuzzy)) else None
        return tuple(word for word, _ in leaf.forms.most_common(_MOST_FORMS)) if leaf else ()

    def _only_furniture(self, node: Node) -> int:
        if not isinstance(node, Word) or node.field or node.exact:
            return 0
        found = words.folded_words(node.text)
        if len(found) != 1:
            return 0
        masks = [value_mask(each.segment, "furniture", frozenset(found)) for each in self.snapshot.segments]
        own = self.masks(node)
        return self.count([mask & ~mine for mask, mine in zip(masks, own, strict=True)])


def without_spans(node: Node) -> Node:
    """The same tree wherever it was typed."""
    match node:
        case And(parts):
            return And(tuple(without_spans(part) for part in parts))
        case Or(parts):
            return Or(tuple(without_spans(part) for part in parts))
        case Not(part):
            return Not(without_spans(part))
        case Everything():
            return node
        case _:
            return replace(node, span=NOWHERE)


def leaf_key(node: TextLeaf) -> TextLeaf:
    """A text leaf wherever it was typed."""
    return replace(node, span=Span(0, 0))


def value_mask(segment: Segment, name: str, values: frozenset[str]) -> Array:
    """Documents that have any of the values."""
    mask = np.zeros(segment.documents, bool)
    reader = segment.field(name)
    for value in values:
        index = reader.find(value)
        if index >= 0:
            mask[reader.documents(index)] = True
    return mask


def filter_mask(segment: Segment, facet: str, values: frozenset[str]) -> Array:
    """Documents at any of the chosen nodes of one facet of the browse tree; "" is unknown."""
    if facet == "year":
        years = segment.column("date_low") // 10_000
        return np.isin(years, [int(value) if value.isdigit() else 0 for value in values])
    if facet == "mark":
        return value_mask(segment, "flag", frozenset(f"is:{value}" for value in values))
    mask = _tag_mask(segment, values) if facet == "tag" else value_mask(segment, facet, values)
    if "" in values:
        unknown = np.ones(segment.documents, bool)
        unknown[segment.field(facet).docs] = False
        mask |= unknown
    return mask


def _tag_mask(segment: Segment, values: frozenset[str]) -> Array:
    wanted = {value.casefold() for value in values if value}
    mask = np.zeros(segment.documents, bool)
    for name in ("tag", ABOVE["tag"]):
        same = frozenset(word for word in segment.field(name).words if word.casefold() in wanted)
        mask |= value_mask(segment, name, same)
    return mask


def range_mask(segment: Segment, node: DateRange | NumberRange) -> Array:
    """Documents within a range; a span of possible days matches when it overlaps."""
    if isinstance(node, NumberRange):
        values = segment.column(node.field)
        mask = values >= 0
        if node.low is not None:
            mask &= values >= node.low
        if node.high is not None:
            mask &= values <= node.high
        return mask
    lows = segment.column("added" if node.field == "added" else "date_low").astype(np.int64)
    highs = segment.column("added" if node.field == "added" else "date_high").astype(np.int64)
    mask = lows > 0
    if node.low is not None:
        mask &= highs >= node.low
    if node.high is not None:
        mask &= lows <= node.high
    return mask
