"""The record beside the text: every field with where it came from, tags, notes, repairs, history, file."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from newsreader.desktop import record_values as values
from newsreader.desktop.focus_order import ReadingOrder
from newsreader.desktop.icons import Icons
from newsreader.desktop.labels import Label
from newsreader.desktop.notes_section import NotesSection
from newsreader.desktop.reader_layers import note_numbers, quotes
from newsreader.desktop.record_row import PAD_PX, RecordRow
from newsreader.desktop.record_sections import (
    FamilySection,
    FileSection,
    HistorySection,
    PastEvent,
    Relative,
    RepairsSection,
)
from newsreader.desktop.tags_section import TagsSection
from newsreader.desktop.theme import Theme, Type
from newsreader.domain.article import Article


class RecordPane(QScrollArea):
    """Shows the record of one article and says what a person wants changed.

    Signals:
        evidence_requested: Name of the field whose words shall be lit up; "" for none.
        evidence_pointed: The same while the pointer rests on a field; "" when it has left.
        field_edited: Name and new value (None: there is none).
        field_confirmed: Name of a field that is right as it is.
        field_retracted: Name of a field to go back to the extracted value.
        next_doubtful_wanted: No doubtful field is left in this article; go on to the next one.
        tag_added, tag_removed, tag_opened: Name of a tag.
        note_edited: Id, words, colour.
        note_removed, annotation_opened: Id of an annotation.
        article_noted: Words and colour of a note on the whole article.
        rule_switched: Name of a repair rule and whether it is on for this article.
        changes_wanted: Show the repairs in the text.
        family_opened: Id of another printing of the story.
        comparison_wanted: Id of another printing to compare this one with.
    """

    evidence_requested = Signal(str)
    evidence_pointed = Signal(str)
    field_edited = Signal(str, object)
    field_confirmed = Signal(str)
    field_retracted = Signal(str)
    next_doubtful_wanted = Signal()
    tag_added = Signal(str)
    tag_removed = Signal(str)
    tag_opened = Signal(str)
    note_edited = Signal(str, str, str)
    note_removed = Signal(str)
    annotation_opened = Signal(str)
    article_noted = Signal(str, str)
    rule_switched = Signal(str, bool)
    changes_wanted = Signal()
    family_opened = Signal(str)
    comparison_wanted = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        self._article: Article | None = None
        self._is_writable = True
        self.setProperty("pane", "ground")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Record")
        self._body = QWidget(self)
        self._body.setProperty("pane", "ground")
        self._body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self._body)
        side = theme.space(4.5) - PAD_PX
        self._column.setContentsMargins(side, theme.space(4), side, theme.space(6))
        self._column.setSpacing(0)
        self.rows: dict[str, RecordRow] = {}
        self._heading("Record")
        self._make_rows()
        self._heading("Tags")
        self.tags = TagsSection(theme, icons, self._body)
        self._place(self.tags)
        self._heading("Notes")
        self.notes = NotesSection(theme, icons, self._body)
        self._place(self.notes)
        self._family_heading = self._heading("Also printed in")
        self.family = FamilySection(theme, self._body)
        self._place(self.family)
        self._heading("Repairs")
        self.repairs = RepairsSection(theme, self._body)
        self._place(self.repairs)
        self._history_heading = self._heading("History")
        self.history = HistorySection(theme, self._body)
        self._place(self.history)
        self._heading("File")
        self.file = FileSection(theme, self._body)
        self._place(self.file)
        self._column.addStretch(1)
        self.setWidget(self._body)
        self._order = ReadingOrder(self._body)
        self._connect()
        self.clear()

    def _heading(self, text: str) -> Label:
        label = Label(self._theme, text, Type.LABEL, "muted", self._body)
        first = self._column.count() == 0
        above, below = (0, 1) if first else (5, 2)
        label.setContentsMargins(PAD_PX, self._theme.space(above), 0, self._theme.space(below))
        self._column.addWidget(label)
        return label

    def _place(self, section: QWidget) -> None:
        section.setContentsMargins(PAD_PX, 0, PAD_PX, 0)
        self._column.addWidget(section)

    def _make_rows(self) -> None:
        for name in values.ROWS:
            row = RecordRow(self._theme, self._icons, name, self._body)
            row.lit.connect(self.evidence_requested)
            row.pointed.connect(self.evidence_pointed)
            row.edited.connect(self.field_edited)
            row.confirmed.connect(self._on_confirmed)
            row.retracted.connect(self.field_retracted)
            self._column.addWidget(row)
            self.rows[name] = row

    def _connect(self) -> None:
        self.tags.tag_added.connect(self.tag_added)
        self.tags.tag_removed.connect(self.tag_removed)
        self.tags.tag_opened.connect(self.tag_opened)
        self.notes.note_edited.connect(self.note_edited)
        self.notes.note_removed.connect(self.note_removed)
        self.notes.annotation_opened.connect(self.annotation_opened)
        self.notes.article_noted.connect(self.article_noted)
        self.repairs.rule_switched.connect(self.rule_switched)
        self.repairs.changes_wanted.connect(self.changes_wanted)
        self.family.opened.connect(self.family_opened)
        self.family.compared.connect(self.comparison_wanted)

    # -- what is shown ------------------------------------------------------------------------------------------------

    @property
    def article(self) -> Article | None:
        """The article whose record is shown."""
        return self._article

    def show_article(self, article: Article, tag_colours: Mapping[str, str]) -> None:
        """Shows the record of an article.

        Args:
            article: The article.
            tag_colours: Colour names of tags; "" or absent for none.
        """
        is_same = self._article is not None and self._article.id == article.id
        self._article = article
        self._body.setEnabled(True)
        self._body.show()
        wanted = values.shown_rows(article)
        for name, row in self.rows.items():
            row.setVisible(name in wanted)
            if name in wanted:
                row.show_article(article)
        self.tags.show_tags(article.tags, tag_colours)
        self.notes.show_notes(article.annotations, note_numbers(article), quotes(article))
        self.repairs.show_article(article)
        self.file.show_file(article.file)
        if not is_same:
            self.show_family(())
            self.show_history(())
            self.verticalScrollBar().setValue(0)

    def show_family(self, family: Sequence[Relative]) -> None:
        """Shows where else the story was printed; nothing at all when nowhere."""
        self.family.show_family(family)
        self.family.setVisible(bool(family))
        self._family_heading.setVisible(bool(family))

    def show_history(self, events: Sequence[PastEvent]) -> None:
        """Shows what was done to the article, the latest first."""
        self.history.show_events(events)
        self.history.setVisible(bool(events))
        self._history_heading.setVisible(bool(events))

    def clear(self) -> None:
        """Shows nothing."""
        self._article = None
        self._body.hide()

    def set_writable(self, writable: bool) -> None:
        """Whether anything can be changed; False for an archive that is open for reading only."""
        self._is_writable = writable
        self.tags.set_writable(writable)
        self.notes.set_writable(writable)
        self.repairs.set_writable(writable)
        for row in self.rows.values():
            row.is_writable = writable

    # -- going through it ---------------------------------------------------------------------------------------------

    def write_note(self) -> None:
        """Opens the plate for a note on the whole article."""
        if self._article is not None and self._is_writable:
            self.ensureWidgetVisible(self.notes)
            self.notes.write()

    def write_tag(self) -> None:
        """Opens the line to type a tag in."""
        if self._article is not None:
            self.ensureWidgetVisible(self.tags)
            self.tags.open_line()

    def go_to_doubtful(self, after: str = "") -> bool:
        """Puts the keyboard on the first doubtful field other than `after`; asks for another article if there is none.

        Returns:
            Whether this article has one.
        """
        doubtful = [name for name in values.doubtful_rows(self._article) if name != after] if self._article else []
        if not doubtful:
            self.next_doubtful_wanted.emit()
            return False
        self.focus_field(doubtful[0])
        return True

    def focus_field(self, name: str) -> None:
        """Puts the keyboard on a field and lights up its words."""
        row = self.rows.get(name)
        if row is not None and not row.isHidden():
            row.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.ensureWidgetVisible(row)
            self.evidence_requested.emit(name)

    def _on_confirmed(self, name: str) -> None:
        article = self._article
        if article is not None and self._is_writable and article.shown(name) is not None:
            self.field_confirmed.emit(name)
        self.go_to_doubtful(after=name)
