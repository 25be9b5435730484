"""The small clean word lists that say whether a string of letters is a word."""

import gzip
from collections.abc import Mapping
from functools import cache, lru_cache

from newsreader import resources

LANGUAGES = ("en", "de", "fr", "es")
"""Languages there is a word list for."""

_SUFFIXES = {
    "en": ("s", "es", "ed", "d", "ing", "ly", "er", "ers", "ness", "ment", "ments", "able", "ally", "ful", "less"),
    "fr": ("s", "e", "es", "x", "ment"),
    "es": ("s", "es", "se", "lo", "la", "los", "las", "mente"),
    "de": ("e", "en", "er", "es", "em", "s", "n", "t", "te", "ten", "ung", "ungen"),
}
_ENDINGS_TO_MEND = {"en": ("e", "y"), "fr": (), "es": ("o", "a"), "de": ("e", "en")}
_SHORTEST_STEM = 4
_LONGEST_FORM = 64
"""No list has a word of this length; what is longer is not looked at, nor kept."""


@cache
def words(language: str) -> frozenset[str]:
    """The words of a language, in lower case; none for a language without a list."""
    if language not in LANGUAGES:
        return frozenset()
    data = resources.path("rules", f"words.{language}.txt.gz").read_bytes()
    found = gzip.decompress(data).decode("utf-8").split()
    more = resources.path("rules", f"more_words.{language}.txt")
    if more.is_file():
        lines = more.read_text(encoding="utf-8").splitlines()
        found += [word for line in lines if not line.startswith("#") for word in line.split()]
    return frozenset(found)


@cache
def function_words(language: str) -> frozenset[str]:
    """The commonest words of a language, in lower case."""
    for line in resources.text("rules", "function_words.txt").splitlines():
        code, _, words_of_it = line.partition(":")
        if code == language:
            return frozenset(words_of_it.split())
    return frozenset()


@cache
def rank(language: str) -> Mapping[str, int]:
    """The most frequent words of a language with their place, 0 the first; empty for a language without such a list."""
    path = resources.path("rules", f"frequent.{language}.txt.gz") if language in LANGUAGES else None
    if path is None or not path.is_file():
        return {}
    found = gzip.decompress(path.read_bytes()).decode("utf-8").split()
    return {word: place for place, word in enumerate(found)}


def is_word(text: str, language: str) -> bool:
    """Whether the list has this word."""
    return text.lower() in words(language)


def is_form(text: str, language: str) -> bool:
    """Whether this is a word of the list or a regular form of one."""
    lower = text.lower()
    return lower in words(language) or (len(lower) <= _LONGEST_FORM and _is_inflected(lower, language))


@lru_cache(maxsize=50_000)
def _is_inflected(lower: str, language: str) -> bool:
    known, suffixes = words(language), _SUFFIXES.get(language, ())
    if not lower.endswith(suffixes):
        return False
    for suffix in suffixes:
        if lower.endswith(suffix) and len(lower) - len(suffix) >= _SHORTEST_STEM:
            stem = lower[: -len(suffix)]
            if stem in known or any(stem + ending in known for ending in _ENDINGS_TO_MEND[language]):
                return True
    return False
