"""Opens the desk on an archive of a million rows and times what a reader waits for.

    python tests/bench/desk_million.py [--rows N] [--keep FOLDER] [--json FILE]

A window without a screen; every time is wall clock from the wish to the rows being in the list. Prints, never fails.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

from newsreader.archive.archive import Archive
from newsreader.desktop.app import make_application, make_window
from newsreader.desktop.theme import Mode
from newsreader.desktop.window import DeskWindow
from newsreader.domain.query import Filters
from tests.bench.million_rows import fill

_TIMEOUT_MS = 60_000


class Stalls(QObject):
    """The longest time between two beats of a timer on the window's thread since the last look."""

    def __init__(self) -> None:
        super().__init__()
        self._longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=5, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, now - self._last)
        self._last = now

    def look(self) -> float:
        """The longest gap in milliseconds; begins anew."""
        longest, self._longest = self._longest * 1000, 0.0
        return longest


def until(is_so: Callable[[], bool]) -> None:
    """Lets the window live until something is so."""
    loop = QEventLoop()
    look = QTimer(interval=1)
    look.timeout.connect(lambda: loop.quit() if is_so() else None)
    look.start()
    QTimer.singleShot(_TIMEOUT_MS, loop, lambda: loop.exit(1))
    if not is_so() and loop.exec():
        raise TimeoutError("the window did not get there")


def measure(folder: Path) -> dict[str, tuple[float, float]]:
    """What was waited for, in milliseconds, each with the longest stall of the window meanwhile."""
    found: dict[str, tuple[float, float]] = {}
    make_application()
    began = time.perf_counter()
    window = make_window(Mode.LIGHT)
    window.resize(1366, 768)
    window.show()
    stalls = Stalls()
    lists: list[int] = []
    window.desk.listed.connect(lambda listing: lists.append(len(listing.numbers)))

    def took(what: str, wish: Callable[[], None], is_so: Callable[[], bool]) -> None:
        lists.clear()
        stalls.look()
        start = time.perf_counter()
        wish()
        until(is_so)
        found[what] = (time.perf_counter() - start) * 1000, stalls.look()

    found["window made and shown"] = (time.perf_counter() - began) * 1000, 0.0
    took("opened: first rows in the list", lambda: window.desk.open_archive(folder), lambda: _has_rows(window, lists))
    took("opened: all rows in the list", lambda: None, lambda: window.desk.jobs.is_idle)
    model = window.frame.list.view.model()
    took(
        "scrolled to the end",
        window.frame.list.view.scrollToBottom,
        lambda: bool(model.index(model.rowCount() - 1, 0).data()),
    )
    for facet, value in (("paper", "CA Gazette 0"), ("country", "US"), ("region", "021"), ("region", "")):
        chosen = Filters({facet: frozenset({value})})
        what = f"chose {facet} {value or '(unknown)'}"
        took(what, partial(window.choose, chosen), lambda: bool(lists))
        until(lambda: window.desk.jobs.is_idle)
        found[what] = (found[what][0], stalls.look())
    window.desk.close()
    window.deleteLater()
    return found


def _has_rows(window: DeskWindow, lists: list[int]) -> bool:
    model = window.frame.list.view.model()
    return bool(lists) and model.rowCount() > 0 and bool(model.index(0, 0).data())


def main() -> None:
    """Makes the archive and prints the timings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="make the archive here (or use the one here) and leave it")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("DATA", "CACHE", "CONFIG"):
            os.environ[f"NEWSREADER_{name}_DIR"] = f"{scratch}/{name}"
        folder = options.keep or Path(scratch) / "million"
        if not (folder / "archive.sqlite3").exists():
            archive = Archive.create(folder)
            fill(archive, options.rows)
            archive.close()
        found = measure(folder)
    for what, (milliseconds, stall) in found.items():
        print(f"{what:<40} {milliseconds:8.0f} ms   longest stall {stall:5.0f} ms")
    if options.json:
        options.json.write_text(json.dumps(found, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
