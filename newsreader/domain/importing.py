"""What an import is asked to do, tells on the way, and reports at the end."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsreader.domain.import_listing import FileFate
from newsreader.domain.profile import ImportProfile


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to import and how.

    Attributes:
        paths: Files and folders, as given.
        hints: Field values the user states for all of them: `paper`, `country`, `date`.
        format: Name of the format, or "" to detect it.
        jobs: Worker processes; 0 means one per core.
        dry_run: Work out the report without changing the archive.
        profile: What else holds for all of them: how records and file names are to be read, and field values that
            count less than `hints`. It need not have a name.
        copy_pages: Copy the images of pages into the archive; otherwise they are left where they are.
    """

    paths: tuple[str, ...]
    hints: Mapping[str, str] = field(default_factory=dict)
    format: str = ""
    jobs: int = 0
    dry_run: bool = False
    profile: ImportProfile | None = None
    copy_pages: bool = False


@dataclass(frozen=True, slots=True)
class ImportFailure:
    """One input that could not be imported, or was left out, and why."""

    path: str
    reason: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far an import has got.

    Attributes:
        done: Files dealt with.
        total: Files found so far; final once `total_is_final`.
        articles_per_second: Over the last seconds.
        seconds_left: Estimate, None when unknown.
        phase: `reading`, `indexing` or `done`.
        files: What would become of the files a dry run has dealt with since it told last; all of them are told.
    """

    done: int
    total: int
    total_is_final: bool
    added: int
    duplicates: int
    failed: int
    skipped: int
    articles_per_second: float
    seconds_left: float | None
    phase: str
    current: str = ""
    files: tuple[FileFate, ...] = ()


@dataclass(frozen=True, slots=True)
class CompletedIssue:
    """An issue that was there already and got what it lacked.

    Attributes:
        path: The file that describes it.
        title, date: Of the issue.
        pages: Numbers of the pages whose words were missing and are there now.
    """

    path: str
    title: str
    date: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    Attributes:
        added: Articles new in the archive.
        duplicates: Articles already there, under this path or another (`duplicate_paths` says which).
        failed: Inputs that could not be read.
        skipped: Hidden files, binaries, links that lead back, things that are no files.
        duplicate_paths: (path, id of the article already there).
        interrupted: Stopped before the end; run it again to go on.
        completed: Issues that were there and got pages or articles they lacked.
        updated: Articles that have other words since, because they go on on such a page.
    """

    added: int
    duplicates: int
    failed: int
    skipped: int
    failures: tuple[ImportFailure, ...]
    skips: tuple[ImportFailure, ...]
    duplicate_paths: tuple[tuple[str, str], ...]
    articles_per_second: float
    interrupted: bool = False
    added_ids: tuple[str, ...] = ()
    completed: tuple[CompletedIssue, ...] = ()
    updated: int = 0
