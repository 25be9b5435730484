"""`newsreader extract`: the records files would become, without an archive."""

from pathlib import Path
from typing import Any

import click

from newsreader.cli.options import json_option
from newsreader.cli.output import print_error, print_json, print_text
from newsreader.cli.profile_options import own_profile, reading_options


@click.command(
    epilog="""\b
Examples:
  newsreader extract letter.txt
  newsreader extract --json *.txt | jq '.[].headline'
  newsreader extract --country FR --json cutting.txt"""
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--format", "format_name", default="", metavar="NAME", help="The files' format.  [default: detect]")
@click.option("--paper", help="The newspaper all of them appeared in.")
@click.option("--country", help="The newspaper's country, as code or name.")
@click.option("--date", help="The date of issue, as EDTF (1919, 1919-05, 1919-05-14).")
@click.option("--language", help="The language of all of them, as code or name.")
@reading_options
@json_option
def extract(
    files: tuple[Path, ...],
    format_name: str,
    paper: str | None,
    country: str | None,
    date: str | None,
    language: str | None,
    maps: tuple[str, ...],
    date_pattern: str,
    name_pattern: str,
    as_json: bool,
) -> int:
    """Print the records that files would become. Nothing is kept.

    For scripts, and for measuring how well cleaning and extraction do. With --json it prints an array, also for one
    file; a file that cannot be read becomes {"file": {"path"}, "error": {"reason", "remedy"}} and exit code 1.
    """
    from newsreader.services import extracting

    stated = {"paper": paper, "country": country, "date": date, "language": language}
    hints = {name: value for name, value in stated.items() if value}
    records = extracting.extract(files, format_name, hints, own_profile(maps, date_pattern, name_pattern))
    if as_json:
        print_json(records)
    else:
        for number, record in enumerate(records):
            if number:
                print_text("\n" + "─" * 72 + "\n")
            _print_record(record)
    return 1 if any("error" in record for record in records) else 0


def _print_record(record: dict[str, Any]) -> None:
    if "error" in record:
        error = record["error"]
        print_error(f"{record['file']['path']}: {error['reason']}. {error['remedy']}")
        return
    from newsreader.cli.showing import print_record

    print_record(record)
