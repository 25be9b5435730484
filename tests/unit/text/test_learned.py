"""Which printed words a correction answers to."""

import pytest

from newsreader.domain.article import SourceArticle
from newsreader.domain.field import FieldValue
from newsreader.text.knowledge import Knowledge
from newsreader.text.learned import printed
from newsreader.text.prepare import prepare

BODY = "The dockers of the town went back to work on Monday morning after nine days without wages. " * 3


def _source(raw: str) -> SourceArticle:
    return SourceArticle(raw, "x.txt", "text", "utf-8", "0" * 64, len(raw))


@pytest.mark.parametrize(
    ("head", "name", "value", "words"),
    [
        ("The Harbour Gazette, 3 May 1904\n\nA headline here\n\n", "paper", "Harbour Gazette", "The Harbour Gazette"),
        ("Zhe Fiordlaad Nwes\nDockers go back\n", "paper", "The Fiordland News", "Zhe Fiordlaad Nwes"),
        ("A headline here\n\nBy Ann Lee and Bo Marsh\n\n", "byline", ("Anne Lee",), "By Ann Lee and Bo Marsh"),
        ("Headline\nfrom Ann Lee, aboard\n", "byline", ("Ann Lee",), "from Ann Lee, aboard"),
        ("Headline\n\n", "paper", "The Fiordland News", ""),
        ("Headline\n\n", "byline", ("Ann Lee",), ""),
        ("x\n\n", "paper", "x", ""),
    ],
)
def test_the_words_a_value_answers_to(head: str, name: str, value: FieldValue, words: str) -> None:
    raw = head + BODY
    assert printed(name, raw, prepare(_source(raw)).fields, value) == words


def test_a_variant_within_running_text_is_left_alone() -> None:
    raw = f"A headline here\n\n{BODY} He reads Zhe Fiordlaad Nwes every day. {BODY}\n"
    known = Knowledge(papers={"zhe fiordlaad nwes": "The Fiordland News"})
    assert prepare(_source(raw), known) == prepare(_source(raw))


def test_what_the_user_states_beats_what_was_learned() -> None:
    from newsreader.domain.field import Evidence, Field

    stated = Field("paper", "Stated", Evidence("option", 1.0, source="option"))
    raw = f"Zhe Fiordlaad Nwes\n\nA headline here\n\n{BODY}\n"
    source = SourceArticle(raw, "x.txt", "text", "utf-8", "0" * 64, len(raw), hints={"paper": stated})
    known = Knowledge(papers={"zhe fiordlaad nwes": "The Fiordland News"})
    assert prepare(source, known).fields["paper"] == stated
