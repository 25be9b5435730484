"""The options every command shares, and the session they lead to."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from newsreader.errors import UsageError

if TYPE_CHECKING:
    from newsreader.services.session import Session

_Function = TypeVar("_Function", bound=Callable[..., Any])


def archive_option(function: _Function) -> _Function:
    """Adds `--archive DIR`."""
    return click.option(
        "--archive",
        type=click.Path(path_type=Path),
        envvar="NEWSREADER_ARCHIVE",
        metavar="DIR",
        help="The archive to use.  [default: the last one opened]",
    )(function)


def json_option(function: _Function) -> _Function:
    """Adds `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of text.")(function)


def query_argument(function: _Function) -> _Function:
    """Adds the words of a query; `-word` is part of the query, not an option."""
    return click.argument("query", nargs=-1, type=click.UNPROCESSED)(function)


QUERY_SETTINGS = {"ignore_unknown_options": True}
"""Context settings for commands with a query, so that `-word` reaches it."""


def join_query(words: Sequence[str]) -> str:
    """The query as one text.

    Raises:
        UsageError: A word looks like a mistyped option.
    """
    for word in words:
        if word.startswith("--"):
            raise UsageError(f"No such option: {word}", "See --help; put words to search for in quotes.")
    return " ".join(words)


@contextmanager
def session_for(archive: Path | None, *, create: bool = False, read_only: bool = False) -> Iterator["Session"]:
    """Opens the archive asked for, or the last one, and closes it again."""
    from newsreader.services.session import Session

    with Session.open(archive, create=create, read_only=read_only) as session:
        yield session
