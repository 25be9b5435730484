"""`newsreader families` and `newsreader compare`: the same story in several papers."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsreader.cli.options import archive_option, json_option, session_for
from newsreader.cli.output import (
    has_colour,
    one_line,
    plural,
    print_json,
    print_note,
    print_styled,
    print_table,
    print_text,
    safe,
)
from newsreader.cli.progress import counting_bar

if TYPE_CHECKING:
    from newsreader.domain.article import Article
    from newsreader.services.families import ComparedArticles
    from newsreader.text.comparing import Stretch


@click.group()
def families() -> None:
    """List the stories that stand in several papers, or look for more of them.

    Families are found as articles come in. `newsreader show` lists where else a story was printed, and
    `newsreader compare` shows what one printing has and another has not.
    """


@families.command("list")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(min=1), help="How many to list.")
@archive_option
@json_option
def list_families(limit: int, archive: Path | None, as_json: bool) -> None:
    """List the families, the largest first."""
    from newsreader.services import families as service

    with session_for(archive, read_only=True) as session:
        found = service.listing(session, limit)
        waiting = service.waiting(session)
    if as_json:
        print_json({"families": [asdict(family) for family in found], "not_looked_at": waiting})
        return
    print_table(
        ("family", "articles", "headline"),
        [(each.id, each.size, each.headline) for each in found],
        numbers=("articles",),
    )
    if waiting:
        print_note(f"{plural(waiting, 'article')} not looked at yet; run: newsreader families rebuild")


@families.command()
@click.option("--all", "anew", is_flag=True, help="Forget the families there are and look at every article again.")
@archive_option
@json_option
def rebuild(anew: bool, archive: Path | None, as_json: bool) -> None:
    """Look at the articles that came in before there were families.

    It can be stopped at any time and goes on where it was. With --all it begins anew; families that are found again
    keep their ids.
    """
    from newsreader.services import families as service

    with session_for(archive) as session, counting_bar("Looking") as progress:
        looked_at = service.rebuild(session, progress, anew=anew)
        found = len(session.archive.families.sizes())
    if as_json:
        print_json({"looked_at": looked_at, "families": found})
    else:
        print_text(f"Looked at {plural(looked_at, 'article')}; there are {plural(found, 'family', 'families')}")


@click.command(
    epilog="""\b
Examples:
  newsreader compare 4jqx b2md            what the second has otherwise: [-was-]{+is+}
  newsreader compare 4jqx b2md --json | jq .changed"""
)
@click.argument("first", metavar="ID")
@click.argument("second", metavar="ID")
@archive_option
@json_option
def compare(first: str, second: str, archive: Path | None, as_json: bool) -> None:
    """Compare the texts of two articles word by word.

    Words that differ only in case, accents, hyphens or punctuation count as the same. The articles need not be of one
    family.
    """
    from newsreader.services import families as service

    with session_for(archive, read_only=True) as session:
        found = service.compare(session, first, second)
    if as_json:
        print_json(as_document(found))
        return
    for sign, article in (("-", found.first), ("+", found.second)):
        print_text(f"{sign} {one_line(_title(article))}")
    share = f"{round(100 * found.comparison.share)} % of the words in common"
    print_text(f"  {service.in_words(found.comparison)} ({share})")
    print_text()
    print_styled(marked(found, colour=has_colour()))


def _title(article: "Article") -> str:
    parts = (article.id, article.shown_text("paper"), article.shown_text("date"), article.shown_text("headline"))
    return " · ".join(part for part in parts if part)


def as_document(found: "ComparedArticles") -> dict[str, Any]:
    """The JSON document of a comparison."""
    comparison = found.comparison
    return {
        "first": found.first.id,
        "second": found.second.id,
        "first_words": comparison.first_words,
        "second_words": comparison.second_words,
        "common": comparison.common,
        "deleted": comparison.deleted,
        "inserted": comparison.inserted,
        "changed": comparison.changed,
        "share": round(comparison.share, 4),
        "stretches": [_stretch(each, found) for each in comparison.stretches],
    }


def _stretch(stretch: "Stretch", found: "ComparedArticles") -> dict[str, Any]:
    sides = (("first", stretch.first, found.first.clean), ("second", stretch.second, found.second.clean))
    return {"kind": stretch.kind.value} | {
        name: {"start": start, "end": end, "text": text[start:end]} for name, (start, end), text in sides
    }


def marked(found: "ComparedArticles", *, colour: bool) -> str:
    """The second text with the words of the first that it has not, marked in place.

    Args:
        found: The comparison.
        colour: Red and green besides `[-was-]{+is+}`: colour is never the only sign.
    """
    was, now = ("\x1b[31m[-{}-]\x1b[0m", "\x1b[32m{{+{}+}}\x1b[0m") if colour else ("[-{}-]", "{{+{}+}}")
    first, second = found.first.clean, found.second.clean
    parts: list[str] = []
    at = 0
    for stretch in found.comparison.stretches:
        start, end = stretch.second
        parts.append(safe(second[at:start]))
        if stretch.kind == "same":
            parts.append(safe(second[start:end]))
        else:
            if stretch.first_words:
                gap = " " if parts[-1] == "" and at else ""
                parts.append(gap + was.format(safe(first[slice(*stretch.first)])) + ("" if end else " "))
            if stretch.second_words:
                parts.append(now.format(safe(second[start:end])))
        at = end
    parts.append(safe(second[at:]))
    return "".join(parts)
