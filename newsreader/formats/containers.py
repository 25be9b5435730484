"""Single files in ZIP and TAR archives, opened by the path they are told of with: the pictures of pages.

What an import reads goes through `contents`; here one member is wanted, now. In an archive that is packed as a whole
(`.tar.gz`) all that comes before it must be unpacked to get at it.
"""

import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BufferedReader
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final, cast

from newsreader.errors import SourceFileError
from newsreader.formats import container_kinds, source_file, tar_files, zip_files
from newsreader.formats.compressed import PIECE, Source, Unpacked
from newsreader.formats.container_kinds import PACKED, TAR, ZIP
from newsreader.formats.limits import DEFAULT, Budget, ContainerError, MemberError
from newsreader.formats.members import Found, Member
from newsreader.formats.zip_directory import Entry

_MOST_REMEMBERED: Final = 200_000
_MISSING: Final = "Put the file back to where it was imported from."


def split(path: Path) -> tuple[Path, str] | None:
    """The container a path leads into, and the name below it; None for a path that leads into none."""
    for holder in path.parents:
        if holder.is_file():
            return holder, path.relative_to(holder).as_posix()
        if holder.exists():
            return None
    return None


@contextmanager
def open_member(path: Path) -> Iterator[BufferedReader]:
    """A file for reading and seeking, by its path: on the disk, or in a container on the disk.

    Raises:
        FileNotFoundError: There is none.
        SourceFileError: It is in a container and cannot be read; says why.
    """
    parts = None if path.is_file() else split(path)
    if parts is None:
        with path.open("rb") as plain:
            yield plain
        return
    with tempfile.TemporaryFile() as copy:
        _unpack(*parts, copy)
        copy.seek(0)
        yield cast(BufferedReader, copy)  # it can be written to as well, which nobody does


def copy_member(path: Path, target: Path) -> None:
    """Puts a file of a container on the disk under its own name; what is there before is replaced when it is whole.

    Raises:
        FileNotFoundError: There is none.
        SourceFileError: It cannot be read; says why.
    """
    descriptor, name = tempfile.mkstemp(prefix=".unpacking-", dir=target.parent)
    fresh = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as copy, open_member(path) as source:
            shutil.copyfileobj(source, copy, PIECE)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


def _unpack(container: Path, name: str, copy: BinaryIO) -> None:
    status = container.stat()
    try:
        with container.open("rb") as file:
            kind = container_kinds.kind_of(source_file.head_of(container))
            state = (str(container), status.st_size, status.st_mtime_ns)
            place = _tar_places(*state).get(name) if kind == TAR else None
            if place is not None:
                file.seek(place[0])
                _pour(_Window(file, place[1]), copy)
                return
            budget = Budget(status.st_size)
            entry = _zip_entries(*state).get(name) if kind == ZIP else None
            if entry is not None:
                _pour(zip_files.opened(file, entry, budget), copy)
                return
            if not _search(file, kind, name, budget, copy, DEFAULT.depth):
                raise FileNotFoundError(2, "is not in the container", str(container / name))
    except MemberError as error:
        raise SourceFileError(f"{container}/{name} {error.reason}", error.remedy) from error


class _Window:
    """A stretch of a file."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._left = size

    def read(self, size: int, /) -> bytes:
        data = self._file.read(min(size, self._left))
        if self._left and not data:
            raise MemberError("is cut off in the middle", _MISSING)
        self._left -= len(data)
        return data


@lru_cache(maxsize=2)
def _tar_places(path: str, _size: int, _changed: int) -> dict[str, tuple[int, int]]:
    """Where each member of a TAR archive begins and its size; it is looked through once while it stays the same."""
    places: dict[str, tuple[int, int]] = {}
    with Path(path).open("rb") as file:
        source = _Seeking(file)
        try:
            for found in tar_files.members(source, Budget(0)):
                if len(places) < _MOST_REMEMBERED and isinstance(found, Member):
                    assert isinstance(found.source, tar_files.Data)  # noqa: S101  they have no other
                    places[found.name] = (file.tell(), found.source.left)
        except MemberError:
            pass  # what comes before the damage can be found
    return places


@lru_cache(maxsize=2)
def _zip_entries(path: str, _size: int, _changed: int) -> dict[str, Entry]:
    """The members of a ZIP archive that can be opened, by name; none where there are too many to remember."""
    entries: dict[str, Entry] = {}
    with Path(path).open("rb") as file:
        try:
            entries.update(islice(zip_files.readable(file), _MOST_REMEMBERED + 1))
        except MemberError:
            return {}  # then it is searched for one by one
    return entries if len(entries) <= _MOST_REMEMBERED else {}


class _Seeking:
    """A file in which what is passed over is not read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._end = file.seek(0, io.SEEK_END)
        file.seek(0)

    def read(self, size: int, /) -> bytes:
        return self._file.read(size)

    def skip(self, size: int) -> int:
        """Passes over so many bytes; returns how many there were."""
        at = self._file.tell()
        return self._file.seek(min(at + size, self._end)) - at


def _search(file: BinaryIO | Source, kind: str, name: str, budget: Budget, copy: BinaryIO, depth: int) -> bool:
    """Copies the member of that name, also of a container within; returns whether there is one."""
    if kind == ZIP and depth:
        if not isinstance(file, io.IOBase):
            with tempfile.TemporaryFile() as whole:
                _pour(file, whole)
                return _search(whole, kind, name, budget, copy, depth)
        return _among(zip_files.members(file, budget), name, budget, copy, depth)  # type: ignore[arg-type]  # a file
    if kind == TAR and depth:
        return _among(tar_files.members(file, budget), name, budget, copy, depth)
    if kind in PACKED and depth:
        unpacked = Unpacked(file, kind, budget.spend)
        head = unpacked.read(512)
        return _search(_Joined(head, unpacked), container_kinds.kind_of(head), name, budget, copy, depth)
    raise ContainerError("is no container whose members can be opened one by one", _MISSING)


def _among(members: Iterator[Found], name: str, budget: Budget, copy: BinaryIO, depth: int) -> bool:
    for found in members:
        if not isinstance(found, Member):
            continue
        if found.name == name:
            _pour(found.source, copy)
            return True
        if name.startswith(f"{found.name}/"):
            head = found.source.read(PIECE)
            rest = _Joined(head, found.source)
            return _search(rest, container_kinds.kind_of(head), name[len(found.name) + 1 :], budget, copy, depth - 1)
    return False


class _Joined:
    """What has been read of a source, and the rest of it."""

    def __init__(self, head: bytes, source: Source) -> None:
        self._head = head
        self._source = source

    def read(self, size: int, /) -> bytes:
        if self._head:
            piece, self._head = self._head[:size], self._head[size:]
            return piece
        return self._source.read(size)


def _pour(source: Source, copy: BinaryIO) -> None:
    while piece := source.read(PIECE):
        copy.write(piece)
