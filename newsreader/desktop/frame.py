"""The panes of the desk in their places, without anything that connects them."""

from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from newsreader.desktop import empty_states
from newsreader.desktop.banner import Banner
from newsreader.desktop.browse_pane import BrowsePane
from newsreader.desktop.empty_state import EmptyState
from newsreader.desktop.histogram import Histogram
from newsreader.desktop.icons import Icons
from newsreader.desktop.list_pane import ListPane
from newsreader.desktop.reader_pane import ReaderPane
from newsreader.desktop.record_pane import RecordPane
from newsreader.desktop.search_bar import SearchBar
from newsreader.desktop.status_bar import StatusBar
from newsreader.desktop.theme import Theme

_DESIGNED_FOR_PX: Final = 1600
_WIDTHS_PX: Final = (236, 392, 660, 312)
"""Of the panes in a window of that width."""
_ROOM_FOR_TREE_PX: Final = 800
_ROOM_FOR_RECORD_PX: Final = 1000
_LEAST_PX: Final = (150, 260, 340, 220)


class Frame(QWidget):
    """Search bar above, browse | list | text | record side by side, status bar below."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.search = SearchBar(theme, icons, self)
        self.banner = Banner(theme, icons, self)
        self.browse = BrowsePane(theme, icons, self)
        self.histogram = Histogram(theme, self)
        self.list = ListPane(theme, icons, self)
        self.list.top.addWidget(self.histogram)
        self.reader = ReaderPane(theme, icons, self)
        self.record = RecordPane(theme, icons, self)
        self.no_article = EmptyState(theme, icons, self)
        empty_states.nothing_selected(self.no_article)
        self.status = StatusBar(theme, icons, self)
        self.text = QStackedWidget(self)
        self.text.setProperty("pane", "page")
        self.text.addWidget(self.no_article)
        self.text.addWidget(self.reader)
        self.panes = QSplitter(Qt.Orientation.Horizontal, self)
        self.panes.setHandleWidth(1)
        self.panes.setChildrenCollapsible(False)
        for place, widget in enumerate((self.browse, self.list, self.text, self.record)):
            widget.setMinimumWidth(_LEAST_PX[place])
            self.panes.addWidget(widget)
            self.panes.setStretchFactor(place, 1 if widget is self.text else 0)
        self.welcome = EmptyState(theme, icons, self)
        self._body = QStackedWidget(self)
        self._body.addWidget(self.panes)
        self._body.addWidget(self.welcome)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.search)
        layout.addWidget(self.banner)
        layout.addWidget(self._body, 1)
        layout.addWidget(self.status)
        self._order_focus()

    def spread(self, width: int) -> None:
        """Gives the panes their widths in a window so wide: the text gets what the others leave."""
        scale = self._theme.text_scale / 100
        browse, listed, _, record = _WIDTHS_PX
        wide = max(0, min(width - _DESIGNED_FOR_PX, _DESIGNED_FOR_PX)) / _DESIGNED_FOR_PX
        narrow = max(0, _DESIGNED_FOR_PX - width / scale) / _DESIGNED_FOR_PX
        browse = round(browse * scale * (1 + 0.25 * wide - 0.4 * narrow))
        listed = round(listed * scale * (1 + 0.35 * wide - 0.6 * narrow))
        record = round(record * scale * (1 + 0.25 * wide - 0.4 * narrow))
        self.panes.setSizes([browse, listed, max(1, width - browse - listed - record), record])

    def has_room(self, width: int) -> tuple[bool, bool]:
        """Whether a window so wide has room for the tree and for the record at the size of text in force."""
        room = width / (self._theme.text_scale / 100)
        return room >= _ROOM_FOR_TREE_PX, room >= _ROOM_FOR_RECORD_PX

    def show_text(self, *, is_open: bool) -> None:
        """Shows the article and its record, or that none is chosen."""
        self.text.setCurrentWidget(self.reader if is_open else self.no_article)

    def put_article_away(self) -> None:
        """Shows no article and no record."""
        self.show_text(is_open=False)
        self.record.clear()

    def show_welcome(self, *, is_shown: bool) -> None:
        """Shows what an archive without articles has to say instead of empty panes."""
        self._body.setCurrentWidget(self.welcome if is_shown else self.panes)

    def _order_focus(self) -> None:
        """Tab goes as one reads: search, its buttons, the tree, the years, the list, the text, the record."""
        order = [
            self.search.line,
            self.search.save,
            self.search.bring,
            self.search.more,
            self.browse.view,
            self.histogram,
            self.list.view,
        ]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
