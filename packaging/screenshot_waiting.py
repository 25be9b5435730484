"""Waiting for the desk to get where a picture is taken."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from newsreader.desktop.picture import settle
from newsreader.desktop.window import DeskWindow

_PATIENCE_SECONDS = 240


def open_archive(window: DeskWindow, folder: Path) -> None:
    """Opens an archive and stands on its first article."""
    window.desk.open_archive(folder)
    settle(window)
    if window.desk.listing is not None and window.desk.listing.numbers:
        window.frame.list.step(0)
        settle(window)


def wait_until(is_there: Callable[[], bool]) -> None:
    """Lets the desk work until something holds."""
    loop, limit = QEventLoop(), time.monotonic() + _PATIENCE_SECONDS
    timer = QTimer(interval=20)
    timer.timeout.connect(lambda: loop.quit() if is_there() or time.monotonic() > limit else None)
    timer.start()
    loop.exec()
    if not is_there():
        raise SystemExit("The desk did not get there in time")


def wait_for_paint() -> None:
    """Lets what moves come to rest."""
    loop = QEventLoop()
    QTimer.singleShot(350, loop.quit)
    loop.exec()
