"""Titles in capitals, agencies that no list knows, datelines of several parts."""

import pytest

from newsreader.text import agencies, dateline, paper


@pytest.mark.parametrize(
    ("printed", "usual"),
    [
        ("HALIFAX LEDGER", "Halifax Ledger"),
        ("LA VIGIE DE LA RADE", "La Vigie de la Rade"),
        ("THE FARMER'S FRIEND", "The Farmer's Friend"),
        ("AAREWACHT", "Aarewacht"),
        ("NZZ", "NZZ"),
        ("Neue Elbwarte", "Neue Elbwarte"),
    ],
)
def test_titles_in_capitals_are_written_as_usual(printed: str, usual: str) -> None:
    assert paper.in_title_case(printed) == usual


def test_a_masthead_in_capitals_and_one_in_small_letters_are_one_paper() -> None:
    assert paper.in_title_case("TABLE BAY TRIBUNE") == paper.in_title_case("Table Bay Tribune")


@pytest.mark.parametrize("name", ["Meridian Press", "Agencia Meridian", "Agentur Nordlicht", "Northern Wire"])
def test_an_agency_is_known_by_the_kind_of_its_name(name: str) -> None:
    assert agencies.find_unlisted(name) == agencies.Agency(name, "")


@pytest.mark.parametrize("words", ["", "Press", "special to the Press", "by our own Wire", "Nova Scotia"])
def test_other_words_are_no_agency(words: str) -> None:
    assert agencies.find_unlisted(words) is None


def test_a_dateline_reaches_past_a_province_to_the_day() -> None:
    text = "HALIFAX, Nova Scotia, May 18 (Meridian Press) — The Minister of Labour has offered"
    found = dateline.find(text, 0, len(text))
    assert found is not None
    assert (found.place, found.country, found.agency) == ("Halifax", "CA", "Meridian Press")
    assert found.text == "HALIFAX, Nova Scotia, May 18 (Meridian Press)"
    assert not found.agency_is_listed


def test_a_listed_agency_is_believed_more() -> None:
    text = "LONDON, May 3 (Reuters) — The bank said"
    found = dateline.find(text, 0, len(text))
    assert found is not None
    assert found.agency_is_listed
