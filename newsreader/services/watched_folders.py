"""The watched folders of an archive: kept with the user, not in the archive, since folders belong to a machine."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from newsreader.domain.importing import ImportReport, ImportRequest
from newsreader.errors import UsageError
from newsreader.services import local_files, profiles
from newsreader.services.session import Session
from newsreader.services.watching import Look, Mark, Taken, Watch, WatchedFolder

_KIND: Final = "watched"


def load(archive_uuid: str) -> list[Watch]:
    """The watched folders with what was taken from each; what makes no sense is left out."""
    found = local_files.load(_KIND, archive_uuid)
    listed = found.get("folders") if isinstance(found, dict) else None
    watches = []
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict) and isinstance(one.get("path"), str):
            folder = WatchedFolder(one["path"], str(one.get("profile") or ""), one.get("is_on") is not False)
            watches.append(Watch(folder, _taken(one.get("taken"))))
    return watches


def save(archive_uuid: str, watches: Sequence[Watch]) -> None:
    """Keeps them in place of those before."""
    folders = [
        {
            "path": watch.folder.path,
            "profile": watch.folder.profile,
            "is_on": watch.folder.is_on,
            "taken": {path: [*taken.mark, int(taken.has_failed)] for path, taken in watch.taken.items()},
        }
        for watch in watches
    ]
    local_files.save(_KIND, archive_uuid, {"folders": folders})


def with_folder(watches: Sequence[Watch], folder: WatchedFolder, archive: Path) -> list[Watch]:
    """The watched folders and one more.

    Args:
        watches: Those there are.
        folder: The new one.
        archive: The folder of the archive.

    Raises:
        UsageError: It lies in one that is watched, or holds one, or is the archive itself.
    """
    path = Path(folder.path).absolute()
    if path == archive.absolute() or archive.absolute() in path.parents:
        raise UsageError(f"{path} belongs to the archive", "Watch another folder.")
    for watch in watches:
        other = Path(watch.folder.path)
        if path == other or other in path.parents:
            raise UsageError(f"{path} is watched already, by {other}", "It is enough to watch that.")
        if path in other.parents:
            raise UsageError(f"{other}, which lies in {path}, is watched already", "Take it off the list first.")
    return [*watches, Watch(replace(folder, path=str(path)))]


def request_of(session: Session, folder: WatchedFolder, look: Look) -> ImportRequest:
    """The import of what a look found, with the profile of the folder.

    Raises:
        UsageError: There is no such profile any more.
    """
    request = ImportRequest(look.ready)
    return profiles.applied(request, profiles.get(session, folder.profile)) if folder.profile else request


def failed_in(report: ImportReport) -> list[str]:
    """The paths of what an import could not read."""
    return [failure.path for failure in report.failures]


def _taken(found: Any) -> dict[str, Taken]:
    taken: dict[str, Taken] = {}
    for path, one in found.items() if isinstance(found, dict) else ():
        if isinstance(one, list) and len(one) == 3 and all(isinstance(number, int) for number in one):
            taken[path] = Taken(Mark(one[0], one[1]), bool(one[2]))
    return taken
