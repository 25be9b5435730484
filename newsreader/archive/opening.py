"""Finding out whether a folder holds an archive that can be opened, and how."""

import errno
import json
import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final

from newsreader import paths
from newsreader.archive.database import connect
from newsreader.archive.edge import translated, translating
from newsreader.archive.migrations import check_version, shipped, version_of
from newsreader.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveMissing,
    ArchiveReadOnly,
    DiskFull,
    NewsreaderError,
)

FILE_NAME: Final = "archive.sqlite3"
APPLICATION_ID: Final = 0x4E525231  # "NRR1": how `file` and we tell an archive from any other database

_CHOOSE: Final = "Choose another folder, or make an archive there with `newsreader import PATH --archive DIR`."
_CHECKED_WHOLE: Final = 64 << 20
_HUMAN_TABLES: Final = ("meta", "confirmed", "tag", "article_tag", "annotation", "hand_repair", "saved_search")


def archive_file(folder: Path) -> Path:
    """The database in an archive folder.

    Raises:
        ArchiveMissing: The folder is not there, or is no archive.
        ArchiveDamaged: The file is something else.
    """
    file = folder / FILE_NAME
    try:
        if not folder.exists():
            raise ArchiveMissing(f"There is no folder {folder}", _CHOOSE)
        if not folder.is_dir():
            raise ArchiveMissing(f"{folder} is a file, not an archive folder", "Choose the folder the archive is in.")
        if not file.exists():
            raise ArchiveMissing(f"{folder} holds no archive of newsreader", _CHOOSE)
    except OSError as error:
        raise _unreadable(file, error) from error
    check_header(file)
    return file


def check_header(file: Path) -> None:
    """Refuses what is no SQLite database at all.

    Raises:
        ArchiveMissing: It cannot be read.
        ArchiveDamaged: It is something else.
    """
    if _mark(file) is None:
        raise ArchiveDamaged(f"{file} is not an archive of newsreader", "Choose another folder, or restore a backup.")


def bears_our_mark(file: Path) -> bool:
    """Whether a file is an archive or a backup of one: nothing else may be written over it."""
    try:
        return _mark(file) == APPLICATION_ID
    except NewsreaderError:
        return False


def _mark(file: Path) -> int | None:
    """The id of the application whose database this is; None when it is no database.

    SQLite reads it, never this program: when a process closes a file of its own opening it loses every lock it has on
    that file, SQLite's too (POSIX). Another process would then take itself for the last one and remove the log that
    is in use here: each would no longer see what the other writes.
    """
    try:
        if not file.is_file():
            raise IsADirectoryError(errno.EISDIR, "it is no file")
        if not os.access(file, os.R_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        if file.stat().st_size == 0:
            return None
        try:
            return _application(file, immutable=True)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
        # Where the disk was full the file alone is not whole: what it lacks is in the log beside it.
        return _application(file, immutable=False)
    except OSError as error:
        raise _unreadable(file, error) from error
    except sqlite3.Error as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_NOTADB:
            return None
        raise translated(error, file) from error


def _application(file: Path, *, immutable: bool) -> int:
    with closing(connect(file, "ro", immutable=immutable)) as db:
        return int(db.execute("PRAGMA application_id").fetchone()[0])


def _unreadable(file: Path, error: OSError) -> ArchiveMissing:
    return ArchiveMissing(
        f"{file} cannot be read ({error.strerror})", "Check that you may read the folder and the files in it."
    )


def make_folder(folder: Path) -> None:
    """Makes the folder for a new archive, with its parts.

    Raises:
        ArchiveError: It holds something already, or cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / FILE_NAME).exists():
            raise ArchiveError(f"{folder} already holds an archive", "Open it instead of making a new one.")
        if any(not entry.name.startswith(".") for entry in folder.iterdir()):
            raise ArchiveError(f"{folder} holds other files already", "Choose an empty folder for the archive.")
        for part in ("pages", "backups"):
            (folder / part).mkdir(exist_ok=True)
    except OSError as error:
        raise cannot_make(folder, error) from error


def cannot_make(folder: Path, error: OSError) -> ArchiveError:
    """The error for a folder in which no archive can be made."""
    if error.errno == errno.ENOSPC:
        return DiskFull(f"No room for an archive in {folder}", "Free some space or choose another disk.")
    return ArchiveError(f"No archive can be made in {folder} ({error.strerror})", "Choose a folder you may write to.")


def why_read_only(folder: Path, name: str = FILE_NAME) -> str:
    """Why the file in this folder cannot be written to, in words that follow "because"; "" when it can."""
    if not os.access(folder, os.W_OK | os.X_OK):
        return "its folder is read-only"
    if not os.access(folder / name, os.W_OK):
        return "its file is read-only"
    probe = folder / f".newsreader-probe-{os.getpid()}"
    try:  # os.access knows nothing of some network folders and says yes to root on read-only files
        probe.touch()
        probe.unlink()
    except OSError as error:
        return f"its folder cannot be written to ({error.strerror})"
    return ""


def needs_immutable(file: Path) -> bool:
    """Whether the database can only be read as a file that never changes: its log cannot be made beside it.

    Raises:
        ArchiveDamaged: It is not a sound database.
        ArchiveReadOnly: Changes wait in a log that cannot be read from a read-only folder.
    """
    with translating(file):
        try:
            with closing(connect(file, "ro")) as db:
                db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
                raise
        else:
            return False
    log = file.with_name(f"{file.name}-wal")
    if log.exists() and log.stat().st_size > 0:
        raise ArchiveReadOnly(
            f"{file.parent} was not closed properly and its folder is read-only, so its last changes cannot be read",
            "Copy the whole folder to a place you may write to, and open the copy.",
        )
    return True


def tidy_up(file: Path) -> None:
    """Takes away the empty log that readers leave beside a file, if nobody else has it open."""
    log = file.with_name(f"{file.name}-wal")
    with suppress(OSError, sqlite3.Error):
        if log.stat().st_size == 0:
            with closing(connect(file, "rw")) as db:  # the last to leave that may write tidies up
                db.execute("SELECT count(*) FROM sqlite_master").fetchone()


def inspect(db: sqlite3.Connection, folder: Path) -> int:
    """Makes sure that this database is an archive this program may open, and nothing more than that.

    Returns:
        Its schema version.

    Raises:
        ArchiveTooNew: A newer program wrote it.
        ArchiveDamaged: It is another program's database, or holds views, triggers or modules, which no archive has.
    """
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise ArchiveDamaged(f"{folder / FILE_NAME} is the database of another program", "Choose another folder.")
    check_version(db, str(folder))
    foreign = db.execute(
        "SELECT name FROM sqlite_master WHERE type NOT IN ('table', 'index')"
        " OR sql LIKE 'CREATE VIRTUAL%' ORDER BY name LIMIT 1"
    ).fetchone()
    if foreign is not None:
        raise ArchiveDamaged(
            f"{folder} holds something no archive has ({foreign[0]!r}); it may be made to do harm",
            "Do not open it; ask whoever gave it to you for a clean copy.",
        )
    return version_of(db)


def is_current(version: int) -> bool:
    """Whether this schema is the one this program writes."""
    return version == shipped()[-1].number


def check_first_time(db: sqlite3.Connection, file: Path, uuid: str) -> None:
    """Runs SQLite's quick check on a file this user's newsreader has not seen before, and remembers that it did.

    Of a large file only the tables people write in are checked: the whole would take minutes from a slow disk, and
    `newsreader verify` does it.

    Raises:
        ArchiveDamaged: The check found faults.
    """
    if _checked().get(uuid) == _identity(file):
        return
    parts = ("",) if file.stat().st_size <= _CHECKED_WHOLE else _HUMAN_TABLES
    for part in parts:
        found = [str(row[0]) for row in db.execute(f"PRAGMA quick_check({part or 5})")]
        if found != ["ok"]:
            raise ArchiveDamaged(
                f"{file} is damaged: {'; '.join(found)}",
                f"Restore the latest copy from {file.parent / 'backups'} with `newsreader restore`.",
            )
    remember_as_checked(file, uuid)


def remember_as_checked(file: Path, uuid: str) -> None:
    """Notes in the user's cache that this very file has been found sound."""
    known = {**_checked(), uuid: _identity(file)}
    target = _checked_file()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{target.name}-{os.getpid()}")
        fresh.write_text(json.dumps(known, sort_keys=True), encoding="utf-8")
        shutil.move(fresh, target)
    except OSError:
        return  # a cache that cannot be written only means checking again


def _checked_file() -> Path:
    return paths.cache_dir() / "checked.json"


def _checked() -> dict[str, Any]:
    try:
        found = json.loads(_checked_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _identity(file: Path) -> list[Any]:
    # Not the modification time: this program changes it with every tag, and a check of a big archive takes minutes.
    found = file.stat()
    return [str(file.resolve()), found.st_dev, found.st_ino]
