"""Evaluates one word, phrase, wildcard or near spelling in one segment: which documents, and how strongly."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import numpy as np

from newsreader.domain.query import Fuzzy, Pattern, Phrase, Word
from newsreader.search.patterns import folded_pattern
from newsreader.search.whoosh_engine.expansion import (
    matching_pattern,
    most_frequent,
    near_spellings,
    other_forms,
)
from newsreader.search.whoosh_engine.files import Array
from newsreader.search.whoosh_engine.layout import DEFAULT_FIELDS, EXACT_FIELDS, JOINED, WHOLE
from newsreader.search.whoosh_engine.occurrences import (
    Slot,
    exact_places,
    near_places,
    phrase_places,
    slots_of,
    split_places,
    whole_of,
)
from newsreader.search.whoosh_engine.segment import Segment
from newsreader.text import words

TextLeaf: TypeAlias = Word | Pattern | Fuzzy | Phrase

RAW_FIELDS: Final = ("raw", "furniture", "body", "headline", "byline", "dateline")
_FORM_WEIGHT: Final = 0.7
"""How much another form of a word counts beside the word itself."""


@dataclass(frozen=True, slots=True)
class FieldMatch:
    """Documents found in one field with how often the leaf stands in each."""

    field: str
    weight: float
    docs: Array
    freqs: Array


@dataclass(slots=True)
class LeafMatch:
    """What one leaf found in one segment."""

    mask: Array
    fields: list[FieldMatch] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class LanguageMasks:
    """The documents of one segment in each language that has a stemmer."""

    masks: dict[str, Array]


def searched_fields(leaf: TextLeaf) -> tuple[tuple[str, float], ...]:
    """The fields a leaf is looked for in, with their weights."""
    if isinstance(leaf, (Word, Phrase)) and leaf.exact:
        return tuple((name, weight) for name, weight in DEFAULT_FIELDS if name in EXACT_FIELDS)
    if not leaf.field:
        return DEFAULT_FIELDS
    if leaf.field == "lead":
        return (("body", 1.0),)
    if leaf.field == "raw":
        return tuple((name, 1.0) for name in RAW_FIELDS)
    return ((leaf.field, 1.0),)


class LeafReader:
    """Looks leaves up in one segment."""

    def __init__(self, segment: Segment, languages: LanguageMasks) -> None:
        self._segment = segment
        self._languages = languages

    def read(self, leaf: TextLeaf) -> LeafMatch:
        """What a leaf finds."""
        match = LeafMatch(np.zeros(self._segment.documents, bool))
        for name, weight in searched_fields(leaf):
            freqs = np.zeros(self._segment.documents, np.float32)
            self._read_field(leaf, name, freqs, match)
            docs = np.flatnonzero(freqs)
            if len(docs):
                match.mask[docs] = True
                match.fields.append(FieldMatch(name, weight, docs, freqs[docs]))
        return match

    def _read_field(self, leaf: TextLeaf, name: str, freqs: Array, match: LeafMatch) -> None:
        in_lead = leaf.field == "lead"
        if isinstance(leaf, Pattern):
            self._pattern(leaf, name, freqs, match)
        elif isinstance(leaf, Fuzzy):
            self._fuzzy(leaf, name, freqs, match)
        else:
            slots = slots_of(leaf.text, words.tokens(leaf.text))
            if isinstance(leaf, Word) and len(slots) == 1 and not leaf.exact:
                self._word(slots[0].word, name, freqs, match, is_raw=leaf.field == "raw", in_lead=in_lead)
            elif slots:
                self._phrase(leaf, slots, name, freqs, in_lead=in_lead)

    def _word(self, word: str, name: str, freqs: Array, match: LeafMatch, *, is_raw: bool, in_lead: bool) -> None:
        if words.is_cjk(word) and len(word) == 1:
            self._single_sign(word, name, freqs, in_lead=in_lead)
        for field_name in (name, name + JOINED, name + WHOLE):
            index = self._segment.field(field_name).find(word)
            if index >= 0:
                self._add(field_name, [index], freqs, in_lead=in_lead)
        self._add_places(split_places(self._segment, name, word), freqs, in_lead=in_lead)
        if not is_raw:
            self._other_forms(word, name, freqs, match, in_lead=in_lead)

    def _other_forms(self, word: str, name: str, freqs: Array, match: LeafMatch, *, in_lead: bool) -> None:
        reader = self._segment.field(name)
        for language, mask in self._languages.masks.items():
            found = other_forms(reader, word, language)
            if not found:
                continue
            own = np.zeros_like(freqs)
            self._add(name, found, own, in_lead=in_lead)
            freqs += own * mask * _FORM_WEIGHT
            for index in found:
                count = int(mask[reader.documents(index)].sum())
                if count:
                    match.forms[reader.word(index)] += count

    def _single_sign(self, sign: str, name: str, freqs: Array, *, in_lead: bool) -> None:
        reader = self._segment.field(name)
        found = matching_pattern(reader, f"{sign}*") + matching_pattern(reader, f"*{sign}")
        self._add(name, [index for index in set(found) if words.is_cjk(reader.word(index))], freqs, in_lead=in_lead)

    def _phrase(self, leaf: Word | Phrase, slots: list[Slot], name: str, freqs: Array, *, in_lead: bool) -> None:
        within = leaf.within if isinstance(leaf, Phrase) else 0
        if within and len(slots) > 1:
            places = near_places(self._segment, name, slots, within, exact=leaf.exact)
        elif leaf.exact and len(slots) == 1:
            places = exact_places(self._segment, name, slots[0])
        else:
            places = phrase_places(self._segment, name, slots, exact=leaf.exact)
        self._add_places(places, freqs, in_lead=in_lead)
        if leaf.exact:
            return
        # Hyphened pairs are met word by word; only longer ones can stand as one word unseen.
        if len(slots) == 1:
            self._add_word(name + WHOLE, slots[0].word, freqs, in_lead=in_lead)
        elif len(slots) > 2 and (whole := whole_of(slots)):
            self._add_word(name, whole, freqs, in_lead=in_lead)

    def _add_word(self, name: str, word: str, freqs: Array, *, in_lead: bool) -> None:
        index = self._segment.field(name).find(word)
        if index >= 0:
            self._add(name, [index], freqs, in_lead=in_lead)

    def _pattern(self, leaf: Pattern, name: str, freqs: Array, match: LeafMatch) -> None:
        pattern = folded_pattern(leaf.text)
        for field_name in (name, name + JOINED, name + WHOLE):
            reader = self._segment.field(field_name)
            found, is_cut = most_frequent(reader, matching_pattern(reader, pattern))
            match.is_cut |= is_cut
            self._add(field_name, found, freqs, in_lead=leaf.field == "lead")
            self._count_forms(field_name, found, match)

    def _fuzzy(self, leaf: Fuzzy, name: str, freqs: Array, match: LeafMatch) -> None:
        word = "".join(token.text for token in words.tokens(leaf.text))
        for field_name in (name, name + JOINED, name + WHOLE):
            reader = self._segment.field(field_name)
            found = [index for index, _ in near_spellings(reader, word, leaf.edits)]
            self._add(field_name, found, freqs, in_lead=leaf.field == "lead")
            self._count_forms(field_name, found, match)

    def _count_forms(self, field_name: str, found: Iterable[int], match: LeafMatch) -> None:
        reader = self._segment.field(field_name)
        for index in found:
            match.forms[reader.word(index)] += reader.document_count(index)

    def _add(self, field_name: str, indexes: list[int], freqs: Array, *, in_lead: bool) -> None:
        reader = self._segment.field(field_name)
        for index in indexes:
            if in_lead:
                self._add_places(reader.places(index), freqs, in_lead=True)
            else:
                docs, counts = reader.postings(index)
                freqs[docs] += counts

    def _add_places(self, places: Array, freqs: Array, *, in_lead: bool) -> None:
        docs = places >> 32
        if in_lead and len(places):
            docs = docs[(places & 0xFFFFFFFF) < self._segment.column("lead")[docs]]
        if len(docs):
            freqs += np.bincount(docs, minlength=len(freqs)).astype(np.float32)
