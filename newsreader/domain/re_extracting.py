"""What reading articles again changes: the differences of one article, and the report of a run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from newsreader.domain.field import FieldValue


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One extracted value that reads otherwise now.

    Attributes:
        name: The field.
        old, new: The values; None for none.
        old_rule, new_rule: The rules that gave them; "" for none.
        is_covered: A person has confirmed a value, so what is shown stays.
    """

    name: str
    old: FieldValue
    new: FieldValue
    old_rule: str = ""
    new_rule: str = ""
    is_covered: bool = False


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """What reading one article again changes.

    Attributes:
        number, id: The article.
        headline: As shown before, for people.
        fields: Values that differ.
        repairs_added, repairs_removed: Rule -> how many repairs are new, or no longer made.
        is_raw_other: The text as it came reads otherwise, so that notes had to be found again.
        orphans: Notes and corrections whose words are not there any more.
        old_rules: Version of the rules it was read with before.
    """

    number: int
    id: str
    headline: str
    fields: tuple[FieldChange, ...] = ()
    repairs_added: Mapping[str, int] = field(default_factory=dict)
    repairs_removed: Mapping[str, int] = field(default_factory=dict)
    is_raw_other: bool = False
    orphans: int = 0
    old_rules: str = ""

    @property
    def is_any(self) -> bool:
        """Whether anything a person would notice differs."""
        return bool(self.fields or self.repairs_added or self.repairs_removed or self.is_raw_other)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An article that could not be read again and keeps what it has."""

    id: str
    path: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class ReExtractRequest:
    """What to read again.

    Attributes:
        numbers: These articles; None for what `everything` says.
        everything: All articles, not only those read with older rules.
        dry_run: Only say what would change.
        jobs: Worker processes; 0 for one a core.
    """

    numbers: tuple[int, ...] | None = None
    everything: bool = False
    dry_run: bool = False
    jobs: int = 0


@dataclass(frozen=True, slots=True)
class ReExtractProgress:
    """How far it is.

    Attributes:
        done, total: Articles.
        changed: Articles that differ.
        phase: `words`, `reading`, `indexing` or `done`.
    """

    done: int
    total: int
    changed: int
    phase: str = "reading"


@dataclass(frozen=True, slots=True)
class ReExtractReport:
    """What a run did, or for a dry run would do.

    Attributes:
        read: Articles read again.
        changed: Those that differ.
        unchanged: Those that do not.
        orphans: Notes and corrections that lost their words.
        unreadable: Articles that could not be read and keep what they have.
        by_field: `field` -> rule of the new value ("" for none) -> articles.
        by_repair: Rule -> (repairs added, repairs removed).
        changes: The differences, at most `LISTED` articles.
        rules: Version of the rules.
        interrupted: It was stopped before the end.
        dry_run: Nothing was changed.
    """

    read: int
    changed: int
    unchanged: int
    orphans: int
    unreadable: tuple[Unreadable, ...]
    by_field: Mapping[str, Mapping[str, int]]
    by_repair: Mapping[str, tuple[int, int]]
    changes: tuple[ArticleChange, ...]
    rules: str
    interrupted: bool = False
    dry_run: bool = False

    def as_json(self) -> dict[str, Any]:
        """The report as a JSON document."""
        return {
            "dry_run": self.dry_run,
            "rules": self.rules,
            "read": self.read,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "orphans": self.orphans,
            "failed": len(self.unreadable),
            "failures": [
                {"id": one.id, "path": one.path, "reason": one.reason, "remedy": one.remedy} for one in self.unreadable
            ],
            "by_field": {name: dict(rules) for name, rules in self.by_field.items()},
            "by_repair": {rule: {"added": one[0], "removed": one[1]} for rule, one in self.by_repair.items()},
            "articles": [change_to_json(change) for change in self.changes],
            "interrupted": self.interrupted,
        }


LISTED = 10_000
"""How many changed articles a report lists; it counts all of them."""


def change_to_json(change: ArticleChange) -> dict[str, Any]:
    """The differences of one article as JSON: for scripts, and for the history of the article."""
    return {
        "id": change.id,
        "headline": change.headline,
        "old_rules": change.old_rules,
        "fields": {
            one.name: {
                "old": plain(one.old), "new": plain(one.new), "old_rule": one.old_rule, "new_rule": one.new_rule,
                "confirmed": one.is_covered,
            }
            for one in change.fields
        },
        "repairs": {"added": dict(change.repairs_added), "removed": dict(change.repairs_removed)},
        "raw_differs": change.is_raw_other,
        "orphans": change.orphans,
    }  # fmt: skip


def plain(value: FieldValue) -> Any:
    """A field value as JSON."""
    if isinstance(value, tuple):
        return [dict(part) if isinstance(part, Mapping) else part for part in value]
    return dict(value) if isinstance(value, Mapping) else value
