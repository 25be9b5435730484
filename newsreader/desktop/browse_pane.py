"""The left of the desk: what there is, by region, paper, year, tag and search; choosing narrows the list."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from newsreader.desktop.browse_model import BrowseModel, Path, Role, choice_of
from newsreader.desktop.browse_view import BrowseView
from newsreader.desktop.icons import Icons
from newsreader.desktop.theme import Theme
from newsreader.domain.listing import BrowseNode
from newsreader.domain.query import Filters

SECTIONS: Final = {
    "region": "Regions",
    "paper": "Papers",
    "year": "Years",
    "language": "Languages",
    "agency": "Agencies",
    "tag": "Tags",
    "search": "Searches",
}
_OPEN_AT_FIRST: Final = ("region", "tag", "search")
_TOGETHER: Final = ({"region", "country", "paper"},)
"""Facets of one tree: choosing in one of them puts the others back."""


class BrowsePane(QWidget):
    """The tree with a line to filter it that appears when one types.

    Signals:
        filters_chosen: `Filters`: what is chosen now.
        search_chosen: Name of a saved search.
        search_removed: Name of a saved search to take away.
        trash_chosen: The reader wants to see what is in the trash.
        told: Something the reader should know, in a few words.
    """

    filters_chosen = Signal(object)
    search_chosen = Signal(str)
    search_removed = Signal(str)
    trash_chosen = Signal()
    told = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filters = Filters()
        self._closed = {key for key in SECTIONS if key not in _OPEN_AT_FIRST}
        self._opened: set[Path] = set()
        self.setProperty("pane", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = BrowseModel(self)
        self.view = BrowseView(theme, icons, self)
        self.view.setModel(self.model)
        self.view.node_chosen.connect(self._on_node_chosen)
        self.view.letters_typed.connect(self._on_letters_typed)
        self.view.expanded.connect(self._on_expanded)
        self.view.collapsed.connect(self._on_collapsed)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._on_menu_wanted)
        self.needle = QLineEdit(self)
        self.needle.setPlaceholderText("Find in the tree")
        self.needle.setAccessibleName("Find in the tree")
        self.needle.setClearButtonEnabled(True)
        self.needle.textChanged.connect(self._on_needle_changed)
        self.needle.installEventFilter(self)
        self.needle.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.space(2), 0, 0)
        layout.setSpacing(theme.space(1))
        line = QVBoxLayout()
        line.setContentsMargins(theme.space(2), 0, theme.space(2), 0)
        line.addWidget(self.needle)
        layout.addLayout(line)
        layout.addWidget(self.view)

    @property
    def filters(self) -> Filters:
        """What is chosen."""
        return self._filters

    @property
    def closed_sections(self) -> list[str]:
        """Keys of the sections folded away, to be remembered."""
        return sorted(self._closed)

    def fold(self, closed: Sequence[str]) -> None:
        """Folds sections away as remembered."""
        self._closed = set(closed)
        self._expand()

    def show_nodes(self, nodes: Mapping[str, Sequence[BrowseNode]], tag_colours: Mapping[str, str]) -> None:
        """Shows the shape of the tree: nodes by section."""
        current = self.view.currentIndex()
        path = current.data(Role.PATH) if current.isValid() else None
        scrolled = self.view.verticalScrollBar().value()
        self.view.rows.tag_colours = dict(tag_colours)
        self.model.set_sections([(key, label, nodes.get(key, ())) for key, label in SECTIONS.items() if key in nodes])
        self._expand()
        if path is not None and (index := self.model.find(path)).isValid():
            self.view.setCurrentIndex(index)
        self.view.verticalScrollBar().setValue(scrolled)

    def show_counts(self, counts: Mapping[str, Mapping[Path, int] | None]) -> None:
        """Shows other counts, see `BrowseModel.set_counts`."""
        self.model.set_counts(counts)
        self.view.viewport().update()

    def show_filters(self, filters: Filters) -> None:
        """Marks what is chosen."""
        self._filters = filters
        self.model.set_filters(filters)
        self.view.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Escape leaves the filter line; Down and Enter go to the tree."""
        if watched is self.needle and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.needle.clear()
                self.view.setFocus()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._stand_on_first_match()
                return True
        return super().eventFilter(watched, event)

    def _stand_on_first_match(self) -> None:
        self.view.setFocus()
        needle = self.needle.text().strip().casefold()
        index = self.model.index(0, 0)
        while index.isValid():
            if index.data(Role.NODE) is not None and needle in str(index.data()).casefold():
                self.view.setCurrentIndex(index)
                return
            index = self.view.indexBelow(index)

    def _on_node_chosen(self, index: QModelIndex, modifiers: Qt.KeyboardModifier) -> None:
        node = index.data(Role.NODE)
        if node.facet == "search":
            self.search_chosen.emit(node.value)
        elif node.facet == "trash":
            self.trash_chosen.emit()
        elif modifiers & Qt.KeyboardModifier.AltModifier:
            self._choose(left_out(self._filters, node))
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self._add(node)
        else:
            self._choose(only(self._filters, node))

    def _add(self, node: BrowseNode) -> None:
        facet, _ = choice_of(node)
        others = _tree_of(facet) - {facet}
        if others & self._filters.include.keys():
            # Together they would mean "in France and in the Halifax Ledger": nothing, which nobody asked for.
            self.told.emit("A region, a country and a paper cannot be added to each other; choose several of one kind")
            self._choose(only(self._filters, node))
        else:
            self._choose(added(self._filters, node))

    def _choose(self, filters: Filters) -> None:
        filters = without(filters, "trash")
        self.show_filters(filters)
        self.filters_chosen.emit(filters)

    def _on_letters_typed(self, letters: str) -> None:
        self.needle.show()
        self.needle.setFocus()
        self.needle.setText(letters)

    def _on_needle_changed(self, text: str) -> None:
        self.needle.setVisible(bool(text) or self.needle.hasFocus())
        self.model.set_needle(text)
        if text.strip():
            self.view.expandToDepth(2)
        else:
            self.needle.hide()
            self._expand()

    def _expand(self) -> None:
        self.view.blockSignals(True)
        for row in range(self.model.rowCount()):
            index = self.model.index(row, 0)
            self.view.setExpanded(index, index.data(Role.PATH)[0] not in self._closed)
            if index.data(Role.PATH) == ("tag",):
                self.view.expandRecursively(index)
                self.view.setExpanded(index, "tag" not in self._closed)
        for path in self._opened:
            if (index := self.model.find(path)).isValid():
                self.view.setExpanded(index, True)
        self.view.blockSignals(False)
        self.view.scheduleDelayedItemsLayout()

    def _on_expanded(self, index: QModelIndex) -> None:
        path = index.data(Role.PATH)
        if len(path) == 1:
            self._closed.discard(path[0])
        elif not self.needle.text():
            self._opened.add(path)

    def _on_collapsed(self, index: QModelIndex) -> None:
        path = index.data(Role.PATH)
        if len(path) == 1:
            self._closed.add(path[0])
        else:
            self._opened.discard(path)

    def _on_menu_wanted(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        node = index.data(Role.NODE) if index.isValid() else None
        if node is None or node.facet == "trash":
            return
        menu = QMenu(self)
        if node.facet == "search":
            menu.addAction("Search again", lambda: self.search_chosen.emit(node.value))
            menu.addAction("Remove", lambda: self.search_removed.emit(node.value))
        else:
            menu.addAction(f"Only {node.label}", lambda: self._choose(only(Filters(), node)))
            menu.addAction("Add to what is chosen\tCtrl+click", lambda: self._add(node))
            menu.addAction("Leave out\tAlt+click", lambda: self._choose(left_out(self._filters, node)))
            if self._filters:
                menu.addSeparator()
                menu.addAction("Choose everything", lambda: self._choose(Filters()))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(at))


def only(filters: Filters, node: BrowseNode) -> Filters:
    """Chooses a node alone in its tree, beside what is chosen in others; choosing it again puts it back."""
    facet, values = choice_of(node)
    include = dict(filters.include)
    again = include.get(facet) == values
    for other in _tree_of(facet):
        include.pop(other, None)
    if not again:
        include[facet] = values
    exclude = {name: kept for name, found in filters.exclude.items() if (kept := found - _same(name, facet, values))}
    return Filters(include, exclude)


def added(filters: Filters, node: BrowseNode) -> Filters:
    """Adds a node to what is chosen, or takes it away again."""
    facet, values = choice_of(node)
    return Filters(
        _toggled(filters.include, facet, values),
        {name: kept for name, found in filters.exclude.items() if (kept := found - _same(name, facet, values))},
    )


def left_out(filters: Filters, node: BrowseNode) -> Filters:
    """Leaves a node out, or lets it in again."""
    facet, values = choice_of(node)
    return Filters(
        {name: kept for name, found in filters.include.items() if (kept := found - _same(name, facet, values))},
        _toggled(filters.exclude, facet, values),
    )


def without(filters: Filters, facet: str) -> Filters:
    """What is chosen outside the tree of a facet: the counts of a tree do not depend on its own choice."""
    tree = _tree_of(facet)
    return Filters(
        {name: values for name, values in filters.include.items() if name not in tree},
        {name: values for name, values in filters.exclude.items() if name not in tree},
    )


def _toggled(chosen: Mapping[str, frozenset[str]], facet: str, values: frozenset[str]) -> dict[str, frozenset[str]]:
    now = chosen.get(facet, frozenset())
    after = now - values if values <= now else now | values
    found = {name: kept for name, kept in chosen.items() if name != facet}
    return {**found, facet: after} if after else found


def _same(name: str, facet: str, values: frozenset[str]) -> frozenset[str]:
    return values if name == facet else frozenset()


def _tree_of(facet: str) -> set[str]:
    return next((tree for tree in _TOGETHER if facet in tree), {facet})
