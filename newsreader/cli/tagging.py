"""`newsreader tag`: add, remove, list, rename and merge tags."""

from pathlib import Path

import click

from newsreader.cli.options import archive_option, json_option, session_for
from newsreader.cli.output import plural, print_json, print_table, print_text


@click.group(
    epilog="""\b
Examples:
  newsreader tag add 4jqx 7hd2 caucasus/2020    two articles, one tag; "/" makes levels
  newsreader tag rename caucasus/2020 caucasus/truce
  newsreader tag list"""
)
def tag() -> None:
    """Add, remove, list, rename and merge tags."""


@tag.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.argument("name", metavar="TAG")
@archive_option
@json_option
def add(ids: tuple[str, ...], name: str, archive: Path | None, as_json: bool) -> None:
    """Put TAG on articles."""
    _change("add", ids, name, archive, as_json)


@tag.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.argument("name", metavar="TAG")
@archive_option
@json_option
def remove(ids: tuple[str, ...], name: str, archive: Path | None, as_json: bool) -> None:
    """Take TAG off articles."""
    _change("remove", ids, name, archive, as_json)


def _change(verb: str, ids: tuple[str, ...], name: str, archive: Path | None, as_json: bool) -> None:
    from newsreader.services import indexing, reading, tagging

    with session_for(archive) as session:
        wanted = [reading.resolve(session, one) for one in ids]
        changed = (tagging.add if verb == "add" else tagging.remove)(session, wanted, name)
        indexing.update(session)
    if as_json:
        print_json({"tag": name, "changed": list(changed)})
    else:
        print_text(f"{'Tagged' if verb == 'add' else 'Untagged'} {plural(len(changed), 'article')}: {name}")


@tag.command(name="list")
@archive_option
@json_option
def list_tags(archive: Path | None, as_json: bool) -> None:
    """Print all tags with their number of articles."""
    from newsreader.services import tagging

    with session_for(archive, read_only=True) as session:
        tags = tagging.all_tags(session)
    if as_json:
        print_json({"tags": [{"name": one.name, "count": one.count, "colour": one.colour} for one in tags]})
    else:
        print_table(("tag", "articles"), [(one.name, f"{one.count:,}") for one in tags], numbers=("articles",))


@tag.command()
@click.argument("old")
@click.argument("new")
@archive_option
@json_option
def rename(old: str, new: str, archive: Path | None, as_json: bool) -> None:
    """Give the tag OLD the name NEW, with all tags below it."""
    from newsreader.services import indexing, tagging

    with session_for(archive) as session:
        articles = tagging.rename(session, old, new)
        indexing.update(session)
    if as_json:
        print_json({"old": old, "new": new, "articles": articles})
    else:
        print_text(f"Renamed {old} to {new} on {plural(articles, 'article')}")


@tag.command()
@click.argument("olds", nargs=-1, required=True, metavar="OLD...")
@click.argument("into", metavar="INTO")
@archive_option
@json_option
def merge(olds: tuple[str, ...], into: str, archive: Path | None, as_json: bool) -> None:
    """Make the tags OLD... one with the tag INTO."""
    from newsreader.services import indexing, tagging

    with session_for(archive) as session:
        articles = tagging.merge(session, list(olds), into)
        indexing.update(session)
    if as_json:
        print_json({"olds": list(olds), "into": into, "articles": articles})
    else:
        print_text(f"Merged {', '.join(olds)} into {into} on {plural(articles, 'article')}")
