"""Importing files: what holds for all of them, a look at what would become of each, and then the import."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QInputDialog, QProgressBar, QPushButton, QWidget

from newsreader.desktop import import_table
from newsreader.desktop.dialog_frame import button_row, framed_column, primary_button
from newsreader.desktop.dialog_size import fit
from newsreader.desktop.figures import counted, grouped
from newsreader.desktop.import_form import ImportForm
from newsreader.desktop.import_table import FateTable
from newsreader.desktop.paragraph import Paragraph
from newsreader.desktop.row_model import plain_table
from newsreader.desktop.segments import Segments
from newsreader.desktop.theme import Theme, Type
from newsreader.domain.import_listing import FATES
from newsreader.domain.importing import ImportProgress, ImportReport, ImportRequest
from newsreader.services.process_crash import ProcessCrash

_ADVICE: Final = "newsreader works these out from the files. Say here only what holds for all of them."
_SMALL: Final = (720, 280)
_LARGE: Final = (1080, 720)


class ImportDialog(QDialog):
    """Asks, shows, and then has the files imported; Enter goes on without saying anything.

    Signals:
        settled: `ImportRequest`: import them.
        look_wanted: `ImportRequest` of a dry run.
        stop_wanted: Look at no more files.
        profile_saved: `ImportProfile` to keep.
        profile_deleted: Name of a profile to forget.
        columns_wanted: Show which column of a table means what, see `ColumnsDialog`.
    """

    settled = Signal(object)
    look_wanted = Signal(object)
    stop_wanted = Signal()
    profile_saved = Signal(object)
    profile_deleted = Signal(str)
    columns_wanted = Signal()

    def __init__(self, theme: Theme, paths: Sequence[Path], archive: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._paths = [str(path) for path in paths]
        self._has_looked = False
        self._is_looking = False
        self.setWindowTitle("Import")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        what = f"“{paths[0].name}”" if len(paths) == 1 else counted(len(paths), "item", "items")
        column = framed_column(self, theme)
        column.addWidget(Paragraph(theme, f"Import {what} into {archive}", Type.TITLE))
        column.addWidget(Paragraph(theme, _ADVICE, Type.BODY, "muted"))
        self.form = ImportForm(theme, self)
        self.form.changed.connect(self._on_changed)
        self.form.save_wanted.connect(self._on_save)
        self.form.delete_wanted.connect(self.profile_deleted)
        self.form.columns_wanted.connect(self.columns_wanted)
        self.form.more.toggled.connect(lambda _: self._make_room())
        column.addWidget(self.form)
        self.complaint = Paragraph(theme, "", Type.SMALL, "danger", self)
        self.complaint.hide()
        column.addWidget(self.complaint)
        self._make_look(theme)
        for widget in (self.said, self.bar, self.kinds):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft if widget is self.kinds else Qt.AlignmentFlag(0))
        column.addWidget(self.table, 1)
        column.addWidget(self.about)
        column.addStretch(0)
        column.addSpacing(theme.space(1))
        column.addLayout(self._make_buttons(theme))
        self._show_look()
        fit(self, theme.px(_SMALL[0]), theme.px(_SMALL[1]))
        self.go.setFocus()

    def _make_look(self, theme: Theme) -> None:
        self.said = Paragraph(theme, "", Type.BODY, "ink", self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the look")
        self.kinds = Segments(
            theme,
            "Show",
            [("", "All", "Every file")] + [(fate, import_table.WORDS[fate], f"Only these: {fate}") for fate in FATES],
            self,
        )
        self.kinds.choose("")
        self.kinds.chosen.connect(self.show_fate)
        self.fates = FateTable(theme, self)
        self.table = plain_table(theme, self.fates, "What would become of each file", import_table.WIDTHS, self)
        self.table.setSortingEnabled(True)
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.horizontalHeader().setSortIndicatorClearable(True)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._show_about(now.row()))
        self.fates.modelReset.connect(lambda: self._show_about(-1))
        self.about = Paragraph(theme, "", Type.SMALL, "muted", self)
        self.about.setAccessibleName("The chosen file")

    def _make_buttons(self, theme: Theme) -> QHBoxLayout:
        self.ask_again = QCheckBox("Ask this before each import", self)
        self.ask_again.setChecked(True)
        self.cancel = QPushButton("Cancel", self)
        self.cancel.clicked.connect(self.reject)
        self.look = QPushButton("Look first", self)
        self.look.setToolTip("List what would become of each file; nothing is imported yet")
        self.look.clicked.connect(self._on_look)
        self.go = primary_button(self, "Import")
        self.go.clicked.connect(self._on_go)
        return button_row(theme, (self.ask_again,), (self.cancel, self.look, self.go))

    # -- looking ------------------------------------------------------------------------------------------------------

    def show_progress(self, progress: ImportProgress) -> None:
        """Lists the files that were looked at, and says how far that is."""
        self.fates.add(progress.files)
        self._show_counts()
        if self._is_looking:
            is_known = progress.total_is_final and progress.total
            self.bar.setRange(0, progress.total if is_known else 0)
            self.bar.setValue(progress.done)
            of = f" of {grouped(progress.total)}" if is_known else ""
            self.said.setText(f"Looked at {grouped(progress.done)}{of} files")

    def show_end(self, message: ImportReport | ProcessCrash) -> None:
        """Says what the look has found, or why it could not be ended."""
        self._is_looking = False
        self._show_look()
        if isinstance(message, ProcessCrash):
            self.said.setText(f"{message.message.rstrip('.')}. {message.remedy}")
            return
        stopped = "Stopped before the end. " if message.interrupted else ""
        if not self.fates.all:
            self.said.setText(f"{stopped}There are no files in it.")
            return
        articles = counted(message.added, "new article", "new articles")
        files = counted(self.fates.counts["new"], "file", "files")
        found = f"{articles} in {files}" if message.added else "Nothing new"
        self.said.setText(f"{stopped}{found}. Nothing is imported yet.")

    def show_fate(self, fate: str) -> None:
        """Lists only the files of one fate; "" for all."""
        self.kinds.choose(fate)
        self.fates.show_fate(fate)

    def _on_look(self) -> None:
        if self._is_looking:
            self.stop_wanted.emit()
            return
        request = self._request(dry_run=True)
        if request is None:
            return
        self._is_looking = self._has_looked = True
        self.fates.clear()
        self._show_counts()
        self.said.setText("Looking at the files…")
        self.bar.setRange(0, 0)
        self._show_look()
        self._make_room()
        self.look_wanted.emit(request)

    def _show_look(self) -> None:
        for widget in (self.said, self.kinds, self.table, self.about):
            widget.setVisible(self._has_looked)
        self.bar.setVisible(self._is_looking)
        self.look.setText("Stop" if self._is_looking else "Look again" if self._has_looked else "Look first")

    def _show_counts(self) -> None:
        self.kinds.set_text("", f"All {grouped(len(self.fates.all))}")
        for fate in FATES:
            self.kinds.set_text(fate, f"{import_table.WORDS[fate]} {grouped(self.fates.counts[fate])}")

    def _show_about(self, row: int) -> None:
        rows = self.fates.rows
        self.about.setText(import_table.in_full(rows[row]) if 0 <= row < len(rows) else "")

    def _make_room(self) -> None:
        width, height = _LARGE if self._has_looked else (_SMALL[0], _SMALL[1] + 120 * self.form.more.isChecked())
        theme = self._theme
        fit(self, max(self.width(), theme.px(width)), max(self.height(), theme.px(height)))

    # -- settling -----------------------------------------------------------------------------------------------------

    def _request(self, *, dry_run: bool) -> ImportRequest | None:
        try:
            request = self.form.request(self._paths, dry_run=dry_run)
        except ValueError as error:
            self.complain(str(error))
            return None
        self.complaint.hide()
        return request

    def _on_go(self) -> None:
        if (request := self._request(dry_run=False)) is not None:
            self.settled.emit(request)
            self.accept()

    def _on_changed(self) -> None:
        self.complaint.hide()
        if self._has_looked and not self._is_looking:
            self.said.setText("The settings were changed since. Look again to see what they do.")

    def _on_save(self) -> None:
        name, is_given = QInputDialog.getText(
            self, "Save as a profile", "Name of the profile:", text=self.form.profile.currentData() or ""
        )
        if is_given:
            self.save_profile(name)

    def save_profile(self, name: str) -> None:
        """Has what is filled in kept under a name."""
        if not name.strip():
            self.complain("A profile needs a name.")
            return
        try:
            profile = self.form.profile_of(name.strip())
        except ValueError as error:
            self.complain(str(error))
            return
        self.profile_saved.emit(profile)

    def complain(self, words: str) -> None:
        """Says what is wrong with what is filled in."""
        self.complaint.setText(words)
        self.complaint.show()

    def done(self, result: int) -> None:
        """Looks at no more files."""
        if self._is_looking:
            self._is_looking = False
            self.stop_wanted.emit()
        super().done(result)
