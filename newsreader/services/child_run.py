"""One long piece of work on an archive in a process of its own, so that the desk stays fluid while it runs."""

import atexit
import multiprocessing
import os
import sys
import threading
import time
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Generic, TypeAlias, TypeVar

from newsreader.services.import_control import ImportControl
from newsreader.services.parent_watch import end_with_parent
from newsreader.services.process_crash import ProcessCrash, crash_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.context import SpawnProcess

    from newsreader.services.session import Session

_TELL_EVERY_SECONDS: Final = 0.1
_SECONDS_TO_STOP: Final = 10.0

Progress = TypeVar("Progress")
Report = TypeVar("Report")
Work: TypeAlias = "Callable[[Session, Any, Callable[[Any], None], ImportControl], Any]"
"""A function of a module: does what the request says on a session, tells its progress, and returns the report.

Of a progress only `phase` and `files` are known here: one of phase `done` and one with files are always told.
"""


class ChildRun(Generic[Progress, Report]):
    """One run in a child process; it ends with this process, and its own children with it."""

    def __init__(self, work: Work, name: str, how_to_go_on: str) -> None:
        """Makes a run that has not begun.

        Args:
            work: What to do.
            name: Of the work, in words that follow "The process of".
            how_to_go_on: The remedy should the process die.
        """
        self._work = work
        self._name = name
        self._how_to_go_on = how_to_go_on
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._is_over = False

    def start(self, folder: Path, request: Any) -> None:
        """Begins to work on the archive in `folder`, which must exist."""
        if self._process is not None:
            raise RuntimeError(f"this is good for one {self._name}")
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        # Not a daemon: those may not have children, and the work has some.
        self._process = context.Process(
            target=_run, args=(theirs, folder, self._work, request), name=f"newsreader-{self._name.split()[-1]}"
        )
        self._process.start()
        theirs.close()
        # Python waits at exit for children that are no daemons; nobody wants to wait for this then.
        atexit.register(self.kill)

    @property
    def is_running(self) -> bool:
        """Whether the report (or the crash) is still to come."""
        return self._process is not None and not self._is_over

    @property
    def pid(self) -> int | None:
        """The process's number; None before the start."""
        return None if self._process is None else self._process.pid

    def poll(self) -> list[Progress | Report | ProcessCrash]:
        """What the work has told since the last call, without waiting; a report or a crash is the last of it."""
        found: list[Progress | Report | ProcessCrash] = []
        if self._connection is None or self._process is None or self._is_over:
            return found
        try:
            while not self._is_over and self._connection.poll():
                self._is_over, message = self._connection.recv()
                found.append(message)
        except (EOFError, OSError):
            self._process.join(_SECONDS_TO_STOP)
            found.append(self._died(self._process.exitcode))
            self._is_over = True
        if self._is_over:
            self._clean_up()
        return found

    def pause(self) -> None:
        """Begins nothing new until `resume`."""
        self._tell("pause")

    def resume(self) -> None:
        """Goes on after `pause`."""
        self._tell("resume")

    def cancel(self) -> None:
        """Stops in good order: what is done is kept, and a report with `interrupted` follows."""
        self._tell("cancel")

    def kill(self) -> None:
        """Ends the work at once; what is done is kept. For when the desk closes."""
        if self._process is not None and self._process.is_alive():
            self._process.kill()
            self._process.join(_SECONDS_TO_STOP)
        self._is_over = True
        self._clean_up()

    def _tell(self, word: str) -> None:
        # A child that has just ended no longer listens; poll tells how it ended.
        if self._connection is not None and not self._is_over:
            with suppress(OSError):
                self._connection.send(word)

    def _clean_up(self) -> None:
        atexit.unregister(self.kill)
        if self._connection is not None:
            self._connection.close()

    def _died(self, code: int | None) -> ProcessCrash:
        how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
        return ProcessCrash(f"The process of {self._name} ended unexpectedly ({how})", self._how_to_go_on)


def _run(connection: Connection, folder: Path, work: Work, request: Any) -> None:
    """The main function of the child process; each message says whether it is the last."""
    end_with_parent()
    _give_way()
    control = ImportControl()
    threading.Thread(target=_listen, args=(connection, control), name="control", daemon=True).start()
    try:
        connection.send((True, _do(connection, folder, work, request, control)))
    except BrokenPipeError:
        pass  # The desk has gone, and this process is about to.
    except Exception as error:  # noqa: BLE001  The border of the process: the desk shows it as an error or as a bug.
        connection.send((True, crash_of(error)))


def _give_way() -> None:
    # The reader at the desk comes first: with as many workers as cores the window would stall for want of time.
    if sys.platform != "win32":
        os.nice(10)


def _do(connection: Connection, folder: Path, work: Work, request: Any, control: ImportControl) -> Any:
    from newsreader.services.session import Session

    last = 0.0

    def tell(progress: Any) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _TELL_EVERY_SECONDS or progress.phase == "done" or getattr(progress, "files", ()):
            last = now
            connection.send((False, progress))

    with Session.open(folder) as session:
        return work(session, request, tell, control)


def _listen(connection: Connection, control: ImportControl) -> None:
    orders = {"pause": control.pause, "resume": control.resume, "cancel": control.cancel}
    with suppress(EOFError, OSError):
        while True:
            orders[connection.recv()]()
