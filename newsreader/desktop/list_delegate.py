"""How one article looks in the list: a card with headline, snippet and meta line."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from newsreader.desktop.icons import Icons
from newsreader.desktop.list_model import Role, doubt_text, meta_line
from newsreader.desktop.snippet_layout import SnippetLayout
from newsreader.desktop.theme import Theme, Type
from newsreader.domain.hits import Snippet
from newsreader.domain.listing import ArticleRow

_LEFT_PX = 16
_RIGHT_PX = 14
_ACCENT_PX = 3
_DOT_PX = 6
_SEPARATOR = "  ·  "
_LEAST_LETTERS = 6
"""Of the name of a paper before the parts after it are left out instead."""


class CardDelegate(QStyledItemDelegate):
    """Paints cards of one height: higher while searching, when there are snippets to show."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        self._tag_colours: Mapping[str, str] = {}
        self.has_snippets = False
        self.is_compact = False

    def set_tag_colours(self, colours: Mapping[str, str]) -> None:
        """The colour names of tags, for their dots."""
        self._tag_colours = colours

    def row_height(self) -> int:
        """The height of a card at the size of text in force."""
        heights = self._line(Type.STRONG) + self._gap() + self._line(Type.SMALL)
        if self.has_snippets:
            heights += 2 * self._line(Type.SMALL) + self._gap()
        return heights + 2 * self._margin()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draws one card."""
        painter.save()
        rect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, rect, option, selected=selected)
        row = index.data(Role.ROW)
        inner = rect.adjusted(_LEFT_PX, self._margin(), -_RIGHT_PX, -self._margin())
        if isinstance(row, ArticleRow):
            self._paint_row(painter, inner, row, index.data(Role.SNIPPET))
        else:
            self._paint_waiting(painter, inner)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, *, selected: bool) -> None:
        theme = self._theme
        if selected:
            painter.fillRect(rect, theme.colour("selected"))
            painter.fillRect(QRect(rect.left(), rect.top(), _ACCENT_PX, rect.height()), theme.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover", 0.6))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        if option.state & QStyle.StateFlag.State_HasFocus and not selected:
            painter.setPen(theme.colour("accent"))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _paint_row(self, painter: QPainter, inner: QRect, row: ArticleRow, snippet: object) -> None:
        theme = self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QRect(inner.left(), inner.top(), inner.width(), self._line(Type.STRONG))
        if row.is_starred:
            size = theme.px(14)
            pixmap = self._pixmap(painter, "star-filled", size, "doubt")
            painter.drawPixmap(line.right() - size + 1, line.center().y() - size // 2 + 1, pixmap)
            line.setRight(line.right() - size - theme.space(1.5))
        if not row.is_read:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            centre = line.top() + line.height() / 2
            painter.drawEllipse(QPointF(line.left() + _DOT_PX / 2, centre + 0.5), _DOT_PX / 2, _DOT_PX / 2)
            line.setLeft(line.left() + _DOT_PX + theme.space(1.5))
        font = theme.font(Type.STRONG if not row.headline_is_lead else Type.BODY)
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        headline = row.headline or "(without headline)"
        shown = QFontMetrics(font).elidedText(headline, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        top = inner.top() + self._line(Type.STRONG) + self._gap()
        if self.has_snippets:
            if isinstance(snippet, Snippet):
                self._paint_snippet(painter, QRect(inner.left(), top, inner.width(), 0), snippet)
            top += 2 * self._line(Type.SMALL) + self._gap()
        self._paint_meta(painter, QRect(inner.left(), top, inner.width(), self._line(Type.SMALL)), row)

    def _paint_snippet(self, painter: QPainter, rect: QRect, snippet: Snippet) -> None:
        theme = self._theme
        layout = SnippetLayout(
            snippet.text, snippet.marks, theme.font(Type.SMALL), rect.width(), line_height=self._line(Type.SMALL)
        )
        at = QPointF(rect.left(), rect.top() + 1)
        layout.paint(painter, at, theme.colour("muted"), theme.colour("hit"), theme.colour("ink"))

    def _paint_meta(self, painter: QPainter, rect: QRect, row: ArticleRow) -> None:
        theme = self._theme
        metrics = theme.metrics(Type.SMALL)
        painter.setFont(theme.font(Type.SMALL))
        parts = meta_line(row)
        doubt = doubt_text(row)
        room = rect.width() - self._marks_width(metrics, row)
        room -= metrics.horizontalAdvance(doubt + _SEPARATOR) if doubt else 0
        text = _fitted(parts, metrics, room)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(theme.colour("faint"))
        painter.drawText(rect, flags, text)
        x = rect.left() + metrics.horizontalAdvance(text)
        if doubt:
            lead = _SEPARATOR if text else ""
            painter.drawText(QRect(x, rect.top(), rect.width(), rect.height()), flags, lead)
            x += metrics.horizontalAdvance(lead)
            painter.setPen(theme.colour("doubt"))
            painter.drawText(QRect(x, rect.top(), rect.width(), rect.height()), flags, doubt)
            x += metrics.horizontalAdvance(doubt)
        self._paint_marks(painter, QRect(x, rect.top(), rect.right() - x, rect.height()), row)

    def _paint_marks(self, painter: QPainter, rect: QRect, row: ArticleRow) -> None:
        theme = self._theme
        metrics = theme.metrics(Type.SMALL)
        x = rect.left() + theme.space(2.5)
        middle = rect.top() + rect.height() / 2
        if row.notes:
            size = theme.px(14)
            painter.drawPixmap(QPointF(x, middle - size / 2 + 0.5), self._pixmap(painter, "comment", size, "faint"))
            x += size + theme.space(1)
            painter.setPen(theme.colour("faint"))
            painter.drawText(
                QRectF(x, rect.top(), rect.width(), rect.height()),
                int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
                str(row.notes),
            )
            x += metrics.horizontalAdvance(str(row.notes)) + theme.space(2.5)
        painter.setPen(Qt.PenStyle.NoPen)
        for tag in row.tags[:4]:
            colour = self._tag_colours.get(tag, "") or "grey"
            painter.setBrush(theme.colour(f"{colour}_dot"))
            painter.drawEllipse(QPointF(x + _DOT_PX / 2, middle + 0.5), _DOT_PX / 2, _DOT_PX / 2)
            x += _DOT_PX + theme.space(1)

    def _marks_width(self, metrics: QFontMetrics, row: ArticleRow) -> int:
        theme = self._theme
        width = theme.space(2.5) if row.notes or row.tags else 0
        if row.notes:
            width += theme.px(14) + theme.space(3.5) + metrics.horizontalAdvance(str(row.notes))
        return width + min(len(row.tags), 4) * (_DOT_PX + theme.space(1))

    def _paint_waiting(self, painter: QPainter, inner: QRect) -> None:
        """Two quiet bars where the words will be."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("hover"))
        top = QRectF(inner.left(), inner.top() + 5, inner.width() * 0.62, 8)
        painter.drawRoundedRect(top, 3, 3)
        painter.drawRoundedRect(QRectF(inner.left(), inner.bottom() - 13, inner.width() * 0.38, 7), 3, 3)

    def _pixmap(self, painter: QPainter, name: str, size: int, token: str) -> QPixmap:
        return self._icons.pixmap(name, size, token, painter.device().devicePixelRatioF())

    def _line(self, role: Type) -> int:
        return round(self._theme.metrics(role).height() * 1.12)

    def _gap(self) -> int:
        return self._theme.space(1) if not self.is_compact else 1

    def _margin(self) -> int:
        return self._theme.space(3) if not self.is_compact else self._theme.space(1.5)


def _fitted(parts: list[str], metrics: QFontMetrics, room: int) -> str:
    """The parts with dots between; when they do not fit, the first (the paper) gives way, then the last ones go."""
    text = _SEPARATOR.join(parts)
    if metrics.horizontalAdvance(text) <= room or not parts:
        return text
    while len(parts) > 1:
        rest = "".join(_SEPARATOR + part for part in parts[1:])
        first = room - metrics.horizontalAdvance(rest)
        if first >= min(metrics.horizontalAdvance(parts[0]), _LEAST_LETTERS * metrics.averageCharWidth()):
            return metrics.elidedText(parts[0], Qt.TextElideMode.ElideRight, first) + rest
        parts = parts[:-1]
    return metrics.elidedText(parts[0], Qt.TextElideMode.ElideRight, room)
