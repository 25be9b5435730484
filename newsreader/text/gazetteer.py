"""The places of the world by name: cities, states, countries and landscapes, today's names and those of history.

Loaded when the first name is looked up: the packed table of GeoNames (CC BY 4.0) and the tables kept by hand
(docs/authorities.md). A name gives candidates, the likeliest first; which of them a text means is for `places` to say.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, NamedTuple

from newsreader import resources
from newsreader.text import authorities
from newsreader.text.authorities import name_key
from newsreader.text.gazetteer_file import KINDS, Tables, unpacked, word_hash

_CACHED: Final = 8_192


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a name may mean.

    Attributes:
        name: Its name today, or as the table of landscapes has it.
        country: ISO 3166-1 alpha-2; the former code of a state that is no more.
        subdivision: ISO 3166-2, or "".
        kind: `city`, `region` or `country`.
        lat, lon: Degrees, of a country or state where its people live on average.
        population: Inhabitants; 0 when not known.
        is_other_name: The name looked up is not the one it is called by today.
        is_by_hand: The name stands in a table kept by hand.
        first, last: Years in which it bore the name looked up; 0 when open.
    """

    name: str
    country: str
    subdivision: str
    kind: str
    lat: float
    lon: float
    population: int
    is_other_name: bool = False
    is_by_hand: bool = False
    first: int = 0
    last: int = 0


class _Own(NamedTuple):
    """An entry of a table kept by hand: a place of the packed table by number, or one of its own."""

    number: int
    place: Place | None
    first: int
    last: int


@lru_cache(_CACHED)
def lookup(key: str) -> tuple[Place, ...]:
    """The places of that name, the likeliest first.

    Args:
        key: The name as `name_key` gives it.
    """
    found = [own.place or _place(own.number, True, own) for own in _by_hand().get(key, ())]
    numbers = {own.number for own in _by_hand().get(key, ())}
    tables = _tables()
    at = bisect_left(tables.keys, key)
    if at < len(tables.keys) and tables.keys[at] == key:
        for posting in tables.postings[tables.starts[at] : tables.starts[at + 1]]:
            if posting >> 1 not in numbers and not _is_doubled(found, posting >> 1):
                found.append(_place(posting >> 1, bool(posting & 1), None))
    return tuple(found)


@lru_cache(4_096)
def begins(key: str) -> tuple[bool, bool]:
    """Whether these words are a name, and whether a longer name begins with them.

    Args:
        key: Words as `name_key` gives them.
    """
    tables = _tables()
    bit = word_hash(key.partition(" ")[0])
    if not tables.first_words[bit >> 3] >> (bit & 7) & 1:
        return key in _by_hand(), key in _beginnings()
    keys = tables.keys
    at = bisect_left(keys, key)
    is_name = at < len(keys) and keys[at] == key
    longer = f"{key} "
    after = bisect_left(keys, longer, at)
    has_more = after < len(keys) and keys[after].startswith(longer)
    return is_name or key in _by_hand(), has_more or key in _beginnings()


@cache
def well_known() -> frozenset[tuple[str, str]]:
    """Names that newspapers use without saying more, as `name_key` gives them, with the country they mean."""
    found = set()
    for line in _lines("places.tsv"):
        country, _, names = line.partition("\t")
        found |= {(name_key(name), country) for name in names.split("|")}
    return frozenset(found)


@cache
def states() -> dict[str, tuple[str, ...]]:
    """Codes of states and provinces by name or abbreviation, without case, spaces and full stops."""
    found: dict[str, tuple[str, ...]] = {}
    for line in _lines("states.tsv"):
        code, _, names = line.partition("\t")
        for name in names.split("|"):
            key = state_key(name)
            if code not in found.get(key, ()):
                found[key] = (*found.get(key, ()), code)
    return found


@cache
def _state_names() -> dict[str, str]:
    lines = (line.partition("\t") for line in _lines("states.tsv"))
    return {code: names.partition("|")[0] for code, _, names in lines}


def state_name(code: str) -> str:
    """The name of a state or province of the United States, Canada, Australia or Great Britain; "" for others."""
    return _state_names().get(code, "")


def state_key(name: str) -> str:
    """What `Ill.`, `ILL` and `Ill` have in common."""
    return "".join(letter for letter in name.lower() if letter.isalnum())


def state_of(words: str) -> str:
    """The ISO 3166-2 code that these words abbreviate or name beyond doubt; "" for others, also for names of cities."""
    codes = states().get(state_key(words), ())
    is_short = words.endswith(".") or (len(words) in (2, 3) and words.isupper())
    if len(codes) != 1 or not (is_short or len(words) > _MOST_OF_ABBREVIATION):
        return ""
    found = lookup(name_key(words))
    return codes[0] if is_short or (found and found[0].kind == "region" and found[0].subdivision == codes[0]) else ""


def subdivision_of(place: str, country: str) -> str:
    """The ISO 3166-2 code of the state that a place of this country lies in; "" when two of that name differ."""
    codes = [
        (found.population, found.subdivision)
        for found in lookup(name_key(place))
        if found.country == country and found.kind == "city" and found.subdivision
    ]
    if not codes:
        return ""
    most, code = codes[0]
    rivals = [size for size, other in codes[1:] if other != code]
    return code if most > _RIVAL * max(rivals, default=0) else ""


def country_of(place: str) -> str:
    """The country of a place; "" when it is not known or when places of that name lie in several that are alike."""
    candidates = [found for found in lookup(name_key(place)) if found.kind == "city"]
    if not candidates:
        return ""
    rivals = [found.population for found in candidates[1:] if found.country != candidates[0].country]
    is_first = candidates[0].population >= _TOWN and candidates[0].population > 2 * _RIVAL * max(rivals, default=0)
    return candidates[0].country if is_first else ""


_MOST_OF_ABBREVIATION: Final = 3
_RIVAL: Final = 4
_TOWN: Final = 5_000


def _place(number: int, is_other_name: bool, own: _Own | None) -> Place:
    tables = _tables()
    lat, lon = tables.position(number)
    return Place(
        tables.name(number), tables.countries[tables.country[number]], tables.subdivisions[tables.subdivision[number]],
        KINDS[tables.kind[number]], lat, lon, tables.population[number], is_other_name, own is not None,
        own.first if own else 0, own.last if own else 0,
    )  # fmt: skip


def _is_doubled(found: list[Place], number: int) -> bool:
    """Whether a table kept by hand has told of this state or province already."""
    tables = _tables()
    code = tables.subdivisions[tables.subdivision[number]]
    return KINDS[tables.kind[number]] == "region" and any(p.subdivision == code and p.kind == "region" for p in found)


@cache
def _tables() -> Tables:
    return unpacked(resources.path("authorities", "gazetteer.bin").read_bytes())


@cache
def _beginnings() -> frozenset[str]:
    """All beginnings of the names of the tables kept by hand that have more than one word."""
    found = set()
    for key in _by_hand():
        words = key.split()
        found |= {" ".join(words[:size]) for size in range(1, len(words))}
    return frozenset(found)


@cache
def _by_hand() -> dict[str, list[_Own]]:
    found: dict[str, list[_Own]] = {}
    for names, own in (*_lands(), *_historical(), *_countries(official=True)):
        for name in names:
            entries = found.setdefault(name_key(name), [])
            if own not in entries:
                entries.append(own)
    for names, own in _countries(official=False):
        for name in names:
            found.setdefault(name_key(name), [own])
    return found


def _lines(name: str) -> Iterator[str]:
    return (line for line in resources.text("authorities", name).splitlines() if line and not line.startswith("#"))


def _lands() -> Iterator[tuple[list[str], _Own]]:
    for line in _lines("lands.tsv"):
        names, country, code, lat, lon, first, last = [*line.split("\t"), "", ""][:7]
        years = int(first or 0), int(last or 0)
        forms = names.split("|")
        kind = "country" if country in _FORMER else "region"
        yield (
            forms,
            _Own(-1, Place(forms[0], country, code, kind, float(lat), float(lon), 0, False, True, *years), *years),
        )


_FORMER: Final = frozenset({"SU", "YU", "CS", "DD"})


def _historical() -> Iterator[tuple[list[str], _Own]]:
    for line in _lines("place_names.tsv"):
        names, today, country, first, last, lat, lon = [*line.split("\t"), "", "", "", ""][:7]
        years = int(first or 0), int(last or 0)
        if lat:
            place = Place(today, country, "", "city", float(lat), float(lon), 0, False, True, *years)
            yield names.split("|"), _Own(-1, place, *years)
        elif (number := _number(today, country)) >= 0:
            yield names.split("|"), _Own(number, None, *years)


def _number(name: str, country: str) -> int:
    """The greatest city of that name in the country; -1 when there is none."""
    tables, key = _tables(), name_key(name)
    at = bisect_left(tables.keys, key)
    if at < len(tables.keys) and tables.keys[at] == key:
        for posting in tables.postings[tables.starts[at] : tables.starts[at + 1]]:
            number = posting >> 1
            if tables.countries[tables.country[number]] == country and KINDS[tables.kind[number]] == "city":
                return number
    return -1


def _countries(*, official: bool) -> Iterator[tuple[list[str], _Own]]:
    tables = _tables()
    middles = {}
    kinds = tables.kind.tobytes()
    number = kinds.find(KINDS.index("country"))
    while number >= 0:
        middles[tables.countries[tables.country[number]]] = number
        number = kinds.find(KINDS.index("country"), number + 1)
    for code, names, others in authorities.countries():
        at = middles.get(code, -1)
        if at < 0:
            continue
        lat, lon = tables.position(at)
        place = Place(names[0], code, "", "country", lat, lon, tables.population[at], False, True)
        yield list(names if official else others), _Own(-1, place, 0, 0)
