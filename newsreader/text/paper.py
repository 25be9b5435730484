"""The line that names the newspaper: masthead, `Paper:` value, file or folder name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from newsreader import resources
from newsreader.text import dates, gazetteer
from newsreader.text.authorities import PaperTitle, find_country, find_paper, name_key
from newsreader.text.knowledge import variant_key

_PARTS = re.compile(r"[^,|•·;()\[\]–—]+?(?=\s*(?:[,|•·;()\[\]–—]|\s-\s|$))")
_LONGEST = 160
_LONGEST_INITIALS = 4
_PAGE = re.compile(
    r"(?:page|pages|pg|p|pp|seite|s|página|pág|pag|pagina|sida|sivu)\.?\s*(?P<page>[A-Z]{0,2}\s?-?\d{1,3}(?:\s?[-–]\s?\d{1,3})?|[A-Z]\d{1,2})"
    r"|(?P<bare>[A-Z]{1,2}\d{1,3})",
    re.IGNORECASE,
)
_EDITION = re.compile(
    r"(?:.{0,40}\b(?:edition|ausgabe|édition|edición|edizione|final|extra)|(?:morgen|abend|mittags)-?ausgabe|.{2,30}-ausgabe)",
    re.IGNORECASE,
)
_VOLUME = re.compile(
    r"(?:vol(?:ume)?\.?|jahrgang|jg\.?|tome|tomo|año|année)\s*(?P<n>[\dIVXLCDM]{1,9})\.?", re.IGNORECASE
)
_ISSUE = re.compile(
    r"(?:no\.?|nr\.?|n[º°]\.?|num\.?|núm\.?|number|nummer|issue|numéro|número)\s*(?P<n>\d[\d.,]{0,7})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Part:
    """A value with its place in the line."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Masthead:
    """What a masthead line says.

    Attributes:
        name: Of the newspaper, as printed.
        title: The newspaper of the authority, if it is one.
        confidence: 0 to 1, from the words alone.
        parts: Other fields the line states: date, page, edition, place, country, volume, issue.
    """

    name: Part
    title: PaperTitle | None
    confidence: float
    parts: dict[str, Part] = field(default_factory=dict)


def parse(line: str, taught: Mapping[str, str] = {}) -> Masthead | None:
    """The masthead a line is by its words, or None; a name of no known kind gives a low confidence.

    Args:
        line: One line of text.
        taught: Variants of names that people taught, with the names they stand for.
    """
    if not 2 <= len(line) <= _LONGEST:
        return None
    whole = _find(line, taught)
    if whole:
        return Masthead(Part(line, 0, len(line)), whole, 0.97)
    date = next(iter(dates.find(line)), None)
    parts: dict[str, Part] = {}
    names: list[Part] = []
    if date:
        parts["date"] = Part(date.edtf, date.start, date.end)
    without_date = f"{line[: date.start]}{',' * (date.end - date.start)}{line[date.end :]}" if date else line
    for match in _PARTS.finditer(without_date):
        text = match[0].strip(" -.:")
        start = match.start() + match[0].find(text)
        part = Part(text, start, start + len(text))
        if not text:
            continue
        name, value = detail(text)
        if name:
            parts.setdefault(name, Part(value, part.start, part.end))
        elif not dates.is_weekday(text):
            names.append(part)
    if not names:
        return None
    return _named(names, parts, taught)


def _named(names: list[Part], parts: dict[str, Part], taught: Mapping[str, str]) -> Masthead | None:
    known = next((part for part in names if _find(part.value, taught)), None)
    name = known or names[0]
    if len(names) > 3 or not _has_shape(name.value):
        return None
    for other in names:
        if other is name:
            continue
        state = gazetteer.state_of(other.value)
        if state:
            parts.setdefault("subdivision", Part(state, other.start, other.end))
            parts.setdefault("country", Part(state[:2], other.start, other.end))
        elif find_country(other.value):
            parts.setdefault("country", Part(find_country(other.value) or "", other.start, other.end))
        elif len(other.value.split()) <= 3 and other.value[0].isupper():
            parts.setdefault("place", other)
        else:
            return None
    if known:
        return Masthead(name, _find(name.value, taught), 0.95, parts)
    words = name_key(name.value).split()
    confidence = 0.85 if any(word in _words() for word in words) else 0.4
    if any(word.endswith(("zeitung", "blatt", "anzeiger", "bladet", "sanomat", "nachrichten")) for word in words):
        confidence = 0.88
    return Masthead(name, None, confidence, parts)


def _find(name: str, taught: Mapping[str, str]) -> PaperTitle | None:
    """The newspaper of this name, by the authority or by what people taught."""
    confirmed = taught.get(variant_key(name)) if taught else None
    if confirmed:
        return find_paper(confirmed) or PaperTitle(confirmed, "")
    return find_paper(name)


def detail(text: str) -> tuple[str, str]:
    """The field and value of a small line: volume, issue, page or edition; two empty strings for any other."""
    for name, pattern in (("volume", _VOLUME), ("issue", _ISSUE)):
        match = pattern.fullmatch(text)
        if match:
            return name, match["n"].strip(".,")
    page = _PAGE.fullmatch(text)
    if page:
        return "page", page["page"] or page["bare"]
    if _EDITION.fullmatch(text):
        return "edition", text
    return "", ""


def _has_shape(name: str) -> bool:
    """A title: a few words, the most of them capitalized, no sentence."""
    words = name.split()
    if not 1 <= len(words) <= 7 or name[-1:] in ".!?:" or not name[0].isupper():
        return False
    main = [word for word in words if len(word) > 3]
    return all(word[0].isupper() or not word[0].isalpha() for word in main) and any(c.isalpha() for c in name)


def in_title_case(name: str) -> str:
    """A title set in capitals as it is usually written; other titles, and single words short as initials, unchanged."""
    words = name.split()
    if name.upper() != name or (len(words) == 1 and len(name) <= _LONGEST_INITIALS):
        return name
    small = _small_words()
    return " ".join(
        word.lower() if at and word.casefold() in small else re.sub(r"[^\W\d_]+(?:['’]S\b)?", _capitalized, word)
        for at, word in enumerate(words)
    )


def _capitalized(word: re.Match[str]) -> str:
    return word[0].capitalize()


def from_file_name(path: str) -> tuple[PaperTitle, str] | None:
    """The newspaper of the authority that a file or its folder is named after, and which of the two."""
    parts = [part for part in path.replace("\\", "/").split("/") if part]
    if not parts:
        return None
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", parts[-1])
    stem = re.sub(r"\d{2,8}(?:[-_.]\d{1,4}){0,3}", " ", stem)
    for text, source in ((stem, "file name"), *((part, "folder") for part in parts[-2:-4:-1])):
        name = re.sub(r"[-_.+%]+|\d+", " ", text).strip()
        paper = find_paper(name) if len(name) > 5 and " " in name else None
        if paper:
            return paper, source
    return None


@cache
def _small_words() -> frozenset[str]:
    lines = resources.text("rules", "title_small_words.txt").splitlines()
    return frozenset(" ".join(line for line in lines if not line.startswith("#")).split())


def is_title_word(word: str) -> bool:
    """Whether newspapers are named with this word: Courier, Zeitung, Heraldo."""
    return name_key(word) in _words()


@cache
def _words() -> frozenset[str]:
    lines = resources.text("rules", "mastheads.txt").splitlines()
    return frozenset(name_key(" ".join(line for line in lines if not line.startswith("#"))).split())
