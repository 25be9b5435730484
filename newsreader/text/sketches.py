"""Sketches of texts: a few numbers by which the same story is found again in another paper, cut and misread.

A text is taken as the set of its shingles (runs of neighbouring words); every shingle is hashed, and the sketch keeps
the smallest hashes (A. Broder, "On the resemblance and containment of documents", 1997). Two sketches show how many
shingles their texts have in common, without the texts. Hashes depend on nothing but the words, so that sketches are the
same in every process and in every version of the program; what changes them must raise `SKETCH_VERSION`.
"""

import math
import re
import unicodedata
import zlib
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Sketch: TypeAlias = tuple[int, ...]
"""Hashes of 40 bits, ascending; () for a text too short to be told from others."""

SKETCH_VERSION: Final = 1
"""Raised when the same text gets another sketch: all sketches of an archive must then be made anew."""

LEAST_WORDS: Final = 40
"""A text of fewer words has no sketch: notices that short are alike without being the same story."""

LEAST_HASHES: Final = 48
MOST_HASHES: Final = 256
_WORDS_PER_HASH: Final = 8
_SHINGLE_WORDS: Final = 4
_SHINGLE_CHARACTERS: Final = 8
_LEAST_CHARACTERS: Final = 100
_BITS: Final = 40

_DASHES: Final = ("\u2013", "\u2014", "\u2015", "\u2026")
_HYPHENS: Final = ("\u2010", "\u2011", "\u00ac")
_QUOTES: Final = ("\u201c", "\u201d", "\u201e", "\u00ab", "\u00bb", "\u201a")
_DROPPED: Final = ("\u2018", "\u2019", "\u02bc", "\u00ad")

_LOOK_ALIKE: Final = ("ceo", "ijl", "fs", "nu", "bh", "gq", "vy")
"""Letters a scanner takes for each other: they count as one."""

_RIGHTS: Final = (
    "rights reserved", "may not be published", "may not be reproduced", "rewritten or redistributed", "copyright ",
    "droits réservés", "reproduction interdite", "rechte vorbehalten", "nachdruck verboten", "derechos reservados",
    "diritti riservati", "direitos reservados",
)  # fmt: skip
"""What says that a sentence is about rights: it stands under stories that have nothing else in common."""

_SENTENCE_START: Final = re.compile(rb"[.!?\n][^0-9A-Za-z]{0,6}[A-Z]")
_AFTER_DIGITS: Final = 0x3A
_AFTER_CAPITALS: Final = 0x5B
"""Bytes below this one begin a number or a name: digits and capitals of ASCII."""
_MANY_CAPITALS: Final = 0.33

_SENTENCE: Final = 300
"""Characters of a sentence about rights that are looked for on either side."""

# The hyphen first: then the pattern is searched for with its speed, and not with that of looking behind.
_JOINED: Final = re.compile(rb"-(?<=[0-9a-z\x80-\xff]-)[ \t\r\n]*(?=[0-9a-z\x80-\xff])")
_MARKS: Final = re.compile("[\u0300-\u036f]+")
# Thai, Lao, Burmese and Khmer as well as Chinese, Japanese and Korean: scripts that put no space between words.
_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"
)


def sketch(text: str) -> Sketch:
    """The sketch of a text: some 60 numbers for 500 words, more for longer texts, at most `MOST_HASHES`.

    Case, accents, punctuation, hyphens and letters that scanners confuse make no difference.
    """
    words, are_telling, size = _words(text)
    if not words:
        return ()
    hashes = _shingle_hashes(words, are_telling, size)
    hashes.sort()
    is_first = np.empty(len(hashes), np.bool_)
    is_first[0] = True
    np.not_equal(hashes[1:], hashes[:-1], out=is_first[1:])
    kept = min(MOST_HASHES, max(LEAST_HASHES, len(words) // _WORDS_PER_HASH))
    return tuple(hashes[is_first][:kept].tolist())


SAME_CONTAINMENT: Final = 0.3
_SAME_CONTAINMENT_UNTOLD: Final = 0.4
"""Where hardly a name or a number can bear witness."""
_SAME_EVENNESS: Final = 0.6
_NEARLY_ALL: Final = 0.6
_SAME_EVENNESS_OF_NEARLY_ALL: Final = 0.4
"""No form seen has so much in common; names and numbers are what scanners misread most."""
_LEAST_SHARED: Final = 6
_LEAST_TELLING: Final = 4


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two texts are by their sketches; all figures are estimates.

    Attributes:
        resemblance: Shingles in both, as a share of those in either, 0 to 1.
        containment: Shingles in both, as a share of those of the text that has fewer, 0 to 1: 1 for a text that was
            cut out of the other.
        error: Standard error of `containment`.
        shared: Hashes found in both sketches.
        telling: Hashes compared that have a name or a number in them.
        evenness: How often those are shared, compared with the others: near 1 for two versions of a story, near 0 for
            a form filled in twice (yesterday's weather and today's).
    """

    resemblance: float
    containment: float
    error: float
    shared: int
    telling: int
    evenness: float

    @property
    def is_same_story(self) -> bool:
        """Whether so much in common is neither chance nor a form with other names and numbers filled in.

        The thresholds were measured; see docs/families.md.
        """
        least = SAME_CONTAINMENT if self.telling >= _LEAST_TELLING else _SAME_CONTAINMENT_UNTOLD
        even = _SAME_EVENNESS if self.containment < _NEARLY_ALL else _SAME_EVENNESS_OF_NEARLY_ALL
        return self.shared >= _LEAST_SHARED and self.containment >= least and self.evenness >= even


UNLIKE: Final = Likeness(0.0, 0.0, 0.0, 0, 0, 0.0)


def likeness(one: Sketch, other: Sketch, common_phrases: AbstractSet[int] = frozenset()) -> Likeness:
    """Compares two texts by their sketches.

    Both sketches hold all hashes of their texts up to the smaller of their largest ones; only those are looked at.

    Args:
        one: A sketch.
        other: Another.
        common_phrases: Keys of hashes that many stories have, which tell nothing.
    """
    if not one or not other:
        return UNLIKE
    end = min(_reach(one), _reach(other))
    first = {value >> 1: value & 1 for value in one if value <= end and value >> 1 not in common_phrases}
    second = {value >> 1: value & 1 for value in other if value <= end and value >> 1 not in common_phrases}
    if len(first) > len(second):
        first, second = second, first
    if not first:
        return UNLIKE
    common = first.keys() & second.keys()
    shared, size = len(common), len(first)
    telling = sum(first.values())
    told = sum(first[value] for value in common)
    expected = telling * (shared - told) / (size - telling) if size > telling else shared
    containment = shared / size
    return Likeness(
        resemblance=shared / (size + len(second) - shared),
        containment=containment,
        error=math.sqrt(max(containment * (1 - containment), 0.25 / size) / size),
        shared=shared,
        telling=telling,
        # One is given for chance: of few telling shingles none may be left.
        evenness=min(1.0, (told + 1) / expected) if expected else 1.0,
    )


def key_of(value: int) -> int:
    """The part of a hash that two versions of the same words share; the rest says whether a name is among them."""
    return value >> 1


def _reach(found: Sketch) -> int:
    """Up to where a sketch is complete: a short one holds everything there is."""
    return found[-1] if len(found) >= LEAST_HASHES else 1 << _BITS


def _words(text: str) -> tuple[list[bytes], list[bool], int]:
    """The folded words, or characters where words are not told apart; which of them are telling; words in a shingle."""
    text = _without_rights(text)
    size, least = _SHINGLE_WORDS, LEAST_WORDS
    if not text.isascii():
        text = _plain(text)
        if not text.isascii():
            unspaced = sum(1 for _ in _UNSPACED.finditer(text))
            if unspaced:
                text = _UNSPACED.sub(r" \g<0> ", text)
            if 2 * unspaced > len(text) // 3:  # every one of them has just become three
                size, least = _SHINGLE_CHARACTERS, _LEAST_CHARACTERS
    data = text.encode("utf-8", "replace")
    if b"-" in data:
        data = _JOINED.sub(b"", data.replace(b"--", b" "))
    data = _SENTENCE_START.sub(_lowered, data)
    printed = data.translate(_table(fold=False), b"'`").split()
    if not data.isascii():
        data = data.decode("utf-8").lower().encode("utf-8")
    folded = data.translate(_table(fold=True), b"'`").replace(b"rn", b"m").split()
    if len(folded) < least:
        return [], [], size
    telling = [word[0] < _AFTER_CAPITALS for word in printed]
    if sum(telling) > _MANY_CAPITALS * len(telling):  # German nouns, or all of it in capitals: only numbers tell
        telling = [word[0] < _AFTER_DIGITS for word in printed]
    return folded, telling, size


def _plain(text: str) -> str:
    """The text without accents and typographers' signs."""
    for signs, plain in ((_DASHES, " "), (_QUOTES, " "), (_HYPHENS, "-"), (_DROPPED, "")):
        for sign in signs:
            text = text.replace(sign, plain)
    return text if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", text.replace("\u017f", "s")))


def _without_rights(text: str) -> str:
    lowered = text.lower()
    spans = sorted(_sentences_with_rights(lowered)) if len(lowered) == len(text) else []
    if not spans:
        return text
    parts, at = [], 0
    for start, end in spans:
        parts.append(text[at : max(at, start)])
        at = max(at, end)
    parts.append(text[at:])
    return " ".join(parts)


def _sentences_with_rights(lowered: str) -> Iterator[tuple[int, int]]:
    for phrase in _RIGHTS:
        at = lowered.find(phrase)
        while at >= 0:
            low, high = max(0, at - _SENTENCE), at + _SENTENCE
            start = max(lowered.rfind(". ", low, at) + 1, lowered.rfind("\n", low, at) + 1, low)
            stops = [place for place in (lowered.find(stop, at, high) for stop in (". ", "\n")) if place >= 0]
            end = min(stops, default=high) + 1
            yield start, end
            at = lowered.find(phrase, end)


def _lowered(match: re.Match[bytes]) -> bytes:
    return match.group().lower()


@cache
def _table(*, fold: bool) -> bytes:
    """Byte → byte: what is neither letter nor digit becomes a space; folded, letters that look alike become one."""
    table = [byte if byte >= 0x80 or chr(byte).isalnum() else 0x20 for byte in range(256)]
    if fold:
        for capital in range(ord("A"), ord("Z") + 1):
            table[capital] = ord(chr(capital).lower())
        for group in _LOOK_ALIKE:
            for letter in group:
                table[ord(letter)] = table[ord(letter.upper())] = ord(group[0])
    return bytes(table)


def _shingle_hashes(words: list[bytes], are_telling: list[bool], size: int) -> NDArray[np.uint64]:
    """A hash of 40 bits for each run of so many words; the last bit says that a telling word is among them."""
    each = np.fromiter(map(zlib.crc32, words), np.uint64, len(words))
    marks = np.fromiter(are_telling, np.uint64, len(words))
    count = len(each) - size + 1
    mixed = np.zeros(count, np.uint64)
    mark = np.zeros(count, np.uint64)
    for place in range(size):
        mixed *= np.uint64(0x9E3779B97F4A7C15)
        mixed += each[place : place + count]
        mark |= marks[place : place + count]
    # The finalizer of MurmurHash3 (A. Appleby, public domain): every bit of the words reaches the bits kept.
    mixed ^= mixed >> np.uint64(33)
    mixed *= np.uint64(0xFF51AFD7ED558CCD)
    mixed ^= mixed >> np.uint64(33)
    mixed *= np.uint64(0xC4CEB9FE1A85EC53)
    mixed ^= mixed >> np.uint64(33)
    return (mixed >> np.uint64(64 - _BITS)) & np.uint64(~1 & 0xFFFFFFFFFF) | mark
