"""Streams packed with gzip, bzip2 or xz, unpacked a piece at a time with every byte counted."""

import bz2
import lzma
import zlib
from collections.abc import Callable
from typing import Final, Protocol

from newsreader.formats.limits import ContainerError, MemberError

PIECE: Final = 256 * 1024
_PACKED_PIECE: Final = 32 * 1024
"""Small, as what stands behind a short stream is copied at its end."""
_XZ_MEMORY: Final = 256 * 1024 * 1024
_UNPACK: Final = "Unpack it yourself and import the folder."
_DAMAGED: Final = "Fetch it again; what came before the damage was read."

MAGIC: Final = {"gzip": b"\x1f\x8b", "bzip2": b"BZh", "xz": b"\xfd7zXZ\x00"}


class Source(Protocol):
    """Something that bytes are read from, once and in order."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""


class _Unpacker(Protocol):
    """What the three kinds of packing have in common."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    @property
    def needs_input(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int = ...) -> bytes: ...


class _Gzip:
    """zlib's unpacker with the manners of the other two."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)
        self.given = b""

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
        self.given = self._inner.unconsumed_tail + data
        return self._inner.decompress(self.given, max_length)


_MAKERS: Final[dict[str, Callable[[], _Unpacker]]] = {
    "gzip": _Gzip,
    "bzip2": bz2.BZ2Decompressor,
    "xz": lambda: lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_XZ_MEMORY),
}


class Unpacked:
    """The content of a packed stream; several packed one after another count as one, as gzip has it.

    Attributes:
        trailing: Bytes behind the packed content that are none of it, as far as they were seen; zeros do not count.
        mends: After damage in one of several gzip streams go on with the next; it is raised once, as a MemberError.
    """

    def __init__(self, source: Source, kind: str, spend: Callable[[int], None]) -> None:
        """Begins.

        Args:
            source: The packed bytes.
            kind: `gzip`, `bzip2` or `xz`.
            spend: Told of every byte that comes out; raises when it is enough.
        """
        self._source = source
        self._kind = kind
        self._spend = spend
        self._unpacker: _Unpacker | None = _MAKERS[kind]()
        self._packed = b""
        self._error: ContainerError | None = None
        self.trailing = 0
        self.mends = False

    def read(self, size: int, /) -> bytes:
        """At most so many bytes, never more than a piece; none at the end.

        Raises:
            ContainerError: It is damaged or cut off, or unpacks to too much.
        """
        if self._error is None:
            try:
                return self._read(min(size, PIECE)) if size > 0 else b""
            except ContainerError as error:
                self._error = error
            except MemoryError:
                self._error = ContainerError("needs too much memory to unpack", _UNPACK)
            except zlib.error as error:
                if self.mends and self._kind == "gzip" and self._find_next_stream():
                    raise MemberError(f"is damaged: {str(error)[:100]}", _DAMAGED) from error
                self._error = ContainerError(f"is damaged: {str(error)[:100]}", _DAMAGED)
            except (lzma.LZMAError, OSError, EOFError, ValueError) as error:
                self._error = ContainerError(f"is damaged: {str(error)[:100]}", _DAMAGED)
        raise self._error  # damage stays

    def _read(self, size: int) -> bytes:
        while (unpacker := self._unpacker) is not None:
            if unpacker.eof:
                self._next_stream(unpacker)
                continue
            data = self._packed
            self._packed = b""
            if not data and unpacker.needs_input:
                data = self._source.read(_PACKED_PIECE)
                if not data:
                    raise ContainerError("is cut off in the middle", _DAMAGED)
            found = unpacker.decompress(data, size)
            if found:
                self._spend(len(found))
                return found
        return b""

    def _find_next_stream(self) -> bool:
        """Whether there is another stream behind the damage in this one; goes on there."""
        waiting = self._unpacker.given if isinstance(self._unpacker, _Gzip) else b""
        at = waiting.find(MAGIC["gzip"] + b"\x08", 1)
        while at < 0:
            more = self._source.read(PIECE)
            if not more:
                return False
            waiting = waiting[-2:] + more
            at = waiting.find(MAGIC["gzip"] + b"\x08")
        self._unpacker = _Gzip()
        self._packed = waiting[at:]
        return True

    def _next_stream(self, unpacker: _Unpacker) -> None:
        """Goes on with what is packed behind the stream that has ended."""
        left = unpacker.unused_data.lstrip(b"\x00")
        while not left and (more := self._source.read(_PACKED_PIECE)):
            left = more.lstrip(b"\x00")
        magic = MAGIC[self._kind]
        if len(left) < len(magic) and left:
            left += self._source.read(_PACKED_PIECE)
        if left.startswith(magic):
            self._unpacker = _MAKERS[self._kind]()
            self._packed = left
        else:
            self.trailing = len(left)
            self._unpacker = None


class Chained:
    """Bytes, and the source they were taken from behind them."""

    def __init__(self, first: bytes, source: Source) -> None:
        self._first = first
        self._source = source

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; b"" at the end."""
        if self._first:
            piece, self._first = self._first[:size], self._first[size:]
            return piece
        return self._source.read(size)


def read_exactly(source: Source, size: int) -> bytes:
    """So many bytes, or as many as there are."""
    pieces: list[bytes] = []
    while size > 0 and (piece := source.read(min(size, PIECE))):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def pass_over(source: Source, size: int) -> int:
    """Reads so many bytes and forgets them, or seeks where that can be; returns how many there were."""
    skip = getattr(source, "skip", None)
    if skip is not None:
        return int(skip(size))
    passed = 0
    while passed < size and (piece := source.read(min(size - passed, PIECE))):
        passed += len(piece)
    return passed


class Peeked:
    """A source whose beginning has been looked at.

    Attributes:
        head: So many bytes of it, or all there are.
    """

    def __init__(self, source: Source, size: int) -> None:
        """Begins.

        Raises:
            MemberError: There is nothing before the damage.
        """
        self._source = source
        self._error: MemberError | None = None
        pieces: list[bytes] = []
        left = size
        try:
            while left > 0 and (piece := source.read(left)):
                pieces.append(piece)
                left -= len(piece)
        except MemberError as error:
            if not pieces:
                raise
            self._error = error  # raised when it is reached
        self.head = self._left = b"".join(pieces)

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""
        if self._left:
            piece, self._left = self._left[:size], self._left[size:]
            return piece
        if self._error is not None:
            error, self._error = self._error, None
            raise error
        return self._source.read(size)
