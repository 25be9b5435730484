"""What an import did: how many were added, and each file that was not, with why and what to do."""

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QWidget

from newsreader.desktop.dialog_frame import button_row, framed_column, primary_button
from newsreader.desktop.dialog_size import fit
from newsreader.desktop.figures import counted, grouped
from newsreader.desktop.paragraph import Paragraph
from newsreader.desktop.row_model import RowModel, plain_table
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


class _Lines(RowModel[Line]):
    headings = _HEADINGS

    def __init__(self, lines: Sequence[Line], parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = lines
        # What all files have in common would leave no room for what tells them apart.
        self._folder = _common_folder([line[1] for line in lines])

    def cell(self, row: Line, column: int) -> str:
        return row[column]

    def shown(self, row: Line, column: int) -> str:
        return row[column].removeprefix(self._folder) if column == 1 else row[column]

    def tip(self, row: Line, column: int) -> str:
        return row[column]


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
        self.table = plain_table(theme, self.lines, "Files that were not added", (96, 240, 280), self)
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
        column = framed_column(self, theme)
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

    def _make_buttons(self, theme: Theme) -> QHBoxLayout:
        copy = QPushButton("Copy", self)
        copy.setToolTip("Copy what is listed")
        copy.clicked.connect(self.copy)
        save = QPushButton("Save as CSV…", self)
        save.clicked.connect(self._on_save)
        close = primary_button(self, "Close")
        close.clicked.connect(self.accept)
        for button in (copy, save):
            button.setVisible(bool(self._all))
        return button_row(theme, (copy, save), (close,))

    @property
    def listed(self) -> list[Line]:
        """The lines on show."""
        kind = self.kinds.current
        return [line for line in self._all if not kind or line[0] == kind]

    def show_kind(self, kind: str) -> None:
        """Shows only what failed, was there already or was left out; "" for all."""
        self.kinds.choose(kind)
        self.lines.show(self.listed)

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
