"""Finds the files under the folders given, in order, and says what it leaves out."""

import errno
import os
import stat
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from newsreader.formats import container_kinds, decoding, detection, packages, sniffing
from newsreader.formats.packages import Arrangement
from newsreader.formats.source_file import special_kind

_HEAD = 4096
_SYSTEM_NAMES = frozenset({"Thumbs.db", "desktop.ini", "__MACOSX", "$RECYCLE.BIN", "System Volume Information"})
ARCHIVE_NAME: Final = "archive.sqlite3"
"""The database of an archive of ours. Nothing here may open it: on closing it this process would lose the locks by
which SQLite keeps others from tidying up what it writes (POSIX)."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read.

    Attributes:
        path: The file.
        size: Its bytes.
        weight: Bytes of what is read with it, when it describes an issue.
    """

    path: Path
    size: int
    weight: int = 0


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

    Hidden and binary files in a folder, links to what is found anyway, and things that are no files are told as
    skipped; a path that does not exist and a folder that may not be read as failures. A file named outright is found
    whatever it is: reading it tells what is wrong.
    """
    tops = tuple(path.resolve() for path in paths if path.is_dir())
    visited: set[tuple[int, int]] = set()
    for path in paths:
        try:
            status = path.stat()
        except (OSError, ValueError) as error:
            yield Skipped(path, _reason(error), "Check the name, then import it again.", failure=True)
            continue
        if stat.S_ISDIR(status.st_mode):
            yield from _folder(path, status, visited, tops)
        elif path.name == ARCHIVE_NAME:
            yield Skipped(path, "is an archive of newsreader, not an article", "Open its folder instead.", failure=True)
        else:
            yield from _one(path, status)


def _folder(
    top: Path, status: os.stat_result, visited: set[tuple[int, int]], tops: Sequence[Path]
) -> Iterator[Found | Skipped]:
    """Walks with a stack of its own, of names only: neither a deep folder nor one of a million files may exhaust it."""
    open_folders: list[tuple[Path, Iterator[str], Arrangement]] = []
    path, known = top, status
    while True:
        if stat.S_ISDIR(known.st_mode):
            names = yield from _names(path, known, visited)
            arrangement = packages.arrange(path, names)
            for name, reason in arrangement.left_out:
                yield Skipped(path / name, reason)
            left_out = {name for name, _ in arrangement.left_out}
            names = [name for name in names if name not in left_out]
            open_folders.append((path, iter(names), arrangement))
        elif path.is_symlink() and _is_found_anyway(path, tops):
            yield Skipped(path, "is a link to a file found in its own place")
        else:
            kind = binary_kind_of(path) if stat.S_ISREG(known.st_mode) else ""
            if kind:
                yield Skipped(path, f"is {kind}, not text", sniffing.binary_remedy(kind))
            else:
                weights = open_folders[-1][2].weights if open_folders else {}
                yield from _one(path, known, weights.get(path.name, 0))
        following = yield from _following(open_folders)
        if following is None:
            return
        path, known = following


def _names(folder: Path, status: os.stat_result, visited: set[tuple[int, int]]) -> Generator[Skipped, None, list[str]]:
    """The names in a folder that are to be walked, in order; tells what is left out."""
    if not _is_new(status, visited):
        yield Skipped(folder, "leads back to a folder already visited")
        return []
    try:
        names = sorted(entry.name for entry in os.scandir(folder))
    except OSError as error:
        yield Skipped(folder, _reason(error), "Ask for permission to read it, then import it again.", failure=True)
        return []
    if ARCHIVE_NAME in names:
        yield Skipped(folder, "is an archive of newsreader", "Open it instead.")
        return []
    for name in filter(is_hidden, names):
        yield Skipped(folder / name, "is hidden", "Name it outright to import it.")
    return [name for name in names if not is_hidden(name)]


def _following(
    open_folders: list[tuple[Path, Iterator[str], Arrangement]],
) -> Generator[Skipped, None, tuple[Path, os.stat_result] | None]:
    """The next thing in the innermost folder that has one, with its status; None at the end.

    Args:
        open_folders: Each with what is left of it and with the parts of issues that are described in it.
    """
    while open_folders:
        folder, names, _ = open_folders[-1]
        for name in names:
            path = folder / name
            if any(path in arrangement.parts for _, _, arrangement in open_folders):
                # It is read with the issue it belongs to.
                continue
            try:
                return path, path.stat()
            except OSError as error:
                yield Skipped(path, _reason(error), "Mend the link or leave it out.", failure=not path.is_symlink())
        open_folders.pop()
    return None


def _one(path: Path, status: os.stat_result, weight: int = 0) -> Iterator[Found | Skipped]:
    if stat.S_ISREG(status.st_mode):
        yield Found(path, status.st_size, weight)
    else:
        yield Skipped(path, f"is {special_kind(status.st_mode)}, not a file", "Leave it out.")


def _is_found_anyway(link: Path, tops: Sequence[Path]) -> bool:
    """Whether what a link leads to lies in a folder of this walk, where nothing hides it."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    return any(target.is_relative_to(top) and not any(map(is_hidden, target.relative_to(top).parts)) for top in tops)


def binary_kind_of(path: Path) -> str:
    """What a file is that is no text and no container, and left out therefore; "" for what can be read."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        # The reader says what is wrong with it.
        return ""
    if detection.is_binary_format(head):
        return ""
    if container_kinds.kind_of(head):
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


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is left out."""
    return name.startswith((".", "~$")) or name in _SYSTEM_NAMES


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    if isinstance(error, PermissionError):
        return "may not be read by you"
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return "is a link that leads back to itself"
    return f"cannot be read: {getattr(error, 'strerror', None) or error}"
