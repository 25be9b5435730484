"""A page set from its words, each in its box, for pages without a picture."""

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QImage, QPainter

from newsreader.desktop.theme import SERIF
from newsreader.domain.page import Box, PrintedPage

LONGEST_PX: Final = 4800
"""Of a page of unknown resolution at full size."""
_LEAST_PX: Final = 1200
_BLANK: Final = QSize(1700, 2400)
_LEAST_LETTER_PX: Final = 3


class TypesetPicture:
    """Draws words where they were printed; the letters are ours, the places are the page's."""

    is_cut_off = False

    def __init__(self, printed: PrintedPage | None) -> None:
        self._printed = printed
        self._extent = extent_of(printed)
        self.size = set_size(printed)

    def preview(self, longest: int) -> QImage | None:
        """Draws it small."""
        side = max(self.size.width(), self.size.height())
        return self._draw(longest / side) if side > 1.5 * longest else None

    def whole(self) -> tuple[QImage, int]:
        """Draws all of it."""
        return self._draw(1.0), 0

    def region(self, part: QRect) -> QImage:  # noqa: ARG002 - it is never kept at less than full size
        """Not needed."""
        return QImage()

    def _draw(self, scale: float) -> QImage:
        size = QSize(max(1, round(self.size.width() * scale)), max(1, round(self.size.height() * scale)))
        image = QImage(size, QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        if self._printed is None:
            return image
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        ratio = size.width() / self._extent[0]
        font = QFont(list(SERIF))
        for block in self._printed.blocks:
            for line in block.lines:
                _draw_line(painter, font, [(word.text, word.box) for word in line.words], ratio)
        painter.end()
        return image


def extent_of(printed: PrintedPage | None) -> tuple[int, int]:
    """Width and height of a page in the units of its boxes; as far as its words reach where it states none."""
    if printed is None:
        return _BLANK.width(), _BLANK.height()
    if printed.width > 0 and printed.height > 0:
        return printed.width, printed.height
    boxes = [word.box for block in printed.blocks for line in block.lines for word in line.words]
    if not boxes:
        return _BLANK.width(), _BLANK.height()
    margin = 1.04
    right = max(box.x + box.width for box in boxes) * margin
    return max(1, round(right)), max(1, round(max(box.y + box.height for box in boxes) * margin))


def set_size(printed: PrintedPage | None) -> QSize:
    """Size in pixels that a page without a picture is set in."""
    width, height = extent_of(printed)
    longest = max(width, height)
    scale = min(1.0, LONGEST_PX / longest) if longest > _LEAST_PX else LONGEST_PX / 2 / longest
    return QSize(max(1, round(width * scale)), max(1, round(height * scale)))


def _draw_line(painter: QPainter, font: QFont, words: list[tuple[str, Box]], ratio: float) -> None:
    heights = sorted(box.height for _, box in words if box.height > 0)
    if not heights:
        return
    # One size and one base line for all words of a line: the boxes of words without tall letters are lower.
    height = heights[-1] * ratio
    bottom = max(box.y + box.height for _, box in words) * ratio
    letters = max(1, round(height * 0.92))
    for text, box in words:
        place = QRectF(box.x * ratio, bottom - height, max(1.0, box.width * ratio), height)
        if letters < _LEAST_LETTER_PX:
            painter.fillRect(place.adjusted(0, height * 0.25, 0, -height * 0.2), Qt.GlobalColor.lightGray)
            continue
        font.setPixelSize(letters)
        font.setStretch(QFont.Stretch.Unstretched)
        painter.setFont(font)
        natural = painter.fontMetrics().horizontalAdvance(text)
        if natural <= 0:
            continue
        painter.save()
        painter.translate(place.left(), bottom - height * 0.2)
        painter.scale(min(2.5, place.width() / natural), 1.0)
        painter.drawText(0, 0, text)
        painter.restore()
