"""How large a dialog begins: as large as it would like to be, but no larger than what it is shown on."""

from typing import Final

from PySide6.QtWidgets import QDialog

from newsreader.desktop.paragraph import Paragraph

_FRAME_PX: Final = 48
"""For the title bar and the edges that the window system adds."""


def fit(dialog: QDialog, width: int, height: int) -> None:
    """Sizes a dialog; with large text on a small screen its buttons must still be within reach."""
    for paragraph in dialog.findChildren(Paragraph):
        # Else it would ask for the height it has when it is one word wide.
        paragraph.setMinimumHeight(1)
    room = dialog.screen().availableSize()
    if (parent := dialog.parentWidget()) is not None:
        room = room.expandedTo(parent.window().size())
    dialog.resize(min(width, room.width() - _FRAME_PX), min(height, room.height() - _FRAME_PX))
