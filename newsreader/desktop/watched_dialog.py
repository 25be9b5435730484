"""The list of watched folders: what is new in them is imported by itself."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QFileDialog, QHBoxLayout, QPushButton, QWidget

from newsreader.desktop.choice import Choice
from newsreader.desktop.dialog_frame import button_row, framed_column, primary_button
from newsreader.desktop.dialog_size import fit
from newsreader.desktop.labels import Label
from newsreader.desktop.paragraph import Paragraph
from newsreader.desktop.row_model import RowModel, plain_table
from newsreader.desktop.theme import Theme, Type
from newsreader.desktop.watch_controller import WatchController
from newsreader.domain.profile import ImportProfile
from newsreader.errors import UsageError
from newsreader.services.watching import Watch

_HEADINGS: Final = ("Folder", "Profile", "How it stands")
_ADVICE: Final = (
    "What is new in these folders is imported by itself while newsreader is open, once nobody has written to it for "
    "some seconds. The files stay where they are."
)
_NOTHING: Final = "No folder is watched. Add the folder that scans or downloads are put into."


class _Folders(RowModel[Watch]):
    headings = _HEADINGS

    def __init__(self, watching: WatchController, parent: QWidget) -> None:
        super().__init__(parent)
        self._watching = watching

    def cell(self, row: Watch, column: int) -> str:
        return (row.folder.path, row.folder.profile or "none", self._watching.state_of(row))[column]

    def tip(self, row: Watch, column: int) -> str:
        return self.cell(row, column)


class WatchedDialog(QDialog):
    """A list with buttons for the folder that is chosen."""

    def __init__(self, theme: Theme, watching: WatchController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._watching = watching
        self.setWindowTitle("Watched folders")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.folders = _Folders(watching, self)
        self.table = plain_table(theme, self.folders, "Watched folders", (340, 150), self)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_buttons())
        self._blank = QWidget(self)
        self.said = Paragraph(theme, _ADVICE, Type.BODY, "muted", self)
        self.complaint = Paragraph(theme, "", Type.SMALL, "danger", self)
        self.complaint.hide()
        column = framed_column(self, theme)
        column.addWidget(Paragraph(theme, "Watched folders", Type.TITLE))
        column.addWidget(self.said)
        column.addWidget(self.table, 1)
        column.addWidget(self._blank, 1)
        column.addWidget(self.complaint)
        column.addLayout(self._make_buttons(theme))
        watching.changed.connect(self.show_folders)
        self.show_folders()
        if self.folders.rows:
            self.table.selectRow(0)
        self.add.setFocus()
        fit(self, theme.px(900), theme.px(400))

    def _make_buttons(self, theme: Theme) -> QHBoxLayout:
        self.add = QPushButton("Add a folder…", self)
        self.add.clicked.connect(self._on_add)
        self.switch = QPushButton("Turn off", self)
        self.switch.clicked.connect(self._on_switch)
        self.remove = QPushButton("Remove", self)
        self.remove.setToolTip("Watch it no more; what was imported stays")
        self.remove.clicked.connect(self._on_remove)
        self.profile = Choice(theme, self)
        self.profile.setAccessibleName("Profile for the chosen folder")
        self.profile.addItem("No profile", "")
        self.profile.setMinimumWidth(theme.px(150))
        self.profile.activated.connect(lambda _: self._on_profile())
        close = primary_button(self, "Close")
        close.clicked.connect(self.accept)
        words = Label(theme, "Profile", Type.BODY, "muted", self)
        return button_row(theme, (self.add, self.switch, self.remove, words, self.profile), (close,))

    def show_profiles(self, found: Sequence[ImportProfile]) -> None:
        """Offers these profiles for the chosen folder."""
        self.profile.clear()
        self.profile.addItem("No profile", "")
        for profile in found:
            self.profile.addItem(profile.name, profile.name)
        self._show_buttons()

    @property
    def chosen(self) -> Watch | None:
        """The folder that is chosen."""
        rows = self.table.selectionModel().selectedRows()
        return self.folders.rows[rows[0].row()] if rows else None

    def show_folders(self) -> None:
        """Lists the folders anew; the same row stays chosen."""
        row = self.table.currentIndex().row()
        watches = list(self._watching.watches)
        self.folders.show(watches)
        if watches:
            self.table.selectRow(min(max(row, 0), len(watches) - 1))
        self.table.setVisible(bool(watches))
        self._blank.setVisible(not watches)
        self.said.setText(_ADVICE if watches else _NOTHING)
        self._show_buttons()

    def add_folder(self, path: str) -> None:
        """Watches one more folder, or says why not."""
        self.complaint.hide()
        try:
            self._watching.add(path)
        except UsageError as error:
            self.complaint.setText(f"{error.message}. {error.remedy}")
            self.complaint.show()

    def _show_buttons(self) -> None:
        watch = self.chosen
        for widget in (self.switch, self.remove, self.profile):
            widget.setEnabled(watch is not None)
        self.switch.setText("Turn off" if watch is None or watch.folder.is_on else "Turn on")
        if watch is not None:
            self.profile.setCurrentIndex(max(0, self.profile.findData(watch.folder.profile)))

    def _on_add(self) -> None:
        if found := QFileDialog.getExistingDirectory(self, "Folder to watch"):
            self.add_folder(found)

    def _on_switch(self) -> None:
        if (watch := self.chosen) is not None:
            self._watching.change(watch, is_on=not watch.folder.is_on)

    def _on_remove(self) -> None:
        if (watch := self.chosen) is not None:
            self._watching.remove(watch)

    def _on_profile(self) -> None:
        if (watch := self.chosen) is not None:
            self._watching.change(watch, profile=self.profile.currentData() or "")
