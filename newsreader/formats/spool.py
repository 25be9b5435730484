"""A folder on disk for those members of a container that can only be read with others beside them."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory, mkstemp
from typing import Final

from newsreader.formats.compressed import PIECE, Source
from newsreader.formats.limits import ContainerError, MemberError

_NO_ROOM: Final = "Free some space, then import it again."


class NoRoom(ContainerError):
    """The disk cannot take what must be unpacked."""


class Scratch:
    """A folder that is made when it is first needed, and gone when it is closed."""

    def __init__(self, parent: Path | None = None) -> None:
        self._parent = parent
        self._folder: TemporaryDirectory[str] | None = None

    @property
    def folder(self) -> Path:
        """The folder."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="newsreader-", dir=self._parent, ignore_cleanup_errors=True)
        return Path(self._folder.name)

    def close(self) -> None:
        """Removes it with all that is in it."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def file(self, source: Source, most: int) -> Path:
        """A new file with what a source gives.

        Raises:
            NoRoom: The disk is full.
            MemberError: There is more than `most` bytes.
        """
        try:
            descriptor, name = mkstemp(dir=self.folder)
        except OSError as error:
            raise _refused(error) from error
        _write(descriptor, source, most)
        return Path(name)


class Spool:
    """Members of one container below a folder of their own, under their names.

    Attributes:
        may_hold_issue: Documents may be pictures of the pages of an issue.
        takes_heads: Only the beginnings of pictures are put here: they can be opened in the container.
        heads: Names of members of which only that is here.
    """

    def __init__(self, scratch: Scratch, *, takes_heads: bool = False) -> None:
        self.may_hold_issue = False
        self.takes_heads = takes_heads
        self.heads: set[str] = set()
        self._scratch = scratch
        self._top: Path | None = None

    @property
    def top(self) -> Path | None:
        """The folder; None as long as nothing is in it."""
        return self._top

    def add(self, name: str, source: Source, most: int) -> None:
        """Puts a member in its place.

        Raises:
            NoRoom: The disk is full.
            MemberError: Its name cannot be that of a file here, or there is more than `most` bytes.
        """
        if self._top is None:
            self._top = self._scratch.folder / "members"
            number = 0
            while self._top.exists():
                number += 1
                self._top = self._scratch.folder / f"members-{number}"
        place = self._top / PurePosixPath(name)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        except OSError as error:
            if error.errno in _FULL:
                raise _refused(error) from error
            raise MemberError(
                f"has a name that cannot be that of a file here ({error.strerror})",
                "Unpack it, give the file another name, and import the folder.",
            ) from error
        try:
            _write(descriptor, source, most)
        except MemberError:
            place.unlink(missing_ok=True)
            raise

    def clear(self) -> None:
        """Removes what is in it."""
        if self._top is not None:
            shutil.rmtree(self._top, ignore_errors=True)
            self._top = None


_FULL: Final = frozenset({28, 122, 27})
"""Numbers of the errors for a full disk, a full quota and a file that may not grow (ENOSPC, EDQUOT, EFBIG)."""


def _write(descriptor: int, source: Source, most: int) -> None:
    with os.fdopen(descriptor, "wb") as file:
        for piece in _pieces(source, most):
            try:
                file.write(piece)
            except OSError as error:
                raise _refused(error) from error


def _pieces(source: Source, most: int) -> Iterator[bytes]:
    size = 0
    while piece := source.read(PIECE):
        size += len(piece)
        if size > most:
            raise MemberError(
                f"has more than {most >> 20:,} MB, too much to unpack", "Unpack it yourself and import the folder."
            )
        yield piece


def _refused(error: OSError) -> NoRoom:
    reason = "there is no room on the disk" if error.errno in _FULL else str(error.strerror or error)
    return NoRoom(f"cannot be unpacked for reading: {reason}", _NO_ROOM)
