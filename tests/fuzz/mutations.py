"""Changes inputs at random, without looking at what the program does with them: the quick half of fuzzing."""

import random
import re
from typing import Final

from tests.fuzz.format_seeds import TOKENS

_NUMBER: Final = re.compile(rb"-?\d+(?:\.\d+)?")
_TAG: Final = re.compile(rb"<[^<>]{1,400}>")
_EXTREMES: Final = (
    b"-1",
    b"0",
    b"65536",
    b"2147483648",
    b"-99999999999",
    b"18446744073709551616",
    b"1e400",
    b"NaN",
    b"0.0001",
)
_LONGEST: Final = 60_000


def mutated(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """The input with one to six changes; `other` is one to take pieces of."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        data = chance.choice(_CHANGES)(data, other, chance)[:_LONGEST]
    return data


def _place(data: bytes, chance: random.Random) -> int:
    return chance.randrange(len(data) + 1)


def _flip(data: bytes, other: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8)) if changed else 0):
        changed[chance.randrange(len(changed))] = chance.choice((chance.randrange(256), 0, 255, 32, 127))
    return bytes(changed)


def _cut(data: bytes, other: bytes, chance: random.Random) -> bytes:
    start = _place(data, chance)
    return data[:start] + data[start + chance.choice((1, 4, 30, 300)) :]


def _end(data: bytes, other: bytes, chance: random.Random) -> bytes:
    return data[: _place(data, chance)]


def _insert(data: bytes, other: bytes, chance: random.Random) -> bytes:
    at = _place(data, chance)
    return data[:at] + chance.choice(TOKENS) * chance.choice((1, 1, 1, 2, 50)) + data[at:]


def _repeat(data: bytes, other: bytes, chance: random.Random) -> bytes:
    start = _place(data, chance)
    piece = data[start : start + chance.choice((1, 5, 40, 200))]
    return data[:start] + piece * chance.choice((2, 3, 20, 300)) + data[start:]


def _splice(data: bytes, other: bytes, chance: random.Random) -> bytes:
    start, at = _place(other, chance), _place(data, chance)
    return data[:at] + other[start : start + chance.choice((4, 40, 400))] + data[at:]


def _number(data: bytes, other: bytes, chance: random.Random) -> bytes:
    found = list(_NUMBER.finditer(data))
    if not found:
        return data
    match = chance.choice(found)
    return data[: match.start()] + chance.choice(_EXTREMES) + data[match.end() :]


def _tag(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Takes a tag out, doubles it, or puts it somewhere else."""
    found = list(_TAG.finditer(data))
    if not found:
        return _flip(data, other, chance)
    match, to = chance.choice(found), chance.choice(found)
    tag = match[0]
    without = data[: match.start()] + data[match.end() :]
    return chance.choice(
        (
            without,
            data[: to.start()] + tag + data[to.start() :],
            data[: to.start()] + tag * chance.choice((2, 200)) + data[to.start() :],
            data[: to.start()] + tag + data[to.end() :],
        )
    )


def _words(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Puts one word of the file in the place of another: ids that meet, names that change places."""
    words = list(re.finditer(rb"\w+", data))
    if len(words) < 2:
        return data
    one, two = chance.choice(words), chance.choice(words)
    return data[: one.start()] + two[0] + data[one.end() :]


_CHANGES: Final = (
    _flip,
    _flip,
    _cut,
    _end,
    _insert,
    _insert,
    _repeat,
    _splice,
    _number,
    _number,
    _tag,
    _tag,
    _words,
    _words,
)
