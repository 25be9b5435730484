"""Keeps the index up to date from a process of its own, so that the desk never indexes in the process that paints."""

import atexit
import multiprocessing
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from newsreader.errors import NewsreaderError
from newsreader.services.parent_watch import end_with_parent
from newsreader.services.process_crash import ProcessCrash, crash_of

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from newsreader.services.session import Session

_TELL_EVERY_SECONDS: Final = 0.1
_SECONDS_TO_STOP: Final = 5.0


@dataclass(frozen=True, slots=True)
class IndexProgress:
    """How far the index has got with what was waiting."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class IndexDone:
    """The index has taken in all that was waiting when it was asked.

    Attributes:
        articles: How many it looked at.
        generation: Last change of the archive that it holds.
    """

    articles: int
    generation: int


News: TypeAlias = IndexProgress | IndexDone | ProcessCrash


class IndexProcess:
    """A child process that brings the index of one archive up to date whenever it is asked to.

    It is started by `start`, serves any number of requests, and ends with this process. Should it die, the next
    request starts another one.
    """

    def __init__(self) -> None:
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._folder: Path | None = None
        self._is_asked = False
        self._asks_again = False

    def start(self, folder: Path) -> None:
        """Starts the process for the archive in a folder; it waits for requests."""
        self.stop()
        self._folder = folder
        self._launch()

    @property
    def is_busy(self) -> bool:
        """Whether a request has not been answered yet."""
        return self._is_asked

    def request(self) -> None:
        """Asks for the index to be brought up to date; asked again while busy, it goes once more afterwards."""
        if self._folder is None:
            raise RuntimeError("the process was never started")
        if self._is_asked:
            self._asks_again = True
            return
        if self._connection is None:
            self._launch()
        self._is_asked = True
        # A process that has died is noticed by poll.
        if self._connection is not None:
            with suppress(OSError):
                self._connection.send(True)

    def poll(self) -> list[News]:
        """What the process has told since the last call, without waiting."""
        found: list[News] = []
        try:
            while self._connection is not None and self._connection.poll():
                message: News = self._connection.recv()
                found.append(message)
                if not isinstance(message, IndexProgress):
                    self._answered()
        except (EOFError, OSError):
            found.append(self._died())
        return found

    def _answered(self) -> None:
        self._is_asked = False
        if self._asks_again:
            self._asks_again = False
            self.request()

    def _died(self) -> ProcessCrash:
        code = None
        if self._process is not None:
            self._process.join(_SECONDS_TO_STOP)
            code = self._process.exitcode
        self._let_go()
        self._is_asked = self._asks_again = False
        return ProcessCrash(
            f"The process that keeps the search index has ended unexpectedly (exit code {code})",
            "Nothing is lost. The next change starts it again; if it keeps failing, run `newsreader index rebuild`.",
        )

    def stop(self) -> None:
        """Ends the process; what it has not committed is taken in the next time."""
        atexit.unregister(self.stop)
        process = self._process
        if process is not None and process.is_alive():
            process.terminate()
            process.join(_SECONDS_TO_STOP)
            if process.is_alive():
                process.kill()
                process.join(_SECONDS_TO_STOP)
        self._let_go()
        self._folder = None
        self._is_asked = self._asks_again = False

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = self._process = None

    def _launch(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        # Not a daemon, which may not start processes of its own; so this process must see to its end.
        self._process = context.Process(target=_serve, args=(theirs, self._folder), name="newsreader-indexer")
        self._process.start()
        atexit.register(self.stop)
        theirs.close()


def _serve(connection: Connection, folder: Path) -> None:
    """The main function of the child process."""
    end_with_parent()
    from newsreader.services.session import Session

    with suppress(EOFError, OSError):
        try:
            with Session.open(folder, read_only=True) as session:
                while connection.recv():
                    connection.send(_update(connection, session))
        except NewsreaderError as error:
            connection.send(crash_of(error))


def _update(connection: Connection, session: "Session") -> News:
    from newsreader.services import indexing

    last = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _TELL_EVERY_SECONDS:
            last = now
            connection.send(IndexProgress(done, total))

    try:
        done = indexing.update(session, tell)
        return IndexDone(done, session.index.generation)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001  The border of the process: the desk shows it as an error or as a bug.
        return crash_of(error)
