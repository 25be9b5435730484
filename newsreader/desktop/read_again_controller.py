"""Reading articles again from the desk: a child process does the work, the window stays fluid."""

from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from newsreader.desktop.desk import Desk
from newsreader.desktop.figures import counted
from newsreader.desktop.frame import Frame
from newsreader.desktop.read_again_dialog import ReadAgainDialog
from newsreader.desktop.theme import Theme
from newsreader.domain.re_extracting import ReExtractProgress, ReExtractReport, ReExtractRequest
from newsreader.services.child_run import ChildRun
from newsreader.services.process_crash import ProcessCrash
from newsreader.services.re_extract_process import ReExtractProcess, TakeBackProcess
from newsreader.services.rules import older_rules
from newsreader.services.session import Session

_POLL_MS: Final = 100


class ReadAgainController(QObject):
    """Runs the preview and the reading, and says quietly when an archive was read with older rules.

    Signals:
        changed: Articles of the archive were changed.
    """

    changed = Signal()

    def __init__(self, theme: Theme, desk: Desk, frame: Frame, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._desk, self._frame, self._window = theme, desk, frame, window
        self._dialog: ReadAgainDialog | None = None
        self._process: ChildRun[Any, Any] | None = None
        self._older = 0
        self._polling = QTimer(self, interval=_POLL_MS)
        self._polling.timeout.connect(self._poll)
        desk.archive_opened.connect(self._on_archive_opened)

    @property
    def is_running(self) -> bool:
        """Whether something is going on."""
        return self._process is not None

    def open(self, scope: str = "") -> ReadAgainDialog | None:
        """Opens the dialog.

        Args:
            scope: One of the scopes, chosen and previewed at once; "" to ask.
        """
        session = self._desk.session
        if session is None:
            return None
        listed = self._desk.listing.numbers if self._desk.listing is not None else []
        selected = self._frame.list.selected_numbers()
        total = self._desk.listing.of if self._desk.listing is not None else 0
        counts = {
            "older": self._older,
            "selected": len(selected) if 0 < len(selected) < len(listed) else 0,
            "listed": len(listed) if len(listed) < total else 0,
            "all": total,
        }
        dialog = ReadAgainDialog(self._theme, counts, self._window)
        self._dialog = dialog
        dialog.preview_wanted.connect(lambda scope: self._start(scope, dry_run=True))
        dialog.reading_wanted.connect(lambda scope: self._start(scope, dry_run=False))
        dialog.undo_wanted.connect(self._take_back)
        dialog.cancel_wanted.connect(self.cancel)
        dialog.finished.connect(lambda _: self._let_go())
        dialog.open()
        if len(selected) > 1 and "selected" in dialog.scopes:
            dialog.scopes["selected"].setChecked(True)
        if scope in dialog.scopes:
            dialog.scopes[scope].setChecked(True)
            self._start(scope, dry_run=True)
        return dialog

    def cancel(self) -> None:
        """Stops in good order; the report says how far it got."""
        if self._process is not None:
            self._process.cancel()

    def stop_at_once(self) -> None:
        """Ends the child process, for when the window closes."""
        self._polling.stop()
        if self._process is not None:
            self._process.kill()
            self._process = None

    def _request(self, scope: str, *, dry_run: bool) -> ReExtractRequest:
        numbers: tuple[int, ...] | None = None
        if scope == "selected":
            numbers = tuple(self._frame.list.selected_numbers())
        elif scope == "listed" and self._desk.listing is not None:
            numbers = tuple(self._desk.listing.numbers)
        return ReExtractRequest(numbers, scope == "all", dry_run)

    def _start(self, scope: str, *, dry_run: bool) -> None:
        self._run(ReExtractProcess(), self._request(scope, dry_run=dry_run))

    def _take_back(self) -> None:
        self._run(TakeBackProcess(), None)

    def _run(self, process: ChildRun[Any, Any], request: ReExtractRequest | None) -> None:
        session = self._desk.session
        if session is None or self._process is not None or self._dialog is None:
            return
        self._process = process
        process.start(session.archive.folder, request)
        self._dialog.show_running()
        self._polling.start()

    def _poll(self) -> None:
        if self._process is None or self._dialog is None:
            return
        for message in self._process.poll():
            if isinstance(message, ReExtractProgress):
                self._dialog.show_running(message)
                continue
            self._polling.stop()
            self._process = None
            self._end(self._dialog, message)
            return

    def _end(self, dialog: ReadAgainDialog, message: ReExtractReport | ProcessCrash | int) -> None:
        if isinstance(message, ProcessCrash):
            dialog.show_crash(message)
        elif isinstance(message, int):
            dialog.show_taken_back(message)
        else:
            dialog.show_report(message)
        if not (isinstance(message, ReExtractReport) and message.dry_run):
            self.changed.emit()
            self._count_older()

    def _let_go(self) -> None:
        self._dialog = None

    # -- the quiet notice ---------------------------------------------------------------------------------------------

    def _on_archive_opened(self, _session: Session) -> None:
        self._older = 0
        self._count_older(tells=True)

    def _count_older(self, *, tells: bool = False) -> None:
        session = self._desk.session
        if session is None:
            return

        def arrived(found: dict[str, int]) -> None:
            if session is not self._desk.session:
                return
            self._older = sum(found.values())
            banner = self._frame.banner
            if self._older and tells and not banner.isVisible() and not session.archive.is_read_only:
                words = f"{counted(self._older, 'article was', 'articles were')} read with older rules."
                banner.say(words, "", "history", ("Read again…", lambda: self.open("older")))

        self._desk.jobs.read(lambda: older_rules(session), arrived, lambda _: None, key="older rules")
