"""One generation of the index, open for reading: its segments and which of their documents are alive."""

import threading
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np

from newsreader.search.whoosh_engine.files import Array, DamagedFile
from newsreader.search.whoosh_engine.manifest import Manifest, SegmentEntry
from newsreader.search.whoosh_engine.segment import Segment

SUFFIX: Final = ".seg"
_ALWAYS_CHECKED_BYTES: Final = 1 << 26


@dataclass(frozen=True, slots=True)
class LiveSegment:
    """A segment and a flag for every document that is alive."""

    segment: Segment
    live: Array


class Snapshot:
    """A state of the index that does not change under its reader."""

    def __init__(self, manifest: Manifest, segments: tuple[LiveSegment, ...]) -> None:
        self.manifest = manifest
        self.segments = segments
        self.count = sum(int(each.live.sum()) for each in segments)
        self._guard = threading.Lock()
        self._values: dict[str, dict[str, int]] = {}

    @property
    def generation(self) -> int:
        """Last change of the archive in it."""
        return self.manifest.generation

    @cached_property
    def average_lengths(self) -> dict[str, float]:
        """Mean number of words by text field, over all documents."""
        totals: dict[str, int] = {}
        for each in self.segments:
            for name in each.segment.field_names():
                lengths = each.segment.field(name).lengths
                if len(lengths):
                    totals[name] = totals.get(name, 0) + int(lengths[each.live].sum())
        return {name: total / max(1, self.count) for name, total in totals.items()}

    def values(self, field: str) -> dict[str, int]:
        """All values of a field with their number of living documents."""
        with self._guard:
            found = self._values.get(field)
            if found is None:
                found = {}
                for each in self.segments:
                    reader = each.segment.field(field)
                    for index, count in enumerate(reader.count_by_term(each.live)):
                        if count:
                            word = reader.word(index)
                            found[word] = found.get(word, 0) + int(count)
                self._values[field] = found
            return found


def open_snapshot(folder: Path, archive: str, previous: Snapshot | None) -> Snapshot:
    """Opens the present state; segments that the previous one has open already are taken over.

    Raises:
        FileNotFoundError: There is no index, or a file of it is missing.
        OSError: A file cannot be read.
        DamagedFile: A file is not what was written.
    """
    manifest = Manifest.read(folder, archive)
    known = {}
    if previous is not None:
        entries = {entry.name: entry for entry in previous.manifest.segments}
        known = {each.segment.name: (each.segment, entries[each.segment.name]) for each in previous.segments}
    found: list[LiveSegment] = []
    for entry in manifest.segments:
        segment, old = known.get(entry.name, (None, None))
        if segment is None or old is None or (old.size, old.crc) != (entry.size, entry.crc):
            segment = open_segment(folder, entry)
        found.append(LiveSegment(segment, ~entry.dead_mask()))
    return Snapshot(manifest, tuple(found))


def open_segment(folder: Path, entry: SegmentEntry) -> Segment:
    """Opens a segment and makes sure it is the one that was written.

    Every byte is read, except of big files that look untouched: `newsreader verify` reads those.

    Raises:
        OSError: It cannot be read.
        DamagedFile: It is not what was written.
    """
    path = folder / f"{entry.name}{SUFFIX}"
    if path.stat().st_size != entry.size:
        raise DamagedFile(f"{path.name} has lost a part")
    segment = Segment(path)
    if entry.size <= _ALWAYS_CHECKED_BYTES and segment.file.crc() != entry.crc:
        raise DamagedFile(f"{path.name} is damaged")
    if segment.documents != entry.documents:
        raise DamagedFile(f"{path.name} is not the segment it should be")
    return segment


def empty_mask(segment: Segment) -> Array:
    """No document of a segment."""
    return np.zeros(segment.documents, bool)
