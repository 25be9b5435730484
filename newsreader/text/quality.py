"""How much of a text can be believed: the share of its words that are words."""

import re
from collections import Counter
from functools import lru_cache

from newsreader.text import confusions, lexicon
from newsreader.text.knowledge import NOTHING, Knowledge
from newsreader.text.letters import plain_words
from newsreader.text.words import fold

_VOWEL = re.compile(r"[aeiouyàâäáãåæéèêëíìîïóòôöõøœúùûüýÿа-яα-ω]", re.IGNORECASE)
_SYLLABLE = re.compile(r"[aeiouyrlаеиоуыэюяєіїўαεηιουω]")
"""What a syllable of a folded word may have at its heart; Slavic ones make do with r and l."""
_SAMPLE = 20_000
_ENOUGH_WORDS = 5_000
"""So many words of a language make an archive's vocabulary a word list."""


_BESIDE_A_LIST = 0.25
_BESIDE_LOOKS = 0.5
"""How much the recognition's own confidence counts beside a word list, and beside nothing but the look of words."""


def quality(text: str, language: str, knowledge: Knowledge = NOTHING, confidence: float | None = None) -> float | None:
    """The share of words the repair step believes in, 0 to 1; None for a text without words.

    With a word list: words of the list, capitalized names and numbers. Without: words of the archive, where it holds
    enough articles in that language; else strings that look like words, whatever the script. What the recognition says
    of its own words counts beside that, the more the less is known of the language: it tells good words from bad ones
    in every set looked at, but each engine on a scale of its own.

    Args:
        text: The clean text.
        language: BCP 47 code, or "" when it is not known.
        knowledge: What the archive knows.
        confidence: The recognition's own, 0 to 1; None when it says nothing.
    """
    words = plain_words(text[:_SAMPLE])
    if not words:
        return None
    has_list = language in lexicon.LANGUAGES
    known = lexicon.words(language)
    counts = Counter(words)
    unknown = set(counts).difference(known)
    if has_list:
        usual = confusions.of_language(language).words
        doubted = sum(
            counts[word]
            for word in unknown
            if word in usual or (word.lower() not in known and not _believable(word, language))
        )
    else:
        printed = knowledge.words.get(language, {})
        vocabulary = printed if len(printed) >= _ENOUGH_WORDS else None
        doubted = sum(
            counts[word]
            for word in unknown
            if not (_looks_right(word) if vocabulary is None else word.lower() in vocabulary or word.istitle())
        )
    believed = (len(words) - doubted) / len(words)
    if confidence is not None:
        weight = _BESIDE_A_LIST if has_list else _BESIDE_LOOKS
        believed += weight * (confidence - believed)
    return round(believed, 3)


def _believable(word: str, language: str) -> bool:
    """Whether a word the list does not have is a form of one, a name, a number or an ordinal."""
    if word.isdigit() or lexicon.is_form(word, language):
        return True
    if word.isalpha():
        return word.istitle() and _VOWEL.search(word) is not None
    letters = word.replace("'", "").replace("’", "")
    if not letters.isalpha():
        # "l'homme", "2nd": parts of a word list entry or an ordinal; "w0rd" is neither.
        return bool(re.fullmatch(r"\d+(?:st|nd|rd|th|er|e|º)", word)) or _is_elision(word, language)
    return _is_elision(word, language)


@lru_cache(maxsize=50_000)
def _looks_right(word: str) -> bool:
    """Whether a string has the form of a word in a language there is no list for."""
    if word.isdigit():
        return True
    letters = word.replace("'", "").replace("’", "")
    if not letters.isalpha():
        # Numbers with an ending are written in many ways: "3-ci", "5ème", "10e".
        return bool(re.fullmatch(r"\d+[^\W\d_]{1,3}", letters))
    if letters.lower() == letters.upper():
        # A script without capitals: what it writes cannot be told from what is misread.
        return True
    if not (letters.islower() or letters.isupper() or letters.istitle() or letters != word):
        return False
    return len(letters) == 1 or letters.isupper() or _SYLLABLE.search(fold(letters)) is not None


def _is_elision(word: str, language: str) -> bool:
    parts = re.split(r"['’]", word)
    return all(len(part) < 3 or lexicon.is_form(part, language) or part.istitle() for part in parts)
