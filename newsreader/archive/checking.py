"""Checking an archive against itself: the file, the originals, and that everything derived still follows from them."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from newsreader.archive.articles import Articles
from newsreader.archive.database import Database
from newsreader.archive.migrations import shipped, statements
from newsreader.archive.originals import Originals
from newsreader.archive.shown import COLUMNS, shown_columns
from newsreader.domain.article import Article
from newsreader.domain.ids import article_id
from newsreader.errors import ArchiveDamaged

_BATCH: Final = 200
_AS_DECODED: Final = frozenset({"text"})
"""Formats whose raw text is the original, decoded."""
_RESTORE: Final = "Restore a backup with `newsreader restore`."
_IMPORT_AGAIN: Final = "Import its file again into a new archive, or restore a backup."


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not hold.

    Attributes:
        id: Of the article concerned; "" for the archive as a whole.
        what: What is wrong, without a final full stop.
        remedy: What to do about it.
        is_warning: The archive is whole all the same.
    """

    id: str
    what: str
    remedy: str
    is_warning: bool = False


class Checks:
    """Everything `newsreader verify` asks of the archive itself."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._articles = Articles(database)
        self._originals = Originals(database)

    def of_file(self) -> Iterator[Problem]:
        """Problems of the SQLite file as a whole: pages, references, indexes."""
        with self._database.reading() as db:
            for (told,) in db.execute("PRAGMA integrity_check(20)").fetchall():
                if told != "ok":
                    yield Problem("", f"The file is damaged: {told}", _RESTORE)
            for table, row, parent, _ in db.execute("PRAGMA foreign_key_check").fetchmany(20):
                yield Problem("", f"Row {row} of {table} belongs to no {parent}", _RESTORE)
            there = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
            for name in sorted(_expected_names() - there):
                yield Problem("", f"The file lacks {name}", _RESTORE)
            unposted = db.execute(
                "SELECT id FROM article WHERE number NOT IN (SELECT article FROM outbox) LIMIT 20"
            ).fetchall()
            for (id_,) in unposted:
                yield Problem(id_, "The search index was never told of it", "Run `newsreader index rebuild`.")
            nameless = db.execute(
                "SELECT id FROM article WHERE family IS NOT NULL AND family NOT IN (SELECT id FROM article) LIMIT 20"
            ).fetchall()
            for (id_,) in nameless:
                yield Problem(id_, "Its family is named after no article", "Run `newsreader families rebuild --all`.")

    def of_originals(self) -> Iterator[Problem | None]:
        """One entry for each original: None for a sound one."""
        for sha256s in self._originals.sha256s():
            for sha256 in sha256s:
                if self._originals.is_sound(sha256):
                    yield None
                    continue
                for id_ in self._articles.known_sha256s([sha256]).values() or ("",):
                    yield Problem(id_, f"Its original no longer has the SHA-256 {sha256}", _IMPORT_AGAIN)

    def of_articles(self) -> Iterator[Problem | None]:
        """One entry or several for each article: None for a sound one."""
        last = 0
        while True:
            with self._database.reading() as db:
                numbers = [
                    int(row[0])
                    for row in db.execute(
                        "SELECT number FROM article WHERE number > ? ORDER BY number LIMIT ?", (last, _BATCH)
                    )
                ]
            if not numbers:
                return
            last = numbers[-1]
            shown = self._shown(numbers)
            for number in numbers:
                yield from self._of_article(number, shown[number])

    def _of_article(self, number: int, stored: dict[str, Any]) -> Iterator[Problem | None]:
        try:
            article = self._articles.get(number)
        except ArchiveDamaged as error:
            yield Problem(str(stored["id"]), error.message, _RESTORE)
            return
        found = [*self._wrong_text(article), *_wrong_shown(article, stored)]
        if found:
            yield from found
        else:
            yield None

    def _wrong_text(self, article: Article) -> Iterator[Problem]:
        file = article.file
        if article.id != article_id(file.sha256, file.member):
            yield Problem(article.id, "Its id does not follow from its original", _RESTORE)
        if file.member or file.format not in _AS_DECODED or not self._originals.is_sound(file.sha256):
            # A part of a file, and a page laid out as text, cannot be told from outside: that text is stored beside
            # the original with a checksum of its own. A damaged original is a problem of its own.
            return
        data = self._originals.get(file.sha256)
        try:
            decoded = data.decode(file.encoding, "replace").removeprefix("\ufeff")
        except LookupError:
            yield Problem(article.id, f"There is no encoding {file.encoding!r}", _RESTORE)
            return
        if decoded != article.raw and decoded != article.raw.removeprefix("\ufeff"):
            yield Problem(article.id, "Its text is not what its original says", _IMPORT_AGAIN)

    def _shown(self, numbers: list[int]) -> dict[int, dict[str, Any]]:
        columns = ("number", "id", "notes", "kept", *COLUMNS)
        kept = "(SELECT count(*) FROM annotation WHERE article = number AND deleted IS NULL)"
        with self._database.reading() as db:
            rows = db.execute(
                f"SELECT number, id, notes, {kept}, {', '.join(COLUMNS)} FROM article WHERE number BETWEEN ? AND ?",  # noqa: S608
                (numbers[0], numbers[-1]),
            ).fetchall()
        return {int(row[0]): dict(zip(columns, row, strict=True)) for row in rows}


def _wrong_shown(article: Article, stored: dict[str, Any]) -> Iterator[Problem]:
    expected = shown_columns(article.fields, article.confirmed, article.clean, article.quality)
    wrong = [name for name, value in zip(COLUMNS, expected, strict=True) if stored[name] != value]
    if stored["notes"] != stored["kept"]:
        wrong.append("notes")
    if wrong:
        yield Problem(
            article.id,
            f"The list shows another {', '.join(wrong)} than its record says",
            "Edit any field of it, which works the list out anew, or restore a backup.",
        )


def _expected_names() -> set[str]:
    """The tables and indexes every archive has, read off an empty one."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for migration in shipped():
            for statement in statements(migration.sql):
                db.execute(statement)
        return {str(row[0]) for row in db.execute("SELECT name FROM sqlite_master")}
    finally:
        db.close()
