"""The archive: one folder with one SQLite file, its page images and its backups."""

import os
import sqlite3
import uuid as uuids
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Self

from newsreader.archive import import_lock as locks
from newsreader.archive import opening
from newsreader.archive.annotations import Annotations
from newsreader.archive.articles import Articles
from newsreader.archive.backups import copy_database, moment
from newsreader.archive.browse import Browse
from newsreader.archive.clock import now
from newsreader.archive.confirmed import ConfirmedValues
from newsreader.archive.containers import Containers
from newsreader.archive.database import Database, connect
from newsreader.archive.edge import translating
from newsreader.archive.events import Events
from newsreader.archive.extracted import ExtractedLayers
from newsreader.archive.families import Families
from newsreader.archive.human_layer import HumanLayer
from newsreader.archive.lacking import Lacking
from newsreader.archive.migrations import migrate
from newsreader.archive.originals import Originals
from newsreader.archive.outbox import Outbox, begin_stretch
from newsreader.archive.page_images import PageImages
from newsreader.archive.pages import Pages
from newsreader.archive.profiles import Profiles
from newsreader.archive.repair_choices import RepairChoices
from newsreader.archive.searches import SavedSearches
from newsreader.archive.stored import storable
from newsreader.archive.synonyms import Synonyms
from newsreader.archive.tags import Tags
from newsreader.archive.teachings import Teachings
from newsreader.archive.vocabulary import Vocabulary
from newsreader.errors import ArchiveDamaged, ArchiveReadOnly

_PAGE_SIZE = 8_192
_ASKED = "it was opened for reading only"


class Archive:
    """An open archive.

    Attributes:
        folder: Where it is.
        uuid: Names it for ever, also when it is moved.
        name: For people.
        why_read_only: Why it can only be read, in words that follow "because"; "" when it can be changed.
        articles, tags, annotations, confirmed, repairs, events, outbox, browse, searches, originals,
            pages, profiles, synonyms, containers, human_layer: What is in it.
    """

    def __init__(self, folder: Path, database: Database, uuid: str, name: str, why_read_only: str) -> None:
        self.folder = folder
        self.uuid = uuid
        self.name = name
        self.why_read_only = why_read_only
        self.database = database
        self.events = Events(database)
        self.outbox = Outbox(database)
        self.human_layer = HumanLayer(database)
        self.originals = Originals(database)
        self.extracted = ExtractedLayers(database)
        self.annotations = Annotations(database)
        self.articles = Articles(database)
        self.browse = Browse(database)
        self.confirmed = ConfirmedValues(database)
        self.containers = Containers(database)
        self.families = Families(database)
        self.lacking = Lacking(database)
        self.pages = Pages(database, folder)
        self.page_images = PageImages(database, folder)
        self.profiles = Profiles(database)
        self.repairs = RepairChoices(database)
        self.searches = SavedSearches(database)
        self.synonyms = Synonyms(database)
        self.tags = Tags(database)
        self.teachings = Teachings(database)
        self.vocabulary = Vocabulary(database)

    @classmethod
    def create(cls, folder: Path, name: str = "") -> Self:
        """Makes a new archive in a folder that is new or empty, and opens it.

        Raises:
            ArchiveError: The folder holds something already, or cannot be made.
        """
        file = folder / opening.FILE_NAME
        opening.make_folder(folder)
        try:
            _write_new(file, name or folder.resolve().name)
        except OSError as error:
            raise opening.cannot_make(folder, error) from error
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path, *, read_only: bool = False) -> Self:
        """Opens the archive in this folder, bringing its schema up to date.

        A folder that cannot be written to opens for reading, and `why_read_only` says so. An older archive is brought
        up to date also for someone who only reads, where that can be done; its backups folder keeps what it was.

        Raises:
            ArchiveMissing: There is none.
            ArchiveTooNew: A newer program wrote it.
            ArchiveDamaged: It is not sound, or not an archive.
            ArchiveReadOnly: It must be migrated first, and cannot be.
        """
        file = opening.archive_file(folder)
        why = opening.why_read_only(folder) or (_ASKED if read_only else "")
        immutable = bool(why) and opening.needs_immutable(file)
        with translating(file), closing(connect(file, "ro" if why else "rw", immutable=immutable)) as db:
            version = opening.inspect(db, folder)
            uuid, name = _read_meta(db, folder)
            opening.check_first_time(db, file, uuid)
            if not opening.is_current(version):
                if why == _ASKED:
                    db.close()
                    cls.open(folder).close()
                    return cls.open(folder, read_only=True)
                if why:
                    raise ArchiveReadOnly(
                        f"{folder} was written by an older newsreader and must be brought up to date, but {why}",
                        "Copy it to a folder you may write to, and open the copy.",
                    )
                migrate(db, str(folder), lambda old: copy_database(db, _backup_name(folder, old)))
            if not why:
                begin_stretch(db, file)
        return cls(folder, Database(file, read_only=bool(why), immutable=immutable), uuid, name, why)

    @property
    def file(self) -> Path:
        """The SQLite file."""
        return self.database.file

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be changed; `why_read_only` says why."""
        return self.database.is_read_only

    def reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """One consistent view of the archive for the length of the block."""
        return self.database.reading()

    def writing(self) -> AbstractContextManager[sqlite3.Connection]:
        """One transaction: repositories used within the block all take part in it."""
        return self.database.writing()

    def reading_alone(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection of its own for reading, outside any transaction, for what takes long (a backup)."""
        return self.database.reading_alone()

    def interrupt_reads(self, thread: int | None = None) -> None:
        """Stops the queries other threads are running, or those of one thread."""
        self.database.interrupt_reads(thread)

    @contextmanager
    def import_lock(self, purpose: str, wait_seconds: float = 0.0) -> Iterator[None]:
        """Lets no other process import meanwhile; see `newsreader.archive.import_lock`."""
        if self.is_read_only:
            raise ArchiveReadOnly(
                f"Nothing can be imported into {self.folder} because {self.why_read_only}",
                "Copy the archive to a folder you may write to, and open the copy.",
            )
        with locks.import_lock(self.folder, purpose, wait_seconds):
            yield

    def rename(self, name: str) -> None:
        """Gives the archive another name for people."""
        with self.writing() as db:
            db.execute("UPDATE meta SET value = ? WHERE key = 'name'", (name,))
        self.name = name

    def close(self) -> None:
        """Closes all connections of all threads."""
        self.database.close()
        if self.why_read_only == _ASKED:
            opening.tidy_up(self.file)


def _write_new(file: Path, name: str) -> None:
    """Writes the file under another name first: a process killed here leaves no half archive."""
    fresh = file.with_name(f".{file.name}-{os.getpid()}")
    fresh.unlink(missing_ok=True)
    try:
        with translating(file), closing(connect(fresh, "rwc")) as db:
            db.execute("PRAGMA journal_mode=MEMORY")  # one sync at the end will do
            db.execute("PRAGMA synchronous=OFF")
            db.execute(f"PRAGMA page_size={_PAGE_SIZE}")
            db.execute(f"PRAGMA application_id={opening.APPLICATION_ID}")
            migrate(db, str(file.parent))
            uuid = str(uuids.uuid4())
            db.executemany(
                "INSERT INTO meta (key, value) VALUES (?, ?)",
                [("uuid", uuid), ("name", storable(name)), ("created", now())],
            )
        with fresh.open("rb") as written:
            os.fsync(written.fileno())
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)
        fresh.with_name(f"{fresh.name}-journal").unlink(missing_ok=True)
    opening.remember_as_checked(file, uuid)


def _read_meta(db: sqlite3.Connection, folder: Path) -> tuple[str, str]:
    meta = dict(db.execute("SELECT key, value FROM meta WHERE key IN ('uuid', 'name')").fetchall())
    try:  # it names a folder in the user's cache: nothing but a UUID will do
        uuid = str(uuids.UUID(meta.get("uuid", "")))
    except (ValueError, AttributeError, TypeError) as error:
        raise ArchiveDamaged(f"{folder} does not say which archive it is", "Restore a backup.") from error
    return uuid, str(meta.get("name", folder.name))


def _backup_name(folder: Path, version: int) -> Path:
    return folder / "backups" / f"before-migration-from-{version}-{moment()}.sqlite3"
