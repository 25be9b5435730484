"""Dates as people write them: `1919-05-14` is shown as "14 May 1919", `191X` as "1910s"."""

import re
from datetime import UTC, datetime, tzinfo

from newsreader.domain.edtf import EdtfDate

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip

_QUALIFIED = {"?": "{}?", "~": "about {}", "%": "about {}?"}


def spoken_date(edtf: str) -> str:
    """An EDTF date in words for a reader; anything else as it is."""
    if EdtfDate.try_parse(edtf) is None:
        return edtf
    first, slash, last = edtf.strip().partition("/")
    if not slash:
        return _one(first)
    if _DAY.fullmatch(first) and _DAY.fullmatch(last) and first[:7] == last[:7]:
        return f"{int(first[8:])}–{_one(last)}"
    return f"{_one(first)} – {_one(last)}"


_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _one(text: str) -> str:
    qualifier = text[-1] if text[-1] in _QUALIFIED else ""
    text = text.rstrip("?~%")
    year, *rest = text.split("-")
    if year.endswith("XX"):
        spoken = f"{year[:2]}00s"
    elif year.endswith("X"):
        spoken = f"{year[:3]}0s"
    else:
        spoken = year
    if rest and rest[0] != "XX":
        spoken = f"{MONTHS[int(rest[0]) - 1]} {spoken}"
        if len(rest) > 1 and rest[1] != "XX":
            spoken = f"{int(rest[1])} {spoken}"
    return _QUALIFIED.get(qualifier, "{}").format(spoken)


def spoken_time(iso: str, now: datetime | None = None, zone: tzinfo | None = None) -> str:
    """A moment in ISO 8601 as a reader would say it: "today 14:05", "yesterday", "3 November", "3 November 2025".

    Args:
        iso: The moment, in UTC unless it says otherwise.
        now: Stands in for the present, for tests.
        zone: Stands in for the local time zone, for tests.
    """
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(zone)
    today = (now or datetime.now(UTC)).astimezone(zone).date()
    days = (today - moment.date()).days
    if days == 0:
        return f"today {moment:%H:%M}"
    if days == 1:
        return "yesterday"
    day = f"{moment.day} {MONTHS[moment.month - 1]}"
    return day if moment.year == today.year else f"{day} {moment.year}"
