"""What a pane says when there is nothing to show: a drawing, one line, a paragraph, and what to do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from newsreader.desktop.icons import Icons
from newsreader.desktop.labels import Label
from newsreader.desktop.theme import Theme, Type

_DRAWING_PX = 120
_WIDTH_PX = 400
_LONGEST_PX = 250


@dataclass(frozen=True, slots=True)
class Offer:
    """A button of an empty state."""

    words: str
    do: Callable[[], object]
    icon: str = ""
    is_first: bool = False


class EmptyState(QWidget):
    """Sits in the middle of a pane."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        self._drawing = ""
        self._picture = QLabel(self)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = Label(theme, "", Type.TITLE, parent=self)
        self._text = Label(theme, "", Type.BODY, "muted", self)
        for label in (self._title, self._text):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.space(2))
        self._links = QVBoxLayout()
        self._links.setSpacing(theme.space(1))
        column = QVBoxLayout()
        column.setSpacing(theme.space(2))
        column.addStretch(2)
        for widget in (self._picture, self._title, self._text):
            column.addWidget(widget)
        column.addSpacing(theme.space(3))
        column.addLayout(self._buttons)
        column.addLayout(self._links)
        column.addStretch(3)
        inner = QWidget(self)
        inner.setLayout(column)
        inner.setMaximumWidth(theme.px(_WIDTH_PX))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(theme.space(5), theme.space(5), theme.space(5), theme.space(5))
        outer.addStretch(1)
        outer.addWidget(inner, 100)
        outer.addStretch(1)
        theme.changed.connect(self._draw)

    def say(
        self, title: str, text: str = "", drawing: str = "", offers: Sequence[Offer] = (), links: Sequence[Offer] = ()
    ) -> None:
        """Sets what it says.

        Args:
            title: One line.
            text: What it means and what to do.
            drawing: Name of a drawing among the icons (`empty-…`), or "".
            offers: Buttons beside each other.
            links: Quieter ones below each other.
        """
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._drawing = drawing
        self._draw()
        for layout in (self._buttons, self._links):
            while (item := layout.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()
        if offers:
            self._buttons.addStretch(1)
        for offer in offers:
            self._buttons.addWidget(self._button(offer, "primary" if offer.is_first else ""))
        if offers:
            self._buttons.addStretch(1)
        for link in links:
            self._links.addWidget(self._button(link, "link"), 0, Qt.AlignmentFlag.AlignHCenter)

    def _button(self, offer: Offer, look: str) -> QPushButton:
        room = self._theme.px(_LONGEST_PX)
        shown = self._theme.metrics(Type.MEDIUM).elidedText(offer.words, Qt.TextElideMode.ElideMiddle, room)
        button = QPushButton(shown, self)
        button.setToolTip(offer.words if shown != offer.words else "")
        if look:
            button.setProperty("look", look)
        button.setAccessibleName(offer.words)
        if offer.icon:
            self._icons.put(button, offer.icon, "on_accent" if look == "primary" else "muted")
        button.clicked.connect(lambda: offer.do())
        return button

    def _draw(self) -> None:
        self._picture.setVisible(bool(self._drawing))
        if self._drawing:
            ratio = self.devicePixelRatioF()
            self._picture.setPixmap(self._icons.pixmap(self._drawing, self._theme.px(_DRAWING_PX), "faint", ratio))
