"""Datelines: where a story was filed from, as its first words say: `LONDON, May 3 (Reuters) —`."""

import re
from dataclasses import dataclass
from functools import cache

from newsreader import resources
from newsreader.text import dates
from newsreader.text.agencies import find_agencies, find_unlisted
from newsreader.text.authorities import find_country, name_key

_LONGEST = 140
_NAME = r"(?:(?:St|Ste|Ft|Mt|Pt)\.|[A-ZÀ-Þ][\w'’-]*)"
_PLACE = rf"(?P<place>{_NAME}(?:[ -](?:[a-zà-ÿ]{{2,3}} )?{_NAME}){{0,4}})"
_MORE = r"(?P<more>(?:,\s?[^,()\n—–]{1,40}){0,3}?)\.?\s?(?:[(\[](?P<agency>[^()\[\]\n]{2,50})[)\]])?\s{0,3}"
_MARK = r"(?P<mark>[—–]|--|-(?=\s)|:(?=\s)|\.\s?[—–-]|(?<=[)\]])[.,]?(?=\s)|(?<=[\da-zà-ÿ])[.,](?=\s+[A-ZÀ-Þ«“\"]))"
_SENTENCE = re.compile(r"[^\W\d_]{4,}\. [A-Z]| \.|\n")
_PATTERN = re.compile(_PLACE + _MORE + _MARK)
_UP_TO_DASH = re.compile(_PLACE + _MORE + r"(?P<mark>[—–]|--)")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline.

    Attributes:
        start, end: Of its words in the raw text, without the dash.
        text: The words.
        place: As printed, in normal case.
        country: ISO 3166-1 alpha-2, or "".
        date: EDTF, or "" when no year is printed.
        agency: Agency in parentheses, or "".
        agency_span: Where that stands.
        agency_is_listed: Whether the agency is one of the list, not only named like one.
        confidence: 0 to 1.
    """

    start: int
    end: int
    text: str
    place: str
    country: str
    date: str
    agency: str
    agency_span: tuple[int, int] | None
    agency_is_listed: bool
    confidence: float


def find(raw: str, start: int, end: int, language: str = "") -> Dateline | None:
    """The dateline that opens a body, or None."""
    window = raw[start : min(end, start + _LONGEST)]
    for pattern in (_PATTERN, _UP_TO_DASH):
        match = pattern.match(window)
        found = _read(match, window, start, language) if match else None
        if found:
            return found
    return None


def _read(match: re.Match[str], window: str, start: int, language: str) -> Dateline | None:
    """The dateline a match is, or None when too little speaks for it."""
    place, more, agency_text = match["place"], match["more"].strip(" ,"), match["agency"] or ""
    listed = find_agencies(agency_text) if agency_text else None
    agency = listed or find_unlisted(agency_text)
    date = next(iter(dates.find(more, language)), None) if more else None
    has_date = bool(date) or _has_day(more)
    country = country_of_place(place)
    in_capitals = len(place) > 2 and place.upper() == place
    evidence = sum((bool(agency), has_date, bool(country), in_capitals and match["mark"].strip(" .") not in (":", "-")))
    if evidence < 1 or (evidence == 1 and not (agency or has_date or in_capitals) and match["mark"] not in "—–"):
        return None
    if _SENTENCE.search(more):
        return None
    if match["mark"] in (".", ",") and not has_date and not agency:
        return None
    if agency_text and not agency and not has_date and not country:
        return None
    if more and not has_date and not agency and not find_country(more.split(",")[-1]):
        return None
    region = next((code for part in more.split(",") if (code := find_country(part)) and len(part.strip()) > 2), "")
    shown_end = match.start("mark") if match["mark"] else match.end()
    text = window[:shown_end].rstrip(" .")
    span = (start + match.start("agency"), start + match.end("agency")) if agency else None
    return Dateline(
        start, start + len(text), text, _cased(place), region or country, date.edtf if date else "",
        agency.name if agency else "", span, bool(listed), min(0.97, 0.6 + 0.14 * evidence),
    )  # fmt: skip


def issued(line: str) -> tuple[dates.FoundDate, str] | None:
    """The date and place of publication that a line consists of: `Roma, 20 Settembre 1870`."""
    found = dates.with_place(line)
    return found if found and country_of_place(found[1]) else None


def _has_day(text: str) -> bool:
    """A day and month without a year: `May 3`, `3. Mai`, `le 3 mai`."""
    return bool(text and dates.has_day_and_month(text))


def _cased(place: str) -> str:
    if place.upper() != place or len(place) < 4:
        return place
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), place)


def country_of_place(place: str) -> str:
    """The country of a well-known place, or ""."""
    return _places().get(name_key(place), "")


@cache
def _places() -> dict[str, str]:
    places: dict[str, str] = {}
    for line in resources.text("authorities", "places.tsv").splitlines():
        if line and not line.startswith("#"):
            country, _, names = line.partition("\t")
            places |= {name_key(name): country for name in names.split("|")}
    return places
