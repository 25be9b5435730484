"""What issues of an archive lack: files that were missing, words that could not be read, pictures that are elsewhere.

And the articles that are still owed a reading, because what they lacked has come in meanwhile.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from newsreader.archive.database import Database, as_json_list
from newsreader.archive.stored import dumps

_OWED: Final = "read_again"
_SHORT: Final = "short_of_articles"


@dataclass(frozen=True, slots=True)
class Lack:
    """What an issue lacks.

    Attributes:
        path: Its describing file, where it was first read; "" when no pages are known at all, or not all articles.
        files: Path and SHA-256 of each file that was missing ("") or could not be read.
        images: Path, whether copied, and whether ever read, of the pictures of its pages.
    """

    path: str
    files: tuple[tuple[str, str], ...] = ()
    images: tuple[tuple[str, bool, bool], ...] = ()


class Lacking:
    """Finds what issues lack, and remembers which articles are to be read again because it is there now."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, sha256s: Iterable[str], formats: Iterable[str]) -> dict[str, Lack]:
        """What the issues described by these files lack; those that lack nothing are left out.

        Args:
            sha256s: Of the describing files; others are left out.
            formats: Of files that have pages: those imported before pages were known lack everything.
        """
        wanted = as_json_list(list(sha256s))
        with self._database.reading() as db:
            issues = {
                str(original): (int(number), str(path))
                for original, number, path in db.execute(
                    "SELECT original, number, path FROM issue WHERE original IN (SELECT value FROM json_each(?))",
                    (wanted,),
                )
            }
            found = {sha256: self._lack(db, *issue) for sha256, issue in issues.items()}
            unknown = db.execute(
                "SELECT DISTINCT a.original FROM article a JOIN content c ON c.article = a.number"
                " WHERE a.original IN (SELECT value FROM json_each(?))"
                " AND c.format IN (SELECT value FROM json_each(?))",
                (wanted, as_json_list(list(formats))),
            )
            found |= {str(sha256): Lack("") for (sha256,) in unknown if sha256 not in issues}
            found |= {sha256: Lack("") for sha256 in self._listed(db, _SHORT) if sha256 in issues}
        return {sha256: lack for sha256, lack in found.items() if not lack.path or lack.files or lack.images}

    def _lack(self, db: sqlite3.Connection, issue: int, path: str) -> Lack:
        files = db.execute(
            "SELECT f.path, coalesce(f.sha256, '') FROM issue_file f WHERE f.issue = ? AND (f.sha256 IS NULL OR EXISTS"
            " (SELECT 1 FROM page p WHERE p.issue = f.issue AND p.text = f.href AND p.words IS NULL))",
            (issue,),
        ).fetchall()
        images = db.execute(
            "SELECT DISTINCT image_path, image_copied, image_sha256 <> '' FROM page"
            " WHERE issue = ? AND image_path IS NOT NULL",
            (issue,),
        ).fetchall()
        return Lack(
            path,
            tuple((str(place), str(sha256)) for place, sha256 in files),
            tuple((str(place), bool(is_copied), bool(is_read)) for place, is_copied, is_read in images),
        )

    def owe(self, sha256s: Iterable[str], but: Iterable[int]) -> None:
        """Notes, within a transaction, that the articles of these files are to be read again, all but some."""
        with self._database.writing() as db:
            numbers = {
                int(row[0])
                for row in db.execute(
                    "SELECT number FROM article WHERE original IN (SELECT value FROM json_each(?))",
                    (as_json_list(list(sha256s)),),
                )
            }
            owed = sorted({*self._owed(db), *numbers.difference(but)})
            if owed:
                db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_OWED, dumps(owed)))

    def owed(self) -> list[int]:
        """The articles that are to be read again."""
        with self._database.reading() as db:
            return self._owed(db)

    def settle(self) -> None:
        """Notes that they have been."""
        with self._database.writing() as db:
            db.execute("DELETE FROM meta WHERE key = ?", (_OWED,))

    def short(self) -> set[str]:
        """The issues (SHA-256 of their files) in which readers now find articles that were never added."""
        with self._database.reading() as db:
            return set(self._listed(db, _SHORT))

    def note_short(self, sha256s: Iterable[str]) -> None:
        """Notes further ones, within a transaction."""
        with self._database.writing() as db:
            self._list(db, _SHORT, {*self._listed(db, _SHORT), *sha256s})

    def note_full(self, sha256s: Iterable[str]) -> None:
        """Notes, within a transaction, that all articles of these have been added."""
        with self._database.writing() as db:
            self._list(db, _SHORT, set(self._listed(db, _SHORT)).difference(sha256s))

    def _list(self, db: sqlite3.Connection, key: str, values: set[str]) -> None:
        if values:
            db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, dumps(sorted(values))))
        else:
            db.execute("DELETE FROM meta WHERE key = ?", (key,))

    def _owed(self, db: sqlite3.Connection) -> list[int]:
        try:
            return [int(number) for number in self._listed(db, _OWED)]
        except ValueError:
            return []

    def _listed(self, db: sqlite3.Connection, key: str) -> list[str]:
        row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        try:
            found = json.loads(row[0]) if row else []
        except (ValueError, TypeError, RecursionError):
            return []
        return [str(one) for one in found] if isinstance(found, list) else []
