"""The commands that open or draw the desk, with a desk that notes what it is asked."""

from collections.abc import Callable
from pathlib import Path

import pytest

from newsreader.cli.main import run


class NotedDesk:
    """Notes what it is asked, then does as told."""

    def __init__(self, then: Callable[[], int] = lambda: 0) -> None:
        self.asked: list[object] = []
        self._then = then

    def run(self, folder: Path | None) -> int:
        self.asked.append(folder)
        return self._then()

    def draw(self, folder: Path, file: Path, size: tuple[int, int], *, dark: bool, query: str) -> None:
        self.asked.append((folder, file, size, dark, query))
        self._then()


@pytest.fixture(autouse=True)
def display(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("NEWSREADER_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.delenv("NEWSREADER_ARCHIVE", raising=False)


def _raises(error: Exception) -> Callable[[], int]:
    def then() -> int:
        raise error

    return then


def test_ways_to_open_the_desk(tmp_path: Path) -> None:
    desk = NotedDesk(lambda: 7)
    ways: tuple[list[str], ...] = (
        [],
        ["open"],
        ["open", str(tmp_path)],
        [str(tmp_path)],
        ["open", "--archive", str(tmp_path)],
    )
    assert [run(arguments, desk) for arguments in ways] == [7] * 5
    assert desk.asked == [None, None, tmp_path, tmp_path, tmp_path]


def test_a_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = NotedDesk()
    arguments = [
        "picture",
        "a.png",
        "--size",
        "800x600",
        "--dark",
        "--query",
        "x",
        "--archive",
        str(tmp_path),
        "--json",
    ]
    assert run(arguments, desk) == 0
    assert desk.asked == [(tmp_path, Path("a.png"), (800, 600), True, "x")]
    assert capsys.readouterr().out.strip() == '{"file": "a.png", "size": [800, 600]}'


def test_a_picture_is_not_drawn_over_other_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "archive.sqlite3"
    file.write_bytes(b"precious")
    assert run(["picture", str(file)], NotedDesk()) == 2
    assert "no PNG" in capsys.readouterr().err
    assert file.read_bytes() == b"precious"


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (ModuleNotFoundError("No module named 'PySide6'", name="PySide6"), "pip install"),
        (ImportError("libEGL.so.1: cannot open shared object file", name="PySide6.QtGui"), "libEGL.so.1"),
    ],
)
def test_what_the_desk_lacks_is_told(error: Exception, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["open"], NotedDesk(_raises(error))) == 3
    assert word in capsys.readouterr().err


def test_a_missing_module_of_ours_is_a_bug() -> None:
    missing = ModuleNotFoundError("No module named 'newsreader.desktop.nosuch'", name="newsreader.desktop.nosuch")
    assert run(["open"], NotedDesk(_raises(missing))) == 70


def test_without_a_desk(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["open"]) == 3
    assert "without the desk" in capsys.readouterr().err
