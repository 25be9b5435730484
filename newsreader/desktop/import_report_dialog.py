"""What an import did: how many were added, and each file that was not, with why and what to do."""

import csv
import html
import io
import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from newsreader.desktop.dialog_size import fit
from newsreader.desktop.figures import counted, grouped
from newsreader.desktop.paragraph import Paragraph
from newsreader.desktop.segments import Segments
from newsreader.desktop.theme import Theme, Type
from newsreader.domain.importing import ImportReport

Line = tuple[str, str, str, str]
_HEADINGS = ("What", "File", "Why", "What to do")
_MANY = {"failed": "Failed", "duplicate": "Duplicates", "skipped": "Skipped"}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def lines_of(report: ImportReport) -> list[Line]:
    """Every file that was not added: what became of it, its path, why, and what to do about it."""
    failed = [("failed", item.path, item.reason, item.remedy) for item in report.failures]
    twice = [("duplicate", path, f"Already there as {known}", "") for path, known in report.duplicate_paths]
    skipped = [("skipped", item.path, item.reason, item.remedy) for item in report.skips]
    return [*failed, *twice, *skipped]


def as_csv(lines: Sequence[Line]) -> str:
    """Lines as CSV; what a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_HEADINGS)
    for line in lines:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell for cell in line])
    return out.getvalue()


def summary(report: ImportReport) -> str:
    """The report in one line."""
    parts = [
        f"{counted(report.added, 'article', 'articles')} added",
        f"{counted(report.duplicates, 'duplicate', 'duplicates')}",
        f"{grouped(report.failed)} failed",
        f"{grouped(report.skipped)} skipped",
    ]
    return " · ".join(parts)


def _common_folder(paths: Sequence[str]) -> str:
    try:
        return os.path.join(os.path.commonpath([str(Path(path).parent) for path in paths]), "")  # noqa: PTH118
    except ValueError:  # none, or some relative and some not
        return ""


class _Lines(QAbstractTableModel):
    def __init__(self, lines: Sequence[Line], parent: QWidget) -> None:
        super().__init__(parent)
        self._lines = lines
        # What all files have in common would leave no room for what tells them apart.
        self._folder = _common_folder([line[1] for line in lines])

    def set_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex(), /) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex(), /) -> int:  # noqa: ARG002, B008, N802
        return len(_HEADINGS)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> str | None:
        cell = self._lines[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.removeprefix(self._folder) if index.column() == 1 else cell
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return cell
        if role == Qt.ItemDataRole.ToolTipRole and cell:
            return f"<p>{html.escape(cell)}</p>"
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _HEADINGS[section]
        return None


class ImportReportDialog(QDialog):
    """The report of one import; its lines can be copied and saved."""

    def __init__(self, theme: Theme, report: ImportReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all = lines_of(report)
        self.setWindowTitle("Report of the import")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = "The import was stopped" if report.interrupted else "The import is done"
        speed = f"{grouped(round(report.articles_per_second))} articles a second"
        again = " Import the same files again to go on where it stopped." if report.interrupted else ""
        said = f"{summary(report)}. {speed}.{again}"
        self.lines = _Lines(self._all, self)
        self.table = self._make_table(theme)
        counts = {kind: sum(line[0] == kind for line in self._all) for kind in ("failed", "duplicate", "skipped")}
        self.kinds = Segments(
            theme,
            "Show",
            [("", f"All {len(self._all)}", "Every file that was not added")]
            + [(kind, f"{_MANY[kind]} {count}", f"Only these: {kind}") for kind, count in counts.items()],
            self,
        )
        self.kinds.choose("")
        self.kinds.chosen.connect(self.show_kind)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(6), theme.space(5), theme.space(6), theme.space(5))
        column.setSpacing(theme.space(3))
        column.addWidget(Paragraph(theme, title, Type.TITLE))
        column.addWidget(Paragraph(theme, said, Type.BODY, "muted"))
        if self._all:
            column.addWidget(self.kinds, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(self.table, 1)
        else:
            column.addStretch(1)
            for part in (self.kinds, self.table):
                part.hide()
        column.addLayout(self._make_buttons(theme))
        fit(self, theme.px(920), theme.px(460 if self._all else 180))

    def _make_table(self, theme: Theme) -> QTableView:
        table = QTableView(self)
        table.setModel(self.lines)
        table.setAccessibleName("Files that were not added")
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
        for section, width in enumerate((96, 240, 280)):
            header.resizeSection(section, theme.px(width))
        return table

    def _make_buttons(self, theme: Theme) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.space(2))
        copy = QPushButton("Copy", self)
        copy.setToolTip("Copy what is listed")
        copy.clicked.connect(self.copy)
        save = QPushButton("Save as CSV…", self)
        save.clicked.connect(self._on_save)
        close = QPushButton("Close", self)
        close.setProperty("look", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        for button in (copy, save):
            button.setAutoDefault(False)
            button.setVisible(bool(self._all))
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        return row

    @property
    def listed(self) -> list[Line]:
        """The lines on show."""
        kind = self.kinds.current
        return [line for line in self._all if not kind or line[0] == kind]

    def show_kind(self, kind: str) -> None:
        """Shows only what failed, was there already or was left out; "" for all."""
        self.kinds.choose(kind)
        self.lines.set_lines(self.listed)

    def copy(self) -> None:
        """Puts what is listed on the clipboard, with tabs between the columns."""
        text = "\n".join("\t".join(line) for line in [_HEADINGS, *self.listed])
        QGuiApplication.clipboard().setText(text)

    def _on_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save the report", "import-report.csv", "CSV (*.csv)")
        if name:
            self.save(Path(name))

    def save(self, path: Path) -> None:
        """Writes what is listed as CSV."""
        try:
            path.write_text(as_csv(self.listed), encoding="utf-8-sig", newline="")
        except OSError as error:
            self.setWindowTitle(f"Not saved: {error.strerror or error}")
