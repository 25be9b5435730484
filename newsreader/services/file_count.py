"""How many files there are to import, counted beside the import so that it can say how much is left."""

import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path


class FileCount:
    """Counts in a thread, without opening any file.

    A quick look only: a link or a folder that may not be read can make it differ by a few from what the walk finds.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._total: int | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._count, args=(list(paths),), name="file-count", daemon=True)
        self._thread.start()

    @property
    def total(self) -> int | None:
        """The number, once it is known."""
        return self._total

    def close(self) -> None:
        """Stops counting."""
        self._stop.set()
        self._thread.join()

    def _count(self, paths: list[Path]) -> None:
        total = 0
        for path in paths:
            for number in _entries(path):
                total += number
                if self._stop.is_set():
                    return
        self._total = total


def _entries(path: Path) -> Iterator[int]:
    """What the walk will tell of, some at a time: files, and hidden folders as one thing each."""
    if not path.is_dir():
        yield 1
        return
    for _folder, folders, files in os.walk(path):
        hidden = [name for name in folders if name.startswith(".")]
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield len(files) + len(hidden)
