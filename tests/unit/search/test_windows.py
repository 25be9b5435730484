"""Passages of long texts: what is marked there is what the whole text would have marked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.search import windows
from newsreader.search.grammar import parse
from newsreader.search.marking import find_marks
from newsreader.search.windows import passage_marks

FILLER = "Quiet days on the river; nothing came in with the tide, nothing went out, Émile said (twice). " * 60


def shown(query: str, text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in passage_marks(parse(query).root, text, language)]


@pytest.mark.parametrize(
    ("query", "passage", "marked"),
    [
        ("strike", "The strikes went on.", ["strikes"]),
        ("ceasefire", "a cease-fire held", ["cease-fire"]),
        ("cease-fire", "the cease- fire held", ["cease- fire"]),
        ("emigre", "An ÉMIGRÉ wrote", ["ÉMIGRÉ"]),
        ("us", "the U.S. envoy", ["U.S."]),
        ('"peace talks"', "the peace talks in Paris", ["peace talks"]),
        ("armen*", "the Armenians went", ["Armenians"]),
        ("*burgh", "to Edinburgh", ["Edinburgh"]),
        ("hostilitees~1", "of hostilities", ["hostilities"]),
        ("strasse", "in der Straße", ["Straße"]),
        ("homme", "l’homme qui", ["homme"]),
    ],
)
def test_one_place_in_a_long_text_is_found(query: str, passage: str, marked: list[str]) -> None:
    assert shown(query, f"{FILLER}{passage} {FILLER}") == marked


def test_the_place_with_most_different_words_wins_over_the_one_with_most() -> None:
    text = f"strike strike strike strike. {FILLER} The harbour strike. {FILLER}"
    assert shown("strike harbour", text) == ["harbour", "strike"]


def test_a_word_typed_twice_counts_once() -> None:
    text = f"The strike. {FILLER} The harbour gale. {FILLER}"
    assert shown("strike OR strike OR strike OR harbour OR gale", text) == ["harbour", "gale"]


def test_only_a_stretch_of_a_long_text_is_cut_into_words(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def watched(root: object, text: str, language: str, lead: int) -> list[tuple[int, int]]:
        seen.append(len(text))
        return find_marks(root, text, language, lead)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(windows, "find_marks", watched)
    assert shown("harbour", FILLER * 20 + "the harbour strike " + FILLER * 20) == ["harbour"]
    assert max(seen) < 1_500


@pytest.mark.parametrize(("query", "marked"), [("lead:harbour", ["harbour"]), ("strike~1", ["strike"]), ("x~1", [])])
def test_a_very_long_text_is_looked_at_part_by_part(
    monkeypatch: pytest.MonkeyPatch, query: str, marked: list[str]
) -> None:
    text = f"{FILLER * 12}The harbour strike went on. {FILLER * 400}"
    seen: list[int] = []

    def watched(root: object, text: str, language: str, lead: int) -> list[tuple[int, int]]:
        seen.append(len(text))
        return find_marks(root, text, language, lead)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(windows, "find_marks", watched)
    assert len(text) > 2_000_000
    assert shown(query, text) == marked
    assert max(seen) < 60_000
    assert sum(seen) < 1_100_000


def test_the_first_paragraph_ends_where_it_ends_in_the_whole_text() -> None:
    assert shown("lead:tide", f"{FILLER * 12}\n\nThe tide. {FILLER}")[:1] == ["tide"]
    assert shown("lead:harbour", f"{FILLER * 12}\n\nThe harbour strike. {FILLER}") == []


WORDS = [
    "strike",
    "strikes",
    "cease-fire",
    "ceasefire",
    "cease- fire",
    "U.S.",
    "us",
    "émigré",
    "Straße",
    "l’homme",
    "of",
]
PAD = "nothing much happened on the river that day and so it went on and on for many a mile "
texts = st.lists(st.one_of(st.sampled_from(WORDS), st.just(PAD * 4)), min_size=8, max_size=40).map(" ".join)
queries = st.lists(
    st.sampled_from(
        ["strike", "ceasefire", '"cease fire"', "us", "emigre", "strasse", "homme", "str*", '"of us"~6', "-of"]
    ),
    min_size=1,
    max_size=3,
).map(" OR ".join)


@settings(max_examples=150, deadline=None)
@given(query=queries, text=texts)
def test_what_is_marked_is_what_the_whole_text_would_mark(query: str, text: str) -> None:
    root = parse(query).root
    whole = find_marks(root, text, "en")
    found = passage_marks(root, text, "en")
    assert bool(found) == bool(whole)
    assert all(any(low <= start and end <= high for low, high in whole) for start, end in found)
