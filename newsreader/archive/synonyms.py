"""The words an archive's readers want searched together: other names, other spellings."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsreader.archive.clock import now
from newsreader.archive.database import Database
from newsreader.archive.stored import dumps, storable


@dataclass(frozen=True, slots=True)
class Synonym:
    """Words that find each other, or find others.

    Attributes:
        words: Words or phrases, two or more when `finds` is empty.
        finds: What each of the words finds as well, but not the other way round; empty: the words find each other.
        language: BCP 47 primary subtag: the words found count only in articles of that language; "" for any.
        number: Row number; 0 for one that is not stored.
    """

    words: tuple[str, ...]
    finds: tuple[str, ...] = ()
    language: str = ""
    number: int = 0


class Synonyms:
    """The synonyms of an archive in the order they were added."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Synonym, ...]:
        """All of them; rows that hold nonsense are left out."""
        with self._database.reading() as db:
            rows = db.execute("SELECT number, language, words, finds FROM synonym ORDER BY number").fetchall()
        found = (
            Synonym(_list(words), _list(finds), str(language), int(number)) for number, language, words, finds in rows
        )
        return tuple(one for one in found if len(one.words) + len(one.finds) > 1)

    def add(self, synonyms: Iterable[Synonym], by: str) -> list[int]:
        """Keeps synonyms; returns their row numbers."""
        with self._database.writing() as db:
            return [
                int(
                    db.execute(
                        "INSERT INTO synonym (language, words, finds, by, at) VALUES (?, ?, ?, ?, ?)",
                        (storable(one.language), dumps(list(one.words)), dumps(list(one.finds)), by, now()),
                    ).lastrowid
                    or 0
                )
                for one in synonyms
            ]

    def remove(self, numbers: Sequence[int]) -> int:
        """Forgets synonyms; returns how many there were."""
        with self._database.writing() as db:
            return sum(db.execute("DELETE FROM synonym WHERE number = ?", (number,)).rowcount for number in numbers)


def _list(stored: object) -> tuple[str, ...]:
    try:
        found = json.loads(str(stored))
    except ValueError:
        return ()
    return tuple(str(word) for word in found if str(word).strip()) if isinstance(found, list) else ()
