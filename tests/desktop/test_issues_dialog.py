"""The window of issues: front pages of real issues, narrowed, opened on the page."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from newsreader.desktop.actions import Command
from newsreader.desktop.issues_dialog import IssuesDialog
from newsreader.desktop.issues_gallery import IssuesGallery, told
from newsreader.desktop.jobs import Jobs
from newsreader.desktop.theme import Theme
from newsreader.desktop.window import DeskWindow
from newsreader.domain.importing import ImportRequest
from newsreader.domain.issue import IssueRow
from newsreader.services.importing import import_paths
from newsreader.services.session import Session
from tests.desktop.conftest import open_desk
from tests.unit.formats import printing


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, session: Session, tmp_path: Path) -> Iterator[DeskWindow]:
    """The desk on two issues and some articles without pages."""
    folders = [printing.write_pages(tmp_path / "lamp").parent, printing.write_issue(tmp_path / "lantern").parent]
    import_paths(session, ImportRequest(tuple(map(str, folders)), {}, jobs=1))
    with open_desk(qtbot, session.archive.folder) as made:
        yield made


def _dialog(qtbot: QtBot, window: DeskWindow) -> IssuesDialog:
    window.actions_by_command[Command.ISSUES].trigger()
    dialog = window.findChild(IssuesDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.said.text() != "")
    return dialog


def _names(dialog: IssuesDialog) -> list[str]:
    model = dialog.gallery.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_issues_are_listed_narrowed_and_opened(qtbot: QtBot, window: DeskWindow) -> None:
    dialog = _dialog(qtbot, window)
    assert dialog.said.text().startswith("2 issues")
    assert [name.partition(",")[0] for name in _names(dialog)] == ["The Harbour Lantern", "The Prairie Lamp"]
    qtbot.waitUntil(lambda: len(dialog.gallery._images) == 2)
    assert all(image is not None and not image.isNull() for image in dialog.gallery._images.values())
    QTest.keyClicks(dialog.line, "lantern 1891-04")
    qtbot.waitUntil(lambda: len(_names(dialog)) == 1)
    assert _names(dialog)[0] == "The Harbour Lantern, 2 April 1891, 2 pages, 2 articles"
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.frame.reader.layer == "page")
    qtbot.waitUntil(lambda: window.pages.view.sheet is not None)
    issue = window.pages.view.issue
    assert issue is not None
    assert (issue.issue.title, window.pages.view.sequence) == ("The Harbour Lantern", 1)
    assert window.articles.article is not None
    assert window.articles.article.shown("headline") == "A NEW PIER."


def test_nothing_found_says_what_to_do(qtbot: QtBot, window: DeskWindow) -> None:
    dialog = _dialog(qtbot, window)
    QTest.keyClicks(dialog.line, "zeppelin")
    qtbot.waitUntil(lambda: dialog.said.text() == "No issue matches. Remove a word.")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.close()


def test_an_issue_in_words() -> None:
    row = IssueRow(1, "", "", "2", "", "", "mets", 1, 3)
    assert told(row) == ("(no title)", "no date, edition 2", "1 page, 3 articles")
    assert told(IssueRow(1, "Bee", "1887-03-03", "morning", "", "", "mets", 2))[1] == "3 March 1887, morning"


def test_one_window_of_issues_is_enough_and_goes_with_its_archive(
    qtbot: QtBot, window: DeskWindow, tmp_path: Path
) -> None:
    dialog = _dialog(qtbot, window)
    window.issues.open_issues()
    assert len(window.findChildren(IssuesDialog)) == 1
    with qtbot.waitSignal(dialog.finished):
        window.desk.adopt(Session.open(tmp_path / "other", create=True))
    qtbot.waitUntil(lambda: window.desk.jobs.is_idle)
    window.issues.open_issues()
    other = next(found for found in window.findChildren(IssuesDialog) if found.isVisible())
    qtbot.waitUntil(lambda: other.said.text() != "")
    assert other.said.text().startswith("No issues with pages")
    assert (other.line.isVisible(), other.gallery.isVisible()) == (False, False)
    other.close()


def test_pictures_that_come_too_late_find_nobody(qtbot: QtBot, window: DeskWindow) -> None:
    begun, go_on = Event(), Event()

    def slow(_: int) -> None:
        begun.set()
        go_on.wait(10)

    dialog = _dialog(qtbot, window)
    dialog.gallery._images.clear()
    dialog.show_issues(dialog._issues, slow)
    qtbot.waitUntil(begun.is_set)
    dialog.close()
    qtbot.waitUntil(lambda: window.findChild(IssuesDialog) is None)
    go_on.set()  # whatever arrives now and finds the window gone fails in open_desk
    qtbot.waitUntil(lambda: window.desk.jobs.is_idle)


def test_the_front_pages_are_reached_from_the_line(qtbot: QtBot, window: DeskWindow) -> None:
    dialog = _dialog(qtbot, window)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.line.hasFocus)
    QTest.keyClick(dialog.line, Qt.Key.Key_Down)
    assert dialog.gallery.hasFocus()
    dialog.close()


def test_pictures_come_for_what_is_seen_at_any_place(
    qtbot: QtBot, window: DeskWindow, theme: Theme, jobs: Jobs
) -> None:
    gallery = IssuesGallery(theme, jobs)
    qtbot.addWidget(gallery)
    gallery.resize(600, 500)
    gallery.show()
    gallery.show_issues([IssueRow(n, f"Bee {n}", "", "", "", "", "mets", 1) for n in range(1, 400)], lambda _: None)
    QApplication.processEvents()
    for place in range(3000, 3000 + gallery.visualRect(gallery.model().index(0, 0)).height() + 20, 3):
        gallery.verticalScrollBar().setValue(place)
        seen = gallery._seen()
        middle = gallery.indexAt(gallery.viewport().rect().center())
        assert 4 <= len(seen) <= 20
        assert not middle.isValid() or middle.row() + 1 in seen
