"""The originals in a container, one after another: each member is read as if it lay in a folder.

Members are read as they stream by and forgotten. Only what has to lie beside other files to be read, that is the parts
of digitized issues, is put on disk first and read as a folder at the end.
"""

import os
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

from newsreader.domain.article import SourceArticle
from newsreader.domain.profile import AS_GUESSED, Reading
from newsreader.errors import SourceFileError
from newsreader.formats import (
    container_kinds,
    containers,
    html,
    pdf,
    reader,
    record_pieces,
    sniffing,
    source_file,
    tar_files,
    warc,
    zip_directory,
    zip_files,
)
from newsreader.formats.compressed import Chained, Peeked, Source, Unpacked, read_exactly
from newsreader.formats.container_kinds import PACKED, TAR, WARC, ZIP
from newsreader.formats.limits import DEFAULT, Budget, ContainerError, LimitReached, Limits, MemberError
from newsreader.formats.member_kinds import is_part, is_picture, unpacked_name, unreadable_kind
from newsreader.formats.member_names import hidden_part
from newsreader.formats.members import UNPACK, Found, LeftOut, Member
from newsreader.formats.relocated import Relocated
from newsreader.formats.spool import NoRoom, Scratch, Spool
from newsreader.formats.walk import Found as FoundFile
from newsreader.formats.walk import Skipped, walk
from newsreader.formats.xml_documents import Problem

_HEAD: Final = 65_536
_BLOCK: Final = 512
"""Enough to tell a TAR or WARC archive, and little enough to come before any damage."""


@dataclass(frozen=True, slots=True)
class Original:
    """A member to read.

    Attributes:
        path: The container's path with the member's name below it.
        bytes_of: Gives its bytes.
        articles: Reads it; raises SourceFileError as `reader.read` does, NoArticle among these.
        how: How the piece of a file of records that it is can be read again alone, as JSON; else "".
        is_of_several: What becomes of it depends on other members too.
    """

    path: Path
    bytes_of: Callable[[], bytes]
    articles: Callable[[Problem | None], Iterator[SourceArticle]]
    how: str = ""
    is_of_several: bool = False


class NoArticle(SourceFileError):
    """A page that a web archive holds beside its articles: a menu, a frame, a list. No failure."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A member that was put aside, to be read with others later."""

    path: Path


Content: TypeAlias = Original | Skipped | Passed


class Contents:
    """What is in a container and in the containers within it.

    Attributes:
        share: How much of the file has been read, 0 to 1.
    """

    def __init__(
        self,
        path: Path,
        format_name: str = "",
        scratch: Path | None = None,
        limits: Limits = DEFAULT,
        reading: Reading = AS_GUESSED,
    ) -> None:
        """Begins.

        Args:
            path: The container.
            format_name: Format of the container, or of what is in it; "" to detect both.
            scratch: Folder for what has to be put on disk; None for the system's.
            limits: How much is read at most.
            reading: What a person stated of how records are to be read.
        """
        self._path = path
        self._forced = format_name if format_name in container_kinds.NAMES else ""
        self._member_format = "" if self._forced else format_name
        self._scratch = Scratch(scratch)
        self._limits = limits
        self._reading = reading
        self._budget = Budget(0, limits)
        self.share = 0.0

    def originals(self) -> Iterator[Content]:
        """What is in it, in order; what cannot be read is told of, the container itself among that."""
        with closing(self._scratch):
            try:
                with self._path.open("rb") as file:
                    size = os.fstat(file.fileno()).st_size
                    self._budget = Budget(size, self._limits)
                    kind = container_kinds.kind_of(file.read(_HEAD)) or self._forced
                    file.seek(0)
                    for content in self._named(self._container(_Counted(file), kind, self._path, 1)):
                        self.share = min(1.0, file.tell() / size) if size else 1.0
                        yield content
            except OSError as error:
                yield Skipped(
                    self._path, f"cannot be read: {error.strerror or error}", "Check the disk, then try again.", True
                )

    def _named(self, contents: Iterator[Content]) -> Iterator[Content]:
        """What comes, but of very many failures only the number: a report is for a person, and has to be held."""
        failures = 0
        for content in contents:
            failures += isinstance(content, Skipped) and content.failure
            if failures <= self._limits.failures or not (isinstance(content, Skipped) and content.failure):
                yield content
        if failures > self._limits.failures:
            more = f"has {failures - self._limits.failures:,} more members that cannot be read"
            yield Skipped(self._path, more, UNPACK, failure=True)

    def _container(self, source: "Source | _Counted", kind: str, path: Path, depth: int) -> Iterator[Content]:
        spool = Spool(self._scratch, takes_heads=isinstance(source, _Counted) and kind in (ZIP, TAR))
        try:
            if depth > self._limits.depth:
                raise ContainerError(f"is packed more than {self._limits.depth} deep", UNPACK)
            yield from self._opened(source, kind, path, depth, spool)
        except NoRoom as error:
            # Half an issue is worse than none.
            spool.clear()
            yield Skipped(path, error.reason, error.remedy, failure=True)
        except LimitReached as error:
            if depth > 1:
                raise
            yield Skipped(path, error.reason, error.remedy, failure=True)
        except MemberError as error:
            yield Skipped(path, error.reason, error.remedy, failure=True)
        if spool.top is not None:
            yield from self._spooled(spool.top, path, spool.heads)
            spool.clear()

    def _opened(
        self, source: "Source | _Counted", kind: str, path: Path, depth: int, spool: Spool
    ) -> Iterator[Content]:
        if kind == ZIP:
            with self._seekable(source) as file:
                spool.may_hold_issue = zip_directory.mentions(file, b".xml")
                yield from self._members(zip_files.members(file, self._budget), path, depth, spool)
        elif kind == TAR:
            spool.may_hold_issue = True
            yield from self._members(tar_files.members(source, self._budget), path, depth, spool)
        elif kind == WARC:
            yield from self._members(warc.members(source, self._budget, self._limits.article), path, depth, spool)
        elif kind in PACKED:
            yield from self._packed(Unpacked(source, kind, self._budget.spend), path, depth, spool)
        else:
            raise ContainerError("is no container that can be opened", "Leave the format to be told by its content.")

    def _packed(self, unpacked: Unpacked, path: Path, depth: int, spool: Spool) -> Iterator[Content]:
        """A packed single file, which may be another container that streams through."""
        peeked = Peeked(unpacked, _BLOCK)
        inner = container_kinds.kind_of(peeked.head)
        unpacked.mends = inner == WARC
        if inner in (TAR, WARC):
            yield from self._opened(peeked, inner, path, depth, spool)
        else:
            self._budget.count()
            yield from self._member(Member(unpacked_name(path.name), peeked), path, depth, spool)
        if unpacked.trailing:
            reason = "has something behind its end that is not packed; it was left out"
            yield Skipped(path, reason, "Fetch it again if something is missing.")

    @contextmanager
    def _seekable(self, source: "Source | _Counted") -> Iterator[BinaryIO]:
        if isinstance(source, _Counted):
            yield source.file
            return
        copy = self._scratch.file(source, self._limits.spooled)
        try:
            with copy.open("rb") as file:
                yield file
        finally:
            copy.unlink(missing_ok=True)

    def _members(self, found: Iterator[Found], path: Path, depth: int, spool: Spool) -> Iterator[Content]:
        hidden: set[str] = set()
        for thing in found:
            if isinstance(thing, LeftOut):
                # Not `/`: a name that begins at the root would leave the container.
                place = Path(f"{path}{os.sep}{thing.name}") if thing.name else path
                yield Skipped(place, thing.reason, thing.remedy, thing.failure)
                continue
            if isinstance(thing.source, warc.RecordSource):
                yield self._record(thing.source.record, path / thing.name)
            elif part := hidden_part(thing.name):
                if part not in hidden:
                    hidden.add(part)
                    yield Skipped(path / part, "is hidden", "Unpack it and name it outright to import it.")
            else:
                yield from self._member(thing, path, depth, spool)

    def _record(self, record: warc.Record, place: Path) -> Original:
        format_name = self._member_format or (html.NAME if record.is_page else "")
        return Original(
            place, lambda: record.data, partial(_captured, partial(self._read, record.data, place, format_name))
        )

    def _read_in_place(self, place: Path, on_problem: Problem | None) -> Iterator[SourceArticle]:
        return self._read(_whole(place), place, self._member_format, on_problem)

    def _read_file(self, file: Path, format_name: str, on_problem: Problem | None) -> Iterator[SourceArticle]:
        return reader.read(file, format_name, on_problem, self._reading)

    def _read(self, data: bytes, place: Path, format_name: str, on_problem: Problem | None) -> Iterator[SourceArticle]:
        return reader.read_bytes(data, place, format_name, on_problem, self._reading)

    def _member(self, member: Member, path: Path, depth: int, spool: Spool) -> Iterator[Content]:
        place = path / member.name
        try:
            yield from self._read_member(member, place, depth, spool)
        except ContainerError:
            raise
        except MemberError as error:
            yield Skipped(place, error.reason, error.remedy, failure=True)

    def _read_member(self, member: Member, place: Path, depth: int, spool: Spool) -> Iterator[Content]:
        peeked = Peeked(member.source, _HEAD)
        head = peeked.head
        if not head:
            raise MemberError("is empty", "Leave it out, or fetch it again.")
        kind = container_kinds.kind_of(head)
        if kind:
            yield from self._container(peeked, kind, place, depth + 1)
        elif is_part(head):
            spool.add(member.name, peeked, self._limits.spooled)
            yield Passed(place)
        elif is_picture(head) or (pdf.is_pdf(head) and spool.may_hold_issue):
            # Of one that can be opened in its place, name and beginning are enough to find its page.
            spool.add(member.name, BytesIO(head) if spool.takes_heads else peeked, self._limits.spooled)
            if spool.takes_heads:
                spool.heads.add(member.name)
            yield Passed(place)
        elif binary := unreadable_kind(head):
            yield Skipped(place, f"is {binary}, not text", sniffing.binary_remedy(binary))
        else:
            data = read_exactly(peeked, record_pieces.LARGE + 1)
            records = record_pieces.told_format(data, self._member_format, self._reading)
            if len(data) > record_pieces.LARGE and records:
                yield from self._records(Chained(data, peeked), place, records)
                return
            most = max(self._limits.article, pdf.MAX_BYTES) if pdf.is_pdf(head) else self._limits.article
            data += read_exactly(peeked, most + 1 - len(data))
            if len(data) > most:
                raise MemberError(
                    f"has more than {most >> 20:,} MB, too much for one article",
                    "Split it into one file for each article.",
                )
            yield Original(place, lambda: data, partial(self._read, data, place, self._member_format))

    def _records(self, source: Source, place: Path, format_name: str) -> Iterator[Content]:
        """The pieces of a large file of records, each an original."""
        whole = record_pieces.RecordFile(source.read, place, format_name, self._reading)
        told: list[Content] = []
        try:
            for piece in whole.pieces():
                yield Original(place, partial(bytes, piece.data), partial(whole.articles, piece), whole.how(piece))
            whole.finish(lambda part, reason, remedy: told.append(Skipped(part, reason, remedy, failure=True)))
        except SourceFileError as error:
            raise MemberError(error.message.removeprefix(f"{place} "), error.remedy) from error
        yield from told

    def _spooled(self, top: Path, path: Path, heads: AbstractSet[str]) -> Iterator[Content]:
        """What was put on disk, read as a folder; everything is told of as lying in the container."""
        for thing in walk([top]):
            place = path / thing.path.relative_to(top)
            if not isinstance(thing, FoundFile):
                yield replace(thing, path=place)
                continue
            if thing.path.relative_to(top).as_posix() in heads:
                # A document that is no picture of a page after all.
                yield Original(place, partial(_whole, place), partial(self._read_in_place, place), is_of_several=True)
                continue
            read = partial(self._read_file, thing.path, self._member_format)
            yield Original(place, thing.path.read_bytes, Relocated(top, path, read, heads).articles, is_of_several=True)


class _Counted:
    """The file of the outermost container, which can be sought in."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def read(self, size: int, /) -> bytes:
        return self.file.read(size)


def is_container(path: Path, format_name: str = "") -> bool:
    """Whether a file is a container by its content, or is to be read as one.

    Raises:
        SourceFileError: It is no file, or cannot be read.
    """
    return bool(container_kinds.kind_of(source_file.head_of(path))) or format_name in container_kinds.NAMES


def articles(
    path: Path, format_name: str = "", on_problem: Problem | None = None, reading: Reading = AS_GUESSED
) -> Iterator[SourceArticle]:
    """The articles of all originals in a container, in order.

    Args:
        path: The container.
        format_name: Its format, or that of what is in it; "" to detect both.
        on_problem: Told of each member that cannot be read, and of parts of issues that cannot.
        reading: What a person stated of how records are to be read.

    Raises:
        SourceFileError: There is no article in it.
    """
    found = False
    problems: list[tuple[Path, str, str]] = []
    tell = on_problem or (lambda *problem: problems.append(problem))
    for content in Contents(path, format_name, reading=reading).originals():
        if isinstance(content, Skipped) and content.failure:
            tell(content.path, content.reason, content.remedy)
        elif isinstance(content, Original):
            try:
                for article in content.articles(on_problem):
                    found = True
                    yield article
            except NoArticle:
                continue
            except SourceFileError as error:
                tell(content.path, error.message.removeprefix(f"{content.path} "), error.remedy)
    if not found and not on_problem:
        part, reason, remedy = problems[0] if problems else (path, "holds no article", "Leave it out.")
        raise SourceFileError(f"{part} {reason}", remedy)


def _captured(
    articles: Callable[[Problem | None], Iterator[SourceArticle]], on_problem: Problem | None
) -> Iterator[SourceArticle]:
    """What was captured from the web: much of it is no article, which is no fault of the archive's."""
    try:
        yield from articles(on_problem)
    except SourceFileError as error:
        raise NoArticle(error.message, error.remedy) from error


def _whole(place: Path) -> bytes:
    """All bytes of a member that is opened in its place.

    Raises:
        SourceFileError: It cannot be read, or has too many.
    """
    with containers.open_member(place) as file:
        data = file.read(pdf.MAX_BYTES + 1)
    if len(data) > pdf.MAX_BYTES:
        raise source_file.too_large(place, len(data), pdf.MAX_BYTES)
    return data
