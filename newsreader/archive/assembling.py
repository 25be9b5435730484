"""Putting articles together from their tables, many at a time."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from newsreader.archive.annotations import annotations_of
from newsreader.archive.database import as_json_list
from newsreader.archive.originals import inflate, unpack
from newsreader.archive.printings import printings_of
from newsreader.archive.repairs import NO_CHOICES, choices_of, combine
from newsreader.archive.stored import damaged, loads
from newsreader.domain.article import Article, SourceFile
from newsreader.domain.field import Confirmed, Field
from newsreader.domain.record import field_from_json, value_from_json
from newsreader.domain.repair import Repair
from newsreader.errors import NewsreaderError
from newsreader.text import offsets

_SELECT: Final = (
    "SELECT a.number, a.id, a.original, a.added, a.trashed, a.family, a.quality, a.is_read, a.is_starred,"
    " a.is_reviewed, c.raw, c.repairs, c.extracted, c.rules, c.path, c.member, c.format, c.encoding, c.importer,"
    " o.size, CASE WHEN c.raw IS NULL THEN o.data END"
    " FROM article a LEFT JOIN content c ON c.article = a.number LEFT JOIN original o ON o.sha256 = a.original"
    " WHERE a.number IN (SELECT value FROM json_each(?))"
)


def assemble(db: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Article]:
    """The articles with these numbers by number; those that do not exist are left out.

    Raises:
        ArchiveDamaged: A part of one cannot be read; the message names the article.
    """
    wanted = as_json_list(list(numbers))
    choices = choices_of(db, wanted)
    confirmed = _confirmed_of(db, wanted)
    tags = tags_of(db, wanted)
    annotations = annotations_of(db, wanted)
    paths = _paths_of(db, wanted)
    printings = printings_of(db, wanted)
    found: dict[int, Article] = {}
    for row in db.execute(_SELECT, (wanted,)).fetchall():
        number, id_, sha256, added, trashed, family, quality, is_read, is_starred, is_reviewed = row[:10]
        stored_raw, repairs_json, fields_json, rules, path, member, form, encoding, importer, size, data = row[10:]
        raw = raw_text(stored_raw, data, size, encoding, sha256, id_)
        repairs, rejected = combine(read_repairs(repairs_json, raw, id_), choices.get(number, NO_CHOICES))
        found[number] = Article(
            id=id_,
            number=number,
            raw=raw,
            repairs=repairs,
            rejected=rejected,
            fields=read_fields(fields_json, id_),
            confirmed=confirmed.get(number, {}),
            clean=clean_text(raw, repairs, rejected, id_),
            quality=quality,
            tags=tags.get(number, ()),
            annotations=annotations.get(number, ()),
            file=SourceFile(
                path, sha256, size, encoding, form, added, importer, member,
                tuple(other for other in paths.get(number, ()) if other != path),
            ),
            rules=rules,
            added=added,
            family=family,
            is_read=bool(is_read),
            is_starred=bool(is_starred),
            is_reviewed=bool(is_reviewed),
            trashed=trashed,
            printed=printings.get(number),
        )  # fmt: skip
    return found


def raw_text(stored: object, original: object, size: object, encoding: object, sha256: str, article_id: str) -> str:
    """The raw text from where it is kept: its own column, or the original."""
    try:
        if stored is not None:
            data = inflate(stored)
            if data is None:
                raise damaged(article_id, "text")
            return data.decode("utf-8", "surrogatepass")
        return unpack(original, int(size), sha256).decode(str(encoding))  # type: ignore[call-overload]
    except (NewsreaderError, UnicodeError, LookupError, TypeError, ValueError) as error:
        raise damaged(article_id, "text") from error


def read_repairs(stored: object, raw: str, article_id: str) -> list[Repair]:
    """The machine's repairs from their column."""
    try:
        return [
            Repair(str(rule), int(start), int(end), raw[int(start) : int(end)], str(after), float(confidence))
            for rule, start, end, after, confidence in loads(stored, article_id, "repairs")
        ]
    except (TypeError, ValueError) as error:
        raise damaged(article_id, "repairs") from error


def read_fields(stored: object, article_id: str) -> dict[str, Field]:
    """The extracted layer from its column."""
    try:
        entries: Mapping[str, list[Any]] = loads(stored, article_id, "record")
        return {str(name): field_from_json(str(name), entry) for name, entry in entries.items()}
    except (AttributeError, TypeError, ValueError) as error:
        raise damaged(article_id, "record") from error


def clean_text(raw: str, repairs: Sequence[Repair], rejected: frozenset[int], article_id: str) -> str:
    """The raw text with the accepted repairs made."""
    made = [repair for index, repair in enumerate(repairs) if index not in rejected] if rejected else repairs
    if made and made[0].start < 0:
        raise damaged(article_id, "repairs")
    try:
        return offsets.apply(raw, made)
    except ValueError as error:
        raise damaged(article_id, "repairs") from error


def tags_of(db: sqlite3.Connection, numbers_json: str) -> dict[int, tuple[str, ...]]:
    """The tags of many articles, sorted."""
    rows = db.execute(
        "SELECT x.article, t.name FROM article_tag x JOIN tag t ON t.number = x.tag"
        " WHERE x.article IN (SELECT value FROM json_each(?)) ORDER BY t.key",
        (numbers_json,),
    )
    return _grouped(rows)


def _paths_of(db: sqlite3.Connection, numbers_json: str) -> dict[int, tuple[str, ...]]:
    rows = db.execute(
        "SELECT article, path FROM sighting WHERE article IN (SELECT value FROM json_each(?)) ORDER BY seen, path",
        (numbers_json,),
    )
    return {number: tuple(dict.fromkeys(paths)) for number, paths in _grouped(rows).items()}


def _grouped(rows: Iterable[tuple[int, str]]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for number, text in rows:
        found.setdefault(number, []).append(text)
    return {number: tuple(texts) for number, texts in found.items()}


def _confirmed_of(db: sqlite3.Connection, numbers_json: str) -> dict[int, dict[str, Confirmed]]:
    found: dict[int, dict[str, Confirmed]] = {}
    for number, id_, name, value, by, at in db.execute(
        "SELECT c.article, a.id, c.field, c.value, c.by, c.at FROM confirmed c JOIN article a ON a.number = c.article"
        " WHERE c.article IN (SELECT value FROM json_each(?)) ORDER BY c.field",
        (numbers_json,),
    ):
        entry = Confirmed(name, value_from_json(loads(value, id_, f"confirmed {name}")), by, at)
        found.setdefault(number, {})[name] = entry
    return found
