"""Abbreviations that came apart: `12 p. m.` and `U. S.`, from an explicit list."""

import re
from functools import cache

from newsreader import resources
from newsreader.domain.repair import Repair

_HINT = re.compile(r"\.[ \u00a0]{1,3}[A-Za-z]{1,2}\.")
_SURNAME_NEXT = re.compile(r"\s+[A-Z][a-zà-ÿ]{2,}")
_PERSON = frozenset({"U.S."})
"""Abbreviations that can also be the initials of a person when a name follows directly: U. S. Grant."""
_PERSON_NAMES = frozenset({"Grant"})


def propose(text: str, language: str = "") -> list[Repair]:
    """A repair for each gap inside a listed abbreviation.

    Args:
        text: The text.
        language: BCP 47 code, or "" when it is not known; "u. a. m." is German and holds no "a. m.".
    """
    found: list[Repair] = []
    if not _HINT.search(text):
        return found
    for match in _pattern(language).finditer(text):
        if _is_person(match, text):
            continue
        for gap in re.finditer(r"[ \u00a0]+", match[0]):
            start, end = match.start() + gap.start(), match.start() + gap.end()
            found.append(Repair("abbreviation", start, end, gap[0], "", 0.97))
    return found


def _is_person(match: re.Match[str], text: str) -> bool:
    if re.sub(r"\s+", "", match[0]) not in _PERSON:
        return False
    following = _SURNAME_NEXT.match(text, match.end(), match.end() + 40)
    return following is not None and following[0].strip() in _PERSON_NAMES


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """The listed abbreviations, longest first, with at least one gap inside, and not as part of longer initials."""
    entries = []
    for line in resources.text("rules", "abbreviations.txt").splitlines():
        entry, _, languages = line.partition(" ")
        if entry and entry[0] != "#" and (not languages or not language or language in languages.split()):
            entries.append(entry)
    spaced = []
    for entry in sorted(entries, key=len, reverse=True):
        parts = [re.escape(part) + r"\." for part in entry.split(".") if part]
        spaced.append(r"(?:[ \u00a0]{1,3})?".join(parts))
    # Before: no letter and no other initial; after: no further initial, which would make it a name.
    return re.compile(r"(?<![\w.])(?<![A-Z]\. )(?:" + "|".join(spaced) + r")(?![ \u00a0]?[A-Z]\.)")
