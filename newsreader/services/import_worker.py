"""The part of an import that runs in worker processes: read, clean, extract, make ready; no archive, no state."""

import hashlib
import json
import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from newsreader.archive.containers import FinishedContainer
from newsreader.archive.ready import PackedFile, ReadyArticle, make_ready, pack_file
from newsreader.archive.ready_issue import ReadyIssue, ReadyPrint
from newsreader.archive.stored import storable_path
from newsreader.domain.article import PreparedArticle, SourceArticle
from newsreader.domain.field import Field
from newsreader.domain.importing import ImportFailure
from newsreader.domain.profile import AS_GUESSED, ImportProfile, Reading, reading_to_json
from newsreader.errors import DiskFull, SourceFileError
from newsreader.formats import contents, record_pieces, records
from newsreader.formats.contents import Contents, NoArticle, Original
from newsreader.formats.reader import read
from newsreader.formats.walk import Skipped
from newsreader.formats.xml_documents import Problem
from newsreader.services.extracting import IMPORTER, reason_about
from newsreader.services.parent_watch import end_with_parent
from newsreader.services.ready_issues import prepare_all, ready_issue, with_prints
from newsreader.services.stated_fields import profile_fields
from newsreader.text.knowledge import NOTHING, Knowledge
from newsreader.text.sketches import Sketch, sketch
from newsreader.text.word_counts import words_of

_REPLY_ARTICLES: Final = 200
"""So many articles are sent at once: few messages for many small files, little memory for a large one."""
_REPLY_OUTCOMES: Final = 500
_NO_ARTICLE: Final = "holds no article"
_TELL_SECONDS: Final = 0.2
"""So often is told how far the reading of a container is."""


@dataclass(frozen=True, slots=True)
class FileTask:
    """One file to read.

    Attributes:
        path: The file.
        size: In bytes, when it was found.
        known: SHA-256 of those pieces of it that were imported from here before, with the number of their articles;
            of a container, `SHA-256 path` of each member.
        passed: So much of a container has been read already by a worker that died on what followed.
        is_careful: Each member of it is announced before it is read, so that the one that kills is known.
    """

    path: Path
    size: int
    known: Mapping[str, int] = field(default_factory=dict, kw_only=True)
    passed: int = field(default=0, kw_only=True)
    is_careful: bool = field(default=False, kw_only=True)

    def outcomes(self, chunk: "Chunk", knowledge: Knowledge) -> "Iterator[FileOutcome]":
        """Reads and prepares the file, a large one in several parts; one that cannot be read becomes a failure."""
        try:
            within = contents.is_container(self.path, chunk.format)
            large = "" if within else record_pieces.large_format(self.path, chunk.format, chunk.reading)
        except SourceFileError:
            within, large = False, ""  # reading it says what is wrong with it
        if within:
            yield from _read_container(self, chunk, knowledge)
        elif large:
            yield from _read_pieces(self, large, chunk, knowledge)
        else:
            yield _read_file(self, chunk, knowledge)


def is_container(path: Path, format_name: str) -> bool:
    """Whether a file is read as a container; one that cannot be opened is not."""
    try:
        return contents.is_container(path, format_name)
    except SourceFileError:
        return False


@dataclass(frozen=True, slots=True)
class Chunk:
    """Files for one worker to read in one go.

    Attributes:
        copies: Folder that page images are copied to; "" to leave them where they are.
        scratch: Folder for what has to be unpacked to be read; "" for the system's.
        reader: Names the program and its formats for containers that are read whole.
        profile: What holds for all files and counts less than `stated`; None for nothing.
    """

    files: tuple[FileTask, ...]
    format: str
    stated: Mapping[str, Field]
    copies: str = ""
    scratch: str = ""
    reader: str = ""
    profile: ImportProfile | None = None

    @property
    def reading(self) -> Reading:
        """How records are to be read."""
        return self.profile.reading if self.profile else AS_GUESSED

    def stated_of(self, path: Path) -> tuple[dict[str, Field], str]:
        """What is stated of a file, and why its name tells nothing although it should, or ""."""
        told = profile_fields(self.profile, str(path))
        if told is not None or self.profile is None:
            return {**(told or {}), **self.stated}, ""
        fields = profile_fields(replace(self.profile, name_pattern=""), str(path)) or {}
        why = f"has a name that is not of the form {self.profile.name_pattern}; it was read without what the name tells"
        return {**fields, **self.stated}, why


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
        is_member: It is of one member of a container.
        at: How many things in a container this is the last of.
        begins: The member at `path` is going to be read; nothing has come of it yet.
        container: The container all of whose members have come, and could be read.
        issue: The issue it describes, when its pages are known.
        files: Further files kept with it, such as those with the words of its pages.
        full: There is no room for the copies of its page images: what to tell, or "".
        how: How its records were read, when that is needed to read them again, as JSON; else "".
        known: Articles of pieces that were imported from here before and are not read again.
        others: Articles of the file that were not asked for, by what they are called there.
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
    is_member: bool = False
    at: int = 0
    begins: bool = False
    container: FinishedContainer | None = None
    issue: ReadyIssue | None = None
    files: tuple[PackedFile, ...] = ()
    prints: tuple[ReadyPrint | None, ...] = ()
    full: str = ""
    how: str = ""
    known: int = 0
    others: tuple[str, ...] = ()


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
            if outcome.begins or articles >= _REPLY_ARTICLES or len(waiting) >= _REPLY_OUTCOMES or is_late:
                yield Reply(tuple(waiting), is_end=False)
                waiting, articles, sent = [], 0, time.monotonic()
    yield Reply(tuple(waiting), is_end=True)


def _read_file(task: FileTask, chunk: Chunk, knowledge: Knowledge) -> FileOutcome:
    sources = partial(read, task.path, chunk.format, reading=chunk.reading)
    return _read_original(task.path, sources, task.path.read_bytes, chunk, knowledge)


def _read_pieces(task: FileTask, format_name: str, chunk: Chunk, knowledge: Knowledge) -> Iterator[FileOutcome]:
    """The outcomes of the pieces of a large file of records; the last tells what is to be told of it as a whole."""
    problems: list[ImportFailure] = []
    tell = lambda part, *why: problems.append(ImportFailure(str(part), *why))  # noqa: E731  two words of plumbing
    known = 0
    try:
        with task.path.open("rb") as file:
            whole = record_pieces.RecordFile(file.read, task.path, format_name, chunk.reading)
            for piece in whole.pieces():
                share = min(1.0, file.tell() / task.size) if task.size else 1.0
                if task.known and (count := task.known.get(hashlib.sha256(piece.data).hexdigest(), 0)):
                    known += count
                    yield FileOutcome(task.path, known=count, share=share, is_last=False)
                    continue
                read_piece = partial(whole.articles, piece)
                outcome = _read_original(task.path, read_piece, partial(bytes, piece.data), chunk, knowledge)
                if outcome.failure is not None:
                    reasons = outcome.problems if outcome.failure.reason == _NO_ARTICLE else (outcome.failure,)
                    outcome = FileOutcome(task.path, problems=reasons)
                yield replace(outcome, how=whole.how(piece), share=share, is_last=False)
            whole.finish(tell, may_be_empty=known > 0)
    except SourceFileError as error:
        yield failed(task.path, reason_about(task.path, error), error.remedy)
    except OSError as error:
        yield failed(task.path, f"cannot be read: {error.strerror or error}", "Check the disk, then try again.")
    except MemoryError:
        yield failed(task.path, "needs more memory than there is", "Split it into smaller files.")
    except Exception as error:  # noqa: BLE001  The border of the import, as below: what was read before stays.
        yield failed(task.path, f"met a bug in newsreader ({type(error).__name__}: {error})", "Please report it.")
    else:
        yield FileOutcome(task.path, problems=tuple(problems))


def _read_container(task: FileTask, chunk: Chunk, knowledge: Knowledge) -> Iterator[FileOutcome]:
    """The outcomes of the members of a container, each with its own original; the last is that of the container."""
    scratch = Path(chunk.scratch) if chunk.scratch else None
    inside = Contents(task.path, chunk.format, scratch, reading=chunk.reading)
    is_empty, is_whole = True, not task.passed
    told = time.monotonic()
    before = _state(task.path)
    try:
        for at, content in enumerate(inside.originals(), 1):
            is_empty = False
            if at <= task.passed:
                continue
            if isinstance(content, Original):
                if task.is_careful:
                    yield FileOutcome(content.path, share=inside.share, is_last=False, at=at - 1, begins=True)
                outcome = _read_member(content, task, chunk, knowledge)
            elif isinstance(content, Skipped):
                outcome = _left_out(content)
            elif time.monotonic() - told < _TELL_SECONDS:
                continue
            else:
                outcome = FileOutcome(content.path)
            is_whole = is_whole and not outcome.problems
            told = time.monotonic()
            yield replace(outcome, share=inside.share, is_last=False, is_member=True, at=at)
        finished = _finished(task.path, chunk) if is_whole and chunk.reader and not is_empty else None
    except Exception as error:  # noqa: BLE001  The border of the import, as below: what was read before stays.
        yield failed(task.path, f"met a bug in newsreader ({type(error).__name__}: {error})", "Please report it.")
        return
    if before is None or before != _state(task.path):
        yield failed(task.path, "was changed while it was read", "Import it again when nothing writes to it.")
    elif is_empty:
        yield failed(task.path, "holds nothing", "Leave it out.")
    else:
        yield FileOutcome(task.path, container=finished)


def _read_member(member: Original, task: FileTask, chunk: Chunk, knowledge: Knowledge) -> FileOutcome:
    if task.known and not member.is_of_several:
        digest = hashlib.sha256(member.bytes_of()).hexdigest()
        if count := task.known.get(f"{digest} {storable_path(str(member.path))}", 0):
            return FileOutcome(member.path, known=count)
    outcome = _read_original(member.path, member.articles, member.bytes_of, chunk, knowledge)
    if outcome.failure is not None:
        is_piece = member.how and outcome.failure.reason == _NO_ARTICLE
        outcome = FileOutcome(member.path, problems=outcome.problems if is_piece else (outcome.failure,))
    return replace(outcome, how=member.how or outcome.how)


def _finished(path: Path, chunk: Chunk) -> FinishedContainer:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return FinishedContainer(digest, str(path), path.stat().st_size, chunk.reader, bool(chunk.copies))


def _state(path: Path) -> tuple[int, int] | None:
    """Size and time of last change, by which it is told whether a file was changed meanwhile."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


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
        stated, why = chunk.stated_of(path)
        if why:
            note(path, why, "Change the pattern or the name.")
        articles = prepare_all(sources(note), stated, knowledge)
        if not articles:
            return replace(failed(path, _NO_ARTICLE, "Leave it out."), problems=tuple(problems))
        outcome = _made_ready(path, articles, data(), chunk)
        return replace(outcome, problems=(*problems, *outcome.problems))
    except NoArticle as error:
        return FileOutcome(path, skips=(ImportFailure(str(path), reason_about(path, error), error.remedy),))
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
    how = reading_to_json(chunk.reading) if articles[0].source.format in records.NAMES else {}
    stated = json.dumps(how, ensure_ascii=False) if how else ""
    outcome = FileOutcome(path, digest, ready=ready, words=words, file=pack_file(digest, data), how=stated)
    read = ready_issue(articles, chunk.stated, Path(chunk.copies) if chunk.copies else None)
    if read is None:
        return outcome
    printed = with_prints(ready, articles)
    return replace(outcome, ready=printed, issue=read.issue, files=read.files, problems=read.problems, skips=read.skips)


def failed(path: Path, reason: str, remedy: str) -> FileOutcome:
    """The outcome of a file that could not be read."""
    return FileOutcome(path, failure=ImportFailure(str(path), reason, remedy))
