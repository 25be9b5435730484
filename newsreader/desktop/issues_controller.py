"""Opens the window of issues, and the issue that is chosen there."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt

from newsreader.desktop.desk import Desk
from newsreader.desktop.page_controller import PageController
from newsreader.desktop.theme import Theme
from newsreader.domain.issue import IssueRow
from newsreader.services import page_reading

if TYPE_CHECKING:
    from newsreader.desktop.issues_dialog import IssuesDialog

_KEY: Final = "issues"


class IssuesController(QObject):
    """Brings issues to the desk."""

    def __init__(self, theme: Theme, desk: Desk, pages: PageController, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._desk, self._pages = theme, desk, pages
        self._dialog: IssuesDialog | None = None
        # What it lists is of the archive that was open.
        desk.archive_opened.connect(lambda _: self._close())

    def open_issues(self) -> None:
        """Opens the window of issues."""
        from PySide6.QtWidgets import QWidget

        from newsreader.desktop.issues_dialog import IssuesDialog
        from newsreader.desktop.page_decoding import PictureSource

        session = self._desk.session
        window = self.parent()
        if session is None or not isinstance(window, QWidget):
            return
        if (open_now := self._dialog) is not None:
            open_now.raise_()
            open_now.activateWindow()
            return
        dialog = self._dialog = IssuesDialog(self._theme, self._desk.jobs, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        archive = session.archive

        def front_page(number: int) -> PictureSource | None:
            row = next(iter(archive.pages.pages(number)), None)
            if row is None:
                return None
            if row.image is not None and row.image.state != "moved":
                return PictureSource(Path(row.image.path), row.image.frame, row.number)
            return PictureSource(None, 0, row.number, lambda: archive.pages.printed(row.number))

        def arrived(issues: list[IssueRow]) -> None:
            dialog.show_issues(issues, front_page)

        def chosen(number: int) -> None:
            dialog.accept()
            self.open_issue(number)

        dialog.issue_chosen.connect(chosen)
        dialog.finished.connect(self._on_closed)
        self._desk.ask_once(lambda session: session.archive.pages.issues(), arrived, key=_KEY)
        dialog.show()

    def _close(self) -> None:
        if self._dialog is not None:
            self._dialog.reject()

    def _on_closed(self) -> None:
        self._dialog = None
        self._desk.jobs.drop(_KEY)

    def open_issue(self, number: int) -> None:
        """Opens an issue at its first page."""
        self._desk.ask_once(
            lambda session: page_reading.first_article(session, number), self._pages.look_at, key="first article"
        )
