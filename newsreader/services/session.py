"""One open archive with its search index: what every service works on."""

import getpass
import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from newsreader import paths, settings
from newsreader.archive.archive import Archive
from newsreader.errors import ArchiveMissing
from newsreader.search.cancelling import cancel_thread

if TYPE_CHECKING:
    from newsreader.search.index import SearchIndex
    from newsreader.services.human_layer import HumanLayer
    from newsreader.services.passages import RecentTexts


class Session:
    """An open archive. Close it, or use it in a `with` block.

    Attributes:
        archive: The archive.
        user: Whose name goes with what is changed.
    """

    def __init__(self, archive: Archive, user: str = "") -> None:
        self.archive = archive
        self.user = user or _user()
        self._index: SearchIndex | None = None
        self._human_layer: HumanLayer | None = None
        self._recent_texts: RecentTexts | None = None
        self._index_guard = threading.Lock()

    @classmethod
    def open(cls, folder: Path | None = None, *, create: bool = False, read_only: bool = False) -> Self:
        """Opens an archive.

        Args:
            folder: Its folder; None for the last one opened, or the default place.
            create: Make one if there is none.
            read_only: Open for reading even where one could write.

        Raises:
            ArchiveError: It cannot be opened; see `Archive.open`.
        """
        chosen = folder if folder is not None else last_archive()
        try:
            archive = Archive.open(chosen, read_only=read_only)
        except ArchiveMissing:
            if not create:
                raise
            archive = Archive.create(chosen)
        settings.save({"last_archive": str(archive.folder.absolute())})
        return cls(archive)

    @property
    def index(self) -> "SearchIndex":
        """The search index of this archive, opened (and if need be made) when it is first asked for."""
        from newsreader.services import indexing

        with self._index_guard:
            if self._index is None:
                self._index = indexing.open_index(self.archive)
            return self._index

    @property
    def human_layer(self) -> "HumanLayer":
        """Tags, notes and marks as the search asks for them."""
        from newsreader.services.human_layer import HumanLayer

        with self._index_guard:
            if self._human_layer is None:
                self._human_layer = HumanLayer(self.archive.human_layer)
            return self._human_layer

    @property
    def recent_texts(self) -> "RecentTexts":
        """The articles whose passages were shown last."""
        from newsreader.services.passages import RecentTexts

        with self._index_guard:
            if self._recent_texts is None:
                self._recent_texts = RecentTexts(self.archive)
            return self._recent_texts

    def interrupt(self, thread: int) -> None:
        """Stops what a thread is asking the archive or searching; `Interrupted` is raised there, soon."""
        self.archive.interrupt_reads(thread)
        cancel_thread(thread)

    def close(self) -> None:
        """Closes the index and the archive."""
        with self._index_guard:
            if self._index is not None:
                self._index.close()
                self._index = None
        self.archive.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def last_archive() -> Path:
    """The folder of the last archive opened, if it is still there; else the default place."""
    last = settings.load().get("last_archive")
    if isinstance(last, str) and last and Path(last).is_dir():
        return Path(last)
    return paths.default_archive()


def _user() -> str:
    chosen = settings.load().get("user")
    if isinstance(chosen, str) and chosen.strip():
        return chosen.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user in the system's list, as in some containers
        return "unknown"
