"""What reading again has changed so far: counts, differences for the report, progress."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from newsreader.domain.re_extracting import LISTED, ArticleChange, ReExtractProgress, ReExtractReport, Unreadable

_TELL_EVERY_SECONDS = 0.1


@dataclass(slots=True)
class ReExtractTally:
    """Counts the outcomes of one run."""

    listener: Callable[[ReExtractProgress], None] | None
    dry_run: bool = False
    total: int = 0
    done: int = 0
    changed: int = 0
    unchanged: int = 0
    orphans: int = 0
    unreadable: list[Unreadable] = field(default_factory=list)
    changes: list[ArticleChange] = field(default_factory=list)
    by_field: dict[str, Counter[str]] = field(default_factory=dict)
    added: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    _told: float = 0.0

    def same(self) -> None:
        """Counts an article that reads as before."""
        self.done += 1
        self.unchanged += 1

    def add(self, change: ArticleChange) -> None:
        """Counts an article that differs; one in which only confidences differ counts as unchanged."""
        self.done += 1
        if not change.is_any:
            self.unchanged += 1
            return
        self.changed += 1
        self.orphans += change.orphans
        for one in change.fields:
            self.by_field.setdefault(one.name, Counter())[one.new_rule] += 1
        self.added.update(change.repairs_added)
        self.removed.update(change.repairs_removed)
        if len(self.changes) < LISTED:
            self.changes.append(change)

    def tell(self, phase: str) -> None:
        """Tells the progress, at most ten times a second; other phases are always told."""
        moment = time.monotonic()
        if self.listener is None or (phase == "reading" and moment - self._told < _TELL_EVERY_SECONDS):
            return
        self._told = moment
        self.listener(ReExtractProgress(self.done, self.total, self.changed, phase))

    def report(self, rules: str, *, interrupted: bool) -> ReExtractReport:
        """The report of the run as it stands."""
        names = sorted(self.added.keys() | self.removed.keys())
        return ReExtractReport(
            self.done - len(self.unreadable),
            self.changed,
            self.unchanged,
            self.orphans,
            tuple(self.unreadable),
            {name: dict(rules.most_common()) for name, rules in sorted(self.by_field.items())},
            {rule: (self.added[rule], self.removed[rule]) for rule in names},
            tuple(sorted(self.changes, key=lambda change: change.number)),
            rules,
            interrupted,
            self.dry_run,
        )
