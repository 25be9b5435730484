"""Suggestions: what is too unsure to be done is offered, what is sure is not offered again."""

from newsreader.text import corrections, offsets
from newsreader.text.knowledge import Knowledge
from newsreader.text.mend import mend
from newsreader.text.suggestions import LEAST, suggest


def test_what_is_unsure_is_suggested_and_what_is_sure_is_made() -> None:
    raw = "tbe roal thing and the negleet of it"
    clean = offsets.apply(raw, mend(raw, "en"))
    assert clean == "the roal thing and the negleet of it"
    found = suggest(clean, "en")
    assert [(each.before, each.after) for each in found] == [("roal", "real"), ("negleet", "neglect")]
    assert all(LEAST <= each.confidence < corrections.APPLIED for each in found)
    assert offsets.apply(clean, found) == "the real thing and the neglect of it"


def test_a_right_text_and_a_language_nobody_measured_get_none() -> None:
    assert suggest("The committee voted for a new ferry to the outer islands.", "en") == []
    assert suggest("tbe roal thing", "sv") == []
    assert suggest("", "en") == []


def test_the_language_may_carry_a_region_and_the_archives_words_are_left_alone() -> None:
    assert suggest("the roal thing", "en-GB")[0].after == "real"
    assert suggest("the roal thing", "en", Knowledge(words={"en": {"roal": 4}})) == []


def test_letters_that_look_alike_are_suggested_and_not_made() -> None:
    # Right in 91 to 97 % where they were not chosen by the passages they were measured on: below the bar.
    assert [each.after for each in suggest("a lieavy sea", "en")] == ["heavy"]
    assert [each.after for each in suggest("die Gefellschaft kommt", "de")] == ["Gesellschaft"]
    assert mend("a lieavy sea", "en") == []
