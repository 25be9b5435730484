"""Corrections of misread words: what is sure is made, what is not is left, and right words stay as they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.text import corrections, offsets
from newsreader.text.evidence import Evidence
from newsreader.text.knowledge import Knowledge
from newsreader.text.mend import mend
from newsreader.text.offsets import OffsetMap

PIECES = st.sampled_from(
    [
        "tbe", "govern", "ment", "ver", "kcin", "daS", "nnd", "fich", "Geſetz", "¬\n", "- ", " ", "  ", ", ", ". ",
        "tlie", "lieavy", "Kantons", "rath", "iverden", "da«", "»", "«", "'", "7", "com", "pleted", "ſ",
        "aud", "wbich", "Wcrk",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=24).map("".join)


def mended(text: str, language: str, knowledge: Knowledge | None = None) -> str:
    return offsets.apply(text, mend(text, language, knowledge or Knowledge()))


@pytest.mark.parametrize(
    ("language", "raw", "clean"),
    [
        ("en", "tbe ship aud tlie crew", "the ship and the crew"),
        ("en", "the popu lation of the pub lished list", "the population of the published list"),
        ("en", "the ice was com pleted by the Com mittee", "the ice was completed by the Committee"),
        ("de", "daS Schiff nnd deS Fischers Netz", "das Schiff und des Fischers Netz"),
        ("de", "da« Haus, di« Strasse", "das Haus, die Strasse"),
        ("fr", "plns loin daus la rue", "plns loin daus la rue"),
        ("en", "the Congreſs and the Hallſworth houſe", "the Congress and the Hallſworth house"),
    ],
)
def test_what_is_sure_is_corrected(language: str, raw: str, clean: str) -> None:
    assert mended(raw, language) == clean


@pytest.mark.parametrize(
    ("language", "raw"),
    [
        ("en", "Mr. Bonr of Kettlesby spoke to any thing and to no body"),  # names, and words once written apart
        ("en", "the tbe-tbe drum at tbe.example"),  # pieces of something
        ("en", "a de facto truce, an ad hoc group"),
        ("de", "das Theil, die Thür, giebt, bey, Hülfe, Hinsicht"),  # spellings of their time
        ("de", "Hr. Wernf. sprach; Iselnf. schwieg"),
        ("de", "er sagte »Komm da«, dann ging er »hinein«"),
        ("sv", "nnd aud tbe"),  # no list of confusions
        ("", "tbe nnd"),
    ],
)
def test_what_is_not_sure_is_left_alone(language: str, raw: str) -> None:
    evidence = Evidence(raw, language)
    assert corrections.propose(raw, evidence) == []


def test_halves_of_a_broken_word_are_no_words_to_correct() -> None:
    # "fich" alone is a misread "sich"; here it ends a word that is joined first.
    raw = "die Lands- fich"
    evidence = Evidence(raw, "de")
    assert corrections.propose(raw, evidence) == []


def test_a_word_of_the_archive_is_right_and_its_frequent_words_are_meant() -> None:
    assert mended("the lieavy sea", "en", Knowledge(words={"en": {"lieavy": 5}})) == "the lieavy sea"
    unknown = Knowledge(words={"en": {"harlevik": 40}})
    evidence = Evidence("the ferry to harlcvik", "en", unknown)
    assert [(each.before, each.after) for each in corrections.find("the ferry to harlcvik", evidence)] == [
        ("harlcvik", "harlevik")
    ]


def test_corrections_say_how_sure_they_are_and_the_unsure_ones_are_not_made() -> None:
    text = "the roal thing and tbe rest"
    evidence = Evidence(text, "en")
    sure = {each.before: each.confidence for each in corrections.find(text, evidence)}
    assert sure["tbe"] >= corrections.APPLIED > sure["roal"]
    assert mended(text, "en") == "the roal thing and the rest"


@settings(deadline=None)  # the first text of a language loads its word lists
@given(TEXTS, st.sampled_from(["en", "de", "fr"]))
def test_corrections_are_mended_once_and_for_all_and_map_exactly(text: str, language: str) -> None:
    repairs = mend(text, language)
    clean = offsets.apply(text, repairs)
    assert mend(clean, language) == []
    places = OffsetMap(len(text), repairs)
    for repair in repairs:
        assert text[repair.start : repair.end] == repair.before
        span = places.clean_span(repair.start, repair.end)
        assert (clean[slice(*span)] if span else "") == repair.after


@settings(deadline=None)
@given(TEXTS, st.sampled_from(["en", "de"]), st.data())
def test_switching_a_correction_off_and_on_again_gives_what_was_there(
    text: str, language: str, data: st.DataObject
) -> None:
    repairs = mend(text, language)
    if not repairs:
        return
    off = data.draw(st.integers(0, len(repairs) - 1))
    without = [repair for index, repair in enumerate(repairs) if index != off]
    assert offsets.apply(text, sorted([*without, repairs[off]], key=lambda each: each.start)) == mended(text, language)
    left_out = offsets.apply(text, without)
    start = repairs[off].start + sum(len(each.after) - len(each.before) for each in repairs[:off])
    assert left_out[start : start + len(repairs[off].before)] == repairs[off].before
