"""What people add to articles (tags, notes, marks), as lists of article numbers for the search."""

import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from newsreader.archive.database import Database, as_json_list

if TYPE_CHECKING:
    from collections.abc import Mapping

_AMONG: Final = " AND {column} IN (SELECT value FROM json_each(?))"

_MARKED: Final = "SELECT number FROM article INDEXED BY article_by_number WHERE trashed IS NULL AND marks & {} <> 0"
"""Answered by the narrow index alone, not by the wide rows."""

_RELATED: Final = (
    "SELECT number FROM article WHERE trashed IS NULL AND family IN (SELECT family FROM article"
    " WHERE family IS NOT NULL AND trashed IS NULL GROUP BY family HAVING count(*) > 1)"
)
"""Which article tells the same story as which is no work of people, but as little a matter of its words alone."""

_SETS: Final["Mapping[str, tuple[str, str]]"] = {
    "is:read": (_MARKED.format(1), "number"),
    "is:starred": (_MARKED.format(2), "number"),
    "is:reviewed": (_MARKED.format(4), "number"),
    "is:annotated": (_MARKED.format(8), "number"),
    "has:note": ("SELECT DISTINCT article FROM annotation WHERE deleted IS NULL AND note <> ''", "article"),
    "has:highlight": ("SELECT DISTINCT article FROM annotation WHERE deleted IS NULL AND start IS NOT NULL", "article"),
    "has:tag": ("SELECT DISTINCT article FROM article_tag WHERE 1", "article"),
    "has:family": (_RELATED, "number"),
    "is:duplicate": (_RELATED, "number"),
}

FLAGS: Final = tuple(_SETS)
"""The flags that are looked up here, as the query language names them."""


def post(db: sqlite3.Connection, articles: Iterable[int]) -> None:
    """Says that the human layer of articles has changed, within the transaction that changes it."""
    db.executemany("INSERT OR REPLACE INTO human_change (article) VALUES (?)", [(number,) for number in articles])


class HumanLayer:
    """The human layer of all articles, column by column; articles in the trash may be among them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def head(self) -> int:
        """The number of the latest change; 0 when there has been none."""
        with self._database.reading() as db:
            return int(db.execute("SELECT coalesce(max(seq), 0) FROM human_change").fetchone()[0])

    def since(self, seq: int, limit: int) -> list[int]:
        """The articles that have changed after `seq`, at most so many."""
        with self._database.reading() as db:
            rows = db.execute("SELECT article FROM human_change WHERE seq > ? ORDER BY seq LIMIT ?", (seq, limit))
            return [int(row[0]) for row in rows]

    def flagged(self, flag: str, among: Sequence[int] | None = None) -> "array[int]":
        """The numbers of the articles with one of `FLAGS`; only of those among some, if given."""
        sql, column = _SETS[flag]
        with self._database.reading() as db:
            if among is None:
                rows = db.execute(sql)
            else:
                rows = db.execute(sql + _AMONG.format(column=column), (as_json_list(list(among)),))
            return array("q", (row[0] for row in rows))

    def family(self, article_id: str) -> "array[int]":
        """The numbers of the articles in the family of the one whose id is or begins with this."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT number FROM article WHERE family IS NOT NULL AND family IN"
                " (SELECT family FROM article WHERE id >= ? AND id < ? AND family IS NOT NULL)",
                (article_id, f"{article_id}\U0010ffff"),
            )
            return array("q", (row[0] for row in rows))

    def tagged(self, among: Sequence[int] | None = None) -> "tuple[array[int], array[int]]":
        """Pairs of article and tag, as two columns of row numbers."""
        with self._database.reading() as db:
            sql = "SELECT article, tag FROM article_tag WHERE 1"
            if among is None:
                rows = db.execute(sql).fetchall()
            else:
                rows = db.execute(sql + _AMONG.format(column="article"), (as_json_list(list(among)),)).fetchall()
        return array("q", (row[0] for row in rows)), array("q", (row[1] for row in rows))

    def tag_names(self) -> dict[int, str]:
        """All tags by row number."""
        with self._database.reading() as db:
            return {int(number): str(name) for number, name in db.execute("SELECT number, name FROM tag")}

    def notes(self, among: Sequence[int] | None = None) -> list[tuple[int, str, str]]:
        """All notes as (article, language of the article, words of the note)."""
        sql = (
            "SELECT n.article, a.language, n.note FROM annotation n JOIN article a ON a.number = n.article"
            " WHERE n.deleted IS NULL AND n.note <> ''"
        )
        with self._database.reading() as db:
            if among is None:
                rows = db.execute(sql).fetchall()
            else:
                rows = db.execute(sql + _AMONG.format(column="n.article"), (as_json_list(list(among)),)).fetchall()
        return [(int(article), str(language), str(note)) for article, language, note in rows]
