"""What a query comes to once its words have been looked up: the few things an index can be asked.

A plan names terms as they stand in the index. It can be evaluated on the arrays, or turned into whoosh's own query
classes and given to a stock Searcher; both find the same articles.
"""

from dataclasses import dataclass
from typing import TypeAlias

from newsreader.search.whoosh_engine.container import Array


@dataclass(frozen=True, slots=True)
class Term:
    """Articles with a term; scored by BM25F."""

    field: str
    term: bytes
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class AnyTerm:
    """Articles with any of these terms; the score is the weight. `in_lead`: only within the first paragraph."""

    field: str
    terms: tuple[bytes, ...]
    weight: float = 1.0
    in_lead: bool = False


@dataclass(frozen=True, slots=True)
class Prefix:
    """Articles with any term that begins so; the score is the weight. `in_lead`: only within the first paragraph."""

    field: str
    prefix: bytes
    weight: float = 1.0
    in_lead: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a chain.

    Attributes:
        field: Where it is looked up; all steps share one row of positions.
        term: The term.
        width: Positions it takes up: 2 for `ceasefire` written cease-fire.
        except_field: Occurrences that also stand in this field …
        except_prefix: … as a term that begins so are left out.
    """

    field: str
    term: bytes
    width: int = 1
    except_field: str = ""
    except_prefix: bytes = b""


@dataclass(frozen=True, slots=True)
class Chain:
    """Articles in which each step begins where the one before it ends; scored as all its terms together.

    Attributes:
        steps: In order; one step is allowed.
        weight: Of the score.
        in_lead: Only where it ends within the first paragraph.
    """

    steps: tuple[Step, ...]
    weight: float = 1.0
    in_lead: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Articles in which all words stand within so many positions of each other, in any order.

    Attributes:
        words: For each word the steps that it may be.
        needed: How many occurrences of each are needed.
        within: Greatest distance between the first and the last.
        weight: Of the score.
        in_lead: Only where the last of them stands within the first paragraph.
    """

    words: tuple[tuple[Step, ...], ...]
    needed: tuple[int, ...]
    within: int
    weight: float = 1.0
    in_lead: bool = False


@dataclass(frozen=True, slots=True)
class Within:
    """Articles whose column (or pair of columns, first and last) overlaps a range; 0 is unknown and never matches."""

    low_column: str
    high_column: str
    low: float | None
    high: float | None
    least: float = 1


@dataclass(frozen=True, slots=True)
class HasNone:
    """Articles without any term in a field."""

    field: str


@dataclass(frozen=True, slots=True)
class Years:
    """Articles whose first possible day lies in one of these years; 0 stands for no date."""

    years: frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """Articles with these row numbers, whatever the index holds of them; equal to itself only."""

    numbers: Array


@dataclass(frozen=True, slots=True)
class Everything:
    """All articles."""


@dataclass(frozen=True, slots=True)
class All:
    """Articles that match every part; scores are added."""

    parts: tuple["Plan", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Articles that match a part; scores are added. Without parts it matches nothing."""

    parts: tuple["Plan", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Articles that do not match."""

    part: "Plan"


@dataclass(frozen=True, slots=True)
class Unscored:
    """Articles that match, with no say in the order."""

    part: "Plan"


Plan: TypeAlias = (
    Term
    | AnyTerm
    | Prefix
    | Chain
    | Near
    | Within
    | HasNone
    | Years
    | Numbers
    | Everything
    | All
    | Any
    | Without
    | Unscored
)

NOTHING = Any(())
