"""The words of the archive: a pattern, the words that match it with their counts, their years as small bars."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from newsreader.desktop.dialog_frame import framed_column
from newsreader.desktop.dialog_size import fit
from newsreader.desktop.figures import counted, grouped
from newsreader.desktop.labels import Label
from newsreader.desktop.paragraph import Paragraph
from newsreader.desktop.row_model import RowModel
from newsreader.desktop.theme import Theme, Type
from newsreader.search.index import TermCount, TermsFound

MOST_SHOWN: Final = 500
_PAUSE_MS: Final = 200
_NUMBERS: Final = (1, 2)
_YEARS: Final = 3


class _Words(RowModel[TermCount]):
    headings = ("Word", "Articles", "Occurrences", "Years")

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.axis = (0, 0)

    def show(self, rows: Sequence[TermCount]) -> None:
        years = [year for one in rows for year, _ in one.years]
        self.axis = (min(years), max(years)) if years else (0, 0)
        super().show(rows)

    def cell(self, row: TermCount, column: int) -> str:
        return (row.word, grouped(row.articles), grouped(row.occurrences), _told(row))[column]

    def shown(self, row: TermCount, column: int) -> str:
        return "" if column == _YEARS else self.cell(row, column)

    def tip(self, row: TermCount, column: int) -> str:
        return _told(row) if column == _YEARS else ""

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in _NUMBERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return super().data(index, role)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignHCenter if section in _NUMBERS else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        words = super().headerData(section, orientation, role)
        return f"{words} {self.axis[0]}–{self.axis[1]}" if words and section == _YEARS and self.axis[1] else words

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder, /) -> None:
        self.beginResetModel()
        keys = (
            lambda one: one.word,
            lambda one: one.articles,
            lambda one: one.occurrences,
            lambda one: one.years[0][0] if one.years else 0,
        )
        self.rows = sorted(self.rows, key=keys[column], reverse=order == Qt.SortOrder.DescendingOrder)
        self.endResetModel()


class _YearBars(QStyledItemDelegate):
    """Articles by year as thin bars, all on the axis of the words shown."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex, /) -> QSize:  # noqa: N802
        return QSize(self._theme.px(160), self._theme.px(28))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, /
    ) -> None:
        model = index.model()
        if not isinstance(model, _Words):
            return
        area, theme, years = option.rect, self._theme, model.rows[index.row()].years
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.colour("selected"))
        first, last = model.axis
        tallest = max((count for _, count in years), default=0)
        if not tallest:
            return
        room, step = area.height() - theme.px(8), (area.width() - theme.px(16)) / (last - first + 1)
        for year, count in years:
            height = max(2.0, room * count / tallest)
            left = round(area.left() + theme.px(8) + (year - first) * step)
            bar = QRectF(left, area.bottom() - theme.px(4) - height, min(max(2, round(step * 0.76)), 10), height)
            painter.fillRect(bar, theme.colour("accent", 0.88))


class WordsDialog(QDialog):
    """Looks through the words of the archive.

    Signals:
        terms_wanted: A pattern; give what it finds to `show_terms`.
        word_chosen: A word to search for.
    """

    terms_wanted = Signal(str)
    word_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle("Words of this archive")
        self.line = QLineEdit(self)
        self.line.setAccessibleName("Pattern")
        self.line.setPlaceholderText("elect*   *burgh   wom?n")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.line.textEdited.connect(lambda _: self._pause.start())
        self.line.returnPressed.connect(self._ask)
        self.model = _Words(self)
        self.table = QTableView(self)
        self.table.setAccessibleName("Words with articles, occurrences and years")
        self.table.setModel(self.model)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setStyleSheet("QTableView::item { padding: 0 6px; }")
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.px(28))
        self.table.setItemDelegateForColumn(_YEARS, _YearBars(theme, self.table))
        self.table.setTabKeyNavigation(False)
        self.table.activated.connect(self._on_activated)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(1, theme.px(90))
        header.resizeSection(2, theme.px(110))
        header.resizeSection(_YEARS, theme.px(220))
        self.said = Label(theme, "Type the beginning of a word and a *", Type.BODY, "muted", self)
        column = framed_column(self, theme)
        column.addWidget(Paragraph(theme, "Words of this archive", Type.TITLE))
        column.addWidget(self.line)
        column.addWidget(self.table, 1)
        column.addWidget(self.said)
        fit(self, theme.px(720), theme.px(560))
        self.line.setFocus()

    def show_terms(self, found: TermsFound) -> None:
        """Shows what a pattern found."""
        header = self.table.horizontalHeader()
        self.model.show(found.terms)
        self.model.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
        more = " or more" if found.is_cut else ""
        shown = f", the {grouped(len(found.terms))} most frequent are shown" if found.total > len(found.terms) else ""
        words = f"{counted(found.total, 'word', 'words')}{more}{shown}. Enter or a double click searches."
        self.say(words if found.terms else "No word of this archive matches")

    def say(self, words: str) -> None:
        """Says something below the table."""
        self.said.setText(words)
        self.said.setAccessibleName(words)

    def _ask(self) -> None:
        self._pause.stop()
        if self.line.text().strip():
            self.terms_wanted.emit(self.line.text().strip())

    def _on_activated(self, index: QModelIndex) -> None:
        self.word_chosen.emit(self.model.rows[index.row()].word)


def _told(one: TermCount) -> str:
    if not one.years:
        return f"{one.word}: in no dated article"
    best = max(one.years, key=lambda pair: pair[1])
    first, last = one.years[0][0], one.years[-1][0]
    span = str(first) if first == last else f"{first}–{last}"
    return f"{one.word}: {span}, most in {best[0]} ({counted(best[1], 'article', 'articles')})"
