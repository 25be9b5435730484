"""Which words of an article count."""

import pytest

from newsreader.domain.repair import Repair
from newsreader.text.mend import mend
from newsreader.text.word_counts import words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The strike, the STRIKE!", {"the", "strike"}),
        ("A cease-fire at the mid-Atlantic-ridge", {"cease-fire", "at", "the", "mid-atlantic-ridge"}),
        ("w0rd 1914-18 x Été", {"été"}),
        ("nego- tiations and un-\nfinished", {"and"}),
        ("l’homme, d'or", {"homme", "or"}),
        ("x" * 25, set()),
        ("", set()),
    ],
)
def test_whole_words_as_printed(text: str, words: set[str]) -> None:
    assert set(words_of(text, []).split()) == words


def test_what_a_repair_made_is_no_evidence() -> None:
    text = "The mag- azine and the maga- zine and the cease- fire; a magazine was lying about."
    made = mend(text, "en")
    assert {repair.rule for repair in made} >= {"hyphen.join"}
    assert "cease-fire" not in words_of(text, made).split()
    assert set(words_of(text, made).split()) == {"the", "and", "magazine", "was", "lying", "about"}
    assert words_of("mag- azine", [Repair("hyphen.join", 3, 5, "- ", "", 0.9)]) == ""


def test_lines_set_apart_are_left_out_and_harmless_repairs_are_not() -> None:
    text = "Home Share\nThe ﬁsh  swam"
    repairs = [
        Repair("navigation", 0, 11, "Home Share\n", "", 1.0),
        Repair("ligature", 15, 16, "ﬁ", "fi", 1.0),
        Repair("space", 18, 20, "  ", " ", 1.0),
    ]
    assert set(words_of(text, repairs).split()) == {"the", "fish", "swam"}
