"""Cuts a query as typed into pieces: words, quoted phrases, field names, operators and parentheses.

One pass over the text, linear in its length; no string makes it fail.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

QUOTES: Final = '"“”„‟«»'
_MINUS: Final = "-−"


class Kind(StrEnum):
    """What a piece is."""

    WORD = "word"
    PHRASE = "phrase"
    FIELD = "field"
    OR = "or"
    AND = "and"
    NOT = "not"
    OPEN = "("
    CLOSE = ")"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a query.

    Attributes:
        kind: What it is.
        text: The word, the words between the quotes, or the field's name as typed.
        start: First code point.
        end: One past the last.
        near: The number after `~`; -1 for a bare `~`, None for none.
        is_closed: False for a phrase whose closing quote is missing.
        typed: A word with its `~` and number.
    """

    kind: Kind
    text: str
    start: int
    end: int
    near: int | None = None
    is_closed: bool = True
    typed: str = ""


_SPACE = re.compile(r"\s+")
_FIELD = re.compile(r"([^\W\d_]\w{0,40}):(?!//)")
_SYNONYMS = re.compile(rf"~(?=[\w({QUOTES}])")
_WORD = re.compile(rf"[^\s(){QUOTES}]+")
_NEAR = re.compile(r"~(\d{1,9})?(?=[\s()]|$)")
_WORD_NEAR = re.compile(r"(.+)~(\d{1,9})?\??", re.DOTALL)
_PHRASE = re.compile(rf"[{QUOTES}]((?:[^\\{QUOTES}]|\\.)*)([{QUOTES}]|$)?", re.DOTALL)
OPERATORS: Final = {"OR": Kind.OR, "AND": Kind.AND, "NOT": Kind.NOT, "|": Kind.OR, "||": Kind.OR, "&&": Kind.AND}


def scan(text: str) -> list[Piece]:
    """All pieces of a query in order."""
    pieces: list[Piece] = []
    place = 0
    while place < len(text):
        if space := _SPACE.match(text, place):
            place = space.end()
            continue
        piece = _next(text, place, after_field=bool(pieces) and _is_field_before(pieces[-1], place))
        pieces.append(piece)
        place = piece.end
    return pieces


def _is_field_before(piece: Piece, place: int) -> bool:
    return piece.kind is Kind.FIELD and piece.end == place


def _next(text: str, place: int, *, after_field: bool) -> Piece:
    char = text[place]
    if char in "()":
        return Piece(Kind.OPEN if char == "(" else Kind.CLOSE, char, place, place + 1)
    if char in QUOTES:
        return _phrase(text, place)
    if not after_field:
        if char == "~" and _SYNONYMS.match(text, place):
            return Piece(Kind.FIELD, "synonyms", place, place + 1)
        if char in _MINUS and place + 1 < len(text) and not text[place + 1].isspace() and text[place + 1] not in ")-−":
            return Piece(Kind.NOT, char, place, place + 1)
        if field := _FIELD.match(text, place):
            return Piece(Kind.FIELD, field[1], place, field.end())
    return _word(text, place, is_value=after_field)


def _phrase(text: str, place: int) -> Piece:
    match = _PHRASE.match(text, place)
    words = match[1] if match else ""
    end = match.end() if match else place + 1
    is_closed = bool(match and match[2])
    near, end = _near_after(text, end) if is_closed else (None, end)
    return Piece(
        Kind.PHRASE, re.sub(r"\\(.)", r"\1", words, flags=re.DOTALL), place, max(end, place + 1), near, is_closed
    )


def _near_after(text: str, end: int) -> tuple[int | None, int]:
    match = _NEAR.match(text, end)
    if match is None:
        return None, end
    return (int(match[1]) if match[1] else -1), match.end()


def _word(text: str, place: int, *, is_value: bool) -> Piece:
    match = _WORD.match(text, place)
    word = match.group() if match else text[place]
    end = place + len(word)
    if not is_value and word in OPERATORS:
        return Piece(OPERATORS[word], word, place, end)
    near = _WORD_NEAR.fullmatch(word) if "~" in word[1:] else None
    if near:
        return Piece(Kind.WORD, bare(word), place, end, int(near[2]) if near[2] else -1, typed=word)
    return Piece(Kind.WORD, word, place, end, typed=word)


def bare(word: str) -> str:
    """A word without the tildes behind it, each with its number and question mark; too many mean no more than one."""
    end = len(word)
    while end:
        stop = end - 1 if word[end - 1] == "?" else end
        at = stop
        while at > 0 and stop - at < 9 and word[at - 1].isdecimal():
            at -= 1
        if at < 2 or word[at - 1] != "~":
            return word[:end]
        end = at - 1
    return word
