"""The names of the gazetteer that stand in a text, the longest at each place, with what stands around them."""

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import Final, NamedTuple

from newsreader.text.authorities import name_key
from newsreader.text.gazetteer import Place, begins, lookup
from newsreader.text.place_context import Context, around, group, small_words

_TOKEN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž](?<![\w-].)[\w’']*(?:[-\u2010\u2011][\w’']+)*")
_CONTINUED = re.compile(r"(?:\.?[ \u00a0]|\.?\n(?!\n)|['’]|-)([\w’']+(?:-[\w’']+)*)")
_POSSESSIVE = re.compile(r"['’](?:s|S)?$")
_ELISION = re.compile(r"[LDld]['’](?=[A-ZÀ-Þ])")
_MOST_WORDS: Final = 5
_MOST_NAMES: Final = 2_000
_SHORTEST: Final = 3
_SMALL: Final = 15_000


class Named(NamedTuple):
    """A name with its candidates and what stands around it."""

    start: int
    end: int
    key: str
    candidates: tuple[Place, ...]
    context: Context
    is_capitals: bool

    @property
    def seen(self) -> tuple[str, Context, bool]:
        """What the reading of a name depends on, besides the rest of the text."""
        return self.key, self.context, self.is_capitals


def names_in(text: str, language: str) -> Iterator[Named]:
    """The names of the gazetteer in a text, in order, the longest at each place.

    Args:
        text: Clean text.
        language: BCP 47 of the text, "" when not known.
    """
    done = count = 0
    for match in _TOKEN.finditer(text):
        start, word = match.start(), match[0]
        if start < done:
            continue
        is_name, has_more, key, offset, size = _opening(word)
        if not (is_name or has_more):
            continue
        start += offset
        end = start + size
        if has_more:
            key, end = _longest(text, key, end, is_name)
            if not key:
                continue
        if not _is_worth_a_look(text, start, end, key):
            continue
        is_capitals = text[start:end].isupper()
        if is_capitals and not _is_in_capitals(text, start, end):
            continue
        yield Named(start, end, key, lookup(key), around(text, start, end, language), is_capitals)
        done, count = end, count + 1
        if count >= _MOST_NAMES:
            return


_NO_NAME: Final = (False, False, "", 0, 0)
"""What most words open; one for all, so that many words can be remembered."""


@lru_cache(16_384)
def _opening(word: str) -> tuple[bool, bool, str, int, int]:
    """What a capitalized token begins: is it a name, do longer names begin with it, its key and its span."""
    elided = _ELISION.match(word)
    offset = elided.end() if elided else 0
    bare = _POSSESSIVE.sub("", word[offset:])
    key = name_key(bare)
    if not key:
        return _NO_NAME
    is_name, has_more = begins(key)
    is_name = (
        is_name
        and not _is_compound(bare)
        and len(key) >= _SHORTEST
        and key not in small_words()
        and not (len(key) == 3 and bare.isupper() and key not in _SHORT)
    )
    return (is_name, has_more, key, offset, len(bare)) if is_name or has_more else _NO_NAME


def _is_compound(word: str) -> bool:
    """Whether a hyphen joins a common word: `Richmond-hill`, `London-bridge`; not `Ashton-under-Lyne`."""
    parts = word.split("-")[1:]
    return bool(parts) and parts[-1][:1].islower()


def _is_worth_a_look(text: str, start: int, end: int, key: str) -> bool:
    """Whether a name may be a place at all here, at a glance: most villages and common words cannot."""
    weight = _weight(key)
    if weight is _Weight.LIGHT:
        return text[end : end + 1] in (",", " ", "(") and text[end + 1 : end + 3].strip("( ")[:1].isupper()
    if weight is _Weight.WORD:
        before = text[max(0, start - 14) : start].split()
        return (
            not before
            or before[-1].lower() in group("in")
            or before[-1].lower() in group("articles")
            or text[end : end + 1] in (",", ".", " (", "—")
        )
    return True


class _Weight(Enum):
    """How a name is to be looked at."""

    LIGHT = 0
    WORD = 1
    NAME = 2


@lru_cache(8_192)
def _weight(key: str) -> _Weight:
    candidates = lookup(key)
    if key in group("words"):
        return _Weight.WORD
    is_known = any(place.is_by_hand or place.population >= _SMALL for place in candidates)
    return _Weight.NAME if is_known else _Weight.LIGHT


_SHORT: Final = frozenset({"usa", "ddr", "gdr"})


def _longest(text: str, key: str, end: int, is_name: bool) -> tuple[str, int]:
    """The longest name that begins with a key; an empty key when there is none."""
    best, best_end = (key, end) if is_name else ("", end)
    glue = group("glue")
    for _ in range(_MOST_WORDS):
        match = _CONTINUED.match(text, end)
        if not match:
            break
        word = match[1]
        if not (word[0].isupper() or word.lower() in glue):
            break
        bare = _POSSESSIVE.sub("", word)
        key = f"{key} {_key(bare)}"
        end = match.end() - len(word) + len(bare)
        is_whole, has_more = begins(key)
        if is_whole:
            best, best_end = key, end
        if not has_more or bare != word:
            break
    return best, best_end


_key = lru_cache(8_192)(name_key)


def _is_in_capitals(text: str, start: int, end: int) -> bool:
    """Whether a name in capitals stands in a line of capitals or opens a paragraph; elsewhere it is an abbreviation."""
    if end - start < 4 and text[start:end].lower() not in _SHORT:
        return False
    before = text[max(0, start - 2) : start]
    if not before or before.endswith("\n") or text[start:end].lower() in ("ussr", "urss", *_SHORT):
        return True
    around_it = text[max(0, start - 30) : start] + text[end : end + 30]
    letters = [letter for letter in around_it if letter.isalpha()]
    return len(letters) > 4 and sum(letter.isupper() for letter in letters) > 0.85 * len(letters)
