"""Finds the stretch of a long text that a query's words stand closest in, before a word of it is looked at closely.

A snippet shows two lines. To find them, the letters that the words of the query begin with are looked for in the whole
text at once; only around the places where they stand close together is the text cut into words and matched exactly.
"""

import re
from collections.abc import Iterator
from typing import Final

from newsreader.domain.query import Fuzzy, Node, Pattern, Word
from newsreader.search.marking import TextLeaf, body_leaves, find_marks
from newsreader.search.patterns import folded_pattern
from newsreader.search.stems import common_start, stem
from newsreader.text import words

SHORT: Final = 1_500
"""Texts up to this length are looked at as a whole."""

_ROOM: Final = 160
_AROUND: Final = 120
"""Characters on either side of a stretch that are cut into words with it, so that its edges are read rightly."""

_PART: Final = 50_000
_MOST_LOOKED_AT: Final = 1_000_000
"""Characters looked at closely where no letters tell the place: to the end would take 30 s for a text of 30 MB."""

_MOST_PLACES: Final = 500
_MOST_TRIES: Final = 3


def passage_marks(root: Node, text: str, language: str) -> list[tuple[int, int]]:
    """Spans to mark in the clean text around the place that says most, sorted and not overlapping.

    Every span is one that `find_marks` gives for the whole text; others farther away may be missing, and so may all
    that stand behind the first million characters when nothing but a close look would find them.
    """
    wanted = list(body_leaves(root))
    if len(text) <= SHORT or not wanted:
        return find_marks(root, text, language)
    needles = [_needles(leaf, language) for leaf in wanted]
    if all(needles):
        folded = _folded(text)
        for start, end in _stretches(folded, list(dict.fromkeys(each for found in needles for each in found))):
            marks = _marks_within(root, text, language, start, end)
            if marks:
                return marks
    return _first_marks(root, text, language)


def _first_marks(root: Node, text: str, language: str) -> list[tuple[int, int]]:
    """Spans in the first part of a text that has any: one long text must not keep a whole page of hits waiting."""
    if len(text) > _PART:
        for start in range(0, min(len(text), _MOST_LOOKED_AT), _PART):
            marks = _marks_within(root, text, language, start, min(len(text), start + _PART))
            if marks:
                return marks
    return find_marks(root, text, language) if len(text) <= _MOST_LOOKED_AT else []


def _needles(leaf: TextLeaf, language: str) -> list[str]:
    """What the words of a leaf begin with; nothing for a leaf that cannot be found so."""
    if leaf.field == "lead" or isinstance(leaf, Fuzzy):
        return []
    if isinstance(leaf, Pattern):
        start = re.split(r"[*?]", folded_pattern(leaf.text), maxsplit=1)[0]
        return [start] if start else []
    found = words.folded_words(leaf.text)
    if isinstance(leaf, Word) and len(found) == 1 and not leaf.exact:
        own = language.split("-")[0].lower()
        start = common_start(stem(found[0], own))
        return [start if found[0].startswith(start) else found[0]]
    return found


def _stretches(folded: str, needles: list[str]) -> Iterator[tuple[int, int]]:
    """The stretches with most different needles, then most needles, best first."""
    places = sorted((place, which) for which, needle in enumerate(needles) for place in _places(folded, needle))
    scored: list[tuple[int, int, int]] = []
    last = 0
    held: dict[int, int] = {}
    for first, (start, which) in enumerate(places):
        while last < len(places) and places[last][0] - start <= _ROOM:
            held[places[last][1]] = held.get(places[last][1], 0) + 1
            last += 1
        scored.append((-len(held), first - last, first))
        held[which] -= 1
        if not held[which]:
            del held[which]
    for _, count, first in sorted(scored)[:_MOST_TRIES]:
        yield places[first][0], places[first - count - 1][0]


def _places(folded: str, needle: str) -> Iterator[int]:
    at = folded.find(needle)
    count = 0
    while at >= 0 and count < _MOST_PLACES:
        if not at or not folded[at - 1].isalnum():
            yield at
            count += 1
        at = folded.find(needle, at + 1)


def _marks_within(root: Node, text: str, language: str, start: int, end: int) -> list[tuple[int, int]]:
    low = _edge(text, max(0, start - _AROUND), -1)
    high = _edge(text, min(len(text), max(end, start + _ROOM) + _AROUND), 1)
    lead = text.find("\n\n", 0, high)
    found = find_marks(root, text[low:high], language, max(0, (lead if lead >= 0 else high) - low))
    # What stands near a cut may be read otherwise than in the whole text.
    return [
        (low + first, low + last)
        for first, last in found
        if (low == 0 or first >= _AROUND // 2) and (high == len(text) or last <= high - low - _AROUND // 2)
    ]


def _edge(text: str, at: int, step: int) -> int:
    for _ in range(_AROUND // 2):
        if at <= 0 or at >= len(text) or text[at - 1].isspace():
            break
        at += step
    return max(0, min(at, len(text)))


class _OneByOne(dict[int, int]):
    """Folds letter by letter, so that every letter keeps its place; those that become several stay as they are."""

    def __missing__(self, code: int) -> int:
        plain = words.fold(chr(code))
        self[code] = ord(plain) if len(plain) == 1 else code
        return self[code]


_FOLDED: Final = _OneByOne()


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else text.translate(_FOLDED)
