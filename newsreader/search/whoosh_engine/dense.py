"""Phrases of frequent words: which documents have them, found stretch by stretch of documents.

Every place of a stretch has a slot in a table small enough for the processor's cache. The places of the first word are
marked in it, those of the next looked up one slot further on. Nothing is sorted, and every place is touched once.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from newsreader.search.cancelling import check
from newsreader.search.whoosh_engine.container import Array
from newsreader.search.whoosh_engine.postings import FieldReader

MANY: Final = 200_000
"""Places from which on this way is the quicker one."""

MOST_WORDS: Final = 100
"""A slot counts the words met in one byte."""

SLOTS: Final = 1 << 20
"""Slots of a table, nearly."""


class DenseChain:
    """Words that stand one after the other in one field without gaps between its passages.

    Args:
        readers: For each word its field's postings; all share one row of positions.
        terms: For each word its place among the terms.
        begins: How far from the beginning of the phrase each word stands; one of them 0.
        lengths: Positions of each document.
    """

    def __init__(
        self, readers: Sequence[FieldReader], terms: Sequence[int], begins: Sequence[int], lengths: Array
    ) -> None:
        # The rarest first: what follows is then looked up and not marked.
        order = sorted(range(len(terms)), key=lambda index: readers[index].count(terms[index]))
        self._words = [_Word(readers[index], terms[index], begins[index]) for index in order]
        self._pad = max(begins)
        # Slots in front of each document keep a word that stands too near its beginning out of the one before.
        self._bases = np.zeros(len(lengths) + 1, dtype=np.int64)
        np.cumsum(lengths + np.uint32(self._pad), dtype=np.int64, out=self._bases[1:])

    def documents(self) -> Array:
        """The documents that have the phrase, ascending."""
        bounds = self._bounds()
        for word in self._words:
            word.cut(bounds)
        found = [self._stretch(index, int(bounds[index]), int(bounds[index + 1])) for index in range(len(bounds) - 1)]
        return np.concatenate(found) if found else np.empty(0, dtype=np.uint32)

    def _bounds(self) -> Array:
        """First documents of the stretches, and one past the last."""
        total = int(self._bases[-1])
        wanted = np.arange(0, total + SLOTS, SLOTS)
        cuts = np.searchsorted(self._bases, wanted, side="right") - 1
        return np.unique(np.append(np.minimum(cuts, len(self._bases) - 1), len(self._bases) - 1))

    def _stretch(self, index: int, low: int, high: int) -> Array:
        check()
        first = int(self._bases[low])
        marks = np.zeros(int(self._bases[high]) - first, dtype=np.uint8)
        bases = self._bases[low:high] - first + self._pad
        last = len(self._words) - 1
        for number, word in enumerate(self._words):
            ids, slots, begins = word.slots(index, low, bases)
            if not len(ids):
                break
            if number == 0:
                marks[slots] = 1
                continue
            is_next = marks[slots] == number
            if number == last:
                documents: Array = ids[np.logical_or.reduceat(is_next, begins)]
                return documents
            marks[slots[is_next]] = number + 1
        return np.empty(0, dtype=np.uint32)


class _Word:
    """The postings of one word, cut at the bounds of the stretches."""

    def __init__(self, reader: FieldReader, term: int, begin: int) -> None:
        self._begin = begin
        self._ids = reader.ids(term)
        freqs = reader.freqs(term)
        self._freqs = np.ones(len(self._ids), dtype=np.uint8) if freqs is None else freqs
        self._places = reader.places(term)
        self._ends = np.cumsum(self._freqs, dtype=np.int64)
        self._cuts: list[int] = []

    def cut(self, bounds: Array) -> None:
        self._cuts = np.searchsorted(self._ids, bounds.astype(np.int64)).tolist()

    def slots(self, index: int, first: int, bases: Array) -> tuple[Array, Array, Array]:
        """The documents of a stretch, the slots of all places in it, and where those of each document begin."""
        low, high = self._cuts[index], self._cuts[index + 1]
        ids = self._ids[low:high]
        if not len(ids):
            return ids, ids, ids
        freqs = self._freqs[low:high]
        start = int(self._ends[low - 1]) if low else 0
        ends = self._ends[low:high] - start
        slots = np.repeat(bases[ids.astype(np.int64) - first] - self._begin, freqs)
        slots += self._places[start : start + len(slots)]
        return ids, slots, ends - freqs
