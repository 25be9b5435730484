"""The records of JSON documents and JSON lines; what is broken is told, and the rest is read."""

import json
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final

from newsreader.formats import decoding
from newsreader.formats.json_stream import LISTS, JsonStream, Piece, has_lists
from newsreader.formats.record_encoding import decoded_lines
from newsreader.formats.record_rows import Broken, Row

_MOST_DEPTH: Final = 8
_MOST_WITHIN: Final = 4
"""So deep are lists looked for in what is broken."""
_HEAD: Final = 65_536
_SHOWN: Final = 120
_JSON = re.compile(rb"\s*(?:\[\s*)?\{\s*[\"}]")
_INT: Final = "Exceeds the limit"


def looks_like_json(data: bytes) -> bool:
    """Whether a file begins as JSON does, with an object or a list of objects."""
    return _JSON.match(in_ascii(data[:_HEAD])) is not None


def in_ascii(head: bytes) -> bytes:
    """The beginning of a file without its mark; of one in UTF-16 or UTF-32, what of it is ASCII."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")) or b"\x00" in head[:4]:
        head = head.removeprefix(b"\x00\x00\xfe\xff").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
        return head.replace(b"\x00", b"")
    return head.removeprefix(b"\xef\xbb\xbf")


def are_lines(head: bytes) -> bool:
    """Whether JSON begins as JSON lines do: an object a line.

    Args:
        head: The beginning of the file, its last line perhaps cut off; ASCII as far as it matters.
    """
    found: list[bytes] = re.split(rb"[\r\n]+", in_ascii(head))
    lines = [line.strip() for line in found if line.strip()][:20]
    if not lines or not lines[0].startswith(b"{"):
        return False
    if len(lines) < 2:
        # One line, and more than was looked at: an object that is not ended is a document or a very long line.
        return len(head) >= _HEAD and _is_object(lines[0]) is True
    if _is_object(lines[0]) or all(line[:1] == b"{" and len(line) > 1 for line in lines):
        return True
    return sum(line[:1] == b"{" and line[-1:] == b"}" for line in lines) * 2 > len(lines)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line.decode("utf-8", "replace")), dict)
    except (ValueError, RecursionError):
        return False


def line_rows(data: bytes, first_line: int = 1) -> Iterator[Row | Broken]:
    """The objects of JSON lines, each line by itself.

    Raises:
        UndecodableError: No encoding makes text of the bytes.
    """
    line = first_line
    for text, encoding in decoded_lines(data):
        # Not splitlines: a string may hold U+2028 and the other ends of lines that it knows.
        lines = text.split("\n") if "\n" in text else text.split("\r")
        for words in lines:
            if words and not words.isspace():
                yield _of_line(words, line, encoding)
            line += 1
        line -= text.endswith("\n")


def _of_line(words: str, line: int, encoding: str) -> Row | Broken:
    try:
        value = json.loads(words, parse_constant=_nothing, object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        return Broken(line, f"is no JSON: {reason(error)}", is_counted=True)
    if not isinstance(value, dict):
        return Broken(line, "is JSON, but no object", is_counted=True)
    return _row(value, line, encoding)


def document_rows(data: bytes, first_line: int = 1) -> Iterator[Row | Broken]:
    """The records of a JSON document, wherever it keeps its list of them.

    Raises:
        UndecodableError: No encoding makes text of the bytes.
    """
    text, encoding = decoding.decode(data)
    try:
        found = json.loads(text.removeprefix("\ufeff"), parse_constant=_nothing, object_pairs_hook=_object)
    except (ValueError, RecursionError):
        for piece in sound_pieces(JsonStream(BytesIO(text.encode("utf-8", "surrogatepass")).read, line=first_line)):
            if isinstance(piece, Broken):
                yield piece
            else:
                for row in records(piece[0]):
                    yield _row(row, piece[1].line, encoding)
        return
    for row in records(found):
        yield _row(row, 0, encoding)


def sound_pieces(stream: JsonStream, whole: int = 0) -> Iterator[tuple[Any, Piece] | Broken]:
    """The objects of a stream, parsed; a broken one is told, and reading goes on behind it where that can be found."""
    for piece in stream.records(whole) if whole else stream.records():
        if piece.why and not piece.data:
            yield Broken(piece.line, piece.why)
            continue
        yield from _parsed(piece, stream)


def _parsed(piece: Piece, stream: JsonStream, depth: int = _MOST_WITHIN) -> Iterator[tuple[Any, Piece] | Broken]:
    try:
        value = parse(piece.data)
    except RecursionError as error:
        yield Broken(piece.line, f"is no record: {reason(error)}")
        return
    except ValueError as error:
        why = piece.why or f"begins a record that is no JSON: {reason(error)}"
    else:
        yield value, piece
        return
    if depth and has_lists(piece.data):
        inner = JsonStream(BytesIO(piece.data).read, line=piece.line)
        found = 0
        for each in inner.members():
            found += 1
            if each.why and not each.data:
                yield Broken(each.line, each.why)
            else:
                yield from _parsed(each, inner, depth - 1)
        if found:
            return
    if piece.indent is not None:
        # A quotation mark that is not escaped puts everything behind it out of order: go on at the next line that
        # begins as this record did.
        following = piece.data.find(b"\n" + piece.indent + b"{", 1)
        if following >= 0:
            stream.try_again(piece.data[following:])
    yield Broken(piece.line, why)


def parse(data: bytes) -> Any:
    """The value of a piece of JSON.

    Raises:
        ValueError, RecursionError: It is none.
    """
    try:
        words = data.decode("utf-8")
    except UnicodeDecodeError:
        words = data.decode("utf-8", "surrogatepass") if b"\xed" in data and _is_surrogate(data) else _eight_bit(data)
    return json.loads(words, parse_constant=_nothing, object_pairs_hook=_object)


def _is_surrogate(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _eight_bit(data: bytes) -> str:
    try:
        return decoding.decode(data)[0]
    except decoding.UndecodableError as error:
        raise ValueError(str(error)) from error


def records(found: Any, depth: int = _MOST_DEPTH) -> Iterator[Mapping[str, Any]]:
    """The objects that have a text, wherever a document keeps its list of them."""
    from newsreader.formats.record_fields import meanings
    from newsreader.formats.record_presets import fitting

    if isinstance(found, list):
        for each in found:
            yield from records(each, depth - 1) if depth else ()
    elif isinstance(found, dict):
        key = meanings(list(found)).get("text")
        has_text = key is not None and not (key.lower() in LISTS and _may_hold(found[key]))
        if depth == 0 or has_text or fitting(list(found)):
            yield found
            return
        inner = [found[key] for key in found if key.lower() in LISTS and _may_hold(found[key])]
        if not inner:
            yield found
        for each in inner:
            yield from records(each, depth - 1)


def _may_hold(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(each, dict | list) for each in value))


class Twice(dict[str, Any]):
    """An object in which a key stands twice; the last of them counts."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else Twice(pairs)


def _nothing(_name: str) -> None:
    """NaN and Infinity are no JSON, but some programs write them for what they do not know."""


def _row(value: Mapping[str, Any], line: int, encoding: str) -> Row:
    note = "has a key twice; the last of them counts" if isinstance(value, Twice) else ""
    return Row(line, value, encoding, note)


def reason(error: ValueError | RecursionError) -> str:
    """Why something is no JSON, in few words."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg[:_SHOWN]} at character {error.colno:,}"
    words = str(error)
    return "it has a number with thousands of figures" if words.startswith(_INT) else words[:_SHOWN]
