"""Reading stored originals again with the present rules: only the extracted layer changes, and only where it differs.

Each batch is one transaction, so whatever stops a run, every article is wholly as it was or wholly as it is now, and
the same run again goes on. What people did to the articles stays; see `newsreader.services.keeping_hold`.
"""

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from typing import Any, Final, TypeAlias

from newsreader.archive.clock import now
from newsreader.archive.extracted import Layer, StoredSource
from newsreader.archive.ready_issue import ReadyPrint
from newsreader.archive.shown import shown_columns
from newsreader.domain.article import Article, PreparedArticle
from newsreader.domain.ids import article_id
from newsreader.domain.re_extracting import (
    ReExtractProgress,
    ReExtractReport,
    ReExtractRequest,
    Unreadable,
    change_to_json,
)
from newsreader.domain.repair import HAND_RULE
from newsreader.errors import ArchiveDamaged, UsageError
from newsreader.formats import rest_of_page
from newsreader.services import layer_changes, word_counting
from newsreader.services.hand_laid import hand_tasks, take_in
from newsreader.services.import_control import ImportControl
from newsreader.services.import_index import ImportIndex
from newsreader.services.import_pool import ImportPool, cores
from newsreader.services.import_worker import Chunk, FileOutcome
from newsreader.services.keeping_hold import keep_hold
from newsreader.services.learning import knowledge_of
from newsreader.services.re_extract_tally import ReExtractTally
from newsreader.services.rules import older_rules
from newsreader.services.session import Session
from newsreader.services.stored_reading import tasks
from newsreader.text.prepare import RULES_VERSION
from newsreader.text.sketches import Sketch, sketch

_BATCH: Final = 100
_FEW: Final = 200
"""So few articles are read here: starting processes would take longer."""

Listener: TypeAlias = Callable[[ReExtractProgress], None]
_Ready: TypeAlias = tuple[StoredSource, PreparedArticle, Sketch, ReadyPrint | None]


def re_extract(
    session: Session,
    request: ReExtractRequest,
    on_progress: Listener | None = None,
    control: ImportControl | None = None,
) -> ReExtractReport:
    """Reads articles again from their stored originals.

    Args:
        session: The archive.
        request: Which articles, and whether only to say what would change.
        on_progress: Called in this thread after each batch.
        control: Cancels from another thread.

    Raises:
        ArchiveBusy: An import has the archive; the message says who.
        ArchiveReadOnly: The archive can only be read.
    """
    return _Run(session, request, on_progress, control or ImportControl()).run()


def read_owed(session: Session, index: ImportIndex, control: ImportControl) -> int:
    """Reads the articles again of which an import has brought what they lacked; within that import, which has the lock.

    Returns:
        How many were changed by it.
    """
    owed = session.archive.lacking.owed()
    if not owed:
        return 0
    changed = _Run(session, ReExtractRequest(numbers=tuple(owed)), None, control).within(index, owed)
    if not control.is_cancelled:
        session.archive.lacking.settle()
    return changed


def take_back(session: Session, on_progress: Listener | None = None, control: ImportControl | None = None) -> int:
    """Gives every article that the last run changed its former layer back; returns how many.

    Raises:
        UsageError: There is nothing to take back.
    """
    archive, control = session.archive, control or ImportControl()
    last = archive.extracted.last_run()
    if last is None:
        raise UsageError("There is no reading to take back", "Only the last run of `newsreader re-extract` can be.")
    run, _, total = last
    done = 0
    with archive.import_lock("take a reading back"), closing(ImportIndex(session)) as index:
        while not control.is_cancelled and (former := archive.extracted.former(run, _BATCH)):
            with archive.writing():
                for number, layer in former:
                    _put_back(session, number, layer, run)
            done += len(former)
            index.nudge(len(former))
            if on_progress is not None:
                on_progress(ReExtractProgress(done, total, done))
        index.finish(lambda: None, lambda: control.is_cancelled)
    return done


def _put_back(session: Session, number: int, layer: Layer, run: str) -> None:
    archive = session.archive
    before = archive.articles.get(number)
    raw, repairs = archive.extracted.put_back(number, layer)
    keep_hold(session, before, repairs, raw)
    archive.extracted.show(number)
    clean = archive.articles.get(number).clean
    if clean != before.clean:
        archive.families.keep([(number, sketch(clean))])
    detail = {"run": run, "rules": [before.rules, layer.rules]}
    archive.extracted.told(number, detail, session.user, "take re-extract back")


class _Run:
    """One run over some articles."""

    def __init__(
        self, session: Session, request: ReExtractRequest, on_progress: Listener | None, control: ImportControl
    ) -> None:
        self._session = session
        self._request = request
        self._control = control
        self._waiting: dict[str, list[StoredSource]] = {}
        self._run = f"{now()} {uuid.uuid4().hex[:8]}"
        self._ready: dict[int, _Ready] = {}
        self._issues: dict[str, FileOutcome] = {}
        self._tally = ReExtractTally(on_progress, dry_run=request.dry_run)
        self._index: ImportIndex | None = None
        self._has_begun = False
        self._spent: list[int] = []
        """Rests of pages all words of which are in articles by now."""
        self._short: set[str] = set()
        """SHA-256 of the files of issues that hold articles the archive has not."""

    def run(self) -> ReExtractReport:
        archive = self._session.archive
        with ExitStack() as stack:
            if not self._request.dry_run:
                stack.enter_context(archive.import_lock("re-extract"))
                self._index = stack.enter_context(closing(ImportIndex(self._session)))
            self._count_words()
            numbers = self._numbers(self._go_on())
            self._tally.total = len(numbers)
            jobs = 1 if len(numbers) <= _FEW else self._request.jobs or cores()
            with closing(ImportPool(jobs, knowledge_of(self._session))) as pool:
                self._read(pool, numbers)
            if not self._control.is_cancelled and not self._request.dry_run:
                archive.extracted.set_place(None)
            if self._index is not None and not self._control.is_cancelled:
                self._index.finish(lambda: self._tally.tell("indexing"), lambda: self._control.is_cancelled)
        self._tally.tell("done")
        return self._tally.report(RULES_VERSION, interrupted=self._control.is_cancelled)

    def within(self, index: ImportIndex, numbers: Sequence[int]) -> int:
        """Reads these articles in a run of another kind; can be taken back together with the last reading."""
        self._index = index
        last = self._session.archive.extracted.last_run()
        self._run = last[0] if last else self._run
        knowledge = knowledge_of(self._session)
        extracted = self._session.archive.extracted
        for batch in extracted.batches(numbers, _BATCH):
            if by_hand := [source for source in extracted.sources(batch) if source.is_by_hand]:
                with self._session.archive.writing():
                    take_in(self._session, by_hand, knowledge)
        with closing(ImportPool(1, knowledge)) as pool:
            self._read(pool, numbers)
        return self._tally.changed

    def _go_on(self) -> int:
        """Makes this the continuation of a run that was stopped, so that both are taken back together.

        Returns:
            The last article of that run when it was over everything, and so is this; else 0.
        """
        if self._request.dry_run:
            return 0
        extracted = self._session.archive.extracted
        place = extracted.place()
        last = 0
        if place.get("rules") == RULES_VERSION and isinstance(place.get("run"), str):
            self._run = place["run"]
            last = place["last"] if self._request.everything and isinstance(place.get("last"), int) else 0
        extracted.set_place({"run": self._run, "rules": RULES_VERSION, "last": last})
        return last

    def _numbers(self, last: int) -> Sequence[int]:
        extracted = self._session.archive.extracted
        if self._request.numbers is not None:
            return sorted(set(self._request.numbers))
        if not self._request.everything:
            return extracted.read_with(older_rules(self._session))
        return [number for number in extracted.everything() if number > last]

    def _count_words(self) -> None:
        """An archive whose words were never counted has them counted first: the rules go by them."""
        archive = self._session.archive
        counted = archive.vocabulary.counted().articles
        if not self._request.dry_run and counted * 2 < archive.articles.count():
            self._tally.tell("words")
            word_counting.count_anew(archive)

    def _read(self, pool: ImportPool, numbers: Sequence[int]) -> None:
        chunks = self._chunks(numbers)
        for outcomes in pool.outcomes(chunks, lambda: self._control.is_cancelled, lambda: self._control.is_paused):
            for outcome in outcomes:
                self._take(outcome)
            if len(self._ready) >= _BATCH:
                self._write()
        if not self._control.is_cancelled:
            self._write()

    def _chunks(self, numbers: Sequence[int]) -> Iterator[Chunk]:
        for batch in self._session.archive.extracted.batches(numbers, _BATCH):
            sources = self._session.archive.extracted.sources(batch)
            for source in sources:
                if source.data is None:
                    self._fail(source, "The original cannot be unpacked", "Run `newsreader verify`.")
            read = tasks(self._session.archive.pages, [source for source in sources if not source.is_by_hand])
            chosen = hand_tasks(self._session, [source for source in sources if source.is_by_hand])
            self._waiting.update((task.key, wanted) for task, wanted in read)
            self._waiting.update((task.key, wanted) for task, wanted in chosen)
            if read or chosen:
                yield Chunk((*(task for task, _ in read), *(task for task, _ in chosen)), "", {})

    def _take(self, outcome: FileOutcome) -> None:
        wanted = self._waiting.pop(outcome.sha256, [])
        triples = zip(outcome.articles, outcome.sketches, outcome.prints, strict=True)
        found = {article.source.member: (article, sketch, printed) for article, sketch, printed in triples}
        if outcome.issue is not None:
            self._issues[outcome.issue.sha256] = outcome
            ids = (article_id(outcome.issue.sha256, member) for member in outcome.others)
            if not all(map(self._session.archive.articles.has_id, ids)):
                self._short.add(outcome.issue.sha256)
        for source in wanted:
            if outcome.failure is not None:
                self._fail(source, outcome.failure.reason, outcome.failure.remedy)
            elif source.member not in found and source.member.startswith(rest_of_page.MEMBER):
                self._tally.same()
                self._spent.append(source.number)
            elif source.member not in found:
                self._fail(source, "is not found in its file any more", "It keeps what it has.")
            else:
                self._ready[source.number] = (source, *found[source.member])

    def _fail(self, source: StoredSource, reason: str, remedy: str) -> None:
        self._tally.unreadable.append(Unreadable(source.id, source.path, reason, remedy))
        self._tally.done += 1

    def _write(self) -> None:
        """Compares what is ready with what there is, and replaces what differs, all in one transaction."""
        archive = self._session.archive
        ready, self._ready = self._ready, {}
        with ExitStack() as stack:
            if not self._request.dry_run:
                stack.enter_context(archive.writing())
            same = []
            for article in self._articles(list(ready), ready):
                if layer_changes.is_same(article, ready[article.number][1]):
                    same.append(article.number)
                    self._tally.same()
                else:
                    self._replace(article, *ready[article.number][:3])
            if not self._request.dry_run:
                self._write_prints(ready)
                if self._spent:
                    archive.articles.set_trashed(self._spent, True, self._session.user)
                self._spent.clear()
                archive.lacking.note_short(self._short)
                self._short.clear()
                archive.extracted.note_rules(same, RULES_VERSION)
                self._note_place(ready)
        if self._index is not None:
            self._index.nudge(len(ready) - len(same))
        self._tally.tell("reading")

    def _write_prints(self, ready: dict[int, _Ready]) -> None:
        """Where these articles are printed, which newer readers may know better, or for the first time."""
        issues, self._issues = self._issues, {}
        prints = [
            (number, source.sha256, printed)
            for number, (source, _, _, printed) in ready.items()
            if printed is not None and source.sha256 in issues
        ]
        files = [file for outcome in issues.values() for file in outcome.files]
        found = [outcome.issue for outcome in issues.values() if outcome.issue is not None]
        pages = self._session.archive.pages
        pages.add(found, files, prints)
        for number, (_, prepared, _, _) in ready.items():
            places = prepared.source.places
            if places is not None and places.is_by_hand and (issue := pages.issue_of(number)) is not None:
                pages.put_places(number, issue.number, places)

    def _articles(self, numbers: list[int], ready: dict[int, _Ready]) -> Iterator[Article]:
        """The articles as they are; one that is damaged keeps what it has and is told."""
        try:
            yield from self._session.archive.articles.many(numbers)
        except ArchiveDamaged as error:
            if len(numbers) == 1:
                self._fail(ready[numbers[0]][0], error.message, error.remedy)
                return
            for number in numbers:
                yield from self._articles([number], ready)

    def _replace(self, article: Article, source: StoredSource, prepared: PreparedArticle, sketch: Sketch) -> None:
        change = layer_changes.changes(article, prepared)
        archive = self._session.archive
        if not self._request.dry_run:
            if not self._has_begun:  # until then the run before can still be taken back
                archive.extracted.begin_run(self._run)
                self._has_begun = True
            layer = Layer.of(prepared, source.data or b"")
            archive.extracted.replace(article.number, layer, self._run)
            orphans = keep_hold(self._session, article, prepared.repairs, prepared.source.raw)
            archive.extracted.show(article.number, _shown(article, prepared))
            change = replace(change, orphans=orphans)
            if change.is_any:
                detail = change_to_json(change) | {"run": self._run, "rules": prepared.rules}
                archive.extracted.told(article.number, detail, self._session.user)
            else:
                archive.outbox.post([article.number])
            if article.clean != prepared.clean:
                archive.families.keep([(article.number, sketch)])
        self._tally.add(change)

    def _note_place(self, ready: dict[int, _Ready]) -> None:
        """How far a run over everything has got: below the first article that is still to come."""
        if not self._request.everything or not ready:
            return
        waiting = [source.number for sources in self._waiting.values() for source in sources]
        last = min(waiting) - 1 if waiting else max(ready)
        place = {"run": self._run, "rules": RULES_VERSION, "last": last}
        self._session.archive.extracted.set_place(place)


def _shown(article: Article, prepared: PreparedArticle) -> tuple[Any, ...] | None:
    """The shown columns where nobody decided about repairs, so that the text is what the rules made of it."""
    if article.rejected or any(repair.rule == HAND_RULE for repair in article.repairs):
        return None
    return shown_columns(prepared.fields, article.confirmed, prepared.clean, prepared.quality)
