"""The worker processes of an import: real processes, real deaths."""

import os
import signal
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from newsreader.archive.originals import unpack
from newsreader.domain.article import SourceArticle
from newsreader.errors import NewsreaderError
from newsreader.formats.reader import read
from newsreader.services import import_pool, import_worker
from newsreader.services.import_pool import ImportPool
from newsreader.services.import_worker import Chunk, FileOutcome, FileTask, read_chunk
from newsreader.services.ready_issues import prepare_all
from newsreader.text.knowledge import Knowledge


def _never() -> bool:
    return False


def _chunk(*paths: Path) -> Chunk:
    return Chunk(tuple(FileTask(path, 1) for path in paths), "", {})


def _files(folder: Path, count: int) -> list[Path]:
    paths = [folder / f"{number:03}.txt" for number in range(count)]
    for path in paths:
        path.write_text(f"Words of article {path.stem}", encoding="utf-8")
    return paths


def _deadly_work(connection: Connection, knowledge: Knowledge) -> None:
    """A worker that is killed, as for want of memory, by any file with this in its name."""
    connection.send(None)
    while True:
        chunk = connection.recv()
        if any("deadly" in task.path.name for task in chunk.files):
            time.sleep(0.1)
            os.kill(os.getpid(), signal.SIGKILL)
        for reply in read_chunk(chunk, knowledge):
            connection.send(reply)


def _no_work(_connection: Connection, _knowledge: Knowledge) -> None:
    os._exit(3)


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_file_comes_back_once(tmp_path: Path, jobs: int) -> None:
    paths = _files(tmp_path, 50)
    chunks = [_chunk(*paths[start : start + 7]) for start in range(0, 50, 7)]
    with closing(ImportPool(jobs)) as pool:
        found = [outcome for outcomes in pool.outcomes(chunks, _never, _never) for outcome in outcomes]
    assert sorted(outcome.path for outcome in found) == paths
    packed = [outcome.file for outcome in found if outcome.file]
    assert sorted(unpack(file.data, file.size, file.sha256) for file in packed) == sorted(map(Path.read_bytes, paths))
    assert {article.source_path for outcome in found for article in outcome.ready} == set(map(str, paths))


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_the_file_that_kills_its_worker_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_pool, "work", _deadly_work)
    paths = _files(tmp_path, 30)
    deadly = tmp_path / "deadly.txt"
    deadly.write_text("too much", encoding="utf-8")
    paths.insert(11, deadly)
    chunks = [_chunk(*paths[start : start + 5]) for start in range(0, 31, 5)]
    with closing(ImportPool(2)) as pool:
        found = [outcome for outcomes in pool.outcomes(chunks, _never, _never) for outcome in outcomes]
    assert sorted(outcome.path for outcome in found) == sorted(paths)
    (failed,) = (outcome for outcome in found if outcome.failure)
    assert failed.path == deadly
    assert failed.failure is not None
    assert "signal 9" in failed.failure.reason
    assert failed.failure.remedy


def test_workers_that_cannot_start_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_pool, "work", _no_work)
    chunks = [_chunk(path) for path in _files(tmp_path, 5)]
    with closing(ImportPool(2)) as pool, pytest.raises(NewsreaderError, match="could not be started"):
        list(pool.outcomes(chunks, _never, _never))


def test_chunks_are_taken_only_as_workers_get_free(tmp_path: Path) -> None:
    taken = returned = most = 0

    def chunks() -> Iterator[Chunk]:
        nonlocal taken
        for path in _files(tmp_path, 100):
            taken += 1
            yield _chunk(path)

    with closing(ImportPool(2)) as pool:
        for outcomes in pool.outcomes(chunks(), _never, _never):
            most = max(most, taken - returned)
            returned += len(outcomes)
    assert (taken, returned) == (100, 100)
    assert most <= 5


@pytest.mark.parametrize("jobs", [1, 2])
def test_cancelling_ends_at_once(tmp_path: Path, jobs: int) -> None:
    done: list[FileOutcome] = []
    chunks = (_chunk(path) for path in _files(tmp_path, 100))
    with closing(ImportPool(jobs)) as pool:
        for outcomes in pool.outcomes(chunks, lambda: len(done) >= 10, _never):
            done.extend(outcomes)
    assert 10 <= len(done) <= 12


@pytest.mark.parametrize("jobs", [1, 2])
def test_pausing_begins_nothing_new(tmp_path: Path, jobs: int) -> None:
    done: list[FileOutcome] = []
    idle: list[int] = []
    chunks = (_chunk(path) for path in _files(tmp_path, 20))
    with closing(ImportPool(jobs)) as pool:
        for outcomes in pool.outcomes(chunks, _never, lambda: len(done) >= 5 and len(idle) < 10):
            done.extend(outcomes)
            if not outcomes and len(done) >= 5 and len(idle) < 10:
                idle.append(1)
                assert len(done) <= 9
    assert len(idle) == 10
    assert len(done) == 20


def test_a_file_that_changes_while_it_is_read_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("before", encoding="utf-8")

    def read_then_change(
        file: Path, format_name: str, _on_problem: object, **_reading: object
    ) -> Iterator[SourceArticle]:
        yield from read(file, format_name)
        file.write_text("after", encoding="utf-8")

    monkeypatch.setattr("newsreader.services.import_worker.read", read_then_change)
    ((outcome,),) = (reply.outcomes for reply in read_chunk(_chunk(path)))
    assert outcome.failure is not None
    assert "changed while" in outcome.failure.reason


def test_a_bug_in_a_reader_is_a_failure_not_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_file: Path, _format_name: str, _on_problem: object, **_reading: object) -> Iterator[SourceArticle]:
        raise ZeroDivisionError("of zero")

    monkeypatch.setattr("newsreader.services.import_worker.read", broken)
    ((outcome,),) = (reply.outcomes for reply in read_chunk(_chunk(tmp_path / "a.txt")))
    assert outcome.failure is not None
    assert "bug" in outcome.failure.reason
    assert "of zero" in outcome.failure.reason


def test_a_vanished_file_is_a_failure(tmp_path: Path) -> None:
    ((outcome,),) = (reply.outcomes for reply in read_chunk(_chunk(tmp_path / "gone.txt")))
    assert outcome.failure is not None
    assert outcome.failure.path == str(tmp_path / "gone.txt")
    assert outcome.failure.remedy


def _work_in_parts(connection: Connection, knowledge: Knowledge) -> None:
    """A worker that sends what it has read of a chunk, and is then killed by the file after it."""
    connection.send(None)
    while True:
        chunk = connection.recv()
        for task in chunk.files:
            if "deadly" in task.path.name:
                time.sleep(0.1)
                os.kill(os.getpid(), signal.SIGKILL)
            for reply in read_chunk(replace(chunk, files=(task,)), knowledge):
                connection.send(replace(reply, is_end=task is chunk.files[-1]))


def test_what_a_worker_had_sent_before_it_died_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsreader.services.import_pool.work", _work_in_parts)
    good = _files(tmp_path, 6)
    deadly = tmp_path / "004-deadly.txt"
    deadly.write_text("words", encoding="utf-8")
    with closing(ImportPool(2)) as pool:
        found = [
            outcome for some in pool.outcomes([_chunk(*good[:5], deadly, good[5])], _never, _never) for outcome in some
        ]
    assert sorted(outcome.path for outcome in found if outcome.failure is None) == good
    assert [outcome.path for outcome in found if outcome.failure is not None] == [deadly]


def test_large_chunks_and_large_outcomes_do_not_wait_for_each_other(tmp_path: Path) -> None:
    folder = tmp_path / ("x" * 200) / ("y" * 200) / ("z" * 200)
    folder.mkdir(parents=True)
    paths = [folder / f"{'w' * 200}{number:04}.txt" for number in range(6_000)]
    for path in paths[:3]:
        path.write_text(f"{path.stem} and much more of it. " * 1_500, encoding="utf-8")
    chunks = [_chunk(paths[0], *paths[3:2000]), _chunk(paths[1], *paths[2000:4000]), _chunk(paths[2], *paths[4000:])]
    with closing(ImportPool(2)) as pool:
        found = [outcome for outcomes in pool.outcomes([*chunks, *chunks], _never, _never) for outcome in outcomes]
    assert len(found) == 2 * len(paths)
    assert sum(outcome.failure is None for outcome in found) == 6


def _work_that_members_end(connection: Connection, knowledge: Knowledge) -> None:
    """A worker that is killed by any member of a container with this in its words."""

    def deadly(sources: Iterator[SourceArticle], *rest: Any) -> Any:
        articles = list(sources)
        if any("deadly" in article.raw for article in articles):
            time.sleep(0.1)
            os.kill(os.getpid(), signal.SIGKILL)
        return prepare_all(iter(articles), *rest)

    setattr(import_worker, "prepare_all", deadly)  # noqa: B010  in this process alone
    connection.send(None)
    while True:
        chunk = connection.recv()
        for reply in read_chunk(chunk, knowledge):
            connection.send(reply)


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_a_member_that_ends_its_process_costs_that_member(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_pool, "work", _work_that_members_end)
    path = tmp_path / "box.zip"
    with zipfile.ZipFile(path, "w") as box:
        for number in range(30):
            words = "deadly words" if number in {0, 7, 21} else f"Words of article {number}"
            box.writestr(f"{number:02}.txt", words)
    with closing(ImportPool(2)) as pool:
        found = [outcome for some in pool.outcomes([_chunk(path)], _never, _never) for outcome in some]
    problems = [problem for outcome in found for problem in outcome.problems]
    assert [Path(problem.path).name for problem in problems] == ["00.txt", "07.txt", "21.txt"]
    assert all("signal 9" in problem.reason and problem.remedy for problem in problems)
    read = [article.source_path for outcome in found for article in outcome.ready]
    assert sorted(read) == [str(path / f"{number:02}.txt") for number in range(30) if number not in {0, 7, 21}]
    assert [outcome.path for outcome in found if outcome.is_last] == [path]
    assert found[-1].failure is None
    assert found[-1].container is None
