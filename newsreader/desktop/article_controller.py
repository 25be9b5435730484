"""Carries what a person does to articles from the panes to the archive, and what became of it back to the panes."""

from collections.abc import Callable, Mapping, Sequence
from typing import Concatenate, Final, ParamSpec

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from newsreader.archive.events import Event
from newsreader.desktop import answers, history_words, undo_steps, window_memory
from newsreader.desktop import record_values as values
from newsreader.desktop.actions import Command
from newsreader.desktop.answers import Opened
from newsreader.desktop.desk import Desk
from newsreader.desktop.frame import Frame
from newsreader.desktop.reader_document import ReaderStyle
from newsreader.desktop.record_sections import PastEvent
from newsreader.desktop.undo import Step, UndoHistory
from newsreader.domain.article import Article
from newsreader.domain.field import FieldValue
from newsreader.domain.listing import TagCount
from newsreader.domain.query import Filters
from newsreader.services import correcting, reading, tagging
from newsreader.services.session import Session

_SETTLE_MS: Final = 400
"""Counts of the tree are fetched again so long after the last change."""
_UNTOLD: Final = frozenset({"read", "not read"})
"""Events too small for the history."""

_Of = ParamSpec("_Of")


class ArticleController(QObject):
    """Everything that changes articles goes through here, so that everything can be undone.

    Signals:
        shown: Id of an article that has just come onto the screen.
    """

    shown = Signal(str)

    def __init__(self, desk: Desk, frame: Frame, actions: Mapping[Command, QAction], window: QWidget) -> None:
        super().__init__(window)
        self.desk = self._desk = desk
        self._frame = frame
        self._window = window
        self._actions = actions
        self._going_to_doubtful = False
        self._refreshing_list = False
        self.history = UndoHistory(desk.jobs, self)
        self._settling = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._settling.timeout.connect(self._on_settled)
        self._connect_reader()
        self._connect_record()
        self.history.changed.connect(self._on_changed)
        self.history.list_changed.connect(self._on_list_changed)
        self.history.undo_words_changed.connect(lambda words: self._show_words(Command.UNDO, "Undo", words))
        self.history.redo_words_changed.connect(lambda words: self._show_words(Command.REDO, "Redo", words))
        desk.archive_opened.connect(self._on_archive_opened)
        desk.article_opened.connect(self._on_article_opened)
        for command, do in (
            (Command.UNDO, self.history.undo),
            (Command.REDO, self.history.redo),
            (Command.NOTE, frame.record.write_note),
            (Command.NEXT_DOUBTFUL, frame.record.go_to_doubtful),
        ):
            actions[command].triggered.connect(lambda _=False, run=do: run())
        self._show_words(Command.UNDO, "Undo", "")
        self._show_words(Command.REDO, "Redo", "")
        self._restore_style()

    def _connect_reader(self) -> None:
        reader, record = self._frame.reader, self._frame.record
        reader.repair_toggled.connect(self._on_repair_toggled)
        reader.selection_noted.connect(self._on_selection_noted)
        reader.tag_wanted.connect(record.write_tag)
        reader.annotation_opened.connect(record.notes.focus_note)
        reader.quote_copied.connect(lambda _: self._frame.status.say("Quote copied with its source"))
        reader.style_changed.connect(self._on_style_changed)

    def _connect_record(self) -> None:
        reader, record = self._frame.reader, self._frame.record
        record.evidence_requested.connect(self._on_evidence_requested)
        record.evidence_pointed.connect(self._on_evidence_pointed)
        record.field_edited.connect(self._on_field_edited)
        record.field_confirmed.connect(lambda name: self._make(undo_steps.confirm_field, name))
        record.field_retracted.connect(lambda name: self._make(undo_steps.retract_field, name))
        record.next_doubtful_wanted.connect(self.open_next_doubtful)
        record.tag_added.connect(self._on_tag_added)
        record.tag_removed.connect(self._on_tag_removed)
        record.tag_opened.connect(self._on_tag_opened)
        record.note_edited.connect(lambda *note: self.history.make(undo_steps.edit_note(*note)))
        record.note_removed.connect(lambda note: self.history.make(undo_steps.remove_note(note)))
        record.article_noted.connect(lambda note, colour: self._make(undo_steps.note_on_article, note, colour))
        record.notes.attach_wanted.connect(self._on_attach_wanted)
        record.notes.detach_wanted.connect(lambda note: self.history.make(undo_steps.keep_note_on_article(note)))
        record.annotation_opened.connect(reader.show_annotation)
        record.rule_switched.connect(self._on_rule_switched)
        record.changes_wanted.connect(lambda: reader.set_layer("changes"))
        record.family_opened.connect(self.open_article)

    # -- what the panes ask for ---------------------------------------------------------------------------------------

    @property
    def article(self) -> Article | None:
        """The open article, as it is shown."""
        return self._frame.record.article

    def make(self, step: Step) -> None:
        """Makes a change that can be undone."""
        self.history.make(step)

    def tag(self, ids: Sequence[str], added: Sequence[str], removed: Sequence[str]) -> None:
        """Tags many articles."""
        for name in added:
            self.history.make(undo_steps.tag(ids, name))
        for name in removed:
            self.history.make(undo_steps.untag(ids, name))

    def open_article(self, article_id: str) -> None:
        """Opens an article by its id."""
        session = self._desk.session
        if session is not None:
            self._desk.jobs.read(
                lambda: reading.article(session, article_id).number, self._desk.open_article, key="find article"
            )

    def show_annotation(self, annotation_id: str) -> None:
        """Brings a note of the open article into view, in the text and beside it."""
        self._frame.reader.show_annotation(annotation_id)
        self._frame.record.notes.focus_note(annotation_id)

    def open_next_doubtful(self) -> None:
        """Opens the next article of the review queue at its most doubtful field."""
        session, article = self._desk.session, self.article
        if session is None:
            return
        after = article.number if article is not None and values.doubtful_rows(article) else None
        number = article.number if article is not None else None

        def arrived(found: int | None) -> None:
            if found is None or found == number:
                self._frame.status.say("No doubtful field is left")
            else:
                self._going_to_doubtful = True
                self._desk.open_article(found)

        self._desk.jobs.read(lambda: correcting.next_doubtful(session, after), arrived, key="doubtful")

    def _make(self, step: Callable[Concatenate[Article, _Of], Step], *about: _Of.args, **more: _Of.kwargs) -> None:
        article = self.article
        if article is not None:
            self.history.make(step(article, *about, **more))

    def _on_repair_toggled(self, index: int, accepted: bool) -> None:
        article = self.article
        if article is not None and not self._desk.is_read_only:
            self.history.make(undo_steps.choose_repair(article, index, accepted=accepted))

    def _on_rule_switched(self, rule: str, on: bool) -> None:
        article = self.article
        if article is not None:
            self.history.make(undo_steps.switch_rule(article, rule, on=on))

    def _on_selection_noted(self, start: int, end: int, colour: str, note: str) -> None:
        article = self.article
        if self._desk.is_read_only:
            self._frame.status.say("This archive can only be read")
        elif article is not None:
            self.history.make(undo_steps.annotate(article, start, end, colour, note))

    def _on_attach_wanted(self, annotation_id: str) -> None:
        selected = self._frame.reader.selecting.selected_raw()
        if selected is None:
            self._frame.status.say("First select the words in the text that the note is about")
        else:
            self.history.make(undo_steps.attach_note(annotation_id, *selected))

    def _on_field_edited(self, name: str, value: FieldValue) -> None:
        article = self.article
        if article is not None:
            self.history.make(undo_steps.edit_field(article, name, value))

    def _on_tag_added(self, name: str) -> None:
        article = self.article
        if article is not None:
            self.history.make(undo_steps.tag([article.id], name))

    def _on_tag_removed(self, name: str) -> None:
        article = self.article
        if article is not None:
            self.history.make(undo_steps.untag([article.id], name))

    def _on_tag_opened(self, name: str) -> None:
        filters = Filters({"tag": frozenset({name})})
        self._frame.browse.show_filters(filters)
        self._desk.choose(filters)

    def _on_evidence_requested(self, name: str) -> None:
        article = self.article
        if article is not None and name:
            self._frame.reader.show_field(values.field_behind(article, name))
        else:
            self._frame.reader.show_evidence(None)

    def _on_evidence_pointed(self, name: str) -> None:
        article = self.article
        if article is not None:
            self._frame.reader.point_at_field(values.field_behind(article, name) if name else "")

    # -- what became of it --------------------------------------------------------------------------------------------

    def _on_archive_opened(self, session: Session) -> None:
        self.history.set_session(session)
        self._frame.record.set_writable(not session.archive.is_read_only)
        self._fetch_tags()

    def _on_article_opened(self, opened: Opened) -> None:
        self._fetch_history(opened.article.id)
        if self._going_to_doubtful:
            self._going_to_doubtful = False
            doubtful = values.doubtful_rows(opened.article)
            if doubtful:
                # The window shows the article in the same turn; its rows can take the focus after that.
                QTimer.singleShot(0, self, lambda: self._frame.record.focus_field(doubtful[0]))
        QTimer.singleShot(0, self, lambda: self.shown.emit(opened.article.id))

    def _on_changed(self) -> None:
        session, article, query = self._desk.session, self.article, self._desk.query
        if session is not None and article is not None:
            number = article.number
            self._desk.jobs.read(
                lambda: answers.opened(session, number, query), self._on_article_changed, key="changed article"
            )
        self._settling.start()

    def _on_article_changed(self, opened: Opened) -> None:
        article = self.article
        if article is None or article.number != opened.article.number or self._going_to_doubtful:
            return
        if opened.article.trashed is not None and not self._desk.asked.is_trash:
            self._frame.put_article_away()
            return
        colours = self._desk.shape.tag_colours if self._desk.shape is not None else {}
        self._frame.reader.show_article(opened.article, opened.marks_clean, opened.marks_raw)
        self._frame.record.show_article(opened.article, colours)
        self._fetch_history(opened.article.id)

    def _on_list_changed(self) -> None:
        self._refreshing_list = True

    def _on_settled(self) -> None:
        if self._refreshing_list:
            self._refreshing_list = False
            self._desk.refresh()
        else:
            self._frame.list.model.refresh()
            self._desk.refresh_shape()
        self._fetch_tags()

    def _fetch_history(self, article_id: str) -> None:
        session = self._desk.session

        def arrived(events: tuple[Event, ...]) -> None:
            article = self.article
            if article is not None and article.id == article_id:
                told = [event for event in reversed(events) if event.kind not in _UNTOLD]
                self._frame.record.show_history(
                    [PastEvent(event.at, event.by, history_words.in_words(event.kind, event.detail)) for event in told]
                )

        if session is not None:
            self._desk.jobs.read(lambda: reading.history(session, article_id), arrived, key="history")

    def _fetch_tags(self) -> None:
        session = self._desk.session

        def arrived(tags: tuple[TagCount, ...]) -> None:
            self._frame.record.tags.line.set_names([tag.name for tag in tags])

        if session is not None:
            self._desk.jobs.read(lambda: tagging.all_tags(session), arrived, key="tags")

    # -- small things -------------------------------------------------------------------------------------------------

    def _show_words(self, command: Command, verb: str, words: str) -> None:
        self._actions[command].setText(f"{verb} {words}" if words else verb)
        self._actions[command].setEnabled(bool(words))

    def _on_style_changed(self, style: ReaderStyle) -> None:
        window_memory.save({"reader": [style.percent, style.column_px]})

    def _restore_style(self) -> None:
        kept = window_memory.load().get("reader")
        if isinstance(kept, list) and len(kept) == 2 and all(isinstance(size, int) for size in kept):
            style = ReaderStyle(min(200, max(80, kept[0])), min(1200, max(320, kept[1])))
            self._frame.reader.set_style(style, window_memory.theme_mode().value)
