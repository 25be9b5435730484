"""Dates as newspapers print them, in several languages, as EDTF; a year is never invented."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from newsreader import resources
from newsreader.domain.edtf import EdtfDate

_OCR_DIGITS = str.maketrans("lIiOoQSB", "11100058")
_DAY = r"(?P<day>[0-3lIi]?[\dlIiOo])"
_YEAR = r"(?P<year>[1lIi2][\dlIiOoSB]{3})"
_ISO = re.compile(r"(?<![\d-])(?P<year>1[4-9]\d\d|20\d\d)-(?P<month>[01]\d)(?:-(?P<day>[0-3]\d))?(?![\d-])")
_NUMERIC = re.compile(
    r"(?<![\d.,/])(?P<one>[0-3]?\d)(?P<sep>[./-])\s?(?P<two>[0-3]?\d)(?P=sep)\s?(?P<year>1[4-9]\d\d|20\d\d)(?!\d)"
)
_FILE_DATE = re.compile(
    r"(?<!\d)(?P<year>1[5-9]\d\d|20\d\d)(?P<sep>[-_.]?)(?P<month>0[1-9]|1[0-2])(?P=sep)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
_FILE_FOLDERS = re.compile(
    r"(?:^|/)(?P<year>1[5-9]\d\d|20\d\d)/(?P<month>0[1-9]|1[0-2])/(?P<day>0[1-9]|[12]\d|3[01])(?:/|$)"
)
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|"
    r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)s?|mo|di|mi|do|fr|sa|so|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|miercoles|jueves|viernes|sábado|sabado|domingo|"
    r"lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|"
    r"måndag(?:en)?|tisdag(?:en)?|onsdag(?:en)?|torsdag(?:en)?|fredag(?:en)?|lördag(?:en)?|söndag(?:en)?)\.?"
)
_SHORTEST, _LONGEST = 4, 90


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
        language: Tells 3/4/1904 apart, which is left out when it cannot be told.
    """
    found = [*_iso(text), *_numeric(text, language), *_worded(text)]
    found.sort(key=lambda date: (date.start, -date.end))
    end = -1
    for date in found:
        if date.start >= end:
            yield date
            end = date.end


def only(line: str, language: str = "") -> FoundDate | None:
    """The date a line consists of, apart from a weekday, a place and punctuation; None for any other line."""
    if not _SHORTEST <= len(line) <= _LONGEST:
        return None
    dates = list(find(line, language))
    if len(dates) != 1:
        return None
    date = dates[0]
    rest = line[: date.start] + " " + line[date.end :]
    rest = _weekday_pattern().sub(" ", rest)
    words = re.findall(r"[^\W_]+", rest)
    return date if len(words) == 0 else None


def from_file_name(path: str) -> FoundDate | None:
    """The date a file's name or folders state in a clear pattern: `1904-05-12`, `19040512`, `1904/05/12/`."""
    plain = path.replace("\\", "/")
    name = plain.rsplit("/", 1)[-1]
    before = len(plain) - len(name)
    matches = list(_FILE_DATE.finditer(name))
    confidence = 0.85
    if len(matches) != 1:
        matches = list(_FILE_FOLDERS.finditer(plain))
        confidence, before = 0.75, 0
    if len(matches) != 1:
        return None
    edtf = _edtf(matches[0]["year"], matches[0]["month"], matches[0]["day"])
    return FoundDate(before + matches[0].start(), before + matches[0].end(), edtf, confidence) if edtf else None


def _iso(text: str) -> Iterator[FoundDate]:
    for match in _ISO.finditer(text):
        edtf = _edtf(match["year"], match["month"], match["day"])
        if edtf:
            yield FoundDate(match.start(), match.end(), edtf, 0.97)


def _numeric(text: str, language: str) -> Iterator[FoundDate]:
    for match in _NUMERIC.finditer(text):
        one, two = int(match["one"]), int(match["two"])
        if match["sep"] == "." or one > 12 or one == two or language in ("de", "fr", "es", "it", "nl", "pt", "fi"):
            day, month = one, two
        elif two > 12:
            day, month = two, one
        else:
            continue
        edtf = _edtf(match["year"], f"{month:02}", f"{day:02}")
        if edtf:
            yield FoundDate(match.start(), match.end(), edtf, 0.93)


def _worded(text: str) -> Iterator[FoundDate]:
    months = _months()
    for match in _month_pattern().finditer(text):
        month = f"{months[match[0].lower().rstrip('.')]:02}"
        date = _around(text, match.start(), match.end(), month)
        if date:
            yield date


_DAY_BEFORE = re.compile(
    _DAY + r"(?:st|nd|rd|th|er|re|ème|e|º|°|\.)?\s*(?:of|de|d’|d'|p:nä|p\.|den)?\s*$", re.IGNORECASE
)
_YEAR_AFTER = re.compile(
    r"\.?,?\s*(?:de\s+|del\s+|of\s+|w\.\s+|v\.\s+|anno\s+)?" + _YEAR + r"(?![\dA-Za-z])", re.IGNORECASE
)
_DAY_YEAR_AFTER = re.compile(
    r"\.?\s*(?:the\s+)?" + _DAY + r"(?:st|nd|rd|th)?\.?\s*,?\s+(?:of\s+)?" + _YEAR + r"(?![\dA-Za-z])", re.IGNORECASE
)  # fmt: skip


def _around(text: str, start: int, end: int, month: str) -> FoundDate | None:
    """The date around a month's name; None when no year stands with it."""
    after = _DAY_YEAR_AFTER.match(text, end, end + 30)
    if after:
        return _checked(after["year"], month, after["day"], start, after.end())
    year = _YEAR_AFTER.match(text, end, end + 20)
    if not year:
        return None
    before = _DAY_BEFORE.search(text[max(0, start - 16) : start])
    if before and not text[max(0, start - 16) : start][: before.start()][-1:].isdigit():
        return _checked(year["year"], month, before["day"], max(0, start - 16) + before.start(), year.end())
    return _checked(year["year"], month, None, start, year.end())


def _checked(year: str, month: str, day: str | None, start: int, end: int) -> FoundDate | None:
    read_year = year.translate(_OCR_DIGITS)
    read_day = f"{int(day.translate(_OCR_DIGITS)):02}" if day and day.translate(_OCR_DIGITS).isdigit() else None
    if not read_year.isdigit() or not 1450 <= int(read_year) <= 2100:
        return None
    edtf = _edtf(read_year, month, read_day)
    if not edtf:
        return None
    return FoundDate(start, end, edtf, 0.95 if read_year == year else 0.8)


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
def _month_pattern() -> re.Pattern[str]:
    forms = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    return re.compile(rf"(?<![^\W\d_])(?:{forms})\b\.?", re.IGNORECASE)


@cache
def _weekday_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_WEEKDAY}|the|le|den|el|il|am|of|de|on)(?!\w)", re.IGNORECASE)


def is_weekday(text: str) -> bool:
    """Whether these words are a day of the week and nothing else."""
    return bool(text) and not re.findall(r"[^\W_]+", _weekday_pattern().sub(" ", text))


def has_day_and_month(text: str) -> bool:
    """Whether a day and a month stand together, with or without a year."""
    for match in _month_pattern().finditer(text[:120]):
        if re.match(r"\s*(?:the\s+)?[0-3]?\d(?!\d)", text[match.end() :]) or _DAY_BEFORE.search(text[: match.start()]):
            return True
    return False
