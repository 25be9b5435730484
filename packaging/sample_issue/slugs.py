"""Sets whole stories: what of each must stay together, from the headline to the last line."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sample_issue import composing, faces
from sample_issue.composing import Line
from sample_issue.manuscript import Story

LEADING = 26.0
_SMALL = 24.0
_PAD = 14.0


@dataclass(slots=True)
class Slug:
    """A line, a rule or a space of a column.

    Attributes:
        height: Pixels.
        line: The line, or None.
        role: `headline`, `subheadline`, `overline`, `byline`, `text`, `caption` or "".
        block: Slugs of one story with the same number belong together.
        rule: `short`, `cut` or `double` when it is one.
        gives: It may be made higher so that the column comes out even.
        picture: Room for the drawing of that name.
        inset: From both sides of the column.
    """

    height: float
    line: Line | None = None
    role: str = ""
    block: int = 0
    rule: str = ""
    gives: bool = False
    picture: str = ""
    inset: float = 0.0


@dataclass(slots=True)
class Unit:
    """Slugs that no column end may part.

    Attributes:
        story: Its story; None for what stands between two.
        is_framed: Has a box drawn around it.
    """

    story: Story | None
    slugs: list[Slug] = field(default_factory=list)
    is_framed: bool = False

    @property
    def height(self) -> float:
        """Pixels."""
        return sum(slug.height for slug in self.slugs)


def units(story: Story, width: float) -> list[Unit]:
    """The units of a story in a column of that width, without what parts it from the next."""
    if story.style == "ad":
        return [_advertisement(story, width)]
    head = Unit(story, [*_head(story, width)])
    body = [*_body(story, width)]
    if body and head.slugs:
        body[0].slugs = head.slugs + body[0].slugs
        return body
    return [head, *body] if head.slugs else body


def head_alone(story: Story, width: float) -> Unit:
    """The headline of a story, set over several columns."""
    return Unit(story, [*_head(story, width)])


def body_alone(story: Story, width: float) -> list[Unit]:
    """A story without its headline."""
    return [*_body(story, width)]


def parting() -> Unit:
    """What stands between two stories."""
    return Unit(None, [Slug(11, gives=True), Slug(2, rule="short"), Slug(11, gives=True)])


def jump(story: Story, text: str) -> Unit:
    """The line that sends the reader to another page."""
    return Unit(story, [Slug(LEADING, composing.from_left(text, faces.ITALIC.at(20), LEADING), "text", 900)])


def continued(story: Story, page: int, width: float) -> Unit:
    """The headline under which a story goes on."""
    short = " ".join(story.heads)
    face = faces.SANS.at(31)
    lines = composing.wrapped(short, face, width, face.size * 1.15)
    note = composing.centred(f"(Continued from Page {page}.)", faces.ITALIC.at(20), width, LEADING)
    heads = [Slug(line.height, line, "headline", 901) for line in lines]
    return Unit(story, [*heads, Slug(LEADING, note, "text", 902), Slug(8, gives=True)])


def _head(story: Story, width: float) -> Iterator[Slug]:
    if story.section:
        face = faces.TIMES_LIGHT.at(36).fit((story.section,), width * 0.94)
        line = composing.centred(story.section, face, width, face.size * 1.12)
        yield from (Slug(3, rule="double"), Slug(5), Slug(line.height, line, "overline", 1), Slug(5))
        yield from (Slug(3, rule="double"), Slug(10, gives=True))
    yield from _headlines(story, width)
    for number, deck in enumerate(story.decks):
        yield from (Slug(7, gives=True), Slug(2, rule="short"), Slug(7, gives=True))
        face = faces.BOLD.at(27 if story.style == "lead" else 21)
        for line in composing.wrapped(deck, face, width * 0.94, face.size * 1.2):
            _shift(line, width * 0.03)
            yield Slug(line.height, line, "subheadline", 20 + number)
    if story.byline:
        yield from (Slug(7, gives=True), Slug(2, rule="short"), Slug(7, gives=True))
        line = composing.centred(story.byline, faces.ITALIC, width, LEADING)
        yield Slug(LEADING, line, "byline", 40)
    if story.heads and story.kind != "picture":
        yield Slug(8, gives=True)


def _headlines(story: Story, width: float) -> Iterator[Slug]:
    if not story.heads:
        return
    styles = {
        "lead": faces.TIMES.at(92),
        "medium": faces.TIMES.at(46),
        "table": faces.SANS.at(28),
        "poem": faces.TIMES_LIGHT.at(36),
    }
    small = faces.BOLD.at(25) if len(story.key) % 2 else faces.SANS.at(31)
    face = styles.get(story.style, small).fit(story.heads, width * 0.97)
    for head in story.heads:
        line = composing.centred(head, face, width, face.size * 1.1)
        yield Slug(line.height, line, "headline", 2)


def _shift(line: Line, by: float) -> None:
    for sort in line.sorts:
        sort.x += by


def _body(story: Story, width: float) -> Iterator[Unit]:
    if story.style == "picture":
        caption = composing.wrapped(story.caption, faces.BODY.at(19), width * 0.96, 24)
        for line in caption:
            _shift(line, width * 0.02)
        lines = [Slug(24, line, "caption", 50) for line in caption]
        yield Unit(story, [Slug(round(width * 0.54), picture=story.key), Slug(8), *lines])
        return
    for number, paragraph in enumerate(story.paragraphs):
        text = paragraph
        if not number and story.dateline:
            text = f"{story.dateline} {paragraph}"
        block = 100 + number
        if story.style in {"table", "poem"}:
            yield from _verse(story, text, width, block)
            continue
        face = faces.BODY
        if text.isupper() and len(text) < 30:
            signed = composing.right(text, face.at(20), width - 16, LEADING)
            yield Unit(story, [Slug(LEADING, signed, "text", block)])
            continue
        lines = composing.justified(text, face, width, LEADING, indent=20)
        slugs = [Slug(LEADING, line, "text", block) for line in lines]
        yield from _kept(story, slugs)


def _kept(story: Story, slugs: list[Slug]) -> Iterator[Unit]:
    """No first or last line of a paragraph alone."""
    if len(slugs) <= 3:
        yield Unit(story, slugs)
        return
    yield Unit(story, slugs[:2])
    yield from (Unit(story, [slug]) for slug in slugs[2:-2])
    yield Unit(story, slugs[-2:])


def _verse(story: Story, text: str, width: float, block: int) -> Iterator[Unit]:
    unit = Unit(story)
    left = 0.0
    priced = tuple(row.replace(" .. ", " ... ") for row in "\n".join(story.paragraphs).split("\n") if " .. " in row)
    face = faces.BODY.at(21).fit(priced, width) if priced else faces.BODY.at(21)
    if story.style == "poem":
        rows = tuple(row for verse in story.paragraphs for row in verse.split("\n"))
        face, left = faces.BODY.fit(rows, width - 16), 8.0
    for row in text.split("\n"):
        if row.startswith("*"):
            line = composing.centred(row[1:], faces.ITALIC.at(21), width, LEADING)
            unit.slugs.append(Slug(LEADING, line, "text", block))
        elif " .. " in row:
            unit.slugs.append(Slug(LEADING, composing.with_leaders(row, face, width, LEADING), "text", block))
        else:
            lines = composing.justified(row, face, width - left, LEADING)
            for line in lines:
                _shift(line, left)
            unit.slugs += [Slug(LEADING, line, "text", block) for line in lines]
    unit.slugs.append(Slug(7, gives=True))
    yield unit


def _advertisement(story: Story, width: float) -> Unit:
    inner = width - 2 * _PAD
    unit = Unit(story, [Slug(_PAD, gives=True)], is_framed=True)
    wide = inner > 400
    for number, row in enumerate(story.paragraphs[0].split("\n")):
        unit.slugs += [*_ad_row(row, inner, 100 + number, is_wide=wide)]
    unit.slugs.append(Slug(_PAD, gives=True))
    return unit


def _ad_row(row: str, inner: float, block: int, *, is_wide: bool) -> Iterator[Slug]:
    if row == "---":
        yield from (Slug(8, gives=True), Slug(2, rule="short"), Slug(8, gives=True))
        return
    more = 1.5 if is_wide else 1.0
    big = (faces.TIMES.at(70 * more), faces.DIDONE.at(60 * more))[len(row) % 2]
    kinds = {"# ": big, "##": faces.BOLD.at(30 * more), "*": faces.ITALIC.at(24 * more)}
    mark = next((mark for mark in kinds if row.startswith(mark)), "")
    text = row.lstrip("#* ")
    if " .. " in row:
        line = composing.with_leaders(text, faces.BODY.at(21 * more), inner, LEADING * more)
        _shift(line, _PAD)
        line.leaders = (line.leaders[0] + _PAD, line.leaders[1] + _PAD) if line.leaders else None
        yield Slug(line.height, line, "text", block)
        return
    if mark and mark != "*":
        face = kinds[mark].fit((text,), inner)
        lines = [composing.centred(text, face, inner, face.size * 1.14)]
    else:
        face = kinds.get(mark, faces.BODY.at(22 * more))
        lines = composing.wrapped(text, face, inner, face.size * 1.2)
    role = "headline" if mark in {"# ", "##"} else "text"
    for line in lines:
        _shift(line, _PAD)
        yield Slug(line.height, line, role, block)
