"""`newsreader fields`: what the columns or keys of records are taken for."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsreader.cli.options import archive_option, json_option, session_for
from newsreader.cli.output import plural, print_error, print_json, print_note, print_table, print_text
from newsreader.cli.profile_options import named_profile, own_profile, reading_options
from newsreader.domain.importing import ImportRequest
from newsreader.domain.profile import AS_GUESSED, ImportProfile, Reading

if TYPE_CHECKING:
    from newsreader.services.record_columns import FileColumns


@click.command(
    epilog="""\b
Examples:
  newsreader fields articles.csv
  newsreader fields articles.csv --map headline=ttl --map text=body
  newsreader fields results.json --json | jq '.files[0].columns'""",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--format", "format_name", default="", metavar="NAME", help="The files' format.  [default: detect]")
@click.option("--profile", default="", metavar="NAME", help="An import profile of the archive.")
@reading_options
@archive_option
@json_option
def fields(
    files: tuple[Path, ...],
    format_name: str,
    profile: str,
    maps: tuple[str, ...],
    date_pattern: str,
    name_pattern: str,
    archive: Path | None,
    as_json: bool,
) -> int:
    """Show what the columns or keys of a table or JSON file are taken for.

    Each column with the field it goes to, an example, and how that is known: by its name, because records of this shape
    are known, or because it was stated. What is left over is not read. With --map another column is taken; import takes
    the same option, and a profile keeps it.
    """
    from newsreader.errors import SourceFileError
    from newsreader.services import profiles, record_columns

    own = own_profile(maps, date_pattern, name_pattern)
    request = ImportRequest((), {}, format_name, profile=own)
    if profile:
        with session_for(archive, read_only=True) as session:
            request = profiles.applied(request, named_profile(session, profile))
    reading = reading_of(request.profile)
    found, failed = [], 0
    for path in files:
        try:
            found.append(record_columns.columns_of(path, request.format, reading))
        except SourceFileError as error:
            failed += 1
            print_error(str(error))
    if as_json:
        print_json({"files": [document(each) for each in found]})
    else:
        for at, each in enumerate(found):
            if at:
                print_text()
            print_columns(each)
    return 1 if failed else 0


def reading_of(profile: ImportProfile | None) -> Reading:
    """How a profile has records read."""
    return profile.reading if profile else AS_GUESSED


def print_columns(found: "FileColumns") -> None:
    """Prints the columns of a file as a table."""
    what = f", {found.shape}" if found.shape else ""
    print_note(f"{found.path}: {found.format}{what} (the first {plural(found.records, 'record')})")
    rows = [(one.name, one.field or "(left over)", one.how, one.example) for one in found.columns]
    print_table(("column", "field", "known by", "example"), rows)
    for field in found.missing:
        print_error(f"{found.path} has no column for {field} as it was stated. See the names above.")
    if not found.has_text:
        print_error(f"{found.path} has no column of the text. Say which it is: --map text=NAME.")


def document(found: "FileColumns") -> dict[str, Any]:
    """The JSON object of a file's columns."""
    return {
        "path": found.path,
        "format": found.format,
        "shape": found.shape or None,
        "columns": [
            {"name": one.name, "field": one.field or None, "known_by": one.how or None, "example": one.example}
            for one in found.columns
        ],
        "missing": list(found.missing),
        "records": found.records,
    }
