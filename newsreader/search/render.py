"""Prints a query tree as a query that parses to the same tree."""

import re

from newsreader.domain.query import (
    And,
    DateRange,
    Everything,
    FieldIs,
    Flag,
    Fuzzy,
    Node,
    Not,
    NumberRange,
    Or,
    Pattern,
    Phrase,
    Word,
)
from newsreader.search.dates import show_days, show_numbers

_BARE_VALUE = re.compile(r"[^\s()\"“”„‟«»\\]+")


def render(node: Node) -> str:
    """The query text of a tree."""
    return "" if isinstance(node, Everything) else _text(node)


def _text(node: Node) -> str:
    match node:
        case And(parts):
            # An OR needs no parentheses here: it binds tighter than the implied AND.
            return " ".join(_text(part) for part in parts)
        case Or(parts):
            return " OR ".join(_grouped(part) for part in parts)
        case Not(part):
            text = _grouped(part)
            # A word may begin with dashes of its own.
            return f"-({text})" if text.startswith(("-", "−")) else f"-{text}"
        case Everything():
            return "*"
        case _:
            return _atom(node)


def _grouped(node: Node) -> str:
    return f"({_text(node)})" if isinstance(node, (And, Or)) else _text(node)


def _atom(node: Node) -> str:
    match node:
        case Word(text, field, exact):
            return _with_field(node.manner or ("exact" if exact else field), text)
        case Pattern(text, field):
            return _with_field(field, text)
        case Fuzzy(text, edits, field):
            return _with_field(field, f"{text}~{edits}")
        case Phrase(text, within, field, exact):
            near = f"~{within}" if within else ""
            return _with_field(node.manner or ("exact" if exact else field), f"{quoted(text)}{near}")
        case FieldIs(field, value):
            return f"{field}:{value if _BARE_VALUE.fullmatch(value) else quoted(value)}"
        case DateRange(low, high, field):
            return f"{field}:{show_days(low, high)}"
        case NumberRange(field, low, high):
            return f"{field}:{show_numbers(low, high)}"
        case Flag(kind, name):
            return f"{kind}:{name}"
        case _:
            return ""


def _with_field(field: str, text: str) -> str:
    return f"{field}:{text}" if field else text


def quoted(text: str) -> str:
    """The text between quotation marks, those within it escaped."""
    return '"' + re.sub(r'([\\"“”„‟«»])', r"\\\1", text) + '"'
