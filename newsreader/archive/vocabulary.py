"""How often an archive's own words occur: sorted lists of counts, merged now and then like the runs of a sort.

A million scanned articles hold millions of different strings, most of them misreadings that occur once. Rows of a
table would cost more than the articles themselves; a sorted, compressed list of a few hundred thousand counts is
written as one value in one short transaction, and merging such lists is exact and needs little memory.
"""

import heapq
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from newsreader.archive.database import Database
from newsreader.archive.originals import LARGEST, inflate
from newsreader.text.knowledge import FEWEST_ARTICLES

MOST_KNOWN: Final = 200_000
"""Words handed to the rules, the commonest first."""

MOST_KEPT: Final = 2_000_000
"""Different strings counted; above it those of the fewest articles are dropped when lists are merged."""

_MOST_RUNS: Final = 16
_NEWS: Final = 0.05
_PIECE: Final = 1 << 16

Counts = Iterable[tuple[str, int]]
"""("language word", number of articles), sorted by the first."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What has been counted.

    Attributes:
        last: Number of the last article counted; those above it are still to be counted.
        articles: How many articles were counted.
        known: How many of them the snapshot holds.
        runs: How many lists there are.
    """

    last: int
    articles: int
    known: int
    runs: int


class Vocabulary:
    """The word counts of an archive."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def counted(self) -> Counted:
        """How far counting has got."""
        with self._database.reading() as db:
            last, articles, runs = db.execute(
                "SELECT coalesce(max(last), 0), coalesce(sum(articles), 0), count(*) FROM word_run"
            ).fetchone()
            known = db.execute("SELECT coalesce(max(articles), 0) FROM word_snapshot").fetchone()[0]
        return Counted(int(last), int(articles), int(known), int(runs))

    def numbers_after(self, last: int, limit: int) -> list[int]:
        """The articles after that number, in order: those still to be counted."""
        with self._database.reading() as db:
            rows = db.execute("SELECT number FROM article WHERE number > ? ORDER BY number LIMIT ?", (last, limit))
            return [int(row[0]) for row in rows]

    def add(self, counts: Mapping[str, int], first: int, last: int, articles: int) -> None:
        """Adds the counts of the articles numbered `first` to `last`, and with them that these are counted."""
        packed = _packed(sorted(counts.items()))
        with self._database.writing() as db:
            db.execute(
                "INSERT INTO word_run (first, last, articles, words) VALUES (?, ?, ?, ?)",
                (first, last, articles, packed),
            )

    def is_behind(self) -> bool:
        """Whether enough is new to merge the lists and make the snapshot anew."""
        so_far = self.counted()
        return so_far.runs > _MOST_RUNS or so_far.articles - so_far.known > _NEWS * so_far.known

    def merge(self) -> None:
        """Merges all lists into one and makes the snapshot anew; exact up to `MOST_KEPT` different words."""
        with self._database.reading() as db:
            rows = db.execute("SELECT number, first, last, articles, words FROM word_run ORDER BY number").fetchall()
        if not rows:
            return
        merged = rows[0][4] if len(rows) == 1 else _packed(_merged([row[4] for row in rows]))
        snapshot, words = _snapshot(merged)
        fewest = 1
        while words > MOST_KEPT:
            fewest += 1
            merged = _packed((key, count) for key, count in _unpacked(merged) if count >= fewest)
            words = sum(1 for _ in _unpacked(merged))
        articles = sum(int(row[3]) for row in rows)
        with self._database.writing() as db:
            db.executemany("DELETE FROM word_run WHERE number = ?", [(row[0],) for row in rows])
            db.execute(
                "INSERT INTO word_run (number, first, last, articles, words) VALUES (?, ?, ?, ?, ?)",
                (rows[0][0], min(row[1] for row in rows), max(row[2] for row in rows), articles, merged),
            )
            db.execute("INSERT OR REPLACE INTO word_snapshot VALUES (1, ?, ?)", (articles, snapshot))

    def clear(self) -> None:
        """Forgets all counts."""
        with self._database.writing() as db:
            db.execute("DELETE FROM word_run")
            db.execute("DELETE FROM word_snapshot")

    def known(self) -> dict[str, dict[str, int]]:
        """The snapshot: language -> word -> number of articles; empty when it is missing or unreadable."""
        with self._database.reading() as db:
            row = db.execute("SELECT words FROM word_snapshot").fetchone()
        data = inflate(row[0]) if row else None
        return _checked(data) if data else {}


def _snapshot(packed: object) -> tuple[bytes, int]:
    """The commonest words ready to be used, and how many there are in all."""
    often: list[tuple[str, int]] = []
    total, fewest = 0, FEWEST_ARTICLES
    for key, count in _unpacked(packed):
        total += 1
        if count >= fewest:
            often.append((key, count))
            if len(often) > 2 * MOST_KNOWN:
                often = _commonest(often)
                # Of equally common words the first by letter stay, and those have been seen.
                fewest = min(count for _, count in often) + 1
    words: dict[str, dict[str, int]] = {}
    for key, count in _commonest(often):
        language, _, word = key.partition(" ")
        words.setdefault(language, {})[word] = count
    return zlib.compress(json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode(), 1), total


def _commonest(words: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """The commonest words by letter; of equally common ones the first by letter."""
    if len(words) <= MOST_KNOWN:
        return words
    return sorted(heapq.nsmallest(MOST_KNOWN, words, key=lambda word: (-word[1], word[0])))


def _checked(data: bytes) -> dict[str, dict[str, int]]:
    """A stranger's archive may hold anything: what is not words with counts is left out."""
    try:
        found: Any = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        str(language): {str(word): count for word, count in words.items() if isinstance(count, int)}
        for language, words in found.items()
        if isinstance(words, dict)
    }


def _merged(runs: Iterable[bytes]) -> Iterator[tuple[str, int]]:
    lines = heapq.merge(*map(_unpacked, runs))
    for key, same in groupby(lines, key=itemgetter(0)):
        yield key, sum(count for _, count in same)


def _packed(counts: Counts) -> bytes:
    packer = zlib.compressobj(1)
    packed: list[bytes] = []
    lines: list[str] = []
    for key, count in counts:
        lines.append(f"{key} {count}\n")
        if len(lines) >= _PIECE:
            packed.append(packer.compress("".join(lines).encode()))
            lines.clear()
    packed += [packer.compress("".join(lines).encode()), packer.flush()]
    return b"".join(packed)


def _unpacked(packed: object) -> Iterator[tuple[str, int]]:
    """The counts of a list, some at a time; it ends where the list is damaged."""
    if not isinstance(packed, bytes):
        return
    unpacker = zlib.decompressobj()
    rest, total = b"", 0
    for start in range(0, len(packed), _PIECE):
        try:
            data = rest + unpacker.decompress(packed[start : start + _PIECE])
        except zlib.error:
            return
        total += len(data)
        if total > LARGEST:
            return
        *lines, rest = data.split(b"\n")
        for line in lines:
            key, _, count = line.decode("utf-8", "replace").rpartition(" ")
            if count.isascii() and count.isdigit():
                yield key, int(count)
