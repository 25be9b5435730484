"""The process that keeps the index."""

import time
from collections.abc import Callable, Iterator

import pytest

from newsreader.domain.article import PreparedArticle
from newsreader.services.index_process import IndexDone, IndexProcess, IndexProgress, News
from newsreader.services.process_crash import ProcessCrash
from newsreader.services.session import Session


@pytest.fixture
def process() -> Iterator[IndexProcess]:
    made = IndexProcess()
    yield made
    made.stop()


def answer(process: IndexProcess, seconds: float = 30.0) -> News:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for news in process.poll():
            if not isinstance(news, IndexProgress):
                return news
        time.sleep(0.02)
    raise AssertionError("no answer")


def test_it_indexes_on_request_and_once_more_when_asked_meanwhile(
    session: Session,
    process: IndexProcess,
    add_to: Callable[..., list[str]],
    article: Callable[..., PreparedArticle],
) -> None:
    add_to(article("Truce at the harbour"))
    process.start(session.archive.folder)
    process.request()
    process.request()
    assert process.is_busy is True
    assert answer(process) == IndexDone(1, 1)
    assert answer(process) == IndexDone(0, 1)
    assert process.poll() == []
    assert session.index.article_count == 1
    add_to(article("Another one"))
    process.request()
    assert answer(process) == IndexDone(1, 2)


def test_when_it_dies_that_is_told_and_the_next_request_starts_it_again(
    session: Session, process: IndexProcess, add_to: Callable[..., list[str]], article: Callable[..., PreparedArticle]
) -> None:
    add_to(article("Truce at the harbour"))
    process.start(session.archive.folder)
    assert process._process is not None
    process._process.kill()
    process.request()
    crash = answer(process)
    assert isinstance(crash, ProcessCrash)
    assert "ended unexpectedly" in crash.message
    assert process.poll() == []
    process.request()
    assert answer(process) == IndexDone(1, 1)


def test_an_archive_that_is_gone_is_told(process: IndexProcess, session: Session) -> None:
    process.start(session.archive.folder / "nowhere")
    process.request()
    crash = answer(process)
    assert isinstance(crash, ProcessCrash)
    assert crash.remedy
    assert crash.traceback == ""


def test_it_cannot_be_asked_before_it_is_started(process: IndexProcess) -> None:
    with pytest.raises(RuntimeError):
        process.request()
    assert process.poll() == []
