"""Dates written in one way that a person has stated: `DD.MM.YYYY`, `YYYYMMDD`, `M/D/18YY`."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from newsreader.domain.edtf import EdtfDate
from newsreader.text import dates

_TOKENS: Final = re.compile(r"YYYY|YY|MMMM|MM|M|DD|D")
_FORMS: Final = {
    "YYYY": ("year", "[0-9]{4}"),
    "YY": ("short", "[0-9]{2}"),
    "MMMM": ("word", r"[^\W\d_]{3,20}\.?"),
    "MM": ("month", "[0-9]{2}"),
    "M": ("month", "[0-9]{1,2}"),
    "DD": ("day", "[0-9]{2}"),
    "D": ("day", "[0-9]{1,2}"),
}
_CENTURY: Final = re.compile(r"(?<!\d)\d\d\Z")
_LONGEST: Final = 60


class DatePatternError(ValueError):
    """A pattern that cannot be read; says why, as the end of a sentence that begins with the pattern."""


@dataclass(frozen=True, slots=True)
class DatePattern:
    """A way to write dates.

    Attributes:
        regex: Source of a regular expression without anchors; its groups are called year, short, month, word, day.
        century: The first two figures of the year when only the last two are written.
    """

    regex: str
    century: str

    def edtf(self, match: "re.Match[str]") -> str | None:
        """The date a match of `regex` tells, or None when there is no such day."""
        found = match.groupdict()
        year = found.get("year") or self.century + (found.get("short") or "")
        if found.get("word"):
            # Names of months in many languages are known where dates in words are read.
            read = dates.only(f"{int(found.get('day') or 1)} {found['word']} {year}", "")
            edtf = read.edtf if read else ""
            return edtf[: 10 if found.get("day") else 7] or None
        parts = [year, *(f"{int(found[name]):02}" for name in ("month", "day") if found.get(name))]
        edtf = "-".join(parts)
        return edtf if EdtfDate.try_parse(edtf) else None


@lru_cache(maxsize=64)
def compiled(pattern: str) -> DatePattern:
    """Reads a pattern.

    Args:
        pattern: YYYY for the year, MM or M for the month in figures, MMMM for its name, DD or D for the day; everything
            else stands for itself. Years written with two figures need their century: `D.M.18YY` reads 3.5.89.

    Raises:
        DatePatternError: It has no year, a day without a month, or something twice.
    """
    if len(pattern) > _LONGEST:
        raise DatePatternError("is too long")
    regex, century, at = "", "", 0
    seen: set[str] = set()
    for token in _TOKENS.finditer(pattern):
        name, form = _FORMS[token[0]]
        kind = {"short": "year", "word": "month"}.get(name, name)
        if kind in seen:
            raise DatePatternError(f"has the {kind} twice")
        seen.add(kind)
        literal = pattern[at : token.start()]
        if name == "short":
            first = _CENTURY.search(literal)
            if first is None:
                raise DatePatternError("has YY without the century before it; write YYYY, or 18YY for years like 89")
            century, literal = first[0], literal[:-2]
        regex += _literal(literal) + f"(?P<{name}>{form})"
        at = token.end()
    if "year" not in seen:
        raise DatePatternError("has no year; write YYYY where the year stands")
    if "day" in seen and "month" not in seen:
        raise DatePatternError("has a day but no month; write MM, M or MMMM where the month stands")
    return DatePattern(regex + _literal(pattern[at:]), century)


def read(words: str, pattern: str) -> str | None:
    """The date that words written in this way tell, as EDTF; None when they are written in another way."""
    found = compiled(pattern)
    match = re.fullmatch(found.regex, words.strip()) if len(words) < 200 else None
    return found.edtf(match) if match else None


def _literal(text: str) -> str:
    return r"\s+".join(re.escape(part) for part in re.split(r"\s+", text))
