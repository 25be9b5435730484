import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from newsreader import resources
from newsreader.archive.archive import Archive
from newsreader.desktop.app import make_application, make_window
from newsreader.desktop.icons import Icons
from newsreader.desktop.jobs import Jobs
from newsreader.desktop.theme import Mode, Theme
from newsreader.desktop.window import DeskWindow
from newsreader.formats.reader import read
from newsreader.services.session import Session
from newsreader.text.prepare import prepare


@pytest.fixture(autouse=True)
def _own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings, archives or indexes of whoever runs it."""
    for name in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"NEWSREADER_{name}_DIR", str(tmp_path / name.lower()))


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    qapp.setStyle("Fusion")
    made = Theme(Mode.LIGHT)
    yield made
    made.deleteLater()


@pytest.fixture
def icons(theme: Theme) -> Icons:
    return Icons(theme)


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """An archive of twelve articles of the sample, read, prepared and stored by the real thing."""
    files = sorted(resources.path("sample", "articles", "halifax-ledger").glob("*.txt"))[:12]
    sources = [source for file in files for source in read(file)]
    archive = Archive.create(tmp_path / "archive", "Test")
    originals = {source.sha256: file.read_bytes() for source, file in zip(sources, files, strict=True)}
    archive.articles.add_many([prepare(source) for source in sources], originals, "newsreader test", "ann")
    made = Session(archive, "ann")
    yield made
    made.close()


@contextmanager
def open_desk(qtbot: QtBot, folder: Path) -> Iterator[DeskWindow]:
    """The whole window on an archive, at rest; whatever fails in a lane fails the test."""
    make_application()
    window = make_window(Mode.LIGHT)
    window.resize(1366, 900)
    window.show()
    window.desk.jobs.crashed.connect(lambda error: pytest.fail(repr(error)))
    window.desk.adopt(Session(Archive.open(folder), "ann"))
    qtbot.waitUntil(lambda: window.desk.jobs.is_idle, timeout=30_000)
    yield window
    qtbot.waitUntil(lambda: window.desk.jobs.is_idle, timeout=30_000)
    window.close()
    window.deleteLater()
