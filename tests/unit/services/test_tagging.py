from collections.abc import Callable

import pytest

from newsreader.domain.article import PreparedArticle
from newsreader.domain.listing import TagCount
from newsreader.errors import ArticleMissing, UsageError
from newsreader.services import reading, tagging, trash
from newsreader.services.session import Session

AddTo = Callable[..., list[str]]
Make = Callable[..., PreparedArticle]


def test_tagging_and_undoing_it(session: Session, add_to: AddTo, article: Make) -> None:
    one, two = add_to(article("One"), article("Two"))
    assert tagging.add(session, [two, one], "sea") == [two, one]
    assert tagging.add(session, [one[:8], two], "SEA") == []
    assert tagging.remove(session, [one], "sea") == [one]
    assert tagging.remove(session, [one], "land") == []
    assert tagging.all_tags(session) == (TagCount("sea", 1),)
    assert tagging.recolour(session, "sea", "blue") == ""
    assert tagging.rename(session, "sea", "ocean/deep") == 1
    assert tagging.complete(session, "dee") == ["ocean/deep"]
    tagging.add(session, [one], "lake")
    assert tagging.merge(session, ["lake"], "ocean/deep") == 1
    assert reading.article(session, one).tags == ("ocean/deep",)


def test_nothing_is_tagged_when_one_article_is_missing(session: Session, add_to: AddTo, article: Make) -> None:
    (one,) = add_to(article("One"))
    with pytest.raises(ArticleMissing):
        tagging.add(session, [one, "zzzzzzzz"], "sea")
    with pytest.raises(UsageError):
        tagging.add(session, [one], "//")
    assert tagging.all_tags(session) == ()


def test_the_trash_gives_back_what_went_in(session: Session, add_to: AddTo, article: Make) -> None:
    one, two = add_to(article("One"), article("Two"))
    before = session.archive.human_layer.head()
    assert trash.to_trash(session, [two]) == [two]
    assert trash.to_trash(session, [one, two]) == [one]
    assert list(trash.listing(session)) in ([1, 2], [2, 1])
    assert session.archive.human_layer.since(before, 9) == [2, 1]
    assert reading.article(session, one).trashed is not None
    assert session.archive.articles.rows([1]) == []
    assert len(session.archive.articles.rows([1], with_trashed=True)) == 1
    assert trash.restore(session, [one, two]) == [one, two]
    assert trash.restore(session, [one]) == []
    assert list(session.archive.articles.all_numbers()) == [1, 2]
