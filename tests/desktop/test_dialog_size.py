"""Dialogs stay within what they are shown on, and the buttons at their end within reach."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from newsreader.desktop.export_dialog import ExportDialog
from newsreader.desktop.notes_dialog import NotesDialog
from newsreader.desktop.theme import Theme


@pytest.fixture
def parent(qtbot: QtBot, qapp: QApplication) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    return window


@pytest.mark.parametrize("scale", [80, 100, 150, 200])
def test_the_export_dialog_is_no_taller_than_what_it_says(parent: QWidget, theme: Theme, scale: int) -> None:
    theme.set_text_scale(scale)
    dialog = ExportDialog(theme, 58, "All words: harbour (212) · strike (61) · papers from Canada", parent)
    dialog.show()
    save = next(button for button in dialog.findChildren(QPushButton) if button.isDefault())
    assert dialog.rect().contains(save.geometry())
    last = max(choice.geometry().bottom() for choice in dialog.choices.values())
    assert save.y() - last < theme.px(100)


def test_large_text_makes_no_dialog_larger_than_the_screen(parent: QWidget, theme: Theme) -> None:
    theme.set_text_scale(200)
    dialog = NotesDialog(theme, parent)
    room = dialog.screen().availableSize().expandedTo(parent.size())
    assert dialog.height() < room.height()
    assert dialog.width() < room.width()
