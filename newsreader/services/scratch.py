"""Folders for what must be unpacked to be read: gone when their owner is done, or when the next one finds it dead."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from newsreader import paths


@contextmanager
def scratch_folder() -> Iterator[str]:
    """A folder of this process alone; "" where none can be made, for the system's.

    Its lock is held by the operating system, so a folder without a holder is what a killed process has left behind.
    """
    base = paths.cache_dir() / "unpacked"
    name = uuid.uuid4().hex
    lock = FileLock(base / f"{name}.lock")
    folder = base / name
    try:
        base.mkdir(parents=True, exist_ok=True)
        _sweep(base)
        lock.acquire(timeout=0)
        folder.mkdir()
    except (OSError, Timeout, NotImplementedError):
        lock.release()
        yield ""
        return
    try:
        yield str(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()
        _remove(base / f"{name}.lock")


def _sweep(base: Path) -> None:
    """Removes what processes that are gone have left."""
    for file in base.glob("*.lock"):
        lock = FileLock(file)
        try:
            lock.acquire(timeout=0)
        except (OSError, Timeout):
            continue
        shutil.rmtree(file.with_suffix(""), ignore_errors=True)
        lock.release()
        _remove(file)


def _remove(file: Path) -> None:
    with suppress(OSError):
        file.unlink(missing_ok=True)
