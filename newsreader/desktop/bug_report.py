"""What the desk shows when it meets a bug of its own: an apology and a report to copy."""

import platform
import traceback
from types import TracebackType

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from newsreader import __version__
from newsreader.desktop.dialog_size import fit
from newsreader.desktop.labels import Label
from newsreader.desktop.theme import Theme, Type


def report(error: BaseException, trace: TracebackType | None = None) -> str:
    """Version, platform and traceback, to be sent to whoever mends it. Holds no text of any article."""
    lines = traceback.format_exception(type(error), error, trace or error.__traceback__)
    about = (
        f"newsreader {__version__}, Python {platform.python_version()}, Qt {qVersion()}\n"
        f"{platform.platform()}, {QGuiApplication.platformName() or 'no screen'}\n\n"
    )
    return about + "".join(lines)


class BugDialog(QDialog):
    """Shows a report; nothing is sent anywhere."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Something went wrong in newsreader")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        said = Label(
            theme,
            "This is a fault of the program, not yours. Your archive is safe: each change is either kept whole or not "
            "made. You can go on working. To have it mended, copy this report and send it to the developers.",
            Type.BODY,
            "muted",
        )
        said.setWordWrap(True)
        self.text = QPlainTextEdit(text, self)
        self.text.setReadOnly(True)
        self.text.setFont(theme.font(Type.RAW))
        self.text.setAccessibleName("Report")
        copy = QPushButton("Copy the report", self)
        copy.setProperty("look", "primary")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        close = QPushButton("Go on", self)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.space(6), theme.space(5), theme.space(6), theme.space(5))
        layout.setSpacing(theme.space(3))
        layout.addWidget(Label(theme, "Something went wrong in newsreader", Type.TITLE))
        layout.addWidget(said)
        layout.addWidget(self.text, 1)
        layout.addLayout(buttons)
        fit(self, theme.px(640), theme.px(420))
