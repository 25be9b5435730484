"""The options that say how files are to be read, shared by the commands that read files."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from newsreader.domain.profile import ImportProfile

if TYPE_CHECKING:
    from newsreader.services.session import Session

_Function = TypeVar("_Function", bound=Callable[..., Any])


def reading_options(function: _Function) -> _Function:
    """Adds `--map`, `--date-pattern` and `--name-pattern`."""
    for option in (
        click.option(
            "--name-pattern",
            default="",
            metavar="PATTERN",
            help="What names tell: {paper}_{date:YYYYMMDD}_{page}.txt",
        ),
        click.option(
            "--date-pattern", default="", metavar="PATTERN", help="How records write dates: DD.MM.YYYY, M/D/18YY."
        ),
        click.option(
            "--map", "maps", multiple=True, metavar="FIELD=COLUMN", help="Which column or key of records is what field."
        ),
    ):
        function = option(function)
    return function


def own_profile(maps: Sequence[str], date_pattern: str, name_pattern: str) -> ImportProfile | None:
    """What these options state, as a profile without a name; None when they state nothing.

    Raises:
        UsageError: One of them makes no sense.
    """
    from newsreader.services import profiles

    if not maps and not date_pattern and not name_pattern:
        return None
    mapping = profiles.mapping_from(maps)
    stated = ImportProfile("", date_pattern=date_pattern, name_pattern=name_pattern, mapping=mapping)
    return profiles.checked_settings(stated)


def named_profile(session: "Session", name: str) -> ImportProfile:
    """The profile of that name.

    Raises:
        UsageError: There is none.
    """
    from newsreader.services import profiles

    return profiles.get(session, name)
