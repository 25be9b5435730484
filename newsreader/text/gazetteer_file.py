"""The form of `authorities/gazetteer.bin`: places and their names, packed so that they load fast and stay small.

The file is a JSON line of counts and small tables, then one zlib stream of the sections in the order of `_SECTIONS`,
little-endian. Names are sorted by key, so that one bisection finds a name and all names that begin with it.
"""

import json
import sys
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, NamedTuple

from newsreader.text.authorities import name_key

KINDS: Final = ("city", "region", "country")

_DEGREE: Final = 180
"""Steps of a degree: the two bytes of a coordinate hold it to 300 metres."""

_SECTIONS: Final = (
    ("lat", "h"), ("lon", "h"), ("population", "I"), ("country", "H"), ("subdivision", "H"), ("kind", "B"),
    ("counts", "B"), ("postings", "I"),
)  # fmt: skip
_MOST_OF_A_NAME: Final = 24
_FILTER: Final = 1 << 20
_TOWERS: Final = 10
_DIVISORS: Final = {"city": (1, 10), "region": (50, 500), "country": (1, 1)}


class Row(NamedTuple):
    """A place as the script that makes the file knows it.

    Attributes:
        name: As it is called today; "" for a country, whose names are in countries.json.
        country: ISO 3166-1 alpha-2.
        subdivision: ISO 3166-2, or "".
        kind: One of `KINDS`.
        lat, lon: Degrees.
        population: Inhabitants.
        alternates: Other names.
    """

    name: str
    country: str
    subdivision: str
    kind: str
    lat: float
    lon: float
    population: int
    alternates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """The file in memory; place numbers index the columns.

    Attributes:
        keys: All names as `name_key` gives them, sorted.
        starts: Where the places of each key begin in `postings`; one longer than `keys`.
        postings: Place numbers, the most prominent of a name first, times two; plus one when it is another name.
        shown: Names of the places as shown, one text.
        shown_starts: Where each begins in it; one longer than there are places.
        first_words: The filter of words that names begin with.
        countries, subdivisions: Codes by number.
    """

    keys: list[str]
    starts: "array[int]"
    postings: "array[int]"
    shown: str
    shown_starts: "array[int]"
    lat: "array[int]"
    lon: "array[int]"
    population: "array[int]"
    country: "array[int]"
    subdivision: "array[int]"
    kind: "array[int]"
    first_words: bytes
    countries: Sequence[str]
    subdivisions: Sequence[str]

    def name(self, place: int) -> str:
        """The name of a place as it is shown."""
        return self.shown[self.shown_starts[place] : self.shown_starts[place + 1]]

    def position(self, place: int) -> tuple[float, float]:
        """Latitude and longitude in degrees."""
        return round(self.lat[place] / _DEGREE, 3), round(self.lon[place] / _DEGREE, 3)


def packed(rows: Iterable[Row]) -> bytes:
    """The file of these places; the same for the same places."""
    ordered = sorted(rows, key=lambda row: (row.country, row.kind, row.name, row.lat, row.lon))
    countries = sorted({row.country for row in ordered})
    subdivisions = ["", *sorted({row.subdivision for row in ordered} - {""})]
    country_number = {code: number for number, code in enumerate(countries)}
    subdivision_number = {code: number for number, code in enumerate(subdivisions)}
    names = _names(ordered)
    columns = {
        "lat": [round(row.lat * _DEGREE) for row in ordered],
        "lon": [round(row.lon * _DEGREE) for row in ordered],
        "population": [_rounded(row.population) for row in ordered],
        "country": [country_number[row.country] for row in ordered],
        "subdivision": [subdivision_number[row.subdivision] for row in ordered],
        "kind": [KINDS.index(row.kind) for row in ordered],
        "counts": [len(postings) for _, postings in names],
        "postings": [posting for _, postings in names for posting in postings],
    }
    header = {
        "places": len(ordered), "names": len(names), "postings": len(columns["postings"]), "countries": countries,
        "subdivisions": subdivisions,
    }  # fmt: skip
    sections = [_bytes(array(code, columns[name])) for name, code in _SECTIONS]
    sections.append(_first_words(key for key, _ in names))
    texts = "\n".join(key for key, _ in names), "\n".join(row.name for row in ordered)
    sections += [part for text in texts for part in (text.encode("utf-8"), b"\0")]
    return json.dumps(header, separators=(",", ":")).encode() + b"\n" + zlib.compress(b"".join(sections), 9)


def _names(rows: Sequence[Row]) -> list[tuple[str, list[int]]]:
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for place, row in enumerate(rows):
        for is_alternate, name in ((0, row.name), *((1, other) for other in row.alternates)):
            key = name_key(name)
            if key:
                found[key].setdefault(place, is_alternate)
    return [(key, _ranked(places, rows)) for key, places in sorted(found.items())]


def _first_words(keys: Iterable[str]) -> bytes:
    """A bit for each hash of a word that a name begins with: most words of a text are told from names by it alone."""
    bits = bytearray(_FILTER // 8)
    for word in {key.partition(" ")[0] for key in keys}:
        at = word_hash(word)
        bits[at >> 3] |= 1 << (at & 7)
    return bytes(bits)


def word_hash(word: str) -> int:
    """Where the bit of a word is, of a key in lower case without accents."""
    return zlib.crc32(word.encode("utf-8")) & (_FILTER - 1)


def _ranked(places: dict[int, int], rows: Sequence[Row]) -> list[int]:
    """The places of a name, the most prominent first.

    A state stands behind the city it is named like. Another name of a place is left out when a place ten times as
    great has it: it is a name of long ago or a slip.
    """
    most = max(rows[place].population for place in places)
    kept = [place for place in places if not (places[place] and rows[place].population * _TOWERS < most)]
    kept.sort(key=lambda place: (-rows[place].population / _DIVISORS[rows[place].kind][places[place]], place))
    return [place << 1 | places[place] for place in kept[:_MOST_OF_A_NAME]]


def _rounded(population: int) -> int:
    """To two digits: more would only make the file bigger."""
    digits = max(len(str(population)) - 2, 0)
    return int(round(population, -digits))


def _bytes(column: "array[int]") -> bytes:
    if sys.byteorder == "big":
        column.byteswap()
    return column.tobytes()


def unpacked(content: bytes) -> Tables:
    """The tables of a file."""
    head, _, body = content.partition(b"\n")
    header = json.loads(head)
    data = memoryview(zlib.decompress(body))
    sizes = {"counts": header["names"], "postings": header["postings"]}
    columns: dict[str, array[int]] = {}
    at = 0
    for name, code in _SECTIONS:
        column = array(code)
        size = sizes.get(name, header["places"]) * column.itemsize
        column.frombytes(data[at : at + size])
        if sys.byteorder == "big":
            column.byteswap()
        columns[name] = column
        at += size
    first_words = bytes(data[at : at + _FILTER // 8])
    texts = str(data[at + _FILTER // 8 :], "utf-8").split("\0")
    shown = texts[1].split("\n")
    return Tables(
        keys=texts[0].split("\n"),
        starts=array("I", accumulate(columns.pop("counts"), initial=0)),
        shown="".join(shown),
        shown_starts=array("I", accumulate(map(len, shown), initial=0)),
        first_words=first_words,
        countries=header["countries"],
        subdivisions=header["subdivisions"],
        **columns,
    )
