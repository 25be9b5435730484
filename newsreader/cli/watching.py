"""`newsreader watch`: imports what is new in folders."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsreader.cli.importing import cancelled_by_ctrl_c
from newsreader.cli.options import archive_option, session_for
from newsreader.cli.output import plural, print_error, print_note, print_text
from newsreader.errors import ArchiveBusy, UsageError

if TYPE_CHECKING:
    from newsreader.services.import_control import ImportControl
    from newsreader.services.session import Session
    from newsreader.services.watching import Look, Watch


@click.command(
    epilog="""\b
Examples:
  newsreader watch ~/scans                     until Ctrl-C
  newsreader watch ~/scans --profile Gazette
  newsreader watch --once                      the folders chosen on the desk, once: for a timer of the system"""
)
@click.argument("folders", nargs=-1, metavar="[FOLDER...]")
@click.option("--profile", default="", metavar="NAME", help="The import profile that holds for their files.")
@click.option("--once", is_flag=True, help="Import what is there and end.")
@click.option("--every", type=click.FloatRange(0.1, 86_400), default=5.0, help="Seconds between two looks.")
@archive_option
def watch(folders: tuple[str, ...], profile: str, once: bool, every: float, archive: Path | None) -> int:
    """Import what is new in folders, once nobody has written to it for some seconds.

    Nothing is imported twice; a file that cannot be read is told once and tried again when it changes. Without
    FOLDER, those that are watched on the desk.
    """
    from newsreader.services import profiles, watched_folders
    from newsreader.services.import_control import ImportControl
    from newsreader.services.watching import WatchedFolder

    control = ImportControl()
    with session_for(archive, create=True) as session, cancelled_by_ctrl_c(control):
        if profile:
            profiles.get(session, profile)
        watches = watched_folders.load(session.archive.uuid)
        for folder in folders:
            path = str(Path(folder).absolute())
            if not any(one.folder.path == path for one in watches):
                watches = watched_folders.with_folder(watches, WatchedFolder(path, profile), session.archive.folder)
        wanted = {str(Path(folder).absolute()) for folder in folders}
        chosen = [one for one in watches if (one.folder.path in wanted if folders else one.folder.is_on)]
        if not chosen:
            raise UsageError("No folder is watched", "Name one: newsreader watch FOLDER.")
        return _watch(session, chosen, control, once, every)


def _watch(session: "Session", chosen: "list[Watch]", control: "ImportControl", once: bool, every: float) -> int:
    failed = False
    told: dict[str, str] = {}
    while not control.is_cancelled:
        is_quiet = True
        for one in chosen:
            look = one.look(time.monotonic())
            if look.problem and told.get(one.folder.path) != look.problem:
                print_error(f"{look.problem}. {look.remedy}")
                failed = True
            told[one.folder.path] = look.problem
            if look.ready or look.files:
                failed |= _take(session, one, look, control)
            is_quiet &= not (look.ready or look.unsettled)
        if once and is_quiet:
            break
        _rest(every if not once else min(every, 0.5), control)
    return 4 if control.is_cancelled and once else 1 if failed and once else 0


def _take(session: "Session", one: "Watch", look: "Look", control: "ImportControl") -> bool:
    """Imports what a look found; returns whether something could not be read."""
    from newsreader.services import watched_folders
    from newsreader.services.importing import import_paths

    if not look.ready:
        one.done(look)
        return False
    try:
        report = import_paths(session, watched_folders.request_of(session, one.folder, look), None, control)
    except ArchiveBusy as error:
        print_note(f"Waits: {error.message}")
        return False
    for failure in report.failures:
        print_error(f"{failure.path}: {failure.reason}. {failure.remedy}")
    print_text(
        f"{one.folder.path}: added {plural(report.added, 'article')}, {plural(report.duplicates, 'duplicate')}, "
        f"{report.failed:,} failed"
    )
    if not report.interrupted:
        one.done(look, watched_folders.failed_in(report))
        _remember(session, one)
    return bool(report.failed)


def _remember(session: "Session", one: "Watch") -> None:
    """Keeps what was taken from a folder that the desk watches, too; another is watched for this run only."""
    from newsreader.services import watched_folders

    kept = watched_folders.load(session.archive.uuid)
    for place, other in enumerate(kept):
        if other.folder.path == one.folder.path:
            kept[place] = one
            watched_folders.save(session.archive.uuid, kept)


def _rest(seconds: float, control: "ImportControl") -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and not control.is_cancelled:
        time.sleep(min(0.2, seconds))
