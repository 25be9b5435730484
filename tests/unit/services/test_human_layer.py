"""Tags, notes and marks in searches: at once, without the index, in every process, and agreeing with a plain look."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsreader.domain.article import PreparedArticle
from newsreader.domain.query import Filters
from newsreader.services import annotating, correcting, indexing, reading, searching, tagging, trash
from newsreader.services.searching import SearchRequest
from newsreader.services.session import Session

TAGS = ("war", "war/truce", "war/truce/1919", "Łódź")


@pytest.fixture
def ids(session: Session, add_to: Callable[..., list[str]], article: Callable[..., PreparedArticle]) -> list[str]:
    made = add_to(*(article(f"Harbour news number {place}", language="en", country="CA") for place in range(5)))
    indexing.update(session)
    return made


def found(session: Session, text: str, filters: Filters | None = None) -> list[int]:
    result = searching.search(session, SearchRequest(text, filters=filters or Filters(), limit=0))
    return sorted(result.numbers)


def test_what_people_add_is_found_at_once_without_an_index_update(session: Session, ids: list[str]) -> None:
    one, two = ids[0], ids[1]
    note = annotating.note_on_article(session, two, "Compare the Émigrés' strikes")
    generation = session.index.generation
    changes: list[tuple[Callable[[], object], str, list[int]]] = [
        (lambda: tagging.add(session, [one], "war/caucasus"), "tag:war", [1]),
        (lambda: tagging.rename(session, "war/caucasus", "peace"), "tag:peace", [1]),
        (lambda: None, "tag:war", []),
        (lambda: tagging.remove(session, [one], "peace"), "tag:peace", []),
        (lambda: None, "note:emigre has:note", [2]),
        (lambda: None, "note:strike note:compar*", [2]),
        (lambda: None, 'note:"the emigres strikes"', [2]),
        (lambda: None, "note:strikez~1", [2]),
        (lambda: None, "harbour -note:strike", [1, 3, 4, 5]),
        (lambda: annotating.update(session, note.id, note="Other words"), "note:strike", []),
        (lambda: annotating.remove(session, note.id), "has:note OR is:annotated", []),
        (lambda: annotating.add(session, one, 0, 5), "has:highlight", [1]),
        (lambda: reading.mark(session, [two], starred=True, read=True), "is:starred is:read", [2]),
        (lambda: None, "is:unread harbour", [1, 3, 4, 5]),
        (lambda: reading.mark(session, [two], starred=False), "is:starred", []),
        (lambda: trash.to_trash(session, [two]), "note:strike OR is:starred", []),
    ]
    for change, query, numbers in changes:
        change()
        assert found(session, query) == numbers, query
    assert session.index.generation == generation


def test_other_forms_of_a_word_in_a_note_are_told(session: Session, ids: list[str]) -> None:
    annotating.note_on_article(session, ids[0], "two strikes")
    result = searching.search(session, SearchRequest("note:strike"))
    assert [(clause.label, clause.hits, clause.also) for clause in result.clauses] == [
        ("notes have strike", 1, ("strikes",))
    ]


def test_a_tag_the_archive_lacks_is_told(session: Session, ids: list[str]) -> None:
    tagging.add(session, [ids[0]], "labour/docks")
    result = searching.search(session, SearchRequest("harbour tag:nonsense"))
    assert [notice.message for notice in result.notices] == ["No article here has the tag “nonsense”"]
    assert found(session, "tag:docks") == [1]
    assert found(session, "tag:lab*") == [1]


def test_reviewed_articles_are_doubtful_no_more(
    session: Session, add_to: Callable[..., list[str]], article: Callable[..., PreparedArticle]
) -> None:
    (one,) = add_to(article("Harbour", headline="H", confidences={"headline": 0.1}))
    indexing.update(session)
    assert found(session, "is:doubtful") == [1]
    reading.mark(session, [one], reviewed=True)
    assert found(session, "is:doubtful") == []
    reading.mark(session, [one], reviewed=False)
    correcting.edit(session, one, {"headline": "H"})
    indexing.update(session)
    assert found(session, "is:doubtful harbour") == []


def test_filters_and_facets_of_tags_and_marks(session: Session, ids: list[str]) -> None:
    tagging.add(session, ids[:3], "war")
    tagging.add(session, ids[2:4], "peace")
    tagging.add(session, ids[4:], "war/truce")
    reading.mark(session, ids[:1], starred=True)

    def facet(filters: Filters) -> tuple[tuple[str, int], ...]:
        asked = SearchRequest("harbour", filters=filters, facets=("tag",), limit=0)
        return tuple(searching.search(session, asked).facets["tag"])

    assert facet(Filters()) == (("war", 3), ("peace", 2), ("war/truce", 1))
    assert found(session, "harbour", Filters({"tag": frozenset({"war"})})) == [1, 2, 3, 5]
    assert facet(Filters({"tag": frozenset({"war"})})) == (("war", 3), ("peace", 2), ("war/truce", 1))
    assert found(session, "harbour", Filters({"tag": frozenset({""})})) == []
    assert found(session, "harbour", Filters({"mark": frozenset({"starred"})})) == [1]
    assert found(session, "harbour", Filters(exclude={"mark": frozenset({"unread", "starred"})})) == []
    assert facet(Filters({"mark": frozenset({"starred"})})) == (("war", 1),)


def test_another_process_finds_a_tag_at_once(session: Session, ids: list[str]) -> None:
    assert found(session, "tag:elsewhere") == []
    folder = str(session.archive.folder)
    run = [sys.executable, "-m", "newsreader.app", "tag", "add", ids[3], "elsewhere", "--archive", folder]
    subprocess.run(run, check=True, capture_output=True)
    assert found(session, "tag:elsewhere") == [4]


def test_changes_made_in_turn_leave_nothing_behind(session: Session, ids: list[str]) -> None:
    layer = session.human_layer
    assert len(layer.tagged({"war"})) == 0
    tagging.add(session, ids, "war")
    assert sorted(layer.tagged({"war"}).tolist()) == [1, 2, 3, 4, 5]
    for _ in range(3):
        reading.mark(session, ids, starred=True)
        reading.mark(session, ids, starred=False)
    starred = layer.flagged("is:starred")
    assert starred is not None
    assert starred.tolist() == []
    assert layer.flagged("has:date") is None


steps = st.lists(
    st.tuples(st.sampled_from(["tag", "untag", "star", "read", "note"]), st.integers(0, 4), st.sampled_from(TAGS)),
    max_size=12,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_the_kept_layer_agrees_with_a_plain_look(
    session: Session, ids: list[str], steps: list[tuple[str, int, str]]
) -> None:
    for kind, place, tag in steps:
        if kind == "tag":
            tagging.add(session, [ids[place]], tag)
        elif kind == "untag":
            tagging.remove(session, [ids[place]], tag)
        elif kind == "note":
            annotating.note_on_article(session, ids[place], f"seen {tag}")
        else:
            name = {"star": "starred", "read": "read"}[kind]
            reading.mark(session, [ids[place]], **{name: len(tag) > 3})
        articles = [reading.article(session, id_) for id_ in ids]
        for tag_name in TAGS:
            expected = [a.number for a in articles if any(f"{t}/".startswith(f"{tag_name}/") for t in a.tags)]
            assert sorted(session.human_layer.tagged({tag_name}).tolist()) == expected
        assert found(session, "is:starred") == [a.number for a in articles if a.is_starred]
        assert found(session, "is:unread") == [a.number for a in articles if not a.is_read]
        assert found(session, "note:seen") == [a.number for a in articles if a.annotations]
