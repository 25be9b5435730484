"""Lists and counts over the whole archive: one scan of one covering index each, also with a million articles."""

from array import array
from collections.abc import Sequence
from itertools import chain
from typing import Any, Final

from newsreader.archive.database import Database, as_json_list
from newsreader.archive.filters import COLUMN_FACETS, MARK_CONDITIONS, conditions
from newsreader.domain.listing import ArchiveTotals
from newsreader.domain.query import Filters, Sort
from newsreader.errors import UsageError

EVERYTHING: Final = Filters()
_FEW: Final = 20_000

_ORDERS: Final[dict[Sort, tuple[str, str, str]]] = {
    # index, order, which articles come last whatever the direction: those without a value
    Sort.DATE: ("article_by_date", "date_sort, number", "date_sort = 0"),
    Sort.DATE_DESCENDING: ("article_by_date", "date_sort DESC, number DESC", ""),
    Sort.RELEVANCE: ("article_by_date", "date_sort DESC, number DESC", ""),
    Sort.PAPER: ("article_by_paper", "paper COLLATE NOCASE, date_sort, number", "paper COLLATE NOCASE = ''"),
    Sort.HEADLINE: ("article_by_headline", "headline_key, number", "headline_key = ''"),
    Sort.ADDED_DESCENDING: ("article_by_number", "number DESC", ""),
}


_PAPER_AFTER: Final = (
    "SELECT paper FROM article INDEXED BY article_by_paper WHERE trashed IS NULL AND paper > {} COLLATE NOCASE"
    " ORDER BY paper COLLATE NOCASE LIMIT 1"
)
_FIRST_PAPER: Final = _PAPER_AFTER.format("''")
_NEXT_PAPER: Final = _PAPER_AFTER.format("found.paper")
# From each paper straight to the next one in the index, instead of past a million articles.
_COUNT_PAPERS: Final = (
    f"WITH RECURSIVE found (paper) AS (SELECT ({_FIRST_PAPER}) UNION ALL"  # noqa: S608
    f" SELECT ({_NEXT_PAPER}) FROM found WHERE found.paper IS NOT NULL)"
    " SELECT count(paper) FROM found"
)


class Browse:
    """Answers for the browse tree and the list."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def numbers(self, filters: Filters = EVERYTHING, sort: Sort = Sort.DATE_DESCENDING, limit: int = 0) -> "array[int]":
        """The row numbers of the articles that pass, in this order; with a limit, only the first so many."""
        where, parameters = conditions(filters)
        index, order, last = _ORDERS[sort]
        found: array[int] = array("q")
        with self._database.reading() as db:
            for part in (f"{where} AND NOT ({last})", f"{where} AND {last}") if last else (where,):
                room = limit - len(found) if limit else -1
                if room == 0:
                    break
                rows = db.execute(
                    f"SELECT number FROM article INDEXED BY {index} WHERE {part} ORDER BY {order} LIMIT ?",  # noqa: S608
                    (*parameters, room),
                )
                found.extend(chain.from_iterable(rows))
        return found

    def count(self, filters: Filters = EVERYTHING) -> int:
        """How many articles pass."""
        where, parameters = conditions(filters)
        with self._database.reading() as db:
            sql = f"SELECT count(*) FROM article INDEXED BY article_by_date WHERE {where}"  # noqa: S608
            return int(db.execute(sql, parameters).fetchone()[0])

    def places(
        self, filters: Filters = EVERYTHING, numbers: Sequence[int] | None = None
    ) -> list[tuple[str, str, str, int]]:
        """(region, country, paper, articles), in that order."""
        return self._grouped("region, country, paper", "article_by_place", filters, numbers)

    def values(
        self, facet: str, filters: Filters = EVERYTHING, numbers: Sequence[int] | None = None
    ) -> list[tuple[str, int]]:
        """(value, articles) of a facet that is a column: region, country, paper, language or agency.

        Raises:
            UsageError: It is not one.
        """
        if facet not in COLUMN_FACETS:
            raise UsageError(f"{facet!r} cannot be counted so", f"Use one of {', '.join(COLUMN_FACETS)}.")
        return self._grouped(facet, "article_by_place", filters, numbers)

    def years(self, filters: Filters = EVERYTHING, numbers: Sequence[int] | None = None) -> list[tuple[int, int]]:
        """(year, articles), ascending; year 0 stands for no date."""
        return self._grouped("date_sort / 10000", "article_by_date", filters, numbers)

    def papers_by_year(
        self, filters: Filters = EVERYTHING, numbers: Sequence[int] | None = None
    ) -> list[tuple[str, int, int]]:
        """(paper, year, articles), in that order; year 0 stands for no date."""
        return self._grouped("paper, date_sort / 10000", "article_by_place", filters, numbers)

    def marks(self, filters: Filters = EVERYTHING, numbers: Sequence[int] | None = None) -> dict[str, int]:
        """How many articles have each mark."""
        counts = self._grouped("marks", "article_by_date", filters, numbers)
        bits = {
            "unread": (1, False),
            "starred": (2, True),
            "reviewed": (4, True),
            "annotated": (8, True),
            "doubtful": (16, True),
        }
        return {
            name: sum(count for marks, count in counts if bool(marks & bits[name][0]) == bits[name][1])
            for name in MARK_CONDITIONS
        }

    def tags(self, filters: Filters = EVERYTHING, numbers: Sequence[int] | None = None) -> list[tuple[str, int, int]]:
        """(tag, articles with it, articles at or below it), by name; parents that are no tags are included."""
        where, parameters = conditions(filters)
        if filters:
            condition = f"x.article IN (SELECT number FROM article WHERE {where})"  # noqa: S608
        else:  # leaving the few trashed ones out is quicker than looking every tagged one up
            condition, parameters = "x.article NOT IN (SELECT number FROM article WHERE trashed IS NOT NULL)", []
        with self._database.reading() as db:
            rows = db.execute(
                f"SELECT t.name, x.article FROM article_tag x JOIN tag t ON t.number = x.tag WHERE {condition}",  # noqa: S608
                parameters,
            ).fetchall()
        if numbers is not None:
            wanted = set(numbers)
            rows = [row for row in rows if row[1] in wanted]
        return _rolled_up(rows)

    def totals(self) -> ArchiveTotals:
        """The numbers of the status bar."""
        with self._database.reading() as db:

            def one(sql: str) -> int:
                return int(db.execute(sql).fetchone()[0])

            return ArchiveTotals(
                articles=one("SELECT count(*) FROM article INDEXED BY article_by_number WHERE trashed IS NULL"),
                papers=one(_COUNT_PAPERS),
                tags=one("SELECT count(*) FROM tag WHERE number IN (SELECT tag FROM article_tag)"),
                annotations=one("SELECT count(*) FROM annotation WHERE deleted IS NULL"),
                doubtful=one(
                    "SELECT count(*) FROM article INDEXED BY article_doubtful"
                    " WHERE trashed IS NULL AND doubt_field <> '' AND is_reviewed = 0"
                ),
                trashed=one("SELECT count(*) FROM article WHERE trashed IS NOT NULL"),
            )

    def doubtful(self, limit: int, offset: int = 0) -> list[tuple[int, str]]:
        """(number, least certain field) of the articles of the review queue, least certain first."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT number, doubt_field FROM article INDEXED BY article_doubtful"
                " WHERE trashed IS NULL AND doubt_field <> '' AND is_reviewed = 0"
                " ORDER BY doubt, number LIMIT ? OFFSET ?",
                (limit, offset),
            ).fetchall()
        return [(int(number), str(field)) for number, field in rows]

    def next_doubtful(self, doubt: float, number: int) -> int | None:
        """The article of the review queue that comes after this place in it; None at the end."""
        with self._database.reading() as db:
            row = db.execute(
                "SELECT number FROM article INDEXED BY article_doubtful"
                " WHERE trashed IS NULL AND doubt_field <> '' AND is_reviewed = 0 AND (doubt, number) > (?, ?)"
                " ORDER BY doubt, number LIMIT 1",
                (doubt, number),
            ).fetchone()
        return None if row is None else int(row[0])

    def _grouped(
        self, columns: str, index: str, filters: Filters, numbers: Sequence[int] | None
    ) -> list[tuple[Any, ...]]:
        where, parameters = conditions(filters)
        source = f"article INDEXED BY {index}"
        with self._database.reading() as db:
            if numbers is not None:
                if len(numbers) <= _FEW:
                    source = "json_each(?) AS chosen CROSS JOIN article ON article.number = chosen.value"
                    parameters.insert(0, as_json_list(list(numbers)))
                else:
                    where += " AND is_chosen(number)"
                    highest = int(db.execute("SELECT coalesce(max(number), 0) FROM article").fetchone()[0])
                    chosen = _bitmap(numbers, highest)
                    db.create_function("is_chosen", 1, chosen.__getitem__, deterministic=True)
            return db.execute(
                f"SELECT {columns}, count(*) FROM {source} WHERE {where} GROUP BY {columns} ORDER BY {columns}",  # noqa: S608
                parameters,
            ).fetchall()


def _bitmap(numbers: Sequence[int], highest: int) -> bytearray:
    """One byte an article: asked a million times, this is four times as quick as a table of numbers in SQL."""
    chosen = bytearray(highest + 1)
    for number in numbers:
        if 0 <= number <= highest:
            chosen[number] = 1
    return chosen


def _rolled_up(rows: Any) -> list[tuple[str, int, int]]:
    exact: dict[str, int] = {}
    below: dict[str, set[int]] = {}
    names: dict[str, str] = {}
    for name, article in rows:
        exact[name.casefold()] = exact.get(name.casefold(), 0) + 1
        parts = name.split("/")
        for length in range(1, len(parts) + 1):
            path = "/".join(parts[:length])
            key = path.casefold()
            if length == len(parts):
                names[key] = path
            else:
                names.setdefault(key, path)
            below.setdefault(key, set()).add(article)
    return [(names[key], exact.get(key, 0), len(below[key])) for key in sorted(below)]
