"""Small drawn buttons of the record: a dashed pill that adds something, a tag with its colour."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from newsreader.desktop.icons import Icons
from newsreader.desktop.theme import Theme, Type
from newsreader.domain.annotation import COLOURS


class AddPill(QAbstractButton):
    """A dashed pill: "+ tag"."""

    def __init__(self, theme: Theme, text: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText(text)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its words."""
        width = self._theme.metrics(Type.SMALL).horizontalAdvance(self.text())
        return QSize(width + self._theme.space(5), self._theme.px(22))

    def paintEvent(self, event: QPaintEvent, /) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Draws it."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.colour("accent"), 1.5) if self.hasFocus() else QPen(theme.colour("edge"), 1)
        if not self.hasFocus():
            pen.setDashPattern([3.0, 2.5])
        painter.setPen(pen)
        painter.setBrush(theme.colour("hover") if self.underMouse() else Qt.BrushStyle.NoBrush)
        radius = self.height() / 2 - 1
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
        painter.setFont(theme.font(Type.SMALL))
        painter.setPen(theme.colour("muted"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


class TagChip(QWidget):
    """A tag in its colour; × or Delete takes it off the article, Enter shows all articles with it.

    Signals:
        removed: Take it off.
        opened: Show all articles with it.
    """

    removed = Signal()
    opened = Signal()

    def __init__(self, theme: Theme, icons: Icons, tag: str, colour: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        self.tag = tag
        self._colour = colour if colour in COLOURS else "selected"
        self._shown = " / ".join(tag.split("/"))
        self.setAccessibleName(f"Tag {self._shown}. Delete takes it off.")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMouseTracking(True)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def _cross(self) -> QRectF:
        size = self._theme.px(18)
        return QRectF(self.width() - size - self._theme.space(1), (self.height() - size) / 2, size, size)

    def _text(self) -> str:
        metrics, room = self._theme.metrics(Type.SMALL_STRONG), self._theme.px(210)
        return metrics.elidedText(self._shown, Qt.TextElideMode.ElideMiddle, room)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its words."""
        width = self._theme.metrics(Type.SMALL_STRONG).horizontalAdvance(self._text())
        return QSize(width + self._theme.space(3.5) + self._theme.px(18), self._theme.px(22))

    def paintEvent(self, event: QPaintEvent, /) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Draws it."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour(self._colour))
        painter.setPen(QPen(theme.colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        radius = self.height() / 2 - 1
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        painter.setFont(theme.font(Type.SMALL_STRONG))
        painter.setPen(theme.colour("ink"))
        left = QRectF(self.rect()).adjusted(theme.space(2.5), 0, 0, 0)
        painter.drawText(left, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self._text())
        cross, size = self._cross(), theme.px(10)
        active = self.underMouse() and cross.contains(QPointF(self.mapFromGlobal(self.cursor().pos())))
        pixmap = self._icons.pixmap("close", size, "ink" if active else "muted", self.devicePixelRatioF())
        painter.drawPixmap(cross.center() - QPointF(size / 2, size / 2), pixmap)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:  # noqa: N802 - Qt's name
        """The cross takes it off, the word opens it."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            (self.removed if self._cross().contains(event.position()) else self.opened).emit()

    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:  # noqa: N802 - Qt's name
        """The cross shows when it is meant."""
        super().mouseMoveEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:  # noqa: N802 - Qt's name
        """Delete takes it off, Enter opens it."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent, /) -> None:  # noqa: N802 - Qt's name
        """Calms down."""
        super().leaveEvent(event)
        self.update()
