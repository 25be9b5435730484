"""ZIP archives read member by member, each packed as its own list says, and nothing believed that is not counted.

Not zipfile of the standard library: one name that is no UTF-8 would spoil a whole archive, a cut archive would give
nothing, and some kinds of packing would unpack a piece without any limit.
"""

import bz2
import lzma
import stat
import zlib
from array import array
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import BinaryIO, Final

from newsreader.formats import zip_directory
from newsreader.formats.compressed import PIECE, Source
from newsreader.formats.limits import Budget, ContainerError, MemberError
from newsreader.formats.member_names import plain_name, printable
from newsreader.formats.members import FETCH, UNPACK, Found, LeftOut, Member
from newsreader.formats.zip_directory import Entry

_METHODS: Final = {0: "stored", 8: "Deflate", 12: "bzip2", 14: "LZMA"}
_NAMED_METHODS: Final = {1: "Shrink", 6: "Implode", 9: "Deflate64", 93: "Zstandard", 95: "xz", 98: "PPMd"}
_LARGEST: Final = (1 << 64) - 1
_LZMA_MEMORY: Final = 256 * 1024 * 1024


def members(file: BinaryIO, budget: Budget) -> Iterator[Found]:
    """The members of an archive, in the order of its list; of one that is cut off, those that can still be found.

    Args:
        file: The archive; sought in.
        budget: Told of all that comes out.

    Raises:
        ContainerError: Nothing of it, or nothing more, can be read.
    """
    directory = zip_directory.find(file)
    if directory is None:
        yield LeftOut("", "is cut off: the list of its members is missing. What can be found of them is read", FETCH)
        yield from _found_by_search(file, budget)
        return
    overlapping = _overlapping(zip_directory.entries(file, directory))
    names: set[str] = set()
    for entry in zip_directory.entries(file, directory):
        budget.count()
        if entry.is_folder:
            continue
        try:
            name = _name(entry, names, overlapping)
            start = zip_directory.data_start(file, entry)
            data = _Data(file, entry, start, budget.spend)
        except _Special as left:
            yield LeftOut(left.reason, left.remedy, "Leave it out.", failure=False)
        except MemberError as error:
            yield LeftOut(printable(entry.name), error.reason, error.remedy)
        else:
            yield Member(name, data)


def readable(file: BinaryIO) -> Iterator[tuple[str, Entry]]:
    """The members that can be opened, each with its plain name."""
    directory = zip_directory.find(file)
    if directory is None:
        return
    overlapping = _overlapping(zip_directory.entries(file, directory))
    names: set[str] = set()
    for entry in zip_directory.entries(file, directory):
        try:
            if not entry.is_folder:
                yield _name(entry, names, overlapping), entry
        except MemberError:
            continue


def opened(file: BinaryIO, entry: Entry, budget: Budget) -> Source:
    """The bytes of one member.

    Raises:
        MemberError: It cannot be unpacked.
    """
    return _Data(file, entry, zip_directory.data_start(file, entry), budget.spend)


class _Special(MemberError):
    """A link or device; `reason` holds its name and `remedy` what it is."""


def _name(entry: Entry, names: set[str], overlapping: AbstractSet[int] = frozenset()) -> str:
    name = plain_name(entry.name)
    if entry.offset in overlapping:
        raise MemberError("shares its bytes with another member, as only an attack does", UNPACK)
    if kind := _special(entry.mode):
        raise _Special(name, kind)
    if name in names:
        raise MemberError("stands in the archive twice; the first was read", UNPACK)
    names.add(name)
    return name


def _special(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "is a link, which is not followed"
    if stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISBLK(mode) or stat.S_ISSOCK(mode):
        return "is a device or pipe, not a file"
    return ""


def _overlapping(entries: Iterator[Entry]) -> set[int]:
    """Where members begin whose bytes reach into those of the next."""
    starts: array[int] = array("Q")
    ends: array[int] = array("Q")
    try:
        for entry in entries:
            starts.append(min(entry.offset, _LARGEST))
            ends.append(min(entry.offset + 30 + entry.packed, _LARGEST))
    except ContainerError:
        pass  # told when the members before the damage have been read
    order = sorted(range(len(starts)), key=starts.__getitem__)
    return {
        starts[this] for this, after in pairwise(order) if ends[this] > starts[after] or starts[this] == starts[after]
    }


def _found_by_search(file: BinaryIO, budget: Budget) -> Iterator[Found]:
    """The members that announce themselves, wherever the next is found."""
    names: set[str] = set()
    at = 0
    while (found := zip_directory.next_local(file, at)) is not None:
        entry, at = found
        budget.count()
        if entry.is_folder:
            continue
        try:
            name = _name(entry, names)
            data = _Data(file, entry, at, budget.spend)
        except MemberError as error:
            yield LeftOut(printable(entry.name), error.reason, error.remedy)
            continue
        yield Member(name, data)
        if _is_sound_to_its_end(data):
            at += data.consumed


def _is_sound_to_its_end(data: "_Data") -> bool:
    """Reads what is left of a member, so that it is known where the next begins."""
    try:
        while data.read(PIECE):
            pass
    except ContainerError:
        raise
    except MemberError:
        return False  # whoever read it has been told so, or did not want more of it
    return True


class _Data:
    """The bytes of one member."""

    def __init__(self, file: BinaryIO, entry: Entry, start: int, spend: Callable[[int], None]) -> None:
        if entry.is_locked:
            raise MemberError("is locked with a password", "Unpack it with the password and import the folder.")
        if entry.method not in _METHODS:
            method = _NAMED_METHODS.get(entry.method, f"method {entry.method}")
            raise MemberError(f"is packed in a way that cannot be unpacked here ({method})", UNPACK)
        if entry.is_open_ended and entry.method == 0:
            raise MemberError("has no end that could be told without the list", FETCH)
        self._file = file
        self._entry = entry
        self._at = start
        self._left = entry.packed
        self._spend = spend
        self._unpacker: _Unpacker | None = None
        self._waiting = b""
        self._crc = 0
        self._size = 0
        self._is_done = False
        self.consumed = 0

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end, when checksum and size were right.

        Raises:
            MemberError: It is damaged.
        """
        if self._is_done or size <= 0:
            return b""
        try:
            data = self._read(min(size, PIECE))
        except MemoryError:
            raise MemberError("needs too much memory to unpack", UNPACK) from None
        except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
            raise MemberError(f"is damaged: {str(error)[:100]}", FETCH) from error
        if data:
            self._spend(len(data))
            self._crc = zlib.crc32(data, self._crc)
            self._size += len(data)
        else:
            self._finish()
        return data

    def _read(self, size: int) -> bytes:
        if self._entry.method == 0:
            return self._packed(size)
        if self._unpacker is None:
            self._unpacker = self._begin()
        while not self._unpacker.eof:
            data = self._waiting
            self._waiting = b""
            if not data and self._unpacker.needs_input:
                data = self._packed(PIECE)
                if not data:
                    if self._entry.method == 14 and self._size == self._entry.unpacked:
                        break  # this method may end without a mark
                    raise MemberError("is cut off in the middle", FETCH)
            found = self._unpacker.decompress(data, size)
            if found:
                return found
        self.consumed -= len(self._unpacker.unused_data)
        return b""

    def _begin(self) -> "_Unpacker":
        if self._entry.method == 8:
            return _Inflater()
        if self._entry.method == 12:
            return bz2.BZ2Decompressor()
        head = b""
        while len(head) < 9 and (more := self._packed(9 - len(head))):
            head += more
        if len(head) < 9 or head[2:4] != b"\x05\x00" or head[4] >= 225:
            raise MemberError("is damaged: its packing makes no sense", FETCH)
        size = int.from_bytes(head[5:9], "little")
        if size > _LZMA_MEMORY:
            raise MemberError("needs too much memory to unpack", UNPACK)
        rest, lc = divmod(head[4], 9)
        pb, lp = divmod(rest, 5)
        chain = [{"id": lzma.FILTER_LZMA1, "dict_size": max(size, 4096), "lc": lc, "lp": lp, "pb": pb}]
        return lzma.LZMADecompressor(format=lzma.FORMAT_RAW, filters=chain)

    def _packed(self, size: int) -> bytes:
        self._file.seek(self._at)
        data = self._file.read(min(size, self._left))
        self._at += len(data)
        self._left -= len(data)
        self.consumed += len(data)
        return data

    def _finish(self) -> None:
        self._is_done = True
        if self._entry.method == 0 and self._left > 0:
            raise MemberError("is cut off in the middle", FETCH)
        if self._entry.is_open_ended:
            return
        if self._size != self._entry.unpacked:
            raise MemberError("is damaged: it has another size than the archive says", FETCH)
        if self._crc != self._entry.crc:
            raise MemberError("is damaged: its checksum is wrong", FETCH)


class _Inflater:
    """Deflate without a header, with the manners of the other two."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=-15)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


_Unpacker = _Inflater | bz2.BZ2Decompressor | lzma.LZMADecompressor
