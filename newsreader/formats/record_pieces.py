"""Large files of records, cut into pieces of about one megabyte that can each be read alone.

A piece is cut where a record ends. One of a table has the row of names above, one of a list in JSON is a list again;
all else in it is as it stands in the file. However large the file, only a piece and one record are held in memory.
"""

import codecs
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from newsreader.domain.article import SourceArticle
from newsreader.domain.profile import AS_GUESSED, Reading, reading_to_json
from newsreader.errors import SourceFileError
from newsreader.formats import json_rows, records, source_file, table_rows
from newsreader.formats.json_stream import JsonStream, Read
from newsreader.formats.record_encoding import is_wide
from newsreader.formats.record_rows import Broken
from newsreader.formats.xml_documents import Problem

LARGE: Final = 4 * 1024 * 1024
"""A file of more bytes is cut."""
SIZE: Final = 1024 * 1024
_HEAD: Final = 64 * 1024
_DETECTED: Final = 1024 * 1024
"""So much tells the format: the names of many columns may take a lot of room."""
_LONGEST_LINE: Final = 65 * 1024 * 1024
_WIDE: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class RecordPiece:
    """A piece, an original of its own.

    Attributes:
        data: Its bytes.
        line: Of the file, where it begins; in a table, the names not counted.
        first: Number of its first record in the file, from 1.
        count: How many records it has.
    """

    data: bytes
    line: int
    first: int
    count: int


class RecordFile:
    """A file of records that is read piece by piece.

    Attributes:
        found: Articles read so far.
    """

    def __init__(self, read: Read, path: Path, format_name: str, reading: Reading = AS_GUESSED, size: int = 0) -> None:
        """Begins.

        Args:
            read: Gives at most so many of the next bytes; b"" at the end.
            path: Where the file lies, perhaps within a container.
            format_name: `records.JSON` or `records.TABLE`.
            reading: What a person stated.
            size: Of a piece, in bytes; 0 for about one megabyte.
        """
        self._path = path
        self._format = format_name
        self._reading = reading
        self._size = size or SIZE
        self._reader = records.PieceReader(path, format_name, reading)
        self._read = _in_bytes(read)
        self._above = 0
        self._are_lines = False
        self._waiting: list[Broken] = []
        self.found = 0

    def pieces(self) -> Iterator[RecordPiece]:
        """The pieces in order; records that are much too large are left out and told at the end.

        Raises:
            SourceFileError: It is no table, or its encoding is damaged.
        """
        head = self._read.peek(_HEAD)
        try:
            if self._format == records.TABLE:
                yield from self._table()
            elif json_rows.are_lines(head):
                self._are_lines = True
                yield from self._lines()
            else:
                yield from self._document()
        except table_rows.TableError as error:
            raise SourceFileError(f"{self._path} is no table: it {error}", "Export it again.") from error
        except UnicodeError as error:
            raise SourceFileError(f"{self._path} is damaged: {error}", "Fetch it again.") from error

    def articles(self, piece: RecordPiece, on_problem: Problem | None = None) -> Iterator[SourceArticle]:
        """The articles of a piece.

        Raises:
            SourceFileError: It cannot be read.
        """
        self._tell(on_problem)
        line = piece.line - self._above
        for article in self._reader.articles(piece.data, line, piece.first, as_lines=self._are_lines):
            self.found += 1
            yield article

    def how(self, piece: RecordPiece) -> str:
        """How the piece is to be read again alone, for `domain.profile.reading_from_json`."""
        return json.dumps(reading_to_json(replace(self._reading, first=piece.first)), ensure_ascii=False)

    def finish(self, on_problem: Problem | None = None, *, may_be_empty: bool = False) -> None:
        """Tells what is to be told of the file as a whole.

        Args:
            on_problem: Told of it.
            may_be_empty: Pieces of it were not read because they are known.

        Raises:
            SourceFileError: There was no article in it.
        """
        self._tell(on_problem)
        self._reader.finish()
        if not self.found and not may_be_empty:
            raise self._reader.refusal()

    def _tell(self, on_problem: Problem | None) -> None:
        self._reader.tell(on_problem)
        for broken in self._waiting:
            self._reader.refuse(broken)
        self._waiting.clear()

    def _lines(self) -> Iterator[RecordPiece]:
        """Pieces of JSON lines."""
        number = line = 1
        file = io.BufferedReader(self._read, self._size)
        while block := file.read(self._size):
            if not block.endswith(b"\n"):
                block += file.readline(_LONGEST_LINE)
            ends = block.count(b"\n")
            if len(block) > _LONGEST_LINE:
                kept = block[: block.rfind(b"\n", 0, self._size) + 1]
                self._waiting.append(Broken(line + kept.count(b"\n"), "is too long to be a record"))
                ends += self._past_line(file, block)
                block = kept
            count = sum(1 for each in block.split(b"\n") if each and not each.isspace())
            if count:
                yield RecordPiece(block, line, number, count)
            number += count
            line += ends

    def _past_line(self, file: "io.BufferedReader[_Bytes]", block: bytes) -> int:
        """Leaves out the rest of a line that is much too long."""
        last = block
        while last and not last.endswith(b"\n"):
            last = file.readline(self._size)
        return 0 if block.endswith(b"\n") else int(bool(last))

    def _document(self) -> Iterator[RecordPiece]:
        """Pieces of a list in a JSON document, each a list."""
        number = line = 1
        size = count = 0
        parts: list[bytes] = []
        read: Read = lambda wanted: self._read.read(wanted) or b""  # noqa: E731  a raw file may say None
        for each in json_rows.sound_pieces(JsonStream(read), self._size * 4):
            if isinstance(each, Broken):
                self._waiting.append(each)
                continue
            value, part = each
            rows = sum(1 for _ in json_rows.records(value))
            if not parts:
                line = part.line
            parts.append(part.data)
            count += rows
            size += len(part.data)
            if size >= self._size:
                yield RecordPiece(_listed(parts), line, number, count)
                number += count
                parts, size, count = [], 0, 0
        if parts:
            yield RecordPiece(_listed(parts), line, number, count)

    def _table(self) -> Iterator[RecordPiece]:
        """Pieces of a table, the names above each."""
        # What parts cells and rows is ASCII: any encoding that holds ASCII will do to find it.
        file = io.TextIOWrapper(io.BufferedReader(self._read, self._size), "latin-1", newline="")
        table = table_rows.Table(iter(partial(file.readline, _LONGEST_LINE), ""))
        self._above = table.head.count("\n") or 1
        number, count, line = 1, 0, 0
        parts: list[str] = []
        size = 0
        for row in table.rows():
            line = line or table.taken_from
            count += not isinstance(row, Broken)
            if isinstance(row, Broken) and not table.taken:
                self._waiting.append(row)
            parts += table.taken
            size += sum(map(len, table.taken))
            if size >= self._size:
                yield RecordPiece(f"{table.head}{''.join(parts)}".encode("latin-1"), line, number, count)
                number += count
                parts, size, count, line = [], 0, 0, 0
        if count or parts:
            yield RecordPiece(f"{table.head}{''.join(parts)}".encode("latin-1"), line, number, count)


def large_format(path: Path, format_name: str = "", reading: Reading = AS_GUESSED) -> str:
    """The format of a file of records that is large enough to be read in pieces; "" for other files.

    Raises:
        SourceFileError: The file cannot be opened.
    """
    if format_name not in {"", records.JSON, records.TABLE}:
        return ""
    try:
        if path.stat().st_size <= LARGE:
            return ""
    except (OSError, ValueError):
        return ""
    return told_format(source_file.head_of(path, _DETECTED), format_name, reading)


def told_format(head: bytes, format_name: str = "", reading: Reading = AS_GUESSED) -> str:
    """`records.JSON` or `records.TABLE` for what begins so, or is to be read so; "" for anything else."""
    from newsreader.formats import detection  # which knows all formats, this one among them

    told = format_name or records.told_by(head, reading) or detection.told(head)
    return told if told in {records.JSON, records.TABLE} else ""


def articles(
    path: Path, format_name: str, on_problem: Problem | None = None, reading: Reading = AS_GUESSED
) -> Iterator[SourceArticle]:
    """The articles of a large file of records, piece by piece.

    Raises:
        SourceFileError: It cannot be read, or there is no article in it.
    """
    try:
        with path.open("rb") as file:
            whole = RecordFile(file.read, path, format_name, reading)
            for piece in whole.pieces():
                yield from whole.articles(piece, on_problem)
            whole.finish(on_problem)
    except OSError as error:
        raise source_file.explained(path, error) from error


def _listed(parts: list[bytes]) -> bytes:
    return b"[" + b",\n".join(parts) + b"]\n"


class _Bytes(io.RawIOBase):
    """A source of bytes as a file; what is in UTF-16 or UTF-32 comes as UTF-8."""

    def __init__(self, read: Callable[[int], bytes], encoding: str, head: bytes) -> None:
        super().__init__()
        self._source = read
        self._decoder = codecs.getincrementaldecoder(encoding)() if encoding else None
        self._left = b""
        self._left = self._plain(head)

    def readable(self) -> bool:
        return True

    def peek(self, size: int) -> bytes:
        """The next bytes, which stay to be read."""
        while len(self._left) < size:
            fresh = self._source(size)
            if not fresh:
                break
            self._left += self._plain(fresh)
        return self._left[:size]

    def read(self, size: int = -1, /) -> bytes:
        while not self._left:
            fresh = self._source(size if size > 0 else SIZE)
            self._left = self._plain(fresh)
            if not fresh:
                break
        size = len(self._left) if size < 0 else size
        piece, self._left = self._left[:size], self._left[size:]
        return piece

    def readinto(self, buffer: "memoryview | bytearray", /) -> int:  # type: ignore[override]  # as io calls it
        piece = self.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def _plain(self, data: bytes) -> bytes:
        if self._decoder is None:
            return data
        return self._decoder.decode(data, final=not data).encode("utf-8", "surrogatepass")


def _in_bytes(read: Read) -> _Bytes:
    head = b""
    while len(head) < _HEAD and (fresh := read(_HEAD - len(head))):
        head += fresh
    for mark, encoding in _WIDE:
        if head.startswith(mark):
            return _Bytes(read, encoding, head.removeprefix(mark))
    if is_wide(head):
        return _Bytes(read, "utf-16-be" if head[:1] == b"\x00" else "utf-16-le", head)
    return _Bytes(read, "", head)
