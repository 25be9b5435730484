"""An import in a process of its own, so that the desk stays fluid while it runs."""

import atexit
import multiprocessing
import os
import sys
import threading
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader.domain.importing import ImportProgress, ImportReport, ImportRequest
from newsreader.errors import NewsreaderError
from newsreader.services.import_control import ImportControl
from newsreader.services.parent_watch import end_with_parent

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

_TELL_EVERY_SECONDS = 0.1
_SECONDS_TO_STOP = 10.0


@dataclass(frozen=True, slots=True)
class ImportCrash:
    """An import that ended without a report.

    Attributes:
        message: What happened, one sentence.
        remedy: What to do.
        traceback: For a report of the bug; "" when it is a known error.
    """

    message: str
    remedy: str
    traceback: str = ""


class ImportProcess:
    """One import in a child process; it ends with this process, and its own children with it."""

    def __init__(self) -> None:
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._is_over = False

    def start(self, folder: Path, request: ImportRequest) -> None:
        """Begins to import into the archive in `folder`.

        Args:
            folder: The archive; it must exist.
            request: What to import; relative paths are taken from the current folder.
        """
        if self._process is not None:
            raise RuntimeError("an ImportProcess is good for one import")
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        absolute = replace(request, paths=tuple(str(Path(path).absolute()) for path in request.paths))
        # Not a daemon: those may not have children, and the import has some.
        self._process = context.Process(target=_run, args=(theirs, folder, absolute), name="newsreader-importer")
        self._process.start()
        theirs.close()
        # Python waits at exit for children that are no daemons; nobody wants to wait for an import then.
        atexit.register(self.kill)

    @property
    def is_running(self) -> bool:
        """Whether the report (or the crash) is still to come."""
        return self._process is not None and not self._is_over

    @property
    def pid(self) -> int | None:
        """The process's number; None before the start."""
        return None if self._process is None else self._process.pid

    def poll(self) -> list[ImportProgress | ImportReport | ImportCrash]:
        """What the import has told since the last call, without waiting; a report or a crash is the last of it."""
        found: list[ImportProgress | ImportReport | ImportCrash] = []
        if self._connection is None or self._process is None or self._is_over:
            return found
        try:
            while not self._is_over and self._connection.poll():
                message = self._connection.recv()
                found.append(message)
                self._is_over = not isinstance(message, ImportProgress)
        except (EOFError, OSError):
            self._process.join(_SECONDS_TO_STOP)
            found.append(_died(self._process.exitcode))
            self._is_over = True
        if self._is_over:
            self._clean_up()
        return found

    def pause(self) -> None:
        """Begins no new file until `resume`."""
        self._tell("pause")

    def resume(self) -> None:
        """Goes on after `pause`."""
        self._tell("resume")

    def cancel(self) -> None:
        """Stops in good order: what is in is kept, and a report with `interrupted` follows."""
        self._tell("cancel")

    def kill(self) -> None:
        """Ends the import at once; what is in is kept. For when the desk closes."""
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


def _died(code: int | None) -> ImportCrash:
    how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
    return ImportCrash(
        f"The process of the import ended unexpectedly ({how})",
        "What is in is kept. Import the same files again to go on.",
    )


def _run(connection: Connection, folder: Path, request: ImportRequest) -> None:
    """The main function of the child process."""
    end_with_parent()
    _give_way()
    control = ImportControl()
    threading.Thread(target=_listen, args=(connection, control), name="import-control", daemon=True).start()
    try:
        connection.send(_import(connection, folder, request, control))
    except NewsreaderError as error:
        connection.send(ImportCrash(error.message, error.remedy))
    except BrokenPipeError:
        pass  # The desk has gone, and this process is about to.
    except Exception as error:  # noqa: BLE001  The border of the process: the desk shows it as a bug.
        text = "".join(traceback.format_exception(error))
        crash = ImportCrash(f"This is a bug in newsreader: {type(error).__name__}: {error}", "Please report it.", text)
        connection.send(crash)


def _give_way() -> None:
    # The reader at the desk comes first: with as many workers as cores the window would stall for want of time.
    if sys.platform != "win32":
        os.nice(10)


def _import(connection: Connection, folder: Path, request: ImportRequest, control: ImportControl) -> ImportReport:
    from newsreader.services.importing import import_paths
    from newsreader.services.session import Session

    last = 0.0

    def tell(progress: ImportProgress) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _TELL_EVERY_SECONDS or progress.phase == "done":
            last = now
            connection.send(progress)

    with Session.open(folder) as session:
        return import_paths(session, request, tell, control)


def _listen(connection: Connection, control: ImportControl) -> None:
    orders = {"pause": control.pause, "resume": control.resume, "cancel": control.cancel}
    with suppress(EOFError, OSError):
        while True:
            orders[connection.recv()]()
