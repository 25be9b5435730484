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
_SHORT = re.compile(r"(?<![\d.])(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.(?P<year>\d\d)(?![\d.])")
_PIVOT = 91
_MONTH_IN_URL = re.compile(r"/(?P<year>1[4-9]\d\d|20\d\d)/(?P<month>0[1-9]|1[0-2])(?=/)")
CHANGED = re.compile(
    r"updat|modif|edit|aktualis|geändert|bearbeitet|mis à jour|actualiz|expire|retriev|abgerufen|aggiornat|bijgewerkt|"
    r"gewijzigd|uppdater|ändrad|oppdater|atualiz|letzte änderung|last change|stand:",
    re.IGNORECASE,
)
"""Words that say a date is that of a change."""

_ISSUED = re.compile(
    r"publi|posted|gepostet|veröffentlich|erschienen|erstellt|created|written|geschrieben|pubblic|gepubliceerd|geplaatst|"
    r"public|skapad|issued|first",
    re.IGNORECASE,
)
_BESIDE = 40
_LONGEST_SENTENCE = 400
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
    """The first whole date that words for the reader name, as EDTF, or ""; one of a change does not count.

    Args:
        text: The words.
        language: Of the page, with the territory where that tells which of 3/5/2014 is the month.
    """
    text = text[:_LONGEST]
    found: list[str] = []
    end = 0
    for date in dates.find(text, language):
        before = text[end : date.start][-_BESIDE:]
        end = date.end
        change = CHANGED.search(before)
        if change is None or _ISSUED.search(before, change.end()):
            found.append(date.edtf)
    whole = next((edtf for edtf in found if len(edtf) == 10), next(iter(found), ""))
    return _checked(whole) or _of_two_figures(text)


def _of_two_figures(text: str) -> str:
    """`03.05.14` on a web page: the web is not older than 1991."""
    match = _SHORT.search(text)
    if not match:
        return ""
    year = int(match["year"])
    century = 2000 if year < _PIVOT else 1900
    return _edtf(str(century + year), match["month"], match["day"])


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


def month_in_url(url: str) -> str:
    """The year and month in the path of an address: `/2019/11/`."""
    match = _MONTH_IN_URL.search(url)
    return _edtf(match["year"], match["month"], None) if match else ""


def said(line: str, language: str = "") -> str:
    """The date of a sentence that says when something was published: `... wurde am 19. Mai 2010 gepostet`."""
    if not _ISSUED.search(line):
        return ""
    for date in dates.find(line[:_LONGEST_SENTENCE], language):
        around = line[max(0, date.start - _BESIDE) : date.end + _BESIDE]
        if len(date.edtf) == 10 and _ISSUED.search(around) and not CHANGED.search(around):
            return _checked(date.edtf)
    return ""


def changed(line: str, language: str = "") -> str:
    """The date of a line that says when a page was changed last."""
    found = [date.edtf for date in dates.find(line[:_LONGEST], language) if len(date.edtf) == 10]
    return _checked(found[0]) if found and CHANGED.search(line) else ""


def _edtf(year: str, month: str | None, day: str | None) -> str:
    text = "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
    return _checked(text)


def _checked(edtf: str) -> str:
    date = EdtfDate.try_parse(edtf)
    return date.text if date and date.text not in _NEVER else ""
