"""An import in a process of its own, so that the desk stays fluid while it runs."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader.domain.importing import ImportProgress, ImportReport, ImportRequest
from newsreader.services.child_run import ChildRun

if TYPE_CHECKING:
    from newsreader.services.import_control import ImportControl
    from newsreader.services.session import Session

_GO_ON = "What is in is kept. Import the same files again to go on."


class ImportProcess(ChildRun[ImportProgress, ImportReport]):
    """One import in a child process."""

    def __init__(self) -> None:
        super().__init__(_import, "the import", _GO_ON)

    def start(self, folder: Path, request: ImportRequest) -> None:
        """Begins to import into the archive in `folder`.

        Args:
            folder: The archive; it must exist.
            request: What to import; relative paths are taken from the current folder.
        """
        super().start(folder, replace(request, paths=tuple(str(Path(path).absolute()) for path in request.paths)))


def _import(
    session: "Session", request: ImportRequest, tell: Callable[[ImportProgress], None], control: "ImportControl"
) -> ImportReport:
    from newsreader.services.importing import import_paths

    return import_paths(session, request, tell, control)
