"""Cutting pages into articles on the desk: which words are meant, what is done with them, and what is shown then."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QKeySequence

from newsreader.desktop import undo_steps
from newsreader.desktop.desk import Desk
from newsreader.desktop.frame import Frame
from newsreader.desktop.page_controller import PageController
from newsreader.desktop.theme import Theme
from newsreader.desktop.undo import UndoHistory
from newsreader.domain.page_layout import PrintedWord
from newsreader.services import page_cutting
from newsreader.services.page_states import Change
from newsreader.services.session import Session

if TYPE_CHECKING:
    from newsreader.desktop.page_cut_bar import PageCutBar
    from newsreader.desktop.page_cut_tool import CuttingTool
    from newsreader.desktop.page_view import PageView

_CUT: Final = "cut"
_PLACE: Final = "Click the place between words where they are to go. Esc gives up."
_NOTHING: Final = "Choose words first: click a line of the page, draw around words, or select them in the text"


class PageCutting(QObject):
    """Offers what can be done with words of a page, in the Page layer and in the text."""

    def __init__(
        self, theme: Theme, desk: Desk, frame: Frame, pages: PageController, history: UndoHistory, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._theme, self._desk, self._frame, self._reader = theme, desk, frame, frame.reader
        self._pages, self._history = pages, history
        self._tool: CuttingTool | None = None
        self._bar: PageCutBar | None = None
        self._waiting: list[PrintedWord] = []
        """Words that are to go where the reader clicks next."""
        self.actions: dict[str, QAction] = {}
        self._make_actions()
        pages.view_made.connect(self._on_view_made)
        pages.state_changed.connect(self._show_state)
        history.changed.connect(pages.refresh)
        self._show_state()

    @property
    def is_cutting(self) -> bool:
        """Whether the pointer cuts pages."""
        return self.actions[_CUT].isChecked()

    def _make_actions(self) -> None:
        commands: Sequence[tuple[str, str, str, str, Callable[[], object]]] = (
            (_CUT, "Cut the page into articles", "Cut", "X", self._on_switched),
            ("cut_begin", "Begin an article here", "Begin article", "N", self._doing(page_cutting.begin_article)),
            ("cut_headline", "Make it the headline", "Headline", "H", self._doing(page_cutting.choose_headline)),
            ("cut_out", "Make it an article of its own", "Own article", "O", self._doing(page_cutting.take_out)),
            ("cut_move", "Put it elsewhere…", "Move…", "M", self._begin_placing),
            ("cut_join_before", "Join with the article before", "Join ↑", "J", lambda: self._join(-1)),
            ("cut_join_next", "Join with the next article", "Join ↓", "K", lambda: self._join(1)),
        )
        for name, words, short, letter, do in commands:
            keys = f"Ctrl+Alt+{letter}"
            action = QAction(words, self._reader)
            action.setObjectName(f"reader.{name}")
            action.setIconText(short)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.setToolTip(f"{words} ({keys})")
            action.setCheckable(name == _CUT)
            action.triggered.connect(lambda _=False, run=do: run())
            self._reader.addAction(action)
            self.actions[name] = action

    def _on_view_made(self, view: "PageView") -> None:
        from newsreader.desktop.page_cut_bar import PageCutBar
        from newsreader.desktop.page_cut_tool import CuttingTool

        tool = self._tool = CuttingTool(view.canvas, self._theme)
        bar = self._bar = PageCutBar(self._theme, [self.actions[name] for name in self.actions if name != _CUT], view)
        view.add_line(bar)
        view.bar.cut.setCheckable(True)
        view.bar.cut.clicked.connect(self.actions[_CUT].trigger)
        self.actions[_CUT].toggled.connect(view.bar.cut.setChecked)
        bar.done.connect(self._finish)
        tool.swept.connect(self._on_swept)
        tool.clicked.connect(self._on_clicked)
        tool.hovered.connect(self._on_hovered)
        tool.placed.connect(self._on_placed)
        tool.given_up.connect(self._on_given_up)

    def _show_state(self) -> None:
        session = self._desk.session
        can = self._pages.issue is not None and session is not None and not session.archive.is_read_only
        for name, action in self.actions.items():
            action.setEnabled(can and (self._pages.is_shown or name in _IN_TEXT_TOO))
        if not (can and self._pages.is_shown) and self.is_cutting:
            self._finish()

    # -- the mode -----------------------------------------------------------------------------------------------------

    def _on_switched(self) -> None:
        view, tool, bar = self._pages.view, self._tool, self._bar
        if tool is None or bar is None:
            return
        self._give_up_placing()
        view.canvas.set_tool(tool if self.is_cutting else view.reading)
        view.canvas.overlays.has_all_outlines = self.is_cutting
        bar.setVisible(self.is_cutting)
        view.repaint_page()
        view.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _finish(self) -> None:
        self.actions[_CUT].setChecked(False)
        self._select([])
        self._on_switched()

    def _on_given_up(self) -> None:
        if self._waiting:
            self._give_up_placing()
        elif self._pages.view.marks.selected:
            self._select([])
        else:
            self._finish()

    # -- which words --------------------------------------------------------------------------------------------------

    def _on_swept(self, rect: QRectF, is_adding: bool) -> None:
        sheet = self._pages.view.sheet
        if sheet is not None:
            self._select(sheet.words_in(rect), is_adding=is_adding)

    def _on_clicked(self, at: QPointF, is_adding: bool) -> None:
        view = self._pages.view
        sheet = view.sheet
        word = sheet.word_at(at) if sheet is not None else None
        if sheet is None:
            return
        view.canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        self._select(sheet.line_of(word) if word is not None else [], is_adding=is_adding)
        area = view.canvas.overlays.area_at(at)
        if area is not None and area.number != view.canvas.overlays.open_article and not is_adding:
            view.article_chosen.emit(area.number)

    def _select(self, words: Sequence[int], *, is_adding: bool = False) -> None:
        if not self._pages.is_shown:
            return
        view = self._pages.view
        view.marks.selected = set(words) | (view.marks.selected if is_adding else set())
        view.marks.put_selected()
        view.repaint_page()

    def _words(self) -> list[PrintedWord]:
        """The words meant: those taken up on the page, or those selected in the text."""
        issue = self._pages.issue
        if self._pages.is_shown:
            view = self._pages.view
            return [PrintedWord(view.sequence, word) for word in sorted(view.marks.selected)]
        span = self._reader.selecting.selected_raw()
        if issue is None or issue.places is None or span is None:
            return []
        places = issue.places
        return [
            PrintedWord(page, word)
            for start, page, word in zip(places.starts, places.pages, places.words, strict=True)
            if span[0] <= start < span[1]
        ]

    # -- what is done -------------------------------------------------------------------------------------------------

    def _doing(self, cut: Callable[[Session, int, list[PrintedWord]], Change]) -> Callable[[], None]:
        """What a command does with the words meant."""

        def do() -> None:
            issue, chosen = self._shown_issue(), self._words()
            if issue == 0 or not chosen:
                self._frame.status.say(_NOTHING)
                return
            self._make(lambda session: cut(session, issue, chosen))

        return do

    def _join(self, steps: int) -> None:
        article = self._reader.article
        page = self._pages.view.page
        if article is None or page is None:
            return
        number, row = article.number, page.row.number
        self._make(lambda session: page_cutting.join_beside(session, row, number, steps))

    def _make(self, cut: Callable[[Session], Change]) -> None:
        self._history.make(undo_steps.cut_page(cut), self._on_cut)

    def _on_cut(self, change: Change) -> None:
        """Opens what came of it: the new article, or the one that has the words now."""
        self._select([])
        kept = [state.number for state in change.after if not state.is_trashed]
        wanted = change.new[0] if change.new else kept[0] if kept else 0
        article = self._reader.article
        if wanted and (article is None or article.number not in kept or change.new):
            self._desk.open_article(wanted)
        self._frame.status.say(f"{change.words.capitalize()} done. Ctrl+Z takes it back")

    def _shown_issue(self) -> int:
        if self._pages.is_shown and self._pages.view.issue is not None:
            return self._pages.view.issue.issue.number
        return self._pages.issue.issue.number if self._pages.issue is not None else 0

    # -- putting words elsewhere --------------------------------------------------------------------------------------

    def _begin_placing(self) -> None:
        chosen = self._words()
        if not chosen or self._tool is None or self._bar is None:
            self._frame.status.say(_NOTHING)
            return
        if not self.is_cutting:
            self.actions[_CUT].setChecked(True)
            self._on_switched()
        self._waiting = chosen
        self._tool.is_placing = True
        self._bar.say(_PLACE)
        self._frame.status.say(_PLACE)

    def _give_up_placing(self) -> None:
        self._waiting = []
        if self._tool is not None:
            self._tool.is_placing, self._tool.caret = False, QRectF()
        if self._bar is not None:
            self._bar.say("")
        if self._pages.is_shown:
            self._pages.view.repaint_page()

    def _on_hovered(self, at: QPointF | None) -> None:
        found = self._target(at) if at is not None else None
        if self._tool is not None:
            self._tool.caret = found[2] if found is not None else QRectF()
            self._pages.view.repaint_page()

    def _on_placed(self, at: QPointF) -> None:
        found, issue, chosen = self._target(at), self._shown_issue(), self._waiting
        if found is None or not chosen:
            return
        target, is_behind, _ = found
        self._give_up_placing()
        self._make(lambda session: page_cutting.put_before(session, issue, chosen, target, is_behind=is_behind))

    def _target(self, at: QPointF) -> tuple[PrintedWord, bool, QRectF] | None:
        """The word at a point, whether its far half was meant, and the edge of it."""
        view = self._pages.view
        sheet = view.sheet
        word = sheet.word_next_to(at) if sheet is not None else None
        if sheet is None or word is None:
            return None
        rect = sheet.word_rect(word)
        is_behind = at.x() > rect.center().x()
        edge = rect.right() if is_behind else rect.left()
        return PrintedWord(view.sequence, word), is_behind, QRectF(edge - 1, rect.top(), 2, rect.height())


_IN_TEXT_TOO: Final = frozenset({"cut_begin", "cut_headline", "cut_out"})
