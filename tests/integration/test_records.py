"""Files of records with the real command: a large one with broken lines, a profile, kill -9 and going on."""

import json
import os
import signal
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

from tests.integration.command import Newsreader

COUNT = 400
"""Records of 20 KB, most of it in a key that is not read, so that the file is large and the test is not."""


def _records(path: Path) -> None:
    with path.open("w", encoding="utf-8") as out:
        for at in range(COUNT):
            row = {
                "ttl": f"The ferry number {at} returns", "when": f"{at % 28 + 1:02}.05.1919", "odd": "x" * 20_000,
                "body": f"The ferry number {at} sails again from the old quay, the council of ward {at * 7} said.",
            }  # fmt: skip
            out.write("{broken\n" if at in (100, 200) else json.dumps(row) + "\n")


def _profile(newsreader: Newsreader) -> None:
    maps = [word for pair in ("headline=ttl", "text=body", "date=when") for word in ("--map", pair)]
    newsreader.ok("profiles", "save", "Lamp", "--paper", "The Lamp", "--date-pattern", "DD.MM.YYYY", *maps)


def test_a_large_file_with_a_profile(newsreader: Newsreader, tmp_path: Path) -> None:
    path = tmp_path / "big.jsonl"
    _records(path)
    _profile(newsreader)
    dry = newsreader("import", path, "--profile", "lamp", "--dry-run", "--json").json
    assert (dry["added"], dry["failed"]) == (COUNT - 2, 2)
    assert [(each["fate"], each["new"]) for each in dry["files"]] == [("failed", 0), ("failed", 0), ("new", COUNT - 2)]
    done = newsreader("import", path, "--profile", "lamp", "--json")
    report = done.json
    assert (done.code, report["added"], report["failed"]) == (1, COUNT - 2, 2)
    assert [each["reason"].split(":")[0] for each in report["failures"]] == [
        "line 101 is no JSON",
        "line 201 is no JSON",
    ]
    (hit,) = newsreader.ok("search", "headline:399 date:1919-05-08", "--json").json["hits"]
    assert (hit["headline"], hit["paper"]) == ("The ferry number 399 returns", "The Lamp")
    dry = newsreader("import", path, "--profile", "lamp", "--dry-run", "--json").json
    assert [(each["new"], each["known"]) for each in dry["files"]] == [(0, COUNT - 2)]
    again = newsreader("import", path, "--profile", "lamp", "--json")
    assert (again.json["added"], again.json["duplicates"]) == (0, COUNT - 2)
    assert newsreader.ok("verify", "--json").json["ok"]
    path.unlink()
    report = newsreader.ok("re-extract", "--all", "--json").json
    assert (report["read"], report["changed"]) == (COUNT - 2, 0)


def test_a_killed_import_of_a_large_file_goes_on(newsreader: Newsreader, tmp_path: Path) -> None:
    path = tmp_path / "big.jsonl"
    _records(path)
    _profile(newsreader)
    process = newsreader.start("import", path, "--profile", "lamp")
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(sqlite3.Error), closing(sqlite3.connect(newsreader.archive / "archive.sqlite3")) as db:
            if db.execute("SELECT count(*) FROM article").fetchone()[0]:
                break
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    report = newsreader("import", path, "--profile", "lamp", "--json").json
    assert report["added"] + report["duplicates"] == COUNT - 2
    assert newsreader.ok("stats", "--json").json["articles"] == COUNT - 2
    assert newsreader.ok("verify", "--json").json["ok"]
