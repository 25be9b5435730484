"""The commands of the Page layer; palette, sheet and menus show them with those of the text."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from newsreader.desktop.page_zoom import PAGE, WIDTH

if TYPE_CHECKING:
    from newsreader.desktop.page_controller import PageController
    from newsreader.desktop.page_view import PageView

_MORE: Final = ("previous_issue", "next_issue", "", "doubtful_words", "invert", "", "find_picture")
"""What the button above the page offers; "" is a line."""


@dataclass(frozen=True, slots=True)
class _Command:
    name: str
    words: str
    do: Callable[[], object]
    keys: str = ""
    is_switch: bool = False


class PageCommands(QObject):
    """Makes one action for each command, as actions of the reader."""

    def __init__(self, pages: "PageController", reader: QWidget) -> None:
        super().__init__(pages)
        self._pages = pages
        self._actions: dict[str, QAction] = {}
        for command in self._commands():
            action = QAction(command.words, reader)
            action.setObjectName(f"reader.{command.name}")
            if command.keys:
                action.setShortcut(QKeySequence(command.keys))
            action.setCheckable(command.is_switch)
            action.triggered.connect(lambda _=False, run=command.do: run())
            reader.addAction(action)
            self._actions[command.name] = action

    def _commands(self) -> tuple[_Command, ...]:
        pages, view = self._pages, self._on_view
        return (
            _Command("on_page", "Show on the page", pages.show_selected, "Ctrl+Shift+P"),
            _Command("next_page", "Next page", view(lambda shown: shown.step_page(1)), "Ctrl+PgDown"),
            _Command("previous_page", "Previous page", view(lambda shown: shown.step_page(-1)), "Ctrl+PgUp"),
            _Command("next_issue", "Next issue of the paper", lambda: pages.step_issue(1), "Ctrl+Shift+PgDown"),
            _Command("previous_issue", "Previous issue of the paper", lambda: pages.step_issue(-1), "Ctrl+Shift+PgUp"),
            _Command("whole_page", "Whole page", view(lambda shown: shown.canvas.fit_to(PAGE))),
            _Command("page_width", "Width of the page", view(lambda shown: shown.canvas.fit_to(WIDTH))),
            _Command("full_size", "Page at full size", view(lambda shown: shown.canvas.set_zoom(1.0))),
            _Command("find_picture", "Find the pictures of pages…", pages.find_picture),
            _Command("doubtful_words", "Show doubtful words", self._show_doubtful, is_switch=True),
            _Command("invert", "Invert pages at night", pages.show_inverted, is_switch=True),
        )

    def is_on(self, name: str) -> bool:
        """Whether a switch is on."""
        return self._actions[name].isChecked()

    def more(self) -> list[QAction]:
        """The actions for the button above the page; one without words is a line."""
        return [self._actions[name] if name else QAction(self) for name in _MORE]

    def show_state(self, *, has_page: bool, is_shown: bool) -> None:
        """Commands are off that mean nothing now.

        Args:
            has_page: A page of the open article is known.
            is_shown: A page is on the screen.
        """
        for name, action in self._actions.items():
            action.setEnabled(has_page if name == "on_page" else is_shown or name == "invert")

    def _show_doubtful(self) -> None:
        self._pages.show_doubtful(is_shown=self.is_on("doubtful_words"))

    def _on_view(self, do: "Callable[[PageView], object]") -> Callable[[], object]:
        """Something that is done to the page while one is shown."""

        def run() -> None:
            view = self._pages.shown_view
            if view is not None:
                do(view)

        return run
