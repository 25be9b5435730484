"""Large files of records give the same articles in pieces as whole, whatever the size of the pieces."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.domain.profile import Reading, reading_from_json
from newsreader.errors import SourceFileError
from newsreader.formats import records
from newsreader.formats.record_pieces import RecordFile, RecordPiece

PATH = Path("any.records")
Told = list[tuple[str, str]]


def whole(data: bytes, format_name: str) -> tuple[list[Any], Told]:
    problems: Told = []
    try:
        found = list(records.read_file(data, PATH, format_name, on_problem=lambda *told: problems.append(told[1:])))
    except SourceFileError:
        return [], problems
    return [facts(one) for one in found], problems


def facts(article: Any, member: str | None = None) -> Any:
    values = {name: (field.value, field.evidence) for name, field in article.hints.items()}
    return article.raw, values, article.body, article.encoding.removesuffix("-sig")


def cut(data: bytes, format_name: str, size: int) -> tuple[RecordFile, list[RecordPiece]]:
    file = RecordFile(io.BytesIO(data).read, PATH, format_name, size=size)
    try:
        return file, list(file.pieces())
    except SourceFileError:
        return file, []


def in_pieces(data: bytes, format_name: str, size: int) -> tuple[list[Any], Told]:
    problems: Told = []
    file, pieces = cut(data, format_name, size)
    tell = lambda *told: problems.append(told[1:])  # noqa: E731
    found = [facts(article) for piece in pieces for article in file.articles(piece, tell)]
    try:
        file.finish(tell)
    except SourceFileError:
        assert not found
    return found, problems


def members(data: bytes, format_name: str, size: int) -> Iterator[str]:
    file, pieces = cut(data, format_name, size)
    for piece in pieces:
        for article in file.articles(piece):
            yield article.member


VALUES = st.text(st.sampled_from('ab é"\n\r,;\t\\ß'), max_size=12)
SIZES = st.integers(1, 120)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(VALUES, VALUES, VALUES), max_size=12), SIZES, st.sampled_from(",;\t"))
def test_tables_in_pieces(rows: list[tuple[str, str, str]], size: int, mark: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark).writerows([("headline", "date", "text"), *rows])
    data = out.getvalue().encode()
    assert in_pieces(data, "table", size) == whole(data, "table")


@settings(max_examples=200, deadline=None)
@given(st.lists(VALUES, max_size=12), SIZES)
def test_tables_that_are_not_sound_in_pieces(lines: list[str], size: int) -> None:
    data = "\n".join(["headline,date,text", *lines]).encode()
    assert in_pieces(data, "table", size) == whole(data, "table")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(VALUES, VALUES) | st.none(), max_size=12), SIZES)
def test_lines_in_pieces(rows: list[tuple[str, str] | None], size: int) -> None:
    lines = [
        "{broken" if row is None else json.dumps({"headline": row[0], "text": row[1]}, ensure_ascii=False)
        for row in rows
    ]
    data = "\n".join(['{"text": "a"}', '{"text": "b"}', *lines, ""]).encode()
    assert in_pieces(data, "json", size) == whole(data, "json")
    assert list(members(data, "json", size)) == list(members(data, "json", 10_000))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.fixed_dictionaries({"headline": VALUES, "text": VALUES, "odd": st.lists(VALUES, max_size=3)})),
    SIZES,
    st.sampled_from([None, 2]),
    st.sampled_from(["plain", "response", "zone"]),
)
def test_documents_in_pieces(rows: list[dict[str, Any]], size: int, indent: int | None, wrap: str) -> None:
    found: Any = rows
    if wrap == "response":
        found = {"total": len(rows), "note": {"a": ["[{", 1]}, "response": {"docs": rows, "more": 1.5e3}}
    elif wrap == "zone":
        found = {"zone": [{"records": {"article": rows}}, {"records": {"article": [{"text": "last"}]}}]}
    data = json.dumps(found, indent=indent, ensure_ascii=False).encode()
    assert in_pieces(data, "json", size) == whole(data, "json")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
@pytest.mark.parametrize("format_name", ["json", "table"])
def test_encodings_in_pieces(encoding: str, format_name: str) -> None:
    rows = [{"headline": f"Fähre {at}", "text": f"Sie fährt um sechs, sagt “{at}”."} for at in range(3_000)]
    if format_name == "json":
        text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    else:
        text = "\n".join(["headline\ttext", *(f"{row['headline']}\t{row['text']}" for row in rows)])
    data = text.encode(encoding)
    expected = [raw for raw, *_ in whole(data, format_name)[0]]
    assert [raw for raw, *_ in in_pieces(data, format_name, 5_000)[0]] == expected
    assert expected[-1] == "Fähre 2999\n\nSie fährt um sechs, sagt “2999”."


def test_a_piece_is_read_again_alone() -> None:
    rows = [{"ttl": f"Ferry {at}", "body": "It sails at six.", "when": f"{at % 28 + 1:02}.05.1919"} for at in range(40)]
    reading = Reading({"headline": "ttl", "date": "when"}, "DD.MM.YYYY", said_by="profile “Lamp”")
    data = "\n".join(map(json.dumps, rows)).encode()
    file = RecordFile(io.BytesIO(data).read, PATH, "json", reading, size=500)
    count = 0
    for piece in file.pieces():
        first = [(one.member, facts(one)) for one in file.articles(piece)]
        how = reading_from_json(json.loads(file.how(piece)))
        again = records.read_file(piece.data, PATH, "json", how)
        assert [(one.member, facts(one)) for one in again] == first
        assert len(first) == piece.count
        count += len(first)
    assert count == 40
    assert first[-1][0] == "40"
    assert first[-1][1][1]["date"][0] == "1919-05-12"
    assert first[-1][1][1]["date"][1].detail == "key “when”, profile “Lamp”"


def test_lines_are_named_by_their_number_in_the_file() -> None:
    lines = [json.dumps({"text": f"It sails at {at}."}) for at in range(200)]
    lines[150] = "{broken"
    _, problems = in_pieces("\n\n".join(lines).encode(), "json", 700)
    assert problems == [("line 301 is no JSON: Expecting property name enclosed in double quotes at character 2",
                         "The other records are read.")]  # fmt: skip
    table = ["text,date,headline", *(f'"one\n\ntwo",1919,{at}' for at in range(100)), 'a,"b"c', "x,1919,y"]
    _, problems = in_pieces("\n".join(table).encode(), "table", 400)
    assert [words.split(" is")[0] for words, _ in problems] == ["line 302"]


def test_many_broken_lines_are_counted() -> None:
    data = b'{"text": "a"}\n' + b"{x\n" * 3_140 + b'{"text": "b"}\n'
    for found, problems in (whole(data, "json"), in_pieces(data, "json", 500)):
        assert len(found) == 2
        assert len(problems) == 21
        assert problems[0][0].startswith("line 2 is no JSON")
        assert problems[-1][0] == "has 3,120 more lines that cannot be read"


def test_records_that_are_too_large_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsreader.formats.record_pieces._LONGEST_LINE", 2_000)
    lines = [json.dumps({"text": "x" * (5_000 if at == 3 else 50)}) for at in range(8)]
    found, problems = in_pieces("\n".join(lines).encode(), "json", 300)
    assert [words for words, _ in problems] == ["line 4 is too long to be a record"]
    assert len(found) == 7
    monkeypatch.setattr("newsreader.formats.table_rows.LONGEST_CELL", 2_000)
    monkeypatch.setattr("newsreader.formats.record_pieces._LONGEST_LINE", 20_000)
    rows = ["text,headline", *(f'"{("x" * 40 + chr(10)) * (90 if at == 3 else 1)}",h{at}' for at in range(8))]
    found, problems = in_pieces("\n".join(rows).encode(), "table", 300)
    assert problems[0][0].startswith("line 8 has a cell of more than")
    assert len(found) == 7


def test_large_cells_are_read(tmp_path: Path) -> None:
    rows = [("headline", "date", "text"), ("h", "1919", "long words \n" * 1_700_000), ("i", "1920", "short")]
    with (tmp_path / "a.csv").open("w", newline="") as out:
        csv.writer(out).writerows(rows)
    data = (tmp_path / "a.csv").read_bytes()
    found, problems = in_pieces(data, "table", 1 << 20)
    assert [len(raw) for raw, *_ in found] == [len(rows[1][2].strip()) + 3, 8]
    assert not problems
