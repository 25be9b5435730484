"""What a search gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsreader.domain.query import NOWHERE, Notice, ParsedQuery, Span

if TYPE_CHECKING:
    from array import array


@dataclass(frozen=True, slots=True)
class Snippet:
    """A short passage of the text with the spans to mark.

    Attributes:
        text: One line; ellipses where it was cut.
        marks: (start, end) in `text`, sorted, not overlapping.
        layer: `clean` or `raw`: where the words were found.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    layer: str = "clean"


@dataclass(frozen=True, slots=True)
class Hit:
    """One found article on the page of hits asked for."""

    number: int
    id: str
    headline: str
    paper: str
    date: str
    country: str
    snippet: Snippet
    score: float


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of the query as understood, with its own hits.

    Attributes:
        label: In plain words: `harbour`, `papers from Canada`, `between 1912 and 1924`, `not strike`.
        value: The short text of its chip: `harbour`, `Canada`, `1912–1924`.
        lead: The words before the chip: "", `papers from`, `between`, `without` …
        hits: Articles that match this clause alone.
        span: Where it stands in the query as typed.
        without: The query with this clause taken out.
        total_without: Hits of that query; None when it was not worked out (only done for no hits).
        also: Other forms found by it, most frequent first: `strikes`, `striking`.
    """

    label: str
    value: str
    lead: str
    hits: int
    span: Span = NOWHERE
    without: str = ""
    total_without: int | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Everything one search has to say.

    Attributes:
        query: As typed and as understood.
        understood: One line in plain words: `All words: harbour (1,204) · strike (611) · papers from Canada`.
        total: Exact number of articles found.
        of: Number of articles searched.
        numbers: Row numbers of all hits in the order asked for.
        scores: Scores by row number for the best hits; may lack the others.
        hits: The page asked for (`limit`, `offset`), with snippets.
        facets: Facet name → (value, count), most frequent first.
        years: (year, count) of the hits, ascending; articles without a date are not in it.
        periods: (EDTF month or day, count) of the hits dated so exactly, ascending; empty unless asked for.
        clauses: The parts of the query.
        notices: What the reader must know: unknown fields, bad dates, words found only in page furniture …
        did_you_mean: A query with better spelling from the archive's own vocabulary, or "".
        generation: Last change of the archive that the index had seen.
        is_widened: Whether other words were searched beside those typed: misreadings, synonyms. `clauses` name them.
    """

    query: ParsedQuery
    understood: str
    total: int
    of: int
    numbers: "array[int]"  # array is no generic type at run time before Python 3.12
    scores: Mapping[int, float] = field(default_factory=dict)
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    years: tuple[tuple[int, int], ...] = ()
    periods: tuple[tuple[str, int], ...] = ()
    clauses: tuple[Clause, ...] = ()
    notices: tuple[Notice, ...] = ()
    did_you_mean: str = ""
    generation: int = 0
    is_widened: bool = False
