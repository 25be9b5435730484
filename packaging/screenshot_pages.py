"""The Page layer of the reader on the sample's digitized issue."""

from collections.abc import Callable
from pathlib import Path

from screenshot_studio import Studio
from screenshot_waiting import open_archive

from newsreader.desktop.picture import settle
from newsreader.desktop.window import DeskWindow
from newsreader.services import browsing, sample

QUERY = "judge piers"
HEADLINE = "JUDGE WYNN ASKS ONE QUESTION OF BOTH SIDES"


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


STATES: dict[str, Callable[[Studio, DeskWindow], None]] = {"page": page, "page-hits": page_hits}


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
