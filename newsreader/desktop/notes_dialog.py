"""All notes of the archive: filter them, read them, go to the article."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from newsreader.desktop.citation import shortened
from newsreader.desktop.dates import spoken_date, spoken_time
from newsreader.desktop.dialog_size import fit
from newsreader.desktop.figures import counted
from newsreader.desktop.labels import Label
from newsreader.desktop.paragraph import Paragraph
from newsreader.desktop.row_model import RowList
from newsreader.desktop.segments import Segments
from newsreader.desktop.theme import Theme, Type
from newsreader.domain.annotation import COLOURS, Annotation
from newsreader.domain.listing import ArticleRow
from newsreader.services import annotating, browsing
from newsreader.services.session import Session

MOST_LISTED: Final = 5_000
_NO_NOTES: Final = "No notes yet. Select words in an article and press Ctrl+M to write one."


@dataclass(frozen=True, slots=True)
class ListedNote:
    """A note with the article it is in; None for one in the trash."""

    note: Annotation
    row: ArticleRow | None


def fetch(session: Session, query: str, *, only_lost: bool = False) -> list[ListedNote]:
    """The notes whose words or quote hold a query, the latest first. Runs in a reading lane."""
    found = annotating.all_notes(session, query)
    notes = [note for note in found if note.orphaned or not only_lost][:MOST_LISTED]
    ids = sorted({note.article for note in notes})
    rows = browsing.rows(session, session.archive.articles.numbers_of(ids)) if ids else []
    by_id: Mapping[str, ArticleRow] = {row.id: row for row in rows}
    return [ListedNote(note, by_id.get(note.article)) for note in notes]


class _Notes(RowList[ListedNote]):
    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> str | None:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            listed = self.rows[index.row()]
            quote = listed.note.anchor.quote if listed.note.anchor else ""
            return " · ".join(part for part in (shortened(quote, 80), listed.note.note, _where(listed)) if part)
        return None


class _NoteDelegate(QStyledItemDelegate):
    """Three lines: the quoted words, the note, the article; a bar in the colour of the note."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex, /) -> QSize:  # noqa: N802
        return QSize(200, self._theme.px(76))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, /
    ) -> None:
        model = index.model()
        if not isinstance(model, _Notes):
            return
        listed, theme = model.rows[index.row()], self._theme
        area, state = option.rect, option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.colour("selected"))
        painter.fillRect(QRectF(area.left(), area.bottom(), area.width(), 1), theme.colour("line"))
        colour = listed.note.colour if listed.note.colour in COLOURS else COLOURS[0]
        bar = QRectF(area.left() + theme.space(4), area.top() + theme.px(10), 3, area.height() - theme.px(20))
        painter.fillRect(bar, theme.colour(colour))
        left = round(bar.right()) + theme.space(3)
        width, top, step = area.right() - left - theme.space(4), area.top() + theme.px(8), theme.px(20)
        quote = shortened(listed.note.anchor.quote, 200) if listed.note.anchor else ""
        lines = [(quote, Type.QUOTE, "muted"), (" ".join(listed.note.note.split()), Type.BODY, "ink")]
        shown = [line for line in lines if line[0]] or [("Highlight", Type.BODY, "muted")]
        for text, role, token in [*shown, (_where(listed), Type.SMALL, "faint")]:
            painter.setFont(theme.font(role))
            painter.setPen(theme.colour(token))
            cut = theme.metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(left, top, width, step), int(Qt.AlignmentFlag.AlignVCenter), cut)
            top += step
        painter.restore()


class NotesDialog(QDialog):
    """A window of its own that can stay open beside the desk.

    Signals:
        query_changed: What to filter by.
        note_opened: Id of the article and id of the annotation.
    """

    query_changed = Signal(str)
    note_opened = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("All notes")
        self.setModal(False)
        self._notes = _Notes(self)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText("Filter by words of the note or the quote")
        self.words.setAccessibleName("Filter notes")
        self._typing = QTimer(self, interval=150, singleShot=True)
        self._typing.timeout.connect(self._on_typed)
        self.words.textChanged.connect(lambda _: self._typing.start())
        self.words.returnPressed.connect(self._on_entered)
        kinds = [
            ("", "All", "All notes"),
            ("lost", "Lost their place", "Only notes whose words are not there any more"),
        ]
        self.kinds = Segments(theme, "Which notes", kinds, self)
        self.kinds.choose("")
        self.kinds.chosen.connect(self._on_kind)
        self.view = QListView(self)
        self.view.setModel(self._notes)
        self.view.setItemDelegate(_NoteDelegate(theme, self.view))
        self.view.setUniformItemSizes(True)
        self.view.setAccessibleName("Notes")
        self.view.activated.connect(self._on_chosen)
        self.view.clicked.connect(self._on_chosen)
        self.count = Label(theme, "", Type.SMALL, "muted", self)
        self.nothing = Paragraph(theme, _NO_NOTES, Type.BODY, "muted", self)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.space(4), 0, theme.space(3))
        column.setSpacing(theme.space(2))
        for widget, stretch in ((self.words, 0), (self.kinds, 0), (self.view, 1), (self.nothing, 1), (self.count, 0)):
            if widget is self.view:
                column.addWidget(widget, stretch)
            else:
                widget.setContentsMargins(0, 0, 0, 0)
                wrapper = QVBoxLayout()
                wrapper.setContentsMargins(theme.space(4), 0, theme.space(4), 0)
                wrapper.addWidget(widget)
                column.addLayout(wrapper, stretch)
        fit(self, theme.px(560), theme.px(620))

    def show_notes(self, notes: Sequence[ListedNote]) -> None:
        """Lists notes."""
        self._notes.show(notes)
        self.view.setVisible(bool(notes))
        self.nothing.setVisible(not notes)
        if self.only_lost:
            self.nothing.setText("Every note has its place.")
        elif not self.words.text().strip():
            self.nothing.setText(_NO_NOTES)
        if self.words.text().strip():
            self.nothing.setText("No note has these words.")
        more = "+" if len(notes) == MOST_LISTED else ""
        self.count.setText(f"{counted(len(notes), 'note', 'notes')}{more}" if notes else "")

    @property
    def only_lost(self) -> bool:
        """Whether only notes that lost their place are wanted."""
        return self.kinds.current == "lost"

    def _on_kind(self, kind: str) -> None:
        self.kinds.choose(kind)
        self.query_changed.emit(self.words.text())

    def _on_typed(self) -> None:
        self.query_changed.emit(self.words.text())

    def _on_entered(self) -> None:
        if self._notes.rows:
            self.view.setFocus()
            self.view.setCurrentIndex(self._notes.index(0, 0))

    def _on_chosen(self, index: QModelIndex) -> None:
        note = self._notes.rows[index.row()].note
        self.note_opened.emit(note.article, note.id)


def _where(listed: ListedNote) -> str:
    row = listed.row
    parts = [row.headline, row.paper, spoken_date(row.date)] if row is not None else ["in the trash"]
    lost = ["lost its place"] if listed.note.orphaned else []
    return " · ".join(part for part in [*parts, spoken_time(listed.note.modified), *lost] if part)
