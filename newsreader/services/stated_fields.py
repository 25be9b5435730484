"""Field values a person states for a whole import: as options, in an import profile, or by the form of file names."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from newsreader.domain.article import SourceArticle
from newsreader.domain.edtf import EdtfDate
from newsreader.domain.field import Evidence, Field
from newsreader.domain.profile import ImportProfile
from newsreader.errors import UsageError
from newsreader.text import authorities, file_names, name_patterns

STATABLE: Final = ("paper", "country", "date", "language")
_OPTION: Final = "stated for the whole import"


def stated_fields(hints: Mapping[str, str], said_by: str = _OPTION) -> dict[str, Field]:
    """The values as fields with the evidence source `option`.

    Args:
        hints: Values by field.
        said_by: Where they were stated, for the evidence.

    Raises:
        UsageError: A field cannot be stated, or its value makes no sense.
    """
    return {name: _field(name, _checked(name, text.strip()), said_by) for name, text in hints.items() if text.strip()}


def profile_fields(profile: ImportProfile | None, path: str) -> dict[str, Field] | None:
    """What a profile states of one file; None when the name of the file is not of the form it states.

    Args:
        profile: The profile, its values checked before; None for none.
        path: The file.
    """
    if profile is None:
        return {}
    said_by = profile.reading.said_by
    fields = stated_fields(profile.hints, said_by or _OPTION)
    if not profile.name_pattern:
        return fields
    told = name_patterns.compiled(profile.name_pattern).values(path)
    if told is None:
        return None
    detail = f"the name is of the form {profile.name_pattern}" + (f", says {said_by}" if said_by else "")
    for name, value in told.items():
        meant = _of_name(name, value)
        if meant:
            evidence = Evidence(f"{name}.name-pattern", 1.0, source="option", detail=detail)
            fields[name] = Field(name, meant, evidence)
    return fields


def with_stated(source: SourceArticle, fields: Mapping[str, Field]) -> SourceArticle:
    """The article with the stated fields; they beat what its format says."""
    return replace(source, hints={**source.hints, **fields}) if fields else source


def _field(name: str, value: str, said_by: str) -> Field:
    return Field(name, value, Evidence(f"{name}.stated", 1.0, source="option", detail=said_by))


def _checked(name: str, text: str) -> str:
    if name == "paper":
        return " ".join(text.split())
    if name == "country":
        code = authorities.find_country(text)
        if code is None:
            raise UsageError(f"There is no country {text}", "Give its two-letter code or its name, like CA or Canada.")
        return code
    if name == "language":
        language = authorities.find_language(text)
        if language is None:
            raise UsageError(f"There is no language {text}", "Give its code or its name, like fr or French.")
        return language
    if name == "date":
        date = EdtfDate.try_parse(text)
        if date is None:
            raise UsageError(f"Not a date: {text}", "Write 1919, 1919-05, 1919-05-14 or another EDTF date.")
        return date.text
    raise UsageError(f"The field {name} cannot be stated for an import", f"Fields: {', '.join(STATABLE)}.")


def _of_name(name: str, value: str) -> str:
    """What a part of a name means as the value of a field; "" for nothing."""
    if name == "country":
        return authorities.find_country(value) or ""
    if name == "language":
        return authorities.find_language(value) or ""
    if name == "paper":
        title = authorities.find_paper(value)
        return title.name if title else file_names.paper_of_code(value) or value
    return value
