"""`newsreader terms`: the words of an archive."""

from pathlib import Path

import click

from newsreader.cli.options import archive_option, json_option, session_for
from newsreader.cli.output import plural, print_json, print_note, print_table


@click.command(
    epilog="""\b
Examples:
  newsreader terms 'elect*'            words that begin so, most frequent first
  newsreader terms '*burgh' --by year  articles by year, one column a year
  newsreader terms 'w?r' --json"""
)
@click.argument("pattern")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="How many words to print.")
@click.option("--by", type=click.Choice(["year"]), help="Count the articles year by year as well.")
@archive_option
@json_option
def terms(pattern: str, limit: int, by: str | None, archive: Path | None, as_json: bool) -> None:
    """Print the words of the archive that match PATTERN, with their articles and occurrences.

    * stands for any letters, ? for one; case and accents do not matter. Headlines, texts and bylines are counted.
    """
    from newsreader.services import indexing, term_exploring

    with session_for(archive, read_only=True) as session:
        indexing.update(session)
        found = term_exploring.terms(session, pattern, limit)
    if as_json:
        entries = [
            {"word": one.word, "articles": one.articles, "occurrences": one.occurrences}
            | ({"years": [list(pair) for pair in one.years]} if by else {})
            for one in found.terms
        ]
        print_json({"pattern": pattern, "total": found.total, "is_cut": found.is_cut, "terms": entries})
        return
    years = sorted({year for one in found.terms for year, _ in one.years}) if by else []
    rows = [
        (one.word, f"{one.articles:,}", f"{one.occurrences:,}", *(dict(one.years).get(year, "") for year in years))
        for one in found.terms
    ]
    columns = ("word", "articles", "occurrences", *map(str, years))
    print_table(columns, rows, numbers=columns[1:])
    if found.total > len(found.terms):
        print_note(f"{len(found.terms):,} of {plural(found.total, 'word')}{' or more' if found.is_cut else ''}")
