"""`newsreader list` and `newsreader stats`: what an archive holds."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsreader.cli.options import archive_option, json_option, session_for
from newsreader.cli.output import one_line, plural, print_json, print_styled, print_table, print_text, styled

if TYPE_CHECKING:
    from newsreader.domain.listing import BrowseNode
    from newsreader.services.session import Session

DOUBTFUL = "doubtful"
FACETS = ("region", "country", "paper", "year", "tag", "language", "agency", "mark")


@click.command(
    name="list",
    epilog="""\b
Examples:
  newsreader list                region, country, paper
  newsreader list --by year
  newsreader list --by doubtful  the review queue, least certain first
  newsreader list --by tag --json | jq '.nodes[].label'""",
)
@click.option(
    "--by",
    type=click.Choice((*FACETS, DOUBTFUL)),
    default="region",
    show_default=True,
    help="What to group by; doubtful lists the articles to review.",
)
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="Of articles to review.")
@click.option("--offset", type=click.IntRange(0), default=0, help="How many articles to review to leave out.")
@archive_option
@json_option
def list_nodes(by: str, limit: int, offset: int, archive: Path | None, as_json: bool) -> None:
    """Print the browse tree with the number of articles at each node, or the articles to review."""
    from newsreader.services import browsing

    with session_for(archive, read_only=True) as session:
        if by == DOUBTFUL:
            _print_doubtful(session, limit, offset, as_json=as_json)
            return
        nodes = browsing.tree(session, by)
    if as_json:
        print_json({"by": by, "nodes": [_node(node) for node in nodes]})
        return
    if not nodes:
        print_text("The archive is empty. Add articles with: newsreader import PATH...")
        return
    lines = list(_lines(nodes, 0))
    width = max(len(f"{count:,}") for _, count in lines)
    for label, count in lines:
        print_styled(f"{count:>{width},}  {label}")


def _print_doubtful(session: "Session", limit: int, offset: int, *, as_json: bool) -> None:
    """The review queue: each article with the field that is least certain."""
    from newsreader.services import browsing

    found = browsing.doubtful(session, limit, offset)
    total = browsing.totals(session).doubtful
    if as_json:
        print_json({"by": DOUBTFUL, "total": total, "articles": [asdict(doubt) for doubt in found]})
        return
    if not found:
        print_text("There is nothing to review." if not total else f"There are only {total:,} articles to review.")
        return
    rows = [
        (one.id[:8], f"{one.confidence:.2f}", one.field, one_line(one.value)[:40], one_line(one.headline)[:40])
        for one in found
    ]
    print_table(("id", "confidence", "field", "value", "headline"), rows, numbers=("confidence",))
    if total > offset + len(found):
        print_text(f"… of {total:,}; the next with --offset {offset + len(found)}")


def _lines(nodes: Sequence["BrowseNode"], depth: int) -> Iterator[tuple[str, int]]:
    for node in nodes:
        label = one_line(node.label)
        yield "  " * depth + (styled(label, "1") if depth == 0 else label), node.count
        yield from _lines(node.children, depth + 1)


def _node(node: "BrowseNode") -> dict[str, Any]:
    return {
        "value": node.value,
        "label": node.label,
        "count": node.count,
        "children": [_node(child) for child in node.children],
    }


@click.command()
@archive_option
@json_option
def stats(archive: Path | None, as_json: bool) -> None:
    """Print counts by paper, region and year, and the sizes on disk."""
    from newsreader.services import statistics

    with session_for(archive, read_only=True) as session:
        found = statistics.stats(session)
    if as_json:
        print_json(found)
        return
    single = [(name.replace("_", " "), value) for name, value in found.items() if isinstance(value, int | float | str)]
    print_table(("what", "value"), [(name, _number(value)) for name, value in single], numbers=("value",))
    for name, value in found.items():
        if isinstance(value, int | float | str) or not value:
            continue
        pairs = list(value.items()) if isinstance(value, dict) else [tuple(pair)[:2] for pair in value]
        print_text()
        print_table((name.replace("_", " "), "count"), [(key, _number(n)) for key, n in pairs[:20]], ("count",))
        if len(pairs) > 20:
            print_text(f"… and {plural(len(pairs) - 20, 'more', 'more')}")


def _number(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
