"""Imports from the desk: asking what is known of the files, dropping them on the window, looking, and the report."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMessageBox, QWidget

from newsreader.desktop import columns_dialog, window_memory
from newsreader.desktop.banner import Banner
from newsreader.desktop.columns_dialog import ColumnsDialog
from newsreader.desktop.desk import Desk
from newsreader.desktop.dry_run import DryRun
from newsreader.desktop.figures import counted
from newsreader.desktop.import_dialog import ImportDialog
from newsreader.desktop.import_report_dialog import ImportReportDialog
from newsreader.desktop.import_runner import ImportRunner
from newsreader.desktop.imports_dialog import ImportsDialog
from newsreader.desktop.theme import Theme
from newsreader.desktop.watch_controller import WatchController
from newsreader.desktop.watched_dialog import WatchedDialog
from newsreader.domain.importing import ImportReport, ImportRequest
from newsreader.domain.profile import ImportProfile, Reading
from newsreader.errors import NewsreaderError
from newsreader.services import profiles
from newsreader.services.record_columns import FileColumns
from newsreader.services.session import Session


class ImportController(QObject):
    """Asks about imports and shows them; the runner does them.

    Signals:
        began: An import has begun.
        progressed: `ImportProgress`, ten times a second.
        paused: Whether what is being imported is paused.
        ended: `ImportReport`.
        crashed: `ProcessCrash`: it ended without a report.
        more_is_in: Articles have been added that no list shows yet.
    """

    began = Signal()
    progressed = Signal(object)
    paused = Signal(bool)
    ended = Signal(object)
    crashed = Signal(object)
    more_is_in = Signal()

    def __init__(self, theme: Theme, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._desk = desk
        self._window = window
        self._report: ImportReport | None = None
        self._imports: ImportsDialog | None = None
        self.runner = ImportRunner(desk, self)
        self.watching: WatchController | None = None
        self.runner.began.connect(self.began)
        self.runner.progressed.connect(self.progressed)
        self.runner.ended.connect(self._on_ended)
        self.runner.crashed.connect(self.crashed)
        self.runner.more_is_in.connect(self.more_is_in)
        self.runner.changed.connect(self._on_changed)
        self.ask: Callable[[str, str, str], bool] = self._ask
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @property
    def is_running(self) -> bool:
        """Whether an import is going on."""
        return self.runner.running is not None

    @property
    def last_report(self) -> ImportReport | None:
        """What the last import did."""
        return self._report

    # -- beginning ----------------------------------------------------------------------------------------------------

    def start(self, paths: Sequence[Path]) -> None:
        """Asks what is known about the files, unless the reader does not want to be asked, and imports them."""
        session = self._desk.session
        if session is None or not paths:
            return
        if session.archive.is_read_only:
            why = session.archive.why_read_only or "It was opened for reading"
            self._desk.jobs.failed.emit(NewsreaderError(f"Nothing can be imported here: {why}", _OPEN_ANOTHER))
            return
        if window_memory.load().get("ask_before_import") is False:
            self.begin(paths, {})
            return
        self.ask_about(paths, session)

    def ask_about(self, paths: Sequence[Path], session: Session) -> ImportDialog:
        """Opens the dialog that asks about files and shows what would become of them."""
        name = session.archive.name or session.archive.folder.name
        dialog = ImportDialog(self._theme, paths, name, self._window)
        look = DryRun(dialog)

        def settled(request: ImportRequest) -> None:
            window_memory.save({"ask_before_import": None if dialog.ask_again.isChecked() else False})
            self.runner.add(request)

        def offer(chosen: str = "") -> None:
            self._desk.jobs.read(
                lambda: profiles.all_profiles(session),
                lambda found: dialog.form.show_profiles(found, chosen),
                key="import profiles",
            )

        def save(profile: ImportProfile) -> None:
            self._desk.change(lambda here: profiles.save(here, profile), lambda kept: offer(kept.name))

        def delete(name: str) -> None:
            self._desk.change(lambda here: profiles.delete(here, name), lambda _: offer())

        dialog.settled.connect(settled)
        dialog.look_wanted.connect(lambda request: look.start(session.archive.folder, request))
        dialog.stop_wanted.connect(look.cancel)
        dialog.profile_saved.connect(save)
        dialog.profile_deleted.connect(delete)
        dialog.columns_wanted.connect(lambda: self._open_columns(dialog, paths))
        look.told.connect(dialog.show_progress)
        look.ended.connect(dialog.show_end)

        def let_go() -> None:
            look.stop()
            self._desk.jobs.drop("import profiles")
            self._desk.jobs.drop("columns")

        dialog.finished.connect(lambda _: let_go())
        offer()
        dialog.open()
        return dialog

    def _open_columns(self, dialog: ImportDialog, paths: Sequence[Path]) -> None:
        """Shows what the columns of the first table among the files are taken for."""
        format_name, reading = dialog.form.format.currentData() or "", Reading(dialog.form.mapping)

        def found(columns: FileColumns) -> None:
            choosing = ColumnsDialog(self._theme, columns, dialog)
            choosing.settled.connect(dialog.form.set_mapping)
            choosing.open()

        self._desk.jobs.read(
            lambda: columns_dialog.fetch(paths, format_name, reading),
            found,
            lambda error: dialog.complain(f"{error.message}. {error.remedy}"),
            key="columns",
        )

    def begin(self, paths: Sequence[Path], hints: Mapping[str, str]) -> None:
        """Imports files and folders, after those that were asked for before."""
        self.runner.add(ImportRequest(tuple(str(path) for path in paths), hints))

    def offer_unfinished(self, banner: Banner) -> None:
        """Offers to go on with what was left when the desk was closed."""
        left = len(self.runner.queue.unfinished)
        if self.runner.running is not None or not left or self._desk.is_read_only:
            return
        words = f"{counted(left, 'import was', 'imports were')} waiting when newsreader was closed."
        banner.say(words, "“Imports” lists what waits.", "import", ("Resume", self.runner.release))

    # -- while it runs ------------------------------------------------------------------------------------------------

    def pause(self, paused: bool) -> None:
        """Pauses, or goes on."""
        self.runner.pause_running(paused=paused)

    def cancel(self) -> None:
        """Stops what is being imported; what is in is kept, and a report follows."""
        self.runner.cancel()

    def stop_at_once(self) -> None:
        """Ends the child process without a report, for when the window closes."""
        self.runner.stop_at_once()

    def _on_changed(self) -> None:
        running = self.runner.running
        self.paused.emit(running is not None and running.state == "paused")

    # -- watched folders ----------------------------------------------------------------------------------------------

    def watch(self, banner: Banner) -> None:
        """Begins to watch the folders of whatever archive is on the desk."""
        self.watching = WatchController(self._desk, self.runner, banner, self._show_report_of)

    def stop_watching(self) -> None:
        """Watches no more, for when the window closes."""
        if self.watching is not None:
            self.watching.stop()

    def open_watched(self) -> WatchedDialog | None:
        """Opens the list of watched folders."""
        session = self._desk.session
        if self.watching is None or session is None:
            return None
        dialog = WatchedDialog(self._theme, self.watching, self._window)
        self._desk.jobs.read(
            lambda: profiles.all_profiles(session), dialog.show_profiles, key="profiles of watched folders"
        )
        dialog.finished.connect(lambda _: self._desk.jobs.drop("profiles of watched folders"))
        dialog.open()
        return dialog

    # -- what is and was imported -------------------------------------------------------------------------------------

    def open_imports(self) -> ImportsDialog:
        """Opens the list of imports: those that wait, the one that runs, and those that have ended."""
        if self._imports is None:
            self._imports = ImportsDialog(self._theme, self.runner, self._window)
            self._imports.report_wanted.connect(self._show_report_of)
            self._imports.finished.connect(lambda _: self._forget_imports())
        self._imports.show()
        self._imports.raise_()
        self._imports.activateWindow()
        return self._imports

    def _forget_imports(self) -> None:
        self._imports = None

    def _on_ended(self, report: ImportReport) -> None:
        self._report = report
        self.ended.emit(report)

    def show_report(self) -> None:
        """Opens the report of the last import."""
        if self._report is not None:
            self._show_report_of(self._report)

    def _show_report_of(self, report: ImportReport) -> None:
        ImportReportDialog(self._theme, report, self._imports or self._window).open()

    # -- dropping files, closing the window ---------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:  # noqa: N802 - Qt's name
        """Files dropped on the window are imported; closing it during an import asks first."""
        if watched is self._window:
            if event.type() == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
                if _dropped(event):
                    event.acceptProposedAction()
                return True
            if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
                event.acceptProposedAction()
                self.start(_dropped(event))
                return True
            if event.type() == QEvent.Type.Close and self.is_running and not self._may_close():
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _may_close(self) -> bool:
        sure = self.ask(
            "An import is running",
            "What is in stays in. newsreader offers to go on where it stopped when it is opened again.",
            "Stop and quit",
        )
        if sure:
            self.stop_at_once()
        return sure

    def _ask(self, question: str, explanation: str, yes: str) -> bool:
        box = QMessageBox(QMessageBox.Icon.Question, "newsreader", question, parent=self._window)
        box.setInformativeText(explanation)
        accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        box.addButton("Go on importing", QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is accept


_OPEN_ANOTHER = "Open an archive in a folder you can write to, or make a new one."


def _dropped(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
