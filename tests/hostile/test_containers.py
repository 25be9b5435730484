"""Hostile containers: nothing crashes or is written outside, all that is good goes in, all that is bad is named."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from newsreader.formats.contents import Contents, Original
from newsreader.formats.limits import Limits
from newsreader.formats.walk import Skipped
from tests.hostile import make_containers
from tests.hostile.make_containers import Hostile

_CORPUS = {each.name: each for each in make_containers.corpus()}
_SMALL = Limits(free=8 << 20, article=6 << 20)
"""Lets a bomb go off after a moment; what is told is the same."""


@pytest.fixture(params=list(_CORPUS))
def hostile(request: pytest.FixtureRequest) -> Hostile:
    return _CORPUS[request.param]


def test_what_is_good_goes_in_and_what_is_bad_is_named(hostile: Hostile, tmp_path: Path) -> None:
    folder, scratch = tmp_path / "in", tmp_path / "scratch"
    folder.mkdir()
    scratch.mkdir()
    path = folder / hostile.name
    path.write_bytes(hostile.data)
    read: list[str] = []
    reasons: Counter[str] = Counter()
    for thing in Contents(path, scratch=scratch, limits=_SMALL).originals():
        if isinstance(thing, Original):
            if list(thing.articles(None)):
                read.append(thing.path.relative_to(path).as_posix())
        elif isinstance(thing, Skipped):
            assert thing.remedy or not thing.failure
            assert thing.path == path or path in thing.path.parents
            reasons[thing.reason] += 1
    assert [name for name in hostile.good if name not in read] == []
    for words, count in Counter(hostile.bad).items():
        assert sum(times for reason, times in reasons.items() if words in reason) >= count, (words, reasons)
    assert list(scratch.iterdir()) == []
    assert [one.name for one in folder.iterdir()] == [hostile.name]
    assert {one.name for one in tmp_path.iterdir()} == {"in", "scratch"}


def test_the_corpus_is_the_same_each_time() -> None:
    assert make_containers.corpus() == list(_CORPUS.values())


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux to measure")
def test_the_command_imports_all_of_it_in_little_memory(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for each in _CORPUS.values():
        (folder / each.name).write_bytes(each.data)
    measured = tmp_path / "measured.py"
    measured.write_text(
        "import json, resource, sys\n"
        "from newsreader.app import main\n"
        "if __name__ == '__main__':\n"
        "    try:\n"
        "        sys.exit(main())\n"
        "    except SystemExit as end:\n"
        "        # Not its own ru_maxrss: that is at first what the process was that started it.\n"
        "        own = [line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')]\n"
        "        peaks = [int(own[0]) >> 10, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10]\n"
        "        print(json.dumps({'code': end.code, 'peak_mb': max(peaks)}), file=sys.stderr)\n",
        encoding="utf-8",
    )
    places = {f"NEWSREADER_{name}_DIR": str(tmp_path / "home" / name) for name in ("DATA", "CACHE", "CONFIG")}
    command = [sys.executable, str(measured), "import", str(folder), "--archive", str(tmp_path / "archive"), "--json"]
    done = subprocess.run(command, env=os.environ | places, capture_output=True, text=True, check=False, timeout=600)
    end = json.loads(done.stderr.strip().splitlines()[-1])
    report = json.loads(done.stdout)
    assert end["code"] == 1
    assert end["peak_mb"] < 500
    assert report["added"] + report["duplicates"] >= sum(len(each.good) for each in _CORPUS.values())
    assert not [one for one in report["failures"] if "bug" in one["reason"] or "ended the process" in one["reason"]]
    assert all(one["remedy"] for one in report["failures"])
    assert sorted(path.name for path in folder.iterdir()) == sorted(_CORPUS)
    assert not any((tmp_path / "home" / "CACHE" / "unpacked").iterdir())
