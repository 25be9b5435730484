"""The lines above the body that belong to the record: paper, date, section, headline, subheadline and byline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from newsreader.text import byline, head_lines, keyed, paper, source_lines
from newsreader.text.authorities import PaperTitle
from newsreader.text.byline import Byline
from newsreader.text.keyed import KeyedLine
from newsreader.text.lines import Line
from newsreader.text.paper import Masthead
from newsreader.text.source_lines import SourceLine

_MOST_KEYED = 8


@dataclass(frozen=True, slots=True)
class HeadPart:
    """Lines above the body and what they are.

    Attributes:
        kind: `paper`, `source`, `headline`, `subheadline`, `byline`, `date`, `agency`, `page`, `section` or `trimming`.
        start, end: Of the words in the raw text.
        confidence: 0 to 1.
        masthead, byline, source: What the line says, when that was worked out.
    """

    kind: str
    start: int
    end: int
    confidence: float
    masthead: Masthead | None = None
    byline: Byline | None = None
    source: SourceLine | None = None

    @property
    def title(self) -> PaperTitle | None:
        """The newspaper of the authority that these lines name."""
        return self.masthead.title if self.masthead else self.source.title if self.source else None


@dataclass(slots=True)
class Head:
    """What has been recognized above the body so far.

    Attributes:
        parts: Lines and what they are, in order.
        keyed: Lines of the form `Key: value`.
        taken: How many lines of the text these are.
    """

    papers: Mapping[str, str] = field(default_factory=dict)
    parts: list[HeadPart] = field(default_factory=list)
    keyed: list[KeyedLine] = field(default_factory=list)
    taken: int = 0

    def has(self, *kinds: str) -> bool:
        """Whether lines of one of these kinds are there."""
        return any(part.kind in kinds for part in self.parts)

    @property
    def title(self) -> PaperTitle | None:
        """The newspaper of the authority that a line has named."""
        return next((part.title for part in self.parts if part.title), None)

    @property
    def has_paper(self) -> bool:
        """Whether a line has named the newspaper."""
        return any(part.kind == "paper" or (part.source and part.source.name) for part in self.parts)

    @property
    def has_cited_headline(self) -> bool:
        """Whether a line that cites the article has named its headline."""
        return any(part.source and "headline" in part.source.parts for part in self.parts)

    def take(self, kind: str, lines: Sequence[Line], confidence: float, **known: object) -> None:
        """Sets the next lines apart as one part."""
        self.parts.append(HeadPart(kind, lines[0].start, lines[-1].end, confidence, **known))  # type: ignore[arg-type]
        self.taken += len(lines)


def recognize(found: Head, lines: Sequence[Line], stated: set[str], *, has_footer: bool) -> None:
    """Masthead, date and section lines, headline, subheadline and byline, as far as they go."""
    start = found.taken
    _take_source(found, lines, stated, is_top=True)
    if not found.has_paper:
        _take_masthead(found, lines, stated, has_footer=has_footer)
    _take_small(found, lines)
    if found.parts:
        _take_keyed(found, lines, stated)
        _take_small(found, lines)
    _take_section(found, lines, stated)
    if "headline" not in stated and not found.has_cited_headline:
        _take_headline(found, lines)
    if not ("headline" in stated or found.has("headline") or found.has_cited_headline):
        if found.title is None:
            # A masthead, date or byline without a headline is trusted only when the paper is known.
            found.parts.clear()
            found.keyed.clear()
            found.taken = start
        return
    for _ in range(8):
        before = found.taken
        _take_small(found, lines)
        _take_source(found, lines, stated, is_top=False)
        _take_masthead_below(found, lines, stated)
        _take_keyed(found, lines, stated)
        _take_byline(found, lines, stated)
        if "subheadline" not in stated:
            _take_subheadline(found, lines)
        if found.taken == before:
            break


def _take_source(found: Head, lines: Sequence[Line], stated: set[str], *, is_top: bool) -> None:
    """Lines that name the paper with its date or page, or the paper alone above or below its date."""
    for _ in range(4):
        rest = _rest(found, lines)
        if len(rest) < 2:
            return
        line = rest[0]
        read = source_lines.parse(line.text, found.title)
        if read is None and found.has("paper") and not line.is_apart_after and source_lines.parse(rest[1].text):
            read = source_lines.place_line(line.text)
        if read and read.name and (found.has_paper or "paper" in stated):
            return
        if read:
            found.take("source", [line], read.confidence, source=read)
        elif found.has_paper or "paper" in stated or not _take_title(found, rest, is_top=is_top):
            return


def _take_title(found: Head, rest: Sequence[Line], *, is_top: bool) -> bool:
    """A newspaper's title alone on its line, with the date of the issue on one of the lines right below or above."""
    title = head_lines.title_alone(rest[0])
    name = source_lines.paper_like(rest[0].text) if title is None and is_top else None
    if title is None and name is None:
        return False
    below = rest[1:3] if not rest[1].is_apart_after else rest[1:2]
    is_dated = not rest[0].is_apart_after and any(head_lines.is_small(line, title) for line in below)
    is_above_head = is_top and len(rest) > 3 and _is_above_head(rest)
    if not is_dated and not is_above_head and not (title and not is_top and found.has("date", "trimming", "source")):
        return False
    words = source_lines.without_place(rest[0].text)
    masthead = Masthead(paper.Part(words, 0, len(words)), title, 0.95 if title else 0.86)
    found.take("paper", rest[:1], masthead.confidence, masthead=masthead)
    return True


def _is_above_head(rest: Sequence[Line]) -> bool:
    """Whether a line is followed, without a gap, by a longer heading and a line that says "by"."""
    heading, read = rest[1], byline.parse(rest[2].text) if len(rest[2].text) < 160 else None
    is_heading = head_lines.is_headish(heading) and len(heading.text) > len(rest[0].text)
    return is_heading and read is not None and read.rule == "byline.by" and len(rest[0].text.split()) <= 4


def _take_section(found: Head, lines: Sequence[Line], stated: set[str]) -> None:
    """The name of a part of the paper right above the headline."""
    rest = _rest(found, lines)
    if len(rest) < 3 or "section" in stated or not source_lines.is_section(rest[0].text):
        return
    if head_lines.is_headish(rest[1]) and len(rest[1].text.split()) > 2:
        found.take("section", rest[:1], 0.8)


def _take_keyed(found: Head, lines: Sequence[Line], stated: set[str]) -> None:
    """Lines like `BYLINE: Ada Brook` or `Ressort: Politik` within another head."""
    for line in _rest(found, lines)[:_MOST_KEYED]:
        entry = keyed.known_line(line)
        if entry is None or entry.field in stated or found.taken + 1 >= len(lines):
            return
        found.keyed.append(entry)
        found.taken += 1
        if entry.field:
            stated.add(entry.field)


def _rest(found: Head, lines: Sequence[Line]) -> Sequence[Line]:
    return lines[found.taken :]


def _take_masthead(found: Head, lines: Sequence[Line], stated: set[str], *, has_footer: bool) -> None:
    rest = _rest(found, lines)
    if len(rest) < 3 or "paper" in stated or len(rest[0].text) > 160:
        return
    line = rest[0]
    masthead = paper.parse(line.text, found.papers)
    if masthead is None or not (line.is_apart_after or masthead.parts or _is_above_article(masthead, rest)):
        return
    confidence = masthead.confidence
    if confidence < 0.8 and not _is_masthead_by_place(rest, masthead, has_footer=has_footer):
        return
    if not head_lines.is_headish(rest[1]) and not head_lines.is_small(rest[1]) and not masthead.title:
        return
    found.take("paper", rest[:1], confidence if confidence >= 0.8 else 0.7, masthead=masthead)


def _take_masthead_below(found: Head, lines: Sequence[Line], stated: set[str]) -> None:
    """A line below the headline that names the paper and its date: `The Halden Courier, 3 May 1904`."""
    rest = _rest(found, lines)
    if len(rest) < 2 or "paper" in stated or any(part.kind == "paper" for part in found.parts):
        return
    masthead = paper.parse(rest[0].text, found.papers) if rest[0].is_apart_after else None
    if masthead and "date" in masthead.parts and masthead.confidence >= 0.8:
        found.take("paper", rest[:1], masthead.confidence, masthead=masthead)


def _is_above_article(masthead: Masthead, rest: Sequence[Line]) -> bool:
    """A known title right above a headline that a byline or whole paragraphs follow; columns of print have neither."""
    return masthead.title is not None and (head_lines.is_byline(rest[2]) or head_lines.are_paragraphs(rest[2:]))


def _is_masthead_by_place(rest: Sequence[Line], masthead: Masthead, *, has_footer: bool) -> bool:
    """A short line of unknown name above a longer headline and a byline, or with date or page beside it."""
    if {"date", "page"} & masthead.parts.keys():
        return True
    is_short = len(masthead.name.value.split()) <= 5 and len(rest[0].text) < max(len(rest[1].text), 24)
    if not is_short or not rest[1].is_apart_after or not head_lines.is_headish(rest[1]):
        return False
    follows = byline.parse(rest[2].text) if len(rest[2].text) < 200 else None
    return has_footer or (follows is not None and follows.confidence >= 0.85)


def _take_small(found: Head, lines: Sequence[Line]) -> None:
    for line in _rest(found, lines)[:6]:
        kind = head_lines.small_kind(line, found.title)
        if kind is None and found.parts and not line.text.endswith((",", ";")):
            kind = head_lines.trimming(line, found.parts[-1].kind)
        if kind is None and found.parts and found.parts[-1].kind == "byline" and byline.is_role(line.text):
            kind = ("credit", 0.85)
        if kind is None or found.taken + 1 >= len(lines):
            return
        found.take(kind[0], [line], kind[1])


def _take_headline(found: Head, lines: Sequence[Line]) -> None:
    rest = _rest(found, lines)
    count = 1
    while count < 4 and count < len(rest) and not rest[count - 1].is_apart_after:
        # A headline set over several lines, or a headline right above its byline.
        line = rest[count]
        if head_lines.may_be_byline(line) or head_lines.is_small(line) or head_lines.title_alone(line):
            break
        if not head_lines.is_headish(line, goes_on=True):
            break
        count += 1
    if count >= len(rest) or not (head_lines.is_headish(rest[0]) or (found.parts and _is_old_heading(rest[0]))):
        return
    below = rest[count]
    is_apart = rest[count - 1].is_apart_after
    is_above_whole_lines = count == 1 and head_lines.is_long(below) and head_lines.are_paragraphs(rest[1:])
    if not is_apart and not head_lines.closes_head(rest[count : count + 2]) and not is_above_whole_lines:
        return
    if not found.parts and not head_lines.is_byline(below) and not head_lines.has_words(rest[:count]):
        return
    if head_lines.is_byline(rest[0]) and not found.parts:
        return
    if count > 1 and any(len(line.text) > 100 for line in rest[:count]):
        return
    following = rest[count : count + 8]
    if not any(map(head_lines.is_long, following)) and not head_lines.is_running(rest[count:]):
        return
    has_more = bool(found.parts) or head_lines.is_byline(below)
    found.take("headline", rest[:count], 0.96 if has_more else 0.85 if len(rest) > count + 1 else 0.75)


def _is_old_heading(line: Line) -> bool:
    """A heading that ends with a point, as those of old newspapers do: apart, short, and below the paper's name."""
    return line.is_apart_before and line.is_apart_after and line.text[-1:] == "." and len(line.text) <= 70


def _take_byline(found: Head, lines: Sequence[Line], stated: set[str]) -> None:
    rest = _rest(found, lines)
    if len(rest) < 2 or "byline" in stated or any(part.kind == "byline" for part in found.parts):
        return
    line = rest[0]
    read = byline.parse(line.text) if len(line.text) <= 200 else None
    stands_apart = line.is_apart_after or line.is_apart_before or head_lines.is_long(rest[1])
    is_above_small = head_lines.is_small(rest[1]) or head_lines.trimming(rest[1], "byline") is not None
    is_told = read is not None and (read.rule == "byline.by" or is_above_small)
    if not stands_apart and not (is_told and found.parts):
        return
    if read is None or (read.rule == "byline.names" and not (line.is_apart_after or is_above_small)):
        return
    found.take("byline", [line], read.confidence, byline=read)


def _take_subheadline(found: Head, lines: Sequence[Line]) -> None:
    rest = _rest(found, lines)
    if len(rest) < 2 or any(part.kind in ("subheadline", "byline") for part in found.parts):
        return
    line = rest[0]
    if not (line.is_apart_before and line.is_apart_after) or len(line.text) > 250:
        return
    before_byline = head_lines.is_byline(rest[1])
    is_line = head_lines.is_headish(line) and len(line.text) < 160 and any(map(head_lines.is_long, rest[1:4]))
    is_deck = before_byline and len(line.text.split()) <= 40
    if is_line or is_deck:
        found.take("subheadline", [line], 0.85 if before_byline else 0.6)
