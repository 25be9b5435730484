"""The index of one archive: opens, searches, takes in changes, and owns up when it has to be built again."""

import secrets
import shutil
import threading
import time
from array import array
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

import filelock
import numpy as np

from newsreader.errors import SearchIndexError
from newsreader.search.index import Hits, IndexBusy, IndexDocument, IndexRequest
from newsreader.search.whoosh_engine import merging
from newsreader.search.whoosh_engine.evaluation import Evaluation
from newsreader.search.whoosh_engine.expansion import near_spellings
from newsreader.search.whoosh_engine.files import Array, DamagedFile
from newsreader.search.whoosh_engine.inversion import SegmentBuilder
from newsreader.search.whoosh_engine.manifest import FILE_NAME, Manifest, SegmentEntry
from newsreader.search.whoosh_engine.ranking import facet_counts, ordered, year_counts
from newsreader.search.whoosh_engine.snapshot import SUFFIX, LiveSegment, Snapshot, open_segment, open_snapshot

BATCH_WORDS: Final = 3_000_000
"""Words of a segment before it is written; bounds the memory of building."""

_RETRIES: Final = 10
_WORD_FIELDS: Final = ("body", "headline", "byline")
_REBUILD: Final = "Run `newsreader index rebuild`."


class WhooshIndex:
    """The search index in one folder."""

    def __init__(self, folder: Path, archive: str, *, lock_seconds: float = 10.0) -> None:
        """Names the folder; nothing is read yet.

        Args:
            folder: In the user's cache.
            archive: UUID of the archive.
            lock_seconds: How long a writer waits for another process that is writing.
        """
        self.folder = folder
        self._archive = archive
        self._lock_seconds = lock_seconds
        self._guard = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._stamp: tuple[int, int, int] | None = None
        self._problem = ""

    # State

    @property
    def generation(self) -> int:
        """Number of the last change taken in; 0 for an index that is empty or unusable."""
        return self._present().generation

    @property
    def article_count(self) -> int:
        """Articles in the index."""
        return self._present().count

    @property
    def byte_count(self) -> int:
        """Size on disk."""
        return sum(entry.size for entry in self._present().manifest.segments)

    def problem(self) -> str:
        """Why the index has to be built again; "" when it is sound."""
        self._present()
        return self._problem

    def close(self) -> None:
        """Lets go of all files."""
        with self._guard:
            self._snapshot = self._stamp = None

    def _present(self) -> Snapshot:
        """The newest state; an empty one when there is none that can be read."""
        with self._guard:
            stamp = self._stamp_now()
            if self._snapshot is None or stamp != self._stamp:
                self._snapshot, self._problem = self._open(self._snapshot)
                self._stamp = stamp
            return self._snapshot

    def _stamp_now(self) -> tuple[int, int, int] | None:
        try:
            found = (self.folder / FILE_NAME).stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _open(self, previous: Snapshot | None) -> tuple[Snapshot, str]:
        empty = Snapshot(Manifest(self._archive), ())
        problem = ""
        for attempt in range(_RETRIES):
            try:
                return open_snapshot(self.folder, self._archive, previous), ""
            except FileNotFoundError as error:
                if not (self.folder / FILE_NAME).exists():
                    return empty, "There is no index yet"
                # A writer may have replaced the segments between our two looks.
                problem = f"A file of the index is missing: {Path(error.filename or '').name}"
                time.sleep(0.01 * attempt)
            except DamagedFile as error:
                return empty, str(error)
            except (OSError, ValueError) as error:
                return empty, f"The index cannot be read: {error}"
        return empty, problem

    # Searching

    def search(self, request: IndexRequest) -> Hits:
        """Finds articles; an index that cannot be read finds none, and `problem` says why."""
        snapshot = self._present()
        evaluation = Evaluation(snapshot, request.filters)
        found = evaluation.masks(request.root)
        hits = [mask & base for mask, base in zip(found, evaluation.base, strict=True)]
        numbers, scores = ordered(evaluation, hits, request.sort, request.root)
        return Hits(
            total=len(numbers),
            of=snapshot.count,
            numbers=numbers,
            scores=scores,
            facets=facet_counts(snapshot, hits, request.facets),
            years=year_counts(snapshot, hits),
            parts=evaluation.parts(request.root, len(numbers)) if request.count_parts else (),
            notices=tuple(dict.fromkeys(evaluation.notices)),
            generation=snapshot.generation,
        )

    def numbers(self) -> "array[int]":
        """Row numbers of all articles in the index, ascending."""
        parts = [each.segment.numbers[each.live] for each in self._present().segments]
        found = array("q")
        if parts:
            found.frombytes(np.sort(np.concatenate(parts).astype(np.int64)).tobytes())
        return found

    def check(self) -> str:
        """Reads every file of the index through; what is wrong, "" for nothing."""
        snapshot = self._present()
        if self._problem:
            return self._problem
        for each, entry in zip(snapshot.segments, snapshot.manifest.segments, strict=True):
            if each.segment.file.crc() != entry.crc:
                return f"{entry.name}{SUFFIX} is damaged"
        return ""

    # Vocabulary

    def words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Words of the archive that begin so, most frequent first, with their number of articles."""
        found: dict[str, int] = {}
        for each in self._present().segments:
            for name in _WORD_FIELDS:
                reader = each.segment.field(name)
                for index in reader.prefix(prefix):
                    word = reader.word(index)
                    found[word] = found.get(word, 0) + reader.document_count(index)
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:limit]

    def similar(self, word: str, limit: int) -> list[tuple[str, int]]:
        """Words of the archive spelt almost so, best first, with their number of articles."""
        found: dict[str, tuple[int, int]] = {}
        for edits in (1, 2):
            if edits == 2 and (found or len(word) < 5):
                break
            for each in self._present().segments:
                for name in _WORD_FIELDS:
                    reader = each.segment.field(name)
                    for index, distance in near_spellings(reader, word, edits):
                        other = reader.word(index)
                        if other != word:
                            count = found.get(other, (0, 0))[1] + reader.document_count(index)
                            found[other] = (distance, count)
        ranked = sorted(found.items(), key=lambda item: (item[1][0], -item[1][1], item[0]))
        return [(other, count) for other, (_, count) in ranked[:limit]]

    def word_count(self, word: str) -> int:
        """Articles that have a word, not counting its other forms."""
        total = 0
        for each in self._present().segments:
            for name in _WORD_FIELDS:
                reader = each.segment.field(name)
                index = reader.find(word)
                total += reader.document_count(index) if index >= 0 else 0
        return total

    def values(self, field: str) -> dict[str, int]:
        """All values of a field, with their number of articles."""
        return dict(self._present().values(field))

    # Writing

    def apply(self, changed: Iterable[IndexDocument], gone: Iterable[int], generation: int) -> None:
        """Takes in changed and vanished articles and records how far it has got, in one step.

        Raises:
            IndexBusy: Another process is writing.
            SearchIndexError: It cannot be written.
        """
        with self._writing():
            try:
                before = self._manifest()
                if before.generation >= generation > 0:
                    return
                added = self._write_segments(changed)
                manifest = self._joined(before, added, set(gone), generation)
                self._commit(manifest)
                self._merge_while_needed(manifest)
            except OSError as error:
                raise SearchIndexError(
                    f"The search index could not be written: {error.strerror or error}",
                    "Make room on the disk of the cache folder; nothing of the archive is lost.",
                ) from error

    def clear(self) -> None:
        """Throws everything away and begins again, empty, at generation 0."""
        with self._writing():
            self._commit(Manifest(self._archive))

    def _writing(self) -> filelock.BaseFileLock:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = filelock.FileLock(str(self.folder / "writing.lock"), timeout=self._lock_seconds)
            lock.acquire()
        except filelock.Timeout as error:
            raise IndexBusy(
                "Another newsreader is updating the search index", "Wait until it is done; searching goes on meanwhile."
            ) from error
        except OSError as error:
            raise SearchIndexError(
                f"The folder of the search index cannot be used: {error.strerror or error}",
                f"Make {self.folder} writable, or set NEWSREADER_CACHE_DIR to another folder.",
            ) from error
        # Acquired once here and once more by `with`; one release must do.
        lock.release()
        return lock

    def _manifest(self) -> Manifest:
        try:
            return Manifest.read(self.folder, self._archive)
        except FileNotFoundError:
            return Manifest(self._archive)
        except DamagedFile as error:
            raise SearchIndexError(f"The search index cannot be added to: {error}", _REBUILD) from error

    def _write_segments(self, changed: Iterable[IndexDocument]) -> list[SegmentEntry]:
        entries: list[SegmentEntry] = []
        builder = SegmentBuilder()
        for document in changed:
            builder.add(document)
            if builder.size >= BATCH_WORDS:
                entries.append(self._write_segment(builder))
                builder = SegmentBuilder()
        if builder.documents:
            entries.append(self._write_segment(builder))
        return entries

    def _write_segment(self, builder: SegmentBuilder) -> SegmentEntry:
        name = secrets.token_hex(8)
        size, crc = builder.write(self.folder / f"{name}{SUFFIX}")
        return SegmentEntry(name, builder.documents, size, crc)

    def _joined(self, before: Manifest, added: list[SegmentEntry], gone: set[int], generation: int) -> Manifest:
        """The next state: what was there without what is replaced or gone, and what is new."""
        entries = [*before.segments, *added]
        replaced = np.fromiter(gone, np.int64, len(gone))
        # From the newest segment back: an article is alive where it stands last.
        for place in range(len(entries) - 1, -1, -1):
            segment = open_segment(self.folder, entries[place])
            numbers = segment.numbers.astype(np.int64)
            mask = entries[place].dead_mask()
            if place >= len(before.segments):
                mask |= _all_but_last(numbers)
            mask |= np.isin(numbers, replaced)
            entries[place] = entries[place].with_dead(mask)
            if place >= len(before.segments):
                replaced = np.concatenate((replaced, numbers))
        kept = tuple(entry for entry in entries if not entry.dead_mask().all())
        return replace(before, generation=generation, commit=before.commit + 1, segments=kept)

    def _commit(self, manifest: Manifest) -> None:
        manifest.write(self.folder)
        wanted = {f"{entry.name}{SUFFIX}" for entry in manifest.segments} | {FILE_NAME, "writing.lock"}
        for path in self.folder.iterdir():
            if path.name not in wanted and not path.name.startswith("."):
                _remove(path)

    def _merge_while_needed(self, manifest: Manifest) -> None:
        while True:
            entries = manifest.segments
            living = [1 - float(entry.dead_mask().mean()) for entry in entries]
            chosen = merging.choose([entry.size for entry in entries], living)
            if not chosen:
                return
            name = secrets.token_hex(8)
            parts: list[tuple[LiveSegment, Array]] = []
            opened = [(open_segment(self.folder, entries[place]), entries[place].dead_mask()) for place in chosen]
            documents, size, crc = merging.merge(opened, self.folder / f"{name}{SUFFIX}")
            del parts
            merged = SegmentEntry(name, documents, size, crc)
            kept = [merged if place == chosen[0] else entry for place, entry in enumerate(entries)
                    if place == chosen[0] or place not in chosen]  # fmt: skip
            manifest = replace(manifest, commit=manifest.commit + 1, segments=tuple(kept))
            self._commit(manifest)


def _all_but_last(numbers: Array) -> Array:
    """A flag for every number that comes again later."""
    if len(np.unique(numbers)) == len(numbers):
        return np.zeros(len(numbers), bool)
    last = {int(number): place for place, number in enumerate(numbers)}
    return np.array([last[int(number)] != place for place, number in enumerate(numbers)], bool)


def _remove(path: Path) -> None:
    """Removes a file that no state names any more; one held open elsewhere is left for the next commit."""
    try:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    except OSError:
        return
