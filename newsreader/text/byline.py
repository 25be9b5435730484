"""Bylines: who wrote an article, as the line says and no more."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from newsreader import resources
from newsreader.text import names
from newsreader.text.agencies import find_agencies, find_agency
from newsreader.text.authorities import find_paper

_DASH = re.compile(r"[\s\-–—−•*·|]+")
_CAPITALIZED = r"[A-ZÀ-Þ][\w.'’\-]*"
_LINK = r"(?:(?:de|del|la|le|el|am|an|der|den|of|the|du)\s)?"
_PLACE = rf"{_CAPITALIZED}(?:\s{_LINK}{_CAPITALIZED}){{0,3}}(?:,\s*{_CAPITALIZED})?"
_ROLE_TAIL = re.compile(
    r"[,\s]+(?:special\s+(?:cable\s+|correspondent\s+|dispatch\s+)?(?:to|of|for)|for|of)\s+(?:the\s+)?[A-ZÀ-Þ].{1,60}$"
    r"|[,\s]*[(\[](?:[^()\[\]]{1,60})[)\]]\s*$|\s+\S+@\S+\s*$|\s+@\w+\s*$",
    re.IGNORECASE,
)
_DATE_TAIL = re.compile(r"[,\s|–—-]+(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|\w+\.? \d{1,2}, \d{4}|\d{1,2}\.? \w+ \d{4}).*$")
_FROM = re.compile(
    r"from\s+(?P<name>[^,]{4,60}),?\s+(?:our|the|special|staff)\s+(?:[\w-]+\s+){0,3}(?:correspondent|reporter|representative)\b.*",
    re.IGNORECASE,
)
_DUTCH_AND = re.compile(r"\s+en\s+(?=[A-Z])")
_ZERO = re.compile(r"(?<=[A-ZÀ-Þ])0|0(?=[A-ZÀ-Þ]{2})")
_LONGEST = 240
_LONGEST_RAW = 400
_SHORT_WORD = 3
_MOST_SMALL = 3


@cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = json.loads(resources.text("rules", "bylines.json"))
    return rules


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """A pattern put together from the words of `rules/bylines.json`."""
    rules = _rules()
    patterns = {
        "lead": rf"(?:{'|'.join(rules['leads'])})(?:\b|(?<=[,:]))[\s:.]*",
        "weak lead": rf"(?:{rules['weak_leads']})\b",
        "nobody": rf"[\s(\[-]*(?:{'|'.join(rules['nobody'])})[\s.:)\]]*",
        "separator": (
            rf"\s*(?:[,;&/|•·]|\s[-–—]\s|\b(?:{rules['separators']})\b(?!\s*$)|\bu\.(?=\s)"
            rf"|(?<=\s){rules['iberian_and']}(?=\s+[A-ZÀ-Þ]))\s*"
        ),
        "cut": (rf"(?:[\s,;&/]|\b)(?:{rules['cut_after']})\s*[,.…]*\s*$|[,;&/…]\s*$|(?<=\w)\s?[-–—]\s*$|\.\.\.\s*$"),
        "other work": rf"\s*[;,.|]?\s*\b{rules['other_work']}\s*(?:by|par|von|de|por|di|door|av|:).*$",
        "other work behind": (
            rf"\s*(?:[,;&/]|\b(?:{rules['separators']}|{rules['iberian_and']})\b)\s*"
            rf"[^,;&/()]{{3,60}}{rules['other_work_behind']}"
        ),
        "degree": str(rules["degrees"]),
    }
    return re.compile(patterns[name], re.IGNORECASE)


@cache
def _place_tail() -> re.Pattern[str]:
    # With case: "in Berlin" is where somebody writes, "In" is not.
    return re.compile(rf"[,\s]+(?:{_rules()['place_prepositions']})\s+{_PLACE}\s*$")


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says.

    Attributes:
        persons: Names in order and in normal case.
        is_complete: False when the line is visibly cut off.
        agency: Agency named in the line, or "".
        rule: How the line was recognized.
        confidence: 0 to 1.
    """

    persons: tuple[str, ...]
    is_complete: bool
    agency: str
    rule: str
    confidence: float


def parse(line: str, *, is_stated: bool = False) -> Byline | None:
    """The byline a line is, or None when it is none.

    Args:
        line: One line of a head.
        is_stated: It is known to be a byline, for example the value of an `Author:` line.
    """
    return _parsed(line, is_stated) if len(line) <= _LONGEST_RAW else None


@lru_cache(maxsize=512)
def _parsed(line: str, is_stated: bool) -> Byline | None:
    """`parse` itself; the lines of a head are looked at several times."""
    text = " ".join(line.split()).strip('«»"“”„').removesuffix(" .")
    if not text or len(text) > _LONGEST:
        return None
    if _pattern("nobody").fullmatch(text) and find_agency(text) is None:
        return Byline((), True, "", "byline.role", 0.85)
    text = _FROM.sub(r"By \g<name>", text)
    dash = _DASH.match(text)
    text = text[dash.end() :] if dash else text
    lead = _pattern("lead").match(text)
    if not (is_stated or lead or dash) and _is_running(text):
        return None
    if lead and lead.end() < len(text):
        text = _ZERO.sub("O", text[lead.end() :])
    text = _DUTCH_AND.sub(" & ", text) if lead and lead[0].lower().startswith(("door", "van ")) else text
    turned = _surname_last(text.removesuffix(".")) if is_stated or not (lead or dash) else text
    if turned != text.removesuffix(".") and (is_stated or names.is_given(turned.split()[0])):
        text = turned
    agency = find_agency(text)
    if agency:
        return Byline((), True, agency.name, "byline.agency", 0.9)
    cut = _pattern("cut").search(text)
    is_cut = cut is not None
    text = text[: cut.start()] if cut else text
    persons, agency_name, is_cut, sound = _persons(text, is_stated or bool(lead or dash), is_cut)
    if not persons or (not is_stated and not sound):
        if agency_name and sound and (dash or lead or is_stated):
            return Byline((), not is_cut, agency_name, "byline.agency", 0.85)
        is_role_only = lead and not persons and _is_annotation(text.split())
        return Byline((), True, "", "byline.role", 0.85) if is_role_only else None
    if lead and _pattern("weak lead").match(lead[0]) and not all(map(_is_sound, persons)):
        return None
    rule, confidence = _rule(is_stated, lead is not None, dash is not None, persons)
    if is_cut:
        confidence -= 0.07
    return Byline(persons, not is_cut, agency_name, rule, round(confidence, 3))


def _is_running(text: str) -> bool:
    """Whether a line has too many words in small letters to be a list of names: the quick look at running text."""
    small = (word for word in text.split() if len(word) > _SHORT_WORD and word[0].islower() and not names.is_role(word))
    return sum(1 for _ in small) >= _MOST_SMALL


def _surname_last(text: str) -> str:
    """`Osvald, Marit` as `Marit Osvald`, the order of catalogues undone; any other text unchanged."""
    surname, comma, given = text.partition(",")
    tokens = given.split()
    if not comma or "," in given or len(surname.split()) != 1 or not 1 <= len(tokens) <= 2:
        return text
    if any(map(names.is_role, tokens)) or not names.has_shape([surname, *tokens]) or names.is_place(given):
        return text
    return f"{given.strip()} {surname}" if find_agency(given) is None else text


def is_role(line: str) -> bool:
    """Whether a line only says what its writer is: `Staff Writer`, `Political Editor`."""
    tokens = line.split()
    return len(line) < 60 and line[:1].isupper() and line[-1:] not in ".!?" and _is_annotation(tokens)


def _rule(is_stated: bool, has_lead: bool, has_dash: bool, persons: tuple[str, ...]) -> tuple[str, float]:
    if is_stated:
        return "byline.key", 0.97
    if has_lead:
        return "byline.by", 0.95
    if has_dash:
        return "byline.dash", 0.93 if all(map(_is_known, persons)) else 0.85
    return "byline.names", 0.85 if all(map(_is_known, persons)) else 0.65


def _is_known(person: str) -> bool:
    return names.is_given(person.split()[0])


def _is_sound(person: str) -> bool:
    return _is_known(person) or names.is_person(person.split(), is_stated=False)


def _persons(text: str, is_announced: bool, is_cut: bool) -> tuple[tuple[str, ...], str, bool, bool]:
    """Persons, agency, whether the list is cut off, and whether nothing in the line speaks against a byline."""
    text = _pattern("other work behind").sub("", _pattern("other work").sub("", text))
    text = _without_tails(text)
    found: list[str] = []
    agency = ""
    sound = True
    segments = list(_segments(text))
    is_list = is_cut or len(segments) > 1
    for index, (mark, segment) in enumerate(segments):
        named = find_agencies(segment)
        if named:
            agency = agency or named.name
            continue
        tokens, wire = _without_agency(names.without_title(_trimmed(_without_tails(segment)).split()))
        agency = agency or wire
        tokens = names.without_role(tokens)
        if not tokens or _is_annotation(tokens) or (index and _pattern("degree").fullmatch(segment)):
            continue
        # Who stands behind a person in a list that goes on, or behind "and", is one too.
        is_next = bool(found) and (is_cut or len(segments) > 2 or mark.isalpha() or mark == "&")
        people = _people(tokens, is_announced=is_announced or is_next, is_list=is_list)
        is_last = index == len(segments) - 1
        if people:
            found.extend(person for person in people if person not in found)
        elif index and names.is_paper_like(tokens):
            continue
        elif index and len(tokens) == 1 and not (is_last and (mark.isalpha() or names.is_given(tokens[0]))):
            # "John Smith, London": a place, or an office behind a name.
            continue
        elif index and len(tokens) == 1:
            is_cut = True
        elif not index and len(segments) == 1 and _is_single(tokens, is_announced):
            found.append(names.in_normal_case(tokens[0]))
        elif not (index and (names.is_place(segment) or tokens[0].lower() == "the")):
            sound = False
    return tuple(found), agency, is_cut, sound


def _segments(text: str) -> Iterator[tuple[str, str]]:
    """The parts of a list, each with what stands before it: a comma, a conjunction, nothing."""
    held = ("", "")
    end = 0
    last_mark = ""
    pieces: list[tuple[str, str]] = []
    for match in _pattern("separator").finditer(text):
        pieces.append((last_mark, text[end : match.start()]))
        last_mark, end = match[0].strip(), match.end()
    pieces.append((last_mark, text[end:]))
    for mark, piece in pieces:
        if not piece.strip():
            continue
        is_surname = mark.lower() in ("y", "e") and len(piece.split()) == 1 and not names.is_given(piece.strip(" .,"))
        if is_surname and len(held[1].split()) > 1:
            # One surname in two: José Ortega y Gasset.
            held = (held[0], f"{held[1]} {mark} {piece}")
            continue
        if held[1]:
            yield held
        held = (mark, piece)
    if held[1]:
        yield held


def _without_agency(tokens: list[str]) -> tuple[list[str], str]:
    """A name without the agency or paper run on to it: `Ada Brook Associated Press Writer`; and that agency."""
    for start in range(2, len(tokens) - 1):
        if names.is_paper_like(tokens[start:]) and find_paper(" ".join(tokens[start:])):
            return tokens[:start], ""
    if len(tokens) < 4 or not any(map(names.is_role, tokens[2:])):
        return tokens, ""
    for start in range(2, len(tokens) - 1):
        for stop in range(start + 2, len(tokens) + 1):
            agency = find_agency(" ".join(tokens[start:stop]))
            if agency and all(map(names.is_role, tokens[stop:])):
                return tokens[:start], agency.name
    return tokens, ""


def _trimmed(segment: str) -> str:
    """A segment without punctuation around it; the point of an initial and of `Jr.` stays."""
    text = segment.strip(" :;-–—").lstrip(".")
    bare = text.rstrip(".")
    return text if len(bare.rpartition(" ")[2]) <= 2 else bare


def _without_tails(text: str) -> str:
    for _ in range(4):
        shorter = _DATE_TAIL.sub("", text)
        credit = re.search(r"\(([^()]{1,60})\)\s*$", shorter)
        if not (credit and find_agencies(credit[1])):
            shorter = _ROLE_TAIL.sub("", shorter)
        else:
            shorter = f"{shorter[: credit.start()].rstrip()}, {credit[1]}"
        shorter = _place_tail().sub("", shorter)
        if shorter == text or not shorter:
            break
        text = shorter
    return text


def _is_annotation(tokens: list[str]) -> bool:
    """`Staff Writer`, `Political Editor`, `Redaktion`: what a person is, not who."""
    return bool(tokens) and len(tokens) <= 7 and any(map(names.is_role, tokens))


def _is_single(tokens: list[str], is_announced: bool) -> bool:
    """One word as a name: a pseudonym or initials, only when the line says "by"."""
    return is_announced and len(tokens) == 1 and names.has_shape(tokens) and not names.is_place(tokens[0])


def _people(tokens: list[str], *, is_announced: bool, is_list: bool) -> list[str]:
    if any("." in token[:-1] and not token[0].isupper() for token in tokens):
        return []
    parts = names.split(tokens, is_list=is_list) if names.has_shape(tokens) else None
    groups = parts or [tokens]
    if not all(names.is_person(one, is_stated=is_announced) for one in groups):
        return []
    return [names.in_normal_case(" ".join(one)) for one in groups]
