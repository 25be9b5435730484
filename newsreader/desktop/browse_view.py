"""The browse tree as drawn: small capitals for sections, counts at the right, dots for tags."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from newsreader.desktop.browse_model import Role
from newsreader.desktop.figures import grouped
from newsreader.desktop.icons import Icons
from newsreader.desktop.theme import RADIUS_PX, Theme, Type
from newsreader.domain.listing import BrowseNode

_INDENT_PX: Final = 14
_EDGE_PX: Final = 8
_CHEVRON_PX: Final = 12
_ICONS: Final = {
    "search": "search",
    "doubtful": "clock",
    "starred": "star",
    "unread": "eye",
    "annotated": "comment",
    "trash": "trash",
}

Index = QModelIndex | QPersistentModelIndex


class _RowDelegate(QStyledItemDelegate):
    """Paints what stands in a row; the view paints the row's ground."""

    def __init__(self, theme: Theme, icons: Icons, view: "BrowseView") -> None:
        super().__init__(view)
        self._theme = theme
        self._icons = icons
        self.tag_colours: dict[str, str] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002 - Qt's name
        """A row, or a heading with air above it."""
        is_heading = index.data(Role.NODE) is None
        return QSize(0, self._theme.px(27) + (self._theme.space(3) if is_heading and index.row() else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        node = index.data(Role.NODE)
        if isinstance(node, BrowseNode):
            self._paint_node(painter, option, index, node)
        else:
            self._paint_heading(painter, option, index)
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._theme, option.rect
        row = QRect(rect.left() + theme.space(4), rect.bottom() - theme.px(27), rect.width(), theme.px(27))
        painter.setFont(theme.font(Type.LABEL))
        painter.setPen(theme.colour("faint"))
        text = str(index.data())
        painter.drawText(row, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
        width = theme.metrics(Type.LABEL).horizontalAdvance(text.upper())
        if not option.state & QStyle.StateFlag.State_Open:
            size = theme.px(_CHEVRON_PX)
            at = QPointF(row.left() + width + theme.space(1.5), row.center().y() - size / 2 + 1)
            painter.drawPixmap(at, self._pixmap(painter, "chevron-right", size, "faint"))

    def _paint_node(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, node: BrowseNode) -> None:
        theme, rect = self._theme, option.rect
        state = index.data(Role.STATE)
        count = int(index.data(Role.COUNT))
        middle = rect.center().y() + 0.5
        if node.children and node.facet != "tag":
            size = theme.px(_CHEVRON_PX)
            name = "chevron-down" if option.state & QStyle.StateFlag.State_Open else "chevron-right"
            painter.drawPixmap(
                QPointF(rect.left(), middle - size / 2 + 0.5), self._pixmap(painter, name, size, "faint")
            )
        left = rect.left() + theme.px(_CHEVRON_PX) + theme.space(1)
        left += self._paint_mark(painter, QPointF(rect.left(), middle), node)
        right = rect.right() - _EDGE_PX - theme.space(2)
        number = grouped(count)
        if node.facet == "search":
            number = f"{grouped(node.count)} new" if node.count else ""
        counts = theme.font(Type.SMALL_STRONG if state == "included" else Type.SMALL)
        painter.setFont(counts)
        painter.setPen(theme.colour("accent_strong" if state == "included" else "faint"))
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRect(left, rect.top(), right - left, rect.height()), flags, number)
        room = right - left - theme.metrics(Type.SMALL_STRONG).horizontalAdvance(number) - theme.space(2)
        font = theme.font(Type.MEDIUM if state == "included" else Type.BODY)
        if state == "excluded":
            font = QFont(font)
            font.setStrikeOut(True)
        painter.setFont(font)
        quiet = (not count and bool(number)) or state == "excluded" or not node.value
        painter.setPen(theme.colour("faint" if quiet else "ink"))
        label = painter.fontMetrics().elidedText(node.label, Qt.TextElideMode.ElideRight, room)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRect(left, rect.top(), room, rect.height()), flags, label)

    def _paint_mark(self, painter: QPainter, at: QPointF, node: BrowseNode) -> int:
        """The dot of a tag or the icon of a search; gives how far the label moves to the right."""
        theme = self._theme
        if node.facet == "tag":
            colour = self.tag_colours.get(node.value, "") or "grey"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(f"{colour}_dot"))
            painter.drawEllipse(QPointF(at.x() + theme.px(5), at.y() + 0.5), 3, 3)
            return 0
        icon = _ICONS.get(node.value) if node.facet == "mark" else _ICONS.get(node.facet)
        if icon is None:
            return 0
        size = theme.px(15)
        painter.drawPixmap(QPointF(at.x() - 1, at.y() - size / 2 + 0.5), self._pixmap(painter, icon, size, "muted"))
        return theme.space(1.5)

    def _pixmap(self, painter: QPainter, name: str, size: int, token: str) -> QPixmap:
        return self._icons.pixmap(name, size, token, painter.device().devicePixelRatioF())


class BrowseView(QTreeView):
    """A tree whose rows are chosen rather than selected.

    Signals:
        node_chosen: (index, modifiers) by click, Enter or Space.
        letters_typed: The reader types what to look for in the tree.
    """

    node_chosen = Signal(QModelIndex, object)
    letters_typed = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows = _RowDelegate(theme, icons, self)
        self.setItemDelegate(self.rows)
        self.setAccessibleName("Browse")
        self.setAccessibleDescription(
            "Regions, papers, years, tags and searches. "
            "Enter shows only a node, Ctrl+Enter adds it, Alt+Enter leaves it out."
        )
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(_INDENT_PX)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        theme.changed.connect(self._on_theme_changed)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802 - Qt's name
        """Draws the ground of a row, then the row."""
        theme = self._theme
        if index.data(Role.NODE) is not None:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = QRectF(option.rect).adjusted(_EDGE_PX, 0.5, -_EDGE_PX, -0.5)
            painter.setPen(Qt.PenStyle.NoPen)
            if index.data(Role.STATE) == "included":
                painter.setBrush(theme.colour("selected"))
                painter.drawRoundedRect(ground, RADIUS_PX, RADIUS_PX)
            elif self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos())) == index and self.underMouse():
                painter.setBrush(theme.colour("hover"))
                painter.drawRoundedRect(ground, RADIUS_PX, RADIUS_PX)
            painter.restore()
        super().drawRow(painter, option, index)
        if self.hasFocus() and index == self.currentIndex():
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 1.5))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(_EDGE_PX, 1, -_EDGE_PX, -1), RADIUS_PX, RADIUS_PX)
            painter.restore()

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:  # noqa: N802 - Qt's name
        """Nothing: the rows draw their own chevrons."""

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on a chevron or a heading opens and closes; elsewhere it chooses."""
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            super().mousePressEvent(event)
            return
        self.setCurrentIndex(index)
        node = index.data(Role.NODE)
        has_chevron = node is not None and node.children and node.facet != "tag"
        if node is None or (has_chevron and self._is_on_chevron(index, event.position().toPoint())):
            self.setExpanded(index, not self.isExpanded(index))
        else:
            self.node_chosen.emit(index, event.modifiers())
        self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Opens and closes a node."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.data(Role.NODE) is not None:
            self.setExpanded(index, not self.isExpanded(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter and Space choose, letters look for nodes, the rest is the tree's."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and index.isValid():
            if index.data(Role.NODE) is None:
                self.setExpanded(index, not self.isExpanded(index))
            else:
                self.node_chosen.emit(index, event.modifiers())
        elif event.text().isprintable() and event.text().strip() and not event.modifiers() & _COMMAND:
            self.letters_typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _is_on_chevron(self, index: QModelIndex, at: QPoint) -> bool:
        left = self.visualRect(index).left()
        return left - _INDENT_PX // 2 <= at.x() <= left + self._theme.px(_CHEVRON_PX) + self._theme.space(1)

    def _on_theme_changed(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
