"""Cutting a page into articles on the desk: the real window, archive and pointer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from newsreader.desktop.actions import Command
from newsreader.desktop.page_view import PageView
from newsreader.desktop.window import DeskWindow
from newsreader.domain.article import Article
from newsreader.domain.importing import ImportRequest
from newsreader.services.importing import import_paths
from newsreader.services.session import Session
from tests.desktop.conftest import open_desk
from tests.unit.formats import printing

PAGE = {
    "B1": ["A NEW PIER."],
    "B2": ["The harbour board resolved on Tues-", "day to build a pier of stone."],
    "B3": ["THE ICE."],
    "B4": ["The river opened on Monday."],
}


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, session: Session, tmp_path: Path) -> Iterator[DeskWindow]:
    """The desk on a page that nobody has cut yet."""
    path = printing.write_pages(tmp_path / "in")
    (tmp_path / "in" / "0007.xml").write_text(printing.alto(PAGE, language="eng"), encoding="utf-8")
    import_paths(session, ImportRequest((str(path.parent),), {}, jobs=1))
    number = session.archive.articles.latest()
    with open_desk(qtbot, session.archive.folder) as made:
        made.desk.open_article(number)
        qtbot.waitUntil(lambda: made.pages.issue is not None)
        made.frame.reader.set_layer("page")
        qtbot.waitUntil(lambda: made.pages.view.sheet is not None)
        qtbot.waitUntil(lambda: made.desk.jobs.is_idle, timeout=30_000)
        yield made


def _word(view: PageView, text: str) -> QRectF:
    page, sheet = view.page, view.sheet
    assert page is not None
    assert sheet is not None
    return sheet.word_rect(next(at for at, word in enumerate(page.words) if word.text == text))


def _at(view: PageView, place: QRectF, *, is_right: bool = False) -> QPoint:
    shown = view.canvas.to_view(place)
    return QPoint(round(shown.right() - 1 if is_right else shown.left() + 1), round(shown.center().y()))


def _click(qtbot: QtBot, view: PageView, text: str, *, is_right: bool = False) -> None:
    at = _at(view, _word(view, text), is_right=is_right)
    QTest.mouseMove(view.canvas.viewport(), at)
    QTest.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)


def _article(window: DeskWindow) -> Article:
    assert window.articles.article is not None
    return window.articles.article


def _headlines(window: DeskWindow) -> list[str]:
    return sorted(area.headline for area in window.pages.view.canvas.overlays.areas)


def _cut_at_ice(qtbot: QtBot, window: DeskWindow) -> None:
    window.pages.view.bar.cut.click()
    assert window.cutting.is_cutting
    QApplication.processEvents()  # the line of commands takes room from the page
    _click(qtbot, window.pages.view, "ICE.")
    window.cutting.actions["cut_begin"].trigger()
    qtbot.waitUntil(lambda: "THE ICE." in _headlines(window))


def test_an_article_begins_at_the_line_that_was_clicked(qtbot: QtBot, window: DeskWindow) -> None:
    _cut_at_ice(qtbot, window)
    qtbot.waitUntil(lambda: _article(window).shown("headline") == "THE ICE.")
    assert len(window.pages.view.canvas.overlays.areas) == 2
    window.actions_by_command[Command.UNDO].trigger()
    qtbot.waitUntil(lambda: len(window.pages.view.canvas.overlays.areas) == 1)
    window.actions_by_command[Command.REDO].trigger()
    qtbot.waitUntil(lambda: "THE ICE." in _headlines(window))


def test_words_are_drawn_around_and_put_elsewhere(qtbot: QtBot, window: DeskWindow) -> None:
    _cut_at_ice(qtbot, window)
    view = window.pages.view
    port = view.canvas.viewport()
    start, end = _at(view, _word(view, "river")), _at(view, _word(view, "Monday."), is_right=True)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start - QPoint(3, 6))
    QTest.mouseMove(port, start + QPoint(20, 0))
    QTest.mouseMove(port, end + QPoint(3, 6))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end + QPoint(3, 6))
    page = view.page
    assert page is not None
    assert [page.words[at].text for at in sorted(view.marks.selected)] == ["river", "opened", "on", "Monday."]
    window.cutting.actions["cut_move"].trigger()
    _click(qtbot, view, "stone.", is_right=True)
    session = window.desk.session
    assert session is not None
    number = session.archive.articles.latest() - 1
    qtbot.waitUntil(lambda: session.archive.articles.get(number).raw.endswith("stone.\n\nriver opened on Monday."))


def test_articles_are_joined_again(qtbot: QtBot, window: DeskWindow) -> None:
    _cut_at_ice(qtbot, window)
    qtbot.waitUntil(lambda: _article(window).shown("headline") == "THE ICE.")
    window.cutting.actions["cut_join_before"].trigger()
    qtbot.waitUntil(lambda: len(window.pages.view.canvas.overlays.areas) == 1)
    qtbot.waitUntil(lambda: _article(window).raw.startswith("A NEW PIER") and "ICE" in _article(window).raw)


def test_selected_text_becomes_the_headline(qtbot: QtBot, window: DeskWindow) -> None:
    reader = window.frame.reader
    reader.set_layer("clean")
    shown = reader.view.shown
    cursor = reader.view.textCursor()
    start = shown.to_position(shown.text.index("THE ICE."))
    cursor.setPosition(start)
    cursor.setPosition(start + len("THE ICE."), QTextCursor.MoveMode.KeepAnchor)
    reader.view.setTextCursor(cursor)
    window.cutting.actions["cut_headline"].trigger()
    qtbot.waitUntil(lambda: _article(window).shown("headline") == "THE ICE.")


def test_escape_leaves_step_by_step(qtbot: QtBot, window: DeskWindow) -> None:
    view = window.pages.view
    view.bar.cut.click()
    QApplication.processEvents()
    _click(qtbot, view, "ICE.")
    assert len(view.marks.selected) == 2
    QTest.keyClick(view.canvas, Qt.Key.Key_Escape)
    assert (len(view.marks.selected), window.cutting.is_cutting) == (0, True)
    QTest.keyClick(view.canvas, Qt.Key.Key_Escape)
    assert (len(view.marks.selected), window.cutting.is_cutting) == (0, False)
    assert view.canvas.tool is view.reading
    assert not view.bar.cut.isChecked()


def test_nothing_chosen_is_told(window: DeskWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window.pages.view.bar.cut.click()
    said: list[str] = []
    monkeypatch.setattr(window.frame.status, "say", said.append)
    window.cutting.actions["cut_out"].trigger()
    assert "Choose words first" in said[0]


def _key(view: PageView, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(view.canvas, key, modifiers)


def _taken(view: PageView) -> str:
    page = view.page
    assert page is not None
    return " ".join(page.words[at].text for at in sorted(view.marks.selected))


def test_a_page_is_cut_with_the_keyboard_alone(qtbot: QtBot, window: DeskWindow) -> None:
    view = window.pages.view
    window.cutting.actions["cut"].trigger()
    assert view.canvas.hasFocus()
    _key(view, Qt.Key.Key_Down)
    assert _taken(view) == "A NEW PIER."
    for _ in range(3):
        _key(view, Qt.Key.Key_Down)
    assert _taken(view) == "THE ICE."
    _key(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert _taken(view) == "THE ICE. The river opened on Monday."
    _key(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert _taken(view) == "THE ICE."
    window.cutting.actions["cut_begin"].trigger()
    qtbot.waitUntil(lambda: "THE ICE." in _headlines(window))
    qtbot.waitUntil(lambda: window.desk.jobs.is_idle)


def test_words_are_put_elsewhere_with_the_keyboard(qtbot: QtBot, window: DeskWindow) -> None:
    _cut_at_ice(qtbot, window)
    qtbot.waitUntil(lambda: window.desk.jobs.is_idle)
    view = window.pages.view
    _click(qtbot, view, "river")
    window.cutting.actions["cut_move"].trigger()
    told: list[str] = []
    for _ in range(2):
        _key(view, Qt.Key.Key_Up)
    told.append(window.frame.status.message.text())
    _key(view, Qt.Key.Key_Return)
    assert told == ["Before “day”"]
    session = window.desk.session
    assert session is not None
    number = session.archive.articles.latest() - 1
    qtbot.waitUntil(
        lambda: "opened on Monday. day to build" in " ".join(session.archive.articles.get(number).raw.split())
    )


def test_tab_goes_through_what_can_be_done(qtbot: QtBot, window: DeskWindow) -> None:
    view = window.pages.view
    view.bar.cut.click()
    QApplication.processEvents()
    view.bar.more.setFocus()
    met = []
    for _ in range(7):
        window.focusNextPrevChild(True)
        focused = QApplication.focusWidget()
        met.append(focused.accessibleName() if focused is not None else "")
    assert met == [
        "Begin an article here",
        "Make it the headline",
        "Make it an article of its own",
        "Put it elsewhere…",
        "Join with the article before",
        "Join with the next article",
        "Done with cutting the page",
    ]
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert not window.cutting.is_cutting


def test_an_archive_that_can_only_be_read_is_not_cut(qtbot: QtBot, window: DeskWindow) -> None:
    session = window.desk.session
    assert session is not None
    number = session.archive.articles.latest()
    window.desk.adopt(Session.open(session.archive.folder, read_only=True))
    window.desk.open_article(number)
    qtbot.waitUntil(lambda: window.pages.issue is not None and window.desk.jobs.is_idle)
    cut = window.pages.view.bar.cut
    cut.click()
    assert (cut.isEnabled(), cut.isChecked(), window.cutting.is_cutting) == (False, False, False)
    assert "can only be read" in cut.toolTip()


def test_words_are_put_on_another_page(qtbot: QtBot, qapp: QApplication, session: Session, tmp_path: Path) -> None:
    folder = printing.write_issue(tmp_path / "in").parent
    import_paths(session, ImportRequest((str(folder),), {}, jobs=1))
    number = session.archive.pages.articles_on(session.archive.pages.pages(1)[0].number)[0].number
    with open_desk(qtbot, session.archive.folder) as window:
        window.issues.open_issue(session.archive.pages.issues()[0].number)
        qtbot.waitUntil(lambda: window.frame.reader.layer == "page" and window.pages.view.sheet is not None)
        qtbot.waitUntil(lambda: window.desk.jobs.is_idle)
        view = window.pages.view
        view.bar.cut.click()
        window.cutting.take_up(range(3, 5))
        moved = _taken(view)
        window.cutting.actions["cut_move"].trigger()
        view.strip.page_chosen.emit(2)
        _key(view, Qt.Key.Key_Return)  # no place was chosen on this page: nothing happens
        qtbot.waitUntil(lambda: view.sequence == 2 and view.sheet is not None)
        qtbot.waitUntil(lambda: window.desk.jobs.is_idle)
        QApplication.processEvents()
        _click(qtbot, view, "MARKETS.")
        archive = session.archive

        def there() -> bool:
            texts = [" ".join(archive.articles.get(at).raw.split()) for at in archive.pages.articles_of(1)]
            return any(text.startswith(f"{moved} MARKETS.") for text in texts)

        qtbot.waitUntil(there)
        window.actions_by_command[Command.UNDO].trigger()
        qtbot.waitUntil(lambda: not there())
        assert moved in " ".join(archive.articles.get(number).raw.split())


def test_scissors_while_a_page_loads_wait_for_it(qtbot: QtBot, window: DeskWindow) -> None:
    view = window.pages.view
    window.pages.refresh()
    view.clear()
    view.bar.cut.click()
    assert window.cutting.is_cutting
    _key(view, Qt.Key.Key_Down)
    window.cutting.actions["cut_out"].trigger()
    window.cutting.actions["cut_join_next"].trigger()
    window.cutting.actions["cut_move"].trigger()
    QTest.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    qtbot.waitUntil(lambda: window.desk.jobs.is_idle)
    assert not window.articles.history.can_undo


def test_a_cut_is_taken_back_from_the_text(qtbot: QtBot, window: DeskWindow) -> None:
    _cut_at_ice(qtbot, window)
    qtbot.waitUntil(lambda: _article(window).shown("headline") == "THE ICE.")
    window.frame.reader.set_layer("clean")
    assert not window.cutting.is_cutting
    window.actions_by_command[Command.UNDO].trigger()
    session = window.desk.session
    assert session is not None
    qtbot.waitUntil(lambda: "ICE" in session.archive.articles.get(session.archive.articles.latest() - 1).raw)
    qtbot.waitUntil(lambda: window.desk.jobs.is_idle)
    window.frame.reader.set_layer("page")
    qtbot.waitUntil(lambda: window.desk.jobs.is_idle)
    assert len(window.pages.view.canvas.overlays.areas) == 1


def test_another_archive_ends_the_cutting(qtbot: QtBot, window: DeskWindow, tmp_path: Path) -> None:
    window.pages.view.bar.cut.click()
    window.cutting.take_up(range(3))
    window.cutting.actions["cut_move"].trigger()
    window.desk.adopt(Session.open(tmp_path / "other", create=True))
    qtbot.waitUntil(lambda: window.desk.jobs.is_idle)
    assert (window.cutting.is_cutting, window.cutting.actions["cut"].isEnabled()) == (False, False)
