"""Rows of text for a table or a list: what the dialogs that list things have in common."""

import html
from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from newsreader.desktop.theme import Theme

Row = TypeVar("Row")


class RowModel(QAbstractTableModel, Generic[Row]):
    """Rows of one kind with the same cells; a table of them says what it heads and what a cell says.

    Attributes:
        headings: The words above the columns.
        rows: What is listed.
    """

    headings: ClassVar[Sequence[str]] = ()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Lists these rows in place of those before."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def cell(self, row: Row, column: int) -> str:
        """The words of a cell, as they are read out."""
        raise NotImplementedError

    def shown(self, row: Row, column: int) -> str:
        """The words of a cell as they are shown; the same unless there is little room."""
        return self.cell(row, column)

    def tip(self, _row: Row, _column: int) -> str:
        """What is said under the pointer; "" for nothing."""
        return ""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex(), /) -> int:  # noqa: B008, N802
        """How many are listed."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex(), /) -> int:  # noqa: B008, N802
        """One for each heading."""
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        """A cell, shown, read out or told under the pointer."""
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.cell(row, column)
        if role == Qt.ItemDataRole.ToolTipRole and (tip := self.tip(row, column)):
            return f"<p>{html.escape(tip)}</p>"
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> Any:
        """The words above a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.headings[section]
        return None


class RowList(QAbstractListModel, Generic[Row]):
    """Rows of one kind, one below the other; a list of them says what a row says."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Lists these rows in place of those before."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex(), /) -> int:  # noqa: B008, N802
        """How many are listed."""
        return 0 if parent.isValid() else len(self.rows)


def plain_table(
    theme: Theme, model: QAbstractTableModel, name: str, widths: Sequence[int], parent: QWidget
) -> QTableView:
    """A quiet table of text: rows are selected whole, the last column takes the room that is left.

    Args:
        theme: The look.
        model: What it shows.
        name: For who hears it.
        widths: Of all columns but the last, in design pixels.
        parent: Of the table.
    """
    table = QTableView(parent)
    table.setModel(model)
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setStyleSheet("QTableView::item { padding: 0 6px; }")
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.px(30))
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
    header.setStretchLastSection(True)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    for section, width in enumerate(widths):
        header.resizeSection(section, theme.px(width))
    return table
