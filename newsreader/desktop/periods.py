"""Years, months and days as bars in a row: a number for each, its EDTF name, its words."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Final

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MOST_MONTHS: Final = 12
_MOST_DAYS: Final = 92


class Unit(StrEnum):
    """What one bar stands for."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


def unit_for(low: int, high: int) -> Unit:
    """What to count by over some days, given as YYYYMMDD: days for three months at most, months for a year."""
    first, last = _day(low), _day(high)
    if first is None or last is None:
        return Unit.YEAR
    if (last - first).days < _MOST_DAYS:
        return Unit.DAY
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return Unit.MONTH if months <= _MOST_MONTHS else Unit.YEAR


def edtf(unit: Unit, number: int) -> str:
    """The EDTF name of a bar."""
    if unit is Unit.MONTH:
        return f"{number // 12:04}-{number % 12 + 1:02}"
    return date.fromordinal(number).isoformat() if unit is Unit.DAY else f"{number:04}"


def number_of(unit: Unit, name: str) -> int:
    """The number of a bar by its EDTF name."""
    parts = [int(part) for part in name.split("-")]
    if unit is Unit.MONTH:
        return parts[0] * 12 + parts[1] - 1
    return date(*parts).toordinal() if unit is Unit.DAY else parts[0]


def numbers_of(unit: Unit, low: int, high: int) -> tuple[int, int]:
    """The first and the last bar over some days, given as YYYYMMDD."""
    first, last = _day(low) or date.min, _day(high) or date.max
    if unit is Unit.MONTH:
        return first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return (first.toordinal(), last.toordinal()) if unit is Unit.DAY else (first.year, last.year)


def in_words(unit: Unit, number: int) -> str:
    """A bar in words: `1919`, `May 1919`, `14 May 1919`."""
    if unit is Unit.MONTH:
        return f"{_MONTHS[number % 12]} {number // 12}"
    if unit is Unit.DAY:
        day = date.fromordinal(number)
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return str(number)


def on_axis(unit: Unit, number: int) -> str:
    """A bar as short as an axis needs it: the year stands at the first month, the month at every day."""
    if unit is Unit.MONTH:
        return str(number // 12) if number % 12 == 0 else _MONTHS[number % 12]
    if unit is Unit.DAY:
        day = date.fromordinal(number)
        return f"{day.day} {_MONTHS[day.month - 1]}"
    return str(number)


def counts_of(unit: Unit, counted: Sequence[tuple[str, int]]) -> dict[int, int]:
    """Counts by EDTF name as counts by number."""
    return {number_of(unit, name): count for name, count in counted}


def _day(number: int) -> date | None:
    try:
        return date(number // 10_000, number // 100 % 100, number % 100)
    except ValueError:
        return None
