"""The extracted layer of articles as a whole: finding what older rules read, replacing it, and taking that back."""

import base64
import json
import sqlite3
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from newsreader.archive import events, outbox
from newsreader.archive.adding_pages import put_print, take_print
from newsreader.archive.assembling import raw_text, read_fields, read_repairs
from newsreader.archive.clock import now
from newsreader.archive.database import Database, as_json_list
from newsreader.archive.former_print import print_from_json, print_to_json
from newsreader.archive.originals import inflate, unpack
from newsreader.archive.ready import fingerprint_of, repairs_to_json, stored_raw
from newsreader.archive.ready_issue import ReadyPrint
from newsreader.archive.refreshing import refresh_shown
from newsreader.archive.shown import COLUMNS
from newsreader.archive.stored import damaged, dumps, loads
from newsreader.domain.article import PreparedArticle
from newsreader.domain.field import Field
from newsreader.domain.record import field_to_json
from newsreader.domain.repair import Repair
from newsreader.errors import NewsreaderError

KIND: Final = "re-extract"
"""The kind of event that tells what reading an article again changed."""

_LARGEST_BATCH: Final = 2_000
_COLUMNS: Final = "raw, repairs, extracted, rules, encoding"


@dataclass(frozen=True, slots=True)
class StoredSource:
    """What is needed to read an article again.

    Attributes:
        number, id: The article.
        path, member, format: Of its file, as imported.
        sha256: Of the original.
        data: The original; None when it cannot be unpacked.
        fields: The extracted layer as it is; empty when it cannot be read.
        rules: Version of the rules that made it.
        has_issue: The files its issue was read from are kept (`Pages.kept_files`).
        is_by_hand: A person chose its words on the page; no file says what it is.
        how: How the records of the original were read, as JSON; "" when nothing was stated.
    """

    number: int
    id: str
    path: str
    member: str
    format: str
    sha256: str
    data: bytes | None
    fields: dict[str, Field]
    rules: str
    has_issue: bool = False
    is_by_hand: bool = False
    how: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """The columns of the extracted layer, and for a former one where it was printed.

    Attributes:
        printed: Number of the issue and the places there; empty for none; None leaves what there is.
    """

    raw: bytes | None
    repairs: str
    extracted: str
    rules: str
    encoding: str
    quality: float | None
    fingerprint: str
    printed: tuple[int, ReadyPrint] | tuple[()] | None = None

    @classmethod
    def of(cls, prepared: PreparedArticle, original: bytes) -> "Layer":
        """The layer of an article just read."""
        source = prepared.source
        return cls(
            stored_raw(source.raw, original, source.encoding),
            repairs_to_json(prepared.repairs),
            dumps({name: field_to_json(field) for name, field in prepared.fields.items()}),
            prepared.rules,
            source.encoding,
            prepared.quality,
            fingerprint_of(source),
        )


class ExtractedLayers:
    """Reads and replaces the extracted layer of articles."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rules(self) -> dict[str, int]:
        """Version of the rules -> how many articles they read, the trash included."""
        with self._database.reading() as db:
            rows = db.execute("SELECT rules, count(*) FROM content GROUP BY rules ORDER BY rules").fetchall()
        return {str(rules): int(count) for rules, count in rows}

    def read_with(self, rules: Iterable[str]) -> "array[int]":
        """The articles these versions of the rules have read, in order."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT article FROM content WHERE rules IN (SELECT value FROM json_each(?)) ORDER BY article",
                (as_json_list(list(rules)),),
            )
            return array("q", (row[0] for row in rows))

    def everything(self) -> "array[int]":
        """All articles, the trash included, in order."""
        with self._database.reading() as db:
            return array("q", (row[0] for row in db.execute("SELECT number FROM article ORDER BY number")))

    def batches(self, numbers: Sequence[int], size: int) -> Iterator[list[int]]:
        """Articles in batches of about that size, those of one file that follow each other in the same.

        An issue is read as a whole, which takes long enough once.
        """
        waiting: list[int] = []
        for start in range(0, len(numbers), size):
            part = list(numbers[start : start + size])
            following = numbers[start + size] if start + size < len(numbers) else 0
            with self._database.reading() as db:
                rows = db.execute(
                    "SELECT number, original FROM article WHERE number IN (SELECT value FROM json_each(?))",
                    (as_json_list([part[-1], following]),),
                )
                originals = dict(rows.fetchall())
            waiting += part
            if originals.get(part[-1]) != originals.get(following, "") or len(waiting) >= _LARGEST_BATCH:
                yield waiting
                waiting = []
        if waiting:
            yield waiting

    def sources(self, numbers: Sequence[int]) -> list[StoredSource]:
        """What is needed to read these articles again, in order; what is damaged is left empty."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT a.number, a.id, c.path, c.member, c.format, a.original, c.extracted, c.rules,"
                " EXISTS (SELECT 1 FROM issue i WHERE i.original = a.original),"
                " EXISTS (SELECT 1 FROM article_print p WHERE p.article = a.number AND p.is_by_hand),"
                " (SELECT how FROM reading r WHERE r.original = a.original)"
                " FROM article a JOIN content c ON c.article = a.number"
                " WHERE a.number IN (SELECT value FROM json_each(?)) ORDER BY a.number",
                (as_json_list(list(numbers)),),
            ).fetchall()
            wanted = as_json_list(list(dict.fromkeys(str(row[5]) for row in rows)))
            originals = {  # one file may hold hundreds of articles
                str(sha256): _unpacked_original(packed, size, sha256)
                for sha256, packed, size in db.execute(
                    "SELECT sha256, data, size FROM original WHERE sha256 IN (SELECT value FROM json_each(?))",
                    (wanted,),
                )
            }
        return [_source(row, originals.get(str(row[5]))) for row in rows]

    def layer(self, number: int) -> Layer:
        """The layer of an article as it is."""
        with self._database.reading() as db:
            return Layer(*_columns(db, number))

    def replace(self, number: int, layer: Layer, run: str) -> None:
        """Puts a new layer in place of the old one, which is kept.

        To be called within a transaction that then finds the places of what people did anew, and calls `show`: until
        then decisions about repairs may point beyond the text.
        """
        with self._database.writing() as db:
            _keep(db, number, run)
            _write(db, number, layer)

    def show(self, number: int, shown: tuple[Any, ...] | None = None) -> None:
        """Brings the shown columns up to date: to these values where the caller knows them."""
        with self._database.writing() as db:
            if shown is None:
                refresh_shown(db, [number])
            else:
                assignments = ", ".join(f"{column} = ?" for column in COLUMNS)
                db.execute(f"UPDATE article SET {assignments} WHERE number = ?", (*shown, number))  # noqa: S608

    def note_rules(self, numbers: Sequence[int], rules: str) -> None:
        """Notes that newer rules read these articles just the same."""
        with self._database.writing() as db:
            db.executemany("UPDATE content SET rules = ? WHERE article = ?", [(rules, number) for number in numbers])

    def told(self, number: int, detail: dict[str, Any], by: str, kind: str = KIND) -> None:
        """Writes into the history of an article what reading it again changed, and has the index look at it."""
        with self._database.writing() as db:
            events.record(db, by, kind, [number], detail)
            outbox.post(db, [number])

    def begin_run(self, run: str) -> None:
        """Forgets the former layers of earlier runs: only the last one can be taken back."""
        with self._database.writing() as db:
            db.execute("DELETE FROM former_layer WHERE run <> ?", (run,))

    def last_run(self) -> tuple[str, str, int] | None:
        """The run that can be taken back, when it was, and of how many articles."""
        with self._database.reading() as db:
            row = db.execute("SELECT run, max(at), count(*) FROM former_layer GROUP BY run ORDER BY 2 DESC").fetchone()
        return None if row is None else (str(row[0]), str(row[1]), int(row[2]))

    def former(self, run: str, limit: int) -> list[tuple[int, Layer]]:
        """Some of the former layers of a run by article."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT f.article, a.id, f.layer FROM former_layer f JOIN article a ON a.number = f.article"
                " WHERE f.run = ? ORDER BY f.article LIMIT ?",
                (run, limit),
            ).fetchall()
        return [(int(number), _unpacked(packed, id_)) for number, id_, packed in rows]

    def put_back(self, number: int, layer: Layer) -> tuple[str, tuple[Repair, ...]]:
        """Puts a former layer back and forgets that it was one; what holds for `replace` holds here.

        Returns:
            The raw text and the repairs the rules made of it.
        """
        with self._database.writing() as db:
            _write(db, number, layer)
            db.execute("DELETE FROM former_layer WHERE article = ?", (number,))
            row = db.execute(
                "SELECT a.id, a.original, o.data, o.size FROM article a LEFT JOIN original o ON o.sha256 = a.original"
                " WHERE a.number = ?",
                (number,),
            ).fetchone()
        id_, sha256, data, size = row
        raw = raw_text(layer.raw, data, size, layer.encoding, sha256, id_)
        return raw, tuple(read_repairs(layer.repairs, raw, id_))

    def place(self) -> dict[str, Any]:
        """How far a run over everything has got that was interrupted; empty when none was."""
        with self._database.reading() as db:
            row = db.execute("SELECT value FROM meta WHERE key = 're_extract'").fetchone()
        try:
            found = json.loads(row[0]) if row else {}
        except (ValueError, TypeError):
            return {}
        return found if isinstance(found, dict) else {}

    def set_place(self, place: dict[str, Any] | None) -> None:
        """Notes how far such a run has got; None when it is through."""
        with self._database.writing() as db:
            if place is None:
                db.execute("DELETE FROM meta WHERE key = 're_extract'")
            else:
                db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('re_extract', ?)", (dumps(place),))


def _unpacked_original(packed: object, size: object, sha256: object) -> bytes | None:
    try:
        return unpack(packed, int(str(size)), str(sha256))
    except (NewsreaderError, TypeError, ValueError):
        return None


def _source(row: tuple[Any, ...], data: bytes | None) -> StoredSource:
    number, id_, path, member, form, sha256, extracted, rules, has_issue, is_by_hand, how = row
    try:
        fields = read_fields(extracted, id_)
    except NewsreaderError:
        fields = {}
    return StoredSource(
        int(number), str(id_), str(path), str(member), str(form), str(sha256), data, fields, str(rules),
        bool(has_issue), bool(is_by_hand), str(how or ""),
    )  # fmt: skip


def _columns(db: sqlite3.Connection, number: int) -> tuple[Any, ...]:
    """What a `Layer` holds, in its order."""
    row: tuple[Any, ...] = db.execute(
        f"SELECT {_COLUMNS}, quality, fingerprint FROM content JOIN article ON article = number WHERE article = ?",  # noqa: S608
        (number,),
    ).fetchone()
    return row


def _keep(db: sqlite3.Connection, number: int, run: str) -> None:
    """Keeps the layer as it was before the run; a second reading in the same run does not overwrite it."""
    row = _columns(db, number)
    raw = None if row[0] is None else base64.b64encode(row[0]).decode("ascii")
    packed = zlib.compress(dumps([raw, *row[1:], print_to_json(db, number)]).encode(), 4)
    db.execute(
        "INSERT INTO former_layer (article, run, at, layer) VALUES (?, ?, ?, ?) ON CONFLICT (article) DO UPDATE SET"
        " run = excluded.run, at = excluded.at, layer = excluded.layer WHERE run <> excluded.run",
        (number, run, now(), packed),
    )


def _unpacked(packed: object, article_id: str) -> Layer:
    data = inflate(packed)
    try:
        raw, repairs, extracted, rules, encoding, quality, mark, *printed = loads(data, article_id, "former record")
        return Layer(
            None if raw is None else base64.b64decode(raw),
            str(repairs), str(extracted), str(rules), str(encoding),
            None if quality is None else float(quality), str(mark),
            print_from_json(printed[0]) if printed else None,
        )  # fmt: skip
    except (TypeError, ValueError, IndexError) as error:
        raise damaged(article_id, "former record") from error


def _write(db: sqlite3.Connection, number: int, layer: Layer) -> None:
    db.execute(
        "UPDATE content SET raw = ?, repairs = ?, extracted = ?, rules = ?, encoding = ? WHERE article = ?",
        (layer.raw, layer.repairs, layer.extracted, layer.rules, layer.encoding, number),
    )
    db.execute(
        "UPDATE article SET quality = ?, fingerprint = ? WHERE number = ?", (layer.quality, layer.fingerprint, number)
    )
    if layer.printed is not None:
        take_print(db, number)
    if layer.printed:
        put_print(db, number, *layer.printed)
