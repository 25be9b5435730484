"""The list: a million rows without I/O in data(), cards of one height, snippets with marks."""

from array import array
from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from newsreader.desktop.icons import Icons
from newsreader.desktop.list_delegate import _fitted
from newsreader.desktop.list_model import PAGE_ROWS, ArticleListModel, Role, doubt_text, meta_line, spoken_row
from newsreader.desktop.list_pane import ListPane
from newsreader.desktop.snippet_layout import SnippetLayout
from newsreader.desktop.theme import Theme, Type
from newsreader.domain.hits import Snippet
from newsreader.domain.listing import ArticleRow
from newsreader.domain.query import Sort


def row(number: int, **more: object) -> ArticleRow:
    values: dict[str, object] = {
        "number": number, "id": f"id{number}", "headline": f"Headline {number}", "paper": "Halifax Ledger",
        "country": "CA", "date": "1919-05-14",
    }  # fmt: skip
    return ArticleRow(**(values | more))  # type: ignore[arg-type]


def answer(model: ArticleListModel) -> list[tuple[int, int, Sequence[int]]]:
    """Gives the model its rows as soon as it asks, and keeps what it asked for."""
    asked: list[tuple[int, int, Sequence[int]]] = []

    def put(generation: int, page: int, numbers: Sequence[int]) -> None:
        asked.append((generation, page, numbers))
        model.put_rows(generation, page, [row(number) for number in numbers])

    model.rows_wanted.connect(put)
    return asked


def test_data_never_waits_and_asks_once_for_a_page(qtbot: QtBot) -> None:
    model = ArticleListModel()
    asked: list[int] = []
    model.rows_wanted.connect(lambda _, page, __: asked.append(page))
    model.set_numbers(array("q", range(1000)))
    for place in range(10):
        assert model.data(model.index(place, 0)) == ""
    qtbot.waitUntil(lambda: asked == [0])
    assert model.data(model.index(3, 0), Qt.ItemDataRole.AccessibleTextRole) == "Loading"
    model.put_rows(model.generation, 0, [row(number) for number in range(PAGE_ROWS)])
    assert model.data(model.index(3, 0)) == "Headline 3"
    assert model.data(model.index(3, 0), Role.ROW) == row(3)


def test_rows_of_an_earlier_list_are_not_taken(qtbot: QtBot) -> None:
    model = ArticleListModel()
    model.set_numbers(array("q", range(10)))
    old = model.generation
    model.set_numbers(array("q", range(100, 110)))
    model.put_rows(old, 0, [row(number) for number in range(10)])
    assert model.row(0) is None


def test_vanished_rows_leave_the_others_in_their_places() -> None:
    model = ArticleListModel()
    model.set_numbers(array("q", [5, 6, 7]))
    model.put_rows(model.generation, 0, [row(5), row(7)])
    assert [model.row(place) for place in range(3)] == [row(5), None, row(7)]


def test_only_so_many_pages_are_kept() -> None:
    model = ArticleListModel()
    model.set_numbers(array("q", range(100_000)))
    for page in range(300):
        first = page * PAGE_ROWS
        rows = [row(number) for number in range(first, first + PAGE_ROWS)]
        model.put_rows(
            model.generation, page, rows, {number: Snippet("x") for number in range(first, first + PAGE_ROWS)}
        )
    assert len(model._pages) < 100
    assert len(model._snippets) < 100 * PAGE_ROWS
    assert model.row(0) is None
    assert model.row(299 * PAGE_ROWS) is not None


def test_refresh_keeps_old_rows_until_new_ones_come(qtbot: QtBot) -> None:
    model = ArticleListModel()
    asked = answer(model)
    model.set_numbers(array("q", range(10)))
    model.row(0)
    qtbot.waitUntil(lambda: len(asked) == 1)
    model.refresh()
    assert model.row(0) == row(0)
    qtbot.waitUntil(lambda: len(asked) == 2)


def test_a_million_rows_open_and_scroll_to_the_end(qtbot: QtBot, theme: Theme, icons: Icons) -> None:
    pane = ListPane(theme, icons)
    qtbot.addWidget(pane)
    pane.resize(400, 700)
    answer(pane.model)
    pane.show()
    pane.show_list(array("q", range(1_000_000)), has_snippets=False)
    qtbot.waitUntil(lambda: pane.model.row(0) is not None)
    pane.view.scrollToBottom()
    qtbot.waitUntil(lambda: pane.model.row(999_999) is not None)
    pane.grab()
    assert len(pane.model._pages) < 20
    pane.view.selectAll()
    assert len(pane.selected_numbers()) == 1_000_000


def test_arrow_keys_read_the_next_article(qtbot: QtBot, theme: Theme, icons: Icons) -> None:
    pane = ListPane(theme, icons)
    qtbot.addWidget(pane)
    answer(pane.model)
    pane.show_list(array("q", [30, 20, 10]), has_snippets=False)
    chosen: list[int] = []
    pane.article_chosen.connect(chosen.append)
    pane.step(0)
    QTest.keyClick(pane.view, Qt.Key.Key_Down)
    QTest.keyClick(pane.view, Qt.Key.Key_Down)
    QTest.keyClick(pane.view, Qt.Key.Key_Down)
    QTest.keyClick(pane.view, Qt.Key.Key_Up)
    assert chosen == [30, 20, 10, 20]
    with qtbot.waitSignal(pane.article_opened):
        QTest.keyClick(pane.view, Qt.Key.Key_Return)


def test_several_can_be_selected(qtbot: QtBot, theme: Theme, icons: Icons) -> None:
    pane = ListPane(theme, icons)
    qtbot.addWidget(pane)
    answer(pane.model)
    pane.show_list(array("q", [30, 20, 10]), has_snippets=False)
    pane.step(0)
    with qtbot.waitSignal(pane.selection_changed) as told:
        QTest.keyClick(pane.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert told.args == [2]
    assert list(pane.selected_numbers()) == [30, 20]


def test_another_list_keeps_the_article_one_reads(qtbot: QtBot, theme: Theme, icons: Icons) -> None:
    pane = ListPane(theme, icons)
    qtbot.addWidget(pane)
    answer(pane.model)
    pane.show_list(array("q", [30, 20, 10]), has_snippets=False)
    pane.stand_on(20)
    chosen: list[int] = []
    pane.article_chosen.connect(chosen.append)
    pane.show_list(array("q", [20, 10]), has_snippets=True, keep=20)
    assert pane.current_number() == 20
    assert chosen == []


def test_cards_are_higher_with_snippets_and_larger_text(theme: Theme, icons: Icons, qtbot: QtBot) -> None:
    pane = ListPane(theme, icons)
    qtbot.addWidget(pane)
    without = pane.view.verticalHeader().defaultSectionSize()
    pane.show_list(array("q", [1]), has_snippets=True)
    with_snippets = pane.view.verticalHeader().defaultSectionSize()
    assert with_snippets > without + 20
    theme.set_text_scale(200)
    assert pane.view.verticalHeader().defaultSectionSize() > 1.6 * with_snippets
    pane.set_compact(compact=True)
    assert isinstance(pane.view, QTableView)


def test_order_menu_offers_relevance_only_for_words(qtbot: QtBot, theme: Theme, icons: Icons) -> None:
    pane = ListPane(theme, icons)
    qtbot.addWidget(pane)
    pane.show_sort(Sort.DATE, has_relevance=False)
    assert not pane._sort_actions[Sort.RELEVANCE].isVisible()
    with qtbot.waitSignal(pane.sort_chosen) as told:
        pane._sort_actions[Sort.PAPER].trigger()
    assert told.args == [Sort.PAPER]


def test_unread_dot_and_selection_are_painted(qtbot: QtBot, theme: Theme, icons: Icons) -> None:
    def shot(**more: object) -> QImage:
        pane = ListPane(theme, icons)
        qtbot.addWidget(pane)
        pane.resize(360, 200)
        pane.model.rows_wanted.connect(lambda g, p, _: pane.model.put_rows(g, p, [row(1, **more)]))
        pane.show_list(array("q", [1]), has_snippets=False)
        qtbot.waitUntil(lambda: pane.model.row(0) is not None)
        return pane.view.grab().toImage()

    read, unread, starred = shot(is_read=True), shot(), shot(is_read=True, is_starred=True)
    assert unread != read
    assert starred != read
    assert unread.pixelColor(QPoint(19, 22)).name() == theme.colour("accent").name()


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ["Halifax Ledger", "14 May 1919"]),
        ({"page": "1"}, ["Halifax Ledger", "14 May 1919", "p. 1"]),
        ({"paper": "", "date": ""}, []),
        ({"family_size": 3, "date": "191X"}, ["Halifax Ledger", "1910s", "also in 3 papers"]),
    ],
)
def test_meta_line(more: dict[str, object], expected: list[str]) -> None:
    assert meta_line(row(1, **more)) == expected


def test_screen_reader_hears_the_whole_card() -> None:
    spoken = spoken_row(row(1, is_starred=True, notes=2, tags=("labour",), doubtful="byline"))
    for part in ("Headline 1", "Halifax Ledger", "14 May 1919", "unread", "starred", "labour", "2 notes", "byline"):
        assert part in spoken
    assert doubt_text(row(1, doubtful="paper_id")) == "paper id?"


def test_long_paper_gives_way_to_the_date(theme: Theme) -> None:
    metrics = theme.metrics(Type.SMALL)
    parts = ["The Very Long Name of a Newspaper of Record", "14 May 1919", "p. 1"]
    fitted = _fitted(parts, metrics, 200)
    assert metrics.horizontalAdvance(fitted) <= 200
    assert "14 May 1919" in fitted
    assert fitted.startswith("The")
    assert "p. 1" not in _fitted(parts, metrics, 120)
    assert metrics.horizontalAdvance(_fitted(parts, metrics, 60)) <= 60


def test_snippet_is_cut_to_its_lines_and_marks_stay_on_their_words(theme: Theme) -> None:
    text = "… the strike committee met in the long shed of the harbour board until past midnight and went home …" * 2
    start = text.index("strike")
    layout = SnippetLayout(text, [(start, start + 6)], theme.font(Type.SMALL), 200)
    assert layout.line_count == 2
    assert layout.text.endswith("…")
    assert len(layout.text) < len(text)
    metrics = theme.metrics(Type.SMALL)
    (mark,) = layout.mark_rects()
    assert mark.width() == pytest.approx(metrics.horizontalAdvance("strike") + 3, abs=2)
    assert mark.left() == pytest.approx(metrics.horizontalAdvance(text[:start]) - 1.5, abs=2)


def test_marks_survive_letters_outside_the_basic_plane(theme: Theme) -> None:
    plain = SnippetLayout("xx strike", [(3, 9)], theme.font(Type.SMALL), 400)
    other = SnippetLayout("𝔛𝔛 strike", [(3, 9)], theme.font(Type.SMALL), 400)
    assert other.mark_rects()[0].width() == pytest.approx(plain.mark_rects()[0].width(), abs=1)


def test_marks_beyond_the_cut_are_not_painted(theme: Theme) -> None:
    text = "word " * 100
    layout = SnippetLayout(text, [(480, 484)], theme.font(Type.SMALL), 150)
    assert layout.mark_rects() == []
    image = QImage(200, 60, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    layout.paint(painter, QPointF(0, 0), QColor("black"), QColor("yellow"), QColor("black"))
    painter.end()
    assert not any(image.pixelColor(x, y) == QColor("yellow") for x in range(200) for y in range(60))
