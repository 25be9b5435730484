"""Wildcards match as one expects, and no pattern takes long."""

import fnmatch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.search.patterns import pattern_expression


@given(st.text("ab*?", max_size=12), st.text("ab", max_size=12))
def test_patterns_match_like_those_of_a_shell(pattern: str, word: str) -> None:
    assert bool(pattern_expression(pattern).fullmatch(word)) == fnmatch.fnmatchcase(word, pattern)


@pytest.mark.usefixtures("hang_guard")
def test_many_stars_on_a_long_word_take_no_time() -> None:
    assert pattern_expression("*e*t*o*n" * 20 + "*q").fullmatch("eton" * 2_000) is None
