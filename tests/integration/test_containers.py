"""Containers through the installed command: extracted, tried, imported, killed in the middle and imported again."""

import json
import os
import signal
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.integration.command import Newsreader, article_text
from tests.integration.test_kill import _wait_for_articles


@pytest.fixture
def box(tmp_path: Path) -> Path:
    path = tmp_path / "box.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for number in range(3):
            file.writestr(f"{number}.txt", article_text(number))
        file.writestr("../out.txt", "x")
        file.writestr("picture.png", b"\x89PNG\r\n\x1a\n")
    return path


def test_a_container_is_extracted_and_imported(newsreader: Newsreader, box: Path) -> None:
    done = newsreader("extract", box, "--json")
    assert done.code == 1
    *records, bad = done.json
    assert [record["file"]["path"] for record in records] == [str(box / f"{number}.txt") for number in range(3)]
    assert "leads out of the container" in bad["error"]["reason"]
    tried = newsreader("import", box, "--dry-run", "--json").json
    assert (tried["added"], tried["failed"], tried["skipped"]) == (3, 1, 1)
    assert not newsreader.archive.exists()
    done = newsreader("import", box, "--json")
    assert done.code == 1
    assert done.json["added"] == 3
    assert [failure["path"] for failure in done.json["failures"]] == [str(box / ".." / "out.txt")]
    assert [skip["path"] for skip in done.json["skips"]] == [str(box / "picture.png")]
    assert newsreader.ok("verify", "--json").json["ok"]
    assert newsreader.ok("search", "breakwater", "--json").json["total"] == 3


@pytest.mark.skipif(os.name != "posix", reason="needs process groups")
@pytest.mark.parametrize("jobs", [pytest.param(1, marks=pytest.mark.slow), 2])
def test_killed_in_the_middle_it_goes_on_without_duplicates(newsreader: Newsreader, tmp_path: Path, jobs: int) -> None:
    path = tmp_path / "many.zip"
    count = 500
    with zipfile.ZipFile(path, "w") as file:
        for number in range(count):
            file.writestr(f"{number}.txt", f"{article_text(number)}{'The lamps. ' * 100}")
    process = newsreader.start("import", path, "--json", "--jobs", jobs)
    _wait_for_articles(newsreader)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)
    with closing(sqlite3.connect(newsreader.archive / "archive.sqlite3")) as db:
        (before,) = db.execute("SELECT count(*) FROM article").fetchone()
        assert db.execute("SELECT count(*) FROM container").fetchone() == (0,)
    assert 0 < before < count
    report = newsreader.ok("import", path, "--json", "--jobs", jobs).json
    assert (report["added"], report["duplicates"], report["failed"]) == (count - before, before, 0)
    with closing(sqlite3.connect(newsreader.archive / "archive.sqlite3")) as db:
        assert db.execute("SELECT count(*), count(DISTINCT original) FROM article").fetchone() == (count, count)
        assert db.execute("SELECT articles FROM container").fetchone() == (count,)
    assert newsreader.ok("verify", "--json").json["ok"]
    assert newsreader.ok("import", path, "--json").json["duplicates"] == count
    assert not list((newsreader.home / "cache" / "unpacked").iterdir())


@pytest.mark.skipif(os.name != "posix", reason="needs process groups")
def test_ctrl_c_in_a_container_ends_in_good_order(newsreader: Newsreader, tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as file:
        for number in range(600):
            file.writestr(f"{number}.txt", f"{article_text(number)}{'The lamps. ' * 100}")
    process = newsreader.start("import", path, "--json", "--jobs", 2)
    _wait_for_articles(newsreader)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 4, err
    assert json.loads(out)["interrupted"]
    assert "Traceback" not in err
    assert not list((newsreader.home / "cache" / "unpacked").iterdir())
