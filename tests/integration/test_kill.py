"""kill -9 at random moments of an import: nothing is lost, nothing is there twice, and index and archive agree."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.bench.articles import articles
from tests.integration.command import Newsreader

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs process groups")

_ROOT = Path(__file__).resolve().parents[2]
_SHARED = Path(os.environ.get("NEWSREADER_SHARED_DATA") or _ROOT.parent / "shared" / "data")


def _texts() -> Iterator[str]:
    """The 889 texts of the HIPE collection where they are at hand, else as many made up."""
    collection = _SHARED / "articles_hipe" / "hipe2022.jsonl"
    if collection.is_file():
        with collection.open(encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)
    else:
        yield from articles(889, words=300)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The texts as files."""
    base = tmp_path_factory.mktemp("texts")
    for number, text in enumerate(_texts()):
        # Some of the texts are alike; their number makes each an article of its own.
        (base / f"{number:04}.txt").write_text(f"{text}\n\nNo. {number}\n", encoding="utf-8")
    return base


@pytest.mark.parametrize(
    "kills", [pytest.param(3, id="3-kills"), pytest.param(20, id="20-kills", marks=pytest.mark.slow)]
)
def test_killed_again_and_again(newsreader: Newsreader, folder: Path, kills: int) -> None:
    seed = random.randrange(1 << 30)
    print(f"seed {seed}")
    moments = random.Random(seed)
    files = len(list(folder.iterdir()))
    for _ in range(kills):
        process = newsreader.start("import", folder, "--json", "--jobs", 2)
        # From the start of the workers to the end of the indexing.
        time.sleep(0.3 + moments.random() * 2.5)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=30)
        _check_halfway(newsreader)

    report = newsreader.ok("import", folder, "--json").json
    assert (report["failed"], report["added"] + report["duplicates"]) == (0, files), (seed, report)
    assert newsreader.ok("import", folder, "--json").json["added"] == 0
    _check_whole(newsreader, folder, files)


def _check_halfway(newsreader: Newsreader) -> None:
    """After a kill the archive opens, and every article in it is whole."""
    if not (newsreader.archive / "archive.sqlite3").exists():
        return
    verified = newsreader("verify", "--json")
    assert verified.code == 0, verified


def _check_whole(newsreader: Newsreader, folder: Path, files: int) -> None:
    with closing(sqlite3.connect(newsreader.archive / "archive.sqlite3")) as db:
        assert db.execute("SELECT count(*), count(DISTINCT id) FROM article").fetchone() == (files, files)
        assert db.execute("SELECT count(DISTINCT path) FROM sighting").fetchone() == (files,)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("SELECT sum(articles) FROM word_run").fetchone() == (files,), "each counted once"
    assert newsreader.ok("verify", "--json").json == {"ok": True, "checked": files, "problems": [], "warnings": []}
    status = newsreader.ok("index", "status", "--json").json
    assert status["articles"] == files
    assert status["generation"] == status["archive_generation"]
    assert newsreader.ok("search", "", "--json", "--limit", 0).json["total"] == files
    exported = newsreader.ok("export", "-o", "-").out.splitlines()
    raws = sorted(json.loads(line)["raw"] for line in exported)
    assert raws == sorted(file.read_text(encoding="utf-8") for file in folder.iterdir())


def test_ctrl_c_ends_in_good_order(newsreader: Newsreader, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number, text in enumerate(articles(1500, words=60)):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    process = newsreader.start("import", folder, "--json", "--jobs", 2)
    _wait_for_articles(newsreader)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers too
    out, err = process.communicate(timeout=60)
    assert process.returncode == 4, err
    report = json.loads(out)
    assert report["interrupted"]
    assert 0 < report["added"] < 1500
    assert "Traceback" not in err
    final = newsreader.ok("import", folder, "--json").json
    assert final["added"] == 1500 - report["added"]
    assert newsreader.ok("search", "", "--json", "--limit", 0).json["total"] == 1500


def test_no_process_outlives_a_killed_import(newsreader: Newsreader, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number, text in enumerate(articles(1500, words=60)):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    process = newsreader.start("import", folder, "--jobs", 2)
    _wait_for_articles(newsreader)
    assert len(_members(process.pid)) > 1
    process.kill()  # only the parent
    process.communicate(timeout=30)
    deadline = time.monotonic() + 10
    while _members(process.pid):
        assert time.monotonic() < deadline, _members(process.pid)
        time.sleep(0.05)


def _wait_for_articles(newsreader: Newsreader) -> None:
    file = newsreader.archive / "archive.sqlite3"
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if file.exists():
            with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=5)) as db:
                if db.execute("SELECT count(*) FROM article").fetchone()[0]:
                    return
        time.sleep(0.02)
    raise AssertionError("no article arrived")


def _members(group: int) -> list[str]:
    listed = subprocess.run(["ps", "-A", "-o", "pgid=,pid=,stat=,args="], capture_output=True, text=True, check=True)
    rows = (line.split(maxsplit=3) for line in listed.stdout.splitlines())
    return [row[3] for row in rows if int(row[0]) == group and not row[2].startswith("Z")]
