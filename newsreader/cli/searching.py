"""`newsreader search`: find articles."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsreader.cli.filtering import FACETS, parse_filters
from newsreader.cli.options import QUERY_SETTINGS, archive_option, join_query, json_option, query_argument, session_for
from newsreader.cli.output import one_line, plural, print_json, print_note, print_styled, print_text, safe, styled
from newsreader.errors import UsageError

if TYPE_CHECKING:
    from newsreader.domain.hits import Hit, SearchResult, Snippet

MOST_ALSO = 24
SORTS = ("relevance", "date", "-date", "paper")


@click.command(
    context_settings=QUERY_SETTINGS,
    epilog="""\b
Examples:
  newsreader search cease-fire karabakh             all words
  newsreader search '"peace talks" OR truce -oil'   a phrase, either, without
  newsreader search 'armen* country:ca date:2020-10'
  newsreader search 'ocr:modern ~petrograd'         misread or not; with the synonyms you keep
  newsreader search 'headline:strike has:note' --sort date --facets paper,year
  newsreader search strike --filter country=CA --filter country=IE --by month
  newsreader search strike --sort date --record strike.json
  newsreader search 'byline:meyer' --explain""",
)
@query_argument
@click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="How many hits to print.")
@click.option("--offset", type=click.IntRange(0), default=0, show_default=True, help="How many hits to pass over.")
@click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True, help="-date: newest first.")
@click.option("--facets", default="", metavar="NAME,NAME", help=f"Counts of the hits by any of: {', '.join(FACETS)}.")
@click.option(
    "--filter", "chosen", multiple=True, metavar="FACET=VALUE", help="Only these; repeat it for any of several."
)
@click.option("--exclude", "excluded", multiple=True, metavar="FACET=VALUE", help="Without these.")
@click.option("--by", "period", type=click.Choice(("year", "month", "day")), help="Count the hits over time.")
@click.option("--record", type=click.Path(path_type=Path), metavar="FILE", help="Keep a record of it (.json or .csv).")
@click.option("--ocr", is_flag=True, help="Also find words as a scanner may have misread them; each is named.")
@click.option("--synonyms", is_flag=True, help="Also find the synonyms kept in the archive (newsreader synonyms).")
@click.option("--explain", is_flag=True, help="Say how the query was understood, with the hits of each part.")
@archive_option
@json_option
def search(
    query: tuple[str, ...],
    limit: int,
    offset: int,
    sort: str,
    facets: str,
    chosen: tuple[str, ...],
    excluded: tuple[str, ...],
    period: str | None,
    record: Path | None,
    ocr: bool,
    synonyms: bool,
    explain: bool,
    archive: Path | None,
    as_json: bool,
) -> None:
    """Find articles.

    All words must occur unless joined by OR; case, accents and hyphens do not matter. What could not be understood is
    said, never dropped silently.
    """
    text, names = join_query(query), parse_facets(facets)

    from newsreader.domain.query import MISREAD, SYNONYMS, Sort
    from newsreader.services import indexing, search_history, search_record, searching

    request = searching.SearchRequest(
        text=text,
        filters=parse_filters(chosen, excluded),
        sort=Sort(sort),
        limit=limit,
        offset=offset,
        facets=names,
        explain=True,
        period="" if period in (None, "year") else str(period),
        manners=frozenset(name for name, on in ((MISREAD, ocr), (SYNONYMS, synonyms)) if on),
    )
    with session_for(archive, read_only=True) as session:
        indexing.update(session)
        result = searching.search(session, request)
        if record is not None:
            search_record.write(search_record.record_of(session, request, result), record)
        if sys.stdin.isatty() and sys.stdout.isatty():  # a script's searches are not a person's
            search_history.remember(session, text, result.total)
    if as_json:
        print_json(document(result))
        return
    print_result(result, offset, explain=explain)
    counted = result.periods if period in ("month", "day") else [(str(year), count) for year, count in result.years]
    for name, count in counted if period else ():
        print_text(f"{name}\t{count:,}")


def parse_facets(text: str) -> tuple[str, ...]:
    """The facet names of `--facets`.

    Raises:
        UsageError: There is no such facet.
    """
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    for name in names:
        if name not in FACETS:
            raise UsageError(f"There is no facet {name}", f"Use any of: {', '.join(FACETS)}.")
    return names


def document(result: "SearchResult") -> dict[str, Any]:
    """The JSON document of a search."""
    return {
        "query": result.query.text,
        "understood": result.understood,
        "total": result.total,
        "of": result.of,
        "hits": [_hit(hit) for hit in result.hits],
        "facets": {name: [[value, count] for value, count in counts] for name, counts in result.facets.items()},
        "years": [[year, count] for year, count in result.years],
        "periods": [[period, count] for period, count in result.periods],
        "clauses": [
            {
                "text": clause.label,
                "hits": clause.hits,
                "without": clause.without,
                "total_without": clause.total_without,
                "also": list(clause.also),
            }
            for clause in result.clauses
        ],
        "notices": [notice.message for notice in result.notices],
        "did_you_mean": result.did_you_mean or None,
        "generation": result.generation,
    }


def _hit(hit: "Hit") -> dict[str, Any]:
    return {
        "id": hit.id,
        "headline": hit.headline or None,
        "paper": hit.paper or None,
        "date": hit.date or None,
        "country": hit.country or None,
        "snippet": hit.snippet.text,
        "marks": [list(mark) for mark in hit.snippet.marks],
        "score": hit.score,
    }


def print_result(result: "SearchResult", offset: int, *, explain: bool) -> None:
    """Prints the page of hits for a person."""
    for notice in result.notices:
        print_note(f"Note: {notice.message}")
        if notice.suggestion:
            print_note(f"      Perhaps: {notice.suggestion}")
    for hit in result.hits:
        about = " · ".join(part for part in (hit.paper, hit.date, hit.country) if part)
        print_styled(f"{styled(hit.id, '36')}  {styled(one_line(hit.headline), '1')}")
        print_styled(f"    {styled(one_line(about), '2')}")
        print_styled(f"    {_marked(hit.snippet)}")
    shown = f", {offset + 1}–{offset + len(result.hits)} shown" if 0 < len(result.hits) < result.total else ""
    print_text(f"{plural(result.total, 'article')} of {result.of:,}{shown}")
    if explain or not result.total or result.is_widened:
        _print_reading(result)
    for name, counts in result.facets.items():
        print_text(f"{name}: " + ", ".join(f"{value or '(unknown)'} {count:,}" for value, count in counts[:20]))


def _print_reading(result: "SearchResult") -> None:
    print_text(f"Understood: {result.understood}")
    for clause in result.clauses:
        drop = f"; without it: {clause.total_without:,}" if clause.total_without is not None else ""
        also = f"; also {', '.join(clause.also[:MOST_ALSO])}" if clause.also else ""
        print_text(f"  {clause.label}: {clause.hits:,}{also}{drop}")
    if result.did_you_mean:
        print_text(f"Did you mean: {result.did_you_mean}")


def _marked(snippet: "Snippet") -> str:
    parts: list[str] = []
    position = 0
    for start, end in snippet.marks:
        parts += [safe(snippet.text[position:start]), styled(safe(snippet.text[start:end]), "1;33")]
        position = end
    return "".join([*parts, safe(snippet.text[position:])])
