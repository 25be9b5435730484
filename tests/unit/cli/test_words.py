"""Small pure parts of the command line: queries, assignments, sizes, facets, changes, tables."""

import json
from pathlib import Path
from typing import Any

import pytest

from newsreader.cli.desk import parse_size
from newsreader.cli.editing import parse_assignments
from newsreader.cli.main import run
from newsreader.cli.options import join_query
from newsreader.cli.output import plural, print_table
from newsreader.cli.searching import parse_facets
from newsreader.cli.showing import changes
from newsreader.errors import UsageError


def test_words_of_a_query_are_joined() -> None:
    assert join_query(("cease-fire", '"peace talks"', "-oil")) == 'cease-fire "peace talks" -oil'


def test_a_mistyped_option_is_no_query() -> None:
    with pytest.raises(UsageError, match="--limt"):
        join_query(("truce", "--limt", "3"))


def test_assignments() -> None:
    assert parse_assignments(["date=1919-05", "byline=A B; C D;", "agency=", "headline=a=b"]) == {
        "date": "1919-05",
        "byline": ("A B", "C D"),
        "agency": None,
        "headline": "a=b",
    }


@pytest.mark.parametrize("word", ["date", "region=021", "nosuch=1"])
def test_assignments_that_make_no_sense(word: str) -> None:
    with pytest.raises(UsageError):
        parse_assignments([word])


@pytest.mark.parametrize("text", ["", "12", "axb", "10x10", "99999x768", "1366x", "-1x768"])
def test_sizes_that_are_none(text: str) -> None:
    with pytest.raises(UsageError):
        parse_size(text)


def test_a_size() -> None:
    assert parse_size("2560X1440") == (2560, 1440)


def test_facets() -> None:
    assert parse_facets("paper, year,") == ("paper", "year")
    with pytest.raises(UsageError, match="colour"):
        parse_facets("paper,colour")


def _repair(start: int, end: int, before: str, after: str, active: bool = True) -> dict[str, Any]:
    return {"start": start, "end": end, "before": before, "after": after, "active": active}


def test_changes_are_shown_in_place() -> None:
    raw = "The cease- fire at 12 p. m. today"
    repairs = [_repair(9, 11, "- ", "-"), _repair(23, 24, " ", "", active=False), _repair(27, 33, " today", "")]
    assert changes(raw, repairs, colour=False) == "The cease[-- -]{+-+}fire at 12 p. m.[- today-]"
    assert "\x1b[32m-\x1b[0m" in changes(raw, repairs, colour=True)


def test_numbers_have_nouns() -> None:
    assert [plural(0, "hit"), plural(1, "hit"), plural(1204, "hit"), plural(2, "copy", "copies")] == [
        "0 hits",
        "1 hit",
        "1,204 hits",
        "2 copies",
    ]


def test_a_table_in_a_pipe_is_tab_separated(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("tag", "articles"), [("a\tb\n", 3)], numbers=("articles",))
    assert capsys.readouterr().out == "tag\tarticles\na b\t3\n"


def test_extract_prints_records_and_failures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, empty = tmp_path / "good.txt", tmp_path / "empty.txt"
    good.write_text("A headline\n\nSome words of an article.\n", encoding="utf-8")
    empty.touch()
    assert run(["extract", "--json", str(good), str(empty), str(tmp_path / "none.txt")]) == 1
    records = json.loads(capsys.readouterr().out)
    assert records[0]["raw"] == "A headline\n\nSome words of an article.\n"
    assert records[1] == {
        "file": {"path": str(empty)},
        "error": {"reason": "is empty", "remedy": records[1]["error"]["remedy"]},
    }
    assert records[2]["error"]["remedy"]


def test_extract_of_one_file_is_an_array_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Words", encoding="utf-8")
    assert run(["extract", "--json", str(file)]) == 0
    assert [record["file"]["path"] for record in json.loads(capsys.readouterr().out)] == [str(file)]


def test_extract_takes_stated_values(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Words of an article", encoding="utf-8")
    arguments = ["--paper", "Harbour  Gazette", "--country", "canada", "--date", "1919-05"]
    assert run(["extract", "--json", *arguments, str(file)]) == 0
    (record,) = json.loads(capsys.readouterr().out)
    assert (record["paper"], record["country"], record["date"]) == ("Harbour Gazette", "CA", "1919-05")
    assert record["evidence"]["paper"]["source"] == "option"


@pytest.mark.parametrize("arguments", [["--country", "Atlantis"], ["--date", "soon"], ["--format", "nosuch"]])
def test_stated_values_are_checked(arguments: list[str], tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Words", encoding="utf-8")
    assert run(["extract", *arguments, str(file)]) == 2
