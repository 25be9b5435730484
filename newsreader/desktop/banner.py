"""A line across the desk that says what went wrong and what to do about it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from newsreader.desktop.icons import Icons
from newsreader.desktop.labels import Label
from newsreader.desktop.theme import Theme, Type
from newsreader.errors import NewsreaderError


class Banner(QWidget):
    """Hidden until there is something to say; closed by its button."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        self._icon_name = "warning"
        self.setProperty("pane", "notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = QLabel(self)
        self._what = Label(theme, "", Type.STRONG, parent=self)
        self._remedy = Label(theme, "", Type.BODY, "muted", self)
        self._remedy.setWordWrap(True)
        self._remedy.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.close_button = QToolButton(self)
        self.close_button.setProperty("look", "icon")
        self.close_button.setAccessibleName("Close the notice")
        icons.put(self.close_button, "close", "muted")
        self.close_button.clicked.connect(self.hide)
        self.action_button = QPushButton(self)
        self.action_button.clicked.connect(self._on_action)
        self._act: Callable[[], object] | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.space(4), theme.space(1), theme.space(3), theme.space(1))
        layout.setSpacing(theme.space(2.5))
        layout.addWidget(self._icon)
        layout.addWidget(self._what)
        layout.addWidget(self._remedy, 1)
        layout.addWidget(self.action_button)
        layout.addWidget(self.close_button)
        theme.changed.connect(self._draw)
        self.hide()

    def show_error(self, error: NewsreaderError) -> None:
        """Shows a known error with its remedy."""
        self.say(f"{error.message}.", error.remedy)

    def say(
        self,
        what: str,
        remedy: str = "",
        icon: str = "warning",
        action: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Shows a sentence and what to do.

        Args:
            what: What happened.
            remedy: What to do.
            icon: Name of the icon; `warning` is for what went wrong.
            action: A button: its words and what it does.
        """
        self.action_button.setVisible(action is not None)
        self._act = action[1] if action is not None else None
        self.action_button.setText(action[0] if action is not None else "")
        self._icon_name = icon
        self._what.setText(what)
        self._remedy.setText(remedy)
        self.setAccessibleName(f"{what} {remedy}".strip())
        self._draw()
        self.show()

    def _on_action(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()

    @property
    def text(self) -> str:
        """What it says."""
        return f"{self._what.text()} {self._remedy.text()}".strip()

    def _draw(self) -> None:
        size = self._theme.px(18)
        token = "danger" if self._icon_name == "warning" else "muted"
        self._icon.setPixmap(self._icons.pixmap(self._icon_name, size, token, self.devicePixelRatioF()))
