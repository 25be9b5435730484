"""The sheet of keyboard shortcuts (F1), by group, in columns."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from newsreader.desktop.actions import Command
from newsreader.desktop.dialog_size import fit
from newsreader.desktop.labels import Label
from newsreader.desktop.theme import Theme, Type

_COLUMNS: Final = 3
_IN_PLACE: Final = (
    (
        "In the list",
        (("↑ ↓", "Read the previous or next article"), ("Shift ↑ ↓", "Select several"), ("Enter", "Go to the text")),
    ),
    (
        "In the tree",
        (
            ("Enter", "Show only this"),
            ("Ctrl Enter", "Add it"),
            ("Alt Enter", "Leave it out"),
            ("← →", "Close and open"),
            ("Letters", "Find in the tree"),
        ),
    ),
    (
        "In the search line",
        (("Ctrl Space", "Complete"), ("↓", "Go to the list"), ("Esc", "Clear")),
    ),
    (
        "In the record",
        (("Enter", "Edit the field"), ("Ctrl Enter", "Confirm, next doubtful field"), ("Esc", "Leave it as it was")),
    ),
    (
        "On a page",
        (
            ("+ −", "Larger, smaller"),
            ("0 W 1", "Whole page, its width, full size"),
            ("Arrows, drag", "Move the page"),
            ("PgUp PgDn", "Scroll, then turn the page"),
            ("Tab", "Next article on the page"),
            ("Enter", "Open it; show it as text"),
            ("Shift drag", "Select words"),
            ("Ctrl wheel", "Size around the pointer"),
        ),
    ),
    (
        "While a page is cut",
        (
            ("↑ ↓", "Take up the line before or after"),
            ("← →", "Take up a word"),
            ("Shift, Ctrl", "Add to what is taken up"),
            ("Enter", "Put the words here, after Move…"),
            ("Esc", "Give up; end"),
        ),
    ),
    (
        "Among the issues",
        (("↓", "From the line to the front pages"), ("Enter", "Open the issue at its first page")),
    ),
    ("On the years", (("← →", "Walk the years"), ("Shift ← →", "Take several"), ("Enter", "Narrow to them"))),
)  # fmt: skip


class ShortcutSheet(QDialog):
    """All keys at a glance."""

    def __init__(
        self,
        theme: Theme,
        actions: Mapping[Command, QAction],
        text_actions: Sequence[QAction] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle("Keyboard shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        groups = [*_command_groups(actions), _text_group(text_actions), *_IN_PLACE]
        columns = QHBoxLayout()
        columns.setSpacing(theme.space(10))
        for column in _balanced(groups, _COLUMNS):
            columns.addLayout(self._column(column), 1)
        body = QWidget()
        body.setProperty("pane", "panel")
        body.setLayout(columns)
        scroll = QScrollArea(self)
        scroll.setWidget(body)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setAccessibleName("Keyboard shortcuts")
        close = QPushButton("Close", self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.space(6), theme.space(5), theme.space(6), theme.space(5))
        layout.setSpacing(theme.space(4))
        layout.addWidget(Label(theme, "Keyboard shortcuts", Type.TITLE))
        layout.addWidget(scroll, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        wanted = body.sizeHint()
        fit(self, wanted.width() + theme.space(16), min(wanted.height() + theme.space(34), theme.px(700)))

    def _column(self, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> QVBoxLayout:
        theme = self._theme
        column = QVBoxLayout()
        column.setSpacing(theme.space(2))
        for name, lines in groups:
            column.addWidget(Label(theme, name, Type.LABEL, "faint"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(theme.space(4))
            grid.setVerticalSpacing(theme.space(1.5))
            grid.setColumnStretch(0, 1)
            for row, (keys, words) in enumerate(lines):
                grid.addWidget(Label(theme, words, Type.BODY), row, 0)
                grid.addWidget(Label(theme, keys, Type.BODY, "muted"), row, 1, Qt.AlignmentFlag.AlignRight)
            column.addLayout(grid)
            column.addSpacing(theme.space(4))
        column.addStretch(1)
        return column


def _command_groups(actions: Mapping[Command, QAction]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for command, action in actions.items():
        keys = [keys.toString(QKeySequence.SequenceFormat.NativeText) for keys in action.shortcuts()]
        if keys:
            groups.setdefault(command.spec.group, []).append((" or ".join(keys[:2]), command.spec.words.rstrip("…")))
    return list(groups.items())


def _text_group(actions: Sequence[QAction]) -> tuple[str, list[tuple[str, str]]]:
    native = QKeySequence.SequenceFormat.NativeText
    return "Text and record", [
        (action.shortcut().toString(native), action.text().rstrip("…"))
        for action in actions
        if not action.shortcut().isEmpty()
    ]


def _balanced(
    groups: Sequence[tuple[str, Sequence[tuple[str, str]]]], columns: int
) -> list[list[tuple[str, Sequence[tuple[str, str]]]]]:
    """The groups in columns of about the same height, in order."""
    whole = sum(len(lines) + 2 for _, lines in groups)
    found: list[list[tuple[str, Sequence[tuple[str, str]]]]] = [[]]
    height = 0
    for group in groups:
        if height > whole / columns - 2 and len(found) < columns:
            found.append([])
            height = 0
        found[-1].append(group)
        height += len(group[1]) + 2
    return found
