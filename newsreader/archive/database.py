"""Connections to one archive file: one for reading in every thread, one for writing under a lock."""

import json
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from newsreader.archive.edge import translating
from newsreader.errors import ArchiveError, ArchiveReadOnly

BUSY_SECONDS: Final = 10.0
_NO_THREAD: Final = 0
_LOG_BYTES: Final = 64 << 20
_READ_CACHE_KIB: Final = 32_768
_WRITE_CACHE_KIB: Final = 49_152


class Database:
    """The SQLite file of an archive, safe to use from any thread.

    Readers see whole transactions only and never wait for a writer (WAL). Within `writing()`, reading in the same
    thread sees what has been written so far.
    """

    def __init__(self, file: Path, *, read_only: bool = False, immutable: bool = False) -> None:
        self.file = file
        self.is_read_only = read_only
        self._immutable = immutable
        self._local = threading.local()
        self._guard = threading.Lock()
        self._readers: list[tuple[weakref.ref[threading.Thread], sqlite3.Connection]] = []
        self._write_lock = threading.RLock()
        self._writer: sqlite3.Connection | None = None
        self._writing_thread = _NO_THREAD
        self._is_closed = False

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One consistent view of the archive; sqlite3 errors come out as known errors."""
        with translating(self.file):
            if self._writing_thread == threading.get_ident():
                yield self._opened_writer()
                return
            db = self._reader()
            is_inner = db.in_transaction
            if not is_inner:
                db.execute("BEGIN")
            try:
                yield db
            finally:
                if not is_inner:
                    _roll_back(db)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of the block or nothing of it. A block within a block joins the outer one.

        Raises:
            ArchiveReadOnly: This archive was opened for reading only.
            ArchiveBusy: Another process was writing for longer than the time-out.
        """
        if self.is_read_only:
            raise ArchiveReadOnly(
                f"{self.file.parent} is open for reading only",
                "Copy the archive to a folder you may write to, and open the copy.",
            )
        with self._write_lock, translating(self.file):
            db = self._opened_writer()
            if self._writing_thread != _NO_THREAD:
                yield db
                return
            db.execute("BEGIN IMMEDIATE")
            self._writing_thread = threading.get_ident()
            try:
                yield db
                db.execute("COMMIT")
            finally:
                self._writing_thread = _NO_THREAD
                _roll_back(db)

    @contextmanager
    def reading_alone(self) -> Iterator[sqlite3.Connection]:
        """A connection of its own, outside any transaction; not stopped by `interrupt_reads`."""
        with translating(self.file), closing(self._connect("ro", _READ_CACHE_KIB)) as db:
            yield db

    def interrupt_reads(self, thread: int | None = None) -> None:
        """Stops the queries running now in all other threads, or in one; each ends with `Interrupted`."""
        with self._guard:
            for owner, db in self._readers:
                running = owner()
                if running is not None and running.ident != threading.get_ident() and thread in (None, running.ident):
                    db.interrupt()

    def close(self) -> None:
        """Closes every connection; the last writer to leave merges the log into the file."""
        self.interrupt_reads()
        with self._write_lock, self._guard:
            self._is_closed = True
            for _, db in self._readers:
                db.close()
            self._readers.clear()
            if self._writer is not None:
                self._writer.close()
                self._writer = None

    def _reader(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None or self._is_closed:
            if self._is_closed:
                raise ArchiveError(f"{self.file.parent} has been closed", "Open it again.")
            db = self._connect("ro", _READ_CACHE_KIB)
            self._local.db = db
            with self._guard:
                self._forget_ended_threads()
                self._readers.append((weakref.ref(threading.current_thread()), db))
        return db

    def _forget_ended_threads(self) -> None:
        alive = []
        for owner, db in self._readers:
            thread = owner()
            if thread is None or not thread.is_alive():
                db.close()
            else:
                alive.append((owner, db))
        self._readers[:] = alive

    def _opened_writer(self) -> sqlite3.Connection:
        if self._is_closed:
            raise ArchiveError(f"{self.file.parent} has been closed", "Open it again.")
        if self._writer is None:
            db = self._connect("rw", _WRITE_CACHE_KIB)
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=FULL")
            db.execute(f"PRAGMA journal_size_limit={_LOG_BYTES}")
            self._writer = db
        return self._writer

    def _connect(self, mode: str, cache_kib: int) -> sqlite3.Connection:
        return connect(self.file, mode, immutable=self._immutable, cache_kib=cache_kib)


def connect(file: Path, mode: str, *, immutable: bool = False, cache_kib: int = _READ_CACHE_KIB) -> sqlite3.Connection:
    """A connection that trusts nothing the file says about itself; transactions are begun and ended by hand.

    Args:
        file: The database.
        mode: `ro`, `rw` or `rwc`, as in SQLite's URI names.
        immutable: The file cannot change (a read-only folder): no locks, no log.
        cache_kib: Page cache of this connection.
    """
    name = f"{file.absolute().as_uri()}?mode={mode}{'&immutable=1' if immutable else ''}"
    db = sqlite3.connect(name, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    db.execute("PRAGMA trusted_schema=OFF")
    db.execute("PRAGMA cell_size_check=ON")
    db.execute("PRAGMA foreign_keys=ON")
    db.execute(f"PRAGMA cache_size=-{int(cache_kib)}")
    return db


def _roll_back(db: sqlite3.Connection) -> None:
    if db.in_transaction:  # not after COMMIT, and not after an error that ended the transaction itself
        db.execute("ROLLBACK")


def as_json_list(values: object) -> str:
    """A list as one SQL parameter, for `IN (SELECT value FROM json_each(?))`."""
    return json.dumps(values, ensure_ascii=True, separators=(",", ":"))
