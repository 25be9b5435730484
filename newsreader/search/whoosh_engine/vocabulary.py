"""Which terms of the index are meant by a word of a query: other forms, wildcards, near spellings.

Terms are sifted as arrays, all of a segment at once; only the few that are left are looked at one by one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from newsreader.search.cancelling import check
from newsreader.search.patterns import pattern_expression
from newsreader.search.stems import common_start, stem
from newsreader.search.whoosh_engine.container import Array
from newsreader.search.whoosh_engine.postings import FieldReader
from newsreader.search.whoosh_engine.snapshot import Snapshot

_MOST_STEMMED = 20_000
MOST_TRIED: Final = 30_000
"""Terms of one part of the index that are tried against a pattern, the most frequent ones."""

MOST_EXPANDED: Final = 10_000
"""Terms that one pattern may stand for."""

_LOOK_EVERY = 512
"""Terms between two looks at whether the search was given up."""

_LETTERS = np.zeros(256, dtype=np.uint32)
_LETTERS[:128] = np.uint32(1) << (np.arange(128, dtype=np.uint32) & np.uint32(31))
_LETTERS[ord("\n")] = 0


def encoded(word: str) -> bytes:
    """A word as it stands in the index."""
    return word.encode("utf-8", "surrogatepass")


def decoded(term: bytes) -> str:
    """A term of the index as text."""
    return term.decode("utf-8", "surrogatepass")


def other_forms(snapshot: Snapshot, field: str, word: str, language: str) -> tuple[bytes, ...]:
    """Terms that have the same stem as a word, without the word itself."""
    root = stem(word, language)
    if root == word and not word.isalpha():
        return ()
    start = common_start(root)
    longest = max(len(word), len(root)) + 8
    found: set[bytes] = set()
    for reader in snapshot.readers(field):
        low, high = reader.prefix_range(encoded(start))
        if high - low > _MOST_STEMMED:
            low, high = reader.prefix_range(encoded(root))
        for index in range(low, high):
            if not index % _LOOK_EVERY:
                check()
            term = reader[index]
            if term not in found:
                other = decoded(term)
                if len(other) <= longest and other != word and stem(other, language) == root:
                    found.add(term)
    return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class Expansion:
    """The terms that a pattern or a misspelt word stands for.

    Attributes:
        terms: In order.
        left_out: How many more there are at least; the most frequent ones are kept.
    """

    terms: tuple[bytes, ...]
    left_out: int = 0


def matching(snapshot: Snapshot, field: str, pattern: str) -> Expansion:
    """Terms that match a folded pattern with `*` and `?`; of very many only the most frequent."""
    found: dict[bytes, int] = {}
    left_out = 0
    for reader in snapshot.readers(field):
        candidates = _candidates(reader, pattern)
        if len(candidates) > MOST_TRIED:
            left_out = max(left_out, len(candidates) - MOST_TRIED)
            candidates = _most_frequent(reader, candidates, MOST_TRIED)
        for place in _matching_among(reader, candidates, pattern):
            term = reader[place]
            found[term] = found.get(term, 0) + reader.count(place)
    if len(found) > MOST_EXPANDED:
        kept = sorted(found, key=lambda term: (-found[term], term))[:MOST_EXPANDED]
        return Expansion(tuple(sorted(kept)), max(left_out, len(found) - MOST_EXPANDED))
    return Expansion(tuple(sorted(found)), left_out)


def most_frequent_with(snapshot: Snapshot, field: str, prefix: bytes, limit: int) -> tuple[bytes, ...]:
    """The most frequent terms that begin so, from each part of the index."""
    found: set[bytes] = set()
    for reader in snapshot.readers(field):
        found.update(reader[place] for place in reader.most_frequent(*reader.prefix_range(prefix), limit))
    return tuple(sorted(found))


def _most_frequent(reader: FieldReader, places: Sequence[int], limit: int) -> Sequence[int]:
    chosen = np.asarray(places, dtype=np.int64)
    counts = np.diff(reader.starts.astype(np.int64))[chosen]
    found: list[int] = chosen[np.argpartition(-counts, limit)[:limit]].tolist()
    return found


def matching_places(reader: FieldReader, pattern: str) -> Iterator[int]:
    """The places of the terms that match a folded pattern with `*` and `?`."""
    return _matching_among(reader, _candidates(reader, pattern), pattern)


def _matching_among(reader: FieldReader, candidates: Sequence[int], pattern: str) -> Iterator[int]:
    expression = pattern_expression(pattern)
    for count, place in enumerate(candidates):
        if not count % _LOOK_EVERY:
            check()
        if expression.fullmatch(decoded(reader[place])):
            yield place


def _candidates(reader: FieldReader, pattern: str) -> Sequence[int]:
    """Terms that hold the first letters and the longest run of letters of a pattern."""
    pieces = re.split(r"[*?]+", pattern)
    low, high = reader.prefix_range(encoded(pieces[0])) if pieces[0] else (0, len(reader))
    longest = encoded(max(pieces[1:], key=len, default=""))
    if not longest or high - low < 64:
        return range(low, high)
    ends = reader.ends
    blob = bytes(reader.terms_blob[int(ends[low]) : int(ends[high])])
    places = np.fromiter((match.start() for match in re.finditer(re.escape(longest), blob)), dtype=np.int64)
    within = np.searchsorted(ends, places + int(ends[low]), side="right") - 1
    chosen: list[int] = np.unique(within).tolist()
    return chosen


def near_spellings(reader: FieldReader, word: str, edits: int) -> list[tuple[int, int]]:
    """Terms within some edits of a word, each with its number of edits; a swap of two neighbours counts one."""
    if not len(reader):
        return []
    by_length, letters, starts = _by_length(reader)
    longest = len(starts) - 2
    low, high = min(max(len(word) - edits, 0), longest + 1), min(len(word) + edits, longest) + 1
    chosen = slice(int(starts[low]), int(starts[max(low, high)]))
    own = int(np.bitwise_or.reduce(_LETTERS[np.frombuffer(encoded(word), dtype=np.uint8)], initial=0))
    # An edit adds or takes away a letter at most, or puts one in another's place.
    other = letters[chosen] ^ np.uint32(own)
    for _ in range(2 * edits):
        other &= other - np.uint32(1)  # takes the lowest bit away; 0 stays 0
    places = np.sort(by_length[chosen][other == 0]).astype(np.int64)
    if not len(places):
        return []
    distances = edit_distances(word, [decoded(reader[place]) for place in places.tolist()])
    kept = distances <= edits
    return list(zip(places[kept].tolist(), distances[kept].tolist(), strict=True))


def _by_length(reader: FieldReader) -> tuple[Array, Array, Array]:
    """The places of all terms by length, which letters each of them has (as bits), and where each length starts."""
    if reader.by_length is None:
        blob = np.frombuffer(reader.terms_blob, dtype=np.uint8)
        begins = reader.ends[:-1].astype(np.int64)
        letters = np.bitwise_or.reduceat(_LETTERS[blob], begins)
        # The separator behind each term is counted with it.
        if blob.max() < 128:
            characters = np.diff(reader.ends.astype(np.int64)) - 1
        else:
            characters = np.add.reduceat(((blob & 0xC0) != 0x80).astype(np.int32), begins) - 1
        # Small numbers are sorted several times as fast as large ones.
        lengths = np.minimum(characters, 0xFFFF).astype(np.uint16)
        order = np.argsort(lengths, kind="stable").astype(np.uint32)
        counts = np.bincount(lengths)
        starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts)])
        reader.by_length = order, letters[order], starts
    return reader.by_length


def edit_distances(word: str, others: list[str]) -> Array:
    """How many edits lead from a word to each of some others; a swap of two neighbours counts one."""
    longest = max(map(len, others))
    table = np.asarray(others, dtype=f"U{max(longest, 1)}").view(np.uint32).reshape(len(others), -1).T.astype(np.int64)
    lengths = np.fromiter(map(len, others), dtype=np.int64, count=len(others))
    before: list[Array] | None = None
    row = [np.full(len(others), column, dtype=np.int64) for column in range(longest + 1)]
    for index, letter in enumerate(map(ord, word)):
        check()
        new = [np.full(len(others), index + 1, dtype=np.int64)]
        for column in range(1, longest + 1):
            is_other = table[column - 1] != letter
            cost = np.minimum(np.minimum(new[column - 1], row[column]) + 1, row[column - 1] + is_other)
            if before is not None and column > 1:
                swapped = (table[column - 2] == letter) & (table[column - 1] == ord(word[index - 1]))
                cost = np.where(swapped, np.minimum(cost, before[column - 2] + 1), cost)
            new.append(cost)
        before, row = row, new
    found: Array = np.stack(row)[lengths, np.arange(len(others))]
    return found


def fuzzy(snapshot: Snapshot, field: str, word: str, edits: int) -> tuple[bytes, ...]:
    """Terms within some edits of a word."""
    found: set[bytes] = set()
    for reader in snapshot.readers(field):
        found.update(reader[place] for place, _ in near_spellings(reader, word, edits))
    return tuple(sorted(found))


def counted(snapshot: Snapshot, field: str, terms: Iterable[bytes]) -> Iterator[tuple[str, int]]:
    """Terms with their number of documents."""
    for term in terms:
        yield decoded(term), snapshot.doc_frequency(field, term)
