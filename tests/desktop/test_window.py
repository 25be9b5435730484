"""The whole desk on a real archive: search, list, read, choose, narrow, remember; names and roles of all controls."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QAccessibleInterface, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from newsreader import settings
from newsreader.desktop import picture, window_memory
from newsreader.desktop.actions import Command
from newsreader.desktop.app import make_window
from newsreader.desktop.palette import Palette, matching
from newsreader.desktop.shortcut_sheet import ShortcutSheet
from newsreader.desktop.theme import Mode
from newsreader.desktop.window import DeskWindow
from newsreader.desktop.window_menu import palette_entries
from newsreader.domain.importing import ImportRequest
from newsreader.domain.query import Filters, Sort
from newsreader.errors import NewsreaderError
from newsreader.services import browsing, importing, searching, tagging
from newsreader.services.session import Session

TEXTS = {
    "ledger1": ("Halifax Ledger", "Canada", "1919-05-14", "Harbour men vote to stay out",
                "The strike committee met in the long shed of the harbour board until past midnight."),
    "ledger2": ("Halifax Ledger", "Canada", "1919-05-17", "Coal stands idle at the piers",
                "No coal has left the harbour since the strike began and three steamers wait."),
    "star1": ("Cape Breton Star", "Canada", "1921-01-02", "Ice closes the strait",
              "The ferry lies fast in the ice and the mail goes over on foot."),
    "vigie1": ("La Vigie", "France", "1920-07-14", "Le port en fête",
               "Les marins ont dansé sur le quai jusqu’au matin et la ville entière avec eux."),
    "plain": ("", "", "", "A letter without a paper", "Somebody wrote this and nobody knows where it was printed."),
}  # fmt: skip


def write_texts(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, (paper, country, date, headline, body) in TEXTS.items():
        keys = {"Paper": paper, "Country": country, "Date": date, "Headline": headline}
        head = "".join(f"{key}: {value}\n" for key, value in keys.items() if value)
        (folder / f"{name}.txt").write_text(f"{head}\n{body}\n", encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with its index, made once and copied for each test."""
    place = tmp_path_factory.mktemp("made")
    write_texts(place / "texts")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATA", "CACHE", "CONFIG"):
            patch.setenv(f"NEWSREADER_{name}_DIR", str(place / name.lower()))
        with Session.open(place / "archive", create=True) as session:
            report = importing.import_paths(session, ImportRequest((str(place / "texts"),), jobs=1))
            assert report.added == len(TEXTS)
    return place


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made / "archive", tmp_path / "archive")
    shutil.copytree(made / "cache", tmp_path / "cache")
    return tmp_path / "archive"


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[Path], DeskWindow]]:
    windows: list[DeskWindow] = []

    def open_one(folder: Path) -> DeskWindow:
        window = make_window(Mode.LIGHT)
        windows.append(window)
        window.show()
        window.desk.jobs.crashed.connect(lambda error: pytest.fail(repr(error)))
        window.desk.open_archive(folder)
        picture.settle(window, 20_000)
        return window

    yield open_one
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(opened: Callable[[Path], DeskWindow], folder: Path) -> DeskWindow:
    return opened(folder)


def headlines(window: DeskWindow) -> list[str]:
    model = window.frame.list.model
    rows = [model.row(place) for place in range(len(model.numbers))]
    return [row.headline for row in rows if row is not None]


def sort_of(window: DeskWindow) -> Sort:
    return window.desk.asked.sort


def search(qtbot: QtBot, window: DeskWindow, query: str) -> None:
    line = window.frame.search.line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, query)
    with qtbot.waitSignal(window.desk.listed, timeout=5000):
        QTest.keyClick(line, Qt.Key.Key_Return)
    picture.settle(window, 20_000)


def test_opening_lists_everything_newest_first(window: DeskWindow) -> None:
    assert headlines(window)[:2] == ["Ice closes the strait", "Le port en fête"]
    assert len(headlines(window)) == 5
    assert window.frame.status.totals.text() == "5 articles · 3 papers"
    assert window.frame.search.explain.total.text() == "5 articles"
    assert window.windowTitle().endswith("newsreader")


def test_search_list_read_by_keyboard_only(qtbot: QtBot, window: DeskWindow) -> None:
    search(qtbot, window, "harbour strike")
    assert sorted(headlines(window)) == ["Coal stands idle at the piers", "Harbour men vote to stay out"]
    first, second = headlines(window)
    QTest.keyClick(window.frame.list.view, Qt.Key.Key_Home)
    picture.settle(window, 20_000)
    article = window.frame.reader.article
    assert article is not None
    assert article.shown_text("headline") == first
    QTest.keyClick(window.frame.list.view, Qt.Key.Key_Down)
    picture.settle(window, 20_000)
    article = window.frame.reader.article
    assert article is not None
    assert article.shown_text("headline") == second
    assert window.desk.opened is not None
    assert window.desk.opened.marks_clean
    assert window.frame.search.explain.total.text() == "2 of 5"


def test_what_the_list_opens_by_itself_is_selected(qtbot: QtBot, window: DeskWindow) -> None:
    frame = window.frame
    window.activateWindow()
    frame.search.line.setFocus()
    qtbot.waitUntil(frame.search.line.hasFocus)
    window.actions_by_command[Command.GO_LIST].trigger()
    qtbot.waitUntil(frame.list.view.hasFocus)
    assert frame.list.current_number() is not None
    assert frame.list.selected_count() == 1


def test_latest_search_wins(qtbot: QtBot, window: DeskWindow) -> None:
    seen: list[str] = []
    window.desk.listed.connect(lambda listing: seen.append(listing.asked.query))
    for query in ("harbour", "ice", "ferry", "coal"):
        window.search_for(query)
    picture.settle(window, 20_000)
    assert seen[-1] == "coal"
    assert headlines(window) == ["Coal stands idle at the piers"]


def test_tree_narrows_the_list_and_counts_follow_the_search(qtbot: QtBot, window: DeskWindow) -> None:
    tree = window.frame.browse
    canada = tree.model.find(("region", "021", "CA"))
    assert canada.data(257 + 1) == 3
    tree.view.setCurrentIndex(canada)
    QTest.keyClick(tree.view, Qt.Key.Key_Return)
    picture.settle(window, 20_000)
    assert len(headlines(window)) == 3
    assert window.frame.search.explain.total.text() == "3 of 5"
    search(qtbot, window, "strike")
    assert tree.model.find(("region", "021", "CA")).data(258) == 2
    assert tree.model.find(("region", "155", "FR")).data(258) == 0
    with qtbot.waitSignal(window.desk.listed):
        window.actions_by_command[Command.CLEAR].trigger()
    assert len(window.frame.list.model.numbers) == 5


def test_unknown_is_a_node_like_the_others(qtbot: QtBot, window: DeskWindow) -> None:
    window.choose(Filters({"paper": frozenset({""})}))
    picture.settle(window, 20_000)
    assert headlines(window) == ["A letter without a paper"]


def test_histogram_narrows_the_query_and_keeps_the_years_around(qtbot: QtBot, window: DeskWindow) -> None:
    window.frame.histogram.years_chosen.emit(1919, 1920)
    picture.settle(window, 20_000)
    assert window.frame.search.line.text() == "date:1919..1920"
    assert len(headlines(window)) == 3
    assert window.desk.listing is not None
    assert dict(window.desk.listing.years) == {1919: 2, 1920: 1, 1921: 1}
    window.frame.histogram.years_chosen.emit(0, 0)
    picture.settle(window, 20_000)
    assert window.frame.search.line.text() == ""
    assert len(headlines(window)) == 5


def test_no_hits_say_which_clause_to_drop(qtbot: QtBot, window: DeskWindow) -> None:
    search(qtbot, window, "zeppelin strike")
    empty = window.frame.list.empty
    assert empty.isVisible()
    links = [button for button in empty.findChildren(QPushButton) if button.isVisible()]
    (drop,) = [button for button in links if "Without “zeppelin”" in button.text()]
    assert "2 articles" in drop.text()
    drop.click()
    picture.settle(window, 20_000)
    assert window.frame.search.line.text() == "strike"
    assert len(headlines(window)) == 2


def test_trouble_in_the_query_is_told_and_put_right(qtbot: QtBot, window: DeskWindow) -> None:
    search(qtbot, window, "contry:canada strike")
    assert window.desk.listing is not None
    assert window.desk.listing.result is not None
    assert window.desk.listing.result.notices
    assert window.frame.search.line._notices


def test_order_is_kept_for_words_and_for_lists(qtbot: QtBot, window: DeskWindow) -> None:
    window.desk.order_by(Sort.HEADLINE)
    picture.settle(window, 20_000)
    assert headlines(window)[0] == "A letter without a paper"
    search(qtbot, window, "harbour")
    assert sort_of(window) == Sort.RELEVANCE
    window.search_for("")
    picture.settle(window, 20_000)
    assert sort_of(window) == Sort.HEADLINE


def test_saved_search_runs_from_the_tree(qtbot: QtBot, window: DeskWindow) -> None:
    window.desk.change(
        lambda session: searching.save_search(session, "Strikes", "strike", Filters({"country": frozenset({"CA"})})),
        lambda _: window.desk.refresh_shape(),
    )
    picture.settle(window, 20_000)
    index = window.frame.browse.model.find(("search", "Strikes"))
    assert index.isValid()
    window.frame.browse.view.setCurrentIndex(index)
    QTest.keyClick(window.frame.browse.view, Qt.Key.Key_Return)
    picture.settle(window, 20_000)
    assert window.frame.search.line.text() == "strike"
    assert window.frame.browse.filters.include == {"country": {"CA"}}
    assert len(headlines(window)) == 2


def test_stars_and_tags_are_changes_that_can_be_undone(qtbot: QtBot, window: DeskWindow) -> None:
    window.frame.list.step(0)
    picture.settle(window, 20_000)
    window.actions_by_command[Command.STAR].trigger()
    picture.settle(window, 20_000)
    qtbot.wait(600)
    picture.settle(window, 20_000)
    row = window.frame.list.model.row(0)
    assert row is not None
    assert row.is_starred
    window.actions_by_command[Command.UNDO].trigger()
    picture.settle(window, 20_000)
    qtbot.wait(600)
    picture.settle(window, 20_000)
    row = window.frame.list.model.row(0)
    assert row is not None
    assert not row.is_starred


def test_tag_given_elsewhere_is_found_once_the_index_has_it(qtbot: QtBot, window: DeskWindow) -> None:
    session = window.desk.session
    assert session is not None
    ids = [row.id for row in browsing.rows(session, browsing.numbers(session))][:2]
    tagging.add(session, ids, "winter")
    window.search_for("tag:winter")
    with qtbot.waitSignal(window.indexing.caught_up, timeout=20_000):
        window.indexing.request()
    picture.settle(window, 20_000)
    assert len(headlines(window)) == 2


def test_files_dropped_anywhere_are_imported(qtbot: QtBot, window: DeskWindow, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.txt"
    fresh.write_text(
        "Paper: Table Bay Tribune\nHeadline: Whales in the bay\n\nThree whales came in.\n", encoding="utf-8"
    )
    window_memory.save({"ask_before_import": False})
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(fresh))])
    at, copy, left, none = QPoint(300, 300), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    QApplication.sendEvent(window, QDragEnterEvent(at, copy, data, left, none))
    drop = QDropEvent(QPointF(at), copy, data, left, none)
    with qtbot.waitSignal(window.importing.ended, timeout=30_000):
        QApplication.sendEvent(window, drop)
    picture.settle(window, 20_000)
    assert "Whales in the bay" in headlines(window)
    assert window.frame.status.report.text().startswith("1 added")


def test_what_goes_to_the_trash_can_be_seen_there_and_brought_back(qtbot: QtBot, window: DeskWindow) -> None:
    def act(command: Command) -> None:
        window.actions_by_command[command].trigger()
        picture.settle(window, 20_000)
        qtbot.wait(600)
        picture.settle(window, 20_000)

    window.frame.list.step(0)
    picture.settle(window, 20_000)
    gone = headlines(window)[0]
    act(Command.TRASH)
    assert gone not in headlines(window)
    assert len(headlines(window)) == 4
    index = window.frame.browse.model.find(("search", "trash"))
    assert index.data(258) == 1
    window.frame.browse.view.setCurrentIndex(index)
    QTest.keyClick(window.frame.browse.view, Qt.Key.Key_Return)
    picture.settle(window, 20_000)
    assert headlines(window) == [gone]
    assert not window.actions_by_command[Command.TRASH].isEnabled()
    window.frame.list.view.selectAll()
    act(Command.RESTORE)
    assert headlines(window) == []
    search(qtbot, window, "ice")
    assert gone in headlines(window)


def test_an_article_in_the_trash_is_put_away_and_undo_brings_it_back(qtbot: QtBot, window: DeskWindow) -> None:
    frame = window.frame
    frame.list.step(0)
    frame.list.step(1)
    picture.settle(window)
    shown = window.desk.opened
    assert shown is not None
    window.actions_by_command[Command.TRASH].trigger()
    qtbot.waitUntil(lambda: len(frame.list.model.numbers) == 4 and frame.record.article is None)
    assert frame.text.currentWidget() is frame.no_article
    QTest.keyClick(frame.list.view, Qt.Key.Key_Down)
    assert frame.list.view.currentIndex().row() == 1  # what came after it
    picture.settle(window)
    window.actions_by_command[Command.UNDO].trigger()
    qtbot.waitUntil(lambda: len(frame.list.model.numbers) == 5)


def test_an_article_that_does_not_answer_is_put_away(qtbot: QtBot, window: DeskWindow) -> None:
    frame = window.frame

    def is_open() -> bool:
        assert (frame.text.currentWidget() is frame.reader) == (frame.record.article is not None)
        return frame.record.article is not None

    window.search_for("strike")
    picture.settle(window)
    frame.list.step(0)
    picture.settle(window)
    assert is_open()
    window.search_for("nosuchword")
    picture.settle(window)
    assert not is_open()
    window.search_for("strike")
    picture.settle(window)
    assert is_open()
    window.choose(Filters({"country": frozenset({"FR"})}))
    picture.settle(window)
    assert not is_open()
    window.choose(Filters())
    picture.settle(window)
    assert is_open()


def test_empty_archive_says_what_to_do(opened: Callable[[Path], DeskWindow], tmp_path: Path) -> None:
    Session.open(tmp_path / "empty", create=True).close()
    window = opened(tmp_path / "empty")
    assert window.frame.welcome.isVisible()
    names = [button.text() for button in window.frame.welcome.findChildren(QPushButton) if button.isVisible()]
    assert names == ["Import files…", "Import a folder…", "Or look around in the sample archive"]


def test_missing_archive_is_told_and_offers_others(opened: Callable[[Path], DeskWindow], tmp_path: Path) -> None:
    window = opened(tmp_path / "nowhere")
    assert window.frame.banner.isVisible()
    assert "nowhere" in window.frame.banner.text
    assert window.frame.welcome.isVisible()


def test_read_only_archive_says_so_and_offers_no_changes(
    opened: Callable[[Path], DeskWindow], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_as_usual = Session.open.__func__  # type: ignore[attr-defined]
    monkeypatch.setattr(
        Session, "open", classmethod(lambda cls, place, create=False: open_as_usual(cls, place, read_only=True))
    )
    window = opened(folder)
    assert "only be read" in window.frame.banner.text
    assert not window.actions_by_command[Command.STAR].isEnabled()
    assert not window.frame.search.bring.isEnabled()
    assert "read-only" in window.frame.status.totals.text()


def test_remembers_appearance_panes_and_what_was_read(
    qtbot: QtBot, opened: Callable[[Path], DeskWindow], folder: Path
) -> None:
    window = opened(folder)
    window.frame.list.step(2)
    picture.settle(window, 20_000)
    window.frame.list.step(2)
    picture.settle(window, 20_000)
    assert window.frame.reader.article is not None
    read = window.frame.reader.article.id
    window.actions_by_command[Command.THEME_DARK].trigger()
    window.theme.set_text_scale(110)
    window.resize(1500, 800)
    window.frame.panes.setSizes([200, 400, 560, 340])
    sizes = window.frame.panes.sizes()
    window.close()
    assert window_memory.theme_mode() is Mode.DARK
    assert window_memory.text_scale() == 110
    assert settings.load()["last_archive"] == str(folder)
    assert window_memory.load()["panes"] == sizes
    again = opened(folder)
    assert again.frame.reader.article is not None
    assert again.frame.reader.article.id == read


def test_panes_get_their_widths_of_last_time(qtbot: QtBot) -> None:
    splitter = QSplitter()
    qtbot.addWidget(splitter)
    for _ in range(3):
        splitter.addWidget(QWidget())
    splitter.setHandleWidth(0)
    splitter.resize(900, 100)
    splitter.show()
    assert not window_memory.restore_panes(splitter)
    window_memory.save({"panes": [200, 400, 300]})
    assert window_memory.restore_panes(splitter)
    assert splitter.sizes() == pytest.approx([200, 400, 300], abs=2)
    window_memory.save({"panes": [1, "x"]})
    assert not window_memory.restore_panes(splitter)


def test_side_panes_fold_away_for_very_large_text_and_come_back_when_asked_for(window: DeskWindow) -> None:
    window.resize(1366, 768)
    window.theme.set_text_scale(200)
    assert not window.frame.record.isVisible()
    assert not window.frame.browse.isVisible()
    window.actions_by_command[Command.GO_BROWSE].trigger()
    assert window.frame.browse.isVisible()
    window.theme.set_text_scale(100)
    assert window.frame.record.isVisible()


def test_palette_finds_and_does(qtbot: QtBot, window: DeskWindow) -> None:
    entries = palette_entries(window.actions_by_command, window.commands.text_actions())
    assert matching(entries, "dark")[0].words == "Dark"
    assert matching(entries, "ipf")[0].words.startswith("Import")
    assert matching(entries, "qqqq") == []
    window.actions_by_command[Command.PALETTE].trigger()
    (palette,) = window.findChildren(Palette)
    QTest.keyClicks(palette.line, "dark")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert window.theme.mode is Mode.DARK
    assert window.theme.is_dark


def test_sheet_of_shortcuts_opens(qtbot: QtBot, window: DeskWindow) -> None:
    window.actions_by_command[Command.SHORTCUTS].trigger()
    (sheet,) = window.findChildren(ShortcutSheet)
    assert sheet.isVisible()
    sheet.close()


def test_no_two_commands_have_the_same_keys(window: DeskWindow) -> None:
    actions = [*window.actions_by_command.values(), *window.commands.text_actions()]
    keys = [keys.toString() for action in actions for keys in action.shortcuts()]
    assert sorted(keys) == sorted(set(keys))


def test_picture_of_the_desk(folder: Path, tmp_path: Path, qapp: QApplication) -> None:
    file = tmp_path / "desk.png"
    picture.render(folder, file, (1366, 768), dark=True, query="strike")
    assert file.stat().st_size > 20_000
    with pytest.raises(NewsreaderError):
        picture.render(tmp_path / "nowhere", file)


# -- accessibility ----------------------------------------------------------------------------------------------------

_NEED_NAMES = {
    QAccessible.Role.Button, QAccessible.Role.PushButton, QAccessible.Role.ButtonMenu, QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText, QAccessible.Role.ComboBox, QAccessible.Role.List, QAccessible.Role.Table,
    QAccessible.Role.Tree, QAccessible.Role.MenuItem, QAccessible.Role.Slider, QAccessible.Role.ProgressBar,
}  # fmt: skip


def walk(
    interface: QAccessibleInterface, path: tuple[str, ...] = ()
) -> Iterator[tuple[QAccessibleInterface, tuple[str, ...]]]:
    here = (*path, type(interface.object()).__name__)
    yield interface, here
    if interface.role() in (QAccessible.Role.Table, QAccessible.Role.Tree, QAccessible.Role.List):
        return  # rows are spoken by the models, which have tests of their own
    for place in range(interface.childCount()):
        below: QAccessibleInterface | None = interface.child(place)  # may be None whatever the stubs say
        if below is not None and below.isValid():
            yield from walk(below, here)


def test_every_control_has_a_name_and_a_role(qtbot: QtBot, window: DeskWindow) -> None:
    search(qtbot, window, "harbour strike")
    window.frame.list.step(0)
    picture.settle(window, 20_000)
    nameless, seen = [], 0
    for interface, path in walk(QAccessible.queryAccessibleInterface(window)):
        widget = interface.object()
        if not widget.property("visible"):
            continue
        is_focusable = bool(interface.state().focusable)
        if interface.role() in _NEED_NAMES or is_focusable:
            seen += 1
            if not interface.text(QAccessible.Text.Name).strip():
                nameless.append((path, interface.role()))
            assert interface.role() != QAccessible.Role.NoRole, path
    assert nameless == []
    assert seen > 15


def test_tab_goes_as_one_reads(qtbot: QtBot, window: DeskWindow) -> None:
    window.activateWindow()
    frame = window.frame
    frame.search.line.setFocus()
    qtbot.waitUntil(frame.search.line.hasFocus)
    order: list[QWidget] = [frame.search.line]
    for _ in range(40):
        QTest.keyClick(order[-1], Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        order.append(focused)
    stops: list[QWidget] = [frame.search.line, frame.browse.view, frame.histogram, frame.list.view, frame.reader.view]
    places = [order.index(stop) for stop in stops if stop in order]
    assert len(places) >= 4
    assert places == sorted(places)


def test_focus_can_be_seen(qtbot: QtBot, window: DeskWindow) -> None:
    window.activateWindow()
    frame = window.frame
    for widget in (frame.search.field, frame.browse.view, frame.histogram, frame.search.bring):
        target = frame.search.line if widget is frame.search.field else widget
        frame.list.view.setFocus()
        if widget is frame.browse.view:
            frame.browse.view.setCurrentIndex(frame.browse.model.find(("region", "155")))
        before = widget.grab().toImage()
        target.setFocus()
        qtbot.waitUntil(target.hasFocus)
        assert widget.grab().toImage() != before, widget
