from typing import Any

import pytest

from newsreader.archive.shown import COLUMNS, least_certain, one_line, shown_columns, sort_key
from newsreader.domain.field import Confirmed, Evidence, Field


def fields(confidence: float = 0.9, **values: Any) -> dict[str, Field]:
    return {name: Field(name, value, Evidence("test", confidence)) for name, value in values.items()}


def confirmed(**values: Any) -> dict[str, Confirmed]:
    return {name: Confirmed(name, value, "ann", "now") for name, value in values.items()}


def shown(extracted: dict[str, Field], by_hand: dict[str, Confirmed], clean: str = "") -> dict[str, Any]:
    return dict(zip(COLUMNS, shown_columns(extracted, by_hand, clean, None), strict=True))


def test_the_highest_layer_is_shown_also_when_it_says_there_is_none() -> None:
    found = shown(fields(paper="A", country="CA", agency="AP"), confirmed(paper="B", agency=None))
    assert (found["paper"], found["country"], found["agency"]) == ("B", "CA", "")


def test_without_a_headline_the_first_words_are_shown() -> None:
    found = shown({}, {}, clean="\n\nThe  strike\nis over. " + "And so on " * 50)
    assert found["headline"].startswith("The strike is over. And so on")
    assert found["headline"].endswith("on…") or found["headline"].endswith("so…") or found["headline"].endswith("And…")
    assert len(found["headline"]) <= 121
    assert found["headline_is_lead"] == 1
    assert shown({}, {}, clean="Short")["headline"] == "Short"
    assert shown({}, {}, clean="x" * 500)["headline"] == "x" * 120 + "…"
    assert shown({}, {})["headline"] == ""


@pytest.mark.parametrize(
    ("date", "key"), [("1919-05-14", 19190514), ("191X", 19100101), ("1919?", 19190101), ("soon", 0), ("", 0)]
)
def test_dates_sort_by_their_first_day(date: str, key: int) -> None:
    found = shown(fields(date=date), {})
    assert (found["date"], found["date_sort"]) == (date, key)


def test_headlines_sort_without_case_accents_and_leading_marks() -> None:
    assert sort_key("“Étoile” rises") == "etoile” rises"
    assert sort_key("— 12 DEAD") == "12 dead"
    assert sort_key("...") == ""
    assert len(sort_key("x" * 1_000)) == 48


def test_the_least_certain_field_a_person_could_mend_counts() -> None:
    layer = fields(0.5, date="1900", byline_raw="By X") | fields(0.6, paper="A")
    layer |= fields(0.1, places=(), agency=None)
    assert least_certain(layer, {}) == ("date", 0.5)
    assert least_certain(layer, confirmed(date="1901")) == ("paper", 0.6)
    assert least_certain({}, {}) == ("", 1.0)
    assert shown(layer, {})["doubt_field"] == "date"
    assert shown(fields(0.7, date="1900"), {})["doubt_field"] == ""


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (None, ""), (("A", "B"), "A, B"), ({"text": "PARIS, May 1"}, "PARIS, May 1"), ({"name": "Paris"}, "Paris"),
        ("a\n b\tc", "a b c"), (True, "True"), ("x" * 1_000, "x" * 400), ("\ud800", "?"),
    ],
)  # fmt: skip
def test_every_value_makes_one_storable_line(value: Any, line: str) -> None:
    assert one_line(value) == line


def test_words_are_counted() -> None:
    assert shown({}, {}, clean="One two\n\nthree")["words"] == 3
