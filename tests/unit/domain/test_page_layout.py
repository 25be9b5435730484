"""Layouts of articles on pages: splitting, merging, headlines, order; no word is ever lost or doubled."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.domain.issue import PrintedPart, WordPlaces
from newsreader.domain.page_layout import (
    HEADLINE,
    TEXT,
    Layout,
    Piece,
    PrintedWord,
    layout_of,
    merged,
    moved,
    split,
    with_headline,
    without,
    words_of,
)


def _piece(kind: str, *words: int, page: int = 1) -> Piece:
    return Piece(kind, tuple(PrintedWord(page, word) for word in words))


def _numbers(layout: Layout) -> list[tuple[str, list[int]]]:
    return [(piece.kind, [word.word for word in piece.words]) for piece in layout]


HEAD_AND_TEXT = (_piece(HEADLINE, 0, 1), _piece(TEXT, 2, 3, 4, 5))


def test_words_that_no_part_names_are_text() -> None:
    places = WordPlaces(
        array("I", range(0, 60, 10)), array("I", [1] * 6), array("I", range(6)), (PrintedPart(HEADLINE, 1, 3),)
    )
    assert _numbers(layout_of(places)) == [(TEXT, [0]), (HEADLINE, [1, 2]), (TEXT, [3, 4, 5])]


def test_a_split_in_the_text_leaves_the_headline_with_the_first() -> None:
    first, second = split(HEAD_AND_TEXT, 4)
    assert _numbers(first) == [(HEADLINE, [0, 1]), (TEXT, [2, 3])]
    assert _numbers(second) == [(TEXT, [4, 5])]


def test_the_headline_of_what_is_joined_becomes_text() -> None:
    other = (_piece(HEADLINE, 6), _piece(TEXT, 7))
    assert _numbers(merged([HEAD_AND_TEXT, other])) == [(HEADLINE, [0, 1]), (TEXT, [2, 3, 4, 5, 6, 7])]


def test_a_new_headline_stands_above_and_the_old_one_becomes_text() -> None:
    assert _numbers(with_headline(HEAD_AND_TEXT, 3, 5)) == [(HEADLINE, [3, 4]), (TEXT, [0, 1, 2, 5])]


def test_a_headline_can_be_taken_away() -> None:
    assert _numbers(with_headline(HEAD_AND_TEXT, 0, 0)) == [(TEXT, [0, 1, 2, 3, 4, 5])]


def test_words_are_taken_out_with_their_kinds() -> None:
    left, taken = without(HEAD_AND_TEXT, [PrintedWord(1, 1), PrintedWord(1, 4)])
    assert _numbers(left) == [(HEADLINE, [0]), (TEXT, [2, 3, 5])]
    assert _numbers(taken) == [(HEADLINE, [1]), (TEXT, [4])]


def test_words_are_moved_before_another() -> None:
    there = [PrintedWord(1, 4), PrintedWord(1, 5)]
    assert _numbers(moved(HEAD_AND_TEXT, there, 2)) == [(HEADLINE, [0, 1]), (TEXT, [4, 5, 2, 3])]
    assert _numbers(moved(HEAD_AND_TEXT, [PrintedWord(1, 2)], 6)) == [(HEADLINE, [0, 1]), (TEXT, [3, 4, 5, 2])]


_layouts = st.lists(
    st.tuples(st.sampled_from([HEADLINE, "subheadline", TEXT]), st.integers(0, 5)), min_size=1, max_size=6
)


@given(_layouts, st.integers(-2, 30), st.integers(0, 8), st.sets(st.integers(0, 30)))
@pytest.mark.filterwarnings("error")
def test_no_word_is_lost_or_doubled(sizes: list[tuple[str, int]], at: int, length: int, chosen: set[int]) -> None:
    pieces: list[Piece] = []
    count = 0
    for kind, size in sizes:
        pieces.append(_piece(kind, *range(count, count + size)))
        count += size
    layout = tuple(pieces)
    everything = list(words_of(layout))
    first, second = split(layout, at)
    assert [*words_of(first), *words_of(second)] == everything
    assert sorted(words_of(with_headline(layout, max(0, at), max(0, at) + length))) == everything
    words = [PrintedWord(1, word) for word in chosen]
    left, taken = without(layout, words)
    assert sorted([*words_of(left), *words_of(taken)]) == everything
    assert sorted(words_of(moved(layout, words, at))) == everything
    assert list(words_of(merged([first, second]))) == everything
