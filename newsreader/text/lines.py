"""The lines of a raw text with their offsets, whatever its line ends."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_CONTENT = re.compile(r"[^\n\r\u2028\u2029\x85\x0b\x0c]+")
_END = re.compile(r"\r\n|[\n\r\u2028\u2029\x85\x0b\x0c]")


class Line(NamedTuple):
    """A line that holds something.

    Attributes:
        start, end: Without the white space around it.
        text: What it says.
        is_apart_before: A blank line or the start of the text is above it.
        is_apart_after: A blank line or the end of the text is below it.
    """

    start: int
    end: int
    text: str
    is_apart_before: bool
    is_apart_after: bool


def lines_of(raw: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """The lines of a text that hold something, in order, offsets counted from the start of `raw`."""
    stop = len(raw) if end is None else end
    held: tuple[int, int] | None = None
    apart_before = True
    for match in _CONTENT.finditer(raw, start, stop):
        line = match[0]
        text = line.strip()
        if not text:
            continue
        first = match.start()
        if len(text) < len(line):
            first += len(line) - len(line.lstrip())
        here = (first, first + len(text))
        if held:
            apart = count_line_ends(raw, held[1], here[0]) > 1
            yield Line(*held, raw[held[0] : held[1]], apart_before, apart)
            apart_before = apart
        held = here
    if held:
        yield Line(*held, raw[held[0] : held[1]], apart_before, True)


def count_line_ends(raw: str, start: int, end: int) -> int:
    """How many line ends stand between two offsets."""
    return end - start if raw[start:end].strip("\n") == "" else len(_END.findall(raw, start, end))
