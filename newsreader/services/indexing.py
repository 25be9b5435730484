"""Keeps the search index true: drains the archive's outbox, and builds the index anew when it is damaged."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, TypeAlias

from newsreader import paths
from newsreader.archive.archive import Archive
from newsreader.search.index import IndexBusy, SearchIndex
from newsreader.search.whoosh_engine import WhooshIndex
from newsreader.services.index_parts import PartDied, PartsCancelled, build_parts, can_share
from newsreader.services.index_reading import ChangedArticles
from newsreader.services.session import Session

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many articles are done and how many there are."""

_FIRST_BATCH: Final = 500
_LARGEST_BATCH: Final = 8_000

SHARED_FROM: Final = 5_000
"""Changes from which on it pays to start processes."""

MOST_SHARED: Final = 400_000
"""Changes that processes take in before it counts: what is lost when all is killed, and what makes one segment each."""


class Control(Protocol):
    """Anything that can say that the work is to stop."""

    @property
    def is_cancelled(self) -> bool:
        """Whether to stop as soon as what is ready is safe."""
        ...


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """How the index stands.

    Attributes:
        generation: Last change of the archive in the index.
        archive_generation: Last change of the archive.
        articles: Articles in the index.
        bytes: Size on disk.
        path: Its folder.
        state: `up to date`, `behind`, or why it has to be built again.
    """

    generation: int
    archive_generation: int
    articles: int
    bytes: int
    path: Path
    state: str


def open_index(archive: Archive) -> SearchIndex:
    """The search index of an archive; nothing is read or written yet."""
    return WhooshIndex(paths.index_dir(archive.uuid), archive.uuid)


def update(session: Session, progress: Progress | None = None, control: Control | None = None) -> int:
    """Brings the index up to date with the archive; a damaged or missing index is built anew.

    Args:
        session: The open archive.
        progress: Told how far it is.
        control: Looked at between batches; what is left is taken in the next time.

    Returns:
        Articles looked at. When another process is at it, that one is left to it.

    Raises:
        SearchIndexError: The index cannot be written.
    """
    try:
        done = _drain(session, progress, control)
        if not _is_cancelled(control) and _disagrees(session):
            session.index.clear()
            done += _drain(session, progress, control)
    except IndexBusy:
        return 0
    return done


def rebuild(session: Session, progress: Progress | None = None, control: Control | None = None) -> int:
    """Builds the index anew from the archive.

    Raises:
        SearchIndexError: The index cannot be written, or another process is writing it.
    """
    session.index.clear()
    return _drain(session, progress, control)


def status(session: Session) -> IndexStatus:
    """How the index stands."""
    index, head = session.index, session.archive.outbox.head()
    problem = index.problem()
    generation = index.generation
    state = problem or ("" if is_of_this_copy(session) else "It was made from another copy of this archive")
    state = state or ("up to date" if generation == head else "behind")
    return IndexStatus(
        generation, head, index.article_count, index.byte_count, paths.index_dir(session.archive.uuid), state
    )


def is_of_this_copy(session: Session) -> bool:
    """Whether the index was made from this archive, not from a copy of it that has gone its own way since.

    Copies of an archive bear the same UUID, so on one machine they share an index; the last to write it has it.
    """
    try:
        stretch = _stretch_file(session.archive).read_text(encoding="utf-8")
    except (OSError, ValueError):
        stretch = ""
    return session.archive.outbox.holds(session.index.generation, stretch)


def _note_stretch(archive: Archive, seq: int) -> None:
    """Keeps beside the index which stretch of changes its last one belongs to; without it, it is built again."""
    file, stretch = _stretch_file(archive), archive.outbox.token(seq)
    with suppress(OSError):
        if not file.is_file() or file.read_text(encoding="utf-8", errors="replace") != stretch:
            fresh = file.with_name(f".{file.name}-{os.getpid()}")
            fresh.write_text(stretch, encoding="utf-8")
            fresh.replace(file)


def _stretch_file(archive: Archive) -> Path:
    folder = paths.index_dir(archive.uuid)
    return folder.with_name(f"{folder.name}.stretch")


def _disagrees(session: Session) -> bool:
    """Whether the index holds other articles than the archive although it has seen every change.

    So it is when the archive was replaced by another state of itself: a backup, or a copy that went its own way.
    """
    index, archive = session.index, session.archive
    head = archive.outbox.head()
    if index.generation > head:
        return True
    return (
        index.generation == head and index.article_count != archive.articles.count() and archive.outbox.head() == head
    )


def _drain(session: Session, progress: Progress | None, control: Control | None) -> int:
    index, archive = session.index, session.archive
    if index.problem():
        if archive.outbox.head() == 0 and index.generation == 0 and not paths.index_dir(archive.uuid).exists():
            return 0
        index.clear()
    if not is_of_this_copy(session):
        index.clear()
    waiting = archive.outbox.waiting(index.generation)
    done = _drain_shared(session, waiting, progress, control) if waiting >= SHARED_FROM and can_share() else 0
    size = _FIRST_BATCH
    while not _is_cancelled(control):
        changes = archive.outbox.since(index.generation, size)
        if not changes:
            break
        _apply(session, changes, _Ahead(progress, done, waiting))
        _note_stretch(archive, changes[-1][0])
        done += len(changes)
        _tell(progress, done, waiting)
        size = min(_LARGEST_BATCH, size * 4)
    return done


def _drain_shared(session: Session, waiting: int, progress: Progress | None, control: Control | None) -> int:
    """Takes in as much as is worth starting processes for; 0 when they do not get on, and all is left to this one."""
    outbox = session.archive.outbox
    done = 0
    while waiting - done >= SHARED_FROM and not _is_cancelled(control):
        upto = outbox.reached_with(session.index.generation, MOST_SHARED)
        try:
            _share_out(session, upto, _Ahead(progress, done, waiting), control)
        except (PartsCancelled, PartDied):
            break
        _note_stretch(session.archive, upto)
        done = waiting - outbox.waiting(upto)
        _tell(progress, done, waiting)
    return max(done, 0)


class _Ahead:
    """Tells the progress within one batch."""

    def __init__(self, progress: Progress | None, before: int, total: int) -> None:
        self._progress = progress
        self._before = before
        self._total = total

    def __call__(self, ready: int) -> None:
        _tell(self._progress, self._before + ready, self._total)


def _is_cancelled(control: Control | None) -> bool:
    return control is not None and control.is_cancelled


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, max(done, total))


def _apply(session: Session, changes: Sequence[tuple[int, int]], tell: Callable[[int], None]) -> None:
    articles = ChangedArticles(session, [[number for _, number in changes]], tell)
    documents = articles.documents()
    # The list of those that are gone is complete when all documents have been read, which the index does first.
    session.index.apply(documents, articles.gone, changes[-1][0])


def _share_out(session: Session, upto: int, tell: Callable[[int], None], control: Control | None) -> None:
    """Takes in a long stretch of changes with the help of other processes."""
    index, folder = session.index, session.archive.folder
    after = index.generation
    index.take_in(lambda: build_parts(folder, after, upto, tell, lambda: _is_cancelled(control)), upto)
