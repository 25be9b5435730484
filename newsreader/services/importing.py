"""Files and folders into the archive: walk, read in worker processes, write in short transactions, index on the way."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from newsreader.archive import pages
from newsreader.archive.archive import Archive
from newsreader.domain.importing import ImportFailure, ImportProgress, ImportReport, ImportRequest
from newsreader.errors import ArchiveMissing, DiskFull, UsageError
from newsreader.formats.reader import FORMATS
from newsreader.formats.walk import Found, Skipped, walk
from newsreader.services.file_count import FileCount
from newsreader.services.import_control import ImportControl
from newsreader.services.import_index import ImportIndex
from newsreader.services.import_listing import FileListing
from newsreader.services.import_pool import ImportPool, cores
from newsreader.services.import_tally import ImportTally
from newsreader.services.import_worker import Chunk, FileOutcome, FileTask
from newsreader.services.import_writer import ArchiveWriter, DryWriter, ImportWriter, Written, reader_name
from newsreader.services.learning import knowledge_of
from newsreader.services.profiles import checked_settings
from newsreader.services.re_extracting import read_owed
from newsreader.services.scratch import scratch_folder
from newsreader.services.session import Session
from newsreader.services.stated_fields import stated_fields
from newsreader.services.word_counting import WordCounting

__all__ = ["ImportControl", "import_paths", "session_for_dry_run"]

_CHUNK_BYTES = 512 * 1024
_CHUNK_FILES = 64
_BATCH_ARTICLES = 200
_BATCH_SECONDS = 0.25


def import_paths(
    session: Session,
    request: ImportRequest,
    on_progress: Callable[[ImportProgress], None] | None = None,
    control: ImportControl | None = None,
) -> ImportReport:
    """Imports files and folders.

    Each batch of articles is one transaction, so whatever stops the import, what is in is whole, and the same import
    run again goes on. No single file can end it: what cannot be read is in the report, with why.

    Args:
        session: The archive.
        request: What to import and how.
        on_progress: Called in this thread, at most ten times a second; a dry run tells it of every file.
        control: Pauses and cancels from another thread.

    Raises:
        UsageError: An unknown format, or a stated value that makes no sense.
        ArchiveBusy: Another import has the archive; the message says who.
        ArchiveReadOnly: The archive can only be read.
        DiskFull: No room left; the message says how many articles are in and safe.
    """
    control = control or ImportControl()
    if request.format and request.format not in FORMATS:
        raise UsageError(f"There is no format called {request.format}", f"Formats: {', '.join(FORMATS)}.")
    if request.dry_run:
        return _Import(session, request, DryWriter(session.archive, request.format), None, on_progress, control).run()
    with session.archive.import_lock("import"), closing(ImportIndex(session)) as index:
        writer = ArchiveWriter(session, copies=request.copy_pages, format_name=request.format)
        return _Import(session, request, writer, index, on_progress, control).run()


@contextmanager
def session_for_dry_run(folder: Path | None) -> Iterator[Session]:
    """The archive for reading; where there is none yet, an empty one that is gone afterwards."""
    with ExitStack() as stack:
        try:
            session = Session.open(folder, read_only=True)
        except ArchiveMissing:
            scratch = stack.enter_context(TemporaryDirectory(prefix="newsreader-"))
            session = Session(Archive.create(Path(scratch) / "archive"))
        yield stack.enter_context(session)


class _Import:
    """One run of an import: what it has to do, and how far it is."""

    def __init__(
        self,
        session: Session,
        request: ImportRequest,
        writer: ImportWriter,
        index: ImportIndex | None,
        on_progress: Callable[[ImportProgress], None] | None,
        control: ImportControl,
    ) -> None:
        self._session = session
        self._request = request
        self._stated = stated_fields(request.hints)
        self._profile = checked_settings(request.profile) if request.profile else None
        self._writer = writer
        self._index = index
        self._on_progress = on_progress
        self._control = control
        is_copying = request.copy_pages and not request.dry_run
        self._copies = str(session.archive.folder / pages.FOLDER) if is_copying else ""
        self._full = ""
        self._scratch = ""
        self._listing = FileListing() if request.dry_run and on_progress is not None else None
        self._tally = ImportTally(listing=self._listing)
        self._words = WordCounting(session.archive) if index is not None else None
        self._batch: list[FileOutcome] = []
        self._batch_articles = 0
        self._batch_began = time.monotonic()

    def run(self) -> ImportReport:
        paths = [Path(path) for path in self._request.paths]
        if self._words is not None:
            self._words.catch_up()
        with closing(FileCount(paths)) as count, scratch_folder() as self._scratch:
            chunks = self._chunks(walk(paths), count)
            first = list(islice(chunks, 2))
            with closing(ImportPool(self._jobs(first), knowledge_of(self._session))) as pool:
                self._read_all(pool, chain(first, chunks))
        if self._index is not None:
            self._tally.updated = read_owed(self._session, self._index, self._control)
            self._tally.completed = self._writer.completed
        if self._words is not None:
            self._words.finish()
        interrupted = self._control.is_cancelled
        if not interrupted:
            interrupted = not self._finish_index()
        report = self._tally.report(interrupted=interrupted)
        self._tell("done")
        return report

    def _jobs(self, first: list[Chunk]) -> int:
        """One process for a few small files: starting more would take longer than reading them."""
        if len(first) < 2 and sum(task.size for chunk in first for task in chunk.files) <= _CHUNK_BYTES:
            return 1
        return self._request.jobs or cores()

    def _read_all(self, pool: ImportPool, chunks: Iterable[Chunk]) -> None:
        try:
            self._read(pool, chunks)
        except DiskFull as error:
            what = self._full or f"The disk of {self._session.archive.folder} is full"
            raise DiskFull(
                f"{what}; the {self._tally.added:,} articles added so far are safe",
                "Free some space and import the same files again: it goes on where it stopped.",
            ) from error

    def _read(self, pool: ImportPool, chunks: Iterable[Chunk]) -> None:
        is_cancelled = lambda: self._control.is_cancelled  # noqa: E731  two words of plumbing
        for outcomes in pool.outcomes(chunks, is_cancelled, lambda: self._control.is_paused):
            for outcome in outcomes:
                self._take(outcome)
            if self._batch and time.monotonic() - self._batch_began >= _BATCH_SECONDS:
                self._write_batch()
            if self._control.is_paused and not outcomes:
                time.sleep(0.05)
            self._tell("reading", _shown(outcomes[-1]) if outcomes else "")
        self._write_batch()

    def _take(self, outcome: FileOutcome) -> None:
        if outcome.full:
            self._write_batch()
            self._full = outcome.full
            raise DiskFull(outcome.full)
        if outcome.failure is not None:
            # The failure counts the file as done; what came of it before stays.
            if self._listing is not None:
                self._write_batch()
            self._tally.fail(outcome.failure)
            return
        if not self._batch:
            self._batch_began = time.monotonic()
        for problem in outcome.problems:
            self._tally.miss(problem)
            if outcome.is_member and self._listing is not None and not outcome.ready:
                self._listing.failed(problem)
        self._tally.duplicates += outcome.known
        for skip in outcome.skips:
            self._tally.pass_over(skip)
        self._batch.append(outcome)
        self._batch_articles += len(outcome.ready)
        if self._batch_articles >= _BATCH_ARTICLES:
            self._write_batch()

    def _write_batch(self) -> None:
        """Writes what is ready in one transaction, then counts it: a report never claims more than is safe."""
        if not self._batch:
            return
        written = self._writer.write(self._batch)
        for one in written:
            self._count(one)
        if self._listing is not None:
            self._listing.read(self._batch, written)
        if self._words is not None:
            self._words.count(self._batch, written)
        self._tally.done += sum(outcome.is_last for outcome in self._batch)
        self._batch.clear()
        self._batch_articles = 0
        if self._index is not None:
            self._index.nudge(sum(one.is_new for one in written))

    def _count(self, one: Written) -> None:
        if one.is_rest:
            return
        if one.is_new:
            self._tally.add(one.id)
        else:
            self._tally.duplicate(one.path, one.id if one.is_elsewhere else "")
            self._tally.duplicates += one.count - 1

    def _chunks(self, walked: Iterator[Found | Skipped], count: FileCount) -> Iterator[Chunk]:
        """Groups the files of the walk by size; things left out are counted on the way."""
        files: list[FileTask] = []
        size = 0
        for thing in walked:
            self._tally.found += 1
            self._tally.expected = count.total
            if isinstance(thing, Skipped):
                self._leave_out(thing)
                continue
            files.append(FileTask(thing.path, thing.size))
            size += thing.size + thing.weight
            if size >= _CHUNK_BYTES or len(files) >= _CHUNK_FILES:
                yield from self._new_ones(files)
                files, size = [], 0
        yield from self._new_ones(files)
        self._tally.is_all_found = True

    def _new_ones(self, files: list[FileTask]) -> Iterator[Chunk]:
        """A chunk of those files that are not in the archive yet, if any."""
        there = self._writer.sift(task.path for task in files)
        for one in there.values():
            self._tally.done += 1
            self._count(one)
            if self._listing is not None:
                self._listing.there(one)
        new = tuple(task for task in files if task.path not in there)
        if new:
            new = tuple(replace(task, known=self._writer.seen_at(task)) for task in new)
            chunk = Chunk(new, self._request.format, self._stated, self._copies, self._scratch, profile=self._profile)
            yield replace(chunk, reader="" if self._request.dry_run else reader_name(self._request.format))

    def _leave_out(self, thing: Skipped) -> None:
        entry = ImportFailure(str(thing.path), thing.reason, thing.remedy)
        if thing.failure:
            self._tally.fail(entry)
        else:
            self._tally.skip(entry)

    def _finish_index(self) -> bool:
        """Brings the index up to date; returns whether it got to the end."""
        if self._index is None:
            return True
        return self._index.finish(lambda: self._tell("indexing"), lambda: self._control.is_cancelled)

    def _tell(self, phase: str, current: str = "") -> None:
        self._tally.tell(self._on_progress, phase, current=current)


def _shown(outcome: FileOutcome) -> str:
    """What is read at the moment, and how much of a container that is."""
    return outcome.path.name if outcome.is_last else f"{outcome.path.name} ({outcome.share:.0%})"
