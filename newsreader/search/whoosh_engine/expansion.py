"""Which words of a segment are meant by one word of a query: other forms, wildcards, near spellings."""

import re
from collections.abc import Iterable
from typing import Final

from newsreader.search.patterns import pattern_expression
from newsreader.search.stems import common_start, stem
from newsreader.search.whoosh_engine.segment import FieldReader

MOST_WORDS: Final = 10_000
"""Words one wildcard may stand for in one field of one segment; beyond, the most frequent are taken."""

_MOST_STEMMED: Final = 20_000


def other_forms(reader: FieldReader, word: str, language: str) -> list[int]:
    """Terms that have the same stem as a word, without the word itself."""
    root = stem(word, language)
    if root == word and not word.isalpha():
        return []
    found: list[int] = []
    longest = max(len(word), len(root)) + 8
    candidates = reader.prefix(common_start(root))
    if len(candidates) > _MOST_STEMMED:
        candidates = reader.prefix(root)
    for index in candidates:
        other = reader.word(index)
        if len(other) <= longest and other != word and stem(other, language) == root:
            found.append(index)
    return found


def matching_pattern(reader: FieldReader, pattern: str) -> list[int]:
    """Terms that match a folded pattern with `*` and `?`."""
    start = re.split(r"[*?]", pattern, maxsplit=1)[0]
    candidates = reader.prefix(start) if start else range(reader.count)
    if pattern == f"{start}*":
        return list(candidates)
    expression = pattern_expression(pattern)
    words = reader.words if not start else None
    return [
        index for index in candidates if expression.fullmatch(words[index] if words is not None else reader.word(index))
    ]


def near_spellings(reader: FieldReader, word: str, edits: int) -> list[tuple[int, int]]:
    """Terms within some edits of a word (a swap of two neighbours counts one), each with its number of edits.

    Walks the sorted terms as if they were a tree of letters: a whole branch is left once its letters alone differ by
    too much.
    """
    found: list[tuple[int, int]] = []
    first_row = list(range(len(word) + 1))
    # prefix, the terms that begin so, the last two rows of the table of edits
    stack: list[tuple[str, int, int, list[int], list[int] | None]] = [("", 0, reader.count, first_row, None)]
    while stack:
        prefix, low, high, row, before = stack.pop()
        if low < high and reader.word(low) == prefix:
            if row[-1] <= edits:
                found.append((low, row[-1]))
            low += 1
        while low < high:
            letter = reader.word(low)[len(prefix)]
            branch = prefix + letter
            end = _end_of_branch(reader, branch, low, high)
            new = _next_row(word, prefix, letter, row, before)
            if min(new) <= edits:
                stack.append((branch, low, end, new, row))
            low = end
    return sorted(found, key=lambda each: (each[1], each[0]))


def _end_of_branch(reader: FieldReader, prefix: str, low: int, high: int) -> int:
    after = prefix.encode("utf-8", "surrogatepass") + b"\xff"
    while low < high:
        middle = (low + high) // 2
        if reader.term(middle) < after:
            low = middle + 1
        else:
            high = middle
    return low


def _next_row(word: str, prefix: str, letter: str, row: list[int], before: list[int] | None) -> list[int]:
    new = [row[0] + 1]
    for column in range(1, len(word) + 1):
        cost = min(new[column - 1] + 1, row[column] + 1, row[column - 1] + (word[column - 1] != letter))
        if before is not None and column > 1 and letter == word[column - 2] and prefix[-1] == word[column - 1]:
            cost = min(cost, before[column - 2] + 1)
        new.append(cost)
    return new


def most_frequent(reader: FieldReader, indexes: Iterable[int]) -> tuple[list[int], bool]:
    """At most `MOST_WORDS` terms, the most frequent, and whether any were left out."""
    found = list(indexes)
    if len(found) <= MOST_WORDS:
        return found, False
    found.sort(key=reader.document_count, reverse=True)
    return sorted(found[:MOST_WORDS]), True


def splits(word: str) -> Iterable[tuple[str, str]]:
    """The ways to read a word as two words of four letters or more."""
    if word.isalpha():
        for cut in range(4, len(word) - 3):
            yield word[:cut], word[cut:]
