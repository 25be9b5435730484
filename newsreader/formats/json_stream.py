"""Records out of JSON of any size: found by their brackets, one at a time, without reading the whole."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

LISTS: Final = frozenset({
    "articles", "items", "results", "records", "docs", "hits", "data", "response", "work", "zone", "article",
    "category", "documents", "news", "stories", "rows", "content_items",
})  # fmt: skip
"""Where a JSON document with one top object keeps its records."""
LARGEST: Final = 64 * 1024 * 1024
"""No record is larger."""
_READ: Final = 1024 * 1024
_MOST_DEPTH: Final = 8
_MOST_AGAIN: Final = 16 * 1024 * 1024
_SPACE: Final = re.compile(rb"[\s\x1e]*")
_TOKEN: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+"|["{}\[\]]', re.DOTALL)
_SCALAR: Final = re.compile(rb'[^\s,\[\]{}"]+')
_LIST_KEY: Final = re.compile(
    rb'"(?:' + b"|".join(sorted(name.encode() for name in LISTS)) + rb')"\s*:\s*[\[{]', re.IGNORECASE
)

Read = Callable[[int], bytes]
"""Gives at most so many of the next bytes; b"" at the end."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the document.

    Attributes:
        data: Its bytes.
        line: Where it begins, from 1.
        why: Why it is no record, as the end of a sentence that begins with its line; "" for a record.
        indent: What stands before it on its line, when that is nothing but space.
    """

    data: bytes
    line: int
    why: str = ""
    indent: bytes | None = None


class JsonStream:
    """The objects of a document, in order: those in its lists, or itself."""

    def __init__(self, read: Read, largest: int = LARGEST, line: int = 1) -> None:
        self._read = read
        self._buffer = b""
        self._at = 0
        self._ended = False
        self._largest = largest
        self._line = line
        self._indent: bytes | None = b""
        self._again = 0
        self._is_cut = False

    def records(self, whole: int = LARGEST) -> Iterator[Piece]:
        """All of them.

        Args:
            whole: An object of at most so many bytes is taken as one; in a larger one, its lists are looked for.
        """
        while True:
            first = self._peek()
            if not first:
                return
            if first == b",":
                self._skip(1)
            elif first in b"[{":
                yield from self._value(_MOST_DEPTH, whole)
            else:
                line = self._line
                yield Piece(self._buffer[self._at : self._at + 40], line, "stands outside of any record")
                return

    def members(self, whole: int = LARGEST) -> Iterator[Piece]:
        """Those in the lists of the object that begins the document, however it ends."""
        if self._peek() == b"{":
            yield from self._members(_MOST_DEPTH, whole)

    def try_again(self, data: bytes) -> bool:
        """Has the end of a broken record read once more; not for ever: returns whether it will be."""
        self._again += len(data)
        if self._again > _MOST_AGAIN:
            return False
        self._push_back(data)
        return True

    def _push_back(self, data: bytes) -> None:
        """Has bytes that were taken read once more."""
        if self._buffer.endswith(data, 0, self._at):
            self._at -= len(data)
        else:
            self._buffer = data + self._buffer[self._at :]
            self._at = 0
        self._line -= data.count(b"\n")

    def _value(self, depth: int, whole: int) -> Iterator[Piece]:
        first = self._peek()
        if first == b"[" and depth:
            self._skip(1)
            yield from self._items(depth - 1, whole)
        elif first in (b"[", b"{"):
            line, indent = self._line, self._indent
            taken, is_whole = self._take(whole if depth else self._largest)
            if is_whole:
                yield Piece(taken, line, indent=indent)
            elif self._ended:
                self._is_cut = True
                yield Piece(taken, line, "is cut off: the file ends in the middle of it", indent)
            elif first == b"{" and depth:
                self._push_back(taken)
                yield from self._members(depth - 1, whole)
            else:
                self._push_back(taken)
                self._pass_over()
                yield Piece(b"", line, f"is a record of more than {self._largest // 1024 // 1024} MB")
        else:
            self._pass_over()

    def _items(self, depth: int, whole: int) -> Iterator[Piece]:
        while True:
            first = self._peek()
            if not first:
                if not self._is_cut:
                    yield Piece(b"", self._line, "is the end of the file, in the middle of a list")
                return
            if first in b"]}":
                self._skip(1)
                return
            if first == b",":
                self._skip(1)
            else:
                yield from self._value(depth, whole)

    def _members(self, depth: int, whole: int) -> Iterator[Piece]:
        self._skip(1)
        while True:
            first = self._peek()
            if not first or first in b"}]":
                self._skip(1)
                return
            if first != b'"':
                self._pass_over() if first not in b",:" else self._skip(1)
                continue
            key, is_whole = self._take(_READ)
            if not is_whole or self._peek() != b":":
                continue
            self._skip(1)
            is_list = key[1:-1].decode("utf-8", "replace").lower() in LISTS
            if is_list and self._peek() in (b"[", b"{"):
                yield from self._value(depth, whole if self._peek() == b"[" else 0)
            else:
                self._pass_over()

    def _peek(self) -> bytes:
        """The next byte that is no space; b"" at the end."""
        while True:
            match = _SPACE.match(self._buffer, self._at)
            end = match.end() if match else self._at
            if end > self._at:
                passed = self._buffer[self._at : end]
                self._line += passed.count(b"\n")
                newline = passed.rfind(b"\n")
                self._indent = passed[newline + 1 :] if newline >= 0 else None
                self._at = end
            if self._at < len(self._buffer):
                return self._buffer[self._at : self._at + 1]
            if not self._more():
                return b""

    def _skip(self, count: int) -> None:
        self._at += count
        self._indent = None

    def _more(self, wanted: int = _READ) -> bool:
        """Reads on; forgets what has been dealt with."""
        if self._ended:
            return False
        fresh = self._read(max(_READ, wanted))
        self._ended = not fresh
        self._buffer = self._buffer[self._at :] + fresh
        self._at = 0
        return bool(fresh)

    def _take(self, limit: int) -> tuple[bytes, bool]:
        """The next object, list or string, and whether all of it came within the limit."""
        at, depth = self._at, 0
        while True:
            found = None
            for found in _TOKEN.finditer(self._buffer, at):
                token = found[0]
                if token == b'"':
                    break
                depth += 1 if token in (b"{", b"[") else -1 if token in (b"}", b"]") else 0
                at = found.end()
                if depth <= 0:
                    return self._taken(at), True
            else:
                at = len(self._buffer)
            resume, size = at - self._at, len(self._buffer) - self._at
            if size > limit or not self._more(size):
                return self._taken(len(self._buffer)), False
            at = self._at + resume

    def _taken(self, end: int) -> bytes:
        data = self._buffer[self._at : end]
        self._line += data.count(b"\n")
        self._at = end
        self._indent = None
        return data

    def _pass_over(self) -> None:
        """Leaves out the next value, however large, without keeping it."""
        depth = 0
        while True:
            first = self._peek()
            if not first:
                return
            if first in b"{[":
                depth += 1
                self._skip(1)
            elif first in b"}]":
                depth -= 1
                if depth < 0:
                    return
                self._skip(1)
            elif first in b",:" and depth:
                self._skip(1)
            elif first == b'"':
                _, is_whole = self._take(self._largest)
                if not is_whole:
                    return
            else:
                match = _SCALAR.match(self._buffer, self._at)
                self._skip(match.end() - self._at if match else 1)
            if depth <= 0:
                return


def has_lists(data: bytes) -> bool:
    """Whether an object has a key that usually holds the list of records."""
    return _LIST_KEY.search(data) is not None
