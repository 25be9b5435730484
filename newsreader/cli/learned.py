"""`newsreader learned`: what corrections have taught, and how to have it forgotten."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsreader.cli.options import archive_option, json_option, session_for
from newsreader.cli.output import plural, print_json, print_table, print_text

if TYPE_CHECKING:
    from newsreader.services.learning import Lesson

_FIELDS = click.Choice(["paper", "agency", "byline"])


@click.group()
def learned() -> None:
    """See what corrections have taught, and have it forgotten.

    Who corrects or confirms the paper, the agency or the byline of one article teaches the archive what the printed
    line means; articles imported or read again later are read so from the start.
    """


@learned.command(name="list")
@archive_option
@json_option
def list_lessons(archive: Path | None, as_json: bool) -> None:
    """List what was learned, from which articles, and how many articles were read with it."""
    from newsreader.services import learning

    with session_for(archive, read_only=True) as session:
        found = learning.lessons(session)
        counted = session.archive.vocabulary.counted()
    if as_json:
        words = {"articles_counted": counted.articles}
        print_json({"lessons": [_document(lesson) for lesson in found], "words": words})
        return
    if not found:
        print_text("Nothing was learned yet: correct or confirm a paper, an agency or a byline.")
        return
    rows = [(one.field, one.printed, _meaning(one), one.used, len(one.teachings), _ids(one)) for one in found]
    headings = ("field", "printed", "means", "used in", "taught", "by articles")
    print_table(headings, rows, ("used in", "taught"))


@learned.command()
@click.argument("field", type=_FIELDS)
@click.argument("printed")
@click.option("--undo", is_flag=True, help="Use it again.")
@archive_option
@json_option
def forget(field: str, printed: str, undo: bool, archive: Path | None, as_json: bool) -> None:
    """Use what was learned about the line PRINTED no more. The corrections themselves stay.

    Articles read with it keep what they have until they are read again: newsreader re-extract.
    """
    from newsreader.services import learning

    with session_for(archive) as session:
        change = learning.remember if undo else learning.forget
        count = change(session, field, printed)
    if as_json:
        print_json({"field": field, "printed": printed, "corrections": count, "forgotten": not undo})
    else:
        print_text(f"{'Back in use' if undo else 'Forgotten'}: {printed}, taught by {plural(count, 'correction')}")


@learned.command()
@archive_option
@json_option
def recount(archive: Path | None, as_json: bool) -> None:
    """Count the words of the whole archive anew, by which the rules tell broken words from compounds."""
    from newsreader.services import word_counting

    with session_for(archive) as session:
        articles = word_counting.rebuild(session)
    if as_json:
        print_json({"articles_counted": articles})
    else:
        print_text(f"Counted the words of {plural(articles, 'article')}")


def _document(lesson: "Lesson") -> dict[str, Any]:
    return {
        "field": lesson.field,
        "printed": lesson.printed,
        "variant": lesson.variant,
        "value": list(lesson.value) if isinstance(lesson.value, tuple) else lesson.value,
        "confidence": lesson.confidence,
        "forgotten": lesson.is_forgotten,
        "used": lesson.used,
        "corrections": [
            {
                "id": one.article_id,
                "value": list(one.value) if isinstance(one.value, tuple) else one.value,
                "by": one.by,
                "at": one.at,
            }
            for one in lesson.teachings
        ],
    }


def _meaning(lesson: "Lesson") -> str:
    if lesson.is_forgotten:
        return "(forgotten)"
    if lesson.value is None:
        return "(people contradict each other)"
    return ", ".join(map(str, lesson.value)) if isinstance(lesson.value, tuple) else str(lesson.value)


def _ids(lesson: "Lesson") -> str:
    ids = [one.article_id[:8] for one in lesson.teachings]
    return " ".join(ids[:3]) + (" …" if len(ids) > 3 else "")
