"""Streams packed with gzip, bzip2 or xz, unpacked a piece at a time with every byte counted."""

import bz2
import lzma
import zlib
from collections.abc import Callable
from typing import Final, Protocol

from newsreader.formats.limits import ContainerError

PIECE: Final = 256 * 1024
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


_MAKERS: Final[dict[str, Callable[[], _Unpacker]]] = {
    "gzip": _Gzip,
    "bzip2": bz2.BZ2Decompressor,
    "xz": lambda: lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_XZ_MEMORY),
}


class Unpacked:
    """The content of a packed stream; several packed one after another count as one, as gzip has it.

    Attributes:
        trailing: Bytes behind the packed content that are none of it, as far as they were seen; zeros do not count.
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
            except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
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
                data = self._source.read(PIECE)
                if not data:
                    raise ContainerError("is cut off in the middle", _DAMAGED)
            found = unpacker.decompress(data, size)
            if found:
                self._spend(len(found))
                return found
        return b""

    def _next_stream(self, unpacker: _Unpacker) -> None:
        """Goes on with what is packed behind the stream that has ended."""
        left = unpacker.unused_data.lstrip(b"\x00")
        while not left and (more := self._source.read(PIECE)):
            left = more.lstrip(b"\x00")
        magic = MAGIC[self._kind]
        if len(left) < len(magic) and left:
            left += self._source.read(PIECE)
        if left.startswith(magic):
            self._unpacker = _MAKERS[self._kind]()
            self._packed = left
        else:
            self.trailing = len(left)
            self._unpacker = None


def read_exactly(source: Source, size: int) -> bytes:
    """So many bytes, or as many as there are."""
    pieces: list[bytes] = []
    while size > 0 and (piece := source.read(min(size, PIECE))):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def pass_over(source: Source, size: int) -> int:
    """Reads so many bytes and forgets them; returns how many there were."""
    passed = 0
    while passed < size and (piece := source.read(min(size - passed, PIECE))):
        passed += len(piece)
    return passed
