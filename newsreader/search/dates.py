"""Dates and numbers as typed in a query: whole years and months, ranges, bounds and ages."""

import math
import re
from dataclasses import dataclass
from datetime import date, timedelta

from newsreader.domain.edtf import EdtfDate

_AGE = re.compile(r"(\d{1,4})(d|w|m|y)", re.IGNORECASE)
_BOUND = re.compile(r"(>=|<=|>|<|=)?(.*)", re.DOTALL)
_RANGE = re.compile(r"(.*?)(?:\.\.+|…|–|—)(.*)", re.DOTALL)
_YEARS = re.compile(r"(\d{4})[-/](\d{4})")
_EUROPEAN = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_ONE_DIGIT = re.compile(r"(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


@dataclass(frozen=True, slots=True)
class Days:
    """Days as YYYYMMDD, inclusive; None is open."""

    low: int | None
    high: int | None


def key(day: date) -> int:
    """A day as the number YYYYMMDD."""
    return day.year * 10_000 + day.month * 100 + day.day


def read_days(text: str, field: str, today: date) -> Days | None:
    """What a date value means, or None when it is not one.

    Args:
        text: The value as typed: `2020`, `2020-10`, `1912..1924`, `>=1912`, `7d`.
        field: `date`, `added`, `before` or `after`.
        today: The day that ages count from.
    """
    text = text.strip()
    if field == "added" and (age := _AGE.fullmatch(text)):
        back = int(age[1]) * _DAYS[age[2].lower()]
        return Days(key(today - timedelta(days=min(back, today.toordinal() - 1))), None)
    if years := _YEARS.fullmatch(text):
        text = f"{years[1]}..{years[2]}"
    if parts := _RANGE.fullmatch(text):
        return _range(parts[1].strip(), parts[2].strip())
    bound = _BOUND.fullmatch(text)
    sign, value = (bound[1] or "", bound[2].strip()) if bound else ("", text)
    if field in ("before", "after"):
        if sign:
            return None
        sign = "<" if field == "before" else ">"
    return _bounded(sign, value)


def _range(first: str, last: str) -> Days | None:
    low, high = EdtfDate.try_parse(first), EdtfDate.try_parse(last)
    if (first and low is None) or (last and high is None) or not (first or last):
        return None
    if low is not None and high is not None and low.earliest > high.latest:
        return None
    return Days(key(low.earliest) if low else None, key(high.latest) if high else None)


def _bounded(sign: str, value: str) -> Days | None:
    found = EdtfDate.try_parse(value)
    if found is None:
        return None
    if sign in ("", "="):
        return Days(key(found.earliest), key(found.latest))
    if sign == ">=":
        return Days(key(found.earliest), None)
    if sign == "<=":
        return Days(None, key(found.latest))
    if sign == ">":
        return Days(key(found.latest + timedelta(days=1)), None) if found.latest < date.max else Days(99991231, None)
    return Days(None, key(found.earliest - timedelta(days=1))) if found.earliest > date.min else Days(None, 0)


def better_date(text: str) -> str:
    """A valid spelling of what looks like a date written another way; "" when nothing is near."""
    text = text.strip()
    if match := _EUROPEAN.fullmatch(text):
        first, second, year = int(match[1]), int(match[2]), match[3]
        day, month = (second, first) if second > 12 else (first, second)
        guess = f"{year}-{month:02}-{day:02}"
    elif match := _ONE_DIGIT.fullmatch(text):
        guess = f"{match[1]}-{int(match[2]):02}" + (f"-{int(match[3]):02}" if match[3] else "")
    elif parts := _RANGE.fullmatch(text):
        low, high = parts[1].strip(), parts[2].strip()
        guess = f"{high}..{low}"
        return guess if _range(high, low) else ""
    else:
        year_found = re.search(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)", text)
        guess = year_found[1] if year_found else ""
    return guess if EdtfDate.try_parse(guess) else _year_of(guess)


def _year_of(guess: str) -> str:
    return guess[:4] if EdtfDate.try_parse(guess[:4]) else ""


def show_days(low: int | None, high: int | None) -> str:
    """A range as short as it can be typed: `1912`, `1912-05`, `1912..1924`, `>=1912`, `<=1924-05`."""
    if low is not None and high is not None:
        return whole_period(low, high) or f"{short_day(low, 'earliest')}..{short_day(high, 'latest')}"
    if low is not None:
        return f">={short_day(low, 'earliest')}"
    return f"<={short_day(high, 'latest')}" if high is not None else ".."


def edtf_of(period: int) -> str:
    """The EDTF month or day of a number YYYYMM or YYYYMMDD."""
    digits = f"{period:06}" if period < 1_000_000 else f"{period:08}"
    return "-".join(filter(None, (digits[:4], digits[4:6], digits[6:])))


def whole_period(low: int, high: int) -> str:
    """The year, month or day that is all of a range; "" when none is."""
    for width in (4, 7, 10):
        found = EdtfDate.try_parse(_dashed(low)[:width])
        if found and (key(found.earliest), key(found.latest)) == (low, high):
            return found.text
    return ""


def short_day(day: int, side: str) -> str:
    """The year or month that begins (`earliest`) or ends (`latest`) on a day, else the day."""
    for width in (4, 7):
        found = EdtfDate.try_parse(_dashed(day)[:width])
        if found and key(getattr(found, side)) == day:
            return found.text
    return _dashed(day)


def _dashed(day: int) -> str:
    digits = f"{day:08}"
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def read_numbers(text: str, *, whole: bool) -> tuple[float | None, float | None] | None:
    """Both bounds, inclusive, of a number value such as `>0.8`, `100..500`, `500`; None when it is not one."""
    text = text.strip()
    if parts := _RANGE.fullmatch(text):
        low, high = _number(parts[1]), _number(parts[2])
        if (parts[1].strip() and low is None) or (parts[2].strip() and high is None):
            return None
        if (low is None and high is None) or (low is not None and high is not None and low > high):
            return None
        return low, high
    match = _BOUND.fullmatch(text)
    sign, value = (match[1] or "", _number(match[2])) if match else ("", None)
    if value is None:
        return None
    if sign == ">":
        return (math.floor(value) + 1.0 if whole else math.nextafter(value, math.inf)), None
    if sign == "<":
        return None, (math.ceil(value) - 1.0 if whole else math.nextafter(value, -math.inf))
    return {">=": (value, None), "<=": (None, value)}.get(sign, (value, value))


def _number(text: str) -> float | None:
    text = text.strip().replace(",", "")
    if not re.fullmatch(r"-?\d{1,12}(\.\d{1,12})?|\.\d{1,12}", text):
        return None
    return float(text)


def show_numbers(low: float | None, high: float | None) -> str:
    """Two bounds as they can be typed."""
    if low is not None and high is not None:
        return _plain(low) if low == high else f"{_plain(low)}..{_plain(high)}"
    if low is not None:
        below = math.nextafter(low, -math.inf)
        return f">{_plain(below)}" if len(_plain(below)) < len(_plain(low)) else f">={_plain(low)}"
    if high is not None:
        above = math.nextafter(high, math.inf)
        return f"<{_plain(above)}" if len(_plain(above)) < len(_plain(high)) else f"<={_plain(high)}"
    return ".."


def _plain(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)
