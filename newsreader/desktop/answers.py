"""What the desk asks the services, put together for the panes. These functions run in a reading lane, without Qt."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsreader.desktop.browse_model import Path, by_decade, flattened
from newsreader.desktop.browse_pane import without
from newsreader.desktop.periods import Unit, unit_for
from newsreader.desktop.query_edits import days_of, without_dates
from newsreader.domain.article import Article
from newsreader.domain.hits import SearchResult, Snippet
from newsreader.domain.listing import ArchiveTotals, ArticleRow, BrowseNode
from newsreader.domain.query import Filters, ParsedQuery, Sort
from newsreader.search.grammar import parse
from newsreader.services import browsing, reading, saved_news, searching, tagging, trash
from newsreader.services.searching import SearchRequest
from newsreader.services.session import Session

if TYPE_CHECKING:
    from array import array

TRASH = Filters({"trash": frozenset({"trash"})})
"""What stands for the articles in the trash: they pass no other filter and no search finds them."""

Counts = Mapping[str, Mapping[Path, int] | None]

FIRST_ARTICLES = 300
_QUEUES = ("doubtful", "starred", "annotated", "unread")
"""Marks shown as ready-made searches, in this order."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for and how it is ordered; `manners` as in `SearchRequest`."""

    query: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.DATE_DESCENDING
    manners: frozenset[str] = frozenset()

    @property
    def is_trash(self) -> bool:
        """Whether the articles in the trash are asked for."""
        return "trash" in self.filters.include


@dataclass(frozen=True, slots=True)
class Listing:
    """The answer to a search.

    Attributes:
        asked: What it answers.
        numbers: All articles found, in order.
        of: How many articles there are.
        years: (year, count) for the histogram; not narrowed by the query's own `date:`.
        days: The days the query is narrowed to, as YYYYMMDD, when they are few enough to be counted by `unit`.
        unit: What the histogram counts by.
        periods: (EDTF month or day, count) over those days.
        result: What the search had to say; None when nothing was searched for.
        is_whole: Whether this is all; otherwise the beginning, and the rest is on its way.
    """

    asked: Asked
    numbers: "array[int]"
    of: int
    years: tuple[tuple[int, int], ...]
    result: SearchResult | None = None
    is_whole: bool = True
    unit: Unit = Unit.YEAR
    days: tuple[int, int] = (0, 0)
    periods: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """The browse tree of the whole archive with what goes beside it."""

    nodes: Mapping[str, tuple[BrowseNode, ...]]
    tag_colours: Mapping[str, str]
    totals: ArchiveTotals
    years: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Opened:
    """An article with the places of the hits in it."""

    article: Article
    marks_clean: Sequence[tuple[int, int]] = ()
    marks_raw: Sequence[tuple[int, int]] = ()


def find_first(session: Session, asked: Asked) -> Listing:
    """The beginning of a list, which is there at once also among millions."""
    numbers = browsing.numbers(session, asked.filters, _without_relevance(asked.sort), FIRST_ARTICLES)
    return Listing(asked, numbers, len(numbers), (), is_whole=False)


def find(session: Session, asked: Asked) -> Listing:
    """Searches, or lists what passes the filters when nothing is searched for."""
    if asked.is_trash:
        return Listing(asked, trash.listing(session), browsing.count(session), ())
    if not asked.query.strip():
        numbers = browsing.numbers(session, asked.filters, _without_relevance(asked.sort))
        years = browsing.years(session, without(asked.filters, "year"))
        of = len(numbers) if not asked.filters else browsing.count(session)
        return Listing(asked, numbers, of, years)
    days = days_of(parse(asked.query)) or (0, 0)
    unit = unit_for(*days)
    request = SearchRequest(
        asked.query,
        asked.filters,
        asked.sort,
        limit=0,
        manners=asked.manners,
        period="" if unit is Unit.YEAR else unit.value,
    )
    result = searching.search(session, request)
    if unit is not Unit.YEAR and result.periods:
        return Listing(
            asked, result.numbers, result.of, result.years, result, unit=unit, days=days, periods=result.periods
        )
    years = result.years
    rest = without_dates(asked.query)
    if rest != asked.query.strip() or "year" in asked.filters.include:
        years = _years_of(session, rest, without(asked.filters, "year"), asked.manners)
    return Listing(asked, result.numbers, result.of, years, result)


def _years_of(session: Session, query: str, filters: Filters, manners: frozenset[str]) -> tuple[tuple[int, int], ...]:
    if not query:
        return browsing.years(session, filters)
    return searching.search(session, SearchRequest(query, filters, limit=0, manners=manners)).years


def shape(session: Session) -> Shape:
    """The browse tree of everything."""
    regions = browsing.tree(session, "region")
    years = browsing.tree(session, "year")
    tags = tagging.all_tags(session)
    totals = browsing.totals(session)
    known = [int(node.value) for node in years if node.value]
    nodes = {
        "region": regions,
        "paper": _papers(regions),
        "year": by_decade(years),
        "language": _if_several(browsing.tree(session, "language")),
        "agency": _if_several(browsing.tree(session, "agency")),
        "tag": tuple(node for node in browsing.tree(session, "tag") if node.value),
        "search": _searches(session, browsing.tree(session, "mark"), totals.trashed),
    }
    return Shape(
        nodes,
        {tag.name: tag.colour for tag in tags},
        totals,
        (min(known), max(known)) if known else None,
    )


def counts(session: Session, listing: Listing, is_stale: Callable[[], bool]) -> Counts | None:
    """The counts of the tree for what is listed; None when nobody wants them any more."""
    asked = listing.asked
    if asked.is_trash or (not asked.query.strip() and not asked.filters):
        return dict.fromkeys(("region", "paper", "year", "language", "agency", "tag", "search"))
    searched = bool(asked.query.strip())
    found: dict[str, Mapping[Path, int] | None] = {}
    for facet in ("region", "tag", "year", "language", "agency", "mark"):
        if is_stale():
            return None
        others = without(asked.filters, facet)
        numbers = _numbers(session, listing, others) if searched else None
        nodes = browsing.tree(session, facet, others, numbers)
        if facet == "region":
            found["paper"] = flattened("paper", _papers(nodes))
        if facet == "year":
            nodes = by_decade(nodes)
        found["search" if facet == "mark" else facet] = flattened("search" if facet == "mark" else facet, nodes)
    return found


def _numbers(session: Session, listing: Listing, filters: Filters) -> "array[int]":
    if filters == listing.asked.filters:
        return listing.numbers
    asked = listing.asked
    return searching.search(session, SearchRequest(asked.query, filters, limit=0, manners=asked.manners)).numbers


def page(
    session: Session, numbers: "array[int]", query: ParsedQuery | None, *, with_trashed: bool = False
) -> tuple[list[ArticleRow], Mapping[int, Snippet]]:
    """The rows of some articles, with snippets when words were searched for."""
    rows = browsing.rows(session, numbers, with_trashed=with_trashed)
    return rows, searching.snippets(session, query, numbers) if query is not None else {}


def opened(session: Session, number: int, query: ParsedQuery | None) -> Opened:
    """An article with its hits marked in both layers."""
    article = reading.article_by_number(session, number)
    if query is None:
        return Opened(article)
    return Opened(
        article,
        searching.marks(session, query, article, layer="clean"),
        searching.marks(session, query, article, layer="raw"),
    )


def filter_labels(filters: Filters) -> list[tuple[str, str, str, bool]]:
    """What is chosen in the tree as (facet, value, label, is_exclusion); a run of years is one."""
    found = []
    for chosen, is_exclusion in ((filters.include, False), (filters.exclude, True)):
        for facet, values in chosen.items():
            if facet == "year":
                found += [(facet, value, label, is_exclusion) for value, label in _year_runs(values)]
            else:
                labels = sorted((_label(facet, value), value) for value in values)
                found += [(facet, value, label, is_exclusion) for label, value in labels]
    return found


def _label(facet: str, value: str) -> str:
    return "the trash" if facet == "trash" else browsing.label_of(facet, value)


def filters_without(filters: Filters, facet: str, value: str, *, is_exclusion: bool) -> Filters:
    """What is chosen without one value; `value` may be a run of years `1912,1913` as `filter_labels` gives it."""
    gone = frozenset(value.split(",")) if facet == "year" else frozenset({value})
    include, exclude = dict(filters.include), dict(filters.exclude)
    chosen = exclude if is_exclusion else include
    kept = chosen.pop(facet, frozenset()) - gone
    if kept:
        chosen[facet] = kept
    return Filters(include, exclude)


def _year_runs(values: frozenset[str]) -> list[tuple[str, str]]:
    runs: list[list[int]] = []
    for year in sorted(int(value) for value in values if value):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    found = [(",".join(map(str, run)), str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}") for run in runs]
    return [*found, ("", browsing.UNKNOWN_LABEL)] if "" in values else found


def _papers(regions: Sequence[BrowseNode]) -> tuple[BrowseNode, ...]:
    found: dict[str, BrowseNode] = {}
    for region in regions:
        for country in region.children:
            for paper in country.children:
                same = found.get(paper.value)
                count = paper.count + (same.count if same is not None else 0)
                found[paper.value] = BrowseNode("paper", paper.value, paper.label, count)
    return tuple(sorted(found.values(), key=lambda node: (not node.value, node.label.casefold())))


def _searches(session: Session, marks: Sequence[BrowseNode], trashed: int) -> tuple[BrowseNode, ...]:
    by_mark = {node.value: node for node in marks}
    labels = {"doubtful": "Doubtful fields"}
    queues = [
        BrowseNode("mark", mark, labels.get(mark, by_mark[mark].label), by_mark[mark].count)
        for mark in _QUEUES
        if mark in by_mark
    ]
    saved = [BrowseNode("search", name, name, new) for name, new in saved_news.new_counts(session).items()]
    gone = [BrowseNode("trash", "trash", "Trash", trashed)] if trashed else []
    return (*saved, *queues, *gone)


def _if_several(nodes: tuple[BrowseNode, ...]) -> tuple[BrowseNode, ...]:
    return nodes if len(nodes) > 1 else ()


def _without_relevance(sort: Sort) -> Sort:
    return Sort.DATE_DESCENDING if sort is Sort.RELEVANCE else sort
