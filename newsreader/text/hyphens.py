"""Hyphens with a gap after them: word breaks to join, compounds to close up, suspended hyphens to leave alone.

The same damage wants opposite repairs, so each case is decided by evidence, in this order: what the document itself
writes elsewhere, what the archive's other articles write, the word lists, the shape of the two halves; what stays open
follows the kind of gap, because a break at a line's end is nearly always a broken word.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from newsreader import resources
from newsreader.domain.repair import Repair
from newsreader.text.evidence import Evidence

SOFT_MARKS = "¬\u00ad\ufffe"
"""Marks that only ever stand for a broken word."""
_MARK = re.compile(r"[-‐¬\u00ad\ufffe](?:\s+|(?<=[¬\u00ad\ufffe])[¬\u00ad\ufffe]*)")
"""A mark and a gap, or soft marks without one; begins with one class, which is searched for fast."""
_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029\x85\x0b\x0c]")
_LETTERS = re.compile(r"[^\W_]+")
_VOWEL = re.compile(r"[aeiouyàâäáãåæéèêëíìîïóòôöõøœúùûüýÿ\d]", re.IGNORECASE)
_REACH = 40
"""Longest half of a word that is looked at."""


class Verdict(StrEnum):
    """What to do with a hyphen and the gap after it."""

    JOIN = "join"
    KEEP = "hyphen"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Broken:
    """A hyphen with a gap after it and a half of a word on each side.

    Attributes:
        start: Of the mark.
        end: Of the gap.
        left, right: The halves, letters and digits only.
        chain: The whole left part with earlier hyphens, for example `mother-in`.
        is_soft: The mark is never part of a compound.
        line_ends: Line ends in the gap.
    """

    start: int
    end: int
    left: str
    right: str
    chain: str
    is_soft: bool
    line_ends: int


def find(text: str) -> Iterator[Broken | Repair]:
    """Hyphens with a gap and letters on both sides, and soft marks that stand within a word (already repairs)."""
    for match in _MARK.finditer(text):
        start, end = match.span()
        mark = text[start]
        if end >= len(text):
            continue
        if mark in SOFT_MARKS and not text[end - 1].isspace():
            inside = start > 0 and text[start - 1].isalnum() and text[end].isalnum()
            if inside or mark != "¬":
                yield Repair("hyphen.soft", start, end, match[0], "", 0.98 if inside else 0.9)
            continue
        left, right = _before(text, start), _LETTERS.match(text, end, end + _REACH)
        if left and right:
            gap = match[0][1:]
            line_ends = len(_LINE_END.findall(gap))
            chain = _chain(text, start - len(left), left)
            yield Broken(start, end, left, right[0], chain, mark in SOFT_MARKS, line_ends)


def _before(text: str, end: int) -> str:
    start = end
    while start > 0 and end - start < _REACH and text[start - 1].isalnum():
        start -= 1
    return text[start:end]


def _chain(text: str, start: int, left: str) -> str:
    """The left half with what hyphens tie to it: `mother-in` for `mother-in- law`."""
    if start > 1 and text[start - 1] in "-‐" and text[start - 2].isalnum():
        return f"{_before(text, start - 1)}-{left}"
    return left


def decide(broken: Broken, evidence: Evidence) -> tuple[Verdict, float]:
    """What to do with one broken place, and how sure that is."""
    left, right = broken.left, broken.right
    if right.lower() in _rule("suspending", evidence.language):
        # "Thous- and" is a broken word all the same.
        if evidence.is_word(left + right) and not evidence.is_word(left):
            return Verdict.JOIN, 0.9
        return Verdict.LEAVE, 0.95
    if broken.line_ends > 1:
        sure = _is_whole(evidence, left + right) and not evidence.is_word(left) and right[0].islower()
        return (Verdict.JOIN, 0.8) if sure else (Verdict.LEAVE, 0.8)
    if broken.is_soft:
        return Verdict.JOIN, 0.97
    if not broken.line_ends and not (_VOWEL.search(left) and _VOWEL.search(right)):
        # No syllable: an initial, an abbreviation or dirt.
        sure = right[0].islower() and evidence.is_word(left + right)
        return (Verdict.JOIN, 0.9) if sure else (Verdict.LEAVE, 0.6)
    if not left[-1].isalpha() or not right[0].isalpha():
        return _with_digits(left, right, evidence)
    if right[0].isupper() and not (left.isupper() and right[:2].isupper()):
        return _before_capital(broken, evidence)
    return _before_small(broken, evidence)


def _with_digits(left: str, right: str, evidence: Evidence) -> tuple[Verdict, float]:
    """`18- year`, `1914- 18`, `Covid- 19` are compounds; `Vormittag- 10` and `Nro- 62` are a misread stop."""
    if left.isdigit() and (right.isdigit() or (right[0].islower() and right.isalpha())):
        return Verdict.KEEP, 0.85
    if right.isdigit() and left[0].isupper() and len(left) > 1:
        is_name = left.isupper() or (len(left) > 4 and len(right) < 3 and not evidence.is_form(left))
        return (Verdict.KEEP, 0.8) if is_name else (Verdict.LEAVE, 0.6)
    return Verdict.LEAVE, 0.6


def _before_capital(broken: Broken, evidence: Evidence) -> tuple[Verdict, float]:
    left, right = broken.left, broken.right
    if evidence.hyphenated_in_text(left, right):
        return Verdict.KEEP, 0.98
    if evidence.joined_in_archive(left, right) is False:
        return Verdict.KEEP, 0.97
    if evidence.is_function_word(right) and not right.isupper():
        # "sagte- Die": a stop that was read as a hyphen, and the next sentence.
        return Verdict.LEAVE, 0.7
    if left[0].isupper() or "-" in broken.chain:
        return Verdict.KEEP, 0.9
    if left.lower() in _rule("prefixes", evidence.language):
        return Verdict.KEEP, 0.8
    if evidence.language != "de" and not evidence.is_word(left):
        return Verdict.KEEP, 0.8
    # A word and then a capital: most likely a dash between two sentences or items.
    return Verdict.LEAVE, 0.6


def _before_small(broken: Broken, evidence: Evidence) -> tuple[Verdict, float]:
    return _as_written(broken, evidence) or _by_shape(broken, evidence)


def _as_written(broken: Broken, evidence: Evidence) -> tuple[Verdict, float] | None:
    """What the document, the archive and the lists write, in this order."""
    left, right, joined = broken.left, broken.right, broken.left + broken.right
    if evidence.in_text(joined):
        return Verdict.JOIN, 0.98
    if evidence.hyphenated_in_text(left, right):
        return Verdict.KEEP, 0.98
    in_archive = evidence.joined_in_archive(left, right)
    if in_archive is not None:
        return (Verdict.JOIN if in_archive else Verdict.KEEP), 0.97
    if f"{broken.chain}-{right}".lower() in _rule("hyphenated", evidence.language):
        return Verdict.KEEP, 0.9
    return (Verdict.JOIN, 0.96) if evidence.is_word(joined) else None


def _by_shape(broken: Broken, evidence: Evidence) -> tuple[Verdict, float]:
    left, right, language = broken.left, broken.right, evidence.language
    if language == "de":
        return _german(broken, evidence)
    if "-" in broken.chain and evidence.is_word(right):
        return Verdict.KEEP, 0.85
    if left.lower() in _rule("prefixes", language) and evidence.is_form(right):
        return Verdict.KEEP, 0.9
    if evidence.is_form(left + right) and not (evidence.is_word(left) and evidence.is_word(right)):
        return Verdict.JOIN, 0.9
    if _is_whole(evidence, left) and _is_whole(evidence, right):
        return Verdict.KEEP, 0.75 if broken.line_ends else 0.9
    if right.lower() in _rule("endings", language) and evidence.is_form(left):
        return Verdict.KEEP, 0.85
    if not broken.line_ends and evidence.is_function_word(right):
        # "larg- for": no word ends like that; a stop or a letter was read as a hyphen.
        return Verdict.LEAVE, 0.6
    if not broken.line_ends and min(len(left), len(right)) > 2 and evidence.is_word(right) and evidence.is_sound:
        # "biscuit- tin" where nothing else is damaged: a compound the lists lack, not a break at a line's end.
        return Verdict.KEEP, 0.7
    return Verdict.JOIN, 0.85 if broken.line_ends else 0.75


def _german(broken: Broken, evidence: Evidence) -> tuple[Verdict, float]:
    """German writes its compounds as one word; only paired adjectives keep the hyphen."""
    left, right = broken.left, broken.right
    paired = left.lower().endswith(("isch", "deutsch", "schwarz", "weiß", "rot", "griechisch"))
    if paired and right.lower().endswith(tuple(_rule("endings", "de"))) and len(right) > 5:
        return Verdict.KEEP, 0.85
    is_whole = left[0].isupper() or evidence.is_form(left)
    if not broken.line_ends and is_whole and evidence.is_function_word(right):
        # "Untergang- des": no compound ends like that; a closing quote or a letter was read as a hyphen.
        return Verdict.LEAVE, 0.6
    return Verdict.JOIN, 0.9


def _is_whole(evidence: Evidence, word: str) -> bool:
    """Whether this is a word by itself rather than a syllable that happens to be one."""
    return evidence.is_form(word) if len(word) > 3 else evidence.is_word(word)


def propose(text: str, evidence: Evidence) -> list[Repair]:
    """The repairs of all broken places of a text."""
    found: list[Repair] = []
    decided: dict[tuple[str, str, bool, int], tuple[Verdict, float]] = {}
    for item in find(text):
        if isinstance(item, Repair):
            found.append(item)
            continue
        case = (item.chain, item.right, item.is_soft, item.line_ends)
        known = decided.get(case)
        if known is None:
            known = decided[case] = decide(item, evidence)
        verdict, confidence = known
        if verdict is Verdict.JOIN:
            before = text[item.start : item.end]
            found.append(Repair("hyphen.join", item.start, item.end, before, "", confidence))
        elif verdict is Verdict.KEEP:
            gap = text[item.start + 1 : item.end]
            found.append(Repair("hyphen.keep", item.start + 1, item.end, gap, "", confidence))
        elif item.is_soft:
            found.append(Repair("hyphen.soft", item.start, item.start + 1, text[item.start], "-", confidence))
    return found


@cache
def _rules() -> dict[str, dict[str, frozenset[str]]]:
    table: dict[str, dict[str, Any]] = json.loads(resources.text("rules", "hyphens.json"))
    rules = {
        kind: {language: frozenset(words) for language, words in entries.items()} for kind, entries in table.items()
    }
    for entries in rules.values():
        entries[""] = frozenset().union(*entries.values())
    return rules


def _rule(kind: str, language: str) -> frozenset[str]:
    return _rules()[kind].get(language, frozenset())
