"""Imports from the desk: a child process does the work, the window stays fluid and can read what is in."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMessageBox, QWidget

from newsreader.desktop import window_memory
from newsreader.desktop.desk import Desk
from newsreader.desktop.import_options_dialog import ImportOptionsDialog
from newsreader.desktop.import_report_dialog import ImportReportDialog
from newsreader.desktop.theme import Theme
from newsreader.domain.importing import ImportProgress, ImportReport, ImportRequest
from newsreader.errors import NewsreaderError
from newsreader.services.import_process import ImportProcess
from newsreader.services.process_crash import ProcessCrash

_POLL_MS: Final = 100
_REFRESH_SECONDS: Final = (1.0, 2.0, 4.0, 8.0, 15.0)
"""What is in is listed anew after these many seconds, ever more rarely as the archive grows."""


class ImportController(QObject):
    """Runs imports one after the other.

    Signals:
        began: An import has begun.
        progressed: `ImportProgress`, ten times a second.
        ended: `ImportReport`.
        crashed: `ProcessCrash`: it ended without a report.
        more_is_in: Articles have been added that no list shows yet.
    """

    began = Signal()
    progressed = Signal(object)
    ended = Signal(object)
    crashed = Signal(object)
    more_is_in = Signal()

    def __init__(self, theme: Theme, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._desk = desk
        self._window = window
        self._process: ImportProcess | None = None
        self._waiting: list[ImportRequest] = []
        self._report: ImportReport | None = None
        self._added = self._listed = 0
        self._listed_at = 0.0
        self._refreshes = 0
        self._polling = QTimer(self, interval=_POLL_MS)
        self._polling.timeout.connect(self._poll)
        self.ask: Callable[[str, str, str], bool] = self._ask
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @property
    def is_running(self) -> bool:
        """Whether an import is going on."""
        return self._process is not None

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
        name = session.archive.name or session.archive.folder.name
        dialog = ImportOptionsDialog(self._theme, paths, name, self._window)

        def settled(hints: Mapping[str, str]) -> None:
            if not dialog.ask_again.isChecked():
                window_memory.save({"ask_before_import": False})
            self.begin(paths, hints)

        dialog.settled.connect(settled)
        dialog.open()

    def begin(self, paths: Sequence[Path], hints: Mapping[str, str]) -> None:
        """Imports files and folders, after those that are being imported."""
        request = ImportRequest(tuple(str(path) for path in paths), hints)
        if self._process is not None:
            self._waiting.append(request)
            return
        session = self._desk.session
        if session is None:
            return
        self._added = self._listed = self._refreshes = 0
        self._listed_at = time.monotonic()
        self._process = ImportProcess()
        self._process.start(session.archive.folder, request)
        self._polling.start()
        self.began.emit()

    # -- while it runs ------------------------------------------------------------------------------------------------

    def pause(self, paused: bool) -> None:
        """Pauses, or goes on."""
        if self._process is not None:
            if paused:
                self._process.pause()
            else:
                self._process.resume()

    def cancel(self) -> None:
        """Stops; what is in is kept, and a report follows."""
        self._waiting.clear()
        if self._process is not None:
            self._process.cancel()

    def stop_at_once(self) -> None:
        """Ends the child process without a report, for when the window closes."""
        self._waiting.clear()
        self._polling.stop()
        if self._process is not None:
            self._process.kill()
            self._process = None

    def _poll(self) -> None:
        if self._process is None:
            return
        told = self._process.poll()
        for message in told[:-1]:
            if not isinstance(message, ImportProgress):
                self._finish(message)
                return
        if told:
            last = told[-1]
            if isinstance(last, ImportProgress):
                self._added = last.added
                self.progressed.emit(last)
            else:
                self._finish(last)
                return
        self._tell_what_is_in()

    def _tell_what_is_in(self) -> None:
        wait = _REFRESH_SECONDS[min(self._refreshes, len(_REFRESH_SECONDS) - 1)]
        if self._added > self._listed and time.monotonic() - self._listed_at >= wait:
            self._listed, self._listed_at = self._added, time.monotonic()
            self._refreshes += 1
            self.more_is_in.emit()

    def _finish(self, message: ImportProgress | ImportReport | ProcessCrash) -> None:
        self._polling.stop()
        self._process = None
        if isinstance(message, ImportReport):
            self._report = message
            self.ended.emit(message)
        elif isinstance(message, ProcessCrash):
            self.crashed.emit(message)
        self.more_is_in.emit()
        if self._waiting:
            request = self._waiting.pop(0)
            self.begin([Path(path) for path in request.paths], request.hints)

    # -- the report ---------------------------------------------------------------------------------------------------

    def show_report(self) -> None:
        """Opens the report of the last import."""
        if self._report is not None:
            ImportReportDialog(self._theme, self._report, self._window).open()

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
            "What is in stays in. Importing the same files again goes on where it stopped.",
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
