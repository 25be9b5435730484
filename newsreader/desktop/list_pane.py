"""The middle of the desk: the articles found, as cards, with what orders them."""

from array import array
from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStackedLayout,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from newsreader.desktop.empty_state import EmptyState
from newsreader.desktop.icons import Icons
from newsreader.desktop.labels import ElidedLabel
from newsreader.desktop.list_delegate import CardDelegate
from newsreader.desktop.list_model import ArticleListModel
from newsreader.desktop.theme import Theme, Type
from newsreader.domain.query import Sort

SORTS: Final = {
    Sort.RELEVANCE: "Relevance",
    Sort.DATE_DESCENDING: "Newest first",
    Sort.DATE: "Oldest first",
    Sort.PAPER: "Paper",
    Sort.HEADLINE: "Headline",
    Sort.ADDED_DESCENDING: "Last added",
}


class ArticleView(QTableView):
    """Cards below each other, read with the arrow keys.

    Signals:
        page_left: The reader asks for the next pane (Enter or →).
    """

    opened = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.cards = CardDelegate(theme, icons, self)
        self.setItemDelegate(self.cards)
        self.setAccessibleName("Articles")
        self.setAccessibleDescription("The articles found. Up and Down read the previous and the next one.")
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(8)
        theme.changed.connect(self.fit_rows)
        self.fit_rows()

    def fit_rows(self) -> None:
        """Gives all rows the height of a card."""
        height = self.cards.row_height()
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(max(height // 3, 1))
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Selects the article that Qt goes to by itself, so that commands find it."""
        was_nowhere = not self.currentIndex().isValid()
        super().focusInEvent(event)
        if was_nowhere and self.currentIndex().isValid():
            self.selectionModel().select(self.currentIndex(), _SELECT_ONE)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter goes on to the text; letters are not searched for in a million rows."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
            return
        if event.text().isprintable() and event.text().strip() and not event.modifiers() & _COMMAND:
            event.ignore()
            return
        super().keyPressEvent(event)


_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class ListPane(QWidget):
    """The list with its order menu and its empty states.

    Signals:
        article_chosen: The number of the article the reader stands on now.
        article_opened: The reader wants to go on to its text.
        selection_changed: How many articles are selected.
        sort_chosen: Another order.
        menu_wanted: Where, in global coordinates: the window fills a menu for the selection.
    """

    article_chosen = Signal(int)
    article_opened = Signal()
    selection_changed = Signal(int)
    sort_chosen = Signal(object)
    menu_wanted = Signal(QPoint)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sort = Sort.DATE_DESCENDING
        self.setProperty("pane", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = ArticleListModel(self)
        self.view = ArticleView(theme, icons, self)
        self.view.setModel(self.model)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.view.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.view.customContextMenuRequested.connect(
            lambda at: self.menu_wanted.emit(self.view.viewport().mapToGlobal(at))
        )
        self.view.opened.connect(self.article_opened)
        self.empty = EmptyState(theme, icons, self)
        self._told = ElidedLabel(theme, "", Type.SMALL, "faint")
        self._order = QToolButton(self)
        self._sort_actions: dict[Sort, QAction] = {}
        self._build(icons)

    def _build(self, icons: Icons) -> None:
        theme = self._theme
        self._order.setProperty("look", "quiet")
        self._order.setFont(theme.font(Type.SMALL))
        self._order.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._order.setAccessibleName("Order of the list")
        icons.put(self._order, "sort", "faint")
        menu = QMenu(self._order)
        group = QActionGroup(menu)
        for sort, words in SORTS.items():
            action = QAction(words, group, checkable=True)
            action.triggered.connect(lambda _=False, chosen=sort: self.sort_chosen.emit(chosen))
            menu.addAction(action)
            self._sort_actions[sort] = action
        self._order.setMenu(menu)
        strip = QHBoxLayout()
        strip.setContentsMargins(theme.space(4), theme.space(1), theme.space(2), theme.space(1))
        strip.addWidget(self._told, 1)
        strip.addWidget(self._order)
        self.strip = QWidget(self)
        self.strip.setLayout(strip)
        self.top = QVBoxLayout()
        """Where the window puts the histogram."""
        body = QWidget(self)
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self.top)
        layout.addWidget(self.strip)
        layout.addWidget(body, 1)
        self.show_sort(self._sort, has_relevance=False)
        theme.changed.connect(lambda: self._order.setFont(theme.font(Type.SMALL)))

    def show_list(
        self, numbers: "array[int]", *, has_snippets: bool, keep: int | None = None, stay: bool = False
    ) -> None:
        """Shows another list.

        Args:
            numbers: Of the articles, in order.
            has_snippets: Whether words were searched for.
            keep: Article to stay on if it is in the list.
            stay: It is the same list with other articles in it: what is in view and selected shall stay so.
        """
        top, before = self.view.rowAt(0), self.view.currentIndex().row()
        top_number = self.model.numbers[top] if stay and top > 0 else None
        selected = self.selected_numbers() if stay and self.selected_count() <= _RESELECTED else array("q")
        if self.view.cards.has_snippets != has_snippets:
            self.view.cards.has_snippets = has_snippets
            self.view.fit_rows()
        self.model.set_numbers(numbers)
        self._stack.setCurrentWidget(self.view if numbers else self.empty)
        self.strip.setVisible(bool(numbers))
        self.view.scrollToTop()
        if keep is not None and not self.stand_on(keep, announce=False) and stay and 0 < before <= len(numbers):
            self._stand_between(before - 1)
        if len(selected) > 1:
            self._select(selected)
        if top_number is not None and (place := self.model.place_of(top_number)) is not None:
            self.view.scrollTo(self.model.index(place, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        elif stay and top == 0:
            self.view.scrollToTop()
        self.selection_changed.emit(self.selected_count())

    def _stand_between(self, place: int) -> None:
        """Has the arrow keys go on where an article has left the list, without opening another."""
        selection = self.view.selectionModel()
        selection.blockSignals(True)
        selection.setCurrentIndex(self.model.index(place, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        selection.blockSignals(False)

    def _select(self, numbers: "array[int]") -> None:
        selection = self.view.selectionModel()
        for number in numbers:
            if (place := self.model.place_of(number)) is not None:
                selection.select(self.model.index(place, 0), _SELECT_TOO)

    def show_empty(self) -> None:
        """Shows the empty state, which the window has filled."""
        self._stack.setCurrentWidget(self.empty)
        self.strip.hide()

    def show_sort(self, sort: Sort, *, has_relevance: bool) -> None:
        """Says how the list is ordered; relevance is only for words searched for."""
        self._sort = sort
        self._sort_actions[Sort.RELEVANCE].setVisible(has_relevance)
        self._sort_actions[sort].setChecked(True)
        self._order.setText(SORTS[sort])
        self._order.setAccessibleDescription(f"Now: {SORTS[sort]}")

    def tell(self, text: str) -> None:
        """Says something about the list in a few words, above it."""
        self._told.setText(text)

    def set_tag_colours(self, colours: Mapping[str, str]) -> None:
        """The colour names of tags, for their dots."""
        self.view.cards.set_tag_colours(colours)
        self.view.viewport().update()

    def set_compact(self, *, compact: bool) -> None:
        """Sets the cards closer or wider."""
        self.view.cards.is_compact = compact
        self.view.fit_rows()

    def current_number(self) -> int | None:
        """The article the reader stands on."""
        index = self.view.currentIndex()
        return self.model.numbers[index.row()] if index.isValid() else None

    def selected_places(self) -> Sequence[int]:
        """Rows of all selected articles, in order."""
        return [place for first, last in self._selected_ranges() for place in range(first, last + 1)]

    def selected_count(self) -> int:
        """How many articles are selected."""
        return sum(last - first + 1 for first, last in self._selected_ranges())

    def selected_numbers(self) -> "array[int]":
        """Numbers of all selected articles, in order."""
        return array("q", (self.model.numbers[place] for place in self.selected_places()))

    def stand_on(self, number: int, *, announce: bool = True) -> bool:
        """Goes to an article; says whether it is in the list."""
        place = self.model.place_of(number)
        if place is None:
            return False
        selection = self.view.selectionModel()
        index = self.model.index(place, 0)
        selection.blockSignals(not announce)
        selection.setCurrentIndex(index, _SELECT_ONE)
        selection.blockSignals(False)
        self.view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.view.viewport().update()
        return True

    def step(self, rows: int) -> None:
        """Goes so many articles down (or up)."""
        if not self.model.numbers:
            return
        current = self.view.currentIndex()
        place = max(0, min(len(self.model.numbers) - 1, current.row() + rows if current.isValid() else 0))
        self.view.selectionModel().setCurrentIndex(self.model.index(place, 0), _SELECT_ONE)

    def _on_current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.isValid() and current.row() != previous.row():
            self.article_chosen.emit(self.model.numbers[current.row()])

    def _on_selection_changed(self) -> None:
        self.selection_changed.emit(self.selected_count())

    def _selected_ranges(self) -> list[tuple[int, int]]:
        # Ranges, not rows: all of a million rows may be selected.
        selection = self.view.selectionModel().selection()
        parts = (selection.at(place) for place in range(selection.count()))
        return sorted((part.top(), part.bottom()) for part in parts)


_RESELECTED: Final = 200
"""So many selected articles stay selected when the list changes."""
_SELECT_TOO: Final = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
_SELECT_ONE: Final = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
