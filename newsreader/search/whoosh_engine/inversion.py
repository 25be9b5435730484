"""Turns a batch of documents into a segment: all words to numbers, one stable sort a field, and arrays to write.

Memory is bounded by the caller, who writes the segment once `size` has grown enough.
"""

from array import array
from collections import defaultdict
from pathlib import Path
from typing import Final

import numpy as np

from newsreader.search.index import IndexDocument
from newsreader.search.whoosh_engine.files import Array, narrow, write_arrays
from newsreader.search.whoosh_engine.layout import (
    EXACT,
    EXACT_FIELDS,
    EXACT_MARK,
    GAP,
    HEADLINE_KEY_BYTES,
    JOINED,
    TEXT_FIELDS,
    VALUE_FIELDS,
    WHOLE,
    passages,
)
from newsreader.text.words import Token, fold, surface, tokens

_NO_HEADLINE: Final = b"\xff"


class FieldPile:
    """The words of one field over a batch, as numbers in the order they came."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self._terms = array("I")
        self._positions = array("I")
        self._documents: list[int] = []
        self._counts: list[int] = []
        self.lengths: dict[int, int] = {}

    def add(self, document: int, words: list[str], positions: list[int]) -> None:
        """Adds the words of one document; documents come in order."""
        if not words:
            return
        self._terms.extend(map(self._numbers.__getitem__, words))
        self._positions.extend(positions)
        self._documents.append(document)
        self._counts.append(len(words))
        self.lengths[document] = self.lengths.get(document, 0) + len(words)

    def arrays(self, name: str, documents: int, *, with_positions: bool) -> dict[str, Array]:
        """The field's arrays, each name beginning with the field's."""
        words = sorted((word.encode("utf-8", "surrogatepass"), number) for word, number in self._numbers.items())
        rank = np.empty(len(words), np.int64)
        rank[[number for _, number in words]] = np.arange(len(words))
        keys = rank[np.frombuffer(self._terms, np.uint32)] if words else np.empty(0, np.int64)
        docs = np.repeat(np.array(self._documents, np.uint32), np.array(self._counts, np.int64))
        order = np.argsort(keys, kind="stable")
        positions = np.frombuffer(self._positions, np.uint32)[order] if words else np.empty(0, np.uint32)
        found = postings_arrays(name, keys[order], docs[order], positions if with_positions else None, len(words))
        found |= terms_arrays(name, [word for word, _ in words])
        if with_positions:
            lengths = np.zeros(documents, np.uint32)
            for document, length in self.lengths.items():
                lengths[document] = length
            found[f"{name}/lengths"] = narrow(lengths)
        return found


def terms_arrays(name: str, terms: list[bytes]) -> dict[str, Array]:
    """Sorted terms as one run of bytes and where each ends."""
    ends = np.zeros(len(terms) + 1, np.uint32)
    np.cumsum([len(term) for term in terms], out=ends[1:]) if terms else None
    return {f"{name}/terms": np.frombuffer(b"".join(terms), np.uint8), f"{name}/ends": ends}


def postings_arrays(name: str, keys: Array, docs: Array, positions: Array | None, terms: int) -> dict[str, Array]:
    """Postings from occurrences sorted by term, then document, then position."""
    is_new = np.empty(len(keys), bool)
    if len(keys):
        is_new[0] = True
        np.not_equal(keys[1:], keys[:-1], out=is_new[1:])
        is_new[1:] |= docs[1:] != docs[:-1]
    starts = np.flatnonzero(is_new)
    bounds = np.arange(terms + 1)
    found = {
        f"{name}/first": np.searchsorted(keys[starts], bounds).astype(np.uint32),
        f"{name}/docs": docs[starts].astype(np.uint32),
    }
    if positions is not None:
        found[f"{name}/freqs"] = narrow(np.diff(starts, append=len(keys)).astype(np.uint32))
        found[f"{name}/posfirst"] = np.searchsorted(keys, bounds).astype(np.uint32)
        found[f"{name}/positions"] = narrow(positions)
    return found


class SegmentBuilder:
    """Collects documents and writes them as one segment."""

    def __init__(self) -> None:
        self._piles: dict[str, FieldPile] = {}
        self._columns: dict[str, list[float]] = defaultdict(list)
        self._headline_keys: list[bytes] = []
        self.documents = 0
        self.size = 0

    def add(self, document: IndexDocument) -> None:
        """Adds one document."""
        number = self.documents
        lead = body = 0
        for field in TEXT_FIELDS:
            texts = passages(document, field)
            if not any(texts):
                continue
            found = self._add_text(number, field, texts)
            if field == "body":
                body, lead = len(found), _lead_length(texts[0], found)
        for field in VALUE_FIELDS:
            values = list(dict.fromkeys(value for value in document.values.get(field, ()) if value))
            self._pile(field).add(number, values, [0] * len(values))
        for name, value in (
            ("number", document.number),
            ("date_low", document.date_low),
            ("date_high", document.date_high),
            ("added", document.added),
            ("words", body),
            ("lead", lead),
            ("quality", -1.0 if document.quality is None else document.quality),
        ):
            self._columns[name].append(value)
        key = fold(document.headline.strip()).encode("utf-8", "surrogatepass")[:HEADLINE_KEY_BYTES]
        self._headline_keys.append(key or _NO_HEADLINE)
        self.documents += 1

    def _pile(self, field: str) -> FieldPile:
        if field not in self._piles:
            self._piles[field] = FieldPile()
        return self._piles[field]

    def _add_text(self, number: int, field: str, texts: tuple[str, ...]) -> list[Token]:
        base = 0
        found: list[Token] = []
        for text in texts:
            if not text:
                continue
            found = tokens(text)
            words = [token.text for token in found]
            self._pile(field).add(number, words, [base + token.position for token in found])
            self._add_joined(number, field, base, found)
            if field in EXACT_FIELDS:
                self._add_exact(number, field, base, text, found)
            base += len(found) + GAP
            self.size += len(found)
        return found

    def _add_joined(self, number: int, field: str, base: int, found: list[Token]) -> None:
        for parts, suffix in ((range(2, 3), JOINED), (range(3, 1_000_000), WHOLE)):
            joined = [
                (form.text, base + token.position) for token in found for form in token.joined if form.parts in parts
            ]
            if joined:
                self._pile(field + suffix).add(number, [text for text, _ in joined], [place for _, place in joined])

    def _add_exact(self, number: int, field: str, base: int, text: str, found: list[Token]) -> None:
        exact = [
            (f"{token.text}{EXACT_MARK}{word}", base + token.position)
            for token in found
            if (word := surface(text, token)) != token.text
        ]
        self._pile(field + EXACT).add(number, [word for word, _ in exact], [place for _, place in exact])

    def write(self, path: Path) -> tuple[int, int]:
        """Writes the segment; gives its size and CRC-32."""
        arrays = columns_arrays({name: np.array(values) for name, values in self._columns.items()})
        arrays["headline_key"] = np.array(self._headline_keys, f"S{HEADLINE_KEY_BYTES}")
        for name, pile in self._piles.items():
            arrays |= pile.arrays(name, self.documents, with_positions=name not in VALUE_FIELDS)
        return write_arrays(path, arrays)


_COLUMN_TYPES: Final = {"number": np.uint32, "date_low": np.uint32, "date_high": np.uint32, "added": np.uint32,
                        "words": np.uint32, "lead": np.uint32, "quality": np.float32}  # fmt: skip


def columns_arrays(columns: dict[str, Array]) -> dict[str, Array]:
    """The columns in their types."""
    return {name: columns[name].astype(dtype) for name, dtype in _COLUMN_TYPES.items() if name in columns}


def _lead_length(body: str, found: list[Token]) -> int:
    """Words of the first paragraph."""
    end = body.find("\n\n")
    return len(found) if end < 0 else sum(1 for token in found if token.end <= end)
