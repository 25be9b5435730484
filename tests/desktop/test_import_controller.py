"""Imports from the desk run in a real child process, can be paused, stopped and reported, and lose nothing."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from newsreader.desktop.desk import Desk
from newsreader.desktop.import_controller import ImportController
from newsreader.desktop.import_dialog import ImportDialog
from newsreader.desktop.import_report_dialog import ImportReportDialog, as_csv, lines_of, summary
from newsreader.desktop.jobs import Jobs
from newsreader.desktop.theme import Theme
from newsreader.domain.importing import ImportFailure, ImportProgress, ImportReport
from newsreader.services import browsing
from newsreader.services.session import Session

_A_MINUTE = 60_000


@pytest.fixture
def desk(jobs: Jobs, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(jobs)
    made.adopt(Session.open(tmp_path / "archive", create=True))
    yield made
    made.close()


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
def files(tmp_path: Path) -> Callable[[int], Path]:
    def write(count: int) -> Path:
        folder = tmp_path / "in"
        folder.mkdir(exist_ok=True)
        for number in range(count):
            text = f"The Globe\n\nHeadline {number}\n\nThe men of pier {number} voted to stay out until noon.\n"
            (folder / f"globe_1919-05-{number % 28 + 1:02}_{number:05}.txt").write_text(text, encoding="utf-8")
        return folder

    return write


def count(desk: Desk) -> int:
    assert desk.session is not None
    return browsing.count(desk.session)


def is_running(importing: ImportController) -> bool:
    """Asks anew each time, which a type checker does not expect of a property."""
    return importing.is_running


def test_files_are_imported_and_reported(
    qtbot: QtBot, importing: ImportController, desk: Desk, files: Callable[[int], Path]
) -> None:
    folder = files(30)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.txt").write_bytes(bytes(range(256)) * 8)
    progress: list[ImportProgress] = []
    importing.progressed.connect(progress.append)
    with qtbot.waitSignal(importing.ended, timeout=_A_MINUTE) as ended:
        importing.begin([folder], {"country": "CA", "paper": "The Daily Globe"})
        assert is_running(importing)
    report = ended.args[0] if ended.args else None
    assert isinstance(report, ImportReport)
    assert report.added == 30
    assert report.failed + report.skipped == 2
    assert not is_running(importing)
    assert importing.last_report == report
    assert count(desk) == 30
    assert desk.session is not None
    row = browsing.rows(desk.session, [1])[0]
    assert (row.paper, row.country) == ("The Daily Globe", "CA")


def test_a_second_import_waits_for_the_first(
    qtbot: QtBot, importing: ImportController, desk: Desk, files: Callable[[int], Path], tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("The Star\n\nOther\n\nSomething else happened here.\n", encoding="utf-8")
    reports: list[ImportReport] = []
    importing.ended.connect(reports.append)
    importing.begin([files(5)], {})
    importing.begin([other], {})
    qtbot.waitUntil(lambda: len(reports) == 2, timeout=_A_MINUTE)
    assert [report.added for report in reports] == [5, 1]
    assert count(desk) == 6


def test_an_import_is_paused_and_stopped(
    qtbot: QtBot, importing: ImportController, desk: Desk, files: Callable[[int], Path]
) -> None:
    importing.begin([files(1500)], {})
    with qtbot.waitSignal(importing.progressed, timeout=_A_MINUTE):
        pass
    importing.pause(True)
    importing.pause(False)
    with qtbot.waitSignal(importing.ended, timeout=_A_MINUTE) as ended:
        importing.cancel()
    assert ended.args is not None
    report = ended.args[0]
    assert report.interrupted
    assert count(desk) == report.added < 1500


def test_what_is_in_can_be_listed_while_the_rest_is_coming(
    qtbot: QtBot, importing: ImportController, desk: Desk, files: Callable[[int], Path]
) -> None:
    seen: list[tuple[bool, int]] = []
    importing.more_is_in.connect(lambda: seen.append((importing.is_running, count(desk))))
    with qtbot.waitSignal(importing.ended, timeout=3 * _A_MINUTE):
        importing.begin([files(2500)], {})
    assert seen[-1] == (False, 2500)
    assert any(running and known > 0 for running, known in seen)


def test_closing_the_window_asks_during_an_import(
    qtbot: QtBot, importing: ImportController, window: QWidget, files: Callable[[int], Path]
) -> None:
    asked: list[str] = []
    answer = [False]

    def ask(question: str, explanation: str, yes: str) -> bool:
        asked.append(question)
        return answer[0]

    importing.ask = ask
    importing.begin([files(1500)], {})
    event = QCloseEvent()
    QApplication.sendEvent(window, event)
    assert not event.isAccepted()
    assert is_running(importing)
    answer[0] = True
    event = QCloseEvent()
    QApplication.sendEvent(window, event)
    assert event.isAccepted()
    assert not is_running(importing)
    assert asked == ["An import is running"] * 2


def test_files_dropped_on_the_window_are_imported(
    qtbot: QtBot, importing: ImportController, window: QWidget, files: Callable[[int], Path]
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(files(3)))])
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, none, QEvent.Type.Drop)
    QApplication.sendEvent(window, drop)
    dialog = window.findChild(ImportDialog)
    assert dialog is not None
    dialog.form.editors["country"].setText("Atlantis")
    dialog._on_go()
    assert "No country" in dialog.complaint.text()
    dialog.form.editors["country"].setText("Canada")
    dialog.ask_again.setChecked(False)
    with qtbot.waitSignal(importing.ended, timeout=_A_MINUTE):
        dialog._on_go()
    with qtbot.waitSignal(importing.ended, timeout=_A_MINUTE) as ended:
        importing.start([files(3)])  # not asked again
    assert ended.args is not None
    assert ended.args[0].added == 0


def test_nothing_is_imported_into_an_archive_for_reading(
    qtbot: QtBot, theme: Theme, jobs: Jobs, window: QWidget, tmp_path: Path
) -> None:
    Session.open(tmp_path / "archive", create=True).close()
    desk = Desk(jobs)
    desk.adopt(Session.open(tmp_path / "archive", read_only=True))
    importing = ImportController(theme, desk, window)
    told: list[str] = []
    jobs.failed.connect(lambda error: told.append(error.message))
    importing.start([tmp_path / "x.txt"])
    assert not is_running(importing)
    assert "Nothing can be imported here" in told[0]
    desk.close()


REPORT = ImportReport(
    added=2431,
    duplicates=1,
    failed=2,
    skipped=1,
    failures=(
        ImportFailure("/in/=cmd.txt", "The file is empty", "Fetch it again."),
        ImportFailure("=cmd.txt", "Not text", "Leave it out."),
    ),
    skips=(ImportFailure("/in/.hidden", "A hidden file"),),
    duplicate_paths=(("/in/b.txt", "abcdefghij234567"),),
    articles_per_second=812.4,
    interrupted=True,
)


def test_the_report_names_each_file_why_and_what_to_do(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    dialog = ImportReportDialog(theme, REPORT)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    assert [line[0] for line in dialog.listed] == ["failed", "failed", "duplicate", "skipped"]
    assert summary(REPORT) == "2\u202f431 articles added · 1 duplicate · 2 failed · 1 skipped"
    dialog.show_kind("failed")
    model = dialog.table.model()
    assert model is not None
    assert model.rowCount() == 2
    assert model.index(0, 2).data() == "The file is empty"
    dialog.copy()
    assert (
        QGuiApplication.clipboard().text().splitlines()[1] == "failed\t/in/=cmd.txt\tThe file is empty\tFetch it again."
    )
    dialog.save(tmp_path / "report.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "report.csv").read_text(encoding="utf-8-sig"))))
    assert rows[2][1] == "'=cmd.txt"
    dialog.save(tmp_path / "missing" / "report.csv")
    assert "Not saved" in dialog.windowTitle()
    assert isinstance(dialog, QDialog)


def test_a_report_without_troubles_is_short(qtbot: QtBot, theme: Theme) -> None:
    report = ImportReport(1, 0, 0, 0, (), (), (), 10.0)
    dialog = ImportReportDialog(theme, report)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    assert lines_of(report) == []
    assert as_csv([]).strip() == "What,File,Why,What to do"
    assert dialog.table.isHidden()
