"""The bytes of an ordinary file, read without ever waiting on a pipe or a device."""

import errno
import os
import stat
from pathlib import Path
from typing import Final

from newsreader.errors import SourceFileError
from newsreader.formats import plain

HEAD: Final = 65_536
"""So many bytes tell the format of a file."""
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_MB = 1024 * 1024


def bytes_of(path: Path, most: int = plain.MAX_BYTES) -> bytes:
    """All bytes of an ordinary file of sensible size.

    Args:
        path: The file.
        most: Its largest size.

    Raises:
        SourceFileError: It is none, or cannot be read; says why and what to do.
    """
    data = _read(path, most + 1, most)
    if len(data) > most:
        raise too_large(path, len(data), most)
    if not data:
        raise SourceFileError(f"{path} is empty", "Leave it out, or fetch it again.")
    return data


def head_of(path: Path, size: int = HEAD) -> bytes:
    """The first bytes of an ordinary file of any size.

    Raises:
        SourceFileError: It is none, or cannot be read; says why and what to do.
    """
    return _read(path, size, None)


def _read(path: Path, most: int, limit: int | None) -> bytes:
    try:
        # Looked at before it is opened: opening a pipe or a device can wait for ever or do harm.
        _check_ordinary(path, path.stat(), limit)
        descriptor = os.open(path, _OPEN_FLAGS)
        with os.fdopen(descriptor, "rb") as file:
            _check_ordinary(path, os.fstat(file.fileno()), limit)
            return file.read(most)
    except OSError as error:
        raise explained(path, error) from error
    except ValueError as error:
        raise SourceFileError(f"{path!s:.200} is not a possible file name", "Check the name.") from error


def _check_ordinary(path: Path, status: os.stat_result, limit: int | None) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise SourceFileError(f"{path} is a folder, not a file", "Name the files in it, or import the whole folder.")
    if not stat.S_ISREG(status.st_mode):
        raise SourceFileError(f"{path} is {special_kind(status.st_mode)}, not a file", "Leave it out.")
    if limit is not None and status.st_size > limit:
        raise too_large(path, status.st_size, limit)


def special_kind(mode: int) -> str:
    """What a thing that is neither file nor folder is, in words."""
    if stat.S_ISFIFO(mode):
        return "a pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"


def too_large(path: Path, size: int, most: int = plain.MAX_BYTES) -> SourceFileError:
    """The failure of a file with too many bytes to be an article."""
    return SourceFileError(
        f"{path} has {size / _MB:,.0f} MB or more, too much for one article (the limit is {most // _MB} MB)",
        "Split it into one file for each article.",
    )


def explained(path: Path, error: OSError) -> SourceFileError:
    """The failure of a file that the system does not let be read."""
    reasons = {
        errno.ENOENT: ("does not exist, or has been moved while it was read", "Check the name, then import it again."),
        errno.EACCES: ("may not be read by you", "Ask for permission to read it, or copy it to a folder of yours."),
        errno.EPERM: ("may not be read by you", "Ask for permission to read it, or copy it to a folder of yours."),
        errno.ELOOP: ("is a link that leads back to itself", "Leave it out, or mend the link."),
        errno.ENAMETOOLONG: ("has a name that is too long", "Give it a shorter name."),
        errno.ENOTDIR: ("does not exist: part of its path is a file, not a folder", "Check the name."),
        errno.EIO: ("cannot be read: the disk reports an error", "Copy it from another place."),
    }
    reason, remedy = reasons.get(
        error.errno or 0,
        (f"cannot be read: {error.strerror or error}", "Check the disk or connection, then try again."),
    )
    return SourceFileError(f"{str(path)[:300]} {reason}", remedy)
