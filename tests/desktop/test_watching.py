"""Watched folders on the desk, with a real archive and real imports."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from newsreader.archive.archive import Archive
from newsreader.desktop.banner import Banner
from newsreader.desktop.desk import Desk
from newsreader.desktop.icons import Icons
from newsreader.desktop.import_controller import ImportController
from newsreader.desktop.jobs import Jobs
from newsreader.desktop.theme import Theme
from newsreader.desktop.watch_controller import WatchController
from newsreader.domain.profile import ImportProfile
from newsreader.services import browsing, profiles, watched_folders
from newsreader.services.session import Session

_A_MINUTE = 60_000


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(Archive.create(tmp_path / "archive"), "ann")


@pytest.fixture
def banner(qtbot: QtBot, theme: Theme, icons: Icons) -> Banner:
    made = Banner(theme, icons)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def importing(qtbot: QtBot, theme: Theme, jobs: Jobs, session: Session, banner: Banner) -> Iterator[ImportController]:
    desk, window = Desk(jobs), QWidget()
    qtbot.addWidget(window)
    desk.adopt(session)
    made = ImportController(theme, desk, window)
    made.watch(banner)
    yield made
    made.stop_watching()
    made.stop_at_once()
    desk.close()


@pytest.fixture
def watching(importing: ImportController) -> WatchController:
    assert importing.watching is not None
    return importing.watching


def test_what_is_new_in_a_watched_folder_is_imported_once(
    qtbot: QtBot, importing: ImportController, watching: WatchController, session: Session, banner: Banner,
    tmp_path: Path,
) -> None:  # fmt: skip
    profiles.save(session, ImportProfile("Globe", "The Daily Globe", "CA"))
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "a.txt").write_text("Headline\n\nThe men of the harbour stayed out.\n", encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"")
    watching.add(str(folder), "Globe")
    dialog = importing.open_watched()
    assert dialog is not None
    watching.watches[0].settle_seconds = 0.5
    qtbot.waitUntil(lambda: len(watching.watches[0].taken) == 2, timeout=_A_MINUTE)
    assert banner.text.startswith("1 file of “scans” could not be read.")
    assert "1 could not be read" in dialog.folders.index(0, 2).data()
    assert browsing.rows(session, [1])[0].paper == "The Daily Globe"
    assert importing.runner.queue.ended[0].origin == "scans"
    (watch,) = watched_folders.load(session.archive.uuid)
    assert (watch.folder.profile, watch.failed, len(watch.taken)) == ("Globe", 1, 2)
    dialog.switch.click()
    assert dialog.folders.index(0, 2).data() == "Off"
    dialog.add_folder(str(folder / "deeper"))
    assert "is watched already" in dialog.complaint.text()
    dialog.add_folder(str(tmp_path / "archive" / "pages"))
    assert "belongs to the archive" in dialog.complaint.text()
    dialog.remove.click()
    assert dialog.folders.rowCount() == 0
    assert watched_folders.load(session.archive.uuid) == []
    dialog.accept()


def test_a_folder_that_is_gone_is_told_once(
    qtbot: QtBot, watching: WatchController, banner: Banner, tmp_path: Path
) -> None:
    watching.add(str(tmp_path / "away"))
    qtbot.waitUntil(lambda: "is not there" in banner.text, timeout=_A_MINUTE)
    assert "is not there" in watching.state_of(watching.watches[0])
