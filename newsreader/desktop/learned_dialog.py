"""What corrections have taught: each printed line, what it means, who said so, how many articles were read with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from newsreader.desktop.dates import spoken_time
from newsreader.desktop.dialog_frame import button_row, framed_column, primary_button
from newsreader.desktop.dialog_size import fit
from newsreader.desktop.figures import counted, grouped
from newsreader.desktop.paragraph import Paragraph
from newsreader.desktop.read_again_table import in_words
from newsreader.desktop.record_values import ROWS
from newsreader.desktop.row_model import RowModel, plain_table
from newsreader.desktop.theme import Theme, Type
from newsreader.services import browsing, learning
from newsreader.services.learning import Lesson
from newsreader.services.session import Session

_HEADINGS: Final = ("Field", "Printed", "Means", "Used in", "Taught by")
_ADVICE: Final = (
    "When you correct or confirm a paper, an agency or a byline, the printed line is remembered, and articles imported "
    "or read again later are read so from the start."
)
_NOTHING: Final = "Nothing was learned yet."


@dataclass(frozen=True, slots=True)
class ListedLesson:
    """A lesson with the headline of the article that taught it last."""

    lesson: Lesson
    headline: str


def fetch(session: Session) -> list[ListedLesson]:
    """All lessons. Runs in a reading lane."""
    found = learning.lessons(session)
    ids = [one.teachings[0].article_id for one in found]
    rows = browsing.rows(session, session.archive.articles.numbers_of(dict.fromkeys(ids))) if ids else []
    headlines: Mapping[str, str] = {row.id: row.headline for row in rows}
    return [ListedLesson(one, headlines.get(id_, id_)) for one, id_ in zip(found, ids, strict=True)]


class _Lessons(RowModel[ListedLesson]):
    headings = _HEADINGS

    def cell(self, row: ListedLesson, column: int) -> str:
        return _cells(row)[column]


def _cells(listed: ListedLesson) -> tuple[str, ...]:
    lesson, latest = listed.lesson, listed.lesson.teachings[0]
    if lesson.is_forgotten:
        means = "forgotten"
    elif lesson.value is None:
        means = "nothing: people contradict each other"
    else:
        means = in_words(lesson.value)
    others = f" and {grouped(len(lesson.teachings) - 1)} more" if len(lesson.teachings) > 1 else ""
    taught = f"{latest.by}, {spoken_time(latest.at)}: {listed.headline}{others}"
    return ROWS[lesson.field], lesson.printed, means, counted(lesson.used, "article", "articles"), taught


class LearnedDialog(QDialog):
    """A list with one button.

    Signals:
        forget_wanted: A `Lesson` to forget, or to use again.
        article_wanted: Id of the article that taught it last.
    """

    forget_wanted = Signal(object)
    article_wanted = Signal(str)

    def __init__(self, theme: Theme, is_writable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_writable = is_writable
        self.setWindowTitle("What was learned")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.said = Paragraph(theme, "", Type.BODY, "muted", self)
        self._lessons = _Lessons(self)
        self.table = plain_table(theme, self._lessons, "What was learned", (80, 190, 190, 90), self)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_buttons())
        self.table.activated.connect(lambda _: self._open_article())
        self.forget = QPushButton("Forget", self)
        self.forget.clicked.connect(self._on_forget)
        self.show_article = QPushButton("Show the article", self)
        self.show_article.clicked.connect(self._open_article)
        close = primary_button(self, "Close")
        close.clicked.connect(self.accept)
        column = framed_column(self, theme)
        column.addWidget(Paragraph(theme, "What corrections have taught", Type.TITLE))
        column.addWidget(Paragraph(theme, _ADVICE, Type.BODY, "muted"))
        column.addWidget(self.said)
        column.addWidget(self.table, 1)
        column.addLayout(button_row(theme, (self.forget, self.show_article), (close,)))
        fit(self, theme.px(900), theme.px(480))
        self.table.hide()
        self.said.setText("Looking through the archive…")
        self._show_buttons()

    def show_lessons(self, listed: Sequence[ListedLesson]) -> None:
        """Lists lessons; the same line stays chosen."""
        chosen = self.chosen
        self._lessons.show(listed)
        self.table.setVisible(bool(listed))
        self.said.setVisible(not listed)
        self.said.setText(_NOTHING)
        for row, one in enumerate(listed):
            if chosen is not None and (one.lesson.field, one.lesson.variant) == (chosen.field, chosen.variant):
                self.table.selectRow(row)
        self._show_buttons()

    @property
    def chosen(self) -> Lesson | None:
        """The chosen lesson."""
        rows = self.table.selectionModel().selectedRows()
        return self._lessons.rows[rows[0].row()].lesson if rows else None

    def _show_buttons(self) -> None:
        lesson = self.chosen
        self.forget.setEnabled(lesson is not None and self._is_writable)
        self.forget.setText("Use again" if lesson is not None and lesson.is_forgotten else "Forget")
        self.show_article.setEnabled(lesson is not None)

    def _on_forget(self) -> None:
        if (lesson := self.chosen) is not None:
            self.forget_wanted.emit(lesson)

    def _open_article(self) -> None:
        if (lesson := self.chosen) is not None:
            self.article_wanted.emit(lesson.teachings[0].article_id)
            self.accept()
