"""Words as search sees them: one tokeniser and one folding for the index, the queries, the snippets and the marks.

Whatever two people may write differently and mean alike is made alike here: case, accents, ligatures, straight and
curly apostrophes, possessives, full stops in initials, thousands separators. Hyphens leave their parts as words of
their own and add the joined form beside them, so that `cease-fire`, `ceasefire` and the scanner's `cease- fire` meet.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

ELISIONS: Final = frozenset(
    {"l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"}
    | {"un", "dell", "all", "nell", "sull", "dall", "coll", "quell", "quest", "sant"}
)
"""Short words that French and Italian write onto the next one: l'homme, dell'arte."""

CONJUNCTIONS: Final = frozenset({"and", "or", "und", "oder", "bis", "et", "ou", "y", "e", "o", "en", "of", "och", "og"})
"""Words that after a hanging hyphen (pre- and post-war) show that nothing was broken."""

HYPHENS: Final = "-\u2010\u2011\u00ad\u00ac"
"""Hyphen-minus, hyphen, non-breaking hyphen, soft hyphen, and the not sign that OCR leaves at line ends."""

APOSTROPHES: Final = "'\u2019\u2018\u02bc\u0060\u00b4\uff07\u2032"

_CJK = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\uff66-\uff9d\U00020000-\U0003134f"
_LETTERS_THAT_STAY = str.maketrans(
    {
        "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ŋ": "n", "ħ": "h",
        "ŧ": "t", "ĸ": "k", "ƒ": "f", "ſ": "s", "\u0640": None,
    }
)  # fmt: skip

_MARKS_THAT_STAY: Final = "\u3099\u309a"
"""Voicing marks: Japanese syllables with and without them are different letters."""

_SHORT_I: Final = "и\u0306"
"""The Cyrillic letter й, which is not an accented и."""


class Joined(NamedTuple):
    """A word written with hyphens, without them: `cease-fire` is `ceasefire` over two parts."""

    text: str
    parts: int


class Token(NamedTuple):
    """One word of a text.

    Attributes:
        start: Its first code point.
        end: One past the last; a possessive 's is left out.
        text: The folded word.
        position: Its place in the row of words, from 0.
        joined: What it forms together with the parts behind its hyphen: the pair, and the whole of three or more.
    """

    start: int
    end: int
    text: str
    position: int
    joined: tuple[Joined, ...] = ()


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """The text without case, accents, ligatures and curly apostrophes."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS_THAT_STAY)
    kept = "".join(
        char
        for place, char in enumerate(plain)
        if not unicodedata.combining(char) or char in _MARKS_THAT_STAY or plain[place - 1 : place + 1] == _SHORT_I
    )
    for apostrophe in APOSTROPHES[1:]:
        kept = kept.replace(apostrophe, "'")
    # Decomposition can bring capitals back (the Roman numeral sign, mathematical letters) and takes Hangul apart.
    return unicodedata.normalize("NFC", kept.casefold())


def tokens(text: str) -> list[Token]:
    """The words of a text in order, with their places."""
    found: list[tuple[int, int, str]] = []
    for match in _pattern().finditer(text):
        kind = match.lastgroup
        start, end = match.span()
        if kind == "word":
            word = match.group()
            if _has_apostrophe(word):
                found.extend(_parts_of_apostrophe(word, start))
            else:
                found.append((start, end, fold(word)))
        elif kind == "cjk":
            found.extend(_bigrams(match.group(), start))
        else:
            found.append((start, end, "".join(char for char in fold(match.group()) if char.isalnum())))
    return _with_joined(text, [each for each in found if each[2]])


def folded_words(text: str) -> list[str]:
    """The folded words of a text, without places."""
    return [token.text for token in tokens(text)]


def is_cjk(text: str) -> bool:
    """Whether a text is written in characters that are indexed by pairs."""
    return bool(text) and _cjk_only().fullmatch(text) is not None


def surface(text: str, token: Token) -> str:
    """A word as `exact:` sees it: case and accents kept, apostrophes straight."""
    word = unicodedata.normalize("NFC", text[token.start : token.end])
    for apostrophe in APOSTROPHES[1:]:
        word = word.replace(apostrophe, "'")
    return word


@cache
def _pattern() -> re.Pattern[str]:
    marks = _combining_marks()
    letter = rf"[^\W\d_{_CJK}][{marks}]*"
    char = rf"[^\W_{_CJK}]"
    word = rf"{char}(?:{char}|[{marks}])*"
    return re.compile(
        rf"(?P<initials>(?<!\w){letter}\."
        rf"(?:(?:[ \u00a0]{letter}\.(?!{letter}))+|(?:{letter}\.)*{letter}(?![\w{marks}])\.?))"
        rf"|(?P<number>(?<!\w)\d{{1,3}}(?:[,.\u00a0\u202f]\d{{3}})+(?![\w.,]\d|\w))"
        rf"|(?P<cjk>[{_CJK}]+)"
        rf"|(?P<word>{word}(?:[{re.escape(APOSTROPHES)}]{word})*)"
    )


@cache
def _cjk_only() -> re.Pattern[str]:
    return re.compile(f"[{_CJK}]+")


@cache
def _combining_marks() -> str:
    """All combining marks as the inside of a character class; Python's `re` has no class for them."""
    ranges: list[str] = []
    start = previous = -2
    for code in range(0x300, min(sys.maxunicode, 0x1FFFF)):
        if unicodedata.category(chr(code))[0] != "M":
            continue
        if code != previous + 1:
            if start >= 0:
                ranges.append(f"{chr(start)}-{chr(previous)}")
            start = code
        previous = code
    ranges.append(f"{chr(start)}-{chr(previous)}")
    return "".join(ranges)


def _has_apostrophe(word: str) -> bool:
    return _APOSTROPHE.search(word) is not None


def _parts_of_apostrophe(word: str, start: int) -> Iterator[tuple[int, int, str]]:
    pieces = [(match.start(), match.end()) for match in _PIECE.finditer(word)]
    if len(pieces) > 1 and fold(word[slice(*pieces[-1])]) == "s":
        pieces.pop()
    while len(pieces) > 1 and fold(word[slice(*pieces[0])]) in ELISIONS:
        low, high = pieces.pop(0)
        yield start + low, start + high, fold(word[low:high])
    if not pieces:  # ʼ counts as a letter, so it can stand alone; it is no word
        return
    low, high = pieces[0][0], pieces[-1][1]
    yield start + low, start + high, "".join(fold(word[slice(*piece)]) for piece in pieces)


_PIECE = re.compile(f"[^{re.escape(APOSTROPHES)}]+")
_APOSTROPHE = re.compile(f"[{re.escape(APOSTROPHES)}]")


def _bigrams(run: str, start: int) -> Iterator[tuple[int, int, str]]:
    if len(run) == 1:
        yield start, start + 1, fold(run)
    for index in range(len(run) - 1):
        yield start + index, start + index + 2, fold(run[index : index + 2])


_BROKEN = re.compile(rf"[{re.escape(HYPHENS)}](?:[ \t]*\r?\n?[ \t]*)?")


def _with_joined(text: str, found: list[tuple[int, int, str]]) -> list[Token]:
    result = [Token(start, end, word, position) for position, (start, end, word) in enumerate(found)]
    if not any(hyphen in text for hyphen in HYPHENS):
        return result
    chain_start = 0
    for index in range(len(result)):
        if index + 1 < len(result) and _is_joint(text, result[index], result[index + 1]):
            continue
        if index > chain_start:
            _join_chain(result, chain_start, index)
        chain_start = index + 1
    return result


def _is_joint(text: str, left: Token, right: Token) -> bool:
    gap = text[left.end : right.start]
    if not gap or gap[0] not in HYPHENS or _BROKEN.fullmatch(gap) is None:
        return False
    return len(gap) == 1 or (right.text not in CONJUNCTIONS and text[right.start].isalpha())


def _join_chain(result: list[Token], first: int, last: int) -> None:
    for index in range(first, last):
        joined = [Joined(result[index].text + result[index + 1].text, 2)]
        if index == first and last - first > 1:
            whole = "".join(token.text for token in result[first : last + 1])
            joined.append(Joined(whole, last - first + 1))
        result[index] = result[index]._replace(joined=tuple(joined))
