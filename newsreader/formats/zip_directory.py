"""The list of members of a ZIP archive, and the header before each member (PKWARE APPNOTE 6.3)."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from newsreader.formats.limits import ContainerError, MemberError
from newsreader.formats.members import FETCH, UNPACK

_END: Final = struct.Struct("<4s4H2LH")
_END_64: Final = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64: Final = struct.Struct("<4sLQL")
_CENTRAL: Final = struct.Struct("<4s4B4HL2L5H2L")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_LOCAL_MARK: Final = b"PK\x03\x04"
_FULL: Final = 0xFFFF_FFFF
_PIECE: Final = 256 * 1024
_LOCKED: Final = 0x1 | 0x40 | 0x2000
_SIZES_BEHIND: Final = 0x8
_UTF_8: Final = 0x800
_UNIX: Final = 3


@dataclass(frozen=True, slots=True)
class Directory:
    """Where the list of members is.

    Attributes:
        start, size: Of the list, in bytes.
        before: Bytes that stand before the archive, such as a program that unpacks it.
    """

    start: int
    size: int
    before: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What the list says of a member.

    Attributes:
        name: Decoded, otherwise as it stands there.
        raw_name: The bytes of its name.
        packed, unpacked: Its sizes.
        offset: Of its header, in the file.
        mode: Of a Unix file, or 0.
        is_open_ended: Its sizes are not known before it is read.
    """

    name: str
    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    unpacked: int
    offset: int
    mode: int = 0
    is_open_ended: bool = False

    @property
    def is_folder(self) -> bool:
        """Whether it is no file but a folder."""
        return self.name.endswith(("/", "\\")) and self.unpacked == 0

    @property
    def is_locked(self) -> bool:
        """Whether a password is needed."""
        return bool(self.flags & _LOCKED)


def find(file: BinaryIO) -> Directory | None:
    """The list of an archive; None when it has none, as one that is cut off.

    Raises:
        ContainerError: It is one of several disks.
    """
    size = file.seek(0, 2)
    tail_start = max(0, size - 0xFFFF - _END.size)
    file.seek(tail_start)
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        return None
    _, disk, first_disk, _, _, length, offset, _ = _END.unpack_from(tail, at)
    end = tail_start + at
    wide = _find_64(file, end)
    if wide is not None:
        disk, length, offset, end = wide
        first_disk = disk
    if disk not in (0, 0xFFFF) or first_disk not in (0, 0xFFFF):
        raise ContainerError("is one part of an archive on several disks", "Join the parts, or unpack them together.")
    before = end - length - offset
    return Directory(before + offset, length, before) if before >= 0 else None


def _find_64(file: BinaryIO, end: int) -> tuple[int, int, int, int] | None:
    """Disk, length, offset and end of the list of an archive with large numbers."""
    if end < _LOCATOR_64.size:
        return None
    file.seek(end - _LOCATOR_64.size)
    mark, _, offset, _ = _LOCATOR_64.unpack(file.read(_LOCATOR_64.size))
    if mark != b"PK\x06\x07":
        return None
    for place in (end - _LOCATOR_64.size - _END_64.size, offset):
        if 0 <= place <= end - _END_64.size:
            file.seek(place)
            record = _END_64.unpack(file.read(_END_64.size))
            if record[0] == b"PK\x06\x06":
                return record[4], record[8], record[9], place
    return None


def mentions(file: BinaryIO, ending: bytes) -> bool:
    """Whether a name in the list of an archive may end so, in whatever letters; it may where there is no list."""
    directory = find(file)
    if directory is None:
        return True
    file.seek(directory.start)
    left, before = directory.size, b""
    while left > 0 and (piece := file.read(min(left, _PIECE))):
        left -= len(piece)
        if ending in (before + piece).lower():
            return True
        before = piece[-len(ending) :]
    return False


def entries(file: BinaryIO, directory: Directory) -> Iterator[Entry]:
    """What the list says, one at a time.

    Raises:
        ContainerError: It is damaged; what came before is right.
    """
    at, end = directory.start, directory.start + directory.size
    buffer, buffer_at = b"", at
    while at + _CENTRAL.size <= end:
        if at + _CENTRAL.size + 3 * 0xFFFF > buffer_at + len(buffer):
            file.seek(at)
            buffer, buffer_at = file.read(min(_PIECE + 3 * 0xFFFF, end - at)), at
        here = at - buffer_at
        if len(buffer) - here < _CENTRAL.size or buffer[here : here + 4] != b"PK\x01\x02":
            raise ContainerError("has a damaged list of members; those before the damage were read", FETCH)
        fields = _CENTRAL.unpack_from(buffer, here)
        name_end = here + _CENTRAL.size + fields[12]
        yield _entry(
            fields, buffer[here + _CENTRAL.size : name_end], buffer[name_end : name_end + fields[13]], directory
        )
        at += _CENTRAL.size + fields[12] + fields[13] + fields[14]


def _entry(fields: tuple[int, ...], raw_name: bytes, extra: bytes, directory: Directory) -> Entry:
    _, _, system, _, _, flags, method, _, _, crc, packed, unpacked, _, _, _, _, _, attributes, offset = fields
    name = ""
    for kind, data in _extras(extra):
        if kind == 1:
            wide = iter(struct.unpack(f"<{len(data) // 8}Q", data[: len(data) // 8 * 8]))
            unpacked = next(wide, unpacked) if unpacked == _FULL else unpacked
            packed = next(wide, packed) if packed == _FULL else packed
            offset = next(wide, offset) if offset == _FULL else offset
        elif kind == 0x7075 and len(data) > 5 and int.from_bytes(data[1:5], "little") == zlib.crc32(raw_name):
            name = data[5:].decode("utf-8", "replace")
    mode = attributes >> 16 if system == _UNIX else 0
    name = name or _decoded(raw_name, flags)
    return Entry(name, raw_name, flags, method, crc, packed, unpacked, offset + directory.before, mode)


def _extras(extra: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, at)
        yield kind, extra[at + 4 : at + 4 + size]
        at += 4 + size


def _decoded(raw_name: bytes, flags: int) -> str:
    """A name: UTF-8 where it says so or is so, as many programs write without saying; else that of DOS."""
    try:
        return raw_name.decode("utf-8")
    except UnicodeDecodeError:
        return raw_name.decode("utf-8", "replace") if flags & _UTF_8 else raw_name.decode("cp437")


def data_start(file: BinaryIO, entry: Entry) -> int:
    """Where the bytes of a member begin.

    Raises:
        MemberError: There is no header of this member where the list says.
    """
    try:
        file.seek(entry.offset)
        head = file.read(_LOCAL.size)
    except (OSError, OverflowError, ValueError) as error:
        raise MemberError("is not where the list of the archive says", FETCH) from error
    if len(head) < _LOCAL.size or head[:4] != _LOCAL_MARK:
        raise MemberError("is not where the list of the archive says", FETCH)
    *_, name_size, extra_size = _LOCAL.unpack(head)
    if file.read(name_size) != entry.raw_name:
        raise MemberError("has another name in the list of the archive", UNPACK)
    return entry.offset + _LOCAL.size + int(name_size) + int(extra_size)


def next_local(file: BinaryIO, at: int) -> tuple[Entry, int] | None:
    """The next member that announces itself at or behind a place, and where its bytes begin; None at the end."""
    while True:
        file.seek(at)
        buffer = file.read(_PIECE)
        found = buffer.find(_LOCAL_MARK)
        if found >= 0:
            entry = _local_entry(file, at + found)
            if entry is not None:
                return entry
            at += found + 4
        elif len(buffer) < _PIECE:
            return None
        else:
            at += len(buffer) - 3


def _local_entry(file: BinaryIO, offset: int) -> tuple[Entry, int] | None:
    file.seek(offset)
    head = file.read(_LOCAL.size)
    if len(head) < _LOCAL.size:
        return None
    _, _, flags, method, _, _, crc, packed, unpacked, name_size, extra_size = _LOCAL.unpack(head)
    raw_name, extra = file.read(name_size), file.read(extra_size)
    if len(raw_name) < name_size or len(extra) < extra_size:
        return None
    for kind, data in _extras(extra):
        if kind == 1 and len(data) >= 16:
            unpacked, packed = struct.unpack_from("<2Q", data)
    is_open_ended = bool(flags & _SIZES_BEHIND) and packed == 0
    if is_open_ended:
        packed = 1 << 62
    name = _decoded(raw_name, flags)
    start = offset + _LOCAL.size + name_size + extra_size
    return Entry(name, raw_name, flags, method, crc, packed, unpacked, offset, 0, is_open_ended), start
