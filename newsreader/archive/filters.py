"""Browse filters as SQL conditions on the shown columns."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from newsreader.archive.database import as_json_list
from newsreader.archive.tags import tag_key
from newsreader.domain.query import UNKNOWN, Filters
from newsreader.errors import UsageError

COLUMN_FACETS: Final = ("region", "country", "paper", "language", "agency")
FACETS: Final = (*COLUMN_FACETS, "year", "tag", "mark")

MARK_CONDITIONS: Final[Mapping[str, str]] = {
    "unread": "marks & 1 = 0",
    "starred": "marks & 2 <> 0",
    "reviewed": "marks & 4 <> 0",
    "annotated": "marks & 8 <> 0",
    "doubtful": "marks & 16 <> 0",
}


def conditions(filters: Filters) -> tuple[str, list[Any]]:
    """The condition on `article` that these filters mean, and its parameters. Trash is always left out.

    Raises:
        UsageError: A facet or one of its values does not exist.
    """
    parts, parameters = ["trashed IS NULL"], []
    for chosen, form in ((filters.include, "({})"), (filters.exclude, "NOT ({})")):
        for facet, values in sorted(chosen.items()):
            if not values:
                continue
            sql, given = _facet(facet, sorted(values))
            parts.append(form.format(sql))
            parameters += given
    return " AND ".join(parts), parameters


def _facet(facet: str, values: list[str]) -> tuple[str, list[Any]]:
    if facet in COLUMN_FACETS:
        return _any_of(facet, values)
    special = _SPECIAL.get(facet)
    if special is None:
        raise UsageError(f"There is no facet {facet!r} to browse by", f"Use one of {', '.join(FACETS)}.")
    return special(values)


def _any_of(column: str, values: list[str]) -> tuple[str, list[Any]]:
    if len(values) == 1:
        return f"{column} = ?", [values[0]]
    return f"{column} IN (SELECT value FROM json_each(?))", [as_json_list(values)]  # noqa: S608


def _year(values: list[str]) -> tuple[str, list[Any]]:
    try:
        years = sorted({0 if value == UNKNOWN else int(value) for value in values})
    except ValueError as error:
        raise UsageError(f"{error.args[0]}: not a year", "Give years as four digits.") from error
    # The range lets an index in order of date stop early; the list is what counts.
    low, high = years[0] * 10_000, years[-1] * 10_000 + 9_999
    if len(years) == 1:
        return "date_sort BETWEEN ? AND ?", [low, high]
    return "date_sort BETWEEN ? AND ? AND date_sort / 10000 IN (SELECT value FROM json_each(?))", [
        low,
        high,
        as_json_list(years),
    ]


def _mark(values: list[str]) -> tuple[str, list[Any]]:
    unknown = [value for value in values if value not in MARK_CONDITIONS]
    if unknown:
        raise UsageError(f"There is no mark {unknown[0]!r}", f"Use one of {', '.join(MARK_CONDITIONS)}.")
    return " OR ".join(f"({MARK_CONDITIONS[value]})" for value in values), []


def _tag(values: list[str]) -> tuple[str, list[Any]]:
    parts: list[str] = []
    parameters: list[Any] = []
    for value in values:
        if value == UNKNOWN:
            parts.append("number NOT IN (SELECT article FROM article_tag)")
        else:
            key = tag_key(value)
            parts.append(
                "number IN (SELECT article FROM article_tag WHERE tag IN"
                " (SELECT tag.number FROM tag WHERE key = ? OR (key >= ? AND key < ?)))"
            )
            parameters += [key, f"{key}/", f"{key}0"]  # "0" follows "/": all that begins with `key/`
    return " OR ".join(parts), parameters


_SPECIAL: Final[Mapping[str, Callable[[list[str]], tuple[str, list[Any]]]]] = {
    "year": _year,
    "mark": _mark,
    "tag": _tag,
}
