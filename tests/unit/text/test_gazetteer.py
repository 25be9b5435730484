"""The gazetteer: what it holds, the names of history, states by abbreviation, and that its file is of its tables."""

import pytest

from newsreader import resources
from newsreader.text import gazetteer
from newsreader.text.authorities import find_country, name_key
from newsreader.text.gazetteer_file import Row, packed, unpacked

ROWS = [
    Row("Halvorsen", "NO", "NO-11", "city", 59.5, 5.25, 12_345, ("Halvorshavn", "Port Halvor")),
    Row("Halvorsen", "US", "US-MN", "city", 45.0, -93.5, 1_200, ()),
    Row("Østmark", "NO", "NO-11", "region", -59.5, 179.9, 99, ()),
    Row("", "NO", "", "country", 60.0, 8.0, 5_000_000, ()),
]


def best(name: str) -> tuple[str, str]:
    place = gazetteer.lookup(name_key(name))[0]
    return place.name, place.country


def test_a_file_gives_back_its_places() -> None:
    tables = unpacked(packed(ROWS))
    at = tables.keys.index("halvorsen")
    first, second = tables.postings[tables.starts[at] : tables.starts[at + 1]]
    assert [tables.countries[tables.country[posting >> 1]] for posting in (first, second)] == ["NO", "US"]
    assert tables.name(first >> 1) == "Halvorsen"
    assert tables.position(first >> 1) == (59.5, 5.25)
    assert tables.population[first >> 1] == 12_000
    assert tables.subdivisions[tables.subdivision[second >> 1]] == "US-MN"
    assert {"port halvor", "halvorshavn", "østmark".casefold()} & set(tables.keys)


def test_a_file_is_the_same_whatever_the_order_of_its_places() -> None:
    assert packed(ROWS) == packed(ROWS[::-1])


def test_there_are_places_enough_in_a_small_file() -> None:
    content = resources.path("authorities", "gazetteer.bin").read_bytes()
    tables = unpacked(content)
    assert len(tables.lat) >= 30_000
    assert len(tables.keys) > len(set(tables.shown.split("\n")))
    assert len(content) <= 3_000_000
    assert tables.keys == sorted(set(tables.keys))


@pytest.mark.parametrize(
    ("name", "today", "country"),
    [
        ("Konstantinopel", "Istanbul", "TR"),
        ("Breslau", "Wrocław", "PL"),
        ("Königsberg", "Kaliningrad", "RU"),
        ("Leningrad", "Saint Petersburg", "RU"),
        ("Saigon", "Ho Chi Minh City", "VN"),
        ("Batavia", "Jakarta", "ID"),
        ("Christiania", "Oslo", "NO"),
        ("Léopoldville", "Kinshasa", "CD"),
        ("Edo", "Tokyo", "JP"),
        ("Mailand", "Milan", "IT"),
        ("Genf", "Geneva", "CH"),
        ("Parijs", "Paris", "FR"),
        ("Sowjetunion", "Soviet Union", "SU"),
        ("Böhmen", "Bohemia", "CZ"),
        ("Österreich", "Austria", "AT"),
    ],
)
def test_names_of_history_and_of_other_languages(name: str, today: str, country: str) -> None:
    assert best(name) == (today, country)


def rows(name: str) -> list[list[str]]:
    lines = resources.text("authorities", name).splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def test_every_name_of_history_leads_to_a_place_of_its_country() -> None:
    assert len(rows("place_names.tsv")) >= 150
    for names, today, country, *_ in rows("place_names.tsv"):
        for name in names.split("|"):
            found = [(place.name, place.country) for place in gazetteer.lookup(name_key(name))]
            assert any(code == country for _, code in found), (name, today)


def test_years_stand_in_order_and_lands_lie_on_the_globe() -> None:
    for _, _, _, *years in rows("place_names.tsv"):
        first, last = [*years, "", ""][:2]
        assert not (first and last) or int(first) < int(last)
    for names, country, code, lat, lon, *_ in rows("lands.tsv"):
        assert -90 <= float(lat) <= 90, names
        assert -180 <= float(lon) <= 180, names
        assert find_country(country) == country, names
        assert not code or code.startswith(f"{country}-"), names


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Ill.", "US-IL"),
        ("Neb.", "US-NE"),
        ("W. Va.", "US-WV"),
        ("N.Y.", "US-NY"),
        ("Ont.", "CA-ON"),
        ("N.S.W.", "AU-NSW"),
    ],
)
def test_states_by_their_abbreviation(printed: str, code: str) -> None:
    assert code in gazetteer.states()[gazetteer.state_key(printed)]


@pytest.mark.parametrize(
    ("place", "country", "code"),
    [("Omaha", "US", "US-NE"), ("München", "DE", "DE-BY"), ("Edinburgh", "GB", "GB-SCT"), ("Springfield", "US", ""),
     ("Nowhere at All", "US", "")],
)  # fmt: skip
def test_the_state_of_a_place_only_when_there_is_one(place: str, country: str, code: str) -> None:
    assert gazetteer.subdivision_of(place, country) == code
