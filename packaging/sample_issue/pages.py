"""Makes up pages: columns, what stands over several of them, rules, and stories that go on elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sample_issue import slugs
from sample_issue.manuscript import Story
from sample_issue.slugs import Slug, Unit

WIDTH, HEIGHT = 1800, 2560
_LEFT, _RIGHT, _BOTTOM = 92.0, 88.0, 84.0
_GUTTER = 24.0
_MOST_GIVEN = 28.0


@dataclass(frozen=True, slots=True)
class Well:
    """A part of a page that stories are poured into.

    Attributes:
        first, last: Columns, from 0; `last` is behind the last.
        stories: Their keys, in order; one with `+` is what another page had no room for.
        share: Of the height left on the page; 0 for as much as is needed, in even columns.
        is_wide: The stories stand over all its columns, side by side nothing.
        goes_on: Page on which the last story goes on when there is no room, else 0.
    """

    first: int
    last: int
    stories: tuple[str, ...]
    share: float = 1.0
    is_wide: bool = False
    goes_on: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A slug in its place on the page, pixels from the top left.

    Attributes:
        column: Number of the run it is of; runs that differ are never one block.
    """

    slug: Slug
    story: Story | None
    x: float
    y: float
    width: float
    column: int


@dataclass(frozen=True, slots=True)
class Stroke:
    """A rule or a frame on the page.

    Attributes:
        kind: `column`, `cut` or `frame`.
    """

    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(slots=True)
class MadeUp:
    """A page, made up."""

    placed: list[Placed] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class MakeUp:
    """Makes up the pages of one issue, one after the other."""

    def __init__(self, stories: dict[str, Story], columns: int) -> None:
        self._stories = stories
        self._columns = columns
        self._left_over: dict[str, list[Unit]] = {}
        self._from_page: dict[str, int] = {}
        self._runs = 0
        self._column = (WIDTH - _LEFT - _RIGHT + _GUTTER) / columns - _GUTTER

    def page(self, number: int, top: float, wells: Sequence[Well]) -> MadeUp:
        """One page; its wells go down from `top` in the order given."""
        made = MadeUp()
        down = [top] * self._columns
        for well in wells:
            self._pour(made, well, down, number)
        return made

    def _x(self, column: int) -> float:
        return _LEFT + column * (self._column + _GUTTER)

    def _pour(self, made: MadeUp, well: Well, down: list[float], number: int) -> None:
        top = max(down[well.first : well.last])
        across = well.last - well.first
        width = self._column * across + _GUTTER * (across - 1)
        room = (HEIGHT - _BOTTOM - top) * well.share
        x = self._x(well.first)
        start = top
        if well.is_wide:
            units = self._units(well.stories, width)
            ends = [self._column_of(made, units, x, top, width, room if well.share else 0)]
        else:
            top = self._head_across(made, well, x, top, width)
            room -= top - start
            units = self._units(well.stories, self._column, skip_head=across > 1 and top > start)
            runs = self._runs_of(well, units, room, across, number)
            ends = [
                self._column_of(made, run, self._x(well.first + at), top, self._column, room if well.share else 0)
                for at, run in enumerate(runs)
            ]
        bottom = max(start + room + (top - start), max(ends)) if well.share else max(ends)
        for at in range(1, across if not well.is_wide else 1):
            made.strokes.append(Stroke("column", self._x(well.first + at) - _GUTTER / 2, top, 0, bottom - top))
        if well.last < self._columns:
            made.strokes.append(Stroke("column", self._x(well.last) - _GUTTER / 2, start, 0, bottom - start + 14))
        is_last = bottom > HEIGHT - _BOTTOM - 20
        if not is_last:
            made.strokes.append(Stroke("cut", x, bottom + 12, width, 0))
        for at in range(well.first, well.last):
            down[at] = bottom + 26

    def _head_across(self, made: MadeUp, well: Well, x: float, top: float, width: float) -> float:
        """Sets the first story's headline over all columns of the well, when there are several."""
        key = well.stories[0]
        story = self._stories[key.rstrip("+")]
        if well.last - well.first < 2 or story.style != "lead" or key.endswith("+"):
            return top
        unit = slugs.head_alone(story, width)
        return self._column_of(made, [unit], x, top, width, 0) + 4

    def _units(self, keys: Sequence[str], width: float, *, skip_head: bool = False) -> list[Unit]:
        units: list[Unit] = []
        for at, key in enumerate(keys):
            story = self._stories[key.rstrip("+")]
            if units:
                units.append(slugs.parting())
            if key.endswith("+"):
                units += [self._continued(story, width), *self._left_over.pop(story.key)]
            elif skip_head and not at:
                units += slugs.body_alone(story, width)
            else:
                units += slugs.units(story, width)
        return units

    def _continued(self, story: Story, width: float) -> Unit:
        return slugs.continued(story, self._from_page[story.key], width)

    def _runs_of(self, well: Well, units: list[Unit], room: float, across: int, number: int) -> list[list[Unit]]:
        if not well.share:
            whole = sum(unit.height for unit in units)
            room = whole / across
            while len(runs := _columns(units, room)) > across:
                room += 6
        else:
            runs = _columns(units, room)
        if len(runs) > across:
            rest = [unit for run in runs[across:] for unit in run]
            self._cut(well, runs[across - 1], rest, room, number)
            runs = runs[:across]
        return runs

    def _cut(self, well: Well, run: list[Unit], rest: list[Unit], room: float, number: int) -> None:
        story = rest[-1].story
        if not well.goes_on or story is None:
            missing = sum(unit.height for unit in rest)
            raise ValueError(f"page {number}: no room for {missing:.0f} px, up to {rest[-1]}")
        note = slugs.jump(story, f"(Continued on Page {well.goes_on}.)")
        while sum(unit.height for unit in run) + note.height > room:
            rest.insert(0, run.pop())
        run.append(note)
        self._left_over[story.key] = rest
        self._from_page[story.key] = number

    def _column_of(self, made: MadeUp, run: list[Unit], x: float, top: float, width: float, room: float) -> float:
        """Places a run from `top` down, opening its gaps to fill `room`; returns where it ends."""
        while run and run[-1].story is None:
            run = run[:-1]
        self._runs += 1
        gaps = sum(slug.gives for unit in run for slug in unit.slugs)
        spare = room - sum(unit.height for unit in run) if room else 0.0
        more = min(max(spare, 0) / gaps, _MOST_GIVEN) if gaps else 0.0
        if spare - more * gaps > 60 or spare < -1:
            last = next((unit.story.key for unit in reversed(run) if unit.story), "")
            made.notes.append(f"column at x={x:.0f} ending with {last}: {spare - more * gaps:.0f} px too short")
        y = top
        for unit in run:
            start = y
            for slug in unit.slugs:
                made.placed.append(Placed(slug, unit.story, x, y, width, self._runs))
                y += slug.height + (more if slug.gives else 0)
            if unit.is_framed:
                made.strokes.append(Stroke("frame", x, start, width, y - start))
        return y


def _columns(units: list[Unit], room: float) -> list[list[Unit]]:
    """Units in columns of that height, first come first served."""
    runs: list[list[Unit]] = [[]]
    used = 0.0
    for unit in units:
        if used + unit.height > room and runs[-1] and unit.story is not None:
            runs.append([])
            used = 0.0
        if unit.story is None and not runs[-1]:
            continue
        runs[-1].append(unit)
        used += unit.height
    return runs
