"""Pictures of pages after an import: whether they are still what they were, and where they are when they have moved."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from newsreader.archive.checking import Problem
from newsreader.archive.page_images import StoredImage
from newsreader.archive.pages import is_in_container
from newsreader.domain.issue import PageImage
from newsreader.errors import UsageError
from newsreader.services.page_files import look_at
from newsreader.services.session import Session

Progress: TypeAlias = Callable[[int, int], None]
_BATCH: Final = 500

_IMPORT_AGAIN: Final = "Import the issues again with --copy-pages, or restore a backup."
_FIND: Final = "Say where they are now: `newsreader pages repoint OLD NEW`, or `newsreader pages find FOLDER`."

THERE: Final = "there"
MOVED: Final = "moved"
CHANGED: Final = "changed"


@dataclass(frozen=True, slots=True)
class ImageTrouble:
    """A picture that is not what or where it was.

    Attributes:
        image: As it was imported.
        state: `moved`: nothing lies at its place; `changed`: something else lies there.
    """

    image: StoredImage
    state: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What looking at all pictures found.

    Attributes:
        images: How many were looked at.
        never: Pages whose picture was never there.
        troubles: What is wrong.
    """

    images: int
    never: int
    troubles: tuple[ImageTrouble, ...]


@dataclass(frozen=True, slots=True)
class Repointed:
    """What became of pictures that were looked for elsewhere.

    Attributes:
        found: Pages whose picture was found and noted at its new place.
        missing: Where nothing lies.
        differing: Where something else lies than was imported.
    """

    found: int
    missing: tuple[str, ...]
    differing: tuple[str, ...]


class _Digests:
    """SHA-256 of files, each read once: a PDF may hold all pages of an issue."""

    def __init__(self) -> None:
        self._known: dict[Path, str] = {}

    def of(self, path: Path) -> str:
        """Of the file; "" when there is none that can be read."""
        if path not in self._known:
            digest = ""
            with suppress(OSError, ValueError):
                if path.is_file():  # never a pipe or a device, which may have no end
                    with path.open("rb") as file:
                        digest = hashlib.file_digest(file, "sha256").hexdigest()
            self._known[path] = digest
        return self._known[path]


def check(session: Session, progress: Progress | None = None, *, thorough: bool = True) -> Checked:
    """Looks at every picture.

    Args:
        session: The open archive.
        progress: Told (pictures done, pictures in all).
        thorough: By the SHA-256 of each; else that is looked at only where size or time of last change differ, and
            for the copies in the archive.
    """
    images = session.archive.page_images
    digests, total = _Digests(), images.count()
    troubles, never, done = [], 0, 0
    for done, image in enumerate(images.all(), start=1):
        if not image.sha256:
            never += 1
        elif (state := _state(image, digests, thorough=thorough or image.is_copied)) != THERE:
            troubles.append(ImageTrouble(image, state))
        if progress is not None:
            progress(done, max(done, total))
    return Checked(done, never, tuple(troubles))


def _state(image: StoredImage, digests: _Digests, *, thorough: bool) -> str:
    try:
        status = image.place.stat()
    except (OSError, ValueError):
        # A member of a container cannot be looked at by itself; its container can.
        return THERE if is_in_container(image.place) else MOVED
    is_ours = not (image.is_copied and image.place.is_symlink())
    if not (is_ours and stat.S_ISREG(status.st_mode) and status.st_size == image.size):
        return CHANGED
    if not thorough and status.st_mtime_ns == image.time:
        return THERE
    return THERE if digests.of(image.place) == image.sha256 else CHANGED


def image_problems(session: Session) -> Iterator[Problem | None]:
    """What `newsreader verify` says of pictures: one entry for each, and what is wrong at the end, a folder a line.

    Copies in the archive are read whole. Those left where they were are read only where they seem to have changed, and
    losing one is a warning: the archive never had it.
    """
    digests = _Digests()
    lost: dict[tuple[bool, str, str], int] = {}
    for image in session.archive.page_images.all():
        yield None
        state = _state(image, digests, thorough=image.is_copied) if image.sha256 else THERE
        if state != THERE:
            key = (image.is_copied, state, str(image.place.parent))
            lost[key] = lost.get(key, 0) + 1
    for (is_copied, state, folder), count in sorted(lost.items()):
        pictures = "1 picture of a page" if count == 1 else f"{count:,} pictures of pages"
        lie = "is" if count == 1 else "are"
        what = f"{lie} not in {folder} any more" if state == MOVED else f"in {folder} {lie} not what was imported"
        yield Problem("", f"{pictures} {what}", _IMPORT_AGAIN if is_copied else _FIND, is_warning=not is_copied)


def repoint(session: Session, old: str, new: Path, progress: Progress | None = None) -> Repointed:
    """Notes that the pictures below one folder lie below another now; each is taken only if its SHA-256 says so.

    Args:
        session: The archive.
        old: The folder they were imported from; of another computer perhaps.
        new: The folder they are in now.
        progress: Told (pictures done, pictures in all).

    Raises:
        UsageError: No picture was imported from there, or the new folder is not there.
    """
    if not new.is_dir():
        raise UsageError(f"There is no folder {new}", "Give the folder the pictures are in now.")
    moving = _Moving(session)
    total = session.archive.page_images.count()
    for done, image in enumerate(session.archive.page_images.all(), start=1):
        rest = None if image.is_copied else _below(image.path, old)
        if rest is not None:
            moving.try_at(image, new.absolute() / rest)
        if progress is not None:
            progress(done, max(done, total))
    if not moving.tried:
        raise UsageError(
            f"No picture of a page was imported from {old}", "`newsreader pages check` says where they were."
        )
    return moving.finish()


def _below(path: str, folder: str) -> str | None:
    """What follows the folder in the path, whichever way their parts are divided; None when it is not below it."""
    whole, start = path.replace("\\", "/"), folder.replace("\\", "/").rstrip("/")
    if not start or not whole.startswith(f"{start}/"):
        return None
    rest = whole[len(start) + 1 :]
    return None if ".." in rest.split("/") else rest


def find(session: Session, folder: Path, progress: Progress | None = None) -> Repointed:
    """Looks through a folder for pictures that are not where they were, by size and then SHA-256, whatever their names.

    Args:
        session: The archive.
        folder: Looked through with all below it.
        progress: Told (pictures done, pictures in all).

    Raises:
        UsageError: There is no such folder.
    """
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}", "Give a folder to look in.")
    digests = _Digests()
    lost = [
        image
        for image in session.archive.page_images.all()
        if image.sha256 and not image.is_copied and _state(image, digests, thorough=False) != THERE
    ]
    by_size: dict[int, list[Path]] = {image.size: [] for image in lost}
    for path, size in _files(folder.absolute()):
        if size in by_size:
            by_size[size].append(path)
    moving = _Moving(session)
    missing = []
    for done, image in enumerate(lost, start=1):
        place = next((path for path in by_size[image.size] if moving.digests.of(path) == image.sha256), None)
        if place is None:
            missing.append(image.path)
        else:
            moving.try_at(image, place)
        if progress is not None:
            progress(done, len(lost))
    found = moving.finish()
    return Repointed(found.found, tuple(dict.fromkeys(missing)), ())


def _files(folder: Path) -> Iterator[tuple[Path, int]]:
    for around, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                path = Path(around) / name
                if path.is_file():
                    yield path, path.stat().st_size


class _Moving:
    """Pictures on their way to new places, noted some at a time."""

    def __init__(self, session: Session) -> None:
        self.digests = _Digests()
        self.tried = 0
        self._session = session
        self._found = 0
        self._missing: list[str] = []
        self._differing: list[str] = []
        self._waiting: list[tuple[int, str, int]] = []

    def try_at(self, image: StoredImage, place: Path) -> None:
        """Takes the picture at this place if it is the one."""
        self.tried += 1
        if not image.sha256:
            self._take_new(image, place)
        elif not (digest := self.digests.of(place)):
            self._missing.append(str(place))
        elif digest != image.sha256:
            self._differing.append(str(place))
        else:
            with suppress(OSError):
                self._waiting.append((image.page, str(place), place.stat().st_mtime_ns))
                self._found += 1
        if len(self._waiting) >= _BATCH:
            self._note()

    def finish(self) -> Repointed:
        """Notes the rest, and says what became of all."""
        self._note()
        return Repointed(self._found, tuple(dict.fromkeys(self._missing)), tuple(dict.fromkeys(self._differing)))

    def _take_new(self, image: StoredImage, place: Path) -> None:
        """One that was missing when its issue was imported: there is nothing to compare it with."""
        found = look_at(PageImage(str(place), image.kind, image.frame))
        if not found.sha256:
            self._missing.append(str(place))
        elif found.problem:
            self._differing.append(str(place))
        else:
            self._session.archive.page_images.replace([(image.page, found)])
            self._found += 1

    def _note(self) -> None:
        self._session.archive.page_images.move(self._waiting, self._session.user)
        self._waiting.clear()
