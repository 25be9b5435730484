"""Which stored values are meant by a typed one: codes and names alike, whole or as words inside."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from newsreader.search.patterns import folded_pattern, pattern_expression
from newsreader.text import authorities
from newsreader.text.words import folded_words

_LANGUAGES: Final = ("en", "fr", "de", "es")

WHOLE_FIRST: Final = frozenset({"country", "region", "language"})
"""Fields in which a value that is met whole hides those that merely hold the words (Guinea, Papua New Guinea)."""

WHOLE_ONLY: Final = frozenset({"page"})


@dataclass(frozen=True, slots=True)
class Meant:
    """The stored values that were meant; `is_guess` when only beginnings of words agree."""

    values: frozenset[str]
    is_guess: bool = False


@lru_cache(maxsize=50_000)
def labels(field: str, value: str) -> tuple[str, ...]:
    """The folded names under which a stored value can be found."""
    names = [value]
    if field == "country":
        names += [authorities.country_name(value, language) for language in _LANGUAGES]
    elif field == "region":
        names += [authorities.region_name(value, language) for language in _LANGUAGES]
    elif field == "language":
        names += [value.split("-")[0], *(authorities.language_name(value, language) for language in _LANGUAGES)]
    return tuple(dict.fromkeys(" ".join(folded_words(name)) for name in names))


def _code(field: str, typed: str) -> str:
    finders = {
        "country": authorities.find_country,
        "region": authorities.find_region,
        "language": authorities.find_language,
    }
    return (finders[field](typed) or "") if field in finders else ""


def meant_values(field: str, typed: str, stored: list[str]) -> Meant:
    """Finds what was meant by a typed value.

    Args:
        field: A value field.
        typed: As typed; may hold wildcards.
        stored: All values of the field in the archive.
    """
    if "*" in typed or "?" in typed:
        return Meant(frozenset(value for value in stored if _matches_pattern(field, typed, value)))
    code = _code(field, typed)
    if code:
        whole = {value for value in stored if value == code or (field == "language" and value.split("-")[0] == code)}
        if whole:
            return Meant(frozenset(whole))
    wanted = " ".join(folded_words(typed))
    whole = {value for value in stored if wanted in labels(field, value)}
    if field in WHOLE_ONLY or (whole and field in WHOLE_FIRST):
        return Meant(frozenset(whole))
    inside = {value for value in stored if any(f" {wanted} " in f" {label} " for label in labels(field, value))}
    if inside or not wanted:
        return Meant(frozenset(inside))
    begun = {value for value in stored if any(f" {wanted}" in f" {label}" for label in labels(field, value))}
    return Meant(frozenset(begun), is_guess=True)


def _matches_pattern(field: str, typed: str, value: str) -> bool:
    expression = pattern_expression(" ".join(filter(None, (folded_pattern(word) for word in re.split(r"\s+", typed)))))
    return any(
        expression.fullmatch(label) or any(expression.fullmatch(word) for word in label.split())
        for label in labels(field, value)
    )
