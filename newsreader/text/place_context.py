"""What the words around a capitalized name say of it: a place, a person, a part of a longer name."""

import re
from enum import IntEnum
from functools import cache
from typing import Final, NamedTuple

from newsreader import resources
from newsreader.text import lexicon, names, paper
from newsreader.text.authorities import name_key
from newsreader.text.gazetteer import lookup, state_key, states

_BEFORE: Final = 40
_AFTER: Final = 44
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž]"
_NEXT = re.compile(rf"(?:['’]s?)?(?P<gap>\s?)(?P<word>{_CAPITAL}[\w’'-]*)")
_QUALIFIER = re.compile(
    rf"(?:,\s?|\s?\(|\s(?=[A-Z][a-z]{{0,4}}\.|[A-Z]\.))(?P<words>{_CAPITAL}[\w.’-]*(?:\s{_CAPITAL}[\w.’-]*){{0,2}})"
)
_DATELINE_END = re.compile(
    r"(?:,[^\n.—–]{0,40}\.?)?\s?(?:\([^()\n]{2,40}\)\s?)?(?:[—–]|--|- )|,\s[A-Z][a-zé]{2,8}\.?\s\d"
)
_HYPHENED = re.compile(r"[-=]\w|\s-\s?[A-ZÀ-Þ]\w+(?:er|isch\w*)\b")
_HYPHEN_BEFORE = re.compile(r"\w\s?[-=]\s?$")
_OF = re.compile(r"(?P<noun>[\w’'-]+)\s(?:of|de|di|do|da|van|von|du|d['’]|of the|de la|della|des)\s?$")
_PRINTED_IN: Final = ("en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "fi")
_BEFORE_QUALIFIER: Final = frozenset(", (")
_SENTENCE_ENDS: Final = ".!?:"


class Sign(IntEnum):
    """How much the words around a name speak for a place."""

    AGAINST = 0
    NONE = 1
    WEAK = 2
    WHERE = 3
    SURE = 4


class Context(NamedTuple):
    """What stands around a name.

    Attributes:
        sign: How much speaks for a place.
        is_initial: Whether the name opens a sentence.
        within: Countries and subdivisions that a state or country right after the name allows; empty for no such word.
    """

    sign: Sign
    is_initial: bool
    within: tuple[tuple[str, str], ...] = ()


@cache
def group(name: str) -> frozenset[str]:
    """One group of `rules/place_rules.txt`."""
    return frozenset(_groups()[name].split())


@cache
def _groups() -> dict[str, str]:
    lines = resources.text("rules", "place_rules.txt").splitlines()
    parts = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return {name: words.strip() for name, _, words in parts}


@cache
def titles() -> frozenset[str]:
    """Words that stand before the name of a person: Mr, Herr, King, Senator."""
    return names.group("titles") | group("titles")


@cache
def small_words() -> frozenset[str]:
    """The commonest words of the languages newspapers are written in."""
    return frozenset().union(
        *(lexicon.function_words(code) for code in ("en", "de", "fr", "es", "it", "nl", "pt", "sv", "da"))
    )


def around(text: str, start: int, end: int, language: str) -> Context:
    """The context of the words from `start` to `end`.

    Args:
        text: Clean text.
        start: First character of the name.
        end: One past its last.
        language: BCP 47 of the text, "" when not known.
    """
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    within = _within(after)
    if _opens_dateline(before, after):
        return Context(Sign.SURE, False, within)
    if before and (before[-1] in "-_@/." or before[-1].isalnum()):
        return Context(Sign.AGAINST, False)
    sign, is_initial = _from_before(before, language)
    if sign is Sign.AGAINST:
        return Context(sign, is_initial)
    if within:
        return Context(Sign.SURE, is_initial, within)
    if _HYPHENED.match(after) or _HYPHEN_BEFORE.search(before):
        return Context(Sign.AGAINST, is_initial)
    return Context(_from_after(after, sign, language), is_initial)


def _opens_dateline(before: str, after: str) -> bool:
    return (not before or before[-1] == "\n") and bool(_DATELINE_END.match(after))


def _within(after: str) -> tuple[tuple[str, str], ...]:
    """The states or countries that a qualifier names: `, Ill.`, ` (France)`, `, Ontario`."""
    match = _QUALIFIER.match(after) if after[:1] in _BEFORE_QUALIFIER else None
    if not match:
        return ()
    words = match["words"].split()
    is_spaced = after[:1] == " " and after[1:2] != "("
    for size in range(len(words), 0, -1):
        phrase = " ".join(words[:size])
        codes = _codes(phrase)
        if codes and not (is_spaced and not phrase.endswith(".")):
            return codes
        if not is_spaced:
            found = [(p.country, p.subdivision) for p in lookup(name_key(phrase)) if p.kind != "city" and p.is_by_hand]
            if found:
                return tuple(found)
    return ()


def _codes(phrase: str) -> tuple[tuple[str, str], ...]:
    key = state_key(phrase)
    if len(key) == 1 or (len(key) <= 3 and not ("." in phrase or phrase.isupper())):
        return ()
    return tuple((code[:2], code) for code in states().get(key, ()))


def _from_before(before: str, language: str) -> tuple[Sign, bool]:
    """What the words before a name say, and whether it opens a sentence."""
    words = before.split()
    if not words or "\n" in before[len(before.rstrip()) :]:
        return Sign.NONE, True
    last = words[-1]
    if before[-1] in "'’":
        last = re.split(r"['’]", last.rstrip("'’"))[-1]
        return (Sign.WEAK if last.lower() in ("d", "dell", "l", "all", "nell", "dall", "sull") else Sign.AGAINST), False
    bare = last.strip("\"“”„«»‘’'([—–-,;")
    folded = bare.lower()
    if last[-1] in _SENTENCE_ENDS and not _is_abbreviation(bare):
        return Sign.NONE, True
    if last[-1] in ',;)”»"—–':
        return Sign.NONE, False
    if not bare:
        return Sign.NONE, last[-1:] in '"“„«‘'
    if folded in group("articles") and len(words) > 1:
        previous = words[-2].strip("\"“”„«»‘’'([,;").lower()
        if previous in group("in"):
            return Sign.WHERE, False
        if folded not in group("in") and folded not in group("weak"):
            return Sign.NONE, False
    if folded in group("in"):
        return Sign.WHERE, False
    if folded in group("weak"):
        return _after_of(before, language), False
    return _after_capital(bare, folded, language), False


def _after_of(before: str, language: str) -> Sign:
    """`Bank of England`, `Duke of Wellington`, `Graf von Paris` are no places; `City of London` is one."""
    match = _OF.search(before)
    if not match:
        return Sign.WEAK
    noun = match["noun"]
    if noun.lower() in group("nobles") or names.is_given(noun):
        return Sign.AGAINST
    if not noun[0].isupper() or language == "de" or noun.lower() in group("rulers") or noun.lower() in small_words():
        return Sign.AGAINST if noun[0].isupper() and paper.is_title_word(noun) else Sign.WEAK
    return Sign.AGAINST


def _after_capital(bare: str, folded: str, language: str) -> Sign:
    """What a word that is no preposition says when it stands right before a name."""
    if folded.rstrip(".") in titles() or names.is_given(bare) or _is_abbreviation(bare):
        return Sign.AGAINST
    if folded in group("nobles"):
        return Sign.AGAINST
    if not bare[0].isupper() or folded in small_words():
        return Sign.NONE
    if folded in group("directions"):
        return Sign.NONE
    if language == "de":
        if folded in group("towns"):
            return Sign.WEAK
        return Sign.NONE if folded in lexicon.words("de") else Sign.AGAINST
    return Sign.AGAINST


def _is_abbreviation(word: str) -> bool:
    """An initial or a title cut short: `J.`, `Mr.`, `Gen.`, `St.`."""
    return word.endswith(".") and (len(word) <= 3 or word.lower().rstrip(".") in names.group("titles"))


def _from_after(after: str, sign: Sign, language: str) -> Sign:
    """A capitalized word right after makes a longer name: `Paris Hilton`, `London Bridge`, `Washington Post`."""
    match = _NEXT.match(after)
    if not match or not match["gap"]:
        return sign
    if after[0] in "'’":
        return min(sign, Sign.NONE)
    if match["word"].lower() in small_words() or match["word"].lower() in group("months"):
        return sign
    if match["word"].lower().rstrip(".") in titles():
        return sign
    if language == "de" and sign >= Sign.WEAK:
        return sign if sign is Sign.WHERE else Sign.AGAINST
    return Sign.AGAINST
