import difflib
import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.text import comparing
from newsreader.text.comparing import Comparison, Kind, compare


def told(first: str, second: str) -> list[tuple[str, str, str]]:
    found = compare(first, second)
    return [(each.kind.value, first[slice(*each.first)], second[slice(*each.second)]) for each in found.stretches]


def test_the_same_text_is_the_same_throughout() -> None:
    found = compare("Ships in the harbour.", "Ships in the harbour.")
    assert [each.kind for each in found.stretches] == [Kind.SAME]
    assert (found.common, found.share, found.changed, found.deleted, found.inserted) == (4, 1.0, 0, 0, 0)


def test_what_is_left_out_put_in_and_said_otherwise() -> None:
    assert told(
        "The old ships lay in the harbour on Monday, and nobody was hurt.",
        "The ships lay in the wide harbour on Tuesday, and nobody was hurt.",
    ) == [
        ("same", "The", "The"),
        ("deleted", "old", ""),
        ("same", "ships lay in the", "ships lay in the"),
        ("inserted", "", "wide"),
        ("same", "harbour on", "harbour on"),
        ("changed", "Monday,", "Tuesday,"),
        ("same", "and nobody was hurt.", "and nobody was hurt."),
    ]


def test_a_cut_ending_is_left_out() -> None:
    found = compare("One two three four five.", "One two three.")
    assert (found.deleted, found.changed, found.inserted) == (2, 0, 0)
    assert found.stretches[-1].second == (14, 14)


def test_case_accents_hyphens_and_punctuation_make_no_difference() -> None:
    assert compare("Cease-fire at the CAFÉ — says Ann", "“ceasefire” at the cafe, says Ann!").share == 1.0


def test_nothing_against_something() -> None:
    assert compare("", "").share == 1.0
    assert told("", "A word") == [("inserted", "", "A word")]
    assert told("A word", " — ") == [("deleted", "A word", "")]


def test_a_chance_word_in_a_rewritten_passage_is_no_word_in_common() -> None:
    assert told(
        "It began well. Seven men with lanterns left the quay at dusk. All is quiet now.",
        "It began well. Crowds stood waiting near the station from early morning. All is quiet now.",
    )[1:2] == [("changed", "Seven men with lanterns left the quay at dusk.",
                "Crowds stood waiting near the station from early morning.")]  # fmt: skip


def test_scripts_without_spaces_are_compared_by_characters() -> None:
    assert told("東京で会議が開かれた", "東京で大会が開かれた") == [
        ("same", "東京で", "東京で"),
        ("inserted", "", "大"),
        ("same", "会", "会"),
        ("deleted", "議", ""),
        ("same", "が開かれた", "が開かれた"),
    ]


WORDS = st.lists(st.sampled_from(["a", "b", "c", "the", "ship", "—", "B."]), max_size=40).map(" ".join)


@given(WORDS, WORDS)
def test_stretches_cover_every_word_once_and_say_what_is_so(first: str, second: str) -> None:
    found = compare(first, second)
    _check(found, first, second)
    back = compare(second, first)
    assert (back.first_words, back.second_words) == (found.second_words, found.first_words)


def _check(found: Comparison, first: str, second: str) -> None:
    assert sum(each.first_words for each in found.stretches) == found.first_words
    assert sum(each.second_words for each in found.stretches) == found.second_words
    at = low = 0
    for each in found.stretches:
        assert at <= each.first[0] <= each.first[1] <= len(first)
        assert low <= each.second[0] <= each.second[1] <= len(second)
        at, low = each.first[1], each.second[1]
        if each.kind is Kind.SAME:
            numbers: dict[str, int] = {}
            one = comparing._words(first[slice(*each.first)], numbers)[0]
            assert one == comparing._words(second[slice(*each.second)], numbers)[0]
            assert len(one) == each.first_words == each.second_words


@given(st.lists(st.integers(0, 5), max_size=30), st.lists(st.integers(0, 5), max_size=30))
def test_as_many_words_are_in_common_as_can_be(one: list[int], other: list[int]) -> None:
    block = (0, len(one), 0, len(other))
    pairs = sorted(comparing._common_subsequence(one, other, block)) if one and other else []
    assert all(one[place] == other[column] for place, column in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))
    assert len(pairs) == _length(one, other)


def _length(one: list[int], other: list[int]) -> int:
    row = [0] * (len(other) + 1)
    for word in one:
        before = row[:]
        for at, theirs in enumerate(other, 1):
            row[at] = before[at - 1] + 1 if word == theirs else max(row[at - 1], before[at])
    return row[-1]


@settings(max_examples=40)
@given(WORDS, WORDS)
def test_divided_texts_are_compared_as_truly(first: str, second: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparing, "_EXACT_BITS", 20)
        _check(compare(first, second), first, second)


def _long(count: int, seed: int) -> list[str]:
    draw = random.Random(seed)
    return [f"w{int(draw.paretovariate(0.8))}" for _ in range(count)]


def test_very_long_versions_are_compared() -> None:
    words = _long(100_000, 1)
    draw = random.Random(2)
    other = [word if draw.random() > 0.02 else "otherwise" for word in words[:90_000]]
    found = compare(" ".join(words), " ".join(other))  # in the square of the words this would take an hour
    assert found.common > 85_000


@pytest.mark.parametrize("count", [30_000])
def test_what_has_nothing_to_be_divided_at_is_given_up(count: int) -> None:
    one, other = "a b " * count, "b a c " * count
    found = compare(one, other)
    assert found.first_words == 2 * count
    assert found.second_words == 3 * count


def test_it_agrees_with_the_standard_library_on_what_is_easy() -> None:
    draw = random.Random(4)
    words = [f"w{number}" for number in range(400)]
    other = [word for word in words if draw.random() > 0.1]
    blocks = difflib.SequenceMatcher(None, words, other, autojunk=False).get_matching_blocks()
    assert compare(" ".join(words), " ".join(other)).common == sum(block.size for block in blocks)


@pytest.mark.parametrize(("few", "common"), [("", 0), ("ship", 0), ("ship w5 w6 w7 boat", 3)])
def test_a_few_words_against_very_many(few: str, common: int) -> None:
    many = " ".join(f"w{number}" for number in range(60_000))
    assert compare(few, many).common == compare(many, few).common == common
