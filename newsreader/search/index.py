"""The face of a search index: what goes in, what comes out, and nothing about how.

An index is a copy of the archive that can be thrown away. It knows the number of the last change it has taken in
(`generation`); applying a change twice does no harm.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from newsreader.domain.query import Filters, Node, Notice, Sort
from newsreader.errors import SearchIndexError

if TYPE_CHECKING:
    from array import array

    import numpy as np
    import numpy.typing as npt


class IndexBusy(SearchIndexError):
    """Another process is writing the index."""


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """One article as the index takes it in.

    Attributes:
        number: Row number in the archive; one document a number.
        headline, subheadline, byline, dateline: As shown.
        body: The clean text.
        notes: Notes on the article, each by itself.
        raw: Passages of the raw text around every repair, so that a wrong repair never hides an article.
        furniture: Lines of the page that were taken out of the text: navigation, masthead.
        values: Whole values by field: `paper`, `country`, `tag` …, and `flag` for `has:` and `is:`. The language
            (`en`, `pt-BR`) also decides how words are stemmed.
        date_low: First possible day as YYYYMMDD; 0 when unknown.
        date_high: Last possible day as YYYYMMDD; 0 when unknown.
        added: Day of import as YYYYMMDD.
        quality: 0 to 1, None when unknown.
    """

    number: int
    headline: str = ""
    subheadline: str = ""
    byline: str = ""
    dateline: str = ""
    body: str = ""
    notes: tuple[str, ...] = ()
    raw: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date_low: int = 0
    date_high: int = 0
    added: int = 0
    quality: float | None = None


class HumanLayer(Protocol):
    """What people add to articles. It is asked at search time, so that an index need not be written for it.

    Articles are given by their row numbers, each once, in any order.
    """

    def flagged(self, flag: str) -> "npt.NDArray[np.int64] | None":
        """Articles with a flag such as `is:starred`; None for a flag that people do not set."""
        ...

    def family(self, article_id: str) -> "npt.NDArray[np.int64]":
        """The articles that tell the same story as the one whose id is or begins with this; none when it has no kin."""
        ...

    def tags(self) -> Collection[str]:
        """All tags, and what they lie within."""
        ...

    def tagged(self, tags: Collection[str]) -> "npt.NDArray[np.int64]":
        """Articles that carry any of these tags, or one that lies within one of them."""
        ...

    def tag_counts(self, numbers: "npt.NDArray[np.int64]") -> list[tuple[str, int]]:
        """How many of these articles carry each tag."""
        ...

    def noted(self, leaf: Node) -> "tuple[npt.NDArray[np.int64], Mapping[str, int]]":
        """Articles with a note that a word or phrase matches, and the other words met there with their articles."""
        ...


@dataclass(frozen=True, slots=True)
class IndexRequest:
    """What to look for.

    Attributes:
        root: The query.
        filters: Nodes of the browse tree, all together with the query.
        sort: Order of the hits.
        facets: Fields whose values are to be counted over the hits.
        count_parts: Count each part of the query alone, for the explain line.
        period: Count the hits by `month` or `day` as well; "" for years alone.
        human: Answers for tags, notes and marks instead of what the index holds of them.
    """

    root: Node
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    facets: Sequence[str] = ()
    count_parts: bool = False
    period: str = ""
    human: HumanLayer | None = None


@dataclass(frozen=True, slots=True)
class PartHits:
    """One part of the query by itself.

    Attributes:
        node: The part.
        hits: Articles that match it alone, within the filters.
        without: Articles that match the query without it; None unless the whole query has no hits.
        forms: Other words it found, most frequent first.
        only_furniture: Articles that have it only in page furniture, outside what is searched.
    """

    node: Node
    hits: int
    without: int | None = None
    forms: tuple[str, ...] = ()
    only_furniture: int = 0


@dataclass(frozen=True, slots=True)
class Hits:
    """What an index found.

    Attributes:
        total: Exact number of articles found.
        of: Articles in the index (within no filter).
        numbers: Row numbers of all of them in the order asked for.
        scores: Scores by row number, when sorted by relevance.
        facets: Field → (value, count), most frequent first.
        years: (year, count) over the hits with a date, ascending.
        periods: (YYYYMM or YYYYMMDD, count) over the hits dated so exactly, ascending; empty unless asked for.
        parts: The parts of the query alone.
        notices: Limits met while searching.
        generation: Last change of the archive taken in.
    """

    total: int
    of: int
    numbers: "array[int]"  # array is no generic type at run time before Python 3.12
    scores: Mapping[int, float] = field(default_factory=dict)
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    years: tuple[tuple[int, int], ...] = ()
    periods: tuple[tuple[int, int], ...] = ()
    parts: tuple[PartHits, ...] = ()
    notices: tuple[Notice, ...] = ()
    generation: int = 0


@dataclass(frozen=True, slots=True)
class BuiltPart:
    """Articles that one process has written and that do not count yet; it can be sent to another process.

    Attributes:
        segments: What the engine needs to find them.
    """

    segments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class TermCount:
    """One word of the archive.

    Attributes:
        word: Folded.
        articles: How many have it in headline, text or byline.
        occurrences: How often it stands there.
        years: (year, articles) ascending; articles without a date are not in it.
    """

    word: str
    articles: int
    occurrences: int
    years: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class TermsFound:
    """The words that match a pattern.

    Attributes:
        terms: The most frequent of them, most frequent first.
        total: How many there are; at least so many when `is_cut`.
        is_cut: There were too many to rank them all; rare words may be missing among the last.
    """

    terms: tuple[TermCount, ...]
    total: int
    is_cut: bool = False


class SearchIndex(Protocol):
    """A search index over the articles of one archive; safe to use from several threads."""

    @property
    def generation(self) -> int:
        """Number of the last change taken in; 0 for an index that is empty or unusable."""
        ...

    @property
    def article_count(self) -> int:
        """Articles in the index."""
        ...

    @property
    def byte_count(self) -> int:
        """Size on disk."""
        ...

    def problem(self) -> str:
        """Why the index has to be built again; "" when it is sound."""
        ...

    def search(self, request: IndexRequest) -> Hits:
        """Finds articles; an index that cannot be read finds none, and `problem` says why."""
        ...

    def apply(self, changed: Iterable[IndexDocument], gone: Iterable[int], generation: int) -> None:
        """Takes in changed and vanished articles and records how far it has got, in one step.

        Changes that it has taken in already are passed over.

        Raises:
            IndexBusy: Another process is writing.
            SearchIndexError: It cannot be written.
        """
        ...

    def build_part(self, documents: Iterable[IndexDocument]) -> BuiltPart:
        """Writes articles as a part of the index that counts for nothing before `take_in` takes it in.

        Several processes may do so side by side while one of them is in `take_in`.

        Raises:
            SearchIndexError: It cannot be written.
        """
        ...

    def take_in(self, make: Callable[[], tuple[Sequence[BuiltPart], Iterable[int]]], generation: int) -> None:
        """Has parts made, keeping other writers out meanwhile, and makes them part of the index in one step.

        Args:
            make: Makes the parts, in whichever processes; gives them and the numbers of articles that are no more.
            generation: Last change of the archive that this takes in.

        Raises:
            IndexBusy: Another process is writing.
            SearchIndexError: It cannot be written.
        """
        ...

    def clear(self) -> None:
        """Throws everything away and begins again, empty, at generation 0."""
        ...

    def numbers(self) -> "array[int]":
        """Row numbers of all articles in the index, ascending."""
        ...

    def check(self) -> str:
        """Reads every file of the index through; what is wrong, "" for nothing."""
        ...

    def words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Words of the archive that begin so, most frequent first, with their number of articles."""
        ...

    def similar(self, word: str, limit: int) -> list[tuple[str, int]]:
        """Words of the archive spelt almost so, best first, with their number of articles."""
        ...

    def word_count(self, word: str) -> int:
        """Articles that have a word, not counting its other forms."""
        ...

    def terms(self, pattern: str, limit: int) -> TermsFound:
        """The words of the archive that match a pattern with `*` and `?`, most frequent first."""
        ...

    def values(self, field: str) -> dict[str, int]:
        """All values of a field, with their number of articles."""
        ...

    def close(self) -> None:
        """Lets go of all files."""
        ...
