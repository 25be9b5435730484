"""Words, phrases and nearness within one text field of one segment, as array work on places.

A place is document * 2**32 + position, so that the word after a place is the place plus one.
"""

from dataclasses import dataclass

import numpy as np

from newsreader.search.whoosh_engine.expansion import splits
from newsreader.search.whoosh_engine.files import Array
from newsreader.search.whoosh_engine.layout import EXACT, EXACT_MARK, JOINED, WHOLE
from newsreader.search.whoosh_engine.segment import FieldReader, Segment
from newsreader.text.words import Token, surface

NONE = np.empty(0, np.int64)
_LETTERS_OF_A_PART = 4


@dataclass(frozen=True, slots=True)
class Slot:
    """One word of a query.

    Attributes:
        word: Folded.
        surface: With case and accents, for `exact:`.
        is_hyphened: Whether a hyphen joins it to the next word.
    """

    word: str
    surface: str
    is_hyphened: bool


def slots_of(text: str, tokens: list[Token]) -> list[Slot]:
    """The words of a query in order."""
    return [Slot(token.text, surface(text, token), bool(token.joined)) for token in tokens]


def whole_of(slots: list[Slot]) -> str:
    """What the slots are when written as one word; "" when they are not parts of one."""
    if len(slots) < 2 or not all(slot.is_hyphened for slot in slots[:-1]):
        return ""
    return "".join(slot.word for slot in slots)


def places_of(reader: FieldReader, word: str) -> Array:
    """Places of a word."""
    index = reader.find(word)
    return NONE if index < 0 else reader.places(index)


def exact_places(segment: Segment, field: str, slot: Slot) -> Array:
    """Places of a word with just this case and these accents."""
    varied = segment.field(field + EXACT)
    if slot.surface != slot.word:
        return places_of(varied, f"{slot.word}{EXACT_MARK}{slot.surface}")
    plain = places_of(segment.field(field), slot.word)
    others = [varied.places(index) for index in varied.prefix(slot.word + EXACT_MARK)] if len(plain) else []
    return np.setdiff1d(plain, np.concatenate(others), assume_unique=True) if others else plain


def split_places(segment: Segment, field: str, word: str) -> Array:
    """Places of the second word where a word stands as two: *cease fire* for ceasefire."""
    reader = segment.field(field)
    found = []
    for left, right in splits(word):
        first = places_of(reader, left)
        if len(first):
            found.append(np.intersect1d(first + 1, places_of(reader, right), assume_unique=True))
    return _union(found)


def phrase_places(segment: Segment, field: str, slots: list[Slot], *, exact: bool = False) -> Array:
    """Places of the last word where the words stand in this order, hyphens not heeded.

    Works from word to word: `reached[i]` are the places at which the words from `i` on must go on.
    """
    reader, joined = segment.field(field), segment.field(field + JOINED)
    reached: list[list[Array]] = [[] for _ in range(len(slots) + 1)]
    for index, slot in enumerate(slots):
        here = None if index == 0 else _union(reached[index])
        if here is not None and not len(here):
            continue
        own = exact_places(segment, field, slot) if exact else places_of(reader, slot.word)
        reached[index + 1].append(_go_on(here, own) + 1)
        if exact:
            continue
        reached[index + 1].append(_go_on(here, places_of(joined, slot.word)) + 2)
        if index + 1 < len(slots) and _may_be_one_word(slot, slots[index + 1]):
            one = places_of(reader, slot.word + slots[index + 1].word)
            reached[index + 2].append(_go_on(here, one) + 1)
    return _union(reached[-1]) - 1


def _may_be_one_word(left: Slot, right: Slot) -> bool:
    # "in to" is not "into" unless a hyphen says so.
    return left.is_hyphened or min(len(left.word), len(right.word)) >= _LETTERS_OF_A_PART


def _go_on(here: Array | None, places: Array) -> Array:
    return places if here is None else np.intersect1d(here, places, assume_unique=True)


def _union(parts: list[Array]) -> Array:
    filled = [part for part in parts if len(part)]
    if not filled:
        return NONE
    return filled[0] if len(filled) == 1 else np.unique(np.concatenate(filled))


def near_places(segment: Segment, field: str, slots: list[Slot], within: int, *, exact: bool = False) -> Array:
    """Places of the last word of every stretch in which all words stand within so many words of each other."""
    each: list[Array] = []
    for slot in slots:
        if exact:
            places = exact_places(segment, field, slot)
        else:
            places = _union(
                [places_of(segment.field(name), slot.word) for name in (field, field + JOINED, field + WHOLE)]
            )
        if not len(places):
            return NONE
        each.append(places)
    documents = each[0] >> 32
    for places in each[1:]:
        documents = np.intersect1d(documents, places >> 32)
    if not len(documents):
        return NONE
    # The same word asked for twice needs two places, so words are counted.
    words = sorted({slot.word: index for index, slot in enumerate(slots)}.values())
    needed = {index: sum(slot.word == slots[index].word for slot in slots) for index in words}
    kept = [each[index][np.isin(each[index] >> 32, documents)] for index in words]
    places = np.concatenate(kept)
    labels = np.repeat(np.array(words), [len(part) for part in kept])
    order = np.argsort(places, kind="stable")
    return np.array(_windows(places[order].tolist(), labels[order].tolist(), needed, within), np.int64)


def _windows(places: list[int], labels: list[int], needed: dict[int, int], within: int) -> list[int]:
    found: list[int] = []
    held = dict.fromkeys(needed, 0)
    start = 0
    for place, label in zip(places, labels, strict=True):
        held[label] += 1
        # Another document is further away than any number of words, as positions stay below 2**32.
        while place - places[start] > within:
            held[labels[start]] -= 1
            start += 1
        if all(held[each] >= count for each, count in needed.items()):
            found.append(place)
    return found
