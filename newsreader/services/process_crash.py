"""How a child process says that it could not do its work."""

import traceback
from dataclasses import dataclass

from newsreader.errors import ArchiveBusy, NewsreaderError


@dataclass(frozen=True, slots=True)
class ProcessCrash:
    """Work that ended without a result.

    Attributes:
        message: What happened, one sentence.
        remedy: What to do.
        traceback: For a report of the bug; "" when it is a known error.
        is_busy: Another program has the archive at the moment; the same work may be done later.
    """

    message: str
    remedy: str
    traceback: str = ""
    is_busy: bool = False


def crash_of(error: Exception) -> ProcessCrash:
    """The crash that an exception amounts to: a known error with its remedy, or a bug with its traceback."""
    if isinstance(error, NewsreaderError):
        return ProcessCrash(error.message, error.remedy, is_busy=isinstance(error, ArchiveBusy))
    text = "".join(traceback.format_exception(error))
    return ProcessCrash(f"This is a bug in newsreader: {type(error).__name__}: {error}", "Please report it.", text)
