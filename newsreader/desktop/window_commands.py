"""What each command of the window does."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMessageBox

from newsreader import __version__, paths
from newsreader.desktop import learned_dialog, undo_steps, window_menu
from newsreader.desktop.actions import Command
from newsreader.desktop.answers import TRASH, Asked, Listing
from newsreader.desktop.learned_dialog import LearnedDialog
from newsreader.desktop.palette import Palette
from newsreader.desktop.query_edits import with_manners
from newsreader.desktop.shortcut_sheet import ShortcutSheet
from newsreader.desktop.theme import Mode
from newsreader.domain.listing import ArticleRow
from newsreader.domain.query import Filters
from newsreader.services import searching

if TYPE_CHECKING:
    from newsreader.desktop.window import DeskWindow

_MODES: Final = {
    Command.THEME_SYSTEM: Mode.SYSTEM,
    Command.THEME_LIGHT: Mode.LIGHT,
    Command.THEME_DARK: Mode.DARK,
    Command.THEME_SEPIA: Mode.SEPIA,
}
_WRITES: Final = (
    Command.IMPORT_FILES, Command.IMPORT_FOLDER, Command.STAR, Command.TOGGLE_READ, Command.TAG, Command.NOTE,
    Command.TRASH, Command.SAVE_SEARCH, Command.READ_AGAIN,
)  # fmt: skip


class WindowCommands:
    """Connects every command to what it does in one window."""

    def __init__(self, window: "DeskWindow") -> None:
        self._window = window
        frame = window.frame
        does: Mapping[Command, Callable[[], object]] = {
            Command.IMPORT_FILES: self.import_files,
            Command.IMPORT_FOLDER: self.import_folder,
            Command.IMPORTS: window.importing.open_imports,
            Command.WATCHED: window.importing.open_watched,
            Command.NEW_ARCHIVE: self.new_archive,
            Command.OPEN_ARCHIVE: self.open_archive,
            Command.OPEN_SAMPLE: self.open_sample,
            Command.READ_AGAIN: window.reading_again.open,
            Command.LEARNED: self.open_learned,
            Command.REBUILD_INDEX: self.rebuild_index,
            Command.QUIT: window.close,
            Command.STAR: self.star,
            Command.TOGGLE_READ: self.toggle_read,
            Command.TRASH: self.to_trash,
            Command.RESTORE: self.restore,
            Command.TAG: self.tag,
            Command.SEARCH: self.go_to_search,
            Command.SAVE_SEARCH: self.save_search,
            Command.CLEAR: self.clear,
            Command.NEXT_ARTICLE: lambda: frame.list.step(1),
            Command.PREVIOUS_ARTICLE: lambda: frame.list.step(-1),
            Command.GO_BROWSE: lambda: self._go_to(Command.SHOW_BROWSE, frame.browse.view.setFocus),
            Command.GO_LIST: frame.list.view.setFocus,
            Command.GO_READER: frame.reader.take_focus,
            Command.GO_RECORD: lambda: self._go_to(Command.SHOW_RECORD, lambda: frame.record.focus_field("paper")),
            Command.NOTE: lambda: self._go_to(Command.SHOW_RECORD, lambda: None),
            Command.NEXT_DOUBTFUL: lambda: self._go_to(Command.SHOW_RECORD, lambda: None),
            Command.TEXT_LARGER: lambda: self.step_text(1),
            Command.TEXT_SMALLER: lambda: self.step_text(-1),
            Command.TEXT_NORMAL: lambda: window.theme.set_text_scale(100),
            Command.PALETTE: self.open_palette,
            Command.SHORTCUTS: self.open_shortcuts,
            Command.ABOUT: self.about,
        }
        for command, do in does.items():
            self._action(command).triggered.connect(lambda _=False, run=do: run())
        self._connect_switches()
        frame.search.save_wanted.connect(self.save_search)
        frame.search.import_wanted.connect(self.import_files)
        frame.browse.search_chosen.connect(self.run_saved)
        frame.browse.search_removed.connect(self.remove_saved)
        frame.browse.trash_chosen.connect(self.show_trash)
        frame.list.menu_wanted.connect(self.open_list_menu)
        window.desk.listed.connect(self._on_listed)

    def _connect_switches(self) -> None:
        window, frame = self._window, self._window.frame
        for command, pane in ((Command.SHOW_BROWSE, frame.browse), (Command.SHOW_RECORD, frame.record)):
            self._action(command).setChecked(True)
            self._action(command).toggled.connect(pane.setVisible)
        self._action(Command.COMPACT).toggled.connect(lambda on: frame.list.set_compact(compact=on))
        for command, mode in _MODES.items():
            self._action(command).setChecked(window.theme.mode is mode)
            self._action(command).triggered.connect(lambda _=False, chosen=mode: window.theme.set_mode(chosen))
        frame.reader.appearance_chosen.connect(lambda name: self._choose_mode(Mode(name)))

    def text_actions(self) -> list[QAction]:
        """The commands of the text and the record, which those panes bring themselves."""
        frame = self._window.frame
        return [action for pane in (frame.reader, frame.record) for action in pane.actions() if action.text()]

    def show_writable(self, *, writable: bool) -> None:
        """Commands that change the archive are off while it can only be read."""
        for command in _WRITES:
            self._action(command).setEnabled(writable)
        self._window.frame.search.bring.setEnabled(writable)

    def import_files(self) -> None:
        """Asks for files and imports them."""
        found, _ = QFileDialog.getOpenFileNames(self._window, "Import files")
        self.bring_in([Path(name) for name in found])

    def import_folder(self) -> None:
        """Asks for a folder and imports it."""
        if found := QFileDialog.getExistingDirectory(self._window, "Import a folder"):
            self.bring_in([Path(found)])

    def bring_in(self, found: list[Path]) -> None:
        """Imports files and folders."""
        if found:
            self._window.importing.start(found)

    def new_archive(self) -> None:
        """Asks for a folder and makes an archive there."""
        if found := QFileDialog.getExistingDirectory(self._window, "Folder for the new archive"):
            self._window.desk.open_archive(Path(found), create=True)

    def open_archive(self) -> None:
        """Asks for the folder of an archive and opens it."""
        if found := QFileDialog.getExistingDirectory(self._window, "Open an archive"):
            self._window.desk.open_archive(Path(found))

    def open_sample(self) -> None:
        """Opens the sample archive, making it first."""
        from newsreader.services import sample  # brings the whole import with it: not for the start of the window

        desk = self._window.desk
        desk.jobs.read(lambda: sample.make_sample(paths.sample_archive()), desk.adopt, key="open archive")

    def rebuild_index(self) -> None:
        """Throws the search index away and has it built again."""
        desk = self._window.desk
        desk.change(lambda session: session.index.clear(), lambda _: self._window.indexing.request())

    def open_learned(self) -> LearnedDialog:
        """Shows what corrections have taught."""
        window = self._window
        dialog = LearnedDialog(window.theme, not window.desk.is_read_only, window)

        def fetch() -> None:
            session = window.desk.session
            if session is not None:
                window.desk.jobs.read(lambda: learned_dialog.fetch(session), dialog.show_lessons, key="lessons")

        def let_go() -> None:
            window.desk.jobs.drop("lessons")
            window.articles.history.changed.disconnect(fetch)

        window.articles.history.changed.connect(fetch)
        dialog.forget_wanted.connect(lambda lesson: window.articles.make(undo_steps.forget_lesson(lesson)))
        dialog.article_wanted.connect(window.articles.open_article)
        dialog.finished.connect(lambda _: let_go())
        fetch()
        dialog.open()
        return dialog

    def star(self) -> None:
        """Stars the selected articles, or unstars them when all are starred."""
        self._with_selected(
            lambda rows, ids: self._window.articles.make(
                undo_steps.star(ids, on=not all(row.is_starred for row in rows))
            )
        )

    def toggle_read(self) -> None:
        """Marks the selected articles as read, or as unread when all are read."""
        self._with_selected(
            lambda rows, ids: self._window.articles.make(
                undo_steps.mark_read(ids, on=not all(row.is_read for row in rows))
            )
        )

    def to_trash(self) -> None:
        """Moves the selected articles to the trash."""
        self._with_selected(lambda _, ids: self._window.articles.make(undo_steps.to_trash(ids)))

    def restore(self) -> None:
        """Brings the selected articles back from the trash."""
        self._with_selected(lambda _, ids: self._window.articles.make(undo_steps.restore(ids)))

    def show_trash(self) -> None:
        """Lists what is in the trash, or everything again."""
        desk = self._window.desk
        self._window.frame.search.line.set_query("")
        filters = Filters() if desk.asked.is_trash else TRASH
        self._window.frame.browse.show_filters(filters)
        desk.ask(Asked("", filters, desk.sort_of_lists))

    def _on_listed(self, listing: Listing) -> None:
        writable = not self._window.desk.is_read_only
        self._action(Command.RESTORE).setEnabled(writable and listing.asked.is_trash)
        self._action(Command.TRASH).setEnabled(writable and not listing.asked.is_trash)

    def tag(self) -> None:
        """Goes to the tags of the open article, or asks for the tags of all that are selected."""
        if self._window.frame.list.selected_count() > 1:
            self._with_selected(self._window.dialogs.open_tags)
        else:
            self._go_to(Command.SHOW_RECORD, self._window.frame.record.write_tag)

    def go_to_search(self) -> None:
        """Puts the cursor in the search line with everything selected."""
        line = self._window.frame.search.line
        line.setFocus()
        line.selectAll()

    def clear(self) -> None:
        """Lists everything again."""
        self._window.frame.search.line.set_query("")
        self._window.frame.browse.show_filters(Filters())
        self._window.desk.ask(Asked("", Filters(), self._window.desk.sort_of_lists))

    def save_search(self) -> None:
        """Asks for a name and keeps the search."""
        asked = self._window.desk.asked
        if not (asked.query.strip() or asked.filters):
            return
        prompt = "Name of the search:"
        if len(asked.manners) > 1 and asked.query.strip():
            prompt = f"It is kept with misreadings, without synonyms: a saved search has one of the two.\n{prompt}"
        name, is_given = QInputDialog.getText(
            self._window, "Save search", prompt, QLineEdit.EchoMode.Normal, asked.query.strip()
        )
        query = with_manners(asked.query, asked.manners)
        if is_given and name.strip():
            self._window.desk.change(
                lambda session: searching.save_search(session, name.strip(), query, asked.filters),
                lambda _: self._window.searching.looked(" ".join(name.split())),
            )

    def run_saved(self, name: str) -> None:
        """Searches as saved under a name."""
        self._window.desk.find_saved(name, self._on_saved_found)
        self._window.searching.looked(name)

    def _on_saved_found(self, query: str, filters: Filters) -> None:
        self._window.frame.search.line.set_query(query)
        self._window.frame.browse.show_filters(filters)
        desk = self._window.desk
        desk.ask(Asked(query, filters, desk.asked.sort))

    def remove_saved(self, name: str) -> None:
        """Forgets a saved search."""
        self._window.desk.change(
            lambda session: searching.delete_saved(session, name), lambda _: self._window.desk.refresh_shape()
        )

    def step_text(self, steps: int) -> None:
        """Larger or smaller text."""
        scale = self._window.theme.step_text_scale(steps)
        self._window.frame.status.say(f"Text size {scale} %")

    def open_palette(self) -> None:
        """Opens the command palette."""
        window = self._window
        entries = window_menu.palette_entries(window.actions_by_command, self.text_actions())
        Palette(window.theme, window.icons, entries, window).show()

    def open_shortcuts(self) -> None:
        """Opens the sheet of shortcuts."""
        window = self._window
        ShortcutSheet(window.theme, window.actions_by_command, self.text_actions(), window).show()

    def open_list_menu(self, at: QPoint) -> None:
        """Opens the menu of the selected articles."""
        window_menu.list_menu(self._window, self._window.actions_by_command).popup(at)

    def about(self) -> None:
        """Says what this is."""
        QMessageBox.about(
            self._window,
            "About newsreader",
            f"newsreader {__version__}\n\nA desktop archival reader for digitized newspapers.\n"
            "It never connects to a network.\n\n"
            "Places of the world: GeoNames, geonames.org (CC BY 4.0).",
        )

    def _choose_mode(self, mode: Mode) -> None:
        self._window.theme.set_mode(mode)
        for command, other in _MODES.items():
            self._action(command).setChecked(other is mode)

    def _go_to(self, switch: Command, focus: Callable[[], object]) -> None:
        """Shows a pane if it is folded away, and puts the focus there."""
        self._action(switch).setChecked(True)
        focus()

    def _with_selected(self, do: Callable[[list[ArticleRow], list[str]], object]) -> None:
        numbers = self._window.frame.list.selected_numbers()
        if numbers and not self._window.desk.is_read_only:
            self._window.desk.fetch_articles(numbers, lambda rows: do(rows, [row.id for row in rows]))

    def _action(self, command: Command) -> QAction:
        return self._window.actions_by_command[command]
