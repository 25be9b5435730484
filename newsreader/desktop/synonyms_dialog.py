"""The synonyms of the archive as a text to edit, one entry a line."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QFileDialog, QGridLayout, QPlainTextEdit, QPushButton, QWidget

from newsreader.desktop.dialog_frame import button_row, framed_column
from newsreader.desktop.dialog_size import fit
from newsreader.desktop.labels import Label
from newsreader.desktop.paragraph import Paragraph
from newsreader.desktop.theme import Theme, Type
from newsreader.errors import NewsreaderError, UsageError
from newsreader.services import synonyms

_EXAMPLES: Final = (
    ("Petrograd = Leningrad", "each finds the other"),
    ("dock > quay, wharf", "dock finds these too"),
    ("[de] Thor = Tor", "in German articles only"),
)
_ABOUT: Final = "Used where ~ stands before a word, or when synonyms are switched on."


class SynonymsDialog(QDialog):
    """Edits the list.

    Signals:
        settled: The lines to keep, all of which can be read.
    """

    settled = Signal(object)

    def __init__(
        self, theme: Theme, lines: Sequence[str], parent: QWidget | None = None, *, is_read_only: bool = False
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Synonyms")
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName("Synonyms, one entry a line")
        self.text.setPlaceholderText("Petrograd = Leningrad = St. Petersburg")
        self.text.setPlainText("\n".join(lines))
        self.text.setReadOnly(is_read_only)
        self.text.setTabChangesFocus(True)
        self.trouble = Label(theme, "", Type.BODY, "doubt", self)
        self.trouble.setWordWrap(True)
        # Of a fixed height: a line that wraps would make the whole dialog grow when it appears.
        self.trouble.setFixedHeight(2 * theme.metrics(Type.BODY).lineSpacing())
        self.trouble.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.save = QPushButton("Save", self)
        self.save.setProperty("look", "primary")
        self.save.setEnabled(not is_read_only)
        self.save.setToolTip("Ctrl+Enter")
        self.save.setShortcut("Ctrl+Return")
        self.save.clicked.connect(self._on_save)
        bring, send = QPushButton("Import…", self), QPushButton("Export…", self)
        bring.setEnabled(not is_read_only)
        bring.clicked.connect(self._on_import)
        send.clicked.connect(self._on_export)
        cancel = QPushButton("Cancel", self)
        cancel.clicked.connect(self.reject)
        for button in (self.save, bring, send, cancel):
            button.setAccessibleName(button.text())
        column = framed_column(self, theme)
        column.addWidget(Paragraph(theme, "Words that are searched together", Type.TITLE))
        column.addWidget(Paragraph(theme, _ABOUT, Type.BODY, "muted"))
        column.addLayout(self._make_examples(theme))
        column.addWidget(self.text, 1)
        column.addWidget(self.trouble)
        column.addLayout(button_row(theme, (bring, send), (cancel, self.save)))
        fit(self, theme.px(560), theme.px(420))
        self.text.setFocus()

    def _make_examples(self, theme: Theme) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space(5))
        grid.setVerticalSpacing(theme.space(0.5))
        grid.setColumnStretch(1, 1)
        for row, (entry, meaning) in enumerate(_EXAMPLES):
            grid.addWidget(Label(theme, entry, Type.BODY, "ink", self), row, 0)
            grid.addWidget(Label(theme, meaning, Type.BODY, "muted", self), row, 1)
        return grid

    @property
    def lines(self) -> list[str]:
        """The entries as they stand; empty lines and remarks left out."""
        found = (line.strip() for line in self.text.toPlainText().splitlines())
        return [line for line in found if line and not line.startswith("#")]

    def bring_in(self, path: Path) -> None:
        """Adds the lines of a file."""
        try:
            there = set(self.lines)
            fresh = [line.strip() for line in synonyms.read_file(path) if line.strip() not in there]
        except NewsreaderError as error:
            self._say(str(error))
            return
        self.text.appendPlainText("\n".join(fresh))

    def _on_save(self) -> None:
        for number, line in enumerate(self.text.toPlainText().splitlines()):
            if not line.strip() or line.strip().startswith("#"):
                continue
            try:
                synonyms.from_line(line)
            except UsageError as error:
                self._say(f"Line {number + 1}: {error.message}. {error.remedy}")
                cursor = QTextCursor(self.text.document().findBlockByNumber(number))
                cursor.select(QTextCursor.SelectionType.LineUnderCursor)
                self.text.setTextCursor(cursor)
                self.text.setFocus()
                return
        self.settled.emit(self.lines)
        self.accept()

    def _say(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setAccessibleName(words)

    def _on_import(self) -> None:
        found, _ = QFileDialog.getOpenFileName(self, "Import synonyms", "", "Text (*.txt);;All files (*)")
        if found:
            self.bring_in(Path(found))

    def _on_export(self) -> None:
        found, _ = QFileDialog.getSaveFileName(self, "Export synonyms", "synonyms.txt", "Text (*.txt)")
        if not found:
            return
        try:
            Path(found).write_text("".join(f"{line}\n" for line in self.lines), encoding="utf-8")
        except OSError as error:
            self._say(f"{found} cannot be written: {error.strerror}.")
