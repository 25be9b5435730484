"""A control of two or more segments of which one is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from newsreader.desktop.theme import RADIUS_PX, Theme, Type


class _Segment(QAbstractButton):
    """One segment; draws itself so that the row has one outline."""

    def __init__(self, theme: Theme, text: str, place: int, of: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_first, self._is_last = place == 0, place == of - 1
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Text with room around it."""
        metrics = self._theme.metrics(Type.MEDIUM)
        return QSize(metrics.horizontalAdvance(self.text()) + self._theme.px(28), self._theme.px(30))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Text with little room around it: never less than all of its letters."""
        metrics = self._theme.metrics(Type.MEDIUM)
        return QSize(metrics.horizontalAdvance(self.text()) + self._theme.px(6), self._theme.px(30))

    def paintEvent(self, event: QPaintEvent, /) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Draws the ground, the outline shared with its neighbours, the text and the focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, radius = self._theme, RADIUS_PX + 1
        # Neighbours share their line: each but the first begins half outside.
        area = QRectF(self.rect()).adjusted(0.5 if self._is_first else -0.5, 0.5, -0.5, -0.5)
        whole = area.adjusted(0 if self._is_first else -20, 0, 0 if self._is_last else 20, 0)
        path = QPainterPath()
        path.addRoundedRect(whole, radius, radius)
        painter.save()
        painter.setClipRect(area.adjusted(-0.5, -0.5, 0.5, 0.5))
        ground = "selected" if self.isChecked() else "hover" if self.underMouse() else "field"
        painter.fillPath(path, theme.colour(ground))
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.drawPath(path)
        if not self._is_last:
            painter.drawLine(area.topRight(), area.bottomRight())
        painter.restore()
        painter.setFont(theme.font(Type.MEDIUM))
        painter.setPen(theme.colour("accent_strong" if self.isChecked() else "ink" if self.isEnabled() else "faint"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), radius - 2, radius - 2)
        painter.end()


class Segments(QWidget):
    """A row of segments.

    Signals:
        chosen: Key of the segment a person chose.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, choices: Sequence[tuple[str, str, str]], parent: QWidget) -> None:
        """Makes the row.

        Args:
            theme: The look.
            name: What is chosen, for screen readers.
            choices: Key, text and tool tip of each segment.
            parent: The widget it stands in.
        """
        super().__init__(parent)
        self.setAccessibleName(name)
        self._buttons: dict[str, _Segment] = {}
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (key, text, tip) in enumerate(choices):
            button = _Segment(theme, text, place, len(choices), self)
            button.setAccessibleName(f"{name}: {text}")
            button.setToolTip(tip)
            button.clicked.connect(lambda _=False, chosen=key: self.chosen.emit(chosen))
            group.addButton(button)
            row.addWidget(button)
            self._buttons[key] = button
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def choose(self, key: str) -> None:
        """Shows a segment as chosen, without a signal."""
        self._buttons[key].setChecked(True)

    def set_text(self, key: str, text: str) -> None:
        """Writes something else on a segment."""
        button = self._buttons[key]
        if button.text() != text:
            button.setText(text)
            button.setAccessibleName(f"{self.accessibleName()}: {text}")
            button.updateGeometry()

    def offer(self, key: str, *, is_on: bool, tip: str) -> None:
        """Lets a segment be chosen or not; the tip says why not."""
        self._buttons[key].setEnabled(is_on)
        self._buttons[key].setToolTip(tip)

    @property
    def current(self) -> str:
        """Key of the chosen segment."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")
