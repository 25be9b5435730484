import threading
import time

import pytest

from newsreader.errors import Interrupted
from newsreader.search.cancelling import CancelToken, SearchCancelled, cancel_thread, cancellable, check


def test_nothing_is_given_up_where_nothing_searches() -> None:
    check()
    cancel_thread(threading.get_ident())
    check()


def test_a_token_gives_up_what_is_within() -> None:
    token = CancelToken()
    with cancellable(token):
        check()
        token.cancel()
        with pytest.raises(SearchCancelled):
            check()
        with pytest.raises(SearchCancelled), cancellable():
            raise AssertionError("what is within has the same token")
    check()
    with pytest.raises(Interrupted), cancellable(token):
        raise AssertionError("it was given up before it began")


def go_on(begun: threading.Event) -> None:
    with cancellable():
        begun.set()
        for _ in range(10_000):
            check()
            time.sleep(0.001)


def test_another_thread_can_give_it_up() -> None:
    begun, ended = threading.Event(), threading.Event()

    def search() -> None:
        with pytest.raises(SearchCancelled):
            go_on(begun)
        ended.set()

    thread = threading.Thread(target=search)
    thread.start()
    assert thread.ident is not None
    assert begun.wait(10)
    cancel_thread(thread.ident)
    assert ended.wait(10)
    thread.join()
