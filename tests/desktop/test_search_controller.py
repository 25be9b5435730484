"""What goes beside a search on the desk: misreadings, synonyms, words, history, records, news, months and days."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from newsreader.desktop import picture
from newsreader.desktop.actions import Command
from newsreader.desktop.app import make_window
from newsreader.desktop.browse_model import Role
from newsreader.desktop.explain_bar import ExplainBar
from newsreader.desktop.histogram import Histogram
from newsreader.desktop.labels import Label
from newsreader.desktop.periods import Unit, edtf, in_words, number_of, numbers_of, on_axis, unit_for
from newsreader.desktop.query_edits import with_dates, with_manners
from newsreader.desktop.theme import Mode, Theme
from newsreader.desktop.window import DeskWindow
from newsreader.domain.importing import ImportRequest
from newsreader.services import importing, saved_news, search_history, searching, synonyms
from newsreader.services.session import Session

TEXTS = {
    "one": ("1919-05-14", "The modern harbour strike goes on at Petrograd."),
    "two": ("1919-05-20", "No modem ship has left the harbour, says Leningrad."),
    "three": ("1919-08-02", "The strike at the harbour is over."),
    "four": ("1955", "Another strike, many years on."),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, (date, body) in TEXTS.items():
        (texts / f"{name}.txt").write_text(f"Headline: {name.title()} day\nDate: {date}\n\n{body}\n", encoding="utf-8")
    with Session.open(tmp_path / "archive", create=True) as session:
        importing.import_paths(session, ImportRequest((str(texts),), jobs=1))
        synonyms.add(session, ["Petrograd = Leningrad"])
        searching.save_search(session, "Strikes", "strike")
        saved_news.look(session, "Strikes")
    return tmp_path / "archive"


@pytest.fixture
def window(qtbot: QtBot, folder: Path) -> Iterator[DeskWindow]:
    made = make_window(Mode.LIGHT)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.desk.open_archive(folder)
    picture.settle(made)
    yield made
    made.close()


def said(bar: ExplainBar) -> str:
    return " ".join(label.text() for label in bar.findChildren(Label) if label.isVisible())


def search(window: DeskWindow, text: str) -> int:
    window.search_for(text)
    picture.settle(window)
    assert window.desk.listing is not None
    return len(window.desk.listing.numbers)


def test_misreadings_and_synonyms_are_switched_on_and_named(window: DeskWindow) -> None:
    bar = window.frame.search
    assert search(window, "modern") == 1
    QTest.mouseClick(bar.ocr, Qt.MouseButton.LeftButton)
    picture.settle(window)
    assert window.actions_by_command[Command.TOLERATE_OCR].isChecked()
    assert len(window.desk.listing.numbers if window.desk.listing else ()) == 2
    assert "“modern” also finds modem" in said(bar.explain)
    window.actions_by_command[Command.TOLERATE_OCR].setChecked(False)
    assert not bar.ocr.isChecked()
    assert search(window, "petrograd") == 1
    window.actions_by_command[Command.WITH_SYNONYMS].setChecked(True)
    picture.settle(window)
    assert bar.synonyms.isChecked()
    assert len(window.desk.listing.numbers if window.desk.listing else ()) == 2
    assert "“petrograd” also finds Leningrad" in said(bar.explain)


def test_synonyms_are_edited_as_lines(window: DeskWindow, tmp_path: Path) -> None:
    window.actions_by_command[Command.SYNONYMS].trigger()
    picture.settle(window)
    dialog = window.searching.synonyms
    assert dialog is not None
    assert dialog.lines == ["Petrograd = Leningrad"]
    dialog.text.appendPlainText("nonsense")
    dialog.save.click()
    assert dialog.isVisible()
    assert "Line 2" in dialog.trouble.text()
    assert dialog.text.textCursor().selectedText() == "nonsense"
    file = tmp_path / "more.txt"
    file.write_text("# remark\nharbour > port, quay\n", encoding="utf-8")
    dialog.text.setPlainText("Petrograd = Leningrad = Sankt Petersburg")
    dialog.bring_in(file)
    dialog.save.click()
    picture.settle(window)
    assert window.desk.session is not None
    assert [synonyms.to_line(one) for one in synonyms.all_synonyms(window.desk.session)] == [
        "Petrograd = Leningrad = Sankt Petersburg",
        "harbour > port, quay",
    ]


def test_the_words_of_the_archive_are_explored(window: DeskWindow) -> None:
    window.actions_by_command[Command.WORDS].trigger()
    dialog = window.searching.words
    assert dialog is not None
    QTest.keyClicks(dialog.line, "strik*")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    picture.settle(window)
    model = dialog.model
    assert [(one.word, one.articles) for one in model.rows] == [("strike", 3)]
    told = model.index(0, 3).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "strike: 1919–1955, most in 1919 (2 articles)"
    dialog.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    dialog.table.activated.emit(model.index(0, 0))
    picture.settle(window)
    assert not dialog.isVisible()
    assert window.desk.asked.query == '"strike"'
    dialog.terms_wanted.emit("two words")
    picture.settle(window)
    assert "not one word" in dialog.said.text()


def test_earlier_searches_are_offered_and_forgotten(window: DeskWindow, qtbot: QtBot) -> None:
    line = window.frame.search.line
    line.setFocus()
    line.setText("harbour strike")
    QTest.keyClick(line, Qt.Key.Key_Return)
    picture.settle(window)
    window.searching._remember()
    picture.settle(window)
    assert window.desk.session is not None
    assert [past.query for past in search_history.recent(window.desk.session)] == ["harbour strike"]
    window.activateWindow()
    qtbot.waitUntil(line.hasFocus if line.hasFocus() else lambda: line.setFocus() is None)
    window.search_for("")
    line.offer_history(["harbour strike"])
    assert line._found.stringList() == ["harbour strike"]
    with qtbot.waitSignal(line.history_wanted):
        QTest.keyClick(line, Qt.Key.Key_Down)
    picture.settle(window)
    line._popup.hide()
    window.actions_by_command[Command.REMEMBER].setChecked(False)
    window.actions_by_command[Command.CLEAR_HISTORY].trigger()
    picture.settle(window)
    assert search_history.recent(window.desk.session) == ()
    assert not search_history.is_on()


def test_a_record_of_the_search_is_written(window: DeskWindow, tmp_path: Path) -> None:
    search(window, "strike date:1919")
    window.searching.write_record(tmp_path / "record.json")
    picture.settle(window)
    record = json.loads((tmp_path / "record.json").read_text(encoding="utf-8"))
    assert (record["query"], record["total"], len(record["ids"])) == ("strike date:1919", 2, 2)
    assert "2 articles" in window.frame.status.accessibleDescription() + said_by(window)


def said_by(window: DeskWindow) -> str:
    return " ".join(label.text() for label in window.frame.status.findChildren(Label))


def test_what_is_new_in_a_saved_search_stands_beside_it(window: DeskWindow, tmp_path: Path) -> None:
    session, model = window.desk.session, window.frame.browse.view.model()
    assert session is not None

    def shown() -> int:
        return int(window.frame.browse.model.find(("search", "Strikes")).data(Role.COUNT))

    assert model is not None
    assert shown() == 0
    (tmp_path / "five.txt").write_text("A new strike has begun.\n", encoding="utf-8")
    importing.import_paths(session, ImportRequest((str(tmp_path / "five.txt"),), jobs=1))
    window.desk.refresh()
    picture.settle(window)
    assert shown() == 1
    window.commands.run_saved("Strikes")
    picture.settle(window)
    assert shown() == 0


def test_a_short_time_is_counted_by_months_and_days(window: DeskWindow) -> None:
    histogram = window.frame.histogram
    search(window, "strike OR harbour")
    assert histogram.accessibleName() == "Articles by year"
    search(window, "harbour date:1919")
    assert histogram.accessibleName() == "Articles by month"
    assert "most in May 1919" in histogram.accessibleDescription()
    histogram.setFocus()
    for _ in range(5):
        QTest.keyClick(histogram, Qt.Key.Key_Right)
    QTest.keyClick(histogram, Qt.Key.Key_Return)
    picture.settle(window)
    assert window.desk.asked.query == "harbour date:1919-05"
    assert histogram.accessibleName() == "Articles by day"
    assert "2 articles" in histogram.accessibleDescription()
    QTest.keyClick(histogram, Qt.Key.Key_Escape)
    picture.settle(window)
    assert window.desk.asked.query == "harbour"
    assert histogram.accessibleName() == "Articles by year"


def test_days_are_dragged_over(qtbot: QtBot, theme: Theme) -> None:
    made = Histogram(theme)
    qtbot.addWidget(made)
    made.resize(360, 90)
    span = numbers_of(Unit.DAY, 19190501, 19190531)
    made.show_periods(Unit.DAY, {span[0] + 3: 2, span[0] + 9: 1}, span)
    made.show()
    with qtbot.waitSignal(made.dates_chosen) as told:
        made._drag = (span[0] + 3, span[0] + 9)
        made.mouseReleaseEvent(None)  # type: ignore[arg-type]  # it does not look at the event
    assert told.args == ["1919-05-04", "1919-05-10"]


@pytest.mark.parametrize(
    ("low", "high", "unit", "first", "last"),
    [
        (19190101, 19191231, Unit.MONTH, "1919-01", "1919-12"),
        (19180601, 19190531, Unit.MONTH, "1918-06", "1919-05"),
        (19180101, 19191231, Unit.YEAR, "1918", "1919"),
        (19190501, 19190531, Unit.DAY, "1919-05-01", "1919-05-31"),
        (19190514, 19190514, Unit.DAY, "1919-05-14", "1919-05-14"),
        (0, 0, Unit.YEAR, "0001", "9999"),
    ],
)
def test_what_a_time_is_counted_by(low: int, high: int, unit: Unit, first: str, last: str) -> None:
    assert unit_for(low, high) is unit
    numbers = numbers_of(unit, low, high)
    assert (edtf(unit, numbers[0]), edtf(unit, numbers[1])) == (first, last)
    assert all(number_of(unit, edtf(unit, number)) == number for number in numbers)


def test_bars_in_words() -> None:
    assert in_words(Unit.MONTH, 1919 * 12 + 4) == "May 1919"
    assert in_words(Unit.DAY, number_of(Unit.DAY, "1919-05-14")) == "14 May 1919"
    assert on_axis(Unit.MONTH, 1919 * 12) == "1919"
    assert on_axis(Unit.DAY, number_of(Unit.DAY, "1919-05-14")) == "14 May"
    assert with_dates("strike date:1919", "1919-05", "1919-07") == "strike date:1919-05..1919-07"


def test_a_query_keeps_its_manner_when_it_is_saved() -> None:
    assert with_manners("modern strike", frozenset({"ocr"})) == "ocr:(modern strike)"
    assert with_manners("modern", frozenset({"synonyms"})) == "synonyms:(modern)"
    assert with_manners(" ", frozenset({"ocr"})) == " "
    assert with_manners("modern", frozenset()) == "modern"
