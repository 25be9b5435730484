"""How Nexis, Factiva and ProQuest write an article as plain text: where its parts stand."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from newsreader import resources
from newsreader.text import byline, dates
from newsreader.text.authorities import find_language

_LABELLED = re.compile(r"[ \t]*(?P<label>[^\W\d_][^\n:]{1,40}?)[ \t]*:(?:[ \t]+(?P<value>.*)|[ \t]*)$")
_RIGHTS = re.compile(r"^\W*(?:copyright|©|\(c\)|all rights reserved|alle rechte|tous droits)", re.IGNORECASE)
_EDITION = re.compile(r"\b(?:edition|ausgabe|édition|edición|final|editie)\b", re.IGNORECASE)
_PAGE = re.compile(r"[;,]?\s*\b(?:Pg\.?|Pag\.?|S\.|Seite|page|p\.)\s*(?P<page>[A-Z]{0,2}\d+[A-Z]?)\b", re.IGNORECASE)
_BODY = re.compile(r"^\s*(?:body|volltext|text intégral|texto completo)\s*$", re.IGNORECASE)
_PLACED = re.compile(r"^(?P<name>.+?)\s*\((?P<place>[^()]{2,40})\)$")
_TAIL = re.compile(
    r"^\s*(?:classification|graphic|load-date|notes|klassifizierung|grafik|graphique|correction)\s*$", re.IGNORECASE
)
_COUNT = re.compile(r"^\d[\d.,]* (?:words|Wörter|mots|palabras|parole|palavras|woorden|ord)$", re.IGNORECASE)
_CODE = re.compile(r"^(?P<code>[A-Z]{2,3})(?:[ \t]+(?P<value>\S.*))?$")
_CODES: Final = {
    "SE": "section", "HD": "headline", "BY": "byline", "PD": "date", "SN": "paper", "ED": "edition", "PG": "page",
    "LA": "language", "VOL": "volume", "LP": "text", "TD": "text", "CR": "", "WC": "", "ET": "", "SC": "", "CY": "",
    "CT": "", "RF": "", "ART": "", "CO": "", "IN": "", "NS": "", "RE": "", "IPC": "", "IPD": "", "PUB": "", "AN": "",
    "CLM": "",
}  # fmt: skip
_FEWEST_CODES: Final = 3
_BELOW: Final = ("", "language")
"""What Nexis says below the body."""
_INFO = re.compile(
    r"(?P<paper>[^;\n]+?)\s*;\s*(?P<place>[^\n\[.]+?)\s*(?:\[[^\]]*\]\s*)?\.?\s*"
    r"(?P<date>\d{1,2} \w+ \d{4})\s*(?::\s*(?P<page>[\w.]+?)\.?)?\s*$"
)
_NUMBERED = re.compile(r"^\s*(?:Document|Dokument|Documento) \d+ (?:of|von|de|di|sur) \d+\s*$", re.IGNORECASE)
_NOT_THERE = re.compile(r"^\s*(?:not available|none available|nicht verfügbar|non disponible)\.?\s*$", re.IGNORECASE)


class Line(NamedTuple):
    """A line of an article with its place."""

    text: str
    start: int
    end: int

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on it."""
        return not self.text.strip()


@dataclass(slots=True)
class Parts:
    """Where the parts of an article stand, and what they say.

    Attributes:
        provider: The database.
        body: Span of the body.
        values: What is said of each field.
        spans: Where, for some of them.
    """

    provider: str
    body: tuple[int, int] = (0, 0)
    values: dict[str, str] = field(default_factory=dict)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)

    def take(self, name: str, value: str, start: int = -1, end: int = -1) -> None:
        """Notes a value unless there is one; spaces around it are no part of its place."""
        value = " ".join(value.split())
        if value and not self.values.get(name):
            self.values[name] = value
            if start >= 0:
                self.spans[name] = (start, end)


Form: TypeAlias = Callable[[str], Parts | None]
"""Finds the parts in the text of one article; None when it is not of that form."""


def nexis(raw: str) -> Parts | None:
    """Nexis and Nexis Uni: lines in the middle, labels in capitals or not, the body, more labels."""
    lines = list(_lines(raw))
    labels = _labels("nexis")
    found = Parts("Nexis")
    first = next((at for at, line in enumerate(lines) if _label(line, labels) or _BODY.match(line.text)), None)
    if first is None:
        return None
    at = first
    begins: int | None = None
    while at < len(lines):
        line = lines[at]
        name = _label(line, labels)
        if _BODY.match(line.text) or (name is not None and name[0] == "text"):
            begins = name[1].start if name and name[1].text.strip() else _next_start(lines, at + 1)
            break
        if name is not None:
            value = _whole(lines, at, labels, raw)
            _take_labelled(found, name[0], value)
            at = _behind(lines, at, labels)
        elif line.is_blank or _RIGHTS.match(line.text):
            at += 1
        else:
            begins = line.start
            break
    if begins is None:
        return None
    end = _tail(lines, begins, labels, found, raw)
    found.body = (begins, end)
    _above(found, lines[:first], is_counted=raw[: lines[first].start].count("   ") > 2)
    return found


def _above(found: Parts, lines: Sequence[Line], *, is_counted: bool) -> None:
    """Paper, date, edition and headline above the labels: the headline first in Nexis Uni, else last."""
    rest = [line for line in lines if not line.is_blank and not _RIGHTS.match(line.text)]
    dated = next((at for at, line in enumerate(rest) if at and len(line.text) < 90 and _dated(line.text)), None)
    if dated is None:
        if rest:
            _take_lines(found, "headline", rest[:1])
        return
    _take_lines(found, "date", [rest[dated]])
    found.values["date"] = _dated(rest[dated].text) or found.values["date"]
    behind = rest[dated + 1 :]
    if behind and _EDITION.search(behind[0].text) and len(behind[0].text) < 60:
        _take_lines(found, "edition", behind[:1])
        behind = behind[1:]
    is_old = is_counted or (dated == 1 and bool(behind))
    _take_lines(found, "paper", rest[:1] if is_old else rest[dated - 1 : dated])
    _take_lines(found, "headline", _together(behind) if is_old else rest[: dated - 1])
    name = found.values.get("paper", "")
    placed = _PLACED.match(name)
    if placed:
        found.values["paper"] = placed["name"]
        found.take("place", placed["place"])


def _together(lines: Sequence[Line]) -> Sequence[Line]:
    """The first lines up to a gap."""
    for at, (one, other) in enumerate(pairwise(lines), 1):
        if other.start - one.end > 2:
            return lines[:at]
    return lines


def _take_labelled(found: Parts, name: str, value: Line) -> None:
    if name == "section":
        page = _PAGE.search(value.text)
        if page:
            found.take("page", page["page"])
            cut = value.text[: page.start()].rstrip(" ;,")
            found.take("section", cut, value.start, value.start + len(cut))
            return
    if name:
        found.take(name, value.text, value.start, value.end)


def _tail(lines: Sequence[Line], begins: int, labels: Mapping[str, str], found: Parts, raw: str) -> int:
    """Where the body ends; what labels below it say is noted."""
    end = len(raw.rstrip())
    at = next((at for at, line in enumerate(lines) if line.start >= begins), len(lines))
    stop = None
    is_upper = any(_is_upper(line) for line in lines[:at] if _label(line, labels))
    for here in range(at, len(lines)):
        line = lines[here]
        name = _label(line, labels)
        is_apart = here == 0 or lines[here - 1].is_blank
        if name is not None and (name[0] not in _BELOW or is_upper != _is_upper(line)):
            name = None
        if (name is not None and is_apart and here > at) or (_TAIL.match(line.text) and is_apart):
            stop = line.start if stop is None else stop
            if name is not None and name[0]:
                _take_labelled(found, name[0], _whole(lines, here, labels, raw))
    if stop is not None:
        end = stop
    body = raw[begins:end].rstrip()
    last = body.rfind("\n\n")
    if last > 0 and _RIGHTS.match(body[last:].strip()) and len(body) - last < 300:
        body = body[:last].rstrip()
    return begins + len(body)


def _is_upper(line: Line) -> bool:
    label = line.text.partition(":")[0]
    return label == label.upper()


def proquest(raw: str) -> Parts | None:
    """ProQuest: the headline, `Full text:`, then labels."""
    lines = list(_lines(raw))
    labels = _labels("proquest")
    found = Parts("ProQuest")
    at = begins = 0
    stop: int | None = None
    for at, line in enumerate(lines):
        name = _label(line, labels)
        if name is None:
            continue
        is_inside = bool(begins) and stop is None
        if is_inside and not (lines[at - 1].is_blank and line.start > begins):
            continue
        if is_inside:
            stop = line.start
        if name[0] == "text" and not begins and not _NOT_THERE.match(name[1].text):
            begins = name[1].start if name[1].text.strip() else _next_start(lines, at + 1) or 0
        else:
            value = _whole(lines, at, labels, raw)
            _note_proquest(found, line, name[0], value)
    if not begins:
        return None
    found.body = (begins, begins + len(raw[begins : stop or len(raw)].rstrip()))
    top = next((line for line in lines if not line.is_blank and not _NUMBERED.match(line.text)), None)
    if top is not None and top.end < begins and _label(top, labels) is None:
        found.values.pop("headline", None)
        found.spans.pop("headline", None)
        _take_lines(found, "headline", [top])
    return found


def _note_proquest(found: Parts, line: Line, name: str, value: Line) -> None:
    if name:
        found.take(name, value.text, value.start, value.end)
    elif line.text.lstrip().lower().startswith("publication info"):
        info = _INFO.match(" ".join(value.text.split())[:300])
        for each, words in (info.groupdict() if info else {}).items():
            found.take(each, words or "")


def factiva(raw: str) -> Parts | None:
    """Factiva: two-letter codes before each part, or headline, number of words, date and paper one below another."""
    lines = list(_lines(raw))
    codes = [
        (at, match) for at, line in enumerate(lines) if (match := _CODE.match(line.text)) and match["code"] in _CODES
    ]
    if len(codes) >= _FEWEST_CODES:
        return _coded(raw, lines, codes)
    count = next((at for at, line in enumerate(lines[:40]) if _COUNT.match(line.text.strip())), None)
    return None if count is None else _uncoded(raw, lines, count)


def _coded(raw: str, lines: Sequence[Line], codes: Sequence[tuple[int, "re.Match[str]"]]) -> Parts | None:
    found = Parts("Factiva")
    starts: list[int] = []
    ends: list[int] = []
    for here, (at, match) in enumerate(codes):
        until = codes[here + 1][0] if here + 1 < len(codes) else len(lines)
        start = lines[at].start + (match.start("value") if match["value"] else len(lines[at].text))
        part = raw[start : lines[until - 1].end]
        start, end = start + len(part) - len(part.lstrip()), start + len(part.rstrip())
        name = _CODES[match["code"]]
        if name == "text":
            starts.append(start)
            ends.append(end)
        elif name and start < end:
            found.take(name, raw[start:end], start, end)
    if not starts:
        return None
    found.body = (starts[0], ends[-1])
    return found


def _uncoded(raw: str, lines: Sequence[Line], count: int) -> Parts | None:
    found = Parts("Factiva")
    above = [line for line in lines[:count] if not line.is_blank]
    if len(above) > 1 and byline.parse(above[-1].text.strip(), is_stated=True) and len(above[-1].text) < 80:
        _take_lines(found, "byline", above[-1:])
        above = above[:-1]
    if len(above) > 1 and len(above[0].text.split()) <= 3 < len(above[-1].text.split()):
        _take_lines(found, "section", above[:1])
        above = above[1:]
    _take_lines(found, "headline", above)
    at = count + 1
    while at < len(lines) and not lines[at].is_blank:
        line = lines[at]
        words = line.text.strip()
        if _dated(words) and "date" not in found.values:
            _take_lines(found, "date", [line])
        elif (
            "paper" not in found.values and "date" in found.values and not re.match(r"\d\d:\d\d|[A-Z0-9]{2,8}$", words)
        ):
            _take_lines(found, "paper", [line])
        elif re.fullmatch(r"[A-Z]?\d{1,3}", words):
            found.take("page", words, line.start, line.end)
        elif _RIGHTS.match(words):
            found.take("rights", words, line.start, line.end)
        elif "paper" in found.values and find_language(words):
            found.take("language", words, line.start, line.end)
        elif _EDITION.search(words):
            _take_lines(found, "edition", [line])
        at += 1
    begins = _next_start(lines, at)
    if begins is None:
        return None
    found.body = (begins, len(raw.rstrip()))
    return found


def _dated(words: str) -> str:
    """The date that begins a line, as EDTF."""
    match = next(iter(dates.find(words.strip())), None)
    return match.edtf if match and match.start <= 12 and len(match.edtf) >= 7 else ""


def _take_lines(found: Parts, name: str, lines: Sequence[Line]) -> None:
    if lines:
        first, last = lines[0], lines[-1]
        start = first.start + len(first.text) - len(first.text.lstrip())
        end = last.start + len(last.text.rstrip())
        found.take(name, "\n".join(line.text for line in lines), start, end)


def _lines(raw: str) -> Iterator[Line]:
    for match in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n|\Z)", raw):
        text = match[0].rstrip("\r\n")
        if match[0]:
            yield Line(text, match.start(), match.start() + len(text))


def _label(line: Line, labels: Mapping[str, str]) -> tuple[str, Line] | None:
    """The field a line is labelled with, and the value behind the label."""
    match = _LABELLED.match(line.text)
    name = labels.get(match["label"].lower()) if match else None
    if match is None or name is None:
        return None
    at = match.start("value") if match["value"] else len(line.text)
    return name, Line(line.text[at:], line.start + at, line.end)


def _behind(lines: Sequence[Line], at: int, labels: Mapping[str, str]) -> int:
    """The line behind a labelled value, which may go on over lines."""
    at += 1
    while at < len(lines) and not lines[at].is_blank and _label(lines[at], labels) is None:
        if _BODY.match(lines[at].text):
            break
        at += 1
    return at


def _whole(lines: Sequence[Line], at: int, labels: Mapping[str, str], raw: str) -> Line:
    """A labelled value with the lines it goes on over."""
    named = _label(lines[at], labels)
    start = named[1].start if named else lines[at].start
    end = lines[_behind(lines, at, labels) - 1].end
    words = raw[start:end]
    start += len(words) - len(words.lstrip())
    return Line(words.strip(), start, start + len(words.strip()))


def _next_start(lines: Sequence[Line], at: int) -> int | None:
    return next((line.start for line in lines[at:] if not line.is_blank), None)


@cache
def _labels(database: str) -> dict[str, str]:
    table: dict[str, dict[str, list[str]]] = json.loads(resources.text("rules", "text_exports.json"))
    return {label: name for name, labels in table[database].items() for label in labels}
