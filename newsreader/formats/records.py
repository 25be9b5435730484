"""Articles as records: JSON, JSON lines, and tables with commas, semicolons or tabs.

Which key means what is guessed from its name, the names that public interfaces of newspaper platforms use among them.
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

from newsreader import resources
from newsreader.domain.article import SourceArticle
from newsreader.errors import SourceFileError
from newsreader.formats import decoding
from newsreader.formats.composed import Statement, compose

JSON: Final = "json"
TABLE: Final = "table"
_MOST_COLUMNS: Final = 1_000
_LONGEST_CELL: Final = 16 * 1024 * 1024
_MOST_DEPTH: Final = 6
_HEAD: Final = 65_536
_SHORTEST_TEXT: Final = 20
_LISTS: Final = (
    "articles",
    "items",
    "results",
    "records",
    "docs",
    "hits",
    "data",
    "response",
    "work",
    "zone",
    "article",
)
"""Where a JSON document with one top object keeps its records."""
_FOREIGN: Final = 100
"""Rank of the names that heads of plain texts use, in six languages: after those of records."""
_NOT_KEY = re.compile(r"[\W_]+")
_JSON = re.compile(rb"\s*(?:\[\s*)?\{\s*[\"}]")
_TAG = re.compile(r"</?(?:p|br|span|div|i|b|em|strong|h[1-6])\b[^<>]{0,300}>", re.IGNORECASE)


def looks_like_json(data: bytes) -> bool:
    """Whether a file begins as JSON does, with an object or a list of objects."""
    return _JSON.match(data[:_HEAD].removeprefix(b"\xef\xbb\xbf")) is not None


def looks_like_table(data: bytes) -> bool:
    """Whether a file begins with a row of column names, one of them of the text, and at least three known."""
    try:
        text, _ = decoding.decode(data[:_HEAD].rpartition(b"\n")[0] or data[:_HEAD])
    except decoding.UndecodableError:
        return False
    first, _, rest = text.lstrip("\ufeff").partition("\n")
    if not rest.strip() or len(first) > 20_000:
        return False
    delimiter = _delimiter(first)
    meanings = _meanings(next(csv.reader([first.strip("\r")], delimiter=delimiter), [])) if delimiter else {}
    return "text" in meanings and len(meanings) >= 3


def read_file(data: bytes, path: Path, format_name: str) -> Iterator[SourceArticle]:
    """The articles of a file of records, in order; records without words are passed over.

    Args:
        data: Its bytes.
        path: Where it lies.
        format_name: `JSON` or `TABLE`.

    Raises:
        SourceFileError: It is not sound, or none of its records has a text.
    """
    try:
        text, encoding = decoding.decode(data)
    except decoding.UndecodableError as error:
        raise SourceFileError(f"{path} is not a text file: {error}", "Export it again as UTF-8.") from error
    try:
        rows = list(_json_rows(text) if format_name == JSON else _table_rows(text))
    except RecursionError as error:
        raise SourceFileError(f"{path} is nested too deeply", "Export it again as a list of records.") from error
    except (ValueError, csv.Error) as error:
        raise SourceFileError(f"{path} is not sound: {str(error)[:150]}", "Export it again.") from error
    blank = SourceArticle("", str(path), format_name, encoding, hashlib.sha256(data).hexdigest(), len(data))
    is_one = len(rows) == 1
    found = False
    for at, row in enumerate(rows, 1):
        article = compose(replace(blank, member="" if is_one else str(at)), _statement(row, format_name))
        if article is not None:
            found = True
            yield article
    if not found:
        names = ", ".join(dict.fromkeys(str(key)[:30] for row in rows[:3] for key in row))[:200]
        raise SourceFileError(
            f"{path} has no record with a text (its keys: {names or 'none'})",
            "Name the column or key of the text “text” and that of the headline “headline”.",
        )


def _json_rows(text: str) -> Iterator[Mapping[str, Any]]:
    text = text.lstrip("\ufeff").strip()
    try:
        found = json.loads(text)
    except ValueError as error:
        # Not splitlines: a string may hold U+2028 and the other ends of lines that it knows.
        lines = [line for line in re.split(r"[\r\n]", text) if line.strip()]
        if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines):
            raise
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
            except ValueError as broken:
                raise ValueError(f"record {number} is no JSON: {broken}") from error
            if isinstance(row, dict):
                yield row
        return
    yield from _records(found, _MOST_DEPTH)


def _records(found: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """The objects that have a text, wherever a document keeps its list of them."""
    if isinstance(found, list):
        for each in found:
            yield from _records(each, depth - 1) if depth else ()
    elif isinstance(found, dict):
        if "text" in _meanings(list(found)) or depth == 0:
            yield found
            return
        inner = [found[key] for key in found if str(key).lower() in _LISTS and isinstance(found[key], dict | list)]
        if not inner:
            yield found
        for each in inner:
            yield from _records(each, depth - 1)


def _table_rows(text: str) -> Iterator[Mapping[str, Any]]:
    csv.field_size_limit(_LONGEST_CELL)
    text = text.lstrip("\ufeff")
    delimiter = _delimiter(text.partition("\n")[0]) or ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = next(rows, [])
    if len(names) > _MOST_COLUMNS:
        raise ValueError(f"it has {len(names):,} columns, more than {_MOST_COLUMNS:,}")
    for row in rows:
        if any(cell.strip() for cell in row):
            yield dict(zip(names, row, strict=False))


def _delimiter(first: str) -> str:
    counts = {each: first.count(each) for each in "\t;,|"}
    best = max(counts, key=lambda each: counts[each])
    return best if counts[best] else ""


@cache
def _aliases() -> dict[str, tuple[str, int]]:
    """What each key means, and its rank among the keys that mean the same."""
    table: dict[str, list[str]] = json.loads(resources.text("rules", "record_fields.json"))
    known = {alias: (name, rank) for name, aliases in table.items() for rank, alias in enumerate(aliases)}
    heads: dict[str, list[str]] = json.loads(resources.text("rules", "keys.json"))
    for name in table.keys() & heads.keys():
        for key in heads[name]:
            known.setdefault(_NOT_KEY.sub("", key).lower(), (name, _FOREIGN))
    return known


def _meanings(names: Sequence[Any]) -> dict[str, str]:
    """The key of each field among the names of a record: the plainest where several mean the same."""
    ranked: dict[str, tuple[int, str]] = {}
    for name in names:
        known = _aliases().get(_NOT_KEY.sub("", str(name)).lower())
        if known and (known[0] not in ranked or known[1] < ranked[known[0]][0]):
            ranked[known[0]] = (known[1], str(name))
    return {field: name for field, (_, name) in ranked.items()}


def _statement(row: Mapping[str, Any], format_name: str) -> Statement:
    keys = _meanings(list(row))
    values = {field: _words(row[name]) for field, name in keys.items() if name in row}
    text = values.pop("text", "")
    others = {
        name: values.pop(name, "") for name in ("place", "page", "section", "edition", "volume", "issue", "rights")
    }
    others["paper_id"] = values.pop("paper_id", "")
    return Statement(
        format_name,
        values.get("headline", ""),
        values.get("subheadline", ""),
        values.get("byline", ""),
        _paragraphs(text),
        values.get("date", ""),
        values.get("language", ""),
        values.get("paper", ""),
        values.get("agency", ""),
        values.get("country", ""),
        others,
    )


def _words(value: Any) -> str:
    """A value as words: the items of a list with commas between, the name or value of an object."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(int(value)) if float(value).is_integer() else str(value)
    if isinstance(value, list):
        return ", ".join(filter(None, (_words(each) for each in value[:50])))
    if isinstance(value, dict):
        return next((_words(value[key]) for key in ("value", "name", "title", "text", "#text") if key in value), "")
    return ""


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, whether they come as lines or as markup."""
    if len(_TAG.findall(text[:5_000])) >= 2 or text.lstrip()[:3].lower() == "<p>":
        stripper = _Stripper()
        stripper.feed(text)
        stripper.close()
        text = "".join(stripper.pieces)
    return [piece for part in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")) if (piece := part.strip())]


class _Stripper(HTMLParser):
    """Gathers the words of markup, a blank line after each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(" ".join(data.split("\n")))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - as inherited
        self._block(tag)

    def handle_endtag(self, tag: str) -> None:
        self._block(tag)

    def _block(self, tag: str) -> None:
        if tag == "br":
            self.pieces.append("\n")
        elif tag in {"p", "div", "li", "h1", "h2", "h3", "h4", "blockquote", "tr"}:
            self.pieces.append("\n\n")
