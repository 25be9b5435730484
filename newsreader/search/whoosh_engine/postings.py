"""The postings of one field in one segment: sorted terms, and for each the documents, frequencies and places."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from newsreader.search.whoosh_engine.container import Array, Container, ContainerWriter
from newsreader.search.whoosh_engine.narrow import NarrowReader, NarrowWriter, narrowest

SEPARATOR = b"\n"
"""Stands after every term in the row of terms, so that a pattern can be looked for in all of them at once."""


@dataclass(slots=True)
class FieldArrays:
    """The postings of one field in memory, term by term in the order of their bytes.

    Attributes:
        terms: Sorted.
        starts: Where the postings of each term begin; one more than terms.
        ids: Document of each posting, ascending within a term.
        freqs: Occurrences of each posting; None where every one is 1.
        places: Positions, posting by posting, ascending; None where the field has none.
        lengths: Number of words by document; None where the field is not scored.
    """

    terms: list[bytes]
    starts: Array
    ids: Array
    freqs: Array | None = None
    places: Array | None = None
    lengths: Array | None = None


def write_terms(
    writer: ContainerWriter, name: str, terms: Iterable[list[bytes]], starts: Array, place_starts: Array | None
) -> None:
    """Writes the terms of a field, which come in stretches, and where their postings and places begin."""
    lengths: list[Array] = [np.zeros(1, dtype=np.int64)]
    writer.begin(f"{name}/terms", np.uint8)
    for stretch in terms:
        lengths.append(np.fromiter(map(len, stretch), dtype=np.int64, count=len(stretch)) + len(SEPARATOR))
        writer.append(np.frombuffer(SEPARATOR.join([*stretch, b""]), dtype=np.uint8))
    writer.end()
    ends = np.cumsum(np.concatenate(lengths))
    writer.add(f"{name}/ends", ends.astype(narrowest(int(ends[-1]))))
    writer.add(f"{name}/starts", starts.astype(narrowest(int(starts[-1]))))
    if place_starts is not None:
        writer.add(f"{name}/place_starts", place_starts.astype(narrowest(int(place_starts[-1]))))


def write_lengths(writer: ContainerWriter, name: str, lengths: Array) -> None:
    """Writes the number of words of each document in a field."""
    writer.add(f"{name}/lengths", lengths.astype(narrowest(int(lengths.max(initial=0)))))


def id_width(doc_count: int) -> type[np.unsignedinteger]:
    """The type that document numbers of a segment are kept in."""
    return np.uint16 if doc_count <= 1 << 16 else np.uint32


def write_field(writer: ContainerWriter, name: str, field: FieldArrays, doc_count: int) -> None:
    """Writes the postings of one field."""
    place_starts = None
    if field.places is not None and field.freqs is not None:
        sums = np.concatenate([[0], np.cumsum(field.freqs, dtype=np.int64)])
        place_starts = sums[field.starts]
    write_terms(writer, name, [field.terms], field.starts, place_starts)
    writer.add(f"{name}/ids", field.ids.astype(id_width(doc_count), copy=False))
    if field.freqs is not None:
        _write_narrow(writer, f"{name}/freqs", field.freqs, np.uint8)
    if field.places is not None:
        _write_narrow(writer, f"{name}/places", field.places, np.uint16)
    if field.lengths is not None:
        write_lengths(writer, name, field.lengths)


def _write_narrow(writer: ContainerWriter, name: str, values: Array, width: type[np.unsignedinteger]) -> None:
    narrow = NarrowWriter(writer, name, width)
    narrow.append(values)
    narrow.finish()


class FieldReader:
    """The postings of one field in one segment, read from its file."""

    def __init__(self, container: Container, name: str, doc_count: int) -> None:
        self.name = name
        self.doc_count = doc_count
        self._terms = container[f"{name}/terms"].view().data.cast("B")
        self._ends = container[f"{name}/ends"].view().data
        self.starts = container[f"{name}/starts"].view()
        self._starts = self.starts.data
        self._ids = container[f"{name}/ids"]
        self._freqs = NarrowReader(container, f"{name}/freqs") if f"{name}/freqs" in container else None
        self._places = NarrowReader(container, f"{name}/places") if f"{name}/places" in container else None
        place_starts = container[f"{name}/place_starts"].view() if self._places is not None else None
        self.place_starts = place_starts
        self.lengths = container[f"{name}/lengths"].view() if f"{name}/lengths" in container else None
        self.length_sum = int(self.lengths.sum(dtype=np.int64)) if self.lengths is not None else 0
        self._found: dict[bytes, int] = {}
        self.by_length: tuple[Array, Array, Array] | None = None
        """The places of the terms by their length, their letters, and where each length starts; once asked for."""

    @property
    def has_freqs(self) -> bool:
        """Whether frequencies are kept; else all are 1."""
        return self._freqs is not None

    @property
    def has_places(self) -> bool:
        """Whether positions are kept."""
        return self._places is not None

    @property
    def terms_blob(self) -> memoryview:
        """All terms one after the other, a separator behind each."""
        return self._terms

    @property
    def ends(self) -> Array:
        """Where each term begins in the row of terms; one more than terms."""
        return np.asarray(self._ends)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, index: int) -> bytes:
        """A term by its place in the order."""
        return bytes(self._terms[self._ends[index] : self._ends[index + 1] - 1])

    def __iter__(self) -> Iterator[bytes]:
        return (self[index] for index in range(len(self)))

    def stretch(self, low: int, high: int) -> list[bytes]:
        """The terms from `low` to `high`."""
        begin = int(self._ends[low])
        blob = bytes(self._terms[begin : int(self._ends[high])])
        found = blob.split(SEPARATOR)[:-1]
        if len(found) == high - low:
            return found
        # A whole value may hold the separator itself.
        ends = (self.ends[low : high + 1].astype(np.int64) - begin).tolist()
        return [blob[start : end - 1] for start, end in pairwise(ends)]

    def seek(self, term: bytes) -> int:
        """The place of the first term that is not before this one."""
        return bisect_left(self, term)

    def find(self, term: bytes) -> int:
        """The place of a term, or -1."""
        place = self._found.get(term)
        if place is None:
            place = self.seek(term)
            if place == len(self) or self[place] != term:
                place = -1
            if len(self._found) > 10_000:
                self._found.clear()
            self._found[term] = place
        return place

    def prefix_range(self, prefix: bytes) -> tuple[int, int]:
        """The places of the terms that begin so: first, and one past the last."""
        low = self.seek(prefix)
        after = _after_prefix(prefix)
        return low, (bisect_left(self, after, lo=low) if after is not None else len(self))

    def most_frequent(self, low: int, high: int, limit: int) -> list[int]:
        """The places of the terms with the most documents among those from `low` to `high`."""
        counts = np.diff(self.starts[low : high + 1].astype(np.int64))
        if len(counts) > limit:
            chosen: list[int] = (low + np.argpartition(-counts, limit)[:limit]).tolist()
            return chosen
        return list(range(low, high))

    def count(self, term: int) -> int:
        """Number of documents of a term."""
        return int(self._starts[term + 1] - self._starts[term])

    def occurrences(self, low: int, high: int) -> int:
        """Number of occurrences of the terms from `low` to `high`."""
        if self.place_starts is not None:
            return int(self.place_starts[high]) - int(self.place_starts[low])
        if self._freqs is None:
            return self._starts[high] - self._starts[low]
        return int(self._freqs.view(self._starts[low], self._starts[high]).sum(dtype=np.int64))

    def ids(self, low: int, high: int | None = None) -> Array:
        """Documents of a term, or of all terms from `low` to `high`, term by term."""
        high = low + 1 if high is None else high
        return self._ids.view(self._starts[low], self._starts[high])

    def freqs(self, low: int, high: int | None = None) -> Array | None:
        """Frequencies belonging to `ids`; None when all are 1."""
        high = low + 1 if high is None else high
        return None if self._freqs is None else self._freqs.view(self._starts[low], self._starts[high])

    def places(self, low: int, high: int | None = None) -> Array:
        """Positions of a term or of all terms from `low` to `high`, posting by posting."""
        if self._places is None or self.place_starts is None:
            raise ValueError(f"the field {self.name} keeps no positions")
        high = low + 1 if high is None else high
        return self._places.view(int(self.place_starts[low]), int(self.place_starts[high]))


def _after_prefix(prefix: bytes) -> bytes | None:
    """The first row of bytes behind all that begin so; None when there is none."""
    kept = prefix.rstrip(b"\xff")
    return kept[:-1] + bytes([kept[-1] + 1]) if kept else None
