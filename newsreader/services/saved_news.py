"""Saved searches, and which of their articles came in since this user last looked."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np

from newsreader.archive.searches import SavedSearch
from newsreader.errors import UsageError
from newsreader.services import local_files, searching
from newsreader.services.searching import SearchRequest
from newsreader.services.session import Session

_KIND: Final = "looked"


@dataclass(frozen=True, slots=True)
class SavedNews:
    """A saved search as it stands.

    Attributes:
        saved: The search.
        total: Articles it finds now.
        new: Those of them that came in since this user last looked; None when the user has not looked yet.
        looked: When that was, ISO 8601 in UTC; "" for never.
    """

    saved: SavedSearch
    total: int
    new: int | None
    looked: str


def news(session: Session) -> tuple[SavedNews, ...]:
    """All saved searches with what they find and what is new in it."""
    seen = _seen(session)
    found = []
    for saved in searching.saved_searches(session).values():
        numbers = searching.search(session, SearchRequest(saved.query, saved.filters, limit=0)).numbers
        mark = seen.get(saved.name)
        new = None if mark is None else int(np.count_nonzero(np.asarray(numbers) > mark[0]))
        found.append(SavedNews(saved, len(numbers), new, "" if mark is None else mark[1]))
    return tuple(found)


def new_counts(session: Session) -> dict[str, int]:
    """How much is new in each saved search, by name; searches only where anything has come in since the last look."""
    seen, latest = _seen(session), session.archive.articles.latest()
    found: dict[str, int] = {}
    for saved in searching.saved_searches(session).values():
        last = seen.get(saved.name, (latest, ""))[0]
        found[saved.name] = 0 if last >= latest else _count_after(session, saved, last)
    return found


def _count_after(session: Session, saved: SavedSearch, last: int) -> int:
    numbers = searching.search(session, SearchRequest(saved.query, saved.filters, limit=0)).numbers
    return int(np.count_nonzero(np.asarray(numbers) > last))


def new_ids(session: Session, name: str) -> list[str]:
    """The articles of a saved search that came in since this user last looked, all when never, latest first.

    Raises:
        UsageError: There is no such search.
    """
    saved = saved_search(session, name)
    after = _seen(session).get(saved.name, (0, ""))[0]
    numbers = searching.search(session, SearchRequest(saved.query, saved.filters, limit=0)).numbers
    fresh = sorted((number for number in numbers if number > after), reverse=True)
    ids = session.archive.articles.ids_of(fresh)
    return [ids[number] for number in fresh if number in ids]


def look(session: Session, name: str) -> None:
    """Notes that this user has seen what a saved search finds now."""
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    kept = {each: list(mark) for each, mark in _seen(session).items()}
    kept[name] = [session.archive.articles.latest(), moment]
    known = searching.saved_searches(session)
    local_files.save(_KIND, session.archive.uuid, {each: mark for each, mark in kept.items() if each in known})


def saved_search(session: Session, name: str) -> SavedSearch:
    """A saved search by its name, capitals not heeded.

    Raises:
        UsageError: There is none.
    """
    found = searching.saved_searches(session)
    match = found.get(name) or next((one for key, one in found.items() if key.casefold() == name.casefold()), None)
    if match is None:
        raise UsageError(f"There is no saved search “{name}”", "See them with `newsreader searches list`.")
    return match


def _seen(session: Session) -> dict[str, tuple[int, str]]:
    found: Any = local_files.load(_KIND, session.archive.uuid)
    if not isinstance(found, dict):
        return {}
    return {
        str(name): (int(mark[0]), str(mark[1]))
        for name, mark in found.items()
        if isinstance(mark, list) and len(mark) == 2 and isinstance(mark[0], int)
    }
