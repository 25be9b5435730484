"""Whole copies of an archive file, made while it is in use and checked before they count."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from newsreader.archive.database import connect
from newsreader.archive.edge import translating
from newsreader.errors import ArchiveDamaged, ArchiveError, DiskFull

_PAGES_A_STEP = 2_048


def copy_database(source: sqlite3.Connection, target: Path, progress: Callable[[int, int], None] | None = None) -> int:
    """Copies a database with SQLite's online backup, checks the copy, and only then gives it its name.

    Args:
        source: An open connection, outside any transaction; others may go on reading and writing.
        target: The file to make; one that is there is replaced in one step.
        progress: Told (pages done, pages in all).

    Returns:
        The size of the copy in bytes.

    Raises:
        ArchiveDamaged: The copy is not sound, so neither is the source.
        DiskFull: No room for it; nothing is left behind.
    """
    fresh = target.with_name(f".{target.name}-{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        with translating(fresh), closing(connect(fresh, "rwc")) as copy:
            source.backup(copy, pages=_PAGES_A_STEP, progress=_steps(progress), sleep=0.0)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
            found = str(copy.execute("PRAGMA integrity_check(1)").fetchone()[0])
        if found != "ok":
            raise ArchiveDamaged(f"The copy made of the archive is not sound: {found}", "Run `newsreader verify`.")
        with fresh.open("rb") as written:
            os.fsync(written.fileno())
        fresh.replace(target)
        return target.stat().st_size
    except OSError as error:
        raise _not_written(target, error) from error
    finally:
        for leftover in (fresh, *(fresh.with_name(f"{fresh.name}{end}") for end in ("-journal", "-wal", "-shm"))):
            leftover.unlink(missing_ok=True)


def _steps(progress: Callable[[int, int], None] | None) -> Callable[[int, int, int], object] | None:
    if progress is None:
        return None
    tell = progress

    def step(_status: int, remaining: int, total: int) -> None:
        tell(total - remaining, total)

    return step


def _not_written(target: Path, error: OSError) -> ArchiveError:
    if error.errno == 28:  # ENOSPC
        return DiskFull(f"No room for {target}", "Free some space or choose another disk.")
    return ArchiveError(f"{target} cannot be written ({error.strerror})", "Choose another place.")
