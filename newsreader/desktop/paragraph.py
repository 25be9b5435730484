"""Text that wraps to whatever width there is, and a link that gives way."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from newsreader.desktop.labels import Label
from newsreader.desktop.theme import Theme, Type


class Paragraph(Label):
    """Plain text in as many lines as it takes; asks for no width of its own."""

    def __init__(
        self, theme: Theme, text: str = "", role: Type = Type.BODY, colour: str = "ink", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, text, role, colour, parent)
        self.setWordWrap(True)
        self.setMinimumWidth(1)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        # Within a button a label would take the colour of the button's text.
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class TextLink(QAbstractButton):
    """A line of text that does something; what does not fit is cut."""

    def __init__(self, theme: Theme, text: str, name: str, parent: QWidget, role: Type = Type.SMALL) -> None:
        super().__init__(parent)
        self._theme = theme
        self._role = role
        self.setText(text)
        self.setAccessibleName(name or text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All of the text."""
        metrics = self._theme.metrics(self._role)
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Next to nothing in width."""
        return QSize(self._theme.space(8), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent, /) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Draws the text, underlined under the pointer."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self._theme.metrics(self._role)
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setFont(self._theme.font(self._role))
        painter.setPen(self._theme.colour("accent" if self.isEnabled() else "faint"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        if self.underMouse():
            low = (self.height() + metrics.ascent()) // 2 + 1
            painter.drawLine(0, low, metrics.horizontalAdvance(shown), low)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("accent"), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)
        painter.end()
