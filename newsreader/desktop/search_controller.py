"""What goes beside a search: its manners, its history, its record, the synonyms and the words of the archive."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog

from newsreader.desktop.actions import Command
from newsreader.desktop.answers import Listing
from newsreader.desktop.synonyms_dialog import SynonymsDialog
from newsreader.desktop.words_dialog import MOST_SHOWN, WordsDialog
from newsreader.domain.query import MISREAD, SYNONYMS
from newsreader.errors import NewsreaderError
from newsreader.services import saved_news, search_history, search_record, searching, synonyms, term_exploring
from newsreader.services.searching import SearchRequest
from newsreader.services.session import Session

if TYPE_CHECKING:
    from newsreader.desktop.window import DeskWindow

_KEPT_AFTER_MS: Final = 3_000
"""A search that stands so long was meant, and goes into the history."""

_MANNERS: Final = {Command.TOLERATE_OCR: MISREAD, Command.WITH_SYNONYMS: SYNONYMS}


class SearchController(QObject):
    """Connects the commands that go with a search."""

    def __init__(self, window: "DeskWindow") -> None:
        super().__init__(window)
        self._window, self._desk = window, window.desk
        self.words: WordsDialog | None = None
        self.synonyms: SynonymsDialog | None = None
        bar = window.frame.search
        for command, button in ((Command.TOLERATE_OCR, bar.ocr), (Command.WITH_SYNONYMS, bar.synonyms)):
            action = self._action(command)
            button.toggled.connect(action.setChecked)
            action.toggled.connect(button.setChecked)
            action.toggled.connect(lambda _: self._on_manners())
        does = {
            Command.SYNONYMS: self.open_synonyms,
            Command.WORDS: self.open_words,
            Command.HISTORY: self.show_history,
            Command.CLEAR_HISTORY: self.clear_history,
            Command.SAVE_RECORD: self.save_record,
        }
        for command, do in does.items():
            self._action(command).triggered.connect(lambda _=False, run=do: run())
        remembers = self._action(Command.REMEMBER)
        remembers.setChecked(search_history.is_on())
        remembers.toggled.connect(
            lambda on: self._desk.jobs.write(lambda: search_history.switch(on=on), lambda _: None)
        )
        bar.line.history_wanted.connect(lambda: self._offer_history(else_list=True))
        bar.line.query_entered.connect(lambda _: self._remember())
        self._keeping = QTimer(self, singleShot=True, interval=_KEPT_AFTER_MS)
        self._keeping.timeout.connect(self._remember)
        self._desk.listed.connect(self._on_listed)

    def open_words(self) -> WordsDialog:
        """Opens the words of the archive."""
        if self.words is None:
            self.words = WordsDialog(self._window.theme, self._window)
            self.words.terms_wanted.connect(self._on_terms_wanted)
            self.words.word_chosen.connect(self._on_word_chosen)
        self.words.show()
        self.words.line.selectAll()
        self.words.line.setFocus()
        return self.words

    def open_synonyms(self) -> None:
        """Opens the list of synonyms."""
        self._desk.ask_once(
            lambda session: [synonyms.to_line(one) for one in synonyms.all_synonyms(session)], self._on_synonyms
        )

    def show_history(self) -> None:
        """Goes to the search line and shows what was searched for before."""
        self._window.frame.search.line.setFocus()
        self._offer_history(else_list=False)

    def clear_history(self) -> None:
        """Forgets what was searched for in this archive."""
        self._desk.change(search_history.clear, lambda _: self._window.frame.status.say("The search history is empty"))

    def save_record(self) -> None:
        """Asks for a file and writes the record of the search there."""
        found, _ = QFileDialog.getSaveFileName(
            self._window, "Save search record", "search-record.json", "JSON (*.json);;Table (*.csv)"
        )
        if found:
            self.write_record(Path(found))

    def write_record(self, path: Path) -> None:
        """Writes the record of the search that is shown."""
        asked = self._desk.asked
        request = SearchRequest(asked.query, asked.filters, asked.sort, limit=0, manners=asked.manners)

        def write(session: Session) -> int:
            result = searching.search(session, request)
            search_record.write(search_record.record_of(session, request, result), path)
            return result.total

        self._desk.ask_once(write, lambda total: self._window.frame.status.say(f"Record of {total:,} articles saved"))

    def looked(self, name: str) -> None:
        """A saved search is being looked at: nothing in it is new any more."""
        self._desk.change(lambda session: saved_news.look(session, name), lambda _: self._desk.refresh_shape())

    def _on_manners(self) -> None:
        on = frozenset(manner for command, manner in _MANNERS.items() if self._action(command).isChecked())
        self._desk.look_also(on)

    def _on_synonyms(self, lines: list[str]) -> None:
        self.synonyms = SynonymsDialog(self._window.theme, lines, self._window, is_read_only=self._desk.is_read_only)
        self.synonyms.settled.connect(self._on_synonyms_settled)
        self.synonyms.open()

    def _on_synonyms_settled(self, lines: list[str]) -> None:
        self._desk.change(lambda session: synonyms.replace_all(session, lines), lambda _: self._desk.refresh())

    def _on_terms_wanted(self, pattern: str) -> None:
        dialog = self.words
        if dialog is None:
            return

        def refused(error: NewsreaderError) -> None:
            dialog.say(f"{error.message}. {error.remedy}.")

        self._desk.ask_once(
            lambda session: term_exploring.terms(session, pattern, MOST_SHOWN), dialog.show_terms, refused, key="terms"
        )

    def _on_word_chosen(self, word: str) -> None:
        if self.words is not None:
            self.words.hide()
        self._window.search_for(f'"{word}"')
        self._window.frame.search.line.setFocus()

    def _offer_history(self, *, else_list: bool) -> None:
        line = self._window.frame.search.line

        def arrived(found: tuple[search_history.PastSearch, ...]) -> None:
            if found:
                line.offer_history([past.query for past in found])
            elif else_list:
                line.list_wanted.emit()
            else:
                self._window.frame.status.say("No searches are remembered in this archive")

        self._desk.ask_once(search_history.recent, arrived, key="history")

    def _on_listed(self, listing: Listing) -> None:
        if listing.result is not None and listing.is_whole:
            self._keeping.start()
        else:
            self._keeping.stop()

    def _remember(self) -> None:
        self._keeping.stop()
        listing = self._desk.listing
        if listing is not None and listing.result is not None and listing.asked == self._desk.asked:
            query, total = listing.asked.query, len(listing.numbers)
            session = self._desk.session
            if session is not None:
                self._desk.jobs.write(lambda: search_history.remember(session, query, total), lambda _: None)

    def _action(self, command: Command) -> QAction:
        return self._window.actions_by_command[command]
