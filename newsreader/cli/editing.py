"""`newsreader edit`: corrections, kept as the confirmed layer."""

from collections.abc import Sequence
from pathlib import Path

import click

from newsreader.cli.options import archive_option, json_option, session_for
from newsreader.cli.output import print_json, print_text
from newsreader.domain.field import EDITABLE_FIELDS, LIST_FIELDS, FieldValue
from newsreader.errors import UsageError


@click.command(
    epilog="""\b
Examples:
  newsreader edit 4jqx date=2020-10-10 "paper=National Post"
  newsreader edit 4jqx "byline=Stepan Kravchenko; Henry Meyer"
  newsreader edit 4jqx agency=               there is none
  newsreader edit 4jqx --confirm headline    it is right as extracted
  newsreader edit 4jqx --retract date        back to what was extracted"""
)
@click.argument("article_id", metavar="ID")
@click.argument("assignments", nargs=-1, metavar="[FIELD=VALUE]...")
@click.option("--confirm", multiple=True, metavar="FIELD", help="Confirm the extracted value as it is.")
@click.option("--retract", multiple=True, metavar="FIELD", help="Take a correction back.")
@archive_option
@json_option
def edit(
    article_id: str,
    assignments: tuple[str, ...],
    confirm: tuple[str, ...],
    retract: tuple[str, ...],
    archive: Path | None,
    as_json: bool,
) -> None:
    """Correct fields of a record.

    The extracted value stays beneath the correction. Several names are parted by ";".
    """
    from newsreader.domain import record as records
    from newsreader.services import correcting, indexing, reading

    changes = parse_assignments(assignments)
    if not (changes or confirm or retract):
        raise UsageError("Nothing to change", "Give FIELD=VALUE, --confirm FIELD or --retract FIELD.")
    with session_for(archive) as session:
        article = reading.resolve(session, article_id)
        with session.archive.writing():  # all of it or nothing
            if changes:
                correcting.edit(session, article, changes)
            for name in confirm:
                correcting.confirm(session, article, name)
            for name in retract:
                correcting.retract(session, article, name)
        indexing.update(session)
        record = records.of_article(reading.article(session, article))
    if as_json:
        print_json(record)
        return
    for name in dict.fromkeys([*changes, *confirm, *retract]):
        value = record.get(name)
        shown = ", ".join(value) if isinstance(value, list) else value
        print_text(f"{name}: {shown if shown not in (None, '') else '(none)'}")


def parse_assignments(assignments: Sequence[str]) -> dict[str, FieldValue]:
    """The values of `field=value` words; an empty value means that there is none.

    Raises:
        UsageError: A word is no assignment, or its field cannot be edited.
    """
    found: dict[str, FieldValue] = {}
    for word in assignments:
        name, sign, value = word.partition("=")
        if not sign:
            raise UsageError(f"Not an assignment: {word}", "Write FIELD=VALUE, for example date=1919-05-14.")
        if name not in EDITABLE_FIELDS:
            raise UsageError(f"No field {name} to edit", f"Fields: {', '.join(EDITABLE_FIELDS)}.")
        text = value.strip()
        if name in LIST_FIELDS and text:
            found[name] = tuple(part.strip() for part in text.split(";") if part.strip())
        else:
            found[name] = text or None
    return found
