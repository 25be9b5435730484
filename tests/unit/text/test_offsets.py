"""The map between raw and clean text is exact both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.domain.repair import Repair
from newsreader.text.offsets import OffsetMap, apply, compose

ALPHABET = st.text("ab- \né", max_size=40)


def _repairs(raw: str, cuts: list[tuple[int, int, str]]) -> list[Repair]:
    found: list[Repair] = []
    at = 0
    for gap, length, after in cuts:
        start = at + gap
        end = min(start + length, len(raw))
        if start > len(raw) or end < start:
            break
        if raw[start:end] != after:
            found.append(Repair("test", start, end, raw[start:end], after, 0.5))
        at = end + 1
    return found


CUTS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4), st.text("xy", max_size=3)), max_size=6)


def test_repairs_make_the_clean_text() -> None:
    repairs = [Repair("space", 5, 6, " ", "", 1.0), Repair("space", 9, 9, "", "!", 1.0)]
    assert apply("so-ca- ll", repairs[:0]) == "so-ca- ll"
    assert apply("cease- fire", [Repair("hyphen.keep", 6, 7, " ", "", 1.0)]) == "cease-fire"


def test_overlapping_repairs_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        apply("abcdef", [Repair("a", 0, 3, "abc", "", 1.0), Repair("b", 2, 4, "cd", "", 1.0)])
    with pytest.raises(ValueError, match="beyond"):
        apply("ab", [Repair("a", 1, 5, "b", "", 1.0)])


@given(ALPHABET, CUTS)
def test_untouched_characters_map_one_to_one(raw: str, cuts: list[tuple[int, int, str]]) -> None:
    repairs = _repairs(raw, cuts)
    clean, place = apply(raw, repairs), OffsetMap(len(raw), repairs)
    assert place.clean_length == len(clean)
    touched = {offset for repair in repairs for offset in range(repair.start, repair.end)}
    for offset in set(range(len(raw))) - touched:
        there = place.to_clean(offset)
        assert clean[there] == raw[offset]
        assert place.to_raw(there) == offset
        assert place.clean_span(offset, offset + 1) == (there, there + 1)
        assert place.raw_span(there, there + 1) == (offset, offset + 1)


@given(ALPHABET, CUTS)
def test_every_offset_stays_within_the_other_text(raw: str, cuts: list[tuple[int, int, str]]) -> None:
    repairs = _repairs(raw, cuts)
    clean, place = apply(raw, repairs), OffsetMap(len(raw), repairs)
    mapped = [place.to_clean(offset) for offset in range(len(raw) + 1)]
    assert mapped == sorted(mapped)
    assert all(0 <= offset <= len(clean) for offset in mapped)
    back = [place.to_raw(offset) for offset in range(len(clean) + 1)]
    assert back == sorted(back)
    assert all(0 <= offset <= len(raw) for offset in back)


def test_a_span_that_was_removed_has_no_place_in_the_clean_text() -> None:
    raw = "Paper\n\nBody"
    place = OffsetMap(len(raw), [Repair("set-apart.paper", 0, 7, "Paper\n\n", "", 1.0)])
    assert place.clean_span(0, 5) is None
    assert place.clean_span(3, 9) == (0, 2)
    assert place.raw_span(0, 4) == (7, 11)
    assert place.to_clean(3) == 0


def test_a_span_of_a_joined_word_covers_its_two_halves() -> None:
    raw = "a mag- azine here"
    place = OffsetMap(len(raw), [Repair("hyphen.join", 5, 7, "- ", "", 1.0)])
    assert place.clean_span(2, 12) == (2, 10)
    assert raw[slice(*place.raw_span(2, 10))] == "mag- azine"


@given(ALPHABET, CUTS, CUTS)
def test_composed_repairs_give_what_one_after_the_other_gives(
    raw: str, cuts: list[tuple[int, int, str]], more: list[tuple[int, int, str]]
) -> None:
    first = _repairs(raw, cuts)
    between = apply(raw, first)
    second = _repairs(between, more)
    both = compose(raw, first, second)
    assert apply(raw, both) == apply(between, second)
    assert all(raw[repair.start : repair.end] == repair.before for repair in both)
