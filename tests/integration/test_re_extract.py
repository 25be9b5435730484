"""Reading again and learning with the real command: dry run, change, undo, teaching, kill -9."""

import json
import os
import random
import signal
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.integration.command import Newsreader, article_text

_OLD = json.dumps({"headline": ["An old reading", 0, 3, "headline.old", 0.5, "text", ""]})


def _doctor(newsreader: Newsreader) -> None:
    """As if older rules had read all articles."""
    with closing(sqlite3.connect(newsreader.archive / "archive.sqlite3")) as db:
        db.execute("UPDATE content SET extracted = ?, repairs = '[]', rules = '2025.1'", (_OLD,))
        db.commit()


def _layers(newsreader: Newsreader) -> dict[int, tuple[str, str, str]]:
    with closing(sqlite3.connect(newsreader.archive / "archive.sqlite3")) as db:
        rows = db.execute("SELECT article, repairs, extracted, rules FROM content").fetchall()
    return {row[0]: row[1:] for row in rows}


def test_dry_run_run_and_undo(newsreader: Newsreader, clippings: Path) -> None:
    newsreader.ok("import", clippings)
    newsreader.ok("re-extract", "--all")
    new = _layers(newsreader)
    _doctor(newsreader)
    old = _layers(newsreader)
    stats = newsreader.ok("stats", "--json").json
    assert (stats["read_with_older_rules"], stats["by_rules"]) == (12, {"2025.1": 12})

    told = newsreader.ok("re-extract", "--dry-run", "--json").json
    assert (told["dry_run"], told["read"], told["changed"], told["failed"]) == (True, 12, 12, 0)
    assert told["articles"][0]["fields"]["headline"]["old"] == "An old reading"
    assert told["by_repair"]["hyphen.keep"] == {"added": 24, "removed": 0}
    assert _layers(newsreader) == old
    text = newsreader.ok("re-extract", "--dry-run").out
    assert "An old reading" in text
    assert "12 would change" in text

    done = newsreader.ok("re-extract", "--json").json
    assert (done["changed"], done["interrupted"]) == (12, False)
    assert _layers(newsreader) == new
    assert newsreader.ok("search", "byline:brook", "--json").json["total"] == 12
    assert "Read 0 articles" in newsreader.ok("re-extract").out
    assert newsreader.ok("verify").code == 0

    assert newsreader.ok("re-extract", "--undo", "--json").json == {"taken_back": 12, "interrupted": False}
    assert _layers(newsreader) == old
    assert newsreader.ok("search", "byline:brook", "--json").json["total"] == 0


def test_with_a_query(newsreader: Newsreader, clippings: Path) -> None:
    newsreader.ok("import", clippings)
    found = newsreader.ok("re-extract", "lamp", "-7", "--json").json
    assert found["read"] == 11
    assert newsreader("re-extract", "lamp", "--all").code == 2
    assert newsreader("re-extract", "--undo").code == 2


def test_one_correction_teaches_the_next_import(newsreader: Newsreader, tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}.txt").write_text(article_text(number, "Harbuur Gazotte"), encoding="utf-8")
    newsreader.ok("import", tmp_path / "1.txt")
    first = newsreader.ok("search", "lamp", "--json").json["hits"][0]["id"]
    newsreader.ok("edit", first, "paper=Harbour Gazette")
    newsreader.ok("import", tmp_path / "2.txt")
    found = newsreader.ok("search", "lamp -paper:nothing", "--json").json["hits"]
    (second,) = [hit["id"] for hit in found if hit["id"] != first]
    record = newsreader.ok("show", second, "--json").json
    assert record["paper"] == "Harbour Gazette"
    assert record["evidence"]["paper"]["rule"] == "learned.paper"

    (lesson,) = newsreader.ok("learned", "list", "--json").json["lessons"]
    assert (lesson["printed"], lesson["value"], lesson["used"]) == ("Harbuur Gazotte", "Harbour Gazette", 1)
    assert "Harbuur Gazotte" in newsreader.ok("learned", "list").out
    newsreader.ok("learned", "forget", "paper", "harbuur gazotte")
    newsreader.ok("re-extract", "--all")
    assert newsreader.ok("show", second, "--json").json["evidence"]["paper"]["rule"] != "learned.paper"
    assert newsreader.ok("learned", "recount", "--json").json == {"articles_counted": 2}


def test_an_empty_archive_has_nothing_to_check(newsreader: Newsreader, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    newsreader.ok("import", tmp_path / "none")
    done = newsreader.ok("verify")
    assert "nothing to check" in done.out
    assert newsreader.ok("verify", "--json").json == {"ok": True, "checked": 0, "problems": [], "warnings": []}


@pytest.mark.skipif(os.name != "posix", reason="needs process groups")
@pytest.mark.parametrize("kills", [pytest.param(1, id="1"), pytest.param(15, id="15", marks=pytest.mark.slow)])
def test_killed_in_the_midst_each_article_is_wholly_old_or_wholly_new(
    newsreader: Newsreader, tmp_path: Path, kills: int
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(220):
        (folder / f"{number:03}.txt").write_text(article_text(number), encoding="utf-8")
    newsreader.ok("import", folder)
    newsreader.ok("re-extract", "--all")
    new = _layers(newsreader)
    _doctor(newsreader)
    old = _layers(newsreader)
    seed = random.randrange(1 << 30)
    print(f"seed {seed}")
    moments = random.Random(seed)
    for _ in range(kills):
        begun = sum(layer[2] != "2025.1" for layer in _layers(newsreader).values())
        process = newsreader.start("re-extract", "--jobs", 2)
        while begun == sum(layer[2] != "2025.1" for layer in _layers(newsreader).values()) and process.poll() is None:
            time.sleep(0.01)
        time.sleep(moments.random() * 0.2)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=30)
        now = _layers(newsreader)
        assert all(layer in (old[number], new[number]) for number, layer in now.items()), seed
    done = newsreader.ok("re-extract", "--json").json
    assert done["failed"] == 0
    assert _layers(newsreader) == new
    assert newsreader.ok("search", "byline:brook", "--json").json["total"] == 220
    newsreader.ok("verify")
