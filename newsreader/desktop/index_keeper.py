"""Keeps the search index true while the desk is open, from a child process."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from newsreader.desktop.desk import Desk
from newsreader.services import indexing
from newsreader.services.index_process import IndexDone, IndexProcess, IndexProgress
from newsreader.services.process_crash import ProcessCrash
from newsreader.services.session import Session

_POLL_MS: Final = 100
_GATHER_MS: Final = 300
"""Changes that follow each other this closely are taken in together."""


class IndexKeeper(QObject):
    """Asks the indexing process to take in what has changed, and says when it has.

    Signals:
        progressed: Articles done, articles waiting in all.
        caught_up: The index holds all there is; what was searched for may be found otherwise now.
        failed: `ProcessCrash`.
    """

    progressed = Signal(int, int)
    caught_up = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._process: IndexProcess | None = None
        self._polling = QTimer(self, interval=_POLL_MS)
        self._polling.timeout.connect(self._poll)
        self._gathering = QTimer(self, singleShot=True, interval=_GATHER_MS)
        self._gathering.timeout.connect(self._request)
        desk.archive_opened.connect(self._on_archive_opened)

    @property
    def is_busy(self) -> bool:
        """Whether the index is behind and being brought up to date."""
        return self._gathering.isActive() or (self._process is not None and self._process.is_busy)

    def request(self) -> None:
        """The archive has changed: takes that in, soon."""
        if self._desk.session is not None:
            self._gathering.start()

    def stop(self) -> None:
        """Ends the process; what is left is taken in the next time."""
        self._gathering.stop()
        self._polling.stop()
        if self._process is not None:
            self._process.stop()
            self._process = None

    def _on_archive_opened(self, session: Session) -> None:
        self.stop()

        def arrived(status: indexing.IndexStatus) -> None:
            if session is self._desk.session and status.state != "up to date" and status.archive_generation:
                self._request()

        self._desk.jobs.read(lambda: indexing.status(session), arrived, lambda _: None, key="index status")

    def _request(self) -> None:
        session = self._desk.session
        if session is None:
            return
        if self._process is None:
            self._process = _started(session.archive.folder)
        self._process.request()
        self._polling.start()

    def _poll(self) -> None:
        process = self._process
        if process is None:
            return
        for news in process.poll():
            if isinstance(news, IndexProgress):
                self.progressed.emit(news.done, news.total)
            elif isinstance(news, IndexDone):
                self.caught_up.emit()
            elif isinstance(news, ProcessCrash):
                self.failed.emit(news)
        if not process.is_busy:
            self._polling.stop()


def _started(folder: Path) -> IndexProcess:
    process = IndexProcess()
    process.start(folder)
    return process
