"""Dates as EDTF strings (ISO 8601-2, levels 0 and 1 as far as newspapers need them).

Supported: `1919`, `1919-05`, `1919-05-14`, unspecified digits from the right (`191X`, `19XX`, `1919-XX`,
`1919-05-XX`), the qualifiers `?`, `~` and `%` at the end, and intervals `1919-05-14/1919-05-16`.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Self

_ONE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?(?P<qualifier>[?~%])?"
)


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date as exact as its source, no more.

    Attributes:
        text: The EDTF string itself.
        earliest: First day it can mean.
        latest: Last day it can mean.
    """

    text: str
    earliest: date
    latest: date

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads an EDTF string.

        Raises:
            ValueError: It is not one, or no such day exists.
        """
        text = text.strip()
        first, slash, last = text.partition("/")
        earliest, latest = _bounds(first)
        if slash:
            end_earliest, latest = _bounds(last)
            if end_earliest < earliest:
                raise ValueError(f"{text!r} ends before it begins")
        return cls(text, earliest, latest)

    @classmethod
    def try_parse(cls, text: str | None) -> "EdtfDate | None":
        """Like `parse`, but None for anything that is not a date."""
        if not text:
            return None
        try:
            return cls.parse(text)
        except ValueError:
            return None

    @property
    def sort_key(self) -> int:
        """The earliest day as the number YYYYMMDD, for columns that sort."""
        return self.earliest.year * 10_000 + self.earliest.month * 100 + self.earliest.day

    @property
    def is_uncertain(self) -> bool:
        """Whether a qualifier or an unspecified digit says that not all of it is known."""
        return any(mark in self.text for mark in "?~%X")

    def __str__(self) -> str:
        return self.text


def _bounds(text: str) -> tuple[date, date]:
    match = _ONE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not an EDTF date")
    year, month, day = match["year"], match["month"], match["day"]
    low_year, high_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if low_year == 0:
        raise ValueError(f"{text!r}: there is no year 0 in a newspaper")
    if "X" in year and month not in (None, "XX"):
        raise ValueError(f"{text!r}: a month needs a whole year")
    low_month, high_month = (1, 12) if month in (None, "XX") else (int(month), int(month))
    if not 1 <= low_month <= 12:
        raise ValueError(f"{text!r}: no month {month}")
    if day not in (None, "XX") and month == "XX":
        raise ValueError(f"{text!r}: a day needs a month")
    last_day = calendar.monthrange(high_year, high_month)[1]
    low_day, high_day = (1, last_day) if day in (None, "XX") else (int(day), int(day))
    return date(low_year, low_month, low_day), date(high_year, high_month, high_day)
