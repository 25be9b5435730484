"""The notes and highlights of the open article, in the order of its text, and those that lost their place."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from newsreader.desktop.citation import shortened
from newsreader.desktop.dates import spoken_time
from newsreader.desktop.icons import Icons
from newsreader.desktop.labels import Label
from newsreader.desktop.notes_editor import NoteEditor
from newsreader.desktop.paragraph import Paragraph, TextLink
from newsreader.desktop.plates import AddPill
from newsreader.desktop.theme import Theme, Type
from newsreader.domain.annotation import COLOURS, Annotation

_BAR_PX = 3
_QUOTES = '“„«"‘'


class NoteCard(QAbstractButton):
    """One note: the words it is about, what it says, when it was written; a click goes to the words.

    Signals:
        edit_wanted, remove_wanted: What to do with it.
    """

    edit_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, theme: Theme, icons: Icons, note: Annotation, number: str, quote: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.note = note
        self.quote = quote
        quote = shortened(quote, 60)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        kind = "Note" if note.note else "Highlight"
        quote = quote if not quote or quote[0] in _QUOTES else f"“{quote}”"
        about = f" on {quote}" if quote else " on the article"
        self.setAccessibleName(f"{kind} {number}{about}".replace("  ", " "))
        self.setAccessibleDescription(note.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(_BAR_PX + 10, 2, 0, 2)
        column.setSpacing(2)
        self._tools = self._make_tools(icons)
        if quote:
            column.addWidget(self._label(quote, Type.QUOTE, "muted"))
        if note.note:
            column.addWidget(self._label(note.note, Type.BODY, "ink"))
        column.addWidget(self._label(spoken_time(note.modified), Type.SMALL, "faint"))
        self._show_tools(False)

    def _label(self, text: str, role: Type, colour: str) -> Paragraph:
        return Paragraph(self._theme, text, role, colour, self)

    def _make_tools(self, icons: Icons) -> list[QToolButton]:
        tools = []
        for icon, name, signal in (("pencil", "Edit", self.edit_wanted), ("trash", "Delete", self.remove_wanted)):
            tool = QToolButton(self)
            tool.setAccessibleName(f"{name} this note")
            tool.setToolTip(f"{name} ({'E' if name == 'Edit' else 'Del'})")
            tool.setFixedSize(self._theme.px(24), self._theme.px(22))
            tool.setIconSize(QSize(self._theme.px(14), self._theme.px(14)))
            tool.setStyleSheet("padding: 0; min-height: 0; border-radius: 5px")
            tool.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            icons.put(tool, icon)
            tool.clicked.connect(signal)
            tools.append(tool)
        return tools

    def _show_tools(self, shown: bool) -> None:
        right = self.width()
        for tool in reversed(self._tools):
            right -= tool.width() + 2
            tool.move(right, 1)
            tool.setVisible(shown)
            tool.raise_()

    def set_writable(self, writable: bool) -> None:
        """Whether it can be edited and deleted."""
        for tool in self._tools:
            tool.setEnabled(writable)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:  # noqa: N802 - Qt's name
        """Enter goes to the words, E edits, Delete deletes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_E, Qt.Key.Key_F2) and self._tools[0].isEnabled():
            self.edit_wanted.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._tools[0].isEnabled():
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent, /) -> None:  # noqa: N802 - Qt's name
        """Offers its tools."""
        self._show_tools(True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent, /) -> None:  # noqa: N802 - Qt's name
        """Calms down."""
        self._show_tools(False)
        super().leaveEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What its parts need."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Long notes take several lines."""
        return True

    def heightForWidth(self, width: int, /) -> int:  # noqa: N802 - Qt's name
        """As high as its parts at this width."""
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else -1

    def paintEvent(self, event: QPaintEvent, /) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """A bar in the colour of the note."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self.note.colour if self.note.colour in COLOURS else COLOURS[0]
        painter.fillRect(QRectF(0, 0, _BAR_PX, self.height()), self._theme.colour(colour))
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(_BAR_PX + 3, 1, -1, -1), 5, 5)
        painter.end()


class NotesSection(QWidget):
    """All notes of the article; one of them, or a new one on the whole article, can be open for writing.

    Signals:
        annotation_opened: Id of the annotation to go to.
        note_edited: Id, words, colour.
        note_removed: Id.
        article_noted: Words and colour of a new note on the whole article.
        attach_wanted: Id of a note without a place, to be attached to the words selected in the text.
        detach_wanted: Id of a note without a place, to be kept as one on the whole article.
    """

    annotation_opened = Signal(str)
    note_edited = Signal(str, str, str)
    note_removed = Signal(str)
    article_noted = Signal(str, str)
    attach_wanted = Signal(str)
    detach_wanted = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        self._editing: NoteCard | None = None
        self._is_writable = True
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space(2))
        self._cards: list[QWidget] = []
        self.editor = NoteEditor(theme, icons, self)
        self.editor.hide()
        self.editor.kept.connect(self._on_kept)
        self.editor.given_up.connect(self._close)
        self.pill = AddPill(theme, "+ note", "Write a note on the whole article", self)
        self.pill.clicked.connect(self.write)
        self._column.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignLeft)

    def set_writable(self, writable: bool) -> None:
        """Whether notes can be written."""
        self._is_writable = writable
        self.pill.setVisible(writable)

    def show_notes(self, notes: Sequence[Annotation], numbers: Mapping[str, str], quotes: Mapping[str, str]) -> None:
        """Shows annotations with the numbers they have in the text and the words they are about, by id."""
        self._close()
        for old in self._cards:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._cards = []
        placed = [note for note in notes if not note.orphaned]
        orphans = [note for note in notes if note.orphaned]
        for note in placed:
            self._add_card(note, numbers.get(note.id, ""), quotes.get(note.id, ""))
        if orphans:
            words = "Lost their place in the text"
            label = Label(self._theme, words, Type.SMALL, "doubt", self)
            self._put(label)
            for note in orphans:
                self._add_card(note, "", quotes.get(note.id, ""))
                if self._is_writable:
                    self._put(self._make_ways_out(note))

    def _add_card(self, note: Annotation, number: str, quote: str) -> None:
        card = NoteCard(self._theme, self._icons, note, number, quote, self)
        card.set_writable(self._is_writable)
        card.clicked.connect(lambda: self.annotation_opened.emit(card.note.id))
        card.edit_wanted.connect(lambda: self._edit(card))
        card.remove_wanted.connect(lambda: self.note_removed.emit(card.note.id))
        self._put(card)

    def _make_ways_out(self, note: Annotation) -> QWidget:
        """What can be done with a note without a place; deleting it is among the tools of its card."""
        line = QWidget(self)
        row = QVBoxLayout(line)
        row.setContentsMargins(_BAR_PX + 10, 0, 0, self._theme.space(2))
        row.setSpacing(0)
        about = shortened(note.anchor.quote if note.anchor else note.note, 40)
        for words, signal in (
            ("Attach to the selected words", self.attach_wanted),
            ("Keep as a note on the article", self.detach_wanted),
        ):
            link = TextLink(self._theme, words, f"{words}: {about}", line)
            link.clicked.connect(lambda _=False, wanted=signal: wanted.emit(note.id))
            row.addWidget(link)
        return line

    def _put(self, widget: QWidget) -> None:
        self._column.insertWidget(len(self._cards), widget)
        self._cards.append(widget)

    def focus_note(self, annotation_id: str) -> None:
        """Puts the keyboard on a note."""
        for card in self._cards:
            if isinstance(card, NoteCard) and card.note.id == annotation_id:
                card.setFocus(Qt.FocusReason.OtherFocusReason)

    def write(self) -> None:
        """Opens the plate for a note on the whole article."""
        self._close()
        self._column.insertWidget(len(self._cards), self.editor)
        self.pill.hide()
        self.editor.open("")

    def _edit(self, card: NoteCard) -> None:
        self._close()
        self._editing = card
        self._column.insertWidget(self._cards.index(card), self.editor)
        card.hide()
        self.editor.open(card.quote, card.note.note, card.note.colour)

    def _on_kept(self, words: str, colour: str) -> None:
        card = self._editing
        self._close()
        if card is None:
            if words:
                self.article_noted.emit(words, colour)
        elif (words, colour) != (card.note.note, card.note.colour):
            self.note_edited.emit(card.note.id, words, colour)

    def _close(self) -> None:
        if self._editing is not None:
            self._editing.show()
            self._editing.setFocus(Qt.FocusReason.OtherFocusReason)
        self._editing = None
        self._column.removeWidget(self.editor)
        self.editor.hide()
        self.pill.setVisible(self._is_writable)
