"""Says in plain words what a query was understood to mean."""

from collections.abc import Collection
from dataclasses import dataclass

from newsreader.domain.hits import Clause
from newsreader.domain.query import (
    MISREAD,
    NOWHERE,
    SYNONYMS,
    And,
    DateRange,
    Everything,
    FieldIs,
    Filters,
    Flag,
    Fuzzy,
    Node,
    Not,
    Nothing,
    NumberRange,
    Or,
    Pattern,
    Phrase,
    Span,
    Word,
)
from newsreader.search.dates import short_day, whole_period
from newsreader.search.index import PartHits
from newsreader.search.render import render
from newsreader.text import authorities

_LEADS = {
    "paper": "papers called", "source": "from", "agency": "agency", "provider": "provided by", "country": "papers from",
    "region": "papers from", "place": "place", "language": "in", "section": "section", "page": "page", "tag": "tagged",
    "family": "printings of",
    "search": "saved search", "headline": "headline has", "byline": "by", "body": "text has", "lead": "begins with",
    "dateline": "dateline has", "note": "notes have", "raw": "raw text has",
}  # fmt: skip
_FLAGS = {
    ("has", "note"): "with notes", ("has", "tag"): "with tags", ("has", "highlight"): "with highlights",
    ("has", "correction"): "with corrections", ("has", "date"): "with a date", ("has", "byline"): "with a byline",
    ("has", "headline"): "with a headline", ("has", "paper"): "with a paper", ("has", "country"): "with a country",
    ("has", "agency"): "with an agency", ("has", "language"): "with a language", ("has", "image"): "with images",
    ("is", "duplicate"): "printed elsewhere too", ("has", "family"): "with other printings",
}  # fmt: skip
_MANNERS = {MISREAD: "read rightly or not", SYNONYMS: "with synonyms"}
_FACETS = {"paper": "paper", "year": "year", "mark": "marked", "agency": "agency"}
_EVERYWHERE = ((MISREAD, "scanner’s errors tolerated"), (SYNONYMS, "synonyms searched too"))
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """A part of a query in words: what leads up to its chip, and the chip."""

    lead: str
    value: str

    @property
    def label(self) -> str:
        """Both together."""
        return f"{self.lead} {self.value}".strip()


def in_words(node: Node) -> Words:
    """A part of a query in plain words."""
    match node:
        case Word(text, field, exact):
            return Words(_MANNERS.get(node.manner) or ("exactly" if exact else _LEADS.get(field, "")), text)
        case Pattern(text, field):
            return Words(_LEADS.get(field, ""), text)
        case Fuzzy(text, edits, field):
            near = "spelt like" if edits == 1 else "spelt somewhat like"
            return Words(f"{_LEADS.get(field, '')} {near}".strip(), text)
        case Phrase(text, within, field, exact):
            said = (_LEADS.get(field, ""), "exactly" if exact else "", _MANNERS.get(node.manner, ""))
            lead = " ".join(filter(None, said))
            return Words(lead, f"“{text}”" + (f" within {within:,} words" if within else ""))
        case FieldIs(field, value):
            return Words(_LEADS.get(field, field), _name(field, value))
        case DateRange():
            return _days(node)
        case NumberRange():
            return _numbers(node)
        case Flag(kind, name):
            return Words("", _FLAGS.get((kind, name), name))
        case Not(part):
            return Words("without", _inside(part))
        case Or(parts) | And(parts):
            joint = " or " if isinstance(node, Or) else " and "
            return Words("", joint.join(_inside(part) for part in parts))
        case _:
            return Words("", "everything" if isinstance(node, Everything) else "nothing")


def _inside(node: Node) -> str:
    text = in_words(node).label
    return f"({text})" if isinstance(node, (And, Or)) else text


def _name(field: str, value: str) -> str:
    code = None
    if field == "country":
        code = authorities.find_country(value)
        return authorities.country_name(code) if code else value
    if field == "region":
        code = authorities.find_region(value)
        return authorities.region_name(code) if code else value
    if field == "language":
        code = authorities.find_language(value)
        return authorities.language_name(code) if code else value
    return value


def in_filters(filters: Filters) -> str:
    """What is chosen in the browse tree in plain words: `papers from Canada or Ireland · without tagged oil`."""
    said: list[str] = []
    for chosen, start in ((filters.include, ""), (filters.exclude, "without ")):
        for facet, values in sorted(chosen.items()):
            names = sorted(_name(facet, value) or "(unknown)" for value in values)
            if names:
                said.append(f"{start}{_FACETS.get(facet) or _LEADS.get(facet, facet)} {' or '.join(names)}")
    return " · ".join(said)


def _days(node: DateRange) -> Words:
    lead = "added " if node.field == "added" else ""
    low, high = node.low, node.high
    if low is None and high is None:
        return Words("", f"{lead}at any time")
    if low is not None and high is not None:
        whole = whole_period(low, high)
        if whole:
            return Words(f"{lead}in" if len(whole) != len("1912-05-14") else f"{lead}on", day_words(whole))
        first, last = short_day(low, "earliest"), short_day(high, "latest")
        return Words(f"{lead}between", f"{day_words(first)}–{day_words(last)}")
    if low is not None:
        return Words(f"{lead}since", day_words(short_day(low, "earliest")))
    return Words(f"{lead}until", day_words(short_day(high or 0, "latest")))


def day_words(text: str) -> str:
    """`1912`, `May 1912`, `14 May 1912`."""
    parts = text.split("-")
    if len(parts) == 1 or not parts[1].isdigit() or not 1 <= int(parts[1]) <= 12:
        return text
    month = f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return f"{int(parts[2])} {month}" if len(parts) == 3 else month


def _numbers(node: NumberRange) -> Words:
    def plain(value: float) -> str:
        return f"{round(value, 4):,g}" if value < 1_000 else f"{value:,.0f}"

    if node.low is not None and node.high is not None:
        span = plain(node.low) if node.low == node.high else f"{plain(node.low)}–{plain(node.high)}"
        return Words(node.field, span)
    if node.low is not None:
        return Words(f"{node.field} from", plain(node.low))
    return Words(f"{node.field} up to", plain(node.high or 0.0))


def span_of(node: Node) -> Span:
    """Where a part stands in the query as typed."""
    if isinstance(node, (And, Or)):
        spans = [span for part in node.parts if (span := span_of(part)) != NOWHERE]
        return Span(min(each.start for each in spans), max(each.end for each in spans)) if spans else NOWHERE
    return NOWHERE if isinstance(node, Everything) else node.span


def clauses_of(root: Node, parts: tuple[PartHits, ...]) -> tuple[Clause, ...]:
    """The parts of a query for the explain line."""
    nodes = root.parts if isinstance(root, And) else (root,)
    found: list[Clause] = []
    for place, part in enumerate(parts):
        others = tuple(node for index, node in enumerate(nodes) if index != place)
        without = render(And(others)) if len(others) > 1 else (render(others[0]) if others else "")
        said = in_words(part.node)
        found.append(
            Clause(said.label, said.value, said.lead, part.hits, span_of(part.node), without, part.without, part.forms)
        )
    return tuple(found)


def understood(root: Node, clauses: tuple[Clause, ...], manners: Collection[str] = ()) -> str:
    """One line: `All words: harbour (1,204) · strike (611) · papers from Canada`.

    Args:
        root: The query.
        clauses: Its parts; the first of them where there are too many to count, none where the query was refused.
        manners: `MISREAD`, `SYNONYMS`: what was put beside every word.
    """
    if isinstance(root, Everything):
        return "Everything"
    if isinstance(root, Nothing) or not clauses:
        return "Nothing that can be searched"
    counted = (Word, Pattern, Fuzzy, Phrase)
    nodes = root.parts if isinstance(root, And) else (root,)
    said = [
        f"{clause.label} ({clause.hits:,})" if isinstance(node, (*counted, Or)) else clause.label
        for node, clause in zip(nodes, clauses, strict=False)
    ]
    if len(nodes) > len(clauses):
        said.append(f"{len(nodes) - len(clauses):,} more")
    has_words = sum(isinstance(node, counted) and not node.field for node in nodes) > 1
    everywhere = [words for manner, words in _EVERYWHERE if manner in manners]
    return ("All words: " if has_words else "") + " · ".join([*said, *everywhere])
