"""The article list as Qt sees it: numbers of articles in one array, their rows fetched a page at a time.

`data()` never waits: a row that is not here yet is asked for with `rows_wanted` and shown empty until `put_rows`.
"""

from array import array
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from newsreader.desktop.dates import spoken_date
from newsreader.desktop.figures import counted
from newsreader.domain.hits import Snippet
from newsreader.domain.listing import ArticleRow

PAGE_ROWS: Final = 64
KEPT_PAGES: Final = 96

Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What `data()` gives beyond Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1
    """The `ArticleRow`, or None while it is on its way."""
    SNIPPET = Qt.ItemDataRole.UserRole + 2
    """The `Snippet`, or None."""


class ArticleListModel(QAbstractTableModel):
    """Articles in the order they were asked for.

    Signals:
        rows_wanted: (generation, page, array of numbers): give them to `put_rows` when they are there.
    """

    rows_wanted = Signal(int, int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers: array[int] = array("q")
        self._pages: OrderedDict[int, tuple[ArticleRow | None, ...]] = OrderedDict()
        self._snippets: dict[int, Snippet] = {}
        self._generation = 0
        self._asked: set[int] = set()
        self._stale: set[int] = set()
        self._to_ask: list[int] = []
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self._ask)

    @property
    def numbers(self) -> "array[int]":
        """The numbers of all articles listed. Do not change it."""
        return self._numbers

    @property
    def generation(self) -> int:
        """Which list this is; rows of an earlier one are not taken."""
        return self._generation

    def set_numbers(self, numbers: "array[int]") -> None:
        """Shows another list."""
        self.beginResetModel()
        self._numbers = numbers
        self._forget()
        self.endResetModel()

    def refresh(self) -> None:
        """Fetches again what is shown; until then the old rows stay."""
        self._generation += 1
        self._asked.clear()
        self._to_ask.clear()
        self._stale = set(self._pages)
        if self._numbers:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._numbers) - 1, 0))

    def put_rows(
        self, generation: int, page: int, rows: Sequence[ArticleRow], snippets: Mapping[int, Snippet] | None = None
    ) -> None:
        """Takes the rows of a page; those that vanished from the archive meanwhile stay empty."""
        if generation != self._generation:
            return
        self._asked.discard(page)
        self._stale.discard(page)
        by_number = {row.number: row for row in rows}
        first, last = self._bounds(page)
        self._pages[page] = tuple(by_number.get(number) for number in self._numbers[first:last])
        self._pages.move_to_end(page)
        self._snippets.update(snippets or {})
        while len(self._pages) > KEPT_PAGES:
            _, gone = self._pages.popitem(last=False)
            for row in gone:
                if row is not None:
                    self._snippets.pop(row.number, None)
        self.dataChanged.emit(self.index(first, 0), self.index(last - 1, 0))

    def give_up(self, generation: int, page: int) -> None:
        """The rows of a page could not be fetched; they may be asked for again."""
        if generation == self._generation:
            self._asked.discard(page)

    def row(self, place: int) -> ArticleRow | None:
        """The article at a place, or None when it is not here (then it is asked for)."""
        if not 0 <= place < len(self._numbers):
            return None
        page, within = divmod(place, PAGE_ROWS)
        rows = self._pages.get(page)
        if rows is None or page in self._stale:
            self._want(page)
        if rows is None:
            return None
        return rows[within]

    def place_of(self, number: int) -> int | None:
        """Where an article stands in the list."""
        try:
            return self._numbers.index(number)
        except ValueError:
            return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """How many articles there are."""
        return 0 if parent.isValid() else len(self._numbers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """One: a card."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is known about a row, at once."""
        if not index.isValid():
            return None
        row = self.row(index.row())
        if role == Role.ROW:
            return row
        if role == Role.SNIPPET:
            return self._snippets.get(self._numbers[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return row.headline if row is not None else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken_row(row) if row is not None else "Loading"
        return None

    def _bounds(self, page: int) -> tuple[int, int]:
        first = page * PAGE_ROWS
        return first, min(first + PAGE_ROWS, len(self._numbers))

    def _want(self, page: int) -> None:
        if page not in self._asked:
            self._asked.add(page)
            self._to_ask.append(page)
            self._asking.start()

    def _ask(self) -> None:
        # Last asked first: while one drags the scroll bar, what is in view now counts; the rest is asked again if seen.
        wanted, passed = self._to_ask[-3:], self._to_ask[:-3]
        self._to_ask = []
        self._asked.difference_update(passed)
        for page in reversed(wanted):
            first, last = self._bounds(page)
            if first < last:
                self.rows_wanted.emit(self._generation, page, self._numbers[first:last])

    def _forget(self) -> None:
        self._generation += 1
        self._pages.clear()
        self._snippets.clear()
        self._asked.clear()
        self._stale.clear()
        self._to_ask.clear()


def meta_line(row: ArticleRow) -> list[str]:
    """Paper, date and page of an article as shown under its headline; what is unknown is left out."""
    parts = [row.paper, spoken_date(row.date) if row.date else "", f"p. {row.page}" if row.page else ""]
    if row.family_size:
        parts.append("also in " + counted(row.family_size, "paper", "papers"))
    return [part for part in parts if part]


def doubt_text(row: ArticleRow) -> str:
    """The field that wants looking at, as shown: `byline?`; "" for none."""
    return f"{row.doubtful.replace('_', ' ')}?" if row.doubtful else ""


def spoken_row(row: ArticleRow) -> str:
    """One article as a screen reader says it."""
    parts = [row.headline or "Without headline", *meta_line(row)]
    if not row.is_read:
        parts.append("unread")
    if row.is_starred:
        parts.append("starred")
    if row.tags:
        parts.append("tags: " + ", ".join(row.tags))
    if row.notes:
        parts.append(counted(row.notes, "note", "notes"))
    if row.doubtful:
        parts.append(f"doubtful: {doubt_text(row).rstrip('?')}")
    return ". ".join(parts)
