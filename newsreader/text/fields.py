"""The fields of an article, each with where its value came from; of several sources the surest wins."""

from dataclasses import dataclass, field

from newsreader.domain.article import SourceArticle
from newsreader.domain.edtf import EdtfDate
from newsreader.domain.field import Evidence, Field, FieldValue
from newsreader.text import agencies, byline, dateline, dates, derived, file_names, learned, paper, source_lines
from newsreader.text.authorities import (
    PaperTitle,
    find_country,
    find_language,
    find_paper,
)
from newsreader.text.calibration import calibrated
from newsreader.text.head import HeadPart
from newsreader.text.keyed import KeyedLine
from newsreader.text.knowledge import NOTHING, Knowledge
from newsreader.text.layout import Layout
from newsreader.text.source_lines import SourceLine

_SIGN_OFF = 60


@dataclass(slots=True)
class _Found:
    """The best value of each field so far."""

    raw: str
    fields: dict[str, Field] = field(default_factory=dict)

    def offer(self, name: str, value: FieldValue, evidence: Evidence) -> None:
        """Takes a value unless a surer one is there; a value that is empty is no value."""
        known = self.fields.get(name)
        if value not in ("", (), None) and (known is None or evidence.confidence > known.evidence.confidence):
            self.fields[name] = Field(name, value, evidence)

    def words(self, name: str, value: FieldValue, rule: str, confidence: float, start: int, end: int) -> None:
        """Takes a value that these words of the raw text say."""
        detail = " ".join(self.raw[start:end].split())[:120]
        self.offer(name, value, Evidence(rule, round(confidence, 3), start, end, "text", detail))


def extract(
    source: SourceArticle, layout: Layout, spoken: tuple[str, float] | None, knowledge: Knowledge = NOTHING
) -> dict[str, Field]:
    """The fields of an article.

    Args:
        source: The article; its hints beat everything else.
        layout: Its parts.
        spoken: The language of the body and how sure that is.
        knowledge: What the archive knows.
    """
    found = _Found(source.raw)
    code = spoken[0] if spoken else ""
    title = next((part.title for part in layout.parts if part.title), None)
    for part in layout.parts:
        _from_part(found, part, title)
    for entry in layout.keyed:
        _from_key(found, entry, code)
    _from_notes(found, layout)
    _from_body(found, layout, spoken)
    _from_path(found, source.path)
    if knowledge.has_teachings:
        found.fields.update({field.name: field for field in learned.find(source.raw, layout, found.fields, knowledge)})
    for name, hint in source.hints.items():
        found.fields[name] = hint
    # What is derived is as sure as its basis, so that is set right first.
    fields = {name: calibrated(field) for name, field in found.fields.items()}
    derived.complete(fields)
    return fields


def _from_part(found: _Found, part: HeadPart, title: PaperTitle | None) -> None:
    words = " ".join(found.raw[part.start : part.end].split())
    if part.masthead:
        _from_masthead(found, part, part.masthead)
    elif part.source:
        _from_source(found, part, part.source)
    elif part.byline:
        _from_byline(found, part.byline, part.start, part.end)
    elif part.kind in ("headline", "subheadline"):
        found.words(part.kind, words, f"{part.kind}.line", part.confidence, part.start, part.end)
    elif part.kind == "date":
        issued = dateline.issued(words)
        tongue = "en-GB" if title and title.country not in ("US", "CA", "PH") else ""
        date = dates.only(words, tongue) or (issued[0] if issued else None)
        if date:
            sure = min(part.confidence, date.confidence)
            found.words("date", date.edtf, "date.line", sure, part.start, part.end)
        if issued:
            found.words("place", issued[1], "place.line", 0.8, part.start, part.end)
    elif part.kind == "agency":
        agency = agencies.find_agency(words)
        if agency:
            found.words("agency", agency.name, "agency.line", part.confidence, part.start, part.end)
    else:
        name, value = paper.detail(words)
        name, value = (part.kind, words) if not name and part.kind in ("page", "section") else (name, value)
        if name:
            found.words(name, value, f"{name}.line", part.confidence, part.start, part.end)


def _from_masthead(found: _Found, part: HeadPart, masthead: paper.Masthead) -> None:
    name = masthead.name
    title = masthead.title.name if masthead.title else paper.in_title_case(name.value)
    rule = "paper.masthead-known" if masthead.title else "paper.masthead"
    found.words("paper", title, rule, part.confidence, part.start + name.start, part.start + name.end)
    for kind, stated in masthead.parts.items():
        start, end = part.start + stated.start, part.start + stated.end
        found.words(kind, stated.value, f"{kind}.masthead", 0.85 if kind == "place" else 0.9, start, end)


def _from_source(found: _Found, part: HeadPart, source: SourceLine) -> None:
    """What a line of the form `National Post · 10 Oct 2020 · A3` says."""
    name = source.name
    if name:
        title = source.title.name if source.title else paper.in_title_case(name.value)
        rule = "paper.source-known" if source.title else "paper.source"
        found.words("paper", title, rule, source.confidence, part.start + name.start, part.start + name.end)
    for kind, stated in source.parts.items():
        start, end = part.start + stated.start, part.start + stated.end
        read = byline.parse(stated.value) if kind == "byline" else None
        if read:
            _from_byline(found, read, start, end)
        elif kind != "byline":
            found.words(kind, stated.value, f"{kind}.source", 0.8 if kind == "place" else 0.93, start, end)


def _from_byline(found: _Found, read: byline.Byline, start: int, end: int) -> None:
    line = " ".join(found.raw[start:end].split())
    found.words("byline_raw", line, read.rule, read.confidence, start, end)
    if read.persons:
        found.words("byline", read.persons, read.rule, read.confidence, start, end)
    found.words("byline_complete", read.is_complete, read.rule, 0.95, start, end)
    if read.agency:
        found.words("agency", read.agency, "agency.byline", min(0.95, read.confidence + 0.03), start, end)


def _from_key(found: _Found, entry: KeyedLine, code: str) -> None:
    name, value = entry.field, entry.value
    if not name or not value:
        return
    start, end = entry.start, entry.end
    if name == "byline":
        read = byline.parse(value, is_stated=True)
        found.words("byline_raw", value, "byline.key", 0.97, start, end)
        if read:
            _from_byline(found, read, start, end)
        return
    if name == "section":
        parts, rest = source_lines.details(value)
        for kind, stated in parts.items():
            found.words(kind, stated.value, f"{kind}.key", 0.93, start + stated.start, start + stated.end)
        value = rest if parts else value
    known = _keyed_value(name, value, code)
    if known:
        found.words(name, known, f"{name}.key", 0.97, start, end)
    if name == "paper":
        masthead = paper.parse(value)
        for kind, stated in masthead.parts.items() if masthead else ():
            found.words(kind, stated.value, f"{kind}.key", 0.85, start + stated.start, start + stated.end)


def _keyed_value(name: str, value: str, code: str) -> str:
    if name == "date":
        date = next(iter(dates.find(value, code)), None)
        return date.edtf if date else value if EdtfDate.try_parse(value) else ""
    if name == "country":
        return find_country(value) or ""
    if name == "language":
        return find_language(value) or ""
    if name == "paper":
        value = source_lines.without_place(value) if find_paper(source_lines.without_place(value)) else value
        masthead = paper.parse(value)
        name_only = masthead.name.value if masthead and masthead.parts else value
        title = find_paper(name_only)
        return title.name if title else name_only
    if name == "agency":
        agency = agencies.find_agencies(value)
        return agency.name if agency else value
    return value


def _from_notes(found: _Found, layout: Layout) -> None:
    """What the platform's own lines tell: "Newspapers from Canada" is about the paper, not the story."""
    for line, note in layout.notes:
        start, end = line.start + note.name_start, line.start + note.name_end
        if note.kind == "country":
            found.words("country", note.code, "country.navigation", 0.96, start, end)
        elif note.kind == "language":
            found.words("language", note.code, "language.navigation", 0.75, start, end)
        if note.provider:
            found.words("provider", note.provider, "provider.navigation", 0.85, line.start, line.end)


def _from_body(found: _Found, layout: Layout, spoken: tuple[str, float] | None) -> None:
    start, end = layout.body
    if spoken:
        evidence = Evidence("language.words", spoken[1], start, end, "text", "the commonest words of the text")
        found.offer("language", spoken[0], evidence)
    line = dateline.find(found.raw, start, end, spoken[0] if spoken else "")
    if line:
        value = {"text": line.text, "place": line.place, "country": line.country or None, "date": line.date or None}
        found.words("dateline", value, "dateline.opening", line.confidence, line.start, line.end)
        if line.agency and line.agency_span:
            sure = 0.93 if line.agency_is_listed else 0.75
            found.words("agency", line.agency, "agency.dateline", sure, *line.agency_span)
    _sign_off(found, start, end)


def _sign_off(found: _Found, start: int, end: int) -> None:
    """An agency in parentheses or behind a dash as the very last words."""
    tail_start = max(start, end - _SIGN_OFF)
    tail = found.raw[tail_start:end]
    for opening in ("(", "[", "—", "–", "- ", "\n"):
        at = tail.rfind(opening)
        if at < 0:
            continue
        words = tail[at + len(opening) :].strip(" )].\t\r\n")
        agency = agencies.find_agencies(words) if 2 <= len(words) <= 40 else None
        if agency:
            first = tail_start + at + len(opening)
            first += len(found.raw[first:end]) - len(found.raw[first:end].lstrip())
            found.words("agency", agency.name, "agency.sign-off", 0.88, first, first + len(words))
            return


def _from_path(found: _Found, path: str) -> None:
    named = paper.from_file_name(path)
    if named:
        title, source = named
        confidence = 0.6 if source == "file name" else 0.5
        found.offer("paper", title.name, Evidence(f"paper.{source.replace(' ', '-')}", confidence, source=source))
    told = file_names.date(path)
    for name, one in (*([("date", told)] if told else ()), *file_names.others(path)):
        evidence = Evidence(f"{name}.{one.rule}", one.confidence, source=one.source, detail=one.words)
        found.offer(name, one.value, evidence)
