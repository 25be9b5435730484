"""Articles as records: JSON, JSON lines, and tables with commas, semicolons or tabs.

Which key means what is stated by a person, known from the shape of the records, or guessed from its name. One record
that is broken costs no other: it is told with its line.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Final

from newsreader.domain.article import SourceArticle
from newsreader.domain.profile import AS_GUESSED, Reading
from newsreader.errors import SourceFileError
from newsreader.formats import decoding, json_rows, ris_rows, table_rows
from newsreader.formats.composed import compose
from newsreader.formats.json_rows import looks_like_json
from newsreader.formats.record_fields import Fields
from newsreader.formats.record_rows import Broken, Complaints, Row
from newsreader.formats.ris_rows import looks_like_ris
from newsreader.formats.table_rows import looks_like_table
from newsreader.formats.xml_documents import Problem

__all__ = [
    "JSON", "NAMES", "RIS", "TABLE", "PieceReader", "looks_like_json", "looks_like_ris", "looks_like_table",
    "read_file", "rows_of", "told_by",
]  # fmt: skip

JSON: Final = "json"
TABLE: Final = "table"
RIS: Final = "ris"
NAMES: Final = frozenset({JSON, TABLE, RIS})
"""The formats of records."""
_LARGEST_TEXT_FILE: Final = 16 * 1024 * 1024
_REMEDY: Final = (
    "Name the column or key of the text “text” and that of the headline “headline”, or say which is which: "
    "--map text=NAME."
)


def read_file(
    data: bytes, path: Path, format_name: str, reading: Reading = AS_GUESSED, on_problem: Problem | None = None
) -> Iterator[SourceArticle]:
    """The articles of a file of records, in order; records without words are passed over.

    Args:
        data: Its bytes.
        path: Where it lies.
        format_name: `JSON` or `TABLE`.
        reading: What a person stated about its keys and dates.
        on_problem: Told of each record that cannot be read, the first ones one by one.

    Raises:
        SourceFileError: It is not sound, or none of its records has a text.
    """
    reader = PieceReader(path, format_name, reading, on_problem)
    found = False
    for article in reader.articles(data, first=reading.first):
        found = True
        yield article
    reader.finish()
    if not found and not reading.first:
        raise reader.refusal()


def told_by(data: bytes, reading: Reading) -> str:
    """`TABLE` for a file that has a column which a person has stated; "" for any other."""
    return TABLE if reading.mapping and table_rows.has_columns(data, reading.mapping.values()) else ""


class PieceReader:
    """Reads the pieces of one file one after the other, or a file that is one piece.

    Attributes:
        count: Records met so far, in all pieces.
    """

    def __init__(
        self, path: Path, format_name: str, reading: Reading = AS_GUESSED, on_problem: Problem | None = None
    ) -> None:
        self._path = path
        self._format = format_name
        self._fields = Fields(reading, format_name)
        self._complaints = Complaints(path, on_problem)
        self._keys: dict[str, None] = {}
        self.count = 0

    def articles(
        self, data: bytes, line: int = 1, first: int = 0, *, as_lines: bool = False
    ) -> Iterator[SourceArticle]:
        """The articles of a piece.

        Args:
            data: Its bytes; a table has its names above.
            line: Of the file, where it begins.
            first: Number of its first record in the file; 0 when the piece is the whole file.
            as_lines: It is known to be JSON lines.

        Raises:
            SourceFileError: It is not sound.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        blank = SourceArticle("", str(self._path), self._format, "", sha256, len(data))
        rows = self._sound(rows_of(data, self._format, line, as_lines=as_lines))
        two = list(islice(rows, 2))
        is_one = len(two) < 2 and not first
        number = first or 1
        for row in chain(two, rows):
            if isinstance(row, Broken):
                self._complaints.refuse(row)
                number += row.is_counted
                continue
            yield from self._of_row(replace(blank, encoding=row.encoding), row, "" if is_one else str(number))
            number += 1
        self.count += number - (first or 1)

    def tell(self, on_problem: Problem | None) -> None:
        """Tells from now on to another."""
        self._complaints.on_problem = on_problem

    def refuse(self, broken: Broken) -> None:
        """Tells a record that is in none of the pieces because it cannot be read."""
        self._complaints.refuse(broken)

    def finish(self) -> None:
        """Tells what is to be told of the file as a whole."""
        noun = "column" if self._format == TABLE else "key"
        if self.count and self._fields.missing:
            for field in sorted(self._fields.missing):
                self._complaints.note(0, f"lacks the {noun} that is mapped to {field}")
        self._complaints.finish()

    def refusal(self) -> SourceFileError:
        """Why there is no article in the file."""
        first = self._complaints.first
        if first is not None:
            return SourceFileError(
                f"{self._path} holds no sound record: line {first.line:,} {first.why}", "Export it again."
            )
        keys = ", ".join(self._keys)[:200]
        return SourceFileError(f"{self._path} has no record with a text (its keys: {keys or 'none'})", _REMEDY)

    def _sound(self, rows: Iterator[Row | Broken]) -> Iterator[Row | Broken]:
        """The rows, with errors of the whole as errors of the file."""
        try:
            yield from rows
        except decoding.UndecodableError as error:
            raise SourceFileError(f"{self._path} is not a text file: {error}", "Export it again as UTF-8.") from error
        except table_rows.TableError as error:
            raise SourceFileError(
                f"{self._path} is no table: it {error}", "Export it again, with fewer columns."
            ) from error

    def _of_row(self, blank: SourceArticle, row: Row, member: str) -> Iterator[SourceArticle]:
        if len(self._keys) < 40:
            self._keys.update(dict.fromkeys(key[:30] for key in islice(row.values, 40)))
        if row.note:
            self._complaints.note(row.line, row.note)
        statements = list(self._fields.statements(row.values, self._text_file))
        for at, statement in enumerate(statements, 1):
            inner = f"{member or 1}.{at}" if len(statements) > 1 else member
            article = compose(replace(blank, member=inner), statement)
            if article is not None:
                yield article

    def _text_file(self, name: str) -> str:
        """The text that a record keeps in a file of its own, beside the file with the records or below it."""
        folder = self._path.parent
        try:
            path = (folder / name).resolve()
            if not path.is_relative_to(folder.resolve()) or not path.is_file():
                self._complaints.note(0, f"names a file with its text that is not there ({name[:60]})")
                return ""
            with path.open("rb") as file:
                return decoding.decode(file.read(_LARGEST_TEXT_FILE))[0].lstrip("\ufeff")
        except (OSError, ValueError, decoding.UndecodableError):
            self._complaints.note(0, f"names a file with its text that cannot be read ({name[:60]})")
            return ""


def rows_of(data: bytes, format_name: str, line: int = 1, *, as_lines: bool = False) -> Iterator[Row | Broken]:
    """The records of a file or piece, in order, and what is broken in between.

    Raises:
        UndecodableError, TableError: It is not sound as a whole.
    """
    if format_name == TABLE:
        return table_rows.table_rows(data, line)
    if format_name == RIS:
        return ris_rows.ris_rows(data, line)
    if as_lines or json_rows.are_lines(data[:65_536]):
        return json_rows.line_rows(data, line)
    return json_rows.document_rows(data, line)
