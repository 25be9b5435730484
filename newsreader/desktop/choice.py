"""A choice of one of several, with its arrow."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QWidget

from newsreader.desktop.icons import draw
from newsreader.desktop.theme import Theme


class Choice(QComboBox):
    """A choice that can be told from a line to type in: the style sheet leaves out the arrow."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draws the arrow over the rest."""
        super().paintEvent(event)
        size = self._theme.px(14)
        arrow = draw("chevron-down", size, self._theme.colour("muted"), self.devicePixelRatioF())
        painter = QPainter(self)
        painter.drawPixmap(self.width() - size - self._theme.space(2), (self.height() - size) // 2, arrow)
        painter.end()
