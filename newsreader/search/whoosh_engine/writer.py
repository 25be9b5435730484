"""Takes changes into the index: one writer at a time, each change seen as a whole or not at all."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
from whoosh.filedb.filestore import FileStorage

from newsreader.search.index import IndexBusy, IndexDocument
from newsreader.search.whoosh_engine.builder import SegmentBuilder
from newsreader.search.whoosh_engine.container import Array, ContainerDamaged
from newsreader.search.whoosh_engine.merging import merge
from newsreader.search.whoosh_engine.segment import ArraySegment, SegmentFile
from newsreader.search.whoosh_engine.tiers import Size, choose
from newsreader.search.whoosh_engine.toc import (
    INDEX_NAME,
    Contents,
    latest_number,
    read_contents,
    remove_leftovers,
    sync_folder,
    write_contents,
)

MOST_DOCUMENTS: Final = 25_000
MOST_WORDS: Final = 6_000_000
"""A batch becomes a segment when it has so many articles or words; this bounds the memory of a build."""

PENDING: Final = ".pending"
"""Ends the name of a segment's file as long as no table of contents names it."""

# whoosh's constructors have no types.
_new_storage: Any = FileStorage


@contextmanager
def writing(folder: Path, seconds: float = 0.0) -> Iterator[None]:
    """Keeps every other writer out, in whichever process; whoosh's own writers as well.

    Args:
        folder: Of the index.
        seconds: How long to wait for another one.

    Raises:
        IndexBusy: Another one is writing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    storage = _new_storage(str(folder))
    lock = storage.lock(f"{INDEX_NAME}_WRITELOCK")
    deadline = time.monotonic() + seconds
    while not lock.acquire():
        if time.monotonic() >= deadline:
            raise IndexBusy(
                "Another newsreader is updating the search index", "Wait until it is done; searching goes on meanwhile"
            )
        time.sleep(0.02)
    try:
        remove_pending(folder)
        yield
    finally:
        lock.release()


def create(folder: Path, archive: str) -> None:
    """Throws away what is in the folder and begins an empty index; the writer's lock must be held."""
    contents = Contents(max(latest_number(folder), 0) + 1, 0, archive, ())
    write_contents(folder, contents)
    remove_leftovers(folder, contents)


def apply(
    folder: Path,
    archive: str,
    changed: Iterable[IndexDocument],
    gone: Iterable[int],
    generation: int,
    *,
    joins: bool = True,
) -> Contents:
    """Takes in changed and vanished articles, in one step; the writer's lock must be held.

    A change that is in already is not taken in again.

    Args:
        folder: Of the index.
        archive: Id of the archive that it must be an index of.
        changed: Articles that are new or have changed.
        gone: Row numbers of articles that are there no more.
        generation: Last change of the archive that this takes in.
        joins: Whether to join segments afterwards.

    Raises:
        ContainerDamaged: The index is damaged, or belongs to another archive.
        OSError: The disk is full or cannot be written.
    """
    try:
        contents = take_in(folder, archive, build(folder, changed), gone, generation)
    finally:
        remove_pending(folder)
    return join(folder, contents) if joins else contents


def build(folder: Path, documents: Iterable[IndexDocument], *, joins: bool = False) -> list[ArraySegment]:
    """Writes articles as segments that count for nothing yet; several processes may do so side by side.

    Args:
        folder: Of the index.
        documents: The articles.
        joins: Whether to join the segments to one where there are several: the work of each process, not of the one
            that takes them in.

    Raises:
        OSError: The disk is full or cannot be written.
    """
    found: list[ArraySegment] = []
    for builder, numbers in _batches(documents):
        # The latest of several versions of an article counts, so the earlier ones are taken out of what is there.
        for earlier in found:
            _delete(folder / _pending(earlier), earlier, numbers)
        segment = ArraySegment(INDEX_NAME)
        builder.write(folder / _pending(segment), segment)
        found.append(segment)
    if not joins or len(found) < 2:
        return found
    joined = ArraySegment(INDEX_NAME)
    merge([(folder / _pending(each), each) for each in found], folder / _pending(joined), joined)
    for each in found:
        (folder / _pending(each)).unlink()
    return [joined]


def take_in(
    folder: Path, archive: str, built: Sequence[ArraySegment], gone: Iterable[int], generation: int
) -> Contents:
    """Makes segments that were built part of the index, in one step; the writer's lock must be held.

    Raises:
        ContainerDamaged: The index is damaged, or belongs to another archive.
        OSError: The disk is full or cannot be written.
    """
    before = read_contents(folder)
    if before.archive != archive:
        raise ContainerDamaged("The index belongs to another archive", "The search index is built again")
    if before.generation >= generation > 0:
        return before
    segments = [_copy(segment) for segment in before.segments]
    left = list(gone)
    for segment in built:
        numbers = _numbers(folder / _pending(segment), segment)
        for earlier in segments:
            _delete(folder / earlier.file_name(), earlier, numbers)
        _delete(folder / _pending(segment), segment, left)
    for earlier in segments:
        _delete(folder / earlier.file_name(), earlier, left)
    for segment in built:
        (folder / _pending(segment)).replace(folder / segment.file_name())
    return commit(folder, before, [*segments, *built], generation)


def _pending(segment: ArraySegment) -> str:
    """The name of a segment's file as long as it does not count."""
    return segment.file_name() + PENDING


def remove_pending(folder: Path) -> None:
    """Removes segments that were built and never taken in; the writer's lock must be held."""
    for path in folder.glob(f"*{PENDING}"):
        path.unlink(missing_ok=True)


def commit(folder: Path, before: Contents, segments: Iterable[ArraySegment], generation: int) -> Contents:
    """Makes segments the state of the index; those without a living document are dropped."""
    kept = tuple(segment for segment in segments if segment.doc_count())
    contents = Contents(before.number + 1, generation, before.archive, kept)
    write_contents(folder, contents)
    remove_leftovers(folder, contents)
    return contents


def join(folder: Path, contents: Contents) -> Contents:
    """Joins segments for as long as any should be; the writer's lock must be held."""
    while chosen := choose([Size(each.doc_count(), each.doc_count_all()) for each in contents.segments]):
        contents = join_these(folder, contents, chosen)
    return contents


def join_these(folder: Path, contents: Contents, chosen: Iterable[int]) -> Contents:
    """Joins some segments into one; the writer's lock must be held."""
    places = set(chosen)
    target = ArraySegment(INDEX_NAME)
    sources = [segment for place, segment in enumerate(contents.segments) if place in places]
    merge([(folder / each.file_name(), each) for each in sources], folder / target.file_name(), target)
    sync_folder(folder)
    kept = [segment for place, segment in enumerate(contents.segments) if place not in places]
    return commit(folder, contents, [target, *kept], contents.generation)


def _copy(segment: ArraySegment) -> ArraySegment:
    """The same segment with a deletion list of its own, so that a failed change leaves no trace."""
    other = ArraySegment(segment.indexname)
    other.__dict__.update(segment.__dict__)
    return other


def _batches(changed: Iterable[IndexDocument]) -> Iterator[tuple[SegmentBuilder, list[int]]]:
    builder, numbers = SegmentBuilder(), set[int]()
    for document in changed:
        is_full = builder.documents >= MOST_DOCUMENTS or builder.size >= MOST_WORDS
        # The same article again goes into the next batch, which takes the earlier one out.
        if builder.documents and (is_full or document.number in numbers):
            yield builder, sorted(numbers)
            builder, numbers = builder.restart(), set()
        builder.add(document)
        numbers.add(document.number)
    if builder.documents:
        yield builder, sorted(numbers)


def _numbers(path: Path, segment: ArraySegment) -> Array:
    """The row numbers of the articles of a segment."""
    file = SegmentFile(path, segment.doc_count_all())
    column = file.column("number")
    found = np.empty(0, dtype=np.int64) if column is None else column.astype(np.int64)
    del column
    file.close()
    return found


def _delete(path: Path, segment: ArraySegment, numbers: Array | Sequence[int]) -> None:
    """Marks the articles with some row numbers as deleted."""
    if len(numbers):
        places = np.flatnonzero(np.isin(_numbers(path, segment), np.asarray(numbers, dtype=np.int64)))
        if len(places):
            segment.delete_documents(places.tolist())
