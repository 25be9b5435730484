"""Tags: hierarchical names like `labour/docks`, unique regardless of case."""

import sqlite3
import unicodedata
from collections.abc import Sequence
from typing import Final

from newsreader.archive import events, human_layer
from newsreader.archive.database import Database, as_json_list
from newsreader.archive.stored import storable
from newsreader.domain.annotation import COLOURS
from newsreader.domain.listing import TagCount
from newsreader.errors import UsageError

LONGEST: Final = 200


def tidy(name: str) -> str:
    """A tag name as it is kept: parts trimmed, one space between words.

    Raises:
        UsageError: It is empty, has an empty part or is too long.
    """
    parts = [" ".join(part.split()) for part in storable(unicodedata.normalize("NFC", name)).split("/")]
    tidied = "/".join(parts)
    if not all(parts) or not tidied.isprintable():
        raise UsageError(
            f"{name!r} is not a tag", "Write a word or several, with / between a tag and a narrower one: labour/docks."
        )
    if len(tidied) > LONGEST:
        raise UsageError(f"A tag of {len(tidied)} characters is too long", f"Use at most {LONGEST}.")
    return tidied


def tag_key(name: str) -> str:
    """What makes two names the same tag."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


class Tags:
    """The tags of an archive and which articles carry them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[TagCount, ...]:
        """Every tag with its number of articles (trash left out), by name."""
        with self._database.reading() as db:
            counts = dict(
                db.execute(
                    "SELECT tag, count(*) FROM article_tag"
                    " WHERE article NOT IN (SELECT number FROM article WHERE trashed IS NOT NULL) GROUP BY tag"
                ).fetchall()
            )
            rows = db.execute("SELECT number, name, colour FROM tag ORDER BY key").fetchall()
        return tuple(TagCount(name, counts.get(number, 0), colour) for number, name, colour in rows)

    def completions(self, typed: str, limit: int = 20) -> list[str]:
        """Tags that begin with what was typed, then those with a part or word that does."""
        key = tag_key(typed.strip())
        with self._database.reading() as db:
            rows = db.execute("SELECT name, key FROM tag ORDER BY key").fetchall()
        starts = [name for name, other in rows if other.startswith(key)]
        within = [
            name
            for name, other in rows
            if not other.startswith(key) and any(part.startswith(key) for part in other.replace("/", " ").split())
        ]
        return (starts + within)[:limit]

    def add(self, numbers: Sequence[int], tag: str, by: str) -> list[int]:
        """Tags articles; returns those that did not carry the tag before.

        Raises:
            UsageError: It is not a tag.
        """
        with self._database.writing() as db:
            row, name = _find_or_make(db, tag)
            wanted = dict.fromkeys(numbers)
            there = _carrying(db, row, list(wanted))
            changed = [number for number in wanted if number not in there]
            db.executemany("INSERT INTO article_tag VALUES (?, ?)", [(number, row) for number in changed])
            events.record(db, by, "tag", changed, {"tag": name})
            human_layer.post(db, changed)
        return changed

    def remove(self, numbers: Sequence[int], tag: str, by: str) -> list[int]:
        """Takes a tag from articles; returns those that carried it."""
        with self._database.writing() as db:
            found = _find(db, tag)
            if found is None:
                return []
            row, name = found
            there = _carrying(db, row, numbers)
            changed = [number for number in dict.fromkeys(numbers) if number in there]
            db.executemany("DELETE FROM article_tag WHERE article = ? AND tag = ?", [(n, row) for n in changed])
            _forget_unused(db, row)
            events.record(db, by, "untag", changed, {"tag": name})
            human_layer.post(db, changed)
        return changed

    def rename(self, old: str, new: str, by: str) -> int:
        """Gives a tag and all below it another name; tags that are there already take theirs in.

        Returns:
            How many articles carry a renamed tag.

        Raises:
            UsageError: There is no such tag, the new name is not one, or it lies below the old one.
        """
        target = tidy(new)
        with self._database.writing() as db:
            family = _family(db, old)
            if not family:
                raise UsageError(f"There is no tag {old!r}", "See them with `newsreader tag list`.")
            if tag_key(target).startswith(f"{tag_key(tidy(old))}/"):
                raise UsageError(f"{new!r} lies below {old!r}", "Choose a name outside it.")
            depth = len(tidy(old).split("/"))
            moved: set[int] = set()
            for row, name in family:
                moved |= _rename_one(db, row, "/".join([target, *name.split("/")[depth:]]))
            changed = sorted(moved)
            events.record(db, by, "rename tag", [None], {"from": old, "to": target, "articles": len(changed)})
            human_layer.post(db, changed)
        return len(changed)

    def merge(self, olds: Sequence[str], into: str, by: str) -> int:
        """Makes one tag of several; returns how many articles carried one of the others."""
        target = tidy(into)
        with self._database.writing() as db:
            changed: set[int] = set()
            for old in olds:
                found = _find(db, old)
                if found is None:
                    raise UsageError(f"There is no tag {old!r}", "See them with `newsreader tag list`.")
                if tag_key(old) != tag_key(target):
                    changed |= _rename_one(db, found[0], target)
            events.record(db, by, "merge tags", [None], {"from": list(olds), "to": target, "articles": len(changed)})
            human_layer.post(db, sorted(changed))
        return len(changed)

    def recolour(self, tag: str, colour: str) -> str:
        """Gives a tag a colour ("" for none); returns the one it had.

        Raises:
            UsageError: No such tag or colour.
        """
        if colour and colour not in COLOURS:
            raise UsageError(f"There is no colour {colour!r}", f"Use one of {', '.join(COLOURS)}.")
        with self._database.writing() as db:
            found = _find(db, tag)
            if found is None:
                raise UsageError(f"There is no tag {tag!r}", "See them with `newsreader tag list`.")
            before = str(db.execute("SELECT colour FROM tag WHERE number = ?", (found[0],)).fetchone()[0])
            db.execute("UPDATE tag SET colour = ? WHERE number = ?", (colour, found[0]))
        return before

    def carrying(self, tag: str) -> list[int]:
        """The numbers of the articles that carry exactly this tag, trash included."""
        with self._database.reading() as db:
            found = _find(db, tag)
            if found is None:
                return []
            rows = db.execute("SELECT article FROM article_tag WHERE tag = ? ORDER BY article", (found[0],))
            return [int(row[0]) for row in rows]


def _find(db: sqlite3.Connection, tag: str) -> tuple[int, str] | None:
    row = db.execute("SELECT number, name FROM tag WHERE key = ?", (tag_key(tidy(tag)),)).fetchone()
    return None if row is None else (int(row[0]), str(row[1]))


def _find_or_make(db: sqlite3.Connection, tag: str) -> tuple[int, str]:
    found = _find(db, tag)
    if found is not None:
        return found
    name = tidy(tag)
    cursor = db.execute("INSERT INTO tag (name, key) VALUES (?, ?)", (name, tag_key(name)))
    return int(cursor.lastrowid or 0), name


def _family(db: sqlite3.Connection, tag: str) -> list[tuple[int, str]]:
    key = tag_key(tidy(tag))
    rows = db.execute(
        "SELECT number, name FROM tag WHERE key = ? OR (key >= ? AND key < ?) ORDER BY key", (key, f"{key}/", f"{key}0")
    )
    return [(int(number), str(name)) for number, name in rows]


def _carrying(db: sqlite3.Connection, row: int, numbers: Sequence[int]) -> set[int]:
    found = db.execute(
        "SELECT article FROM article_tag WHERE tag = ? AND article IN (SELECT value FROM json_each(?))",
        (row, as_json_list(list(numbers))),
    )
    return {int(one[0]) for one in found}


def _rename_one(db: sqlite3.Connection, row: int, name: str) -> set[int]:
    """Renames one tag, or empties it into the one that has the name already; returns the articles that carry it."""
    articles = {int(one[0]) for one in db.execute("SELECT article FROM article_tag WHERE tag = ?", (row,))}
    there = _find(db, name)
    if there is None or there[0] == row:
        db.execute("UPDATE tag SET name = ?, key = ? WHERE number = ?", (name, tag_key(name), row))
        return articles
    db.execute("UPDATE OR IGNORE article_tag SET tag = ? WHERE tag = ?", (there[0], row))
    db.execute("DELETE FROM article_tag WHERE tag = ?", (row,))
    db.execute("DELETE FROM tag WHERE number = ?", (row,))
    return articles


def _forget_unused(db: sqlite3.Connection, row: int) -> None:
    """A tag nobody carries goes, unless it was given a colour: then somebody means to use it."""
    db.execute(
        "DELETE FROM tag WHERE number = ? AND colour = '' AND NOT EXISTS (SELECT 1 FROM article_tag WHERE tag = ?)",
        (row, row),
    )
