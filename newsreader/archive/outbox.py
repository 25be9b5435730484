"""Which articles the search index must look at again, and up to where each index has looked."""

import sqlite3
from collections.abc import Iterable

from newsreader.archive.database import Database


def post(db: sqlite3.Connection, articles: Iterable[int]) -> None:
    """Puts articles at the end of the outbox, within the transaction that changes them."""
    db.executemany("INSERT OR REPLACE INTO outbox (article) VALUES (?)", [(number,) for number in articles])


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

    def waiting(self, seq: int) -> int:
        """How many articles have changed since `seq`."""
        with self._database.reading() as db:
            return int(db.execute("SELECT count(*) FROM outbox WHERE seq > ?", (seq,)).fetchone()[0])

    def post(self, articles: Iterable[int]) -> None:
        """Asks every index to look at these articles again."""
        with self._database.writing() as db:
            post(db, articles)
