"""The small bar beside selected words: highlight, note, tag, quote."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QToolButton, QWidget

from newsreader.desktop.icons import Icons
from newsreader.desktop.theme import Theme
from newsreader.domain.annotation import COLOURS


class ColourButton(QAbstractButton):
    """A round swatch of one highlight colour."""

    def __init__(self, theme: Theme, colour: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.colour = colour
        self.setAccessibleName(f"Highlight in {colour}")
        self.setToolTip(colour.capitalize())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square for a finger."""
        return QSize(self._theme.px(26), self._theme.px(30))

    def paintEvent(self, event: QPaintEvent, /) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Draws the swatch, larger under the pointer, ringed when it is chosen or has the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(self.width() / 2, self.height() / 2)
        radius = self._theme.px(9 if self.underMouse() else 8)
        painter.setBrush(self._theme.colour(self.colour))
        painter.setPen(QPen(self._theme.colour(f"{self.colour}_dot"), 1.2))
        painter.drawEllipse(centre, radius, radius)
        if self.hasFocus() or self.isChecked():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawEllipse(centre, radius + 2.5, radius + 2.5)
        painter.end()


class SelectionBar(QFrame):
    """Stands above the selection; Tab reaches it, Escape closes it.

    Signals:
        colour_chosen: Highlight in this colour.
        note_wanted, tag_wanted, quote_wanted, page_wanted: What to do with the selected words.
    """

    colour_chosen = Signal(str)
    note_wanted = Signal()
    tag_wanted = Signal()
    quote_wanted = Signal()
    page_wanted = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName("Selected words")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 6, 3)
        row.setSpacing(2)
        for colour in COLOURS:
            swatch = ColourButton(theme, colour, self)
            swatch.clicked.connect(lambda _=False, chosen=colour: self.colour_chosen.emit(chosen))
            row.addWidget(swatch)
        row.addSpacing(theme.space(2))
        for icon, name, key, signal in (
            ("comment", "Note", "Ctrl+M", self.note_wanted),
            ("tag", "Tag the article", "Ctrl+T", self.tag_wanted),
            ("quote", "Copy quote with citation", "Ctrl+Shift+C", self.quote_wanted),
            ("newspaper", "Show on the page", "Ctrl+Shift+P", self.page_wanted),
        ):
            button = QToolButton(self)
            button.setProperty("look", "icon")
            button.setAccessibleName(name)
            button.setToolTip(f"{name} ({key})")
            icons.put(button, icon, "ink")
            button.clicked.connect(signal)
            row.addWidget(button)
        self._page_button = button
        self.offer_page(is_on=False)
        self.hide()

    def offer_page(self, *, is_on: bool) -> None:
        """Offers to show the words on their page, where one is known."""
        self._page_button.setVisible(is_on)

    def place(self, selection: QRectF, area: QRectF) -> None:
        """Shows itself above a selection, or below it when there is no room above, within an area of the parent."""
        self.adjustSize()
        x = min(max(selection.left(), area.left() + 8), area.right() - self.width() - 8)
        y = selection.top() - self.height() - 8
        if y < area.top() + 4:
            y = min(selection.bottom() + 8, area.bottom() - self.height() - 8)
        self.move(round(x), round(y))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent, /) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """A plate with a fine edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.colour("panel"))
        painter.setPen(QPen(self._theme.colour("edge"), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()
