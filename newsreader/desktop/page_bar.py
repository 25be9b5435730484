"""The line above a page: which page of which issue, the articles on it, how large."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSlider, QToolButton, QWidget

from newsreader.desktop.figures import counted
from newsreader.desktop.icons import Icons
from newsreader.desktop.labels import ElidedLabel, Label
from newsreader.desktop.page_overlays import Area
from newsreader.desktop.page_zoom import FREE, PAGE, WIDTH, from_slider, to_slider
from newsreader.desktop.theme import Theme, Type

_ROOM_FOR_SLIDER_PX: Final = 560
_ROOM_FOR_STEPS_PX: Final = 450
_ROOM_FOR_WORDS_PX: Final = 400
"""Below this the number of the page stands without words, and below the next without its buttons."""
_ROOM_FOR_TURNING_PX: Final = 380
_SIZES: Final = (25, 50, 100, 200, 400)
_LONGEST: Final = 70
"""Letters of a headline in the menu."""


class PageBar(QWidget):
    """Page, articles and size.

    Signals:
        page_stepped: +1 for the next page, -1 for the previous.
        issue_stepped: +1 for the next issue of the paper, -1 for the previous.
        article_chosen: Number of an article on the page.
        fit_chosen: `page` or `width`.
        zoom_chosen: A size.
        zoom_stepped: +1 for larger, -1 for smaller.
    """

    page_stepped = Signal(int)
    issue_stepped = Signal(int)
    article_chosen = Signal(int)
    fit_chosen = Signal(str)
    zoom_chosen = Signal(float)
    zoom_stepped = Signal(int)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._said = self._short = ""
        """Which page it is, in words and in figures."""
        self._is_many = False
        self.setProperty("pane", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.previous = self._button(icons, "chevron-left", "Previous page (Ctrl+PgUp)")
        self.next = self._button(icons, "chevron-right", "Next page (Ctrl+PgDown)")
        self.previous.clicked.connect(lambda: self.page_stepped.emit(-1))
        self.next.clicked.connect(lambda: self.page_stepped.emit(1))
        self.label = Label(theme, "", Type.BODY, "ink", self)
        self.issue = ElidedLabel(theme, "", Type.SMALL, "muted", self)
        self.articles = self._menu_button("", "Articles on this page")
        self.articles.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        icons.put(self.articles, "newspaper", "ink")
        self.smaller = self._button(icons, "minus", "Smaller (Ctrl+-)")
        self.larger = self._button(icons, "plus", "Larger (Ctrl++)")
        self.smaller.clicked.connect(lambda: self.zoom_stepped.emit(-1))
        self.larger.clicked.connect(lambda: self.zoom_stepped.emit(1))
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, 100)
        self.slider.setFixedWidth(theme.px(84))
        self.slider.setAccessibleName("Size of the page")
        self.slider.valueChanged.connect(self._on_slid)
        self.percent = self._menu_button("100 %", "Size of the page in percent")
        self._make_sizes()
        self.cut = self._button(icons, "scissors", "Cut the page into articles (Ctrl+Alt+X)")
        self.more = self._button(icons, "more", "More about the page")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(4), theme.space(1), theme.space(4), theme.space(1))
        row.setSpacing(theme.space(1))
        row.addWidget(self.previous)
        row.addWidget(self.label)
        row.addWidget(self.next)
        row.addSpacing(theme.space(2))
        row.addWidget(self.issue, 1)
        row.addWidget(self.articles)
        row.addSpacing(theme.space(2))
        for widget in (self.smaller, self.slider, self.larger, self.percent, self.cut, self.more):
            row.addWidget(widget)
        theme.changed.connect(lambda: self.slider.setFixedWidth(theme.px(84)))

    def set_more(self, actions: Sequence[QAction]) -> None:
        """What the button at the end offers; an action without words is a line."""
        menu = QMenu(self)
        menu.setAccessibleName("More about the page")
        for action in actions:
            if action.text():
                menu.addAction(action)
            else:
                menu.addSeparator()
        self.more.setMenu(menu)

    def show_page(self, number: int, of: int, label: str, issue: str) -> None:
        """Shows which page it is: its place in the issue, and its printed number where that is another."""
        other = f" ({label})" if label and label != str(number) else ""
        self._said, self._short, self._is_many = f"Page {number}{other} of {of}", f"{number} / {of}", of > 1
        self.label.setAccessibleName(self._said)
        self.label.setToolTip(self._said)
        self.issue.setText(issue)
        self._give_way()
        self.previous.setEnabled(number > 1)
        self.next.setEnabled(number < of)
        self.setAccessibleName(f"{issue}, {self._said}")

    def show_articles(self, areas: Sequence[Area], opened: int) -> None:
        """Lists the articles of the page."""
        menu = QMenu(self)
        menu.setAccessibleName("Articles on this page")
        group = QActionGroup(menu)
        for area in areas:
            words = area.headline or "(no headline)"
            short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
            action = menu.addAction(f"{short} (proposed)" if area.is_proposed else short)
            action.setText(action.text().replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(area.number == opened)
            group.addAction(action)
            action.triggered.connect(lambda _=False, number=area.number: self.article_chosen.emit(number))
        old = self.articles.menu()
        self.articles.setMenu(menu)
        self.articles.setText(str(len(areas)))
        name = f"{counted(len(areas), 'article', 'articles')} on this page"
        self.articles.setAccessibleName(name)
        self.articles.setToolTip(name)
        self.articles.setEnabled(bool(areas))
        if old is not None:
            old.deleteLater()

    def show_zoom(self, zoom: float, fit: str) -> None:
        """Shows how large the page is."""
        self.slider.blockSignals(True)
        self.slider.setValue(to_slider(zoom))
        self.slider.blockSignals(False)
        self.percent.setText(f"{round(zoom * 100)} %")
        for action in self.percent.menu().actions():
            action.setChecked(action.data() == (fit if fit != FREE else round(zoom * 100)))

    def resizeEvent(self, event: QResizeEvent, /) -> None:  # noqa: N802 - Qt's name
        """Lets go of what there is no room for."""
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        scale = self._theme.text_scale / 100
        self.label.setText(self._said if self.width() >= _ROOM_FOR_WORDS_PX * scale else self._short)
        for button in (self.previous, self.next):
            button.setVisible(self._is_many and self.width() >= _ROOM_FOR_TURNING_PX * scale)
        self.slider.setVisible(self.width() >= _ROOM_FOR_SLIDER_PX * scale)
        for button in (self.smaller, self.larger):
            button.setVisible(self.width() >= _ROOM_FOR_STEPS_PX * scale)

    def _on_slid(self, place: int) -> None:
        self.zoom_chosen.emit(from_slider(place))

    def _make_sizes(self) -> None:
        menu = QMenu(self)
        menu.setAccessibleName("Size of the page")
        for words, data in (("Whole page", PAGE), ("Width of the page", WIDTH)):
            self._size(menu, words, data)
        menu.addSeparator()
        for percent in _SIZES:
            self._size(menu, f"{percent} %", percent)
        menu.triggered.connect(self._on_size_chosen)
        self.percent.setMenu(menu)

    @staticmethod
    def _size(menu: QMenu, words: str, data: object) -> None:
        action = menu.addAction(words)
        action.setData(data)
        action.setCheckable(True)

    def _on_size_chosen(self, action: QAction) -> None:
        data = action.data()
        if isinstance(data, int):
            self.zoom_chosen.emit(data / 100)
        elif data:
            self.fit_chosen.emit(str(data))

    def _button(self, icons: Icons, icon: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("look", "icon")
        button.setAccessibleName(name.partition(" (")[0])
        button.setToolTip(name)
        icons.put(button, icon, "ink")
        return button

    def _menu_button(self, words: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("look", "quiet")
        button.setText(words)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button
