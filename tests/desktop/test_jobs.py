"""Work off the GUI thread: results come home, latest wins, errors go where they belong."""

import threading
from functools import partial

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from newsreader.desktop.jobs import Jobs
from newsreader.errors import ArchiveBusy, Interrupted, NewsreaderError


def test_result_comes_home_to_the_gui_thread(qtbot: QtBot, jobs: Jobs) -> None:
    here = threading.get_ident()
    seen: list[tuple[int, int]] = []
    jobs.read(threading.get_ident, lambda there: seen.append((there, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != here
    assert seen[0][1] == here
    assert jobs.is_idle


def test_latest_wins_even_when_the_older_one_ends_last(qtbot: QtBot, jobs: Jobs) -> None:
    go_on = threading.Event()
    seen: list[str] = []
    jobs.read(lambda: go_on.wait(5) and "old", lambda answer: seen.append(str(answer)), key="find")
    jobs.read(lambda: "new", seen.append, key="find")
    qtbot.waitUntil(lambda: seen == ["new"])
    with qtbot.waitSignal(jobs.settled):
        go_on.set()
    assert seen == ["new"]


def test_a_read_that_has_not_begun_never_begins(qtbot: QtBot, jobs: Jobs) -> None:
    go_on = threading.Event()
    begun: list[str] = []
    for lane in ("one", "two"):
        jobs.read(lambda: go_on.wait(5), lambda _: None, key=lane)
    for text in ("h", "ha", "har"):
        jobs.read(partial(begun.append, text), lambda _: None, key="find")
    with qtbot.waitSignal(jobs.settled):
        go_on.set()
    assert begun == ["har"]


def test_reads_without_a_key_all_count(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[int] = []
    for number in range(5):
        jobs.read(partial(int, number), seen.append)
    qtbot.waitUntil(lambda: sorted(seen) == [0, 1, 2, 3, 4])


def test_writes_run_one_after_the_other_in_order(qtbot: QtBot, jobs: Jobs) -> None:
    done: list[int] = []
    running = threading.Lock()

    def write(number: int) -> int:
        assert running.acquire(blocking=False)
        QThread.msleep(5)
        running.release()
        return number

    for number in range(6):
        jobs.write(partial(write, number), done.append)
    qtbot.waitUntil(lambda: done == [0, 1, 2, 3, 4, 5])


def fail() -> None:
    raise ArchiveBusy("The archive is being changed by ada", "Wait until that has ended.")


def test_known_error_goes_to_the_banner(qtbot: QtBot, jobs: Jobs) -> None:
    with qtbot.waitSignal(jobs.failed) as told:
        jobs.read(fail, lambda _: pytest.fail("it has no result"))
    assert isinstance(told.args, list)
    assert isinstance(told.args[0], ArchiveBusy)


def test_known_error_goes_to_who_asked_for_it(qtbot: QtBot, jobs: Jobs) -> None:
    told: list[NewsreaderError] = []
    jobs.failed.connect(lambda _: pytest.fail("the banner must not show it"))
    jobs.write(fail, lambda _: None, told.append)
    qtbot.waitUntil(lambda: len(told) == 1)


def test_any_other_error_is_a_bug(qtbot: QtBot, jobs: Jobs) -> None:
    with qtbot.waitSignal(jobs.crashed) as told:
        jobs.read(lambda: 1 // 0, lambda _: None)
    assert isinstance(told.args, list)
    assert isinstance(told.args[0], ZeroDivisionError)


def test_dropped_answer_does_not_come(qtbot: QtBot, jobs: Jobs) -> None:
    go_on = threading.Event()
    jobs.read(lambda: go_on.wait(5), lambda _: pytest.fail("dropped"), key="article")
    jobs.drop("article")
    with qtbot.waitSignal(jobs.settled):
        go_on.set()


def test_close_lets_writes_finish() -> None:
    jobs = Jobs()
    done: list[int] = []

    def write(number: int) -> None:
        QThread.msleep(10)
        done.append(number)

    for number in range(3):
        jobs.write(partial(write, number), lambda _: None)
    jobs.close()
    assert done == [0, 1, 2]
    jobs.read(lambda: done.append(99), lambda _: None)
    assert done == [0, 1, 2]


def test_a_running_read_that_nobody_wants_any_more_is_interrupted(qtbot: QtBot, jobs: Jobs) -> None:
    told = threading.Event()
    stopped: list[int] = []
    seen: list[int] = []

    def ask_at_length() -> int:
        seen.append(threading.get_ident())
        if told.wait(5):
            raise Interrupted("The question to the archive was stopped", "Ask again.")
        return 0

    def interrupt(thread: int) -> None:
        stopped.append(thread)
        told.set()

    jobs.set_interrupt(interrupt)
    jobs.failed.connect(lambda _: pytest.fail("nobody wants to know"))
    jobs.read(ask_at_length, lambda _: pytest.fail("nobody wants it"), key="find")
    qtbot.waitUntil(lambda: bool(seen))
    answers: list[str] = []
    jobs.read(lambda: "new", answers.append, key="find")
    qtbot.waitUntil(lambda: answers == ["new"] and jobs.is_idle)
    assert stopped == seen
    jobs.drop("find")
    assert stopped == seen
