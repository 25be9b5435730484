"""The Page layer of the reader, cutting pages and the window of issues, on the sample's digitized issues."""

from collections.abc import Callable
from pathlib import Path

from screenshot_studio import Studio
from screenshot_waiting import open_archive

from newsreader.desktop.actions import Command
from newsreader.desktop.picture import settle
from newsreader.desktop.window import DeskWindow
from newsreader.services import browsing, sample

QUERY = "judge piers"
HEADLINE = "JUDGE WYNN ASKS ONE QUESTION OF BOTH SIDES"
LINES = 3
"""So many are taken up to be cut."""


def page(studio: Studio, window: DeskWindow) -> None:
    """A whole page: the open article lit, the hits on the words, the pages of the issue beside it."""
    _open_page(studio, window)


def page_hits(studio: Studio, window: DeskWindow) -> None:
    """A hit at the size of the picture."""
    _open_page(studio, window)
    window.pages.view.canvas.set_zoom(1.0)
    for _ in range(2):
        window.frame.reader.hits.step(1)
    settle(window)


def page_cut(studio: Studio, window: DeskWindow) -> None:
    """Lines taken up to be cut, the articles of the page outlined, and what can be done."""
    _cut(studio, window)


def page_cut_place(studio: Studio, window: DeskWindow) -> None:
    """The lines taken up are to go to another place: where they would go now."""
    _cut(studio, window)
    window.cutting.actions["cut_move"].trigger()
    view = window.pages.view
    sheet, marked = view.sheet, view.marks.selected
    if sheet is None:
        raise SystemExit("The page did not open")
    tool = window.cutting.tool
    if tool is not None:
        tool.hovered.emit(sheet.word_rect(max(marked) + LINES * 12).center())


def issues(studio: Studio, window: DeskWindow) -> None:
    """The issues of the archive by their front pages."""
    open_archive(window, _demo(studio))
    window.actions_by_command[Command.ISSUES].trigger()
    settle(window)


STATES: dict[str, Callable[[Studio, DeskWindow], None]] = {
    "page": page, "page-hits": page_hits, "page-cut": page_cut, "page-cut-place": page_cut_place, "issues": issues,
}  # fmt: skip


def _cut(studio: Studio, window: DeskWindow) -> None:
    _open_page(studio, window)
    window.pages.view.canvas.set_zoom(0.5)
    window.pages.view.bar.cut.click()
    settle(window)
    view = window.pages.view
    sheet = view.sheet
    if sheet is None:
        raise SystemExit("The page did not open")
    article = view.article
    words = view.marks.on_page([(0, len(article.raw) // 2)]) if article is not None else []
    first = words[len(words) // 2]
    for _ in range(LINES):
        line = sheet.line_of(first)
        window.cutting.take_up(line, is_adding=True)
        first = max(line) + 1
    view.canvas.bring_into_view(sheet.word_rect(first))


def _open_page(studio: Studio, window: DeskWindow) -> None:
    open_archive(window, _demo(studio))
    window.search_for(QUERY)
    settle(window)
    session = window.desk.session
    if session is None:
        raise SystemExit("The archive did not open")
    rows = browsing.rows(session, browsing.numbers(session))
    window.frame.list.stand_on(next(row.number for row in rows if row.headline.startswith(HEADLINE)))
    settle(window)
    window.frame.reader.set_layer("page")
    settle(window)


def _demo(studio: Studio) -> Path:
    """The archive that `newsreader` makes of its sample, digitized issues and all; made once."""
    folder = studio.folder / "Sample archive"
    if not folder.exists():
        sample.make_sample(folder).close()
    return folder
