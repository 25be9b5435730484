"""The index of one archive: opens, searches, takes in changes, and owns up when it has to be built again."""

import threading
import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from newsreader.errors import SearchIndexError
from newsreader.search.cancelling import cancellable
from newsreader.search.index import BuiltPart, Hits, IndexDocument, IndexRequest, TermsFound
from newsreader.search.whoosh_engine import writer
from newsreader.search.whoosh_engine.container import ContainerDamaged
from newsreader.search.whoosh_engine.searching import Search, all_numbers
from newsreader.search.whoosh_engine.snapshot import Snapshot
from newsreader.search.whoosh_engine.term_counts import matching_terms
from newsreader.search.whoosh_engine.toc import Contents, IndexMissing, IndexOutdated, latest_number, read_contents
from newsreader.search.whoosh_engine.vocabulary import decoded, encoded, near_spellings

_RETRIES: Final = 10
_WORD_FIELDS: Final = ("body", "headline", "byline")
_REBUILD: Final = "Run `newsreader index rebuild`"


class WhooshIndex:
    """The search index in one folder; safe to use from several threads.

    Args:
        folder: In the user's cache.
        archive: UUID of the archive.
        lock_seconds: How long a writer waits for another process that is writing.
    """

    def __init__(self, folder: Path, archive: str, *, lock_seconds: float = 10.0) -> None:
        self.folder = folder
        self._archive = archive
        self._lock_seconds = lock_seconds
        self._guard = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._problem = ""

    # State

    @property
    def generation(self) -> int:
        """Number of the last change taken in; 0 for an index that is empty or unusable."""
        return self._present().contents.generation

    @property
    def article_count(self) -> int:
        """Articles in the index."""
        return self._present().doc_count

    @property
    def byte_count(self) -> int:
        """Size on disk."""
        return self._present().byte_count

    def problem(self) -> str:
        """Why the index has to be built again; "" when it is sound."""
        self._present()
        return self._problem

    def close(self) -> None:
        """Lets go of all files."""
        with self._guard:
            self._snapshot = None

    def _present(self) -> Snapshot:
        """The newest state; an empty one when there is none that can be read."""
        with self._guard:
            number = latest_number(self.folder)
            if self._snapshot is None or self._snapshot.contents.number != number:
                self._snapshot, self._problem = self._open(self._snapshot)
            return self._snapshot

    def _open(self, previous: Snapshot | None) -> tuple[Snapshot, str]:
        problem = ""
        number = -1
        for attempt in range(_RETRIES):
            number = latest_number(self.folder)
            try:
                contents = read_contents(self.folder, number)
                if contents.archive != self._archive:
                    problem = "The index belongs to another archive"
                    break
                return Snapshot(self.folder, contents, previous), ""
            except IndexMissing:
                problem = "There is no index yet"
                break
            except (ContainerDamaged, IndexOutdated) as error:
                problem = error.message
                break
            except FileNotFoundError as error:
                # A writer may have replaced the segments between our two looks.
                problem = f"A file of the index is missing: {Path(error.filename or '').name}"
                time.sleep(0.01 * attempt)
            except (OSError, ValueError) as error:
                problem = f"The index cannot be read: {error}"
                break
        return Snapshot(self.folder, Contents(number, 0, self._archive, ())), problem

    def _damaged(self, error: ContainerDamaged) -> None:
        """Remembers that the present state cannot be relied on."""
        with self._guard:
            number = self._snapshot.contents.number if self._snapshot is not None else -1
            self._snapshot = Snapshot(self.folder, Contents(number, 0, self._archive, ()))
            self._problem = error.message

    # Searching

    def search(self, request: IndexRequest) -> Hits:
        """Finds articles; an index that cannot be read finds none, and `problem` says why.

        Raises:
            SearchCancelled: It was given up, through a token or `cancel_thread`; see `newsreader.search.cancelling`.
        """
        with cancellable():
            try:
                return Search(self._present(), request).hits()
            except ContainerDamaged as error:
                self._damaged(error)
                return Search(self._present(), request).hits()

    def numbers(self) -> "array[int]":
        """Row numbers of all articles in the index, ascending."""
        found = array("q")
        found.frombytes(all_numbers(self._present()).tobytes())
        return found

    def check(self) -> str:
        """Reads every file of the index through; what is wrong, "" for nothing."""
        snapshot = self._present()
        if self._problem:
            return self._problem
        try:
            for segment in snapshot.segments:
                segment.file.container.verify()
        except ContainerDamaged as error:
            self._damaged(error)
            return error.message
        return ""

    # Vocabulary

    def words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Words of the archive that begin so, most frequent first, with their number of articles."""
        found: dict[bytes, int] = {}
        snapshot = self._present()
        for name in _WORD_FIELDS:
            for reader in snapshot.readers(name):
                low, high = reader.prefix_range(encoded(prefix))
                for place in reader.most_frequent(low, high, max(limit * 4, 200)):
                    term = reader[place]
                    found[term] = found.get(term, 0) + reader.count(place)
        ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        return [(decoded(term), count) for term, count in ranked[:limit]]

    def similar(self, word: str, limit: int) -> list[tuple[str, int]]:
        """Words of the archive spelt almost so, best first, with their number of articles."""
        found: dict[bytes, tuple[int, int]] = {}
        snapshot = self._present()
        for edits in (1, 2):
            if edits == 2 and (found or len(word) < 5):
                break
            for name in _WORD_FIELDS:
                for reader in snapshot.readers(name):
                    for place, distance in near_spellings(reader, word, edits):
                        term = reader[place]
                        found[term] = (distance, found.get(term, (0, 0))[1] + reader.count(place))
        found.pop(encoded(word), None)
        ranked = sorted(found.items(), key=lambda item: (item[1][0], -item[1][1], item[0]))
        return [(decoded(term), count) for term, (_, count) in ranked[:limit]]

    def word_count(self, word: str) -> int:
        """Articles that have a word, not counting its other forms."""
        snapshot = self._present()
        return sum(snapshot.doc_frequency(name, encoded(word)) for name in _WORD_FIELDS)

    def terms(self, pattern: str, limit: int) -> TermsFound:
        """The words of the archive that match a pattern with `*` and `?`, most frequent first."""
        return matching_terms(self._present(), pattern, limit)

    def values(self, field: str) -> dict[str, int]:
        """All values of a field, with their number of articles."""
        return dict(self._present().values(field))

    # Writing

    def apply(self, changed: Iterable[IndexDocument], gone: Iterable[int], generation: int) -> None:
        """Takes in changed and vanished articles and records how far it has got, in one step.

        Raises:
            IndexBusy: Another process is writing.
            SearchIndexError: The index is damaged, or cannot be written.
        """
        with self._adding():
            writer.apply(self.folder, self._archive, changed, gone, generation)

    def build_part(self, documents: Iterable[IndexDocument]) -> BuiltPart:
        """Writes articles as a part of the index that counts for nothing before `take_in` takes it in.

        Raises:
            SearchIndexError: It cannot be written.
        """
        with self._told():
            return BuiltPart(tuple(writer.build(self.folder, documents, joins=True)))

    def take_in(self, make: Callable[[], tuple[Sequence[BuiltPart], Iterable[int]]], generation: int) -> None:
        """Has parts made, keeping other writers out meanwhile, and makes them part of the index in one step.

        Args:
            make: Makes the parts, in whichever processes; gives them and the numbers of articles that are no more.
            generation: Last change of the archive that this takes in.

        Raises:
            IndexBusy: Another process is writing.
            SearchIndexError: The index is damaged, or cannot be written.
        """
        with self._adding():
            try:
                parts, gone = make()
                segments = [segment for part in parts for segment in part.segments]
                contents = writer.take_in(self.folder, self._archive, segments, gone, generation)
            finally:
                writer.remove_pending(self.folder)
            writer.join(self.folder, contents)

    @contextmanager
    def _adding(self) -> Iterator[None]:
        with self._told(), writer.writing(self.folder, self._lock_seconds):
            if latest_number(self.folder) < 0:
                writer.create(self.folder, self._archive)
            yield

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Errors of the index in words that help."""
        try:
            yield
        except (ContainerDamaged, IndexOutdated) as error:
            raise SearchIndexError(f"The search index cannot be added to: {error.message}", _REBUILD) from error
        except OSError as error:
            raise SearchIndexError(
                f"The search index could not be written: {error.strerror or error}",
                f"Make room for {self.folder} or set NEWSREADER_CACHE_DIR to another folder; the archive is safe",
            ) from error

    def clear(self) -> None:
        """Throws everything away and begins again, empty, at generation 0."""
        with self._told(), writer.writing(self.folder, self._lock_seconds):
            writer.create(self.folder, self._archive)
