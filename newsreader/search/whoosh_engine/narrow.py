"""Arrays of counts and places kept in as few bytes as most of them need, the few larger ones beside them.

A text of 500 words has places below 65,536 and frequencies below 255; a whole newspaper issue has not. Both fit:
the narrow array holds its largest number as a sign that the true one stands in the list of exceptions.
"""

from typing import Final

import numpy as np

from newsreader.search.whoosh_engine.container import Array, Container, ContainerWriter

_WHERE: Final = ".where"
_LARGE: Final = ".large"


class NarrowWriter:
    """Writes one array of unsigned numbers below 2**32 in pieces."""

    def __init__(self, writer: ContainerWriter, name: str, width: type[np.unsignedinteger]) -> None:
        self._writer = writer
        self._name = name
        self._width = width
        self._limit = int(np.iinfo(width).max)
        self._count = 0
        self._where: list[Array] = []
        self._large: list[Array] = []
        writer.begin(name, width)

    def append(self, values: Array) -> None:
        """Writes the next piece."""
        too_large = np.flatnonzero(values >= self._limit)
        if too_large.size:
            self._where.append(too_large.astype(np.uint64) + np.uint64(self._count))
            self._large.append(values[too_large].astype(np.uint32))
            values = np.minimum(values, self._limit)
        self._writer.append(values.astype(self._width, copy=False))
        self._count += len(values)

    def finish(self) -> None:
        """Ends the array and writes its exceptions."""
        self._writer.end()
        if self._where:
            self._writer.add(self._name + _WHERE, np.concatenate(self._where))
            self._writer.add(self._name + _LARGE, np.concatenate(self._large))


class NarrowReader:
    """Reads what `NarrowWriter` wrote."""

    def __init__(self, container: Container, name: str) -> None:
        self._values = container[name]
        has_large = name + _WHERE in container
        self._where = container[name + _WHERE].view() if has_large else None
        self._large = container[name + _LARGE].view() if has_large else None

    def __len__(self) -> int:
        return len(self._values)

    def view(self, start: int, stop: int) -> Array:
        """The numbers from `start` to `stop`; not to be written to."""
        values = self._values.view(start, stop)
        if self._where is None or self._large is None:
            return values
        low, high = np.searchsorted(self._where, np.asarray([start, stop], dtype=np.uint64))
        if low == high:
            return values
        wide = values.astype(np.uint32)
        wide[(self._where[low:high] - np.uint64(start)).astype(np.int64)] = self._large[low:high]
        return wide


def narrowest(top: int) -> type[np.unsignedinteger]:
    """The smallest unsigned type that holds a number."""
    for width in (np.uint8, np.uint16, np.uint32):
        if top <= np.iinfo(width).max:
            return width
    return np.uint64
