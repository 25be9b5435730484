"""The bytes of every imported file, kept as they came."""

import hashlib
import zlib
from collections.abc import Iterator
from typing import Final

from newsreader.archive.database import Database
from newsreader.errors import ArchiveDamaged, ArticleMissing

LARGEST: Final = 1 << 30
"""No file or text larger than this is ever unpacked."""


class Originals:
    """Original files by their SHA-256."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, sha256: str) -> bytes:
        """The bytes of one file.

        Raises:
            ArticleMissing: No such file was imported.
            ArchiveDamaged: The stored bytes cannot be unpacked.
        """
        with self._database.reading() as db:
            row = db.execute("SELECT data, size FROM original WHERE sha256 = ?", (sha256,)).fetchone()
        if row is None:
            raise ArticleMissing(f"No original with SHA-256 {sha256} is kept", "Check the number.")
        return unpack(row[0], int(row[1]), sha256)

    def count(self) -> int:
        """How many files are kept."""
        with self._database.reading() as db:
            return int(db.execute("SELECT count(*) FROM original").fetchone()[0])

    def total_bytes(self) -> int:
        """Their size in all, unpacked."""
        with self._database.reading() as db:
            return int(db.execute("SELECT coalesce(sum(size), 0) FROM original").fetchone()[0])

    def sha256s(self, batch: int = 1_000) -> Iterator[list[str]]:
        """All of them in order, some at a time."""
        last = ""
        while True:
            with self._database.reading() as db:
                rows = db.execute(
                    "SELECT sha256 FROM original WHERE sha256 > ? ORDER BY sha256 LIMIT ?", (last, batch)
                ).fetchall()
            if not rows:
                return
            last = rows[-1][0]
            yield [str(row[0]) for row in rows]

    def is_sound(self, sha256: str) -> bool:
        """Whether the bytes kept are those that were imported."""
        try:
            return hashlib.sha256(self.get(sha256)).hexdigest() == sha256
        except ArchiveDamaged:
            return False


def pack(data: bytes) -> bytes:
    """Bytes as they are stored."""
    return zlib.compress(data, 4)  # 2 % larger than 6, a fifth quicker


def unpack(stored: object, size: int, sha256: str) -> bytes:
    """The inverse of `pack`; never more than the size that was stored with it.

    Raises:
        ArchiveDamaged: They are not what was packed.
    """
    data = inflate(stored, size + 1)
    if data is None or len(data) != size:
        raise ArchiveDamaged(
            f"The original with SHA-256 {sha256} cannot be unpacked", "Restore a backup, or import the file again."
        )
    return data


def inflate(stored: object, most: int = LARGEST) -> bytes | None:
    """Bytes out of zlib, at most so many; None when that is not what they are. A stranger's archive may hold a bomb."""
    if not isinstance(stored, bytes) or not 0 < most <= LARGEST + 1:
        return None
    try:
        return zlib.decompressobj().decompress(stored, most)
    except zlib.error:
        return None
