"""Articles put together from what a format states of their parts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from newsreader.domain.article import SourceArticle
from newsreader.domain.edtf import EdtfDate
from newsreader.domain.field import Evidence, Field, FieldValue
from newsreader.text import agencies, byline, dateline, dates
from newsreader.text.authorities import find_country, find_language

_STATED: Final = 0.96
_MOST: Final = 500
_TIME: Final = re.compile(r",?\s\d{1,2}:\d\d\b.*")


@dataclass(slots=True)
class Statement:
    """What a format states of one article; "" for what it does not.

    Attributes:
        format: The format's name, used in the evidence.
        byline: The line as it came, or names with commas between.
        others: Further fields by name.
        said: Where a field was said, for its evidence, by name.
        located: Where the article was written, place first, when the text may not say so itself.
        written: When, as a date or time stamp.
    """

    format: str
    headline: str = ""
    subheadline: str = ""
    byline: str = ""
    paragraphs: Sequence[str] = ()
    date: str = ""
    language: str = ""
    paper: str = ""
    agency: str = ""
    country: str = ""
    others: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    located: str = ""
    written: str = ""


def compose(blank: SourceArticle, statement: Statement) -> SourceArticle | None:
    """The article of a statement: headline, line below it and byline above the paragraphs; None without any words.

    Args:
        blank: An article with everything but its text and fields.
        statement: What is stated.
    """
    body = "\n\n".join(filter(None, (paragraph.strip() for paragraph in statement.paragraphs)))
    heads = [
        (name, " ".join(words.split())[:_MOST])
        for name, words in (
            ("headline", statement.headline), ("subheadline", statement.subheadline), ("byline_raw", statement.byline)
        )
    ]  # fmt: skip
    heads = [(name, words) for name, words in heads if words]
    if not body:
        # A headline alone is the text.
        body, heads = "\n\n".join(words for _, words in heads), []
    if not body:
        return None
    raw, spans = "", {}
    for name, words in heads:
        spans[name] = (len(raw), len(raw) + len(words))
        raw += f"{words}\n\n"
    hints = {name: _field(statement, name, raw[slice(*span)], span) for name, span in spans.items()}
    if not heads and statement.headline:
        hints["headline"] = _field(statement, "headline", " ".join(statement.headline.split()))
    hints |= _people(statement, spans.get("byline_raw"))
    for name, value in _others(statement).items():
        if value and name not in hints:
            hints[name] = _field(statement, name, value)
    if statement.located and not dateline.find(body, 0, len(body)):
        hints["dateline"] = _field(statement, "dateline", _dateline(statement))
    return replace(blank, raw=raw + body, hints={**blank.hints, **hints}, body=(len(raw), len(raw) + len(body)))


def set_out(
    blank: SourceArticle, statement: Statement, raw: str, body: tuple[int, int], spans: Mapping[str, tuple[int, int]]
) -> SourceArticle:
    """The article of a statement whose parts stand in a text that stays as it came.

    Args:
        blank: An article with everything but its text and fields.
        statement: What is stated; its paragraphs do not matter.
        raw: The text.
        body: Span of the body in it.
        spans: Where values of the statement stand, by field, as far as that is known.
    """
    hints: dict[str, Field] = {}
    for name, key in (("headline", "headline"), ("subheadline", "subheadline"), ("byline_raw", "byline")):
        value = " ".join(getattr(statement, key).split())[:_MOST]
        if value:
            hints[name] = _field(statement, name, value, spans.get(key))
    hints |= _people(statement, spans.get("byline"))
    for name, value in _others(statement).items():
        if value and name not in hints:
            hints[name] = _field(statement, name, value, spans.get(name))
    return replace(blank, raw=raw, hints={**blank.hints, **hints}, body=body)


def _dateline(statement: Statement) -> dict[str, str | None]:
    """A dateline that stands beside the text: "HALDEN, Norway, May 3 (AP)" or a place alone."""
    line = " ".join(statement.located.split())[:_MOST].rstrip("—–- ")
    found = dateline.find(f"{line} — .", 0, len(line) + 4)
    written = EdtfDate.try_parse(day(statement.written)) if statement.written else None
    date = written.text if written else None
    if found:
        return {"text": line, "place": found.place, "country": found.country or None, "date": found.date or date}
    place, _, rest = line.partition(",")
    place = place.title() if place.isupper() else place
    country = (find_country(rest.rpartition(",")[2].strip()) if rest else "") or dateline.country_of_place(place)
    return {"text": line, "place": place, "country": country or None, "date": date}


def _field(statement: Statement, name: str, value: FieldValue, span: tuple[int, int] | None = None) -> Field:
    start, end = span or (None, None)
    detail = statement.said.get(name, "") if statement.said else ""
    return Field(name, value, Evidence(f"{name}.{statement.format}", _STATED, start, end, "metadata", detail))


def _people(statement: Statement, span: tuple[int, int] | None) -> dict[str, Field]:
    read = byline.parse(" ".join(statement.byline.split())[:_MOST], is_stated=True) if statement.byline else None
    found: dict[str, Field] = {}
    if read and read.persons:
        found["byline"] = _field(statement, "byline", read.persons, span)
        found["byline_complete"] = _field(statement, "byline_complete", read.is_complete, span)
    if read and read.agency and not statement.agency:
        found["agency"] = _field(statement, "agency", read.agency, span)
    return found


def _others(statement: Statement) -> dict[str, str]:
    language = find_language(statement.language.replace("_", "-").split("-")[0]) or ""
    agency = agencies.find_agencies(statement.agency) if statement.agency else None
    return {
        "date": _date(statement.date, language) if statement.date else "",
        "language": language,
        "paper": " ".join(statement.paper.split()),
        "agency": agency.name if agency else "",
        "country": find_country(statement.country) or "" if statement.country else "",
        **{name: " ".join(value.split())[:_MOST] for name, value in statement.others.items()},
    }


def _date(words: str, language: str) -> str:
    """EDTF, a time stamp, or a date in words ("14 May 1919") as EDTF; "" when none of them can be told."""
    date = EdtfDate.try_parse(day(words))
    if date:
        return date.text
    found = dates.only(_TIME.sub("", " ".join(words.split())), language)
    return found.edtf if found else ""


def day(stamp: str) -> str:
    """The day of a time stamp: "20260105T101500Z" and "2026-01-05T10:15:00+01:00" are "2026-01-05"."""
    stamp = stamp.strip()
    digits = stamp[:8]
    if digits.isdecimal() and digits.isascii() and len(digits) == 8:
        return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    return stamp[:10] if len(stamp) > 10 and stamp[4:5] == "-" else stamp
