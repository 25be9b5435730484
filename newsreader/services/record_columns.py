"""What the columns or keys of a file of records are taken for: to be shown before an import, and put right."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from newsreader.domain.profile import AS_GUESSED, MAPPED_FIELDS, Reading
from newsreader.errors import SourceFileError, UsageError
from newsreader.formats import decoding, detection, json_rows, records, source_file, table_rows
from newsreader.formats.record_fields import Fields, Source
from newsreader.formats.record_rows import Row
from newsreader.formats.record_words import words
from newsreader.formats.walk import Found, walk

_HEAD: Final = 4 * 1024 * 1024
_ROWS: Final = 100
_LONGEST: Final = 60
_FORMATS: Final = records.NAMES


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column or key.

    Attributes:
        name: As the file has it; a path with points between for a value within another.
        field: What it is taken for; "" for what is left over.
        example: Its first value, shortened.
        how: How that is known: `stated`, `its name`, or the title of a known shape of records.
    """

    name: str
    field: str
    example: str
    how: str


@dataclass(frozen=True, slots=True)
class FileColumns:
    """The columns or keys of a file.

    Attributes:
        path: The file.
        format: `json` or `table`.
        shape: Title of the known shape of its records, or "".
        columns: Those taken for a field in the order of the record, then those left over.
        missing: Fields for which a column was stated that the file does not have.
        records: How many records were looked at.
    """

    path: str
    format: str
    shape: str
    columns: tuple[MappedColumn, ...]
    missing: tuple[str, ...]
    records: int

    @property
    def has_text(self) -> bool:
        """Whether a column is taken for the text."""
        return any(column.field == "text" for column in self.columns)


def columns_of(path: Path, format_name: str = "", reading: Reading = AS_GUESSED) -> FileColumns:
    """What the columns of one file are taken for, by its first records.

    Args:
        path: The file.
        format_name: Its format, or "" to detect it.
        reading: What is stated.

    Raises:
        SourceFileError: It cannot be read.
        UsageError: It is no file of records.
    """
    data = source_file.head_of(path, _HEAD)
    name = format_name or records.told_by(data, reading) or detection.told(data)
    if name not in _FORMATS and table_rows.may_be_table(data):
        name = records.TABLE
    if name not in _FORMATS:
        raise UsageError(f"{path} is no table or JSON, but {name}", "Give a file with records.")
    fields = Fields(reading, name)
    rows = _rows(data, name, path)
    if not rows:
        raise SourceFileError(f"{path} has no sound record", "Export it again.")
    found: dict[str, MappedColumn] = {}
    shape = ""
    for row in rows:
        told = fields.shape(tuple(row))
        shape = shape or (told.preset.title if told.preset else "")
        each = told.preset.each if told.preset else ""
        inner = row.get(each) if each else None
        child: Mapping[str, Any] = inner[0] if isinstance(inner, list) and inner and isinstance(inner[0], dict) else row
        for column in told.columns:
            for source in column.sources:
                _note(found, source.name, column.field, _example(source, child, row), column.how)
        for key in told.left:
            _note(found, key, "", words(row.get(key))[:_LONGEST], "")
    order = {field: at for at, field in enumerate(MAPPED_FIELDS)}
    columns = tuple(sorted(found.values(), key=lambda column: order.get(column.field, len(order))))
    shown = tuple(column for column in columns if column.example or not shape or not column.field)
    return FileColumns(str(path), name, shape, shown, tuple(sorted(fields.missing)), len(rows))


def record_files(paths: Iterable[Path], format_name: str = "", reading: Reading = AS_GUESSED) -> Iterator[Path]:
    """The files of records among these files and those in these folders."""
    for found in walk(list(paths)):
        if isinstance(found, Found):
            try:
                head = source_file.head_of(found.path, source_file.HEAD)
            except SourceFileError:
                continue  # importing it says what is wrong with it
            if (format_name or records.told_by(head, reading) or detection.told(head)) in _FORMATS:
                yield found.path


def _rows(data: bytes, format_name: str, path: Path) -> list[Mapping[str, Any]]:
    if len(data) >= _HEAD and (format_name == records.TABLE or json_rows.are_lines(data[:65_536])):
        data = data[: data.rfind(b"\n") + 1] or data
    try:
        rows = records.rows_of(data, format_name)
        return [row.values for row in islice((row for row in rows if isinstance(row, Row)), _ROWS)]
    except decoding.UndecodableError as error:
        raise SourceFileError(f"{path} is not a text file: {error}", "Export it again as UTF-8.") from error
    except table_rows.TableError as error:
        raise SourceFileError(f"{path} is no table: it {error}", "Export it again.") from error


def _note(found: dict[str, MappedColumn], name: str, field: str, example: str, how: str) -> None:
    known = found.get(name)
    if known is None or (not known.example and example):
        found[name] = MappedColumn(name, field, example, how)


def _example(source: Source, row: Mapping[str, Any], parent: Mapping[str, Any]) -> str:
    return " ".join(words(source.value(row, parent)).split())[:_LONGEST]
