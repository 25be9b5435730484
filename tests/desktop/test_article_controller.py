"""What is done to an article on the desk reaches the archive, shows at once, and can be undone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from newsreader.archive.archive import Archive
from newsreader.desktop import record_values as values
from newsreader.desktop.actions import Command
from newsreader.desktop.app import make_application, make_window
from newsreader.desktop.plates import TagChip
from newsreader.desktop.reader_document import ReaderStyle
from newsreader.desktop.reader_marks import MarkKind
from newsreader.desktop.theme import Mode
from newsreader.desktop.window import DeskWindow
from newsreader.domain.article import Article
from newsreader.services import annotating, browsing, reading
from newsreader.services.session import Session


@pytest.fixture
def folder(session: Session) -> Path:
    return session.archive.folder


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[Session], DeskWindow]]:
    windows: list[DeskWindow] = []

    def make(session: Session) -> DeskWindow:
        make_application()
        window = make_window(Mode.LIGHT)
        windows.append(window)
        window.resize(1366, 768)
        window.show()
        window.desk.adopt(session)
        settle(qtbot, window)
        window.frame.list.step(0)
        qtbot.waitUntil(lambda: window.frame.record.article is not None, timeout=10_000)
        settle(qtbot, window)
        return window

    yield make
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(open_window: Callable[[Session], DeskWindow], folder: Path) -> DeskWindow:
    return open_window(Session(Archive.open(folder), "ann"))


def settle(qtbot: QtBot, window: DeskWindow) -> None:
    qtbot.waitUntil(lambda: window.desk.jobs.is_idle, timeout=20_000)


def shown(window: DeskWindow) -> Article:
    article = window.frame.record.article
    assert article is not None
    return article


def stored(window: DeskWindow) -> Article:
    assert window.desk.session is not None
    return reading.article(window.desk.session, shown(window).id)


def press(window: DeskWindow, command: Command) -> None:
    action: QAction = window.actions_by_command[command]
    assert action.isEnabled()
    action.trigger()


def test_a_field_edited_by_keyboard_is_stored_shown_and_undone(qtbot: QtBot, window: DeskWindow) -> None:
    row = window.frame.record.rows["country"]
    before = stored(window).shown("country")
    QTest.keyClick(row, Qt.Key.Key_Return)
    row.editor.setText("France")
    QTest.keyClick(row.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: row.value.text() == "France", timeout=10_000)
    assert stored(window).shown("country") == "FR"
    assert row.sure.text() == "✓"
    assert window.actions_by_command[Command.UNDO].text() == "Undo change of country"
    press(window, Command.UNDO)
    qtbot.waitUntil(lambda: shown(window).shown("country") == before, timeout=10_000)
    press(window, Command.REDO)
    qtbot.waitUntil(lambda: row.value.text() == "France", timeout=10_000)
    window.frame.record.field_retracted.emit("country")
    qtbot.waitUntil(lambda: not shown(window).confirmed, timeout=10_000)


def _chips(window: DeskWindow) -> list[TagChip]:
    return [chip for chip in window.frame.record.findChildren(TagChip) if not chip.isHidden()]


def test_a_tag_is_added_and_taken_off(qtbot: QtBot, window: DeskWindow) -> None:
    press(window, Command.TAG)
    line = window.frame.record.tags.line
    line.setText("labour/docks")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(window).tags == ("labour/docks",), timeout=10_000)
    # The record follows the article it shows a moment later.
    qtbot.waitUntil(lambda: bool(_chips(window)), timeout=10_000)
    QTest.keyClick(_chips(window)[-1], Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: shown(window).tags == (), timeout=10_000)
    press(window, Command.UNDO)
    qtbot.waitUntil(lambda: shown(window).tags == ("labour/docks",), timeout=10_000)
    settle(qtbot, window)
    assert stored(window).tags == ("labour/docks",)


def test_words_are_highlighted_and_noted(qtbot: QtBot, window: DeskWindow) -> None:
    view = window.frame.reader.view
    words = stored(window).clean.split("\n\n")[-1][:20]
    start = view.shown.to_position(view.shown.text.index(words))
    cursor = view.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + len(words), QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    window.frame.reader.selecting.write_note()
    editor = window.frame.reader.selecting.editor
    editor.words.setPlainText("see 1921")
    QTest.keyClick(editor.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(shown(window).annotations) == 1, timeout=10_000)
    note = shown(window).annotations[0]
    assert note.note == "see 1921"
    assert len(view.marks.of(MarkKind.HIGHLIGHT)) >= 1
    window.frame.record.note_edited.emit(note.id, "see 1922", "pink")
    qtbot.waitUntil(lambda: shown(window).annotations[0].note == "see 1922", timeout=10_000)
    window.frame.record.note_removed.emit(note.id)
    qtbot.waitUntil(lambda: shown(window).annotations == (), timeout=10_000)
    press(window, Command.UNDO)
    qtbot.waitUntil(lambda: len(shown(window).annotations) == 1, timeout=10_000)
    press(window, Command.NOTE)
    window.frame.record.notes.editor.words.setPlainText("on all")
    window.frame.record.notes.editor._on_keep()
    qtbot.waitUntil(lambda: len(shown(window).annotations) == 2, timeout=10_000)
    settle(qtbot, window)
    assert any("note" in event for event in _history(window))


def _history(window: DeskWindow) -> list[str]:
    return [event.words for event in window.frame.record.history._events]


def test_a_repair_is_taken_back_in_changes(qtbot: QtBot, window: DeskWindow) -> None:
    article = stored(window)
    index = len(article.repairs) - 1
    window.frame.record.changes_wanted.emit()
    assert window.frame.reader.layer == "changes"
    window.frame.reader.repair_toggled.emit(index, False)
    qtbot.waitUntil(lambda: index in shown(window).rejected, timeout=10_000)
    assert window.frame.reader.layer == "changes"
    assert stored(window).clean != article.clean
    window.frame.reader.repair_toggled.emit(index, True)
    qtbot.waitUntil(lambda: not shown(window).rejected, timeout=10_000)
    rule = article.repairs[0].rule
    window.frame.record.rule_switched.emit(rule, False)
    qtbot.waitUntil(lambda: bool(shown(window).rejected), timeout=10_000)
    press(window, Command.UNDO)
    qtbot.waitUntil(lambda: stored(window).clean == article.clean, timeout=10_000)


def test_evidence_of_a_field_lights_up_in_the_text(qtbot: QtBot, window: DeskWindow) -> None:
    QTest.mouseClick(window.frame.record.rows["paper"], Qt.MouseButton.LeftButton)
    marks = window.frame.reader.view.marks.of(MarkKind.EVIDENCE)
    assert len(marks) == 1
    assert window.frame.reader.view.shown.text[marks[0].start : marks[0].end] == shown(window).shown_text("paper")


def test_the_review_queue_goes_from_article_to_article(qtbot: QtBot, window: DeskWindow) -> None:
    assert window.desk.session is not None
    session = window.desk.session
    doubtful = [n for n in range(1, 13) if values.doubtful_rows(reading.article_by_number(session, n))]
    seen = set()
    for _ in range(len(doubtful)):
        press(window, Command.NEXT_DOUBTFUL)
        settle(qtbot, window)
        article = shown(window)
        rows = values.doubtful_rows(article)
        if not rows:
            break
        seen.add(article.number)
        for name in rows:
            window.frame.record.rows[name].confirmed.emit(name)
        settle(qtbot, window)
    assert seen <= set(doubtful)
    assert bool(seen) == bool(doubtful)


def test_many_articles_are_tagged_and_go_to_the_trash_and_back(qtbot: QtBot, window: DeskWindow) -> None:
    session = window.desk.session
    assert session is not None
    rows = browsing.rows(session, [1, 2, 3])
    ids = [row.id for row in rows]
    dialog = window.dialogs.open_tags(rows, ids)
    dialog.line.setText("news")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert dialog.added == ["news"]
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert [row.tags for row in browsing.rows(session, [1, 2, 3])] == [("news",)] * 3
    window.frame.list.view.selectAll()
    press(window, Command.TRASH)
    qtbot.waitUntil(lambda: browsing.count(session) == 0, timeout=10_000)
    press(window, Command.UNDO)
    qtbot.waitUntil(lambda: browsing.count(session) == 12, timeout=10_000)


def test_all_notes_are_listed_filtered_and_opened(qtbot: QtBot, window: DeskWindow) -> None:
    session = window.desk.session
    assert session is not None
    other = browsing.rows(session, [5])[0]
    article = reading.article_by_number(session, 5)
    start = article.raw.index(article.clean.split("\n\n")[0][:10])
    annotating.add(session, other.id, start, start + 10, "the fifth", "blue")
    annotating.note_on_article(session, shown(window).id, "another")
    dialog = window.dialogs.open_notes()
    qtbot.waitUntil(lambda: len(dialog._notes.rows) == 2, timeout=10_000)
    dialog.grab()
    QTest.keyClicks(dialog.words, "fifth")
    qtbot.waitUntil(lambda: len(dialog._notes.rows) == 1, timeout=10_000)
    assert other.headline in str(dialog._notes.index(0, 0).data())
    dialog._on_chosen(dialog._notes.index(0, 0))
    qtbot.waitUntil(lambda: shown(window).id == other.id, timeout=10_000)
    QTest.keyClicks(dialog.words, "xyz")
    qtbot.waitUntil(dialog.nothing.isVisible, timeout=10_000)
    dialog.close()


def test_what_is_listed_is_exported(qtbot: QtBot, window: DeskWindow, tmp_path: Path) -> None:
    dialog = window.dialogs.open_export()
    assert dialog is not None
    assert dialog.format == "csv"
    dialog.choices["jsonl"].setChecked(True)
    dialog.settled.emit(dialog.format, tmp_path / "out.jsonl")
    settle(qtbot, window)
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 12
    dialog.reject()


def test_nothing_is_changed_in_an_archive_for_reading(
    qtbot: QtBot, open_window: Callable[[Session], DeskWindow], folder: Path
) -> None:
    window = open_window(Session(Archive.open(folder, read_only=True), "ann"))
    window.frame.reader.selection_noted.emit(0, 5, "yellow", "")
    window.frame.reader.repair_toggled.emit(0, False)
    settle(qtbot, window)
    assert not window.articles.history.can_undo
    assert stored(window).annotations == ()


def test_the_size_of_the_text_is_remembered(
    qtbot: QtBot, open_window: Callable[[Session], DeskWindow], folder: Path
) -> None:
    window = open_window(Session(Archive.open(folder), "ann"))
    window.frame.reader.toolbar.style_chosen.emit(ReaderStyle(125, 720))
    window.close()
    again = make_window(Mode.LIGHT)
    assert again.frame.reader.style_of_text == ReaderStyle(125, 720)
    again.close()
    again.deleteLater()


def test_a_tag_opens_the_list_of_its_articles(qtbot: QtBot, window: DeskWindow) -> None:
    session = window.desk.session
    assert session is not None
    ids = [row.id for row in browsing.rows(session, [2, 4])]
    window.articles.tag(ids, ["news"], [])
    settle(qtbot, window)
    window.frame.record.tag_opened.emit("news")
    qtbot.waitUntil(lambda: window.desk.listing is not None and len(window.desk.listing.numbers) == 2, timeout=10_000)
