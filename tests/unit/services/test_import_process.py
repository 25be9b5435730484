"""An import in a child process: told, steered, crashed, and gone when its parent goes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsreader.archive.archive import Archive
from newsreader.domain.importing import ImportProgress, ImportReport, ImportRequest
from newsreader.services import browsing
from newsreader.services.import_process import ImportProcess
from newsreader.services.process_crash import ProcessCrash
from newsreader.services.session import Session

Told = list[ImportProgress | ImportReport | ProcessCrash]


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty archive."""
    for name in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"NEWSREADER_{name}_DIR", str(tmp_path / name))
    Archive.create(tmp_path / "archive").close()
    return tmp_path / "archive"


@pytest.fixture
def process() -> Iterator[ImportProcess]:
    """One that does not outlive its test."""
    made = ImportProcess()
    yield made
    made.kill()


def _request(folder: Path, count: int, jobs: int = 1) -> ImportRequest:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:05}.txt").write_text(f"Lamp {number}\n\nThe lamp {number} is lit.\n", encoding="utf-8")
    return ImportRequest((str(folder),), jobs=jobs)


def _follow(process: ImportProcess, until: Callable[[Told], bool] = lambda _told: False) -> Told:
    told: Told = []
    deadline = time.monotonic() + 60
    while process.is_running and not until(told):
        assert time.monotonic() < deadline
        told += process.poll()
        time.sleep(0.01)
    return told


def _added(told: Told) -> int:
    return max((one.added for one in told if isinstance(one, ImportProgress)), default=0)


def test_progress_then_a_report(archive: Path, process: ImportProcess, tmp_path: Path) -> None:
    process.start(archive, _request(tmp_path / "in", 50))
    told = _follow(process)
    assert isinstance(told[-1], ImportReport)
    assert told[-1].added == 50
    assert all(isinstance(one, ImportProgress) for one in told[:-1])
    assert not process.is_running
    assert process.poll() == []
    process.cancel()  # too late to matter


def test_paused_resumed_cancelled(archive: Path, process: ImportProcess, tmp_path: Path) -> None:
    process.start(archive, _request(tmp_path / "in", 6_000))
    told = _follow(process, lambda told: _added(told) > 0)
    process.pause()
    time.sleep(1.0)
    before = _added(told + process.poll())
    time.sleep(0.6)
    assert process.is_running
    assert _added(process.poll()) <= before
    process.resume()
    _follow(process, lambda told: _added(told) > before)
    process.cancel()
    report = _follow(process)[-1]
    assert isinstance(report, ImportReport)
    assert report.interrupted
    assert before < report.added < 6_000
    with Session.open(archive) as session:
        assert browsing.count(session) == report.added


def test_a_known_error_comes_with_its_remedy(process: ImportProcess, tmp_path: Path) -> None:
    process.start(tmp_path / "no-archive", _request(tmp_path / "in", 1))
    (crash,) = _follow(process)
    assert isinstance(crash, ProcessCrash)
    assert crash.message
    assert crash.remedy
    assert crash.traceback == ""


def test_a_bug_comes_with_its_traceback(archive: Path, process: ImportProcess, tmp_path: Path) -> None:
    request = _request(tmp_path / "in", 1)
    broken = ImportRequest(request.paths, {"paper": 7})  # type: ignore[dict-item]  # a bug, for once wanted
    process.start(archive, broken)
    crash = _follow(process)[-1]
    assert isinstance(crash, ProcessCrash)
    assert "bug" in crash.message
    assert "AttributeError" in crash.traceback


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_a_killed_import_is_told(archive: Path, process: ImportProcess, tmp_path: Path) -> None:
    process.start(archive, _request(tmp_path / "in", 6_000))
    _follow(process, lambda told: _added(told) > 0)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    crash = _follow(process)[-1]
    assert isinstance(crash, ProcessCrash)
    assert "signal 9" in crash.message
    assert crash.remedy


_PARENT = """
import sys, time
from pathlib import Path
from newsreader.domain.importing import ImportProgress, ImportRequest
from newsreader.services.import_process import ImportProcess
if __name__ == "__main__":
    process = ImportProcess()
    process.start(Path(sys.argv[1]), ImportRequest((sys.argv[2],), jobs=2))
    while not any(isinstance(one, ImportProgress) and one.added for one in process.poll()):
        time.sleep(0.01)
    print("going", flush=True)
    if sys.argv[3] == "wait":
        time.sleep(60)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs process groups")
@pytest.mark.parametrize("ending", ["killed", "leaves"])
def test_nobody_outlives_the_parent(archive: Path, tmp_path: Path, ending: str) -> None:
    _request(tmp_path / "in", 6_000)
    program = tmp_path / "parent.py"
    program.write_text(_PARENT, encoding="utf-8")
    folders = (str(program), str(archive), str(tmp_path / "in"))
    command = [sys.executable, *folders, "wait" if ending == "killed" else "leave"]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True, text=True)
    assert parent.stdout is not None
    assert parent.stdout.readline() == "going\n"
    if ending == "killed":
        parent.kill()
    parent.wait(timeout=15)
    parent.stdout.close()
    deadline = time.monotonic() + 10
    while _members(parent.pid):
        assert time.monotonic() < deadline, _members(parent.pid)
        time.sleep(0.05)


def _members(group: int) -> list[str]:
    listed = subprocess.run(["ps", "-A", "-o", "pgid=,stat=,args="], capture_output=True, text=True, check=True)
    rows = (line.split(maxsplit=2) for line in listed.stdout.splitlines())
    return [row[2] for row in rows if int(row[0]) == group and not row[1].startswith("Z")]
