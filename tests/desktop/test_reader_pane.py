"""The reader shows every layer exactly, marks what it should, and says what the reader wants done."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QHelpEvent, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStackedWidget, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from newsreader.desktop.icons import Icons
from newsreader.desktop.reader_document import ReaderDocument, ReaderStyle
from newsreader.desktop.reader_layout import displayable
from newsreader.desktop.reader_marks import MarkKind, line_rects
from newsreader.desktop.reader_pane import ReaderPane
from newsreader.desktop.theme import Mode, Theme
from newsreader.desktop.tokens import APPEARANCES, Tokens, contrast
from newsreader.domain.annotation import Anchor, Annotation
from newsreader.domain.article import Article, SourceFile
from newsreader.domain.field import Evidence, Field
from newsreader.domain.repair import Repair
from newsreader.services import reading
from newsreader.services.session import Session
from newsreader.text.offsets import apply

RAW = """National 😀 Post

Truce at the har- bour, 漢字 said

- Ann 𝕏avier and

The har- bour was 😀 still at 4 p. m. <b>yesterday</b> <img src="http://127.0.0.1:9/x.png">.

Newspapers from Canada
"""


def make_article(raw: str = RAW, article_id: str = "a" * 16) -> Article:
    def over(words: str, rule: str, after: str) -> Repair:
        start = raw.index(words)
        return Repair(rule, start, start + len(words), words, after, 0.93)

    def found(name: str, value: str | tuple[str, ...], words: str) -> Field:
        start = raw.index(words)
        return Field(name, value, Evidence(f"test.{name}", 0.9, start, start + len(words)))

    body = raw.index("The har- bour")
    repairs = (
        over("National 😀 Post\n\n", "set-apart.paper", ""),
        over("Truce at the har- bour, 漢字 said\n\n", "set-apart.headline", ""),
        over("- Ann 𝕏avier and\n\n", "set-apart.byline", ""),
        Repair("hyphen.join", body + 7, body + 9, "- ", "", 0.93),
        over("p. m.", "abbreviation", "p.m."),
        over("\n\nNewspapers from Canada\n", "navigation", ""),
    )
    fields = {
        "paper": found("paper", "National 😀 Post", "National 😀 Post"),
        "headline": found("headline", "Truce at the harbour, 漢字 said", "Truce at the har- bour, 漢字 said"),
        "byline": found("byline", ("Ann 𝕏avier",), "- Ann 𝕏avier and"),
        "country": found("country", "CA", "Newspapers from Canada"),
        "date": Field("date", "1919-05-14", Evidence("date.file", 0.8, source="file name")),
    }
    file = SourceFile("a.txt", "0" * 64, len(raw), "utf-8", "text", "2026-11-23T10:00:00Z", "1")
    clean = apply(raw, repairs)
    when = "2026-11-23T10:00:00Z"
    return Article(
        article_id, 1, raw, repairs, frozenset(), fields, {}, clean, 1.0, (), (), file, "2026.1", when,
    )  # fmt: skip


@pytest.fixture
def article() -> Article:
    return make_article()


@pytest.fixture
def pane(qtbot: QtBot, theme: Theme, icons: Icons) -> Iterator[ReaderPane]:
    made = ReaderPane(theme, icons)
    qtbot.addWidget(made)
    made.resize(660, 800)
    made.show()
    yield made
    made.clear()


def text_at(pane: ReaderPane, start: int, end: int) -> str:
    cursor = QTextCursor(pane.view.document())
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText().replace("\u2029", "\n")


def marked(pane: ReaderPane, kind: MarkKind) -> list[str]:
    return [text_at(pane, mark.start, mark.end) for mark in pane.view.marks.of(kind)]


def select(pane: ReaderPane, words: str) -> None:
    shown = pane.view.shown
    start = shown.text.index(words)
    cursor = pane.view.textCursor()
    cursor.setPosition(shown.to_position(start))
    cursor.setPosition(shown.to_position(start + len(words)), QTextCursor.MoveMode.KeepAnchor)
    pane.view.setTextCursor(cursor)


def document_text(pane: ReaderPane) -> str:
    return pane.view.document().toRawText().replace("\u2029", "\n")


@pytest.mark.parametrize("layer", ["clean", "changes", "original"])
def test_the_document_holds_exactly_what_was_laid_out(pane: ReaderPane, article: Article, layer: str) -> None:
    pane.set_layer(layer)
    pane.show_article(article)
    assert document_text(pane) == pane.view.shown.text
    if layer == "original":
        assert document_text(pane) == displayable(RAW)
    assert len(document_text(pane).encode("utf-16-le")) // 2 == pane.view.shown.length


def test_markup_in_an_article_is_text_and_loads_nothing(pane: ReaderPane, article: Article, theme: Theme) -> None:
    pane.show_article(article)
    assert "<b>yesterday</b>" in document_text(pane)
    document = ReaderDocument(theme, ReaderStyle())
    document.setHtml('<img src="http://127.0.0.1:9/x.png">')
    assert document.resource(QTextDocument.ResourceType.ImageResource, QUrl("http://127.0.0.1:9/x.png")) is None


@pytest.mark.parametrize("layer", ["clean", "changes", "original"])
def test_search_hits_are_marked_in_every_layer(pane: ReaderPane, article: Article, layer: str) -> None:
    clean = [(article.clean.index("still"), article.clean.index("still") + 5)]
    raw = [(RAW.index("Truce"), RAW.index("Truce") + 5), (RAW.index("still"), RAW.index("still") + 5)]
    pane.show_article(article, clean, raw)
    pane.set_layer(layer)
    assert "still" in marked(pane, MarkKind.HIT)
    assert len(marked(pane, MarkKind.HIT)) == 2
    pane.hits.step(1)
    pane.hits.step(1)
    assert marked(pane, MarkKind.HIT_NOW) == ["still"]
    assert pane.toolbar.hits.text() == "hit 2 of 2"
    pane.hits.step(1)
    assert pane.toolbar.hits.text() == "hit 1 of 2"
    pane.hits.step(-1)
    assert pane.toolbar.hits.text() == "hit 2 of 2"


def test_a_hit_on_mended_words_is_marked_where_they_are_whole(pane: ReaderPane, article: Article) -> None:
    start = article.clean.index("harbour")
    pane.show_article(article, [(start, start + 7)], [])
    assert marked(pane, MarkKind.HIT) == ["harbour"]
    pane.set_layer("changes")
    assert marked(pane, MarkKind.HIT) == ["harbour"]


def test_evidence_lights_up_in_every_layer(pane: ReaderPane, article: Article) -> None:
    pane.show_article(article)
    pane.show_field("byline")
    assert marked(pane, MarkKind.EVIDENCE) == ["Ann 𝕏avier"]
    pane.set_layer("changes")
    assert marked(pane, MarkKind.EVIDENCE) == ["- Ann 𝕏avier and"]
    pane.set_layer("original")
    assert marked(pane, MarkKind.EVIDENCE) == ["- Ann 𝕏avier and"]
    pane.show_evidence(None)
    assert marked(pane, MarkKind.EVIDENCE) == []


def test_evidence_outside_the_text_shows_its_value_or_its_words(pane: ReaderPane, article: Article) -> None:
    pane.show_article(article)
    pane.show_field("date")
    assert marked(pane, MarkKind.EVIDENCE) == ["14 May 1919"]
    assert pane.strip.isHidden()
    pane.show_field("country")
    assert not pane.strip.isHidden()
    assert "Newspapers from Canada" in pane.strip.words.text()
    pane.strip.changes_wanted.emit()
    assert pane.layer == "changes"
    assert marked(pane, MarkKind.EVIDENCE) == ["Newspapers from Canada"]


def test_a_click_on_a_repair_asks_to_take_it_back(qtbot: QtBot, pane: ReaderPane, article: Article) -> None:
    pane.show_article(article)
    pane.set_layer("changes")
    view = pane.view
    view.grab()
    start, end = view.shown.repair(3)[0]
    rect = line_rects(view.document(), start, end, 16.5)[0]
    point = (rect.center() - QPointF(0, view.verticalScrollBar().value())).toPoint()
    assert view.mark_at(QPointF(point), (MarkKind.MENDED,)) is not None
    with qtbot.waitSignal(pane.repair_toggled) as toggled:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert toggled.args == [3, False]
    pane.show_article(replace(article, rejected=frozenset({3})))
    with qtbot.waitSignal(pane.repair_toggled) as toggled:
        view.repair_activated.emit(3)
    assert toggled.args == [3, True]


def test_repairs_are_reached_and_toggled_by_keyboard(qtbot: QtBot, pane: ReaderPane, article: Article) -> None:
    pane.show_article(article)
    pane.set_layer("changes")
    view = pane.view
    seen = []
    while view.step_repair(1):
        seen.append(int(view.marks.of(MarkKind.FOCUS)[0].value))
    assert seen == list(range(len(article.repairs)))
    assert view.step_repair(-1)
    view.focus_repair(4)
    with qtbot.waitSignal(pane.repair_toggled) as toggled:
        QTest.keyClick(view, Qt.Key.Key_Space)
    assert toggled.args == [4, False]
    pane.show_article(replace(article, rejected=frozenset({4})))
    assert view.marks.of(MarkKind.FOCUS)[0].value == "4"


def test_a_repair_says_in_words_what_it_did(pane: ReaderPane, article: Article) -> None:
    pane.show_article(article)
    pane.set_layer("changes")
    view = pane.view
    view.grab()
    start, end = view.shown.repair(3)[0]
    point = line_rects(view.document(), start, end, 16.5)[0].center().toPoint()
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, point, view.mapToGlobal(point)))
    assert "Word broken by a hyphen" in QToolTip.text()
    assert "93 % sure" in QToolTip.text()
    QToolTip.hideText()


def test_selected_words_are_highlighted_at_their_raw_place(qtbot: QtBot, pane: ReaderPane, article: Article) -> None:
    pane.show_article(article)
    select(pane, "harbour was 😀 still")
    with qtbot.waitSignal(pane.selection_noted) as noted:
        pane.selecting.highlight("green")
    start, end, colour, note = noted.args
    assert (RAW[start:end], colour, note) == ("har- bour was 😀 still", "green", "")
    select(pane, "Ann")
    assert pane.selecting.selected_raw() is None


def test_a_note_is_written_on_selected_words(qtbot: QtBot, pane: ReaderPane, article: Article) -> None:
    pane.show_article(article)
    select(pane, "still")
    pane.selecting.write_note()
    assert pane.selecting.editor.isVisible()
    pane.selecting.editor.words.setPlainText("why?")
    with qtbot.waitSignal(pane.selection_noted) as noted:
        QTest.keyClick(pane.selecting.editor.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    start, end, colour, note = noted.args
    assert (RAW[start:end], colour, note) == ("still", "yellow", "why?")
    assert not pane.selecting.editor.isVisible()


def test_annotations_are_painted_with_their_number(pane: ReaderPane, article: Article) -> None:
    start = RAW.index("still")
    anchor = Anchor(start, start + 5, "still")
    note = Annotation("n1", article.id, anchor, "why?", "pink", "ann", "2026", "2026")
    lost = replace(note, id="n2", orphaned=True)
    pane.show_article(replace(article, annotations=(note, lost)))
    assert marked(pane, MarkKind.HIGHLIGHT) == ["still"]
    assert pane.view.marks.of(MarkKind.HIGHLIGHT)[0].value == "pink n1"
    assert "still1 at" in document_text(pane)
    select(pane, "still1 at")
    assert pane.view.selected_text() == "still at"
    pane.view.grab()


def test_a_quote_is_copied_with_its_source(qtbot: QtBot, pane: ReaderPane, article: Article) -> None:
    pane.show_article(article)
    pane.set_layer("changes")
    select(pane, "har- bour\u2005harbour was")
    with qtbot.waitSignal(pane.quote_copied):
        pane.selecting.copy_quote()
    assert QGuiApplication.clipboard().text() == "“harbour was” National 😀 Post, 14 May 1919."


def test_words_are_found_within_the_article(pane: ReaderPane, article: Article) -> None:
    pane.show_article(article)
    pane.open_find()
    pane.find_bar.words.setText("HARBOUR")
    pane.find_bar.words_changed.emit("HARBOUR")
    assert marked(pane, MarkKind.FOUND) == ["harbour", "harbour"]
    pane.finder.step(1)
    assert marked(pane, MarkKind.FOUND_NOW) == ["harbour"]
    assert pane.find_bar.count.text() == "1 of 2"
    pane.find_bar.closed.emit()
    assert marked(pane, MarkKind.FOUND) == []


def test_the_selection_bar_comes_and_goes(qtbot: QtBot, pane: ReaderPane, article: Article) -> None:
    pane.show_article(article)
    select(pane, "still")
    qtbot.waitUntil(pane.selecting.bar.isVisible)
    cursor = pane.view.textCursor()
    cursor.clearSelection()
    pane.view.setTextCursor(cursor)
    qtbot.waitUntil(lambda: not pane.selecting.bar.isVisible())


def test_the_reading_place_survives_layers_sizes_and_coming_back(qtbot: QtBot, pane: ReaderPane) -> None:
    raw = RAW + "\n\n".join(f"Paragraph {number} 😀 of a long article, with some words." for number in range(400))
    article = make_article(raw)
    pane.show_article(article)
    pane.go_to_reading_position(raw.index("Paragraph 300"))
    place = pane.reading_position()
    assert abs(place - raw.index("Paragraph 300")) < 80
    pane.set_layer("original")
    assert abs(pane.reading_position() - place) < 80
    pane.set_style(ReaderStyle(150, 480), "light")
    assert abs(pane.reading_position() - place) < 80
    pane.show_article(make_article(article_id="b" * 16))
    pane.show_article(article)
    pane.go_to_reading_position(place)
    assert abs(pane.reading_position() - place) < 80


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK, Mode.SEPIA])
def test_it_paints_in_every_appearance(pane: ReaderPane, article: Article, theme: Theme, mode: Mode) -> None:
    pane.show_article(article, [(0, 5)], [(0, 5)])
    theme.set_mode(mode)
    theme.apply()
    pane.set_layer("changes")
    picture = pane.grab().toImage()
    assert picture.pixelColor(pane.rect().center()).isValid()
    page = theme.colour("page").name()
    corner = pane.view.mapTo(pane, QPoint(4, pane.view.height() - 6))
    assert picture.pixelColor(corner).name() == page


def test_a_megabyte_stays_responsive(qtbot: QtBot, pane: ReaderPane) -> None:
    raw = RAW + "The men of the harbour voted last night to stay out, after the ship-owners’ offer. " * 12_000
    assert len(raw) > 990_000
    article = make_article(raw)
    pane.show_article(article)
    assert len(document_text(pane)) < 100_000, "what fits the window comes first, the rest in the background"
    qtbot.waitUntil(lambda: document_text(pane) == pane.view.shown.text, timeout=20_000)
    pane.go_to_reading_position(len(raw) - 2_000)
    assert pane.view.verticalScrollBar().value() > 0


def test_an_article_of_the_archive_can_be_shown(pane: ReaderPane, session: Session) -> None:
    article = reading.article_by_number(session, 1)
    for layer in ("clean", "changes", "original"):
        pane.show_article(article)
        pane.set_layer(layer)
        for name in article.fields:
            pane.show_field(name)
        assert document_text(pane) == pane.view.shown.text


def test_the_column_keeps_its_width_wherever_it_is_shown(
    qtbot: QtBot, theme: Theme, icons: Icons, article: Article
) -> None:
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    pane = ReaderPane(theme, icons)
    stack.addWidget(QWidget())
    stack.addWidget(pane)
    stack.resize(1400, 900)
    stack.show()
    pane.show_article(article)  # before it was ever on the screen
    stack.setCurrentWidget(pane)
    for width, height in ((1400, 900), (1400, 300), (660, 900), (400, 900)):
        stack.resize(width, height)
        view = pane.view
        qtbot.waitUntil(lambda view=view, width=width: view.width() == width)  # type: ignore[misc]
        assert view.document().textWidth() <= view.viewport().width()
        assert view.document().textWidth() == min(592, width - 42)


def mixed(ground: str, page: str, alpha: float) -> str:
    pairs = [(int(ground[at : at + 2], 16), int(page[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(one * alpha + other * (1 - alpha)):02X}" for one, other in pairs)


@pytest.mark.parametrize("tokens", APPEARANCES.values(), ids=APPEARANCES.keys())
def test_hits_in_the_head_can_be_read(tokens: Tokens) -> None:
    for text in (tokens.muted, tokens.accent):
        for ground in (tokens.hit, tokens.hit_now):
            assert contrast(text, mixed(ground, tokens.page, 0.45)) >= 4.5


def test_struck_words_of_a_highlight_have_no_ground(pane: ReaderPane, article: Article) -> None:
    start = RAW.index("The har- bour")
    anchor = Anchor(start, start + 17, RAW[start : start + 17])
    note = Annotation("n1", article.id, anchor, "", "pink", "ann", "2026", "2026")
    pane.show_article(replace(article, annotations=(note,)))
    pane.set_layer("changes")
    assert marked(pane, MarkKind.HIGHLIGHT) == ["The ", "harbour was"]


def test_places_mentioned_light_up_wherever_they_are_named(pane: ReaderPane, article: Article) -> None:
    words = ("still", "yesterday")
    spans = [(at, at + len(word)) for word in words if (at := article.raw.find(word)) >= 0]
    place = {"name": "Harbour", "mentions": [list(span) for span in spans]}
    evidence = Evidence("places.gazetteer", 0.9, *spans[0])
    pane.show_article(replace(article, fields={**article.fields, "places": Field("places", (place,), evidence)}))
    pane.show_field("places")
    assert sorted(marked(pane, MarkKind.EVIDENCE)) == sorted(words)
    pane.set_layer("original")
    assert sorted(marked(pane, MarkKind.EVIDENCE)) == sorted(words), "all of them, in every layer"


def test_what_is_pointed_at_lights_up_for_so_long(pane: ReaderPane, article: Article) -> None:
    pane.show_article(article)
    pane.point_at_field("byline")
    assert marked(pane, MarkKind.EVIDENCE) == ["Ann 𝕏avier"]
    pane.point_at_field("")
    assert marked(pane, MarkKind.EVIDENCE) == []
    pane.show_field("date")
    pane.point_at_field("country")
    assert pane.strip.isHidden(), "what is only pointed at opens nothing"
    pane.point_at_field("")
    assert marked(pane, MarkKind.EVIDENCE) == ["14 May 1919"]
