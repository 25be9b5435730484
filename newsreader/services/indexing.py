"""Keeps the search index true: drains the archive's outbox, and builds the index anew when it is damaged."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, TypeAlias

from newsreader import paths
from newsreader.archive.archive import Archive
from newsreader.domain.article import Article
from newsreader.errors import ArchiveDamaged, ArticleMissing
from newsreader.search.index import IndexBusy, IndexDocument, SearchIndex
from newsreader.search.whoosh_engine import WhooshIndex
from newsreader.services.index_documents import document_of
from newsreader.services.session import Session

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many articles are done and how many there are."""

_FIRST_BATCH: Final = 500
_LARGEST_BATCH: Final = 8_000
_READ_AT_ONCE: Final = 100


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
    done = 0
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
    numbers = [number for _, number in changes]
    doubtful = session.archive.articles.doubted(numbers)
    gone = [number for number in numbers if number not in doubtful]
    living = [number for number in numbers if number in doubtful]
    session.index.apply(_documents(session, living, doubtful, tell), gone, changes[-1][0])


def _documents(
    session: Session, numbers: Sequence[int], doubtful: dict[int, bool], tell: Callable[[int], None]
) -> Iterator[IndexDocument]:
    for start in range(0, len(numbers), _READ_AT_ONCE):
        batch = numbers[start : start + _READ_AT_ONCE]
        found = {article.number: article for article in _read(session, batch)}
        for number in batch:
            if number in found:
                yield document_of(found[number], is_doubtful=doubtful[number])
            else:
                # It cannot be read; its place is kept so that the index still agrees with the archive.
                yield IndexDocument(number)
        tell(min(len(numbers), start + _READ_AT_ONCE))


def _read(session: Session, numbers: Sequence[int]) -> list[Article]:
    try:
        return session.archive.articles.many(numbers)
    except ArchiveDamaged:
        # One damaged article must not keep the others out; `newsreader verify` names it.
        found: list[Article] = []
        for number in numbers:
            try:
                found.append(session.archive.articles.get(number))
            except (ArchiveDamaged, ArticleMissing):
                continue
        return found
