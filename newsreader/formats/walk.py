"""Finds the files under the folders given, in order, and says what it leaves out."""

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from newsreader.formats import decoding, sniffing
from newsreader.formats.reader import special_kind

_HEAD = 4096
_SYSTEM_NAMES = frozenset({"Thumbs.db", "desktop.ini", "__MACOSX", "$RECYCLE.BIN", "System Volume Information"})


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read."""

    path: Path
    size: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something left out, and why.

    Attributes:
        path: What it is.
        reason: Why, as the end of a sentence that begins with the path.
        remedy: What to do if it should be in.
        failure: It should have been readable; counts as failed, not as skipped.
    """

    path: Path
    reason: str
    remedy: str = ""
    failure: bool = False


def walk(paths: Sequence[Path]) -> Iterator[Found | Skipped]:
    """The files under the paths, folders recursively and in order of name.

    Hidden and binary files in a folder, links to what was found already, and things that are no files are told as
    skipped; a path that does not exist and a folder that may not be read as failures. A file named outright is found
    whatever it is: reading it tells what is wrong.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        try:
            status = path.stat()
        except (OSError, ValueError) as error:
            yield Skipped(path, _reason(error), "Check the name, then import it again.", failure=True)
            continue
        if stat.S_ISDIR(status.st_mode):
            yield from _folder(path, status, seen)
        else:
            yield from _one(path, status, seen, is_named=True)


def _folder(top: Path, status: os.stat_result, seen: set[tuple[int, int]]) -> Iterator[Found | Skipped]:
    """Walks with a list of its own: a very deep folder must not exhaust the stack."""
    waiting: list[tuple[Path, os.stat_result | None]] = [(top, status)]
    while waiting:
        path, known = waiting.pop()
        try:
            status = known or path.stat()
        except OSError as error:
            yield Skipped(path, _reason(error), "Mend the link or leave it out.", failure=not path.is_symlink())
            continue
        if not stat.S_ISDIR(status.st_mode):
            yield from _one(path, status, seen)
            continue
        if not _is_new(status, seen):
            yield Skipped(path, "leads back to a folder already visited")
            continue
        try:
            names = sorted((entry.name for entry in path.iterdir()), reverse=True)
        except OSError as error:
            yield Skipped(path, _reason(error), "Ask for permission to read it, then import it again.", failure=True)
            continue
        kept = [name for name in names if not _is_hidden(name)]
        for name in reversed(names):
            if _is_hidden(name):
                yield Skipped(path / name, "is hidden", "Name it outright to import it.")
        waiting.extend((path / name, None) for name in kept)


def _one(
    path: Path, status: os.stat_result, seen: set[tuple[int, int]], *, is_named: bool = False
) -> Iterator[Found | Skipped]:
    if not stat.S_ISREG(status.st_mode):
        yield Skipped(path, f"is {special_kind(status.st_mode)}, not a file", "Leave it out.")
    elif path.is_symlink() and not _is_new(status, seen):
        yield Skipped(path, "is a link to a file already found")
    else:
        if not path.is_symlink():
            seen.add((status.st_dev, status.st_ino))
        kind = "" if is_named else _binary_kind(path)
        if kind:
            yield Skipped(path, f"is {kind}, not text", sniffing.binary_remedy(kind))
        else:
            yield Found(path, status.st_size)


def _binary_kind(path: Path) -> str:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        # The reader says what is wrong with it.
        return ""
    kind = sniffing.binary_kind(head)
    if not kind and decoding.is_binary(head):
        return "a binary file"
    return kind


def _is_new(status: os.stat_result, seen: set[tuple[int, int]]) -> bool:
    key = (status.st_dev, status.st_ino)
    if status.st_ino and key in seen:
        return False
    seen.add(key)
    return True


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name in _SYSTEM_NAMES


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    if isinstance(error, PermissionError):
        return "may not be read by you"
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return "is a link that leads back to itself"
    return f"cannot be read: {getattr(error, 'strerror', None) or error}"
