"""`newsreader re-extract`: stored originals read again with the present rules."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsreader.cli.importing import cancelled_by_ctrl_c
from newsreader.cli.options import QUERY_SETTINGS, archive_option, join_query, json_option, query_argument, session_for
from newsreader.cli.output import plural, print_error, print_json, print_note, print_table, print_text
from newsreader.cli.progress import counting_bar
from newsreader.domain.re_extracting import ReExtractProgress, ReExtractReport, ReExtractRequest
from newsreader.errors import UsageError

if TYPE_CHECKING:
    from newsreader.domain.re_extracting import ArticleChange
    from newsreader.services.session import Session

_SHOWN = 50
"""How many differences are listed for a person; --json holds more."""


@click.command(
    name="re-extract",
    context_settings=QUERY_SETTINGS,
    epilog="""\b
Examples:
  newsreader re-extract --dry-run            what newer rules would change
  newsreader re-extract                      all that was read with older rules
  newsreader re-extract paper:"Harbour Gazette" --dry-run --json
  newsreader re-extract --undo               take the last one back""",
)
@query_argument
@click.option("--all", "everything", is_flag=True, help="Every article, not only those read with older rules.")
@click.option("--dry-run", is_flag=True, help="Say what would change; change nothing.")
@click.option("--undo", is_flag=True, help="Give the articles that the last run changed their former values back.")
@click.option("--jobs", type=click.IntRange(0, 64), default=0, help="Worker processes.  [default: one per core]")
@archive_option
@json_option
def re_extract(
    query: tuple[str, ...],
    everything: bool,
    dry_run: bool,
    undo: bool,
    jobs: int,
    archive: Path | None,
    as_json: bool,
) -> int:
    """Read stored originals again with the present rules and with what the archive has learned.

    Only values and repairs found by rules are replaced. What people confirmed, tagged, marked and corrected stays;
    notes whose words are not there any more are kept in a tray. Without QUERY: all articles read with older rules.
    """
    text = join_query(query)
    if everything and text:
        raise UsageError("--all and a query contradict each other", "Give one of them.")
    if undo and (everything or text or dry_run):
        raise UsageError("--undo takes no other choice", "It takes the whole last run back.")

    from newsreader.services import re_extracting
    from newsreader.services.import_control import ImportControl

    control = ImportControl()
    opened = session_for(archive, read_only=dry_run)
    with opened as session, cancelled_by_ctrl_c(control), _telling("Reading again") as tell:
        if undo:
            return _taken_back(re_extracting.take_back(session, tell, control), control.is_cancelled, as_json)
        numbers = _found_by(session, text) if text else None
        request = ReExtractRequest(numbers, everything, dry_run, jobs)
        report = re_extracting.re_extract(session, request, tell, control)
    if as_json:
        print_json(report.as_json())
    else:
        _print_report(report)
    if report.interrupted:
        return 4
    return 1 if report.unreadable else 0


@contextmanager
def _telling(label: str) -> Iterator[Callable[[ReExtractProgress], None]]:
    with counting_bar(label) as bar:
        yield lambda progress: bar(progress.done, progress.total) if bar is not None else None


def _taken_back(count: int, interrupted: bool, as_json: bool) -> int:
    if as_json:
        print_json({"taken_back": count, "interrupted": interrupted})
    else:
        print_text(f"Taken back in {plural(count, 'article')}")
    return 4 if interrupted else 0


def _found_by(session: "Session", text: str) -> tuple[int, ...]:
    from newsreader.services import indexing, searching

    indexing.update(session)
    found = searching.search(session, searching.SearchRequest(text=text, limit=0))
    for notice in found.query.notices:
        print_note(f"Note: {notice.message}")
    return tuple(found.numbers)


def _print_report(report: ReExtractReport) -> None:
    for one in report.unreadable[:_SHOWN]:
        print_error(f"{one.id[:12]} ({one.path}): {one.reason}. {one.remedy}")
    if len(report.unreadable) > _SHOWN:
        print_note(f"… and {len(report.unreadable) - _SHOWN:,} more; --json lists them all")
    by_rule = [
        (name, rule or "(none)", f"{count:,}")
        for name, rules in report.by_field.items()
        for rule, count in rules.items()
    ]
    if by_rule:
        print_table(("field", "rule now", "articles"), by_rule, ("articles",))
        print_text()
    if report.by_repair:
        rows = [(rule, f"{added:,}", f"{removed:,}") for rule, (added, removed) in report.by_repair.items()]
        print_table(("repair", "more", "fewer"), rows, ("more", "fewer"))
        print_text()
    lines = [line for change in report.changes for line in _lines(change)]
    if lines:
        print_table(("id", "what", "old", "new"), lines[:_SHOWN])
        if len(lines) > _SHOWN:
            print_note(f"… and {len(lines) - _SHOWN:,} more differences; --json lists them")
        print_text()
    verb = "would change" if report.dry_run else "changed"
    orphans = f", {plural(report.orphans, 'note')} in the tray" if report.orphans else ""
    print_text(
        f"Read {plural(report.read, 'article')} with rules {report.rules}: {report.changed:,} {verb}, "
        f"{report.unchanged:,} as before, {len(report.unreadable):,} failed{orphans}"
    )
    if report.interrupted:
        print_error("Stopped before the end. Run the same command again to go on.")


def _lines(change: "ArticleChange") -> list[tuple[str, str, str, str]]:
    """The differences of one article, a line each."""
    id_ = change.id[:8]
    found = [
        (id_, one.name + (" (confirmed)" if one.is_covered else ""), shown(one.old), shown(one.new))
        for one in change.fields
    ]
    for sign, repairs in (("+", change.repairs_added), ("-", change.repairs_removed)):
        found += [(id_, f"repair {rule}", "", f"{sign}{count}") for rule, count in repairs.items()]
    if change.is_raw_other:
        found.append((id_, "text", "", f"reads otherwise; {plural(change.orphans, 'note')} to the tray"))
    return found


def shown(value: object) -> str:
    """A field value in one short line."""
    if value is None:
        return "(none)"
    if isinstance(value, tuple):
        text = ", ".join(str(part.get("name", part)) if isinstance(part, dict) else str(part) for part in value)
    else:
        text = str(value.get("text") or value) if isinstance(value, dict) else str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
