"""Builds a large stretch of the index in two processes, each of which reads its own share of the archive."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Final

from newsreader.errors import NewsreaderError
from newsreader.search.index import BuiltPart
from newsreader.services.index_reading import ChangedArticles
from newsreader.services.parent_watch import end_with_parent
from newsreader.services.session import Session

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

PARTS: Final = 2
_NEIGHBOURS: Final = 256
"""Articles with neighbouring numbers that go to one process: they lie side by side in the archive."""

_PAGE: Final = 8_000
_LOOK_EVERY_SECONDS: Final = 0.1


class PartsCancelled(Exception):
    """The work was given up when told to; nothing of it counts."""


class PartDied(Exception):
    """One of the processes ended without an answer; nothing of the work counts."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one process is to do: the changes after `after` up to `upto`, and of those its part."""

    folder: Path
    after: int
    upto: int
    part: int


def can_share() -> bool:
    """Whether this process may start others, and the machine has cores for them."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        cores = os.cpu_count() or 1
    return cores >= PARTS and not multiprocessing.current_process().daemon


def build_parts(
    folder: Path, after: int, upto: int, tell: Callable[[int], None], is_cancelled: Callable[[], bool]
) -> tuple[list[BuiltPart], list[int]]:
    """Builds what has changed in an archive, in two processes.

    Args:
        folder: Of the archive.
        after: The last change that the index has.
        upto: The last change to take in.
        tell: Told now and then how many articles are read.
        is_cancelled: When it becomes true, the work is given up.

    Returns:
        The parts, and the numbers of articles that are no more.

    Raises:
        PartsCancelled: It was given up.
        PartDied: A process ended by itself.
        NewsreaderError: A process could not go on, and said why.
    """
    workers = [_start(Share(folder, after, upto, part)) for part in range(PARTS)]
    try:
        return _gather([ours for _, ours in workers], tell, is_cancelled)
    finally:
        for process, ours in workers:
            ours.close()
            process.kill()
            process.join()


def _start(share: Share) -> "tuple[SpawnProcess, Connection]":
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, share), name="newsreader-index-part", daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _gather(
    waiting: list[Connection], tell: Callable[[int], None], is_cancelled: Callable[[], bool]
) -> tuple[list[BuiltPart], list[int]]:
    parts: list[BuiltPart] = []
    gone: list[int] = []
    ready = dict.fromkeys(waiting, 0)
    while waiting:
        if is_cancelled():
            raise PartsCancelled
        ready_now = wait(waiting, _LOOK_EVERY_SECONDS)
        for connection in [each for each in waiting if each in ready_now]:
            try:
                message = connection.recv()
            except (EOFError, OSError) as error:
                raise PartDied from error
            if isinstance(message, NewsreaderError):
                raise message
            if isinstance(message, int):
                ready[connection] = message
                tell(sum(ready.values()))
            else:
                part, own_gone = message
                parts.append(part)
                gone += own_gone
                waiting.remove(connection)
    return parts, gone


def _serve(connection: Connection, share: Share) -> None:
    """The main function of each process."""
    end_with_parent()
    with suppress(OSError), connection:
        try:
            with Session.open(share.folder, read_only=True) as session:
                articles = ChangedArticles(session, _numbers(session, share), connection.send)
                part = session.index.build_part(articles.documents())
                connection.send((part, articles.gone))
        except NewsreaderError as error:
            connection.send(error)


def _numbers(session: Session, share: Share) -> Iterator[Sequence[int]]:
    """The numbers of a share. Which process has an article depends on its number alone.

    The archive may change meanwhile; then an article is missed by one process and not met by the other, and its
    new change stands behind `upto`.
    """
    after = share.after
    while changes := session.archive.outbox.since(after, _PAGE):
        after = changes[-1][0]
        yield [number for seq, number in changes if seq <= share.upto and number // _NEIGHBOURS % PARTS == share.part]
        if after >= share.upto:
            return
