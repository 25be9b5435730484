"""What was done when, and by whom."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from newsreader.archive.clock import now
from newsreader.archive.database import Database
from newsreader.archive.stored import dumps


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    Attributes:
        at: ISO 8601, UTC.
        by: Who.
        kind: `import`, `tag`, `untag`, `note`, `edit` …
        article: Row number of the article; None for what concerns many.
        detail: What the kind needs to be told in words.
    """

    at: str
    by: str
    kind: str
    article: int | None
    detail: Mapping[str, Any]


def record(
    db: sqlite3.Connection, by: str, kind: str, articles: Iterable[int | None], detail: Mapping[str, Any] | None = None
) -> None:
    """Writes the same event for each article, within the transaction that makes the change."""
    at, told = now(), dumps(dict(detail or {}))
    db.executemany(
        "INSERT INTO event (at, by, kind, article, detail) VALUES (?, ?, ?, ?, ?)",
        [(at, by, kind, article, told) for article in articles],
    )


class Events:
    """The history of an archive and of each article."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_article(self, number: int) -> tuple[Event, ...]:
        """The history of one article, oldest first, beginning with its import."""
        with self._database.reading() as db:
            imported = db.execute(
                "SELECT a.added, c.importer, c.path FROM article a JOIN content c ON c.article = a.number"
                " WHERE a.number = ?",
                (number,),
            ).fetchall()
            rows = db.execute(
                "SELECT at, by, kind, article, detail FROM event WHERE article = ? ORDER BY number", (number,)
            ).fetchall()
        first = [
            Event(at, "", "import", number, {"importer": importer, "path": path}) for at, importer, path in imported
        ]
        return (*first, *map(_event, rows))

    def recent(self, limit: int = 100) -> tuple[Event, ...]:
        """The latest events of the whole archive, newest first."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT at, by, kind, article, detail FROM event ORDER BY number DESC LIMIT ?", (limit,)
            ).fetchall()
        return tuple(map(_event, rows))


def _event(row: tuple[Any, ...]) -> Event:
    at, by, kind, article, detail = row
    try:
        told = json.loads(detail)
    except (ValueError, TypeError):
        told = {}  # a history entry without its details is still history
    return Event(str(at), str(by), str(kind), article, told if isinstance(told, dict) else {})
