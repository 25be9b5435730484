"""Countries and regions: the whole UN M49 tree, states that are no more, and names in many languages."""

import json

import pytest

from newsreader import resources
from newsreader.text.authorities import find_country, name_key, region_name, region_of, region_parent

COUNTRIES = json.loads(resources.text("authorities", "countries.json"))
REGIONS = json.loads(resources.text("authorities", "regions.json"))
FORMER = {code: entry for code, entry in COUNTRIES.items() if entry.get("former")}


def test_the_tree_of_regions_is_that_of_un_m49() -> None:
    """World, 5 continents, Sub-Saharan Africa and Latin America between, 22 regions below."""
    assert len(REGIONS) == 30
    depth: dict[str, int] = {}
    for code in REGIONS:
        at, steps = code, 0
        while region_parent(at):
            at, steps = region_parent(at), steps + 1
        assert at == "001", code
        depth[code] = steps
    assert sorted(code for code, steps in depth.items() if steps == 1) == ["002", "009", "019", "142", "150"]
    parents = {entry["parent"] for entry in REGIONS.values()}
    assert len(set(REGIONS) - parents) == 22


def test_every_country_lies_in_one_of_the_finest_regions() -> None:
    parents = {entry["parent"] for entry in REGIONS.values()}
    assert len(COUNTRIES) - len(FORMER) >= 249 - 2
    for code in COUNTRIES:
        assert region_of(code) in REGIONS, code
        assert region_of(code) not in parents, code
        assert region_name(region_of(code)) != region_of(code), code


def test_states_that_are_no_more_have_their_long_code_and_years() -> None:
    assert {"SU", "YU", "CS", "DD", "ZR", "RH", "YD", "VD", "AN"} <= set(FORMER)
    for code, entry in FORMER.items():
        assert len(entry["iso3166_3"]) == 4, code
        assert entry["iso3166_3"].startswith(code)
        assert entry["from"] < entry["to"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("USSR", "SU"), ("Sowjetunion", "SU"), ("Union soviétique", "SU"), ("Unión Soviética", "SU"),
        ("Jugoslawien", "YU"), ("Tchécoslovaquie", "CS"), ("DDR", "DD"), ("East Germany", "DD"),
        ("Austria-Hungary", "AT"), ("Österreich-Ungarn", "AT"), ("Ottoman Empire", "TR"), ("Prussia", "DE"),
        ("Preußen", "DE"), ("South Yemen", "YD"), ("Zaire", "ZR"), ("Siam", "TH"), ("Ceylon", "LK"),
        ("Duitsland", "DE"), ("Frankrike", "FR"), ("Svizzera", "CH"), ("Inghilterra", "GB"), ("Saksa", "DE"),
        ("Oesterreich", "AT"), ("Grécia", "GR"),
    ],
)  # fmt: skip
def test_a_country_is_found_by_its_name(name: str, code: str) -> None:
    assert find_country(name) == code


def test_every_name_shown_finds_its_country() -> None:
    """Two countries share a name now and then (Samoa in Spanish …); then it finds one of them."""
    bearers: dict[str, set[str]] = {}
    for code, entry in COUNTRIES.items():
        for name in entry["names"]:
            bearers.setdefault(name_key(name), set()).add(code)
    assert sum(1 for codes in bearers.values() if len(codes) > 1) <= 5
    for key, codes in bearers.items():
        assert find_country(key) in codes, key
    assert all(find_country(code) == code for code in COUNTRIES)
