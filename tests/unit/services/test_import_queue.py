"""The queue of imports: its order, what is remembered of it, and what a damaged memory does."""

from pathlib import Path

import pytest

from newsreader.domain.importing import ImportFailure, ImportReport, ImportRequest
from newsreader.domain.profile import ImportProfile
from newsreader.services import import_queue, local_files
from newsreader.services.import_queue import ImportQueue

UUID = "0a1b2c3d-0000-4000-8000-000000000001"
REPORT = ImportReport(
    3, 1, 1, 0, (ImportFailure("/in/a.txt", "is empty", "Fetch it."),), (), (("/in/b.txt", "abc"),), 2.5
)


@pytest.fixture(autouse=True)
def _own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSREADER_CONFIG_DIR", str(tmp_path / "config"))


def filled(*names: str) -> ImportQueue:
    queue = ImportQueue.of_archive(UUID)
    for name in names:
        queue.add(ImportRequest((f"/in/{name}",)))
    return queue


def names(queue: ImportQueue) -> list[str]:
    return [Path(item.request.paths[0]).name for item in queue.items]


def test_imports_take_turns_and_those_that_ended_come_last() -> None:
    queue = filled("a", "b", "c")
    first = queue.next_waiting()
    assert first is not None
    queue.put(first.id, import_queue.RUNNING)
    queue.end(first.id, REPORT)
    assert names(queue) == ["b", "c", "a"]
    assert [item.state for item in queue.items] == ["waiting", "waiting", "done"]
    second = queue.next_waiting()
    assert second is not None
    queue.end(second.id, None, "It died", "Try again.")
    assert names(queue) == ["c", "b", "a"]
    assert queue.ended[0].problem == "It died"
    queue.forget_ended()
    assert names(queue) == ["c"]


def test_what_waits_can_be_moved_held_and_removed_but_not_past_what_runs() -> None:
    queue = filled("a", "b", "c", "d")
    a, b, _, d = queue.items
    queue.put(a.id, import_queue.RUNNING)
    queue.move(d.id, -9)
    assert names(queue) == ["a", "d", "b", "c"]
    queue.move(d.id, 1)
    queue.move(a.id, 2)
    assert names(queue) == ["a", "b", "d", "c"]
    queue.put(b.id, import_queue.HELD)
    following = queue.next_waiting()
    assert following is not None
    assert following.id == d.id
    queue.remove(a.id)
    queue.remove(d.id)
    assert names(queue) == ["a", "b", "c"]


def test_a_queue_is_remembered_and_held_until_somebody_says_go_on() -> None:
    profile = ImportProfile("Gazette", paper="The Gazette", mapping={"text": "body"}, copy_pages=True)
    queue = ImportQueue.of_archive(UUID)
    request = ImportRequest(("/in/a",), {"date": "1919"}, "table", 2, profile=profile)
    running = queue.add(request, "Scans")
    queue.put(running.id, import_queue.RUNNING)
    queue.add(ImportRequest(("/in/b",)))
    ended = queue.add(ImportRequest(("/in/c",)))
    queue.end(ended.id, REPORT)
    again = ImportQueue.of_archive(UUID)
    assert [item.state for item in again.items] == ["held", "held", "done"]
    assert again.items[0].request == request
    assert again.items[0].origin == "Scans"
    assert again.items[2].report == REPORT
    assert again.next_waiting() is None
    again.release()
    assert [item.state for item in again.unfinished] == ["waiting", "waiting"]
    assert ImportQueue.of_archive("0a1b2c3d-0000-4000-8000-000000000002").items == []


@pytest.mark.parametrize(
    "found",
    [None, [], {"imports": 7}, {"imports": [3, {"request": {"paths": []}}, {"request": {}, "id": "x"}]}],
)
def test_a_damaged_memory_is_an_empty_one(found: object) -> None:
    local_files.save("imports", UUID, found)
    assert ImportQueue.of_archive(UUID).items == []


def test_relative_paths_are_made_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert filled("a").add(ImportRequest(("x.txt",))).request.paths == (str(tmp_path / "x.txt"),)


def test_only_the_latest_that_ended_are_remembered() -> None:
    queue = filled(*(f"{number:03}" for number in range(60)))
    for item in list(queue.items):
        queue.end(item.id, REPORT)
    assert len(queue.items) == 50
    assert names(queue)[0] == "059"
