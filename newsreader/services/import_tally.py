"""What an import has done so far: counts, lists for the report, and the figures of the progress bar."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from newsreader.domain.importing import CompletedIssue, ImportFailure, ImportProgress, ImportReport
from newsreader.services.import_listing import FileListing

LISTED = 10_000
"""How many skipped things, duplicates and new ids a report lists; it counts all of them.

Failures are listed without limit: each needs someone to look at it. The others would fill the memory when a folder
of a million files is imported again.
"""

_RATE_SECONDS = 5.0
_TELL_EVERY_SECONDS = 0.1


@dataclass(slots=True)
class ImportTally:
    """Counts the outcomes of one import.

    Attributes:
        expected: How many files a quick look found, None while it is still looking.
        found: Files and skipped things the walk has come to.
        is_all_found: The walk has ended.
        done: Files and skipped things dealt with.
        listing: What would become of each file, for a dry run that tells somebody.
    """

    expected: int | None = None
    found: int = 0
    is_all_found: bool = False
    done: int = 0
    added: int = 0
    duplicates: int = 0
    skipped: int = 0
    failures: list[ImportFailure] = field(default_factory=list)
    skips: list[ImportFailure] = field(default_factory=list)
    duplicate_paths: list[tuple[str, str]] = field(default_factory=list)
    added_ids: list[str] = field(default_factory=list)
    completed: Sequence[CompletedIssue] = ()
    updated: int = 0
    started: float = field(default_factory=time.monotonic)
    _samples: deque[tuple[float, int, int]] = field(default_factory=deque)
    _told: float = 0.0
    listing: FileListing | None = None

    def fail(self, failure: ImportFailure) -> None:
        """Counts an input that could not be read."""
        self.done += 1
        self.failures.append(failure)
        if self.listing is not None:
            self.listing.failed(failure)

    def miss(self, failure: ImportFailure) -> None:
        """Counts a part of an issue that could not be read while the rest was; no file of its own."""
        self.failures.append(failure)
        if self.listing is not None:
            self.listing.missed(failure)

    def skip(self, skip: ImportFailure) -> None:
        """Counts something left out."""
        self.done += 1
        self.pass_over(skip)

    def pass_over(self, skip: ImportFailure) -> None:
        """Counts something left out of a container; no file of its own."""
        self.skipped += 1
        if len(self.skips) < LISTED:
            self.skips.append(skip)
        if self.listing is not None:
            self.listing.left_out(skip)

    def add(self, article_id: str) -> None:
        """Counts a new article."""
        self.added += 1
        if len(self.added_ids) < LISTED:
            self.added_ids.append(article_id)

    def duplicate(self, path: str, article_id: str) -> None:
        """Counts an article that was there already; `article_id` is "" when the file was imported from here before."""
        self.duplicates += 1
        if article_id and len(self.duplicate_paths) < LISTED:
            self.duplicate_paths.append((path, article_id))

    def tell(self, listener: Callable[[ImportProgress], None] | None, phase: str, *, current: str = "") -> None:
        """Tells the progress, at most ten times a second; the end is always told."""
        now = time.monotonic()
        if listener is None or (now - self._told < _TELL_EVERY_SECONDS and phase != "done"):
            return
        self._told = now
        listener(self.progress(phase, now, current))

    def progress(self, phase: str, now: float, current: str = "") -> ImportProgress:
        """The figures of this moment."""
        is_final = self.is_all_found or self.expected is not None
        total = self.found if self.is_all_found else max(self.found, self.expected or 0)
        self._samples.append((now, self.done, self.added + self.duplicates))
        while now - self._samples[0][0] > _RATE_SECONDS and len(self._samples) > 2:
            self._samples.popleft()
        then, done, articles = self._samples[0] if len(self._samples) > 1 else (self.started, 0, 0)
        elapsed = max(now - then, 1e-6)
        files_per_second = (self.done - done) / elapsed
        is_known = phase == "reading" and is_final and files_per_second > 0
        left = (total - self.done) / files_per_second if is_known else None
        return ImportProgress(
            self.done,
            total,
            is_final,
            self.added,
            self.duplicates,
            len(self.failures),
            self.skipped,
            (self.added + self.duplicates - articles) / elapsed,
            left,
            phase,
            current,
            self.listing.take() if self.listing is not None else (),
        )

    def report(self, *, interrupted: bool) -> ImportReport:
        """The report of the import as it stands."""
        elapsed = max(time.monotonic() - self.started, 1e-6)
        return ImportReport(
            self.added,
            self.duplicates,
            len(self.failures),
            self.skipped,
            tuple(self.failures),
            tuple(self.skips),
            tuple(self.duplicate_paths),
            (self.added + self.duplicates) / elapsed,
            interrupted,
            tuple(self.added_ids),
            tuple(self.completed),
            self.updated,
        )
