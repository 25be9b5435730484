"""How much of a text can be believed: the share of its words that are words."""

import re
from collections import Counter

from newsreader.text import lexicon
from newsreader.text.letters import plain_words

_VOWEL = re.compile(r"[aeiouyàâäáãåæéèêëíìîïóòôöõøœúùûüýÿа-яα-ω]", re.IGNORECASE)
_SAMPLE = 20_000


def quality(text: str, language: str) -> float | None:
    """The share of words the repair step believes in, 0 to 1; None for a text without words.

    With a word list: words of the list, capitalized names and numbers. Without: strings that look like words.
    """
    words = plain_words(text[:_SAMPLE])
    if not words:
        return None
    has_list = language in lexicon.LANGUAGES
    known = lexicon.words(language)
    counts = Counter(words)
    unknown = set(counts).difference(known)
    doubted = sum(
        counts[word] for word in unknown if word.lower() not in known and not _believable(word, language, has_list)
    )
    believed = len(words) - doubted
    return round(believed / len(words), 3)


def _believable(word: str, language: str, has_list: bool) -> bool:
    if word.isdigit():
        return True
    if has_list and lexicon.is_form(word, language):
        return True
    if word.isalpha():
        looks_right = word.istitle() or (not has_list and (word.islower() or word.isupper()))
        return looks_right and _VOWEL.search(word) is not None
    letters = word.replace("'", "").replace("’", "")
    if not letters.isalpha():
        # "l'homme", "2nd": parts of a word list entry or an ordinal; "w0rd" is neither.
        return bool(re.fullmatch(r"\d+(?:st|nd|rd|th|er|e|º)", word)) or _is_elision(word, language)
    return _is_elision(word, language)


def _is_elision(word: str, language: str) -> bool:
    parts = re.split(r"['’]", word)
    return all(len(part) < 3 or lexicon.is_form(part, language) or part.istitle() for part in parts)
