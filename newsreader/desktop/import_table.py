"""The table of a dry run: what would become of each file, filtered, sorted, and growing while files are read."""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from newsreader.desktop.figures import grouped
from newsreader.desktop.row_model import RowModel
from newsreader.desktop.theme import Theme
from newsreader.domain.import_listing import FAILED, FATES, LEFT_OUT, NEW, THERE, FileFate
from newsreader.text import authorities

WORDS: Final = {NEW: "New", THERE: "Already there", LEFT_OUT: "Left out", FAILED: "Failed"}
"""What would become of a file, in the words of the table."""

_HEADINGS: Final = ("File", "Would be", "Articles", "Headline, or why not", "Paper", "Date", "Country", "Format")
WIDTHS: Final = (208, 112, 70, 230, 130, 108, 90, 60)
"""Of the columns, in design pixels."""

_COLOURS: Final = {THERE: "muted", LEFT_OUT: "muted", FAILED: "danger"}
_FILE, _FATE, _ARTICLES, _HEADLINE, _PAPER, _DATE, _COUNTRY, _FORMAT = range(8)


class FateTable(RowModel[FileFate]):
    """What would become of each file.

    Attributes:
        all: Every file told of so far.
        counts: How many there are of each fate.
    """

    headings = _HEADINGS

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.all: list[FileFate] = []
        self.counts: Counter[str] = Counter()
        self.rows: list[FileFate] = []
        self._fate = ""
        self._folder: str | None = None
        self._order: tuple[int, bool] | None = None

    def clear(self) -> None:
        """Forgets all files; filter and order stay."""
        self.all = []
        self.counts.clear()
        self._folder = None
        self.show([])

    def add(self, fates: Sequence[FileFate]) -> None:
        """Lists more files; in an order they find their places, else they come last."""
        if not fates:
            return
        self.all.extend(fates)
        self.counts.update(fate.fate for fate in fates)
        known, self._folder = self._folder, _common_folder(self._folder, fates)
        if self._order is not None or known not in (None, self._folder):
            self._arrange()
            return
        shown = [fate for fate in fates if self._is_wanted(fate)]
        if shown:
            first = len(self.rows)
            self.beginInsertRows(QModelIndex(), first, first + len(shown) - 1)
            self.rows.extend(shown)
            self.endInsertRows()

    def show_fate(self, fate: str) -> None:
        """Lists only the files of one fate; "" for all."""
        self._fate = fate
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder, /) -> None:
        """Sorts by a column; -1 for the order in which files are read."""
        self._order = None if column < 0 else (column, order == Qt.SortOrder.DescendingOrder)
        self._arrange()

    def _is_wanted(self, fate: FileFate) -> bool:
        return not self._fate or fate.fate == self._fate

    def _arrange(self) -> None:
        rows = [fate for fate in self.all if self._is_wanted(fate)]
        if self._order is not None:
            column, is_down = self._order
            rows.sort(key=_SORT_KEYS.get(column) or (lambda fate: self.cell(fate, column).casefold()), reverse=is_down)
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def show(self, rows: Sequence[FileFate]) -> None:
        """Lists these rows in place of those before."""
        super().show(list(rows))

    def cell(self, row: FileFate, column: int) -> str:
        """The words of a cell."""
        return _cell(row, column)

    def shown(self, row: FileFate, column: int) -> str:
        """What all files have in common would leave no room for what tells them apart."""
        return row.path.removeprefix(self._folder or "") if column == _FILE else _cell(row, column)

    def tip(self, row: FileFate, column: int) -> str:
        """All of it."""
        return _cell(row, column)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        """A cell; numbers stand at the right, and what wants looking at stands out."""
        if role == Qt.ItemDataRole.ForegroundRole:
            token = _COLOURS.get(self.rows[index.row()].fate)
            return self._theme.colour(token) if token and index.column() in (_FATE, _HEADLINE) else None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == _ARTICLES:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return super().data(index, role)


def _cell(row: FileFate, column: int) -> str:
    if column == _FILE:
        return row.path
    if column == _FATE:
        return WORDS[row.fate]
    if column == _ARTICLES:
        return grouped(row.articles) if row.articles else ""
    if column == _HEADLINE:
        return why(row) if row.fate in (LEFT_OUT, FAILED) else row.headline or why(row)
    if column == _COUNTRY:
        return authorities.country_name(row.country) if row.country else ""
    return {_PAPER: row.paper, _DATE: row.date, _FORMAT: row.format}[column]


def why(row: FileFate) -> str:
    """Why a file brings nothing new, as the beginning of a sentence; "" when it does."""
    if row.reason:
        return row.reason[:1].upper() + row.reason[1:]
    if row.fate == THERE:
        return f"Already there as {row.known_as}" if row.known_as else "Already there, from this very file"
    return ""


def in_full(row: FileFate) -> str:
    """All that is known of a file, for below the table."""
    parts = [row.path]
    reason = why(row)
    if row.fate == NEW:
        parts.append(f"{grouped(row.new)} new{f', {grouped(row.known)} already there' if row.known else ''}.")
    if reason:
        parts.append(f"{reason.rstrip('.')}.")
    if row.remedy:
        parts.append(row.remedy)
    return "  ".join(parts)


def _common_folder(known: str | None, fates: Sequence[FileFate]) -> str:
    if known == "":
        return ""
    folders = {str(Path(fate.path).parent) for fate in fates}
    try:
        return os.path.join(os.path.commonpath([*folders, *([known] if known else [])]), "")  # noqa: PTH118
    except ValueError:  # some relative and some not
        return ""


_SORT_KEYS: Final[dict[int, Callable[[FileFate], Any]]] = {
    _FATE: lambda fate: FATES.index(fate.fate),
    _ARTICLES: lambda fate: fate.articles,
}
