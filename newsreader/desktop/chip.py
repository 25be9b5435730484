"""A chip of the explain line: what a clause asks for, how much it finds, and × to take it out."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from newsreader.desktop.figures import counted, grouped
from newsreader.desktop.icons import Icons
from newsreader.desktop.theme import Theme, Type


class Chip(QWidget):
    """A rounded word with a number. Click, Delete or Enter takes it out.

    Signals:
        removed: It is to be taken out.
    """

    removed = Signal()

    def __init__(
        self,
        theme: Theme,
        icons: Icons,
        value: str,
        hits: int | None = None,
        *,
        spoken: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        self._value = value
        self._count = "" if hits is None else grouped(hits)
        self._is_hovered = False
        said = spoken or value
        found = "" if hits is None else f", {counted(hits, 'article', 'articles')}"
        self.setAccessibleName(f"{said}{found}. Delete takes it out.")
        self.setToolTip(f"Take out “{said}”")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its words."""
        theme = self._theme
        width = theme.metrics(Type.MEDIUM).horizontalAdvance(self._shown_value()) + theme.space(5)
        if self._count:
            width += theme.metrics(Type.BODY).horizontalAdvance(self._count) + theme.space(2)
        width += theme.px(10) + theme.space(1.5)
        return QSize(width, theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """Draws it."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("selected"))
        radius = self.height() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        x = theme.space(2.5)
        painter.setFont(theme.font(Type.MEDIUM))
        painter.setPen(theme.colour("accent_strong"))
        value = self._shown_value()
        painter.drawText(QRectF(x, 0, self.width(), self.height()), flags, value)
        x += theme.metrics(Type.MEDIUM).horizontalAdvance(value)
        if self._count:
            x += theme.space(2)
            painter.setFont(theme.font(Type.BODY))
            painter.setPen(theme.colour("muted"))
            painter.drawText(QRectF(x, 0, self.width(), self.height()), flags, self._count)
        size = theme.px(11)
        at = QPointF(self.width() - size - theme.space(2), (self.height() - size) / 2)
        token = "accent_strong" if self._is_hovered or self.hasFocus() else "muted"
        painter.drawPixmap(at, self._icons.pixmap("close", size, token, self.devicePixelRatioF()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Takes it out."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.removed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Takes it out."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Space):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Shows that it can be clicked."""
        self._is_hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Calms down."""
        self._is_hovered = False
        self.update()
        super().leaveEvent(event)

    def _shown_value(self) -> str:
        room = self._theme.px(260)
        return self._theme.metrics(Type.MEDIUM).elidedText(self._value, Qt.TextElideMode.ElideRight, room)
