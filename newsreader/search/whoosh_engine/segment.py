"""Reads one segment: its terms, its postings and its columns, straight from the mapped file."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import numpy as np

from newsreader.search.whoosh_engine.files import Array, ArrayFile


class FieldReader:
    """The terms and postings of one field of a segment; terms are numbered in the order of their bytes."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._terms = file.bytes(f"{name}/terms")
        self._ends = file.array(f"{name}/ends")
        self._end_at = self._ends.data if len(self._ends) else memoryview(b"")
        self._first = file.array(f"{name}/first")
        self._first_at = self._first.data if len(self._first) else memoryview(b"")
        self.docs = file.array(f"{name}/docs")
        self.freqs = file.array(f"{name}/freqs")
        self._position_first = file.array(f"{name}/posfirst")
        self._positions = file.array(f"{name}/positions")
        self.lengths = file.array(f"{name}/lengths")
        self.count = max(0, len(self._ends) - 1)

    def term(self, index: int) -> bytes:
        """A term's bytes."""
        return bytes(self._terms[self._end_at[index] : self._end_at[index + 1]])

    def word(self, index: int) -> str:
        """A term as text."""
        return self.term(index).decode("utf-8", "surrogatepass")

    def lower_bound(self, term: bytes) -> int:
        """The first term not before the one given."""
        low, high = 0, self.count
        while low < high:
            middle = (low + high) // 2
            if self.term(middle) < term:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, word: str) -> int:
        """The number of a term, or -1."""
        term = word.encode("utf-8", "surrogatepass")
        index = self.lower_bound(term)
        return index if index < self.count and self.term(index) == term else -1

    def prefix(self, prefix: str) -> range:
        """The terms that begin so."""
        start = prefix.encode("utf-8", "surrogatepass")
        # No UTF-8 text holds the byte 255.
        return range(self.lower_bound(start), self.lower_bound(start + b"\xff"))

    @cached_property
    def words(self) -> list[str]:
        """All terms as text."""
        return [self.word(index) for index in range(self.count)]

    def document_count(self, index: int) -> int:
        """Documents with a term, dead ones among them."""
        return int(self._first_at[index + 1] - self._first_at[index])

    def postings(self, index: int) -> tuple[Array, Array]:
        """Documents with a term, ascending, and how often each has it."""
        low, high = self._first_at[index], self._first_at[index + 1]
        return self.docs[low:high], self.freqs[low:high]

    def documents(self, index: int) -> Array:
        """Documents with a term, ascending."""
        return self.docs[self._first_at[index] : self._first_at[index + 1]]

    def places(self, index: int) -> Array:
        """All occurrences of a term as document * 2**32 + position, ascending."""
        docs, freqs = self.postings(index)
        low, high = int(self._position_first[index]), int(self._position_first[index + 1])
        return (np.repeat(docs.astype(np.int64), freqs) << 32) | self._positions[low:high].astype(np.int64)

    def count_by_term(self, mask: Array) -> Array:
        """For every term the number of documents within the mask."""
        if not self.count:
            return np.empty(0, np.int64)
        sums = np.concatenate(([0], np.cumsum(mask[self.docs])))
        return np.diff(sums[self._first])

    def occurrences(self) -> tuple[Array, Array, Array]:
        """Term number, document and position of every occurrence, in that order (position 0 in a value field)."""
        terms = np.repeat(np.arange(self.count), np.diff(self._first))
        if not len(self.freqs):
            return terms, self.docs, np.zeros(len(self.docs), np.uint32)
        return np.repeat(terms, self.freqs), np.repeat(self.docs, self.freqs), self._positions.astype(np.uint32)

    @property
    def has_positions(self) -> bool:
        """Whether this is a field of running words."""
        return len(self._position_first) > 0


class Segment:
    """One mapped segment; the same for every generation that holds it."""

    def __init__(self, path: Path) -> None:
        self.file = ArrayFile(path)
        self.name = path.stem
        self.numbers = self.file.array("number")
        self.documents = len(self.numbers)
        self._fields: dict[str, FieldReader] = {}

    def field(self, name: str) -> FieldReader:
        """The reader of a field; of an empty one when the segment does not have it."""
        reader = self._fields.get(name)
        if reader is None:
            # Two threads may both make one; either is as good.
            reader = self._fields[name] = FieldReader(self.file, name)
        return reader

    def field_names(self) -> Iterator[str]:
        """Names of all fields with terms."""
        return (name.removesuffix("/terms") for name in self.file.names() if name.endswith("/terms"))

    def column(self, name: str) -> Array:
        """A column over all documents."""
        return self.file.array(name)
