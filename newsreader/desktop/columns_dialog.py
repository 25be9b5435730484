"""Which column of a table of articles means what: what is guessed, with an example of each, to be put right."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QPushButton, QScrollArea, QWidget

from newsreader.desktop.choice import Choice
from newsreader.desktop.dialog_frame import button_row, framed_column, primary_button
from newsreader.desktop.dialog_size import fit
from newsreader.desktop.figures import counted
from newsreader.desktop.labels import ElidedLabel, Label
from newsreader.desktop.paragraph import Paragraph
from newsreader.desktop.record_values import ROWS
from newsreader.desktop.theme import Theme, Type
from newsreader.domain.profile import MAPPED_FIELDS, Reading
from newsreader.errors import NewsreaderError
from newsreader.services import record_columns
from newsreader.services.record_columns import FileColumns, MappedColumn

_MOST: Final = 200
"""So many columns are shown: a table of more is no table of articles."""

_NONE: Final = "not taken"
_HEADINGS: Final = ("Column", "Example", "Is the", "Because of")


class NoRecordsError(NewsreaderError):
    """There is no table or JSON among the files."""


def fetch(paths: Sequence[Path], format_name: str, reading: Reading) -> FileColumns:
    """The columns of the first table or JSON among files and folders. Runs in a reading lane.

    Raises:
        NoRecordsError: There is none.
        NewsreaderError: It cannot be read.
    """
    path = next(record_columns.record_files(paths, format_name), None)
    if path is None:
        raise NoRecordsError("There is no table and no JSON among these files", "Only those have columns or keys.")
    return record_columns.columns_of(path, format_name, reading)


class ColumnsDialog(QDialog):
    """One line for each column, with a choice of what it is.

    Signals:
        settled: Field → column, for those that are not as guessed.
    """

    settled = Signal(object)

    def __init__(self, theme: Theme, found: FileColumns, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found = found
        self._columns = found.columns[:_MOST]
        self.setWindowTitle("Columns")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = framed_column(self, theme)
        column.addWidget(Paragraph(theme, f"Columns of “{Path(found.path).name}”", Type.TITLE))
        column.addWidget(Paragraph(theme, _about(found), Type.BODY, "muted"))
        self.choices: list[Choice] = []
        column.addWidget(self._make_lines(theme), 1)
        self.complaint = Paragraph(theme, "", Type.SMALL, "danger", self)
        self.complaint.hide()
        column.addWidget(self.complaint)
        again = QPushButton("As guessed", self)
        again.setToolTip("Forget what was chosen here")
        again.clicked.connect(lambda: self._settle({}))
        cancel = QPushButton("Cancel", self)
        cancel.clicked.connect(self.reject)
        use = primary_button(self, "Use these columns")
        use.clicked.connect(lambda: self._settle(self.mapping))
        column.addLayout(button_row(theme, (again,), (cancel, use)))
        fit(self, theme.px(820), theme.px(min(620, 230 + 40 * len(self._columns))))

    def _make_lines(self, theme: Theme) -> QScrollArea:
        inner = QWidget(self)
        inner.setProperty("pane", "panel")
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, theme.space(3), 0)
        grid.setHorizontalSpacing(theme.space(4))
        grid.setVerticalSpacing(theme.space(1.5))
        for place, words in enumerate(_HEADINGS):
            grid.addWidget(Label(theme, words, Type.SMALL, "muted", inner), 0, place)
        for row, one in enumerate(self._columns, 1):
            self._make_line(theme, grid, row, one)
        for place, share in enumerate((3, 5, 0, 2)):
            grid.setColumnStretch(place, share)
        grid.setRowStretch(len(self._columns) + 1, 1)
        area = QScrollArea(self)
        area.setAccessibleName("Columns of the table")
        area.setProperty("pane", "panel")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        return area

    def _make_line(self, theme: Theme, grid: QGridLayout, row: int, one: MappedColumn) -> None:
        choice = Choice(theme, self)
        choice.setMinimumWidth(theme.px(150))
        choice.setAccessibleName(f"Column {one.name}, for example {one.example or 'nothing'}, is the")
        choice.addItem(_NONE, "")
        for field in MAPPED_FIELDS:
            choice.addItem(_label(field), field)
        choice.setCurrentIndex(max(0, choice.findData(one.field)))
        choice.activated.connect(lambda _, at=row - 1: self._on_chosen(at))
        self.choices.append(choice)
        grid.addWidget(ElidedLabel(theme, one.name, Type.STRONG, "ink", self), row, 0)
        grid.addWidget(ElidedLabel(theme, one.example or "empty", Type.BODY, "muted", self), row, 1)
        grid.addWidget(choice, row, 2)
        how = "your choice" if one.how == "stated" else one.how
        grid.addWidget(ElidedLabel(theme, how, Type.SMALL, "muted", self), row, 3)

    @property
    def mapping(self) -> Mapping[str, str]:
        """Field → column, for those that are not as guessed."""
        found: dict[str, str] = {}
        for one, choice in zip(self._columns, self.choices, strict=True):
            field = choice.currentData()
            if field and (field != one.field or one.how == "stated"):
                found[field] = f"{found[field]} | {one.name}" if field in found else one.name
        return found

    def _on_chosen(self, at: int) -> None:
        """A field is taken from one column: the one it was taken from before is none now."""
        self.complaint.hide()
        one, chosen = self._columns[at], self.choices[at].currentData()
        if not chosen and one.field and one.how != "stated":
            self.choices[at].setCurrentIndex(self.choices[at].findData(one.field))
            words = f"What is guessed can only be put right: choose another column for “{_label(one.field)}”."
            self.complaint.setText(words)
            self.complaint.show()
            return
        for place, choice in enumerate(self.choices):
            if place != at and chosen and choice.currentData() == chosen:
                choice.setCurrentIndex(0)

    def _settle(self, mapping: Mapping[str, str]) -> None:
        self.settled.emit(mapping)
        self.accept()


def _about(found: FileColumns) -> str:
    looked = f"By the first {counted(found.records, 'record', 'records')}"
    shape = f", which look like {found.shape}" if found.shape else ""
    if not found.has_text:
        return f"{looked}{shape}, no column is known to hold the text: choose one."
    return f"{looked}{shape}. Choose what is wrong; a profile keeps it."


def _label(field: str) -> str:
    return {"text": "Text"}.get(field) or ROWS.get(field, field.capitalize())
