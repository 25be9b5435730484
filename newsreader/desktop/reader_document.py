"""Makes a QTextDocument from a layout: with text and formats only, never with markup, and never loading anything."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from newsreader.desktop.reader_layout import Layout, Run, RunKind
from newsreader.desktop.theme import COLUMN_PX, LINE_HEIGHT, Theme, Type

SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
COLUMNS = {"Narrow": 480, "Medium": COLUMN_PX, "Wide": 720}

_STEP = 60_000
"""Code points put into the document at a time: about 20 ms."""


@dataclass(frozen=True, slots=True)
class ReaderStyle:
    """How large the text of an article is set.

    Attributes:
        percent: Size of the text on top of the size of everything, 80 to 200.
        column_px: Width of the column at 100 %.
    """

    percent: int = 100
    column_px: int = COLUMN_PX

    def px(self, theme: Theme, pixels: float) -> float:
        """A size of the reader in pixels."""
        return pixels * theme.text_scale / 100 * self.percent / 100

    def font(self, theme: Theme, role: Type, share: float = 1.0) -> QFont:
        """A font of the type scale at the reader's size."""
        font = QFont(theme.font(role))
        font.setPointSizeF(font.pointSizeF() * self.percent / 100 * share)
        return font


class ReaderDocument(QTextDocument):
    """The document of one article; whatever its text says, nothing is loaded from anywhere."""

    def __init__(self, theme: Theme, style: ReaderStyle, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setUndoRedoEnabled(False)
        self.setDocumentMargin(0)
        self.setDefaultFont(style.font(theme, Type.TEXT))
        self.setUseDesignMetrics(True)

    def loadResource(self, kind: int, name: QUrl | str, /) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Loads nothing."""
        return


class DocumentWriter:
    """Writes a layout into a document step by step, so that a long article does not hold up the window."""

    def __init__(self, document: QTextDocument, layout: Layout, theme: Theme, style: ReaderStyle, layer: str) -> None:
        self._document = document
        self._layout = layout
        self._formats = _Formats(theme, style, layer)
        self._steps = self._write()
        self.is_done = not layout.text
        self.written = 0  # code points

    def step(self) -> None:
        """Writes the next stretch."""
        try:
            self.written = next(self._steps)
        except StopIteration:
            self.written = len(self._layout.text)
            self.is_done = True

    def write_until(self, place: int) -> None:
        """Writes at least as far as a place in the shown text."""
        while not self.is_done and self.written <= place:
            self.step()

    def _write(self) -> Iterator[int]:
        text, formats = self._layout.text, self._formats
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        pause = _STEP
        runs = self._layout.runs
        if runs:
            cursor.setBlockFormat(formats.block(runs[0], is_blank=text.startswith("\n")))
        for run in runs:
            letters = formats.letters(run)
            at = run.start
            while at < run.end:
                newline = text.find("\n", at, run.end)
                end = run.end if newline < 0 else newline
                end = min(end, at + _STEP)
                if end > at:
                    piece = text[at:end]
                    # A carriage return is shown as nothing; struck through it would be a dot.
                    cursor.insertText(piece, letters if piece != "\u200b" else formats.plain)
                if end == newline:
                    after = self._run_after(run, newline + 1)
                    blank = text.startswith("\n", newline + 1)
                    cursor.insertBlock(formats.block(after, is_blank=blank), letters)
                    end += 1
                at = end
                if at >= pause:
                    cursor.endEditBlock()
                    yield at
                    cursor.movePosition(QTextCursor.MoveOperation.End)
                    cursor.beginEditBlock()
                    pause = at + _STEP
        cursor.endEditBlock()

    def _run_after(self, run: Run, place: int) -> Run:
        if place < run.end:
            return run
        return self._layout.run_at(self._layout.to_position(place)) or run


class _Formats:
    """The character and block formats of each kind of run."""

    def __init__(self, theme: Theme, style: ReaderStyle, layer: str) -> None:
        self._theme = theme
        self._style = style
        self._layer = layer
        self._letters: dict[tuple[RunKind, str], QTextCharFormat] = {}
        self._blocks: dict[tuple[str, bool], QTextBlockFormat] = {}
        self.plain = self._make_letters(RunKind.TEXT, "")

    def letters(self, run: Run) -> QTextCharFormat:
        label = run.label if run.kind is RunKind.HEAD else ""
        key = (run.kind, label)
        if key not in self._letters:
            self._letters[key] = self._make_letters(run.kind, label)
        return self._letters[key]

    def block(self, run: Run, *, is_blank: bool) -> QTextBlockFormat:
        key = (run.label if run.kind is RunKind.HEAD and run.label in _HEADS else run.kind.value, is_blank)
        if key not in self._blocks:
            self._blocks[key] = self._make_block(key[0], is_blank)
        return self._blocks[key]

    def _make_letters(self, kind: RunKind, field: str) -> QTextCharFormat:
        theme, style = self._theme, self._style
        found = QTextCharFormat()
        role, token, share = Type.TEXT, "ink", 1.0
        if kind is RunKind.HEAD:
            role, token, share = _HEADS.get(field, (Type.BODY, "muted", 1.0))
        elif kind is RunKind.GLUE:
            role, token = Type.BODY, "muted"
        elif kind in (RunKind.BEFORE, RunKind.REMOVED):
            token, share = ("removed", 1.0) if kind is RunKind.BEFORE else ("faint", 0.88)
        elif kind is RunKind.NOTE:
            role, token, share = Type.SMALL_STRONG, "accent", 1.3
            found.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        font = style.font(theme, role, share)
        if kind in (RunKind.BEFORE, RunKind.REMOVED):
            font.setStrikeOut(True)
        found.setFont(font)
        found.setForeground(theme.colour(token))
        return found

    def _make_block(self, kind: str, is_blank: bool) -> QTextBlockFormat:
        found = QTextBlockFormat()
        height, below = 16.5 * LINE_HEIGHT, 0.0
        if kind in _HEADS:
            height, below = _HEAD_LINES[kind]
        elif kind == RunKind.HEAD:
            height, below = 20.0, 20.0
        elif is_blank:
            height = 17.0 if self._layer != "original" else height
        found.setLineHeight(self._style.px(self._theme, height), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        found.setBottomMargin(self._style.px(self._theme, below))
        return found


_HEADS = {
    "paper": (Type.LABEL, "accent", 1.1),
    "headline": (Type.HEADLINE, "ink", 1.0),
    "subheadline": (Type.TITLE, "muted", 1.0),
}
_HEAD_LINES = {"paper": (18.0, 8.0), "headline": (36.0, 10.0), "subheadline": (26.0, 8.0)}
