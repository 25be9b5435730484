"""The query tree: what a search means, independent of any engine and of the words it was typed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the query as typed: code points start to end."""

    start: int
    end: int


NOWHERE = Span(0, 0)


MISREAD = "ocr"
"""A manner of looking for words: also as a scanner may have misread them."""

SYNONYMS = "synonyms"
"""A manner of looking for words: also the synonyms that the archive keeps for them."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word in the text fields or in one field; folded and inflected unless `exact`.

    `manner` is `MISREAD`, `SYNONYMS` or "": other words that are to be found as well, which the search looks up first.
    """

    text: str
    field: str = ""
    exact: bool = False
    span: Span = NOWHERE
    manner: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A word with wildcards: `*` stands for any letters, `?` for one."""

    text: str
    field: str = ""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word within so many edits (1 or 2)."""

    text: str
    edits: int = 1
    field: str = ""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order; with `within`, in any order within so many words of each other. `manner` as for words."""

    text: str
    within: int = 0
    field: str = ""
    exact: bool = False
    span: Span = NOWHERE
    manner: str = ""


@dataclass(frozen=True, slots=True)
class FieldIs:
    """A whole value of a list-like field: paper, source, country, region, tag, language and more.

    `value` is what was typed; the compiler folds it and matches whole values, prefixes of words in the value where the
    field allows (paper, tag), codes and names alike (country:ca, country:canada).
    """

    field: str
    value: str
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from `low` to `high` inclusive as YYYYMMDD; None is open. `field` is `date` or `added`."""

    low: int | None
    high: int | None
    field: str = "date"
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class NumberRange:
    """A number field (`quality`, `words`) between two bounds inclusive; None is open."""

    field: str
    low: float | None
    high: float | None
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Flag:
    """`has:note`, `is:starred` …: `kind` is `has` or `is`."""

    kind: str
    name: str
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Without this."""

    part: "Node"
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Everything:
    """The empty query: all articles."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """A clause that cannot match, for example after an unusable value; a notice says why."""

    span: Span = NOWHERE


Node: TypeAlias = (
    Word | Pattern | Fuzzy | Phrase | FieldIs | DateRange | NumberRange | Flag | And | Or | Not | Everything | Nothing
)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader must be told about the query.

    Attributes:
        message: One sentence.
        span: The place in the query it is about.
        suggestion: The whole query put right, or "".
    """

    message: str
    span: Span = NOWHERE
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query as typed and as understood."""

    text: str
    root: Node
    notices: tuple[Notice, ...] = ()


class Sort(StrEnum):
    """How hits are ordered."""

    RELEVANCE = "relevance"
    DATE = "date"
    DATE_DESCENDING = "-date"
    PAPER = "paper"
    HEADLINE = "headline"
    ADDED_DESCENDING = "-added"


UNKNOWN = ""
"""The value of a browse filter that means "(unknown)"."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Nodes chosen in the browse tree: any of the values of one facet, all facets together.

    Attributes:
        include: Facet name (`region`, `country`, `paper`, `year`, `tag`, `language`, `agency`, `mark`) → values.
            Region and country hold codes, the others the names as stored; `UNKNOWN` stands for no value.
            `mark` values: `starred`, `unread`, `reviewed`, `annotated`, `doubtful`.
        exclude: The same, left out.
    """

    include: Mapping[str, frozenset[str]] = field(default_factory=dict)
    exclude: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.include or self.exclude)
