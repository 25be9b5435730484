"""When a page was published, as its metadata and its visible date say; a year is never invented."""

import re
from datetime import UTC, datetime

from newsreader.domain.edtf import EdtfDate
from newsreader.text import dates

_ISO = re.compile(
    r"(?P<year>1[4-9]\d\d|20\d\d)(?:(?P<sep>[-/.])(?P<month>\d{1,2})(?:(?P=sep)(?P<day>\d{1,2})(?!\d))?)?"
    r"(?=$|[\sTt,;+Z])"
)
_COMPACT = re.compile(r"(?P<year>1[4-9]\d\d|20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?:\D.*|\d{4,6})?")
_EPOCH = re.compile(r"(?P<seconds>\d{9,10})(?:\d{3})?")
_IN_URL = re.compile(
    r"/(?P<year>1[4-9]\d\d|20\d\d)[/-](?P<month>0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-](?P<day>[0-3]?\d)(?=[/_-]|$)"
    r"|[/_-](?P<y>1[4-9]\d\d|20\d\d)-?(?P<m>0[1-9]|1[0-2])-?(?P<d>[0-3]\d)(?=[/_.-]|$)",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST = 200
_NEVER = frozenset({"1970-01-01", "1900-01-01"})
"""What programs write for no date at all."""


def stated(text: str, language: str = "") -> str:
    """The day that the value of a tag states, as EDTF, in the time zone it is written in; "" when it states none."""
    text = text.strip()[:_LONGEST]
    match = _ISO.match(text)
    if match:
        return _edtf(match["year"], match["month"], match["day"])
    match = _COMPACT.fullmatch(text)
    if match and (whole := _edtf(match["year"], match["month"], match["day"])):
        return whole
    match = _EPOCH.fullmatch(text)
    if match:
        return _checked(datetime.fromtimestamp(int(match["seconds"]), UTC).date().isoformat())
    return shown(text, language)


def shown(text: str, language: str = "") -> str:
    """The first whole date that words for the reader name, as EDTF, or ""."""
    found = [date.edtf for date in dates.find(text[:_LONGEST], language)]
    return _checked(next((edtf for edtf in found if len(edtf) == 10), next(iter(found), "")))


def in_url(url: str) -> str:
    """The date in the path of an address, when it is a whole one: `/2019/11/14/`."""
    match = _IN_URL.search(url)
    if not match:
        return ""
    if match["y"]:
        return _edtf(match["y"], match["m"], match["d"])
    month = match["month"].lower()
    number = str(_MONTHS.index(month) + 1) if month in _MONTHS else month
    return _edtf(match["year"], number, match["day"])


def _edtf(year: str, month: str | None, day: str | None) -> str:
    text = "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
    return _checked(text)


def _checked(edtf: str) -> str:
    date = EdtfDate.try_parse(edtf)
    return date.text if date and date.text not in _NEVER else ""
