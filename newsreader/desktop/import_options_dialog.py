"""What a person may say about the files of an import before it begins; all of it can be left empty."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QLineEdit, QPushButton, QWidget

from newsreader.desktop import record_values
from newsreader.desktop.dialog_frame import button_row, framed_column, primary_button
from newsreader.desktop.figures import counted
from newsreader.desktop.labels import Label
from newsreader.desktop.paragraph import Paragraph
from newsreader.desktop.theme import Theme, Type

_FIELDS = {
    "paper": ("Paper", "When all files come from one newspaper"),
    "country": ("Country", "Of the paper: name or code"),
    "date": ("Date", "When all have one: 1919-05-14, 1919-05, 1919"),
}


class ImportOptionsDialog(QDialog):
    """Paper, country and date for all files; Enter goes on without.

    Signals:
        settled: The fields that were filled in, by name, with codes for countries.
    """

    settled = Signal(object)

    def __init__(self, theme: Theme, paths: Sequence[Path], archive: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        what = f"“{paths[0].name}”" if len(paths) == 1 else counted(len(paths), "item", "items")
        column = framed_column(self, theme)
        column.addWidget(Paragraph(theme, f"Import {what} into {archive}", Type.TITLE))
        advice = "newsreader works these out from the files. Say here only what holds for all of them."
        column.addWidget(Paragraph(theme, advice, Type.BODY, "muted"))
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setHorizontalSpacing(theme.space(4))
        form.setVerticalSpacing(theme.space(2))
        self.editors: dict[str, QLineEdit] = {}
        for name, (label, hint) in _FIELDS.items():
            editor = QLineEdit(self)
            editor.setAccessibleName(label)
            editor.setPlaceholderText(hint)
            editor.setMinimumWidth(theme.px(300))
            form.addRow(Label(theme, label, Type.BODY, "muted"), editor)
            self.editors[name] = editor
        column.addLayout(form)
        self.complaint = Paragraph(theme, "", Type.SMALL, "danger", self)
        self.complaint.hide()
        column.addWidget(self.complaint)
        self.ask_again = QCheckBox("Ask this before each import", self)
        self.ask_again.setChecked(True)
        cancel = QPushButton("Cancel", self)
        cancel.clicked.connect(self.reject)
        go = primary_button(self, "Import")
        go.clicked.connect(self._on_go)
        column.addSpacing(theme.space(2))
        column.addLayout(button_row(theme, (self.ask_again,), (cancel, go)))
        go.setFocus()

    def _on_go(self) -> None:
        try:
            hints = self._hints()
        except ValueError as error:
            self.complaint.setText(str(error))
            self.complaint.show()
            return
        self.settled.emit(hints)
        self.accept()

    def _hints(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for name, editor in self.editors.items():
            value = record_values.value_from_text(name, editor.text())
            if isinstance(value, str):
                found[name] = value
        return found
