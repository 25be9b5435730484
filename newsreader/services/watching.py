"""Watched folders: finds the new and changed files in a folder that nobody is writing to any more.

Pure looking: nothing is imported here, nothing but the heads of new files is opened, and the clock is given. What was
taken is remembered by path, size and time of change, so that nothing is imported twice and a file that could not be
read is told once, and tried again when it has changed.
"""

import errno
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from newsreader.formats import packages, sniffing
from newsreader.formats.walk import ARCHIVE_NAME, binary_kind_of, is_hidden

SETTLE_SECONDS: Final = 5.0
"""A file is taken when its size and time of change have stayed the same for so long."""

_MOST_AT_ONCE: Final = 2_000
_HEAD: Final = 8_192
_UNFINISHED: Final = (".part", ".partial", ".crdownload", ".tmp", ".filepart", ".download")
"""Endings that programs give files they are still writing."""

_DESCRIPTIONS: Final = frozenset({"mets", "didl"})


class Mark(NamedTuple):
    """What tells whether a file has changed: size in bytes, time of change in nanoseconds."""

    size: int
    changed: int


class Taken(NamedTuple):
    """A file that was dealt with: how it was then, and whether it could not be read."""

    mark: Mark
    has_failed: bool = False


@dataclass(frozen=True, slots=True)
class WatchedFolder:
    """A folder whose new files are imported by themselves.

    Attributes:
        path: The folder.
        profile: Name of the import profile that holds for its files; "" for none.
        is_on: Whether it is watched at the moment.
    """

    path: str
    profile: str = ""
    is_on: bool = True

    @property
    def name(self) -> str:
        """Its name for people."""
        return Path(self.path).name or self.path


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a folder found.

    Attributes:
        ready: Files to import now.
        files: Everything that is dealt with by importing those, with how it was: their parts, and pictures.
        unsettled: How many new files are still being written, or wait for others of their issue.
        problem, remedy: Why the folder could not be looked at; "" when it could.
    """

    ready: tuple[str, ...] = ()
    files: tuple[tuple[str, Mark], ...] = ()
    unsettled: int = 0
    problem: str = ""
    remedy: str = ""


@dataclass(slots=True)
class Watch:
    """One watched folder and what was taken from it.

    Attributes:
        folder: The folder.
        taken: What was dealt with, by path.
        settle_seconds: See `SETTLE_SECONDS`.
    """

    folder: WatchedFolder
    taken: dict[str, Taken] = field(default_factory=dict)
    settle_seconds: float = SETTLE_SECONDS
    _seen: dict[str, tuple[Mark, float]] = field(default_factory=dict)

    @property
    def failed(self) -> int:
        """How many files could not be read and have not changed since."""
        return sum(taken.has_failed for taken in self.taken.values())

    def look(self, now: float) -> Look:
        """Looks at the folder.

        Args:
            now: Seconds on a clock that never goes back.
        """
        root = Path(self.folder.path)
        try:
            marks = dict(_marks(root))
        except OSError as error:
            self._seen.clear()
            return Look(problem=_problem(root, error), remedy=_remedy(error))
        fresh = {path: mark for path, mark in marks.items() if path not in self.taken or self.taken[path].mark != mark}
        self._seen = {path: self._since(path, mark, now) for path, mark in fresh.items()}
        still = {path for path, (_, since) in self._seen.items() if now - since >= self.settle_seconds}
        if len(self.taken) > 2 * len(marks) + 1_000:  # not at once: a share may be away for a while
            self.taken = {path: taken for path, taken in self.taken.items() if path in marks}
        if not still:
            return Look(unsettled=len(fresh))
        return _Choice(root, fresh, still).look()

    def done(self, look: Look, failed: Iterable[str] = ()) -> None:
        """Notes that what a look found was imported.

        Args:
            look: The look.
            failed: Paths that could not be read, or names of members below such a path.
        """
        bad = set(failed)
        for path, mark in look.files:
            inner = path + os.sep
            has_failed = path in bad or any(other.startswith((inner, f"{path}/")) for other in bad)
            self.taken[path] = Taken(mark, has_failed)
            self._seen.pop(path, None)

    def _since(self, path: str, mark: Mark, now: float) -> tuple[Mark, float]:
        known = self._seen.get(path)
        return known if known is not None and known[0] == mark else (mark, now)


class _Choice:
    """Chooses among new files what to import: an issue by its description, once all of it is there."""

    def __init__(self, root: Path, fresh: dict[str, Mark], still: set[str]) -> None:
        self._root = root
        self._fresh = fresh
        self._still = still
        self._arranged: dict[Path, packages.Arrangement] = {}
        self._moving: dict[Path, bool] = {}

    def look(self) -> Look:
        ready: dict[str, None] = {}
        files: dict[str, Mark] = {}
        waiting = len(self._fresh) - len(self._still)
        for path in sorted(self._still):
            if len(ready) >= _MOST_AT_ONCE:
                break
            issue = self._issue_of(Path(path))
            if issue is None:
                files[path] = self._fresh[path]
                if not self._is_left_out(Path(path)):
                    ready[path] = None
            elif self._is_moving(issue):
                waiting += 1
            else:
                files[path] = self._fresh[path]
                ready.update(dict.fromkeys(self._descriptions(issue)))
        return Look(tuple(ready), tuple(files.items()), waiting)

    def _is_moving(self, issue: Path) -> bool:
        """Whether something of an issue is still being written."""
        if issue not in self._moving:
            inner = str(issue) + os.sep
            self._moving[issue] = any(path.startswith(inner) for path in self._fresh if path not in self._still)
        return self._moving[issue]

    def _issue_of(self, path: Path) -> Path | None:
        """The folder of the description of the issue that a file belongs to, or describes."""
        folders = [folder for folder in path.parents if folder == self._root or self._root in folder.parents]
        for folder in reversed(folders):
            if path in self._arrangement(folder).parts:
                # A picture beside a page that nothing describes belongs to no issue that could be named.
                return folder if self._descriptions(folder) else None
        return path.parent if _root_of(path) in _DESCRIPTIONS and not self._is_left_out(path) else None

    def _is_left_out(self, path: Path) -> bool:
        left_out = {name for name, _ in self._arrangement(path.parent).left_out}
        return path.name in left_out or bool(binary_kind_of(path)) or path in self._arrangement(path.parent).parts

    def _descriptions(self, folder: Path) -> list[str]:
        arrangement = self._arrangement(folder)
        if not arrangement.parts:
            return [
                path for path in self._still if Path(path).parent == folder and _root_of(Path(path)) in _DESCRIPTIONS
            ]
        left_out = {name for name, _ in arrangement.left_out}
        names = [name for name in _names(folder) if name.lower().endswith(".xml") and name not in left_out]
        return [str(folder / name) for name in names if _root_of(folder / name) in _DESCRIPTIONS]

    def _arrangement(self, folder: Path) -> packages.Arrangement:
        if folder not in self._arranged:
            self._arranged[folder] = packages.arrange(folder, _names(folder))
        return self._arranged[folder]


def _names(folder: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in os.scandir(folder) if not is_hidden(entry.name))
    except OSError:
        return []


def _root_of(path: Path) -> str:
    if not path.name.lower().endswith(".xml"):
        return ""
    try:
        with path.open("rb") as file:
            return sniffing.xml_root(file.read(_HEAD))
    except OSError:
        return ""


def _marks(root: Path) -> Iterator[tuple[str, Mark]]:
    """Every file in a folder and below with its mark; what is hidden, linked or still being written is passed over.

    Raises:
        OSError: The folder cannot be looked at; one below it only is passed over.
    """
    folders = [str(root)]
    while folders:
        folder = folders.pop()
        try:
            entries = [entry for entry in os.scandir(folder) if not is_hidden(entry.name)]
        except OSError:
            if folder == str(root):
                raise
            continue
        if any(entry.name == ARCHIVE_NAME for entry in entries):
            continue
        for entry in entries:
            try:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif entry.is_file() and not entry.name.lower().endswith(_UNFINISHED):
                    found = entry.stat()
                    yield entry.path, Mark(found.st_size, found.st_mtime_ns)
            except OSError:
                continue  # gone meanwhile


def _problem(root: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"The watched folder {root} is not there"
    if isinstance(error, NotADirectoryError):
        return f"{root} is no folder"
    if isinstance(error, PermissionError):
        return f"The watched folder {root} may not be read by you"
    return f"The watched folder {root} cannot be read: {error.strerror or error}"


def _remedy(error: OSError) -> str:
    if error.errno in (errno.ENOENT, errno.ESTALE, errno.EIO, errno.ENOTCONN, errno.EHOSTDOWN, errno.ETIMEDOUT):
        return "Connect its disk or share; it is looked at again by itself. Or take it off the list."
    return "Ask for permission to read it, or take it off the list."
