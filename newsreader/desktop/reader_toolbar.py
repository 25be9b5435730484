"""The line above the text: which layer, which hit, how large."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from newsreader.desktop.icons import Icons
from newsreader.desktop.labels import Label
from newsreader.desktop.reader_document import COLUMNS, SIZES, ReaderStyle
from newsreader.desktop.segments import Segments
from newsreader.desktop.theme import Mode, Theme, Type

NO_PAGE = "No page is known of this article"


class ReaderToolbar(QWidget):
    """Layer, hits and text size.

    Signals:
        layer_chosen: `clean`, `changes`, `original` or `page`.
        hit_wanted: +1 for the next hit, -1 for the previous.
        style_chosen: A `ReaderStyle`.
        appearance_chosen: `system`, `light`, `dark` or `sepia`.
    """

    layer_chosen = Signal(str)
    hit_wanted = Signal(int)
    style_chosen = Signal(object)
    appearance_chosen = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._style = ReaderStyle()
        self._said = self._short = ""
        """Which hit it is, in words and in figures."""
        self._has_hits = False
        self.layers = Segments(
            theme,
            "Layer",
            (
                ("clean", "Clean", "The text as repaired (Ctrl+1)"),
                ("changes", "Changes", "Every repair, what was and what is (Ctrl+2)"),
                ("original", "Original", "The text exactly as it came in (Ctrl+3)"),
                ("page", "Page", NO_PAGE),
            ),
            self,
        )
        self.layers.choose("clean")
        self.layers.chosen.connect(self.layer_chosen)
        self.hits = Label(theme, "", Type.BODY, "muted", self)
        self.hits.setAccessibleName("Search hits in this article")
        self.previous = self._button(icons, "chevron-up", "Previous hit", "Shift+F3")
        self.next = self._button(icons, "chevron-down", "Next hit", "F3")
        self.previous.clicked.connect(lambda: self.hit_wanted.emit(-1))
        self.next.clicked.connect(lambda: self.hit_wanted.emit(1))
        self.sizing = self._button(icons, "text-size", "Text size, column and appearance", "")
        self.sizing.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.sizing.setMenu(self._make_menu())
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(5.5), theme.space(1.5), theme.space(4), theme.space(1.5))
        row.setSpacing(theme.space(1))
        row.addWidget(self.layers)
        row.addSpacing(theme.space(2))
        row.addStretch(1)
        row.addWidget(self.hits)
        row.addSpacing(theme.space(1))
        row.addWidget(self.previous)
        row.addWidget(self.next)
        row.addWidget(self.sizing)
        self.show_hits(0, 0)

    def show_hits(self, current: int, total: int) -> None:
        """Shows which hit the reader stands on; 0 for none yet."""
        self._has_hits = total > 0
        noun = "hit" if total == 1 else "hits"
        self._said = f"hit {current} of {total}" if current else f"{total} {noun}"
        self._short = f"{current} / {total}" if current else str(total)
        self.hits.setAccessibleName(f"Search hits in this article: {self._said}")
        self.hits.setToolTip(self._said)
        self._fit()

    def resizeEvent(self, event: QResizeEvent, /) -> None:  # noqa: N802 - Qt's name
        """Says in fewer letters which hit it is where there is no room for more."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics, theme = self._theme.metrics(Type.BODY), self._theme
        buttons = sum(button.sizeHint().width() for button in (self.previous, self.next, self.sizing))
        room = self.width() - buttons - theme.space(14)
        is_tight = room < self.layers.minimumSizeHint().width() + metrics.horizontalAdvance(self._short)
        words = self._short
        if metrics.horizontalAdvance(self._said) <= room - self.layers.sizeHint().width():
            words = self._said
        if words != self.hits.text():
            self.hits.setText(words)
        # The keys for the previous hit remain, and the button for the next one tells which it is.
        self.hits.setVisible(self._has_hits and not is_tight)
        self.previous.setVisible(self._has_hits and not is_tight)
        self.next.setVisible(self._has_hits)
        self.next.setToolTip(f"Next hit (F3); {self._said}" if is_tight else "Next hit (F3)")

    def show_page_state(self, *, has_page: bool) -> None:
        """Offers the page of the article, when one is known."""
        tip = "The page as it was printed (Ctrl+4)" if has_page else NO_PAGE
        self.layers.offer("page", is_on=has_page, tip=tip)

    def show_style(self, style: ReaderStyle, appearance: str) -> None:
        """Ticks what is in force in the menu."""
        self._style = style
        for action in self._menu_actions:
            action.setChecked(action.data() in (style.percent, f"column {style.column_px}", appearance))

    def _button(self, icons: Icons, icon: str, name: str, key: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("look", "icon")
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({key})" if key else name)
        icons.put(button, icon, "ink")
        return button

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        self._menu_actions: list[QAction] = []
        self._section(menu, "Text size", [(f"{size} %", size) for size in SIZES])
        self._section(menu, "Column", [(name, f"column {width}") for name, width in COLUMNS.items()])
        looks = [("As the system", Mode.SYSTEM), ("Light", Mode.LIGHT), ("Dark", Mode.DARK), ("Sepia", Mode.SEPIA)]
        self._section(menu, "Appearance", [(name, mode.value) for name, mode in looks])
        menu.triggered.connect(self._on_chosen)
        return menu

    def _section(self, menu: QMenu, title: str, choices: list[tuple[str, object]]) -> None:
        if menu.actions():
            menu.addSeparator()
        heading = menu.addAction(title)
        heading.setEnabled(False)
        group = QActionGroup(menu)
        for text, data in choices:
            action = menu.addAction(text)
            action.setData(data)
            action.setCheckable(True)
            group.addAction(action)
            self._menu_actions.append(action)

    def _on_chosen(self, action: QAction) -> None:
        data = action.data()
        if isinstance(data, int):
            self.style_chosen.emit(ReaderStyle(data, self._style.column_px))
        elif str(data).startswith("column "):
            self.style_chosen.emit(ReaderStyle(self._style.percent, int(str(data).removeprefix("column "))))
        elif data:
            self.appearance_chosen.emit(str(data))
