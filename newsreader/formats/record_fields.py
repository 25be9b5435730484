"""Which key or column of a record means what: stated, known from a shape of records, or guessed from its name."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from newsreader import resources
from newsreader.domain.profile import MAPPED_FIELDS, Reading
from newsreader.formats.composed import Statement
from newsreader.formats.record_presets import Preset, fitting
from newsreader.formats.record_words import paragraphs, text, title_and_place, words
from newsreader.text import date_patterns, file_names
from newsreader.text.paper import in_title_case

_FOREIGN: Final = 100
"""Rank of the names that heads of plain texts use, in six languages: after those of records."""
_MOST_SHAPES: Final = 2_000
_MOST_EACH: Final = 20_000
_SLASHED = re.compile(r"^(\d{4})[/.](\d{2})[/.](\d{2})(?!\d)")
_NOT_KEY = re.compile(r"[\W_]+")
_OTHERS: Final = ("place", "page", "section", "edition", "volume", "issue", "rights", "paper_id", "provider")

STATED: Final = "stated"
GUESSED: Final = "its name"

TextFile = Callable[[str], str]
"""Gives the text of a file that a record names; "" when there is none."""


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a record where a value stands: one key, or several on the way to it."""

    path: tuple[str, ...]
    said: str

    @property
    def name(self) -> str:
        """As people write it."""
        return ".".join(self.path)

    def value(self, row: Mapping[str, Any], parent: Mapping[str, Any]) -> Any:
        """What stands there, or None."""
        if len(self.path) == 1:
            return row.get(self.path[0])
        found: Any = row
        for at, key in enumerate(self.path):
            if at == 0 and key == "^":
                found = parent
            elif isinstance(found, Mapping):
                found = found.get(key)
            elif isinstance(found, list) and key.isdecimal():
                found = found[int(key)] if int(key) < len(found) else None
            else:
                return None
        return found


@dataclass(frozen=True, slots=True)
class Column:
    """A field and where records of one shape have it.

    Attributes:
        field: One of `MAPPED_FIELDS`.
        sources: Places, the best first.
        how: `STATED`, `GUESSED`, or the title of the preset.
    """

    field: str
    sources: tuple[Source, ...]
    how: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What the keys of records mean.

    Attributes:
        preset: The known shape, if it is one.
        columns: Fields and where they stand, `text` among them when there is one.
        left: Keys that mean nothing here.
    """

    preset: Preset | None
    columns: tuple[Column, ...]
    left: tuple[str, ...]

    @property
    def has_text(self) -> bool:
        """Whether a key of the text is known."""
        return any(column.field == "text" for column in self.columns)


class Fields:
    """Reads records into statements; works out once what each set of keys means.

    Attributes:
        missing: Fields for which a key was stated that no record so far has.
    """

    def __init__(self, reading: Reading, format_name: str) -> None:
        self._reading = reading
        self._date_pattern = _sound(reading.date_pattern)
        self._format = format_name
        self._noun = "column" if format_name == "table" else "key"
        self._shapes: dict[tuple[str, ...], Shape] = {}
        self.missing = set(reading.mapping)

    def shape(self, keys: Sequence[str]) -> Shape:
        """What these keys of a record mean."""
        known = tuple(keys)
        found = self._shapes.get(known)
        if found is None:
            if len(self._shapes) >= _MOST_SHAPES:
                self._shapes.clear()
            found = self._shapes[known] = self._told(known)
        return found

    def _told(self, keys: tuple[str, ...]) -> Shape:
        preset = fitting(keys)
        columns: dict[str, Column] = {}
        by = f", {self._reading.said_by}" if self._reading.said_by else ", stated"
        for field, stated in self._reading.mapping.items():
            wanted = [stated] if stated in keys else stated.split(" | ")
            paths = _paths(wanted, keys)
            columns[field] = self._column(field, paths, STATED, by)
            if paths:
                self.missing.discard(field)
        if preset:
            for field, known in preset.fields.items():
                paths = _paths(known, keys, is_inner=bool(preset.each))
                if field not in columns and paths:
                    columns[field] = self._column(field, paths, preset.title, "")
        used = {source.path[0] for column in columns.values() for source in column.sources}
        if not (preset and preset.each):
            for field, name in meanings(keys).items():
                if field not in columns and name not in used and not (preset and field in preset.none):
                    columns[field] = self._column(field, [(name,)], GUESSED, "")
                    used.add(name)
        order = {field: at for at, field in enumerate(MAPPED_FIELDS)}
        found = sorted(columns.values(), key=lambda column: order.get(column.field, 99))
        return Shape(preset, tuple(found), tuple(key for key in keys if key not in used))

    def _column(self, field: str, paths: Sequence[tuple[str, ...]], how: str, by: str) -> Column:
        return Column(field, tuple(Source(path, f"{self._noun} “{'.'.join(path)[:60]}”{by}") for path in paths), how)

    def statements(self, row: Mapping[str, Any], text_file: TextFile) -> Iterator[Statement]:
        """What a record states: of one article, of several where it is a list of them."""
        shape = self.shape(tuple(row))
        preset = shape.preset
        if preset and preset.each:
            inner = row.get(preset.each)
            for child in (inner if isinstance(inner, list) else [])[:_MOST_EACH]:
                if isinstance(child, Mapping):
                    yield self._statement(shape, child, row, text_file)
        else:
            yield self._statement(shape, row, row, text_file)

    def _statement(
        self, shape: Shape, row: Mapping[str, Any], parent: Mapping[str, Any], text_file: TextFile
    ) -> Statement:
        values: dict[str, str] = {}
        said: dict[str, str] = {}
        for column in shape.columns:
            for source in column.sources:
                value = source.value(row, parent)
                found = text(value) if column.field == "text" else words(value)
                if found:
                    values[column.field], said[column.field] = found, source.said
                    break
        if shape.preset:
            _by_preset(shape.preset, values, said, row, parent, text_file)
        paper, place = title_and_place(values.get("paper", ""))
        values.setdefault("place", place)
        if self._date_pattern and values.get("date"):
            values["date"] = date_patterns.read(values["date"], self._date_pattern) or values["date"]
        values["date"] = _SLASHED.sub(r"\1-\2-\3", values.get("date", ""))
        return Statement(
            self._format,
            values.get("headline", ""),
            values.get("subheadline", ""),
            values.get("byline", ""),
            paragraphs(values.get("text", "")),
            values["date"],
            values.get("language", ""),
            in_title_case(paper.upper()) if paper.islower() and len(paper) > 3 else paper,
            values.get("agency", ""),
            values.get("country", ""),
            {name: values.get(name, "") for name in _OTHERS},
            said,
        )


def _sound(pattern: str) -> str:
    """A pattern of dates; "" for one that makes no sense, as only a damaged archive can hold."""
    try:
        if pattern:
            date_patterns.compiled(pattern)
    except date_patterns.DatePatternError:
        return ""
    return pattern


def _by_preset(
    preset: Preset,
    values: dict[str, str],
    said: dict[str, str],
    row: Mapping[str, Any],
    parent: Mapping[str, Any],
    text_file: TextFile,
) -> None:
    """What the shape of a record tells besides the values of its keys."""
    for field, value in values.items():
        values[field] = preset.polished(field, value)
    if preset.text_files and preset.text_files.search(values.get("text", "")[:300]):
        values["text"] = text_file(values["text"])
    for path, form in preset.patterns:
        match = form.fullmatch(words(Source(tuple(path.split(".")), "").value(row, parent))[:500])
        for field, value in (match.groupdict() if match else {}).items():
            if value and not values.get(field):
                values[field] = file_names.paper_of_code(value) or value if field == "paper" else value
                said[field] = f"“{match[0][:80]}”" if match else ""
    if preset.breaks and values.get("text"):
        values["text"] = _parted(values["text"], row, preset.breaks)
    for field, value in preset.stated.items():
        if not values.get(field):
            values[field], said[field] = value, preset.title


def _parted(whole: str, row: Mapping[str, Any], paths: Sequence[str]) -> str:
    """The text with paragraphs where the offsets of a record say, as far as they lie between words."""
    found: list[Any] = next((row[path] for path in paths if isinstance(row.get(path), list) and row[path]), [])
    offsets = sorted({each for each in found if isinstance(each, int) and 0 < each < len(whole)})
    pieces, at = [], 0
    for offset in offsets[:10_000]:
        if whole[offset - 1].isspace() or whole[offset].isspace():
            pieces.append(whole[at:offset].strip())
            at = offset
    pieces.append(whole[at:].strip())
    return "\n\n".join(filter(None, pieces))


def _paths(stated: Sequence[str], keys: Sequence[str], *, is_inner: bool = False) -> list[tuple[str, ...]]:
    found = (_path(each, keys, is_inner=is_inner) for each in stated)
    return [path for path in found if path is not None]


def _path(stated: str, keys: Sequence[str], *, is_inner: bool = False) -> tuple[str, ...] | None:
    """The keys on the way that a path states, the first as records write it; None when they have no such key."""
    stated = stated.strip()
    if stated.startswith("^."):
        return tuple(stated.split("."))
    whole = _key(stated, keys)
    if whole is not None:
        return (whole,)
    parts = tuple(stated.split("."))
    if is_inner:
        return parts
    first = _key(parts[0], keys)
    return (first, *parts[1:]) if first is not None and len(parts) > 1 else None


def _key(stated: str, keys: Sequence[str]) -> str | None:
    if stated in keys:
        return stated
    lower = stated.lower()
    same = next((key for key in keys if key.lower() == lower), None)
    if same is not None:
        return same
    plain = _NOT_KEY.sub("", stated).lower()
    return next((key for key in keys if plain and _NOT_KEY.sub("", key).lower() == plain), None)


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


def meanings(names: Sequence[Any]) -> dict[str, str]:
    """The key of each field among the names of a record: the plainest where several mean the same."""
    ranked: dict[str, tuple[int, str]] = {}
    for name in names:
        known = _aliases().get(_NOT_KEY.sub("", str(name)).lower())
        if known and (known[0] not in ranked or known[1] < ranked[known[0]][0]):
            ranked[known[0]] = (known[1], str(name))
    return {field: name for field, (_, name) in ranked.items()}
