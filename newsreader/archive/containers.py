"""Containers that were imported whole, so that the same file need not be read again; and what was found in others."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from newsreader.archive.clock import now
from newsreader.archive.database import Database, as_json_list
from newsreader.archive.stored import storable, storable_path


class FinishedContainer(NamedTuple):
    """A container all of whose members were read.

    Attributes:
        sha256, path, size: Of the container itself.
        reader: Names the program and the formats that read it.
        copied: Page images were copied into the archive.
        articles: In all its members; 0 to have them counted.
    """

    sha256: str
    path: str
    size: int
    reader: str
    copied: bool = False
    articles: int = 0


class Containers:
    """Containers by the SHA-256 of their bytes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def remember(self, container: FinishedContainer) -> None:
        """Notes that nothing of a container is left to be read."""
        path = storable_path(container.path)
        with self._database.writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO container (sha256, path, size, articles, reader, copied, finished)"
                " SELECT ?, ?, ?, count(DISTINCT article), ?, ?, ? FROM sighting WHERE path >= ? AND path < ?",
                (
                    container.sha256, path, container.size, storable(container.reader), int(container.copied), now(),
                    *_below(path),
                ),
            )  # fmt: skip

    def finished(self, sha256s: Iterable[str], reader: str, *, copied: bool) -> dict[str, FinishedContainer]:
        """Which of these files are containers that this reader has read whole.

        Args:
            sha256s: Of files.
            reader: As it was remembered.
            copied: Only those whose page images were copied.
        """
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT sha256, path, size, reader, copied, articles FROM container"
                " WHERE sha256 IN (SELECT value FROM json_each(?)) AND reader = ? AND copied >= ?",
                (as_json_list(list(sha256s)), storable(reader), int(copied)),
            ).fetchall()
        return {
            sha256: FinishedContainer(sha256, path, size, by, bool(was_copied), articles)
            for sha256, path, size, by, was_copied, articles in rows
        }

    def members(self, path: str) -> dict[str, int]:
        """What was imported from within this container: `SHA-256 path` with the number of articles of each."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT sha256, path, count(*) FROM sighting WHERE path >= ? AND path < ? GROUP BY path, sha256",
                _below(storable_path(path)),
            )
            return {f"{sha256} {place}": int(count) for sha256, place, count in rows}

    def note_sightings(self, moved: Mapping[str, FinishedContainer]) -> None:
        """Notes for each of these paths that what is in the container known from elsewhere lies there too."""
        at = now()
        with self._database.writing() as db:
            for path, container in moved.items():
                place = storable_path(path)
                db.execute(
                    "INSERT OR IGNORE INTO sighting (path, sha256, article, seen)"
                    " SELECT ? || substr(path, ?), sha256, article, ? FROM sighting WHERE path >= ? AND path < ?",
                    (place, len(container.path) + 1, at, *_below(container.path)),
                )


def _below(path: str) -> tuple[str, str]:
    """The first path below one, and the first that is not: `0` follows `/`, `]` follows the other separator."""
    separator = "\\" if "\\" in path and "/" not in path else "/"
    return f"{path}{separator}", f"{path}{chr(ord(separator) + 1)}"
