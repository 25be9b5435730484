"""Files of named arrays, mapped and never copied, with a checksum for every 64 KiB.

A container is written once, from front to back, and then only read. Its directory stands at the end, so that an
array may be streamed without knowing its length beforehand. Blocks are verified the first time they are touched: a
flipped byte raises `ContainerDamaged` instead of giving a wrong answer, and opening stays quick.
"""

import json
import mmap
import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeAlias

import numpy as np
from numpy.typing import DTypeLike, NDArray

from newsreader.errors import SearchIndexError

Array: TypeAlias = NDArray[Any]

MAGIC: Final = b"NRARRAY1"
BLOCK: Final = 1 << 16
_FOOTER: Final = struct.Struct("<QQII8s")
_ALIGN: Final = 64


class ContainerDamaged(SearchIndexError):
    """A file of the index is cut short, altered or not one of ours."""


class ContainerWriter:
    """Writes one container; nothing of it counts before `finish`.

    Used as a context manager it finishes on success and removes the file on an error.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("xb")
        self._file.write(MAGIC)
        self._offset = len(MAGIC)
        self._sections: dict[str, dict[str, Any]] = {}
        self._sums: list[int] = []
        self._open: _Stream | None = None

    def add(self, name: str, values: Array | bytes) -> None:
        """Writes one whole array."""
        array = np.frombuffer(values, dtype=np.uint8) if isinstance(values, bytes) else values
        self.begin(name, array.dtype)
        self.append(array)
        self.end()

    def begin(self, name: str, dtype: DTypeLike) -> None:
        """Begins an array that comes in pieces."""
        if self._open is not None or name in self._sections:
            raise ValueError(f"array {name} is begun twice")
        gap = -self._offset % _ALIGN
        self._file.write(bytes(gap))
        self._offset += gap
        self._open = _Stream(name, np.dtype(dtype).newbyteorder("<"), self._offset)

    def append(self, values: Array) -> None:
        """Writes the next piece of the array begun."""
        stream = self._require_open()
        data = np.ascontiguousarray(values, dtype=stream.dtype).data.cast("B") if values.size else memoryview(b"")
        self._file.write(data)
        self._offset += len(data)
        self._sums.extend(stream.take(data))

    def end(self) -> None:
        """Ends the array begun."""
        stream = self._require_open()
        first = len(self._sums) - stream.blocks
        if stream.pending_length:
            self._sums.append(stream.pending)
        self._sections[stream.name] = {
            "dtype": stream.dtype.str,
            "offset": stream.offset,
            "count": (self._offset - stream.offset) // stream.dtype.itemsize,
            "sum": first,
        }
        self._open = None

    def finish(self) -> int:
        """Writes the directory and makes sure that all of it is on the disk; gives the size of the file."""
        if self._open is not None:
            raise ValueError(f"array {self._open.name} is not ended")
        sums = np.asarray(self._sums, dtype="<u4").tobytes()
        directory = struct.pack("<I", len(sums)) + sums + json.dumps(self._sections, sort_keys=True).encode()
        self._file.write(directory)
        self._file.write(_FOOTER.pack(self._offset, len(directory), zlib.crc32(directory), BLOCK, MAGIC))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return self._offset + len(directory) + _FOOTER.size

    def discard(self) -> None:
        """Gives up the file."""
        self._file.close()
        self._path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if kind is None:
                self.finish()
        finally:
            if not self._file.closed:
                self.discard()

    def _require_open(self) -> "_Stream":
        if self._open is None:
            raise ValueError("no array is begun")
        return self._open


class _Stream:
    """The array being written: its checksums block by block."""

    def __init__(self, name: str, dtype: np.dtype[Any], offset: int) -> None:
        self.name = name
        self.dtype = dtype
        self.offset = offset
        self.blocks = 0
        self.pending = 0
        self.pending_length = 0

    def take(self, data: memoryview) -> Iterator[int]:
        """The checksums of the blocks that this piece completes."""
        start = 0
        while start < len(data):
            piece = data[start : start + BLOCK - self.pending_length]
            self.pending = zlib.crc32(piece, self.pending)
            self.pending_length += len(piece)
            start += len(piece)
            if self.pending_length == BLOCK:
                yield self.pending
                self.blocks += 1
                self.pending = self.pending_length = 0


class Section:
    """One array of a container."""

    def __init__(self, owner: "Container", name: str, offset: int, values: Array, sums: Array) -> None:
        self._owner = owner
        self._name = name
        self._offset = offset
        self._values = values
        self._sums = sums
        self._unchecked = len(sums)
        self._checked = bytearray(len(sums))

    def __len__(self) -> int:
        return len(self._values)

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of its numbers."""
        return self._values.dtype

    @property
    def nbytes(self) -> int:
        """Its size in the file."""
        return int(self._values.nbytes)

    def view(self, start: int = 0, stop: int | None = None) -> Array:
        """The numbers from `start` to `stop`, verified, without copying them.

        Raises:
            ContainerDamaged: The file was altered.
        """
        if stop is None:
            stop = len(self._values)
        if self._unchecked and stop > start:
            size = self._values.itemsize
            self._verify(start * size // BLOCK, (stop * size - 1) // BLOCK)
        return self._values[start:stop]

    def _verify(self, first: int, last: int) -> None:
        checked = self._checked
        for block in range(first, last + 1):
            if checked[block]:
                continue
            start = block * BLOCK
            piece = self._owner.raw(self._offset + start, min(BLOCK, self._values.nbytes - start))
            if zlib.crc32(piece) != int(self._sums[block]):
                raise ContainerDamaged(
                    f"{self._owner.path.name} is damaged in {self._name}", "The search index is built again"
                )
            checked[block] = 1
            self._unchecked -= 1


class Container:
    """A container opened for reading."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < len(MAGIC) + _FOOTER.size:
                raise self._damaged("is too short")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.size = size
        self._memory = memoryview(self._map)
        self.sections = self._read_directory()

    def raw(self, offset: int, length: int) -> memoryview:
        """Bytes as they stand in the file."""
        return self._memory[offset : offset + length]

    def __contains__(self, name: str) -> bool:
        return name in self.sections

    def __getitem__(self, name: str) -> Section:
        try:
            return self.sections[name]
        except KeyError:
            raise self._damaged(f"has no {name}") from None

    def verify(self) -> None:
        """Reads everything through.

        Raises:
            ContainerDamaged: Something was altered.
        """
        for section in self.sections.values():
            section.view()

    def release(self) -> None:
        """Takes what was read out of this process's memory; what is read again is read from the file again."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def close(self) -> None:
        """Lets go of the file; arrays still in use keep their part of it alive."""
        self.sections = {}
        self._memory.release()
        try:
            self._map.close()
        except BufferError:
            # Someone still reads an array of it; the map goes when the array goes.
            return

    def _read_directory(self) -> dict[str, Section]:
        start, length, total, block, magic = _FOOTER.unpack(self.raw(self.size - _FOOTER.size, _FOOTER.size))
        if magic != MAGIC or bytes(self.raw(0, len(MAGIC))) != MAGIC or block != BLOCK:
            raise self._damaged("is not a newsreader index file")
        if start + length + _FOOTER.size != self.size:
            raise self._damaged("has a wrong length")
        directory = self.raw(start, length)
        if zlib.crc32(directory) != total:
            raise self._damaged("has a damaged directory")
        (sums_length,) = struct.unpack_from("<I", directory)
        sums = np.frombuffer(directory[4 : 4 + sums_length], dtype="<u4").copy()
        return {
            name: self._section(name, place, sums)
            for name, place in json.loads(bytes(directory[4 + sums_length :])).items()
        }

    def _section(self, name: str, place: dict[str, Any], sums: Array) -> Section:
        dtype = np.dtype(place["dtype"])
        count, offset, first = int(place["count"]), int(place["offset"]), int(place["sum"])
        values = np.frombuffer(self._map, dtype=dtype, count=count, offset=offset) if count else np.empty(0, dtype)
        blocks = -(-count * dtype.itemsize // BLOCK)
        return Section(self, name, offset, values, sums[first : first + blocks])

    def _damaged(self, what: str) -> ContainerDamaged:
        return ContainerDamaged(f"{self.path.name} {what}", "The search index is built again")
