"""Worker processes of an import: keeps each of them busy, and finds the file that kills one."""

import multiprocessing
import os
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from newsreader.domain.importing import ImportFailure
from newsreader.errors import NewsreaderError
from newsreader.services.import_worker import Chunk, FileOutcome, FileTask, is_container, read_chunk, work
from newsreader.text.knowledge import NOTHING, Knowledge

_MOST_DEATHS = 20
"""So many members of a container may end the process that reads them; then it is given up."""
_QUEUED = 2
"""Chunks given to a worker at once: the one it reads and the next, so that it never waits for us."""


@dataclass(slots=True)
class _Worker:
    """A process with its pipe, the chunks it has been given, and how many files of the first are wholly read.

    Attributes:
        is_inside: It is in the middle of a large file or a container.
        at: How much of a container has come.
        announced: The member of a container that it reads, when it tells.
    """

    process: SpawnProcess
    connection: Connection
    chunks: deque[Chunk] = field(default_factory=deque)
    finished: int = 0
    has_started: bool = False
    is_inside: bool = False
    at: int = 0
    announced: Path | None = None

    def note(self, outcomes: Sequence[FileOutcome]) -> None:
        """Notes how far it is by what it has sent."""
        self.finished += sum(outcome.is_last for outcome in outcomes)
        if outcomes:
            last = outcomes[-1]
            self.is_inside = not last.is_last
            self.at = 0 if last.is_last else last.at
            self.announced = last.path if last.begins else None


class ImportPool:
    """Reads chunks in worker processes, or here when there is only one job.

    Not concurrent.futures: when a worker of its pool dies, every chunk in flight is lost and the culprit unknown.
    Here each worker has a pipe of its own, so the chunk it died on is known and the others go on.
    """

    def __init__(self, jobs: int, knowledge: Knowledge = NOTHING) -> None:
        self._jobs = jobs
        self._knowledge = knowledge
        self._workers: list[_Worker] = []
        self._retries: deque[Chunk] = deque()
        self._deaths: Counter[Path] = Counter()

    def outcomes(
        self, chunks: Iterable[Chunk], is_cancelled: Callable[[], bool], is_paused: Callable[[], bool]
    ) -> Iterator[list[FileOutcome]]:
        """The outcomes of chunks in the order they get ready; empty lists while there is nothing to tell.

        Args:
            chunks: Taken only as workers get free, so a long walk is never held in memory.
            is_cancelled: Asked all the time; when true, no new chunk is begun and no outcome awaited.
            is_paused: While true, no new chunk is begun, and nothing more is taken of a large file or container.
        """
        waiting = iter(chunks)
        if self._jobs <= 1:
            yield from _read_here(waiting, self._knowledge, is_cancelled, is_paused)
            return
        exhausted = False
        while not is_cancelled():
            waits = is_paused()
            if not waits:
                exhausted = self._hand_out(waiting, exhausted)
            if exhausted and not self._retries and not any(worker.chunks for worker in self._workers):
                return
            yield from self._collect(waits)

    def close(self) -> None:
        """Ends all workers; what they were reading is dropped."""
        for worker in self._workers:
            self._end(worker)
        self._workers.clear()

    def _hand_out(self, waiting: Iterator[Chunk], exhausted: bool) -> bool:
        """Fills the queues of the workers; returns whether there are no more new chunks."""
        for depth in range(1, _QUEUED + 1):
            for slot in range(self._jobs):
                if slot < len(self._workers) and len(self._workers[slot].chunks) >= depth:
                    continue
                chunk = self._retries.popleft() if self._retries else None if exhausted else next(waiting, None)
                if chunk is None:
                    return True
                if slot >= len(self._workers):
                    self._workers.append(_start(self._knowledge))
                self._give(self._workers[slot], chunk)
        return exhausted

    def _give(self, worker: _Worker, chunk: Chunk) -> None:
        worker.chunks.append(chunk)
        # A worker that has died is noticed in _collect, with all its chunks.
        with suppress(OSError):
            worker.connection.send(chunk)

    def _collect(self, waits: bool) -> Iterator[list[FileOutcome]]:
        # A worker whose replies are not taken soon waits too: its pipe is full.
        busy = [worker for worker in self._workers if worker.chunks and not (waits and worker.is_inside)]
        by_connection = {worker.connection: worker for worker in busy}
        ready = wait(list(by_connection), timeout=0.05)
        if not ready:
            if not busy:
                time.sleep(0.05)
            yield []
        for connection in ready:
            assert isinstance(connection, Connection)  # noqa: S101  Only connections were waited for.
            worker = by_connection[connection]
            try:
                reply = connection.recv()
            except (EOFError, OSError):
                yield self._after_death(worker)
                continue
            if not worker.has_started:
                worker.has_started = True
                continue
            worker.note(reply.outcomes)
            if reply.is_end:
                worker.chunks.popleft()
                worker.finished = 0
            yield list(reply.outcomes)

    def _after_death(self, worker: _Worker) -> list[FileOutcome]:
        """Puts the chunks of a dead worker back; when it died on a single file, that file is the culprit.

        Raises:
            NewsreaderError: It never got as far as reading a file.
        """
        self._workers.remove(worker)
        self._end(worker)
        if not worker.has_started:
            raise NewsreaderError("The processes that read files could not be started", "Try again with --jobs 1.")
        died_on, *others = worker.chunks
        self._retries.extend(others)
        left = died_on.files[worker.finished :]
        if len(left) != 1:
            self._retries.extend(replace(died_on, files=(task,)) for task in left)
            return []
        task = left[0]
        code = worker.process.exitcode
        reason = f"ended the process that read it ({'signal' if code and code < 0 else 'exit code'} {abs(code or 0)})"
        remedy = "It may need more memory than there is; split it, or leave it out."
        if self._goes_on(died_on, task, worker):
            if worker.announced is None:
                return []
            problem = ImportFailure(str(worker.announced), reason, remedy)
            return [FileOutcome(worker.announced, problems=(problem,), is_last=False, is_member=True)]
        failure = ImportFailure(str(task.path), reason, remedy)
        return [FileOutcome(task.path, sha256=getattr(task, "key", ""), failure=failure)]

    def _goes_on(self, chunk: Chunk, task: FileTask, worker: _Worker) -> bool:
        """Whether the rest of a container is read that one of its members has ended a process in."""
        if not worker.at and worker.announced is None:
            is_next = not task.is_careful and is_container(task.path, chunk.format)
        else:
            is_next = worker.announced is not None or not task.is_careful
        if is_next and self._deaths[task.path] < _MOST_DEATHS:
            self._deaths[task.path] += worker.announced is not None
            passed = worker.at + 1 if worker.announced is not None else max(worker.at, task.passed)
            self._retries.append(replace(chunk, files=(replace(task, passed=passed, is_careful=True),)))
            return True
        return False

    def _end(self, worker: _Worker) -> None:
        worker.connection.close()
        worker.process.kill()
        worker.process.join()


def _start(knowledge: Knowledge) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(theirs, knowledge), name="newsreader-import", daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _read_here(
    chunks: Iterator[Chunk],
    knowledge: Knowledge,
    is_cancelled: Callable[[], bool],
    is_paused: Callable[[], bool],
) -> Iterator[list[FileOutcome]]:
    for chunk in chunks:
        for task in chunk.files:
            while is_paused():
                yield []
            if is_cancelled():
                return
            for reply in read_chunk(replace(chunk, files=(task,)), knowledge):
                yield list(reply.outcomes)
                while is_paused() and not reply.is_end:
                    yield []
                if is_cancelled():
                    return


def cores() -> int:
    """How many processes can work at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
