"""Words found with tables are the words that patterns find."""

import re

from hypothesis import given
from hypothesis import strategies as st

from newsreader.text.letters import letter_runs, plain_words

_WESTERN = st.text(st.sampled_from("ab'’Zé—1²½ªß€ ¬-_\n\x81"), max_size=40)
_ANY = st.text(max_size=40)


@given(_WESTERN | _ANY)
def test_letter_runs_are_those_of_the_pattern(text: str) -> None:
    assert letter_runs(text) == re.findall(r"[^\W\d_]+", text)


@given(_WESTERN | _ANY)
def test_plain_words_are_those_of_the_pattern(text: str) -> None:
    assert plain_words(text) == re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text)
