"""The command palette (Ctrl+K): type a few letters of any command, Enter does it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from newsreader.desktop.actions import shown_keys
from newsreader.desktop.icons import Icons
from newsreader.desktop.theme import RADIUS_PX, Theme, Type

_ENTRY = Qt.ItemDataRole.UserRole + 1
_WIDTH_PX = 560
_ROWS = 11


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the palette."""

    words: str
    group: str
    action: QAction
    icon: str = ""


class Palette(QDialog):
    """A field with the commands that match below it."""

    def __init__(self, theme: Theme, icons: Icons, entries: Sequence[Entry], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._theme = theme
        self._entries = entries
        self.setWindowTitle("All commands")
        self.setAccessibleName("All commands")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.line = QLineEdit(self)
        self.line.setProperty("look", "plain")
        self.line.setFont(theme.font(Type.QUERY))
        self.line.setPlaceholderText("What do you want to do?")
        self.line.setAccessibleName("Find a command")
        self.line.setFixedHeight(theme.px(36))
        self.line.textChanged.connect(self._fill)
        self.line.installEventFilter(self)
        self._model = QStandardItemModel(self)
        self.list = QListView(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_EntryDelegate(theme, icons, self))
        self.list.setAccessibleName("Commands")
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.clicked.connect(self._do)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.space(2), theme.space(1), theme.space(2), theme.space(2))
        layout.setSpacing(theme.space(2))
        top = QVBoxLayout()
        top.setContentsMargins(theme.space(2.5), 0, theme.space(2.5), 0)
        top.addWidget(self.line)
        layout.addLayout(top)
        layout.addWidget(self.list)
        self._fill("")
        self._place(parent)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """Draws the card."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        painter.fillRect(QRect(1, theme.px(36) + theme.space(2), self.width() - 2, 1), theme.colour("line"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The arrows move in the list while one types."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: _ROWS - 1,
                Qt.Key.Key_PageUp: 1 - _ROWS,
            }
            if (key := Qt.Key(event.key())) in steps:
                row = self.list.currentIndex().row() + steps[key]
                self._stand_on(max(0, min(self._model.rowCount() - 1, row)))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._do(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _fill(self, text: str) -> None:
        self._model.clear()
        for entry in matching(self._entries, text):
            item = QStandardItem(entry.words)
            item.setData(entry, _ENTRY)
            keys = shown_keys(entry.action)
            item.setData(
                f"{entry.words}, {entry.group}{', ' + keys if keys else ''}", Qt.ItemDataRole.AccessibleTextRole
            )
            self._model.appendRow(item)
        self._stand_on(0)

    def _stand_on(self, row: int) -> None:
        self.list.setCurrentIndex(self._model.index(row, 0))

    def _do(self, index: QModelIndex) -> None:
        entry = index.data(_ENTRY)
        self.close()
        if isinstance(entry, Entry):
            entry.action.trigger()

    def _place(self, parent: QWidget) -> None:
        width = min(self._theme.px(_WIDTH_PX), parent.width() - self._theme.space(16))
        height = self._theme.px(36) + self._theme.space(6) + _ROWS * _row_height(self._theme)
        self.resize(width, min(height, parent.height() - self._theme.space(30)))
        at = parent.mapToGlobal(parent.rect().topLeft())
        self.move(at.x() + (parent.width() - width) // 2, at.y() + self._theme.space(18))


class _EntryDelegate(QStyledItemDelegate):
    """Icon, words, group and keys of a command."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        return QSize(0, _row_height(self._theme))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, rect = self._theme, option.rect
        entry = index.data(_ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected"))
            painter.drawRoundedRect(QRectF(rect), RADIUS_PX, RADIUS_PX)
        size = theme.px(16)
        if entry.icon:
            at = QPointF(rect.left() + theme.space(2.5), rect.center().y() - size / 2 + 1)
            painter.drawPixmap(at, self._icons.pixmap(entry.icon, size, "muted", painter.device().devicePixelRatioF()))
        left = rect.left() + theme.space(5) + size
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(theme.font(Type.BODY))
        painter.setPen(theme.colour("ink" if entry.action.isEnabled() else "faint"))
        painter.drawText(QRect(left, rect.top(), rect.width(), rect.height()), middle, entry.words)
        painter.setFont(theme.font(Type.SMALL))
        painter.setPen(theme.colour("faint"))
        keys = shown_keys(entry.action)
        right = QRect(rect.left(), rect.top(), rect.width() - theme.space(2.5), rect.height())
        painter.drawText(right, middle | int(Qt.AlignmentFlag.AlignRight), keys or entry.group)
        painter.restore()


def matching(entries: Sequence[Entry], text: str) -> list[Entry]:
    """The entries that have the letters of `text` in order, best first: whole words, then beginnings, then letters."""
    wanted = text.casefold().split()
    ranked = []
    for place, entry in enumerate(entries):
        words = f"{entry.words} {entry.group}".casefold()
        if all(word in words for word in wanted):
            first = words.find(wanted[0]) if wanted else place
            ranked.append((0, first if words.startswith(tuple(wanted)) or not wanted else first + 1, place, entry))
        elif _in_order("".join(wanted), words):
            ranked.append((1, 0, place, entry))
    ranked.sort(key=lambda found: found[:3])
    return [found[3] for found in ranked]


def _in_order(letters: str, words: str) -> bool:
    there = iter(words)
    return all(letter in there for letter in letters)


def _row_height(theme: Theme) -> int:
    return theme.px(32)
