"""Pictures of pages looked at while an import reads their issue: hashed, measured, and copied when that is wished.

A picture has up to some hundred megabytes, so it is read once, a piece at a time. A copy gets its name only when it is
whole and on the disk: whatever ends the program, a file in `pages/` is the file its name says.
"""

import errno
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Final

from newsreader.archive.ready_issue import ReadyImage
from newsreader.archive.stored import storable_path
from newsreader.domain.issue import PageImage
from newsreader.errors import DiskFull, SourceFileError
from newsreader.formats import containers
from newsreader.formats.image_headers import ImageHeader, read_header

ENDINGS: Final = {"tiff": "tif", "jpeg": "jpg", "png": "png", "jp2": "jp2", "pdf": "pdf"}
UNFINISHED: Final = ".copying-"
"""What the name of a copy begins with while it is made."""

MISSING: Final = "is missing"
"""The problem of a picture that is not there."""

WITHIN: Final = "lies in a container: import that again with --copy-pages to keep it when the container goes"
"""The problem of a picture that is whole but not on the disk by itself."""

_PIECE: Final = 1 << 20


class ImageLook:
    """Looks at the pictures of one issue; several pages may be in one file, which is read once."""

    def __init__(self, copies: Path | None = None) -> None:
        self._copies = copies
        self._read: dict[tuple[str, int], ReadyImage] = {}
        self._files: dict[str, ReadyImage] = {}

    def at(self, image: PageImage) -> ReadyImage:
        """The picture with its SHA-256 and size; of one that cannot be read, with why.

        Raises:
            DiskFull: There is no room for the copy.
        """
        known = self._files.get(image.path)
        if known is None:
            known = self._files[image.path] = look_at(image, self._copies)
        elif known.sha256 and known.frame != image.frame and known.kind == "tiff":
            with suppress(OSError, ValueError), _opened(Path(image.place or image.path)) as file:
                header = read_header(file, image.frame)
                known = known._replace(width=header.width, height=header.height, problem=header.problem)
        return known._replace(frame=image.frame)


def look_at(image: PageImage, copies: Path | None = None) -> ReadyImage:
    """One picture, copied below `copies` unless that is None.

    Raises:
        DiskFull: There is no room for the copy.
    """
    path = Path(image.place or image.path)
    try:
        with _opened(path) as file:
            status = os.fstat(file.fileno())
            header = read_header(file, image.frame)
            file.seek(0)
            is_copied = copies is not None and bool(header.kind)
            if copies is not None and header.kind:
                sha256, place = _copied(file, copies, ENDINGS[header.kind])
            else:
                sha256, place = hashlib.file_digest(file, "sha256").hexdigest(), stored_place(image.path)
            after = os.fstat(file.fileno())
    except FileNotFoundError:
        return _unread(image, MISSING)
    except OSError as error:
        return _unread(image, f"cannot be read: {error.strerror or error}")
    except ValueError:
        return _unread(image, "has no possible name")
    if (status.st_size, status.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        return _unread(image, "was changed while it was read")
    within = image.place or containers.split(path)
    if within and not is_copied and not header.problem:
        header = replace(header, problem=WITHIN)
    return _ready(image, header, place, sha256, after, is_copied=is_copied)


def _ready(
    image: PageImage, header: ImageHeader, place: str, sha256: str, status: os.stat_result, *, is_copied: bool
) -> ReadyImage:
    return ReadyImage(
        place, header.kind, image.frame, sha256, status.st_size, status.st_mtime_ns, header.width, header.height,
        header.problem, is_copied,
    )  # fmt: skip


def _unread(image: PageImage, why: str) -> ReadyImage:
    return ReadyImage(stored_place(image.path), image.kind, image.frame, "", 0, 0, 0, 0, why)


def stored_place(path: str) -> str:
    """The path as an archive keeps it: absolute, since the archive is opened from other folders too."""
    with suppress(OSError, ValueError):
        path = str(Path(path).absolute())
    return storable_path(path)


@contextmanager
def _opened(path: Path) -> Iterator[BufferedReader]:
    """An ordinary file for reading, in a container too; a pipe or a device is refused before it makes anything wait."""
    try:
        is_file = stat.S_ISREG(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        is_file = containers.split(path) is not None
        if not is_file:
            raise FileNotFoundError(errno.ENOENT, "No such file", str(path)) from None
    if not is_file:
        raise OSError(errno.EINVAL, "it is no file")
    try:
        with containers.open_member(path) as file:
            yield file
    except SourceFileError as error:
        raise OSError(errno.EINVAL, error.message.removeprefix(f"{path} ")) from error


def _copied(file: BinaryIO, copies: Path, ending: str) -> tuple[str, str]:
    """Copies a file under its SHA-256; returns that, and where it lies below `copies`."""
    try:
        copies.mkdir(exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=UNFINISHED, dir=copies)
    except OSError as error:
        raise _no_room(copies, error) from error
    fresh = Path(name)
    try:
        try:
            sha256 = _copy(file, descriptor, copies)
        finally:
            os.close(descriptor)
        place = f"{sha256[:2]}/{sha256}.{ending}"
        _name(fresh, copies / place)
        return sha256, place
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _copy(file: BinaryIO, descriptor: int, copies: Path) -> str:
    """Copies to an open file and makes sure that it is on the disk; returns the SHA-256."""
    digest = hashlib.sha256()
    while piece := file.read(_PIECE):
        digest.update(piece)
        _write(descriptor, piece, copies)
    try:
        os.fsync(descriptor)
    except OSError as error:
        raise _no_room(copies, error) from error
    return digest.hexdigest()


def sweep(copies: Path) -> None:
    """Takes away copies that were never finished, when nobody else imports: whatever ended the program left them."""
    with suppress(OSError):
        for leftover in copies.glob(f"{UNFINISHED}*"):
            leftover.unlink()


def _write(descriptor: int, piece: bytes, copies: Path) -> None:
    # What goes wrong with the copy is no fault of the picture: the two must not be mistaken for each other. Without a
    # buffer, which would try once more when it is closed.
    rest = memoryview(piece)
    try:
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    except OSError as error:
        raise _no_room(copies, error) from error


def _name(fresh: Path, place: Path) -> None:
    try:
        place.parent.mkdir(exist_ok=True)
        # One that is there already is replaced: should it have been damaged, it is whole again.
        fresh.chmod(0o644)
        fresh.replace(place)
        _sync_folder(place.parent)
    except OSError as error:
        raise _no_room(place.parent, error) from error


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # not every system lets a folder be opened
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _no_room(copies: Path, error: OSError) -> DiskFull:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return DiskFull(f"No room for page images in {copies}", "Free some space, or import without --copy-pages.")
    return DiskFull(
        f"Page images cannot be written to {copies} ({error.strerror or error})",
        "Check the folder and the disk, or import without --copy-pages.",
    )
