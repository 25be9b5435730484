"""Confidences set right by measurement."""

import json

import pytest

from newsreader import resources
from newsreader.domain.article import SourceArticle
from newsreader.domain.field import Evidence, Field
from newsreader.text import calibration
from newsreader.text.prepare import prepare

TABLE = json.loads(resources.text("rules", "confidence.json"))["rules"]


def test_a_measured_rule_is_moved_by_what_was_measured() -> None:
    rule, entry = max(TABLE.items(), key=lambda item: item[1]["shift"])
    field = calibration.calibrated(Field("date", "1904", Evidence(rule, 0.5, 1, 5)))
    assert field.evidence.confidence == pytest.approx(0.5 + entry["shift"])
    assert (field.value, field.evidence.start, field.evidence.end) == ("1904", 1, 5)


def test_a_rule_nobody_measured_and_what_a_person_stated_stay() -> None:
    unknown = Field("date", "1904", Evidence("date.unheard-of", 0.5))
    assert calibration.calibrated(unknown) is unknown
    stated = Field("date", "1904", Evidence(next(iter(TABLE)), 0.5, source="option"))
    assert calibration.calibrated(stated) is stated


def test_no_confidence_leaves_its_bounds() -> None:
    for rule in TABLE:
        for stated in (0.0, 0.5, 1.0):
            moved = calibration.calibrated(Field("date", "1904", Evidence(rule, stated))).evidence.confidence
            assert 0.05 <= moved <= 0.99


def test_the_table_holds_what_it_was_made_from() -> None:
    for entry in TABLE.values():
        assert 0 <= entry["right"] <= entry["articles"]
        assert -1 < entry["shift"] < 1


def test_the_record_of_an_article_shows_the_number_set_right() -> None:
    article = prepare(SourceArticle("A text without a head.", "x/NZZ-1894-05-12-a-p0003.txt", "text", "utf-8", "0", 22))
    stated = 0.85
    assert article.fields["date"].evidence.confidence == pytest.approx(
        stated + TABLE["date.file-name"]["shift"], abs=0.01
    )
