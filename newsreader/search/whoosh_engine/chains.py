"""Phrases and nearness within one segment, as array work on the places of words.

A place is a document's number times 2**32 plus the position in it, so the word after a place is the place plus one.
"""

from collections.abc import Sequence

import numpy as np

from newsreader.search.cancelling import check
from newsreader.search.whoosh_engine.container import Array
from newsreader.search.whoosh_engine.dense import MANY, MOST_WORDS, DenseChain
from newsreader.search.whoosh_engine.layout import JOINED, WHOLE
from newsreader.search.whoosh_engine.matches import is_in, places_in
from newsreader.search.whoosh_engine.plan import Near, Step
from newsreader.search.whoosh_engine.postings import FieldReader
from newsreader.search.whoosh_engine.snapshot import OpenSegment

NONE = np.empty(0, dtype=np.int64)
_SHIFT = 32
_POSITION = (1 << _SHIFT) - 1
_WITHOUT_GAPS = frozenset({"body", "body" + JOINED, "body" + WHOLE})
"""Fields whose positions all lie below the number of words of the text."""

_NEAR_AT_ONCE = 400_000
"""Places compared at once for nearness, nearly."""

_FEW = 4096
"""Places that are looked up one by one without sifting them first."""


class StepReader:
    """The places of one step, read for some documents only."""

    def __init__(self, segment: OpenSegment, step: Step) -> None:
        self._segment = segment
        self._step = step
        reader = segment.field(step.field)
        self._term = reader.find(step.term) if reader is not None else -1
        self._reader: FieldReader | None = reader if self._term >= 0 else None
        self.ids = self._reader.ids(self._term) if self._reader is not None else np.empty(0, dtype=np.uint32)
        self._ends: Array | None = None

    @property
    def occurrences(self) -> int:
        """How many places it has."""
        return 0 if self._reader is None else self._reader.occurrences(self._term, self._term + 1)

    def places(self, documents: Array | None = None) -> Array:
        """Its places in all documents, or at least in some that all have it, ascending."""
        check()
        if self._reader is None:
            return NONE
        found = self._places(self._reader, documents)
        if self._step.except_field and len(found):
            found = _without(found, self._others())
        return found

    def _places(self, reader: FieldReader, documents: Array | None) -> Array:
        ids, freqs, positions = self.ids, reader.freqs(self._term), reader.places(self._term)
        # Where most documents are wanted it is quicker to read all of them.
        is_most = documents is None or len(documents) * 3 > len(ids)
        chosen = None if documents is None or is_most else places_in(ids, documents, self._segment.doc_count)
        if chosen is not None:
            if self._ends is None:
                counts = np.ones(len(ids), dtype=np.uint8) if freqs is None else freqs
                self._ends = np.cumsum(counts, dtype=np.int64)
            begins = self._ends[chosen]
            freqs = np.ones(len(chosen), dtype=np.int64) if freqs is None else freqs[chosen].astype(np.int64)
            begins -= freqs
            offsets = np.cumsum(freqs)
            wanted = np.repeat(begins - (offsets - freqs), freqs)
            wanted += np.arange(len(wanted))
            positions, ids = positions[wanted], ids[chosen]
        rows = ids.astype(np.int64) << _SHIFT
        return (np.repeat(rows, freqs) if freqs is not None else rows) + positions

    def _others(self) -> list[Array]:
        reader = self._segment.field(self._step.except_field)
        if reader is None:
            return []
        low, high = reader.prefix_range(self._step.except_prefix)
        return [_all_places(reader, term) for term in range(low, high)]


def _all_places(reader: FieldReader, term: int) -> Array:
    freqs = reader.freqs(term)
    rows = reader.ids(term).astype(np.int64) << _SHIFT
    return (np.repeat(rows, freqs) if freqs is not None else rows) + reader.places(term)


def _without(places: Array, others: Sequence[Array]) -> Array:
    if not others:
        return places
    return np.setdiff1d(places, np.concatenate(others), assume_unique=True)


def chain_places(segment: OpenSegment, steps: Sequence[Step]) -> Array:
    """The places at which each step begins where the one before it ends, ascending."""
    known = {step: StepReader(segment, step) for step in steps}
    readers = [known[step] for step in steps]
    rarest_first = sorted(known.values(), key=lambda reader: len(reader.ids))
    documents = rarest_first[0].ids
    for reader in rarest_first[1:]:
        if not len(documents):
            return NONE
        documents = documents[is_in(documents, reader.ids, segment.doc_count)]
    if len(steps) == 1:
        return readers[0].places()
    if not len(documents):
        return NONE
    begins = np.cumsum([0, *(step.width for step in steps[:-1])])
    order = sorted(range(len(steps)), key=lambda index: len(readers[index].ids))
    found = readers[order[0]].places(documents)
    # A word that stands too near the beginning cannot be that far into the phrase.
    found = found[(found & _POSITION) >= begins[order[0]]] - begins[order[0]]
    for index in order[1:]:
        check()
        if not len(found):
            break
        kept = documents
        if len(found) < len(documents) // 2:
            kept = documents_of(found)
            kept = kept[is_in(kept, documents, segment.doc_count)]
        found = _in_both(found, readers[index].places(kept) - begins[index])
    return found


def chain_documents(segment: OpenSegment, steps: Sequence[Step]) -> Array:
    """The documents in which each step begins where the one before it ends, ascending."""
    found = _dense_chain(segment, steps)
    return documents_of(chain_places(segment, steps)) if found is None else found


def _dense_chain(segment: OpenSegment, steps: Sequence[Step]) -> Array | None:
    """The same for frequent words of the text; None where the other way is the better one."""
    if not 2 <= len(steps) <= MOST_WORDS or any(step.except_field or step.field not in _WITHOUT_GAPS for step in steps):
        return None
    readers = [reader for step in steps if (reader := segment.field(step.field)) is not None]
    text = segment.field("body")
    if len(readers) < len(steps) or text is None or text.lengths is None:
        return None
    terms = [reader.find(step.term) for reader, step in zip(readers, steps, strict=True)]
    if min(terms) < 0:
        return None
    # Where one word is much rarer than the others, only its few documents need to be looked at.
    rows = list(zip(readers, terms, strict=True))
    rarest = min(reader.count(term) for reader, term in rows)
    places = [reader.occurrences(term, term + 1) * rarest / reader.count(term) for reader, term in rows]
    if sum(places) < MANY or any(rarest * 3 < reader.count(term) for reader, term in rows):
        return None
    begins = np.cumsum([0, *(step.width for step in steps[:-1])]).tolist()
    return DenseChain(readers, terms, begins, text.lengths).documents()


def _in_both(left: Array, right: Array) -> Array:
    """What two ascending rows share."""
    if len(left) > len(right):
        left, right = right, left
    if len(left) > _FEW and len(right) < 64 * len(left):
        left = _likely(left, right)
    if not len(left):
        return left
    places = np.searchsorted(right, left)
    both: Array = left[right[np.minimum(places, len(right) - 1)] == left]
    return both


def _likely(left: Array, right: Array) -> Array:
    """Those of a row that may be in another one, sifted by a table in which neighbours stand side by side."""
    size = 1 << max(20, min(25, (8 * len(right)).bit_length()))
    flags = np.zeros(size, dtype=bool)
    flags[_slots(right, size)] = True
    return left[flags[_slots(left, size)]]


def _slots(places: Array, size: int) -> Array:
    # 512 slots for each document: about its length, so that hardly two words of neighbours share one.
    slots = places >> (_SHIFT - 9)
    slots += places
    slots &= size - 1
    return slots


def near_places(segment: OpenSegment, near: Near) -> Array:
    """The places of the last word of every stretch that holds all words within the distance."""
    words = [[StepReader(segment, step) for step in steps] for steps in near.words]
    documents: Array | None = None
    for ids in sorted((_with_any(readers) for readers in words), key=len):
        documents = ids if documents is None else documents[is_in(documents, ids, segment.doc_count)]
        if not len(documents):
            return NONE
    if documents is None:
        return NONE
    each = sum(reader.occurrences / max(len(reader.ids), 1) for readers in words for reader in readers)
    step = max(1, int(_NEAR_AT_ONCE / max(each, 1.0)))
    rows = [
        _near_places(segment, words, near, documents[start : start + step]) for start in range(0, len(documents), step)
    ]
    return np.concatenate(rows)


def _with_any(readers: Sequence[StepReader]) -> Array:
    filled = [reader.ids for reader in readers if len(reader.ids)]
    if len(filled) == 1:
        return filled[0]
    return np.unique(np.concatenate(filled)) if filled else np.empty(0, dtype=np.uint32)


def _near_places(segment: OpenSegment, words: Sequence[Sequence[StepReader]], near: Near, documents: Array) -> Array:
    kept: list[Array] = []
    for readers in words:
        parts: list[Array] = []
        for reader in readers:
            own = documents[is_in(documents, reader.ids, segment.doc_count)] if len(reader.ids) else documents[:0]
            if len(own):
                places = reader.places(own)
                # Perhaps it has read more than it was asked for.
                low, high = int(documents[0]) << _SHIFT, (int(documents[-1]) + 1) << _SHIFT
                places = places[np.searchsorted(places, low) : np.searchsorted(places, high)]
                parts.append(places[is_in(places >> _SHIFT, documents, segment.doc_count)])
        if not parts:
            return NONE
        kept.append(parts[0] if len(parts) == 1 else np.unique(np.concatenate(parts)))
    places = np.concatenate(kept)
    labels = np.repeat(np.arange(len(kept)), [len(part) for part in kept])
    order = np.argsort(places, kind="stable")
    places, labels = places[order], labels[order]
    inside = np.ones(len(places), dtype=bool)
    for label, needed in enumerate(near.needed):
        check()
        own = kept[label]
        # The latest occurrences up to and with each place: the needed-th last of them must not be too far back.
        last = np.searchsorted(own, places, side="right") - needed
        inside &= (last >= 0) & (places - own[np.maximum(last, 0)] <= near.within)
    found: Array = np.unique(places[inside])
    return found


def documents_of(places: Array) -> Array:
    """The documents that some ascending places lie in."""
    documents = places >> _SHIFT
    if not len(documents):
        return documents
    first = np.ones(len(documents), dtype=bool)
    np.not_equal(documents[1:], documents[:-1], out=first[1:])
    return documents[first]


def in_lead(segment: OpenSegment, places: Array, reach: int = 0) -> Array:
    """The places that lie within the first paragraph, with so many words behind them."""
    found: Array = places[(places & _POSITION) + reach < segment.column("lead")[places >> _SHIFT]]
    return found
