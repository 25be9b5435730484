"""The pictures of the pages of an archive: where they are, and noting where they are now."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from newsreader.archive import events
from newsreader.archive.database import Database, as_json_list
from newsreader.archive.pages import FOLDER, image_place
from newsreader.archive.ready_issue import ReadyImage
from newsreader.archive.stored import storable_path, whole

_BATCH: Final = 500
_SELECT: Final = (
    "SELECT p.number, i.title, i.date, p.sequence, p.image_path, p.image_sha256, p.image_size, p.image_time,"
    " p.image_copied, p.image_frame, p.image_kind FROM page p JOIN issue i ON i.number = p.issue"
    " WHERE p.image_path IS NOT NULL AND p.number > ? ORDER BY p.number LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class StoredImage:
    """The picture of a page as it was when it was imported.

    Attributes:
        page: Row number of the page.
        title, date, sequence: Of its issue, and which page of that it is.
        path: As stored.
        place: Where it ought to be.
        sha256: "" when it could not be read.
        size: In bytes.
        time: When it was last changed, in ns.
        is_copied: It lies in the archive.
        frame, kind: See `ImageRow`.
    """

    page: int
    title: str
    date: str
    sequence: int
    path: str
    place: Path
    sha256: str
    size: int
    time: int
    is_copied: bool
    frame: int
    kind: str


class PageImages:
    """Pictures of pages by row number of the page."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder

    @property
    def folder(self) -> Path:
        """Where copied pictures lie."""
        return self._folder / FOLDER

    def all(self) -> Iterator[StoredImage]:
        """All of them, some at a time."""
        last = 0
        while True:
            with self._database.reading() as db:
                rows = db.execute(_SELECT, (last, _BATCH)).fetchall()
            if not rows:
                return
            last = int(rows[-1][0])
            yield from map(self._stored, rows)

    def count(self) -> int:
        """How many pages have a picture."""
        with self._database.reading() as db:
            return int(db.execute("SELECT count(*) FROM page WHERE image_path IS NOT NULL").fetchone()[0])

    def copied(self) -> dict[str, int]:
        """The copied files, as paths below `folder`, with their sizes."""
        with self._database.reading() as db:
            rows = db.execute("SELECT DISTINCT image_path, image_size FROM page WHERE image_copied").fetchall()
        return {str(path): whole(size) for path, size in rows}

    def referenced(self) -> tuple[int, int]:
        """How many files are left where they were imported from, and their bytes; those never read are left out."""
        with self._database.reading() as db:
            row = db.execute(
                "SELECT count(*), coalesce(sum(size), 0) FROM (SELECT DISTINCT image_path, image_size AS size FROM page"
                " WHERE NOT image_copied AND image_sha256 <> '')"
            ).fetchone()
        return int(row[0]), int(row[1])

    def move(self, places: Iterable[tuple[int, str, int]], by: str) -> int:
        """Notes where pictures are now, as (page, path, time of last change); returns how many."""
        rows = [(storable_path(path), time, page) for page, path, time in places]
        with self._database.writing() as db:
            db.executemany("UPDATE page SET image_path = ?, image_time = ? WHERE number = ? AND NOT image_copied", rows)
            if rows:
                events.record(db, by, "re-point pages", [None], {"pages": len(rows)})
        return len(rows)

    def replace(self, images: Sequence[tuple[int, ReadyImage]]) -> None:
        """Puts pictures that were read now in place of those that could not be."""
        with self._database.writing() as db:
            db.executemany(
                "UPDATE page SET image_path = ?, image_kind = ?, image_frame = ?, image_sha256 = ?, image_size = ?,"
                " image_time = ?, image_width = ?, image_height = ?, image_problem = ?, image_copied = ?"
                " WHERE number = ?",
                [(*image, page) for page, image in images],
            )

    def issues_of(self, pages: Iterable[int]) -> int:
        """How many issues these pages are of."""
        with self._database.reading() as db:
            row = db.execute(
                "SELECT count(DISTINCT issue) FROM page WHERE number IN (SELECT value FROM json_each(?))",
                (as_json_list(list(pages)),),
            ).fetchone()
        return int(row[0])

    def _stored(self, row: tuple[Any, ...]) -> StoredImage:
        page, title, date, sequence, path, sha256, size, time, is_copied, frame, kind = row
        place = image_place(self._folder, str(path), is_copied=bool(is_copied))
        return StoredImage(
            whole(page), str(title), str(date), whole(sequence), str(path), place, str(sha256), whole(size),
            whole(time), bool(is_copied), whole(frame), str(kind),
        )  # fmt: skip
