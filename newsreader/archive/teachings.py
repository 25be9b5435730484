"""What people's corrections teach: printed lines and the values they were said to mean."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from newsreader.archive import events
from newsreader.archive.clock import now
from newsreader.archive.database import Database
from newsreader.archive.stored import dumps, storable
from newsreader.domain.field import FieldValue
from newsreader.domain.record import value_from_json
from newsreader.errors import UsageError
from newsreader.text.knowledge import variant_key

_SELECT: Final = (
    "SELECT t.field, t.variant, t.printed, t.value, a.id, t.by, t.at, t.forgotten"
    " FROM teaching t JOIN article a ON a.number = t.article WHERE a.trashed IS NULL"
)


@dataclass(frozen=True, slots=True)
class Teaching:
    """One lesson from one correction.

    Attributes:
        field: `paper`, `agency` or `byline`.
        variant: The printed words, folded; see `newsreader.text.knowledge.variant_key`.
        printed: The printed words.
        value: What they mean: a name, or the persons of a byline.
        article_id: The article that was corrected.
        by, at: Who and when.
        forgotten: When somebody had it forgotten; None while it is in force.
    """

    field: str
    variant: str
    printed: str
    value: FieldValue
    article_id: str
    by: str
    at: str
    forgotten: str | None = None


class Teachings:
    """The lessons of an archive."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, number: int, name: str, printed: str, value: FieldValue, by: str) -> None:
        """Keeps what a correction of this article teaches; one that says the same and was forgotten stays forgotten."""
        told = dumps(list(value) if isinstance(value, tuple) else value)
        with self._database.writing() as db:
            db.execute(
                "INSERT INTO teaching (article, field, variant, printed, value, by, at) VALUES (?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (article, field) DO UPDATE SET variant = excluded.variant, printed = excluded.printed,"
                " value = excluded.value, by = excluded.by, at = excluded.at, forgotten ="
                " CASE WHEN variant = excluded.variant AND value = excluded.value THEN forgotten END",
                (number, name, storable(variant_key(printed)), storable(printed), told, by, now()),
            )

    def drop(self, number: int, name: str) -> None:
        """A correction was taken back: it teaches no longer."""
        with self._database.writing() as db:
            db.execute("DELETE FROM teaching WHERE article = ? AND field = ?", (number, name))

    def all(self) -> list[Teaching]:
        """Every lesson of articles outside the trash, by field and variant, latest first."""
        with self._database.reading() as db:
            rows = db.execute(f"{_SELECT} ORDER BY t.field, t.variant, t.at DESC, a.id").fetchall()
        return [found for row in rows if (found := _teaching(row)) is not None]

    def set_forgotten(self, name: str, variant: str, forgotten: bool, by: str) -> int:
        """Puts all lessons about one variant out of force, or back; returns how many.

        Raises:
            UsageError: There is none.
        """
        with self._database.writing() as db:
            rows = db.execute(
                "SELECT article FROM teaching WHERE field = ? AND variant = ? AND (forgotten IS NULL) = ?",
                (name, variant, int(forgotten)),
            ).fetchall()
            if not rows:
                raise UsageError(f"Nothing was learned of the {name} “{variant}”", "See `newsreader learned list`.")
            db.execute(
                "UPDATE teaching SET forgotten = ? WHERE field = ? AND variant = ?",
                (now() if forgotten else None, name, variant),
            )
            kind = "forget learned" if forgotten else "learn again"
            events.record(db, by, kind, [int(row[0]) for row in rows], {"field": name, "variant": variant})
        return len(rows)

    def used(self) -> Counter[tuple[str, str]]:
        """How many articles were read with each (field, variant); looks through all records."""
        found: Counter[tuple[str, str]] = Counter()
        with self._database.reading() as db:
            for (extracted,) in db.execute("""SELECT extracted FROM content WHERE instr(extracted, '"learned.')"""):
                found.update(_used_in(extracted))
        return found


def _used_in(extracted: object) -> Iterable[tuple[str, str]]:
    try:
        entries: Any = json.loads(str(extracted))
        for name in ("paper", "agency", "byline"):
            entry = entries.get(name)
            if entry and entry[3] == f"learned.{name}":
                yield name, variant_key(str(entry[6]))
    except (ValueError, TypeError, AttributeError, IndexError):
        return


def _teaching(row: tuple[Any, ...]) -> Teaching | None:
    field, variant, printed, value, article_id, by, at, forgotten = row
    try:
        told = value_from_json(json.loads(value))
    except (ValueError, TypeError, RecursionError):
        return None
    if not isinstance(told, str) and not (isinstance(told, tuple) and all(isinstance(one, str) for one in told)):
        return None
    return Teaching(str(field), str(variant), str(printed), told, str(article_id), str(by), str(at), forgotten)
