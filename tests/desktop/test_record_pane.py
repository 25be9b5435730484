"""The record shows where each value came from, and every field can be edited by keyboard."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from newsreader.desktop import history_words
from newsreader.desktop import record_values as values
from newsreader.desktop.citation import cite, shortened
from newsreader.desktop.dates import spoken_date, spoken_time
from newsreader.desktop.icons import Icons
from newsreader.desktop.labels import Label
from newsreader.desktop.notes_section import NoteCard
from newsreader.desktop.paragraph import TextLink
from newsreader.desktop.plates import TagChip
from newsreader.desktop.record_pane import RecordPane
from newsreader.desktop.record_row import RecordRow
from newsreader.desktop.record_sections import PastEvent, Relative
from newsreader.desktop.theme import Theme
from newsreader.domain.annotation import Anchor, Annotation
from newsreader.domain.article import Article
from newsreader.domain.field import Confirmed, Evidence, Field
from newsreader.services import reading
from newsreader.services.session import Session

WHEN = "2026-11-20T10:00:00Z"


@pytest.fixture
def article(session: Session) -> Article:
    """An article of the archive, with some values put the way the tests want them."""
    found = reading.article_by_number(session, 1)
    fields = dict(found.fields)
    start = found.raw.index("\n\n") + 2
    fields["byline"] = Field("byline", ("Ann Lee", "Bo Marsh"), Evidence("byline", 0.91, start, start + 20))
    fields["byline_complete"] = Field("byline_complete", False, Evidence("byline", 0.91))
    fields["dateline"] = Field("dateline", {"text": "Halifax"}, Evidence("dateline", 0.54, source="authority"))
    fields["section"] = Field("section", "Shipping", Evidence("section", 0.6, source="file name"))
    confirmed = {"date": Confirmed("date", "1919-05-14", "ann", WHEN), "page": Confirmed("page", None, "ann", WHEN)}
    anchor = Anchor(start, start + 5, found.raw[start : start + 5])
    notes = (
        Annotation("n1", found.id, anchor, "why?", "green", "ann", WHEN, WHEN),
        Annotation("n2", found.id, anchor, "lost", "pink", "ann", WHEN, WHEN, orphaned=True),
    )
    return replace(found, fields=fields, confirmed=confirmed, tags=("labour/docks", "news"), annotations=notes)


@pytest.fixture
def pane(qtbot: QtBot, theme: Theme, icons: Icons, article: Article) -> Iterator[RecordPane]:
    made = RecordPane(theme, icons)
    qtbot.addWidget(made)
    made.resize(312, 1200)
    made.show()
    made.show_article(article, {"labour": "yellow"})
    yield made
    made.clear()


def point(row: RecordRow, *, is_there: bool) -> None:
    """Moves the pointer onto a row or away from it."""
    at = QPointF(5, 5)
    QApplication.sendEvent(row, QEnterEvent(at, at, at) if is_there else QEvent(QEvent.Type.Leave))


def test_dates_are_said_as_people_say_them() -> None:
    said = {
        "1919-05-14": "14 May 1919", "1919-05": "May 1919", "1919": "1919", "191X": "1910s", "19XX": "1900s",
        "1919-05-XX": "May 1919", "1919-XX": "1919", "1919?": "1919?",
        "1919-05~": "about May 1919", "1919%": "about 1919?",
        "1919-05-14/1919-05-16": "14–16 May 1919", "1919-05/1920-01": "May 1919 – January 1920", "soon": "soon", "": "",
    }  # fmt: skip
    assert {edtf: spoken_date(edtf) for edtf in said} == said


def test_moments_are_said_as_people_say_them() -> None:
    now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    assert spoken_time("2026-11-23T09:05:00Z", now, UTC) == "today 09:05"
    assert spoken_time("2026-11-22T23:00:00Z", now, UTC) == "yesterday"
    assert spoken_time("2026-11-03T09:05:00", now, UTC) == "3 November"
    assert spoken_time("2019-11-03T09:05:00Z", now, UTC) == "3 November 2019"
    assert spoken_time("once", now, UTC) == "once"


def test_each_field_shows_value_confidence_and_origin(pane: RecordPane) -> None:
    byline, date, dateline = pane.rows["byline"], pane.rows["date"], pane.rows["dateline"]
    assert byline.value.text() == "Ann Lee\nBo Marsh"
    assert byline.sure.text() == "0.91"
    assert byline.origin.text().startswith("from “")
    assert byline.origin.text().endswith("cut off")
    assert (date.value.text(), date.sure.text(), date.origin.text()) == ("14 May 1919", "✓", "")
    assert dateline.sure.text() == "0.54 ?"
    assert pane.rows["country"].value.text() == "Canada"
    assert pane.rows["page"].value.text() == "none"
    assert pane.rows["section"].origin.text() == "from the file name"
    assert pane.rows["edition"].isHidden()
    assert "confidence 0.54, doubtful" in dateline.accessibleDescription()
    assert byline.accessibleName() == "Byline: Ann Lee and Bo Marsh"


def test_places_are_named_as_today_and_as_printed_and_states_in_full(article: Article) -> None:
    istanbul = {"name": "Istanbul", "printed": "Konstantinopel", "mentions": [[3, 17], [40, 54]]}
    vienna = {"name": "Vienna", "printed": "VIENNA", "mentions": [[20, 26]]}
    fields = {
        "places": Field("places", (istanbul, vienna), Evidence("places.historical", 0.9, 3, 17)),
        "subdivision": Field("subdivision", "US-NE", Evidence("subdivision.title", 0.9)),
    }
    shown = replace(article, fields=fields, confirmed={})
    assert values.value_in_words(shown, "places") == "Istanbul (Konstantinopel), Vienna"
    assert values.value_in_words(shown, "subdivision") == "Nebraska (US-NE)"
    assert shown.shown_text("places") == "Istanbul, Vienna"
    assert shown.mentions == [(3, 17), (20, 26), (40, 54)]
    assert not values.is_doubtful(shown, "places")


def test_a_row_lights_up_its_words(qtbot: QtBot, pane: RecordPane) -> None:
    with qtbot.waitSignal(pane.evidence_requested) as asked:
        QTest.mouseClick(pane.rows["byline"], Qt.MouseButton.LeftButton)
    assert asked.args == ["byline"]
    with qtbot.waitSignal(pane.evidence_requested) as asked:
        QTest.keyClick(pane.rows["paper"], Qt.Key.Key_Space)
    assert asked.args == ["paper"]


def test_a_row_that_is_pointed_at_lights_up_after_a_moment(qtbot: QtBot, pane: RecordPane) -> None:
    told: list[str] = []
    pane.evidence_pointed.connect(told.append)
    byline, paper = pane.rows["byline"], pane.rows["paper"]
    point(paper, is_there=True)
    point(paper, is_there=False)
    with qtbot.waitSignal(pane.evidence_pointed):
        point(byline, is_there=True)
    point(byline, is_there=False)
    assert told == ["byline", ""], "nothing of the row it only passed"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F2, Qt.Key.Key_E])
def test_a_field_is_edited_in_place(qtbot: QtBot, pane: RecordPane, key: Qt.Key) -> None:
    row = pane.rows["date"]
    QTest.keyClick(row, key)
    assert row.is_editing
    assert row.editor.text() == "1919-05-14"
    row.editor.setText("1919-05")
    with qtbot.waitSignal(pane.field_edited) as edited:
        QTest.keyClick(row.editor, Qt.Key.Key_Return)
    assert edited.args == ["date", "1919-05"]
    assert row.editor.isHidden()


def test_what_makes_no_sense_is_refused_in_words(qtbot: QtBot, pane: RecordPane) -> None:
    row = pane.rows["country"]
    row.edit()
    row.editor.setText("Atlantis")
    with qtbot.assertNotEmitted(pane.field_edited):
        QTest.keyClick(row.editor, Qt.Key.Key_Return)
    assert row.is_editing
    assert "No country of that name" in row.complaint.text()
    QTest.keyClick(row.editor, Qt.Key.Key_Escape)
    assert row.editor.isHidden()
    assert row.complaint.isHidden()


def test_typed_values_become_values_of_the_field() -> None:
    assert values.value_from_text("country", "France") == "FR"
    assert values.value_from_text("language", "German") == "de"
    assert values.value_from_text("byline", "Ann Lee; Bo Marsh;") == ("Ann Lee", "Bo Marsh")
    assert values.value_from_text("paper", "  The   Globe ") == "The Globe"
    assert values.value_from_text("page", "  ") is None
    for name, text in (("date", "May"), ("country", "Atlantis"), ("language", "Klingonese")):
        with pytest.raises(ValueError, match=r"[Ww]rite"):
            values.value_from_text(name, text)


def test_confirming_goes_on_to_the_next_doubtful_field(qtbot: QtBot, pane: RecordPane, article: Article) -> None:
    assert values.doubtful_rows(article)[:2] == ["dateline", "section"]
    assert pane.go_to_doubtful()
    told: list[tuple[str, str]] = []
    pane.field_confirmed.connect(lambda name: told.append(("confirmed", name)))
    pane.evidence_requested.connect(lambda name: told.append(("lit", name)))
    QTest.keyClick(pane.rows["dateline"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told == [("confirmed", "dateline"), ("lit", "section")]
    confirmed = {name: Confirmed(name, article.shown(name), "ann", WHEN) for name in ("dateline", "section")}
    pane.show_article(replace(article, confirmed={**article.confirmed, **confirmed}), {})
    with qtbot.waitSignal(pane.next_doubtful_wanted):
        assert not pane.go_to_doubtful()


def test_tags_are_added_and_taken_off(qtbot: QtBot, pane: RecordPane) -> None:
    chips = [chip for chip in pane.findChildren(TagChip) if not chip.isHidden()]
    assert [chip.tag for chip in chips] == ["labour/docks", "news"]
    with qtbot.waitSignal(pane.tag_removed) as removed:
        QTest.keyClick(chips[0], Qt.Key.Key_Delete)
    assert removed.args == ["labour/docks"]
    with qtbot.waitSignal(pane.tag_opened) as opened:
        QTest.keyClick(chips[1], Qt.Key.Key_Return)
    assert opened.args == ["news"]
    pane.tags.line.set_names(["labour/docks", "labour/mines"])
    pane.write_tag()
    assert not pane.tags.line.isHidden()
    QTest.keyClicks(pane.tags.line, "mines")
    completer = pane.tags.line.completer()
    assert completer is not None
    assert completer.completionCount() == 1
    pane.tags.line.setText("strikes /")
    with qtbot.waitSignal(pane.tag_added) as added:
        QTest.keyClick(pane.tags.line, Qt.Key.Key_Return)
    assert added.args == ["strikes"]
    QTest.keyClick(pane.tags.line, Qt.Key.Key_Escape)
    assert pane.tags.line.isHidden()


def test_notes_are_listed_opened_edited_and_deleted(qtbot: QtBot, pane: RecordPane) -> None:
    cards = pane.notes.findChildren(NoteCard)
    assert [card.note.id for card in cards] == ["n1", "n2"]
    assert cards[0].accessibleName().startswith("Note 1 on")
    with qtbot.waitSignal(pane.annotation_opened) as opened:
        QTest.mouseClick(cards[0], Qt.MouseButton.LeftButton)
    assert opened.args == ["n1"]
    with qtbot.waitSignal(pane.note_removed) as removed:
        QTest.keyClick(cards[1], Qt.Key.Key_Delete)
    assert removed.args == ["n2"]
    QTest.keyClick(cards[0], Qt.Key.Key_E)
    pane.notes.editor.words.setPlainText("because")
    with qtbot.waitSignal(pane.note_edited) as edited:
        QTest.keyClick(pane.notes.editor.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert edited.args == ["n1", "because", "green"]
    pane.write_note()
    pane.notes.editor.words.setPlainText("on all of it")
    with qtbot.waitSignal(pane.article_noted) as noted:
        QTest.keyClick(pane.notes.editor.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert noted.args == ["on all of it", "yellow"]


def test_repairs_are_summed_up_and_rules_switched(qtbot: QtBot, pane: RecordPane, article: Article) -> None:
    links = {link.text(): link for link in pane.repairs.findChildren(TextLink)}
    with qtbot.waitSignal(pane.changes_wanted):
        links["Show in the text"].click()
    links["Switch rules…"].click()
    boxes = pane.repairs.findChildren(QCheckBox)
    assert len(boxes) == len({repair.rule for repair in article.repairs})
    assert all(box.isChecked() for box in boxes)
    with qtbot.waitSignal(pane.rule_switched) as switched:
        boxes[0].click()
    assert switched.args is not None
    assert switched.args[1] is False


def test_family_history_and_file(qtbot: QtBot, pane: RecordPane, article: Article) -> None:
    assert pane.family.isHidden()
    pane.show_family([Relative("other", "Ottawa Sentinel, 15 May 1919", 0.996, "Canada")])
    link, compare = pane.family.findChildren(TextLink)
    assert link.text() == "Ottawa Sentinel, 15 May 1919"
    assert [label.text() for label in pane.family.findChildren(Label)] == ["99 % the same  ·  Canada"]
    with qtbot.waitSignal(pane.family_opened) as opened:
        link.click()
    assert opened.args == ["other"]
    assert compare.accessibleName() == "Compare with Ottawa Sentinel, 15 May 1919"
    with qtbot.waitSignal(pane.comparison_wanted) as wanted:
        compare.click()
    assert wanted.args == ["other"]
    pane.show_history([PastEvent(WHEN, "ann", f"event {number}") for number in range(6)])
    more = pane.history.findChildren(TextLink)[0]
    assert more.text() == "2 earlier"
    more.click()
    pane.file.findChildren(TextLink)[0].click()
    assert QGuiApplication.clipboard().text() == f"{article.file.path}\n{article.file.sha256}"


def test_of_a_large_family_some_are_listed_and_the_rest_on_demand(qtbot: QtBot, pane: RecordPane) -> None:
    pane.show_family([Relative(str(number), f"Paper {number}") for number in range(9)])
    titles = [link for link in pane.family.findChildren(TextLink) if link.text().startswith("Paper")]
    assert len(titles) == 6
    (more,) = (link for link in pane.family.findChildren(TextLink) if link.text() == "3 more")
    more.click()

    def shown() -> list[str]:
        return [link.text() for link in pane.family.findChildren(TextLink) if not link.isHidden()]

    qtbot.waitUntil(lambda: shown().count("Paper 8") == 1)
    assert shown().count("Paper 6") == 1


def test_tab_goes_through_the_record_as_one_reads_it(qtbot: QtBot, pane: RecordPane, article: Article) -> None:
    pane.show_article(replace(article, tags=("news", "weather")), {})
    pane.show_family([Relative("o1", "Ottawa Sentinel, 15 May 1919", 0.97)])
    tags = ["Tag news. Delete takes it off.", "Tag weather. Delete takes it off.", "Add a tag (Ctrl+T)"]
    family = ["Open Ottawa Sentinel, 15 May 1919", "Compare with Ottawa Sentinel, 15 May 1919"]
    pill = "Write a note on the whole article"

    def stops(wanted: list[str]) -> list[str]:
        """Those of the wanted widgets that Tab comes by from the first row on, in its order."""
        first = pane.rows["paper"]
        found: list[str] = []
        at = first.nextInFocusChain()
        while at is not None and at is not first:
            if at.isVisible() and pane.isAncestorOf(at) and at.accessibleName() in wanted:
                found.append(at.accessibleName())
            at = at.nextInFocusChain()
        return found

    wanted = [*tags, pill, *family, "Copy path and checksum of the file"]
    qtbot.waitUntil(lambda: stops(wanted) == wanted)
    pane.write_note()
    writing = [*tags, "Note", "Do not keep the note", *family]
    qtbot.waitUntil(lambda: stops(writing) == writing)


def test_nothing_can_be_changed_in_an_archive_for_reading(qtbot: QtBot, pane: RecordPane, article: Article) -> None:
    pane.set_writable(False)
    pane.show_article(article, {})
    pane.rows["paper"].edit()
    assert not pane.rows["paper"].is_editing
    pane.write_tag()
    assert pane.tags.line.isHidden()
    assert pane.notes.pill.isHidden()


def test_events_are_told_in_words() -> None:
    assert history_words.in_words("import", {}) == "imported"
    assert history_words.in_words("tag", {"tag": "news"}) == "tagged news"
    assert history_words.in_words("confirm", {"fields": {"paper": "x"}}) == "paper confirmed"
    assert history_words.in_words("edit", {"fields": ["country"]}) == "country edited"
    assert history_words.in_words("something-new", {}) == "something new"


def test_citations_say_what_is_known(article: Article) -> None:
    assert cite(article).startswith("Halifax Ledger, 14 May 1919")
    bare = replace(article, fields={}, confirmed={})
    assert cite(bare) == article.file.path
    assert shortened("one two three four", 12) == "one two…"
    assert shortened("one  two", 12) == "one two"
