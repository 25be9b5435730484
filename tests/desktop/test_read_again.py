"""Reading again, what was learned, and notes without a place, on the desk with a real archive and real processes."""

import json
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from newsreader.desktop.actions import Command
from newsreader.desktop.learned_dialog import LearnedDialog
from newsreader.desktop.notes_section import NoteCard
from newsreader.desktop.paragraph import TextLink
from newsreader.desktop.read_again_dialog import ReadAgainDialog, summary
from newsreader.desktop.read_again_table import groups_of, lines_of
from newsreader.desktop.theme import Theme
from newsreader.desktop.window import DeskWindow
from newsreader.domain.re_extracting import ArticleChange, FieldChange, ReExtractProgress, ReExtractReport, Unreadable
from newsreader.services import annotating, correcting, learning
from newsreader.services.process_crash import ProcessCrash
from newsreader.services.session import Session
from tests.desktop.conftest import open_desk

REPORT = ReExtractReport(
    5, 2, 3, 1, (Unreadable("abcd", "/in/a.txt", "is gone", "Put it back."),), {}, {},
    (
        ArticleChange(1, "id1", "Men stay out", (
            FieldChange("headline", "Old", "Men stay out", "a", "b"),
            FieldChange("byline", None, ("Ann Lee", "Bo Marsh"), "", "b", is_covered=True),
        ), {"hyphen.join": 2}, {"space": 1}, True, 1),
        ArticleChange(2, "id2", "", (FieldChange("headline", "Older", None),)),
    ), "2026.1", dry_run=True,
)  # fmt: skip


def test_differences_are_grouped_by_field_in_the_order_of_the_record() -> None:
    lines = lines_of(REPORT)
    assert [line.group for line in lines] == ["byline", "headline", "headline", *["repairs"] * 3, "failed"]
    assert lines[0][1:] == ("Byline (yours stays)", "Men stay out", "none", "Ann Lee, Bo Marsh")
    assert lines[2][1:] == ("Headline", "id2", "Older", "none")
    assert [words for _, words in groups_of(lines)] == [
        "Byline  1", "Headline  2", "Repairs  3", "Could not be read  1",
    ]  # fmt: skip
    said = summary(REPORT)
    assert "5 articles read: 2 would change, 3 stay as they are, 1 could not be read" in said
    assert "A note loses its place" in said


def test_the_dialog_goes_from_question_to_preview_to_report(qtbot: QtBot, theme: Theme) -> None:
    dialog = ReadAgainDialog(theme, {"selected": 1, "all": 93})
    qtbot.addWidget(dialog)
    dialog.show()
    words = [button.text() for button in dialog.scopes.values()]
    assert words == ["The one that is selected", "All 93 articles of the archive"]
    assert not dialog.go.isEnabled()
    with qtbot.waitSignal(dialog.preview_wanted) as wanted:
        dialog.preview.click()
    assert wanted.args == ["selected"]
    dialog.show_running(ReExtractProgress(10, 93, 4))
    assert "Reading 10 of 93 · 4 differ" in dialog.said.text()
    assert dialog.bar.isVisible()
    assert not dialog.preview.isEnabled()
    with qtbot.waitSignal(dialog.cancel_wanted):
        dialog.stop.click()
    dialog.close()
    assert dialog.isVisible(), "its report is still to come"
    dialog.show_report(REPORT)
    assert dialog.go.isEnabled()
    assert dialog.differences.rowCount() == 7
    dialog.group.setCurrentIndex(dialog.group.findData("headline"))
    assert dialog.differences.rowCount() == 2
    dialog.scopes["all"].setChecked(True)
    assert not dialog.go.isEnabled(), "a preview of one article tells nothing about all"
    dialog.show_crash(ProcessCrash("Somebody imports", "Wait."))
    assert dialog.said.text() == "Somebody imports. Wait."


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, session: Session) -> Iterator[DeskWindow]:
    """The desk on an archive that older rules have read."""
    with session.archive.writing() as db:
        old = json.dumps({"headline": ["An old reading", 0, 3, "headline.old", 0.5, "text", ""]})
        db.execute("UPDATE content SET extracted = ?, rules = '2025.1' WHERE article <= 3", (old,))
    with open_desk(qtbot, session.archive.folder) as made:
        yield made


def _settle(qtbot: QtBot, window: DeskWindow) -> None:
    qtbot.waitUntil(lambda: window.desk.jobs.is_idle, timeout=30_000)


def _open_first(qtbot: QtBot, window: DeskWindow, number: int) -> None:
    window.desk.open_article(number)
    qtbot.waitUntil(lambda: window.frame.record.article is not None, timeout=20_000)
    _settle(qtbot, window)


def _select(window: DeskWindow, words: str) -> None:
    view = window.frame.reader.view
    cursor = view.textCursor()
    start = view.shown.to_position(view.shown.text.index(words))
    cursor.setPosition(start)
    cursor.setPosition(start + len(words), QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)


def test_the_notice_leads_to_a_preview_the_reading_and_back(qtbot: QtBot, window: DeskWindow) -> None:
    banner = window.frame.banner
    qtbot.waitUntil(banner.isVisible, timeout=20_000)
    assert banner.text == "3 articles were read with older rules."
    banner.action_button.click()
    assert not banner.isVisible()
    dialog = window.findChild(ReadAgainDialog)
    assert dialog is not None
    assert dialog.scope == "older"
    qtbot.waitUntil(lambda: not window.reading_again.is_running, timeout=60_000)
    assert "3 articles read: 3 would change" in dialog.said.text()
    archive = window.desk.session.archive  # type: ignore[union-attr]  # there is one
    assert archive.extracted.rules()["2025.1"] == 3
    with qtbot.waitSignal(window.reading_again.changed, timeout=60_000):
        dialog.go.click()
    assert "2025.1" not in archive.extracted.rules()
    assert dialog.undo.isVisible()
    with qtbot.waitSignal(window.reading_again.changed, timeout=60_000):
        dialog.undo.click()
    assert archive.extracted.rules()["2025.1"] == 3
    assert "3 articles have their former values again" in dialog.said.text()
    dialog.reject()
    _settle(qtbot, window)


def test_what_was_learned_is_seen_forgotten_and_taken_back(qtbot: QtBot, window: DeskWindow) -> None:
    session = window.desk.session
    assert session is not None
    article = session.archive.articles.get(5)
    correcting.edit(session, article.id, {"paper": "The Ledger of Halifax"})
    window.actions_by_command[Command.LEARNED].trigger()
    dialog = window.findChild(LearnedDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.table.isVisible(), timeout=20_000)
    model = dialog.table.model()
    assert model.index(0, 2).data() == "The Ledger of Halifax"
    assert "ann" in model.index(0, 4).data()
    dialog.table.selectRow(0)
    dialog.forget.click()
    qtbot.waitUntil(lambda: dialog.forget.text() == "Use again", timeout=20_000)
    assert not learning.knowledge_of(session).papers
    window.articles.history.undo()
    qtbot.waitUntil(lambda: dialog.forget.text() == "Forget", timeout=20_000)
    assert learning.knowledge_of(session).papers
    dialog.accept()
    _settle(qtbot, window)


def test_a_note_without_a_place_is_attached_or_kept_on_the_article(qtbot: QtBot, window: DeskWindow) -> None:
    session = window.desk.session
    assert session is not None
    article = session.archive.articles.get(5)
    words = article.clean.split("\n")[0][:30]
    note = annotating.add_by_quote(session, article.id, words, "look here")
    session.archive.annotations.move(note.id, None, "ann")
    _open_first(qtbot, window, 5)
    notes = window.frame.record.notes
    links = {link.text(): link for link in notes.findChildren(TextLink)}
    links["Attach to the selected words"].click()
    assert "First select the words" in window.frame.status.message.text()
    _select(window, words.split()[0])
    links["Attach to the selected words"].click()
    qtbot.waitUntil(lambda: not session.archive.annotations.get(note.id).orphaned, timeout=20_000)
    window.articles.history.undo()
    qtbot.waitUntil(lambda: session.archive.annotations.get(note.id).orphaned, timeout=20_000)
    _settle(qtbot, window)
    {link.text(): link for link in notes.findChildren(TextLink)}["Keep as a note on the article"].click()
    qtbot.waitUntil(lambda: session.archive.annotations.get(note.id).anchor is None, timeout=20_000)
    kept = session.archive.annotations.get(note.id)
    assert kept.note == f"“{' '.join(words.split())}”: look here"
    _settle(qtbot, window)
    assert notes.findChild(NoteCard) is not None


def test_the_list_of_notes_shows_only_those_that_lost_their_place(qtbot: QtBot, window: DeskWindow) -> None:
    session = window.desk.session
    assert session is not None
    article = session.archive.articles.get(5)
    first, second = (annotating.add(session, article.id, at, at + 8, "note") for at in (0, 20))
    session.archive.annotations.move(second.id, None, "ann")
    dialog = window.dialogs.open_notes()
    qtbot.waitUntil(lambda: dialog.view.model().rowCount() == 2, timeout=20_000)
    dialog.kinds.chosen.emit("lost")
    qtbot.waitUntil(lambda: dialog.view.model().rowCount() == 1, timeout=20_000)
    assert "lost its place" in dialog.view.model().index(0, 0).data()
    session.archive.annotations.set_removed(second.id, True, "ann")
    dialog.query_changed.emit("")
    qtbot.waitUntil(lambda: dialog.nothing.isVisible(), timeout=20_000)
    assert dialog.nothing.text() == "Every note has its place."
    assert first.anchor is not None
    dialog.close()
    _settle(qtbot, window)
