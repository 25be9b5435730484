"""Tables of text show, read out and explain their cells."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from newsreader.desktop.row_model import RowModel, plain_table
from newsreader.desktop.theme import Theme


class _Files(RowModel[tuple[str, str]]):
    headings = ("File", "Why")

    def cell(self, row: tuple[str, str], column: int) -> str:
        return row[column]

    def shown(self, row: tuple[str, str], column: int) -> str:
        return row[column].removeprefix("/in/")

    def tip(self, row: tuple[str, str], column: int) -> str:
        return row[1] if column else ""


def test_cells_are_shown_short_read_out_whole_and_explained_as_plain_text(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    model = _Files(window)
    table = plain_table(theme, model, "Files", (120,), window)
    model.show([("/in/a.txt", "<b> is no tag"), ("/in/b.txt", "")])
    first, second = model.index(0, 0), model.index(0, 1)
    assert (first.data(), first.data(Qt.ItemDataRole.AccessibleTextRole)) == ("a.txt", "/in/a.txt")
    assert first.data(Qt.ItemDataRole.ToolTipRole) is None
    assert second.data(Qt.ItemDataRole.ToolTipRole) == "<p>&lt;b&gt; is no tag</p>"
    assert model.index(1, 1).data(Qt.ItemDataRole.ToolTipRole) is None
    assert (model.rowCount(), model.columnCount(), model.rowCount(first), model.columnCount(first)) == (2, 2, 0, 0)
    assert [model.headerData(section, Qt.Orientation.Horizontal) for section in (0, 1)] == ["File", "Why"]
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert table.accessibleName() == "Files"
    model.show([])
    assert model.rowCount() == 0
