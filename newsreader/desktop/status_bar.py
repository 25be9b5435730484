"""The bottom of the desk: what the archive holds, how an import goes, what failed."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QToolButton, QWidget

from newsreader.desktop.figures import counted, grouped
from newsreader.desktop.icons import Icons
from newsreader.desktop.labels import ElidedLabel, Label
from newsreader.desktop.theme import Theme, Type
from newsreader.domain.importing import ImportProgress, ImportReport
from newsreader.domain.listing import ArchiveTotals

_WHAT_PX: Final = 260


class StatusBar(QWidget):
    """Totals at the left, an import in the middle, its report at the right.

    Signals:
        pause_toggled: Pause the import (True) or go on (False).
        cancel_wanted: Stop the import.
        report_wanted: Show the report of the last import.
    """

    pause_toggled = Signal(bool)
    cancel_wanted = Signal()
    report_wanted = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        self.setProperty("pane", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.totals = Label(theme, "", Type.SMALL, "muted", self)
        self._what = Label(theme, "", Type.SMALL, "muted", self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(140)
        self._bar.setAccessibleName("Import progress")
        self._rate = Label(theme, "", Type.SMALL, "muted", self)
        self.pause = self._icon_button("pause", "Pause the import")
        self.pause.setCheckable(True)
        self.pause.toggled.connect(self._on_pause_toggled)
        self.cancel = self._icon_button("close", "Cancel the import")
        self.cancel.clicked.connect(self.cancel_wanted)
        self.message = ElidedLabel(theme, "", Type.SMALL, "muted", self)
        self.message.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.report = QPushButton(self)
        self.report.setProperty("look", "link")
        self.report.setFont(theme.font(Type.SMALL))
        self.report.setAccessibleName("Report of the last import")
        self.report.clicked.connect(self.report_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.space(4), 1, theme.space(4), 0)
        layout.setSpacing(theme.space(3))
        layout.addWidget(self.totals)
        layout.addSpacing(theme.space(2))
        layout.addWidget(self._what)
        for widget in (self._bar, self._rate, self.pause, self.cancel):
            layout.addWidget(widget)
        layout.addWidget(self.message, 3)
        layout.addWidget(self.report)
        theme.changed.connect(self._dress)
        self._dress()
        self._show_import(running=False)
        self.report.hide()

    def show_totals(self, totals: ArchiveTotals, *, is_read_only: bool = False) -> None:
        """Says what the archive holds."""
        text = f"{counted(totals.articles, 'article', 'articles')} · {counted(totals.papers, 'paper', 'papers')}"
        self.totals.setText(text + (" · read-only" if is_read_only else ""))

    def show_progress(self, progress: ImportProgress) -> None:
        """Says how far an import has got."""
        self._show_import(running=progress.phase != "done")
        name = progress.current.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
        doing = "Indexing" if progress.phase == "indexing" else f"Importing {name}".rstrip()
        room = self._theme.px(_WHAT_PX)
        self._what.setText(self._what.fontMetrics().elidedText(doing, Qt.TextElideMode.ElideMiddle, room))
        if progress.total_is_final and progress.total:
            self._bar.setRange(0, progress.total)
            self._bar.setValue(progress.done)
        else:
            self._bar.setRange(0, 0)
        parts = [f"{grouped(round(progress.articles_per_second))} articles/s"] if progress.articles_per_second else []
        if progress.seconds_left is not None:
            parts.append(f"{spoken_duration(progress.seconds_left)} left")
        self._rate.setText(" · ".join(parts))

    def show_paused(self, paused: bool) -> None:
        """Shows that an import is paused, or goes on, whoever wanted that."""
        if self.pause.isChecked() != paused:
            self.pause.blockSignals(True)
            self.pause.setChecked(paused)
            self.pause.blockSignals(False)
            self._dress_pause()
        if paused:
            self._rate.setText("Paused")

    def show_report(self, report: ImportReport) -> None:
        """Says how an import ended."""
        self._show_import(running=False)
        parts = [f"{grouped(report.added)} added"]
        if report.duplicates:
            parts.append(counted(report.duplicates, "duplicate", "duplicates"))
        if report.failed:
            parts.append(f"{grouped(report.failed)} failed")
        stopped = "Import stopped: " if report.interrupted else ""
        self.report.setText(f"{stopped}{', '.join(parts)}: report")
        self.report.show()

    def end_import(self) -> None:
        """Takes the progress away, for an import that ended without a report."""
        self._show_import(running=False)

    def say(self, text: str) -> None:
        """Says something in a few words, at the right."""
        self.message.setText(text)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A line above."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, self.width(), 1, self._theme.colour("line"))

    def _show_import(self, *, running: bool) -> None:
        for widget in (self._what, self._bar, self._rate, self.pause, self.cancel):
            widget.setVisible(running)
        if not running:
            self.pause.setChecked(False)

    def _on_pause_toggled(self, paused: bool) -> None:
        self._dress_pause()
        self.pause_toggled.emit(paused)

    def _dress_pause(self) -> None:
        paused = self.pause.isChecked()
        words = "Go on with the import" if paused else "Pause the import"
        self.pause.setAccessibleName(words)
        self.pause.setToolTip(words)
        self.pause.setIcon(self._icons.icon("play" if paused else "pause"))

    def _icon_button(self, icon: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("look", "icon")
        button.setProperty("small", "true")
        button.setAccessibleName(words)
        button.setToolTip(words)
        self._icons.put(button, icon)
        return button

    def _dress(self) -> None:
        self.setFixedHeight(self._theme.px(28))
        self.report.setFont(self._theme.font(Type.SMALL))


def spoken_duration(seconds: float) -> str:
    """A length of time for a reader: `6 s`, `4 min`, `2 h 10 min`."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
