"""Collects articles and writes them as one segment."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Final

import numpy as np

from newsreader.search.index import IndexDocument
from newsreader.search.whoosh_engine.batch import FieldBatch
from newsreader.search.whoosh_engine.container import Array, ContainerWriter
from newsreader.search.whoosh_engine.layout import (
    EXACT,
    EXACT_FIELDS,
    HEADLINE_KEY_BYTES,
    JOINED,
    TEXT_FIELDS,
    VALUE_FIELDS,
    WHOLE,
    passages,
)
from newsreader.search.whoosh_engine.narrow import narrowest
from newsreader.search.whoosh_engine.postings import write_field
from newsreader.search.whoosh_engine.segment import ArraySegment
from newsreader.search.whoosh_engine.text_batch import TextBatch
from newsreader.text.words import fold

GIVEN_COLUMNS: Final = ("number", "date_low", "date_high", "added")
NUMBER_COLUMNS: Final = (*GIVEN_COLUMNS, "words", "lead")
"""Whole numbers of an article, 0 for none; the last two are the words of its text and of its first paragraph."""

QUALITY: Final = "quality"
"""The one column of fractions, -1 for none."""

TEXT_COLUMNS: Final = ("headline_key", "paper")
"""Texts that hits are sorted by."""

MOST_REMEMBERED: Final = 600_000
"""Pieces of text (words, mostly) that a builder may remember from one segment to the next: some 150 bytes each."""

NO_TEXT: Final = b"\xff"
"""Sorts behind every text."""


class SegmentBuilder:
    """Collects articles and writes them as one segment; memory grows with the articles collected."""

    def __init__(self) -> None:
        self._texts = {name: TextBatch(exact=name in EXACT_FIELDS) for name in TEXT_FIELDS}
        self._others = [(name, batch) for name, batch in self._texts.items() if name != "body"]
        self._values = {name: FieldBatch(places=False, scored=False) for name in VALUE_FIELDS}
        self._begin()

    def _begin(self) -> None:
        self._numbers: defaultdict[str, list[int]] = defaultdict(list)
        self._quality: list[float] = []
        self._keys: defaultdict[str, list[bytes]] = defaultdict(list)
        self._with_body: list[int] = []
        self.documents = 0

    def restart(self) -> "SegmentBuilder":
        """A builder for the next segment: this one, unless it remembers so many words that memory would suffer."""
        if sum(text.known for text in self._texts.values()) > MOST_REMEMBERED:
            return SegmentBuilder()
        for text in self._texts.values():
            text.restart()
        self._begin()
        return self

    @property
    def size(self) -> int:
        """Words collected so far."""
        return sum(batch.size for batch in self._texts.values())

    def add(self, document: IndexDocument) -> None:
        """Adds one article."""
        place = self.documents
        if document.body:
            first, blank, rest = document.body.partition("\n\n")
            self._texts["body"].add(place, (first, blank + rest), gap=0)
            self._with_body.append(place)
        for name, batch in self._others:
            texts = passages(document, name)
            if any(texts):
                batch.add(place, texts)
        for name, values in document.values.items():
            if values and name in self._values:
                self._values[name].add(place, dict.fromkeys(value for value in values if value))
        numbers = (document.number, document.date_low, document.date_high, document.added)
        for name, number in zip(GIVEN_COLUMNS, numbers, strict=True):
            self._numbers[name].append(number)
        self._quality.append(-1.0 if document.quality is None else document.quality)
        key = fold(document.headline.strip()).encode("utf-8", "surrogatepass")[:HEADLINE_KEY_BYTES]
        paper = fold(next(iter(document.values.get("paper", ())), "")).encode("utf-8", "surrogatepass")
        self._keys["headline_key"].append(key or NO_TEXT)
        self._keys["paper"].append(paper or NO_TEXT)
        self.documents += 1

    def write(self, path: Path, segment: ArraySegment) -> None:
        """Writes all articles as the file of a segment and waits until the disk has it."""
        segment.set_doc_count(self.documents)
        for text in self._texts.values():
            text.finish()
        with ContainerWriter(path) as writer:
            writer.add("about", json.dumps({"documents": self.documents}).encode())
            for name in GIVEN_COLUMNS:
                write_numbers(writer, name, np.asarray(self._numbers[name], dtype=np.int64))
            for name, counts in zip(("words", "lead"), self._body_counts(), strict=True):
                write_numbers(writer, name, counts)
            writer.add(f"column/{QUALITY}", np.asarray(self._quality, dtype=np.float64))
            for name in TEXT_COLUMNS:
                values, places = np.unique(np.asarray(self._keys[name], dtype=object), return_inverse=True)
                write_texts(writer, name, values.tolist(), places)
            for name, batch in self._batches():
                if batch.size:
                    write_field(writer, name, batch.invert(self.documents), self.documents)

    def _body_counts(self) -> tuple[Array, Array]:
        """The words of each article's text, and of its first paragraph."""
        words, lead = np.zeros((2, self.documents), dtype=np.int64)
        if self._with_body:
            parts = np.concatenate(self._texts["body"].counts).reshape(-1, 2)
            words[self._with_body], lead[self._with_body] = parts.sum(axis=1), parts[:, 0]
        return words, lead

    def _batches(self) -> list[tuple[str, FieldBatch]]:
        found: list[tuple[str, FieldBatch]] = list(self._values.items())
        for name, text in self._texts.items():
            found += [(name, text.words), (name + JOINED, text.pairs), (name + WHOLE, text.wholes)]
            if text.written is not None:
                found.append((name + EXACT, text.written))
        return found


def write_numbers(writer: ContainerWriter, name: str, values: Array) -> None:
    """Writes a column of whole numbers."""
    writer.add(f"column/{name}", values.astype(narrowest(int(values.max(initial=0)))))


def write_texts(writer: ContainerWriter, name: str, values: list[bytes], places: Array) -> None:
    """Writes a column of texts: its values in order, and for each document the place of its own among them."""
    ends = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, values), dtype=np.int64, count=len(values)), out=ends[1:])
    writer.add(f"column/{name}", places.astype(narrowest(len(values))))
    writer.add(f"column/{name}.values", b"".join(values))
    writer.add(f"column/{name}.ends", ends.astype(narrowest(int(ends[-1]))))
