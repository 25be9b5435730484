"""Two printings side by side: by keyboard alone, scrolled together, and told in words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from newsreader import resources
from newsreader.archive.archive import Archive
from newsreader.desktop.actions import Command
from newsreader.desktop.app import make_window
from newsreader.desktop.comparison_dialog import ComparisonDialog
from newsreader.desktop.icons import Icons
from newsreader.desktop.paragraph import TextLink
from newsreader.desktop.record_sections import Relative
from newsreader.desktop.theme import Mode, Theme
from newsreader.desktop.tokens import contrast
from newsreader.desktop.window import DeskWindow
from newsreader.formats.reader import read
from newsreader.services import families
from newsreader.services.session import Session
from newsreader.text.prepare import prepare

PRINTINGS = (
    "ottawa-sentinel/ottawa-sentinel_1919-05-19_p1.txt",
    "duluth-evening-beacon/duluth-evening-beacon_1919-05-19_p2.txt",
    "humber-mercury/humber-mercury_1919-05-20_p6.txt",
)


@pytest.fixture
def printed(tmp_path: Path) -> Iterator[Session]:
    """An archive of three printings of one story of the sample, and a story of its own."""
    archive = Archive.create(tmp_path / "printed", "Printed")
    for name in (*PRINTINGS, "halifax-ledger/halifax-ledger_1919-05-06_p3.txt"):
        file = resources.path("sample", "articles") / name
        sources = list(read(file))
        archive.articles.add_many(
            [prepare(source) for source in sources], {source.sha256: file.read_bytes() for source in sources}
        )
    made = Session(archive, "ann")
    yield made
    made.close()


def ids(session: Session) -> list[str]:
    return list(session.archive.articles.ids_of([1, 2, 3, 4]).values())


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, icons: Icons, printed: Session) -> ComparisonDialog:
    first, second, third, _ = ids(printed)
    made = ComparisonDialog(theme, icons)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.resize(760, 420)
    made.show()
    qtbot.waitExposed(made)
    relatives = (Relative(second, "Duluth"), Relative(third, "Humber"))
    made.show_comparison(families.compare(printed, first, second), relatives)
    qtbot.waitUntil(lambda: len(made._anchors[0]) > 2)
    return made


def test_the_differences_are_summed_up(dialog: ComparisonDialog) -> None:
    assert dialog.summary.text() == "Duluth Evening Beacon: cut by 28 words; 7 words differ"
    assert dialog.share.text() == "89 % of the words in common"
    assert dialog.first.accessibleName() == "Ottawa Sentinel, 19 May 1919"
    assert dialog.second.accessibleName() == "Duluth Evening Beacon, 19 May 1919"
    assert dialog.first.toPlainText().startswith("HALIFAX, May 18")


def test_differences_are_gone_through_by_key_and_told_in_words(qtbot: QtBot, dialog: ComparisonDialog) -> None:
    told = []
    for _ in range(5):
        QTest.keyClick(dialog, Qt.Key.Key_F3)
        told.append(dialog.position.text())
    assert told[0] == "1 of 5:  “harbour” reads “harbor”"
    assert told[4].startswith("5 of 5:  “The town remains quiet.")
    assert told[4].endswith("is left out")
    QTest.keyClick(dialog, Qt.Key.Key_N)
    assert dialog.position.text() == told[0]
    QTest.keyClick(dialog, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.position.text() == told[4]
    assert dialog.position.accessibleName().startswith("Difference 5 of 5")


def test_the_difference_one_stands_on_is_marked_in_both(dialog: ComparisonDialog) -> None:
    dialog.step(1)
    for text, word in ((dialog.first, "harbour"), (dialog.second, "harbor")):
        (lit,) = text.extraSelections()
        assert lit.cursor.selectedText() == word
    dialog.step(-1)
    (gap,) = dialog.second.extraSelections()
    assert gap.cursor.selectedText().strip() == "."


def test_differences_are_underlined_each_kind_in_its_way(dialog: ComparisonDialog) -> None:
    found = set()
    block = dialog.first.document().begin()
    while block.isValid():
        found |= {each.format.underlineStyle() for each in block.textFormats()}
        block = block.next()
    assert len(found) == 3


def test_the_texts_are_scrolled_together(qtbot: QtBot, dialog: ComparisonDialog) -> None:
    first, second = dialog.first.verticalScrollBar(), dialog.second.verticalScrollBar()
    assert first.maximum() > 100
    first.setValue(first.maximum())
    assert second.value() == second.maximum()
    first.setValue(first.minimum())
    assert second.value() == second.minimum()
    second.setValue(second.maximum() // 2)
    assert 0 < first.value() < first.maximum()


def test_another_printing_is_chosen(qtbot: QtBot, dialog: ComparisonDialog, printed: Session) -> None:
    assert dialog.others.isVisible()
    assert dialog.others.currentText() == "Duluth"
    dialog.others.setFocus()
    with qtbot.waitSignal(dialog.other_chosen) as chosen:
        QTest.keyClick(dialog.others, Qt.Key.Key_Down)
    assert chosen.args == [ids(printed)[2]]


def test_escape_closes_and_the_other_printing_can_be_opened(
    qtbot: QtBot, dialog: ComparisonDialog, printed: Session
) -> None:
    with qtbot.waitSignal(dialog.article_wanted) as wanted:
        dialog.open_other.click()
    assert wanted.args == [ids(printed)[1]]
    dialog.show()
    QTest.keyClick(dialog.first, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_texts_that_say_the_same_have_nothing_to_go_through(dialog: ComparisonDialog, printed: Session) -> None:
    first = ids(printed)[0]
    dialog.show_comparison(families.compare(printed, first, first))
    assert dialog.position.text() == "Both say the same"
    assert not dialog.next.isEnabled()
    assert dialog.others.isHidden()
    dialog.step(1)
    assert dialog.position.text() == "Both say the same"


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK, Mode.SEPIA])
def test_marked_words_can_be_read(theme: Theme, mode: Mode) -> None:
    theme.set_mode(mode)
    page = theme.colour("page")
    for token in ("added", "removed", "doubt"):
        over = theme.colour(token, 0.16)
        share = over.alphaF()
        mixed = "#" + "".join(
            f"{round(255 * (share * top + (1 - share) * below)):02X}"
            for top, below in (
                (over.redF(), page.redF()),
                (over.greenF(), page.greenF()),
                (over.blueF(), page.blueF()),
            )
        )
        assert contrast(theme.tokens.ink, mixed) >= 7


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, printed: Session) -> Iterator[DeskWindow]:
    made = make_window(Mode.LIGHT)
    qtbot.addWidget(made)
    made.show()
    made.desk.adopt(printed)
    qtbot.waitUntil(lambda: made.desk.listing is not None and made.desk.jobs.is_idle)
    yield made
    made.indexing.stop()


def test_from_the_record_to_the_comparison_and_on_to_the_other_printing(qtbot: QtBot, window: DeskWindow) -> None:
    window.desk.open_article(1)
    links = window.frame.record.family
    qtbot.waitUntil(lambda: len(links.findChildren(TextLink)) >= 4)
    names = [link.accessibleName() for link in links.findChildren(TextLink)]
    assert names[:2] == ["Open Duluth Evening Beacon, 19 May 1919", "Compare with Duluth Evening Beacon, 19 May 1919"]
    window.actions_by_command[Command.COMPARE].trigger()
    qtbot.waitUntil(lambda: window.families.dialog is not None and window.families.dialog._found is not None)
    dialog = window.families.dialog
    assert dialog is not None
    assert dialog.others.count() == 2
    dialog.other_chosen.emit(dialog.others.itemData(1))
    qtbot.waitUntil(lambda: dialog.summary.text().startswith("Humber Mercury"))
    dialog.open_other.click()
    qtbot.waitUntil(lambda: window.articles.article is not None and window.articles.article.number == 3)
    assert window.families.dialog is None


def test_an_article_alone_has_nothing_to_be_compared_with(qtbot: QtBot, window: DeskWindow) -> None:
    window.desk.open_article(1)
    qtbot.waitUntil(lambda: window.actions_by_command[Command.COMPARE].isEnabled())
    window.desk.open_article(4)
    qtbot.waitUntil(lambda: window.articles.article is not None and window.articles.article.number == 4)
    assert not window.actions_by_command[Command.COMPARE].isEnabled()
    assert window.frame.record.family.isHidden()


def test_an_older_archive_is_looked_at_from_the_desk(qtbot: QtBot, window: DeskWindow, printed: Session) -> None:
    printed.archive.families.forget()
    assert printed.archive.families.sizes() == []
    window.actions_by_command[Command.FIND_FAMILIES].trigger()
    qtbot.waitUntil(lambda: window.actions_by_command[Command.FIND_FAMILIES].isEnabled())
    assert [size for _, size in printed.archive.families.sizes()] == [3]
    assert window.frame.status.message.text() == "4 articles looked at for other printings"
