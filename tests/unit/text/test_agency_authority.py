"""The news agencies of the authority: enough, dated, told apart, and the great ones of history found as printed."""

from collections import Counter

import pytest

from newsreader import resources
from newsreader.text.agencies import find_agency
from newsreader.text.authorities import find_country

LINES = [line for line in resources.text("authorities", "agencies.tsv").splitlines() if not line.startswith("#")]
ROWS = [[*line.split("\t"), *[""] * 4][:5] for line in LINES]


def test_there_are_agencies_enough_and_they_are_dated() -> None:
    assert len(ROWS) >= 150
    assert sum(1 for row in ROWS if row[3]) >= 0.95 * len(ROWS)
    for name, _, country, first, last in ROWS:
        assert find_country(country) == country, name
        assert not last or int(first or 0) < int(last), name


def test_no_two_agencies_are_called_alike() -> None:
    forms = Counter(form for row in ROWS for form in {row[0], *row[1].split("|")} if form)
    assert [form for form, count in forms.items() if count > 1] == []


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Reuter's Telegram", "Reuter's Telegram Company"),
        ("WTB", "Wolffs Telegraphisches Bureau"),
        ("Agence Havas", "Agence Havas"),
        ("Stefani", "Agenzia Stefani"),
        ("ROSTA", "ROSTA"),
        ("Domei", "Domei"),
        ("Ritzau", "Ritzaus Bureau"),
        ("ATS", "Schweizerische Depeschenagentur"),
        ("DNB", "Deutsches Nachrichtenbüro"),
        ("Petersburger Telegraphen-Agentur", "St. Petersburg Telegraph Agency"),
        ("K. k. Korrespondenzbureau", "K. k. Telegraphen-Korrespondenz-Bureau"),
        ("UPI", "United Press International"),
        ("INS", "International News Service"),
    ],
)
def test_the_agencies_of_history_are_found(printed: str, name: str) -> None:
    found = find_agency(printed)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("words", ["Trend", "Jana", "Fournier", "Herold", "Copley", "Central Press"])
def test_common_words_and_names_of_persons_are_no_agency(words: str) -> None:
    assert find_agency(words) is None
