"""The rows of tables with commas, semicolons, tabs or bars, however their quotation marks are written."""

import csv
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from typing import Final

from newsreader.formats import decoding
from newsreader.formats.record_encoding import decoded_lines, is_wide
from newsreader.formats.record_fields import meanings
from newsreader.formats.record_presets import fitting
from newsreader.formats.record_rows import Broken, Row

MOST_COLUMNS: Final = 5_000
LONGEST_CELL: Final = 65 * 1024 * 1024
"""A cell holds one article at most, and a little more: newsreader marks what spreadsheet programs take for formulas."""
_HEAD: Final = 1024 * 1024
_LEAST_KNOWN: Final = 3
_FEWEST: Final = 2
_DELIMITERS: Final = "\t;,|"
_PLAIN_ROW: Final = 4
"""A line with so many cells is hardly a line of a text that happens to have the marks between them."""
_SPACE: Final = " \t\r\n\x0b\x0c"
"""What is space in every encoding, so that the same rows are empty whichever it is."""


class TableError(ValueError):
    """What is no table at all; says why, as the end of a sentence that begins with the file."""


def looks_like_table(data: bytes) -> bool:
    """Whether a file begins with a row of column names, one of them of the text, and at least three known."""
    try:
        text, _ = decoding.decode(_whole_lines(data))
    except decoding.UndecodableError:
        return False
    first, _, rest = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").partition("\n")
    delimiter = _delimiter(first)
    if not delimiter or not rest.strip():
        return False
    try:
        names = next(csv.reader([first], delimiter=delimiter), [])
    except csv.Error:
        return False
    known = meanings(names)
    return ("text" in known and len(known) >= _LEAST_KNOWN) or fitting(names) is not None


def has_columns(data: bytes, columns: Collection[str]) -> bool:
    """Whether a file begins with a row of column names with one of these among them, as a person has stated them."""
    names = {name.strip().casefold() for name in _names(data)}
    return len(names) > 1 and any(each.strip().casefold() in names for column in columns for each in column.split("|"))


def may_be_table(data: bytes) -> bool:
    """Whether the first rows have as many cells each, whatever their columns are called."""
    names = _names(data)
    if len(names) < _FEWEST:
        return False
    try:
        rows = list(islice(Table(StringIO(decoding.decode(_whole_lines(data))[0], newline="")).rows(), 5))
    except (decoding.UndecodableError, TableError):
        return False
    return bool(rows) and all(isinstance(row, Cells) and len(row.cells) == len(names) for row in rows)


def _names(data: bytes) -> list[str]:
    """The cells of the first line; none when there is but one."""
    try:
        text, _ = decoding.decode(_whole_lines(data))
        first = text.lstrip("\ufeff").replace("\r", "\n").partition("\n")[0]
        delimiter = _delimiter(first)
        return next(csv.reader([first], delimiter=delimiter), []) if delimiter else []
    except (decoding.UndecodableError, csv.Error):
        return []


def _whole_lines(data: bytes) -> bytes:
    head = data[:65_536]
    if len(data) > len(head) and b"\n" not in head and b"\r" not in head:
        head = data[:_HEAD]
    wide = 4 if head.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")) else 2
    cut = head.rpartition(b"\n")[0] or head
    return cut[: len(cut) - len(cut) % wide] if b"\x00" in head[:8] else cut.replace(b"\x00", b"")


def _delimiter(first: str) -> str:
    counts = {each: first.count(each) for each in _DELIMITERS}
    best = max(counts, key=lambda each: counts[each])
    return best if counts[best] else ""


@dataclass(frozen=True, slots=True)
class Cells:
    """One row of a table.

    Attributes:
        line: Where it begins, from 1.
        cells: Its values.
        note: What is odd about it, or "".
    """

    line: int
    cells: list[str]
    note: str = ""


class Table:
    """Reads rows line by line, so that one that is not sound costs no other.

    A quotation mark that is never closed would swallow all that follows; where the strict rules find no sound row, its
    first line alone is tried, with what marks it has taken as they stand.

    Attributes:
        names: Of the columns; one that comes again has its number behind.
        head: The first line or lines, as they stand.
        taken: The lines since the row before, as they stand; what is much too large to be kept is not among them.
        taken_from: Line of the first of them.
    """

    def __init__(self, lines: Iterable[str], line: int = 1) -> None:
        csv.field_size_limit(LONGEST_CELL)
        self._lines = iter(lines)
        self._again: deque[str] = deque()
        self._line = line
        self.taken: list[str] = []
        self.taken_from = line
        first = next(self._lines, "")
        while first and not first.strip("\ufeff \t\r\n"):
            self._line += 1
            first = next(self._lines, "")
        self._delimiter = _delimiter(first) or ","
        self._again.append(first.removeprefix("\ufeff"))
        head = self._next() if first else None
        if head is None or isinstance(head, Broken):
            raise TableError("has no row of column names")
        if len(head.cells) > MOST_COLUMNS:
            raise TableError(f"has {len(head.cells):,} columns, more than {MOST_COLUMNS:,}")
        self.names = _distinct(head.cells)
        self.head = "".join(self.taken)

    def rows(self) -> Iterator[Cells | Broken]:
        """The rows below the names; empty ones are left out."""
        self._forget()
        while True:
            found = self._next(len(self.names))
            if found is None:
                return
            if isinstance(found, Broken) or any(cell and cell.strip(_SPACE) for cell in found.cells):
                yield found
                self._forget()

    def _forget(self) -> None:
        self.taken = []
        self.taken_from = self._line

    def named(self, row: Cells) -> Mapping[str, str]:
        """The values of a row by the names of their columns."""
        return dict(zip(self.names, row.cells, strict=False))

    def _next(self, wanted: int = 0) -> Cells | Broken | None:
        """The next row; None at the end."""
        line = self._line
        first = self._again.popleft() if self._again else next(self._lines, None)
        if first is not None and '"' not in first and len(first) < LONGEST_CELL:
            # As the csv module reads it, but much quicker.
            self._line += 1
            self.taken.append(first)
            cells = first.rstrip("\r\n").split(self._delimiter)
            return Cells(line, cells if len(cells) > 1 or cells[0] else [], _ragged(cells, wanted))
        if first is not None:
            self._again.appendleft(first)
        return self._quoted(line, wanted)

    def _quoted(self, line: int, wanted: int) -> Cells | Broken | None:
        taken: list[str] = []

        def feed() -> Iterator[str]:
            while True:
                words = self._again.popleft() if self._again else next(self._lines, None)
                if words is None:
                    return
                taken.append(words)
                yield words

        try:
            found = next(csv.reader(feed(), delimiter=self._delimiter, strict=True), None)
        except csv.Error as error:
            return self._mended(line, taken, wanted, str(error))
        if found is None:
            return None
        cells: list[str] = found
        if len(taken) > 1 and wanted and len(cells) != wanted:
            return self._mended(line, taken, wanted, "its quotation marks do not match")
        self._line += len(taken)
        self.taken += taken
        return Cells(line, cells, _ragged(cells, wanted))

    def _mended(self, line: int, taken: list[str], wanted: int, why: str) -> Cells | Broken:
        """The first line of what is no sound row, read by itself; the lines behind it are read once more."""
        first = taken[0]
        self._again.extendleft(reversed(taken[1:]))
        self._line += 1
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
            try:
                cells = next(csv.reader([first], delimiter=self._delimiter, quoting=quoting), [])
            except csv.Error:
                continue
            is_closed = quoting == csv.QUOTE_NONE or not any("\n" in cell or "\r" in cell for cell in cells)
            if is_closed and wanted and len(cells) == wanted:
                self.taken.append(first)
                return Cells(line, cells, "has a quotation mark that is not closed; it was taken as it stands")
        if "field larger" in why:
            self._pass_over(wanted)
            return Broken(line, f"has a cell of more than {LONGEST_CELL // 1024 // 1024} MB")
        self.taken.append(first)
        return Broken(line, f"is no row of the table: {_plain(why)}")

    def _pass_over(self, wanted: int) -> None:
        """Leaves out lines up to that in which an open cell seems to end, or to one that is plainly a row."""
        while True:
            words = self._again.popleft() if self._again else next(self._lines, None)
            if words is None:
                return
            if wanted >= _PLAIN_ROW and self._cells(words) == wanted:
                self._again.appendleft(words)
                return
            self._line += 1
            if 0 < self._cells(f'"{words}') <= wanted:
                return

    def _cells(self, words: str) -> int:
        """How many cells a line has that is a row by itself; 0 for others."""
        try:
            return len(next(csv.reader([words], delimiter=self._delimiter, strict=True), []))
        except csv.Error:
            return 0


def _ragged(cells: list[str], wanted: int) -> str:
    """More words than the names account for would be lost without a word."""
    if wanted and len(cells) > wanted and any(cell and cell.strip(_SPACE) for cell in cells[wanted:]):
        return f"has more cells than the {wanted:,} that are named; the others were left out"
    return ""


def _distinct(names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    found = []
    for name in (each.strip().strip("\ufeff") for each in names):
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found


def _plain(why: str) -> str:
    if "expected after" in why or "unexpected end" in why:
        return "its quotation marks do not match"
    return why


def table_rows(data: bytes, first_line: int = 1) -> Iterator[Row | Broken]:
    """The rows of a table with its names above.

    Raises:
        UndecodableError: No encoding makes text of the bytes.
        TableError: It is no table.
    """
    odd = not is_wide(data) and b"\x00" in data
    stretches = decoded_lines(data.replace(b"\x00", b"") if odd else data)
    encoding = stretches[0][1] if len(stretches) == 1 else "utf-8"
    # Ends of lines as files have them: others that str.splitlines knows may stand within a cell.
    text = StringIO("".join(words for words, _ in stretches), newline="")
    table = Table(text, first_line)
    note = "has NUL characters, which were left out" if odd else ""
    for row in table.rows():
        yield row if isinstance(row, Broken) else Row(row.line, table.named(row), encoding, row.note or note)
        note = ""
