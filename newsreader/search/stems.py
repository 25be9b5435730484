"""Stems of folded words, by language, through snowballstemmer."""

import threading
from functools import lru_cache
from typing import Any, Final

import snowballstemmer  # type: ignore[import-untyped]  # the package has no types

_ALGORITHMS: Final = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali",
    "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

_local = threading.local()


def has_stemmer(language: str) -> bool:
    """Whether words of a language can be stemmed; `language` is a primary subtag."""
    return language in _ALGORITHMS


@lru_cache(maxsize=400_000)
def stem(word: str, language: str) -> str:
    """The stem of a folded word; the word itself where the language has no stemmer or the word is not of letters."""
    if language not in _ALGORITHMS or len(word) < 3 or not word.isalpha():
        return word
    # A stemmer keeps the word it works on in itself, so every thread has its own.
    stemmers: dict[str, Any] = getattr(_local, "stemmers", None) or {}
    _local.stemmers = stemmers
    if language not in stemmers:
        stemmers[language] = snowballstemmer.stemmer(_ALGORITHMS[language])
    return str(stemmers[language].stemWord(word))


def common_start(stem_text: str) -> str:
    """What every word of a stem begins with.

    Stemmers take endings off and may change the last letter (try, tries, tried: tri); what else they change is rare
    enough to be left to the reader.
    """
    return stem_text[: max(2, len(stem_text) - 1)]
