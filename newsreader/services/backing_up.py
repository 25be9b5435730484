"""Backing an archive up while it is in use, and making an archive of a backup."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from newsreader.archive import backups
from newsreader.archive.archive import Archive
from newsreader.services.backing_up_pages import BESIDE, PicturesKept, beside, copy_pictures
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


def backup_pictures(session: Session, file: Path, progress: Progress | None = None) -> PicturesKept:
    """Copies the pictures of pages that lie in the archive beside a backup of it; those there already stay.

    Pictures that were left where they were imported from are not among them.

    Args:
        session: The open archive.
        file: The backup.
        progress: Told (pictures done, pictures in all).

    Raises:
        DiskFull, ArchiveError: One could not be written; the backup file is sound all the same.
    """
    images = session.archive.page_images
    return copy_pictures(images.copied(), [images.folder], file.parent / BESIDE, progress)


def restore_pictures(file: Path, folder: Path, progress: Progress | None = None) -> PicturesKept:
    """Copies the pictures of pages into an archive just restored, from beside its backup.

    Args:
        file: The backup.
        folder: Of the archive.
        progress: Told (pictures done, pictures in all).

    Raises:
        DiskFull, ArchiveError: One could not be written; the archive is sound all the same.
    """
    archive = Archive.open(folder)
    try:
        images = archive.page_images
        return copy_pictures(images.copied(), beside(file.absolute()), images.folder, progress)
    finally:
        archive.close()
