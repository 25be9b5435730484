"""The same story from three papers, through the real command."""

import os
import re
import signal
import time
from pathlib import Path

import pytest

from tests.integration.command import Newsreader

STORY = (
    "The council of the harbour voted on Tuesday to keep the north pier open until the end of March, after a debate "
    "that lasted 4 hours. Mr. Vale told members that the cease-fire with the stevedores had held for 19 days.\n\n"
    "Two steamers, the Albion and the Maid of Kelso, were unloaded by noon, and 340 tons of grain went up the line to "
    "Tarn. The owners' agent, Anna Brook, said that she expected the remaining ships to be cleared before Saturday.\n\n"
    "A kitchen on the quay served the men without charge, and the police report that not one window has been broken."
)
CUT = STORY.rsplit("\n\n", 1)[0].replace("19 days", "nineteen days")
SCANNED = STORY.replace("harbour", "harhour").replace("members", "mernbers").replace("grain", "graiu")


def page(paper: str, headline: str, body: str, country: str) -> str:
    return f"{paper}\n\n{headline}\n\n{body}\n\nNewspapers in English\n\nNewspapers from {country}\n"


@pytest.fixture
def printings(tmp_path: Path) -> Path:
    folder = tmp_path / "printings"
    folder.mkdir()
    for name, text in (
        ("a", page("Harbour Gazette", "Pier stays open", STORY, "Canada")),
        ("b", page("Morning Sentinel", "Truce holds at the docks", CUT, "Australia")),
        ("c", page("Coastal Observer", "Council votes", SCANNED, "South Africa")),
        ("d", page("Harbour Gazette", "Keepers ask for oil", "The keepers of the lamps want better oil.", "Canada")),
    ):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_three_printings_of_a_story(newsreader: Newsreader, printings: Path) -> None:
    newsreader.ok("import", printings, "--jobs", "1")
    hits = newsreader.ok("search", "has:family", "--json").json["hits"]
    records = {record["paper"]: record for record in (newsreader.ok("show", hit["id"], "--json").json for hit in hits)}
    assert set(records) == {"Harbour Gazette", "Morning Sentinel", "Coastal Observer"}
    (family,) = {record["family"] for record in records.values()}
    assert family in {record["id"] for record in records.values()}
    first, second = records["Harbour Gazette"]["id"], records["Morning Sentinel"]["id"]
    assert newsreader.ok("search", f"family:{second}", "--json").json["total"] == 3

    shown = newsreader.ok("show", first).out
    assert "Also in     " in shown
    assert re.search(rf"Morning Sentinel · AU · 8\d % the same · {second}", shown)

    words = len(STORY.rsplit("\n\n", 1)[1].split())
    compared = newsreader.ok("compare", first, second).out
    assert f"Cut by {words} words; 1 word differs" in compared
    assert "for [-19-]{+nineteen+} days" in compared
    told = newsreader.ok("compare", first, second, "--json").json
    assert (told["deleted"], told["changed"], told["inserted"]) == (words, 1, 0)
    text = records["Morning Sentinel"]["text"]
    assert all(
        text[one["second"]["start"] : one["second"]["end"]] == one["second"]["text"] for one in told["stretches"]
    )

    listed = newsreader.ok("families", "list", "--json").json
    assert [(one["id"], one["size"]) for one in listed["families"]] == [(family, 3)]
    assert listed["not_looked_at"] == 0
    assert newsreader.ok("families", "rebuild", "--all", "--json").json == {"looked_at": 4, "families": 1}
    assert newsreader.ok("families", "list", "--json").json == listed
    missing = newsreader("compare", first, "aaaaaaaa")
    assert missing.code == 3
    assert "No article has the id aaaaaaaa" in missing.err


@pytest.mark.slow
def test_a_rebuild_killed_at_any_moment_goes_on(newsreader: Newsreader, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(300):
        body = STORY.replace("Tuesday", f"the {number // 2}th").replace("340", str(number // 2))
        other = " ".join(f"{word}{number // 2}" for word in body.split())
        (folder / f"{number}.txt").write_text(page("Harbour Gazette", f"News {number}", other + f" {number}", "Canada"))
    newsreader.ok("import", folder)
    expected = newsreader.ok("families", "list", "--json", "--limit", "1000").json
    assert len(expected["families"]) == 150
    for attempt in range(6):
        running = newsreader.start("families", "rebuild", *(["--all"] if attempt == 0 else []))
        time.sleep(0.5 + 0.15 * attempt)
        os.killpg(running.pid, signal.SIGKILL)
        running.communicate()
        assert newsreader.ok("verify", "--json").json["ok"]
    newsreader.ok("families", "rebuild")
    assert newsreader.ok("families", "list", "--json", "--limit", "1000").json == expected
