"""The words of a query as a phrase sees them: slots, each perhaps tied to the next by a hyphen."""

from collections.abc import Iterable
from dataclasses import dataclass

from newsreader.text.words import Token, surface

_LETTERS_OF_A_PART = 4
_LONGEST_SPLIT = 64
"""Longer strings of letters are no words: trying every cut of them would take quadratic time."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One word of a query.

    Attributes:
        word: Folded.
        surface: With case and accents, for `exact:`.
        is_hyphened: Whether a hyphen joins it to the next word.
    """

    word: str
    surface: str
    is_hyphened: bool


def slots_of(text: str, tokens: list[Token]) -> list[Slot]:
    """The words of a query in order."""
    return [Slot(token.text, surface(text, token), bool(token.joined)) for token in tokens]


def whole_of(slots: list[Slot]) -> str:
    """What the slots are when written as one word; "" when they are not parts of one."""
    if len(slots) < 2 or not all(slot.is_hyphened for slot in slots[:-1]):
        return ""
    return "".join(slot.word for slot in slots)


def splits(word: str) -> Iterable[tuple[str, str]]:
    """The ways to read a word as two words of four letters or more: *cease fire* for ceasefire."""
    if len(word) <= _LONGEST_SPLIT and word.isalpha():
        for cut in range(_LETTERS_OF_A_PART, len(word) - _LETTERS_OF_A_PART + 1):
            yield word[:cut], word[cut:]
