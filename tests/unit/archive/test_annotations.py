from collections.abc import Callable

import pytest

from newsreader.archive.adding import Outcome
from newsreader.archive.archive import Archive
from newsreader.domain.annotation import Anchor
from newsreader.domain.article import PreparedArticle
from newsreader.errors import UsageError
from newsreader.text.anchors import make_anchor

RAW = "Truce at the harbour"


@pytest.fixture(autouse=True)
def articles(add: Callable[..., list[Outcome]], article: Callable[..., PreparedArticle]) -> None:
    add(article(RAW), article("Other"))


@pytest.fixture
def article_id(archive: Archive) -> str:
    return archive.articles.get(1).id


def test_a_note_comes_back_with_its_article_and_is_counted(archive: Archive, article_id: str) -> None:
    anchor = make_anchor(RAW, 13, 20)
    made = archive.annotations.add(1, article_id, anchor, "why?", "green", "ann")
    (found,) = archive.articles.get(1).annotations
    assert found == made
    assert (found.anchor, found.note, found.colour, found.by, found.article) == (
        anchor,
        "why?",
        "green",
        "ann",
        article_id,
    )
    assert archive.articles.rows([1])[0].notes == 1
    assert archive.annotations.get(made.id) == made


def test_notes_stand_in_the_order_of_the_text_with_orphans_last(archive: Archive, article_id: str) -> None:
    late = archive.annotations.add(1, article_id, make_anchor(RAW, 13, 20), "", "yellow", "ann")
    lost = archive.annotations.add(1, article_id, make_anchor(RAW, 0, 5), "", "yellow", "ann")
    early = archive.annotations.add(1, article_id, make_anchor(RAW, 6, 8), "", "yellow", "ann")
    whole = archive.annotations.add(1, article_id, None, "whole", "yellow", "ann")
    archive.annotations.move(lost.id, None, "ann")
    assert [one.id for one in archive.articles.get(1).annotations] == [whole.id, early.id, late.id, lost.id]
    assert [one.id for one in archive.annotations.orphans()] == [lost.id]
    moved = archive.annotations.move(lost.id, Anchor(9, 12, "the"), "ann")
    assert (moved.orphaned, moved.anchor) == (False, Anchor(9, 12, "the"))
    assert archive.annotations.orphans() == []


def test_changing_tells_what_was_and_what_is(archive: Archive, article_id: str) -> None:
    made = archive.annotations.add(1, article_id, None, "first", "yellow", "ann")
    old, new = archive.annotations.update(made.id, "bob", note="second")
    assert (old.note, new.note, new.colour) == ("first", "second", "yellow")
    assert new.modified >= old.modified
    _, new = archive.annotations.update(made.id, "bob", colour="pink")
    assert archive.annotations.get(made.id) == new


def test_what_is_removed_is_kept_and_comes_back(archive: Archive, article_id: str) -> None:
    made = archive.annotations.add(1, article_id, None, "note", "yellow", "ann")
    archive.annotations.set_removed(made.id, True, "ann")
    assert archive.articles.get(1).annotations == ()
    assert archive.articles.rows([1])[0].notes == 0
    assert archive.annotations.removed() == [made]
    archive.annotations.set_removed(made.id, False, "ann")
    assert archive.articles.get(1).annotations == (made,)
    kinds = [event.kind for event in archive.events.of_article(1)]
    assert kinds == ["import", "note", "remove note", "restore note"]


def test_notes_are_found_by_all_words_of_a_query(archive: Archive, article_id: str) -> None:
    one = archive.annotations.add(1, article_id, make_anchor(RAW, 13, 20), "About Ships", "yellow", "ann")
    two = archive.annotations.add(2, "x", None, "about sheep", "yellow", "ann")
    assert {found.id for found in archive.annotations.all("ABOUT")} == {one.id, two.id}
    assert [found.id for found in archive.annotations.all("harbour ships")] == [one.id]
    assert archive.annotations.all("harbour sheep") == []
    archive.articles.set_trashed([1], True, "ann")
    assert [found.id for found in archive.annotations.all()] == [two.id]


def test_every_change_is_told_to_the_search(archive: Archive, article_id: str) -> None:
    made = archive.annotations.add(1, article_id, None, "note", "yellow", "ann")
    for change in (
        lambda: archive.annotations.update(made.id, "ann", note="other"),
        lambda: archive.annotations.set_removed(made.id, True, "ann"),
    ):
        head = archive.human_layer.head()
        change()
        assert archive.human_layer.since(head, 9) == [1]


def test_a_note_that_is_not_there_is_told(archive: Archive) -> None:
    with pytest.raises(UsageError, match="no note"):
        archive.annotations.get("nope")
