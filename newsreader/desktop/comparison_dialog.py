"""Two printings of a story side by side, with what one has and the other has not."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from newsreader.desktop.choice import Choice
from newsreader.desktop.comparison_text import ComparisonText
from newsreader.desktop.dates import spoken_date
from newsreader.desktop.dialog_size import fit
from newsreader.desktop.figures import counted
from newsreader.desktop.icons import Icons
from newsreader.desktop.labels import ElidedLabel, Label
from newsreader.desktop.record_sections import Relative
from newsreader.desktop.theme import Theme, Type
from newsreader.domain.article import Article
from newsreader.services.families import ComparedArticles, in_words
from newsreader.text.comparing import Kind, Stretch

_MOST_ANCHORS: Final = 2_000
_MEASURE_AFTER_MS: Final = 60
_LONGEST_QUOTE: Final = 60
_EYE: Final = 0.3
"""Where one reads: so far down the window the two texts stand at the same words."""


class ComparisonDialog(QDialog):
    """Compares the article being read with another printing of it.

    Signals:
        other_chosen: Id of another printing to compare with.
        article_wanted: Id of an article to open.
    """

    other_chosen = Signal(str)
    article_wanted = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._found: ComparedArticles | None = None
        self._differences: list[int] = []
        self._current = -1
        self._anchors: tuple[list[int], list[int]] = ([], [])
        self._is_following = False
        self.setWindowTitle("Compare printings")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.summary = ElidedLabel(theme, "", Type.TITLE, "ink", self)
        self.share = Label(theme, "", Type.BODY, "muted", self)
        self.others = Choice(theme, self)
        self.others.setAccessibleName("Compare with")
        self.others.activated.connect(lambda place: self.other_chosen.emit(self.others.itemData(place)))
        self.first, self.second = (ComparisonText(theme, is_first=is_first, parent=self) for is_first in (True, False))
        self._heads = tuple((Label(theme, "", Type.STRONG), ElidedLabel(theme, "", Type.SMALL, "muted")) for _ in "ab")
        self.position = ElidedLabel(theme, "", Type.BODY, "ink", self)
        self.previous = self._button(icons, "chevron-up", "Previous difference (Shift+F3)", -1)
        self.next = self._button(icons, "chevron-down", "Next difference (F3)", 1)
        self.open_other = QPushButton("Open this printing", self)
        self.open_other.setAutoDefault(False)
        self.open_other.clicked.connect(self._on_open)
        self.close_button = QPushButton("Close", self)
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        self._measuring = QTimer(self, singleShot=True, interval=_MEASURE_AFTER_MS)
        self._measuring.timeout.connect(self._measure)
        self._lay_out()
        for keys, step in (("F3", 1), ("N", 1), ("Shift+F3", -1), ("P", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda step=step: self.step(step))
        for text, place in ((self.first, 0), (self.second, 1)):
            text.verticalScrollBar().valueChanged.connect(lambda _, place=place: self._follow(place))
            text.viewport().installEventFilter(self)
        theme.changed.connect(self._measuring.start)
        fit(self, theme.px(1180), theme.px(820))

    def _button(self, icons: Icons, icon: str, name: str, step: int) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("look", "icon")
        icons.put(button, icon)
        button.setAccessibleName(name.split(" (")[0])
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self.step(step))
        return button

    def _lay_out(self) -> None:
        theme = self._theme
        side = theme.space(5)
        top = QHBoxLayout()
        top.setContentsMargins(side, theme.space(4), side, theme.space(3))
        top.setSpacing(theme.space(4))
        told = QVBoxLayout()
        told.setSpacing(theme.space(0.5))
        told.addWidget(self.summary)
        told.addWidget(self.share)
        top.addLayout(told, 1)
        top.addWidget(self.others)
        columns = QHBoxLayout()
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addLayout(self._column(0, self.first), 1)
        columns.addWidget(self._line(vertical=True))
        columns.addLayout(self._column(1, self.second), 1)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(side, theme.space(3), side, theme.space(3))
        bottom.setSpacing(theme.space(2))
        for widget in (self.previous, self.next):
            bottom.addWidget(widget)
        bottom.addSpacing(theme.space(2))
        bottom.addWidget(self.position, 1)
        bottom.addWidget(self.open_other)
        bottom.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._line(vertical=False))
        column.addLayout(columns, 1)
        column.addWidget(self._line(vertical=False))
        column.addLayout(bottom)
        for one, other in ((self.first, self.second), (self.second, self.previous), (self.previous, self.next)):
            self.setTabOrder(one, other)

    def _column(self, place: int, text: ComparisonText) -> QVBoxLayout:
        theme = self._theme
        head = QWidget(self)
        head.setProperty("pane", "panel")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        lines = QVBoxLayout(head)
        lines.setContentsMargins(theme.space(5), theme.space(3), theme.space(5), theme.space(3))
        lines.setSpacing(theme.space(0.5))
        for label in self._heads[place]:
            lines.addWidget(label)
        page = QFrame(self)
        page.setProperty("pane", "page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(text)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._line(vertical=False))
        column.addWidget(page, 1)
        return column

    def _line(self, *, vertical: bool) -> QFrame:
        line = QFrame(self)
        line.setProperty("pane", "line")
        line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        if vertical:
            line.setFixedWidth(1)
        else:
            line.setFixedHeight(1)
        return line

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_comparison(self, found: ComparedArticles, relatives: Sequence[Relative] = ()) -> None:
        """Shows two articles; the first difference is marked.

        Args:
            found: The articles and their comparison.
            relatives: All printings that the first article can be compared with.
        """
        self._found = found
        comparison = found.comparison
        self.summary.setText(f"{_paper(found.second)}: {_lowered(in_words(comparison))}")
        self.share.setText(f"{round(100 * comparison.share)} % of the words in common")
        self.others.clear()
        for relative in relatives:
            self.others.addItem(relative.title, relative.id)
        self.others.setCurrentIndex(self.others.findData(found.second.id))
        self.others.setVisible(len(relatives) > 1)
        self._differences = [place for place, each in enumerate(comparison.stretches) if each.kind is not Kind.SAME]
        sides = (
            (found.first, self.first, comparison.first_words),
            (found.second, self.second, comparison.second_words),
        )
        for (article, text, words), head in zip(sides, self._heads, strict=True):
            date = spoken_date(article.shown_text("date"))
            title = ", ".join(part for part in (_paper(article), date) if part)
            head[0].setText(title)
            parts = (article.shown_text("headline"), article.shown_text("place"), counted(words, "word", "words"))
            head[1].setText("  ·  ".join(part for part in parts if part))
            text.setAccessibleName(title)
            text.setAccessibleDescription(in_words(comparison))
            text.show_text(article.clean, comparison.stretches)
        for button in (self.previous, self.next):
            button.setEnabled(bool(self._differences))
        self._current = -1
        self.position.setText("" if self._differences else "Both say the same")
        self._measuring.start()
        self.first.setFocus()

    def step(self, by: int) -> None:
        """Goes to the next difference, or with -1 to the one before; after the last comes the first."""
        if not self._differences or self._found is None:
            return
        count = len(self._differences)
        self._current = (self._current + by) % count if self._current >= 0 else (0 if by > 0 else count - 1)
        index = self._differences[self._current]
        words = _told(self._found, self._found.comparison.stretches[index])
        self.position.setText(f"{self._current + 1} of {count}:  {words}")
        self.position.setAccessibleName(f"Difference {self._current + 1} of {count}: {words}")
        tops = [text.top_of(index) for text in (self.first, self.second)]
        # Side by side at the height of the eye, or as near to it as both can be scrolled.
        lowest = max(
            top - text.verticalScrollBar().maximum() for top, text in zip(tops, (self.first, self.second), strict=True)
        )
        height = min(max(round(_EYE * self.first.viewport().height()), lowest), *tops)
        self._is_following = True
        for text, top in zip((self.first, self.second), tops, strict=True):
            text.mark(index)
            text.verticalScrollBar().setValue(top - height)
        self._is_following = False

    def _on_open(self) -> None:
        if self._found is not None:
            self.article_wanted.emit(self._found.second.id)
            self.accept()

    # -- both texts at the same words ---------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lines break elsewhere now."""
        super().resizeEvent(event)
        self._measuring.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Measures anew when one of the texts gets another width."""
        if event.type() is QEvent.Type.Resize:
            self._measuring.start()
        return super().eventFilter(watched, event)

    def _measure(self) -> None:
        """Notes how far down both texts stand at the same words."""
        if self._found is None:
            return
        stretches = self._found.comparison.stretches
        every = max(1, len(stretches) // _MOST_ANCHORS)
        first, second = [0], [0]
        for index in range(0, len(stretches), every):
            one, other = self.first.top_of(index), self.second.top_of(index)
            if one > first[-1] and other > second[-1]:
                first.append(one)
                second.append(other)
        ends = [round(text.document().size().height()) for text in (self.first, self.second)]
        first.append(max(first[-1] + 1, ends[0]))
        second.append(max(second[-1] + 1, ends[1]))
        self._anchors = first, second

    def _follow(self, place: int) -> None:
        """Moves the other text to where this one has been moved to."""
        mine, theirs = self._anchors if place == 0 else self._anchors[::-1]
        if self._is_following or len(mine) < 2:
            return
        here, there = (self.first, self.second) if place == 0 else (self.second, self.first)
        bar = here.verticalScrollBar()
        if bar.value() in (bar.minimum(), bar.maximum()):
            wanted = there.verticalScrollBar().minimum() if bar.value() == bar.minimum() else 1 << 30
        else:
            eye = round(_EYE * here.viewport().height())
            at = bar.value() + eye
            index = min(max(bisect_right(mine, at) - 1, 0), len(mine) - 2)
            share = (at - mine[index]) / (mine[index + 1] - mine[index])
            wanted = round(theirs[index] + share * (theirs[index + 1] - theirs[index])) - eye
        self._is_following = True
        there.verticalScrollBar().setValue(wanted)
        self._is_following = False


def _paper(article: Article) -> str:
    return article.shown_text("paper") or "Unknown paper"


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _told(found: ComparedArticles, stretch: Stretch) -> str:
    """One difference in words, for those who do not see colours, or nothing at all."""
    here = _quoted(found.first.clean[slice(*stretch.first)])
    there = _quoted(found.second.clean[slice(*stretch.second)])
    if stretch.kind is Kind.CHANGED:
        return f"{here} reads {there}"
    return f"{here} is left out" if stretch.kind is Kind.DELETED else f"{there} is added"


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    if len(line) > _LONGEST_QUOTE:
        half = _LONGEST_QUOTE // 2
        line = f"{line[:half].rstrip()} … {line[-half:].lstrip()}"
    return f"“{line}”"
