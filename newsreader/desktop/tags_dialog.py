"""Tagging many articles at once."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from newsreader.desktop.dialog_frame import button_row, framed_column
from newsreader.desktop.dialog_size import fit
from newsreader.desktop.figures import counted
from newsreader.desktop.flow_layout import FlowLayout
from newsreader.desktop.icons import Icons
from newsreader.desktop.labels import Label
from newsreader.desktop.paragraph import Paragraph
from newsreader.desktop.plates import TagChip
from newsreader.desktop.tags_section import TagLine
from newsreader.desktop.theme import Theme, Type


class TagsDialog(QDialog):
    """Tags to put on and tags to take off the selected articles.

    Signals:
        settled: Tags to add and tags to take off, two lists.
    """

    settled = Signal(object, object)

    def __init__(
        self,
        theme: Theme,
        icons: Icons,
        articles: int,
        present: Mapping[str, int],
        colours: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        """Makes the dialog.

        Args:
            theme: The look.
            icons: The icons.
            articles: How many are selected.
            present: Tags some of them carry, with the number of those known to.
            colours: Colour names of tags.
            parent: The window.
        """
        super().__init__(parent)
        self._theme, self._icons, self._colours = theme, icons, colours
        self.added: list[str] = []
        self.removed: list[str] = []
        self.setWindowTitle("Tag articles")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.line = TagLine(self)
        self.line.chosen.connect(self._on_chosen)
        self.line.given_up.connect(self._on_given_up)
        self._new, self._new_flow = self._make_chips()
        self._old, self._old_flow = self._make_chips()
        self._old_heading = Label(theme, "They carry", Type.LABEL, "muted", self)
        column = framed_column(self, theme)
        column.addWidget(Paragraph(theme, f"Tag {counted(articles, 'article', 'articles')}", Type.TITLE))
        column.addWidget(self.line)
        column.addWidget(self._new)
        column.addWidget(self._old_heading)
        column.addWidget(self._old)
        column.addStretch(1)
        cancel = QPushButton("Cancel", self)
        cancel.clicked.connect(self.reject)
        keep = QPushButton("Tag", self)
        keep.setProperty("look", "primary")
        keep.setToolTip("Ctrl+Enter")
        keep.setShortcut("Ctrl+Return")
        keep.clicked.connect(self._on_settled)
        column.addLayout(button_row(theme, (), (cancel, keep)))
        for tag in present:
            self._chip(self._old, self._old_flow, tag)
        self._old_heading.setVisible(bool(present))
        fit(self, theme.px(420), theme.px(300))
        self.line.setFocus()

    def set_names(self, names: Sequence[str]) -> None:
        """Takes the tags to complete from."""
        self.line.set_names(names)

    def _make_chips(self) -> tuple[QWidget, FlowLayout]:
        area = QWidget(self)
        return area, FlowLayout(area, gap=6, line_gap=6)

    def _chip(self, area: QWidget, flow: FlowLayout, tag: str) -> None:
        chip = TagChip(self._theme, self._icons, tag, self._colours.get(tag, ""), area)
        chip.removed.connect(lambda: self._on_removed(chip))
        flow.addWidget(chip)
        chip.show()
        area.updateGeometry()

    def _on_chosen(self, tag: str) -> None:
        if tag not in self.added:
            self.added.append(tag)
            self._chip(self._new, self._new_flow, tag)

    def _on_removed(self, chip: TagChip) -> None:
        if chip.parentWidget() is self._new:
            self.added.remove(chip.tag)
        else:
            self.removed.append(chip.tag)
        chip.hide()
        chip.deleteLater()
        self.line.setFocus()

    def _on_given_up(self) -> None:
        if self.added or self.removed:
            self._on_settled()
        else:
            self.reject()

    def _on_settled(self) -> None:
        text = self.line.text().strip()
        if text:
            self._on_chosen(text)
        self.settled.emit(list(self.added), list(self.removed))
        self.accept()
