"""Field values a person states for a whole import (`--paper`, `--country`, `--date`), checked and made into fields."""

from collections.abc import Mapping
from dataclasses import replace

from newsreader.domain.article import SourceArticle
from newsreader.domain.edtf import EdtfDate
from newsreader.domain.field import Evidence, Field
from newsreader.errors import UsageError
from newsreader.text import authorities

STATABLE = ("paper", "country", "date")


def stated_fields(hints: Mapping[str, str]) -> dict[str, Field]:
    """The values as fields with the evidence source `option`.

    Raises:
        UsageError: A field cannot be stated, or its value makes no sense.
    """
    return {name: _field(name, _checked(name, text.strip())) for name, text in hints.items() if text.strip()}


def with_stated(source: SourceArticle, fields: Mapping[str, Field]) -> SourceArticle:
    """The article with the stated fields; they beat what its format says."""
    return replace(source, hints={**source.hints, **fields}) if fields else source


def _field(name: str, value: str) -> Field:
    return Field(name, value, Evidence(f"{name}.stated", 1.0, source="option", detail="stated for the whole import"))


def _checked(name: str, text: str) -> str:
    if name == "paper":
        return " ".join(text.split())
    if name == "country":
        code = authorities.find_country(text)
        if code is None:
            raise UsageError(f"There is no country {text}", "Give its two-letter code or its name, like CA or Canada.")
        return code
    if name == "date":
        date = EdtfDate.try_parse(text)
        if date is None:
            raise UsageError(f"Not a date: {text}", "Write 1919, 1919-05, 1919-05-14 or another EDTF date.")
        return date.text
    raise UsageError(f"The field {name} cannot be stated for an import", f"Fields: {', '.join(STATABLE)}.")
