"""Saved searches: a name for a query and its filters."""

import json
from dataclasses import dataclass

from newsreader.archive.clock import now
from newsreader.archive.database import Database
from newsreader.archive.stored import dumps, storable
from newsreader.domain.query import Filters
from newsreader.errors import UsageError


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """One saved search."""

    name: str
    query: str
    filters: Filters
    by: str
    at: str


class SavedSearches:
    """The saved searches of an archive by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, name: str, query: str, filters: Filters, by: str) -> SavedSearch | None:
        """Keeps a search under a name; returns what had the name before.

        Raises:
            UsageError: The name is empty.
        """
        name = storable(" ".join(name.split()))
        if not name:
            raise UsageError("A saved search needs a name", "Give it one.")
        with self._database.writing() as db:
            before = self.get(name)
            db.execute(
                "INSERT OR REPLACE INTO saved_search VALUES (?, ?, ?, ?, ?)",
                (name, storable(query), _to_json(filters), by, now()),
            )
        return before

    def get(self, name: str) -> SavedSearch | None:
        """The search of that name."""
        return next((search for search in self.all() if search.name == name), None)

    def delete(self, name: str) -> SavedSearch | None:
        """Forgets a search; returns it."""
        with self._database.writing() as db:
            before = self.get(name)
            db.execute("DELETE FROM saved_search WHERE name = ?", (name,))
        return before

    def all(self) -> tuple[SavedSearch, ...]:
        """All saved searches by name."""
        with self._database.reading() as db:
            rows = db.execute("SELECT name, query, filters, by, at FROM saved_search ORDER BY name COLLATE NOCASE")
            return tuple(SavedSearch(name, query, _from_json(filters), by, at) for name, query, filters, by, at in rows)


def _to_json(filters: Filters) -> str:
    return dumps(
        {
            kind: {facet: sorted(values) for facet, values in chosen.items() if values}
            for kind, chosen in (("include", filters.include), ("exclude", filters.exclude))
        }
    )


def _from_json(stored: object) -> Filters:
    """The filters; none at all when a stranger's archive holds nonsense there."""
    try:
        found = json.loads(str(stored))
        include, exclude = (
            {str(facet): frozenset(map(str, values)) for facet, values in found[kind].items()}
            for kind in ("include", "exclude")
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return Filters()
    return Filters(include, exclude)
