"""Queries in plain words."""

import pytest

from newsreader.search.explain import clauses_of, day_words, in_words, span_of, understood
from newsreader.search.grammar import parse
from newsreader.search.index import PartHits


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("harbour", "harbour"),
        ("headline:harbour", "headline has harbour"),
        ("exact:Bush", "exactly Bush"),
        ("by:meyer", "by meyer"),
        ("elect*", "elect*"),
        ("truse~1", "spelt like truse"),
        ("truse~2", "spelt somewhat like truse"),
        ('"peace talks"', "“peace talks”"),
        ('"peace talks"~1000', "“peace talks” within 1,000 words"),
        ("paper:post", "papers called post"),
        ("country:ca", "papers from Canada"),
        ("country:nowhere", "papers from nowhere"),
        ('region:"western europe"', "papers from Western Europe"),
        ("lang:fr", "in French"),
        ("tag:war", "tagged war"),
        ("date:1912..1924", "between 1912–1924"),
        ("date:1912", "in 1912"),
        ("date:1912-05", "in May 1912"),
        ("date:1912-05-14", "on 14 May 1912"),
        ("date:>=1912-05", "since May 1912"),
        ("date:<=1912-05-13", "until 13 May 1912"),
        ("before:1912", "until 1911"),
        ("added:2026", "added in 2026"),
        ("words:>1500", "words from 1,501"),
        ("words:<100", "words up to 99"),
        ("quality:0.5..0.75", "quality 0.5–0.75"),
        ("quality:0.5", "quality 0.5"),
        ("has:note", "with notes"),
        ("is:starred", "starred"),
        ("-strike", "without strike"),
        ("-(a b)", "without (a and b)"),
        ("a OR b", "a or b"),
        ("a OR (b c)", "a or (b and c)"),
        ("*", "everything"),
        ("()", "nothing"),
    ],
)
def test_in_words(query: str, label: str) -> None:
    assert in_words(parse(query).root).label == label


def test_day_words_leave_what_is_no_day() -> None:
    assert day_words("191X") == "191X"


def test_clauses_and_the_line() -> None:
    query = "harbour strike paper:post (a OR b)"
    root = parse(query).root
    parts = tuple(PartHits(part, 1200 + place, 7) for place, part in enumerate(root.parts))  # type: ignore[union-attr]
    clauses = clauses_of(root, parts)
    assert [clause.without for clause in clauses] == [
        "strike paper:post a OR b", "harbour paper:post a OR b", "harbour strike a OR b", "harbour strike paper:post",
    ]  # fmt: skip
    assert [query[clause.span.start : clause.span.end] for clause in clauses] == [
        "harbour", "strike", "paper:post", "a OR b",
    ]  # fmt: skip
    assert (
        understood(root, clauses) == "All words: harbour (1,200) · strike (1,201) · papers called post · a or b (1,203)"
    )
    assert clauses[0].total_without == 7


def test_lines_of_queries_without_parts() -> None:
    assert understood(parse("").root, ()) == "Everything"
    assert understood(parse("()").root, ()) == "Nothing that can be searched"
    assert span_of(parse("").root).end == 0
