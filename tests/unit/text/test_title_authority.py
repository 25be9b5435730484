"""The newspapers of the title authority: sound identifiers and codes, no two of one name, and how one is found."""

import re
from collections import Counter

import pytest

from newsreader import resources
from newsreader.text.authorities import (
    find_country,
    find_language,
    find_paper,
    find_papers,
    name_key,
    paper_in,
)

LINES = [line for line in resources.text("authorities", "papers.tsv").splitlines() if not line.startswith("#")]
ROWS = [[*line.split("\t"), *[""] * 8][:9] for line in LINES]


def is_issn(text: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d{3}[\dX]", text):
        return False
    digits = [10 if digit == "X" else int(digit) for digit in text.replace("-", "")]
    return sum(weight * digit for weight, digit in zip(range(8, 0, -1), digits, strict=True)) % 11 == 0


def test_there_are_titles_enough() -> None:
    assert len(ROWS) >= 1500
    assert sum(1 for row in ROWS if row[8]) >= 500


def test_every_issn_has_its_check_digit() -> None:
    assert is_issn("0362-4331")
    assert not is_issn("0362-4332")
    assert [row[:1] + row[5:6] for row in ROWS if row[5] and not is_issn(row[5])] == []


def test_every_lccn_has_its_form() -> None:
    form = re.compile(r"(?:sn\d{8}|sn\d{10}|\d{8}|\d{10})")
    assert [row[0] for row in ROWS if row[6] and not form.fullmatch(row[6])] == []


def test_countries_languages_and_states_are_codes_that_are_known() -> None:
    for name, _, country, _, language, _, _, subdivision, years in ROWS:
        assert find_country(country) == country, name
        assert find_language(language) == language, name
        assert not subdivision or re.fullmatch(rf"{country}-[A-Z0-9]{{1,3}}", subdivision), name
        assert not years or re.fullmatch(r"\d{4}-(?:\d{4})?", years), name
        first, _, last = years.partition("-")
        assert not last or int(first) <= int(last), name


def test_no_two_papers_share_a_name_or_an_identifier() -> None:
    for key in (lambda row: name_key(row[0]), lambda row: row[5], lambda row: row[6]):
        counts = Counter(key(row) for row in ROWS if key(row))
        assert [value for value, count in counts.items() if count > 1] == []


def test_no_variant_is_the_name_or_the_variant_of_another_paper() -> None:
    claims = Counter(key for row in ROWS for key in {name_key(form) for form in (row[0], *row[1].split("|")) if form})
    assert [key for key, count in claims.items() if count > 1] == []


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("OMAHA DAILY BEE.", "Omaha Daily Bee"),
        ("The Omaha Daily Bee (Omaha, Neb.)", "Omaha Daily Bee"),
        ("der nordstern", "Der Nordstern"),
        ("Der Nordstern (St. Cloud, Minn.)", "Der Nordstern"),
        ("Guardian", "The Guardian"),
        ("FIGARO", "Le Figaro"),
        ("The Sun (Sydney, N.S.W.)", "The Sun (Sydney)"),
        ("Evening Star (Dunedin)", "Evening Star (Dunedin)"),
    ],
)
def test_articles_capitals_and_places_behind_the_name_do_not_matter(printed: str, name: str) -> None:
    found = find_paper(printed)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "printed", ["La Prensa", "Daily News", "The Era", "Charter", "The Star (Nowhere)", "El Mundo (Lima)"]
)
def test_a_name_of_many_papers_or_of_another_place_is_not_guessed(printed: str) -> None:
    assert find_paper(printed) is None


def test_the_place_of_a_paper_decides_between_papers_of_one_name() -> None:
    assert len(find_papers("La Prensa")) > 3
    argentine = paper_in("La Prensa", "AR")
    assert argentine is not None
    assert argentine.place == "Buenos Aires"
    assert paper_in("La Prensa", "US") is None
    texan = paper_in("La Prensa", "US", "San Antonio")
    assert texan is not None
    assert texan.subdivision == "US-TX"
    assert paper_in("Daily News") is None
