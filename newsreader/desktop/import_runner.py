"""Works off the queue of imports: one at a time, each in a child process, so that the window stays fluid."""

import time
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from newsreader.desktop.desk import Desk
from newsreader.domain.importing import ImportProgress, ImportReport, ImportRequest
from newsreader.services import import_queue
from newsreader.services.import_process import ImportProcess
from newsreader.services.import_queue import ImportQueue, QueuedImport
from newsreader.services.process_crash import ProcessCrash

_POLL_MS: Final = 100
_BUSY_MS: Final = 10_000
"""How long to wait before an archive is tried again that another program imports into."""

_BY_ITSELF: Final = "The import begins by itself when the archive is free."
_REFRESH_SECONDS: Final = (1.0, 2.0, 4.0, 8.0, 15.0)
"""What is in is listed anew after these many seconds, ever more rarely as the archive grows."""


class ImportRunner(QObject):
    """Runs the imports of the open archive one after the other.

    Signals:
        changed: The queue is not as it was.
        began: An import has begun.
        progressed: `ImportProgress`, ten times a second.
        item_ended: `QueuedImport`: it is over, with a report or without.
        ended: Its `ImportReport`.
        crashed: `ProcessCrash`: it ended without a report.
        more_is_in: Articles have been added that no list shows yet.
    """

    changed = Signal()
    began = Signal()
    progressed = Signal(object)
    item_ended = Signal(object)
    ended = Signal(object)
    crashed = Signal(object)
    more_is_in = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._here = ImportQueue()
        self._process: ImportProcess | None = None
        self._running: tuple[ImportQueue, str] | None = None
        self._progress: ImportProgress | None = None
        self._added = self._listed = 0
        self._listed_at = 0.0
        self._refreshes = 0
        self._polling = QTimer(self, interval=_POLL_MS)
        self._polling.timeout.connect(self._poll)
        self._trying_again = QTimer(self, interval=_BUSY_MS, singleShot=True)
        self._trying_again.timeout.connect(self._begin_next)
        desk.archive_opened.connect(lambda _: self._on_archive_opened())

    @property
    def queue(self) -> ImportQueue:
        """The imports of the archive on the desk."""
        session = self._desk.session
        uuid = session.archive.uuid if session is not None else ""
        if uuid != self._here.archive_uuid:
            running = self._running
            # Its own queue goes on knowing the import that still runs for an archive left meanwhile.
            self._here = running[0] if running and running[0].archive_uuid == uuid else ImportQueue.of_archive(uuid)
        return self._here

    @property
    def running(self) -> QueuedImport | None:
        """What is being imported, into whichever archive."""
        return self._running[0].get(self._running[1]) if self._running is not None else None

    @property
    def progress(self) -> ImportProgress | None:
        """How far it is."""
        return self._progress if self._process is not None else None

    # -- the queue ----------------------------------------------------------------------------------------------------

    def add(self, request: ImportRequest, origin: str = "") -> QueuedImport | None:
        """Imports something, after what was asked for before.

        Args:
            request: What, and how.
            origin: Name of the watched folder that asks for it; "" for a person.
        """
        if self._desk.session is None:
            return None
        item = self.queue.add(request, origin)
        self._begin_next()
        self.changed.emit()
        return self.queue.get(item.id)

    def release(self) -> None:
        """Goes on with what was left when the desk was closed."""
        self.queue.release()
        self._begin_next()
        self.changed.emit()

    def pause(self, item_id: str, *, paused: bool) -> None:
        """Pauses an import, or goes on; one that has not begun is held back."""
        if self._is_running(item_id):
            self._pause_process(paused=paused)
        elif (item := self.queue.get(item_id)) is not None and item.state not in import_queue.ENDED:
            self.queue.put(item_id, import_queue.HELD if paused else import_queue.WAITING)
            self._begin_next()
        self.changed.emit()

    def pause_running(self, *, paused: bool) -> None:
        """Pauses what is being imported, or goes on."""
        self._pause_process(paused=paused)
        self.changed.emit()

    def _pause_process(self, *, paused: bool) -> None:
        if self._process is None or self._running is None:
            return
        if paused:
            self._process.pause()
        else:
            self._process.resume()
        queue, item_id = self._running
        queue.put(item_id, import_queue.PAUSED if paused else import_queue.RUNNING)

    def cancel(self) -> None:
        """Stops what is being imported; what is in is kept, and a report follows."""
        if self._process is not None:
            self._process.cancel()

    def remove(self, item_id: str) -> None:
        """Stops an import, or takes one off the list that does not run."""
        if self._is_running(item_id):
            self.cancel()
        else:
            self.queue.remove(item_id)
        self.changed.emit()

    def move(self, item_id: str, steps: int) -> None:
        """Moves one that waits up (-1) or down (1)."""
        self.queue.move(item_id, steps)
        self.changed.emit()

    def forget_ended(self) -> None:
        """Forgets the imports that have ended."""
        self.queue.forget_ended()
        self.changed.emit()

    def stop_at_once(self) -> None:
        """Ends the child process without a report, for when the window closes; the next start offers to go on."""
        self._polling.stop()
        self._trying_again.stop()
        if self._process is not None:
            self._process.kill()
            self._process = None
        if self._running is not None:
            queue, item_id = self._running
            queue.put(item_id, import_queue.HELD)
            self._running = None

    def _is_running(self, item_id: str) -> bool:
        return self._running is not None and self._running[1] == item_id

    def _on_archive_opened(self) -> None:
        self._begin_next()
        self.changed.emit()

    # -- running ------------------------------------------------------------------------------------------------------

    def _begin_next(self) -> None:
        session = self._desk.session
        if session is None or self._process is not None or session.archive.is_read_only:
            return
        queue = self.queue
        item = queue.next_waiting()
        if item is None:
            return
        self._trying_again.stop()
        self._running = queue, item.id
        queue.put(item.id, import_queue.RUNNING, item.problem)
        self._progress = None
        self._added = self._listed = self._refreshes = 0
        self._listed_at = time.monotonic()
        self._process = ImportProcess()
        self._process.start(session.archive.folder, item.request)
        self._polling.start()
        self.began.emit()

    def _poll(self) -> None:
        if self._process is None:
            return
        for message in self._process.poll():
            if not isinstance(message, ImportProgress):
                self._finish(message)
                return
            self._progress = message
            self._added = message.added
        if self._progress is not None:
            self.progressed.emit(self._progress)
        wait = _REFRESH_SECONDS[min(self._refreshes, len(_REFRESH_SECONDS) - 1)]
        if self._added > self._listed and time.monotonic() - self._listed_at >= wait:
            self._listed, self._listed_at = self._added, time.monotonic()
            self._refreshes += 1
            self.more_is_in.emit()

    def _finish(self, message: ImportReport | ProcessCrash) -> None:
        self._polling.stop()
        self._process = None
        running, self._running = self._running, None
        if running is not None:
            self._note_end(*running, message)
        self.more_is_in.emit()
        if not self._trying_again.isActive():
            self._begin_next()
        self.changed.emit()

    def _note_end(self, queue: ImportQueue, item_id: str, message: ImportReport | ProcessCrash) -> None:
        before = queue.get(item_id)
        if isinstance(message, ImportReport):
            queue.end(item_id, message)
            self.ended.emit(message)
        elif message.is_busy:
            # The desk tells it once, and tries again by itself.
            queue.put(item_id, import_queue.WAITING, f"{message.message}.", _BY_ITSELF)
            self._trying_again.start()
            if before is not None and not before.problem:
                self.crashed.emit(ProcessCrash(message.message, _BY_ITSELF))
            return
        else:
            queue.end(item_id, None, f"{message.message.rstrip('.')}.", message.remedy)
            self.crashed.emit(message)
        if (item := queue.get(item_id)) is not None:
            self.item_ended.emit(item)
