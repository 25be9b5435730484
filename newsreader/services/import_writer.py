"""Where an import puts what it has read: the archive, or, for a dry run, nowhere."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from newsreader import __version__
from newsreader.archive.adding import Added, Duplicate, Outcome
from newsreader.archive.archive import Archive
from newsreader.archive.containers import FinishedContainer
from newsreader.archive.ready import PackedFile, ReadyArticle
from newsreader.archive.stored import storable_path
from newsreader.domain.importing import CompletedIssue
from newsreader.formats.reader import FORMATS
from newsreader.formats.record_pieces import LARGE
from newsreader.services.completing import worth_reading
from newsreader.services.import_worker import FileOutcome, FileTask
from newsreader.services.page_files import sweep
from newsreader.services.session import Session


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one article.

    Attributes:
        path: Its file.
        id: Its id, or that of the article already there.
        is_new: It was not there before.
        is_elsewhere: It was there from another file.
        number: Its row number when it is new; 0 otherwise and in a dry run.
        is_rest: It is the rest of a page, which is not counted as an article.
        count: So many articles, of a container that was imported before.
    """

    path: str
    id: str
    is_new: bool = False
    is_elsewhere: bool = False
    number: int = 0
    is_rest: bool = False
    count: int = 1


class ImportWriter(Protocol):
    """Takes what was read.

    Attributes:
        completed: Issues that were there before, and what they got now.
    """

    completed: list[CompletedIssue]

    def write(self, outcomes: Sequence[FileOutcome]) -> list[Written]:
        """Takes a batch of files with their articles, all or nothing."""

    def sift(self, paths: Iterable[Path]) -> dict[Path, Written]:
        """Those of the files whose bytes are there already, with what to report about them."""

    def seen_at(self, task: FileTask) -> dict[str, int]:
        """SHA-256 of the pieces of a large file that were imported from there, with the number of their articles."""


class ArchiveWriter:
    """Writes each batch in one transaction."""

    def __init__(self, session: Session, *, copies: bool = False, format_name: str = "") -> None:
        self._archive = session.archive
        self._user = session.user
        self._copies = copies
        sweep(session.archive.page_images.folder)
        self.completed: list[CompletedIssue] = []
        # Nothing can be known in an empty archive; then no file needs to be read twice.
        self._may_know = session.archive.originals.count() > 0
        self._reader = reader_name(format_name)

    def write(self, outcomes: Sequence[FileOutcome]) -> list[Written]:
        """Adds the articles; a file's articles and its bytes go in together."""
        ready = [article for outcome in outcomes for article in outcome.ready]
        files = [file for outcome in outcomes for file in (outcome.file, *outcome.files) if file]
        with self._archive.writing():
            cut_otherwise = self._cut_otherwise(outcomes, ready)
            taken = [article for article in ready if article.id not in cut_otherwise]
            pairs = list(zip(taken, self._archive.articles.add_ready(taken, files, self._user), strict=True))
            self._add_issues(outcomes, files, pairs)
            for outcome in outcomes:
                if outcome.container is not None:
                    self._archive.containers.remember(outcome.container)
            self._archive.profiles.note_readings((one.sha256, one.how) for one in outcomes if one.how and one.sha256)
        added = iter(pairs)
        return [
            Written(article.source_path, cut_otherwise[article.id], False, True, is_rest=_is_rest(article))
            if article.id in cut_otherwise
            else _written(*next(added))
            for article in ready
        ]

    def _cut_otherwise(self, outcomes: Sequence[FileOutcome], ready: Sequence[ReadyArticle]) -> dict[str, str]:
        """The articles that newer rules cut out of pages that are there: all their words are, in the articles known.

        Returns:
            Their ids, with the id of an article of their issue.
        """
        whole = self._archive.pages.whole(one.issue.sha256 for one in outcomes if one.issue) if self._may_know else {}
        short = self._archive.lacking.short() if whole else set()
        whole = {sha256: number for sha256, number in whole.items() if sha256 not in short}
        others = [row for row in ready if row.sha256 in whole and not self._archive.articles.has_id(row.id)]
        ids = self._archive.articles.ids_of([whole[row.sha256] for row in others])
        return {row.id: ids[whole[row.sha256]] for row in others}

    def _add_issues(
        self,
        outcomes: Sequence[FileOutcome],
        files: Sequence[PackedFile],
        added: Sequence[tuple[ReadyArticle, Outcome]],
    ) -> None:
        """Adds the issues of these articles; one all of whose articles came with another file is not there twice."""
        own = {row.sha256 for row, one in added if one.id == row.id}
        issues = [outcome.issue for outcome in outcomes if outcome.issue and outcome.issue.sha256 in own]
        known = {issue.sha256 for issue in issues}
        prints = [
            (one.number, row.sha256, row.printed)
            for row, one in added
            if isinstance(one, Added) and row.printed and row.sha256 in known
        ]
        changes = self._archive.pages.add(issues, files, prints)
        news = {row.sha256 for row, one in added if isinstance(one, Added)}
        there = {row.sha256 for row, one in added if not isinstance(one, Added) and one.id == row.id}
        again = []
        for issue, change in zip(issues, changes, strict=True):
            if not change.is_new and (change.completed or issue.sha256 in news):
                self.completed.append(CompletedIssue(issue.path, issue.title, issue.date, change.completed))
            if issue.sha256 in there and (change.is_new or change.completed or issue.sha256 in news):
                again.append(issue.sha256)
        self._archive.lacking.note_full(known)
        if again:
            self._archive.lacking.owe(again, [one.number for _, one in added if isinstance(one, Added)])

    def seen_at(self, task: FileTask) -> dict[str, int]:
        """The pieces of a large file that are there already."""
        return _seen_at(self._archive, task)

    def sift(self, paths: Iterable[Path]) -> dict[Path, Written]:
        """Notes where known files lie, without reading anything into them but their SHA-256."""
        if not self._may_know:
            return {}
        known, elsewhere, whole = _sift(self._archive, paths, self._reader, copies=self._copies)
        if elsewhere:
            self._archive.articles.note_sightings((str(path), digest) for path, (digest, _) in elsewhere.items())
        moved = {str(path): one for path, one in whole.items() if one.path != storable_path(str(path))}
        if moved:
            self._archive.containers.note_sightings(moved)
        known |= _told(whole)
        return known | {path: Written(str(path), id_, is_elsewhere=True) for path, (_, id_) in elsewhere.items()}


def _seen_at(archive: Archive, task: FileTask) -> dict[str, int]:
    known = archive.articles.seen_at(str(task.path)) if task.size > LARGE else {}
    return known or archive.containers.members(str(task.path))


class DryWriter:
    """Says what would be new, and changes nothing.

    It has to remember what it has seen, so its memory grows with the number of articles (some 100 bytes each).
    """

    def __init__(self, archive: Archive, format_name: str = "") -> None:
        self._reader = reader_name(format_name)
        self.completed: list[CompletedIssue] = []
        self._archive = archive
        self._seen: dict[str, str] = {}

    def write(self, outcomes: Sequence[FileOutcome]) -> list[Written]:
        """Tells articles that came before in this run from new ones."""
        written: list[Written] = []
        for outcome in outcomes:
            for article in outcome.ready:
                mark = article.fingerprint[:20]
                first = self._seen.setdefault(mark, article.id)
                is_new = first is article.id
                rest = _is_rest(article)
                written.append(Written(article.source_path, first, is_new, not is_new, is_rest=rest))
        return written

    def seen_at(self, task: FileTask) -> dict[str, int]:
        """The pieces of a large file that are there already."""
        return _seen_at(self._archive, task)

    def sift(self, paths: Iterable[Path]) -> dict[Path, Written]:
        """Tells files the archive has from others."""
        known, elsewhere, whole = _sift(self._archive, paths, self._reader)
        known |= _told(whole)
        return known | {path: Written(str(path), id_, is_elsewhere=True) for path, (_, id_) in elsewhere.items()}


def _written(article: ReadyArticle, one: Outcome) -> Written:
    if isinstance(one, Added):
        return Written(article.source_path, one.id, True, False, one.number, is_rest=_is_rest(article))
    return Written(article.source_path, one.id, False, isinstance(one, Duplicate), is_rest=_is_rest(article))


def _is_rest(article: ReadyArticle) -> bool:
    return article.printed is not None and article.printed.is_rest


def reader_name(format_name: str) -> str:
    """Names this program with the formats it reads: a container that another one has read is read again."""
    forced = f" as {format_name}" if format_name else ""
    return f"newsreader {__version__}{forced}: {' '.join(sorted(FORMATS))}"


def _told(whole: Mapping[Path, FinishedContainer]) -> dict[Path, Written]:
    """What to report of containers that need not be read again."""
    return {path: Written(str(path), "", count=container.articles) for path, container in whole.items()}


def _sift(
    archive: Archive, paths: Iterable[Path], reader: str, *, copies: bool = False
) -> tuple[dict[Path, Written], dict[Path, tuple[str, str]], dict[Path, FinishedContainer]]:
    """Files known at their path; those known from another, with SHA-256 and id of the article; whole containers."""
    digests: dict[Path, str] = {}
    for path in paths:
        # The reader says what is wrong with a file that cannot be opened.
        with suppress(OSError), path.open("rb") as file:
            digests[path] = hashlib.file_digest(file, "sha256").hexdigest()
    there = archive.articles.known_sha256s(set(digests.values()))
    same = archive.articles.known((str(path), digest) for path, digest in digests.items() if digest in there)
    known: dict[Path, Written] = {}
    elsewhere: dict[Path, tuple[str, str]] = {}
    again = worth_reading(archive, {path: digest for path, digest in digests.items() if digest in there}, copies=copies)
    for path, digest in digests.items():
        if path in again:
            continue
        if (str(path), digest) in same:
            known[path] = Written(str(path), same[str(path), digest])
        elif digest in there:
            elsewhere[path] = (digest, there[digest])
    finished = archive.containers.finished(set(digests.values()), reader, copied=copies)
    whole = {path: finished[digest] for path, digest in digests.items() if digest in finished}
    return known, elsewhere, whole
