"""Inverts a batch of documents at once: words become numbers on the way in, one sort at the end makes the postings."""

from collections.abc import Iterable

import numpy as np

from newsreader.search.whoosh_engine.container import Array
from newsreader.search.whoosh_engine.postings import FieldArrays


class Vocabulary(dict[str, int]):
    """Numbers words in the order in which they come; `vocabulary[word]` never fails."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class FieldBatch:
    """The words of one field over a batch of documents.

    Args:
        places: Whether positions are kept.
        scored: Whether frequencies and lengths are kept; without, a document has a term or has it not.
    """

    def __init__(self, *, places: bool, scored: bool) -> None:
        self.vocabulary = Vocabulary()
        self._keeps_places = places
        self._scored = scored or places
        self._documents: list[int] = []
        self._counts: list[int] = []
        self._words: list[Array] = []
        self._places: list[Array | None] = []
        self.size = 0

    def add(self, document: int, words: Iterable[str]) -> None:
        """Adds words at the places 0, 1, 2 …; documents come in ascending order."""
        numbers = np.fromiter(map(self.vocabulary.__getitem__, words), dtype=np.int32)
        self.add_numbers(document, numbers)

    def add_numbers(self, document: int, numbers: Array, places: Array | None = None) -> None:
        """Adds words by their numbers in the vocabulary, at given places or one after the other."""
        if not len(numbers):
            return
        self._documents.append(document)
        self._counts.append(len(numbers))
        self._words.append(numbers.astype(np.int32, copy=False))
        self._places.append(None if places is None else places.astype(np.int32, copy=False))
        self.size += len(numbers)

    def invert(self, doc_count: int) -> FieldArrays:
        """The postings of the whole batch."""
        terms, ranks = _sorted_terms(self.vocabulary)
        counts = np.asarray(self._counts, dtype=np.int64)
        documents = np.repeat(np.asarray(self._documents, dtype=np.int32), counts)
        lengths = np.bincount(documents, minlength=doc_count).astype(np.uint32) if self._scored else None
        places = self._all_places(counts) if self._keeps_places else np.zeros(self.size, dtype=np.int32)
        words = ranks[np.concatenate(self._words)] if self._words else np.empty(0, dtype=np.int32)
        self._words.clear()
        words, documents, places = _sorted_occurrences(words, documents, places)
        first = np.ones(len(words), dtype=bool)
        first[1:] = words[1:] != words[:-1]
        first[1:] |= documents[1:] != documents[:-1]
        begins = np.flatnonzero(first)
        # A word may have been numbered and then read together with the next one; it is no term then.
        postings = np.bincount(words[begins], minlength=len(terms))
        return FieldArrays(
            terms=[terms[place] for place in np.flatnonzero(postings).tolist()],
            starts=np.concatenate([[0], np.cumsum(postings[postings > 0])]),
            ids=documents[begins].astype(np.uint32),
            freqs=np.diff(np.append(begins, len(words))).astype(np.uint32) if self._scored else None,
            places=places.view(np.uint32) if self._keeps_places else None,
            lengths=lengths,
        )

    def _all_places(self, counts: Array) -> Array:
        """Positions of all occurrences; those of most documents just count up."""
        begins = np.cumsum(counts) - counts
        places: Array = np.arange(self.size, dtype=np.int32)
        places -= np.repeat(begins.astype(np.int32), counts)
        for begin, count, given in zip(begins.tolist(), self._counts, self._places, strict=True):
            if given is not None:
                places[begin : begin + count] = given
        return places


def _sorted_terms(vocabulary: Vocabulary) -> tuple[list[bytes], Array]:
    """The terms in the order of their bytes, and for each word number its place in that order."""
    encoded = [word.encode("utf-8", "surrogatepass") for word in vocabulary]
    order = sorted(range(len(encoded)), key=encoded.__getitem__)
    ranks = np.empty(len(encoded), dtype=np.int32)
    ranks[np.asarray(order, dtype=np.int64)] = np.arange(len(encoded), dtype=np.int32)
    return [encoded[number] for number in order], ranks


def _sorted_occurrences(words: Array, documents: Array, places: Array) -> tuple[Array, Array, Array]:
    """All occurrences by word, document and place.

    The three numbers are packed into one of 64 bits where they fit, which sorts several times faster.
    """
    if not len(words):
        return words, documents, places
    place_bits = int(places.max()).bit_length()
    document_bits = int(documents.max()).bit_length()
    if int(words.max()).bit_length() + document_bits + place_bits <= 64:
        keys = words.astype(np.uint64)
        for bits, values in ((document_bits, documents), (place_bits, places)):
            keys <<= np.uint64(bits)
            keys |= values.view(np.uint32)
        keys.sort()
        np.copyto(places, keys & np.uint64((1 << place_bits) - 1), casting="unsafe")
        keys >>= np.uint64(place_bits)
        np.copyto(documents, keys & np.uint64((1 << document_bits) - 1), casting="unsafe")
        keys >>= np.uint64(document_bits)
        np.copyto(words, keys, casting="unsafe")
        return words, documents, places
    order = np.lexsort((places, documents, words))
    return words[order], documents[order], places[order]
