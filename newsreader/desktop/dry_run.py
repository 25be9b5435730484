"""Looks at files before they are imported: a dry run in a child process."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from newsreader.domain.importing import ImportProgress, ImportRequest
from newsreader.services.import_process import ImportProcess

_POLL_MS: Final = 100


class DryRun(QObject):
    """One dry run at a time; a newer one takes the place of an older.

    Signals:
        told: `ImportProgress` with the files looked at since the last.
        ended: `ImportReport`, or `ProcessCrash` when there is none.
    """

    told = Signal(object)
    ended = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process: ImportProcess | None = None
        self._polling = QTimer(self, interval=_POLL_MS)
        self._polling.timeout.connect(self._poll)

    @property
    def is_running(self) -> bool:
        """Whether files are being looked at."""
        return self._process is not None

    def start(self, archive: Path, request: ImportRequest) -> None:
        """Begins to look; `request.dry_run` must be set."""
        self.stop()
        self._process = ImportProcess()
        self._process.start(archive, request)
        self._polling.start()

    def cancel(self) -> None:
        """Stops in good order; a report follows."""
        if self._process is not None:
            self._process.cancel()

    def stop(self) -> None:
        """Ends it at once; nothing is told any more."""
        self._polling.stop()
        if self._process is not None:
            self._process.kill()
            self._process = None

    def _poll(self) -> None:
        if self._process is None:
            return
        for message in self._process.poll():
            if isinstance(message, ImportProgress):
                self.told.emit(message)
            else:
                self._polling.stop()
                self._process = None
                self.ended.emit(message)
                return
