"""Originals kept in the archive as work for the worker processes of an import."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from newsreader.archive.extracted import StoredSource
from newsreader.archive.originals import unpack
from newsreader.archive.pages import Pages
from newsreader.archive.ready import PackedFile
from newsreader.domain.article import PreparedArticle, SourceArticle
from newsreader.domain.field import Field
from newsreader.domain.importing import ImportFailure
from newsreader.domain.profile import AS_GUESSED, Reading, reading_from_json
from newsreader.errors import ArchiveDamaged, SourceFileError
from newsreader.formats.rest_of_page import rests
from newsreader.formats.stored import read_stored
from newsreader.services.extracting import reason_about
from newsreader.services.import_worker import Chunk, FileOutcome, FileTask
from newsreader.services.ready_issues import prepare_rest, prints_of, read_again, ready_issue
from newsreader.services.stated_fields import with_stated
from newsreader.text.knowledge import Knowledge
from newsreader.text.prepare import prepare
from newsreader.text.sketches import sketch


@dataclass(frozen=True, slots=True)
class StoredTask(FileTask):
    """One stored original to read again.

    Attributes:
        data: Its bytes.
        key: Names the task among those of a run; comes back as the `sha256` of its outcome.
        format: As it was imported.
        members: The articles wanted of it, each with what was stated for its import.
        parts: The files kept with it that its issue is read from, by their names there; None when none ever were.
        reading: How its records were read.
    """

    data: bytes = b""
    key: str = ""
    format: str = ""
    members: Mapping[str, Mapping[str, Field]] = field(default_factory=dict)
    parts: Mapping[str, PackedFile] | None = None
    reading: Reading = AS_GUESSED

    def outcomes(self, chunk: Chunk, knowledge: Knowledge) -> Iterator[FileOutcome]:  # noqa: ARG002  stated with each
        """Reads and prepares the wanted articles; those that are not there any more are left out."""
        yield self._outcome(knowledge)

    def _outcome(self, knowledge: Knowledge) -> FileOutcome:
        parts = None if self.parts is None else self._part
        try:
            found = [*read_stored(self.data, self.path, self.format, parts, self.reading)]
            left = [*rests(found)]
            articles = (*self._wanted(found, prepare, knowledge), *self._wanted(left, prepare_rest, knowledge))
            outcome = self._with_issue(articles)
        except SourceFileError as error:
            return self._failed(reason_about(self.path, error), error.remedy)
        except MemoryError:
            return self._failed("needs more memory than there is", "Close other programs, and try again.")
        except Exception as error:  # noqa: BLE001  No article may end the run, not even by a bug of ours.
            return self._failed(f"met a bug in newsreader ({type(error).__name__}: {error})", "Please report it.")
        sketches = tuple(sketch(article.clean) for article in articles)
        prints = tuple(prints_of(articles))
        # Pages with all their words are not sent along: what is needed of them is in the issue.
        bare = tuple(replace(one, source=replace(one.source, issue=None, places=None)) for one in articles)
        others = tuple(source.member for source in (*found, *left) if source.member not in self.members)
        return replace(outcome, articles=bare, sketches=sketches, prints=prints, others=others)

    def _wanted(
        self,
        sources: Iterable[SourceArticle],
        made: Callable[[SourceArticle, Knowledge], PreparedArticle],
        knowledge: Knowledge,
    ) -> Iterator[PreparedArticle]:
        return (
            made(with_stated(source, self.members[source.member]), knowledge)
            for source in sources
            if source.member in self.members
        )

    def _with_issue(self, articles: Sequence[PreparedArticle]) -> FileOutcome:
        if self.parts is not None:
            return FileOutcome(self.path, self.key, issue=read_again(articles))
        stated = next(iter(self.members.values()), {})
        read = ready_issue(articles, stated)  # its pages were not kept when it was imported
        return FileOutcome(self.path, self.key, issue=read.issue if read else None, files=read.files if read else ())

    def _part(self, href: str) -> bytes | None:
        """The bytes of a file kept with it; None for one that was missing when it was imported."""
        found = (self.parts or {}).get(href)
        try:
            return None if found is None else unpack(found.data, found.size, found.sha256)
        except ArchiveDamaged as error:
            raise SourceFileError(error.message, error.remedy) from error

    def _failed(self, reason: str, remedy: str) -> FileOutcome:
        return FileOutcome(self.path, self.key, failure=ImportFailure(str(self.path), reason, remedy))


def tasks(pages: Pages, sources: Iterable[StoredSource]) -> list[tuple[StoredTask, list[StoredSource]]]:
    """One task an original with the articles wanted of it; what cannot be unpacked is left out.

    Args:
        pages: Of the archive, where the files of issues are kept.
        sources: The articles.
    """
    by_original: dict[str, list[StoredSource]] = {}
    for source in sources:
        if source.data is not None:
            by_original.setdefault(source.sha256, []).append(source)
    found: list[tuple[StoredTask, list[StoredSource]]] = []
    for sha256, wanted in by_original.items():
        first, data = wanted[0], wanted[0].data or b""
        members = {one.member: _stated(one.fields) for one in wanted}
        key = f"{sha256} {first.number}"
        parts = _parts(pages, sha256) if first.has_issue else None
        task = StoredTask(
            Path(first.path), len(data), data=data, key=key, format=first.format, members=members, parts=parts,
            reading=_reading(first.how),
        )  # fmt: skip
        found.append((task, wanted))
    return found


def _parts(pages: Pages, sha256: str) -> dict[str, PackedFile]:
    return {kept.href: kept.file for kept in pages.kept_files(sha256) if kept.file is not None}


def _reading(how: str) -> Reading:
    try:
        found = json.loads(how) if how else {}
    except (ValueError, RecursionError):
        return AS_GUESSED
    return reading_from_json(found) if isinstance(found, dict) else AS_GUESSED


def _stated(fields: Mapping[str, Field]) -> dict[str, Field]:
    """What was stated for the whole import, which stays true whatever the rules say."""
    return {name: found for name, found in fields.items() if found.evidence.source == "option"}
