"""The places a text mentions: names of the gazetteer, told from persons and common words, and which place each means.

Precision before recall. A name is taken when the words around it or the weight of the place speak for it; which of
several places of a name is meant is decided by what stands after it (`Springfield, Ill.`), by the countries and states
that the text names elsewhere, by the country of the paper and by size; what stays open lowers the confidence. Parts of
longer names ("London Bridge", "Bank of England", "Duke of Wellington") and words made from names ("Parisian",
"London-based") are left out.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from math import log10
from typing import Final, NamedTuple, TypeAlias

from newsreader.text.authorities import name_key
from newsreader.text.gazetteer import Place, begins, lookup, well_known
from newsreader.text.names import is_given
from newsreader.text.place_context import Context, Sign, around, group, small_words, titles

_Votes: TypeAlias = defaultdict[str, float]

_TOKEN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž](?<![\w-].)[\w’']*(?:[-\u2010\u2011][\w’']+)*")
_CONTINUED = re.compile(r"(?:\.?[ \u00a0]|\.?\n(?!\n)|['’]|-)([\w’']+(?:-[\w’']+)*)")
_POSSESSIVE = re.compile(r"['’](?:s|S)?$")
_ELISION = re.compile(r"[LDld]['’](?=[A-ZÀ-Þ])")
_MOST_WORDS: Final = 5
_MOST_NAMES: Final = 2_000
_SHORTEST: Final = 3
_LEAST: Final = 0.5
_GREAT: Final = 500_000
_MIDDLE: Final = 100_000
_SMALL: Final = 15_000
_TOWERS: Final = 8


@dataclass(frozen=True, slots=True)
class Mention:
    """A place a text mentions.

    Attributes:
        place: The likeliest place of that name.
        start, end: The name in the text.
        confidence: 0 to 1.
    """

    place: Place
    start: int
    end: int
    confidence: float


class _Named(NamedTuple):
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


def find(text: str, language: str = "", country: str = "", subdivision: str = "", year: int = 0) -> list[Mention]:
    """The places a text mentions, in order; a place mentioned twice comes twice.

    Args:
        text: Clean text.
        language: BCP 47 of the text.
        country: Of the paper, or "".
        subdivision: Of the paper, or "".
        year: Of the paper, 0 when not known; a name is less likely outside its years.
    """
    found = [named for named in _names(text, language) if named.context.sign is not Sign.AGAINST]
    votes = _votes(found)
    if country:
        votes[country] += 1.5
    if subdivision:
        votes[subdivision] += 0.5
    readings = {named.seen: _read(named, votes, year) for named in {named.seen: named for named in found}.values()}
    sure = {named.key for named in found if named.context.sign >= Sign.WHERE and readings[named.seen]}
    mentions = []
    for named in found:
        reading = readings[named.seen]
        if reading is None and named.key in sure:
            reading = _read(named, votes, year, is_known=True)
        if reading:
            mentions.append(Mention(reading[0], named.start, named.end, reading[1]))
    return mentions


def _names(text: str, language: str) -> Iterator[_Named]:
    """The names of the gazetteer in a text, the longest at each place."""
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
        yield _Named(start, end, key, lookup(key), around(text, start, end, language), is_capitals)
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


def _votes(found: Sequence[_Named]) -> _Votes:
    """How often countries and subdivisions are spoken of, each name once."""
    votes: _Votes = defaultdict(float)
    seen: set[tuple[str, object]] = set()
    for named in found:
        if (named.key, named.context.within) in seen:
            continue
        seen.add((named.key, named.context.within))
        chosen = [place for place in named.candidates if _is_within(place, named.context)]
        if named.context.within and chosen:
            votes[chosen[0].country] += 1.0
            votes[chosen[0].subdivision or "-"] += 1.0
            continue
        lands = {
            (place.country, place.subdivision)
            for place in named.candidates
            if place.kind != "city" and place.is_by_hand
        }
        if len(lands) == 1 and named.key not in group("words"):
            country, code = next(iter(lands))
            votes[country] += 1.0
            votes[code or "-"] += 1.0
        elif not lands and _is_beyond_doubt(named):
            votes[named.candidates[0].country] += 0.5
            votes[named.candidates[0].subdivision or "-"] += 0.5
    return votes


def _is_beyond_doubt(named: _Named) -> bool:
    """Whether a name is of a well-known city that towers above all others of its name."""
    first, *others = named.candidates or (None,)
    if first is None or (named.key, first.country) not in well_known():
        return False
    return all(_TOWERS * other.population <= first.population for other in others if other.country != first.country)


def _is_within(place: Place, context: Context) -> bool:
    return any(
        place.country == country and (not code or place.subdivision == code) and (place.kind == "city" or not code)
        for country, code in context.within
    )


def _read(named: _Named, votes: _Votes, year: int, *, is_known: bool = False) -> tuple[Place, float] | None:
    """The place a name means and how sure that is, or None when too little speaks for it."""
    context = named.context
    is_qualified = False
    candidates = _sized(named.key)
    if context.within:
        fitting = tuple(sized for sized in candidates if _is_within(sized[1], context))
        is_qualified = bool(fitting)
        if not is_qualified and any(code for _, code in context.within):
            return None
        if not is_qualified:
            named = named._replace(context=context._replace(sign=Sign.WEAK))
        candidates = fitting or candidates
    if not candidates:
        return None
    scores = [_with_votes(size, place, votes) for size, place in candidates]
    score = max(scores)
    place = candidates[scores.index(score)][1]
    rivals = (other for other, (_, rival) in zip(scores, candidates, strict=True) if not _is_same(place, rival))
    rival = max(rivals, default=None)
    accepted = 0.95 if is_qualified else _accepted(named, place, is_known=is_known, votes=votes)
    if not accepted:
        return None
    margin = 1.0 if rival is None else min(1.0, score - rival)
    sure = (
        accepted
        * (0.6 + 0.4 * margin)
        * _in_force(place, year)
        * (0.85 if named.is_capitals and context.sign < Sign.SURE else 1.0)
    )
    return (place, round(sure, 3)) if sure >= _LEAST else None


@lru_cache(1)
def _honours() -> frozenset[str]:
    """Titles that also begin names of places: Prince Albert, King City."""
    return (titles() | group("nobles")) - {"st", "saint"}


@lru_cache(8_192)
def _sized(key: str) -> tuple[tuple[float, Place], ...]:
    """The places of a name, each with how likely it is meant when nothing else is known."""
    return tuple((_size(key, place), place) for place in lookup(key))


def _size(key: str, place: Place) -> float:
    """How likely a place is meant, in powers of ten."""
    size = (
        6.5
        if place.kind == "country" or (place.kind == "region" and place.is_by_hand)
        else log10(place.population + 1000)
    )
    if place.kind == "region" and not place.is_by_hand:
        size -= 1.7
    if place.is_by_hand and place.kind == "city":
        size += 1.5
    elif (key, place.country) in well_known():
        size += 0.9
    elif place.is_other_name and not place.is_by_hand:
        size -= 1.0
    return size


def _with_votes(size: float, place: Place, votes: _Votes) -> float:
    """The same with what the text and the paper say of countries and states."""
    return size + min(votes.get(place.country, 0.0), 2.0) + min(1.5 * votes.get(place.subdivision, 0.0), 2.0)


def _is_same(one: Place, other: Place) -> bool:
    """Whether two entries are one place: a city and the quarter or state of its name."""
    return one.country == other.country and abs(one.lat - other.lat) < 1.0 and abs(one.lon - other.lon) < 1.0


def _in_force(place: Place, year: int) -> float:
    """Less than one when the name was not in use in that year."""
    if not year or (not place.first and not place.last):
        return 1.0
    return 1.0 if (place.first or year) - 1 <= year and (not place.last or year <= place.last + 15) else 0.8


def _accepted(named: _Named, place: Place, *, is_known: bool, votes: _Votes) -> float:
    """How sure it is that a name means a place at all; 0 when too little speaks for it."""
    sign, key = named.context.sign, named.key
    if sign is Sign.SURE:
        return 0.95
    is_word = key in group("words")
    is_surname = key in group("surnames") or is_given(key)
    is_great = (
        place.kind == "country" or (place.is_by_hand and place.kind == "region") or (key, place.country) in well_known()
    )
    is_great = is_great or (place.population >= _GREAT and not place.is_other_name) or place.is_by_hand
    if is_known:
        is_safe = is_great or is_surname or " " in key
        return 0.85 if is_safe and not (is_word and named.context.is_initial) else 0.0
    if is_word:
        return 0.75 if sign is Sign.WHERE and (is_great or place.population >= _MIDDLE) else 0.0
    if is_surname:
        return _accepted_surname(sign, place, votes, is_great=is_great)
    if key.partition(" ")[0] in _honours() and " " in key and not place.is_by_hand:
        return 0.85 if sign is Sign.WHERE else 0.0
    if is_great:
        return {Sign.WHERE: 0.95, Sign.WEAK: 0.88}.get(sign, 0.82)
    if place.is_other_name:
        return 0.7 if sign is Sign.WHERE and place.population >= _MIDDLE else 0.0
    if " " in key and place.population >= _SMALL:
        return {Sign.WHERE: 0.88, Sign.WEAK: 0.78}.get(sign, 0.7)
    is_near = votes.get(place.country, 0.0) > 0
    is_far = not is_near and any(votes.values())
    if sign is Sign.WHERE and place.population >= _MIDDLE:
        return 0.6 if is_far else 0.85
    if sign is Sign.WHERE and place.population >= _SMALL:
        return 0.0 if is_far else 0.75 if is_near else 0.6
    return 0.6 if sign is Sign.WEAK and place.population >= _MIDDLE and is_near else 0.0


def _accepted_surname(sign: Sign, place: Place, votes: _Votes, *, is_great: bool) -> float:
    """How sure it is that a name which persons bear too means a place."""
    if sign is Sign.WHERE:
        return 0.88 if is_great or place.population >= _MIDDLE else 0.0
    if place.kind == "region":
        return 0.75 if votes.get(place.subdivision, 0.0) > 0 else 0.0
    is_famous = is_great and (place.population >= 2 * _GREAT or place.kind == "country")
    return (0.8 if sign is Sign.WEAK else 0.7) if is_famous else 0.0
