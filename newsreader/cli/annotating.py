"""`newsreader annotate`: a highlight or a note on words of an article."""

from pathlib import Path

import click

from newsreader.cli.options import archive_option, json_option, session_for
from newsreader.cli.output import print_json, print_text
from newsreader.domain.annotation import COLOURS
from newsreader.errors import UsageError


@click.command(
    epilog="""\b
Examples:
  newsreader annotate 4jqx --quote "starting Saturday" --note "check the date"
  newsreader annotate 4jqx --quote "starting Saturday" --colour green
  newsreader annotate 4jqx --note "see also the Harbour Gazette\""""
)
@click.argument("article_id", metavar="ID")
@click.option("--quote", default="", help="Words of the article, cleaned or as they came.")
@click.option("--note", default="", help="The note; without it the quote is only highlighted.")
@click.option("--colour", type=click.Choice(COLOURS), default="yellow", show_default=True, help="Of the highlight.")
@archive_option
@json_option
def annotate(article_id: str, quote: str, note: str, colour: str, archive: Path | None, as_json: bool) -> None:
    """Highlight words of an article, or put a note on them or on the whole article."""
    from newsreader.services import annotating, indexing, reading

    if not quote and not note:
        raise UsageError("Nothing to annotate", "Give --quote, --note or both.")
    with session_for(archive) as session:
        article = reading.resolve(session, article_id)
        if quote:
            made = annotating.add_by_quote(session, article, quote, note, colour)
        else:
            made = annotating.note_on_article(session, article, note)
        indexing.update(session)
    if as_json:
        print_json(made.to_w3c())
    else:
        print_text(f"Noted on {made.article}" if note else f"Highlighted on {made.article}")
