"""Small changes to a query as typed, for what is done with the mouse."""

import re
from collections.abc import Collection

from newsreader.domain.query import MISREAD, SYNONYMS, And, DateRange, Node, ParsedQuery

_DATE = re.compile(r'(?<!\S)date:(?:"[^"]*"|\S+)\s?')


def with_years(text: str, first: int, last: int) -> str:
    """The query narrowed to some years, in place of the dates it asked for before."""
    return with_dates(text, str(first), str(last))


def with_dates(text: str, first: str, last: str) -> str:
    """The query narrowed to some years, months or days, in place of the dates it asked for before."""
    rest = without_dates(text)
    clause = f"date:{first}" if first == last else f"date:{first}..{last}"
    return f"{rest} {clause}".strip()


def without_dates(text: str) -> str:
    """The query without its `date:` clauses outside parentheses."""
    return _DATE.sub("", text).strip()


def with_manners(text: str, manners: Collection[str]) -> str:
    """The query as it must be kept to find the same again: within `ocr:(…)`, or `synonyms:(…)`; there is no both."""
    manner = next((name for name in (MISREAD, SYNONYMS) if name in manners), "")
    return f"{manner}:({text.strip()})" if manner and text.strip() else text


def years_of(query: ParsedQuery) -> tuple[int, int] | None:
    """The years a query is narrowed to by its own `date:` clause; None for none or an open end."""
    days = days_of(query)
    return None if days is None else (days[0] // 10_000, days[1] // 10_000)


def days_of(query: ParsedQuery) -> tuple[int, int] | None:
    """The days a query is narrowed to by its own `date:` clause, as YYYYMMDD; None for none or an open end."""
    for node in _parts(query.root):
        if isinstance(node, DateRange) and node.field == "date" and node.low is not None and node.high is not None:
            return node.low, node.high
    return None


def _parts(root: Node) -> tuple[Node, ...]:
    return root.parts if isinstance(root, And) else (root,)
