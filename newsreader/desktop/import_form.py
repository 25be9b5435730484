"""What a person may say about the files of an import: a profile, fields that hold for all, how they are to be read."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from newsreader.desktop import record_values
from newsreader.desktop.choice import Choice
from newsreader.desktop.figures import counted
from newsreader.desktop.labels import Label
from newsreader.desktop.paragraph import TextLink
from newsreader.desktop.theme import Theme, Type
from newsreader.domain.importing import ImportRequest
from newsreader.domain.profile import ImportProfile
from newsreader.errors import UsageError
from newsreader.formats.reader import FORMATS
from newsreader.services import profiles
from newsreader.text import authorities

_FIELDS: Final = {
    "paper": ("Paper", "If all come from one"),
    "country": ("Country", "Name or code"),
    "date": ("Date", "1919-05-14, 1919-05 or 1919"),
    "language": ("Language", "Name or code"),
    "date_pattern": ("Dates are written", "DD.MM.YYYY or M/D/YYYY"),
    "name_pattern": ("Files are named", "{paper}_{date:YYYYMMDD}_{page}.txt"),
}
"""Label and hint of each line."""

_FIRST: Final = ("paper", "country", "date", "language")
_NO_PROFILE: Final = "No profile"
_GUESSED: Final = "Guessed from their names…"
_DETECT: Final = "Told by content"


class ImportForm(QWidget):
    """The lines of the import dialog.

    Signals:
        changed: Something was filled in or chosen.
        save_wanted: Keep what is filled in as a profile.
        delete_wanted: Name of a profile to forget.
        columns_wanted: Show which column of a table means what.
    """

    changed = Signal()
    save_wanted = Signal()
    delete_wanted = Signal(str)
    columns_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._profiles: dict[str, ImportProfile] = {}
        self._mapping: dict[str, str] = {}
        self.editors = {name: self._make_editor(name) for name in _FIELDS}
        self.format = Choice(theme, self)
        self.copy_pages = QCheckBox("Copy page images into the archive", self)
        self.copy_pages.setToolTip("Otherwise they stay where they are, and the archive notes where that is.")
        self.copy_pages.toggled.connect(lambda _: self.changed.emit())
        self.columns = QPushButton(_GUESSED, self)
        self.columns.setToolTip("Which column or key of a table of articles means what")
        self.columns.setAccessibleName("Columns")
        self.columns.clicked.connect(self.columns_wanted)
        self.more = TextLink(theme, "More settings", "", self, Type.BODY)
        self.more.setCheckable(True)
        self._further = QWidget(self)
        self._fill_format()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        column.addLayout(self._make_profile_row())
        column.addLayout(self._make_grid(_FIRST))
        column.addWidget(self.more)
        column.addWidget(self._further)
        further = self._make_grid(tuple(name for name in _FIELDS if name not in _FIRST))
        self._put(further, 2, "Format", self.format)
        self._put(further, 3, "Columns", self.columns)
        further.addWidget(self.copy_pages, 2, 0, 1, 5)
        self._further.setLayout(further)
        self.more.toggled.connect(self._on_more)
        self._further.hide()

    def _make_editor(self, name: str) -> QLineEdit:
        label, hint = _FIELDS[name]
        editor = QLineEdit(self)
        editor.setAccessibleName(label)
        editor.setPlaceholderText(hint)
        editor.setToolTip(hint)
        editor.setMinimumWidth(self._theme.px(160))
        editor.textEdited.connect(lambda _: self.changed.emit())
        return editor

    def _make_profile_row(self) -> QHBoxLayout:
        theme = self._theme
        self.profile = Choice(theme, self)
        self.profile.setAccessibleName("Profile")
        self.profile.setToolTip("What was filled in before for files of the same kind")
        self.profile.setMinimumWidth(theme.px(220))
        self.profile.addItem(_NO_PROFILE, "")
        self.profile.activated.connect(lambda _: self._on_profile())
        self.save = QPushButton("Save as a profile…", self)
        self.save.clicked.connect(self.save_wanted)
        self.delete = QPushButton("Delete", self)
        self.delete.setAccessibleName("Delete the profile")
        self.delete.clicked.connect(lambda: self.delete_wanted.emit(self.profile.currentData()))
        self.delete.setEnabled(False)
        row = QHBoxLayout()
        row.setSpacing(theme.space(2))
        label = Label(theme, "Profile", Type.BODY, "muted", self)
        label.setMinimumWidth(theme.px(_LABEL_PX))
        row.addWidget(label)
        row.addWidget(self.profile)
        row.addWidget(self.save)
        row.addWidget(self.delete)
        row.addStretch(1)
        return row

    def _make_grid(self, names: Sequence[str]) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._theme.space(2))
        grid.setVerticalSpacing(self._theme.space(2))
        for place, name in enumerate(names):
            self._put(grid, place, _FIELDS[name][0], self.editors[name])
        for column in (1, 4):
            grid.setColumnStretch(column, 1)
        grid.setColumnMinimumWidth(2, self._theme.space(3))
        return grid

    def _put(self, grid: QGridLayout, place: int, words: str, widget: QWidget) -> None:
        row, half = divmod(place, 2)
        label = Label(self._theme, words, Type.BODY, "muted", self)
        label.setMinimumWidth(self._theme.px(_LABEL_PX))
        label.setBuddy(widget)
        grid.addWidget(label, row, 3 * half)
        grid.addWidget(widget, row, 3 * half + 1)

    def _fill_format(self) -> None:
        self.format.setAccessibleName("Format")
        self.format.addItem(_DETECT, "")
        for name, what in FORMATS.items():
            self.format.addItem(f"{name}: {what}", name)
        self.format.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.format.setMinimumContentsLength(12)
        self.format.view().setMinimumWidth(self._theme.px(420))
        self.format.view().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.format.activated.connect(lambda _: self.changed.emit())

    def _on_more(self, shown: bool) -> None:
        self._further.setVisible(shown)
        self.more.setText("Fewer settings" if shown else "More settings")
        self.more.setAccessibleName(self.more.text())

    # -- profiles -----------------------------------------------------------------------------------------------------

    def show_profiles(self, found: Sequence[ImportProfile], chosen: str = "") -> None:
        """Offers these profiles; one of them may be chosen from the start."""
        self._profiles = {profile.name: profile for profile in found}
        before = chosen or self.profile.currentData()
        self.profile.clear()
        self.profile.addItem(_NO_PROFILE if found else "None saved yet", "")
        for profile in found:
            self.profile.addItem(profile.name, profile.name)
        self.profile.setCurrentIndex(max(0, self.profile.findData(before)))
        self.delete.setEnabled(bool(self.profile.currentData()))
        if chosen:
            self._on_profile()

    def _on_profile(self) -> None:
        profile = self._profiles.get(self.profile.currentData(), ImportProfile(""))
        self.delete.setEnabled(bool(profile.name))
        self.profile.setToolTip(profile.note)
        for name in _FIELDS:
            if name != "date":
                self.editors[name].setText(_in_words(name, getattr(profile, name)))
                self.editors[name].setCursorPosition(0)
        self.format.setCurrentIndex(max(0, self.format.findData(profile.format)))
        self.copy_pages.setChecked(profile.copy_pages)
        self.set_mapping(profile.mapping)
        further = (profile.language, profile.date_pattern, profile.name_pattern, profile.format, profile.mapping)
        if any(further) or profile.copy_pages:
            self.more.setChecked(True)
        self.changed.emit()

    @property
    def mapping(self) -> Mapping[str, str]:
        """Which column or key each field is taken from; fields that are not in it are guessed."""
        return self._mapping

    def set_mapping(self, mapping: Mapping[str, str]) -> None:
        """Takes fields from these columns."""
        self._mapping = dict(mapping)
        self.columns.setText(f"{counted(len(mapping), 'is set', 'are set')}…" if mapping else _GUESSED)
        self.changed.emit()

    # -- what it says -------------------------------------------------------------------------------------------------

    def profile_of(self, name: str) -> ImportProfile:
        """What is filled in, as a profile.

        Raises:
            ValueError: Something makes no sense; says what does.
        """
        texts = {field: editor.text() for field, editor in self.editors.items() if field != "date"}
        for field in ("country", "language"):
            texts[field] = str(record_values.value_from_text(field, texts[field]) or "")
        chosen = self._profiles.get(name)
        profile = ImportProfile(
            name=name,
            mapping=self._mapping,
            format=self.format.currentData() or "",
            copy_pages=self.copy_pages.isChecked(),
            note=chosen.note if chosen is not None else "",
            **texts,
        )
        try:
            return profiles.checked(profile) if name else profiles.checked_settings(profile)
        except UsageError as error:
            raise ValueError(f"{error.message}. {error.remedy}") from error

    def request(self, paths: Sequence[str], *, dry_run: bool = False) -> ImportRequest:
        """The import of these files as it is filled in.

        Raises:
            ValueError: Something makes no sense; says what does.
        """
        date = record_values.value_from_text("date", self.editors["date"].text())
        hints = {"date": date} if isinstance(date, str) else {}
        name = self.profile.currentData() or ""
        profile = self.profile_of(name)
        if profile != self._profiles.get(name):  # then it is no longer the profile that says so
            profile = self.profile_of("")
            hints = {**profile.hints, **hints}
        is_empty = profile == ImportProfile(profile.name, profile.paper, profile.country, profile.language)
        return ImportRequest(
            tuple(paths),
            hints,
            format=profile.format,
            dry_run=dry_run,
            profile=None if is_empty and not profile.name else profile,
            copy_pages=profile.copy_pages,
        )


_LABEL_PX: Final = 112


def _in_words(name: str, value: str) -> str:
    if name == "country":
        return authorities.country_name(value) if value else ""
    return authorities.language_name(value) if name == "language" and value else value
