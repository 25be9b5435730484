"""Joins segments into one as array work, a few million postings at a time, without reading an article again.

Terms of all segments are put in one order. Then every array is written in one pass over ranges of terms: within a
range, the postings of each segment go where its terms begin. Documents marked as deleted are left behind.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np

from newsreader.search.whoosh_engine.builder import (
    NUMBER_COLUMNS,
    QUALITY,
    TEXT_COLUMNS,
    write_numbers,
    write_texts,
)
from newsreader.search.whoosh_engine.container import Array, ContainerWriter
from newsreader.search.whoosh_engine.narrow import NarrowWriter
from newsreader.search.whoosh_engine.postings import FieldReader, id_width, write_lengths, write_terms
from newsreader.search.whoosh_engine.segment import ArraySegment, SegmentFile

RANGE: Final = 2_000_000
"""Postings (or places) put in order at once; bounds the memory of a merge."""

STRETCH: Final = 50_000
"""Terms of the largest segment put in order at once; bounds the memory as well."""

Picker: TypeAlias = Callable[["_Source", int, int], Array]


@dataclass(slots=True)
class _Living:
    """One segment with the new numbers of its living documents."""

    file: SegmentFile
    alive: Array | None
    base: int
    numbers: Array | None = None

    def __post_init__(self) -> None:
        if self.alive is not None:
            self.numbers = np.cumsum(self.alive, dtype=np.uint32) + np.uint32(self.base) - np.uint32(1)

    def renumber(self, ids: Array) -> Array:
        return ids.astype(np.uint32) + np.uint32(self.base) if self.numbers is None else self.numbers[ids]

    def of(self, column: Array) -> Array:
        return column if self.alive is None else column[self.alive]


def merge(sources: Sequence[tuple[Path, ArraySegment]], path: Path, target: ArraySegment) -> None:
    """Writes the living documents of some segments as another one.

    Args:
        sources: The file of each segment, and the segment.
        path: Of the new file.
        target: The new segment; told its number of documents.

    Raises:
        ContainerDamaged: A file of a source is damaged.
        OSError: A file is missing, or the disk is full.
    """
    living: list[_Living] = []
    base = 0
    for at, source in sources:
        file = SegmentFile(at, source.doc_count_all())
        alive = None
        if source.has_deletions():
            alive = np.ones(source.doc_count_all(), dtype=bool)
            alive[source.deleted_array()] = False
        living.append(_Living(file, alive, base))
        base += source.doc_count()
    target.set_doc_count(base)
    with ContainerWriter(path) as writer:
        writer.add("about", json.dumps({"documents": base}).encode())
        _merge_columns(writer, living)
        for name in sorted({name for each in living for name in each.file.field_names()}):
            _FieldMerge(name, living, base).write(writer)
    for each in living:
        each.file.close()


def _merge_columns(writer: ContainerWriter, living: Sequence[_Living]) -> None:
    for name in NUMBER_COLUMNS:
        write_numbers(writer, name, np.concatenate([each.of(_column(each.file, name)) for each in living]))
    quality = [each.of(_column(each.file, QUALITY)) for each in living]
    writer.add(f"column/{QUALITY}", np.concatenate(quality))
    for name in TEXT_COLUMNS:
        own = [each.file.column_values(name) or [] for each in living]
        values = sorted(set().union(*own))
        order = {value: place for place, value in enumerate(values)}
        places = [
            np.asarray([order[value] for value in texts], dtype=np.int64)[each.of(_column(each.file, name))]
            for each, texts in zip(living, own, strict=True)
        ]
        write_texts(writer, name, values, np.concatenate(places))


def _column(file: SegmentFile, name: str) -> Array:
    values = file.column(name)
    return values if values is not None else np.zeros(file.doc_count, dtype=np.uint8)


@dataclass(slots=True)
class _Source:
    """A field in one of the segments that are joined."""

    reader: FieldReader
    living: _Living
    targets: Array
    postings: Array
    places: Array

    def kept(self, low: int, high: int) -> Array | None:
        """Which postings of a range of terms belong to living documents; None for all."""
        alive = self.living.alive
        return None if alive is None else alive[self.reader.ids(low, high)]

    def ids(self, low: int, high: int) -> Array:
        ids, kept = self.reader.ids(low, high), self.kept(low, high)
        return self.living.renumber(ids if kept is None else ids[kept])

    def freqs(self, low: int, high: int) -> Array:
        freqs, kept = self.reader.freqs(low, high), self.kept(low, high)
        if freqs is None:
            freqs = np.ones(len(self.reader.ids(low, high)), dtype=np.uint8)
        return freqs if kept is None else freqs[kept]

    def all_places(self, low: int, high: int) -> Array:
        places, kept = self.reader.places(low, high), self.kept(low, high)
        if kept is None:
            return places
        freqs = self.reader.freqs(low, high)
        return places[np.repeat(kept, freqs)] if freqs is not None else places[kept]


class _FieldMerge:
    """Joins one field of some segments."""

    def __init__(self, name: str, living: Sequence[_Living], documents: int) -> None:
        self._name = name
        self._documents = documents
        self._living = living
        readers = [(each, reader) for each in living if (reader := each.file.field(name)) is not None]
        self._has_freqs = any(reader.has_freqs for _, reader in readers)
        self._has_places = any(reader.has_places for _, reader in readers)
        self._has_lengths = any(reader.lengths is not None for _, reader in readers)
        self._sources = [
            _Source(reader, each, np.zeros(len(reader), dtype=np.int64), *_living_counts(reader, each.alive))
            for each, reader in readers
        ]
        self._terms = self._in_one_order()
        self._count = sum(map(len, self._terms))

    def _in_one_order(self) -> list[list[bytes]]:
        """All terms in order, stretch by stretch; tells each source where its own go.

        Terms that only deleted documents had are left out.
        """
        found: list[list[bytes]] = []
        count = 0
        for bounds in _stretches([source.reader for source in self._sources]):
            own = [source.reader.stretch(low, high) for source, (low, high) in zip(self._sources, bounds, strict=True)]
            terms = sorted(set().union(*own))
            order = {term: place for place, term in enumerate(terms)}
            is_used = np.zeros(len(terms), dtype=bool)
            for source, texts, (low, high) in zip(self._sources, own, bounds, strict=True):
                targets = np.fromiter(map(order.__getitem__, texts), dtype=np.int64, count=len(texts))
                source.targets[low:high] = targets
                is_used[targets[source.postings[low:high] > 0]] = True
            new = np.cumsum(is_used) - 1
            for source, (low, high) in zip(self._sources, bounds, strict=True):
                # A term that is left out has no postings left, so it does not matter where they would go.
                source.targets[low:high] = np.maximum(new[source.targets[low:high]] + count, 0)
            if not is_used.all():
                terms = [terms[place] for place in np.flatnonzero(is_used).tolist()]
            found.append(terms)
            count += len(terms)
        return found

    def write(self, writer: ContainerWriter) -> None:
        """Writes the joined field."""
        starts = self._starts([source.postings for source in self._sources])
        place_starts = self._starts([source.places for source in self._sources]) if self._has_places else None
        write_terms(writer, self._name, self._terms, starts, place_starts)
        writer.begin(f"{self._name}/ids", id_width(self._documents))
        for piece in self._in_order(starts, "postings", _Source.ids, np.uint32):
            writer.append(piece)
        writer.end()
        if self._has_freqs:
            freqs = NarrowWriter(writer, f"{self._name}/freqs", np.uint8)
            for piece in self._in_order(starts, "postings", _Source.freqs, np.uint32):
                freqs.append(piece)
            freqs.finish()
        if place_starts is not None:
            places = NarrowWriter(writer, f"{self._name}/places", np.uint16)
            for piece in self._in_order(place_starts, "places", _Source.all_places, np.uint32):
                places.append(piece)
            places.finish()
        if self._has_lengths:
            write_lengths(writer, self._name, np.concatenate([self._lengths(each) for each in self._living]))

    def _lengths(self, living: _Living) -> Array:
        reader = living.file.field(self._name)
        if reader is None or reader.lengths is None:
            return np.zeros(living.file.doc_count if living.alive is None else int(living.alive.sum()), dtype=np.uint32)
        return living.of(reader.lengths)

    def _starts(self, counts: Sequence[Array]) -> Array:
        totals = np.zeros(self._count, dtype=np.int64)
        for source, own in zip(self._sources, counts, strict=True):
            used = np.flatnonzero(own)
            totals[source.targets[used]] += own[used]
        starts = np.zeros(self._count + 1, dtype=np.int64)
        np.cumsum(totals, out=starts[1:])
        return starts

    def _in_order(self, starts: Array, what: str, pick: Picker, dtype: type[np.generic]) -> Iterator[Array]:
        """One array of all segments in the new order, range by range of terms."""
        first = 0
        while first < self._count:
            # What was read is not read again, and files of gigabytes would fill the memory.
            for living in self._living:
                living.file.container.release()
            last = max(first + 1, int(np.searchsorted(starts, starts[first] + RANGE, side="right")) - 1)
            if last == first + 1:
                # One frequent term: its postings simply follow each other, segment by segment.
                for source in self._sources:
                    low, high = np.searchsorted(source.targets, [first, last])
                    for term in range(int(low), int(high)):
                        if getattr(source, what)[term]:
                            yield pick(source, term, term + 1)
            else:
                yield self._range(first, last, starts, what, pick, dtype)
            first = last

    def _range(self, first: int, last: int, starts: Array, what: str, pick: Picker, dtype: type[np.generic]) -> Array:
        found = np.empty(int(starts[last] - starts[first]), dtype=dtype)
        cursor = starts[first:last] - starts[first]
        for source in self._sources:
            low, high = (int(place) for place in np.searchsorted(source.targets, [first, last]))
            counts = getattr(source, what)[low:high]
            if not counts.any():
                continue
            targets = source.targets[low:high] - first
            places = np.repeat(cursor[targets] - (np.cumsum(counts) - counts), counts)
            places += np.arange(len(places))
            found[places] = pick(source, low, high)
            used = np.flatnonzero(counts)
            cursor[targets[used]] += counts[used]
        return found


def _stretches(readers: Sequence[FieldReader]) -> Iterator[list[tuple[int, int]]]:
    """Cuts the terms of all readers at the same terms: for each stretch the first place and the one past the last."""
    largest = max(readers, key=len)
    lows = [0] * len(readers)
    for place in range(STRETCH, len(largest), STRETCH):
        term = largest[place]
        highs = [reader.seek(term) for reader in readers]
        yield list(zip(lows, highs, strict=True))
        lows = highs
    yield list(zip(lows, map(len, readers), strict=True))


def _living_counts(reader: FieldReader, alive: Array | None) -> tuple[Array, Array]:
    """Postings and places of each term that belong to living documents."""
    starts = reader.starts.astype(np.int64)
    postings = np.diff(starts)
    places = np.diff(reader.place_starts.astype(np.int64)) if reader.place_starts is not None else postings
    if alive is None:
        return postings, places
    living_postings = np.zeros_like(postings)
    living_places = np.zeros_like(places)
    low = 0
    while low < len(reader):
        high = max(low + 1, int(np.searchsorted(starts, starts[low] + RANGE, side="right")) - 1)
        kept = alive[reader.ids(low, high)].astype(np.int64)
        begins = starts[low:high] - starts[low]
        living_postings[low:high] = np.add.reduceat(kept, begins)
        freqs = reader.freqs(low, high)
        living_places[low:high] = np.add.reduceat(kept if freqs is None else kept * freqs, begins)
        low = high
    return living_postings, living_places
