"""What dialogs have around their contents: a column with margins, and a row of buttons at its foot."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from newsreader.desktop.theme import Theme


def framed_column(dialog: QDialog, theme: Theme) -> QVBoxLayout:
    """The column a dialog puts its parts into, one below the other."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(theme.space(6), theme.space(5), theme.space(6), theme.space(5))
    column.setSpacing(theme.space(3))
    return column


def button_row(theme: Theme, left: Sequence[QWidget], right: Sequence[QWidget]) -> QHBoxLayout:
    """The buttons of a dialog: what is done beside at the left, what ends it at the right.

    Enter presses the button that was made the default one, and no other by chance.
    """
    row = QHBoxLayout()
    row.setSpacing(theme.space(2))
    for widget in left:
        row.addWidget(widget)
    row.addStretch(1)
    for widget in right:
        row.addWidget(widget)
    for widget in (*left, *right):
        if isinstance(widget, QPushButton) and not widget.isDefault():
            widget.setAutoDefault(False)
    return row


def primary_button(dialog: QDialog, words: str) -> QPushButton:
    """The button that a dialog is for; Enter presses it."""
    button = QPushButton(words, dialog)
    button.setProperty("look", "primary")
    button.setDefault(True)
    return button
