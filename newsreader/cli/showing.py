"""`newsreader show`: one article with its record."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsreader.cli.options import archive_option, json_option, session_for
from newsreader.cli.output import has_colour, one_line, print_json, print_styled, print_text, safe, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.services.families import Relative

_LABELS = {
    "headline": "Headline", "subheadline": "Subheadline", "byline": "Byline", "paper": "Paper", "agency": "Agency",
    "provider": "Provider", "date": "Date", "place": "Place", "country": "Country", "region": "Region",
    "dateline": "Dateline", "language": "Language", "section": "Section", "page": "Page", "edition": "Edition",
    "volume": "Volume", "issue": "Issue", "rights": "Rights", "tags": "Tags", "family": "Family",
}  # fmt: skip


@click.command(
    epilog="""\b
Examples:
  newsreader show 4jqx                    by the first letters of its id (at least 4)
  newsreader show 4jqx --layer changes    what cleaning changed: [-was-]{+is+}, and what may be misread
  newsreader show 4jqx --layer raw        the text exactly as it came
  newsreader show 4jqx --json | jq .evidence"""
)
@click.argument("article_id", metavar="ID")
@click.option(
    "--layer",
    type=click.Choice(["clean", "raw", "changes"]),
    default="clean",
    show_default=True,
    help="Which text to print; --json always holds all of them.",
)
@archive_option
@json_option
def show(article_id: str, layer: str, archive: Path | None, as_json: bool) -> None:
    """Print one article with its record.

    Every field is followed by its confidence, or by a tick when a person has confirmed it.
    """
    from newsreader.domain import record as records
    from newsreader.services import families, reading, suggesting

    with session_for(archive, read_only=True) as session:
        record = records.of_article(reading.article(session, article_id))
        is_for_people = not as_json and layer == "clean"
        relatives = families.members(session, article_id) if is_for_people and record["family"] else ()
        doubts = suggesting.suggestions(session, article_id) if layer == "changes" and not as_json else ()
    if as_json:
        print_json(record)
    elif layer == "raw":
        _print_raw(record["raw"])
    elif layer == "changes":
        print_styled(changes(record["raw"], record["repairs"], colour=has_colour()))
        if doubts:
            print_styled("\n" + styled("May be misread (nothing was changed):", "2"))
        for doubt in doubts:
            print_styled(f"  {one_line(doubt.shown)} → {one_line(doubt.after)}  ({doubt.confidence:.2f})")
    else:
        print_record(record, relatives)


def print_record(record: dict[str, Any], relatives: "Sequence[Relative]" = ()) -> None:
    """Prints a record for a person: its fields, where else it was printed, then its clean text, then its notes."""
    print_styled(_line("Id", record["id"], ""))
    for name, label in _LABELS.items():
        value = _as_text(record.get(name))
        if value:
            print_styled(_line(label, value, _certainty(record, name)))
    for place, relative in enumerate(relatives):
        print_styled(_line("" if place else "Also in", _printing(relative), ""))
    print_styled(_line("File", record["file"]["path"], ""))
    print_text()
    print_text(record["text"])
    for annotation in record["annotations"]:
        print_styled("")
        print_styled(_annotation(annotation))


def _printing(relative: "Relative") -> str:
    """Another printing in one line: paper, place or country, date, how alike, id."""
    alike = f"{round(100 * relative.in_common)} % the same" if relative.in_common is not None else ""
    where = relative.place or relative.country
    return " · ".join(part for part in (relative.paper, where, relative.date, alike, relative.id) if part)


def _line(label: str, value: str, certainty: str) -> str:
    line = styled(f"{label:<12}", "2") + one_line(value)
    return f"{line}  {styled(certainty, '2')}" if certainty else line


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    if isinstance(value, dict):
        return str(value.get("text") or "")
    return str(value) if value is not None else ""


def _certainty(record: dict[str, Any], name: str) -> str:
    if name in record["confirmed"]:
        return "✓"
    evidence = record["evidence"].get(name)
    cut = ", cut off" if name == "byline" and not record["byline_complete"] else ""
    return f"({evidence['confidence']:.2f}{cut})" if evidence else ""


def _annotation(annotation: dict[str, Any]) -> str:
    selectors = annotation["target"].get("selector", [])
    quote = next((one["exact"] for one in selectors if one["type"] == "TextQuoteSelector"), "")
    note = " ".join(body["value"] for body in annotation.get("body", []))
    parts = [f"“{one_line(quote)}”" if quote else "", one_line(note)]
    return styled("Note        ", "2") + " ".join(part for part in parts if part)


def _print_raw(raw: str) -> None:
    if sys.stdout.isatty():
        print_text(raw)
    else:
        sys.stdout.write(raw)


def changes(raw: str, repairs: list[dict[str, Any]], *, colour: bool) -> str:
    """The raw text with every active repair shown in place.

    Args:
        raw: The raw text.
        repairs: As in the record, sorted.
        colour: Red and green instead of `[-was-]{+is+}`.
    """
    was, now = ("\x1b[31;9m{}\x1b[0m", "\x1b[32m{}\x1b[0m") if colour else ("[-{}-]", "{{+{}+}}")
    parts: list[str] = []
    position = 0
    for repair in repairs:
        if not repair["active"]:
            continue
        parts.append(safe(raw[position : repair["start"]]))
        parts.extend(
            style.format(safe(words)) for style, words in ((was, repair["before"]), (now, repair["after"])) if words
        )
        position = repair["end"]
    parts.append(safe(raw[position:]))
    return "".join(parts)
