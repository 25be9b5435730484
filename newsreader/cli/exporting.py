"""`newsreader export`: the articles a query finds, as a file for other programs."""

import sys
from pathlib import Path

import click

from newsreader.cli.options import QUERY_SETTINGS, archive_option, join_query, json_option, query_argument, session_for
from newsreader.cli.output import plural, print_json, print_note
from newsreader.errors import UsageError

FORMATS = ("jsonl", "csv")
_LATER = ("ris", "bibtex", "csl-json", "html", "w3c", "bagit")


@click.command(
    context_settings=QUERY_SETTINGS,
    epilog="""\b
Examples:
  newsreader export -o all.jsonl
  newsreader export 'truce country:ca' --format csv -o truce.csv
  newsreader export tag:caucasus -o - | jq .headline""",
)
@query_argument
@click.option("--format", "format_name", default="jsonl", metavar="NAME", help="jsonl or csv.  [default: jsonl]")
@click.option("-o", "--output", required=True, metavar="FILE", help="Where to write; - is standard output.")
@archive_option
@json_option
def export(query: tuple[str, ...], format_name: str, output: str, archive: Path | None, as_json: bool) -> None:
    """Write the articles a query finds to a file; without a query, all of them.

    jsonl holds one whole record a line; csv one article a row, for spreadsheet programs. An existing file is replaced
    only when the new one is complete.
    """
    if format_name not in FORMATS:
        later = "is not there yet" if format_name in _LATER else "is unknown"
        raise UsageError(f"The export format {format_name} {later}", f"Use one of: {', '.join(FORMATS)}.")
    if as_json and output == "-":
        raise UsageError("--json and -o - both want standard output", "Leave one of them out.")
    text = join_query(query)

    from newsreader.services import exporting

    with session_for(archive, read_only=True) as session:
        destination = sys.stdout if output == "-" else Path(output)
        report = exporting.export(session, text, format_name, destination)
    notices = [notice.message for notice in report.notices]
    if as_json:
        print_json({"exported": report.exported, "format": format_name, "file": output, "notices": notices})
        return
    for notice in notices:
        print_note(f"Note: {notice}")
    print_note(f"Exported {plural(report.exported, 'article')} to {'standard output' if output == '-' else output}")
