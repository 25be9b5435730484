"""The look of the desk at run time: which colours, which fonts, how large.

There is one `Theme` a window. It is handed to every widget's constructor; a widget reads colours, fonts and sizes from
it and nowhere else, and repaints when `changed` says so:

    theme.changed.connect(self._on_theme_changed)
    painter.setPen(theme.colour("muted"))
    label.setFont(theme.font(Type.LABEL))
    layout.setSpacing(theme.space(2))
"""

from enum import Enum, StrEnum
from functools import cache
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from newsreader.desktop import stylesheet
from newsreader.desktop.tokens import APPEARANCES, DARK, LIGHT, Tokens

SANS: Final = (
    "Inter", "Segoe UI Variable Text", "Segoe UI", ".AppleSystemUIFont", "SF Pro Text", "Cantarell", "Noto Sans",
    "DejaVu Sans",
)  # fmt: skip
SERIF: Final = (
    "Source Serif 4", "Noto Serif", "Charter", "Iowan Old Style", "Georgia", "Cambria", "DejaVu Serif",
)  # fmt: skip
MONO: Final = ("Cascadia Mono", "SF Mono", "Menlo", "Noto Sans Mono", "DejaVu Sans Mono")

SCALES: Final = (80, 90, 100, 110, 125, 150, 175, 200)
"""Text scales the commands step through, in percent."""

SPACE_PX: Final = 4
RADIUS_PX: Final = 6
LINE_HEIGHT: Final = 1.68
"""Of the text of an article."""
COLUMN_PX: Final = 580
"""Width of the text of an article at a scale of 100 %: about 70 characters."""


class Mode(StrEnum):
    """What decides about light and dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    SEPIA = "sepia"


class Type(Enum):
    """The type scale: pixels at 100 %, weight, and whether it is set in the serif."""

    TEXT = (16.5, QFont.Weight.Normal, "serif")
    """The text of an article."""
    HEADLINE = (29.0, QFont.Weight.Bold, "serif")
    QUOTE = (13.0, QFont.Weight.Normal, "serif")
    """Quoted words beside the text."""
    TITLE = (18.0, QFont.Weight.DemiBold, "sans")
    """The one line of a dialog or an empty state."""
    BODY = (13.0, QFont.Weight.Normal, "sans")
    MEDIUM = (13.0, QFont.Weight.Medium, "sans")
    """Buttons and chips."""
    STRONG = (13.0, QFont.Weight.DemiBold, "sans")
    """Headlines in the list, totals."""
    SMALL = (12.0, QFont.Weight.Normal, "sans")
    SMALL_STRONG = (12.0, QFont.Weight.DemiBold, "sans")
    LABEL = (11.0, QFont.Weight.DemiBold, "sans")
    """Headings of sections: small capitals, spaced out."""
    QUERY = (14.0, QFont.Weight.Normal, "sans")
    """The line one searches in."""
    RAW = (13.0, QFont.Weight.Normal, "mono")
    """The original as it came in."""


@cache
def _installed(families: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the families that this machine has, or the last one so that Qt has a name to fall back from."""
    there = set(QFontDatabase.families())
    return tuple(name for name in families if name in there or name.startswith(".")) or families[-1:]


class Theme(QObject):
    """Colours, fonts and sizes of one window, switched while it runs.

    Signals:
        changed: Colours or sizes are others now; read them again and repaint.
    """

    changed = Signal()

    def __init__(self, mode: Mode = Mode.SYSTEM, text_scale: int = 100, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mode = mode
        self._scale = _clamped(text_scale)
        self._tokens = self._wanted()
        self._colours: dict[tuple[str, str, float], QColor] = {}
        self._fonts: dict[tuple[Type, int], QFont] = {}
        self._metrics: dict[tuple[Type, int], QFontMetrics] = {}
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self._tokens

    @property
    def mode(self) -> Mode:
        """What decides about light and dark."""
        return self._mode

    @property
    def text_scale(self) -> int:
        """Size of all text in percent, 80 to 200."""
        return self._scale

    @property
    def is_dark(self) -> bool:
        """Whether ink is lighter than its ground."""
        return self._tokens.is_dark

    def colour(self, token: str, alpha: float = 1.0) -> QColor:
        """The colour of a token, for example `colour("accent")`. Do not change it; copy it."""
        key = (self._tokens.name, token, alpha)
        if key not in self._colours:
            found = QColor(getattr(self._tokens, token))
            found.setAlphaF(alpha)
            self._colours[key] = found
        return self._colours[key]

    def font(self, role: Type) -> QFont:
        """The font of a step of the type scale at the text scale in force. Do not change it; copy it."""
        key = (role, self._scale)
        if key not in self._fonts:
            self._fonts[key] = self._make_font(role)
        return self._fonts[key]

    def metrics(self, role: Type) -> QFontMetrics:
        """What the font of a step measures."""
        key = (role, self._scale)
        if key not in self._metrics:
            self._metrics[key] = QFontMetrics(self.font(role))
        return self._metrics[key]

    def px(self, pixels: float) -> int:
        """A size that grows with the text, for example a row height or an icon."""
        return round(pixels * self._scale / 100)

    def space(self, steps: float) -> int:
        """Spacing in steps of 4 px; does not grow with the text."""
        return round(steps * SPACE_PX)

    def set_mode(self, mode: Mode) -> None:
        """Follows the system, or stays light, dark or sepia."""
        self._mode = mode
        self._adopt(self._wanted())

    def set_text_scale(self, percent: int) -> None:
        """Sets the size of all text, 80 to 200 percent."""
        percent = _clamped(percent)
        if percent != self._scale:
            self._scale = percent
            self._announce()

    def step_text_scale(self, steps: int) -> int:
        """Goes to the next larger (or smaller) size of text and returns it."""
        nearest = min(range(len(SCALES)), key=lambda place: abs(SCALES[place] - self._scale))
        self.set_text_scale(SCALES[max(0, min(len(SCALES) - 1, nearest + steps))])
        return self._scale

    def apply(self) -> None:
        """Gives the application its palette, font and style sheet."""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        app.setPalette(self.palette())
        app.setFont(self.font(Type.BODY))
        app.setStyleSheet(stylesheet.build(self._tokens, self.px))

    def palette(self) -> QPalette:
        """The colours as Qt's own palette, for what no style sheet reaches."""
        role, tokens = QPalette.ColorRole, self._tokens
        pairs = {
            role.Window: tokens.ground, role.WindowText: tokens.ink, role.Base: tokens.page,
            role.AlternateBase: tokens.panel, role.Text: tokens.ink, role.Button: tokens.panel,
            role.ButtonText: tokens.ink, role.ToolTipBase: tokens.panel, role.ToolTipText: tokens.ink,
            role.PlaceholderText: tokens.faint, role.Highlight: tokens.selected,
            role.HighlightedText: tokens.ink, role.Link: tokens.accent, role.LinkVisited: tokens.accent,
            role.Accent: tokens.accent, role.Mid: tokens.line, role.Midlight: tokens.line, role.Dark: tokens.edge,
            role.Light: tokens.panel, role.Shadow: tokens.line, role.BrightText: tokens.danger,
        }  # fmt: skip
        palette = QPalette()
        for part, colour in pairs.items():
            palette.setColor(part, QColor(colour))
        for part in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, part, self.colour("faint", 0.7))
        return palette

    def _make_font(self, role: Type) -> QFont:
        pixels, weight, kind = role.value
        font = QFont()
        font.setFamilies(list(_installed({"sans": SANS, "serif": SERIF, "mono": MONO}[kind])))
        dots_per_inch = QGuiApplication.primaryScreen().logicalDotsPerInchY()
        font.setPointSizeF(pixels * self._scale / 100 * 72 / dots_per_inch)
        font.setWeight(weight)
        font.setStyleHint(
            {"sans": QFont.StyleHint.SansSerif, "serif": QFont.StyleHint.Serif, "mono": QFont.StyleHint.Monospace}[kind]
        )
        if kind == "sans":
            font.setFeature(QFont.Tag("tnum"), 1)
        if role is Type.LABEL:
            font.setCapitalization(QFont.Capitalization.AllUppercase)
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)
        if role is Type.HEADLINE:
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 99)
        return font

    def _wanted(self) -> Tokens:
        if self._mode is Mode.SYSTEM:
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
            return DARK if dark else LIGHT
        return APPEARANCES[self._mode.value]

    def _adopt(self, tokens: Tokens) -> None:
        if tokens is not self._tokens:
            self._tokens = tokens
            self._announce()

    def _announce(self) -> None:
        self.apply()
        self.changed.emit()

    def _on_system_scheme_changed(self) -> None:
        if self._mode is Mode.SYSTEM:
            self._adopt(self._wanted())


def _clamped(percent: int) -> int:
    return max(SCALES[0], min(SCALES[-1], percent))
