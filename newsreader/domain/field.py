"""Extracted and confirmed values, each with where it came from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeAlias


class Layer(StrEnum):
    """Which of the three layers a value belongs to; the shown value is the highest that exists."""

    RAW = "raw"
    EXTRACTED = "extracted"
    CONFIRMED = "confirmed"


FieldValue: TypeAlias = str | bool | float | tuple[str, ...] | Mapping[str, Any] | tuple[Mapping[str, Any], ...] | None
"""JSON-like: text, flag, number, a list of names, a dateline object, or a list of place objects."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value came from and how sure the rule is.

    Attributes:
        rule: Dotted name of the rule, for example `byline.dash-line`.
        confidence: 0 to 1.
        start: First code point of the words in the raw text; None when the value is not from the text.
        end: One past the last code point in the raw text; None with `start`.
        source: `text`, `file name`, `folder`, `metadata`, `authority`, `option` or `person`.
        detail: What the words were or why the rule chose so, for a reader; may be empty.
    """

    rule: str
    confidence: float
    start: int | None = None
    end: int | None = None
    source: str = "text"
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One extracted value with its evidence."""

    name: str
    value: FieldValue
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Confirmed:
    """One value a person set.

    Attributes:
        name: Field name.
        value: The value; None means "there is none", said by a person.
        by: Who.
        at: When, ISO 8601 in UTC.
    """

    name: str
    value: FieldValue
    by: str
    at: str


EXTRACTED_FIELDS: Final = (
    "headline", "subheadline", "byline", "byline_raw", "byline_complete", "paper", "paper_id", "agency", "provider",
    "date", "place", "country", "subdivision", "region", "dateline", "places", "language", "section", "page", "edition",
    "volume", "issue", "rights",
)  # fmt: skip
"""Fields that extraction may fill, in the order of the record."""

EDITABLE_FIELDS: Final = tuple(
    name for name in EXTRACTED_FIELDS if name not in {"byline_raw", "places", "region", "byline_complete"}
)
"""Fields a person may set by hand: `newsreader edit` and the record pane. Region follows country."""

LIST_FIELDS: Final = frozenset({"byline"})
"""Editable fields that hold a list of strings."""
