"""The import lock: one process at a time adds files to an archive; reading, tags and notes go on meanwhile."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from newsreader.archive.clock import now
from newsreader.errors import ArchiveBusy, ArchiveReadOnly

LOCK_NAME: Final = "import.lock"
HOLDER_NAME: Final = "import.lock.json"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the import lock."""

    purpose: str
    pid: int
    host: str
    since: str

    def __str__(self) -> str:
        return f"{self.purpose} by process {self.pid} on {self.host} since {self.since}"


@contextmanager
def import_lock(folder: Path, purpose: str, wait_seconds: float = 0.0) -> Iterator[None]:
    """Holds the import lock for the length of the block; the system frees it when the process dies.

    Args:
        folder: The archive folder.
        purpose: What for, in a few words: others are shown it.
        wait_seconds: How long to wait for another holder.

    Raises:
        ArchiveBusy: Somebody else holds it; the message says who.
        ArchiveReadOnly: No lock can be made there.
    """
    lock = FileLock(folder / LOCK_NAME, thread_local=False)
    try:
        lock.acquire(timeout=wait_seconds)
    except Timeout as error:
        raise ArchiveBusy(
            f"{folder} is taken: {holder(folder) or 'another program is importing'}",
            "Wait until it has finished, then start again; reading and tagging work meanwhile.",
        ) from error
    except OSError as error:
        raise ArchiveReadOnly(
            f"No import lock can be made in {folder} ({error.strerror})",
            "Copy the archive to a folder you may write to.",
        ) from error
    note = folder / HOLDER_NAME
    try:
        _write(note, Holder(purpose, os.getpid(), socket.gethostname(), now()))
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def holder(folder: Path) -> Holder | None:
    """Who wrote the note beside the lock; None when there is none or it cannot be read."""
    try:
        found = json.loads((folder / HOLDER_NAME).read_text(encoding="utf-8"))
        return Holder(str(found["purpose"]), int(found["pid"]), str(found["host"]), str(found["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(note: Path, who: Holder) -> None:
    try:
        note.write_text(json.dumps(asdict(who)), encoding="utf-8")
    except OSError:
        return  # the lock itself holds; only the name of its holder is missing
