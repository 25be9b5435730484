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
        self._chunks: list[tuple[Array, Array, Array]] = []
        self._ceilings = [0, 0]
        self.size = 0

    def add(self, document: int, words: Iterable[str]) -> None:
        """Adds words at the places 0, 1, 2 …; documents come in ascending order."""
        numbers = np.fromiter(map(self.vocabulary.__getitem__, words), dtype=np.int32)
        self.extend(numbers, np.full(len(numbers), document, dtype=np.int32), np.arange(len(numbers), dtype=np.int32))

    def extend(self, words: Array, documents: Array, places: Array) -> None:
        """Adds words by their numbers in the vocabulary, with their documents and places.

        Args:
            words: int32.
            documents: int32, ascending, and none below those added before.
            places: int32, ascending within a document.
        """
        if not len(words):
            return
        self._chunks.append((words, documents, places))
        self._ceilings = [max(self._ceilings[0], int(documents[-1])), max(self._ceilings[1], int(places.max()))]
        self.size += len(words)

    def invert(self, doc_count: int) -> FieldArrays:
        """The postings of the whole batch; it is empty afterwards and goes on numbering words as it did."""
        terms, ranks = self._sorted_terms()
        lengths = self._lengths(doc_count) if self._scored else None
        words, documents, places = self._sorted_occurrences(ranks)
        first = np.ones(len(words), dtype=bool)
        np.not_equal(words[1:], words[:-1], out=first[1:])
        first[1:] |= documents[1:] != documents[:-1]
        begins = np.flatnonzero(first)
        return FieldArrays(
            terms=terms,
            starts=np.concatenate([[0], np.cumsum(np.bincount(words[begins], minlength=len(terms)))]),
            ids=documents[begins],
            freqs=np.diff(np.append(begins, len(words))).astype(np.uint32) if self._scored else None,
            places=places if self._keeps_places else None,
            lengths=lengths,
        )

    def _sorted_terms(self) -> tuple[list[bytes], Array]:
        """The terms that occur, in the order of their bytes, and for each word number its place in that order."""
        is_used = np.zeros(len(self.vocabulary), dtype=bool)
        for words, _, _ in self._chunks:
            is_used[words] = True
        numbers = np.flatnonzero(is_used)
        every = list(self.vocabulary)
        encoded = [every[number].encode("utf-8", "surrogatepass") for number in numbers.tolist()]
        order = sorted(range(len(encoded)), key=encoded.__getitem__)
        ranks = np.zeros(len(every), dtype=np.int32)
        ranks[numbers[np.asarray(order, dtype=np.int64)]] = np.arange(len(encoded), dtype=np.int32)
        return [encoded[place] for place in order], ranks

    def _lengths(self, doc_count: int) -> Array:
        lengths = np.zeros(doc_count, dtype=np.uint32)
        for _, documents, _ in self._chunks:
            first, last = int(documents[0]), int(documents[-1])
            lengths[first : last + 1] += np.bincount(documents - first, minlength=last - first + 1).astype(np.uint32)
        return lengths

    def _sorted_occurrences(self, ranks: Array) -> tuple[Array, Array, Array]:
        """All occurrences by word, document and place.

        The three numbers are packed into one of 64 bits where they fit, which sorts several times faster.
        """
        document_bits, place_bits = (ceiling.bit_length() for ceiling in self._ceilings)
        chunks, self._chunks = self._chunks[::-1], []
        size, self.size, self._ceilings = self.size, 0, [0, 0]
        if max(len(ranks) - 1, 0).bit_length() + document_bits + place_bits > 64:
            words, documents, places = (np.concatenate(parts) for parts in zip(*chunks[::-1], strict=True))
            words = ranks[words]
            order = np.lexsort((places, documents, words))
            return words[order], documents.view(np.uint32)[order], places.view(np.uint32)[order]
        keys = np.empty(size, dtype=np.uint64)
        end = 0
        while chunks:
            # What is packed is let go of at once: this is where a build needs the most memory.
            words, documents, places = chunks.pop()
            packed = ranks[words].astype(np.uint64)
            for bits, values in ((document_bits, documents), (place_bits, places)):
                packed <<= np.uint64(bits)
                packed |= values.view(np.uint32)
            keys[end : end + len(packed)] = packed
            end += len(packed)
        keys.sort()
        places = (keys & np.uint64((1 << place_bits) - 1)).astype(np.uint32)
        keys >>= np.uint64(place_bits)
        documents = (keys & np.uint64((1 << document_bits) - 1)).astype(np.uint32)
        keys >>= np.uint64(document_bits)
        return keys.astype(np.int32), documents, places
