"""Cuts a block of text into pieces at its spaces and tells known pieces by number, all of them at once.

A piece of up to 16 bytes is its own key: two numbers of 64 bits hold all of it, so that no two pieces are ever taken
for each other. The keys stand in a table with open addressing that is looked up for a whole block as array work.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np

from newsreader.search.whoosh_engine.container import Array

KEY_BYTES: Final = 16
"""Longer pieces have no key; they are told apart one by one."""

PADDING: Final = bytes(KEY_BYTES)
"""Stands behind every block, so that the key of the last piece can be read."""

AROUND: Final = '.,;:!?()[]"'
"""Punctuation around a word, which is taken away before a piece is looked up."""

_SPACE: Final = 32
"""Bytes up to here (controls and the space) part pieces: none of them is part of a word."""

_ROUNDS: Final = 4
"""So many signs are taken away at either end of a piece."""

_IS_AROUND = np.zeros(256, dtype=bool)
_IS_AROUND[list(AROUND.encode())] = True
_LOW_MASKS = np.asarray([(1 << 8 * min(size, 8)) - 1 for size in range(KEY_BYTES + 1)], dtype=np.uint64)
_HIGH_MASKS = np.asarray([(1 << 8 * max(size - 8, 0)) - 1 for size in range(KEY_BYTES + 1)], dtype=np.uint64)
_FACTORS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0xD6E8FEB86659FD93))


class Cuts:
    """The pieces of a block of UTF-8 and their keys.

    Args:
        block: Begins with a separator and ends with `PADDING`; holds no NUL but those.

    Attributes:
        starts, ends: Of every piece, in bytes.
        core_starts, core_ends: The same without the punctuation around it.
    """

    def __init__(self, block: bytes) -> None:
        self._bytes = np.frombuffer(block, dtype=np.uint8)
        # Reads eight bytes from any place on.
        self._wide = np.ndarray(shape=(max(len(block) - 7, 0),), dtype="<u8", buffer=block, strides=(1,))
        is_space = self._bytes <= _SPACE
        edges = np.flatnonzero(is_space[1:] != is_space[:-1]) + 1
        self.starts, self.ends = edges[0::2], edges[1::2]
        self.core_starts, self.core_ends = self._trimmed()

    def __len__(self) -> int:
        return len(self.starts)

    def _trimmed(self) -> tuple[Array, Array]:
        starts, ends = self.starts.copy(), self.ends.copy()
        for edges, step, offset in ((ends, -1, -1), (starts, 1, 0)):
            chosen = np.flatnonzero(_IS_AROUND[self._bytes[edges + offset]])
            for _ in range(_ROUNDS):
                chosen = chosen[starts[chosen] + 1 < ends[chosen]]
                if not len(chosen):
                    break
                edges[chosen] += step
                chosen = chosen[_IS_AROUND[self._bytes[edges[chosen] + offset]]]
        return starts, ends

    def keys(self, starts: Array, ends: Array) -> tuple[Array, Array, Array]:
        """Two numbers for each stretch, and which stretches are too long to have any."""
        sizes = ends - starts
        is_long = sizes > KEY_BYTES
        sizes = np.minimum(sizes, KEY_BYTES)
        low = self._wide[starts] & _LOW_MASKS[sizes]
        high = np.zeros(len(low), dtype=np.uint64)
        wide = np.flatnonzero(sizes > 8)
        high[wide] = self._wide[starts[wide] + 8] & _HIGH_MASKS[sizes[wide]]
        return low, high, is_long


class KeyTable:
    """Numbers by key; -1 for a key that is not there."""

    def __init__(self) -> None:
        self._bits = 14
        self._count = 0
        self._low, self._high, self._numbers = self._empty()

    def _empty(self) -> tuple[Array, Array, Array]:
        size = 1 << self._bits
        return np.zeros(size, dtype=np.uint64), np.zeros(size, dtype=np.uint64), np.full(size, -1, dtype=np.int32)

    def _slots(self, low: Array, high: Array) -> Array:
        mixed = low * _FACTORS[0]
        mixed += high * _FACTORS[1]
        mixed ^= mixed >> np.uint64(32)
        mixed *= _FACTORS[2]
        mixed >>= np.uint64(64 - self._bits)
        return mixed.astype(np.int64)

    def find(self, low: Array, high: Array) -> Array:
        """The numbers of some keys."""
        slots = self._slots(low, high)
        found: Array = self._numbers[slots]
        other = (self._low[slots] != low) | (self._high[slots] != high)
        # A slot that another key has taken: the next one may be it.
        for waiting, numbers in self._probes(slots, np.flatnonzero(other & (found >= 0)), low, high):
            found[waiting] = numbers
        return found

    def _probes(self, slots: Array, waiting: Array, low: Array, high: Array) -> Iterator[tuple[Array, Array]]:
        places = slots[waiting]
        while len(waiting):
            places = (places + 1) & ((1 << self._bits) - 1)
            numbers = self._numbers[places]
            is_other = (numbers >= 0) & ((self._low[places] != low[waiting]) | (self._high[places] != high[waiting]))
            yield waiting, np.where(is_other, -1, numbers)
            waiting, places = waiting[is_other], places[is_other]

    def add(self, low: Array, high: Array, numbers: Array) -> None:
        """Adds keys that are not there yet, each once."""
        self._count += len(low)
        if self._count * 2 > len(self._numbers):
            while self._count * 3 > 1 << self._bits:
                self._bits += 1
            kept = self._numbers >= 0
            low, high = np.concatenate([self._low[kept], low]), np.concatenate([self._high[kept], high])
            numbers = np.concatenate([self._numbers[kept], numbers])
            self._low, self._high, self._numbers = self._empty()
        places = self._slots(low, high)
        waiting = np.arange(len(low))
        while len(waiting):
            free = waiting[self._numbers[places[waiting]] < 0]
            self._numbers[places[free]] = numbers[free]
            # Where several wanted one slot, one has got it.
            won = free[self._numbers[places[free]] == numbers[free]]
            self._low[places[won]], self._high[places[won]] = low[won], high[won]
            is_left = np.ones(len(low), dtype=bool)
            is_left[won] = False
            waiting = waiting[is_left[waiting]]
            places[waiting] = (places[waiting] + 1) & ((1 << self._bits) - 1)
