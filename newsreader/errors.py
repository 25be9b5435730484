"""One tree of known errors, each with a message, a remedy and an exit code.

Whatever is not a `NewsreaderError` is a bug: the command line reports it with exit code 70, the desk in a dialog
with a copyable report.
"""

from typing import ClassVar


class NewsreaderError(Exception):
    """An error that is not a bug: it tells what went wrong and what to do about it.

    Attributes:
        message: One sentence without a trailing full stop, naming the file or value concerned.
        remedy: One sentence that tells the reader what to do next.
        exit_code: What the command line returns when this ends a command.
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}. {self.remedy}" if self.remedy else self.message

    def __reduce__(self) -> tuple[type["NewsreaderError"], tuple[str, str]]:
        # Errors cross process borders during an import.
        return type(self), (self.message, self.remedy)


class UsageError(NewsreaderError):
    """A command, field or value that makes no sense."""

    exit_code = 2


class SourceFileError(NewsreaderError):
    """An input file that cannot be read or is not what it says it is; never ends an import."""

    exit_code = 1


class ArchiveError(NewsreaderError):
    """The archive cannot be used as asked."""


class ArchiveMissing(ArchiveError):
    """There is no archive at that place."""


class ArchiveTooNew(ArchiveError):
    """The archive was written by a newer newsreader."""


class ArchiveDamaged(ArchiveError):
    """The archive file is not sound."""


class ArchiveReadOnly(ArchiveError):
    """The archive can be read but not changed."""


class ArchiveBusy(ArchiveError):
    """Another process is changing the archive."""


class DiskFull(ArchiveError):
    """No room left for a write; nothing of the failed step was kept."""


class ArticleMissing(ArchiveError):
    """No article has that id."""


class SearchIndexError(NewsreaderError):
    """The search index cannot be used; it can always be rebuilt from the archive."""


class Interrupted(NewsreaderError):
    """Stopped by the user; running the same command again goes on where it stopped."""

    exit_code = 4
