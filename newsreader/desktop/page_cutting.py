"""Cutting pages into articles on the desk: which words are meant, what is done with them, and what is shown then."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from newsreader.desktop import undo_steps
from newsreader.desktop.desk import Desk
from newsreader.desktop.figures import counted
from newsreader.desktop.frame import Frame
from newsreader.desktop.page_controller import PageController
from newsreader.desktop.page_cut_cursor import Gap, next_gap, next_words, spoken
from newsreader.desktop.page_overlays import united
from newsreader.desktop.page_sheet import PageSheet
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
_PLACE: Final = "Click where they go, on this page or another, or use arrows and Enter. Esc gives up."
_NOTHING: Final = "Choose words first: click a line of the page, draw around words, or select them in the text"
_OTHER_ISSUE: Final = "Words can only be put elsewhere in their own issue; nothing was moved"
_READ_ONLY: Final = "This archive can only be read: its pages cannot be cut"
_TIP: Final = "Cut the page into articles (Ctrl+Alt+X)"


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
        self._waiting_in = 0
        """The issue those words are of."""
        self._line: range = range(0)
        """The line or word that the keyboard took up last."""
        self._gap: tuple[int, Gap] | None = None
        """The page and the place on it where the words would go."""
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

    @property
    def tool(self) -> "CuttingTool | None":
        """What the pointer is while pages are cut; None before a page was looked at."""
        return self._tool

    def take_up(self, words: Sequence[int], *, is_adding: bool = False) -> None:
        """Takes up words of the page, instead of those taken up before or with them."""
        if not self._pages.is_shown:
            return
        view = self._pages.view
        view.marks.selected = set(words) | (view.marks.selected if is_adding else set())
        view.marks.put_selected()
        view.repaint_page()

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

        tool = self._tool = CuttingTool(view.canvas)
        bar = self._bar = PageCutBar(self._theme, [self.actions[name] for name in self.actions if name != _CUT], view)
        view.add_line(bar)
        for before, after in pairwise((view.bar.more, *bar.buttons, bar.finish, view.strip, view.canvas)):
            QWidget.setTabOrder(before, after)
        view.bar.cut.setCheckable(True)
        view.bar.cut.clicked.connect(self.actions[_CUT].trigger)
        self.actions[_CUT].toggled.connect(view.bar.cut.setChecked)
        bar.done.connect(self._finish)
        self._show_state()
        tool.swept.connect(self._on_swept)
        tool.clicked.connect(self._on_clicked)
        tool.hovered.connect(self._on_hovered)
        tool.placed.connect(self._on_placed)
        tool.stepped.connect(self._on_stepped)
        tool.confirmed.connect(self._put)
        bar.given_up.connect(self._on_given_up)
        tool.given_up.connect(self._on_given_up)

    def _show_state(self) -> None:
        session = self._desk.session
        can = self._pages.issue is not None and session is not None and not session.archive.is_read_only
        for name, action in self.actions.items():
            action.setEnabled(can and (self._pages.is_shown or name in _IN_TEXT_TOO))
        if self._bar is not None:
            button = self._pages.view.bar.cut
            button.setEnabled(can)
            is_read_only = session is not None and session.archive.is_read_only
            button.setToolTip(_READ_ONLY if is_read_only else _TIP)
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
        if self.is_cutting:
            self._announce(bar.words.text())
        view.repaint_page()
        view.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _finish(self) -> None:
        self.actions[_CUT].setChecked(False)
        self.take_up([])
        self._on_switched()

    def _on_given_up(self) -> None:
        if self._waiting:
            self._give_up_placing()
        elif self._pages.view.marks.selected:
            self.take_up([])
        else:
            self._finish()

    # -- which words --------------------------------------------------------------------------------------------------

    def _on_swept(self, rect: QRectF, is_adding: bool) -> None:
        sheet = self._pages.view.sheet
        if sheet is not None:
            self.take_up(sheet.words_in(rect), is_adding=is_adding)

    def _on_clicked(self, at: QPointF, is_adding: bool) -> None:
        view = self._pages.view
        sheet = view.sheet
        word = sheet.word_at(at) if sheet is not None else None
        if sheet is None:
            return
        view.canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        self.take_up(sheet.line_of(word) if word is not None else [], is_adding=is_adding)
        area = view.canvas.overlays.area_at(at)
        if area is not None and area.number != view.canvas.overlays.open_article and not is_adding:
            view.article_chosen.emit(area.number)

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
                self._tell(_NOTHING)
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
        self.take_up([])
        kept = [state.number for state in change.after if not state.is_trashed]
        wanted = change.new[0] if change.new else kept[0] if kept else 0
        article = self._reader.article
        if wanted and (article is None or article.number not in kept or change.new):
            self._desk.open_article(wanted)
        self._tell(f"{change.words.capitalize()} done. Ctrl+Z takes it back")

    def _tell(self, words: str) -> None:
        """Says something at the foot of the window and to screen readers."""
        self._frame.status.say(words)
        self._announce(words)

    def _announce(self, words: str) -> None:
        """Says something that is written on the page's own line to screen readers."""
        if self._pages.is_shown:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._pages.view.canvas, words))

    def _shown_issue(self) -> int:
        if self._pages.is_shown and self._pages.view.issue is not None:
            return self._pages.view.issue.issue.number
        return self._pages.issue.issue.number if self._pages.issue is not None else 0

    # -- putting words elsewhere --------------------------------------------------------------------------------------

    def _begin_placing(self) -> None:
        chosen = self._words()
        if not chosen or self._tool is None or self._bar is None:
            self._tell(_NOTHING)
            return
        if not self.is_cutting:
            self.actions[_CUT].setChecked(True)
            self._on_switched()
        self._waiting, self._waiting_in, self._gap = chosen, self._shown_issue(), None
        self._tool.is_placing = True
        self._bar.say(_PLACE)
        self._announce(_PLACE)
        self._pages.view.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_up_placing(self) -> None:
        self._waiting, self._gap = [], None
        if self._tool is not None:
            self._tool.is_placing, self._tool.caret = False, QRectF()
        if self._bar is not None:
            self._bar.say("")
        if self._pages.is_shown:
            self._pages.view.repaint_page()

    def _on_hovered(self, at: QPointF | None) -> None:
        self._stand_at(self._gap_at(at) if at is not None else None)

    def _on_placed(self, at: QPointF) -> None:
        self._stand_at(self._gap_at(at))
        self._put()

    def _put(self) -> None:
        """Puts the waiting words where the caret is."""
        if self._gap is None or not self._waiting:
            return
        (page, gap), issue, chosen = self._gap, self._waiting_in, self._waiting
        if page != self._pages.view.sequence:
            self._stand_at(None)
            return
        is_here = self._shown_issue() == issue
        self._give_up_placing()
        if not is_here:
            self._tell(_OTHER_ISSUE)
            return
        target = PrintedWord(page, gap.word)
        self._make(lambda session: page_cutting.put_before(session, issue, chosen, target, is_behind=gap.is_behind))

    def _gap_at(self, at: QPointF) -> Gap | None:
        """The place between words that is closest to a point."""
        sheet = self._pages.view.sheet
        word = sheet.word_next_to(at) if sheet is not None else None
        return (
            Gap(word, at.x() > sheet.word_rect(word).center().x()) if sheet is not None and word is not None else None
        )

    def _stand_at(self, gap: Gap | None) -> None:
        view = self._pages.view
        sheet = view.sheet
        self._gap = (view.sequence, gap) if gap is not None else None
        if self._tool is not None:
            self._tool.caret = gap.caret(sheet) if gap is not None and sheet is not None else QRectF()
        view.repaint_page()

    # -- by keyboard --------------------------------------------------------------------------------------------------

    def _on_stepped(self, across: int, down: int, is_adding: bool) -> None:
        sheet = self._pages.view.sheet
        if sheet is None or not sheet.page.words:
            return
        if self._waiting:
            self._step_gap(sheet, across, down)
        else:
            self._step_words(sheet, across, down, is_adding=is_adding)

    def _step_words(self, sheet: PageSheet, across: int, down: int, *, is_adding: bool) -> None:
        view = self._pages.view
        taken = view.marks.selected
        if not taken:
            found = sheet.line_of(self._begin())
        else:
            found = next_words(sheet, self._line if set(self._line) <= taken and self._line else taken, across, down)
        if not found:
            self._tell("The page ends here" if across + down > 0 else "The page begins here")
            return
        if is_adding and taken.issuperset(found):
            # Back over what was taken up: the line one leaves is let go.
            self.take_up(sorted(taken - set(self._line)))
        else:
            self.take_up(found, is_adding=is_adding)
        self._line = found
        self._show_and_tell(
            sheet, found, f"{spoken(sheet, found)}, {counted(len(view.marks.selected), 'word', 'words')}"
        )

    def _step_gap(self, sheet: PageSheet, across: int, down: int) -> None:
        view = self._pages.view
        if self._gap is not None and self._gap[0] == view.sequence:
            gap = next_gap(sheet, self._gap[1], across, down)
        else:
            here = [word.word for word in self._waiting if word.page == view.sequence]
            gap = next_gap(sheet, Gap(max(here)), across, down) if here else Gap(self._begin())
        self._stand_at(gap)
        side = "Behind" if gap.is_behind else "Before"
        self._show_and_tell(sheet, [gap.word], f"{side} “{spoken(sheet, [gap.word])}”")

    def _begin(self) -> int:
        """The first word of the open article on the page, or of the page."""
        article = self._pages.view.article
        return min(self._pages.view.marks.on_page([(0, len(article.raw))]), default=0) if article is not None else 0

    def _show_and_tell(self, sheet: PageSheet, words: Sequence[int], told: str) -> None:
        self._pages.view.canvas.bring_into_view(united([mark.place for mark in sheet.marks(words)]))
        self._tell(told)


_IN_TEXT_TOO: Final = frozenset({"cut_begin", "cut_headline", "cut_out"})
