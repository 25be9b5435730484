"""Suggestions of an article: offered where the text stands, accepted as corrections by hand, and undone."""

from collections.abc import Callable

import pytest

from newsreader.domain.article import PreparedArticle
from newsreader.domain.repair import HAND_RULE
from newsreader.errors import UsageError
from newsreader.services import correcting, reading, suggesting
from newsreader.services.session import Session

RAW = "The har- bour and the roal thing, with the negleet of it\n"


@pytest.fixture
def article_id(add_to: Callable[..., list[str]], article: Callable[..., PreparedArticle]) -> str:
    return add_to(article(RAW, language="en"))[0]


def test_suggestions_stand_where_the_raw_text_has_the_words(session: Session, article_id: str) -> None:
    found = suggesting.suggestions(session, article_id)
    assert [(RAW[each.start : each.end], each.after) for each in found] == [("roal", "real"), ("negleet", "neglect")]
    assert all(each.shown == RAW[each.start : each.end] for each in found)


def test_an_accepted_suggestion_is_a_correction_by_hand_and_can_be_undone(session: Session, article_id: str) -> None:
    before_clean = reading.article(session, article_id).clean
    first, second = suggesting.suggestions(session, article_id)
    choices = suggesting.accept(session, article_id, second)
    now = reading.article(session, article_id)
    assert "the neglect of it" in now.clean
    assert [each.rule for each in now.active_repairs if each.after == "neglect"] == [HAND_RULE]
    assert suggesting.suggestions(session, article_id) == (first,)
    correcting.restore_repairs(session, article_id, choices)
    assert reading.article(session, article_id).clean == before_clean


def test_what_is_no_longer_so_is_not_accepted(session: Session, article_id: str) -> None:
    first, _ = suggesting.suggestions(session, article_id)
    suggesting.accept(session, article_id, first)
    with pytest.raises(UsageError, match="no longer suggested"):
        suggesting.accept(session, article_id, first)
