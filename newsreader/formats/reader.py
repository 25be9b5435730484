"""Opens a file of any supported format and yields the articles in it."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from newsreader.domain.article import SourceArticle
from newsreader.errors import SourceFileError, UsageError
from newsreader.formats import (
    alto,
    detection,
    didl,
    hocr,
    html,
    mets_issue,
    page_article,
    page_xml,
    plain,
    records,
    sniffing,
    wire_xml,
)
from newsreader.formats.xml_documents import Problem

FORMATS: Final = {each.name: each.what for each in detection.TABLE}
"""Name and description of every format that can be read."""

_PAGES: Final = frozenset({alto.NAME, page_xml.NAME, hocr.NAME})
_WIRES: Final = frozenset({wire_xml.NITF, wire_xml.NEWSML})
_RECORDS: Final = frozenset({records.JSON, records.TABLE})
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_MB = 1024 * 1024


def read(
    path: Path,
    format: str = "",  # noqa: A002 - the word of the command line
    on_problem: Problem | None = None,
) -> Iterator[SourceArticle]:
    """The articles of one file, the format told by its content unless given.

    Args:
        path: The file.
        format: One of `FORMATS`, or "" to detect it.
        on_problem: Told of each part of an issue that cannot be read while the rest is.

    Raises:
        SourceFileError: The file cannot be read or holds no article; says why and what to do.
        UsageError: There is no such format.
    """
    if format and format not in FORMATS:
        raise UsageError(f"There is no format called {format}", f"Formats: {', '.join(FORMATS)}.")
    data = _bytes_of(path)
    kind = sniffing.binary_kind(data)
    if kind:
        raise SourceFileError(f"{path} is {kind}, not text", sniffing.binary_remedy(kind))
    name = format or detection.told(data)
    if name == mets_issue.NAME:
        yield from mets_issue.read_issue(data, path, on_problem)
    elif name == didl.NAME:
        yield from didl.read_issue(data, path, on_problem)
    elif name in _PAGES:
        yield from page_article.read_file(data, path, name)
    elif name in _WIRES:
        yield from wire_xml.read_file(data, path, name)
    elif name in _RECORDS:
        yield from records.read_file(data, path, name)
    elif name == html.NAME:
        yield html.read_page(data, path)
    else:
        yield plain.read_text(data, path)


def _bytes_of(path: Path) -> bytes:
    """All bytes of an ordinary file of sensible size; never waits on a pipe or a device."""
    try:
        # Looked at before it is opened: opening a pipe or a device can wait for ever or do harm.
        _check_ordinary(path, path.stat())
        descriptor = os.open(path, _OPEN_FLAGS)
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(file.fileno())
            _check_ordinary(path, status)
            data = file.read(plain.MAX_BYTES + 1)
    except OSError as error:
        raise _explained(path, error) from error
    except ValueError as error:
        raise SourceFileError(f"{path!s:.200} is not a possible file name", "Check the name.") from error
    if len(data) > plain.MAX_BYTES:
        raise _too_large(path, len(data))
    if not data:
        raise SourceFileError(f"{path} is empty", "Leave it out, or fetch it again.")
    return data


def _check_ordinary(path: Path, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise SourceFileError(f"{path} is a folder, not a file", "Name the files in it, or import the whole folder.")
    if not stat.S_ISREG(status.st_mode):
        raise SourceFileError(f"{path} is {special_kind(status.st_mode)}, not a file", "Leave it out.")
    if status.st_size > plain.MAX_BYTES:
        raise _too_large(path, status.st_size)


def special_kind(mode: int) -> str:
    """What a thing that is neither file nor folder is, in words."""
    if stat.S_ISFIFO(mode):
        return "a pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"


def _too_large(path: Path, size: int) -> SourceFileError:
    return SourceFileError(
        f"{path} has {size / _MB:,.0f} MB or more, too much for one article (the limit is {plain.MAX_BYTES // _MB} MB)",
        "Split it into one file for each article.",
    )


def _explained(path: Path, error: OSError) -> SourceFileError:
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
