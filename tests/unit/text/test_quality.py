"""The quality score: the share of words believed in, with a word list, with the archive's words, and with neither."""

import pytest

from newsreader.text.knowledge import Knowledge
from newsreader.text.quality import quality


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "東京で大きな地震があった。政府は対策を急ぐ。"),
        ("ar", "قال الرئيس إن البلاد بخير"),
        ("he", "אמר ראש הממשלה כי הכול בסדר"),
        ("cs", "Vlk zmrzl, prst čtvrtý, smrt plná. ZEMŘEL KRÁL"),
        ("pl", "W Łodzi z wielką uroczystością otwarto 3-ci most"),
        ("ru", "В Москве к нам с вами приехал гость"),
        ("fi", "Hän on yöllä Helsingissä"),
        ("", "Hän on yöllä Helsingissä"),
    ],
)
def test_a_right_text_in_a_language_without_a_list_is_not_doubted(language: str, text: str) -> None:
    assert quality(text, language) == 1.0


def test_the_archives_words_are_the_list_where_there_is_none_and_the_archive_is_large_enough() -> None:
    words = {f"ord{number}": 3 for number in range(6_000)} | {"skeppet": 40, "kom": 90, "till": 100, "hamnen": 20}
    text = "Skeppet kom till hamneu"
    assert quality(text, "sv") == 1.0  # it looks like a word
    assert quality(text, "sv", Knowledge(words={"sv": words})) == 0.75
    assert quality(text, "sv", Knowledge(words={"sv": {"kom": 5}})) == 1.0
    assert quality("Skeppet kom till Hamneu", "sv", Knowledge(words={"sv": words})) == 1.0  # a name, for all we know


def test_usual_misreadings_are_doubted_even_where_they_are_also_names_or_words() -> None:
    assert quality("the ship and the crew", "en") == 1.0
    assert quality("tbe ship aud tbe crew", "en") == 0.4


@pytest.mark.parametrize("text", ["", "… — !", "\n\n", "'"])
def test_a_text_without_words_has_no_quality(text: str) -> None:
    assert quality(text, "en") is None
    assert quality(text, "sv") is None


def test_the_more_is_misread_the_lower_it_is() -> None:
    steps = [
        "the committee voted for a new ferry to the outer islands",
        "the committce voted for a new ferry to the outer islands",
        "the committce votcd for a ncw ferry to the outer islands",
        "thc cornmittce votcd fcr a ncw fcrry to tlic outcr islauds",
    ]
    figures = [quality(step, "en") or 0.0 for step in steps]
    assert figures == sorted(figures, reverse=True)
    assert figures[0] == 1.0
    assert figures[-1] < 0.5


def test_what_the_recognition_says_counts_beside_the_words() -> None:
    text = "the ship and the crew"
    assert quality(text, "en", confidence=0.6) == 0.9
    assert quality("Skeppet kom till hamnen", "sv", confidence=0.6) == 0.8  # nothing else is known of these words
    assert quality("… !", "en", confidence=0.6) is None
