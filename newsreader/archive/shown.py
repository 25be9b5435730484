"""The shown values of an article that lists sort, filter and count by, worked out from its layers."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from newsreader.archive.stored import storable
from newsreader.domain.edtf import EdtfDate
from newsreader.domain.field import EDITABLE_FIELDS, Confirmed, Field, FieldValue

REVIEW_THRESHOLD: Final = 0.7
"""A field less certain than this puts its article into the review queue."""

COLUMNS: Final = (
    "headline", "headline_is_lead", "headline_key", "paper", "country", "region", "language", "agency", "date",
    "date_sort", "page", "byline", "words", "quality", "doubt", "doubt_field",
)  # fmt: skip
"""The columns of `article` that `shown_columns` fills, in its order."""

_LEAD_LENGTH: Final = 120
_LONGEST: Final = 400
_KEY_LENGTH: Final = 48
_NOT_WORDS_AT_START: Final = re.compile(r"^[\W_]+")
_SPACE: Final = re.compile(r"\s+")


def shown_columns(
    fields: Mapping[str, Field], confirmed: Mapping[str, Confirmed], clean: str, quality: float | None
) -> tuple[Any, ...]:
    """The values of `COLUMNS`: of each field the highest layer that has it."""

    def shown(name: str) -> str:
        if name in confirmed:
            return one_line(confirmed[name].value)
        field = fields.get(name)
        return one_line(field.value) if field is not None else ""

    headline = shown("headline")
    lead = "" if headline else _lead(clean)
    date = shown("date")
    parsed = EdtfDate.try_parse(date)
    doubt_field, doubt = least_certain(fields, confirmed)
    return (
        headline or lead,
        int(not headline),
        sort_key(headline or lead),
        shown("paper"),
        shown("country"),
        shown("region"),
        shown("language"),
        shown("agency"),
        date,
        parsed.sort_key if parsed else 0,
        shown("page"),
        shown("byline"),
        len(clean.split()),
        quality,
        doubt,
        doubt_field if doubt < REVIEW_THRESHOLD else "",
    )


def least_certain(fields: Mapping[str, Field], confirmed: Mapping[str, Confirmed]) -> tuple[str, float]:
    """The field a person has most reason to look at, and its confidence; ("", 1.0) when there is none."""
    name, confidence = "", 1.0
    for field in fields.values():
        if (
            field.evidence.confidence < confidence
            and field.name in _REVIEWED_FIELDS
            and field.name not in confirmed
            and field.value is not None
        ):
            name, confidence = field.name, field.evidence.confidence
    return name, confidence


_REVIEWED_FIELDS: Final = frozenset(EDITABLE_FIELDS)


def one_line(value: FieldValue) -> str:
    """A field value as one storable line; "" for none."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        text = ", ".join(one_line(part) for part in value)
    elif isinstance(value, Mapping):
        text = str(value.get("text") or value.get("name") or "")
    else:
        text = str(value)
    if "\n" in text or "\r" in text or "\t" in text:
        text = _SPACE.sub(" ", text)
    return storable(text.strip(), _LONGEST)


def sort_key(text: str) -> str:
    """What a headline is sorted by: without case, accents and leading punctuation."""
    text = _NOT_WORDS_AT_START.sub("", text[: 2 * _KEY_LENGTH])
    if text.isascii():
        return text.lower()[:_KEY_LENGTH]
    folded = unicodedata.normalize("NFKD", text.casefold())
    return storable("".join(letter for letter in folded if not unicodedata.combining(letter)), _KEY_LENGTH)


def _lead(clean: str) -> str:
    start = _SPACE.sub(" ", clean[: 2 * _LEAD_LENGTH].lstrip()).strip()
    if len(start) <= _LEAD_LENGTH:
        return storable(start)
    cut = start.rfind(" ", 0, _LEAD_LENGTH)
    return storable(f"{start[: cut if cut > 0 else _LEAD_LENGTH]}…")
