"""Bylines: who wrote an article, as the line says and no more."""

import re
from dataclasses import dataclass

from newsreader.text import names
from newsreader.text.agencies import find_agencies, find_agency

_DASH = re.compile(r"[\s\-–—−•*·|]+")
_LEAD = re.compile(
    r"(?:(?:story|words|text|report|reported|written|article|interview|analysis|opinion|photographs?|review)"
    r"\s+(?:and\s+\w+\s+)?by|by|"
    r"(?:(?:eine?\s+\w+|bericht|text|reportage|interview|kommentar)\s+)?von(?:\s+unser(?:em|er|en)\s+(?:\w+\s+)?[\w-]*(?:korrespondent|redakteur|reporter|mitarbeiter|berichterstatter)\w*)?|text|bericht|autor(?:in)?|"
    r"(?:propos\s+recueillis\s+|texte\s+|article\s+|reportage\s+|écrit\s+)?par|"
    r"de\s+(?:notre|nos|nuestr[oa]s?)\s+(?:envoyée?s?|correspondante?s?|corresponsal(?:es)?|enviad[oa]s?)"
    r"(?:\s+(?:spéciale?s?|permanente?s?|particuli(?:er|ère)s?|especial(?:es)?))?|"
    r"(?:escrito\s+|texto\s+|una\s+crónica\s+)?por|door|di|av|af|skriven\s+av|kirjoittanut)\b[\s:.]*",
    re.IGNORECASE,
)
_LEADS_ONLY_WITH_NAMES = re.compile(r"(?:di|av|af|text|bericht|door)\b", re.IGNORECASE)
_SEPARATOR = re.compile(
    r"\s*(?:[,;&/|•·]|\s[-–—]\s|\b(?:and|und|et|och|with|mit|avec|con|sowie|plus)\b(?!\s*$)|(?<=\s)[ye](?=\s+[A-ZÀ-Þ]))\s*",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"(?:[\s,;&/]|\b)(?:and|und|et|y|e|och|with|mit|avec|con|by|von|par|por)\s*[,.…]*\s*$|[,;&/…]\s*$", re.IGNORECASE
)
_PLACE_TAIL = re.compile(
    r"[,\s]+(?:(?:reporting\s+)?(?:in|from|at|aus|à|en|desde|depuis)\s+"
    r"[A-ZÀ-Þ][\w.'’\- ]{1,40}(?:,\s*[A-ZÀ-Þ][\w.]+)?)\s*$"
)
_PHOTOS = re.compile(
    r"\s*[;,.|]?\s*\b(?:photographs?|photos?|pictures?|fotos?|bilder|photographies?)\s*(?:by|par|von|de|por|:).*$",
    re.IGNORECASE,
)
_ROLE_TAIL = re.compile(
    r"[,\s]+(?:special\s+to|for)\s+(?:the\s+)?[A-ZÀ-Þ].{1,60}$|[,\s]*\((?:[^()]{1,60})\)\s*$|\s+\S+@\S+\s*$|\s+@\w+\s*$",
    re.IGNORECASE,
)
_DATE_TAIL = re.compile(r"[,\s|–—-]+(?:\d{1,2}[./]\d{1,2}[./]\d{2,4}|\w+\.? \d{1,2}, \d{4}|\d{1,2}\.? \w+ \d{4}).*$")
_NO_NAME = re.compile(r"(?:special|exclusive)\s+to\s+the\s|from\s+our\s+(?:own|special)\s+correspondent", re.IGNORECASE)
_LONGEST = 240


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
    text = " ".join(line.split())
    if not text or len(text) > _LONGEST:
        return None
    dash = _DASH.match(text)
    text = text[dash.end() :] if dash else text
    lead = _LEAD.match(text)
    if lead and lead.end() < len(text):
        text = text[lead.end() :]
    if lead and lead[0].lower().startswith("door"):
        text = re.sub(r"\s+en\s+(?=[A-Z])", " & ", text)
    if is_stated:
        text = _surname_last(text)
    agency = find_agency(text)
    if agency:
        return Byline((), True, agency.name, "byline.agency", 0.9)
    if _NO_NAME.match(text):
        return Byline((), True, "", "byline.role", 0.85)
    is_announced = is_stated or lead is not None
    cut = _CUT.search(text)
    is_cut = cut is not None
    text = text[: cut.start()] if cut else text
    persons, agency_name, is_cut, sound = _persons(text, is_announced or dash is not None, is_cut)
    if not persons or (not is_stated and not sound):
        if agency_name and sound and (dash or lead):
            return Byline((), not is_cut, agency_name, "byline.agency", 0.85)
        if lead and not persons and _is_annotation(text.split()):
            return Byline((), True, "", "byline.role", 0.85)
        return None
    if lead and _LEADS_ONLY_WITH_NAMES.match(lead[0]) and not all(map(_is_known, persons)):
        return None
    rule, confidence = _rule(is_stated, lead is not None, dash is not None, persons)
    if is_cut:
        confidence -= 0.07
    return Byline(persons, not is_cut, agency_name, rule, round(confidence, 3))


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


def _persons(text: str, is_announced: bool, is_cut: bool) -> tuple[tuple[str, ...], str, bool, bool]:
    """Persons, agency, whether the list is cut off, and whether nothing in the line speaks against a byline."""
    text = _without_tails(_PHOTOS.sub("", text))
    found: list[str] = []
    agency = ""
    sound = True
    segments = [part for part in _SEPARATOR.split(text) if part and part.strip()]
    for index, segment in enumerate(segments):
        named = find_agencies(segment)
        if named:
            agency = agency or named.name
            continue
        tokens = names.without_role(names.without_title(_trimmed(segment).split()))
        if not tokens or _is_annotation(tokens):
            continue
        is_list = is_cut or len(segments) > 1
        people = _people(tokens, is_announced=is_announced, is_list=is_list)
        if people:
            found.extend(person for person in people if person not in found)
        elif index and len(tokens) == 1 and (index < len(segments) - 1 or not names.is_given(tokens[0])):
            # "John Smith, London": a place, or an office behind a name.
            continue
        elif index and len(tokens) == 1:
            is_cut = True
        elif not index and len(segments) == 1 and _is_single(tokens, is_announced):
            found.append(names.in_normal_case(tokens[0]))
        elif not (index and (names.is_place(segment) or tokens[0].lower() == "the")):
            sound = False
    return tuple(found), agency, is_cut, sound


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
        shorter = _PLACE_TAIL.sub("", shorter)
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
