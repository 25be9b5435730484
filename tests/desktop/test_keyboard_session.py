"""A librarian's session with the keyboard alone: keys go to whatever has the focus, and to nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from newsreader.desktop import picture
from newsreader.desktop.app import make_window
from newsreader.desktop.theme import Mode
from newsreader.domain.article import Article
from newsreader.domain.importing import ImportRequest
from newsreader.services import importing, reading
from newsreader.services.session import Session

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
TEXTS = {
    "a": "Paper: Halifax Ledger\nDate: 1919-05-14\nHeadline: Harbour men vote\n\nThe harbour strike goes on today.",
    "b": "Paper: Halifax Ledger\nDate: 1919-05-15\nHeadline: Coal stands idle\n\nThe harbour strike stops the coal.",
    "c": "Paper: Cape Breton Star\nDate: 1920-01-02\nHeadline: Ice closes the strait\n\nThe ferry lies fast in ice.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, text in TEXTS.items():
        (texts / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    with Session.open(tmp_path / "archive", create=True) as session:
        assert importing.import_paths(session, ImportRequest((str(texts),), jobs=1)).added == len(TEXTS)
    return tmp_path / "archive"


class Keyboard:
    """A window and the keys pressed in it."""

    def __init__(self, folder: Path) -> None:
        self.window = make_window(Mode.LIGHT)
        self.window.show()
        self.window.activateWindow()
        self.window.desk.jobs.crashed.connect(lambda error: pytest.fail(repr(error)))
        self.window.desk.open_archive(folder)
        self.settle()

    def settle(self) -> None:
        picture.settle(self.window, 20_000)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
        self.settle()

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)

    @property
    def focus_name(self) -> str:
        focus = QApplication.focusWidget()
        return focus.accessibleName() if focus is not None else ""

    @property
    def article(self) -> Article:
        found = self.window.frame.reader.article
        assert found is not None
        return found


@pytest.fixture
def keyboard(qtbot: QtBot, folder: Path) -> Iterator[Keyboard]:
    made = Keyboard(folder)
    yield made
    made.window.close()
    made.window.deleteLater()


def test_search_open_tag_note_edit_undo_close_and_all_is_there(keyboard: Keyboard, folder: Path) -> None:
    keyboard.press(Key.Key_L, CONTROL)
    keyboard.type("harbour strike")
    keyboard.press(Key.Key_Return)
    keyboard.press(Key.Key_2, ALT)
    keyboard.press(Key.Key_Home)
    keyboard.press(Key.Key_Down)
    article = keyboard.article
    assert "strike" in article.clean

    keyboard.press(Key.Key_T, CONTROL)
    keyboard.type("labour/docks")
    keyboard.press(Key.Key_Return)
    keyboard.press(Key.Key_Escape)
    assert keyboard.article.tags == ("labour/docks",)

    keyboard.press(Key.Key_M, CONTROL | SHIFT)
    keyboard.type("Compare the Star.")
    keyboard.press(Key.Key_Return, CONTROL)
    assert [note.note for note in keyboard.article.annotations] == ["Compare the Star."]

    keyboard.press(Key.Key_4, ALT)
    for _ in range(30):
        if keyboard.focus_name.startswith("Paper"):
            break
        keyboard.press(Key.Key_Down)
    keyboard.press(Key.Key_E)
    keyboard.press(Key.Key_A, CONTROL)
    keyboard.type("Halifax Evening Ledger")
    keyboard.press(Key.Key_Return)
    assert keyboard.article.shown("paper") == "Halifax Evening Ledger"

    keyboard.press(Key.Key_Z, CONTROL)
    assert keyboard.article.shown("paper") == "Halifax Ledger"
    keyboard.press(Key.Key_Z, CONTROL | SHIFT)
    assert keyboard.article.shown("paper") == "Halifax Evening Ledger"

    keyboard.press(Key.Key_Q, CONTROL)
    assert not keyboard.window.isVisible()

    again = Keyboard(folder)
    assert again.article.id == article.id, "it comes back to what was read last"
    assert again.article.tags == ("labour/docks",)
    assert [note.note for note in again.article.annotations] == ["Compare the Star."]
    assert again.article.shown("paper") == "Halifax Evening Ledger"
    again.press(Key.Key_Q, CONTROL)
    again.window.deleteLater()
    with Session.open(folder) as session:
        assert reading.article(session, article.id).confirmed["paper"].value == "Halifax Evening Ledger"
