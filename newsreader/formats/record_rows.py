"""What readers of records hand over: records, and what could not be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from newsreader.formats.xml_documents import Problem

LISTED: Final = 20
"""So many broken lines of a file are told one by one."""
_MEND: Final = "Mend them and import the file again; what is in it already is not added twice."


class Row(NamedTuple):
    """One record.

    Attributes:
        line: Of the file, where it begins; 0 when that was not worked out.
        values: Its values by key or column.
        encoding: Python's name of the encoding it is in.
        note: What is odd about it, as the end of a sentence that begins with its line; "" for nothing.
    """

    line: int
    values: Mapping[str, Any]
    encoding: str
    note: str = ""


class Broken(NamedTuple):
    """A record that cannot be read.

    Attributes:
        line: Where it begins.
        why: It cannot, as the end of a sentence that begins with its line.
        is_counted: It has a number of its own among the records.
    """

    line: int
    why: str
    is_counted: bool = False


@dataclass(slots=True)
class Complaints:
    """Tells what cannot be read of a file: the first places one by one, the others by number.

    Attributes:
        broken: How many records could not be read so far.
        first: The first of them.
    """

    path: Path
    on_problem: Problem | None
    broken: int = 0
    first: Broken | None = None
    _notes: dict[str, tuple[int, int]] = field(default_factory=dict)

    def refuse(self, broken: Broken) -> None:
        """Counts a record that cannot be read, and tells it while there are few."""
        self.broken += 1
        self.first = self.first or broken
        if self.broken <= LISTED and self.on_problem:
            self.on_problem(self.path, f"line {broken.line:,} {broken.why}", "The other records are read.")

    def note(self, line: int, what: str) -> None:
        """Counts a record that is read but odd."""
        count, first = self._notes.get(what, (0, line))
        self._notes[what] = (count + 1, first)

    def finish(self) -> None:
        """Tells how many more there were, and what was odd."""
        if self.on_problem is None:
            return
        if self.broken > LISTED:
            self.on_problem(self.path, f"has {self.broken - LISTED:,} more lines that cannot be read", _MEND)
        for what, (count, first) in self._notes.items():
            where = f"line {first:,} " if first else "one record "
            more = f" ({count - 1:,} more records too)" if count > 1 else ""
            self.on_problem(self.path, f"{where}{what}{more}", "Look whether it is as it should be.")
        self._notes.clear()
