"""The line that says where and when an article was printed, in the forms of platforms, catalogues and mastheads.

`National Post · 10 Oct 2020 · A3`, `The Argus (Melbourne, Vic. : 1848 - 1957), Thursday 3 May 1934, page 12`,
`New York Times (1923-); New York, N.Y. 03 May 1934: 12.`, `VOL. XII. NO. 34. HALDEN, THURSDAY, MAY 3, 1934.`
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from newsreader import resources
from newsreader.text import byline, dates
from newsreader.text.authorities import PaperTitle, find_country, find_paper
from newsreader.text.dateline import country_of_place
from newsreader.text.dates import FoundDate
from newsreader.text.paper import Part, is_title_word

_SHORTEST, _LONGEST = 4, 260
_QUOTED = re.compile(r"[\"“„«‘](?P<headline>[^\"”“»]{4,200}?)[.,]?[\"”“»’][.,]?\s+")
_APA = re.compile(r"(?P<headline>\S.{3,200}?)\s+\((?P<year>\d{4}), (?P<day>[A-Z][a-z]+ \d{1,2})\)\.\s+")
_AFTER_DATE = re.compile(r"\s*:\s*(?P<page>[A-Z]{0,2}\d{1,3})[\s.\x00]*$")
_PIECES = re.compile(r"[^\x00,;|•·()\[\]–—:]+?(?=\s*(?:[\x00,;|•·()\[\]–—:]|\s-\s|\.\s|\.?$))")
_BARE_PAGE = re.compile(r"[A-H]{1,2}\d{1,3}")
_DIGIT = re.compile(r"\d")
_YEARS = re.compile(r"\d{4}|\d{4}\s?[-–]\s?\d{0,4}|present")
_FIGURES = re.compile(r"\d[./-]\d")
_MOST_PIECES = 9
_LONGEST_CODE = 7
_MOST_WORDS = 4
_GONE = "\x00"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """What such a line says.

    Attributes:
        name: The newspaper as printed, or None when the line has only date, page and the like.
        title: The newspaper of the authority, if it is one.
        confidence: 0 to 1.
        parts: Fields the line states besides: date, page, place, volume, issue, edition, byline, headline.
    """

    name: Part | None
    title: PaperTitle | None
    confidence: float
    parts: dict[str, Part] = field(default_factory=dict)


def parse(line: str, title: PaperTitle | None = None) -> SourceLine | None:
    """What a line says of its source, or None for any other line.

    Args:
        line: One line of a head.
        title: The newspaper when lines above have told it: it says how figures of dates are read.
    """
    if not _SHORTEST <= len(line) <= _LONGEST or not _DIGIT.search(line):
        return None
    return _parsed(line, title)


@lru_cache(maxsize=512)
def _parsed(line: str, title: PaperTitle | None) -> SourceLine | None:
    """`parse` itself; the lines of a head are looked at several times."""
    parts: dict[str, Part] = {}
    tail = _tail().search(line)
    rest = _without(line, tail.start(), len(line)) if tail else line
    rest = _cited(rest, parts)
    date = _date(rest, title)
    if date:
        parts.setdefault("date", Part(date.edtf, date.start, date.end))
        page = _AFTER_DATE.match(rest, date.end)
        if page:
            parts["page"] = Part(page["page"], page.start("page"), page.end("page"))
        rest = _without(rest, date.start, page.end() if page else date.end)
    rest = _details(rest, parts)
    if "page" not in parts and _GONE in rest:
        # Some databases put it behind their own name.
        found: dict[str, Part] = {}
        _details(line, found)
        parts |= {"page": found["page"]} if "page" in found else {}
    pieces = list(_pieces(rest))
    if len(pieces) > _MOST_PIECES or not parts:
        return None
    return _named(line, pieces, parts, date)


def details(text: str) -> tuple[dict[str, Part], str]:
    """Page, volume, issue and edition in a few words, and what is left of these: `Home Pages; Pg. 12`."""
    parts: dict[str, Part] = {}
    rest = _details(text, parts)
    return parts, rest.replace(_GONE, " ").strip(" ,;:.-")


def place_line(line: str) -> SourceLine | None:
    """A line of places only, one of them well known: `Halden, New York`."""
    pieces = list(_pieces(line)) if len(line) <= 60 else []
    if not 1 <= len(pieces) <= 3 or any(len(piece.value.split()) > _MOST_WORDS for piece in pieces):
        return None
    is_known = any(country_of_place(piece.value) or find_country(piece.value) for piece in pieces)
    return SourceLine(None, None, 0.75, {"place": pieces[0]}) if is_known and line[0].isupper() else None


def paper_like(line: str) -> Part | None:
    """The name on a line that is called as newspapers are, like `THE HALDEN COURIER`."""
    name = without_place(line) if len(line) <= _LONGEST else ""
    return Part(name, 0, len(name)) if len(name) > 5 and _is_paper_like(name) and len(name.split()) > 1 else None


def without_place(line: str) -> str:
    """A title without the place or years in parentheses behind it: `The Guardian (London)`."""
    return re.sub(r"\s*\([^()]{2,40}\)\s*\.?$", "", line).rstrip(" .")


def is_section(line: str) -> bool:
    """Whether a line is the usual name of a part of a newspaper and nothing else."""
    return len(line) < 24 and line.strip(" .:").casefold() in _sections()


def _cited(rest: str, parts: dict[str, Part]) -> str:
    """Takes the headline out of a citation, and the date of the form `(1934, May 3)`."""
    quoted = _QUOTED.match(rest)
    if quoted:
        parts["headline"] = Part(quoted["headline"], quoted.start("headline"), quoted.end("headline"))
        return _without(rest, 0, quoted.end())
    apa = _APA.match(rest)
    date = next(iter(dates.find(f"{apa['day']}, {apa['year']}")), None) if apa else None
    if apa and date:
        parts["headline"] = Part(apa["headline"], apa.start("headline"), apa.end("headline"))
        parts["date"] = Part(date.edtf, apa.start("year"), apa.end("day"))
        return _without(rest, 0, apa.end())
    return rest


def _date(rest: str, title: PaperTitle | None) -> FoundDate | None:
    """The date of issue: the first whole one; figures are read as the paper's country writes them."""
    if title is None and _FIGURES.search(rest):
        chunks = re.split(r"[\x00,;.()|•·\"“”]+|\s[-–—]\s|\s(?=\d)", rest, maxsplit=4)[:4]
        title = next((known for chunk in chunks if chunk.strip() and (known := find_paper(_bare(chunk)))), None)
    tongue = "en-GB" if title and title.country not in ("US", "CA", "PH") else ""
    found = list(dates.find(rest, tongue))
    return next((date for date in found if len(date.edtf) >= 10), None)


def _details(rest: str, parts: dict[str, Part]) -> str:
    for name, pattern in _detail_patterns():
        match = pattern.search(rest)
        if not match:
            continue
        if name:
            if name in parts:
                continue
            parts[name] = Part(match["value"].strip(" .,"), match.start("value"), match.end("value"))
        rest = _without(rest, match.start(), match.end())
    return rest


def _without(text: str, start: int, end: int) -> str:
    return f"{text[:start]}{_GONE * (end - start)}{text[end:]}"


def _pieces(rest: str) -> Iterator[Part]:
    """What is left between punctuation, without weekdays and years."""
    for match in _PIECES.finditer(rest):
        text = match[0].strip(" .-'\"")
        if not re.search(r"[^\W_]", text) or _YEARS.fullmatch(text) or dates.is_weekday(text):
            continue
        start = match.start() + match[0].find(text)
        yield Part(text, start, start + len(text))


def _named(line: str, pieces: list[Part], parts: dict[str, Part], date: FoundDate | None) -> SourceLine | None:
    name, title, used = _title(line, pieces)
    others = [piece for index, piece in enumerate(pieces) if index not in used]
    if name is None and others and _is_paper_like(others[0].value) and others[0] is pieces[0]:
        name = others.pop(0)
    for piece in others:
        if not _place_other(piece, line, parts):
            return None
    if name is None:
        is_enough = "date" in parts or len(parts.keys() & {"page", "volume", "issue"}) > 1
        return SourceLine(None, None, 0.85, parts) if is_enough else None
    sure = 0.95 if title else 0.86
    if not date and "date" not in parts and "page" not in parts:
        return None
    return SourceLine(name, title, sure if date or "date" in parts else sure - 0.03, parts)


def _title(line: str, pieces: list[Part]) -> tuple[Part | None, PaperTitle | None, set[int]]:
    """The known newspaper among the pieces, which may have been cut at a point or a dash."""
    for first in range(min(3, len(pieces))):
        for last in range(min(first + 2, len(pieces) - 1), first - 1, -1):
            start, end = pieces[first].start, pieces[last].end
            text = _bare(line[start:end])
            title = find_paper(text) if last == first or not re.search(r"[(\[,;:]", text) else None
            if title:
                start += line[start:end].find(text)
                return Part(text, start, start + len(text)), title, set(range(first, last + 1))
    return None, None, set()


def _bare(name: str) -> str:
    """A name without the preposition that leads to a date: `Süddeutsche Zeitung vom`."""
    return _behind_name().sub("", name.strip(" .'\""))


def _is_paper_like(name: str) -> bool:
    words = name.split()
    main = [word for word in words if len(word) > 3]
    return 1 <= len(words) <= 7 and all(word[0].isupper() for word in main) and any(map(is_title_word, words))


def _place_other(piece: Part, line: str, parts: dict[str, Part]) -> bool:
    """Puts a piece beside the newspaper's name where it belongs; False for one that belongs in no source line."""
    text = piece.value
    words = text.split()
    if _BARE_PAGE.fullmatch(text) and "page" not in parts:
        parts["page"] = piece
        return True
    if len(words) > _MOST_WORDS:
        return False
    code = find_country(text) if len(text) > 3 else None
    if country_of_place(text):
        parts.setdefault("place", piece)
        return True
    if code:
        parts.setdefault("country", Part(code, piece.start, piece.end))
        return True
    is_marked = line[: piece.start].rstrip()[-1:] in "·•|"
    read = byline.parse(text) if is_marked and len(words) > 1 else None
    if read and read.persons:
        parts.setdefault("byline", piece)
        return True
    if is_section(text):
        parts.setdefault("section", piece)
        return True
    if not text[0].isupper() and not text[0].isdigit():
        return len(text) <= 3 or (len(words) == 1 and len(text) <= _LONGEST_CODE and len(parts) > 1)
    if len(words) <= 2 and text[0].isupper() and line[piece.start - 1 : piece.start] == "(" and text.upper() != text:
        parts.setdefault("place", piece)
    return True


@cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = json.loads(resources.text("rules", "source_lines.json"))
    return rules


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(_rules()["tail"], re.IGNORECASE)


@cache
def _behind_name() -> re.Pattern[str]:
    return re.compile(rf"\s+{_rules()['behind_name']}$", re.IGNORECASE)


@cache
def _detail_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _rules()["details"])


@cache
def _sections() -> frozenset[str]:
    return frozenset(_rules()["sections"])
