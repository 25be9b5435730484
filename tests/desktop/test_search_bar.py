"""The search line and what is said below it: debounce, colours, notices, chips, histogram, status."""

from array import array
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from newsreader.desktop.answers import filter_labels, filters_without
from newsreader.desktop.chip import Chip
from newsreader.desktop.explain_bar import ExplainBar
from newsreader.desktop.histogram import Histogram
from newsreader.desktop.icons import Icons
from newsreader.desktop.query_edits import with_years, without_dates, years_of
from newsreader.desktop.query_line import QueryLine
from newsreader.desktop.search_bar import SearchBar
from newsreader.desktop.status_bar import StatusBar, spoken_duration
from newsreader.desktop.theme import Theme
from newsreader.domain.hits import Clause, SearchResult
from newsreader.domain.importing import ImportProgress, ImportReport
from newsreader.domain.listing import ArchiveTotals
from newsreader.domain.query import Filters, Notice, Span
from newsreader.search.grammar import parse


@pytest.fixture
def line(qtbot: QtBot, theme: Theme) -> QueryLine:
    made = QueryLine(theme)
    qtbot.addWidget(made)
    made.resize(600, 30)
    made.show()
    return made


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme, icons: Icons) -> ExplainBar:
    made = ExplainBar(theme, icons)
    qtbot.addWidget(made)
    made.resize(900, 30)
    made.show()
    return made


@pytest.fixture
def years(qtbot: QtBot, theme: Theme) -> Histogram:
    made = Histogram(theme)
    qtbot.addWidget(made)
    made.resize(340, 90)
    made.show_years([(year, year - 1899) for year in range(1900, 1950)])
    made.show()
    return made


def result(clauses: tuple[Clause, ...], notices: tuple[Notice, ...] = (), did_you_mean: str = "") -> SearchResult:
    return SearchResult(
        parse("harbour strike"),
        "All words",
        58,
        21_578,
        array("q"),
        clauses=clauses,
        notices=notices,
        did_you_mean=did_you_mean,
    )


def chips(bar: ExplainBar) -> list[Chip]:
    return [chip for chip in bar.findChildren(Chip) if chip.isVisibleTo(bar)]


def words(bar: ExplainBar) -> list[str]:
    return [label.text() for label in bar.findChildren(QLabel) if label.isVisibleTo(bar) and label.text()]


# -- the line ---------------------------------------------------------------------------------------------------------


def test_searches_once_after_a_pause_in_typing(qtbot: QtBot, line: QueryLine) -> None:
    told: list[str] = []
    line.query_changed.connect(told.append)
    QTest.keyClicks(line, "harbour")
    assert told == []
    qtbot.waitUntil(lambda: told == ["harbour"])


def test_enter_searches_at_once(qtbot: QtBot, line: QueryLine) -> None:
    told: list[str] = []
    line.query_changed.connect(told.append)
    QTest.keyClicks(line, "strike")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert told == ["strike"]
    qtbot.wait(250)
    assert told == ["strike"]


def test_a_query_set_from_elsewhere_is_not_told_back(qtbot: QtBot, line: QueryLine) -> None:
    told: list[str] = []
    line.query_changed.connect(told.append)
    line.set_query("country:canada")
    qtbot.wait(250)
    assert told == []


def test_escape_clears_and_down_goes_to_the_list(qtbot: QtBot, line: QueryLine) -> None:
    line.set_query("harbour")
    with qtbot.waitSignal(line.query_changed) as told:
        QTest.keyClick(line, Qt.Key.Key_Escape)
    assert told.args == [""]
    with qtbot.waitSignal(line.history_wanted), qtbot.assertNotEmitted(line.list_wanted):
        QTest.keyClick(line, Qt.Key.Key_Down)
    line.set_query("harbour")
    with qtbot.waitSignal(line.list_wanted):
        QTest.keyClick(line, Qt.Key.Key_Down)


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("harbour country:canada date:1912..1924", ["country:", "date:"]),
        ('"see country:canada" tag:x', ["tag:"]),
        ("-paper:star (lang:fr OR tag:y)", ["paper:", "lang:", "tag:"]),
        ("12:30 http: a:", ["a:"]),
    ],
)
def test_field_names_are_found(line: QueryLine, query: str, fields: list[str]) -> None:
    line.set_query(query)
    assert [query[start:end] for start, end in line.field_spans()] == fields


def test_fields_and_trouble_are_coloured(line: QueryLine, theme: Theme) -> None:
    line.set_query("xxxxxxx:canada")
    plain = line.grab().toImage()
    accent, doubt = theme.colour("accent").name(), theme.colour("doubt").name()
    colours = {plain.pixelColor(x, y).name() for x in range(plain.width()) for y in range(plain.height())}
    assert accent in colours or any(close(name, accent) for name in colours)
    line.show_notices([Notice("no such field", Span(0, 7))])
    marked = line.grab().toImage()
    colours = {marked.pixelColor(x, y).name() for x in range(marked.width()) for y in range(marked.height())}
    assert any(close(name, doubt) for name in colours)
    assert line.text() == "xxxxxxx:canada"


def close(one: str, other: str) -> bool:
    return all(abs(int(one[place : place + 2], 16) - int(other[place : place + 2], 16)) < 24 for place in (1, 3, 5))


def test_completion_is_offered_and_taken(qtbot: QtBot, line: QueryLine) -> None:
    line.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, "cou")
    line.offer(["country:", "cou"])
    assert line._popup.isVisible()
    assert line._found.stringList() == ["country:"]
    with qtbot.waitSignal(line.query_changed) as told:
        line._completer.activated.emit("country:")
    assert told.args == ["country:"]
    line.offer([])
    assert not line._popup.isVisible()


def test_plain_words_are_completed_only_when_asked_for(qtbot: QtBot, line: QueryLine) -> None:
    line.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, "har")
    line.offer(["harbour", "harvest"])
    assert not line._popup.isVisible()
    with qtbot.waitSignal(line.completions_wanted) as told:
        QTest.keyClick(line, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["har", 3]
    line.offer(["harbour", "harvest"])
    assert line._popup.isVisible()
    line._popup.setCurrentIndex(line._found.index(-1, 0))
    with qtbot.waitSignal(line.query_entered):
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert not line._popup.isVisible()


# -- the explain line -------------------------------------------------------------------------------------------------


def test_clauses_are_chips_with_counts_and_the_total_is_grouped(bar: ExplainBar) -> None:
    clauses = (
        Clause("harbour", "harbour", "", 1204, without="strike"),
        Clause("strike", "strike", "", 611, without="harbour", also=("strikes", "striking")),
        Clause("papers from Canada", "Canada", "papers from", 8930, without="harbour strike"),
    )
    bar.show_result(result(clauses), 58, 21_578)
    assert [chip.accessibleName().split(".")[0] for chip in chips(bar)] == [
        "harbour, 1\u202f204 articles", "strike, 611 articles", "papers from Canada, 8\u202f930 articles",
    ]  # fmt: skip
    assert bar.total.text() == "58 of 21\u202f578"
    assert {"All of", "papers from", "“strike” also finds strikes, striking"} <= set(words(bar))


def test_a_click_or_delete_on_a_chip_takes_its_clause_out(qtbot: QtBot, bar: ExplainBar) -> None:
    bar.show_result(result((Clause("harbour", "harbour", "", 1, without="strike"),)), 1, 2)
    with qtbot.waitSignal(bar.query_chosen) as told:
        QTest.mouseClick(chips(bar)[0], Qt.MouseButton.LeftButton)
    assert told.args == ["strike"]
    with qtbot.waitSignal(bar.query_chosen):
        QTest.keyClick(chips(bar)[0], Qt.Key.Key_Delete)


def test_what_is_chosen_in_the_tree_is_a_chip_too(qtbot: QtBot, bar: ExplainBar) -> None:
    bar.show_filters([("country", "CA", "Canada", False), ("tag", "x", "x", True)])
    bar.show_result(None, 12, 93)
    assert bar.total.text() == "12 of 93"
    with qtbot.waitSignal(bar.filter_dropped) as told:
        QTest.mouseClick(chips(bar)[1], Qt.MouseButton.LeftButton)
    assert told.args == ["tag", "x", True]


def test_notices_tell_and_offer_what_was_meant(qtbot: QtBot, bar: ExplainBar) -> None:
    notice = Notice("There is no field “contry”", Span(0, 6), "country:canada")
    bar.show_result(result((), notices=(notice,), did_you_mean="harbour strike"), 0, 9)
    told = {"There is no field “contry”", "Did you mean"}
    qtbot.waitUntil(lambda: told <= set(words(bar)))
    links = [button for button in bar.findChildren(QPushButton) if button.isVisibleTo(bar)]
    with qtbot.waitSignal(bar.query_chosen) as chosen:
        next(link for link in links if "country:canada" in link.text()).click()
    assert chosen.args == ["country:canada"]


def test_nothing_typed_makes_the_window_wider_or_fills_it_with_chips(qtbot: QtBot, bar: ExplainBar) -> None:
    monster = "y" * 5_000
    clauses = tuple(Clause(f"{monster}{n}", monster, "spelt like", 1, also=(monster,)) for n in range(300))
    notice = Notice(f"There is no field “{monster}”", Span(0, 6), f"{monster}&{monster}")
    bar.show_result(result(clauses, notices=(notice,), did_you_mean=monster), 0, 9)
    qtbot.waitUntil(lambda: any(link.isVisibleTo(bar) for link in bar.findChildren(QPushButton)))
    assert all(monster in link.accessibleName() for link in bar.findChildren(QPushButton))
    assert bar.minimumSizeHint().width() < 1_000
    assert len(chips(bar)) < 50
    assert "and 276 more" in words(bar)


def test_tab_comes_to_the_chips_after_what_stands_above_them(qtbot: QtBot, theme: Theme, icons: Icons) -> None:
    bar = SearchBar(theme, icons)
    qtbot.addWidget(bar)
    bar.show()
    clauses = (Clause("harbour", "harbour", "", 12, without="strike"), Clause("strike", "strike", "", 6, without=""))
    bar.explain.show_result(result(clauses), 2, 20)
    wanted = [bar.line, bar.ocr, bar.synonyms, bar.save, bar.bring, bar.more, *chips(bar.explain)]

    def stops() -> list[QWidget]:
        found: list[QWidget] = [bar.line]
        at = bar.line.nextInFocusChain()
        while at is not None and at is not bar.line:
            found += [at] if at in wanted else []
            at = at.nextInFocusChain()
        return found

    qtbot.waitUntil(lambda: stops() == wanted)


def test_without_a_search_the_bar_says_how_to_begin(bar: ExplainBar) -> None:
    bar.say("Words and fields")
    bar.show_result(None, 93, 93)
    assert "Words and fields" in words(bar)
    assert bar.total.text() == "93 articles"


def test_years_in_a_row_are_one_chip() -> None:
    filters = Filters({"year": frozenset({"1912", "1913", "1914", "1920", ""})}, {"country": frozenset({"CA"})})
    labels = filter_labels(filters)
    assert [(label, is_exclusion) for _, _, label, is_exclusion in labels] == [
        ("1912–1914", False), ("1920", False), ("(unknown)", False), ("Canada", True),
    ]  # fmt: skip
    rest = filters_without(filters, "year", labels[0][1], is_exclusion=False)
    assert rest.include == {"year": {"1920", ""}}
    assert filters_without(rest, "country", "CA", is_exclusion=True).exclude == {}


# -- the histogram ----------------------------------------------------------------------------------------------------


def test_click_narrows_to_a_year_and_again_gives_all(qtbot: QtBot, years: Histogram) -> None:
    at = QPoint(int(years.x_of(1920)) + 2, 30)
    with qtbot.waitSignal(years.years_chosen) as told:
        QTest.mouseClick(years, Qt.MouseButton.LeftButton, pos=at)
    assert told.args == [1920, 1920]
    years.show_chosen((1920, 1920))
    with qtbot.waitSignal(years.years_chosen) as told:
        QTest.mouseClick(years, Qt.MouseButton.LeftButton, pos=at)
    assert told.args == [0, 0]


def test_drag_narrows_to_years_in_either_direction(qtbot: QtBot, years: Histogram) -> None:
    def drag(first: int, last: int) -> None:
        start, end = (QPointF(years.x_of(year) + 2, 30) for year in (first, last))
        QTest.mousePress(years, Qt.MouseButton.LeftButton, pos=start.toPoint())
        held = Qt.MouseButton.LeftButton
        move = QMouseEvent(
            QEvent.Type.MouseMove, end, years.mapToGlobal(end), held, held, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(years, move)
        QTest.mouseRelease(years, Qt.MouseButton.LeftButton, pos=end.toPoint())

    for first, last in ((1912, 1924), (1924, 1912)):
        with qtbot.waitSignal(years.years_chosen) as told:
            drag(first, last)
        assert told.args == [1912, 1924]


def test_arrow_keys_walk_stretch_and_narrow(qtbot: QtBot, years: Histogram) -> None:
    QTest.keyClick(years, Qt.Key.Key_Right)
    QTest.keyClick(years, Qt.Key.Key_Right)
    assert years.accessibleDescription().startswith("1901: 2 articles")
    QTest.keyClick(years, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(years, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(years.years_chosen) as told:
        QTest.keyClick(years, Qt.Key.Key_Return)
    assert told.args == [1901, 1903]
    years.show_chosen((1901, 1903))
    with qtbot.waitSignal(years.years_chosen) as told:
        QTest.keyClick(years, Qt.Key.Key_Escape)
    assert told.args == [0, 0]


def test_many_years_share_bars(years: Histogram) -> None:
    assert years.years_per_bar == 1
    years.show_years([(1600, 5), (2020, 7)])
    assert years.years_per_bar > 1
    assert years.x_of(2020) < years.width() - 10
    assert years.year_at(years.x_of(1600) + 1) <= 1600


def test_histogram_survives_no_years_and_one(years: Histogram) -> None:
    years.show_years([])
    years.grab()
    assert years.accessibleDescription() == "No dated articles"
    years.show_years([(1919, 3)])
    years.grab()
    assert "1919: 3 articles" in years.accessibleDescription()


@pytest.mark.parametrize(
    ("query", "narrowed"),
    [
        ("", "date:1912..1924"),
        ("harbour strike", "harbour strike date:1912..1924"),
        ("date:1900..1910 harbour", "harbour date:1912..1924"),
        ("update:x harbour date:>=1900", "update:x harbour date:1912..1924"),
    ],
)
def test_years_replace_the_dates_of_a_query(query: str, narrowed: str) -> None:
    assert with_years(query, 1912, 1924) == narrowed
    assert years_of(parse(narrowed)) == (1912, 1924)
    assert "date:1" not in without_dates(narrowed)


def test_one_year_is_written_as_one() -> None:
    assert with_years("a", 1919, 1919) == "a date:1919"
    assert years_of(parse("a date:1919")) == (1919, 1919)
    assert years_of(parse("a OR date:1919")) is None
    assert years_of(parse("after:1900")) is None


# -- the status bar ---------------------------------------------------------------------------------------------------


@pytest.fixture
def status(qtbot: QtBot, theme: Theme, icons: Icons) -> StatusBar:
    made = StatusBar(theme, icons)
    qtbot.addWidget(made)
    made.resize(1300, 28)
    made.show()
    return made


def test_status_shows_totals_and_an_import(qtbot: QtBot, status: StatusBar) -> None:
    status.show_totals(ArchiveTotals(21_578, 14, 0, 0, 0), is_read_only=True)
    assert status.totals.text() == "21\u202f578 articles · 14 papers · read-only"
    assert not status.pause.isVisible()
    status.show_progress(ImportProgress(31, 60, True, 30, 0, 1, 0, 1312.4, 6.2, "reading", "/in/batch_nsha_01"))
    assert status._what.text() == "Importing batch_nsha_01"
    assert status._rate.text() == "1\u202f312 articles/s · 6 s left"
    assert (status._bar.value(), status._bar.maximum()) == (31, 60)
    with qtbot.waitSignal(status.pause_toggled) as told:
        status.pause.click()
    assert told.args == [True]
    assert status.pause.accessibleName() == "Go on with the import"
    with qtbot.waitSignal(status.cancel_wanted):
        status.cancel.click()


def test_status_links_to_the_report(qtbot: QtBot, status: StatusBar) -> None:
    status.show_report(ImportReport(120, 12, 3, 0, (), (), (), 900.0))
    assert status.report.text() == "120 added, 12 duplicates, 3 failed: report"
    assert not status.pause.isVisible()
    with qtbot.waitSignal(status.report_wanted):
        status.report.click()


@pytest.mark.parametrize(("seconds", "spoken"), [(0.2, "1 s"), (59, "59 s"), (240, "4 min"), (7800, "2 h 10 min")])
def test_durations(seconds: float, spoken: str) -> None:
    assert spoken_duration(seconds) == spoken


def test_every_word_that_was_added_is_named(bar: ExplainBar) -> None:
    also = tuple(f"form{number}" for number in range(6))
    clauses = tuple(Clause(name, name, "", 1, Span(0, 1), "", None, also) for name in ("one", "two", "three"))
    plain = result(clauses)
    bar.show_result(plain, 58, 21_578)
    told = [text for text in words(bar) if "also finds" in text]
    assert told == [f"“{name}” also finds form0, form1, form2" for name in ("one", "two")]
    bar.show_result(replace(plain, is_widened=True), 58, 21_578)
    told = [text for text in words(bar) if "also finds" in text]
    assert told == [f"“{name}” also finds {', '.join(also)}" for name in ("one", "two", "three")]
