"""What a scanner may have made of a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.text.misreadings import MOST_MISREADINGS, misreadings, pairs


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("modern", "modem"), ("modem", "modern"), ("modern", "rnodern"), ("strike", "ftrike"), ("house", "houfe"),
        ("1919", "l9l9"), ("war", "vvar"), ("claim", "daim"), ("the", "tlie"), ("committee", "cornmittec"),
        ("turin", "turm"), ("london", "l0ndon"),
    ],
)  # fmt: skip
def test_common_misreadings_are_tried(word: str, other: str) -> None:
    assert other in misreadings(word)


def test_the_table_goes_both_ways() -> None:
    table = set(pairs())
    assert all((other, one) in table for one, other in table)
    assert all(one == one.casefold() for one, _ in table)


@given(st.text(max_size=40))
def test_any_word_has_few_misreadings_and_never_itself(word: str) -> None:
    found = misreadings(word)
    assert len(found) == len(set(found)) <= MOST_MISREADINGS
    assert word not in found
    assert not found or 2 < len(word) <= 30


@given(st.text(alphabet="rnmclidehbfsou", min_size=3, max_size=8))
def test_a_misreading_leads_back(word: str) -> None:
    assert all(
        word in misreadings(other)
        for other in misreadings(word)[:3]
        if len(misreadings(other)) < MOST_MISREADINGS and len(other) > 2
    )
