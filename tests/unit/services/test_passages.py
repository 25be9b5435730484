"""Texts kept for passages are those of the archive, whatever was done to it meanwhile."""

from collections.abc import Callable

import pytest

from newsreader.domain.article import PreparedArticle
from newsreader.search.grammar import parse
from newsreader.services import correcting, passages, searching
from newsreader.services.session import Session


def passage(session: Session, query: str) -> str:
    parsed = parse(query)
    return searching.snippets(session, parsed, [1])[1].text


def test_a_corrected_text_is_read_anew(
    session: Session, add_to: Callable[..., list[str]], article: Callable[..., PreparedArticle]
) -> None:
    (one,) = add_to(article("The strike is over", repairs=()))
    assert passage(session, "over") == "The strike is over"
    kept = session.recent_texts.many([1])[0]
    assert session.recent_texts.many([1])[0] is kept
    with Session.open(session.archive.folder) as other:
        correcting.correct_text(other, one, 4, 10, "truce")
    assert passage(session, "over") == "The truce is over"
    assert session.recent_texts.many([7, 1])[0] is not kept


def test_only_so_much_text_is_kept(
    session: Session,
    add_to: Callable[..., list[str]],
    article: Callable[..., PreparedArticle],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add_to(*(article("x" * 400 + str(place), repairs=()) for place in range(5)))
    monkeypatch.setattr(passages, "_MOST_CHARACTERS", 2_000)
    first = session.recent_texts.many([1])[0]
    session.recent_texts.many([2, 3, 4, 5])
    assert session.recent_texts.many([1])[0] is not first
