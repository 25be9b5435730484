"""Whole copies of an archive file, made while it is in use and checked before they count."""

import errno
import os
import re
import sqlite3
import uuid as uuids
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader.archive import opening
from newsreader.archive.clock import now
from newsreader.archive.database import connect
from newsreader.archive.edge import translating
from newsreader.errors import ArchiveDamaged, ArchiveError, ArchiveMissing, DiskFull, UsageError

if TYPE_CHECKING:
    from newsreader.archive.archive import Archive

_PAGES_A_STEP = 2_048


def copy_database(
    source: sqlite3.Connection,
    target: Path,
    progress: Callable[[int, int], None] | None = None,
    *,
    uuid: str = "",
) -> int:
    """Copies a database with SQLite's online backup, checks the copy, and only then gives it its name.

    Args:
        source: An open connection, outside any transaction; others may go on reading and writing.
        target: The file to make; one that is there is replaced in one step.
        progress: Told (pages done, pages in all).
        uuid: The archive the copy shall be; "" for the same.

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
            if uuid:
                copy.execute("UPDATE meta SET value = ? WHERE key = 'uuid'", (uuid,))
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
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def back_up(archive: "Archive", destination: Path, progress: Callable[[int, int], None] | None = None) -> Path:
    """Copies an open archive to a file, or into a folder under a name with the moment in it."""
    target = destination / f"{_file_name(archive.name)}-{moment()}.sqlite3" if destination.is_dir() else destination
    if target.resolve() == archive.file.resolve():
        raise UsageError(f"{target} is the archive itself", "Give another file or a folder.")
    if target.name == opening.FILE_NAME and target.exists():
        raise UsageError(f"{target} belongs to another archive", "Give another file or a folder.")
    if target.exists() and not opening.bears_our_mark(target):
        raise UsageError(f"{target} is there already and no backup", "Give another file or a folder.")
    with archive.reading_alone() as db:
        copy_database(db, target, progress)
    return target


def restore(file: Path, folder: Path, progress: Callable[[int, int], None] | None = None) -> Path:
    """Makes an archive of a backup in a folder that is new or empty, under a new UUID."""
    if not file.is_file():
        raise ArchiveMissing(f"There is no backup {file}", "Give a file written by `newsreader backup`.")
    opening.check_header(file)
    opening.make_folder(folder)
    target = folder / opening.FILE_NAME
    uuid = str(uuids.uuid4())
    immutable = bool(opening.why_read_only(file.parent, file.name)) and opening.needs_immutable(file)
    with translating(file), closing(connect(file, "ro", immutable=immutable)) as db:
        opening.inspect(db, folder)
        copy_database(db, target, progress, uuid=uuid)
    opening.remember_as_checked(target, uuid)
    return folder


def moment() -> str:
    """This moment as it stands in file names: 20260301T093000Z."""
    return f"{now()[:19].replace(':', '').replace('-', '')}Z"


def _file_name(name: str) -> str:
    """An archive's name as a file name: it may be a stranger's."""
    kept = re.sub(r"[^\w-]+", "-", name).strip("-")[:60]
    return kept or "archive"


def _steps(progress: Callable[[int, int], None] | None) -> Callable[[int, int, int], object] | None:
    if progress is None:
        return None
    tell = progress

    def step(_status: int, remaining: int, total: int) -> None:
        tell(total - remaining, total)

    return step


def _not_written(target: Path, error: OSError) -> ArchiveError:
    if error.errno == errno.ENOSPC:
        return DiskFull(f"No room for {target}", "Free some space or choose another disk.")
    return ArchiveError(f"{target} cannot be written ({error.strerror})", "Choose another place.")
