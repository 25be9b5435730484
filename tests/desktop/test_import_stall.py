"""The window stays fluid while files are imported: how long its thread is away at most."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from newsreader.desktop.app import _SWITCH_SECONDS, make_application, make_window
from newsreader.desktop.theme import Mode
from newsreader.desktop.window import DeskWindow
from newsreader.services.session import Session

_BEAT_MS = 5
_WORDS = "the men of the harbour voted last night to stay out after the owners of the boats made no of- fer"


class Heartbeat(QObject):
    """A timer on the GUI thread that keeps the longest time between two of its beats."""

    def __init__(self) -> None:
        super().__init__()
        self.longest_ms = 0.0
        self.long_gaps: list[int] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=_BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        gap_ms = (now - self._last) * 1000
        self.longest_ms = max(self.longest_ms, gap_ms)
        if gap_ms > 50:
            self.long_gaps.append(round(gap_ms))
        self._last = now


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[DeskWindow]:
    make_application()
    before = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_SECONDS)  # as the app does when it runs
    made = make_window(Mode.LIGHT)
    made.resize(1366, 768)
    made.show()
    made.desk.adopt(Session.open(tmp_path / "archive", create=True))
    yield made
    made.importing.stop_at_once()
    made.close()
    made.deleteLater()
    sys.setswitchinterval(before)


def write_files(folder: Path, count: int) -> Path:
    for number in range(count):
        deep = folder / f"{number // 1000:03}"
        deep.mkdir(parents=True, exist_ok=True)
        start = number % len(_WORDS)
        body = "\n\n".join(f"{_WORDS[start:]} {_WORDS[:start]}" * 3 + f" {number}." for _ in range(8))
        text = f"Paper {number % 14}\n\nHeadline number {number}\n\n- Ann Lee Bo Marsh and\n\n{body}\n"
        (deep / f"paper_19{number % 90 + 10}-05-14_{number}.txt").write_text(text, encoding="utf-8")
    return folder


def longest_stall_ms(qtbot: QtBot, window: DeskWindow, folder: Path, expected: int, minutes: int) -> float:
    """Imports while a reader searches and reads what is in, and tells the longest stall in milliseconds."""
    qtbot.waitUntil(lambda: window.desk.jobs.is_idle, timeout=30_000)
    heartbeat = Heartbeat()
    listed: list[int] = []
    window.desk.listed.connect(lambda listing: listed.append(len(listing.numbers)))
    window.importing.more_is_in.connect(lambda: window.frame.list.step(1))
    with qtbot.waitSignal(window.importing.ended, timeout=minutes * 60_000) as ended:
        window.importing.begin([folder], {})
    qtbot.waitUntil(lambda: window.desk.jobs.is_idle and bool(listed) and listed[-1] == expected, timeout=60_000)
    assert ended.args is not None
    assert ended.args[0].added == expected
    assert window.desk.opened is not None, "what is in can be read while the rest is coming"
    print(f"\nlongest stall {heartbeat.longest_ms:.0f} ms; over 50 ms: {heartbeat.long_gaps}")
    return heartbeat.longest_ms


def test_the_window_can_be_used_while_hundreds_of_files_come_in(
    qtbot: QtBot, window: DeskWindow, tmp_path: Path
) -> None:
    # How fluid it is, the slow test says: here the machine may be busy with other things.
    assert longest_stall_ms(qtbot, window, write_files(tmp_path / "in", 400), 400, 2) > 0


@pytest.mark.slow
def test_the_window_never_stalls_for_a_tenth_of_a_second_while_20_000_files_come_in(
    qtbot: QtBot, window: DeskWindow, tmp_path: Path
) -> None:
    assert longest_stall_ms(qtbot, window, write_files(tmp_path / "in", 20_000), 20_000, 20) < 100
