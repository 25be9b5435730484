"""What is said above a page whose picture is not as it should be, and what to do about it."""

from pathlib import PurePath
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from newsreader.desktop.icons import Icons
from newsreader.desktop.labels import Label
from newsreader.desktop.theme import Theme, Type
from newsreader.errors import NewsreaderError
from newsreader.services.page_images import PictureMissing
from newsreader.services.page_reading import OpenPage

_FROM_WORDS: Final = "The page is drawn from its words."
_LONGEST_NAME: Final = 44


class PageNotice(QWidget):
    """A few lines above the page; closed by its button.

    Signals:
        find_wanted: The reader wants to say where the picture is now.
    """

    find_wanted = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        self._is_warning = True
        self.setProperty("pane", "notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = QLabel(self)
        self._what = Label(theme, "", Type.SMALL_STRONG, parent=self)
        self._remedy = Label(theme, "", Type.SMALL, "muted", self)
        for label in (self._what, self._remedy):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.find_button = QPushButton("Find it…", self)
        self.find_button.setProperty("small", "true")
        self.find_button.setAccessibleName("Find the picture of this page")
        self.find_button.clicked.connect(self.find_wanted)
        self.close_button = QToolButton(self)
        self.close_button.setProperty("look", "icon")
        self.close_button.setProperty("small", "true")
        self.close_button.setAccessibleName("Close the notice")
        icons.put(self.close_button, "close", "muted")
        self.close_button.clicked.connect(self.hide)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._what)
        words.addWidget(self._remedy)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(4), theme.space(1.5), theme.space(2), theme.space(1.5))
        row.setSpacing(theme.space(2.5))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.find_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        theme.changed.connect(self._draw)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; "" while it is hidden."""
        return f"{self._what.text()} {self._remedy.text()}".strip() if not self.isHidden() else ""

    def say(
        self, what: str, remedy: str = "", *, path: str = "", can_find: bool = False, is_warning: bool = True
    ) -> None:
        """Says what is the matter.

        Args:
            what: One sentence; `{}` in it stands for the file.
            remedy: What is done or can be done about it.
            path: The file, which is shown short, and in full as a tip.
            can_find: Whether the reader can say where the file is.
            is_warning: Something is wrong, not just so.
        """
        self._is_warning = is_warning
        full = what.replace("{}", path)
        self._what.setText(what.replace("{}", _short(path)))
        self._what.setToolTip(full if path else "")
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self.find_button.setVisible(can_find)
        self.setAccessibleName(f"{full} {remedy}".strip())
        self._draw()
        self.show()

    def show_state(self, page: OpenPage) -> None:
        """Says what is wrong with the picture or the words of a page, as far as the archive knows."""
        image = page.row.image
        rest = _FROM_WORDS if page.printed is not None else "Its words are missing too."
        if image is None:
            self.say("There is no picture of this page.", rest, is_warning=False)
        elif image.state == "moved" and image.sha256:
            self.say("The picture of this page is not at {} any more.", rest, path=image.path, can_find=True)
        elif image.state == "moved":
            self.say("The picture of this page was not found at {}.", rest, path=image.path, can_find=True)
        elif image.state == "changed":
            self.say(
                "The picture at {} is not the one that was imported.",
                "Words and boxes may not fit it.",
                path=image.path,
                can_find=True,
            )
        elif page.printed is None:
            why = f"Page {page.row.sequence} {page.row.problem}." if page.row.problem else ""
            self.say("The words of this page are missing.", why, is_warning=False)
        else:
            self.hide()

    def show_failure(self, error: NewsreaderError, path: str) -> None:
        """Says why a picture cannot be shown."""
        what = f"{error.message}.".replace(path, "{}") if path else f"{error.message}."
        if isinstance(error, PictureMissing):
            self.say(what, _FROM_WORDS, path=path, can_find=True)
        else:
            remedy = error.remedy if error.remedy.endswith(".") or not error.remedy else f"{error.remedy}."
            self.say(what, f"{remedy} {_FROM_WORDS}".strip(), path=path)

    def _draw(self) -> None:
        size, token = self._theme.px(16), "danger" if self._is_warning else "muted"
        name = "warning" if self._is_warning else "info"
        self._icon.setPixmap(self._icons.pixmap(name, size, token, self.devicePixelRatioF()))


def _short(path: str) -> str:
    """The end of a path: its name with the folder it is in, as far as there is room."""
    parts = PurePath(path).parts[-2:]
    shown = "/".join(part.strip("/\\") for part in parts)
    shown = shown if len(shown) <= _LONGEST_NAME else parts[-1][-_LONGEST_NAME:]
    return f"…/{shown}" if shown and len(shown) < len(path) else path
