"""The window of issues: front pages of real issues, narrowed, opened on the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from newsreader.desktop.actions import Command
from newsreader.desktop.issues_dialog import IssuesDialog
from newsreader.desktop.issues_gallery import told
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
