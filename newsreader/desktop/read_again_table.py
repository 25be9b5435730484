"""The differences that reading again makes, one line each: field, article, what it was, what it is now."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from newsreader.desktop.record_values import ROWS
from newsreader.desktop.repair_words import rule_in_words
from newsreader.desktop.row_model import RowModel
from newsreader.domain.field import FieldValue
from newsreader.domain.re_extracting import ArticleChange, ReExtractReport

HEADINGS: Final = ("What", "Article", "Before", "Now")
REPAIRS: Final = "repairs"
FAILED: Final = "failed"
_NONE: Final = "none"


class Line(NamedTuple):
    """One difference: the group it belongs to, and the four cells of its row."""

    group: str
    what: str
    article: str
    before: str
    now: str


def lines_of(report: ReExtractReport) -> list[Line]:
    """All differences of a report, grouped by field in the order of the record, then repairs, then what failed."""
    order = {name: place for place, name in enumerate([*ROWS, REPAIRS])}
    found = [line for change in report.changes for line in _lines(change)]
    found.sort(key=lambda line: order.get(line.group, len(ROWS)))
    failed = [Line(FAILED, "Could not be read", one.id, one.reason, one.remedy) for one in report.unreadable]
    return [*found, *failed]


def groups_of(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """The groups of the lines with their words and counts, for choosing one: ("headline", "Headline 12")."""
    counts = Counter(line.group for line in lines)
    words = {REPAIRS: "Repairs", FAILED: "Could not be read"}
    return [(name, f"{words.get(name) or ROWS.get(name, _plain(name))}  {count}") for name, count in counts.items()]


def _lines(change: ArticleChange) -> list[Line]:
    headline = next((one for one in change.fields if one.name == "headline" and not one.is_covered), None)
    title = str((headline.new if headline else None) or change.headline or change.id)
    found = []
    for one in change.fields:
        what = ROWS.get(one.name, _plain(one.name)) + (" (yours stays)" if one.is_covered else "")
        found.append(Line(one.name, what, title, in_words(one.old), in_words(one.new)))
    for repairs, before, now in ((change.repairs_added, "", "{} more"), (change.repairs_removed, "{} fewer", "")):
        for rule, count in repairs.items():
            found.append(Line(REPAIRS, rule_in_words(rule), title, before.format(count), now.format(count)))
    if change.is_raw_other:
        lost = f"; {change.orphans} notes lose their place" if change.orphans else ""
        found.append(Line(REPAIRS, "The text", title, "", f"reads otherwise{lost}"))
    return found


def in_words(value: FieldValue) -> str:
    """A field value in one line."""
    if value is None or value == ():
        return _NONE
    if isinstance(value, tuple):
        return ", ".join(str(part.get("name", "")) if isinstance(part, Mapping) else str(part) for part in value)
    if isinstance(value, Mapping):
        return str(value.get("text", ""))
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _plain(name: str) -> str:
    return name.replace("_", " ").capitalize()


class Differences(RowModel[Line]):
    """The lines of one group or of all."""

    headings = HEADINGS

    def cell(self, row: Line, column: int) -> str:
        """What, which article, before, now; each in one line."""
        return " ".join(row[column + 1].split())

    def tip(self, row: Line, column: int) -> str:
        """The whole of it."""
        return row[column + 1]
