"""Reading articles again: which ones, what would change, and how far it is."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from newsreader.desktop.choice import Choice
from newsreader.desktop.dialog_frame import button_row, framed_column
from newsreader.desktop.dialog_size import fit
from newsreader.desktop.figures import counted, grouped
from newsreader.desktop.labels import Label
from newsreader.desktop.paragraph import Paragraph
from newsreader.desktop.read_again_table import Differences, groups_of, lines_of
from newsreader.desktop.row_model import plain_table
from newsreader.desktop.theme import Theme, Type
from newsreader.domain.re_extracting import LISTED, ReExtractProgress, ReExtractReport
from newsreader.services.process_crash import ProcessCrash

SCOPES: Final = {
    "older": ("The {} read with older rules", "The one read with older rules"),
    "selected": ("The {} that are selected", "The one that is selected"),
    "listed": ("The {} that are listed", "The one that is listed"),
    "all": ("All {} of the archive", "The only one of the archive"),
}
"""Which articles: many, one."""

_PHASES: Final = {
    "words": "Counting the words of the archive…",
    "reading": "Reading {} of {}",
    "indexing": "Indexing…",
    "done": "Reading {} of {}",
}
_ADVICE: Final = (
    "Reads the stored originals with the present rules and with what your corrections have taught. What you confirmed, "
    "tagged, noted and corrected stays."
)


class ReadAgainDialog(QDialog):
    """Asks which articles, shows what would change, and then has it done.

    Signals:
        preview_wanted: Scope, one of `SCOPES`.
        reading_wanted: Scope.
        undo_wanted: Take the reading back.
        cancel_wanted: Stop what is going on.
    """

    preview_wanted = Signal(str)
    reading_wanted = Signal(str)
    undo_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, theme: Theme, counts: Mapping[str, int], parent: QWidget | None = None) -> None:
        """Makes the dialog.

        Args:
            theme: The look.
            counts: How many articles each scope has; one without any is not offered.
            parent: The window.
        """
        super().__init__(parent)
        self._is_running = False
        self.setWindowTitle("Read again")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = framed_column(self, theme)
        column.addWidget(Paragraph(theme, "Read articles again", Type.TITLE))
        column.addWidget(Paragraph(theme, _ADVICE, Type.BODY, "muted"))
        column.addLayout(self._make_scopes(theme, counts))
        self.said = Paragraph(theme, "", Type.BODY, "ink", self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the reading")
        self.group = Choice(theme, self)
        self.group.setAccessibleName("Which differences to show")
        self.group.currentIndexChanged.connect(lambda _: self._show_lines())
        self.differences = Differences(self)
        self.table = plain_table(theme, self.differences, "What changes", (150, 260, 220), self)
        for widget in (self.said, self.bar):
            column.addWidget(widget)
        column.addWidget(self.group, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.table, 1)
        self._rest = QWidget(self)
        column.addWidget(self._rest, 1)
        column.addLayout(self._make_buttons(theme))
        self._lines = lines_of(_EMPTY)
        self._show_state()
        self._show_report(_EMPTY)
        self.said.hide()
        fit(self, theme.px(900), theme.px(600))
        self.preview.setFocus()

    def _make_scopes(self, theme: Theme, counts: Mapping[str, int]) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(theme.space(1))
        group = QButtonGroup(self)
        self.scopes: dict[str, QRadioButton] = {}
        for scope, (many, one) in SCOPES.items():
            count = counts.get(scope, 0)
            if not count:
                continue
            words = one if count == 1 else many.format(f"{grouped(count)} articles")
            button = QRadioButton(words, self)
            button.toggled.connect(lambda _: self._on_scope())
            group.addButton(button)
            box.addWidget(button)
            self.scopes[scope] = button
        if not self.scopes:
            box.addWidget(Label(theme, "There are no articles yet.", Type.BODY, "muted", self))
        else:
            next(iter(self.scopes.values())).setChecked(True)
        return box

    def _make_buttons(self, theme: Theme) -> QHBoxLayout:
        self.undo = QPushButton("Take it back", self)
        self.undo.setToolTip("Give every article its former values back")
        self.undo.clicked.connect(self.undo_wanted)
        self.stop = QPushButton("Stop", self)
        self.stop.clicked.connect(self.cancel_wanted)
        self.close_button = QPushButton("Close", self)
        self.close_button.clicked.connect(self.reject)
        self.preview = QPushButton("Show what would change", self)
        self.preview.clicked.connect(lambda: self.preview_wanted.emit(self.scope))
        self.go = QPushButton("Read again", self)
        self.go.setProperty("look", "primary")
        self.go.clicked.connect(lambda: self.reading_wanted.emit(self.scope))
        return button_row(theme, (self.undo,), (self.stop, self.close_button, self.preview, self.go))

    @property
    def scope(self) -> str:
        """Which articles are chosen; "" when there are none."""
        return next((scope for scope, button in self.scopes.items() if button.isChecked()), "")

    def show_running(self, progress: ReExtractProgress | None = None) -> None:
        """Shows that something is going on, and how far it is."""
        self._is_running = True
        self._show_state()
        self.said.show()
        if progress is None:
            self.bar.setRange(0, 0)
            self.said.setText("Beginning…")
            return
        self.bar.setRange(0, progress.total if progress.phase in ("reading", "done") else 0)
        self.bar.setValue(progress.done)
        words = _PHASES.get(progress.phase, "").format(grouped(progress.done), grouped(progress.total))
        self.said.setText(f"{words} · {grouped(progress.changed)} differ" if progress.changed else words)

    def show_report(self, report: ReExtractReport) -> None:
        """Shows what would change, or what was changed."""
        self._is_running = False
        self._show_report(report)
        self._show_state(report)
        # The buttons were off meanwhile, and the keyboard went to whatever stood next.
        (self.table if self._lines else self.close_button).setFocus()

    def show_taken_back(self, count: int) -> None:
        """Says that a reading was taken back."""
        self._is_running = False
        self._show_report(_EMPTY)
        self.said.setText(
            f"Taken back: {counted(count, 'article has its', 'articles have their')} former values again."
        )
        self._show_state()

    def show_crash(self, crash: ProcessCrash) -> None:
        """Says why it could not be done."""
        self._is_running = False
        self.said.show()
        self.said.setText(f"{crash.message.rstrip('.')}. {crash.remedy}")
        self._show_state()

    def _show_report(self, report: ReExtractReport) -> None:
        self._lines = lines_of(report)
        self.said.show()
        self.said.setText(summary(report))
        self.group.blockSignals(True)
        self.group.clear()
        self.group.addItem(f"All differences  {len(self._lines)}", "")
        for name, words in groups_of(self._lines):
            self.group.addItem(words, name)
        self.group.blockSignals(False)
        self._show_lines()

    def _show_lines(self) -> None:
        chosen = self.group.currentData()
        self.differences.show([line for line in self._lines if not chosen or line.group == chosen])
        for widget in (self.table, self.group):
            widget.setVisible(bool(self._lines))
        self._rest.setVisible(not self._lines)

    def _show_state(self, report: ReExtractReport | None = None) -> None:
        is_idle = not self._is_running
        was_read = report is not None and not report.dry_run
        for button in self.scopes.values():
            button.setEnabled(is_idle)
        self.bar.setVisible(self._is_running)
        self.stop.setVisible(self._is_running)
        self.close_button.setVisible(is_idle)
        self.preview.setEnabled(is_idle and bool(self.scopes))
        self.go.setEnabled(is_idle and report is not None and report.dry_run and bool(report.read))
        self.undo.setVisible(is_idle and was_read and bool(report and report.changed))

    def _on_scope(self) -> None:
        """A preview of other articles tells nothing about these."""
        if hasattr(self, "go") and not self._is_running:
            self._show_report(_EMPTY)
            self.said.hide()
            self._show_state()

    def reject(self) -> None:
        """Closes it; first stops what is going on."""
        if self._is_running:
            self.cancel_wanted.emit()
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Not while something is going on: its report says what was done."""
        if self._is_running:
            self.cancel_wanted.emit()
            event.ignore()
            return
        super().closeEvent(event)


_EMPTY: Final = ReExtractReport(0, 0, 0, 0, (), {}, {}, (), "", dry_run=True)


def summary(report: ReExtractReport) -> str:
    """A report in a sentence or two."""
    verb = "would change" if report.dry_run else "changed" if report.changed else "change"
    parts = [f"{counted(report.read, 'article', 'articles')} read: {grouped(report.changed)} {verb}"]
    parts.append(
        f"{grouped(report.unchanged)} stay as they are"
        if report.dry_run
        else f"{grouped(report.unchanged)} are as before"
    )
    if report.unreadable:
        parts.append(f"{grouped(len(report.unreadable))} could not be read and keep what they have")
    text = ", ".join(parts) + "."
    if report.orphans == 1:
        text += " A note loses its place and is kept in the tray."
    elif report.orphans:
        text += f" {grouped(report.orphans)} notes lose their place and are kept in the tray."
    if report.changed > LISTED:
        text += f" The first {grouped(LISTED)} are listed."
    if report.interrupted:
        text += " It was stopped before the end; reading the same articles again goes on."
    return text
