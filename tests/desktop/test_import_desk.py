"""The import desk: looking before importing, profiles, and the list of imports, with real archives and processes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from newsreader.archive.import_lock import import_lock
from newsreader.desktop import imports_dialog
from newsreader.desktop.banner import Banner
from newsreader.desktop.choice import Choice
from newsreader.desktop.columns_dialog import ColumnsDialog
from newsreader.desktop.desk import Desk
from newsreader.desktop.icons import Icons
from newsreader.desktop.import_controller import ImportController
from newsreader.desktop.import_dialog import ImportDialog
from newsreader.desktop.import_report_dialog import ImportReportDialog
from newsreader.desktop.import_table import FateTable, in_full
from newsreader.desktop.jobs import Jobs
from newsreader.desktop.theme import Theme
from newsreader.domain.import_listing import FileFate
from newsreader.domain.profile import ImportProfile
from newsreader.services import browsing, profiles
from newsreader.services.session import Session

if TYPE_CHECKING:
    from newsreader.domain.importing import ImportReport

_A_MINUTE = 60_000


@pytest.fixture
def desk(jobs: Jobs, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(jobs)
    made.adopt(Session.open(tmp_path / "archive", create=True))
    yield made
    made.close()


@pytest.fixture
def session(desk: Desk) -> Session:
    assert desk.session is not None
    return desk.session


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def importing(theme: Theme, desk: Desk, window: QWidget) -> Iterator[ImportController]:
    made = ImportController(theme, desk, window)
    yield made
    made.stop_at_once()


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., Path]:
    def write(name: str, count: int) -> Path:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        for number in range(count):
            text = f"The Globe\n\nHeadline {number}\n\nThe men of {name} {number} voted to stay out until noon.\n"
            (folder / f"globe_1919-05-{number % 28 + 1:02}_{number:05}.txt").write_text(text, encoding="utf-8")
        return folder

    return write


# -- looking first ----------------------------------------------------------------------------------------------------


def test_a_look_lists_every_file_and_imports_nothing(
    qtbot: QtBot, importing: ImportController, session: Session, files: Callable[..., Path]
) -> None:
    folder = files("in", 12)
    (folder / "empty.txt").write_bytes(b"")
    (folder / ".hidden").write_bytes(b"x")
    dialog = importing.ask_about([folder], session)
    assert not dialog.table.isVisible()
    dialog.form.editors["country"].setText("Canada")
    dialog.look.click()
    assert dialog.look.text() == "Stop"
    qtbot.waitUntil(lambda: dialog.look.text() == "Look again", timeout=_A_MINUTE)
    assert dialog.fates.rowCount() == 14
    assert dialog.fates.counts == {"new": 12, "failed": 1, "left out": 1}
    assert "12 new articles in 12 files" in dialog.said.text()
    dialog.kinds.chosen.emit("failed")
    assert dialog.fates.rowCount() == 1
    dialog.table.selectRow(0)
    assert "empty.txt" in dialog.about.text()
    assert "Is empty." in dialog.about.text()
    assert browsing.count(session) == 0
    dialog.form.editors["country"].textEdited.emit("Chile")
    assert "Look again" in dialog.said.text()
    with qtbot.waitSignal(importing.ended, timeout=_A_MINUTE):
        dialog.go.click()
    assert browsing.count(session) == 12
    assert browsing.rows(session, [1])[0].country == "CA"


def test_a_look_ends_with_the_dialog(
    qtbot: QtBot, importing: ImportController, session: Session, files: Callable[..., Path]
) -> None:
    dialog = importing.ask_about([files("in", 300)], session)
    dialog.look.click()
    with qtbot.waitSignal(dialog.finished):
        dialog.reject()
    assert browsing.count(session) == 0


@pytest.fixture
def table(theme: Theme, window: QWidget) -> FateTable:
    made = FateTable(theme, window)
    made.add([
        FileFate("/in/b.txt", "new", "text", 1, 0, "Beta", "Globe", "1919", "CA"),
        FileFate("/in/a.xml", "new", "alto", 12, 2, "Alpha", "Star", "1918", "FR"),
        FileFate("/in/c.txt", "there", known=1, known_as="abcd"),
    ])  # fmt: skip
    return made


def column(table: FateTable, number: int) -> list[str]:
    return [table.index(row, number).data() for row in range(table.rowCount())]


def test_the_table_is_sorted_and_filtered_while_it_grows(table: FateTable) -> None:
    assert column(table, 0) == ["b.txt", "a.xml", "c.txt"]
    table.sort(2, Qt.SortOrder.DescendingOrder)
    assert column(table, 2) == ["14", "1", "1"]
    table.show_fate("new")
    table.add([FileFate("/in/deep/d.txt", "new", new=5), FileFate("/in/e.txt", "failed", reason="is empty")])
    assert column(table, 2) == ["14", "5", "1"]
    table.sort(-1)
    table.show_fate("")
    assert column(table, 0) == ["b.txt", "a.xml", "c.txt", "deep/d.txt", "e.txt"]
    assert column(table, 1) == ["New", "New", "Already there", "New", "Failed"]
    assert column(table, 3) == ["Beta", "Alpha", "Already there as abcd", "", "Is empty"]
    assert column(table, 6)[:2] == ["Canada", "France"]
    table.add([FileFate("/else/f.txt", "new")])
    assert column(table, 0)[0] == "in/b.txt"
    assert in_full(table.rows[1]) == "/in/a.xml  12 new, 2 already there."


# -- profiles ---------------------------------------------------------------------------------------------------------


def test_a_profile_is_saved_chosen_and_deleted(
    qtbot: QtBot, importing: ImportController, session: Session, files: Callable[..., Path]
) -> None:
    folder = files("in", 2)
    first = importing.ask_about([folder], session)
    first.form.editors["paper"].setText("The Daily Globe")
    first.form.editors["country"].setText("Canada")
    first.form.editors["name_pattern"].setText("globe_{date:YYYY-MM-DD}_{page}.txt")
    first.form.copy_pages.setChecked(True)
    first.save_profile(" ")
    assert first.complaint.text() == "A profile needs a name."
    first.save_profile("Globe")
    qtbot.waitUntil(lambda: first.form.profile.currentData() == "Globe", timeout=_A_MINUTE)
    first.reject()
    assert profiles.get(session, "globe") == ImportProfile(
        "Globe", "The Daily Globe", "CA", name_pattern="globe_{date:YYYY-MM-DD}_{page}.txt", copy_pages=True
    )
    second = importing.ask_about([folder], session)
    qtbot.waitUntil(lambda: second.form.profile.count() == 2, timeout=_A_MINUTE)
    second.form.profile.setCurrentIndex(1)
    second.form.profile.activated.emit(1)
    assert second.form.editors["country"].text() == "Canada"
    assert second.form.copy_pages.isChecked()
    assert second.form.more.isChecked()
    request = second.form.request(["x"])
    assert (request.profile, request.hints, request.copy_pages) == (profiles.get(session, "Globe"), {}, True)
    second.form.editors["paper"].setText("The Evening Globe")
    request = second.form.request(["x"])
    assert request.hints == {"paper": "The Evening Globe", "country": "CA"}
    assert request.profile is not None
    assert request.profile.name == ""
    second.form.delete.click()
    qtbot.waitUntil(lambda: second.form.profile.count() == 1, timeout=_A_MINUTE)
    assert profiles.all_profiles(session) == ()
    second.reject()


def test_what_makes_no_sense_is_said(importing: ImportController, session: Session, files: Callable[..., Path]) -> None:
    dialog = importing.ask_about([files("in", 1)], session)
    for name, text, words in (
        ("country", "Atlantis", "No country"),
        ("language", "Klingonish", "No language"),
        ("date", "yesterday", "Write a date"),
        ("date_pattern", "DD.QQ", "date pattern"),
        ("name_pattern", "{paper", "name pattern"),
    ):
        dialog.form.editors[name].setText(text)
        dialog.go.click()
        assert words in dialog.complaint.text()
        dialog.form.editors[name].clear()
    dialog.form.format.setCurrentIndex(dialog.form.format.findData("html"))
    assert dialog.form.request(["x"]).format == "html"
    dialog.reject()


# -- columns ----------------------------------------------------------------------------------------------------------


def test_columns_are_shown_as_guessed_and_put_right(
    qtbot: QtBot, importing: ImportController, session: Session, tmp_path: Path
) -> None:
    (tmp_path / "box.csv").write_text(
        "kop,title,body,published\n"
        '"Men stay out","wrong","The men of the harbour stayed out until noon, and then some.",14/05/1919\n',
        encoding="utf-8",
    )
    dialog = importing.ask_about([tmp_path / "box.csv"], session)
    dialog.form.columns.click()
    qtbot.waitUntil(lambda: dialog.findChild(ColumnsDialog) is not None, timeout=_A_MINUTE)
    columns = dialog.findChild(ColumnsDialog)
    assert columns is not None
    by_name = {one.name: choice for one, choice in zip(columns._found.columns, columns.choices, strict=True)}
    assert by_name["title"].currentData() == "headline"
    assert by_name["kop"].currentData() == ""
    assert "Men stay out" in by_name["kop"].accessibleName()
    assert columns.mapping == {}
    choose(by_name["body"], "")
    assert by_name["body"].currentData() == "text"
    assert "can only be put right" in columns.complaint.text()
    choose(by_name["kop"], "headline")
    assert by_name["title"].currentData() == ""
    columns._settle(columns.mapping)
    assert dialog.form.mapping == {"headline": "kop"}
    assert "1 is set" in dialog.form.columns.text()
    request = dialog.form.request([str(tmp_path / "box.csv")])
    assert request.profile is not None
    assert request.profile.mapping == {"headline": "kop"}
    with qtbot.waitSignal(importing.ended, timeout=_A_MINUTE):
        dialog.go.click()
    assert browsing.rows(session, [1])[0].headline == "Men stay out"


def choose(choice: Choice, field: str) -> None:
    choice.setCurrentIndex(choice.findData(field))
    choice.activated.emit(choice.currentIndex())


def test_files_without_columns_are_told(
    qtbot: QtBot, importing: ImportController, session: Session, files: Callable[..., Path]
) -> None:
    dialog = importing.ask_about([files("in", 1)], session)
    dialog.form.columns.click()
    qtbot.waitUntil(lambda: "no table" in dialog.complaint.text(), timeout=_A_MINUTE)
    dialog.reject()


# -- the list of imports ----------------------------------------------------------------------------------------------


def words(dialog: imports_dialog.ImportsDialog, number: int = 1) -> list[str]:
    return [dialog.imports.index(row, number).data() for row in range(dialog.imports.rowCount())]


def test_imports_are_held_moved_removed_and_reported(
    qtbot: QtBot, importing: ImportController, session: Session, files: Callable[..., Path]
) -> None:
    runner = importing.runner
    dialog = importing.open_imports()
    assert "Nothing was imported yet" in dialog.said.text()
    for name, count in (("first", 1500), ("second", 2), ("third", 3), ("fourth", 4)):
        importing.begin([files(name, count)], {})
    assert words(dialog, 0) == ["first", "second", "third", "fourth"]
    assert words(dialog)[1:] == ["Waits for its turn"] * 3
    with qtbot.waitSignal(importing.progressed, timeout=_A_MINUTE):
        pass
    dialog.table.selectRow(3)
    dialog.up.click()
    assert words(dialog, 0) == ["first", "second", "fourth", "third"]
    assert dialog.chosen is not None
    assert imports_dialog.what(dialog.chosen) == "fourth"
    dialog.pause.click()
    assert words(dialog)[2] == "Held back"
    dialog.table.selectRow(3)
    dialog.remove.click()
    assert words(dialog, 0) == ["first", "second", "fourth"]
    dialog.table.selectRow(0)
    dialog.pause.click()
    assert words(dialog)[0].startswith("Paused")
    dialog.pause.click()
    ended: list[ImportReport] = []
    importing.ended.connect(ended.append)
    dialog.remove.click()
    qtbot.waitUntil(lambda: len(ended) == 2, timeout=_A_MINUTE)
    assert ended[0].interrupted
    assert ended[1].added == 2
    assert words(dialog, 0) == ["fourth", "second", "first"]
    assert words(dialog)[2].startswith("Stopped: ")
    dialog.table.selectRow(1)
    dialog.report.click()
    report = dialog.findChild(ImportReportDialog)
    assert report is not None
    report.accept()
    dialog.forget.click()
    assert words(dialog, 0) == ["fourth"]
    runner.release()
    qtbot.waitUntil(lambda: len(ended) == 3, timeout=_A_MINUTE)
    dialog.accept()
    assert browsing.count(session) == 2 + 4 + ended[0].added


def test_what_waits_when_the_desk_closes_is_offered_again(
    qtbot: QtBot, theme: Theme, importing: ImportController, desk: Desk, files: Callable[..., Path]
) -> None:
    importing.begin([files("first", 200)], {})
    importing.begin([files("second", 2)], {})
    importing.stop_at_once()
    window = QWidget()
    qtbot.addWidget(window)
    again = ImportController(theme, desk, window)
    banner = Banner(theme, Icons(theme), window)
    again.offer_unfinished(banner)
    assert banner.text.startswith("2 imports were waiting when newsreader was closed.")
    assert not again.is_running
    ended: list[ImportReport] = []
    again.ended.connect(ended.append)
    banner.action_button.click()
    qtbot.waitUntil(lambda: len(ended) == 2, timeout=2 * _A_MINUTE)
    assert sum(report.added + report.duplicates for report in ended) == 202
    again.stop_at_once()


def test_an_import_waits_while_another_program_imports(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, importing: ImportController, session: Session,
    files: Callable[..., Path],
) -> None:  # fmt: skip
    importing.runner._trying_again.setInterval(200)
    with import_lock(session.archive.folder, "an import"):
        with qtbot.waitSignal(importing.crashed, timeout=_A_MINUTE) as told:
            importing.begin([files("in", 2)], {})
        assert told.args is not None
        assert "begins by itself" in told.args[0].remedy
        (item,) = importing.runner.queue.items
        assert imports_dialog.how_it_goes(item, None).startswith("Waits: ")
    with qtbot.waitSignal(importing.ended, timeout=_A_MINUTE):
        pass
    assert browsing.count(session) == 2


def test_another_archive_has_a_queue_of_its_own(
    qtbot: QtBot, importing: ImportController, desk: Desk, session: Session, files: Callable[..., Path], tmp_path: Path
) -> None:
    importing.begin([files("first", 100)], {})
    importing.begin([files("second", 2)], {})
    desk.adopt(Session.open(tmp_path / "other", create=True))
    assert importing.runner.queue.items == []
    with qtbot.waitSignal(importing.ended, timeout=_A_MINUTE):
        pass
    QApplication.processEvents()
    assert not importing.is_running
    desk.adopt(Session.open(tmp_path / "archive"))
    assert [item.state for item in importing.runner.queue.items] == ["held", "done"]


def test_the_dialog_is_the_only_one_of_its_kind(importing: ImportController) -> None:
    assert importing.open_imports() is importing.open_imports()


def test_the_import_dialog_reads_its_controls_out(importing: ImportController, session: Session) -> None:
    dialog = importing.ask_about([Path("/in")], session)
    assert isinstance(dialog, ImportDialog)
    for widget in (*dialog.form.editors.values(), dialog.form.profile, dialog.form.format, dialog.table, dialog.bar):
        assert widget.accessibleName()
    dialog.reject()
