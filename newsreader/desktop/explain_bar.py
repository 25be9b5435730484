"""The line under the search line: what was understood, how much each part finds, what could be meant instead."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from newsreader.desktop.chip import Chip
from newsreader.desktop.figures import counted, grouped
from newsreader.desktop.flow_layout import FlowLayout
from newsreader.desktop.icons import Icons
from newsreader.desktop.labels import Label
from newsreader.desktop.theme import Theme, Type
from newsreader.domain.hits import Clause, SearchResult

_ALSO_SHOWN = 3
_ADDED_SHOWN = 64
"""Words that a search was told to add are all named: nothing is searched in silence."""

_NOTICES_SHOWN = 3
_CLAUSES_SHOWN = 24
_WORDS_PX = 640
_LINK_PX = 300
"""So wide at most, whatever was typed: a notice must not widen the window."""


class ExplainBar(QWidget):
    """Chips for the clauses of the query and for what is chosen in the tree, the total at the right, notices below.

    Signals:
        query_chosen: Another query: a clause taken out, a suggestion taken.
        filter_dropped: (facet, value, is_exclusion) of a chip of the tree.
    """

    query_chosen = Signal(str)
    filter_dropped = Signal(str, str, bool)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        self._filters: list[tuple[str, str, str, bool]] = []
        self._result: SearchResult | None = None
        self._said = ""
        self._flow = FlowLayout(gap=theme.space(2), line_gap=theme.space(1.5))
        self._chips = QWidget(self)
        self._chips.setLayout(self._flow)
        self.total = Label(theme, "", Type.STRONG, parent=self)
        self.total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._notices = QVBoxLayout()
        self._notices.setSpacing(theme.space(1))
        line = QHBoxLayout()
        line.setSpacing(theme.space(4))
        line.addWidget(self._chips, 1)
        line.addWidget(self.total, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.space(1.5))
        layout.addLayout(line)
        layout.addLayout(self._notices)
        self.setAccessibleName("What was understood")
        theme.changed.connect(lambda: self.total.setFixedHeight(theme.px(24)))
        self.total.setFixedHeight(theme.px(24))

    def show_result(self, result: SearchResult | None, total: int, of: int) -> None:
        """Shows what a search understood and found; None when nothing was searched for."""
        self._result = result
        is_part = result is not None or bool(self._filters)
        self.total.setText(f"{grouped(total)} of {grouped(of)}" if is_part else counted(of, "article", "articles"))
        self.total.setAccessibleName(f"{total} of {of} articles")
        self._fill()

    def show_filters(self, filters: list[tuple[str, str, str, bool]]) -> None:
        """Shows what is chosen in the tree: (facet, value, label, is_exclusion)."""
        if filters != self._filters:
            self._filters = filters
            self._fill()

    def say(self, text: str) -> None:
        """Says a quiet line while nothing is searched for, for example how to begin."""
        if text != self._said:
            self._said = text
            self._fill()

    def _fill(self) -> None:
        self._flow.clear()
        result = self._result
        clauses = result.clauses if result is not None else ()
        if opening := _opening(clauses, result.understood if result is not None else ""):
            self._word(opening)
        for clause in clauses[:_CLAUSES_SHOWN]:
            if clause.lead:
                self._word(clause.lead)
            self._chip(clause.value, clause.hits, clause.label, partial(self.query_chosen.emit, clause.without))
        if len(clauses) > _CLAUSES_SHOWN:
            self._word(f"and {grouped(len(clauses) - _CLAUSES_SHOWN)} more")
        for place, (facet, value, label, is_exclusion) in enumerate(self._filters):
            if place == 0 or is_exclusion:
                self._word("without" if is_exclusion else "in" if not clauses else "and in")
            self._chip(
                label,
                None,
                label,
                partial(self.filter_dropped.emit, facet, value, is_exclusion),
            )
        for also in _also(clauses, is_widened=result is not None and result.is_widened):
            self._word(also, "faint")
        if not clauses and not self._filters and self._said:
            self._word(self._said, "faint")
        self._fill_notices(result)
        self._chips.updateGeometry()

    def _fill_notices(self, result: SearchResult | None) -> None:
        while (item := self._notices.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        notices = list(result.notices) if result is not None else []
        if result is not None and result.did_you_mean:
            self._notices.addWidget(self._notice("Did you mean", "muted", result.did_you_mean, result.did_you_mean))
        for notice in notices[:_NOTICES_SHOWN]:
            words = f"Search for {notice.suggestion}" if notice.suggestion else ""
            self._notices.addWidget(self._notice(notice.message, "doubt", words, notice.suggestion))

    def _notice(self, message: str, colour: str, link_words: str, query: str) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self._theme.space(1))
        words = Label(self._theme, self._shortened(message, _WORDS_PX), Type.BODY, colour)
        words.setToolTip(message if words.text() != message else "")
        words.setAccessibleName(message)
        layout.addWidget(words)
        if query:
            link = QPushButton(self._shortened(link_words, _LINK_PX).replace("&", "&&"), row)
            link.setProperty("look", "link")
            link.setAccessibleName(f"Search for {query}")
            link.setToolTip(query)
            link.setCursor(Qt.CursorShape.PointingHandCursor)
            link.clicked.connect(lambda: self.query_chosen.emit(query))
            layout.addWidget(link)
        layout.addStretch(1)
        return row

    def _shortened(self, text: str, room: int) -> str:
        return self._theme.metrics(Type.BODY).elidedText(text, Qt.TextElideMode.ElideMiddle, room)

    def _word(self, text: str, colour: str = "muted") -> None:
        label = Label(self._theme, self._shortened(text, _WORDS_PX), Type.BODY, colour, self._chips)
        label.setToolTip(text if label.text() != text else "")
        label.setAccessibleName(text)
        label.setMinimumHeight(self._theme.px(24))
        self._flow.addWidget(label)
        label.show()

    def _chip(self, value: str, hits: int | None, spoken: str, remove: Callable[[], None]) -> None:
        chip = Chip(self._theme, self._icons, value, hits, spoken=spoken, parent=self._chips)
        chip.removed.connect(remove)
        self._flow.addWidget(chip)
        chip.show()


def _opening(clauses: tuple[Clause, ...], understood: str) -> str:
    words = sum(1 for clause in clauses if not clause.lead)
    if len(clauses) < 2 or not words:
        return ""
    return "Any of" if understood.lower().startswith("any") else "All of"


def _also(clauses: tuple[Clause, ...], *, is_widened: bool) -> list[str]:
    words, most = (_ADDED_SHOWN, _CLAUSES_SHOWN) if is_widened else (_ALSO_SHOWN, 2)
    found = [f"“{clause.value}” also finds {', '.join(clause.also[:words])}" for clause in clauses if clause.also]
    return found[:most]
