"""The Page layer on the whole desk: a digitized issue with pictures, read, searched, looked at and clicked."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QToolButton, QWidget

from newsreader.desktop import picture
from newsreader.desktop.app import make_window
from newsreader.desktop.page_overlays import PageMark
from newsreader.desktop.page_tools import IdleTool, Pointer
from newsreader.desktop.page_view import PageView
from newsreader.desktop.page_zoom import FREE, PAGE, WIDTH
from newsreader.desktop.theme import Mode
from newsreader.desktop.window import DeskWindow
from newsreader.domain.importing import ImportRequest
from newsreader.domain.page import Box
from newsreader.services import annotating, importing, reading
from newsreader.services.session import Session
from tests.unit.formats import printing

SCALE = 2
"""Pixels of the pictures to a unit of the pages."""


def scan(mark: Box) -> QImage:
    """A picture of a page of 900 × 1200 units with one black box on it."""
    image = QImage(900 * SCALE, 1200 * SCALE, QImage.Format.Format_Grayscale8)
    image.fill(235)
    painter = QPainter(image)
    painter.fillRect(QRect(*(side * SCALE for side in mark)), QColor("black"))
    painter.end()
    return image


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with an issue of two pages, another issue without pictures, and an article without a page."""
    place = tmp_path_factory.mktemp("made")
    printing.write_issue(place / "in" / "one")
    assert scan(Box(500, 700, 200, 100)).save(str(place / "in" / "one" / "page1.png"))
    assert scan(Box(100, 900, 200, 100)).save(str(place / "in" / "one" / "page2.tif"))
    second = printing.write_issue(place / "in" / "two")
    second.write_text(second.read_text(encoding="utf-8").replace("1891-04-02", "1891-04-09"), encoding="utf-8")
    for page in (place / "in" / "two").glob("page*.xml"):
        page.write_text(page.read_text(encoding="utf-8").replace("harbour", "county"), encoding="utf-8")
    (place / "in" / "letter.txt").write_text("A letter\n\nNobody knows who printed it.\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATA", "CACHE", "CONFIG"):
            patch.setenv(f"NEWSREADER_{name}_DIR", str(place / name.lower()))
        with Session.open(place / "archive", create=True) as session:
            report = importing.import_paths(session, ImportRequest((str(place / "in"),), jobs=1))
            assert (report.added, report.failed) == (5, 0)
    return place


@pytest.fixture(scope="module")
def desk(made: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[DeskWindow]:
    """One window for all tests: most of their time would go into making it."""
    place = tmp_path_factory.mktemp("desk")
    shutil.copytree(made / "archive", place / "archive")
    shutil.copytree(made / "cache", place / "cache")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATA", "CACHE", "CONFIG"):
            patch.setenv(f"NEWSREADER_{name}_DIR", str(place / name.lower()))
        patch.setattr(picture, "_QUIET_MS", 8)
        window = make_window(Mode.LIGHT)
        window.resize(1400, 900)
        window.show()
        window.desk.open_archive(place / "archive")
        picture.settle(window)
        yield window
        window.close()
        window.deleteLater()


@pytest.fixture
def window(desk: DeskWindow) -> DeskWindow:
    """The window as if nothing had been looked at."""
    desk.theme.set_mode(Mode.LIGHT)
    for name in ("doubtful_words", "invert"):
        if action(desk, name).isChecked():
            action(desk, name).trigger()
    view = desk.pages.view
    view.canvas.set_tool(view.reading)
    view.canvas.fit_to(PAGE)
    open_article(desk, "nobody")
    desk.pages._is_wanted = False
    desk.pages._hits_of = (0, None)
    view.clear()
    return desk


def open_article(window: DeskWindow, words: str) -> None:
    """Searches for words and opens the first article that has them."""
    window.search_for(words)
    picture.settle(window)
    window.frame.list.step(0)
    picture.settle(window)


def open_page(window: DeskWindow, words: str = "harbour pier") -> PageView:
    open_article(window, words)
    window.frame.reader.set_layer("page")
    picture.settle(window)
    return window.pages.view


def action(window: DeskWindow, name: str) -> QAction:
    return next(found for found in window.frame.reader.actions() if found.objectName() == f"reader.{name}")


def at_word(view: PageView, text: str) -> QPointF:
    """The middle of a printed word on the sheet."""
    assert view.page is not None
    assert view.sheet is not None
    number = next(place for place, word in enumerate(view.page.words) if word.text == text)
    return view.sheet.word_rect(number).center()


def click(view: PageView, at: QPointF, *, is_double: bool = False) -> None:
    point = view.canvas.to_view(QRectF(at, at)).topLeft().toPoint()
    port = view.canvas.viewport()
    if is_double:
        QTest.mouseDClick(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    else:
        QTest.mouseClick(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)


def marked(view: PageView, kind: PageMark) -> list[str]:
    """The printed words that bear a mark."""
    assert view.page is not None
    assert view.sheet is not None
    places = [mark.place for mark in view.canvas.overlays.of(kind)]
    return [word.text for number, word in enumerate(view.page.words) if view.sheet.word_rect(number) in places]


def test_an_article_without_a_page_has_no_page_layer(window: DeskWindow) -> None:
    reader = window.frame.reader
    assert not reader.toolbar.layers._buttons["page"].isEnabled()
    assert not action(window, "page").isEnabled()
    reader.set_layer("page")
    assert reader.layer == "clean"


def test_the_page_of_an_article_is_shown_with_the_article_lit_and_its_hits_on_the_words(window: DeskWindow) -> None:
    view = open_page(window)
    assert window.frame.reader.layer == "page"
    assert view.isVisible()
    assert view.bar.label.text() == "Page 1 of 2"
    assert "Harbour Lantern" in view.bar.issue.text()
    assert view.tiles.size.width() == 900 * SCALE
    assert sorted(marked(view, PageMark.HIT)) == ["PIER.", "harbour", "pier"]
    opened = view.canvas.overlays.area_of(view.canvas.overlays.open_article)
    assert opened is not None
    assert opened.contains(at_word(view, "harbour"))
    assert not opened.contains(at_word(view, "idle.")), "another block of the page"
    assert window.frame.reader.toolbar.hits.text() == "3 hits"
    image = view.canvas.viewport().grab().toImage()
    ratio = view.canvas.devicePixelRatioF()

    def seen(x: float, y: float) -> QColor:
        point = view.canvas.to_view(QRectF(x * SCALE, y * SCALE, 1, 1)).topLeft() * ratio
        return image.pixelColor(point.toPoint())

    assert seen(600, 750).lightness() < 60, "what is on the picture is where it is"
    assert seen(600, 600).lightness() > 150
    here = at_word(view, "harbour") / SCALE
    assert seen(here.x(), here.y()).saturation() > 40, "a hit is coloured"


def test_f3_goes_from_hit_to_hit_over_the_pages(window: DeskWindow) -> None:
    view = open_page(window, "harbour work")
    reader = window.frame.reader
    action(window, "next_hit").trigger()
    picture.settle(window)
    assert (reader.toolbar.hits.text(), view.sequence) == ("hit 1 of 2", 1)
    assert marked(view, PageMark.HIT_NOW) == ["harbour"]
    action(window, "next_hit").trigger()
    picture.settle(window)
    assert (reader.toolbar.hits.text(), view.sequence) == ("hit 2 of 2", 2)
    assert marked(view, PageMark.HIT_NOW) == ["work"]


def test_a_word_broken_at_a_line_s_end_is_marked_in_both_halves(window: DeskWindow) -> None:
    view = open_page(window, "tuesday")
    assert marked(view, PageMark.HIT) == ["Tues", "day"]


def test_a_click_on_another_article_opens_it(window: DeskWindow) -> None:
    view = open_page(window, "harbour work")
    first = view.canvas.overlays.open_article
    view.step_page(1)
    picture.settle(window)
    assert view.sequence == 2
    click(view, at_word(view, "Corn"))
    picture.settle(window)
    reader = window.frame.reader
    assert reader.layer == "page", "one goes on looking at the page"
    assert view.canvas.overlays.open_article != first
    assert reader.article is not None
    assert "rose" in reader.article.clean
    assert window.frame.record.article is not None
    assert window.frame.record.article.number == reader.article.number


def test_a_word_leads_from_the_page_to_the_text_and_back(window: DeskWindow) -> None:
    view = open_page(window)
    reader = window.frame.reader
    click(view, at_word(view, "stone,"))
    assert marked(view, PageMark.WORD) == ["stone,"]
    reader.set_layer("clean")
    cursor = reader.view.textCursor()
    assert reader.view.shown.text[reader.view.shown.to_place(cursor.position()) :].startswith("stone,")
    reader.set_layer("page")
    click(view, at_word(view, "voted"), is_double=True)
    assert reader.layer == "clean"
    cursor = reader.view.textCursor()
    start = reader.view.shown.to_place(cursor.position())
    assert reader.view.shown.text[start:].startswith("voted")

    begin = reader.view.shown.to_position(reader.view.shown.text.index("work begins"))
    cursor.setPosition(begin)
    cursor.setPosition(begin + len("work begins"), cursor.MoveMode.KeepAnchor)
    reader.view.setTextCursor(cursor)
    button = next(found for found in reader.selecting.bar.findChildren(QToolButton) if "page" in found.toolTip())
    assert button.isVisibleTo(reader.selecting.bar)
    button.click()
    picture.settle(window)
    assert (reader.layer, view.sequence) == ("page", 2)
    assert marked(view, PageMark.EVIDENCE) == ["work", "begins"]


def test_ctrl_and_a_click_on_the_text_shows_it_on_the_page(window: DeskWindow) -> None:
    open_article(window, "harbour pier")
    reader = window.frame.reader
    shown = reader.view.shown
    reader.view.word_activated.emit(shown.to_position(shown.text.index("May.")))
    picture.settle(window)
    assert reader.layer == "page"
    assert marked(window.pages.view, PageMark.EVIDENCE) == ["May."]


def test_highlights_and_evidence_are_on_the_page(window: DeskWindow) -> None:
    view = open_page(window)
    session = window.desk.session
    assert session is not None
    article = reading.article_by_number(session, view.canvas.overlays.open_article)
    start = article.raw.index("voted")
    annotating.add(session, article.id, start, start + len("voted the"), "", "green")
    window.articles.history.changed.emit()
    picture.settle(window)
    assert marked(view, PageMark.HIGHLIGHT) == ["voted", "the"]
    assert view.canvas.overlays.of(PageMark.HIGHLIGHT)[0].value == "green"
    window.frame.reader.show_evidence(start, start + 5)
    assert marked(view, PageMark.EVIDENCE) == ["voted"]
    window.frame.reader.show_evidence(None)
    assert marked(view, PageMark.EVIDENCE) == []


def test_zoom_keeps_the_place_under_the_pointer(window: DeskWindow) -> None:
    canvas = open_page(window).canvas
    canvas.set_zoom(0.8)
    at = QPointF(300, 260)
    before = canvas.to_sheet(at)
    for _ in range(4):
        wheel = QWheelEvent(
            at, canvas.viewport().mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        canvas.wheelEvent(wheel)
    assert canvas.zoom == pytest.approx(1.6, rel=0.01)
    after = canvas.to_sheet(at)
    assert (after - before).manhattanLength() < 4
    canvas.set_zoom(99)
    assert canvas.zoom == 4.0
    canvas.set_zoom(0.0001)
    assert 0.03 < canvas.zoom <= 0.05


def test_keys_size_and_move_the_page_and_leave_the_text_size_alone(window: DeskWindow) -> None:
    view = open_page(window)
    canvas = view.canvas
    scale = window.theme.text_scale
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_W)
    assert canvas.fit == WIDTH
    assert canvas.horizontalScrollBar().maximum() == 0
    canvas.set_zoom(1.0)
    canvas.verticalScrollBar().setValue(0)
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.verticalScrollBar().value() > 0
    QTest.keyClick(canvas, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert canvas.fit == PAGE
    assert (canvas.verticalScrollBar().maximum(), canvas.horizontalScrollBar().maximum()) == (0, 0)
    QTest.keyClick(canvas, Qt.Key.Key_1)
    window.frame.status.say("")
    QTest.qWait(250)
    assert (canvas.zoom, canvas.fit) == (1.0, FREE)
    assert view.bar.percent.text() == "100 %"
    QTest.keyClick(canvas, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    QTest.qWait(250)
    assert canvas.zoom == 1.25
    assert window.theme.text_scale == scale


def test_page_up_and_down_turn_the_page_at_its_ends(window: DeskWindow) -> None:
    view = open_page(window)
    canvas = view.canvas
    canvas.set_zoom(1.0)
    for _ in range(6):
        QTest.keyClick(canvas, Qt.Key.Key_PageDown)
    picture.settle(window)
    assert view.sequence == 2
    assert canvas.verticalScrollBar().value() < canvas.verticalScrollBar().maximum()
    canvas.verticalScrollBar().setValue(0)
    QTest.keyClick(canvas, Qt.Key.Key_PageUp)
    picture.settle(window)
    assert view.sequence == 1
    action(window, "next_page").trigger()
    picture.settle(window)
    assert view.sequence == 2


def test_dragging_moves_the_page_and_does_not_click(window: DeskWindow) -> None:
    view = open_page(window)
    canvas = view.canvas
    canvas.set_zoom(1.5)
    bar = canvas.verticalScrollBar()
    bar.setValue(400)
    port = canvas.viewport()
    article = canvas.overlays.open_article
    QTest.mousePress(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(200, 300))
    for step in range(1, 6):
        QTest.mouseMove(port, QPoint(200, 300 - 30 * step))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(200, 150))
    assert bar.value() > 500
    assert canvas.overlays.open_article == article
    assert marked(view, PageMark.WORD) == []


def test_words_are_selected_with_shift_and_copied_as_printed(window: DeskWindow) -> None:
    view = open_page(window)
    port = view.canvas.viewport()
    view.canvas.set_zoom(0.6)
    start, end = (
        view.canvas.to_view(QRectF(at_word(view, word), at_word(view, word))).topLeft().toPoint()
        for word in ("resolved", "stone,")
    )
    QTest.mousePress(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, start)
    QTest.mouseMove(port, (start + end) / 2)
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, end)
    view.canvas.setFocus()
    QTest.keyClick(view.canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "resolved on Tuesday to build a pier of stone,"
    picture.settle(window)
    reader = window.frame.reader
    assert reader.selecting.bar.isHidden(), "its place would be that of words in the text"
    raw = reader.selecting.selected_raw()
    assert raw is not None
    assert reader.article is not None
    assert " ".join(reader.article.raw[slice(*raw)].split()) == "resolved on Tues- day to build a pier of stone,"
    action(window, "highlight").trigger()
    picture.settle(window)
    assert {"resolved", "Tues", "day", "stone,"} <= set(marked(view, PageMark.HIGHLIGHT))
    window.articles.history.undo()
    picture.settle(window)
    assert "stone," not in marked(view, PageMark.HIGHLIGHT)
    QTest.keyClick(view.canvas, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view.canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("A NEW PIER.\n\nThe harbour board")
    assert "idle" not in copied


def test_tab_goes_from_article_to_article_and_enter_opens_one(window: DeskWindow) -> None:
    view = open_page(window, "harbour work")
    view.step_page(1)
    picture.settle(window)
    canvas = view.canvas
    canvas.setFocus()
    numbers = [area.number for area in canvas.overlays.areas]
    for number in numbers:
        QTest.keyClick(canvas, Qt.Key.Key_Tab)
        assert canvas.overlays.focused == number
    assert len(numbers) > 1
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    picture.settle(window)
    assert canvas.overlays.open_article == numbers[-1]
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Tab)
    assert not canvas.hasFocus(), "and on to the next control after the last"


def test_the_articles_of_a_page_are_listed(window: DeskWindow) -> None:
    view = open_page(window, "harbour work")
    view.step_page(1)
    picture.settle(window)
    listed = {found.text(): found for found in view.bar.articles.menu().actions()}
    assert view.bar.articles.accessibleName() == f"{len(view.canvas.overlays.areas)} articles on this page"
    assert [words for words, found in listed.items() if found.isChecked()] == ["A NEW PIER."]
    listed["Corn rose."].trigger()
    picture.settle(window)
    assert window.frame.reader.article is not None
    assert "rose" in window.frame.reader.article.clean


def test_the_strip_shows_the_pages_with_their_hits(window: DeskWindow) -> None:
    view = open_page(window, "harbour work")
    model = view.strip.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    assert [model.index(row, 0).data(role) for row in range(2)] == ["Page 1, 1 hit", "Page 2, 1 hit"]
    assert isinstance(model.index(1, 0).data(Qt.ItemDataRole.UserRole + 2), QImage)
    view.strip.setCurrentIndex(model.index(1, 0))
    picture.settle(window)
    assert view.sequence == 2


def test_the_next_issue_of_the_paper_is_opened_and_places_are_remembered(window: DeskWindow) -> None:
    view = open_page(window)
    view.canvas.set_zoom(1.5)
    view.canvas.go_to((0.6, 0.7))
    before = view.canvas.centre()
    action(window, "next_issue").trigger()
    picture.settle(window)
    assert view.issue is not None
    assert view.issue.issue.date == "1891-04-09"
    view.canvas.fit_to(PAGE)
    action(window, "next_issue").trigger()
    picture.settle(window)
    assert view.issue.issue.date == "1891-04-09", "it is the last one"
    action(window, "previous_issue").trigger()
    picture.settle(window)
    assert view.issue.issue.date == "1891-04-02"
    assert view.canvas.zoom == 1.5
    assert view.canvas.centre() == pytest.approx(before, abs=0.02)


def test_a_page_without_a_picture_is_drawn_from_its_words(window: DeskWindow) -> None:
    view = open_page(window, "county pier")
    assert view.notice.text.startswith("There is no picture of this page.")
    assert not view.notice.find_button.isVisible()
    assert sorted(marked(view, PageMark.HIT)) == ["PIER.", "county", "pier"]
    image = view.canvas.viewport().grab().toImage()
    here = view.canvas.to_view(view.canvas.overlays.of(PageMark.HIT)[0].place).toRect()
    ink = sum(
        image.pixelColor(x, y).lightness() < 120
        for x in range(here.left(), here.right())
        for y in range(here.top(), here.bottom())
    )
    assert ink > 3


def test_a_picture_that_has_gone_is_told_with_what_to_do(window: DeskWindow, made: Path) -> None:
    home = made / "in" / "one" / "page1.png"
    away = home.rename(home.with_name("elsewhere.png"))
    try:
        view = open_page(window)
        assert "is not at …/one/page1.png any more" in view.notice.text
        assert str(home) in view.notice.accessibleName()
        assert view.notice.find_button.isVisible()
        assert sorted(marked(view, PageMark.HIT)) == ["PIER.", "harbour", "pier"], "on the words of the page"
    finally:
        away.rename(home)


def test_a_picture_is_found_where_the_reader_says_it_is(
    window: DeskWindow, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, asked = made / "in" / "one", []
    for name in ("page1.png", "page2.tif"):
        shutil.copy(home / name, tmp_path / name)
    away = (home / "page1.png").rename(home / "elsewhere.bin")

    def choose(*_: object) -> str:
        asked.append(1)
        return str(tmp_path if len(asked) > 1 else made / "archive")

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose)
    try:
        view = open_page(window)
        view.notice.find_button.click()
        picture.settle(window)
        assert "not in that folder" in window.frame.banner.text
        assert view.notice.isVisible()
        window.frame.banner.hide()
        view.notice.find_button.click()
        picture.settle(window)
        assert not view.notice.isVisible()
        assert view.tiles.source is not None
        assert view.tiles.source.path == tmp_path / "page1.png"
    finally:
        away.rename(home / "page1.png")
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(home))
        window.pages.find_picture()
        picture.settle(window)


def test_a_picture_that_cannot_be_read_is_told_and_the_words_drawn(window: DeskWindow, made: Path) -> None:
    home = made / "in" / "one" / "page1.png"
    data = home.read_bytes()
    try:
        home.write_bytes(data[:60] + bytes(len(data) - 60))
        view = open_page(window)
        assert "page1.png" in view.notice.text
        assert "The page is drawn from its words." in view.notice.text
        assert view.tiles.source is not None
        assert view.tiles.source.path is None
        assert sorted(marked(view, PageMark.HIT)) == ["PIER.", "harbour", "pier"]
    finally:
        home.write_bytes(data)


def test_a_picture_that_is_another_one_is_shown_with_a_warning(window: DeskWindow, made: Path) -> None:
    home = made / "in" / "one" / "page1.png"
    data = home.read_bytes()
    try:
        home.write_bytes(data + b"\0")
        view = open_page(window)
        assert "is not the one that was imported" in view.notice.text
        assert view.tiles.source is not None
        assert view.tiles.source.path == home
    finally:
        home.write_bytes(data)


def test_doubtful_words_and_what_the_pointer_says(window: DeskWindow) -> None:
    view = open_page(window)
    assert view.canvas.describe(at_word(view, "harbour")) == "harbour · 90 % sure"
    assert view.canvas.describe(at_word(view, "Tues")) == "Tuesday · 90 % sure"
    assert view.canvas.describe(QPointF(5, 2300)) == ""
    action(window, "doubtful_words").trigger()
    assert view.canvas.overlays.of(PageMark.DOUBTFUL) == []


def test_pages_are_inverted_at_night_only(window: DeskWindow) -> None:
    view = open_page(window)
    action(window, "invert").trigger()
    assert [view.canvas.is_inverted] == [False]
    window.theme.set_mode(Mode.DARK)
    assert view.canvas.is_inverted
    image = view.canvas.viewport().grab().toImage()
    paper = view.canvas.to_view(QRectF(800 * SCALE, 1100 * SCALE, 1, 1)).topLeft().toPoint()
    assert image.pixelColor(paper).lightness() < 60


def test_an_article_without_a_page_is_read_as_text_and_the_next_one_on_its_page_again(window: DeskWindow) -> None:
    open_page(window)
    reader = window.frame.reader
    open_article(window, "nobody")
    assert reader.layer == "clean"
    open_article(window, "rose")
    assert reader.layer == "page"
    assert window.pages.view.sequence == 2


def test_another_tool_gets_the_pointer_and_space_lends_it_to_the_page(window: DeskWindow) -> None:
    view = open_page(window)
    pressed: list[Pointer] = []

    class Cutting(IdleTool):
        cursor = Qt.CursorShape.CrossCursor

        def press(self, pointer: Pointer) -> None:
            pressed.append(pointer)

    view.canvas.set_tool(Cutting())
    click(view, at_word(view, "stone,"))
    assert len(pressed) == 1
    assert (pressed[0].at - at_word(view, "stone,")).manhattanLength() < 4 / view.canvas.zoom
    QTest.keyPress(view.canvas, Qt.Key.Key_Space)
    click(view, at_word(view, "stone,"))
    assert len(pressed) == 1, "the sheet is held"
    QTest.keyRelease(view.canvas, Qt.Key.Key_Space)
    click(view, at_word(view, "stone,"))
    assert len(pressed) == 2


def test_every_control_has_a_name(window: DeskWindow) -> None:
    view = open_page(window)
    assert view.canvas.accessibleName().startswith("Page 1 of 2, ")
    for child in view.findChildren(QWidget):
        if child.focusPolicy() != Qt.FocusPolicy.NoFocus and child.isVisible() and child is not view:
            name = child.accessibleName() or getattr(child, "text", lambda: "")()
            assert name, child
