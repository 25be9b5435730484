"""`newsreader synonyms`: the words of an archive that are searched together."""

from pathlib import Path

import click

from newsreader.cli.options import archive_option, json_option, session_for
from newsreader.cli.output import plural, print_json, print_table, print_text
from newsreader.errors import NewsreaderError, UsageError


@click.group(
    epilog="""\b
Examples:
  newsreader synonyms add "Petrograd = Leningrad = St. Petersburg"   each finds the others
  newsreader synonyms add "dock > quay, wharf"                       dock finds these, not the other way round
  newsreader synonyms add "[de] Thor = Tor"                          in German articles only
  newsreader synonyms import spellings.txt                           one entry a line; # begins a remark
  newsreader search "~petrograd"                                     used only where ~ or --synonyms asks for it"""
)
def synonyms() -> None:
    """Keep the words that are searched together: other names, other spellings."""


@synonyms.command(name="list")
@archive_option
@json_option
def list_synonyms(archive: Path | None, as_json: bool) -> None:
    """Print all entries with their numbers."""
    from newsreader.services import synonyms as service

    with session_for(archive, read_only=True) as session:
        found = service.all_synonyms(session)
    if as_json:
        entries = [
            {"number": one.number, "words": list(one.words), "finds": list(one.finds), "language": one.language or None}
            for one in found
        ]
        print_json({"synonyms": entries})
    else:
        print_table(("number", "entry"), [(one.number, service.to_line(one)) for one in found], numbers=("number",))


@synonyms.command()
@click.argument("entries", nargs=-1, required=True, metavar="ENTRY...")
@archive_option
@json_option
def add(entries: tuple[str, ...], archive: Path | None, as_json: bool) -> None:
    """Keep entries such as "Petrograd = Leningrad"."""
    _add(list(entries), archive, as_json)


@synonyms.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@archive_option
@json_option
def import_file(file: Path, archive: Path | None, as_json: bool) -> None:
    """Add the entries of a text FILE, one a line."""
    from newsreader.services import synonyms as service

    _add(service.read_file(file), archive, as_json)


def _add(lines: list[str], archive: Path | None, as_json: bool) -> None:
    from newsreader.services import synonyms as service

    with session_for(archive) as session:
        numbers = service.add(session, lines)
    if as_json:
        print_json({"added": numbers, "known": len(lines) - len(numbers)})
    else:
        print_text(
            f"Added {plural(len(numbers), 'entry', 'entries')}; {len(lines) - len(numbers):,} were there already"
        )


@synonyms.command()
@click.argument("numbers", nargs=-1, required=True, type=int, metavar="NUMBER...")
@archive_option
@json_option
def remove(numbers: tuple[int, ...], archive: Path | None, as_json: bool) -> None:
    """Forget entries by their numbers (see `newsreader synonyms list`)."""
    from newsreader.services import synonyms as service

    with session_for(archive) as session:
        removed = service.remove(session, numbers)
    if not removed:
        raise UsageError("There is no entry with that number", "See them with `newsreader synonyms list`.")
    if as_json:
        print_json({"removed": removed})
    else:
        print_text(f"Removed {plural(removed, 'entry', 'entries')}")


@synonyms.command()
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help="A file instead of the terminal.")
@archive_option
def export(output: Path | None, archive: Path | None) -> None:
    """Write all entries as a text that `import` reads."""
    from newsreader.services import synonyms as service

    with session_for(archive, read_only=True) as session:
        text = service.as_text(service.all_synonyms(session))
    if output is None:
        print_text(text.rstrip("\n"))
        return
    try:
        with output.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise UsageError(f"{output} is there already", "Choose another name.") from error
    except OSError as error:
        raise NewsreaderError(f"{output} cannot be written: {error.strerror}", "Choose another place.") from error
    print_text(f"Wrote {output}")
