import json

import pytest

from newsreader.cli.main import run
from newsreader.formats import libraries
from newsreader.formats.reader import FORMATS


def test_every_format_is_printed_with_what_tells_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["formats"]) == 0
    heading, *rows = capsys.readouterr().out.splitlines()
    assert heading == "name\twhat\ttold by\tneeds"
    assert [row.split("\t")[0] for row in rows] == list(FORMATS)
    assert all(cell for row in rows for cell in row.split("\t")[:3])


def test_a_library_that_is_missing_is_told_with_its_remedy(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libraries, "is_installed", lambda module: module != "trafilatura")
    assert run(["formats", "--json"]) == 0
    page = next(each for each in json.loads(capsys.readouterr().out) if each["name"] == "html")
    assert page["needs"] == "trafilatura"
    assert not page["is_ready"]
    assert page["remedy"].endswith("pip install trafilatura")
    assert run(["formats"]) == 0
    told = capsys.readouterr()
    assert "trafilatura (not installed)" in told.out
    assert "trafilatura is not installed. Install it with" in told.err
