"""The only threads of the desk: two lanes for reading, one for writing, two for pictures, one signal for results.

    jobs.read(lambda: browsing.count(session, filters), self._on_counted, key="count")

The function runs in a thread and must not touch widgets. What it returned arrives at `on_done` on the GUI thread. Reads
with the same key are "latest wins": once a newer one is asked for, the answer of an older one is dropped, and if it has
not begun yet it never will; what it is asking the archive is interrupted. Writes run one after the other in the order
they were asked for.
"""

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from newsreader.errors import Interrupted, NewsreaderError

T = TypeVar("T")
OnError = Callable[[NewsreaderError], None]


@dataclass(slots=True)
class _Job:
    on_done: Callable[[Any], None]
    on_error: OnError | None
    key: str = ""
    future: "Future[Any] | None" = None
    thread: int = 0
    """The thread it is running in now; 0 when it is not running."""
    guard: threading.Lock = field(default_factory=threading.Lock)


class Jobs(QObject):
    """Runs functions off the GUI thread and brings what they return back to it.

    Signals:
        failed: A `NewsreaderError` that no `on_error` took: for the banner.
        crashed: Any other exception: a bug, for the dialog with a report.
        settled: Nothing is running or waiting any more.
    """

    failed = Signal(object)
    crashed = Signal(object)
    settled = Signal()
    _came_home = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._readers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="read")
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="write")
        self._decoders = ThreadPoolExecutor(max_workers=2, thread_name_prefix="decode")
        self._latest: dict[str, _Job] = {}
        self._running: list[_Job] = []
        self._interrupt: Callable[[int], None] | None = None
        self._is_closed = False
        self._came_home.connect(self._on_came_home, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is running or waiting."""
        return not self._running

    def read(
        self, fn: Callable[[], T], on_done: Callable[[T], None], on_error: OnError | None = None, *, key: str = ""
    ) -> None:
        """Runs `fn` in a reading lane.

        Args:
            fn: What to do; may raise a `NewsreaderError`.
            on_done: Gets what it returned, on the GUI thread.
            on_error: Gets a known error instead of the banner.
            key: Latest wins among jobs with the same key; "" for jobs that all count.
        """
        job = _Job(on_done, on_error, key)
        if key:
            self.drop(key)
            self._latest[key] = job
        self._start(self._readers, fn, job)

    def decode(
        self, fn: Callable[[], T], on_done: Callable[[T], None], on_error: OnError | None = None, *, key: str = ""
    ) -> None:
        """Runs `fn` in a lane for pictures, so that no search waits for one; otherwise like `read`."""
        job = _Job(on_done, on_error, key)
        if key:
            self.drop(key)
            self._latest[key] = job
        self._start(self._decoders, fn, job)

    def write(self, fn: Callable[[], T], on_done: Callable[[T], None], on_error: OnError | None = None) -> None:
        """Runs `fn` in the writing lane, after all writes asked for before it."""
        self._start(self._writer, fn, _Job(on_done, on_error))

    def drop(self, key: str) -> None:
        """Forgets the reads of a key: an answer still on its way is dropped."""
        job = self._latest.pop(key, None)
        if job is None or job.future is None or job.future.cancel():
            return
        with job.guard:  # it cannot end and another begin in its thread while this is held
            if job.thread and self._interrupt is not None:
                self._interrupt(job.thread)

    def set_interrupt(self, interrupt: Callable[[int], None] | None) -> None:
        """How to stop what a thread is asking, for reads nobody wants any more; it may raise `Interrupted` there."""
        self._interrupt = interrupt

    def close(self) -> None:
        """Lets the writes finish and gives up the reads; nothing comes home any more. Blocks until then."""
        self._is_closed = True
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._decoders.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)

    def _start(self, lane: ThreadPoolExecutor, fn: Callable[[], Any], job: _Job) -> None:
        if self._is_closed:
            return
        self._running.append(job)
        job.future = lane.submit(_run, job, fn)
        # Runs in the lane's thread (or here, when it is cancelled); the signal is queued to the GUI thread.
        job.future.add_done_callback(lambda _: None if self._is_closed else self._came_home.emit(job))

    @Slot(object)
    def _on_came_home(self, job: _Job) -> None:
        if self._is_closed or job.future is None:
            return
        self._running.remove(job)
        try:
            self._deliver(job, job.future)
        finally:
            if not self._running:
                self.settled.emit()

    def _deliver(self, job: _Job, future: "Future[Any]") -> None:
        if job.key:
            if self._latest.get(job.key) is not job:
                return
            del self._latest[job.key]
        if future.cancelled():
            return
        error = future.exception()
        if error is None:
            job.on_done(future.result())
        elif isinstance(error, NewsreaderError):
            if job.on_error is not None:
                job.on_error(error)
            elif not isinstance(error, Interrupted):  # somebody meant to
                self.failed.emit(error)
        elif not isinstance(error, CancelledError):
            self.crashed.emit(error)


def _run(job: _Job, fn: Callable[[], T]) -> T:
    with job.guard:
        job.thread = threading.get_ident()
    try:
        return fn()
    finally:
        with job.guard:
            job.thread = 0
