"""Annotations: highlights and notes, anchored to the raw text; what is removed is kept with the time of it."""

import sqlite3
from dataclasses import replace
from typing import Any, Final
from uuid import uuid4

from newsreader.archive import events, human_layer
from newsreader.archive.clock import now
from newsreader.archive.database import Database
from newsreader.archive.stored import storable
from newsreader.domain.annotation import Anchor, Annotation
from newsreader.errors import UsageError

_COLUMNS: Final = (
    'n.id, a.id, n.start, n."end", n.quote, n.prefix, n.suffix, n.note, n.colour, n.by, n.created, n.modified,'
    " n.orphaned"
)
_ORDER: Final = 'ORDER BY n.orphaned, n.start IS NOT NULL, n.start, n."end", n.created, n.id'


def annotations_of(db: sqlite3.Connection, numbers_json: str) -> dict[int, tuple[Annotation, ...]]:
    """The annotations of many articles: notes on the article first, then by position, orphans last."""
    found: dict[int, list[Annotation]] = {}
    for row in db.execute(
        f"SELECT {_COLUMNS}, n.article FROM annotation n JOIN article a ON a.number = n.article"  # noqa: S608
        f" WHERE n.article IN (SELECT value FROM json_each(?)) AND n.deleted IS NULL {_ORDER}",
        (numbers_json,),
    ):
        found.setdefault(row[-1], []).append(_annotation(row))
    return {number: tuple(annotations) for number, annotations in found.items()}


class Annotations:
    """The annotations of an archive."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, number: int, article_id: str, anchor: Anchor | None, note: str, colour: str, by: str) -> Annotation:
        """Makes a highlight or a note."""
        moment = now()
        made = Annotation(str(uuid4()), article_id, anchor, storable(note), colour, by, moment, moment)
        at = anchor or Anchor(0, 0, "")
        with self._database.writing() as db:
            db.execute(
                'INSERT INTO annotation (id, article, start, "end", quote, prefix, suffix, note, colour, by, created,'
                " modified) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    made.id, number, None if anchor is None else at.start, None if anchor is None else at.end,
                    storable(at.quote), storable(at.prefix), storable(at.suffix), made.note, colour, by, moment, moment,
                ),
            )  # fmt: skip
            _changed(db, number, by, "note" if note else "highlight", made)
        return made

    def get(self, annotation_id: str) -> Annotation:
        """One annotation, also a removed one.

        Raises:
            UsageError: There is none with that id.
        """
        return self._find(annotation_id)[1]

    def update(
        self, annotation_id: str, by: str, note: str | None = None, colour: str | None = None
    ) -> tuple[Annotation, Annotation]:
        """Changes the note or the colour; returns what it was and what it is."""
        with self._database.writing() as db:
            number, old = self._find(annotation_id)
            new = replace(
                old,
                note=old.note if note is None else storable(note),
                colour=old.colour if colour is None else colour,
                modified=now(),
            )
            db.execute(
                "UPDATE annotation SET note = ?, colour = ?, modified = ? WHERE id = ?",
                (new.note, new.colour, new.modified, new.id),
            )
            _changed(db, number, by, "change note", new)
        return old, new

    def set_removed(self, annotation_id: str, removed: bool, by: str) -> Annotation:
        """Removes an annotation (it is kept) or brings it back."""
        with self._database.writing() as db:
            number, annotation = self._find(annotation_id)
            db.execute("UPDATE annotation SET deleted = ? WHERE id = ?", (now() if removed else None, annotation.id))
            _changed(db, number, by, "remove note" if removed else "restore note", annotation)
        return annotation

    def move(self, annotation_id: str, anchor: Anchor | None, by: str) -> Annotation:
        """Anchors an annotation anew, or with None puts it into the tray of those that lost their words."""
        with self._database.writing() as db:
            number, old = self._find(annotation_id)
            if anchor is None:
                new = replace(old, orphaned=True)
                db.execute("UPDATE annotation SET orphaned = 1 WHERE id = ?", (old.id,))
            else:
                new = replace(old, anchor=anchor, orphaned=False)
                db.execute(
                    'UPDATE annotation SET start = ?, "end" = ?, quote = ?, prefix = ?, suffix = ?, orphaned = 0'
                    " WHERE id = ?",
                    (
                        anchor.start,
                        anchor.end,
                        storable(anchor.quote),
                        storable(anchor.prefix),
                        storable(anchor.suffix),
                        old.id,
                    ),
                )
            _changed(db, number, by, "orphan note" if anchor is None else "move note", new)
        return new

    def transfer(self, annotation_id: str, number: int, anchor: Anchor, by: str) -> None:
        """Gives an annotation to another article, which has its words now."""
        with self._database.writing() as db:
            former, old = self._find(annotation_id)
            db.execute("UPDATE annotation SET article = ? WHERE id = ?", (number, old.id))
            _changed(db, former, by, "note moved away", old)
        self.move(annotation_id, anchor, by)

    def put(self, annotation: Annotation, by: str, kind: str) -> Annotation:
        """Writes an annotation that is there already as it is given: words, colour, place; returns what it was."""
        anchor = annotation.anchor
        at = anchor or Anchor(0, 0, "")
        with self._database.writing() as db:
            number, old = self._find(annotation.id)
            db.execute(
                'UPDATE annotation SET start = ?, "end" = ?, quote = ?, prefix = ?, suffix = ?, note = ?, colour = ?,'
                " modified = ?, orphaned = ? WHERE id = ?",
                (
                    None if anchor is None else at.start, None if anchor is None else at.end, storable(at.quote),
                    storable(at.prefix), storable(at.suffix), storable(annotation.note), annotation.colour,
                    annotation.modified, int(annotation.orphaned), annotation.id,
                ),
            )  # fmt: skip
            _changed(db, number, by, kind, annotation)
        return old

    def all(self, query: str = "") -> list[Annotation]:
        """All annotations outside the trash, latest first; with a query, those whose note or words hold all of it."""
        with self._database.reading() as db:
            rows = db.execute(
                f"SELECT {_COLUMNS} FROM annotation n JOIN article a ON a.number = n.article"  # noqa: S608
                " WHERE n.deleted IS NULL AND a.trashed IS NULL ORDER BY n.modified DESC, n.id"
            ).fetchall()
        wanted = query.casefold().split()
        found = map(_annotation, rows)
        return [one for one in found if all(word in _words_of(one) for word in wanted)]

    def orphans(self) -> list[Annotation]:
        """The tray: annotations whose words could not be found again."""
        return [annotation for annotation in self.all() if annotation.orphaned]

    def removed(self) -> list[Annotation]:
        """The trash: removed annotations, latest first."""
        with self._database.reading() as db:
            rows = db.execute(
                f"SELECT {_COLUMNS} FROM annotation n JOIN article a ON a.number = n.article"  # noqa: S608
                " WHERE n.deleted IS NOT NULL ORDER BY n.deleted DESC, n.id"
            ).fetchall()
        return [_annotation(row) for row in rows]

    def _find(self, annotation_id: str) -> tuple[int, Annotation]:
        with self._database.reading() as db:
            row = db.execute(
                f"SELECT {_COLUMNS}, n.article FROM annotation n JOIN article a ON a.number = n.article WHERE n.id = ?",  # noqa: S608
                (annotation_id,),
            ).fetchone()
        if row is None:
            raise UsageError(f"There is no note {annotation_id}", "It may be in another archive.")
        return int(row[-1]), _annotation(row)


def _changed(db: sqlite3.Connection, number: int, by: str, kind: str, annotation: Annotation) -> None:
    """Counts the article's notes anew and tells the history and the search."""
    db.execute(
        "UPDATE article SET notes = (SELECT count(*) FROM annotation WHERE article = ? AND deleted IS NULL)"
        " WHERE number = ?",
        (number, number),
    )
    detail = {"id": annotation.id, "note": annotation.note, "colour": annotation.colour}
    if annotation.anchor is not None:
        detail["quote"] = storable(annotation.anchor.quote)
    events.record(db, by, kind, [number], detail)
    human_layer.post(db, [number])


def _words_of(annotation: Annotation) -> str:
    quote = annotation.anchor.quote if annotation.anchor is not None else ""
    return f"{annotation.note}\n{quote}".casefold()


def _annotation(row: tuple[Any, ...]) -> Annotation:
    id_, article, start, end, quote, prefix, suffix, note, colour, by, created, modified, orphaned = row[:13]
    anchor = None if start is None or end is None else Anchor(int(start), int(end), quote, prefix, suffix)
    return Annotation(id_, article, anchor, note, colour, by, created, modified, bool(orphaned))
