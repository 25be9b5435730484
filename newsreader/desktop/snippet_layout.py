"""A snippet on so many lines, with its marks behind the words."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

_MARK_RADIUS_PX = 2.5
_MARK_PAD_PX = 1.5


class SnippetLayout:
    """Breaks a snippet into lines of a width, the last one elided, and paints it.

    Args:
        text: One line of text.
        marks: (start, end) to mark.
        font: What to set it in.
        width: In pixels.
        lines: At most so many.
        line_height: From line to line, in pixels.
    """

    def __init__(
        self,
        text: str,
        marks: Sequence[tuple[int, int]],
        font: QFont,
        width: float,
        *,
        lines: int = 2,
        line_height: float = 18,
    ) -> None:
        self._font = font
        self._line_height = line_height
        # Qt counts UTF-16 units; outside the basic plane the marks would drift.
        self._marks = [(_units(text, start), _units(text, end)) for start, end in marks]
        self.text = text
        self._layout = self._broken(text, width, lines)
        last = self._layout.lineAt(self._layout.lineCount() - 1) if self._layout.lineCount() else None
        if last is not None and last.textStart() + last.textLength() < _units(text, len(text)):
            head = _upto(text, last.textStart())
            rest = text[len(head) :]
            self.text = head + QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
            self._layout = self._broken(self.text, width, lines)

    @property
    def line_count(self) -> int:
        """On how many lines it is set."""
        return self._layout.lineCount()

    def paint(self, painter: QPainter, at: QPointF, ink: QColor, mark: QColor, marked_ink: QColor) -> None:
        """Draws the marks, then the words."""
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mark)
        for rect in self.mark_rects():
            painter.drawRoundedRect(rect.translated(at), _MARK_RADIUS_PX, _MARK_RADIUS_PX)
        painter.setPen(ink)
        formats = [self._format(start, end, marked_ink) for start, end in self._clipped()]
        self._layout.draw(painter, at, formats)
        painter.restore()

    def mark_rects(self) -> list[QRectF]:
        """Where the marks are, from the top left of the first line."""
        found = []
        metrics = QFontMetricsF(self._font)
        for start, end in self._clipped():
            for number in range(self._layout.lineCount()):
                line = self._layout.lineAt(number)
                first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
                if first < last:
                    left, right = (_x(line.cursorToX(place)) for place in (first, last))
                    found.append(
                        QRectF(
                            min(left, right) - _MARK_PAD_PX,
                            line.y(),
                            abs(right - left) + 2 * _MARK_PAD_PX,
                            metrics.height(),
                        )
                    )
        return found

    def _clipped(self) -> list[tuple[int, int]]:
        end_of_text = _units(self.text, len(self.text))
        return [(start, min(end, end_of_text)) for start, end in self._marks if start < end_of_text]

    @staticmethod
    def _format(start: int, end: int, ink: QColor) -> QTextLayout.FormatRange:
        found = QTextLayout.FormatRange()
        found.start, found.length = start, end - start
        text_format = found.format
        text_format.setForeground(ink)
        found.format = text_format
        return found

    def _broken(self, text: str, width: float, lines: int) -> QTextLayout:
        layout = QTextLayout(text, self._font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        for number in range(lines):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, number * self._line_height))
        layout.endLayout()
        return layout


def _x(found: object) -> float:
    # PySide gives (x, position) where C++ gives x.
    return float(found[0]) if isinstance(found, tuple | list) else float(found)  # type: ignore[arg-type]


def _units(text: str, place: int) -> int:
    """UTF-16 units in front of a code point."""
    return len(text[:place].encode("utf-16-le", "surrogatepass")) // 2


def _upto(text: str, units: int) -> str:
    """As many code points as fill so many UTF-16 units."""
    return text.encode("utf-16-le", "surrogatepass")[: units * 2].decode("utf-16-le", "surrogatepass")
