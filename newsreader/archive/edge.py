"""The edge between SQLite and the program: sqlite3 errors become errors with a remedy, here and nowhere else."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsreader.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveError,
    ArchiveMissing,
    ArchiveReadOnly,
    DiskFull,
    Interrupted,
    NewsreaderError,
)

_PRIMARY = 0xFF
_LITTLE_ROOM = 1 << 20


@contextmanager
def translating(file: Path) -> Iterator[None]:
    """Turns whatever sqlite3 raises within the block into a `NewsreaderError` about this archive file."""
    try:
        yield
    except sqlite3.ProgrammingError as error:
        if "closed database" not in str(error):
            raise  # a bug of ours, not a state of the archive
        raise ArchiveError(f"{file.parent} has been closed", "Open it again.") from error
    except sqlite3.Error as error:
        raise translated(error, file) from error


def translated(error: sqlite3.Error, file: Path) -> NewsreaderError:
    """The known error that this sqlite3 error means."""
    folder = file.parent
    code = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & _PRIMARY
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return ArchiveBusy(f"{folder} is being changed by another program", "Try again in a moment.")
    if primary == sqlite3.SQLITE_INTERRUPT:
        return Interrupted("The question to the archive was stopped", "Ask again.")
    if primary == sqlite3.SQLITE_FULL or (primary == sqlite3.SQLITE_IOERR and _is_full(folder)):
        return DiskFull(
            f"No room left on the disk of {folder}; nothing of this step was kept",
            "Free some space and do it again.",
        )
    if primary == sqlite3.SQLITE_READONLY:
        return ArchiveReadOnly(
            f"{folder} cannot be changed", "Copy the archive to a folder you may write to, and open the copy."
        )
    if primary in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return ArchiveMissing(
            f"{file} cannot be opened", "Check that the archive is there and that you may read its folder."
        )
    if primary == sqlite3.SQLITE_NOTADB:
        return ArchiveDamaged(f"{file} is not an archive of newsreader", "Choose another folder, or restore a backup.")
    if primary == sqlite3.SQLITE_CORRUPT or str(error).startswith(("no such", "Could not decode")):
        return ArchiveDamaged(
            f"{file} is damaged: {error}",
            f"Restore the latest copy from {folder / 'backups'} with `newsreader restore`.",
        )
    return ArchiveError(f"{file} could not be used: {error}", "Run `newsreader verify` on this archive.")


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _LITTLE_ROOM
    except OSError:
        return False
