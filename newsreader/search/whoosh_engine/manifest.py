"""The list of segments that make up the index: one small checked file, replaced in one step by every commit.

It is JSON on purpose. whoosh's own table of contents is a pickle, and reading a pickle runs what is in it.
"""

import base64
import json
import os
import unicodedata
import zlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Self

import numpy as np

from newsreader.search.whoosh_engine.files import Array, DamagedFile, sync_folder
from newsreader.search.whoosh_engine.layout import LAYOUT_VERSION

FILE_NAME: Final = "manifest"


def version() -> str:
    """What an index must have been made with to be read: our layout and Python's letter tables."""
    return f"{LAYOUT_VERSION}/{unicodedata.unidata_version}"


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """One segment as the manifest knows it.

    Attributes:
        name: File name without its suffix.
        documents: Documents in it, dead ones among them.
        size: Bytes of the file.
        crc: CRC-32 of the file.
        dead: Documents that were changed or removed since.
    """

    name: str
    documents: int
    size: int
    crc: int
    dead: bytes = b""

    def dead_mask(self) -> Array:
        """A flag for every document; true for a dead one."""
        if not self.dead:
            return np.zeros(self.documents, bool)
        return np.unpackbits(np.frombuffer(zlib.decompress(self.dead), np.uint8), count=self.documents).astype(bool)

    def with_dead(self, mask: Array) -> "SegmentEntry":
        """The same segment with other dead documents."""
        return replace(self, dead=zlib.compress(np.packbits(mask).tobytes(), 1) if mask.any() else b"")


@dataclass(frozen=True, slots=True)
class Manifest:
    """A state of the index.

    Attributes:
        archive: UUID of the archive it belongs to.
        generation: Last change of the archive that it holds.
        commit: Grows by one with every commit.
        segments: Its segments, oldest first.
    """

    archive: str
    generation: int = 0
    commit: int = 0
    segments: tuple[SegmentEntry, ...] = field(default=())

    def write(self, folder: Path) -> None:
        """Makes this the state of the index."""
        body = json.dumps(
            {
                "version": version(),
                "archive": self.archive,
                "generation": self.generation,
                "commit": self.commit,
                "segments": [
                    [entry.name, entry.documents, entry.size, entry.crc, base64.b64encode(entry.dead).decode()]
                    for entry in self.segments
                ],
            },
            separators=(",", ":"),
        ).encode()
        scratch = folder / f"{FILE_NAME}.{os.getpid()}.new"
        with scratch.open("wb") as out:
            out.write(b"%08x\n" % zlib.crc32(body) + body)
            out.flush()
            os.fsync(out.fileno())
        scratch.replace(folder / FILE_NAME)
        sync_folder(folder)

    @classmethod
    def read(cls, folder: Path, archive: str) -> Self:
        """Reads the state of the index.

        Raises:
            FileNotFoundError: There is none.
            OSError: It cannot be read.
            DamagedFile: It is damaged, or of another version, or of another archive.
        """
        data = (folder / FILE_NAME).read_bytes()
        crc, _, body = data.partition(b"\n")
        if crc != b"%08x" % zlib.crc32(body):
            raise DamagedFile("The list of segments is damaged")
        try:
            found: dict[str, Any] = json.loads(body)
            if found["version"] != version():
                raise DamagedFile("The index was made by another version")
            if found["archive"] != archive:
                raise DamagedFile("The index belongs to another archive")
            entries = tuple(
                SegmentEntry(_plain_name(name), int(documents), int(size), int(crc), base64.b64decode(dead))
                for name, documents, size, crc, dead in found["segments"]
            )
            return cls(archive, int(found["generation"]), int(found["commit"]), entries)
        except (ValueError, KeyError, TypeError) as error:
            raise DamagedFile("The list of segments makes no sense") from error


def _plain_name(name: str) -> str:
    if not name.isalnum():
        raise ValueError(name)
    return name
