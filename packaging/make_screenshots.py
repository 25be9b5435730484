"""Pictures of every state of the desk, taken from the desk itself on the sample archive.

    python packaging/make_screenshots.py [--only search] [--size 1366x768] [--out docs/screenshots]

Nothing is drawn or retouched: each picture is a window of the program, with the dialogs that lie over it, brought to
its state through the same commands a reader uses. Imports run in their own processes as always. Needs no display.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from few_colours import quantized
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QApplication, QDialog
from screenshot_states import STATES
from screenshot_studio import Studio
from screenshot_waiting import wait_for_paint

from newsreader import paths
from newsreader.desktop.app import make_application, make_window
from newsreader.desktop.theme import Mode
from newsreader.desktop.window import DeskWindow

SIZES = ((1366, 768), (2560, 1440))
MODES = (Mode.LIGHT, Mode.DARK)


@contextmanager
def _window(mode: Mode, size: tuple[int, int]) -> Iterator[DeskWindow]:
    # Each picture is of a desk that remembers nothing of the one before.
    shutil.rmtree(paths.config_dir(), ignore_errors=True)
    window = make_window(mode)
    window.desk.jobs.crashed.connect(_give_up)
    window.resize(*size)
    window.show()
    window.activateWindow()
    try:
        yield window
    finally:
        window.importing.stop_at_once()
        for other in QApplication.topLevelWidgets():
            if other is not window and other.isVisible():
                other.close()
        window.close()
        window.deleteLater()


def _give_up(bug: BaseException) -> None:
    sys.excepthook(type(bug), bug, bug.__traceback__)
    os._exit(70)


def _picture(window: DeskWindow) -> QImage:
    """The window with what lies over it."""
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for other in QApplication.topLevelWidgets():
        if isinstance(other, QDialog) and other.isVisible():
            place = QRect(QPoint(0, 0), other.size())
            place.moveCenter(window.rect().center())
            painter.drawPixmap(place.topLeft(), other.grab())
            if not other.windowFlags() & other.windowFlags().FramelessWindowHint:
                painter.setPen(QPen(window.theme.colour("edge"), 1))
                painter.drawRect(place.adjusted(0, 0, -1, -1))
        elif other.isVisible() and other.windowType() == Qt.WindowType.Popup:
            painter.drawPixmap(window.mapFromGlobal(other.pos()), other.grab())
    painter.end()
    return picture


def main() -> int:
    """Takes the pictures."""
    parser = argparse.ArgumentParser(description="Pictures of every state of the desk.")
    parser.add_argument(
        "--only", action="append", choices=sorted(STATES), help="this state; may be given several times"
    )
    parser.add_argument("--size", action="append", help="for example 1366x768; both sizes when not given")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "docs" / "screenshots")
    asked = parser.parse_args()
    sizes = [tuple(map(int, size.split("x"))) for size in asked.size] if asked.size else list(SIZES)
    asked.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="newsreader-", ignore_cleanup_errors=True) as folder:
        for name in ("DATA", "CACHE", "CONFIG"):
            os.environ[f"NEWSREADER_{name}_DIR"] = str(Path(folder) / name.lower())
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        make_application()
        studio = Studio(Path(folder) / "home")
        for width, height in sizes:
            for state in asked.only or STATES:
                for mode in MODES:
                    path = asked.out / f"{state}-{mode.value}-{width}x{height}.png"
                    with _window(mode, (width, height)) as window:
                        STATES[state](studio, window)
                        wait_for_paint()
                        if not quantized(_picture(window)).save(str(path), quality=0):
                            raise SystemExit(f"{path} could not be written")
                    print(f"{path.name}  {path.stat().st_size // 1024} KB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
