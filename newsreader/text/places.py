"""The places a text mentions: names of the gazetteer, told from persons and common words, and which place each means.

Precision before recall. A name is taken when the words around it or the weight of the place speak for it; which of
several places of a name is meant is decided by what stands after it (`Springfield, Ill.`), by the countries and states
that the text names elsewhere, by the country of the paper and by size; what stays open lowers the confidence. Parts of
longer names ("London Bridge", "Bank of England", "Duke of Wellington") and words made from names ("Parisian",
"London-based") are left out.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log10
from typing import Final, TypeAlias

from newsreader.text.gazetteer import Place, lookup, well_known
from newsreader.text.names import is_given
from newsreader.text.place_context import Context, Sign, group, titles
from newsreader.text.place_names import Named, names_in

_Votes: TypeAlias = defaultdict[str, float]

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


def find(text: str, language: str = "", country: str = "", subdivision: str = "", year: int = 0) -> list[Mention]:
    """The places a text mentions, in order; a place mentioned twice comes twice.

    Args:
        text: Clean text.
        language: BCP 47 of the text.
        country: Of the paper, or "".
        subdivision: Of the paper, or "".
        year: Of the paper, 0 when not known; a name is less likely outside its years.
    """
    found = [named for named in names_in(text, language) if named.context.sign is not Sign.AGAINST]
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


def _votes(found: Sequence[Named]) -> _Votes:
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


def _is_beyond_doubt(named: Named) -> bool:
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


def _read(named: Named, votes: _Votes, year: int, *, is_known: bool = False) -> tuple[Place, float] | None:
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


def _accepted(named: Named, place: Place, *, is_known: bool, votes: _Votes) -> float:
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
