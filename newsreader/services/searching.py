"""Searching: what was understood, what was found, the passages that show why, and saved searches."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from newsreader.archive.searches import SavedSearch
from newsreader.domain.article import Article
from newsreader.domain.hits import Hit, SearchResult, Snippet
from newsreader.domain.query import (
    And,
    Everything,
    FieldIs,
    Filters,
    Node,
    Not,
    Nothing,
    Notice,
    Or,
    ParsedQuery,
    Sort,
    Word,
)
from newsreader.search import completion
from newsreader.search.dates import edtf_of
from newsreader.search.explain import clauses_of, span_of, understood
from newsreader.search.grammar import conjunction, disjunction, negation, parse
from newsreader.search.index import Hits, IndexRequest, PartHits
from newsreader.search.marking import find_marks
from newsreader.search.spelling import did_you_mean
from newsreader.search.variants import Expanded, Sources, expand
from newsreader.services import browsing, synonyms
from newsreader.services.passages import raw_marks, snippets_of
from newsreader.services.session import Session

if TYPE_CHECKING:
    from array import array

_COLUMN_FACETS: Final = ("paper", "country", "region", "language", "agency")
_DEEPEST_SAVED: Final = 8
_FAR_BEHIND: Final = 100


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What to search for.

    Attributes:
        text: The query as typed; "" for everything.
        filters: Nodes of the browse tree, together with the query.
        sort: Order of the hits.
        limit: Hits on the page; 0 for none (the numbers of all hits are given all the same).
        offset: Hits to pass over.
        facets: Facets to count: `paper`, `country`, `region`, `year`, `tag`, `language`, `agency`.
        explain: Count each part of the query by itself.
        period: Count the hits by `month` or `day` as well as by year.
        manners: `MISREAD`, `SYNONYMS`: beside every word search for what a scanner may have made of it, and for its
            synonyms.
    """

    text: str
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    limit: int = 20
    offset: int = 0
    facets: tuple[str, ...] = ()
    explain: bool = False
    period: str = ""
    manners: frozenset[str] = frozenset()


def search(session: Session, request: SearchRequest) -> SearchResult:
    """Finds articles. Never raises for what is typed: whatever is odd comes back as a notice."""
    parsed = _resolved(session, parse(request.text))
    if isinstance(parsed.root, Everything):
        return _everything(session, parsed, request)
    typed = parsed.root
    expanded = _expanded(session, typed, request.manners)
    parsed = ParsedQuery(parsed.text, expanded.root, (*parsed.notices, *expanded.notices))
    asked = IndexRequest(
        parsed.root,
        request.filters,
        request.sort,
        request.facets,
        count_parts=True,
        period=request.period,
        human=session.human_layer,
    )
    hits = session.index.search(asked)
    clauses = clauses_of(typed, _as_typed(typed, hits.parts, expanded.also))
    better = "" if hits.total and not _has_missing(hits) else did_you_mean(request.text, typed, session.index)
    return SearchResult(
        query=parsed,
        understood=understood(typed, clauses, request.manners),
        total=hits.total,
        of=hits.of,
        numbers=hits.numbers,
        scores=hits.scores,
        hits=_page(session, parsed, hits.numbers, hits.scores, request),
        facets=hits.facets,
        years=hits.years,
        periods=_periods(hits.periods),
        clauses=clauses,
        notices=(*parsed.notices, *_with_suggestions(parsed, hits.notices), *_furniture(hits), *_lag(session, hits)),
        did_you_mean=better,
        generation=hits.generation,
        is_widened=any(expanded.also),
    )


def _expanded(session: Session, root: Node, manners: Collection[str] = ()) -> Expanded:
    """The query with the other words beside those that ask for them."""
    return expand(root, Sources(session.index.word_count, synonyms.lookup(session)), manners)


def _as_typed(root: Node, parts: Sequence[PartHits], also: Sequence[tuple[str, ...]]) -> tuple[PartHits, ...]:
    """The parts of the query as they were typed, with the words that were put beside them."""
    nodes = root.parts if isinstance(root, And) else (root,)
    # Of a query with very many parts only the first are counted, of one that is refused none.
    return tuple(
        replace(part, node=node, forms=tuple(dict.fromkeys((*others, *part.forms))))
        for node, part, others in zip(nodes, parts, also, strict=False)
    )


def _has_missing(hits: Hits) -> bool:
    return any(part.hits == 0 for part in hits.parts)


def _everything(session: Session, parsed: ParsedQuery, request: SearchRequest) -> SearchResult:
    """Without words there is nothing to look up: the archive itself answers, and at once."""
    numbers = browsing.numbers(session, request.filters, request.sort)
    return SearchResult(
        query=parsed,
        understood="Everything",
        total=len(numbers),
        of=len(numbers) if not request.filters else browsing.count(session),
        numbers=numbers,
        hits=_page(session, parsed, numbers, {}, request),
        facets={name: _facet(session, name, request.filters) for name in request.facets},
        years=browsing.years(session, request.filters),
        periods=_periods_of_all(session, request),
        notices=parsed.notices,
        generation=session.archive.outbox.head(),
    )


def _periods_of_all(session: Session, request: SearchRequest) -> tuple[tuple[str, int], ...]:
    if not request.period:
        return ()
    asked = IndexRequest(Everything(), request.filters, period=request.period, human=session.human_layer)
    return _periods(session.index.search(asked).periods)


def _periods(counted: Sequence[tuple[int, int]]) -> tuple[tuple[str, int], ...]:
    """(EDTF, count) from (YYYYMM or YYYYMMDD, count)."""
    return tuple((edtf_of(period), count) for period, count in counted)


def _facet(session: Session, name: str, filters: Filters) -> tuple[tuple[str, int], ...]:
    # What is chosen of a facet does not narrow its own counts: a reader wants to see what the others would add.
    filters = Filters({facet: values for facet, values in filters.include.items() if facet != name}, filters.exclude)
    browse = session.archive.browse
    counts: list[tuple[str, int]]
    if name in _COLUMN_FACETS:
        counts = [(value, count) for value, count in browse.values(name, filters) if value]
    elif name == "year":
        counts = [(str(year), count) for year, count in browse.years(filters) if year]
    elif name == "tag":
        counts = [(tag, count) for tag, count, _ in browse.tags(filters) if count]
    else:
        counts = []
    return tuple(sorted(counts, key=lambda item: (-item[1], item[0])))


def _page(
    session: Session, parsed: ParsedQuery, numbers: "array[int]", scores: Mapping[int, float], request: SearchRequest
) -> tuple[Hit, ...]:
    shown = numbers[request.offset : request.offset + request.limit] if request.limit else numbers[:0]
    if not shown:
        return ()
    rows = browsing.rows(session, shown)
    passages = snippets(session, parsed, shown)
    return tuple(
        Hit(
            number=row.number,
            id=row.id,
            headline=row.headline,
            paper=row.paper,
            date=row.date,
            country=row.country,
            snippet=passages.get(row.number, Snippet("")),
            score=scores.get(row.number, 0.0),
        )
        for row in rows
    )


def _with_suggestions(parsed: ParsedQuery, notices: Sequence[Notice]) -> list[Notice]:
    """Notices of the index with the query without the part they are about, which is the nearest thing that helps."""
    text = parsed.text
    return [
        notice
        if notice.suggestion or notice.span.end <= notice.span.start or not notice.message.startswith("No article")
        else replace(
            notice, suggestion=f"{text[: notice.span.start].rstrip()} {text[notice.span.end :].lstrip()}".strip()
        )
        for notice in notices
    ]


def _furniture(hits: Hits) -> list[Notice]:
    return [_furniture_notice(part) for part in hits.parts if part.only_furniture]


def _furniture_notice(part: PartHits) -> Notice:
    word = part.node.text if isinstance(part.node, Word) else ""
    count = f"{part.only_furniture:,} {'article' if part.only_furniture == 1 else 'articles'}"
    where = f"{'also stands' if part.hits else 'stands'} in {count} in page furniture only"
    return Notice(f"“{word}” {where}; search for raw:{word} to find it there", span_of(part.node), f"raw:{word}")


def _lag(session: Session, hits: Hits) -> list[Notice]:
    behind = session.archive.outbox.head() - hits.generation
    if behind <= 0:
        return []
    problem = session.index.problem()
    if not problem and behind < _FAR_BEHIND:
        return []
    waiting = session.archive.outbox.waiting(hits.generation)
    return [Notice(f"The search index is still being built: {waiting:,} articles are not in it yet")] if waiting else []


# Saved searches


def save_search(session: Session, name: str, text: str, filters: Filters | None = None) -> SavedSearch | None:
    """Keeps a search under a name; returns what had the name before."""
    return session.archive.searches.save(name, text, filters or Filters(), session.user)


def saved_searches(session: Session) -> Mapping[str, SavedSearch]:
    """All saved searches by name, in the order of their names."""
    return {saved.name: saved for saved in session.archive.searches.all()}


def delete_saved(session: Session, name: str) -> SavedSearch | None:
    """Forgets a saved search; returns it."""
    return session.archive.searches.delete(name)


def _resolved(session: Session, parsed: ParsedQuery) -> ParsedQuery:
    """The query with every `search:"name"` replaced by the query of that name."""
    notices = list(parsed.notices)
    root = _replaced(session, parsed.root, (), notices)
    if root is parsed.root:
        return parsed
    return ParsedQuery(parsed.text, root, tuple(notices))


def _replaced(session: Session, node: Node, within: tuple[str, ...], notices: list[Notice]) -> Node:
    if isinstance(node, (And, Or)):
        parts = [_replaced(session, part, within, notices) for part in node.parts]
        if all(new is old for new, old in zip(parts, node.parts, strict=True)):
            return node
        return conjunction(parts) if isinstance(node, And) else disjunction(parts)
    if isinstance(node, Not):
        part = _replaced(session, node.part, within, notices)
        return node if part is node.part else negation(part, node.span)
    if not isinstance(node, FieldIs) or node.field != "search":
        return node
    saved = _saved(session, node.value)
    if saved is None or saved.name in within or len(within) >= _DEEPEST_SAVED:
        why = "There is no saved search" if saved is None else "This saved search asks for itself:"
        notices.append(Notice(f"{why} “{node.value}”", node.span))
        return Nothing(node.span)
    return _replaced(session, parse(saved.query).root, (*within, saved.name), notices)


def _saved(session: Session, name: str) -> SavedSearch | None:
    found = saved_searches(session)
    exact = found.get(name)
    return exact or next((saved for key, saved in found.items() if key.casefold() == name.casefold()), None)


# Passages and marks


def snippets(session: Session, parsed: ParsedQuery, numbers: Sequence[int]) -> dict[int, Snippet]:
    """For each article the passage that shows why it was found, from the clean text or else from the raw."""
    root = _expanded(session, _resolved(session, parsed).root).root
    return snippets_of(root, session.recent_texts.many(list(numbers)))


def marks(session: Session, parsed: ParsedQuery, article: Article, layer: str = "clean") -> list[tuple[int, int]]:
    """The spans to mark in an article's clean or raw text, sorted and not overlapping."""
    root = _expanded(session, _resolved(session, parsed).root).root
    if layer == "raw":
        return raw_marks(root, article)
    return find_marks(root, article.clean, article.shown_text("language"))


# Completion


def _stored_values(session: Session, name: str) -> dict[str, int]:
    if name == "tag":
        return {tag.name: tag.count for tag in session.archive.tags.all()}
    return session.index.values(name)


def complete(session: Session, text: str, cursor: int) -> list[str]:
    """Ways to go on with the word before the cursor: whole queries, likeliest first."""
    values = completion.Sources(
        words=session.index.words,
        values=lambda name: _stored_values(session, name),
        searches=lambda: list(saved_searches(session)),
    )
    return completion.complete(text, cursor, values)
