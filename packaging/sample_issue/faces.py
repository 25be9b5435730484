"""The type case: faces of the printing office, measured without hinting so that widths do not depend on the screen."""

from dataclasses import dataclass, replace
from functools import cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

# The free likenesses of Century Schoolbook, Times and a narrow grotesque (fonts-urw-base35), and a Didone (fonts-noto).
FAMILIES = ("C059", "Nimbus Roman", "Noto Serif Display", "Nimbus Sans Narrow")


@dataclass(frozen=True, slots=True)
class Face:
    """A face in one size.

    Attributes:
        size: Pixels.
        stretch: Width in percent.
    """

    family: str
    size: float
    weight: int = 400
    italic: bool = False
    stretch: int = 100

    def at(self, size: float) -> "Face":
        """The same face in another size."""
        return replace(self, size=size)

    def fit(self, lines: tuple[str, ...], width: float) -> "Face":
        """This face, or a smaller size of it in which no line is wider than `width`."""
        widest = max(self.width(line) for line in lines)
        return self if widest <= width else self.at(int(self.size * width / widest * 2) / 2)

    def width(self, text: str) -> float:
        """Pixels to the next word's place."""
        return _metrics(self).horizontalAdvance(text)

    def ink(self, text: str) -> QRectF:
        """Where ink falls, with the start of the base line as origin."""
        return _metrics(self).tightBoundingRect(text)


BODY = Face("C059", 22)
ITALIC = Face("C059", 22, italic=True)
BOLD = Face("C059", 22, 700)
TIMES = Face("Nimbus Roman", 60, 700, stretch=80)
TIMES_LIGHT = Face("Nimbus Roman", 60, 400, stretch=88)
DIDONE = Face("Noto Serif Display", 60, 700, stretch=84)
SANS = Face("Nimbus Sans Narrow", 60, 700)


@cache
def font(face: Face) -> QFont:
    """The face as Qt wants it."""
    made = QFont(face.family)
    made.setPixelSize(max(1, round(face.size)))
    made.setWeight(QFont.Weight(face.weight))
    made.setItalic(face.italic)
    made.setStretch(face.stretch)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return made


@cache
def _metrics(face: Face) -> QFontMetricsF:
    return QFontMetricsF(font(face))


def missing() -> list[str]:
    """Families that this machine lacks."""
    return [family for family in FAMILIES if not QFontDatabase.hasFamily(family)]
