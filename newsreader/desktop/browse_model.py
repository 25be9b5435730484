"""The browse tree as Qt sees it: sections (Regions, Papers, Years, Tags, Searches), nodes below, counts over them.

The shape of the tree comes from the whole archive and stays while one searches; only the counts change. So nothing
jumps about under the pointer, and a node without hits is faint instead of gone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any, Final, TypeAlias

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from newsreader.desktop.figures import counted
from newsreader.domain.listing import BrowseNode
from newsreader.domain.query import Filters

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Path: TypeAlias = tuple[str, ...]
"""Section, then the value of each node on the way down."""

DECADE: Final = "decade"
"""Facet of a node that only gathers years."""


class Role(IntEnum):
    """What `data()` gives beyond Qt's own roles."""

    NODE = Qt.ItemDataRole.UserRole + 1
    """The `BrowseNode`; None for the heading of a section."""
    COUNT = Qt.ItemDataRole.UserRole + 2
    STATE = Qt.ItemDataRole.UserRole + 3
    """`included`, `excluded` or ""."""
    PATH = Qt.ItemDataRole.UserRole + 4


@dataclass(slots=True)
class _Section:
    key: str
    label: str
    nodes: tuple[BrowseNode, ...]
    counts: Mapping[Path, int] | None = None


class _Item:
    """A row: a section heading or a node. Its children are made when Qt first asks for them."""

    __slots__ = ("_children", "label", "node", "nodes", "parent", "path", "row")

    def __init__(self, parent: "_Item | None", row: int, path: Path, label: str, node: BrowseNode | None) -> None:
        self.parent = parent
        self.row = row
        self.path = path
        self.label = label
        self.node = node
        self.nodes: tuple[BrowseNode, ...] = node.children if node is not None else ()
        self._children: list[_Item] | None = None

    @property
    def children(self) -> "list[_Item]":
        if self._children is None:
            self._children = [
                _Item(self, row, (*self.path, node.value), node.label, node) for row, node in enumerate(self.nodes)
            ]
        return self._children


class BrowseModel(QAbstractItemModel):
    """Sections of nodes with counts and with what is chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sections: dict[str, _Section] = {}
        self._filters = Filters()
        self._needle = ""
        self._roots: list[_Item] = []

    def set_section(self, key: str, label: str, nodes: Sequence[BrowseNode]) -> None:
        """Sets the shape of a section; one without nodes is not shown."""
        self.set_sections([(key, label, nodes)])

    def set_sections(self, sections: Sequence[tuple[str, str, Sequence[BrowseNode]]]) -> None:
        """Sets the shape of several sections at once: (key, label, nodes)."""
        self.beginResetModel()
        for key, label, nodes in sections:
            self._sections[key] = _Section(key, label, tuple(nodes))
        self._rebuild()
        self.endResetModel()

    def set_counts(self, counts: Mapping[str, Mapping[Path, int] | None]) -> None:
        """Sets other counts over sections: by path, see `flattened`; None for those of the whole archive."""
        for key, found in counts.items():
            if key in self._sections:
                self._sections[key].counts = found
        self._tell_all(Role.COUNT)

    def set_filters(self, filters: Filters) -> None:
        """Marks what is chosen."""
        self._filters = filters
        self._tell_all(Role.STATE)

    def set_needle(self, needle: str) -> None:
        """Shows only nodes whose label has these letters, with what is above and below them."""
        needle = needle.strip().casefold()
        if needle != self._needle:
            self.beginResetModel()
            self._needle = needle
            self._rebuild()
            self.endResetModel()

    def find(self, path: Path) -> QModelIndex:
        """The index of a path; an invalid one when it is not there."""
        items, found = self._roots, None
        for depth in range(1, len(path) + 1):
            found = next((item for item in items if item.path == path[:depth]), None)
            if found is None:
                return QModelIndex()
            items = found.children
        return self._index_of(found)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The index of a row."""
        items = self._item(parent).children if parent.isValid() else self._roots
        return self.createIndex(row, column, items[row]) if 0 <= row < len(items) and column == 0 else QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008 - QObject.parent too
        """The index above."""
        return self._index_of(self._item(index).parent) if index.isValid() else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """How many rows are below; makes no items."""
        if not parent.isValid():
            return len(self._roots)
        return len(self._item(parent).nodes)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008, ARG002 - Qt's name and default
        """One."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is known about a row."""
        if not index.isValid():
            return None
        item = self._item(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return item.label
        if role == Role.NODE:
            return item.node
        if role == Role.COUNT:
            return self._count(item)
        if role == Role.STATE:
            return self._state(item)
        if role == Role.PATH:
            return item.path
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(item)
        return None

    def _tell_all(self, role: Role) -> None:
        if self._roots:
            self.dataChanged.emit(self._index_of(self._roots[0]), self._index_of(self._roots[-1]), [role])

    def _count(self, item: _Item) -> int:
        if item.node is None:
            return sum(self._count(child) for child in item.children)
        if item.node.facet == "search":
            return item.node.count  # what is new in it, whatever is searched for just now
        counts = self._sections[item.path[0]].counts
        return item.node.count if counts is None else counts.get(item.path, 0)

    def _state(self, item: _Item) -> str:
        if item.node is None:
            return ""
        facet, values = choice_of(item.node)
        if values and values <= self._filters.include.get(facet, frozenset()):
            return "included"
        return "excluded" if values and values <= self._filters.exclude.get(facet, frozenset()) else ""

    def _spoken(self, item: _Item) -> str:
        if item.node is None:
            return item.label
        state = {"included": ", chosen", "excluded": ", left out"}.get(self._state(item), "")
        return f"{item.label}, {counted(self._count(item), 'article', 'articles')}{state}"

    def _rebuild(self) -> None:
        self._roots = []
        for section in self._sections.values():
            nodes = _matching(section.nodes, self._needle) if self._needle else section.nodes
            if nodes:
                item = _Item(None, len(self._roots), (section.key,), section.label, None)
                item.nodes = nodes
                self._roots.append(item)

    @staticmethod
    def _item(index: Index) -> _Item:
        item = index.internalPointer()
        assert isinstance(item, _Item)  # noqa: S101 - only this model makes these indexes
        return item

    def _index_of(self, item: _Item | None) -> QModelIndex:
        return QModelIndex() if item is None else self.createIndex(item.row, 0, item)


def choice_of(node: BrowseNode) -> tuple[str, frozenset[str]]:
    """The facet and the values that choosing a node means: itself, or the years of a decade."""
    if node.facet == DECADE:
        return "year", frozenset(child.value for child in node.children)
    return node.facet, frozenset({node.value})


def by_decade(years: Sequence[BrowseNode]) -> tuple[BrowseNode, ...]:
    """Years gathered in decades, so that two centuries do not fill the pane; the unknown stays by itself."""
    decades: dict[str, list[BrowseNode]] = {}
    for node in years:
        decades.setdefault(node.value[:3] if node.value else "", []).append(node)
    found: list[BrowseNode] = []
    for start, nodes in decades.items():
        if not start:
            found += nodes
        else:
            count = sum(node.count for node in nodes)
            found.append(BrowseNode(DECADE, f"{start}0", f"{start}0s", count, tuple(nodes)))
    return tuple(found)


def flattened(section: str, nodes: Sequence[BrowseNode]) -> dict[Path, int]:
    """The counts of a tree by path."""
    found: dict[Path, int] = {}
    waiting: list[tuple[Path, Sequence[BrowseNode]]] = [((section,), nodes)]
    while waiting:
        path, below = waiting.pop()
        for node in below:
            here = (*path, node.value)
            found[here] = node.count
            if node.children:
                waiting.append((here, node.children))
    return found


def _matching(nodes: Sequence[BrowseNode], needle: str) -> tuple[BrowseNode, ...]:
    found = []
    for node in nodes:
        if needle in node.label.casefold():
            found.append(node)
        elif node.children and (below := _matching(node.children, needle)):
            found.append(replace(node, children=below))
    return tuple(found)
