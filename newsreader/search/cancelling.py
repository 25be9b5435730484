"""Gives up a search that nobody waits for any more.

A search looks at its token between its steps, none of which takes long. The token belongs to the thread that searches,
so what lies deep in the evaluation asks `check()` and need not be told of it.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from newsreader.errors import Interrupted


class SearchCancelled(Interrupted):
    """The search was given up; nothing is left of it."""


class CancelToken:
    """Says that a search is to be given up; may be set from any thread."""

    def __init__(self) -> None:
        self._is_cancelled = False

    @property
    def is_cancelled(self) -> bool:
        """Whether the search is to be given up."""
        return self._is_cancelled

    def cancel(self) -> None:
        """Gives the search up."""
        self._is_cancelled = True


_local = threading.local()
_tokens: dict[int, CancelToken] = {}
"""The token of each thread that is searching now."""


@contextmanager
def cancellable(token: CancelToken | None = None) -> Iterator[None]:
    """What is done within can be given up through the token, or through `cancel_thread`.

    Args:
        token: None for the token of what is around it, or else a new one.
    """
    outer: CancelToken | None = getattr(_local, "token", None)
    own = token or outer or CancelToken()
    thread = threading.get_ident()
    _local.token = _tokens[thread] = own
    try:
        check()
        yield
    finally:
        _local.token = outer
        if outer is None:
            _tokens.pop(thread, None)
        else:
            _tokens[thread] = outer


def check() -> None:
    """Looks whether to go on.

    Raises:
        SearchCancelled: The search of this thread is to be given up.
    """
    token: CancelToken | None = getattr(_local, "token", None)
    if token is not None and token.is_cancelled:
        raise SearchCancelled("The search was given up")


def cancel_thread(thread: int) -> None:
    """Gives up what a thread is searching, if it is."""
    token = _tokens.get(thread)
    if token is not None:
        token.cancel()
