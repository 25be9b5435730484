"""The dialogs over many articles: tags, all notes, export."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from newsreader.desktop import notes_dialog
from newsreader.desktop.actions import Command
from newsreader.desktop.article_controller import ArticleController
from newsreader.desktop.export_dialog import ExportDialog
from newsreader.desktop.figures import counted
from newsreader.desktop.icons import Icons
from newsreader.desktop.notes_dialog import NotesDialog
from newsreader.desktop.status_bar import StatusBar
from newsreader.desktop.tags_dialog import TagsDialog
from newsreader.desktop.theme import Theme
from newsreader.domain.listing import ArticleRow, TagCount
from newsreader.domain.query import Sort
from newsreader.services import exporting, tagging


class ArticleDialogs(QObject):
    """Opens the dialogs and does what they settle."""

    def __init__(
        self,
        theme: Theme,
        icons: Icons,
        articles: ArticleController,
        status: StatusBar,
        actions: Mapping[Command, QAction],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._theme, self._icons = theme, icons
        self._articles = articles
        self._desk = articles.desk
        self._status = status
        self._window = window
        self._notes: NotesDialog | None = None
        self._note_to_show = ""
        actions[Command.NOTES].triggered.connect(lambda: self.open_notes())
        actions[Command.EXPORT].triggered.connect(lambda: self.open_export())
        articles.history.changed.connect(self._refresh_notes)
        articles.shown.connect(self._on_article_shown)

    # -- tags ---------------------------------------------------------------------------------------------------------

    def open_tags(self, rows: Sequence[ArticleRow], ids: Sequence[str]) -> TagsDialog:
        """Asks which tags to put on articles and which to take off.

        Args:
            rows: The rows of the articles that are at hand; they tell which tags are carried.
            ids: All of the articles.
        """
        present = Counter(tag for row in rows for tag in row.tags)
        shape, session = self._desk.shape, self._desk.session
        colours = shape.tag_colours if shape is not None else {}
        dialog = TagsDialog(self._theme, self._icons, len(ids), dict(present.most_common()), colours, self._window)
        dialog.settled.connect(lambda added, removed: self._articles.tag(ids, added, removed))

        def arrived(tags: tuple[TagCount, ...]) -> None:
            dialog.set_names([tag.name for tag in tags])

        if session is not None:
            self._desk.jobs.read(lambda: tagging.all_tags(session), arrived, key="tags to offer")
        dialog.finished.connect(lambda _: self._desk.jobs.drop("tags to offer"))
        dialog.open()
        return dialog

    # -- notes --------------------------------------------------------------------------------------------------------

    def open_notes(self) -> NotesDialog:
        """Opens the window with all notes, or brings it to the front."""
        if self._notes is None:
            self._notes = NotesDialog(self._theme, self._window)
            self._notes.query_changed.connect(self._fetch_notes)
            self._notes.note_opened.connect(self._on_note_opened)
        self._notes.show()
        self._notes.raise_()
        self._notes.words.setFocus()
        self._fetch_notes(self._notes.words.text())
        return self._notes

    def _refresh_notes(self) -> None:
        if self._notes is not None and self._notes.isVisible():
            self._fetch_notes(self._notes.words.text())

    def _fetch_notes(self, query: str) -> None:
        session, dialog = self._desk.session, self._notes
        if session is not None and dialog is not None:
            lost = dialog.only_lost
            self._desk.jobs.read(
                lambda: notes_dialog.fetch(session, query, only_lost=lost), dialog.show_notes, key="notes"
            )

    def _on_note_opened(self, article_id: str, annotation_id: str) -> None:
        article = self._articles.article
        self._note_to_show = annotation_id
        if article is not None and article.id == article_id:
            self._on_article_shown(article_id)
        else:
            self._articles.open_article(article_id)

    def _on_article_shown(self, _article_id: str) -> None:
        if self._note_to_show:
            self._articles.show_annotation(self._note_to_show)
            self._note_to_show = ""

    # -- export -------------------------------------------------------------------------------------------------------

    def open_export(self) -> ExportDialog | None:
        """Asks for a format and a file, and writes what is listed."""
        listing = self._desk.listing
        if listing is None or not listing.numbers:
            self._status.say("Nothing is listed that could be exported")
            return None
        understood = listing.result.understood if listing.result is not None else ""
        dialog = ExportDialog(self._theme, len(listing.numbers), understood, self._window)
        dialog.settled.connect(self.export)
        dialog.open()
        return dialog

    def export(self, format_name: str, path: Path) -> None:
        """Writes what is listed to a file."""
        session, asked = self._desk.session, self._desk.asked
        if session is None:
            return
        sort = Sort.DATE if asked.sort is Sort.RELEVANCE and not asked.query.strip() else asked.sort

        def told(report: exporting.ExportReport) -> None:
            self._status.say(f"{counted(report.exported, 'article', 'articles')} written to {path.name}")

        self._status.say(f"Writing {path.name}…")
        self._desk.jobs.read(
            lambda: exporting.export(
                session, asked.query, format_name, path, filters=asked.filters, sort=sort, manners=asked.manners
            ),
            told,
        )
