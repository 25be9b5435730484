"""The parts of an article as it came: lines above the body that belong to the record, the body, the page's footer.

Each part set apart keeps its place in the raw text. A text is taken apart only where its form says so: a single
paragraph, or lines of a column without blank lines, is body and nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsreader.domain.field import Field
from newsreader.domain.repair import Repair
from newsreader.text import head, keyed, navigation
from newsreader.text.head import Head, HeadPart
from newsreader.text.keyed import KeyedLine
from newsreader.text.lines import Line, lines_of
from newsreader.text.navigation import Navigation

_MOST_HEAD_LINES = 60
_MOST_FOOTER_LINES = 25


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
    key_head = keyed.find(inner[:_MOST_HEAD_LINES])
    found = Head(papers)
    key_lines: tuple[KeyedLine, ...] = ()
    if key_head and (key_head.size < len(inner) or key_head.body_start is not None):
        key_lines, found.taken = key_head.lines, key_head.size
    stated = {entry.field for entry in key_lines}
    if not (key_head and key_head.body_start is not None):
        head.recognize(found, inner, stated, has_footer=bool(footer))
    body_start = key_head.body_start if key_head and key_head.body_start is not None else None
    if body_start is None:
        if found.taken >= len(inner):
            # Nothing but head lines: then they are the text.
            found, key_lines = Head(), ()
        body_start = inner[found.taken].start
    key_lines = (*key_lines, *found.keyed)
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
