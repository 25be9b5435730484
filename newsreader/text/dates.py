"""Dates as newspapers print them, in several languages, as EDTF; a year is never invented."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from newsreader import resources
from newsreader.domain.edtf import EdtfDate
from newsreader.text import old_dates

_OCR_DIGITS = str.maketrans("lIiOoQSB", "11100058")
_DAY = r"(?P<day>[0-3lIi]?[\dlIiOo])"
_YEAR = r"(?P<year>[1lIi2][\dlIiOoSB]{3})"
_ISO = re.compile(r"(?<![\d-])(?P<year>1[4-9]\d\d|20\d\d)-(?P<month>[01]\d)(?:-(?P<day>[0-3]\d))?(?![\d-])")
_NUMERIC = re.compile(
    r"(?<![\d.,/])(?P<one>[0-3]?\d)(?P<sep>[./-])\s?(?P<two>[0-3]?\d)(?P=sep)\s?(?P<year>1[4-9]\d\d|20\d\d)(?!\d)"
)
_WORD = re.compile(r"\d{0,2}[^\W\d_]+")
_BESIDE_WORD = re.compile(r"[^\W\d_]+(?:-feira)?\.?")
_CJK = re.compile(r"(?<!\d)(?P<year>1[5-9]\d\d|20\d\d)\s?年\s?(?P<month>[01]?\d)\s?月(?:\s?(?P<day>[0-3]?\d)\s?日)?")
_YEAR_LIKE = re.compile(r"[12lIi][\dlIiOoSB]{3}|M[DC.]|\ban\.?\s+[\dIVX]", re.IGNORECASE)
_DAY_FIRST = frozenset({"de", "fr", "es", "it", "nl", "pt", "fi", "sv", "da", "nb", "pl", "cs", "ca", "en-GB"})
_MONTH_FIRST = frozenset({"en-US"})
_SHORTEST, _LONGEST = 4, 90
_PLACE = re.compile(r"[A-ZÀ-Þ][\w.'’-]{1,20}(?:\s(?:[a-zà-ÿ]{2,3}\s)?[A-ZÀ-Þ][\w.'’-]{1,20}){0,2}")
_BESIDE = 22
"""How far before a date its weekday may stand."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text.

    Attributes:
        start, end: Where it stands.
        edtf: The date.
        confidence: 0 to 1.
    """

    start: int
    end: int
    edtf: str
    confidence: float


def find(text: str, language: str = "") -> Iterator[FoundDate]:
    """The dates in a short text, by place; only those that name a year.

    Args:
        text: A line or a few; long texts cost time.
        language: Tells 3/4/1904 apart, which is left out when it cannot be told: `en-US` and `en-GB` do, `en` does not.
    """
    if not _YEAR_LIKE.search(text):
        return
    found = [*_iso(text), *_numeric(text, language), *_worded(text), *_old(text)]
    found.sort(key=lambda date: (date.start, -date.end))
    end = -1
    for date in found:
        if date.start >= end:
            yield date
            end = date.end


def only(line: str, language: str = "") -> FoundDate | None:
    """The date a line consists of, apart from a weekday, a feast and punctuation; None for any other line."""
    date, rest = _lone(line, language)
    return date if date and (not re.search(r"[^\W_]", rest) or old_dates.is_feast(rest)) else None


def with_place(line: str, language: str = "") -> tuple[FoundDate, str] | None:
    """The date and the other words, perhaps a place, of a line like `Roma, 20 Settembre 1870`."""
    date, rest = _lone(line, language)
    place = rest.strip(" ,.;:-–—")
    if date is None or not place or len(place.split()) > 3 or not place[0].isupper():
        return None
    return (date, place) if _PLACE.fullmatch(place) and line.startswith(place[:3]) else None


def _lone(line: str, language: str) -> tuple[FoundDate | None, str]:
    """The one date of a short line and the words beside it that are more than its trimmings."""
    if not _SHORTEST <= len(line) <= _LONGEST:
        return None, line
    dates = list(find(line, language))
    if len(dates) != 1:
        return None, line
    rest = line[: dates[0].start] + " " + line[dates[0].end :]
    return dates[0], _without_beside(rest)


def _iso(text: str) -> Iterator[FoundDate]:
    for match in _ISO.finditer(text):
        edtf = _edtf(match["year"], match["month"], match["day"])
        if edtf:
            yield FoundDate(match.start(), match.end(), edtf, 0.97)


def _numeric(text: str, language: str) -> Iterator[FoundDate]:
    for match in _NUMERIC.finditer(text):
        one, two = int(match["one"]), int(match["two"])
        if match["sep"] == "." or one > 12 or one == two or language in _DAY_FIRST:
            day, month = one, two
        elif two > 12 or language in _MONTH_FIRST:
            day, month = two, one
        else:
            continue
        edtf = _edtf(match["year"], f"{month:02}", f"{day:02}")
        if edtf:
            yield FoundDate(match.start(), match.end(), edtf, 0.93)


def _worded(text: str) -> Iterator[FoundDate]:
    months = _months()
    for match in _WORD.finditer(text):
        word = match[0].lower()
        start = match.start()
        if word not in months:
            # "3Jan" and such; "7bre" is September.
            letters = word.lstrip("0123456789")
            start += len(word) - len(letters)
            word = letters
        if word in months:
            end = match.end() + (text[match.end() : match.end() + 1] == ".")
            date = _around(text, start, end, f"{months[word]:02}")
            if date:
                yield date


_ORDINAL = r"(?:st|nd|rd|th|er|re|ème|e|ten|ter|te|den|ste|de|d|:o|:e|º|°|\.)?"
_DAY_BEFORE = re.compile(
    _DAY + _ORDINAL + r"[)\]]?,?\s*(?:of|de|d’|d'|p:nä|p\.|den)?\s*$",
    re.IGNORECASE,
)
_DAY_AFTER = re.compile(r"\.?\s*(?:the\s+)?[0-3]?\d(?!\d)")
_AND = r"(?:et|und|and|&|y|e|en|och|u\.|-|–|/)"
_DAY_BEFORE_THAT = re.compile(
    rf"(?<!\d)(?P<first>[0-3]?\d){_ORDINAL},?\s*{_AND}\s*(?:[^\W\d_]{{2,12}}\.?,?\s+)?$", re.IGNORECASE
)
_JULIAN = re.compile(r"(?<!\d)(?P<first>[0-3]?\d)\.?\s*(?:[^\W\d_]{3,10}\.?\s*)?[/(]\s*$")
_ROMAN = rf"(?P<roman>{old_dates.ROMAN_YEAR.pattern})"
_YEAR_AFTER = re.compile(
    rf"\.?,?\s*(?:de\s+|del\s+|of\s+|w\.\s+|v\.\s+|anno\s+)?(?:{_YEAR}(?![\dA-Za-z])|{_ROMAN})", re.IGNORECASE
)
_DAY_YEAR_AFTER = re.compile(
    rf"\.?\s*(?:the\s+)?{_DAY}{_ORDINAL}\s*,?\s+(?:of\s+)?(?:{_YEAR}(?![\dA-Za-z])|{_ROMAN})", re.IGNORECASE
)
_DAYS_BEFORE = 34


def _around(text: str, start: int, end: int, month: str) -> FoundDate | None:
    """The date around a month's name; None when no year stands with it."""
    after = _DAY_YEAR_AFTER.match(text, end, end + 40)
    if after:
        return _checked(text, _year_of(after), month, after["day"], start, after.end())
    year = _YEAR_AFTER.match(text, end, end + 30)
    if not year:
        return None
    first = max(0, start - 16)
    before = _DAY_BEFORE.search(text[first:start])
    if before and not text[first:start][: before.start()][-1:].isdigit():
        at = first + before.start()
        found = _checked(text, _year_of(year), month, before["day"], at, year.end())
        return _of_two_days(text, at, found) if found else None
    return _checked(text, _year_of(year), month, None, start, year.end())


def _year_of(match: re.Match[str]) -> str:
    return match["year"] or str(old_dates.roman(match["roman"]))


def _of_two_days(text: str, at: int, found: FoundDate) -> FoundDate:
    """An issue of two days, `1. und 2. Januar 1900`, as an interval; a day by two calendars taken whole."""
    from_here = max(0, at - _DAYS_BEFORE)
    julian = _JULIAN.search(text[from_here:at])
    if julian and (int(found.edtf[-2:]) - int(julian["first"])) % 30 in range(9, 15):
        # "12 (24) January": the day by the old calendar stands first.
        return FoundDate(from_here + julian.start(), found.end, found.edtf, found.confidence)
    match = _DAY_BEFORE_THAT.search(text[from_here:at])
    if not match or int(match["first"]) + 1 != int(found.edtf[-2:]):
        return found
    first = f"{found.edtf[:-2]}{int(match['first']):02}"
    if EdtfDate.try_parse(first) is None:
        return found
    return FoundDate(from_here + match.start(), found.end, f"{first}/{found.edtf}", found.confidence)


def _checked(text: str, year: str, month: str, day: str | None, start: int, end: int) -> FoundDate | None:
    read_year = year.translate(_OCR_DIGITS)
    read_day = f"{int(day.translate(_OCR_DIGITS)):02}" if day and day.translate(_OCR_DIGITS).isdigit() else None
    if not read_year.isdigit() or not 1450 <= int(read_year) <= 2100:
        return None
    edtf = _edtf(read_year, month, read_day)
    if not edtf:
        return None
    confidence = 0.95 if read_year == year else 0.8
    if read_day:
        # The day of the week beside it proves a date, or shows that a figure is misread.
        weekday = _weekday_before(text, start)
        if weekday is not None:
            agrees = dt.date.fromisoformat(edtf).weekday() == weekday
            confidence = 0.98 if agrees else confidence - 0.2
    return FoundDate(start, end, edtf, confidence)


def _weekday_before(text: str, start: int) -> int | None:
    """The number of the weekday that stands right before a date, Monday 0."""
    names = re.findall(r"[^\W\d_]+(?:-feira)?", text[max(0, start - _BESIDE) : start].lower())
    days = _weekdays()
    return next((days[name] for name in reversed(names[-3:]) if name in days), None)


def _old(text: str) -> Iterator[FoundDate]:
    """Feasts, the Republic's calendar, and dates in Chinese and Japanese."""
    if old_dates.may_hold(text):
        for start, end, edtf in old_dates.feasts(text):
            yield FoundDate(start, end, edtf, 0.7 if edtf[-1] == "~" else 0.85)
        for start, end, edtf in old_dates.republican(text):
            yield FoundDate(start, end, edtf, 0.85)
    for match in _CJK.finditer(text):
        day = f"{int(match['day']):02}" if match["day"] else None
        found = _edtf(match["year"], f"{int(match['month']):02}", day)
        if found:
            yield FoundDate(match.start(), match.end(), found, 0.95)


def _edtf(year: str, month: str | None, day: str | None) -> str | None:
    text = "-".join(part for part in (year, month, day if month else None) if part)
    return text if EdtfDate.try_parse(text) else None


@cache
def _months() -> dict[str, int]:
    months: dict[str, int] = {}
    for line in resources.text("rules", "months.txt").splitlines():
        if line and not line.startswith("#"):
            number, _, forms = line.partition(":")
            months |= {form: int(number) for form in forms.split()}
    return months


@cache
def _week() -> tuple[tuple[str, str], ...]:
    lines = (line.partition(":") for line in resources.text("rules", "weekdays.txt").splitlines())
    return tuple((number, words) for number, colon, words in lines if colon and not number.startswith("#"))


@cache
def _weekdays() -> dict[str, int]:
    return {word: int(number) for number, words in _week() if number for word in words.split() if len(word) > 2}


@cache
def _beside() -> frozenset[str]:
    return frozenset(word for _, words in _week() for word in words.split())


def _without_beside(text: str) -> str:
    """A text without weekdays and the small words beside a date."""
    small = _beside()
    return _BESIDE_WORD.sub(lambda word: " " if word[0].lower().rstrip(".") in small else word[0], text)


def is_weekday(text: str) -> bool:
    """Whether these words are a day of the week and nothing else."""
    return bool(text) and not re.search(r"[^\W_]", _without_beside(text))


def has_day_and_month(text: str) -> bool:
    """Whether a day and a month stand together, with or without a year."""
    months = _months()
    for match in _WORD.finditer(text[:120]):
        if match[0].lower() not in months:
            continue
        if re.match(r"\.?\s*(?:the\s+)?[0-3]?\d(?!\d)", text[match.end() :]) or _DAY_BEFORE.search(
            text[: match.start()]
        ):
            return True
    return False
