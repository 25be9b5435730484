"""`newsreader index`: rebuild the search index, or say how it stands."""

from dataclasses import asdict
from pathlib import Path

import click

from newsreader.cli.options import archive_option, json_option, session_for
from newsreader.cli.output import plural, print_json, print_table, print_text
from newsreader.cli.progress import counting_bar


@click.group()
def index() -> None:
    """Rebuild the search index, or say how it stands.

    The index is a copy in your cache folder, made from the archive; it can always be thrown away.
    """


@index.command()
@archive_option
@json_option
def rebuild(archive: Path | None, as_json: bool) -> None:
    """Build the index anew from the archive."""
    from newsreader.services import indexing

    with session_for(archive, read_only=True) as session, counting_bar("Indexing") as progress:
        indexing.rebuild(session, progress)
        status = indexing.status(session)
    if as_json:
        print_json({**asdict(status), "path": str(status.path)})
    else:
        print_text(f"Indexed {plural(status.articles, 'article')}")


@index.command()
@archive_option
@json_option
def status(archive: Path | None, as_json: bool) -> None:
    """Say where the index is, how big it is, and whether it is up to date."""
    from newsreader.services import indexing

    with session_for(archive, read_only=True) as session:
        found = indexing.status(session)
    fields = {**asdict(found), "path": str(found.path)}
    if as_json:
        print_json(fields)
    else:
        print_table(("what", "value"), list(fields.items()))
