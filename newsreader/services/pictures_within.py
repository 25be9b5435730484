"""Pictures of pages that lie in containers: copied to the cache when they are looked at, the latest few of them."""

import hashlib
import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import Final

from newsreader import paths
from newsreader.errors import SourceFileError
from newsreader.formats import containers
from newsreader.services.page_images import PictureMissing, PictureUnreadable

_MOST_FILES: Final = 200
_MOST_BYTES: Final = 4 * 1024**3
_ONE_AT_A_TIME = threading.Lock()
"""Thumbnail and page ask for the same picture at once."""


def on_disk(path: Path) -> Path:
    """Where a picture can be read: its own place, or a copy of the member of a container.

    Raises:
        PictureMissing: There is no such member.
        PictureUnreadable: It cannot be unpacked, or there is no room for it.
    """
    try:
        parts = None if path.is_file() else containers.split(path)
        if parts is None:
            return path
        status = parts[0].stat()
    except (OSError, ValueError):
        return path  # opening it says what is wrong with it
    state = f"{path}\n{status.st_size}\n{status.st_mtime_ns}"
    folder = paths.cache_dir() / "pictures"
    copy = folder / f"{hashlib.sha256(state.encode('utf-8', 'surrogateescape')).hexdigest()[:32]}{path.suffix.lower()}"
    with _ONE_AT_A_TIME:
        try:
            if copy.is_file():
                os.utime(copy)
                return copy
            folder.mkdir(parents=True, exist_ok=True)
            containers.copy_member(path, copy)
        except FileNotFoundError:
            raise PictureMissing(
                f"The picture of this page is not in {parts[0]} any more", "Say where it is now."
            ) from None
        except SourceFileError as error:
            raise PictureUnreadable(error.message, error.remedy) from error
        except OSError as error:
            raise PictureUnreadable(
                f"The picture {path} cannot be unpacked to {folder}: {error.strerror or error}",
                "Free some space there.",
            ) from error
        _prune(folder, copy)
    return copy


def _prune(folder: Path, keep: Path) -> None:
    """Removes what was not looked at for the longest time."""
    found: list[tuple[int, int, Path]] = []
    for file in folder.iterdir():
        with suppress(OSError):  # another process may have removed it
            status = file.stat()
            found.append((status.st_mtime_ns, status.st_size, file))
    room = _MOST_BYTES
    for number, (_, size, file) in enumerate(sorted(found, reverse=True)):
        room -= size
        if file != keep and (number >= _MOST_FILES or room < 0):
            with suppress(OSError):  # it may be open; then the next one takes it
                file.unlink()
