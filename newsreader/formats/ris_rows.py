"""References in the RIS format, which hold an article where the database put its text in them."""

import re
from collections.abc import Iterator
from typing import Final

from newsreader.formats.record_encoding import decoded_lines, is_wide
from newsreader.formats.record_rows import Broken, Row

_TAG: Final = re.compile(r"(?P<tag>[A-Z][A-Z0-9])  -(?: (?P<value>.*))?$")
_BEGINS: Final = re.compile(rb"\s*TY  - [A-Z]")
_LISTED: Final = frozenset({"AU", "A1", "A2", "KW"})
_LARGEST: Final = 5_000_000


def looks_like_ris(data: bytes) -> bool:
    """Whether a file begins with a reference."""
    head = data[:400].replace(b"\x00", b"") if is_wide(data[:400]) else data[:400].removeprefix(b"\xef\xbb\xbf")
    return _BEGINS.match(head.lstrip(b"\xff\xfe")) is not None


def ris_rows(data: bytes, first_line: int = 1) -> Iterator[Row | Broken]:
    """The references as records by tag, each from `TY` to `ER`; lines without a tag go on the one before.

    Raises:
        UndecodableError: No encoding makes text of the bytes.
    """
    stretches = decoded_lines(data)
    encoding = stretches[0][1] if len(stretches) == 1 else "utf-8"
    text = "".join(words for words, _ in stretches)
    values: dict[str, list[str]] = {}
    began, last = first_line, ""
    for line, words in enumerate(re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")), first_line):
        match = _TAG.match(words)
        if match is None:
            if last and sum(map(len, values[last])) < _LARGEST:
                values[last].append(f"\n{words}")
            continue
        tag = match["tag"]
        if tag == "TY" and values:
            yield Broken(began, "begins a reference without an end (ER)")
            values = {}
        if tag == "ER":
            if values:
                yield Row(began, _record(values), encoding)
            values, last = {}, ""
            continue
        if not values:
            began = line
        last = tag
        values.setdefault(tag, []).append(match["value"] or "")
    if values:
        yield Row(began, _record(values), encoding, "is a reference without an end (ER); it was taken as it stands")


def _record(values: dict[str, list[str]]) -> dict[str, str | list[str]]:
    found: dict[str, str | list[str]] = {}
    for tag, parts in values.items():
        if tag in _LISTED:
            found[tag] = [_in_order(part.strip()) for part in parts]
        else:
            found[tag] = "\n".join(parts).replace("\n\n\n", "\n\n").strip()
    return found


def _in_order(name: str) -> str:
    """The name with the family name last, as in a byline."""
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma and "," not in given else name
