"""The values everything else talks in: dates, ids, repairs, annotations, articles and their record."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.domain import ids, record
from newsreader.domain.annotation import Anchor, Annotation
from newsreader.domain.article import Article, PreparedArticle, SourceArticle, SourceFile
from newsreader.domain.edtf import EdtfDate
from newsreader.domain.field import EXTRACTED_FIELDS, Confirmed, Evidence, Field, Layer
from newsreader.domain.repair import Repair


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1919", date(1919, 1, 1), date(1919, 12, 31)),
        ("1919-05", date(1919, 5, 1), date(1919, 5, 31)),
        ("1919-05-14", date(1919, 5, 14), date(1919, 5, 14)),
        ("191X", date(1910, 1, 1), date(1919, 12, 31)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
        ("1919-XX", date(1919, 1, 1), date(1919, 12, 31)),
        ("1920-02-XX", date(1920, 2, 1), date(1920, 2, 29)),
        ("1919?", date(1919, 1, 1), date(1919, 12, 31)),
        ("1919-05~", date(1919, 5, 1), date(1919, 5, 31)),
        ("1919-05-14/1919-05-16", date(1919, 5, 14), date(1919, 5, 16)),
    ],
)
def test_edtf_dates_and_what_they_can_mean(text: str, earliest: date, latest: date) -> None:
    parsed = EdtfDate.parse(f" {text} ")
    assert (parsed.earliest, parsed.latest, str(parsed)) == (earliest, latest, text)
    assert parsed.sort_key == earliest.year * 10_000 + earliest.month * 100 + earliest.day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "0000",
        "1919-13",
        "1919-02-30",
        "191X-05",
        "1919-XX-14",
        "1919-05-16/1919-05-14",
        "1919-5-4",
        "19191-01",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        EdtfDate.parse(text)
    assert EdtfDate.try_parse(text) is None


def test_uncertainty_is_told() -> None:
    assert EdtfDate.parse("191X").is_uncertain
    assert EdtfDate.parse("1919~").is_uncertain
    assert not EdtfDate.parse("1919-05").is_uncertain
    assert EdtfDate.try_parse(None) is None


@given(st.dates(date(1500, 1, 1), date(2100, 1, 1)))
def test_every_day_is_a_date(day: date) -> None:
    assert EdtfDate.parse(day.isoformat()).earliest == day == EdtfDate.parse(day.isoformat()).latest


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_none(text: str) -> None:
    EdtfDate.try_parse(text)


def test_ids_follow_from_bytes_and_member() -> None:
    one = ids.article_id("ab" * 32)
    assert len(one) == 16
    assert set(one) <= set("abcdefghijklmnopqrstuvwxyz234567")
    assert one == ids.article_id("ab" * 32, "")
    assert one != ids.article_id("ab" * 32, "2") != ids.article_id("cd" * 32, "2")


@given(st.text("ab \n", max_size=30))
def test_a_fingerprint_does_not_mind_line_ends(text: str) -> None:
    assert ids.fingerprint(text) == ids.fingerprint(text.replace("\n", "\r\n")) == ids.fingerprint(f"{text} \n")


def test_a_fingerprint_minds_the_words() -> None:
    assert ids.fingerprint("a b") != ids.fingerprint("a c")
    ids.fingerprint("\ud800")


def test_repairs_that_remove_lines() -> None:
    assert Repair("set-apart.paper", 0, 1, "x", "", 1.0).removes_line
    assert Repair("navigation", 0, 1, "x", "", 1.0).removes_line
    assert not Repair("space", 0, 1, " ", "", 1.0).removes_line


def annotation(anchor: Anchor | None, note: str = "") -> Annotation:
    return Annotation("u1", "a1", anchor, note, "yellow", "ada", "1994-05-03T00:00:00Z", "1994-05-04T00:00:00Z")


def test_an_annotation_as_w3c() -> None:
    anchor = Anchor(4, 9, "ferry", "the ", " sails")
    told = annotation(anchor, "which?").to_w3c()
    assert told["motivation"] == "commenting"
    assert told["id"] == "urn:uuid:u1"
    assert str(told).count("ferry") >= 1
    assert annotation(anchor).to_w3c()["motivation"] == "highlighting"
    assert annotation(None, "on the whole").to_w3c()["creator"] == "ada"


RAW = "The Lantern\n\nthe so- called ferry"
REPAIRS = (
    Repair("set-apart.paper", 0, 13, "The Lantern\n\n", "", 0.9),
    Repair("hyphen.keep", 19, 20, " ", "", 0.9),
)
FIELDS = {
    "paper": Field("paper", "The Lantern", Evidence("paper.masthead", 0.85, 0, 11)),
    "byline": Field("byline", ("Ada Brook", "Jonas Feld"), Evidence("byline.by", 0.95, 0, 3)),
    "dateline": Field("dateline", {"text": "LONDON", "place": "London"}, Evidence("dateline.opening", 0.9, 0, 3)),
}


def article(**changes: object) -> Article:
    values: dict[str, object] = {
        "id": "abcd", "number": 1, "raw": RAW, "repairs": REPAIRS, "rejected": frozenset({1}), "fields": FIELDS,
        "confirmed": {"country": Confirmed("country", None, "ada", "1994")}, "clean": "the so- called ferry",
        "quality": 0.9, "tags": ("a",), "annotations": (annotation(None, "x"),),
        "file": SourceFile("a.txt", "00", 5, "utf-8", "text", "1994", "newsreader"), "rules": "1", "added": "1994",
    }  # fmt: skip
    return Article(**{**values, **changes})  # type: ignore[arg-type]  # values are of the right types above


def test_the_shown_value_is_of_the_highest_layer() -> None:
    one = article()
    assert one.shown("paper") == "The Lantern"
    assert one.layer("paper") is Layer.EXTRACTED
    assert one.layer("country") is Layer.CONFIRMED
    assert one.shown("country") is None
    assert one.layer("date") is None
    assert one.evidence("paper") == FIELDS["paper"].evidence
    assert one.evidence("date") is None
    assert one.shown_text("byline") == "Ada Brook, Jonas Feld"
    assert one.shown_text("dateline") == "LONDON"
    assert one.shown_text("date") == ""
    assert one.source_name == "The Lantern"
    assert one.active_repairs == REPAIRS[:1]


def test_the_record_of_an_article() -> None:
    told = record.of_article(article())
    assert set(EXTRACTED_FIELDS) <= set(told)
    assert told["byline"] == ["Ada Brook", "Jonas Feld"]
    assert told["places"] == []
    assert told["byline_complete"] is True
    assert told["source"] == "The Lantern"
    assert [repair["active"] for repair in told["repairs"]] == [True, False]
    assert told["evidence"]["country"]["layer"] == "confirmed"
    assert told["evidence"]["paper"]["layer"] == "extracted"
    assert told["confirmed"]["country"]["by"] == "ada"


def test_the_record_a_file_would_become() -> None:
    source = SourceArticle(RAW, "a.txt", "text", "utf-8", "00", 5)
    told = record.of_prepared(PreparedArticle(source, REPAIRS, FIELDS, "x", None, "1"), "abcd", "newsreader")
    assert told["file"]["imported_at"] is None
    assert told["raw"] == RAW
    assert told["source"] == "The Lantern"
    assert all(repair["active"] for repair in told["repairs"])


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
def test_a_field_survives_storage(field: Field) -> None:
    assert record.field_from_json(field.name, record.field_to_json(field)) == field
