"""`newsreader profiles`, `newsreader fields`, and what import takes of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from newsreader.cli.main import run

TABLE = """id;ttl;body;when;who
1;Ferry returns;"The ferry sails again from the old quay.
It sails at six.";03.05.1919;Ada Orme
2;Corn rises;Corn rose today at the exchange.;04.05.1919;Tom Reed
"""
MAPS = ["--map", "headline=ttl", "--map", "text=body", "--map", "date=when", "--map", "byline=who"]


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "articles.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


@pytest.fixture
def archive(tmp_path: Path) -> list[str]:
    return ["--archive", str(tmp_path / "archive")]


def answered(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Any:
    capsys.readouterr()
    assert run([*arguments, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def test_a_saved_profile_is_shown_and_used(table: str, archive: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--paper", "Harbour Lamp", "--country", "canada", "--date-pattern", "DD.MM.YYYY", "--note", "Club"]
    assert run(["profiles", "save", "Lamp", *words, *MAPS, *archive]) == 0
    shown = answered(capsys, "profiles", "show", "LAMP", *archive)
    assert shown == {
        "name": "Lamp", "paper": "Harbour Lamp", "country": "CA", "date_pattern": "DD.MM.YYYY", "note": "Club",
        "mapping": {"headline": "ttl", "text": "body", "date": "when", "byline": "who"},
    }  # fmt: skip
    assert answered(capsys, "profiles", "list", *archive) == {"profiles": [shown]}
    report = answered(capsys, "import", table, "--profile", "lamp", *archive)
    assert (report["added"], report["failed"]) == (2, 0)
    hits = answered(capsys, "search", "ferry", *archive)["hits"]
    assert [(hit["headline"], hit["paper"], hit["date"]) for hit in hits] == [
        ("Ferry returns", "Harbour Lamp", "1919-05-03")
    ]
    run(["show", hits[0]["id"], "--json", *archive])
    record = json.loads(capsys.readouterr().out)
    assert record["evidence"]["date"]["detail"] == "column “when”, profile “Lamp”"
    assert record["evidence"]["paper"]["detail"] == "profile “Lamp”"
    assert run(["profiles", "delete", "lamp", *archive]) == 0
    assert answered(capsys, "profiles", "list", *archive) == {"profiles": []}


def test_profiles_travel_as_a_file(tmp_path: Path, archive: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    run(["profiles", "save", "Lamp", "--name-pattern", "{paper}_{date}", *archive])
    file = tmp_path / "profiles.json"
    assert run(["profiles", "export", "--output", str(file), *archive]) == 0
    assert run(["profiles", "export", "--output", str(file), *archive]) == 2
    other = ["--archive", str(tmp_path / "other")]
    assert answered(capsys, "profiles", "import", str(file), *other) == {"saved": ["Lamp"]}
    assert answered(capsys, "profiles", "show", "Lamp", *other)["name_pattern"] == "{paper}_{date}"
    assert run(["profiles", "import", str(tmp_path / "nothing"), *other]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_fields_shows_what_columns_are_taken_for(table: str, capsys: pytest.CaptureFixture[str]) -> None:
    (file,) = answered(capsys, "fields", table, "--map", "headline=ttl")["files"]
    assert [(one["name"], one["field"], one["known_by"]) for one in file["columns"]] == [
        ("body", "text", "its name"), ("ttl", "headline", "stated"), ("id", None, None), ("when", None, None),
        ("who", None, None),
    ]  # fmt: skip
    assert file["columns"][0]["example"] == "The ferry sails again from the old quay. It sails at six."
    assert run(["fields", table, "--map", "text=words"]) == 0
    told = capsys.readouterr()
    assert "has no column for text as it was stated" in told.err
    assert "(left over)" in told.out


def test_fields_of_known_shapes_say_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = {"heading": "Ferry", "category": "Article", "title": {"id": "1", "title": "Lamp (Halden : 1848 - 1957)"},
           "articleText": "<p>It sails.</p>", "pageSequence": "4"}  # fmt: skip
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"category": [{"code": "newspaper", "records": {"article": [row]}}]}))
    (file,) = answered(capsys, "fields", str(path))["files"]
    assert file["shape"].startswith("Trove API")
    assert {"name": "title.title", "field": "paper", "known_by": file["shape"],
            "example": "Lamp (Halden : 1848 - 1957)"} in file["columns"]  # fmt: skip


def test_fields_refuses_what_holds_no_records(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The ferry sails again.\n")
    assert run(["fields", str(path)]) == 2
    assert "is no table or JSON" in capsys.readouterr().err


def test_a_dry_run_shows_the_mapping(table: str, archive: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", table, "--dry-run", "--show-mapping", *MAPS, *archive]) == 0
    told = capsys.readouterr().out
    assert "body\ttext\tstated\tThe ferry" in told
    assert "Would add 2 articles" in told


@pytest.mark.parametrize(
    "options",
    [["--map", "headline"], ["--map", "colour=x"], ["--date-pattern", "DD"], ["--name-pattern", "{x}"],
     ["--language", "Klingonish"], ["--profile", "none"]],
)  # fmt: skip
def test_options_that_make_no_sense(
    table: str, archive: list[str], options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(["profiles", "save", "Lamp", *archive])
    assert run(["import", table, *options, *archive]) == 2
    assert capsys.readouterr().err.startswith("newsreader: ")
