"""Tokens, folding, hyphens."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.text.words import fold, folded_words, is_cjk, surface, tokens


def joined(text: str) -> list[str]:
    return [form.text for token in tokens(text) for form in token.joined]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Cease", ["the", "cease"]),
        ("Erdoğan İstanbul ışık", ["erdogan", "istanbul", "isik"]),
        ("Straße Œuvre Łódź Øre þing", ["strasse", "oeuvre", "lodz", "ore", "thing"]),
        ("Macron’s Macron's workers’", ["macron", "macron", "workers"]),
        ("don't don’t O'Brien", ["dont", "dont", "obrien"]),
        ("l'homme dell’arte qu'il", ["l", "homme", "dell", "arte", "qu", "il"]),
        ("U.S. U. S. U.S US p. m. e.g. U.S.A.", ["us", "us", "us", "us", "pm", "eg", "usa"]),
        ("1,000 10,000,000 3.14 27.10.2020 1,00", ["1000", "10000000", "3", "14", "27", "10", "2020", "1", "00"]),
        ("F-16 covid19", ["f", "16", "covid19"]),
        ("東京都 京 서울", ["東京", "京都", "京", "서울"]),
        ("a_b c", ["a", "b", "c"]),
        ("ﬁne Ⅳ", ["fine", "iv"]),
        ("— … ''", []),
        ("", []),
        ("السَّلام", ["السلام"]),
        ("e\u0301migre\u0301", ["emigre"]),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    assert folded_words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cease-fire", ["ceasefire"]),
        ("cease- fire", ["ceasefire"]),
        ("cease-\nfire", ["ceasefire"]),
        ("cease-\r\n  fire", ["ceasefire"]),
        ("cease\u2010fire cease\u00adfire cease\u00ac\nfire", ["ceasefire", "ceasefire", "ceasefire"]),
        ("cease -fire", []),
        ("cease - fire", []),
        ("cease-\n\nfire", []),
        ("long-term-plan", ["longterm", "longtermplan", "termplan"]),
        ("pre- and post-war", ["postwar"]),
        ("1914-1918", ["19141918"]),
        ("1914- 1918", []),
        ("Macron's-led", []),
    ],
)
def test_hyphens_join_their_parts(text: str, expected: list[str]) -> None:
    assert joined(text) == expected


def test_an_apostrophe_that_counts_as_a_letter_is_no_word() -> None:
    assert folded_words("\u02bc \u02bc\u02bc a\u02bc \u02bcs rock \u02bcn\u02bc roll") == [
        "a",
        "s",
        "rock",
        "n",
        "roll",
    ]


def test_places_are_those_of_the_words() -> None:
    text = "“Łódź’s” cease- fire in the U. S."
    found = [(text[token.start : token.end], token.text, token.position) for token in tokens(text)]
    assert found == [
        ("Łódź", "lodz", 0), ("cease", "cease", 1), ("fire", "fire", 2), ("in", "in", 3), ("the", "the", 4),
        ("U. S.", "us", 5),
    ]  # fmt: skip


def test_surface_keeps_case_and_accents() -> None:
    text = "O’Brien e\u0301migre\u0301"
    assert [surface(text, token) for token in tokens(text)] == ["O'Brien", "émigré"]


def test_is_cjk() -> None:
    assert is_cjk("東京")
    assert not is_cjk("東a")
    assert not is_cjk("")


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_tokens_are_in_order_and_within_the_text(text: str) -> None:
    found = tokens(text)
    assert [token.position for token in found] == list(range(len(found)))
    for token in found:
        assert 0 <= token.start < token.end <= len(text)
        assert token.text
    if not any(is_cjk(char) for char in text):
        assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.text(alphabet="abçÉß’'-. 東", max_size=30))
def test_composed_and_decomposed_text_read_alike(text: str) -> None:
    assert folded_words(unicodedata.normalize("NFD", text)) == folded_words(unicodedata.normalize("NFC", text))


def test_a_long_text_takes_linear_time() -> None:
    assert len(tokens("a-" * 100_000)) == 100_000
    assert len(tokens("a." * 100_000)) <= 100_000
    assert len(tokens("a'" * 100_000)) == 1
