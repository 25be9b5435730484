"""`newsreader verify`, `backup` and `restore`: that nothing is lost."""

from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsreader.cli.options import archive_option, json_option, session_for
from newsreader.cli.output import plural, print_error, print_json, print_note, print_text
from newsreader.cli.progress import counting_bar

if TYPE_CHECKING:
    from newsreader.services.backing_up_pages import PicturesKept


@click.command()
@archive_option
@json_option
def verify(archive: Path | None, as_json: bool) -> int:
    """Check that every original is unchanged, and that texts, records and index agree with it.

    Exit code 3 when something does not hold; each problem comes with its remedy.
    """
    from newsreader.services import indexing, verifying

    with session_for(archive, read_only=True) as session, counting_bar("Checking") as progress:
        indexing.update(session)  # what a crash has left undone is no problem, only late
        # An archive without articles has no index to check.
        report = verifying.verify(session, progress, with_index=indexing.status(session).archive_generation > 0)
    problems = [_problem(problem) for problem in report.problems]
    warnings = [_problem(problem) for problem in report.warnings]
    if as_json:
        print_json({"ok": report.ok, "checked": report.checked, "problems": problems, "warnings": warnings})
    else:
        for warning in warnings:
            print_note(f"Warning: {warning['what']}. {warning['remedy']}")
        for problem in problems:
            print_error(f"{problem['id'] or 'archive'}: {problem['what']}. {problem['remedy']}")
        outcome = "all sound" if report.ok else plural(len(problems), "problem")
        if report.ok and not report.checked:
            print_text("The archive is empty: there is nothing to check")
        else:
            print_text(f"Checked {plural(report.checked, 'article')}: {outcome}")
    return 0 if report.ok else 3


def _problem(problem: Any) -> dict[str, str]:
    found = asdict(problem) if is_dataclass(problem) and not isinstance(problem, type) else dict(problem)
    return {"id": found["id"], "what": found["what"], "remedy": found["remedy"]}


@click.command()
@click.argument("destination", type=click.Path(path_type=Path), metavar="DEST")
@click.option("--no-pages", is_flag=True, help="Leave the pictures of pages out.")
@archive_option
@json_option
def backup(destination: Path, no_pages: bool, archive: Path | None, as_json: bool) -> int:
    """Write a verified copy of the archive to the file or into the folder DEST. It may be in use meanwhile.

    Pictures of pages that were copied into the archive go to the folder newsreader-pages beside it, which all backups
    there share: each picture is copied once. Pictures that were left where they were are not in a backup. Exit code 1
    when a picture is missing.
    """
    from newsreader.services import backing_up

    kept = None
    with session_for(archive, read_only=True) as session:
        with counting_bar("Copying") as progress:
            written = backing_up.backup(session, destination, progress)
        left, left_bytes = session.archive.page_images.referenced()
        total = len(session.archive.page_images.copied())
        if not no_pages:
            with counting_bar("Pictures") as progress:
                kept = backing_up.backup_pictures(session, written, progress)
    if as_json:
        told = {"file": str(written), "pictures": total, "pictures_left": left}
        if kept is not None:
            told |= {"pictures_copied": kept.copied, "pictures_missing": len(kept.missing)}
        print_json(told)
        return _code(kept)
    print_text(f"Backed up to {written}")
    if kept is not None and kept.total:
        print_text(f"Pictures of pages: {kept.total:,} in {kept.folder}, {kept.copied:,} of them new")
        _warn_of(kept.missing)
    elif total:
        print_note(f"{plural(total, 'picture')} of pages left out")
    if left:
        size = f"{left_bytes / 1e6:,.0f} MB"
        print_note(f"{plural(left, 'picture')} of pages ({size}) stay where they are; no copy of them is in the backup")
    return _code(kept)


def _code(kept: "PicturesKept | None") -> int:
    return 1 if kept is not None and kept.missing else 0


def _warn_of(missing: Sequence[str]) -> None:
    if missing:
        print_error(f"{plural(len(missing), 'picture')} of pages missing. Run `newsreader pages check` on the archive.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A new or empty folder.  [default: one named after FILE]",
)
@json_option
def restore(file: Path, folder: Path | None, as_json: bool) -> int:
    """Make an archive in a new folder from a backup FILE. Nothing existing is overwritten.

    Pictures of pages come with it from the folder newsreader-pages beside the file. Exit code 1 when one is missing.
    """
    from newsreader import paths
    from newsreader.services import backing_up

    with counting_bar("Copying") as progress:
        made = backing_up.restore(file, folder or paths.data_dir() / f"restored-{file.stem}", progress)
    with counting_bar("Pictures") as progress:
        kept = backing_up.restore_pictures(file, made, progress)
    if as_json:
        print_json({"archive": str(made), "pictures": kept.total, "pictures_missing": len(kept.missing)})
    else:
        _warn_of(kept.missing)
        print_text(f"Restored to {made}. Open it with: newsreader open {made}")
    return _code(kept)
