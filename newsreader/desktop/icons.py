"""The project's own line icons as QIcon: recoloured for the theme, sharp on every screen.

The drawings are `resources/icons/*.svg` on a grid of 24 with a stroke of 1.75 in `currentColor`.
"""

from collections.abc import Callable
from functools import cache
from typing import Protocol

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton
from shiboken6 import isValid

from newsreader import resources
from newsreader.desktop.theme import Theme

_SIZES_PX = (16, 32)
_BUTTON_PX = 16
_RATIOS = (1, 2)


class HasIcon(Protocol):
    """A button or an action."""

    def setIcon(self, icon: QIcon, /) -> None:  # noqa: N802 - Qt's name
        """Shows the icon."""


@cache
def _drawing(name: str) -> str:
    return resources.text("icons", f"{name}.svg")


def names() -> list[str]:
    """All icons there are, without the window's own."""
    found = (path.stem for path in resources.path("icons").glob("*.svg"))
    return sorted(name for name in found if not name.startswith(("app", "empty")))


def draw(name: str, size: int, colour: QColor, ratio: float = 1.0) -> QPixmap:
    """One icon in one colour.

    Args:
        name: File name without `.svg`.
        size: Width and height in device-independent pixels.
        colour: What `currentColor` stands for.
        ratio: Device pixels to one of these.
    """
    drawing = _drawing(name).replace("currentColor", colour.name())
    pixels = max(1, round(size * ratio))
    pixmap = QPixmap(QSize(pixels, pixels))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(colour.alphaF())
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


class Icons(QObject):
    """Icons in the colours of a theme; what got one from `put` follows the theme by itself."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent or theme)
        self._theme = theme
        self._icons: dict[tuple[str, str, str], QIcon] = {}
        self._pixmaps: dict[tuple[str, int, str, float], QPixmap] = {}

    def icon(self, name: str, token: str = "muted", *, is_switch: bool = False) -> QIcon:  # noqa: S107 - a colour
        """The icon in the colour of a token; in the accent when switched on. Qt pales it when disabled."""
        key = (name, f"{token} switch" if is_switch else token, self._theme.tokens.name)
        if key not in self._icons:
            icon = QIcon()
            colours = {QIcon.State.Off: self._theme.colour(token)}
            if is_switch:
                colours[QIcon.State.On] = self._theme.colour("accent_strong")
            for state, colour in colours.items():
                for size in _SIZES_PX:
                    for ratio in _RATIOS:
                        icon.addPixmap(draw(name, size, colour, ratio), QIcon.Mode.Normal, state)
            self._icons[key] = icon
        return self._icons[key]

    def pixmap(self, name: str, size: int, token: str = "muted", ratio: float = 1.0) -> QPixmap:  # noqa: S107
        """One icon for a painter, kept for the next time."""
        colour = self._theme.tokens.__getattribute__(token)
        key = (name, size, colour, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = draw(name, size, QColor(colour), ratio)
        return self._pixmaps[key]

    def put(self, target: HasIcon, name: str, token: str = "muted") -> None:  # noqa: S107
        """Gives a button or an action its icon, now and whenever the theme changes."""
        refresh = self._refresher(target, name, token)
        refresh()
        self._theme.changed.connect(refresh)
        if isinstance(target, QObject):  # what is gone need not be refreshed
            target.destroyed.connect(lambda: self._theme.changed.disconnect(refresh))

    def _refresher(self, target: HasIcon, name: str, token: str) -> Callable[[], None]:
        def refresh() -> None:
            if isValid(target):
                is_switch = isinstance(target, QAbstractButton | QAction) and target.isCheckable()
                target.setIcon(self.icon(name, token, is_switch=is_switch))
                if isinstance(target, QAbstractButton):
                    target.setIconSize(QSize(self._theme.px(_BUTTON_PX), self._theme.px(_BUTTON_PX)))

        return refresh


def window_icon() -> QIcon:
    """The mark of the program for windows, task bars and docks."""
    icon = QIcon()
    for path in sorted(resources.path("icons", "app").glob("app-*.png")):
        icon.addFile(str(path))
    if icon.isNull() and QGuiApplication.instance() is not None:
        icon = QIcon(str(resources.path("icons", "app", "app.svg")))
    return icon
