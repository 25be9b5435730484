"""Families of articles that tell the same story: found as articles come in, each compared with a few others only.

An article is put under a few of its smallest hashes; a new one is compared, sketch with sketch, with the articles that
stand under any of its own. So the work for an article does not grow with the archive. A family bears the id of the
article it began with. It keeps that id when more articles join it; when two families turn out to be one, the id of the
one that began earlier stays. Trash changes nothing: an article in the trash remains a printing of its story.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from newsreader.archive import human_layer
from newsreader.archive.database import Database, as_json_list
from newsreader.text.sketches import SKETCH_VERSION, Sketch, key_of, likeness

_KEYS: Final = 8
"""Hashes an article is put under."""
_ASKED: Final = 32
"""Hashes of a new article under which others are looked for: more, for the smallest of a short text may not be among
the smallest of the long one it was cut from."""
MOST_UNDER_A_KEY: Final = 32
"""Families under one hash; from then on it tells nothing."""
_MOST_COMPARED: Final = 16
_HASH_BYTES: Final = 5


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a family.

    Attributes:
        number: Of the article.
        id: Of the article.
        sketch: Of its text.
        is_trashed: Whether it lies in the trash.
    """

    number: int
    id: str
    sketch: Sketch
    is_trashed: bool


class Families:
    """Reads and mends families; articles that come in join theirs in `Articles.add_many`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, sketches: Iterable[tuple[int, Sketch]]) -> list[int]:
        """Keeps the sketches of articles, new or made anew, and lets the articles join families.

        An article does not leave its family when its sketch changes.

        Args:
            sketches: Number of an article and the sketch of its clean text.

        Returns:
            The numbers of the articles whose family is another one now.
        """
        with self._database.writing() as db:
            changed = place(db, list(sketches))
            human_layer.post(db, changed)
        return changed

    def waiting(self) -> int:
        """How many articles have no sketch yet, or one of an older kind."""
        with self._database.reading() as db:
            kept = db.execute("SELECT count(*) FROM sketch WHERE version = ?", (SKETCH_VERSION,)).fetchone()[0]
            return int(db.execute("SELECT count(*) FROM article").fetchone()[0]) - int(kept)

    def without_sketch(self, after: int, limit: int) -> list[int]:
        """The next articles after a number that have no sketch yet, or one of an older kind."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT number FROM article a WHERE number > ? AND NOT EXISTS"
                " (SELECT 1 FROM sketch WHERE article = a.number AND version = ?) ORDER BY number LIMIT ?",
                (after, SKETCH_VERSION, limit),
            )
            return [int(row[0]) for row in rows]

    def forget(self) -> None:
        """Throws all sketches and families away, so that they can be made anew."""
        with self._database.writing() as db:
            members = [int(row[0]) for row in db.execute("SELECT number FROM article WHERE family IS NOT NULL")]
            db.execute("DELETE FROM sketch_key")
            db.execute("DELETE FROM sketch")
            db.execute("UPDATE article SET family = NULL WHERE family IS NOT NULL")
            human_layer.post(db, members)

    def members(self, family: str) -> list[Member]:
        """The articles of a family in order of import, those in the trash too."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT a.number, a.id, s.hashes, a.trashed IS NOT NULL FROM article a"
                " LEFT JOIN sketch s ON s.article = a.number WHERE a.family = ? ORDER BY a.number",
                (family,),
            )
            return [Member(int(number), str(id_), unpacked(data), bool(gone)) for number, id_, data, gone in rows]

    def sizes(self, limit: int = -1) -> list[tuple[str, int]]:
        """Families with their number of articles outside the trash, of two or more, the largest first."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT family, count(*) AS size FROM article WHERE family IS NOT NULL AND trashed IS NULL"
                " GROUP BY family HAVING size > 1 ORDER BY size DESC, family LIMIT ?",
                (limit,),
            )
            return [(str(family), int(size)) for family, size in rows]


def packed(sketch: Sketch) -> bytes:
    """A sketch as stored."""
    return np.asarray(sketch, "<u8").view(np.uint8).reshape(-1, 8)[:, :_HASH_BYTES].tobytes()


def unpacked(data: object) -> Sketch:
    """A sketch from its column; what is none is an empty one."""
    if not isinstance(data, bytes) or len(data) % _HASH_BYTES:
        return ()
    whole = np.zeros((len(data) // _HASH_BYTES, 8), np.uint8)
    whole[:, :_HASH_BYTES] = np.frombuffer(data, np.uint8).reshape(-1, _HASH_BYTES)
    return tuple(whole.reshape(-1).view("<u8").tolist())


def place(db: sqlite3.Connection, sketches: Sequence[tuple[int, Sketch]]) -> list[int]:
    """Keeps sketches and lets their articles join families, within the transaction that adds or changes them.

    Returns:
        The numbers of the articles whose family has changed, also of those that were there before.
    """
    _take_away_old(db, [number for number, _ in sketches])
    db.executemany(
        "INSERT OR REPLACE INTO sketch VALUES (?, ?, ?)",
        [(number, SKETCH_VERSION, packed(sketch)) for number, sketch in sketches],
    )
    placing = _Placing(db, sketches)
    for number, sketch in sketches:
        if sketch:
            placing.put(number, sketch)
    db.executemany("INSERT OR IGNORE INTO sketch_key VALUES (?, ?)", placing.new_keys)
    db.executemany(
        "UPDATE article SET family = ? WHERE number = ?",
        [(placing.family[number], number) for number in placing.changed],
    )
    return sorted(placing.changed)


def _take_away_old(db: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Takes articles whose sketch is made anew away from under the hashes of the old one."""
    rows = db.execute(
        "SELECT article, hashes FROM sketch WHERE article IN (SELECT value FROM json_each(?))",
        (as_json_list(list(numbers)),),
    ).fetchall()
    db.executemany(
        "DELETE FROM sketch_key WHERE hash = ? AND article = ?",
        [(key, int(number)) for number, data in rows for key in _asked(unpacked(data))],
    )


def _asked(sketch: Sketch) -> list[int]:
    return list(map(key_of, sketch[:_ASKED]))


class _Placing:
    """One batch of articles on the way to their families."""

    def __init__(self, db: sqlite3.Connection, sketches: Sequence[tuple[int, Sketch]]) -> None:
        self.changed: set[int] = set()
        self.new_keys: list[tuple[int, int]] = []
        self._db = db
        self._asked = {number: _asked(sketch) for number, sketch in sketches}
        self._under = _found_under(db, {key for keys in self._asked.values() for key in keys})
        known = {number for numbers in self._under.values() for number in numbers}
        self._sketches = dict(sketches)
        rows = db.execute(
            "SELECT a.number, a.id, a.family, s.hashes FROM json_each(?) j CROSS JOIN article a ON a.number = j.value"
            " LEFT JOIN sketch s ON s.article = a.number",
            (as_json_list(sorted(known | self._sketches.keys())),),
        ).fetchall()
        self._ids: dict[int, str] = {}
        self._data: dict[int, bytes] = {}
        self.family: dict[int, str | None] = {}
        for number, id_, family, data in rows:
            self._ids[number], self.family[number], self._data[number] = id_, family, data
        self._began = _beginnings(db, {family for family in self.family.values() if family is not None})

    def put(self, number: int, sketch: Sketch) -> None:
        """Compares an article with those under its hashes, and puts it under some itself."""
        asked = self._asked[number]
        alike: Counter[int] = Counter()
        phrases = set()
        for key in asked:
            there = self._under.get(key)
            if there is None:  # nearly always
                continue
            if len(there) < MOST_UNDER_A_KEY:
                for other in there:
                    alike[other] += 1
            else:
                phrases.add(key)
        alike.pop(number, None)
        for other, _ in alike.most_common(_MOST_COMPARED):
            if self.family[number] is not None and self.family[number] == self.family[other]:
                continue
            if likeness(sketch, self._sketch(other), phrases).is_same_story:
                self._join(number, other)
        self._put_under(number, asked)

    def _sketch(self, number: int) -> Sketch:
        if number not in self._sketches:
            self._sketches[number] = unpacked(self._data[number])
        return self._sketches[number]

    def _put_under(self, number: int, asked: Sequence[int]) -> None:
        """Puts an article under its smallest hashes that tell something; not where its family stands already."""
        family, kept = self.family[number], 0
        for key in asked:
            there = self._under.setdefault(key, [])
            if len(there) >= MOST_UNDER_A_KEY:
                continue
            if family is None or all(self.family[other] != family for other in there):
                there.append(number)
                self.new_keys.append((key, number))
            kept += 1
            if kept == _KEYS:
                return

    def _join(self, one: int, other: int) -> None:
        first, second = self.family[one], self.family[other]
        if first is None and second is None:
            oldest = min(one, other)
            self._began[self._ids[oldest]] = oldest
            self._set(one, self._ids[oldest])
            self._set(other, self._ids[oldest])
        elif first is None or second is None:
            self._set(one if first is None else other, first or second)
        else:
            stays, goes = sorted((first, second), key=lambda family: self._began.get(family, 0))
            self._move(goes, stays)

    def _set(self, number: int, family: str | None) -> None:
        self.family[number] = family
        self.changed.add(number)

    def _move(self, goes: str, stays: str) -> None:
        """Gives all articles of one family to another."""
        for number, family in self.family.items():
            if family == goes:
                self._set(number, stays)
        for (number,) in self._db.execute("SELECT number FROM article WHERE family = ?", (goes,)).fetchall():
            if self.family.get(number, goes) == goes:
                self._set(int(number), stays)


def _found_under(db: sqlite3.Connection, keys: set[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    rows = db.execute(
        "SELECT k.hash, k.article FROM json_each(?) j CROSS JOIN sketch_key k ON k.hash = j.value",
        (as_json_list(sorted(keys)),),
    )
    for key, number in rows:
        found.setdefault(key, []).append(number)
    return found


def _beginnings(db: sqlite3.Connection, families: set[str]) -> dict[str, int]:
    """The number of the article that each family is named after."""
    rows = db.execute(
        "SELECT id, number FROM article WHERE id IN (SELECT value FROM json_each(?))",
        (as_json_list(sorted(families)),),
    )
    return {str(id_): int(number) for id_, number in rows}


def relatives_of(db: sqlite3.Connection, numbers_json: str) -> list[int]:
    """The articles of all families that any of these belongs to."""
    rows = db.execute(
        "SELECT number FROM article WHERE family IS NOT NULL AND family IN (SELECT family FROM article"
        " WHERE family IS NOT NULL AND number IN (SELECT value FROM json_each(?)))",
        (numbers_json,),
    )
    return [int(row[0]) for row in rows]


def others_of(db: sqlite3.Connection, numbers_json: str) -> dict[int, int]:
    """How many other articles outside the trash tell the story of each of these; those without any are left out."""
    rows = db.execute(
        "SELECT number, family, trashed IS NULL FROM article"
        " WHERE family IS NOT NULL AND number IN (SELECT value FROM json_each(?))",
        (numbers_json,),
    ).fetchall()
    if not rows:
        return {}
    families = as_json_list(sorted({str(family) for _, family, _ in rows}))
    sizes = dict(
        db.execute(
            "SELECT family, count(*) FROM article WHERE trashed IS NULL"
            " AND family IN (SELECT value FROM json_each(?)) GROUP BY family",
            (families,),
        ).fetchall()
    )
    return {int(number): others for number, family, counts in rows if (others := sizes.get(family, 0) - counts) > 0}
