"""A whole life of an archive, by command only."""

import csv
import json
from pathlib import Path

from tests.integration.command import Newsreader, article_text


def test_a_life(newsreader: Newsreader, clippings: Path, tmp_path: Path) -> None:
    """Import, find, read, tag, annotate, correct, export, verify, back up, restore."""
    first = newsreader.ok("import", clippings, "--json").json
    assert (first["added"], first["duplicates"], first["failed"], first["skipped"]) == (12, 0, 0, 0)
    again = newsreader.ok("import", clippings, "--json").json
    assert (again["added"], again["duplicates"], again["failed"]) == (0, 12, 0)

    found = newsreader.ok("search", '"lamp number 7"', "--json", "--facets", "paper").json
    assert found["total"] == 1
    hit = found["hits"][0]
    assert hit["paper"] == "Harbour Gazette"
    assert "lamp" in hit["snippet"]
    assert found["facets"]["paper"] == [["Harbour Gazette", 1]]
    assert found["understood"]

    record = newsreader.ok("show", hit["id"][:6], "--json").json
    assert record["raw"] == article_text(7)
    assert "cease-fire" in record["text"]
    assert "Newspapers in English" not in record["text"]
    assert record["country"] == "CA"

    newsreader.ok("tag", "add", hit["id"], "harbour/lamps")
    newsreader.ok("annotate", hit["id"], "--quote", "better oil", "--note", "compare with the whale trade")
    newsreader.ok("edit", hit["id"], "date=1919-05-14", "byline=Anna Brook; Peter Vale", "agency=")
    for query in ("tag:harbour/lamps", "note:whale", "date:1919-05", "byline:vale", "has:note lamp"):
        assert [one["id"] for one in newsreader.ok("search", query, "--json").json["hits"]] == [hit["id"]], query

    newsreader.ok("tag", "rename", "harbour/lamps", "harbour/lights")
    assert newsreader.ok("tag", "list", "--json").json["tags"][0]["name"].startswith("harbour")
    record = newsreader.ok("show", hit["id"], "--json").json
    assert record["tags"] == ["harbour/lights"]
    assert record["confirmed"]["date"]["value"] == "1919-05-14"
    assert record["annotations"][0]["body"][0]["value"] == "compare with the whale trade"

    years = newsreader.ok("list", "--by", "year", "--json").json
    assert {node["value"]: node["count"] for node in years["nodes"]} == {"1919": 1, "": 11}

    doubtful = newsreader.ok("list", "--by", "doubtful", "--limit", "3", "--json").json
    sure = [one["confidence"] for one in doubtful["articles"]]
    assert doubtful["by"] == "doubtful"
    assert len(sure) == min(3, doubtful["total"])
    assert sure == sorted(sure)
    assert newsreader.ok("list", "--by", "doubtful").out

    out = tmp_path / "out.jsonl"
    newsreader.ok("export", "tag:harbour/lights", "-o", out)
    assert [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").splitlines()] == [hit["id"]]

    verified = newsreader.ok("verify", "--json").json
    assert verified == {"ok": True, "checked": 12, "problems": [], "warnings": []}
    assert newsreader.ok("stats", "--json").json

    copy = Path(newsreader.ok("backup", tmp_path / "copies", "--json").json["file"])
    newsreader.ok("restore", copy, "--to", tmp_path / "restored")
    restored = newsreader.ok("show", hit["id"], "--archive", tmp_path / "restored", "--json").json
    assert restored == record
    assert newsreader.ok("search", "lamp", "--archive", tmp_path / "restored", "--json").json["total"] == 12


def test_for_people(newsreader: Newsreader, clippings: Path) -> None:
    """The same without --json: readable, and no colours in a pipe."""
    assert "Added 12 articles" in newsreader.ok("import", clippings).out
    found = newsreader.ok("search", "lamp", "winter", "--limit", "2", "--explain").out
    assert "12 articles of 12" in found
    assert "Understood:" in found
    identity = found.split()[0]
    shown = newsreader.ok("show", identity).out
    assert "Harbour Gazette" in shown
    assert "cease-[- -]fire" in newsreader.ok("show", identity, "--layer", "changes").out
    assert "cease- fire" in newsreader.ok("show", identity, "--layer", "raw").out
    assert "Canada" in newsreader.ok("list").out
    assert "Tagged 1 article" in newsreader.ok("tag", "add", identity, "oil").out
    assert "oil\t1" in newsreader.ok("tag", "list").out
    assert "paper: Gazette" in newsreader.ok("edit", identity, "paper=Gazette").out
    assert "all sound" in newsreader.ok("verify").out
    assert "\x1b" not in found + shown


def test_export_for_spreadsheets(newsreader: Newsreader, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(article_text(1), encoding="utf-8")
    newsreader.ok("import", folder)
    (identity,) = (hit["id"] for hit in newsreader.ok("search", "lamp", "--json").json["hits"])
    newsreader.ok("edit", identity, "headline==HYPERLINK(1)", "section=+1", "edition=@x", "issue=-2")
    out = tmp_path / "out.csv"
    out.write_text("the one before", encoding="utf-8")
    newsreader.ok("export", "--format", "csv", "-o", out)
    with out.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["headline"] == "'=HYPERLINK(1)"
    assert (row["section"], row["edition"], row["issue"]) == ("'+1", "'@x", "'-2")
    assert "\n\n" in row["text"]
    assert list(out.parent.glob(".out.csv*")) == []


def test_export_to_standard_output(newsreader: Newsreader, clippings: Path) -> None:
    newsreader.ok("import", clippings)
    done = newsreader.ok("export", "lamp", "-o", "-")
    assert len([json.loads(line) for line in done.out.splitlines()]) == 12
    assert newsreader.ok("export", "zeppelin", "-o", "-").out == ""


def test_export_formats_to_come_are_refused(newsreader: Newsreader, clippings: Path, tmp_path: Path) -> None:
    newsreader.ok("import", clippings)
    for name in ("ris", "bibtex", "csl-json", "html", "w3c", "bagit", "nosuch"):
        done = newsreader("export", "--format", name, "-o", tmp_path / "x")
        assert done.code == 2
        assert "jsonl, csv" in done.err
    assert newsreader("export", "-o", tmp_path).code == 3
    assert newsreader("export", "-o", tmp_path / "no" / "such" / "x").code == 3


def test_what_a_query_does_not_say_is_told(newsreader: Newsreader, clippings: Path) -> None:
    newsreader.ok("import", clippings)
    done = newsreader.ok("search", "autor:brook lamp date:soon", "--json").json
    assert len(done["notices"]) >= 2
    assert newsreader.ok("search", "-lamp", "--json").json["total"] == 0


def test_index_commands(newsreader: Newsreader, clippings: Path) -> None:
    newsreader.ok("import", clippings)
    status = newsreader.ok("index", "status", "--json").json
    assert status["articles"] == 12
    assert status["generation"] == status["archive_generation"]
    path = Path(status["path"])
    assert newsreader.archive not in path.parents
    for file in path.rglob("*"):
        if file.is_file():
            file.write_bytes(b"spoilt")
    assert newsreader.ok("search", "lamp", "--json").json["total"] == 12
    assert newsreader.ok("index", "rebuild", "--json").json["articles"] == 12


def test_a_dry_run_changes_nothing(newsreader: Newsreader, clippings: Path) -> None:
    (clippings / "copy.txt").write_text(article_text(3).replace("\n", "\r\n"), encoding="utf-8", newline="")
    would = newsreader.ok("import", clippings, "--dry-run", "--json").json
    assert (would["added"], would["duplicates"]) == (12, 1)
    assert not newsreader.archive.exists()
    newsreader.ok("import", clippings / "00.txt")
    would = newsreader.ok("import", clippings, "--dry-run", "--json").json
    assert (would["added"], would["duplicates"]) == (11, 2)
    assert newsreader.ok("search", "", "--json").json["total"] == 1


def test_stated_values_go_in(newsreader: Newsreader, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Nothing but some words about lamps\n", encoding="utf-8")
    newsreader.ok("import", file, "--paper", "Evening Lantern", "--country", "Ireland", "--date", "1921-03")
    (hit,) = newsreader.ok("search", "country:ie date:1921", "--json").json["hits"]
    assert (hit["paper"], hit["country"], hit["date"]) == ("Evening Lantern", "IE", "1921-03")


def test_demo_without_a_display(newsreader: Newsreader) -> None:
    done = newsreader.ok("demo")
    assert "The sample archive has" in done.out
    assert "no display" in done.err
    assert newsreader.ok("demo", "--no-window", "--json").json["articles"] >= 80


def test_what_may_be_misread_is_listed_below_the_changes_and_nowhere_else(
    newsreader: Newsreader, tmp_path: Path
) -> None:
    story = tmp_path / "story.txt"
    story.write_text(
        "The town spoke of the long negleet of tbe harbour, and of the council that would not pay for it.\n" * 3
    )
    newsreader.ok("import", story)
    identity = newsreader.ok("search", "harbour").out.split()[0]
    told = newsreader.ok("show", identity, "--layer", "changes").out
    assert "[-tbe-]{+the+}" in told
    assert "negleet → neglect  (0." in told
    assert "neglect" not in newsreader.ok("show", identity).out
