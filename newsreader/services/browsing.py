"""Browsing: the tree with its counts, the list of numbers, the lines of the list, the totals."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from newsreader.domain.listing import ArchiveTotals, ArticleRow, BrowseNode, Doubt
from newsreader.domain.query import UNKNOWN, Filters, Sort
from newsreader.errors import UsageError
from newsreader.services.session import Session
from newsreader.text import authorities

if TYPE_CHECKING:
    from array import array

UNKNOWN_LABEL: Final = "(unknown)"
UNTAGGED_LABEL: Final = "(untagged)"
NO_FILTERS: Final = Filters()

_PATHS: Final[Mapping[str, tuple[str, ...]]] = {
    "region": ("region", "country", "paper"),
    "country": ("country", "paper"),
    "paper": ("paper",),
    "year": ("year",),
    "tag": ("tag",),
    "language": ("language",),
    "agency": ("agency",),
    "mark": ("mark",),
}
_MARK_LABELS: Final[Mapping[str, str]] = {
    "unread": "Unread",
    "starred": "Starred",
    "annotated": "With notes",
    "doubtful": "To review",
    "reviewed": "Reviewed",
}


def tree(
    session: Session, by: str = "region", filters: Filters = NO_FILTERS, numbers: Sequence[int] | None = None
) -> tuple[BrowseNode, ...]:
    """The browse tree by one facet, with counts.

    Args:
        session: The open archive.
        by: `region` (region → country → paper), `country` (country → paper), `paper`, `year`, `tag`, `language`,
            `agency` or `mark`.
        filters: Count only what passes. What is chosen within this very tree does not narrow it, so that one can
            choose more of it; exclusions do.
        numbers: Count only these articles, for example the hits of a search.

    Raises:
        UsageError: There is no such tree.
    """
    if by not in _PATHS:
        raise UsageError(f"Articles cannot be browsed by {by!r}", f"Use one of {', '.join(_PATHS)}.")
    include = {facet: values for facet, values in filters.include.items() if facet not in _PATHS[by]}
    others = Filters(include, filters.exclude)
    browse = session.archive.browse
    if by == "region":
        return _nested(browse.places(others, numbers), ("region", "country", "paper"))
    if by == "country":
        return _nested([row[1:] for row in browse.places(others, numbers)], ("country", "paper"))
    if by == "year":
        years = browse.years(others, numbers)
        return tuple(_leaf("year", str(year) if year else UNKNOWN, count) for year, count in _zero_last(years))
    if by == "tag":
        return _tag_tree(session, others, numbers)
    if by == "mark":
        found = browse.marks(others, numbers)
        return tuple(BrowseNode("mark", mark, label, found[mark]) for mark, label in _MARK_LABELS.items())
    return _sorted(_leaf(by, value, count) for value, count in browse.values(by, others, numbers))


def numbers(
    session: Session, filters: Filters = NO_FILTERS, sort: Sort = Sort.DATE_DESCENDING, limit: int = 0
) -> "array[int]":
    """The row numbers of the articles that pass, in order; articles without the value sorted by come last."""
    return session.archive.browse.numbers(filters, sort, limit)


def count(session: Session, filters: Filters = NO_FILTERS) -> int:
    """How many articles pass."""
    return session.archive.browse.count(filters)


def rows(session: Session, numbers: Sequence[int], *, with_trashed: bool = False) -> list[ArticleRow]:
    """The lines of the list for these numbers in the same order; what has vanished meanwhile is left out."""
    return session.archive.articles.rows(numbers, with_trashed=with_trashed)


def doubtful(session: Session, limit: int, offset: int = 0) -> list[Doubt]:
    """The articles of the review queue, the one with the least certain field first, and what is doubtful in each."""
    fields = dict(session.archive.browse.doubtful(limit, offset))
    headlines = {row.number: row.headline for row in session.archive.articles.rows(list(fields))}
    articles = {article.number: article for article in session.archive.articles.many(list(fields))}
    found = []
    for number, name in fields.items():
        article = articles[number]
        evidence = article.evidence(name)
        found.append(
            Doubt(
                id=article.id,
                headline=headlines.get(number, ""),
                paper=article.shown_text("paper"),
                date=article.shown_text("date"),
                field=name,
                value=article.shown_text(name),
                confidence=evidence.confidence if evidence else 0.0,
                rule=evidence.rule if evidence else "",
            )
        )
    return found


def totals(session: Session) -> ArchiveTotals:
    """The numbers of the status bar."""
    return session.archive.browse.totals()


def years(session: Session, filters: Filters = NO_FILTERS) -> tuple[tuple[int, int], ...]:
    """(year, articles), ascending; articles without a date are not in it."""
    return tuple((year, found) for year, found in session.archive.browse.years(filters) if year)


def label_of(facet: str, value: str) -> str:
    """The words for a node of the tree."""
    if value == UNKNOWN:
        return UNTAGGED_LABEL if facet == "tag" else UNKNOWN_LABEL
    name = _NAMES.get(facet)
    return (name(value) or value) if name is not None else _MARK_LABELS.get(value, value) if facet == "mark" else value


_NAMES: Final[Mapping[str, Callable[[str], str]]] = {
    "region": authorities.region_name,
    "country": authorities.country_name,
    "language": authorities.language_name,
}


def _nested(rows: Iterable[tuple[object, ...]], facets: tuple[str, ...]) -> tuple[BrowseNode, ...]:
    """A tree out of (value, value …, count) rows."""
    groups: dict[str, list[tuple[object, ...]]] = {}
    for row in rows:
        groups.setdefault(str(row[0]), []).append(row[1:])
    nodes = []
    for value, below in groups.items():
        total = sum(int(str(row[-1])) for row in below)
        children = _nested(below, facets[1:]) if len(facets) > 1 else ()
        nodes.append(BrowseNode(facets[0], value, label_of(facets[0], value), total, children))
    return _sorted(nodes)


def _leaf(facet: str, value: str, found: int) -> BrowseNode:
    return BrowseNode(facet, value, label_of(facet, value), found)


def _sorted(nodes: Iterable[BrowseNode]) -> tuple[BrowseNode, ...]:
    return tuple(sorted(nodes, key=lambda node: (node.value == UNKNOWN, node.label.casefold(), node.value)))


def _zero_last(years: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return sorted(years, key=lambda entry: (entry[0] == 0, entry[0]))


def _tag_tree(session: Session, filters: Filters, numbers: Sequence[int] | None) -> tuple[BrowseNode, ...]:
    below: dict[str, list[tuple[str, int]]] = {}
    for name, _, found in session.archive.browse.tags(filters, numbers):
        below.setdefault(name.rpartition("/")[0].casefold(), []).append((name, found))

    def nodes(parent: str) -> tuple[BrowseNode, ...]:
        return _sorted(
            BrowseNode("tag", name, name.rpartition("/")[2], found, nodes(name.casefold()))
            for name, found in below.get(parent, ())
        )

    return nodes("")
