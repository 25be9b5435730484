"""The tree: sections, lazy children, counts, choosing, leaving out, finding by typing."""

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from newsreader.desktop.browse_model import BrowseModel, Role, by_decade, choice_of, flattened
from newsreader.desktop.browse_pane import BrowsePane, added, left_out, only, without
from newsreader.desktop.icons import Icons
from newsreader.desktop.theme import Theme
from newsreader.domain.listing import BrowseNode
from newsreader.domain.query import Filters

LEDGER = BrowseNode("paper", "Halifax Ledger", "Halifax Ledger", 37)
STAR = BrowseNode("paper", "Cape Breton Star", "Cape Breton Star", 4)
CANADA = BrowseNode("country", "CA", "Canada", 41, (LEDGER, STAR))
FRANCE = BrowseNode("country", "FR", "France", 9, (BrowseNode("paper", "La Vigie", "La Vigie", 9),))
REGIONS = (
    BrowseNode("region", "021", "Northern America", 41, (CANADA,)),
    BrowseNode("region", "155", "Western Europe", 9, (FRANCE,)),
    BrowseNode("region", "", "(unknown)", 3),
)
YEARS = tuple(BrowseNode("year", str(year), str(year), 1) for year in range(1908, 1922))
TAGS = (BrowseNode("tag", "labour", "labour", 5, (BrowseNode("tag", "labour/docks", "docks", 2),)),)
SEARCHES = (BrowseNode("search", "Explosion", "Explosion", 0), BrowseNode("mark", "doubtful", "Doubtful fields", 4))


@pytest.fixture
def pane(qtbot: QtBot, theme: Theme, icons: Icons) -> BrowsePane:
    made = BrowsePane(theme, icons)
    qtbot.addWidget(made)
    made.resize(240, 700)
    made.show_nodes(
        {"region": REGIONS, "year": by_decade(YEARS), "tag": TAGS, "search": SEARCHES}, {"labour": "yellow"}
    )
    made.show()
    return made


def at(pane: BrowsePane, *path: str) -> QModelIndex:
    index = pane.model.find(path)
    assert index.isValid(), path
    return index


def click(pane: BrowsePane, index: QModelIndex, *modifiers: Qt.KeyboardModifier) -> None:
    held = modifiers[0] if modifiers else Qt.KeyboardModifier.NoModifier
    pane.view.expandToDepth(3)
    rect = pane.view.visualRect(index)
    QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, held, QPoint(rect.left() + 60, rect.center().y()))


def test_model_keeps_qts_contract(qtbot: QtBot) -> None:
    model = BrowseModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_sections([("region", "Regions", REGIONS), ("tag", "Tags", TAGS), ("paper", "Papers", ())])
    assert model.rowCount() == 2
    model.set_counts({"region": {("region", "021"): 7}})
    model.set_needle("docks")
    assert model.rowCount() == 1
    model.set_needle("")
    model.set_filters(Filters({"country": frozenset({"CA"})}))
    assert model.find(("region", "021", "CA")).data(Role.STATE) == "included"


def test_thousands_of_papers_make_no_items_until_opened() -> None:
    model = BrowseModel()
    papers = tuple(BrowseNode("paper", f"Paper {n:05}", f"Paper {n:05}", n) for n in range(5000))
    country = BrowseNode("country", "US", "United States", 5000, papers)
    model.set_section("region", "Regions", [BrowseNode("region", "021", "Northern America", 5000, (country,))])
    region = model.index(0, 0, model.index(0, 0))
    us = model.index(0, 0, region)
    assert model.rowCount(us) == 5000
    assert us.internalPointer()._children is None


def test_counts_of_a_search_are_laid_over_the_tree(pane: BrowsePane) -> None:
    pane.show_counts(
        {"region": flattened("region", (BrowseNode("region", "021", "", 2, (BrowseNode("country", "CA", "", 2),)),))}
    )
    assert at(pane, "region", "021").data(Role.COUNT) == 2
    assert at(pane, "region", "155").data(Role.COUNT) == 0
    assert at(pane, "region", "021", "CA", "Halifax Ledger").data(Role.COUNT) == 0
    pane.show_counts({"region": None})
    assert at(pane, "region", "021", "CA", "Halifax Ledger").data(Role.COUNT) == 37


def test_click_chooses_alone_and_again_puts_back(qtbot: QtBot, pane: BrowsePane) -> None:
    seen: list[Filters] = []
    pane.filters_chosen.connect(seen.append)
    click(pane, at(pane, "region", "021", "CA"))
    click(pane, at(pane, "region", "021", "CA", "Halifax Ledger"))
    click(pane, at(pane, "tag", "labour"))
    click(pane, at(pane, "region", "021", "CA", "Halifax Ledger"))
    assert [filters.include for filters in seen] == [
        {"country": {"CA"}},
        {"paper": {"Halifax Ledger"}},
        {"paper": {"Halifax Ledger"}, "tag": {"labour"}},
        {"tag": {"labour"}},
    ]


def test_ctrl_click_adds_and_alt_click_leaves_out(qtbot: QtBot, pane: BrowsePane) -> None:
    click(pane, at(pane, "region", "021", "CA"))
    click(pane, at(pane, "region", "155", "FR"), Qt.KeyboardModifier.ControlModifier)
    assert pane.filters.include == {"country": {"CA", "FR"}}
    click(pane, at(pane, "region", "155", "FR"), Qt.KeyboardModifier.AltModifier)
    assert pane.filters.include == {"country": {"CA"}}
    assert pane.filters.exclude == {"country": {"FR"}}
    assert at(pane, "region", "155", "FR").data(Role.STATE) == "excluded"


def test_a_paper_added_to_a_country_takes_its_place_and_says_so(qtbot: QtBot, pane: BrowsePane) -> None:
    click(pane, at(pane, "region", "021", "CA"))
    with qtbot.waitSignal(pane.told):
        click(pane, at(pane, "region", "155", "FR", "La Vigie"), Qt.KeyboardModifier.ControlModifier)
    assert pane.filters.include == {"paper": {"La Vigie"}}


def test_keys_choose_add_and_leave_out(qtbot: QtBot, pane: BrowsePane) -> None:
    pane.view.setCurrentIndex(at(pane, "region", "021"))
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    pane.view.setCurrentIndex(at(pane, "region", "155"))
    QTest.keyClick(pane.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    pane.view.setCurrentIndex(at(pane, "tag", "labour"))
    QTest.keyClick(pane.view, Qt.Key.Key_Space, Qt.KeyboardModifier.AltModifier)
    assert pane.filters == Filters({"region": frozenset({"021", "155"})}, {"tag": frozenset({"labour"})})


def test_unknown_can_be_chosen(qtbot: QtBot, pane: BrowsePane) -> None:
    click(pane, at(pane, "region", ""))
    assert pane.filters.include == {"region": {""}}


def test_a_decade_means_its_years(qtbot: QtBot, pane: BrowsePane) -> None:
    decade = at(pane, "year", "1910")
    assert decade.data(Role.COUNT) == 10
    assert choice_of(decade.data(Role.NODE)) == ("year", frozenset(str(year) for year in range(1910, 1920)))
    pane.view.setCurrentIndex(decade)
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    assert at(pane, "year", "1910", "1915").data(Role.STATE) == "included"


def test_saved_search_is_told(qtbot: QtBot, pane: BrowsePane) -> None:
    with qtbot.waitSignal(pane.search_chosen) as told:
        click(pane, at(pane, "search", "Explosion"))
    assert told.args == ["Explosion"]
    click(pane, at(pane, "search", "doubtful"))
    assert pane.filters.include == {"mark": {"doubtful"}}


def test_typing_finds_in_the_tree_and_escape_shows_all_again(qtbot: QtBot, pane: BrowsePane) -> None:
    pane.view.setFocus()
    QTest.keyClick(pane.view, Qt.Key.Key_V)
    assert pane.needle.isVisible()
    pane.needle.setText("vigie")
    assert pane.model.rowCount() == 1
    QTest.keyClick(pane.needle, Qt.Key.Key_Down)
    assert pane.view.currentIndex().data() == "La Vigie"
    QTest.keyClick(pane.needle, Qt.Key.Key_Escape)
    assert pane.model.rowCount() == 4
    assert not pane.needle.isVisible()


def test_sections_fold_and_stay_folded(qtbot: QtBot, pane: BrowsePane) -> None:
    assert not pane.view.isExpanded(at(pane, "year"))
    pane.view.setExpanded(at(pane, "region"), False)
    pane.show_nodes({"region": REGIONS}, {})
    assert not pane.view.isExpanded(at(pane, "region"))
    assert pane.closed_sections == ["agency", "language", "paper", "region", "year"]


def test_opened_nodes_stay_open_when_the_tree_changes(pane: BrowsePane) -> None:
    pane.view.setExpanded(at(pane, "region", "021"), True)
    pane.view.setCurrentIndex(at(pane, "region", "021", "CA"))
    pane.show_nodes({"region": REGIONS[:1]}, {})
    assert pane.view.isExpanded(at(pane, "region", "021"))
    assert pane.view.currentIndex().data() == "Canada"


def test_screen_reader_hears_count_and_state(pane: BrowsePane) -> None:
    pane.show_filters(Filters({"country": frozenset({"CA"})}, {"tag": frozenset({"labour"})}))
    role = Qt.ItemDataRole.AccessibleTextRole
    assert at(pane, "region", "021", "CA").data(role) == "Canada, 41 articles, chosen"
    assert at(pane, "tag", "labour").data(role) == "labour, 5 articles, left out"


def test_choosing_is_pure() -> None:
    start = Filters({"tag": frozenset({"labour"})}, {"country": frozenset({"CA"})})
    chosen = only(start, CANADA)
    assert chosen == Filters({"tag": frozenset({"labour"}), "country": frozenset({"CA"})})
    assert added(chosen, CANADA) == Filters({"tag": frozenset({"labour"})})
    assert left_out(left_out(chosen, LEDGER), LEDGER) == chosen
    assert without(Filters({"region": frozenset({"021"}), "tag": frozenset({"x"})}), "paper").include == {"tag": {"x"}}
