"""What commands print: JSON documents, tables and errors, safe for terminals and pipes."""

import json
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper
from typing import Any

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def prepare_streams() -> None:
    """Makes stdout and stderr take any text: UTF-8 in pipes, escapes for what cannot be written."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # In JSON the escape of a lone surrogate (from an undecodable file name) is exactly JSON's own.
            stream.reconfigure(errors="backslashreplace")
            if not stream.isatty():
                # A new encoding alone would make errors strict again.
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def safe(text: str) -> str:
    """The text without characters that could steer a terminal; tabs and line feeds stay."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """The text on one line, safe for a terminal."""
    return " ".join(safe(text).split())


def print_text(text: str = "") -> None:
    """Prints text for a person."""
    sys.stdout.write(safe(text) + "\n")


def print_styled(text: str) -> None:
    """Prints text that this program has put colours into; whatever came from outside must be `safe` already."""
    sys.stdout.write(text + "\n")


def print_json(document: Any) -> None:
    """Prints the one JSON document of a command run with `--json`."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2 if sys.stdout.isatty() else None) + "\n")


def print_error(message: str) -> None:
    """Prints one line on stderr."""
    with suppress(OSError):  # stdout may be what the error is about
        sys.stdout.flush()
    sys.stderr.write(f"newsreader: {one_line(message)}\n")
    sys.stderr.flush()


def print_note(message: str) -> None:
    """Prints a line for a person on stderr, where it does not mix with results."""
    sys.stderr.write(f"{one_line(message)}\n")


def has_colour() -> bool:
    """Whether stdout is a terminal that wants colours (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def styled(text: str, code: str) -> str:
    """The text with an ANSI style such as `1` (bold) or `31` (red) where stdout wants colours."""
    return f"\x1b[{code}m{text}\x1b[0m" if has_colour() else text


def print_table(headings: Sequence[str], rows: Sequence[Sequence[object]], numbers: Sequence[str] = ()) -> None:
    """Prints a table: drawn on a terminal, tab-separated lines with a head line elsewhere.

    Args:
        headings: Column names.
        rows: Cells, turned into text with `str`.
        numbers: Headings of the columns to align right.
    """
    if not sys.stdout.isatty():
        for row in (headings, *rows):
            sys.stdout.write("\t".join(one_line(str(cell)) for cell in row) + "\n")
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, justify="right" if heading in numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(one_line(str(cell))) for cell in row))
    Console(file=sys.stdout).print(table)


def plural(count: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 article`, `1,204 articles`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
