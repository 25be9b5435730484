"""What file names tell in a way that a person has stated: `{paper}_{date:YYYYMMDD}_{page}.txt`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from newsreader.text import date_patterns

_PLACEHOLDER: Final = re.compile(r"\{(?P<field>[a-z_]+)(?::(?P<form>[^{}]*))?\}|(?P<any>\*)")
_FORMS: Final = {
    "page": r"[A-Za-z]{0,2}\d{1,4}[A-Za-z]?",
    "volume": r"\w{1,12}",
    "issue": r"\w{1,12}",
    "edition": r"\w{1,20}",
    "paper_id": r"[\w-]{4,14}",
    "country": r"[A-Za-z]{2}",
    "language": r"[A-Za-z]{2,3}",
}
_FREE: Final = ("paper", "place", "section", "headline")
FIELDS: Final = (
    "date",
    *_FREE[:1],
    "page",
    "edition",
    "volume",
    "issue",
    "paper_id",
    "country",
    "language",
    *_FREE[1:],
)
"""What can stand in braces."""
_MOST_FREE: Final = 4
_LONGEST: Final = 300
_EXTENSION: Final = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")


class NamePatternError(ValueError):
    """A pattern that cannot be read; says why, as the end of a sentence that begins with the pattern."""


@dataclass(frozen=True, slots=True)
class NamePattern:
    """What the last parts of a path look like.

    Attributes:
        regex: For these parts with slashes between, without regard to case.
        date: How the date is written, or None.
        parts: How many parts of a path it concerns.
        has_extension: Whether it says how the name ends.
    """

    regex: "re.Pattern[str]"
    date: date_patterns.DatePattern | None
    parts: int
    has_extension: bool

    def values(self, path: str) -> dict[str, str] | None:
        """The values a path tells by field, dates as EDTF; None when it does not fit."""
        name = "/".join(path.replace("\\", "/").split("/")[-self.parts :])
        if not self.has_extension:
            name = _EXTENSION.sub("", name)
        match = self.regex.fullmatch(name) if len(name) <= _LONGEST else None
        if match is None:
            return None
        found = {field: value for field, value in match.groupdict().items() if value and field in FIELDS}
        if self.date:
            date = self.date.edtf(match)
            if date is None:
                return None
            found["date"] = date
        return {field: _plain(field, value) for field, value in found.items()}


@lru_cache(maxsize=64)
def compiled(pattern: str) -> NamePattern:
    """Reads a pattern.

    Args:
        pattern: A file name with fields in braces, `{date:YYYYMMDD}` with how it is written; * for anything; folders
            before it with slashes. Without an ending any ending will do.

    Raises:
        NamePatternError: It names no field, one that is not known, one twice, or cannot be told apart.
    """
    if len(pattern) > _LONGEST:
        raise NamePatternError("is too long")
    date: date_patterns.DatePattern | None = None
    seen: list[str] = []
    pieces: list[str] = []
    for literal, field, form in _pieces(pattern):
        if literal:
            pieces.append(re.escape(literal))
        elif field == "*":
            pieces.append("[^/]*?")
        else:
            if field in seen:
                raise NamePatternError(f"has {{{field}}} twice")
            seen.append(field)
            if field == "date":
                date = _date_form(form)
                pieces.append(date.regex)
            else:
                pieces.append(f"(?P<{field}>{_FORMS.get(field, '[^/]+?')})")
    if not seen:
        raise NamePatternError(f"names no field; put {', '.join(f'{{{name}}}' for name in FIELDS[:3])} in it")
    _check_apart(pieces)
    regex = re.compile("".join(pieces), re.IGNORECASE)
    return NamePattern(regex, date, pattern.count("/") + 1, _EXTENSION.search(pattern) is not None)


def _pieces(pattern: str) -> Iterator[tuple[str, str, str]]:
    """Literals, and fields with their form, in order."""
    at = 0
    for found in _PLACEHOLDER.finditer(pattern):
        literal = pattern[at : found.start()]
        if literal:
            yield _checked_literal(literal), "", ""
        if found["any"]:
            yield "", "*", ""
        elif found["field"] in FIELDS:
            yield "", found["field"], found["form"] or ""
        else:
            raise NamePatternError(f"has {{{found['field']}}}, which is no field; fields: {', '.join(FIELDS)}")
        at = found.end()
    if pattern[at:]:
        yield _checked_literal(pattern[at:]), "", ""


def _checked_literal(literal: str) -> str:
    if "{" in literal or "}" in literal:
        raise NamePatternError("has a brace that begins or ends no field")
    return literal


def _date_form(form: str) -> date_patterns.DatePattern:
    try:
        return date_patterns.compiled(form or "YYYYMMDD")
    except date_patterns.DatePatternError as error:
        raise NamePatternError(f"has a date that {error}") from error


def _check_apart(pieces: list[str]) -> None:
    """Free text right beside free text could be parted anywhere; much of it would take long to try."""
    is_free = ["^/" in piece for piece in pieces]
    if any(first and second for first, second in pairwise(is_free)):
        raise NamePatternError("has two fields side by side with nothing that parts them")
    if sum(is_free) > _MOST_FREE:
        raise NamePatternError(f"has more than {_MOST_FREE} places where anything may stand")


def _plain(field: str, value: str) -> str:
    if field in ("page", "edition", "issue", "volume"):
        return value.lstrip("0") or value
    if field in _FREE:
        return " ".join(re.sub(r"[_+]+|%20", " ", value).split())
    return value
