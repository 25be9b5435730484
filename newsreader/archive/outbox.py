"""Which articles the search index must look at again, and up to where each index has looked."""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from newsreader.archive.database import Database, as_json_list


def post(db: sqlite3.Connection, articles: Iterable[int]) -> None:
    """Puts articles at the end of the outbox, within the transaction that changes them."""
    db.executemany("INSERT OR REPLACE INTO outbox (article) VALUES (?)", [(number,) for number in articles])


def begin_stretch(db: sqlite3.Connection, file: Path) -> None:
    """Begins a new stretch of changes when this file is another one than the last changes were made in: a copy.

    A file that was only moved on the same disk keeps its stretch; beginning one too many does no harm.
    """
    found = file.stat()
    place = f"{found.st_dev}:{found.st_ino}"
    last = db.execute("SELECT rowid, place FROM lineage ORDER BY rowid DESC LIMIT 1").fetchone()
    if last is None or last[1] == place:
        return
    if not last[1]:  # a new archive
        db.execute("UPDATE lineage SET place = ? WHERE rowid = ?", (place, last[0]))
        return
    db.execute(
        "INSERT INTO lineage (start, token, place)"
        " SELECT coalesce(max(seq), 0), lower(hex(randomblob(8))), ? FROM outbox",
        (place,),
    )


def _stretches(db: sqlite3.Connection) -> list[tuple[int, str]]:
    """(start, token) in order; the first begins at 0."""
    rows = db.execute("SELECT start, token FROM lineage ORDER BY rowid").fetchall()
    return [(int(start), str(token)) for start, token in rows] or [(0, "")]


class Outbox:
    """The changes since any point, oldest first. Nothing is ever taken out: each user's index has its own place."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def head(self) -> int:
        """The number of the latest change; 0 when there has been none."""
        with self._database.reading() as db:
            return int(db.execute("SELECT coalesce(max(seq), 0) FROM outbox").fetchone()[0])

    def since(self, seq: int, limit: int = 1_000) -> list[tuple[int, int]]:
        """The next changes after `seq` as (seq, article number)."""
        with self._database.reading() as db:
            rows = db.execute("SELECT seq, article FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?", (seq, limit))
            return [(int(at), int(number)) for at, number in rows]

    def latest_of(self, articles: Sequence[int]) -> dict[int, int]:
        """The number of the latest change of each of these articles: while it stays, the text stays."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT article, seq FROM outbox WHERE article IN (SELECT value FROM json_each(?))",
                (as_json_list(list(articles)),),
            )
            return {int(article): int(seq) for article, seq in rows}

    def waiting(self, seq: int) -> int:
        """How many articles have changed since `seq`."""
        with self._database.reading() as db:
            return int(db.execute("SELECT count(*) FROM outbox WHERE seq > ?", (seq,)).fetchone()[0])

    def reached_with(self, seq: int, count: int) -> int:
        """The number of the change that so many changes after `seq` reach; `seq` when there are none."""
        with self._database.reading() as db:
            rows = "SELECT seq FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?"
            return int(db.execute(f"SELECT coalesce(max(seq), ?) FROM ({rows})", (seq, seq, count)).fetchone()[0])  # noqa: S608  # no part of it from outside

    def token(self, seq: int) -> str:
        """Names the stretch of changes that `seq` belongs to: an index keeps it beside its `seq`."""
        with self._database.reading() as db:
            stretches = _stretches(db)
        return next((token for start, token in reversed(stretches) if start < seq), stretches[0][1])

    def holds(self, seq: int, token: str) -> bool:
        """Whether an index that has got to `seq` under `token` has seen changes of this very archive and no other.

        False for what was built from another copy of the archive that has gone its own way since, or from one that
        was ahead of this: such an index must be built again.
        """
        if seq == 0:
            return True
        with self._database.reading() as db:
            stretches = _stretches(db)
            head = int(db.execute("SELECT coalesce(max(seq), 0) FROM outbox").fetchone()[0])
        ends = [start for start, _ in stretches[1:]] + [head]
        return any(token == other and start < seq <= end for (start, other), end in zip(stretches, ends, strict=True))

    def post(self, articles: Iterable[int]) -> None:
        """Asks every index to look at these articles again."""
        with self._database.writing() as db:
            post(db, articles)
