"""TAR archives read member by member as they stream by (POSIX ustar and pax, GNU, and the old form without a mark).

Not tarfile of the standard library: it keeps every member in memory, reads a header of any size whole, and ends at the
first damage.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from newsreader.formats.compressed import Source, pass_over, read_exactly
from newsreader.formats.limits import Budget, MemberError
from newsreader.formats.member_names import plain_name, printable
from newsreader.formats.members import FETCH, UNPACK, Found, LeftOut, Member

_BLOCK: Final = 512
_LONGEST_HEADER: Final = 1024 * 1024
_FILES: Final = frozenset({b"0", b"\x00", b"7"})
_SPECIAL: Final = {
    b"1": "is a link to another member",
    b"2": "is a link, which is not followed",
    b"3": "is a device, not a file",
    b"4": "is a device, not a file",
    b"6": "is a pipe, not a file",
}
_FOLDERS: Final = frozenset({b"5", b"D"})
_PAX_LINE: Final = re.compile(rb"(\d{1,9}) ([^=]{1,200})=")


def is_header(block: bytes) -> bool:
    """Whether a block of 512 bytes is the header of a member: its checksum is right."""
    if len(block) < _BLOCK or not block.rstrip(b"\x00"):
        return False
    try:
        stated = _number(block[148:156])
    except ValueError:
        return False
    unsigned = sum(block[:148]) + 8 * 32 + sum(block[156:_BLOCK])
    signed = unsigned - 256 * sum(byte > 127 for byte in (*block[:148], *block[156:_BLOCK]))
    return stated in {unsigned, signed}  # old programs added the bytes up as signed numbers


@dataclass(slots=True)
class _Stated:
    """What headers before that of a member say of it."""

    path: str = ""
    size: int | None = None
    is_sparse: bool = False


@dataclass(slots=True)
class _Reading:
    """Where the reading is, and what has been met."""

    names: set[str] = field(default_factory=set)
    is_damaged: bool = False
    zeros: int = 0


class Data:
    """The bytes of one member as they stream by.

    Attributes:
        left: So many are still to come.
    """

    def __init__(self, source: Source, size: int) -> None:
        self._source = source
        self.left = size

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end.

        Raises:
            MemberError: The archive is cut off in this member.
        """
        wanted = min(size, self.left)
        data = self._source.read(wanted) if wanted > 0 else b""
        self.left -= len(data)
        if wanted > 0 and not data:
            self.left = 0
            raise MemberError("is cut off in the middle", FETCH)
        return data

    def pass_rest(self, padded: int) -> None:
        """Passes over what has not been read, and over what fills the last block."""
        pass_over(self._source, self.left + padded)


def members(source: Source, budget: Budget) -> Iterator[Found]:
    """The members of an archive in its order; damaged stretches are passed over.

    Raises:
        ContainerError: The source raises it.
    """
    reading = _Reading()
    stated = _Stated()
    while len(block := read_exactly(source, _BLOCK)) == _BLOCK:
        if not block.rstrip(b"\x00"):
            reading.zeros += 1
            if reading.zeros >= 2:
                return
            continue
        reading.zeros = 0
        if not is_header(block):
            if not reading.is_damaged:
                yield LeftOut("", "is damaged in the middle; what stands behind the damage is searched for", FETCH)
            reading.is_damaged = True
            continue
        reading.is_damaged = False
        kind = block[156:157]
        if kind in (b"x", b"g", b"L", b"K"):
            size = _size(block, None)
            if size > _LONGEST_HEADER:
                yield LeftOut(_name(block, ""), "has a header that is too large", UNPACK)
                pass_over(source, size + -size % _BLOCK)
                continue
            _read_extension(kind, read_exactly(source, size + -size % _BLOCK)[:size], stated)
            continue
        yield from _member(source, block, stated, budget, reading)
        stated = _Stated()
    if not reading.zeros:
        yield LeftOut("", "is cut off: its end is missing. What came before was read", FETCH)


def _member(source: Source, block: bytes, stated: _Stated, budget: Budget, reading: _Reading) -> Iterator[Found]:
    budget.count()
    kind = block[156:157]
    size = _size(block, stated.size) if kind not in b"123456" or kind in _FILES else 0
    data = Data(source, size)
    raw = _name(block, stated.path)
    if kind not in _FOLDERS and not (kind in _FILES and raw.endswith("/")):
        found = _checked(kind, raw, data, reading.names, is_sparse=stated.is_sparse)
        yield found
    data.pass_rest(-size % _BLOCK)


def _checked(kind: bytes, raw: str, data: Data, names: set[str], *, is_sparse: bool) -> Found:
    try:
        name = plain_name(raw)
    except MemberError as error:
        return LeftOut(printable(raw), error.reason, error.remedy)
    if kind in _SPECIAL:
        return LeftOut(name, _SPECIAL[kind], "Leave it out.", failure=False)
    if kind not in _FILES or is_sparse:
        return LeftOut(name, "is kept in a way that cannot be read here (with holes, or over several archives)", UNPACK)
    if name in names:
        return LeftOut(name, "stands in the archive twice; the first was read", UNPACK)
    names.add(name)
    return Member(name, data)


def _read_extension(kind: bytes, data: bytes, stated: _Stated) -> None:
    """What a header of pax or GNU says of the member that follows it."""
    if kind == b"L":
        stated.path = _decoded(data.partition(b"\x00")[0])
    elif kind == b"x":
        at = 0
        while match := _PAX_LINE.match(data, at):
            end = at + int(match[1])
            value = data[match.end() : end - 1]
            if end <= match.end():
                return
            if match[2] == b"path":
                stated.path = _decoded(value)
            elif match[2] == b"size" and value.isdigit() and len(value) < 20:
                stated.size = int(value)
            elif match[2].startswith(b"GNU.sparse."):
                stated.is_sparse = True
            at = end


def _size(block: bytes, stated: int | None) -> int:
    if stated is not None:
        return stated
    try:
        return max(0, _number(block[124:136]))
    except ValueError:
        return 0


def _number(digits: bytes) -> int:
    """A number in octal digits, or in binary where the first bit is set."""
    if digits[0] & 0x80:
        return int.from_bytes(digits[1:], "big") if digits[0] == 0x80 else -1
    return int(digits.partition(b"\x00")[0].strip() or b"0", 8)


def _name(block: bytes, stated: str) -> str:
    if stated:
        return stated
    name = _decoded(block[:100].partition(b"\x00")[0])
    prefix = _decoded(block[345:500].partition(b"\x00")[0]) if block[257:263] == b"ustar\x00" else ""
    return f"{prefix}/{name}" if prefix else name


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
