"""`newsreader profiles`: named sets of what holds for the files of one collection."""

from pathlib import Path

import click

from newsreader.cli.options import archive_option, json_option, session_for
from newsreader.cli.output import plural, print_json, print_table, print_text
from newsreader.cli.profile_options import reading_options
from newsreader.domain.profile import ImportProfile, profile_to_json
from newsreader.errors import NewsreaderError, UsageError


@click.group(
    epilog="""\b
Examples:
  newsreader profiles save Gazette --paper "Harbour Gazette" --country CA --date-pattern DD.MM.YYYY
  newsreader profiles save Scans --name-pattern "{paper}_{date:YYYYMMDD}_{page}.txt"
  newsreader profiles save Club --map headline=ttl --map text=body --format table
  newsreader import box7 --profile Gazette
  newsreader profiles export --output profiles.json      for colleagues with another archive
  newsreader profiles import profiles.json""",
)
def profiles() -> None:
    """Keep what holds for the files of one collection: paper, country, dates, columns.

    Profiles are kept in the archive, so that all who use it have them.
    """


@profiles.command(name="list")
@archive_option
@json_option
def list_profiles(archive: Path | None, as_json: bool) -> None:
    """Print all profiles."""
    from newsreader.services import profiles as service

    with session_for(archive, read_only=True) as session:
        found = service.all_profiles(session)
    if as_json:
        print_json({"profiles": [profile_to_json(one) for one in found]})
        return
    rows = [
        (one.name, one.paper, one.country, one.language, one.format, one.date_pattern or one.name_pattern,
         ", ".join(one.mapping), one.note)
        for one in found
    ]  # fmt: skip
    print_table(("name", "paper", "country", "language", "format", "pattern", "mapped", "note"), rows)


@profiles.command()
@click.argument("name")
@archive_option
@json_option
def show(name: str, archive: Path | None, as_json: bool) -> None:
    """Print one profile with all it states."""
    from newsreader.services import profiles as service

    with session_for(archive, read_only=True) as session:
        found = service.get(session, name)
    if as_json:
        print_json(profile_to_json(found))
        return
    stated = profile_to_json(found)
    mapping = stated.pop("mapping", {})
    rows = [(key.replace("_", " "), "yes" if value is True else value) for key, value in stated.items()]
    rows += [(f"{field} is", f"column {column}") for field, column in mapping.items()]
    print_table(("what", "value"), rows)


@profiles.command()
@click.argument("name")
@click.option("--paper", default="", help="The newspaper of all articles.")
@click.option("--country", default="", help="The newspaper's country, as code or name.")
@click.option("--language", default="", help="The articles' language, as code or name.")
@click.option("--format", "format_name", default="", metavar="NAME", help="The files' format.  [default: detect]")
@reading_options
@click.option("--copy-pages", is_flag=True, help="Copy page images into the archive.")
@click.option("--note", default="", help="What it is for.")
@archive_option
def save(
    name: str,
    paper: str,
    country: str,
    language: str,
    format_name: str,
    maps: tuple[str, ...],
    date_pattern: str,
    name_pattern: str,
    copy_pages: bool,
    note: str,
    archive: Path | None,
) -> None:
    """Keep a profile in place of the one of that name; the archive is made when there is none."""
    from newsreader.services import profiles as service

    mapping = service.mapping_from(maps)
    profile = ImportProfile(
        name, paper, country, language, date_pattern, name_pattern, mapping, format_name, copy_pages, note
    )
    with session_for(archive, create=True) as session:
        saved = service.save(session, profile)
    print_text(f"Saved profile {saved.name}")


@profiles.command()
@click.argument("name")
@archive_option
def delete(name: str, archive: Path | None) -> None:
    """Forget a profile; what was imported with it stays."""
    from newsreader.services import profiles as service

    with session_for(archive) as session:
        service.delete(session, name)
    print_text(f"Deleted profile {name}")


@profiles.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help="A file instead of the terminal.")
@archive_option
def export(names: tuple[str, ...], output: Path | None, archive: Path | None) -> None:
    """Write these profiles, or all, as a JSON file that `import` reads."""
    from newsreader.services import profiles as service

    with session_for(archive, read_only=True) as session:
        found = [service.get(session, name) for name in names] or service.all_profiles(session)
        text = service.to_text(found)
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


@profiles.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@archive_option
@json_option
def import_file(file: Path, archive: Path | None, as_json: bool) -> None:
    """Keep the profiles of a JSON FILE, in place of those of the same names."""
    from newsreader.services import profiles as service

    found = service.read_file(file)
    with session_for(archive, create=True) as session, session.archive.writing():
        for profile in found:
            service.save(session, profile)
    if as_json:
        print_json({"saved": [profile.name for profile in found]})
    else:
        print_text(f"Saved {plural(len(found), 'profile')}")
