"""The part of an import that runs in worker processes: read, clean, extract, make ready; no archive, no state."""

import hashlib
import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from newsreader.archive.ready import PackedFile, ReadyArticle, make_ready, pack_file
from newsreader.archive.ready_issue import ReadyIssue, ReadyPrint
from newsreader.domain.article import PreparedArticle, SourceArticle
from newsreader.domain.field import Field
from newsreader.domain.importing import ImportFailure
from newsreader.errors import DiskFull, SourceFileError
from newsreader.formats import contents
from newsreader.formats.contents import Contents, Original
from newsreader.formats.reader import read
from newsreader.formats.walk import Skipped
from newsreader.formats.xml_documents import Problem
from newsreader.services.extracting import IMPORTER, reason_about
from newsreader.services.parent_watch import end_with_parent
from newsreader.services.ready_issues import ready_issue, with_prints
from newsreader.services.stated_fields import with_stated
from newsreader.text.knowledge import NOTHING, Knowledge
from newsreader.text.prepare import prepare
from newsreader.text.sketches import Sketch, sketch
from newsreader.text.word_counts import words_of

_REPLY_ARTICLES: Final = 200
"""So many articles are sent at once: few messages for many small files, little memory for a large one."""
_REPLY_OUTCOMES: Final = 500
_TELL_SECONDS: Final = 0.2
"""So often is told how far the reading of a container is."""


@dataclass(frozen=True, slots=True)
class FileTask:
    """One file to read.

    Attributes:
        path: The file.
        size: In bytes, when it was found.
    """

    path: Path
    size: int

    def outcomes(self, chunk: "Chunk", knowledge: Knowledge) -> "Iterator[FileOutcome]":
        """Reads and prepares the file, a large one in several parts; one that cannot be read becomes a failure."""
        try:
            is_container = contents.is_container(self.path, chunk.format)
        except SourceFileError:
            is_container = False  # reading it says what is wrong with it
        if is_container:
            yield from _read_container(self, chunk, knowledge)
        else:
            yield _read_file(self, chunk, knowledge)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Files for one worker to read in one go.

    Attributes:
        copies: Folder that page images are copied to; "" to leave them where they are.
        scratch: Folder for what has to be unpacked to be read; "" for the system's.
    """

    files: tuple[FileTask, ...]
    format: str
    stated: Mapping[str, Field]
    copies: str = ""
    scratch: str = ""


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file, or of a part of a large one.

    Attributes:
        path: The file, or the member of a container.
        sha256: Of its bytes; "" when it could not be read.
        articles: Its articles, prepared; empty when they were made `ready` instead.
        sketches: Of the clean text of each of these.
        prints: Where each of these is printed, or None.
        ready: Its articles, made ready for an archive.
        words: The different words of each of these, with blanks between.
        file: Its bytes, as an archive keeps them.
        failure: Why it could not be read, or None.
        problems: Parts of an issue or of a container that could not be read while the rest was.
        skips: Members of a container that were left out.
        share: How much of a container has been read, 0 to 1.
        is_last: Nothing more comes of the file.
        issue: The issue it describes, when its pages are known.
        files: Further files kept with it, such as those with the words of its pages.
        full: There is no room for the copies of its page images: what to tell, or "".
    """

    path: Path
    sha256: str = ""
    articles: tuple[PreparedArticle, ...] = ()
    sketches: tuple[Sketch, ...] = ()
    ready: tuple[ReadyArticle, ...] = ()
    words: tuple[str, ...] = ()
    file: PackedFile | None = None
    failure: ImportFailure | None = None
    problems: tuple[ImportFailure, ...] = ()
    skips: tuple[ImportFailure, ...] = ()
    share: float = 0.0
    is_last: bool = True
    issue: ReadyIssue | None = None
    files: tuple[PackedFile, ...] = ()
    prints: tuple[ReadyPrint | None, ...] = ()
    full: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a worker sends: outcomes of the chunk it reads, and whether they are its last."""

    outcomes: tuple[FileOutcome, ...]
    is_end: bool


def work(connection: Connection, knowledge: Knowledge) -> None:
    """The main function of a worker process: answers every chunk with the outcomes of its files, a few at a time."""
    end_with_parent()
    chunks: queue.SimpleQueue[Chunk | None] = queue.SimpleQueue()
    # Received beside the work: were both ends to send at once, a full pipe would have each wait for the other.
    threading.Thread(target=_receive, args=(connection, chunks), name="chunks", daemon=True).start()
    with suppress(OSError):  # the other end closes when the import is over or stopped
        connection.send(None)  # started
        while (chunk := chunks.get()) is not None:
            for reply in read_chunk(chunk, knowledge):
                connection.send(reply)


def _receive(connection: Connection, chunks: "queue.SimpleQueue[Chunk | None]") -> None:
    with suppress(EOFError, OSError):
        while True:
            chunks.put(connection.recv())
    chunks.put(None)


def read_chunk(chunk: Chunk, knowledge: Knowledge = NOTHING) -> Iterator[Reply]:
    """Reads and prepares the files of a chunk; a file that cannot be read becomes a failure.

    Yields:
        Replies of some hundred articles, so that the memory stays flat however much a file holds; the last is the end.
    """
    waiting: list[FileOutcome] = []
    articles = 0
    sent = time.monotonic()
    for task in chunk.files:
        for outcome in task.outcomes(chunk, knowledge):
            waiting.append(outcome)
            articles += len(outcome.ready)
            is_late = not outcome.is_last and time.monotonic() - sent >= _TELL_SECONDS
            if articles >= _REPLY_ARTICLES or len(waiting) >= _REPLY_OUTCOMES or is_late:
                yield Reply(tuple(waiting), is_end=False)
                waiting, articles, sent = [], 0, time.monotonic()
    yield Reply(tuple(waiting), is_end=True)


def _read_file(task: FileTask, chunk: Chunk, knowledge: Knowledge) -> FileOutcome:
    return _read_original(task.path, partial(read, task.path, chunk.format), task.path.read_bytes, chunk, knowledge)


def _read_container(task: FileTask, chunk: Chunk, knowledge: Knowledge) -> Iterator[FileOutcome]:
    """The outcomes of the members of a container, each with its own original; the last is that of the container."""
    inside = Contents(task.path, chunk.format, Path(chunk.scratch) if chunk.scratch else None)
    is_empty = True
    told = time.monotonic()
    try:
        for content in inside.originals():
            is_empty = False
            if isinstance(content, Original):
                outcome = _read_original(content.path, content.articles, content.bytes_of, chunk, knowledge)
                if outcome.failure is not None:
                    outcome = FileOutcome(content.path, problems=(outcome.failure,))
            elif isinstance(content, Skipped):
                outcome = _left_out(content)
            elif time.monotonic() - told < _TELL_SECONDS:
                continue
            else:
                outcome = FileOutcome(content.path)
            told = time.monotonic()
            yield replace(outcome, share=inside.share, is_last=False)
    except Exception as error:  # noqa: BLE001  The border of the import, as below: what was read before stays.
        yield failed(task.path, f"met a bug in newsreader ({type(error).__name__}: {error})", "Please report it.")
        return
    yield failed(task.path, "holds nothing", "Leave it out.") if is_empty else FileOutcome(task.path)


def _left_out(thing: Skipped) -> FileOutcome:
    entry = ImportFailure(str(thing.path), thing.reason, thing.remedy)
    return FileOutcome(thing.path, problems=(entry,)) if thing.failure else FileOutcome(thing.path, skips=(entry,))


def _read_original(
    path: Path,
    sources: Callable[[Problem], Iterator[SourceArticle]],
    data: Callable[[], bytes],
    chunk: Chunk,
    knowledge: Knowledge,
) -> FileOutcome:
    """Reads and prepares one original.

    Args:
        path: Where it is, in a container perhaps.
        sources: Reads its articles.
        data: Gives its bytes, after they have been read.
        chunk: What is stated for all.
        knowledge: What the archive has learned.
    """
    problems: list[ImportFailure] = []

    def note(part: Path, reason: str, remedy: str) -> None:
        problems.append(ImportFailure(str(part), reason, remedy))

    try:
        articles = tuple(prepare(with_stated(source, chunk.stated), knowledge) for source in sources(note))
        if not articles:
            return failed(path, "holds no article", "Leave it out.")
        outcome = _made_ready(path, articles, data(), chunk)
        return replace(outcome, problems=(*problems, *outcome.problems))
    except SourceFileError as error:
        return failed(path, reason_about(path, error), error.remedy)
    except DiskFull as error:
        return FileOutcome(path, full=error.message)
    except OSError as error:
        return failed(path, f"cannot be read: {error.strerror or error}", "Check the disk, then try again.")
    except MemoryError:
        return failed(path, "needs more memory than there is", "Split it into smaller files.")
    except Exception as error:  # noqa: BLE001  The border of the import: no file may end it, not even by a bug of ours.
        return failed(path, f"met a bug in newsreader ({type(error).__name__}: {error})", "Please report it.")


def _made_ready(path: Path, articles: tuple[PreparedArticle, ...], data: bytes, chunk: Chunk) -> FileOutcome:
    digest = hashlib.sha256(data).hexdigest()
    if any(article.source.sha256 != digest for article in articles):
        return failed(path, "was changed while it was read", "Import it again when nothing writes to it.")
    words = tuple(words_of(article.source.raw, article.repairs) for article in articles)
    ready = tuple(make_ready(article, data, IMPORTER, sketch(article.clean)) for article in articles)
    outcome = FileOutcome(path, digest, ready=ready, words=words, file=pack_file(digest, data))
    read = ready_issue(articles, chunk.stated, Path(chunk.copies) if chunk.copies else None)
    if read is None:
        return outcome
    printed = with_prints(ready, articles)
    return replace(outcome, ready=printed, issue=read.issue, files=read.files, problems=read.problems)


def failed(path: Path, reason: str, remedy: str) -> FileOutcome:
    """The outcome of a file that could not be read."""
    return FileOutcome(path, failure=ImportFailure(str(path), reason, remedy))
