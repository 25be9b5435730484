"""Articles made ready for their tables: all that is slow about adding them, done by whoever has the time.

An import does it in its worker processes. What they hand over is text and bytes in plain tuples, which takes a fraction
of the time that articles with all their parts take to send, and leaves only the writing to the process that writes.
"""

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from newsreader.archive.originals import pack
from newsreader.archive.ready_issue import ReadyPrint
from newsreader.archive.shown import shown_columns
from newsreader.archive.stored import dumps, storable, storable_path
from newsreader.domain.article import PreparedArticle, SourceArticle
from newsreader.domain.ids import article_id, fingerprint
from newsreader.domain.record import field_to_json
from newsreader.domain.repair import Repair
from newsreader.text.sketches import Sketch


class ReadyArticle(NamedTuple):
    """One article made ready for its tables.

    Attributes:
        id: Its id.
        fingerprint: Of its text, see `fingerprint_of`.
        source_path: Its file, as given.
        path: Its file as it is stored.
        sha256: Of the file.
        language: Code of its language without region, or "".
        shown: Values of the shown columns.
        content: Values of the other columns, from `raw` on.
        sketch: Of its clean text.
        printed: Where it is printed, when pages are known.
    """

    id: str
    fingerprint: str
    source_path: str
    path: str
    sha256: str
    language: str
    shown: tuple[Any, ...]
    content: tuple[Any, ...]
    sketch: Sketch
    printed: ReadyPrint | None = None


class PackedFile(NamedTuple):
    """The bytes of a file as they are stored."""

    sha256: str
    size: int
    data: bytes


def pack_file(sha256: str, data: bytes) -> PackedFile:
    """The bytes of a file made ready for their table."""
    return PackedFile(sha256, len(data), pack(data))


def make_ready(prepared: PreparedArticle, original: bytes | None, importer: str, sketched: Sketch) -> ReadyArticle:
    """An article made ready for its tables.

    Args:
        prepared: The article.
        original: The bytes of its file, when they are kept with it.
        importer: Program and version.
        sketched: Sketch of its clean text.
    """
    source = prepared.source
    language = prepared.fields.get("language")
    path = storable_path(source.path)
    return ReadyArticle(
        article_id(source.sha256, source.member),
        fingerprint_of(source),
        source.path,
        path,
        source.sha256,
        str(language.value).partition("-")[0] if language else "",
        shown_columns(prepared.fields, {}, prepared.clean, prepared.quality),
        (
            stored_raw(source.raw, original, source.encoding),
            repairs_to_json(prepared.repairs),
            dumps({name: field_to_json(field) for name, field in prepared.fields.items()}),
            prepared.rules,
            path,
            storable(source.member),
            source.format,
            source.encoding,
            importer,
        ),
        sketched,
    )


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
