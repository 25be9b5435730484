"""Keeps the search index up while an import runs, from a process of its own, so that both cores are used."""

import multiprocessing
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader.errors import NewsreaderError, SearchIndexError
from newsreader.services import indexing
from newsreader.services.parent_watch import end_with_parent
from newsreader.services.session import Session

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

_FEW_ARTICLES = 300
"""So many are indexed here: starting a process would take longer."""

_EVERY_ARTICLES = 1_000
_EVERY_SECONDS = 2.0


class ImportIndex:
    """Has the index follow the archive: now and then during an import, and to the end at its end."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._is_busy = False
        self._new = 0
        self._last = time.monotonic()

    def nudge(self, new: int) -> None:
        """Counts new articles, and has them indexed when there are enough of them or long enough waiting."""
        self._new += new
        if self._is_busy and self._connection is not None and self._connection.poll():
            self._receive()
        waited = time.monotonic() - self._last
        if (
            not self._is_busy
            and self._new > _FEW_ARTICLES
            and (self._new >= _EVERY_ARTICLES or waited >= _EVERY_SECONDS)
        ):
            self._request()

    def finish(self, tell: Callable[[], None], is_cancelled: Callable[[], bool]) -> bool:
        """Indexes all that is left.

        Args:
            tell: Called again and again meanwhile.
            is_cancelled: When it becomes true, the rest is left for the next time.

        Returns:
            Whether the index is up to date.

        Raises:
            NewsreaderError: The index cannot be written; the articles are in the archive all the same.
        """
        if self._process is None and self._new <= _FEW_ARTICLES:
            tell()
            indexing.update(self._session)
            return True
        requests = 2 if self._is_busy else 1  # the one under way may have begun before the last articles
        for _ in range(requests):
            if not self._is_busy:
                self._request()
            while self._connection is not None and not self._connection.poll(0.05):
                tell()
                if is_cancelled():
                    return False
            self._receive()
        return True

    def close(self) -> None:
        """Ends the process; what it has not committed is indexed the next time."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._connection is not None:
            self._connection.close()

    def _request(self) -> None:
        if self._connection is None:
            self._start()
        assert self._connection is not None  # noqa: S101  Just started.
        # A process that has died is noticed when its answer is waited for.
        with suppress(OSError):
            self._connection.send(True)
        self._is_busy = True
        self._new = 0
        self._last = time.monotonic()

    def _receive(self) -> None:
        assert self._connection is not None  # noqa: S101  Only called when there is something to receive.
        try:
            answer = self._connection.recv()
        except (EOFError, OSError) as error:
            raise SearchIndexError(
                "The articles are in, but the process that indexes them has ended",
                "Run: newsreader index rebuild.",
            ) from error
        self._is_busy = False
        if isinstance(answer, NewsreaderError):
            raise answer

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        folder = self._session.archive.folder
        self._process = context.Process(target=_serve, args=(theirs, folder), name="newsreader-index", daemon=True)
        self._process.start()
        theirs.close()


def _serve(connection: Connection, folder: Path) -> None:
    """The main function of the process: brings the index up to date whenever told to."""
    end_with_parent()
    with suppress(EOFError, OSError), Session.open(folder, read_only=True) as session:
        while connection.recv():
            try:
                indexing.update(session)
                connection.send(None)
            except NewsreaderError as error:
                connection.send(error)
