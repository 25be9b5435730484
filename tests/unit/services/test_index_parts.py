"""The index built in two processes: the same as in one, and nothing of it when it does not come to an end."""

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newsreader import paths
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


SHARER = """
import resource, sys
from pathlib import Path
from newsreader.errors import SearchIndexError
from newsreader.services import indexing
from newsreader.services.session import Session

def main():
    indexing.SHARED_FROM = 10
    indexing.MOST_SHARED = 200
    indexing.can_share = lambda: True
    if len(sys.argv) > 2:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
    with Session.open(Path(sys.argv[1]), read_only=True) as session:
        print("ready", flush=True)
        try:
            while True:
                indexing.rebuild(session)
                print(session.index.generation, flush=True)
        except SearchIndexError as error:
            print("told:", error.message, "/", error.remedy, flush=True)

if __name__ == "__main__":
    main()
"""


def start_sharing(session: Session, script: Path, *arguments: str) -> "subprocess.Popen[str]":
    script.write_text(SHARER, encoding="utf-8")
    command = [sys.executable, str(script), str(session.archive.folder), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit of file sizes to stand for a full disk")
def test_a_full_disk_is_told_and_leaves_nothing_half_done(session: Session, ids: list[str], tmp_path: Path) -> None:
    process = start_sharing(session, tmp_path / "sharer.py", "9000")
    told = process.communicate(timeout=120)[0]
    assert "told: The search index could not be written" in told
    assert "Make room for" in told
    # It was emptied, and then one of the parts found no room.
    assert (session.index.check(), session.index.article_count) == ("", 0)
    assert not list(paths.index_dir(session.archive.uuid).glob("*.pending"))
    indexing.update(session)
    assert is_whole(session)


def storm(session: Session, script: Path, kills: int) -> None:
    """Kills the process that has others build, again and again; the index is always one that was confirmed."""
    chance = random.Random(2)
    heads = {0, *(seq for seq, _ in session.archive.outbox.since(0, 10_000)[199::200]), session.archive.outbox.head()}
    for _ in range(kills):
        process = start_sharing(session, script)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.random() * 4)
        process.kill()
        process.communicate()
        index = indexing.open_index(session.archive)
        assert index.problem() in ("", "There is no index yet")
        assert index.check() in ("", "There is no index yet")
        assert index.generation in heads
        assert list(index.numbers()) == sorted(set(index.numbers()))
        index.close()
    indexing.update(session)
    assert is_whole(session)


def test_killed_while_others_build_for_it(session: Session, ids: list[str], tmp_path: Path) -> None:
    storm(session, tmp_path / "sharer.py", 2)


@pytest.mark.slow
def test_killed_a_hundred_times_while_others_build(session: Session, ids: list[str], tmp_path: Path) -> None:
    storm(session, tmp_path / "sharer.py", 100)
