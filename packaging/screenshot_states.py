"""The states of the desk that pictures are taken of, each reached through the commands a reader uses."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import screenshot_imports
import screenshot_pages
from PySide6.QtGui import QTextCursor
from screenshot_studio import BULK, FLOOD_STORY, STORY, WIRE_STORY, Studio, sentence
from screenshot_waiting import open_archive, wait_for_paint, wait_until

from newsreader.desktop.actions import Command
from newsreader.desktop.learned_dialog import LearnedDialog
from newsreader.desktop.picture import settle
from newsreader.desktop.window import DeskWindow
from newsreader.services import browsing
from newsreader.services.session import Session

if TYPE_CHECKING:
    from newsreader.domain.importing import ImportProgress

QUERY = "harbour strike country:canada date:1912..1924"

State = Callable[[Studio, DeskWindow], None]


def browse(studio: Studio, window: DeskWindow) -> None:
    """The archive as it opens: tree, list, text, record."""
    open_archive(window, studio.sample)
    _read_story(window)


def search(studio: Studio, window: DeskWindow) -> None:
    """A search with its reading in plain words, its years and its snippets."""
    open_archive(window, studio.sample)
    _search(window, QUERY)
    _read_story(window)


def changes(studio: Studio, window: DeskWindow) -> None:
    """Every repair in the text."""
    search(studio, window)
    window.frame.reader.set_layer("changes")
    settle(window)


def original(studio: Studio, window: DeskWindow) -> None:
    """The text as it came in."""
    search(studio, window)
    window.frame.reader.set_layer("original")
    settle(window)


def evidence(studio: Studio, window: DeskWindow) -> None:
    """The words a value came from."""
    search(studio, window)
    window.frame.record.focus_field("byline")
    settle(window)


def note(studio: Studio, window: DeskWindow) -> None:
    """A note being written on selected words."""
    open_archive(window, studio.sample)
    _read_story(window)
    view = window.frame.reader.view
    words = sentence(view.shown.text.split("\n\n")[2])
    cursor = view.textCursor()
    start = view.shown.to_position(view.shown.text.index(words))
    cursor.setPosition(start)
    cursor.setPosition(start + len(words), QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    window.frame.reader.selecting.write_note()
    window.frame.reader.selecting.editor.words.setPlainText("Compare the Star’s figure for the same week.")


def edit(studio: Studio, window: DeskWindow) -> None:
    """A field being edited in place, with what is wrong said below it."""
    open_archive(window, studio.sample)
    _read_story(window)
    row = window.frame.record.rows["country"]
    row.edit()
    row.editor.setText("Atlantis")
    row.editor.returnPressed.emit()
    row._commit(go_on=False)  # noqa: SLF001 - what Enter does


def importing_now(studio: Studio, window: DeskWindow) -> None:
    """An import at work: what is in can be read."""
    open_archive(window, studio.copy_of_sample())
    _read_story(window)
    window.importing.begin([studio.bulk], {})
    told: list[ImportProgress] = []
    window.importing.progressed.connect(told.append)
    wait_until(lambda: bool(told) and told[-1].total_is_final and told[-1].done >= BULK * 0.4)
    settle(window)


def import_report(studio: Studio, window: DeskWindow) -> None:
    """What an import did, and what it could not do."""
    open_archive(window, studio.copy_of_sample())
    window.importing.begin([studio.troubled], {})
    wait_until(lambda: not window.importing.is_running)
    settle(window)
    window.frame.list.step(0)
    settle(window)
    window.importing.show_report()


def empty_archive(studio: Studio, window: DeskWindow) -> None:
    """A new archive says what to do."""
    open_archive(window, studio.empty)


def no_result(studio: Studio, window: DeskWindow) -> None:
    """Nothing found: which part of the search to drop."""
    open_archive(window, studio.sample)
    _search(window, "harbour strike country:spain date:1912..1924")


def error(studio: Studio, window: DeskWindow) -> None:
    """A known error, in a banner, with what to do."""
    open_archive(window, studio.sample)
    _read_story(window)
    window.desk.open_archive(studio.folder / "Missing")
    settle(window)


def read_only(studio: Studio, window: DeskWindow) -> None:
    """An archive that can only be read."""
    window.desk.adopt(Session.open(studio.sample, read_only=True))
    settle(window)
    _read_story(window)


def palette(studio: Studio, window: DeskWindow) -> None:
    """All commands, found by typing."""
    search(studio, window)
    window.actions_by_command[Command.PALETTE].trigger()
    settle(window)


def shortcuts(studio: Studio, window: DeskWindow) -> None:
    """The sheet of shortcuts."""
    open_archive(window, studio.sample)
    _read_story(window)
    window.actions_by_command[Command.SHORTCUTS].trigger()
    settle(window)


def notes(studio: Studio, window: DeskWindow) -> None:
    """All notes of the archive."""
    open_archive(window, studio.sample)
    _read_story(window)
    window.actions_by_command[Command.NOTES].trigger()
    settle(window)


def compare(studio: Studio, window: DeskWindow) -> None:
    """Two printings of a wire story side by side."""
    open_archive(window, studio.sample)
    _read_story(window, WIRE_STORY)
    window.actions_by_command[Command.COMPARE].trigger()
    settle(window)
    wait_for_paint()
    for _ in range(3):
        window.families.step(1)


def printings(studio: Studio, window: DeskWindow) -> None:
    """The places of a story lit up in it, and where else it was printed."""
    open_archive(window, studio.sample)
    _read_story(window, FLOOD_STORY)
    window.frame.record.focus_field("places")
    window.frame.record.ensureWidgetVisible(window.frame.record.family)
    settle(window)


def read_again(studio: Studio, window: DeskWindow) -> None:
    """What would change if all articles were read again with what corrections have taught."""
    open_archive(window, studio.taught())
    window.reading_again.open("all")
    wait_until(lambda: not window.reading_again.is_running)
    settle(window)


def learned(studio: Studio, window: DeskWindow) -> None:
    """What corrections have taught, and in how many articles it was used."""
    open_archive(window, studio.taught(is_read_again=True))
    window.actions_by_command[Command.LEARNED].trigger()
    settle(window)
    window.findChild(LearnedDialog).table.selectRow(0)


def synonyms(studio: Studio, window: DeskWindow) -> None:
    """The words that are searched together, as lines to edit."""
    open_archive(window, studio.sample)
    _read_story(window)
    window.actions_by_command[Command.SYNONYMS].trigger()
    settle(window)


def words(studio: Studio, window: DeskWindow) -> None:
    """The words of the archive that fit a pattern, with their years."""
    open_archive(window, studio.sample)
    _read_story(window)
    dialog = window.searching.open_words()
    dialog.line.setText("st*")
    dialog.line.returnPressed.emit()
    settle(window)
    dialog.table.selectRow(1)


def history(studio: Studio, window: DeskWindow) -> None:
    """Earlier searches, offered below the empty search line."""
    open_archive(window, studio.sample)
    for query in ("wharf* -strike", "byline:marchbank", "comet place:capetown", '"night school"', QUERY):
        _search(window, query)
        window.frame.search.line.returnPressed.emit()
        settle(window)
    window.actions_by_command[Command.CLEAR].trigger()
    settle(window)
    _read_story(window)
    window.actions_by_command[Command.HISTORY].trigger()
    settle(window)


STATES: dict[str, State] = {
    "browse": browse, "search": search, "changes": changes, "original": original, "evidence": evidence, "note": note,
    "edit": edit, "notes": notes, "import": importing_now, "import-report": import_report, "empty": empty_archive,
    "no-result": no_result, "error": error, "read-only": read_only, "palette": palette, "shortcuts": shortcuts,
    "compare": compare, "printings": printings, "read-again": read_again, "learned": learned, "synonyms": synonyms,
    "words": words, "history": history, **screenshot_imports.STATES, **screenshot_pages.STATES,
}  # fmt: skip


def _search(window: DeskWindow, query: str) -> None:
    window.search_for(query)
    settle(window)
    window.frame.list.step(0)
    settle(window)


def _read_story(window: DeskWindow, headline: str = STORY) -> None:
    session = window.desk.session
    if session is None:
        raise SystemExit("The archive did not open")
    rows = browsing.rows(session, browsing.numbers(session))
    story = next(row for row in rows if row.headline == headline)
    window.desk.find_number(story.id, window.frame.list.stand_on)
    settle(window)
