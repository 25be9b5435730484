"""Heads of the form `Key: value`, in English, German, French and Spanish."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from newsreader import resources
from newsreader.text.authorities import find_paper
from newsreader.text.lines import Line

_KEYED = re.compile(r"(?P<key>[^\W\d_][\w .()/’'-]{0,30}?)\s?(?::|=|\t)\s*(?P<value>.*)", re.DOTALL)
_CODED = re.compile(r"(?P<key>[A-Z]{2,3})(?:\s+(?P<value>.*))?")
_FEWEST_CODES = 3
_LONGEST_KNOWN = 160
_OPENING = ("headline", "paper", "byline", "date")
"""Fields one of which is enough to tell a head of a single line from a sentence with a colon."""
_BODY_KEYS = frozenset({"text", "body", "article", "full text", "content", "texte", "volltext", "texto", "testo"})


@dataclass(frozen=True, slots=True)
class KeyedLine:
    """One line of such a head.

    Attributes:
        field: Field of the record, or "" for a key newsreader does not keep.
        line: The line.
        start, end: Where the value stands in the raw text.
        value: The value.
    """

    field: str
    line: Line
    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class KeyedHead:
    """A `Key: value` head.

    Attributes:
        lines: Its lines.
        size: How many lines of the text it takes.
        body_start: Where the body starts when a line like `Text: Once upon a time` opens it, else None.
    """

    lines: tuple[KeyedLine, ...]
    size: int
    body_start: int | None = None


def find(lines: Sequence[Line]) -> KeyedHead | None:
    """The head at the start of these lines, or None."""
    coded = _coded(lines)
    if coded:
        return coded
    found: list[KeyedLine] = []
    body_start: int | None = None
    size = 0
    for line in lines:
        match = _KEYED.fullmatch(line.text)
        if not match:
            break
        key = " ".join(match["key"].lower().split())
        if key in _BODY_KEYS and found:
            body_start = line.start + match.start("value") if match["value"] else None
            size += 1
            break
        field = _keys().get(key)
        if field is None and not (found and not line.is_apart_before and len(line.text) < 80):
            break
        value = match["value"].strip()
        start = line.start + match.start("value")
        if field == "headline" and find_paper(value):
            # Catalogues of newspapers give the newspaper as the title.
            field = "paper"
        found.append(KeyedLine(field or "", line, start, start + len(value), value))
        size += 1
    known = [entry.field for entry in found if entry.field and entry.value]
    if len(known) >= 2 or (known and known[0] in _OPENING and _is_alone(found, lines)):
        return KeyedHead(tuple(found), size, body_start)
    return None


def known_line(line: Line) -> KeyedLine | None:
    """A short line with a key of the list and a value, wherever it stands in a head."""
    match = _KEYED.fullmatch(line.text) if len(line.text) <= _LONGEST_KNOWN else None
    key = " ".join(match["key"].lower().split()) if match else ""
    if match is None or key not in _keys() or not match["value"].strip():
        return None
    value = match["value"].strip()
    start = line.start + match.start("value")
    return KeyedLine(_keys()[key], line, start, start + len(value), value)


def _coded(lines: Sequence[Line]) -> KeyedHead | None:
    """A head whose lines begin with codes of two letters: `HD Council approves bridge`, `PD 3 May 2004`."""
    codes = _codes()
    if not lines or not _CODED.fullmatch(lines[0].text):
        return None
    found: list[KeyedLine] = []
    for size, line in enumerate(lines):
        match = _CODED.fullmatch(line.text)
        if match is None or match["key"] not in codes:
            break
        field, value = codes[match["key"]], (match["value"] or "").strip()
        if field == "text":
            is_known = sum(bool(entry.field) for entry in found) >= _FEWEST_CODES
            start = line.start + match.start("value") if value else None
            return KeyedHead(tuple(found), size + 1, start) if is_known else None
        start = line.end - len(value)
        found.append(KeyedLine(field, line, start, line.end, value))
    is_known = sum(bool(entry.field) for entry in found) >= _FEWEST_CODES
    return KeyedHead(tuple(found), len(found)) if is_known else None


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, list[str]] = json.loads(resources.text("rules", "keys.json"))["codes"]
    return {code: field for field, names in codes.items() for code in names}


def _is_alone(found: list[KeyedLine], lines: Sequence[Line]) -> bool:
    """A single `Title: …` line counts when it stands apart from a body below it."""
    first = found[0]
    strong = first.field == "headline" or first.line.text.lower().startswith(("paper", "newspaper", "zeitung"))
    return strong and first.line.is_apart_after and len(lines) > len(found) and len(first.value) < 250


@cache
def _keys() -> dict[str, str]:
    table: dict[str, Any] = json.loads(resources.text("rules", "keys.json"))
    return {key: field for field, keys in table.items() if field != "codes" for key in keys}
