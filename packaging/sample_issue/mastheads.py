"""What stands above the columns: the paper's name on the front page, the running head on the others."""

from dataclasses import dataclass

from sample_issue import composing, faces
from sample_issue.composing import Line
from sample_issue.pages import HEIGHT, WIDTH, MadeUp, Placed, Stroke
from sample_issue.slugs import Slug

_LEFT, _WIDTH = 92.0, WIDTH - 180.0
TITLE_SECTION = -1


@dataclass(frozen=True, slots=True)
class Paper:
    """What the head of a paper says.

    Attributes:
        ears: Two lines each left and right of the name.
        under: Left, middle and right of the line below it.
    """

    name: str
    motto: str
    ears: tuple[tuple[str, ...], tuple[str, ...]]
    under: tuple[str, str, str]
    running: str


def front(made: MadeUp, paper: Paper) -> float:
    """Sets the head of the front page; returns where the columns begin."""
    name = faces.DIDONE.at(200).fit((paper.name,), _WIDTH * 0.66)
    y = 96.0
    for at, ear in enumerate(paper.ears):
        x = _LEFT if not at else _LEFT + _WIDTH - 250
        made.strokes.append(Stroke("frame", x, y + 10, 250, 128))
        for row, text in enumerate(ear):
            face = faces.ITALIC.at(23).fit((text,), 226) if row else faces.SANS.at(27).fit((text,), 226)
            _place(made, composing.centred(text, face, 250, 34), x, y + 24 + row * 33, 250, -2 - at)
    _place(made, composing.centred(paper.name, name, _WIDTH, 170), _LEFT, y - 8, _WIDTH, -4, "title")
    motto = composing.centred(paper.motto, faces.ITALIC.at(25), _WIDTH, 34)
    _place(made, motto, _LEFT, y + 166, _WIDTH, -5)
    y += 210
    made.strokes.append(Stroke("double", _LEFT, y, _WIDTH, 0))
    left, middle, right = paper.under
    face = faces.BOLD.at(22)
    line = composing.from_left(left, face, 34)
    line.sorts += composing.centred(middle, face, _WIDTH, 34).sorts
    line.sorts += composing.from_left(right, face, 34, _WIDTH - face.width(right)).sorts
    _place(made, line, _LEFT, y + 9, _WIDTH, -6)
    made.strokes.append(Stroke("double", _LEFT, y + 48, _WIDTH, 0))
    return y + 74


def inner(made: MadeUp, paper: Paper, number: int) -> float:
    """Sets the running head of another page; returns where the columns begin."""
    face = faces.BOLD.at(24)
    line = Line(height=36, base=27)
    at_left = number % 2 == 0
    figure = composing.from_left(str(number), face, 36, 0 if at_left else _WIDTH - face.width(str(number))).sorts
    title = composing.centred(paper.running, face, _WIDTH, 36).sorts
    line.sorts = [*figure, *title] if at_left else [*title, *figure]
    _place(made, line, _LEFT, 92, _WIDTH, -6)
    made.strokes.append(Stroke("double", _LEFT, 134, _WIDTH, 0))
    return 158.0


def bottom_line() -> float:
    """Where the page ends."""
    return HEIGHT - 84.0


def _place(made: MadeUp, line: Line, x: float, y: float, width: float, block: int, role: str = "publishing") -> None:
    made.placed.append(Placed(Slug(line.height, line, role, block), None, x, y, width, block))
