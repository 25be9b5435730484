"""`newsreader verify`, `backup` and `restore`: that nothing is lost."""

from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

import click

from newsreader.cli.options import archive_option, json_option, session_for
from newsreader.cli.output import plural, print_error, print_json, print_text
from newsreader.cli.progress import counting_bar


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
    if as_json:
        print_json({"ok": report.ok, "checked": report.checked, "problems": problems})
    else:
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
@archive_option
@json_option
def backup(destination: Path, archive: Path | None, as_json: bool) -> None:
    """Write a verified copy of the archive to the file or into the folder DEST. It may be in use meanwhile."""
    from newsreader.services import backing_up

    with session_for(archive, read_only=True) as session, counting_bar("Copying") as progress:
        written = backing_up.backup(session, destination, progress)
    if as_json:
        print_json({"file": str(written)})
    else:
        print_text(f"Backed up to {written}")


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
def restore(file: Path, folder: Path | None, as_json: bool) -> None:
    """Make an archive in a new folder from a backup FILE. Nothing existing is overwritten."""
    from newsreader import paths
    from newsreader.services import backing_up

    with counting_bar("Copying") as progress:
        made = backing_up.restore(file, folder or paths.data_dir() / f"restored-{file.stem}", progress)
    if as_json:
        print_json({"archive": str(made)})
    else:
        print_text(f"Restored to {made}. Open it with: newsreader open {made}")
