"""Inverts a batch of documents at once: words become numbers on the way in, one sort at the end makes the postings."""

from collections.abc import Iterable
from typing import Final

import numpy as np

from newsreader.search.whoosh_engine.container import Array
from newsreader.search.whoosh_engine.postings import FieldArrays


class Vocabulary(dict[str, int]):
    """Numbers words in the order in which they come; `vocabulary[word]` never fails."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


# A word, its document and its place in one number of 64 bits, which sorts several times faster than three.
_PLACE_BITS: Final = 24
_DOCUMENT_BITS: Final = 16
_WORD_BITS: Final = 24
_PLACE: Final = np.uint64((1 << _PLACE_BITS) - 1)
_DOCUMENT: Final = np.uint64((1 << _DOCUMENT_BITS) - 1)
_BELOW_WORD: Final = np.uint64(_DOCUMENT_BITS + _PLACE_BITS)
_AT_ONCE: Final = 1 << 17
"""Occurrences gone through at once, few enough for the processor's cache."""


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
        self._waiting: list[int] = []
        self._waiting_documents: list[int] = []
        self._waiting_places: list[int] = []
        self._packed: list[Array] = []
        # Occurrences that do not fit into 64 bits: words, documents, places. A text must have millions of words for it.
        self._wide: list[tuple[Array, Array, Array]] = []
        self.size = 0

    def add(self, document: int, words: Iterable[str]) -> None:
        """Adds words at the places 0, 1, 2 …; documents come in ascending order."""
        before = len(self._waiting)
        self._waiting.extend(map(self.vocabulary.__getitem__, words))
        added = len(self._waiting) - before
        self._waiting_documents.extend([document] * added)
        self._waiting_places.extend(range(added))
        self.size += added

    def _settle(self) -> None:
        """Packs what was added word by word."""
        if self._waiting:
            words, documents, places = self._waiting, self._waiting_documents, self._waiting_places
            self._waiting, self._waiting_documents, self._waiting_places = [], [], []
            self.size -= len(words)
            self.extend(np.asarray(words), np.asarray(documents, dtype=np.int32), np.asarray(places, dtype=np.int32))

    def extend(self, words: Array, documents: Array, places: Array) -> None:
        """Adds words by their numbers in the vocabulary, with their documents and places.

        Args:
            words: Numbers in the vocabulary.
            documents: int32, ascending, and none below those added before.
            places: int32, ascending within a document.
        """
        if not len(words):
            return
        self._settle()
        fits = int(words.max()) >> _WORD_BITS == 0 and int(documents[-1]) >> _DOCUMENT_BITS == 0
        if fits and int(places.max()) >> _PLACE_BITS == 0:
            packed = words.astype(np.uint64)
            packed <<= np.uint64(_DOCUMENT_BITS)
            packed |= documents.view(np.uint32)
            packed <<= np.uint64(_PLACE_BITS)
            packed |= places.view(np.uint32)
            self._packed.append(packed)
        else:
            self._wide.append((words.astype(np.int64), documents, places))
        self.size += len(words)

    def invert(self, doc_count: int) -> FieldArrays:
        """The postings of the whole batch; it is empty afterwards and goes on numbering words as it did."""
        self._settle()
        terms, ranks = self._sorted_terms()
        words, documents, counts, places = self._unpacked(ranks) if self._wide else self._sorted(ranks)
        self._packed, self._wide, self.size = [], [], 0
        lengths = None
        if self._scored:
            lengths = np.bincount(documents, weights=counts, minlength=doc_count).astype(np.uint32)
        return FieldArrays(
            terms=terms,
            starts=np.concatenate([[0], np.cumsum(np.bincount(words, minlength=len(terms)))]),
            ids=documents.astype(np.uint32),
            freqs=counts.astype(np.uint32) if self._scored else None,
            places=places if self._keeps_places else None,
            lengths=lengths,
        )

    def _sorted_terms(self) -> tuple[list[bytes], Array]:
        """The terms that occur, in the order of their bytes, and for each word number its place in that order."""
        is_used = np.zeros(len(self.vocabulary), dtype=bool)
        for packed in self._packed:
            is_used[packed >> _BELOW_WORD] = True
        for words, _, _ in self._wide:
            is_used[words] = True
        numbers = np.flatnonzero(is_used)
        every = list(self.vocabulary)
        encoded = [every[number].encode("utf-8", "surrogatepass") for number in numbers.tolist()]
        order = sorted(range(len(encoded)), key=encoded.__getitem__)
        ranks = np.zeros(len(every), dtype=np.uint64)
        ranks[numbers[np.asarray(order, dtype=np.int64)]] = np.arange(len(encoded), dtype=np.uint64)
        return [encoded[place] for place in order], ranks

    def _sorted(self, ranks: Array) -> tuple[Array, Array, Array, Array]:
        """For each posting its word by rank, its document and its count, and the places of all, in order."""
        keys = np.empty(self.size, dtype=np.uint64)
        end = 0
        self._packed.reverse()
        while self._packed:
            # What is copied is let go of at once: this is where a build needs the most memory.
            packed = self._packed.pop()
            own = keys[end : end + len(packed)]
            np.bitwise_and(packed, np.uint64((1 << int(_BELOW_WORD)) - 1), out=own)
            own |= ranks[packed >> _BELOW_WORD] << _BELOW_WORD
            end += len(packed)
        keys.sort()
        places = np.empty(len(keys), dtype=np.uint32)
        is_first = np.ones(len(keys), dtype=bool)
        before = None
        for start in range(0, len(keys), _AT_ONCE):
            own = keys[start : start + _AT_ONCE]
            np.bitwise_and(own, _PLACE, out=places[start : start + _AT_ONCE], casting="unsafe")
            own >>= np.uint64(_PLACE_BITS)
            np.not_equal(own[1:], own[:-1], out=is_first[start + 1 : start + len(own)])
            if before is not None:
                is_first[start] = own[0] != before
            before = own[-1]
        begins = np.flatnonzero(is_first)
        counts = np.diff(np.append(begins, len(keys)))
        keys = keys[begins]
        documents = (keys & _DOCUMENT).astype(np.int64)
        keys >>= np.uint64(_DOCUMENT_BITS)
        return keys.astype(np.int64), documents, counts, places

    def _unpacked(self, ranks: Array) -> tuple[Array, Array, Array, Array]:
        """The same where not all fits into 64 bits."""
        rows = [
            (packed >> _BELOW_WORD, packed >> np.uint64(_PLACE_BITS) & _DOCUMENT, packed & _PLACE)
            for packed in self._packed
        ]
        words, documents, places = (
            np.concatenate(parts).astype(np.int64) for parts in zip(*rows, *self._wide, strict=True)
        )
        words = ranks[words].astype(np.int64)
        order = np.lexsort((places, documents, words))
        words, documents, places = words[order], documents[order], places[order]
        is_first = np.ones(len(words), dtype=bool)
        is_first[1:] = (words[1:] != words[:-1]) | (documents[1:] != documents[:-1])
        begins = np.flatnonzero(is_first)
        counts = np.diff(np.append(begins, len(words)))
        return words[begins], documents[begins], counts, places.astype(np.uint32)
