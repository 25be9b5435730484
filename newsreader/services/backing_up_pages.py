"""The copied pictures of pages in backups: kept once beside the backup files, however many of these there are.

A picture is named by its SHA-256 and never changes, so a backup copies only those that no earlier one has.
"""

import errno
import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from newsreader.archive.pages import COPIED_NAME, FOLDER
from newsreader.errors import ArchiveError, DiskFull
from newsreader.services.page_files import UNFINISHED

Progress: TypeAlias = Callable[[int, int], None]

BESIDE: Final = "newsreader-pages"
"""The folder beside backup files that holds the pictures of all of them."""

_PIECE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class PicturesKept:
    """What became of the copied pictures of an archive.

    Attributes:
        folder: Where they are.
        total: How many the archive has.
        copied: How many were copied now; the others were there.
        missing: Those that are nowhere to be found, as paths below the folder.
    """

    folder: Path
    total: int
    copied: int
    missing: tuple[str, ...]


def copy_pictures(
    names: Mapping[str, int], sources: Sequence[Path], folder: Path, progress: Progress | None = None
) -> PicturesKept:
    """Copies pictures to a folder, those that are not there yet.

    Args:
        names: As paths below the folder, with their sizes.
        sources: Folders that have them; the first that has one counts.
        folder: Made when there is something to copy.
        progress: Told (pictures done, pictures in all).

    Raises:
        DiskFull, ArchiveError: One cannot be written; those copied so far stay.
    """
    copied, missing = 0, []
    for done, (name, size) in enumerate(sorted(names.items()), start=1):
        target = folder / name
        if not COPIED_NAME.fullmatch(name):
            missing.append(name)
        elif not _is_there(target, size):
            source = next((place / name for place in sources if _is_there(place / name, size)), None)
            if source is not None and _copy(source, target):
                copied += 1
            else:
                missing.append(name)
        if progress is not None:
            progress(done, len(names))
    return PicturesKept(folder, len(names), copied, tuple(missing))


def beside(file: Path) -> list[Path]:
    """Where the pictures of a backup file may be: beside it, or in the archive whose `backups` folder it is in."""
    return [file.parent / BESIDE, file.parent.parent / FOLDER]


def _is_there(place: Path, size: int) -> bool:
    try:
        return not place.is_symlink() and place.is_file() and place.stat().st_size == size
    except OSError:
        return False


def _copy(source: Path, target: Path) -> bool:
    """Copies one whole picture; False when what is there is not what its name says, which is then not copied."""
    fresh = target.with_name(f"{UNFINISHED}{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with source.open("rb") as opened, fresh.open("wb") as copy:
            while piece := opened.read(_PIECE):
                digest.update(piece)
                copy.write(piece)
            copy.flush()
            os.fsync(copy.fileno())
        if digest.hexdigest() != target.stem:
            return False
        fresh.replace(target)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFull(
                f"No room for the pictures of pages in {target.parent.parent}",
                "Free some space and do it again: it goes on where it stopped.",
            ) from error
        raise ArchiveError(
            f"The picture {source} cannot be copied to {target.parent} ({error.strerror or error})",
            "Check the disk, or choose another place.",
        ) from error
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
    return True
