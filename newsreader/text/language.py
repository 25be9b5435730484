"""The language of a text, told by its commonest words and, for other scripts, by its letters."""

import re
from collections import Counter, defaultdict
from functools import cache

from newsreader import resources
from newsreader.text.letters import letter_runs

_SAMPLE = 4_000
_LONGEST_WORD = 24
_ACCENTED = re.compile(r"[^\x00-\x7f]")
_ENOUGH = 0.25
"""Least lead of the best language over the next, as a share of the best's weight."""
_MARKS = {
    "de": "ßäöü", "sv": "åäö", "fi": "äö", "da": "æøå", "nb": "æøå", "fr": "éèêàçùœûîô", "es": "ñóíáéú¿¡",
    "pt": "ãõçáéêó", "it": "àèéìòù", "pl": "łąęśżźćń", "cs": "ěščřžýůť", "hu": "őűáéóö", "ro": "ășțâî", "ca": "çàèòï",
    "lb": "éëä",
}  # fmt: skip
_SCRIPTS = (
    ("ko", re.compile("[가-힣]")),
    ("ja", re.compile("[ぁ-ヿ]")),
    ("zh", re.compile("[一-鿿]")),
    ("el", re.compile("[α-ωά-ώ]")),
    ("he", re.compile("[א-ת]")),
    ("ar", re.compile("[ء-ي]")),
    ("ru", re.compile("[а-яА-Я]")),
)
_ANY_SCRIPT = re.compile("[가-힣ぁ-ヿ一-鿿α-ωά-ώא-תء-يа-яА-Я]")


def identify(text: str) -> tuple[str, float] | None:
    """The language of a text and how sure that is, 0 to 1; None when it cannot be told.

    Args:
        text: Any text; its first few thousand characters are enough.
    """
    sample = text[:_SAMPLE]
    script = _by_script(sample)
    if script:
        return script
    lower = sample.lower()
    words = _words(lower)
    if not words:
        return None
    weights = _weights()
    scores: defaultdict[str, float] = defaultdict(float)
    for word, count in Counter(words).items():
        if word in weights:
            # The tenth "the" says less than the first.
            seen = min(count, 8)
            for language, weight in weights[word]:
                scores[language] += weight * seen
    letters = Counter(_ACCENTED.findall(lower))
    for language, marks in _MARKS.items() if letters else ():
        if language in scores:
            scores[language] += 0.3 * min(sum(letters[mark] for mark in marks), len(words) // 4 + 1)
    return _verdict(scores, len(words))


def _words(lower: str) -> list[str]:
    """The words of a text; of a run of letters longer than any word, its pieces."""
    runs = letter_runs(lower)
    if max(map(len, runs), default=0) <= _LONGEST_WORD:
        return runs
    return [run[at : at + _LONGEST_WORD] for run in runs for at in range(0, len(run), _LONGEST_WORD)]


def _verdict(scores: dict[str, float], words: int) -> tuple[str, float] | None:
    ranked = sorted(scores.items(), key=lambda item: -item[1])[:2]
    if not ranked or ranked[0][1] < 0.8:
        return None
    best, weight = ranked[0]
    lead = (weight - (ranked[1][1] if len(ranked) > 1 else 0.0)) / weight
    density = weight / words
    if lead < _ENOUGH * (1 if weight < 5 else 0.4) or density < 0.04:
        return None
    certainty = min(1.0, lead * 1.6) * min(1.0, 0.55 + weight / 12) * min(1.0, 0.6 + density * 3)
    return best, round(max(0.3, min(0.99, certainty)), 3)


def _by_script(sample: str) -> tuple[str, float] | None:
    if sample.isascii() or not _ANY_SCRIPT.search(sample):
        return None
    letters = sum(map(str.isalpha, sample)) or 1
    for language, script in _SCRIPTS:
        share = len(script.findall(sample)) / letters
        if share > 0.3 or (language in ("ja", "ko") and share > 0.1):
            return _within_script(language, sample), round(min(0.97, 0.6 + share / 2), 3)
    return None


def _within_script(language: str, sample: str) -> str:
    if language == "ru":
        if re.search("[їєґ]", sample):
            return "uk"
        return "bg" if "ъ" in sample and not re.search("[ыэ]", sample) else "ru"
    if language == "ar":
        return "fa" if re.search("[پچگ]", sample) else "ar"
    return language


@cache
def _weights() -> dict[str, tuple[tuple[str, float], ...]]:
    """For each common word the languages it belongs to, weighted by how few share it and how long it is."""
    owners: dict[str, list[str]] = {}
    for line in resources.text("rules", "function_words.txt").splitlines():
        if line and not line.startswith("#"):
            code, _, words = line.partition(":")
            for word in dict.fromkeys(words.split()):
                owners.setdefault(word, []).append(code)
    return {
        word: tuple((code, min(1.0, 0.4 + 0.2 * len(word)) / len(codes)) for code in codes)
        for word, codes in owners.items()
    }
