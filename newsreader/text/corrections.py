"""Misread words of recognized print, corrected where the evidence leaves one reading only.

The word as printed must be unknown everywhere: to the word list, to the list of frequent words and to the archive. One
reading alone must make a known and common word, or a short word must be misread in one of its usual ways. What is less
sure than `APPLIED` is only suggested (`newsreader.text.suggestions`).
"""

import re
from collections.abc import Collection
from functools import cache, lru_cache
from typing import Final, NamedTuple

from newsreader.domain.repair import Repair
from newsreader.text import confusions, lexicon
from newsreader.text.evidence import Evidence
from newsreader.text.letters import letter_runs

APPLIED: Final = 0.98
"""Least measured precision of a kind of correction that is made without asking."""
LANGUAGES: Final = ("en", "de", "fr")

_TOKEN: Final = re.compile(r"[^\W\d_]+(?:[«»][^\W\d_]*)?")
_WITH_QUOTE: Final = re.compile(r"[^\W\d_]{1,24}[«»][^\W\d_]{0,24}")
_TIED: Final = frozenset("-‐‑¬\u00ad\ufffe'’@/\\_&0123456789")
"""Marks beside a string of letters that make it a piece of something."""
_BREAKS: Final = frozenset("-‐¬\u00ad\ufffe")
_WIDEST_GAP: Final = 4
_CLOSED_BY: Final = {"«": "»", "»": "«"}
_LONGEST_QUOTE: Final = 200
_QUOTES: Final = ("«", "»")
_FEW: Final = 80
"""So many words are sooner looked for one by one than all words of a text are looked at."""
_LATE_CAPITAL: Final = re.compile(r"(?<=[a-zäöüß])S(?![A-ZÄÖÜ])")
"""The Fraktur letter at the end of a syllable, read as a capital: `daS`, `KriegSrath`."""
_COMMON: Final = 20_000
"""Lowest rank in the list of frequent words of a word that a misread word is taken for."""
_COMMON_SHORT: Final = 1_000
_SHORT: Final = 3
_OFTEN_IN_ARCHIVE: Final = 10
_LONGEST: Final = 24
_LONGEST_ABBREVIATION: Final = 4
_SHORTEST_SPLIT: Final = 5
_RARE: Final = 30_000
_SPLIT: Final = {"en": (0.98, 0.98), "de": (0.6, 0.8), "fr": (0.5, 0.6)}
"""How sure a word is that came apart, where one half is no word and where neither is."""


class Reading(NamedTuple):
    """What a misread word may have been.

    Attributes:
        word: The word meant.
        rule: Name of the repair.
        confidence: 0 to 1.
    """

    word: str
    rule: str
    confidence: float


def propose(text: str, evidence: Evidence) -> list[Repair]:
    """The corrections that are sure enough to be made."""
    return find(text, evidence, APPLIED)


def find(text: str, evidence: Evidence, least: float = 0.0) -> list[Repair]:
    """Corrections of misread words, sorted and apart.

    Args:
        text: The text.
        evidence: What is known of its words; a text whose language is unknown gets no corrections.
        least: How sure they must be.
    """
    language = evidence.language
    if language not in LANGUAGES:
        return []
    strange = _strange_words(text, evidence)
    readings: dict[str, Reading] = {}
    for word in strange:
        reading = read(word, evidence)
        if reading and reading.confidence >= least:
            readings[word] = reading
    splits = max(_SPLIT[language]) >= least
    if not readings and not (splits and strange):
        return []
    found: list[Repair] = []
    at = 0
    for start, end in _places(text, strange if splits else readings.keys()):
        if start < at:
            continue
        word = text[start:end]
        repair = _split(text, start, end, evidence, strange, at) if splits else None
        if repair is None and word in readings and not _is_tied(text, start, end, evidence):
            repair = Repair(readings[word].rule, start, end, word, readings[word].word, readings[word].confidence)
        if repair and repair.confidence >= least:
            found.append(repair)
            at = repair.end
    return found


def _strange_words(text: str, evidence: Evidence) -> frozenset[str]:
    """The different strings of letters of a text that are no words, or only usual misreadings of one."""
    language = evidence.language
    known, rank, usual = lexicon.words(language), lexicon.rank(language), confusions.of_language(language).words
    words = set(letter_runs(text))
    if language == "de" and ("«" in text or "»" in text):
        words.update(_WITH_QUOTE.findall(text))
    doubtful = _doubtful(language)
    # What neither list has as it is printed; then what they lack in small letters. One list after the other: given two
    # at once, `difference` goes through the whole of the second.
    unseen = [
        (word, lower)
        for word in words.difference(known).difference(rank) | (words & doubtful)
        if (lower := word.lower()) in doubtful or not (lower in known or lower in rank)
    ]
    strange = {
        word
        for word, lower in unseen
        if word in usual or (not (lower in known or lower in rank) and _is_strange(word, evidence))
    }
    if language == "de" and _LATE_CAPITAL.search(text):
        strange.update(word for word in words if _LATE_CAPITAL.search(word))
    return frozenset(word for word in strange if len(word) <= _LONGEST)


@cache
def _doubtful(language: str) -> frozenset[str]:
    """Usual misreadings, also in small letters: seen in print or not, they may be other words."""
    usual = confusions.of_language(language).words
    return frozenset((*usual, *map(str.lower, usual)))


def _places(text: str, words: Collection[str]) -> list[tuple[int, int]]:
    """Where a text prints these words, whole and in order."""
    if len(words) > _FEW:
        return [match.span() for match in _TOKEN.finditer(text) if match[0] in words]
    found: list[tuple[int, int]] = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            if not text[at - 1 : at].isalpha() and text[at - 1 : at] not in _QUOTES and not _goes_on(text, end):
                found.append((at, end))
            at = text.find(word, end)
    return sorted(found)


def _goes_on(text: str, end: int) -> bool:
    return text[end : end + 1].isalpha() or text[end : end + 1] in _QUOTES


def _is_strange(word: str, evidence: Evidence) -> bool:
    return len(word) <= _LONGEST and not evidence.is_form(word) and not evidence.in_archive(word)


def _is_tied(text: str, start: int, end: int, evidence: Evidence) -> bool:
    """Whether marks make this a piece of something: a compound, an elision, an address, a half of a broken word."""
    if (start > 0 and text[start - 1] in _TIED) or text[end : end + 1] in _TIED:
        return True
    if text[end : end + 1] == ".":
        is_address = text[end + 1 : end + 2].isalnum()
        is_short = end - start <= _LONGEST_ABBREVIATION
        if is_address or (is_short and text[start:end] not in confusions.of_language(evidence.language).words):
            return True
    if text[end - 1] in _CLOSED_BY and _is_in_quotes(text, start, _CLOSED_BY[text[end - 1]]):
        return True
    at = start - 1
    while at > 0 and text[at].isspace() and start - at < _WIDEST_GAP:
        at -= 1
    return at >= 0 and text[at] in _BREAKS


def _is_in_quotes(text: str, at: int, opening: str) -> bool:
    """Whether a quotation opens before a word and has not been closed: `»Komm da«` holds no misread "das"."""
    place = text.rfind(opening, max(0, at - _LONGEST_QUOTE), at)
    return place >= 0 and text[place + 1].isalnum() and (place == 0 or not text[place - 1].isalnum())


def read(word: str, evidence: Evidence) -> Reading | None:
    """The one reading of a strange word, or None where there is none or more than one.

    Args:
        word: As printed.
        evidence: Of the text.
    """
    stated = confusions.of_language(evidence.language).words.get(word)
    if stated:
        return Reading(stated[0], "ocr.word", stated[1])
    if "ſ" in word:
        plain = word.replace("ſ", "s")
        return Reading(plain, "long-s", 0.99) if evidence.is_form(plain) or evidence.in_archive(plain) else None
    if word.isupper() and len(word) > 1:
        return None
    plain = word
    if evidence.language == "de" and _LATE_CAPITAL.search(word):
        plain = _LATE_CAPITAL.sub("s", word)
        if len(plain) >= _SHORT and (evidence.is_form(plain) or evidence.in_archive(plain)):
            return Reading(plain, "ocr.case", 0.985)
    found = dict(_listed(plain, evidence.language))
    known = evidence.knowledge
    if known.words:
        for reading, confidence in confusions.readings(plain, evidence.language):
            if len(reading) >= _SHORT and known.articles_with(reading, evidence.language) >= _OFTEN_IN_ARCHIVE:
                found[reading] = max(confidence, found.get(reading, 0.0))
    if len(found) != 1:
        return None
    ((reading, confidence),) = found.items()
    return Reading(reading, "ocr.letters", confidence)


@lru_cache(maxsize=50_000)
def _listed(word: str, language: str) -> tuple[tuple[str, float], ...]:
    """The readings of a word that are common words of the language, and how sure each is; for names, asked often."""
    found: dict[str, float] = {}
    rank, words = lexicon.rank(language), lexicon.words(language)
    capital = language != "de" and not word.islower()
    for reading, confidence in confusions.readings(word, language):
        lower = reading.lower()
        limit = _COMMON_SHORT if capital or len(reading) == _SHORT else _COMMON
        if rank.get(lower, _COMMON) < limit and lower in words and len(reading) >= _SHORT:
            found[reading] = max(confidence, found.get(reading, 0.0))
    return tuple(found.items())


def _split(
    text: str, start: int, end: int, evidence: Evidence, strange: frozenset[str], least_start: int
) -> Repair | None:
    """The correction of a word that came apart at a line's end whose hyphen got lost: `govern ment`.

    Args:
        text: The text.
        start: Of the half that is no word.
        end: Of that half.
        evidence: Of the text.
        strange: All strings of the text that are no words.
        least_start: Where the repair before ends.
    """
    # The second half is in small letters: asked before anything that takes time, as most strange words are no halves.
    if text[start - 1 : start] == " " and text[start].islower():
        before = start - 1
        while before > least_start and start - before < _LONGEST and text[before - 1].isalpha():
            before -= 1
        repair = _joined(text, before, start - 1, start, end, evidence, strange)
        if repair:
            return repair
    if text[end : end + 1] == " " and text[end + 1 : end + 2].islower():
        after = _TOKEN.match(text, end + 1, end + 1 + _LONGEST)
        if after:
            return _joined(text, start, end, end + 1, after.end(), evidence, strange)
    return None


def _joined(
    text: str, start: int, left_end: int, right_start: int, end: int, evidence: Evidence, strange: frozenset[str]
) -> Repair | None:
    left, right, language = text[start:left_end], text[right_start:end], evidence.language
    word = left + right
    if not lexicon.is_word(word, language):
        return None
    if not (_SHORTEST_SPLIT <= len(word) <= _LONGEST and min(len(left), len(right)) > 1):
        return None
    if not (right.islower() and word.isalpha() and (left.islower() or left.istitle())):
        return None
    if lexicon.rank(language).get(word.lower(), _RARE) >= _RARE:
        return None
    if _is_tied(text, start, left_end, evidence) or _is_tied(text, right_start, end, evidence):
        return None
    sure = _SPLIT[language][left in strange and right in strange]
    return Repair("ocr.split", start, end, text[start:end], word, sure)
