"""Snippets: the passage that says most."""

from hypothesis import given
from hypothesis import strategies as st

from newsreader.search.snippets import LENGTH, make_snippet


def test_the_beginning_when_nothing_is_marked() -> None:
    snippet = make_snippet("  One two.\n\nThree  four. " + "word " * 100, [])
    assert snippet.text.startswith("One two. Three four. word")
    assert snippet.text.endswith(" …")
    assert len(snippet.text) <= LENGTH + 5
    assert make_snippet("short", []).text == "short"
    assert make_snippet("", []).text == ""


def test_the_closest_group_of_marks() -> None:
    text = "lone " + "filler " * 100 + "here lone and lone" + " filler" * 100
    marks = [(0, 4)] + [(at, at + 4) for at in range(10, len(text)) if text.startswith("lone", at)]
    snippet = make_snippet(text, marks)
    assert [snippet.text[low:high] for low, high in snippet.marks] == ["lone", "lone"]
    assert snippet.text.startswith("… ")
    assert snippet.text.endswith(" …")


def test_marks_follow_when_space_is_folded() -> None:
    text = "a \n\n b\tcease- \n fire"
    snippet = make_snippet(text, [(text.index("cease"), len(text))], "raw")
    assert snippet.text == "a b cease- fire"
    assert snippet.layer == "raw"
    assert [snippet.text[low:high] for low, high in snippet.marks] == ["cease- fire"]


def test_signs_that_cannot_be_shown_are_replaced() -> None:
    assert make_snippet("a\x07\u202eb", []).text == "a\ufffd\ufffdb"


@given(st.text(max_size=600), st.data())
def test_marked_words_are_shown_whole(text: str, data: st.DataObject) -> None:
    places = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    marks = [
        (low, high)
        for low, high in zip(places[::2], places[1::2], strict=False)
        if high - low < 30 and not any(char.isspace() for char in text[low:high])
    ]
    snippet = make_snippet(text, marks)
    assert "\n" not in snippet.text
    assert all(0 <= low < high <= len(snippet.text) for low, high in snippet.marks)
    shown = [snippet.text[low:high] for low, high in snippet.marks]
    wanted = ["".join(char if char.isprintable() else "\ufffd" for char in text[low:high]) for low, high in marks]
    assert not marks or shown
    assert all(word in wanted for word in shown)
