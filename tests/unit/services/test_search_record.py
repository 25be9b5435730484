"""Search records, search history, and what is new in saved searches."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from newsreader import __version__
from newsreader.domain.article import PreparedArticle
from newsreader.domain.query import MISREAD, Filters, Sort
from newsreader.errors import UsageError
from newsreader.services import indexing, local_files, saved_news, search_history, search_record, searching
from newsreader.services.searching import SearchRequest
from newsreader.services.session import Session
from newsreader.text.prepare import RULES_VERSION

AddTo = Callable[..., list[str]]
Make = Callable[..., PreparedArticle]


@pytest.fixture
def ids(session: Session, add_to: AddTo, article: Make) -> list[str]:
    made = add_to(
        article("The strike at the harbour", country="CA", date="1919-05-14"),
        article("A ftrike again", country="IE", date="1919-05"),
        article("Strike, strike", country="FR", date="1920"),
    )
    indexing.update(session)
    return made


def test_a_record_says_all_there_is_to_say(session: Session, ids: list[str], tmp_path: Path) -> None:
    request = SearchRequest(
        "strike foo:x",
        Filters({"country": frozenset({"CA", "IE"})}, {"year": frozenset({"1920"})}),
        Sort.DATE,
        limit=0,
        manners=frozenset({MISREAD}),
    )
    result = searching.search(session, request)
    record = search_record.record_of(session, request, result)
    assert record["query"] == "strike foo:x"
    assert record["filters"] == {"include": {"country": ["CA", "IE"]}, "exclude": {"year": ["1920"]}}
    assert record["filters_in_words"] == "papers from Canada or Ireland · without year 1920"
    assert record["reading"] == "strike (2) · scanner’s errors tolerated"
    assert record["clauses"] == [{"text": "strike", "hits": 2, "also": ["ftrike"]}]
    assert record["notices"] == ["There is no field called “foo”"]
    assert (record["sort"], record["also_searched"]) == ("date", ["ocr"])
    assert (record["program"], record["rules"]) == (f"newsreader {__version__}", RULES_VERSION)
    assert (record["total"], record["ids"]) == (2, [ids[1], ids[0]])
    assert record["index_generation"] == record["archive_generation"] == 3
    assert record["archive"] == {"uuid": session.archive.uuid, "name": session.archive.name, "articles": 3}
    search_record.write(record, tmp_path / "a.json")
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8")) == record
    search_record.write(record, tmp_path / "a.csv")
    rows = list(csv.reader((tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert ["query", "strike foo:x"] in rows
    assert rows[-3:] == [["rank", "id"], ["1", ids[1]], ["2", ids[0]]]


def test_months_and_days_count_what_is_dated_so_exactly(session: Session, ids: list[str]) -> None:
    def periods(text: str, period: str) -> tuple[tuple[str, int], ...]:
        return searching.search(session, SearchRequest(text, period=period, limit=0)).periods

    assert periods("strike OR ftrike", "month") == (("1919-05", 2),)
    assert periods("strike", "day") == (("1919-05-14", 1),)
    assert periods("", "month") == (("1919-05", 2),)
    assert periods("strike", "") == ()


def test_history_keeps_the_latest_once_and_can_be_cleared_or_off(session: Session) -> None:
    for query in ("strike", " harbour  docks ", "strike", ""):
        search_history.remember(session, query, 3)
    assert [past.query for past in search_history.recent(session)] == ["strike", "harbour docks"]
    assert search_history.recent(session)[0].total == 3
    search_history.switch(on=False)
    search_history.remember(session, "secret", 1)
    assert [past.query for past in search_history.recent(session)] == ["strike", "harbour docks"]
    search_history.switch(on=True)
    search_history.clear(session)
    assert search_history.recent(session) == ()
    for number in range(search_history.MOST + 5):
        search_history.remember(session, f"q{number}", 0)
    assert len(search_history.recent(session)) == search_history.MOST
    assert str(session.archive.folder) not in str(local_files.place("history", session.archive.uuid))


@pytest.mark.parametrize("nonsense", ["", "[1, {}", '{"a": 1}', '[1, {"query": "x"}, null]'])
def test_damaged_local_files_are_empty_ones(session: Session, nonsense: str) -> None:
    for kind in ("history", "looked"):
        place = local_files.place(kind, session.archive.uuid)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(nonsense, encoding="utf-8")
    assert search_history.recent(session) == ()
    assert saved_news.news(session) == ()


def test_new_in_a_saved_search_is_what_came_in_since_the_last_look(
    session: Session, ids: list[str], add_to: AddTo, article: Make
) -> None:
    searching.save_search(session, "Docks", "strike")
    (one,) = saved_news.news(session)
    assert (one.total, one.new, one.looked) == (2, None, "")
    saved_news.look(session, "Docks")
    assert saved_news.news(session)[0].new == 0
    fresh = add_to(article("Another strike"), article("Nothing of it"))
    indexing.update(session)
    assert saved_news.news(session)[0].new == 1
    assert saved_news.new_counts(session) == {"Docks": 1}
    assert saved_news.new_ids(session, "docks") == [fresh[0]]
    saved_news.look(session, "Docks")
    assert saved_news.new_ids(session, "Docks") == []
    searching.save_search(session, "Never looked at", "strike")
    session.index.clear()
    assert saved_news.new_counts(session) == {"Docks": 0, "Never looked at": 0}
    with pytest.raises(UsageError, match="no saved search"):
        saved_news.new_ids(session, "Other")
