"""Import profiles: named sets of what a person states of a collection of files, kept with the archive."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

MAPPED_FIELDS: Final = (
    "text", "headline", "subheadline", "byline", "date", "paper", "language", "country", "place", "page", "section",
    "edition", "volume", "issue", "agency", "paper_id", "rights",
)  # fmt: skip
"""What a column or key can be mapped to: the text, and fields of the record."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are to be read where their content alone does not tell.

    Attributes:
        mapping: Field (see `MAPPED_FIELDS`) → column, key, or path of keys with points between (`title.value`).
            Fields that are not in it are guessed.
        date_pattern: How dates are written in records: `DD.MM.YYYY`; "" to guess.
        first: Number of the first record when this is a piece of a larger file; 0 for a whole file.
        said_by: Where this was stated, for the evidence: `profile “Gazette”`, or "" for options.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    date_pattern: str = ""
    first: int = 0
    said_by: str = ""


AS_GUESSED: Final = Reading()
"""Nothing is stated: everything is guessed."""


@dataclass(frozen=True, slots=True)
class ImportProfile:
    """What holds for all files of one collection.

    Attributes:
        name: Unique in its archive, without regard to case.
        paper, country, language: Stated for every article; "" for what is not.
        date_pattern: How dates are written in records: `DD.MM.YYYY`, `M/D/YYYY`, `D.M.18YY`.
        name_pattern: What file names tell: `{paper}_{date:YYYYMMDD}_{page}.txt`.
        mapping: Field → column or key, see `Reading.mapping`.
        format: Name of the format, or "" to detect it.
        copy_pages: Page images are copied into the archive rather than left where they are.
        note: For colleagues: what it is for.
    """

    name: str
    paper: str = ""
    country: str = ""
    language: str = ""
    date_pattern: str = ""
    name_pattern: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    format: str = ""
    copy_pages: bool = False
    note: str = ""

    @property
    def hints(self) -> dict[str, str]:
        """The field values it states."""
        stated = {"paper": self.paper, "country": self.country, "language": self.language}
        return {name: value for name, value in stated.items() if value}

    @property
    def reading(self) -> Reading:
        """How it has files read."""
        return Reading(self.mapping, self.date_pattern, said_by=f"profile “{self.name}”" if self.name else "")


_TEXTS: Final = ("paper", "country", "language", "date_pattern", "name_pattern", "format", "note")


def profile_to_json(profile: ImportProfile) -> dict[str, Any]:
    """The profile as a JSON object; what is empty is left out."""
    found: dict[str, Any] = {"name": profile.name}
    found |= {name: value for name in _TEXTS if (value := getattr(profile, name))}
    if profile.mapping:
        found["mapping"] = dict(profile.mapping)
    if profile.copy_pages:
        found["copy_pages"] = True
    return found


def profile_from_json(found: Mapping[str, Any]) -> ImportProfile:
    """The profile a JSON object describes; what is not of the right kind is left out, what is unknown ignored."""
    mapping = found.get("mapping")
    return ImportProfile(
        name=_text(found.get("name")),
        **{name: _text(found.get(name)) for name in _TEXTS},
        mapping={str(field): _text(column) for field, column in mapping.items() if _text(column)}
        if isinstance(mapping, Mapping)
        else {},
        copy_pages=found.get("copy_pages") is True,
    )


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """How a file was read as a JSON object; empty when nothing was stated."""
    found: dict[str, Any] = {"mapping": dict(reading.mapping)} if reading.mapping else {}
    found |= {name: value for name in ("date_pattern", "first", "said_by") if (value := getattr(reading, name))}
    return {} if found.keys() <= {"said_by"} else found


def reading_from_json(found: Mapping[str, Any]) -> Reading:
    """How a file was read, out of a JSON object; what is not of the right kind is left out."""
    mapping, first = found.get("mapping"), found.get("first")
    return Reading(
        {str(field): _text(column) for field, column in mapping.items()} if isinstance(mapping, Mapping) else {},
        _text(found.get("date_pattern")),
        first if isinstance(first, int) and first > 0 else 0,
        _text(found.get("said_by")),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
