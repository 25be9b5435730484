"""The parts of an article as it came: lines above the body that belong to the record, the body, the page's footer.

Each part set apart keeps its place in the raw text. A text is taken apart only where its form says so: a single
paragraph, or lines of a column without blank lines, is body and nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from newsreader.domain.field import Field
from newsreader.domain.repair import Repair
from newsreader.text import byline, dateline, dates, keyed, navigation, paper
from newsreader.text.agencies import find_agency
from newsreader.text.byline import Byline
from newsreader.text.keyed import KeyedLine
from newsreader.text.lines import Line, lines_of
from newsreader.text.navigation import Navigation
from newsreader.text.paper import Masthead

_MOST_HEAD_LINES = 60
_MOST_FOOTER_LINES = 25
_LONGEST_HEADLINE = 220
_SENTENCE_ENDS = tuple(".;,:")


@dataclass(frozen=True, slots=True)
class HeadPart:
    """Lines above the body and what they are.

    Attributes:
        kind: `paper`, `headline`, `subheadline`, `byline`, `date`, `agency`, `page`, `section` or `head`.
        start, end: Of the words in the raw text.
        confidence: 0 to 1.
        masthead, byline: What the line says, when that was worked out.
    """

    kind: str
    start: int
    end: int
    confidence: float
    masthead: Masthead | None = None
    byline: Byline | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of an article stand in its raw text.

    Attributes:
        parts: Of the head, in order, without keyed lines.
        keyed: Lines of a `Key: value` head.
        notes: Footer and other lines of the page, with what they tell and where they start.
        body: Span of the body.
        repairs: That set all this apart.
    """

    parts: tuple[HeadPart, ...]
    keyed: tuple[KeyedLine, ...]
    notes: tuple[tuple[Line, Navigation], ...]
    body: tuple[int, int]
    repairs: tuple[Repair, ...]

    def part(self, kind: str) -> HeadPart | None:
        """The first part of that kind."""
        return next((part for part in self.parts if part.kind == kind), None)


@dataclass(slots=True)
class _Head:
    """What has been recognized above the body so far."""

    papers: Mapping[str, str] = field(default_factory=dict)
    parts: list[HeadPart] = field(default_factory=list)
    taken: int = 0

    def take(self, kind: str, lines: Sequence[Line], confidence: float, **known: object) -> None:
        self.parts.append(HeadPart(kind, lines[0].start, lines[-1].end, confidence, **known))  # type: ignore[arg-type]
        self.taken += len(lines)


def recognize(raw: str, papers: Mapping[str, str] = {}) -> Layout:
    """The layout of a raw text; `papers` are variants of names that people taught."""
    lines = list(lines_of(raw))
    if not lines:
        return Layout((), (), (), (0, 0), ())
    footer = _footer(lines)
    header = _header(lines, len(lines) - len(footer))
    inner = lines[len(header) : len(lines) - len(footer)]
    if not inner:
        return Layout((), (), (), (lines[0].start, lines[-1].end), ())
    head = inner[:_MOST_HEAD_LINES]
    key_head = keyed.find(head)
    found = _Head(papers)
    key_lines: tuple[KeyedLine, ...] = ()
    if key_head and (key_head.size < len(inner) or key_head.body_start is not None):
        key_lines, found.taken = key_head.lines, key_head.size
    stated = {entry.field for entry in key_lines}
    if not (key_head and key_head.body_start is not None):
        _recognize_head(found, inner, stated, has_footer=bool(footer))
    body_start = key_head.body_start if key_head and key_head.body_start is not None else None
    if body_start is None:
        if found.taken >= len(inner):
            # Nothing but head lines: then they are the text.
            found, key_lines = _Head(), ()
        body_start = inner[found.taken].start
    body = (body_start, inner[-1].end)
    notes = (*header, *footer)
    return Layout(
        tuple(found.parts), key_lines, notes, body, _repairs(found.parts, key_lines, header, footer, body, raw)
    )


def _footer(lines: Sequence[Line]) -> tuple[tuple[Line, Navigation], ...]:
    """Lines of navigation at the end; the first lines of the text are never taken for it."""
    found: list[tuple[Line, Navigation]] = []
    for line in reversed(lines[max(1, len(lines) - _MOST_FOOTER_LINES) :]):
        note = navigation.recognize(line.text)
        if note is None:
            break
        found.append((line, note))
    while found and not found[-1][0].is_apart_before:
        # A last line of the body that only looks like navigation is not apart from it.
        found.pop()
    return tuple(reversed(found))


def _header(lines: Sequence[Line], stop: int) -> tuple[tuple[Line, Navigation], ...]:
    """Lines of navigation above everything else."""
    found: list[tuple[Line, Navigation]] = []
    for line in lines[: min(stop - 1, _MOST_FOOTER_LINES)]:
        note = navigation.recognize(line.text)
        if note is None:
            break
        found.append((line, note))
    return tuple(found) if found and found[-1][0].is_apart_after else ()


def _recognize_head(found: _Head, lines: Sequence[Line], stated: set[str], *, has_footer: bool) -> None:
    """Masthead, date and section lines, headline, subheadline and byline, as far as they go."""
    start = found.taken
    _take_masthead(found, lines, stated, has_footer=has_footer)
    _take_small(found, lines)
    if "headline" not in stated:
        _take_headline(found, lines)
    has_headline = "headline" in stated or any(part.kind == "headline" for part in found.parts)
    if not has_headline:
        if all(part.kind != "paper" or not part.masthead or not part.masthead.title for part in found.parts):
            # A masthead, date or byline without a headline is trusted only when the paper is known.
            found.parts.clear()
            found.taken = start
        return
    for _ in range(4):
        before = found.taken
        _take_small(found, lines)
        _take_masthead_below(found, lines, stated)
        _take_byline(found, lines, stated)
        if "subheadline" not in stated:
            _take_subheadline(found, lines)
        if found.taken == before:
            break


def _rest(found: _Head, lines: Sequence[Line]) -> Sequence[Line]:
    return lines[found.taken :]


def _take_masthead(found: _Head, lines: Sequence[Line], stated: set[str], *, has_footer: bool) -> None:
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
    if not _is_headish(rest[1]) and not _is_small(rest[1]) and not masthead.title:
        return
    found.take("paper", rest[:1], confidence if confidence >= 0.8 else 0.7, masthead=masthead)


def _take_masthead_below(found: _Head, lines: Sequence[Line], stated: set[str]) -> None:
    """A line below the headline that names the paper and its date: `The Halden Courier, 3 May 1904`."""
    rest = _rest(found, lines)
    if len(rest) < 2 or "paper" in stated or any(part.kind == "paper" for part in found.parts):
        return
    masthead = paper.parse(rest[0].text, found.papers) if rest[0].is_apart_after else None
    if masthead and "date" in masthead.parts and masthead.confidence >= 0.8:
        found.take("paper", rest[:1], masthead.confidence, masthead=masthead)


def _is_above_article(masthead: Masthead, rest: Sequence[Line]) -> bool:
    """A known title right above a headline that a byline or whole paragraphs follow; columns of print have neither."""
    return masthead.title is not None and (_is_byline(rest[2]) or _are_paragraphs(rest[2:]))


def _is_masthead_by_place(rest: Sequence[Line], masthead: Masthead, *, has_footer: bool) -> bool:
    """A short line of unknown name above a longer headline and a byline, or with date or page beside it."""
    if {"date", "page"} & masthead.parts.keys():
        return True
    is_short = len(masthead.name.value.split()) <= 5 and len(rest[0].text) < max(len(rest[1].text), 24)
    if not is_short or not rest[1].is_apart_after or not _is_headish(rest[1]):
        return False
    follows = byline.parse(rest[2].text) if len(rest[2].text) < 200 else None
    return has_footer or (follows is not None and follows.confidence >= 0.85)


def _is_small(line: Line) -> bool:
    return _small_kind(line) is not None


def _small_kind(line: Line) -> tuple[str, float] | None:
    """Date, page, edition and agency lines."""
    if len(line.text) > 90:
        return None
    if dates.only(line.text) or dateline.issued(line.text):
        return "date", 0.93
    masthead_part = paper.detail(line.text)
    if masthead_part[0] in ("page", "edition", "volume", "issue") and (line.is_apart_after or line.is_apart_before):
        return masthead_part[0], 0.85
    if find_agency(line.text) and len(line.text) < 40 and line.text[-1] != ".":
        return "agency", 0.9
    return None


def _take_small(found: _Head, lines: Sequence[Line]) -> None:
    for line in _rest(found, lines)[:4]:
        kind = _small_kind(line)
        if kind is None and found.parts and found.parts[-1].kind == "byline" and byline.is_role(line.text):
            kind = ("credit", 0.85)
        if kind is None or found.taken + 1 >= len(lines):
            return
        found.take(kind[0], [line], kind[1])


def _is_headish(line: Line, *, goes_on: bool = False) -> bool:
    """Whether a line has the form of a heading, or of one that goes on from the line above."""
    text = line.text
    if not 2 <= len(text) <= _LONGEST_HEADLINE or not any(map(str.isalpha, text)):
        return False
    if (text[0].islower() and not goes_on) or len(text.split()) > 30:
        return False
    return not text.endswith(_SENTENCE_ENDS) or text.endswith("...") or text.upper() == text


def _take_headline(found: _Head, lines: Sequence[Line]) -> None:
    rest = _rest(found, lines)
    count = 1
    while count < 4 and count < len(rest) and not rest[count - 1].is_apart_after:
        # A headline set over several lines, or a headline right above its byline.
        if _may_be_byline(rest[count]) or _is_small(rest[count]) or not _is_headish(rest[count], goes_on=True):
            break
        count += 1
    if count >= len(rest) or not _is_headish(rest[0]):
        return
    below = rest[count]
    is_apart = rest[count - 1].is_apart_after
    is_above_whole_lines = count == 1 and _is_long(below) and _are_paragraphs(rest[1:])
    if not is_apart and not _closes_head(rest[count : count + 2]) and not is_above_whole_lines:
        return
    if not found.parts and not _is_byline(below) and not _has_words(rest[:count]):
        return
    if _is_byline(rest[0]) and not found.parts:
        return
    if count > 1 and any(len(line.text) > 100 for line in rest[:count]):
        return
    if not any(_is_long(line) for line in rest[count : count + 8]) and not _is_running(rest[count:]):
        return
    has_more = bool(found.parts) or _is_byline(below)
    found.take("headline", rest[:count], 0.96 if has_more else 0.85 if len(rest) > count + 1 else 0.75)


def _is_byline(line: Line) -> bool:
    if len(line.text) > 160:
        return False
    read = byline.parse(line.text)
    return read is not None and read.confidence >= 0.78


def _closes_head(below: Sequence[Line]) -> bool:
    """Whether the lines right below a headline end a head: a byline that says "by", or a name or date and a gap."""
    read = byline.parse(below[0].text) if len(below[0].text) <= 160 else None
    if read and read.rule == "byline.by" and len(below[0].text) < 80:
        return True
    if not (read and read.confidence >= 0.6) and not _is_small(below[0]):
        return False
    return below[0].is_apart_after or (len(below) > 1 and below[1].is_apart_after and _is_small(below[1]))


def _has_words(lines: Sequence[Line]) -> bool:
    """Whether a lone headline says something: two words at least, and letters rather than dirt."""
    text = " ".join(line.text for line in lines)
    marks = sum(not letter.isspace() for letter in text)
    return len(text.split()) > 1 and sum(map(str.isalpha, text)) >= 0.7 * marks and not dates.is_weekday(text)


def _may_be_byline(line: Line) -> bool:
    """A line right below a headline that is a name, though nothing says so."""
    read = byline.parse(line.text) if len(line.text) <= 160 else None
    return read is not None and read.confidence >= 0.6


def _is_long(line: Line) -> bool:
    return len(line.text) >= 80


def _are_paragraphs(lines: Sequence[Line]) -> bool:
    """Whether each line is a paragraph: long, and ended like one."""
    ended = sum(line.text.endswith((".", "!", "?", "”", '"', "»", "’")) for line in lines)
    return sum(len(line.text) for line in lines) >= 150 * len(lines) and ended * 4 >= 3 * len(lines)


def _is_running(lines: Sequence[Line]) -> bool:
    """Whether the lines are running text: together long enough, or ended like a sentence."""
    return sum(len(line.text) for line in lines[:12]) >= 120 or lines[-1].text.endswith((".", "!", "?", "”", '"', "»"))


def _take_byline(found: _Head, lines: Sequence[Line], stated: set[str]) -> None:
    rest = _rest(found, lines)
    if len(rest) < 2 or "byline" in stated or any(part.kind == "byline" for part in found.parts):
        return
    line = rest[0]
    read = byline.parse(line.text) if len(line.text) <= 200 else None
    stands_apart = line.is_apart_after or line.is_apart_before or _is_long(rest[1])
    is_told = read is not None and (read.rule == "byline.by" or _is_small(rest[1]))
    if not stands_apart and not (is_told and found.parts):
        return
    if read is None or (read.rule == "byline.names" and not (line.is_apart_after or _is_small(rest[1]))):
        return
    found.take("byline", [line], read.confidence, byline=read)


def _take_subheadline(found: _Head, lines: Sequence[Line]) -> None:
    rest = _rest(found, lines)
    if len(rest) < 2 or any(part.kind in ("subheadline", "byline") for part in found.parts):
        return
    line = rest[0]
    if not (line.is_apart_before and line.is_apart_after) or len(line.text) > 250:
        return
    before_byline = _is_byline(rest[1])
    is_line = _is_headish(line) and len(line.text) < 160 and any(map(_is_long, rest[1:4]))
    is_deck = before_byline and len(line.text.split()) <= 40
    if is_line or is_deck:
        found.take("subheadline", [line], 0.85 if before_byline else 0.6)


def _repairs(
    parts: Sequence[HeadPart],
    key_lines: Sequence[KeyedLine],
    header: Sequence[tuple[Line, Navigation]],
    footer: Sequence[tuple[Line, Navigation]],
    body: tuple[int, int],
    raw: str,
) -> tuple[Repair, ...]:
    """What sets the head and the footer apart; each takes the gap to the body with it."""
    above: list[tuple[int, str, float]] = [(line.start, "navigation", 0.95) for line, _ in header]
    above += [(entry.line.start, f"set-apart.{entry.field or 'head'}", 0.97) for entry in key_lines]
    above += [(part.start, f"set-apart.{part.kind}", part.confidence) for part in parts]
    above.sort()
    found: list[Repair] = []
    first = above[0][0] if above else body[0]
    if first > 0:
        found.append(Repair("space", 0, first, raw[:first], "", 1.0))
    ends = [*(start for start, _, _ in above[1:]), body[0]]
    for (start, rule, confidence), end in zip(above, ends, strict=False):
        found.append(Repair(rule, start, end, raw[start:end], "", confidence))
    at = body[1]
    for line, _ in footer:
        end = len(raw) if line is footer[-1][0] else line.end
        found.append(Repair("navigation", at, end, raw[at:end], "", 0.97))
        at = end
    if at < len(raw):
        found.append(Repair("space", at, len(raw), raw[at:], "", 1.0))
    return tuple(found)


def with_body(raw: str, body: tuple[int, int], hints: Mapping[str, Field]) -> Layout:
    """The layout of a text whose format says where the body is.

    What lies above it and the format names (a headline) is set apart; all else outside is furniture of the page.
    """
    start, end = body
    text = raw[start:end]
    start += len(text) - len(text.lstrip())
    end = start + len(text.strip())
    heads = sorted(
        (evidence.start, f"set-apart.{name}", evidence.confidence)
        for name, hint in hints.items()
        if (evidence := hint.evidence).start is not None and evidence.end is not None and evidence.end <= start
    )
    found = []
    stops = [*(place for place, _, _ in heads), start]
    if stops[0] > 0:
        found.append(Repair("furniture", 0, stops[0], raw[: stops[0]], "", 0.95))
    for (place, rule, confidence), stop in zip(heads, stops[1:], strict=True):
        found.append(Repair(rule, place, stop, raw[place:stop], "", confidence))
    if end < len(raw):
        found.append(Repair("furniture", end, len(raw), raw[end:], "", 0.95))
    return Layout((), (), (), (start, end), tuple(found))
