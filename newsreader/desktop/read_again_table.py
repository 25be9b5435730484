"""The differences that reading again makes, one line each: field, article, what it was, what it is now."""

import html
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from newsreader.desktop.record_values import ROWS
from newsreader.desktop.repair_words import rule_in_words
from newsreader.desktop.theme import Theme
from newsreader.domain.field import FieldValue
from newsreader.domain.re_extracting import ArticleChange, ReExtractReport

HEADINGS: Final = ("What", "Article", "Before", "Now")
REPAIRS: Final = "repairs"
FAILED: Final = "failed"
_NONE: Final = "none"


class Line(NamedTuple):
    """One difference: the group it belongs to, and the four cells of its row."""

    group: str
    what: str
    article: str
    before: str
    now: str


def lines_of(report: ReExtractReport) -> list[Line]:
    """All differences of a report, grouped by field in the order of the record, then repairs, then what failed."""
    order = {name: place for place, name in enumerate([*ROWS, REPAIRS])}
    found = [line for change in report.changes for line in _lines(change)]
    found.sort(key=lambda line: order.get(line.group, len(ROWS)))
    failed = [Line(FAILED, "Could not be read", one.id, one.reason, one.remedy) for one in report.unreadable]
    return [*found, *failed]


def groups_of(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """The groups of the lines with their words and counts, for choosing one: ("headline", "Headline 12")."""
    counts = Counter(line.group for line in lines)
    words = {REPAIRS: "Repairs", FAILED: "Could not be read"}
    return [(name, f"{words.get(name) or ROWS.get(name, _plain(name))}  {count}") for name, count in counts.items()]


def _lines(change: ArticleChange) -> list[Line]:
    headline = next((one for one in change.fields if one.name == "headline" and not one.is_covered), None)
    title = str((headline.new if headline else None) or change.headline or change.id)
    found = []
    for one in change.fields:
        what = ROWS.get(one.name, _plain(one.name)) + (" (yours stays)" if one.is_covered else "")
        found.append(Line(one.name, what, title, in_words(one.old), in_words(one.new)))
    for repairs, before, now in ((change.repairs_added, "", "{} more"), (change.repairs_removed, "{} fewer", "")):
        for rule, count in repairs.items():
            found.append(Line(REPAIRS, rule_in_words(rule), title, before.format(count), now.format(count)))
    if change.is_raw_other:
        lost = f"; {change.orphans} notes lose their place" if change.orphans else ""
        found.append(Line(REPAIRS, "The text", title, "", f"reads otherwise{lost}"))
    return found


def in_words(value: FieldValue) -> str:
    """A field value in one line."""
    if value is None or value == ():
        return _NONE
    if isinstance(value, tuple):
        return ", ".join(str(part.get("name", "")) if isinstance(part, Mapping) else str(part) for part in value)
    if isinstance(value, Mapping):
        return str(value.get("text", ""))
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _plain(name: str) -> str:
    return name.replace("_", " ").capitalize()


class Differences(QAbstractTableModel):
    """The lines of one group or of all."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Shows these lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex(), /) -> int:  # noqa: B008, N802
        """One a line."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex(), /) -> int:  # noqa: ARG002, B008, N802
        """What, which article, before, now."""
        return len(HEADINGS)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> str | None:
        """The words of a cell."""
        cell = self.lines[index.row()][index.column() + 1]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(cell.split())
        if role == Qt.ItemDataRole.ToolTipRole and cell:
            return f"<p>{html.escape(cell)}</p>"
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> str | None:
        """The words above a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return HEADINGS[section]
        return None


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
