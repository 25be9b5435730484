"""Brings the schema of an archive to this program's version, one numbered SQL file at a time."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from newsreader.errors import ArchiveDamaged, ArchiveTooNew

_FILE_NAME: Final = re.compile(r"(\d{4})_[a-z_]+\.sql")


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema."""

    number: int
    sql: str


@cache
def shipped() -> tuple[Migration, ...]:
    """The migrations that come with this program, in order."""
    folder = resources.files("newsreader.archive") / "migrations"
    found = [
        Migration(int(match[1]), entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
        if (match := _FILE_NAME.fullmatch(entry.name))
    ]
    return tuple(sorted(found, key=lambda migration: migration.number))


def version_of(db: sqlite3.Connection) -> int:
    """The number of the last migration this archive has seen."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def check_version(db: sqlite3.Connection, name: str) -> None:
    """Refuses an archive that a newer program has written.

    Raises:
        ArchiveTooNew: Its schema is newer than any migration shipped here.
    """
    found, known = version_of(db), shipped()[-1].number
    if found > known:
        raise ArchiveTooNew(
            f"{name} was written by a newer newsreader (schema {found}; this one knows {known})",
            "Install the newest newsreader and open it with that.",
        )


def migrate(db: sqlite3.Connection, name: str, back_up: Callable[[int], object] | None = None) -> list[int]:
    """Runs every migration the archive has not seen, each in one transaction.

    Args:
        db: The write connection, outside any transaction.
        name: The archive, for messages.
        back_up: Called once with the old version before the first change; None for a new archive.

    Returns:
        The numbers of the migrations run.

    Raises:
        ArchiveTooNew: It is newer than this program.
        ArchiveDamaged: Its rows break the rules of the new schema.
    """
    check_version(db, name)
    version = version_of(db)
    todo = [migration for migration in shipped() if migration.number > version]
    if not todo:
        return []
    if back_up is not None:
        back_up(version)
    db.execute("PRAGMA foreign_keys=OFF")  # tables may be rebuilt; checked as a whole below
    try:
        for migration in todo:
            _run(db, migration)
        if (broken := db.execute("PRAGMA foreign_key_check").fetchone()) is not None:
            raise ArchiveDamaged(
                f"{name} has rows in {broken[0]} that belong to nothing", "Restore the copy in its backups folder."
            )
    finally:
        db.execute("PRAGMA foreign_keys=ON")
    return [migration.number for migration in todo]


def _run(db: sqlite3.Connection, migration: Migration) -> None:
    db.execute("BEGIN IMMEDIATE")
    try:
        if version_of(db) < migration.number:  # another process may have been quicker
            for statement in statements(migration.sql):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {migration.number}")
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


def statements(sql: str) -> Iterator[str]:
    """The single statements of a script; `executescript` would end the transaction it runs in."""
    part = ""
    for line in sql.splitlines(keepends=True):
        part += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(part):
            yield part.strip()
            part = ""
