"""Files of named arrays: written once, checked by CRC-32, mapped for reading and never changed."""

import json
import mmap
import os
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]

_MAGIC: Final = b"NRSEG\x00\x001"
_ALIGN: Final = 8


class DamagedFile(Exception):
    """A file of the index is not what was written."""


def write_arrays(path: Path, arrays: Mapping[str, Array]) -> tuple[int, int]:
    """Writes arrays to a new file and waits until the disk has them.

    Returns:
        The size and the CRC-32 of the whole file.
    """
    header: dict[str, list[Any]] = {}
    offset = 0
    for name, values in arrays.items():
        header[name] = [values.dtype.str, offset, len(values)]
        offset += -(-values.nbytes // _ALIGN) * _ALIGN
    head = json.dumps(header, separators=(",", ":")).encode()
    head += b" " * (-(len(_MAGIC) + 4 + len(head)) % _ALIGN)
    crc = size = 0
    with path.open("wb") as out:

        def put(data: bytes | memoryview) -> None:
            nonlocal crc, size
            out.write(data)
            crc = zlib.crc32(data, crc)
            size += len(data)

        put(_MAGIC + struct.pack("<I", len(head)) + head)
        for values in arrays.values():
            data = np.ascontiguousarray(values).view(np.uint8).data if len(values) else memoryview(b"")
            put(data)
            put(b"\0" * (-len(data) % _ALIGN))
        out.flush()
        os.fsync(out.fileno())
    return size, crc


class ArrayFile:
    """A mapped file of arrays; its arrays keep the mapping alive."""

    def __init__(self, path: Path) -> None:
        """Maps a file.

        Raises:
            OSError: It cannot be opened.
            DamagedFile: It is not a file of arrays.
        """
        with path.open("rb") as source:
            size = os.fstat(source.fileno()).st_size
            if size < len(_MAGIC) + 4:
                raise DamagedFile(f"{path.name} is cut off")
            self._map = mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ)
        self.path = path
        self.size = size
        if self._map[: len(_MAGIC)] != _MAGIC:
            raise DamagedFile(f"{path.name} is not a segment")
        (length,) = struct.unpack_from("<I", self._map, len(_MAGIC))
        self._base = len(_MAGIC) + 4 + length
        try:
            self._header: dict[str, list[Any]] = json.loads(self._map[len(_MAGIC) + 4 : self._base])
        except ValueError as error:
            raise DamagedFile(f"{path.name} has no readable header") from error

    def crc(self) -> int:
        """CRC-32 of the whole file as it is now."""
        found = 0
        view = memoryview(self._map)
        for start in range(0, self.size, 1 << 22):
            found = zlib.crc32(view[start : start + (1 << 22)], found)
        return found

    def names(self) -> list[str]:
        """Names of all arrays."""
        return list(self._header)

    def array(self, name: str) -> Array:
        """One array; empty when the file has none of that name."""
        entry = self._header.get(name)
        if entry is None:
            return np.empty(0, np.uint32)
        dtype, offset, count = entry
        return np.frombuffer(self._map, np.dtype(dtype), count, self._base + offset)

    def bytes(self, name: str) -> memoryview:
        """The bytes of one array."""
        entry = self._header.get(name)
        if entry is None:
            return memoryview(b"")
        dtype, offset, count = entry
        start = self._base + offset
        return memoryview(self._map)[start : start + count * np.dtype(dtype).itemsize]


def sync_folder(folder: Path) -> None:
    """Waits until the disk has the names in a folder; does nothing where folders cannot be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def narrow(values: Array) -> Array:
    """The same unsigned numbers in the smallest type that holds them all."""
    top = int(values.max()) if len(values) else 0
    for dtype in (np.uint8, np.uint16, np.uint32):
        if top <= np.iinfo(dtype).max:
            return values.astype(dtype)
    return values.astype(np.uint64)
