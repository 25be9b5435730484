"""The field `places`: spans in the raw text, each place once, with its confidence."""

from newsreader.domain.article import SourceArticle
from newsreader.domain.field import Evidence, Field
from newsreader.text.prepare import prepare

BODY = (
    "The envoy left Konstan-\ntinopel for Vienna on Monday. He had asked in Vienna for a loan, and Mr. Paris refused "
    "it. The boats from Lon-\ndon were late, and so were those from Fort  William."
)


def places_of(body: str, **hints: str) -> Field | None:
    stated = {name: Field(name, value, Evidence(f"{name}.key", 1.0)) for name, value in hints.items()}
    source = SourceArticle(body, "x.txt", "text", "utf-8", "0" * 64, len(body), hints=stated, body=(0, len(body)))
    return prepare(source).fields.get("places")


def test_every_place_comes_once_with_all_its_spans_in_the_raw_text() -> None:
    found = places_of(BODY, language="en")
    assert found is not None
    assert isinstance(found.value, tuple)
    by_name = {place["name"]: place for place in found.value if not isinstance(place, str)}
    assert {"Istanbul", "Vienna", "London"} <= set(by_name)
    assert "Paris" not in by_name
    assert [BODY[start:end] for start, end in by_name["Vienna"]["mentions"]] == ["Vienna", "Vienna"]
    istanbul = by_name["Istanbul"]
    assert BODY[istanbul["start"] : istanbul["end"]] == "Konstan-\ntinopel"
    assert istanbul["printed"] == "Konstantinopel"
    assert istanbul["country"] == "TR"
    assert 40 < istanbul["lat"] < 42
    assert 28 < istanbul["lon"] < 30


def test_the_evidence_names_the_rule_and_how_sure_it_is() -> None:
    found = places_of(BODY, language="en")
    assert found is not None
    assert found.evidence.rule == "places.historical"
    assert 0.5 <= found.evidence.confidence <= 1
    assert found.evidence.start == BODY.index("Konstan-")


def test_the_country_of_the_paper_helps_to_tell_places_of_one_name_apart() -> None:
    body = "A fire broke out in Hamilton last night, and the engines of Toronto were called to help."
    for country in ("CA", "NZ"):
        found = places_of(body if country == "CA" else "A fire broke out in Hamilton.", country=country, language="en")
        assert found is not None
        assert isinstance(found.value, tuple)
        assert {place["country"] for place in found.value if not isinstance(place, str)} == {country}


def test_a_text_without_places_has_no_such_field() -> None:
    assert places_of("The council met and nothing was said of anything at all.") is None
