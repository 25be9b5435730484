"""The menus of the desk: the one behind the dots, and the one of the list."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from newsreader.desktop.actions import Command
from newsreader.desktop.palette import Entry

_RULED_BEFORE: Final = {
    Command.EXPORT, Command.NEW_ARCHIVE, Command.READ_AGAIN, Command.QUIT, Command.STAR, Command.TRASH,
    Command.TOLERATE_OCR, Command.SYNONYMS, Command.HISTORY, Command.CLEAR, Command.NEXT_DOUBTFUL, Command.GO_BROWSE,
    Command.NOTES, Command.TEXT_LARGER, Command.THEME_SYSTEM, Command.ABOUT,
}  # fmt: skip

_LIST_MENU: Final = (
    Command.STAR, Command.TOGGLE_READ, Command.TAG, None, Command.EXPORT, Command.READ_AGAIN, None, Command.TRASH,
    Command.RESTORE,
)  # fmt: skip


def more_menu(parent: QWidget, actions: Mapping[Command, QAction], text_actions: Iterable[QAction]) -> QMenu:
    """All commands by group, each group a menu of its own."""
    menu = QMenu(parent)
    menu.setAccessibleName("More commands")
    for group, commands in groupby(Command, key=lambda command: command.spec.group):
        below = menu.addMenu(group)
        for command in commands:
            if command in _RULED_BEFORE:
                below.addSeparator()
            below.addAction(actions[command])
        if group == "Find":
            text = menu.addMenu("Text")
            text.addActions(list(text_actions))
    return menu


def list_menu(parent: QWidget, actions: Mapping[Command, QAction]) -> QMenu:
    """What can be done to the selected articles."""
    menu = QMenu(parent)
    for command in _LIST_MENU:
        if command is None:
            menu.addSeparator()
        else:
            menu.addAction(actions[command])
    return menu


def palette_entries(actions: Mapping[Command, QAction], text_actions: Iterable[QAction]) -> list[Entry]:
    """All commands as lines of the palette."""
    entries = [
        Entry(command.spec.words, command.spec.group, action, command.spec.icon)
        for command, action in actions.items()
        if command is not Command.PALETTE
    ]
    return entries + [Entry(action.text(), "Text", action, "newspaper") for action in text_actions if action.text()]
