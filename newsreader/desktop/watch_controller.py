"""Watches folders while the desk is open and has what is new in them imported.

Looking runs in a thread of its own and not in a lane of `Jobs`: a share that has gone away can hold it for minutes,
and no search may wait for that. The thread is a daemon, so that it does not hold up the end of the program either.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal

from newsreader.desktop.banner import Banner
from newsreader.desktop.desk import Desk
from newsreader.desktop.figures import counted
from newsreader.desktop.import_runner import ImportRunner
from newsreader.domain.importing import ImportReport
from newsreader.errors import NewsreaderError
from newsreader.services import watched_folders
from newsreader.services.import_queue import QueuedImport
from newsreader.services.watching import Look, Watch, WatchedFolder

_EVERY_MS: Final = 3_000
_AFTER_HINT_MS: Final = 500
_SLOW: Final = 20
"""A look that took long is followed by a rest of so many times as long."""

_REST_SECONDS: Final = 300.0
"""A folder whose import could not be done is left alone for so long."""


class WatchController(QObject):
    """The watched folders of the archive on the desk.

    Signals:
        changed: Something about them is not as it was.
    """

    changed = Signal()
    _looked = Signal(object, object, float)

    def __init__(
        self, desk: Desk, runner: ImportRunner, banner: Banner, show_report: Callable[[ImportReport], None]
    ) -> None:
        super().__init__(runner)
        self._desk = desk
        self._runner = runner
        self._banner = banner
        self._show_report = show_report
        self._watches: list[Watch] = []
        self._uuid = ""
        self._looks: dict[str, Look] = {}
        self._waiting: dict[str, tuple[Watch, Look]] = {}
        self._rests: dict[str, float] = {}
        self._is_looking = False
        self._timer = QTimer(self, interval=_EVERY_MS, singleShot=True)
        self._timer.timeout.connect(self._look)
        self._hints = QFileSystemWatcher(self)
        self._hints.directoryChanged.connect(lambda _: self._timer.start(_AFTER_HINT_MS))
        self._looked.connect(self._on_looked, Qt.ConnectionType.QueuedConnection)
        desk.archive_opened.connect(lambda _: self._load())
        runner.item_ended.connect(self._on_import_ended)
        self._load()

    @property
    def watches(self) -> Sequence[Watch]:
        """The watched folders."""
        return self._watches

    def state_of(self, watch: Watch) -> str:
        """How it stands with a folder, in words."""
        look = self._looks.get(watch.folder.path)
        if not watch.folder.is_on:
            return "Off"
        if self._desk.is_read_only:
            return "Waits: the archive can only be read"
        if look is not None and look.problem:
            return look.problem
        if any(waiting is watch for waiting, _ in self._waiting.values()):
            return "Importing what is new"
        said = f"{counted(len(watch.taken), 'file', 'files')} taken"
        if watch.failed:
            said += f", {watch.failed} could not be read"
        if look is not None and look.unsettled:
            said += f", {counted(look.unsettled, 'file is', 'files are')} still being written"
        return said

    def add(self, path: str, profile: str = "") -> None:
        """Watches one more folder.

        Raises:
            UsageError: It cannot be watched; says why.
        """
        session = self._desk.session
        if session is not None:
            folder = WatchedFolder(path, profile)
            self._watches = watched_folders.with_folder(self._watches, folder, session.archive.folder)
            self._keep()

    def remove(self, watch: Watch) -> None:
        """Watches a folder no more; what was imported stays."""
        self._watches = [other for other in self._watches if other is not watch]
        self._keep()

    def change(self, watch: Watch, *, is_on: bool | None = None, profile: str | None = None) -> None:
        """Turns the watching of a folder on or off, or has another profile hold for its files."""
        folder = watch.folder
        watch.folder = replace(
            folder,
            is_on=folder.is_on if is_on is None else is_on,
            profile=folder.profile if profile is None else profile,
        )
        self._rests.pop(folder.path, None)
        self._keep()

    def stop(self) -> None:
        """Looks no more, for when the window closes."""
        self._timer.stop()
        self._uuid = ""

    def _load(self) -> None:
        session = self._desk.session
        self._uuid = session.archive.uuid if session is not None else ""
        self._watches = watched_folders.load(self._uuid) if self._uuid else []
        self._looks.clear()
        self._waiting.clear()
        self._rests.clear()
        self._hint()
        self.changed.emit()

    def _keep(self) -> None:
        if self._uuid:
            watched_folders.save(self._uuid, self._watches)
        self._hint()
        self.changed.emit()

    def _hint(self) -> None:
        known = self._hints.directories()
        if known:
            self._hints.removePaths(known)
        wanted = [watch.folder.path for watch in self._watches if watch.folder.is_on]
        if wanted:
            self._hints.addPaths(wanted)
            self._timer.start(_AFTER_HINT_MS)

    # -- looking ------------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        if self._is_looking or not self._uuid or self._desk.is_read_only:
            return
        now = time.monotonic()
        busy = [watch for watch, _ in self._waiting.values()]
        due = [
            watch
            for watch in self._watches
            if watch.folder.is_on and watch not in busy and self._rests.get(watch.folder.path, 0.0) <= now
        ]
        if not due:
            self._timer.start(_EVERY_MS)
            return
        self._is_looking = True

        def look(uuid: str) -> None:
            began = time.monotonic()
            found = [(watch, watch.look(time.monotonic())) for watch in due]
            self._looked.emit(uuid, found, time.monotonic() - began)

        threading.Thread(target=look, args=(self._uuid,), name="watch", daemon=True).start()

    def _on_looked(self, uuid: str, found: list[tuple[Watch, Look]], seconds: float) -> None:
        self._is_looking = False
        if uuid != self._uuid or not uuid:  # another archive was opened meanwhile, or the window closes
            return
        for watch, look in found:
            before = self._looks.get(watch.folder.path)
            self._looks[watch.folder.path] = look
            if look.problem and (before is None or not before.problem):
                self._banner.say(f"{look.problem}.", look.remedy)
            if not any(watch is other for other in self._watches) or not watch.folder.is_on:
                continue
            if look.ready:
                self._import(watch, look)
            elif look.files:  # pictures and the like, of which nothing is to be imported
                watch.done(look)
        self._timer.start(max(_EVERY_MS, round(seconds * _SLOW * 1000)))
        self.changed.emit()

    def _import(self, watch: Watch, look: Look) -> None:
        session = self._desk.session
        if session is None:
            return
        try:
            request = watched_folders.request_of(session, watch.folder, look)
        except NewsreaderError as error:
            self._rest(watch)
            self._banner.say(f"{watch.folder.name}: {error.message}.", error.remedy)
            return
        item = self._runner.add(request, watch.folder.name)
        if item is not None:
            self._waiting[item.id] = watch, look

    def _on_import_ended(self, item: QueuedImport) -> None:
        watch, look = self._waiting.pop(item.id, (None, None))
        if watch is None or look is None:
            return
        if item.report is None:
            self._rest(watch)
        elif item.report.interrupted:
            # Whoever stopped it does not want it to begin again at once.
            self.change(watch, is_on=False)
            self._banner.say(f"“{watch.folder.name}” is no longer watched: its import was stopped.", "", "import")
        else:
            failed = watched_folders.failed_in(item.report)
            watch.done(look, failed)
            if failed:
                words = counted(len(failed), "file", "files")
                report = item.report
                self._banner.say(
                    f"{words} of “{watch.folder.name}” could not be read.", "They are tried again when they change.",
                    "warning", ("Report", lambda: self._show_report(report)),
                )  # fmt: skip
        self._keep()

    def _rest(self, watch: Watch) -> None:
        self._rests[watch.folder.path] = time.monotonic() + _REST_SECONDS
