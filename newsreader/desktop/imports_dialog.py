"""The list of imports: the one that runs, those that wait, and those that have ended with their reports."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from newsreader.desktop.dates import spoken_time
from newsreader.desktop.dialog_frame import button_row, framed_column, primary_button
from newsreader.desktop.dialog_size import fit
from newsreader.desktop.figures import counted, grouped
from newsreader.desktop.import_report_dialog import summary
from newsreader.desktop.import_runner import ImportRunner
from newsreader.desktop.paragraph import Paragraph
from newsreader.desktop.row_model import RowModel, plain_table
from newsreader.desktop.status_bar import spoken_duration
from newsreader.desktop.theme import Theme, Type
from newsreader.domain.importing import ImportProgress
from newsreader.services import import_queue
from newsreader.services.import_queue import QueuedImport

_HEADINGS: Final = ("What", "How it goes", "Asked for")
_HOW: Final = 1
_NOTHING: Final = "Nothing was imported yet. Drop files or folders on the window, or choose “Import files”."
_ADVICE: Final = "One import runs at a time. What waits is remembered when newsreader is closed."


class _Imports(RowModel[QueuedImport]):
    headings = _HEADINGS

    def __init__(self, runner: ImportRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self._runner = runner

    def cell(self, row: QueuedImport, column: int) -> str:
        if column == _HOW:
            running = self._runner.running
            is_this = running is not None and running.id == row.id
            return how_it_goes(row, self._runner.progress if is_this else None)
        return what(row) if column == 0 else spoken_time(row.asked_at)

    def tip(self, row: QueuedImport, column: int) -> str:
        if column == 0:
            return "\n".join(row.request.paths[:20])
        return f"{row.problem} {row.remedy}".strip() if column == _HOW else ""

    def show_progress(self) -> None:
        """Says anew how the one that runs goes."""
        running = self._runner.running
        for place, item in enumerate(self.rows):
            if running is not None and item.id == running.id:
                index = self.index(place, _HOW)
                self.dataChanged.emit(index, index)

    def share_done(self, place: int) -> float | None:
        """How much of an import is done, from 0 to 1; None for one that does not run."""
        running, progress = self._runner.running, self._runner.progress
        if running is None or self.rows[place].id != running.id or progress is None or not progress.total_is_final:
            return None
        return min(1.0, progress.done / progress.total) if progress.total else None


class _Bar(QStyledItemDelegate):
    """Draws a line below the words that is as long as what is done."""

    def __init__(self, theme: Theme, imports: _Imports) -> None:
        super().__init__(imports)
        self._theme = theme
        self._imports = imports

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The words, and the line."""
        super().paint(painter, option, index)
        share = self._imports.share_done(index.row())
        if share is not None:
            area, gap = option.rect, self._theme.px(6)
            room = area.width() - 2 * gap
            low = area.bottom() - self._theme.px(4)
            painter.fillRect(area.left() + gap, low, room, 3, self._theme.colour("line"))
            painter.fillRect(area.left() + gap, low, round(room * share), 3, self._theme.colour("accent"))


class ImportsDialog(QDialog):
    """A list with buttons for what is chosen in it; it stays open beside the window.

    Signals:
        report_wanted: `ImportReport` to show.
    """

    report_wanted = Signal(object)

    def __init__(self, theme: Theme, runner: ImportRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self.setWindowTitle("Imports")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.said = Paragraph(theme, _ADVICE, Type.BODY, "muted", self)
        self.imports = _Imports(runner, self)
        self.table = plain_table(theme, self.imports, "Imports", (250, 440), self)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setItemDelegateForColumn(_HOW, _Bar(theme, self.imports))
        self.table.verticalHeader().setDefaultSectionSize(theme.px(38))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_buttons())
        self.table.activated.connect(lambda _: self._on_report())
        self._blank = QWidget(self)
        column = framed_column(self, theme)
        column.addWidget(Paragraph(theme, "Imports", Type.TITLE))
        column.addWidget(self.said)
        column.addWidget(self.table, 1)
        column.addWidget(self._blank, 1)
        column.addLayout(self._make_buttons(theme))
        self._make_keys()
        runner.changed.connect(self.show_imports)
        runner.progressed.connect(lambda _: self.imports.show_progress())
        self.show_imports()
        if self.imports.rows:
            self.table.selectRow(0)
            self.table.setFocus()
        fit(self, theme.px(900), theme.px(440))

    def _make_buttons(self, theme: Theme) -> QHBoxLayout:
        def button(words: str, tip: str, do: object) -> QPushButton:
            made = QPushButton(words, self)
            made.setToolTip(tip)
            made.clicked.connect(do)
            return made

        self.pause = button("Pause", "Pause the chosen import, or go on with it (Space)", self._on_pause)
        self.up = button("Up", "Have it begin earlier (Alt+Up)", lambda: self._move(-1))
        self.up.setAccessibleName("Move up")
        self.down = button("Down", "Have it begin later (Alt+Down)", lambda: self._move(1))
        self.down.setAccessibleName("Move down")
        self.remove = button("Remove", "Stop it, or take it off the list (Delete)", self._on_remove)
        self.report = button("Report…", "What it did, file by file (Enter)", self._on_report)
        self.forget = button("Forget what has ended", "Take all that has ended off the list", self._runner.forget_ended)
        close = primary_button(self, "Close")
        close.clicked.connect(self.accept)
        return button_row(theme, (self.pause, self.up, self.down, self.remove, self.report), (self.forget, close))

    def _make_keys(self) -> None:
        for keys, do in (
            ("Space", self._on_pause), ("Del", self._on_remove), ("Alt+Up", lambda: self._move(-1)),
            ("Alt+Down", lambda: self._move(1)),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(do)

    @property
    def chosen(self) -> QueuedImport | None:
        """The import that is chosen."""
        rows = self.table.selectionModel().selectedRows()
        return self.imports.rows[rows[0].row()] if rows else None

    def show_imports(self) -> None:
        """Lists the imports; the same one stays chosen, or its neighbour when it is gone."""
        chosen, row = self.chosen, self.table.currentIndex().row()
        items = list(self._runner.queue.items)
        self.imports.show(items)
        place = next((at for at, item in enumerate(items) if chosen is not None and item.id == chosen.id), row)
        if items and place >= 0:
            self.table.selectRow(min(place, len(items) - 1))
        self.table.setVisible(bool(items))
        self._blank.setVisible(not items)
        self.said.setText(_ADVICE if items else _NOTHING)
        self._show_buttons()

    def _show_buttons(self) -> None:
        item = self.chosen
        is_open = item is not None and item.state not in import_queue.ENDED
        has_begun = item is not None and item.state in import_queue.BEGUN
        is_still = item is not None and item.state in (import_queue.PAUSED, import_queue.HELD)
        self.pause.setEnabled(is_open)
        self.pause.setText("Go on" if is_still else "Pause" if has_begun or not is_open else "Hold back")
        for button in (self.up, self.down):
            button.setEnabled(is_open and not has_begun)
        self.remove.setEnabled(item is not None)
        self.remove.setText("Stop" if has_begun else "Remove")
        self.report.setEnabled(item is not None and item.report is not None)
        self.forget.setEnabled(bool(self._runner.queue.ended))

    def _on_pause(self) -> None:
        if (item := self.chosen) is not None:
            is_still = item.state in (import_queue.PAUSED, import_queue.HELD)
            self._runner.pause(item.id, paused=not is_still)

    def _move(self, steps: int) -> None:
        if (item := self.chosen) is not None:
            self._runner.move(item.id, steps)

    def _on_remove(self) -> None:
        if (item := self.chosen) is not None:
            self._runner.remove(item.id)

    def _on_report(self) -> None:
        item = self.chosen
        if item is not None and item.report is not None:
            self.report_wanted.emit(item.report)


def what(item: QueuedImport) -> str:
    """What an import brings in: `box7 and 2 more`, with the watched folder that asked for it."""
    names = [Path(path).name or path for path in item.request.paths]
    words = names[0] if len(names) == 1 else f"{names[0]} and {grouped(len(names) - 1)} more"
    return f"{item.origin}: {words}" if item.origin else words


def how_it_goes(item: QueuedImport, progress: ImportProgress | None) -> str:
    """The state of an import in words.

    Args:
        item: The import.
        progress: How far it is, when it runs.
    """
    if item.state in import_queue.BEGUN:
        return _running(item, progress)
    if item.state == import_queue.WAITING:
        return f"Waits: {item.problem}" if item.problem else "Waits for its turn"
    if item.state == import_queue.HELD:
        return "Held back"
    if item.report is None:
        return f"Failed: {item.problem}"
    return f"Stopped: {summary(item.report)}" if item.report.interrupted else summary(item.report)


def _running(item: QueuedImport, progress: ImportProgress | None) -> str:
    if progress is None:
        return "Paused" if item.state == import_queue.PAUSED else "Beginning…"
    of = f" of {grouped(progress.total)}" if progress.total_is_final else ""
    far = f"{grouped(progress.done)}{of} files, {counted(progress.added, 'article', 'articles')} added"
    if item.state == import_queue.PAUSED:
        return f"Paused at {far}"
    if progress.phase == "indexing":
        return f"Indexing, {far}"
    left = f", {spoken_duration(progress.seconds_left)} left" if progress.seconds_left is not None else ""
    return f"Importing: {far}{left}"
