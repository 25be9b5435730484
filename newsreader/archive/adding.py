"""Adding many articles in one short transaction: everything slow is done before it begins."""

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from newsreader.archive import events, families, human_layer, outbox
from newsreader.archive.clock import now
from newsreader.archive.database import Database, as_json_list
from newsreader.archive.originals import pack
from newsreader.archive.shown import COLUMNS, shown_columns
from newsreader.archive.stored import dumps, storable, storable_path
from newsreader.domain.article import PreparedArticle, SourceArticle
from newsreader.domain.ids import article_id, fingerprint
from newsreader.domain.record import field_to_json
from newsreader.domain.repair import Repair
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


@dataclass(slots=True)
class _Row:
    """One article made ready for its tables."""

    id: str
    fingerprint: str
    path: str
    sha256: str
    shown: tuple[Any, ...]
    content: tuple[Any, ...]
    sketch: Sketch


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
    rows = [_row(article, originals, importer, sketched) for article, sketched in zip(prepared, sketches, strict=True)]
    packed = {sha256: (sha256, len(data), pack(data)) for sha256, data in originals.items()}
    with database.writing() as db:
        return _insert(db, rows, packed, importer, by)


def _row(prepared: PreparedArticle, originals: Mapping[str, bytes], importer: str, sketched: Sketch) -> _Row:
    source = prepared.source
    return _Row(
        article_id(source.sha256, source.member),
        fingerprint_of(source),
        storable_path(source.path),
        source.sha256,
        shown_columns(prepared.fields, {}, prepared.clean, prepared.quality),
        (
            stored_raw(source.raw, originals.get(source.sha256), source.encoding),
            repairs_to_json(prepared.repairs),
            dumps({name: field_to_json(field) for name, field in prepared.fields.items()}),
            prepared.rules,
            storable_path(source.path),
            storable(source.member),
            source.format,
            source.encoding,
            importer,
        ),
        sketched,
    )


def _insert(
    db: sqlite3.Connection, rows: Sequence[_Row], packed: Mapping[str, tuple[str, int, bytes]], importer: str, by: str
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
        there = known.by_id.get(row.id) or known.by_fingerprint.get(row.fingerprint)
        if there is None:
            number += 1
            articles.append((number, row.id, row.sha256, row.fingerprint, added, *row.shown))
            contents.append((number, *row.content))
            sketches.append((number, row.sketch))
            known.by_id[row.id] = known.by_fingerprint[row.fingerprint] = (number, row.id)
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
    by_fingerprint: dict[str, tuple[int, str]]
    sightings: set[tuple[str, str, int]]


def _known(db: sqlite3.Connection, rows: Sequence[_Row]) -> _Known:
    by_id = db.execute(
        "SELECT id, number FROM article WHERE id IN (SELECT value FROM json_each(?))",
        (as_json_list([row.id for row in rows]),),
    )
    found_ids = {str(id_): (int(number), str(id_)) for id_, number in by_id}
    by_fingerprint = db.execute(
        "SELECT fingerprint, number, id FROM article WHERE fingerprint IN (SELECT value FROM json_each(?))",
        (as_json_list([row.fingerprint for row in rows]),),
    )
    found_prints = {str(mark): (int(number), str(id_)) for mark, number, id_ in by_fingerprint}
    numbers = sorted({number for number, _ in (*found_ids.values(), *found_prints.values())})
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


def fingerprint_of(source: SourceArticle) -> str:
    """The fingerprint of the text; a paper or date stated from outside makes it another article, not a copy."""
    mark = fingerprint(source.raw)
    stated = [str(source.hints[name].value) for name in ("paper", "date") if name in source.hints]
    if not stated:
        return mark
    return hashlib.sha256("\n".join([mark, *stated]).encode("utf-8", "surrogatepass")).hexdigest()


def stored_raw(raw: str, original: bytes | None, encoding: str) -> bytes | None:
    """The raw text as stored: None when decoding the original gives exactly it."""
    if original is not None:
        try:
            if original.decode(encoding) == raw:
                return None
        except (UnicodeError, LookupError):
            pass
    return pack(raw.encode("utf-8", "surrogatepass"))


def repairs_to_json(repairs: Sequence[Repair]) -> str:
    """Repairs as stored: what stood there before is in the raw text already."""
    return dumps([[r.rule, r.start, r.end, r.after, r.confidence] for r in repairs])
