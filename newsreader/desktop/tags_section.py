"""The tags of the open article: take one off, add one with completion."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget

from newsreader.desktop.flow_layout import FlowLayout
from newsreader.desktop.icons import Icons
from newsreader.desktop.plates import AddPill, TagChip
from newsreader.desktop.theme import Theme


class TagLine(QLineEdit):
    """A line to type a tag in; completes the tags there are, and a slash begins a narrower one.

    Signals:
        chosen: A tag to add.
        given_up: Escape, or leaving it empty.
    """

    chosen = Signal(str)
    given_up = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPlaceholderText("Tag, or tag/narrower")
        self.setAccessibleName("New tag")
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(8)
        popup = completer.popup()
        if popup is not None:
            popup.setProperty("popup", "true")
            popup.setAccessibleName("Tags that match")
        self.setCompleter(completer)
        self.returnPressed.connect(self._on_entered)
        self.installEventFilter(self)

    def set_names(self, names: Sequence[str]) -> None:
        """Takes the tags to complete from."""
        self._names.setStringList(list(names))

    def _on_entered(self) -> None:
        text = self.text().strip().strip("/").strip()
        if text:
            self.chosen.emit(text)
            self.clear()
        else:
            self.given_up.emit()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:  # noqa: N802 - Qt's name
        """Escape gives up."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return True
        return super().eventFilter(watched, event)


class TagsSection(QWidget):
    """Chips and a pill that becomes a line to type in.

    Signals:
        tag_added, tag_removed, tag_opened: Name of the tag.
    """

    tag_added = Signal(str)
    tag_removed = Signal(str)
    tag_opened = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        self._chips = QWidget(self)
        self._flow = FlowLayout(self._chips, gap=6, line_gap=6)
        self.line = TagLine(self)
        self.line.hide()
        self.line.chosen.connect(self._on_chosen)
        self.line.given_up.connect(self.close_line)
        self._pill: AddPill | None = None
        self._is_writable = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1.5))
        column.addWidget(self._chips)
        column.addWidget(self.line)

    def show_tags(self, tags: Sequence[str], colours: Mapping[str, str]) -> None:
        """Shows tags with their colours; a narrower tag without a colour takes that of the wider one."""
        self._flow.clear()
        for tag in tags:
            colour = next((colours[wider] for wider in _wider(tag) if colours.get(wider)), "")
            chip = TagChip(self._theme, self._icons, tag, colour, self._chips)
            chip.removed.connect(lambda name=tag: self.tag_removed.emit(name))
            chip.opened.connect(lambda name=tag: self.tag_opened.emit(name))
            self._flow.addWidget(chip)
        self._pill = AddPill(self._theme, "+ tag", "Add a tag (Ctrl+T)", self._chips)
        self._pill.clicked.connect(self.open_line)
        self._pill.setVisible(self._is_writable)
        self._flow.addWidget(self._pill)
        self._chips.updateGeometry()

    def set_writable(self, writable: bool) -> None:
        """Whether tags can be added."""
        self._is_writable = writable

    def open_line(self) -> None:
        """Opens the line to type a tag in."""
        if self._is_writable:
            self.line.show()
            self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_line(self) -> None:
        """Closes the line."""
        self.line.clear()
        self.line.hide()
        if self._pill is not None:
            self._pill.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, tag: str) -> None:
        self.tag_added.emit(tag)


def _wider(tag: str) -> list[str]:
    parts = tag.split("/")
    return ["/".join(parts[:count]) for count in range(len(parts), 0, -1)]
