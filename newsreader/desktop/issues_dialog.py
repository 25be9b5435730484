"""The issues of the archive, to be looked through by their front pages."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from newsreader.desktop.dialog_frame import framed_column
from newsreader.desktop.dialog_size import fit
from newsreader.desktop.figures import counted
from newsreader.desktop.issues_gallery import IssuesGallery, told
from newsreader.desktop.jobs import Jobs
from newsreader.desktop.page_decoding import PictureSource
from newsreader.desktop.paragraph import Paragraph
from newsreader.desktop.theme import Theme, Type
from newsreader.domain.issue import IssueRow

_PAUSE_MS = 150


class IssuesDialog(QDialog):
    """Front pages with a line to narrow them.

    Signals:
        issue_chosen: Number of an issue to open.
    """

    issue_chosen = Signal(int)

    def __init__(self, theme: Theme, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Issues")
        self._issues: Sequence[IssueRow] = ()
        self._source_of: Callable[[int], PictureSource | None] = lambda _: None
        self.line = QLineEdit(self)
        self.line.setPlaceholderText("Paper or date, such as bee 1887-03")
        self.line.setAccessibleName("Narrow to papers or dates")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._narrow)
        self.line.textChanged.connect(lambda _: self._pause.start())
        self.gallery = IssuesGallery(theme, jobs, self)
        self.gallery.chosen.connect(self.issue_chosen)
        self.line.returnPressed.connect(self._open_first)
        self.said = Paragraph(theme, "", Type.BODY, "muted", self)
        column = framed_column(self, theme)
        column.addWidget(Paragraph(theme, "Issues", Type.TITLE))
        column.addWidget(self.line)
        column.addWidget(self.gallery, 1)
        column.addWidget(self.said)
        self._filler = QWidget(self)  # what is said of no issues stands below the line
        column.addWidget(self._filler, 1)
        fit(self, theme.px(960), theme.px(680))
        self.line.setFocus()

    def show_issues(self, issues: Sequence[IssueRow], source_of: Callable[[int], PictureSource | None]) -> None:
        """Lists the issues of an archive; see `IssuesGallery.show_issues`."""
        self._issues, self._source_of = issues, source_of
        self._narrow()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:  # noqa: N802 - Qt's name
        """Down goes from the line to the issues."""
        if event.key() == Qt.Key.Key_Down and self.line.hasFocus():
            self.gallery.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def done(self, result: int, /) -> None:
        """Asks for no more pictures: those that come now find nobody."""
        self._pause.stop()
        self.gallery.stop()
        super().done(result)

    def _narrow(self) -> None:
        self._pause.stop()
        wanted = self.line.text().casefold().split()
        found = [
            issue
            for issue in self._issues
            if all(word in f"{' '.join(told(issue))} {issue.date}".casefold() for word in wanted)
        ]
        self.gallery.show_issues(found, self._source_of)
        if not self._issues:
            words = "No issues with pages are in this archive. Import a folder of METS/ALTO, NDNP or Delpher, or PDFs."
        elif not found:
            words = "No issue matches. Remove a word."
        else:
            words = f"{counted(len(found), 'issue', 'issues')}. Enter or a double click opens one at its first page."
        self.gallery.setVisible(bool(found))
        self._filler.setVisible(not found)
        self.line.setVisible(bool(self._issues))
        self.said.setText(words)
        self.said.setAccessibleName(words)

    def _open_first(self) -> None:
        self._narrow()
        index = self.gallery.currentIndex()
        if index.isValid():
            self.gallery.activated.emit(index)
