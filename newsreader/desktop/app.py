"""Starts the desktop app."""

import multiprocessing
import signal
import sys
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from newsreader import __version__
from newsreader.desktop import bug_report, window_memory
from newsreader.desktop.desk import Desk
from newsreader.desktop.icons import window_icon
from newsreader.desktop.jobs import Jobs
from newsreader.desktop.theme import Mode, Theme
from newsreader.desktop.window import DeskWindow

_SWITCH_SECONDS: Final = 0.0005
"""How long a thread may compute before it lets the window paint. Python's own 5 ms add up to stalls one can see."""

_WAKE_MS: Final = 400


def run(folder: Path | None = None) -> int:
    """Opens the desk on an archive and returns when its window is closed.

    Args:
        folder: Of the archive; None for the last one opened, or the default one, which is made when it is missing.

    Returns:
        The exit code of the program.
    """
    multiprocessing.freeze_support()
    sys.setswitchinterval(_SWITCH_SECONDS)
    app = make_application()
    window = make_window(window_memory.theme_mode(), window_memory.text_scale())
    hook = _BugHook(window)
    sys.excepthook = hook
    window.desk.jobs.crashed.connect(hook.show)
    _close_on_signals(window)
    window.show()
    window.desk.open_archive(folder, create=folder is None)
    return app.exec()


def make_application() -> QApplication:
    """The one application object, with the looks that all windows share."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("newsreader")
    app.setApplicationDisplayName("newsreader")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("newsreader")
    app.setStyle("Fusion")
    app.setWindowIcon(window_icon())
    return app


def make_window(mode: Mode, text_scale: int = 100) -> DeskWindow:
    """A window with everything it needs, without an archive yet."""
    theme = Theme(mode, text_scale)
    theme.apply()
    desk = Desk(Jobs())
    window = DeskWindow(theme, desk)
    theme.setParent(window)
    desk.setParent(window)
    desk.jobs.setParent(desk)
    return window


def _close_on_signals(window: DeskWindow) -> None:
    """Ctrl-C in the terminal and an end of the session close the window properly."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: window.close())
    waking = QTimer(window, interval=_WAKE_MS)
    waking.timeout.connect(lambda: None)  # Python looks for signals only while it runs
    waking.start()


class _BugHook:
    """Shows bugs in a dialog; at most one at a time, so that a bug in painting does not bury the desk."""

    def __init__(self, window: DeskWindow) -> None:
        self._window = window
        self._is_showing = False

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        self.show(error, trace)

    def show(self, error: BaseException, trace: TracebackType | None = None) -> None:
        """Shows one bug."""
        if self._is_showing:
            return
        self._is_showing = True
        dialog = bug_report.BugDialog(self._window.theme, bug_report.report(error, trace), self._window)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _on_closed(self) -> None:
        self._is_showing = False
