"""One state of the index, open for reading; it does not change under its reader."""

import math
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from newsreader.search.stems import has_stemmer
from newsreader.search.whoosh_engine.container import Array, ContainerDamaged
from newsreader.search.whoosh_engine.postings import FieldReader
from newsreader.search.whoosh_engine.segment import ArraySegment, SegmentFile
from newsreader.search.whoosh_engine.toc import Contents

B: Final = 0.75
K1: Final = 1.2
"""The constants of BM25F, as whoosh has them."""


class OpenSegment:
    """A segment with its file and the flags of its living documents."""

    def __init__(self, folder: Path, segment: ArraySegment, file: SegmentFile | None = None) -> None:
        self.segment = segment
        self.file = file if file is not None else SegmentFile.of(folder, segment)
        self.doc_count = segment.doc_count_all()
        self.alive: Array | None = None
        if segment.has_deletions():
            self.alive = np.ones(self.doc_count, dtype=bool)
            self.alive[segment.deleted_array()] = False
        numbers = self.file.column("number")
        if numbers is None or len(numbers) != self.doc_count:
            raise ContainerDamaged(f"{segment.file_name()} is not the segment it should be")
        self.numbers = numbers
        self._languages: dict[str, Array] | None = None

    def field(self, name: str) -> FieldReader | None:
        """The postings of a field; None when no document has it."""
        return self.file.field(name)

    def column(self, name: str) -> Array:
        """A column; zeros when the segment does not have it."""
        values = self.file.column(name)
        return values if values is not None else np.zeros(self.doc_count, dtype=np.uint8)

    def living(self, ids: Array) -> Array:
        """Those documents that are not deleted."""
        return ids if self.alive is None else ids[self.alive[ids]]

    def languages(self) -> dict[str, Array]:
        """For each language with a stemmer a flag for every document."""
        if self._languages is None:
            found: dict[str, Array] = {}
            reader = self.field("language")
            for index, value in enumerate(reader or ()):
                language = value.decode("utf-8", "replace").split("-")[0].lower()
                if reader is not None and has_stemmer(language):
                    flags = found.setdefault(language, np.zeros(self.doc_count, dtype=bool))
                    flags[reader.ids(index)] = True
            self._languages = found
        return self._languages


class Snapshot:
    """All segments of one state, and what is known over all of them."""

    def __init__(self, folder: Path, contents: Contents, previous: "Snapshot | None" = None) -> None:
        """Opens the files; those that the previous state has open already are taken over.

        Raises:
            ContainerDamaged: A file is not what was written.
            OSError: A file is missing or cannot be read.
        """
        self.contents = contents
        before: list[OpenSegment] = previous.segments if previous is not None else []
        known = {each.segment.segid: each.file for each in before}
        self.segments: list[OpenSegment] = [
            OpenSegment(folder, segment, known.get(segment.segid)) for segment in contents.segments
        ]
        self.doc_count = sum(each.segment.doc_count() for each in self.segments)
        self.doc_count_all = sum(each.doc_count for each in self.segments)
        self.byte_count = sum(each.file.container.size for each in self.segments)
        self._guard = threading.Lock()
        self._rarity: dict[tuple[str, bytes], float] = {}
        self._values: dict[str, dict[str, int]] = {}
        self._norms: dict[tuple[int, str], Array] = {}
        self._ranks: dict[str, list[Array]] = {}

    def readers(self, field: str) -> Iterator[FieldReader]:
        """The postings of a field in every segment that has it."""
        for each in self.segments:
            reader = each.field(field)
            if reader is not None:
                yield reader

    def has_term(self, field: str, term: bytes) -> bool:
        """Whether any document has a term."""
        return any(reader.find(term) >= 0 for reader in self.readers(field))

    def doc_frequency(self, field: str, term: bytes) -> int:
        """Documents with a term, deleted ones among them, as whoosh counts them."""
        places = ((reader, reader.find(term)) for reader in self.readers(field))
        return sum(reader.count(place) for reader, place in places if place >= 0)

    def rarity(self, field: str, term: bytes) -> float:
        """The inverse document frequency, as whoosh has it."""
        found = self._rarity.get((field, term))
        if found is None:
            found = math.log(self.doc_count_all / (self.doc_frequency(field, term) + 1)) + 1
            self._rarity[field, term] = found
        return found

    def average_length(self, field: str) -> float:
        """Mean number of words in a field, as whoosh has it."""
        return sum(reader.length_sum for reader in self.readers(field)) / (self.doc_count_all or 1) or 1

    def norms(self, place: int, field: str) -> Array:
        """The part of BM25F that depends on a document's length alone, for all documents of a segment."""
        found = self._norms.get((place, field))
        if found is None:
            reader = self.segments[place].field(field)
            lengths = reader.lengths if reader is not None else None
            if lengths is None:
                lengths = np.ones(self.segments[place].doc_count, dtype=np.uint8)
            found = lengths * (K1 * B / self.average_length(field)) + K1 * (1 - B)
            self._norms[place, field] = found
        return found

    def values(self, field: str) -> dict[str, int]:
        """All values of a field with their number of living documents."""
        with self._guard:
            found = self._values.get(field)
            if found is None:
                found = {}
                for each in self.segments:
                    reader = each.field(field)
                    for value, count in count_terms(reader, each.alive) if reader is not None else ():
                        found[value] = found.get(value, 0) + count
                self._values[field] = found
            return found

    def ranks(self, column: str) -> list[Array]:
        """For each segment the rank of every document's text in a column, over all segments."""
        with self._guard:
            found = self._ranks.get(column)
            if found is None:
                own = [each.file.column_values(column) or [b""] for each in self.segments]
                order = {value: rank for rank, value in enumerate(sorted(set().union(*own)))} if own else {}
                found = [
                    np.asarray([order[value] for value in values], dtype=np.int64)[each.column(column)]
                    for each, values in zip(self.segments, own, strict=True)
                ]
                self._ranks[column] = found
            return found


def count_terms(reader: FieldReader, flags: Array | None) -> Iterator[tuple[str, int]]:
    """The terms of a field with their number of documents among those that are flagged."""
    if not len(reader):
        return
    if flags is None:
        counts = np.diff(reader.starts.astype(np.int64))
    else:
        counts = np.add.reduceat(flags[reader.ids(0, len(reader))], reader.starts[:-1].astype(np.int64), dtype=np.int64)
    for term in np.flatnonzero(counts).tolist():
        yield reader[term].decode("utf-8", "surrogatepass"), int(counts[term])
