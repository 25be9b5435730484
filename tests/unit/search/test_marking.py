"""Marks: exactly what matched."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.search.grammar import parse
from newsreader.search.marking import find_marks, find_raw_marks, is_near, leaves


def marked(query: str, text: str, language: str = "en") -> list[str]:
    return [text[low:high] for low, high in find_marks(parse(query).root, text, language)]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("truce", "A truce, TRUCES and trucers.", ["truce", "TRUCES"]),
        ('"truce"', "A truce and truces", ["truce"]),
        (
            "cease-fire",
            "cease-fire cease- fire ceasefire cease fire fire",
            ["cease-fire", "cease- fire", "ceasefire", "cease fire"],
        ),
        (
            "ceasefire",
            "cease-fire cease-\nfire ceasefire cease fire fire",
            ["cease-fire", "cease-\nfire", "ceasefire", "cease fire"],
        ),
        ('"cease fire"', "cease-fire ceasefire fire cease", ["cease-fire", "ceasefire"]),
        ('"the ceasefire holds"', "the cease-fire holds", ["the cease-fire holds"]),
        ("into", "in to into", ["into"]),
        ('"in to"', "in to into", ["in to"]),
        ("us", "the U.S. and the U. S. and us", ["U.S.", "U. S.", "us"]),
        ("erdogan", "Erdoğan’s", ["Erdoğan"]),
        ("exact:Bush", "Bush bush BUSH", ["Bush"]),
        ('exact:"Theresa May"', "theresa may, Theresa May", ["Theresa May"]),
        ("tru*", "truce untrue true", ["truce", "true"]),
        ("*fire", "cease-fire fire fires", ["cease-fire", "fire"]),
        ("wom?n", "woman women womn", ["woman", "women"]),
        ("truse~1", "truce truth trusses", ["truce"]),
        ("treuc~1", "treuc truec turec", ["treuc", "truec"]),
        ('"armenia russia"~3', "russia and armenia, one two three four five armenia", ["russia", "armenia"]),
        ('"war war"~2', "war one war; war", ["war", "war", "war"]),
        ("京", "東京都", ["東京都"]),
        ("東京都", "東京都", ["東京都"]),
        ("long-term-plan", "longtermplan long-term-plan", ["longtermplan", "long-term-plan"]),
        ("lead:truce", "truce\n\ntruce", ["truce"]),
        ("headline:truce by:x note:y", "truce x y", []),
        ("truce -peace", "truce peace", ["truce"]),
        ("(truce OR peace) paper:post", "truce peace post", ["truce", "peace"]),
        ("truce", "", []),
    ],
)
def test_marks_what_matched(query: str, text: str, expected: list[str]) -> None:
    assert marked(query, text) == expected


def test_the_language_decides_about_forms() -> None:
    assert marked("maison", "les maisons", "fr-CA") == ["maisons"]
    assert marked("maison", "les maisons", "") == []


def test_raw_marks_keep_to_their_field() -> None:
    text = "Truce here. Truce there."
    places = {"headline": [(0, 11)], "body": [(11, 24)], "": [(0, 24)]}

    def raw(query: str) -> list[tuple[int, int]]:
        return find_raw_marks(parse(query).root, text, "en", places)

    assert raw("headline:truce") == [(0, 5)]
    assert raw("body:truce") == [(12, 17)]
    assert raw("lead:truce") == [(12, 17)]
    assert raw("truce") == [(0, 5), (12, 17)]
    assert raw("raw:there") == [(18, 23)]
    assert raw("byline:truce") == []


def test_leaves_are_those_a_match_holds() -> None:
    found = [leaf.text for leaf in leaves(parse('a (b OR "c d") -e f* g~1 paper:h').root)]
    assert found == ["a", "b", "c d", "f*", "g"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40), st.text(max_size=80))
def test_marks_are_sorted_apart_and_within_the_text(query: str, text: str) -> None:
    found = find_marks(parse(query).root, text, "en")
    assert all(0 <= low < high <= len(text) for low, high in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))


@given(st.text(alphabet="abc", max_size=6), st.text(alphabet="abc", max_size=6), st.integers(0, 2))
def test_nearness_is_the_least_number_of_edits(one: str, other: str, edits: int) -> None:
    reached = {one}
    for _ in range(edits):
        reached |= {changed for word in reached for changed in changes(word)}
    near = is_near(one, other, edits)
    assert near == is_near(other, one, edits)
    if other in reached and edits < 2:
        assert near
    if near:
        assert other in reached


def changes(word: str) -> set[str]:
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    return (
        {head + tail[1:] for head, tail in cuts if tail}
        | {head + letter + tail for head, tail in cuts for letter in "abc"}
        | {head + letter + tail[1:] for head, tail in cuts if tail for letter in "abc"}
        | {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    )
