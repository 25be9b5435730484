"""Runs the process that reads a PDF, and says in words what is wrong with one that cannot be read."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, Final

import newsreader
from newsreader.formats.pdf_child import SECONDS_A_PAGE

_LONGEST_LINE: Final = 256 * 1024**2
_LOOK_EVERY: Final = 0.5
_ERRORS: Final = {
    3: ("is no sound PDF: it is damaged or cut off", "Fetch it again."),
    4: ("is locked with a password", "Save it without the password, then import that."),
    5: ("is locked in a way that cannot be opened", "Save it without the lock, then import that."),
}
"""By PDFium's number."""
_BROKEN: Final = ("cannot be opened as a PDF", "Fetch it again, or leave it out.")


class PdfError(Exception):
    """A document cannot be read.

    Attributes:
        reason: Why, as the end of a sentence about the file.
        remedy: What to do.
    """

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


def messages(data: bytes, seconds: float = SECONDS_A_PAGE) -> Iterator[dict[str, Any]]:
    """What the process tells of a document, see `pdf_child`: its facts first, then page by page.

    Args:
        data: The document.
        seconds: For the start and for each page; the process is ended when it takes longer.

    Raises:
        PdfError: The document cannot be read; also when the process dies of it.
        ModuleNotFoundError: pypdfium2 is not installed.
    """
    if find_spec("pypdfium2") is None:
        raise ModuleNotFoundError("No module named 'pypdfium2'", name="pypdfium2")
    with _process(data, seconds) as (process, watch):
        output = process.stdout
        assert output is not None  # noqa: S101  It was asked for.
        while line := output.readline(_LONGEST_LINE):
            watch.touch()
            if not line.endswith(b"\n"):
                break  # cut off: it has died
            message = json.loads(line)
            if "error" in message:
                raise PdfError(*_ERRORS.get(message["error"], _BROKEN))
            yield message
        code = process.wait()
        if watch.has_ended_it or code == -14:
            raise PdfError("takes too long to read", "It may be damaged: save it anew with another program.")
        if code or line:
            how = f"signal {-code}" if code < 0 else f"exit code {code}"
            raise PdfError(
                f"ended the process that read it ({how})", "It may be damaged: save it anew with another program."
            )


class _Watch:
    """Ends a process that has said nothing for too long."""

    def __init__(self, process: "subprocess.Popen[bytes]", seconds: float) -> None:
        self.has_ended_it = False
        self._process = process
        self._seconds = seconds
        self._last = time.monotonic()
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="pdf-watch", daemon=True)
        self._thread.start()

    def touch(self) -> None:
        """Notes that the process has said something."""
        self._last = time.monotonic()

    def stop(self) -> None:
        """Looks no more."""
        self._is_over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._is_over.wait(min(_LOOK_EVERY, self._seconds)):
            if time.monotonic() - self._last > self._seconds:
                self.has_ended_it = True
                self._process.kill()
                return


@contextmanager
def _process(data: bytes, seconds: float) -> Iterator[tuple["subprocess.Popen[bytes]", _Watch]]:
    # A program of its own rather than of multiprocessing: that lets the workers of an import have no children.
    process = subprocess.Popen(  # noqa: S603  Our own interpreter and module.
        _command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
    )
    assert process.stdin is not None  # noqa: S101  It was asked for.
    # Written beside the reading: should it die or fill the pipe before it has read all, nobody waits for ever.
    writer = threading.Thread(target=_write, args=(process.stdin, data), name="pdf-write", daemon=True)
    writer.start()
    watch = _Watch(process, seconds)
    try:
        yield process, watch
    finally:
        watch.stop()
        process.kill()
        process.wait()
        writer.join()
        if process.stdout is not None:
            process.stdout.close()


def _write(pipe: IO[bytes], data: bytes) -> None:
    with suppress(OSError):
        pipe.write(data)
    with suppress(OSError):
        pipe.close()


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        # A frozen build starts its processes by running itself again.
        return [sys.executable, "--read-pdf"]
    # -P: nothing that lies in the folder we happen to be in is run.
    return [sys.executable, "-P", "-m", "newsreader.formats.pdf_child"]


def _environment() -> dict[str, str]:
    """With the folder this very code lies in, wherever it was imported from."""
    here = str(Path(newsreader.__file__).resolve().parents[1])
    others = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": f"{here}{os.pathsep}{others}" if others else here}
