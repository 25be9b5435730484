"""What this user searched for in an archive, latest first; on this machine alone, cleared or switched off at will."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final

from newsreader import settings
from newsreader.services import local_files
from newsreader.services.session import Session

MOST: Final = 200
_KIND: Final = "history"
_SETTING: Final = "search_history"


@dataclass(frozen=True, slots=True)
class PastSearch:
    """One search.

    Attributes:
        query: As typed.
        at: When it was last run, ISO 8601 in UTC.
        total: How many articles it found then.
    """

    query: str
    at: str
    total: int


def is_on() -> bool:
    """Whether searches are remembered."""
    return settings.load().get(_SETTING) is not False


def switch(*, on: bool) -> None:
    """Remembers searches from now on, or no more; what is remembered stays until it is cleared."""
    settings.save({_SETTING: None if on else False})


def recent(session: Session) -> tuple[PastSearch, ...]:
    """The searches remembered, latest first."""
    found = local_files.load(_KIND, session.archive.uuid)
    return tuple(past for entry in found if (past := _past(entry))) if isinstance(found, list) else ()


def remember(session: Session, query: str, total: int) -> None:
    """Puts a search at the top; the same words are remembered once."""
    query = " ".join(query.split())
    if not query or len(query) > 2_000 or not is_on():
        return
    fresh = PastSearch(query, datetime.now(UTC).isoformat(timespec="seconds"), total)
    kept = [fresh, *(past for past in recent(session) if past.query != query)][:MOST]
    local_files.save(_KIND, session.archive.uuid, [asdict(past) for past in kept])


def clear(session: Session) -> None:
    """Forgets all searches of this archive."""
    local_files.remove(_KIND, session.archive.uuid)


def _past(entry: Any) -> PastSearch | None:
    try:
        return PastSearch(str(entry["query"]), str(entry["at"]), int(entry["total"]))
    except (TypeError, KeyError, ValueError):
        return None
