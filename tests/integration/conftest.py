"""The installed command, and articles to give it."""

from pathlib import Path

import pytest

from tests.integration.command import Newsreader, article_text


@pytest.fixture
def newsreader(tmp_path: Path) -> Newsreader:
    """The command with an archive that does not exist yet."""
    return Newsreader(tmp_path / "home", tmp_path / "archive")


@pytest.fixture
def clippings(tmp_path: Path) -> Path:
    """A folder of twelve articles."""
    folder = tmp_path / "clippings"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(article_text(number), encoding="utf-8")
    return folder
