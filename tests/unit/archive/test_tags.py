from collections.abc import Callable

import pytest

from newsreader.archive.adding import Outcome
from newsreader.archive.archive import Archive
from newsreader.archive.tags import tidy
from newsreader.domain.article import PreparedArticle
from newsreader.domain.listing import TagCount
from newsreader.errors import UsageError


@pytest.fixture(autouse=True)
def articles(add: Callable[..., list[Outcome]], article: Callable[..., PreparedArticle]) -> None:
    add(*(article(f"Text {n}") for n in range(5)))


def names(archive: Archive) -> dict[str, int]:
    return {tag.name: tag.count for tag in archive.tags.all()}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(" Labour /  docks ", "Labour/docks"), ("sea\tport", "sea port"), ("e\u0301te\u0301", "été"), ("a/b/c", "a/b/c")],
)
def test_names_are_tidied(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


@pytest.mark.parametrize("typed", ["", "  ", "/", "a//b", "a/", "/a", "x" * 201, "a\x00b", "a\u200bb"])
def test_what_is_no_tag_is_refused(archive: Archive, typed: str) -> None:
    with pytest.raises(UsageError) as caught:
        archive.tags.add([1], typed, "ann")
    assert caught.value.remedy
    assert names(archive) == {}


def test_adding_tells_what_changed_and_case_makes_no_other_tag(archive: Archive) -> None:
    assert archive.tags.add([1, 2, 2], "Labour/Docks", "ann") == [1, 2]
    assert archive.tags.add([2, 3], "labour/DOCKS", "ann") == [3]
    assert archive.tags.all() == (TagCount("Labour/Docks", 3),)
    assert archive.articles.get(3).tags == ("Labour/Docks",)
    assert archive.articles.rows([3])[0].tags == ("Labour/Docks",)


def test_removing_tells_what_changed_and_forgets_a_tag_nobody_carries(archive: Archive) -> None:
    archive.tags.add([1, 2], "sea", "ann")
    assert archive.tags.remove([2, 3], "SEA", "ann") == [2]
    assert archive.tags.remove([1], "sea", "ann") == [1]
    assert archive.tags.remove([1], "sea", "ann") == []
    assert names(archive) == {}


def test_a_coloured_tag_stays_though_nobody_carries_it(archive: Archive) -> None:
    archive.tags.add([1], "sea", "ann")
    assert archive.tags.recolour("sea", "blue") == ""
    assert archive.tags.recolour("SEA", "green") == "blue"
    archive.tags.remove([1], "sea", "ann")
    assert archive.tags.all() == (TagCount("sea", 0, "green"),)
    with pytest.raises(UsageError, match="no colour"):
        archive.tags.recolour("sea", "mauve")
    with pytest.raises(UsageError, match="no tag"):
        archive.tags.recolour("land", "")


def test_renaming_takes_the_narrower_tags_along(archive: Archive) -> None:
    archive.tags.add([1], "labour", "ann")
    archive.tags.add([2], "Labour/docks/night", "ann")
    archive.tags.add([3], "labourers", "ann")
    assert archive.tags.rename("LABOUR", "work", "ann") == 2
    assert names(archive) == {"work": 1, "work/docks/night": 1, "labourers": 1}


def test_a_parent_that_is_no_tag_itself_can_be_renamed(archive: Archive) -> None:
    archive.tags.add([2], "labour/docks", "ann")
    assert archive.tags.rename("labour", "work", "ann") == 1
    assert names(archive) == {"work/docks": 1}


def test_renaming_onto_a_tag_that_is_there_joins_the_two(archive: Archive) -> None:
    archive.tags.add([1, 2], "docks", "ann")
    archive.tags.add([2, 3], "Harbour", "ann")
    assert archive.tags.rename("docks", "harbour", "ann") == 2
    assert names(archive) == {"Harbour": 3}


def test_the_case_of_a_tag_can_be_changed(archive: Archive) -> None:
    archive.tags.add([1], "nato", "ann")
    archive.tags.rename("nato", "NATO", "ann")
    assert names(archive) == {"NATO": 1}


def test_a_tag_cannot_move_below_itself(archive: Archive) -> None:
    archive.tags.add([1], "labour", "ann")
    with pytest.raises(UsageError, match="lies below"):
        archive.tags.rename("labour", "Labour/docks", "ann")
    with pytest.raises(UsageError, match="no tag"):
        archive.tags.rename("sea", "ocean", "ann")


def test_merging_makes_one_of_several(archive: Archive) -> None:
    archive.tags.add([1], "docks", "ann")
    archive.tags.add([1, 2], "quays", "ann")
    archive.tags.add([3], "harbour", "ann")
    assert archive.tags.merge(["docks", "quays", "harbour"], "harbour", "ann") == 2
    assert names(archive) == {"harbour": 3}
    with pytest.raises(UsageError, match="no tag"):
        archive.tags.merge(["docks"], "harbour", "ann")


def test_a_merge_that_fails_changes_nothing(archive: Archive) -> None:
    archive.tags.add([1], "docks", "ann")
    with pytest.raises(UsageError):
        archive.tags.merge(["docks", "nowhere"], "harbour", "ann")
    assert names(archive) == {"docks": 1}


def test_completion_begins_with_what_was_typed(archive: Archive) -> None:
    for tag in ("labour", "labour/docks", "dockers", "old docks", "sea"):
        archive.tags.add([1], tag, "ann")
    assert archive.tags.completions("DOCK") == ["dockers", "labour/docks", "old docks"]
    assert archive.tags.completions("lab") == ["labour", "labour/docks"]
    assert len(archive.tags.completions("")) == 5


def test_tags_are_counted_without_the_trash_and_told_to_the_search(archive: Archive) -> None:
    before = archive.human_layer.head()
    archive.tags.add([1, 2], "sea", "ann")
    assert archive.human_layer.since(before, 9) == [1, 2]
    archive.articles.set_trashed([1], True, "ann")
    assert names(archive) == {"sea": 1}
    assert archive.tags.carrying("SEA") == [1, 2]
    assert archive.tags.carrying("land") == []
    assert [event.kind for event in archive.events.of_article(1)] == ["import", "tag", "trash"]
