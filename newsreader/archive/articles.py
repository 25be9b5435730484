"""The articles of an archive: adding, finding, reading, marking."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from newsreader.archive import adding, events, human_layer, outbox
from newsreader.archive.assembling import assemble, tags_of
from newsreader.archive.clock import now
from newsreader.archive.database import Database, as_json_list
from newsreader.archive.families import others_of, relatives_of
from newsreader.archive.ready import PackedFile, ReadyArticle
from newsreader.archive.stored import storable_path
from newsreader.domain.article import Article, PreparedArticle
from newsreader.domain.listing import ArticleRow
from newsreader.errors import ArticleMissing, UsageError
from newsreader.text.sketches import Sketch

SHORTEST_PREFIX: Final = 4
MARKS: Final = {"read": "is_read", "starred": "is_starred", "reviewed": "is_reviewed"}
_BATCH: Final = 500


class Articles:
    """Articles by row number (inside) and by id (outside)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_many(
        self,
        prepared: Sequence[PreparedArticle],
        originals: Mapping[str, bytes],
        importer: str = "",
        by: str = "",
        sketches: Sequence[Sketch] | None = None,
    ) -> list[adding.Outcome]:
        """Adds articles in one transaction, with their originals, families, sightings, outbox entries and one event.

        Args:
            prepared: In the order their outcomes are wanted.
            originals: The bytes of their files by SHA-256; those the archive has already may be left out.
            importer: Program and version, for example `newsreader 0.1.0`.
            by: Who imports.
            sketches: Of their clean texts, where they have been made already.

        Returns:
            For each: `Added`, `Duplicate` (the same bytes or text from another path) or `Unchanged`.

        Raises:
            DiskFull, ArchiveBusy, ArchiveReadOnly: Nothing was added.
        """
        return adding.add_many(self._database, prepared, originals, importer, by, sketches)

    def add_ready(self, ready: Sequence[ReadyArticle], files: Iterable[PackedFile], by: str) -> list[adding.Outcome]:
        """Like `add_many`, for articles and files made ready in other processes (`newsreader.archive.ready`)."""
        return adding.add_ready(self._database, ready, files, by)

    def known(self, files: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """Which of these (path, sha256) were imported before, with the id of (one of) their articles."""
        stored = {(storable_path(path), sha256): (path, sha256) for path, sha256 in files}
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT s.path, s.sha256, a.id FROM json_each(?) f"
                " CROSS JOIN sighting s"
                " ON s.path = json_extract(f.value, '$[0]') AND s.sha256 = json_extract(f.value, '$[1]')"
                " JOIN article a ON a.number = s.article",
                (as_json_list([[path, sha256] for path, sha256 in stored]),),
            )
            return {stored[path, sha256]: id_ for path, sha256, id_ in rows}

    def seen_at(self, path: str) -> dict[str, int]:
        """SHA-256 of the originals imported from this path, each with the number of its articles."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT sha256, count(*) FROM sighting WHERE path = ? GROUP BY sha256", (storable_path(path),)
            ).fetchall()
        return {str(sha256): int(count) for sha256, count in rows}

    def known_sha256s(self, sha256s: Iterable[str]) -> dict[str, str]:
        """Which of these files were imported from anywhere, with the id of (one of) their articles."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT original, id FROM article WHERE original IN (SELECT value FROM json_each(?))",
                (as_json_list(list(sha256s)),),
            )
            return dict(rows.fetchall())

    def note_sightings(self, seen: Iterable[tuple[str, str]]) -> int:
        """Notes that known files lie at other paths too, as (path, sha256); returns how many were news."""
        return adding.note_sightings(self._database, seen)

    def number_of(self, id_or_prefix: str) -> int:
        """The row number of the article with this id, or whose id alone begins so.

        Raises:
            ArticleMissing: There is none.
            UsageError: The beginning is too short, or several ids begin so.
        """
        wanted = id_or_prefix.strip().lower()
        if len(wanted) < SHORTEST_PREFIX:
            raise UsageError(f"{id_or_prefix!r} is too short for an id", "Give at least the first 4 characters.")
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT number, id FROM article WHERE id >= ? AND id < ? LIMIT 2", (wanted, f"{wanted}\U0010ffff")
            ).fetchall()
        if not rows:
            raise ArticleMissing(f"No article has the id {id_or_prefix}", "Find it with `newsreader search`.")
        if len(rows) > 1 and rows[0][1] != wanted:
            raise UsageError(f"Several articles have ids that begin with {id_or_prefix}", "Give more of the id.")
        return int(rows[0][0])

    def numbers_of(self, ids: Iterable[str]) -> list[int]:
        """The row numbers of articles by whole id or prefix, in order."""
        with self._database.reading() as db:
            given = list(ids)
            exact = dict(
                db.execute(
                    "SELECT id, number FROM article WHERE id IN (SELECT value FROM json_each(?))",
                    (as_json_list(given),),
                ).fetchall()
            )
            return [exact[id_] if id_ in exact else self.number_of(id_) for id_ in given]

    def has_id(self, id_: str) -> bool:
        """Whether there is an article with this id, in the trash or not."""
        with self._database.reading() as db:
            return db.execute("SELECT 1 FROM article WHERE id = ?", (id_,)).fetchone() is not None

    def ids_of(self, numbers: Sequence[int]) -> dict[int, str]:
        """The ids of articles by number."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT number, id FROM article WHERE number IN (SELECT value FROM json_each(?))",
                (as_json_list(list(numbers)),),
            )
            return dict(rows.fetchall())

    def get(self, number: int) -> Article:
        """One whole article.

        Raises:
            ArticleMissing: No article has that number.
            ArchiveDamaged: A part of it cannot be read.
        """
        found = self.many([number])
        if not found:
            raise ArticleMissing(f"No article has the number {number}", "Reload the list.")
        return found[0]

    def many(self, numbers: Sequence[int]) -> list[Article]:
        """Whole articles in the order asked for; those that do not exist are left out."""
        with self._database.reading() as db:
            found: dict[int, Article] = {}
            for start in range(0, len(numbers), _BATCH):
                found |= assemble(db, numbers[start : start + _BATCH])
        return [found[number] for number in numbers if number in found]

    def rows(self, numbers: Sequence[int], *, with_trashed: bool = False) -> list[ArticleRow]:
        """Lines for the list in the order asked for; what has vanished is left out."""
        with self._database.reading() as db:
            wanted = as_json_list(list(numbers))
            tags, others = tags_of(db, wanted), others_of(db, wanted)
            found = {
                row[0]: _row(row, tags.get(row[0], ()), others.get(row[0], 0))
                for row in db.execute(
                    "SELECT number, id, headline, paper, country, date, page, byline, language, notes,"
                    " CASE WHEN is_reviewed THEN '' ELSE doubt_field END, headline_is_lead, is_read, is_starred,"
                    " is_reviewed"
                    " FROM article WHERE number IN (SELECT value FROM json_each(?)) AND (? OR trashed IS NULL)",
                    (wanted, with_trashed),
                )
            }
        return [found[number] for number in numbers if number in found]

    def doubted(self, numbers: Sequence[int]) -> dict[int, bool]:
        """For each of these articles that is there and not in the trash, whether a field of it is doubtful."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT number, doubt_field <> '' FROM article"
                " WHERE number IN (SELECT value FROM json_each(?)) AND trashed IS NULL",
                (as_json_list(list(numbers)),),
            )
            return {int(number): bool(is_doubted) for number, is_doubted in rows}

    def count(self) -> int:
        """How many articles there are, trash left out."""
        with self._database.reading() as db:
            return int(
                db.execute(
                    "SELECT count(*) FROM article INDEXED BY article_by_number WHERE trashed IS NULL"
                ).fetchone()[0]
            )

    def latest(self) -> int:
        """The number of the article that came in last; 0 for an empty archive."""
        with self._database.reading() as db:
            return int(db.execute("SELECT coalesce(max(number), 0) FROM article").fetchone()[0])

    def all_numbers(self) -> "array[int]":
        """The numbers of all articles, trash left out, in order of import."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT number FROM article INDEXED BY article_by_number WHERE trashed IS NULL ORDER BY number"
            )
            return array("q", (row[0] for row in rows))

    def mark(self, numbers: Sequence[int], mark: str, on: bool, by: str) -> list[int]:
        """Sets or takes away a mark (`read`, `starred`, `reviewed`).

        Returns:
            The numbers of the articles that did not have it so before.
        """
        column = MARKS[mark]
        with self._database.writing() as db:
            changed = [
                int(row[0])
                for row in db.execute(
                    f"SELECT number FROM article WHERE number IN (SELECT value FROM json_each(?)) AND {column} <> ?",  # noqa: S608
                    (as_json_list(list(numbers)), int(on)),
                )
            ]
            db.executemany(
                f"UPDATE article SET {column} = ? WHERE number = ?",  # noqa: S608
                [(int(on), number) for number in changed],
            )
            if mark != "read":  # what one has merely looked at would fill the history with noise
                events.record(db, by, mark if on else f"not {mark}", changed)
            human_layer.post(db, changed)
        return changed

    def set_trashed(self, numbers: Sequence[int], trashed: bool, by: str) -> list[int]:
        """Moves articles to the trash or back.

        Returns:
            The numbers of those that were really moved.
        """
        with self._database.writing() as db:
            changed = [
                int(row[0])
                for row in db.execute(
                    "SELECT number FROM article WHERE number IN (SELECT value FROM json_each(?))"
                    " AND (trashed IS NULL) = ?",
                    (as_json_list(list(numbers)), int(trashed)),
                )
            ]
            moment = now() if trashed else None
            db.executemany("UPDATE article SET trashed = ? WHERE number = ?", [(moment, number) for number in changed])
            events.record(db, by, "trash" if trashed else "untrash", changed)
            human_layer.post(db, relatives_of(db, as_json_list(changed)))
            outbox.post(db, changed)
            human_layer.post(db, changed)
        return changed

    def in_trash(self) -> "array[int]":
        """The articles in the trash, latest first."""
        with self._database.reading() as db:
            rows = db.execute("SELECT number FROM article WHERE trashed IS NOT NULL ORDER BY trashed DESC, number")
            return array("q", (row[0] for row in rows))


def _row(row: tuple[object, ...], tags: tuple[str, ...], others: int) -> ArticleRow:
    number, id_, headline, paper, country, date, page, byline, language, notes, doubtful, *marks = row
    is_lead, is_read, is_starred, is_reviewed = map(bool, marks)
    return ArticleRow(
        number=int(str(number)),
        id=str(id_),
        headline=str(headline),
        paper=str(paper),
        country=str(country),
        date=str(date),
        page=str(page),
        byline=str(byline),
        language=str(language),
        tags=tags,
        notes=int(str(notes)),
        doubtful=str(doubtful),
        family_size=others,
        headline_is_lead=is_lead,
        is_read=is_read,
        is_starred=is_starred,
        is_reviewed=is_reviewed,
    )
