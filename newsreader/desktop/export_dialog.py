"""Writing what is listed to a file for other programs."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QLayout, QPushButton, QRadioButton, QWidget

from newsreader.desktop.dialog_frame import button_row, framed_column, primary_button
from newsreader.desktop.dialog_size import fit
from newsreader.desktop.figures import counted
from newsreader.desktop.paragraph import Paragraph
from newsreader.desktop.theme import Theme, Type

FORMATS: Final = {
    "csv": ("Table (CSV)", "One line for each article, for a spreadsheet. Without the raw text."),
    "jsonl": ("Records (JSON Lines)", "Everything that is known, with text, evidence and notes, for programs."),
}


class ExportDialog(QDialog):
    """Asks for a format and a file.

    Signals:
        settled: Name of the format and path of the file.
    """

    settled = Signal(str, object)

    def __init__(self, theme: Theme, articles: int, understood: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = framed_column(self, theme)
        column.setSpacing(theme.space(2))
        column.addWidget(Paragraph(theme, f"Export {counted(articles, 'article', 'articles')}", Type.TITLE))
        if understood:
            column.addWidget(Paragraph(theme, understood, Type.BODY, "muted"))
        self.choices: dict[str, QRadioButton] = {}
        for name, (words, explanation) in FORMATS.items():
            column.addSpacing(theme.space(2))
            choice = QRadioButton(words, self)
            choice.setAccessibleDescription(explanation)
            column.addWidget(choice)
            said = Paragraph(theme, explanation, Type.SMALL, "muted")
            said.setContentsMargins(theme.space(6), 0, 0, 0)
            column.addWidget(said)
            self.choices[name] = choice
        self.choices["csv"].setChecked(True)
        column.addSpacing(theme.space(3))
        column.addStretch(1)
        cancel = QPushButton("Cancel", self)
        cancel.clicked.connect(self.reject)
        save = primary_button(self, "Save as…")
        save.clicked.connect(self._on_save)
        column.addLayout(button_row(theme, (), (cancel, save)))
        # By itself the layout would ask for the height that the paragraphs have at their narrowest.
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        width = theme.px(440)
        fit(self, width, column.heightForWidth(width))

    @property
    def format(self) -> str:
        """The format chosen."""
        return next(name for name, choice in self.choices.items() if choice.isChecked())

    def _on_save(self) -> None:
        wanted = f"articles.{self.format}"
        name, _ = QFileDialog.getSaveFileName(self, "Export", wanted, f"*.{self.format}")
        if name:
            self.settled.emit(self.format, Path(name))
            self.accept()
