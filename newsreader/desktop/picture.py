"""A picture of the desk, for a machine without a display and for the documentation."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QMessageLogContext, QSize, Qt, QTimer, QtMsgType, qInstallMessageHandler

from newsreader.desktop.app import make_application, make_window
from newsreader.desktop.theme import Mode
from newsreader.desktop.window import DeskWindow
from newsreader.errors import NewsreaderError

_TIMEOUT_MS: Final = 60_000
_QUIET_MS: Final = 60
"""Jobs that come home may ask for more; so long without any and the desk has settled."""


def render(
    folder: Path,
    path: Path,
    size: tuple[int, int] = (1366, 768),
    *,
    dark: bool = False,
    query: str = "",
    article: str = "",
) -> None:
    """Saves a picture of the desk on an archive.

    Args:
        folder: Of the archive.
        path: Of the PNG file.
        size: Width and height in pixels.
        dark: In dark colours.
        query: What to search for.
        article: Id of the article to open; the first of the list when empty.

    Raises:
        NewsreaderError: The archive cannot be opened, the desk does not settle or the file cannot be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    before = qInstallMessageHandler(_pass_on)
    make_application()
    window = make_window(Mode.DARK if dark else Mode.LIGHT)
    refused: list[NewsreaderError] = []
    window.desk.archive_refused.connect(refused.append)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.resize(QSize(*size))
    window.show()
    window.frame.spread(size[0])
    try:
        window.desk.open_archive(folder)
        settle(window)
        if refused:
            raise refused[0]
        if query:
            window.search_for(query)
            settle(window)
        _open(window, article)
        settle(window)
        if not window.grab().save(str(path)):
            raise NewsreaderError(f"The picture {path} cannot be written", "Choose another file.")
    finally:
        window.indexing.stop()
        window.desk.close()
        window.deleteLater()
        qInstallMessageHandler(before)


def _pass_on(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    # The plugin without a screen says this of every window; it means nothing to a reader.
    if "propagateSizeHints" not in message:
        sys.stderr.write(f"{message}\n")


def settle(window: DeskWindow, timeout_ms: int = _TIMEOUT_MS) -> None:
    """Lets the window live until its jobs have come home and no new ones were asked for.

    Raises:
        NewsreaderError: They did not in time.
    """
    jobs, loop = window.desk.jobs, QEventLoop()
    quiet = QTimer(interval=_QUIET_MS)
    quiet.timeout.connect(_leaver(loop, lambda: jobs.is_idle and not window.indexing.is_busy))
    quiet.start()
    QTimer.singleShot(timeout_ms, loop, lambda: loop.exit(1))
    if loop.exec():
        raise NewsreaderError("The desk is still busy", "Try again on a quieter machine.")


def _leaver(loop: QEventLoop, is_idle: Callable[[], bool]) -> Callable[[], None]:
    calm = [0]

    def look() -> None:
        calm[0] = calm[0] + 1 if is_idle() else 0
        if calm[0] >= 2:
            loop.exit(0)

    return look


def _open(window: DeskWindow, article: str) -> None:
    if article:
        window.desk.find_number(article, window.frame.list.stand_on)
    elif window.desk.listing is not None and window.desk.listing.numbers:
        window.frame.list.step(0)
