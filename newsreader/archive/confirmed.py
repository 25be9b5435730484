"""The confirmed layer: values people set, each with who and when."""

from collections.abc import Mapping

from newsreader.archive import events, outbox
from newsreader.archive.clock import now
from newsreader.archive.database import Database
from newsreader.archive.refreshing import refresh_shown
from newsreader.archive.stored import dumps, loads
from newsreader.domain.field import Confirmed, FieldValue
from newsreader.domain.record import value_from_json


class ConfirmedValues:
    """Reads and writes confirmed values; the shown columns follow in the same transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_article(self, number: int) -> dict[str, Confirmed]:
        """The confirmed values of one article by field."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT c.field, c.value, c.by, c.at, a.id FROM confirmed c JOIN article a ON a.number = c.article"
                " WHERE c.article = ? ORDER BY c.field",
                (number,),
            ).fetchall()
        return {
            name: Confirmed(name, value_from_json(loads(value, id_, f"confirmed {name}")), by, at)
            for name, value, by, at, id_ in rows
        }

    def set_many(
        self, number: int, values: Mapping[str, FieldValue], by: str, kind: str = "edit"
    ) -> dict[str, Confirmed | None]:
        """Confirms values of one article; None says there is none.

        Returns:
            What was confirmed before, by field; None for nothing.
        """
        at = now()
        return self.put_back(number, {name: Confirmed(name, value, by, at) for name, value in values.items()}, by, kind)

    def put_back(
        self, number: int, entries: Mapping[str, Confirmed | None], by: str, kind: str = "restore"
    ) -> dict[str, Confirmed | None]:
        """Writes confirmed values as they are given; None takes a confirmation away.

        Returns:
            What was confirmed before, by field; None for nothing.
        """
        with self._database.writing() as db:
            before = self.of_article(number)
            for name, entry in entries.items():
                if entry is None:
                    db.execute("DELETE FROM confirmed WHERE article = ? AND field = ?", (number, name))
                else:
                    db.execute(
                        "INSERT OR REPLACE INTO confirmed VALUES (?, ?, ?, ?, ?)",
                        (number, name, dumps(_plain(entry.value)), entry.by, entry.at),
                    )
            refresh_shown(db, [number])
            told = {name: None if entry is None else _plain(entry.value) for name, entry in entries.items()}
            events.record(db, by, kind, [number], {"fields": told})
            outbox.post(db, [number])
        return {name: before.get(name) for name in entries}


def _plain(value: FieldValue) -> object:
    if isinstance(value, tuple):
        return [dict(part) if isinstance(part, Mapping) else part for part in value]
    return dict(value) if isinstance(value, Mapping) else value
