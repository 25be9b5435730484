"""Makes an edition up, prints it and scans it."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QImage, QTransform
from sample_issue import drawing, manuscript, mastheads, pictures
from sample_issue.editions import Edition
from sample_issue.pages import MadeUp, MakeUp

_PICTURES = {"view": pictures.harbour, "light": pictures.lighthouse, "comet": pictures.comet}


def text_of(edition: Edition) -> Path:
    """The file with its stories."""
    return Path(__file__).with_name(edition.text)


def made_up(edition: Edition) -> list[tuple[MadeUp, QTransform]]:
    """The pages of an edition with the way each lies on the scanner."""
    stories = manuscript.read(text_of(edition))
    office = MakeUp(stories, edition.columns)
    pages = []
    for number, (wells, degrees) in enumerate(zip(edition.pages, edition.turns, strict=True), 1):
        head = MadeUp()
        top = mastheads.front(head, edition.paper) if number == 1 else mastheads.inner(head, edition.paper, number)
        made = office.page(number, top, wells)
        made.placed = head.placed + made.placed
        made.strokes = head.strokes + made.strokes
        pages.append((made, drawing.turn(degrees)))
    return pages


def scans(edition: Edition, pages: list[tuple[MadeUp, QTransform]]) -> Iterator[QImage]:
    """The picture of each page; what stands behind it shines through."""
    sheets = [drawing.grey(drawing.printed(made, askew, _PICTURES)) for made, askew in pages]
    for number, sheet in enumerate(sheets):
        behind = sheets[number ^ 1] if number ^ 1 < len(sheets) else None
        yield drawing.scanned(sheet, behind, edition.seed + number)
