"""Backing an archive up while it is in use, and making an archive of a backup."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from newsreader.archive import backups
from newsreader.services.session import Session

Progress: TypeAlias = Callable[[int, int], None]


def backup(session: Session, destination: Path, progress: Progress | None = None) -> Path:
    """Writes a checked copy of the archive.

    Args:
        session: The open archive; others may go on reading and writing.
        destination: A file to write (an older copy of that name is replaced in one step), or a folder to write it in.
        progress: Told (pages done, pages in all).

    Returns:
        The file written.

    Raises:
        ArchiveError, DiskFull: It could not be written; nothing is left behind.
        ArchiveDamaged: The archive is not sound.
    """
    return backups.back_up(session.archive, destination, progress)


def restore(file: Path, folder: Path, progress: Progress | None = None) -> Path:
    """Makes an archive in a new or empty folder of a backup. Nothing that exists is overwritten.

    It counts as another archive than the one the backup was taken of: the two may grow apart.

    Returns:
        The folder.

    Raises:
        ArchiveMissing: There is no such file.
        ArchiveDamaged, ArchiveTooNew: The file is no sound archive, or a newer program's.
        ArchiveError: The folder holds something already.
    """
    return backups.restore(file, folder, progress)
