"""Adding many articles in one short transaction: everything slow is done before it begins (`ready.py`)."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from newsreader.archive import events, families, human_layer, outbox
from newsreader.archive.clock import now
from newsreader.archive.database import Database, as_json_list
from newsreader.archive.ready import PackedFile, ReadyArticle, make_ready, pack_file
from newsreader.archive.shown import COLUMNS
from newsreader.archive.stored import storable_path
from newsreader.domain.article import PreparedArticle
from newsreader.text.sketches import Sketch, sketch


@dataclass(frozen=True, slots=True)
class Added:
    """A new article."""

    number: int
    id: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An article that is there already, from another file; the sighting has been noted."""

    path: str
    id: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The same file with the same bytes as before."""

    path: str
    id: str


Outcome: TypeAlias = Added | Duplicate | Unchanged

_INSERT_ARTICLE: Final = (
    f"INSERT INTO article (number, id, original, fingerprint, added, {', '.join(COLUMNS)})"  # noqa: S608
    f" VALUES ({', '.join('?' * (5 + len(COLUMNS)))})"
)
_INSERT_CONTENT: Final = (
    "INSERT INTO content (article, raw, repairs, extracted, rules, path, member, format, encoding, importer)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def add_many(
    database: Database,
    prepared: Sequence[PreparedArticle],
    originals: Mapping[str, bytes],
    importer: str,
    by: str,
    sketches: Sequence[Sketch] | None = None,
) -> list[Outcome]:
    """Adds articles that are new; see `Articles.add_many`."""
    if sketches is None:
        sketches = [sketch(article.clean) for article in prepared]
    ready = [
        make_ready(article, originals.get(article.source.sha256), importer, sketched)
        for article, sketched in zip(prepared, sketches, strict=True)
    ]
    return add_ready(database, ready, [pack_file(sha256, data) for sha256, data in originals.items()], by)


def add_ready(database: Database, ready: Sequence[ReadyArticle], files: Iterable[PackedFile], by: str) -> list[Outcome]:
    """Adds articles that are new and were made ready before; see `Articles.add_many`."""
    packed = {file.sha256: file for file in files}
    importer = str(ready[0].content[-1]) if ready else ""
    with database.writing() as db:
        return _insert(db, ready, packed, importer, by)


def _insert(
    db: sqlite3.Connection, rows: Sequence[ReadyArticle], packed: Mapping[str, PackedFile], importer: str, by: str
) -> list[Outcome]:
    added = now()
    known = _known(db, rows)
    number = int(db.execute("SELECT coalesce(max(number), 0) FROM article").fetchone()[0])
    outcomes: list[Outcome] = []
    articles: list[tuple[Any, ...]] = []
    contents: list[tuple[Any, ...]] = []
    sightings: list[tuple[Any, ...]] = []
    sketches: list[tuple[int, Sketch]] = []
    for row in rows:
        there = known.by_id.get(row.id) or known.like(row)
        if there is None:
            number += 1
            articles.append((number, row.id, row.sha256, row.fingerprint, added, *row.shown))
            contents.append((number, *row.content))
            sketches.append((number, row.sketch))
            known.by_id[row.id] = (number, row.id)
            known.by_fingerprint.setdefault(row.fingerprint, {})[row.sha256] = (number, row.id)
            outcomes.append(Added(number, row.id))
            there = (number, row.id)
        elif (row.path, row.sha256, there[0]) in known.sightings:
            outcomes.append(Unchanged(row.path, there[1]))
        else:
            outcomes.append(Duplicate(row.path, there[1]))
        known.sightings.add((row.path, row.sha256, there[0]))
        sightings.append((row.path, row.sha256, there[0], added))
    new = {article[2] for article in articles}
    db.executemany("INSERT OR IGNORE INTO original VALUES (?, ?, ?)", [packed[key] for key in new if key in packed])
    db.executemany(_INSERT_ARTICLE, articles)
    db.executemany(_INSERT_CONTENT, contents)
    db.executemany("INSERT OR IGNORE INTO sighting VALUES (?, ?, ?, ?)", sightings)
    outbox.post(db, [article[0] for article in articles])
    human_layer.post(db, families.place(db, sketches))
    if articles:
        detail = {
            "added": len(articles), "duplicates": len(rows) - len(articles), "first": articles[0][0],
            "last": articles[-1][0], "importer": importer,
        }  # fmt: skip
        events.record(db, by, "import", [None], detail)
    return outcomes


@dataclass(slots=True)
class _Known:
    by_id: dict[str, tuple[int, str]]
    by_fingerprint: dict[str, dict[str, tuple[int, str]]]
    sightings: set[tuple[str, str, int]]

    def like(self, row: ReadyArticle) -> tuple[int, str] | None:
        """An article of the same text.

        Not one of the same issue: articles that are alike there have different fingerprints, so that one is of an
        earlier reading, and about to be read otherwise.
        """
        found = self.by_fingerprint.get(row.fingerprint, {})
        return next((one for file, one in found.items() if row.printed is None or file != row.sha256), None)


def _known(db: sqlite3.Connection, rows: Sequence[ReadyArticle]) -> _Known:
    by_id = db.execute(
        "SELECT id, number FROM article WHERE id IN (SELECT value FROM json_each(?))",
        (as_json_list([row.id for row in rows]),),
    )
    found_ids = {str(id_): (int(number), str(id_)) for id_, number in by_id}
    by_fingerprint = db.execute(
        "SELECT fingerprint, original, number, id FROM article WHERE fingerprint IN (SELECT value FROM json_each(?))",
        (as_json_list([row.fingerprint for row in rows]),),
    )
    found_prints: dict[str, dict[str, tuple[int, str]]] = {}
    for mark, file, number, id_ in by_fingerprint:
        found_prints.setdefault(str(mark), {})[str(file)] = (int(number), str(id_))
    like = [one for files in found_prints.values() for one in files.values()]
    numbers = sorted({number for number, _ in (*found_ids.values(), *like)})
    seen = db.execute(
        "SELECT path, sha256, article FROM sighting WHERE article IN (SELECT value FROM json_each(?))",
        (as_json_list(numbers),),
    )
    return _Known(found_ids, found_prints, {(str(path), str(sha), int(number)) for path, sha, number in seen})


def note_sightings(database: Database, seen: Iterable[tuple[str, str]]) -> int:
    """Notes that files already known by their bytes lie at these paths too, as (path, sha256)."""
    at = now()
    with database.writing() as db:
        before = db.total_changes
        db.executemany(
            "INSERT OR IGNORE INTO sighting (path, sha256, article, seen)"
            " SELECT ?, original, number, ? FROM article WHERE original = ?",
            [(storable_path(path), at, sha256) for path, sha256 in seen],
        )
        return db.total_changes - before
