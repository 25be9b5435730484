"""Records that are not as they should be: each is told with its line, and the others are read."""

from pathlib import Path

import pytest

from newsreader.errors import SourceFileError
from newsreader.formats import records


def read(data: bytes, format_name: str) -> tuple[list[str], list[str]]:
    """The bodies of the articles and what was told."""
    problems: list[str] = []
    found = records.read_file(
        data, Path("a.x"), format_name, on_problem=lambda _path, reason, _remedy: problems.append(reason)
    )
    return [source.raw[slice(*source.body)] if source.body else source.raw for source in found], problems


@pytest.mark.parametrize(
    ("data", "bodies", "problems"),
    [
        (
            '[\n{"text": "a b"},\n{"text": "c "d" {e"},\n{"text": "f g"}\n]',
            ["a b", "f g"],
            ["line 3 begins a record that is no JSON: Expecting ',' delimiter at character 14"],
        ),
        (
            '{"n": 1, "articles": [{"text": "a b"}, {"text": "c d"}, {"te',
            ["a b", "c d"],
            ["line 1 is cut off: the file ends in the middle of it"],
        ),
        ('{"text": "a b"}\n\n{"text": NaN, "headline": "c"}\n[1]\n7\n', ["a b", "c"], ["line 4 is JSON, but no object",
                                                                              "line 5 is JSON, but no object"]),
        (
            '{"text": "a b"}\n{"text": 1' + "0" * 5_000 + "}\n",
            ["a b"],
            ["line 2 is no JSON: it has a number with thousands of figures"],
        ),
        (
            '{"text": "a b"}\n{"text": ' + "[" * 100_000 + "\n",
            ["a b"],
            ["line 2 is no JSON: it is nested too deeply"],
        ),
        ('{"text": "a"}\n{"text": "b", "text": "c"}\n', ["a", "c"],
         ["line 2 has a key twice; the last of them counts"]),
        ('{"text": "a"}\n{"text": "b\x00c"}\n', ["a"],
         ["line 2 is no JSON: Invalid control character at at character 12"]),
        ('{"text": {"value": [["a"], {"name": "b"}]}}', ["a, b"], []),
        ('{"text": ' + "[" * 50 + '"a"' + "]" * 50 + ', "headline": "h"}', ["h"], []),
        ('[{"text": "a b"}, {"text": "c d"},]', ["a b", "c d"], []),
        ('{\n"text": "a b"\n}\n{\n"text": "c d"\n}\n', ["a b", "c d"], []),
        ('{"text": 1e400, "headline": "h"}', ["h"], []),
    ],
)  # fmt: skip
def test_broken_json(data: str, bodies: list[str], problems: list[str]) -> None:
    assert read(data.encode(), "json") == (bodies, problems)


HEAD = "text,date,headline\n"


@pytest.mark.parametrize(
    ("rows", "bodies", "problems"),
    [
        ('"a ""b"" c",1900,x\n', ['a "b" c'], []),
        (
            '"lone,1901,y\nfine,1902,z\n',
            ['"lone', "fine"],
            ["line 2 has a quotation mark that is not closed; it was taken as it stands"],
        ),
        ('"one\ntwo, three",1904,v\n', ["one\ntwo, three"], []),
        ("short\nlong,1,2,3\n", ["short", "long"],
         ["line 3 has more cells than the 3 that are named; the others were left out"]),
        ('5" pipe,1900,x\n', ['5" pipe'], []),
        ('a,"b"c,d,e\nfine,1902,z\n', ["fine"], ["line 2 is no row of the table: its quotation marks do not match"]),
        ("a\x00b,1900,x\n", ["ab"], ["line 2 has NUL characters, which were left out"]),
        ("\n , ,\na,1900,x\n\n", ["a"], []),
        ("a\x85b,1900,x\n", ["a\x85b"], []),
    ],
)  # fmt: skip
def test_broken_rows(rows: str, bodies: list[str], problems: list[str]) -> None:
    assert read(f"{HEAD}{rows}".encode(), "table") == (bodies, problems)


def test_lines_in_several_encodings_are_read_each_in_its_own() -> None:
    lines = ['{"text": "Fähre eins"}'.encode(), '{"text": "Fähre zwei"}'.encode("cp1252"), b'{"text": "plain"}']
    assert read(b"\n".join(lines), "json") == (["Fähre eins", "Fähre zwei", "plain"], [])
    rows = ["Fähre eins,1900,a".encode(), "Fähre zwei,1901,b".encode("cp1252")]
    assert read(HEAD.encode() + b"\n".join(rows), "table") == (["Fähre eins", "Fähre zwei"], [])
    both = b"\n".join(line.replace(b"\xc3\xa4", b"\xe4") for line in lines)
    assert read(both, "json")[0] == ["Fähre eins", "Fähre zwei", "plain"]


def test_columns_of_one_name_are_told_apart() -> None:
    assert read(b"text,date,text\na,1900,b\n", "table") == (["a"], [])


@pytest.mark.parametrize(
    ("data", "format_name", "reason"),
    [
        (b",".join(b"c%d" % at for at in range(100_000)) + b"\n1\n", "table", "100,000 columns, more than 5,000"),
        (b"\n\n", "table", "no row of column names"),
        (b"\x01\x02\x03\x04" * 500 + b"\n\xff", "table", "control characters"),
        (b"{broken\n{broken\n", "json", "holds no sound record: line 1 is no JSON"),
        (b"nothing of the kind", "json", "stands outside of any record"),
        (b"[" * 300_000, "json", "nested too deeply"),
        (b'{"text": "' + b"a" * 100_000, "json", "cut off"),
    ],
)
def test_what_is_refused_says_why(data: bytes, format_name: str, reason: str) -> None:
    with pytest.raises(SourceFileError, match=reason) as refused:
        read(data, format_name)
    assert refused.value.remedy
