"""The index built in two processes: the same as in one, and nothing of it when it does not come to an end."""

from collections.abc import Callable
from typing import Any

import pytest

from newsreader.domain.article import PreparedArticle
from newsreader.search.grammar import parse
from newsreader.search.index import IndexRequest
from newsreader.services import index_parts, indexing, trash
from newsreader.services.session import Session

ARTICLES = 600


@pytest.fixture(autouse=True)
def _shares_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "SHARED_FROM", 10)
    monkeypatch.setattr(indexing, "can_share", lambda: True)


@pytest.fixture
def ids(session: Session, add_to: Callable[..., list[str]], article: Callable[..., PreparedArticle]) -> list[str]:
    found = add_to(*(article(f"Article number{number} of many", country="CA") for number in range(ARTICLES)))
    trash.to_trash(session, found[3:5])
    return found


def found(session: Session, text: str) -> list[int]:
    return sorted(session.index.search(IndexRequest(parse(text).root)).numbers)


def is_whole(session: Session) -> bool:
    index = session.index
    return index.check() == "" and list(index.numbers()) == list(session.archive.articles.all_numbers())


def test_two_processes_build_the_same(session: Session, ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    waiting = session.archive.outbox.waiting(0)
    assert indexing.update(session, lambda done, total: told.append((done, total))) == waiting
    assert told[-1] == (waiting, waiting)
    assert is_whole(session)
    assert indexing.status(session).state == "up to date"
    shared = {query: found(session, query) for query in ("number300", "number3*", "many -number7", "country:canada")}
    assert shared["number300"] == [301]
    session.index.clear()
    monkeypatch.setattr(indexing, "SHARED_FROM", ARTICLES * 2)
    indexing.update(session)
    assert shared == {query: found(session, query) for query in shared}


def test_each_round_counts_by_itself(session: Session, ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "MOST_SHARED", 400)
    seen: list[int] = []
    indexing.update(session, lambda done, _: seen.append(session.index.generation) if done == 400 else None)
    assert max(seen) > 0
    assert is_whole(session)


def test_a_process_that_dies_leaves_the_work_to_this_one(
    session: Session, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    start = index_parts._start

    def killed(share: index_parts.Share) -> Any:
        process, connection = start(share)
        if share.part == 1:
            process.kill()
        return process, connection

    monkeypatch.setattr(index_parts, "_start", killed)
    indexing.update(session)
    assert is_whole(session)


def test_given_up_nothing_of_it_counts(session: Session, ids: list[str]) -> None:
    class Control:
        is_cancelled = False

    control = Control()

    def tell(done: int, _total: int) -> None:
        control.is_cancelled = done > 0

    assert indexing.update(session, tell, control) == 0
    assert (session.index.generation, session.index.article_count) == (0, 0)
    assert indexing.update(session) == session.archive.outbox.waiting(0)
    assert is_whole(session)
