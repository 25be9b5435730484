"""Whatever ends an import of digitized issues, what is in is whole: kill -9, a full disk."""

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

from tests.integration.command import Newsreader
from tests.unit.formats import printing
from tests.unit.formats.test_image_headers import png

posix = pytest.mark.skipif(os.name != "posix", reason="needs process groups")


def _issues(folder: Path, count: int, size: int) -> Path:
    """Issues of two pages, each like no other, with pictures of that many bytes."""
    for number in range(count):
        path = printing.write_issue(folder / f"{number:03}")
        for name in ("page1.xml", "page2.xml", path.name):
            place = path.parent / name
            text = place.read_text(encoding="utf-8").replace("The harbour", f"No{number} harbour")
            text = text.replace("Corn", f"Corn{number}").replace("1891-04-02", f"1891-04-{number % 28 + 1:02}")
            place.write_text(text.replace("Harbour Lantern", f"Harbour Lantern {number}"), encoding="utf-8")
        for page in (1, 2):
            (path.parent / f"page{page}.png").write_bytes(png(900, 1200) + os.urandom(size))
    return folder


@posix
@pytest.mark.parametrize("kills", [2, pytest.param(15, marks=pytest.mark.slow)])
def test_killed_while_it_copies_pictures(newsreader: Newsreader, tmp_path: Path, kills: int) -> None:
    seed = random.randrange(1 << 30)
    print(f"seed {seed}")
    moments = random.Random(seed)
    folder = _issues(tmp_path / "issues", 60, 300_000)
    for _ in range(kills):
        process = newsreader.start("import", folder, "--copy-pages", "--json", "--jobs", 2)
        time.sleep(0.5 + moments.random() * 3)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=30)
        if (newsreader.archive / "archive.sqlite3").exists():
            assert newsreader("verify", "--json").code == 0, seed
    report = newsreader.ok("import", folder, "--copy-pages", "--json").json
    assert report["failed"] == 0, (seed, report)
    verified = newsreader.ok("verify", "--json").json
    assert (verified["problems"], verified["warnings"]) == ([], []), seed
    assert newsreader.ok("pages", "check", "--json").json["checked"] == 120
    with closing(sqlite3.connect(newsreader.archive / "archive.sqlite3")) as db:
        assert db.execute("SELECT count(*), count(DISTINCT title) FROM issue").fetchone() == (60, 60)
        assert db.execute("SELECT count(*), min(image_copied) FROM page").fetchone() == (120, 1)
        assert db.execute(
            "SELECT count(*) FROM article WHERE number NOT IN (SELECT article FROM article_print)"
        ).fetchone() == (0,)
        counted = db.execute("SELECT count(*), sum(is_rest) FROM article_print").fetchone()
    assert counted == (240, 120), seed
    left = [found.name for found in (newsreader.archive / "pages").rglob(".*")]
    assert left == [], seed


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 12 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root can make a small disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("cannot mount here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_disk_that_fills_with_pictures(newsreader: Newsreader, small_disk: Path, tmp_path: Path) -> None:
    folder = _issues(tmp_path / "issues", 12, 1_000_000)
    archive = small_disk / "archive"
    done = newsreader("import", folder, "--copy-pages", "--archive", archive, "--jobs", 1)
    assert done.code == 3, done
    assert "No room for page images" in done.err
    assert "articles added so far are safe" in done.err
    assert "Traceback" not in done.err
    assert [found.name for found in (archive / "pages").rglob(".*")] == []
    assert newsreader.ok("verify", "--archive", archive, "--json").json["warnings"] == []
    report = newsreader.ok("import", folder, "--archive", archive, "--json").json  # without the pictures there is room
    assert report["failed"] == 0
    assert len(newsreader.ok("issues", "--archive", archive, "--json").json["issues"]) == 12
    backup = newsreader("backup", small_disk, "--archive", archive)
    assert backup.code == 3, backup
    assert "No room for" in backup.err
