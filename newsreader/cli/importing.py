"""`newsreader import`: files and folders into the archive."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from newsreader.cli.import_listing import FateCollector, documents, print_fates
from newsreader.cli.options import archive_option, json_option, session_for
from newsreader.cli.output import plural, print_error, print_json, print_note, print_text
from newsreader.cli.profile_options import own_profile, reading_options
from newsreader.cli.progress import import_bar
from newsreader.domain.import_listing import FileFate
from newsreader.domain.importing import CompletedIssue, ImportReport, ImportRequest
from newsreader.errors import SourceFileError

if TYPE_CHECKING:
    from newsreader.services.import_control import ImportControl
    from newsreader.services.session import Session

_SHOWN = 50
"""How many failures are listed for a person; --json holds all."""
_MAPPINGS = 10
"""Of so many files it is shown what their columns are taken for."""


@click.command(
    name="import",
    epilog="""\b
Examples:
  newsreader import ~/clippings                          a folder with all below it
  newsreader import *.txt --paper "Harbour Gazette" --country CA
  newsreader import box7.zip crawl.warc.gz               each file in them, as if it lay in a folder
  newsreader import batch_1 --copy-pages                 digitized issues, pictures of the pages too
  newsreader import box7 --date 1919-05 --archive ~/archives/strike
  newsreader import articles.csv --map headline=ttl --map text=body --date-pattern DD.MM.YYYY
  newsreader import box7 --profile Gazette --dry-run --show-mapping
  newsreader import box7 --dry-run --json | jq .failures""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--paper", help="The newspaper all of them appeared in.")
@click.option("--country", help="The newspaper's country, as code or name.")
@click.option("--date", help="The date of issue, as EDTF (1919, 1919-05, 1919-05-14).")
@click.option("--language", help="The language of all of them, as code or name.")
@click.option("--profile", default="", metavar="NAME", help="An import profile: see `newsreader profiles`.")
@reading_options
@click.option("--format", "format_name", default="", metavar="NAME", help="The files' format.  [default: detect]")
@click.option("--jobs", type=click.IntRange(0, 64), default=0, help="Worker processes.  [default: one per core]")
@click.option("--copy-pages", is_flag=True, help="Copy the pictures of pages into the archive.  [default: leave them]")
@click.option("--dry-run", is_flag=True, help="List what would become of each file; change nothing.")
@click.option("--show-mapping", is_flag=True, help="Show first what the columns of records are taken for.")
@archive_option
@json_option
def import_files(
    paths: tuple[str, ...],
    paper: str | None,
    country: str | None,
    date: str | None,
    language: str | None,
    profile: str,
    maps: tuple[str, ...],
    date_pattern: str,
    name_pattern: str,
    format_name: str,
    jobs: int,
    copy_pages: bool,
    dry_run: bool,
    show_mapping: bool,
    archive: Path | None,
    as_json: bool,
) -> int:
    """Bring files and folders into the archive; it is made when there is none.

    The originals stay where they are and a copy of each is kept; the pictures of pages, which are large, are copied
    only with --copy-pages. Importing the same file again adds nothing, so it is
    safe to interrupt (Ctrl-C) and to run again. A file that cannot be read is listed with why; the others go in.
    """
    from newsreader.services import profiles
    from newsreader.services.importing import ImportControl, session_for_dry_run

    stated = {"paper": paper, "country": country, "date": date, "language": language}
    hints = {name: value for name, value in stated.items() if value}
    own = own_profile(maps, date_pattern, name_pattern)
    request = ImportRequest(paths, hints, format_name, jobs, dry_run, own, copy_pages)
    control = ImportControl()
    opened = session_for_dry_run(archive) if dry_run else session_for(archive, create=True)
    with opened as session, cancelled_by_ctrl_c(control):
        if profile:
            request = profiles.applied(request, profiles.get(session, profile))
        if show_mapping and not as_json:
            _show_mapping(request)
        report, fates = _imported(session, request, control)
    if as_json:
        files = {"files": documents(fates)} if dry_run else {}
        print_json(document(report, dry_run=dry_run) | files)
    else:
        print_fates(fates)
        _print_report(report, dry_run)
    if report.interrupted:
        return 4
    return 1 if report.failed else 0


def _imported(
    session: "Session", request: ImportRequest, control: "ImportControl"
) -> tuple[ImportReport, list[FileFate]]:
    """The report, and for a dry run what would become of each file."""
    from newsreader.services.importing import import_paths

    with import_bar() as tell:
        listing = FateCollector(tell)
        report = import_paths(session, request, listing.tell if request.dry_run else tell, control)
    return report, listing.fates


def _show_mapping(request: ImportRequest) -> None:
    """Prints what the columns of the first files of records are taken for."""
    from newsreader.cli.fields import print_columns, reading_of
    from newsreader.services import record_columns

    reading = reading_of(request.profile)
    paths = record_columns.record_files([Path(path) for path in request.paths], request.format, reading)
    for path in islice(paths, _MAPPINGS):
        try:
            print_columns(record_columns.columns_of(path, request.format, reading))
        except SourceFileError:
            continue  # the report says what is wrong with it
        print_text()


@contextmanager
def cancelled_by_ctrl_c(control: "ImportControl") -> Iterator[None]:
    """The first Ctrl-C ends the run in good order, the second at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def on_interrupt(_number: int, _frame: FrameType | None) -> None:
        if control.is_cancelled:
            raise KeyboardInterrupt
        control.cancel()

    before = {number: signal.signal(number, on_interrupt) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def document(report: ImportReport, *, dry_run: bool) -> dict[str, Any]:
    """The JSON document of an import."""
    return {
        "added": report.added,
        "duplicates": report.duplicates,
        "failed": report.failed,
        "skipped": report.skipped,
        "failures": [{"path": one.path, "reason": one.reason, "remedy": one.remedy} for one in report.failures],
        "skips": [{"path": one.path, "reason": one.reason, "remedy": one.remedy} for one in report.skips],
        "duplicate_paths": [{"path": path, "id": article} for path, article in report.duplicate_paths],
        "articles_per_second": round(report.articles_per_second, 1),
        "completed": [asdict(one) for one in report.completed],
        "updated": report.updated,
        "interrupted": report.interrupted,
        "dry_run": dry_run,
    }


def _what_came(issue: CompletedIssue) -> str:
    pages = ", ".join(map(str, issue.pages))
    return f"page {pages}" if len(issue.pages) == 1 else f"pages {pages}" if pages else "articles that were missing"


def _print_report(report: ImportReport, dry_run: bool) -> None:
    for failure in report.failures[:_SHOWN]:
        print_error(f"{failure.path}: {failure.reason}. {failure.remedy}")
    if report.failed > _SHOWN:
        print_note(f"… and {report.failed - _SHOWN:,} more; --json lists them all")
    for skip in report.skips[:_SHOWN]:
        print_note(f"Skipped {skip.path}: {skip.reason}")
    for path, article in report.duplicate_paths[:_SHOWN]:
        print_note(f"Already there as {article}: {path}")
    for issue in report.completed[:_SHOWN]:
        print_note(f"Completed {issue.title} {issue.date}: {_what_came(issue)}")
    if report.updated:
        print_note(f"{plural(report.updated, 'article')} read again with the words of these pages")
    rate = f" ({report.articles_per_second:,.0f} articles/s)" if report.added else ""
    verb = "Would add" if dry_run else "Added"
    print_text(
        f"{verb} {plural(report.added, 'article')}, {plural(report.duplicates, 'duplicate')}, "
        f"{report.failed:,} failed, {report.skipped:,} skipped{rate}"
    )
    if report.interrupted:
        print_error("Stopped before the end. Run the same command again to go on.")
