"""What a scanner may have made of a word, from the table of letters that are taken for each other."""

from collections.abc import Iterator
from functools import cache
from typing import Final

from newsreader import resources

MOST_MISREADINGS: Final = 300
"""So many spellings of one word are tried at most; those with one letter misread come first."""

_LONGEST: Final = 30


@cache
def pairs() -> tuple[tuple[str, str], ...]:
    """Letters and what may stand for them, both ways."""
    found: dict[tuple[str, str], None] = {}
    for line in resources.text("rules", "misreadings.txt").splitlines():
        forms = [] if line.startswith("#") else line.split()
        found.update(dict.fromkeys((one, other) for one in forms for other in forms if one != other))
    return tuple(found)


def misreadings(word: str) -> list[str]:
    """Spellings of a folded word with one or two places misread, or put right if it was misread; nearest first.

    At most `MOST_MISREADINGS`; words of one or two letters have none, for they would be anything.
    """
    if not 2 < len(word) <= _LONGEST:
        return []
    found: dict[str, None] = {}
    once = list(_changed(word))
    for spelling, _ in once:
        found[spelling] = None
    for spelling, after in once:
        for twice, _ in _changed(spelling, after):
            if len(found) >= MOST_MISREADINGS:
                break
            found[twice] = None
    found.pop(word, None)
    return list(found)[:MOST_MISREADINGS]


def _changed(word: str, start: int = 0) -> Iterator[tuple[str, int]]:
    """The word with one place changed, at `start` or later, and where the changed letters end."""
    for letters, other in pairs():
        at = word.find(letters, start)
        while at >= 0:
            yield word[:at] + other + word[at + len(letters) :], at + len(other)
            at = word.find(letters, at + 1)
