"""The Page layer of the reader: a page as it was printed, those beside it, and what is known of its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from newsreader.desktop.icons import Icons
from newsreader.desktop.jobs import Jobs
from newsreader.desktop.page_bar import PageBar
from newsreader.desktop.page_canvas import PageCanvas
from newsreader.desktop.page_decoding import PictureSource
from newsreader.desktop.page_marks import PageMarks, Span
from newsreader.desktop.page_notices import PageNotice
from newsreader.desktop.page_overlays import united
from newsreader.desktop.page_pointing import PagePointing
from newsreader.desktop.page_sheet import PageSheet
from newsreader.desktop.page_strip import PageStrip
from newsreader.desktop.page_tiles import PageTiles
from newsreader.desktop.page_tools import ReadingTool
from newsreader.desktop.page_zoom import FREE, PAGE
from newsreader.desktop.theme import Theme
from newsreader.domain.article import Article
from newsreader.domain.issue import WordPlaces
from newsreader.services.page_reading import IssueHits, OpenIssue, OpenPage

_SCREEN_PX: Final = 1200
"""What a page is decoded for before anything else; about the height of a window."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the reader was in an issue."""

    page: int
    fit: str
    zoom: float
    centre: tuple[float, float]


class PageView(QWidget):
    """Shows one page of an issue and says what the reader wants of it.

    Signals:
        page_wanted: Number of a page of the issue.
        issue_stepped: +1 for the next issue of the paper, -1 for the previous.
        article_chosen: Number of an article whose box was clicked.
        text_wanted: A place in the raw text of the open article, to be shown there.
        pointed: The place in the raw text of the word that was clicked.
        words_selected: The span of the raw text of the words that are selected; None for none.
        hits_shown: Which hit the reader stands on, from 1 (0 for none yet), and how many there are.
        told: Something for the status line.
    """

    page_wanted = Signal(int)
    issue_stepped = Signal(int)
    article_chosen = Signal(int)
    text_wanted = Signal(int)
    pointed = Signal(int)
    words_selected = Signal(object)
    hits_shown = Signal(int, int)
    told = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._issue: OpenIssue | None = None
        self._page: OpenPage | None = None
        self._sheet: PageSheet | None = None
        self._article: Article | None = None
        self._going_to: Sequence[Span] = ()
        self._is_entering_below = False
        self._is_article_due = False
        """An article was opened and is to be brought into view."""
        self._centre: tuple[float, float] | None = None
        """What is to be in the middle of the window once the size of the picture is known."""
        self._kept: dict[int, _Place] = {}
        self.setProperty("pane", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.bar = PageBar(theme, icons, self)
        self.notice = PageNotice(theme, icons, self)
        self.tiles = PageTiles(jobs, self)
        self.canvas = PageCanvas(theme, self.tiles, self)
        self.marks = PageMarks(self.canvas.overlays)
        self.reading = ReadingTool(self.canvas)
        self.canvas.set_tool(self.reading)
        self.pointing = PagePointing(self)
        self.strip = PageStrip(theme, jobs, self)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.strip)
        body.addWidget(self.canvas, 1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.notice)
        column.addLayout(body, 1)
        self.setFocusProxy(self.canvas)
        self._connect()

    def _connect(self) -> None:
        bar, canvas = self.bar, self.canvas
        bar.page_stepped.connect(self.step_page)
        bar.issue_stepped.connect(self.issue_stepped)
        bar.article_chosen.connect(self.article_chosen)
        bar.fit_chosen.connect(canvas.fit_to)
        bar.zoom_chosen.connect(canvas.set_zoom)
        bar.zoom_stepped.connect(canvas.step_zoom)
        canvas.zoomed.connect(lambda: bar.show_zoom(canvas.zoom, canvas.fit))
        canvas.edge_passed.connect(self._on_edge_passed)
        self.strip.page_chosen.connect(self.page_wanted)
        self.tiles.opened.connect(self._on_opened)
        self.tiles.finished.connect(self.strip.fetch_pictures)

    def add_line(self, widget: QWidget) -> None:
        """Puts something between the bar and the page."""
        self._column.insertWidget(1, widget)

    # -- what is shown ------------------------------------------------------------------------------------------------

    @property
    def issue(self) -> OpenIssue | None:
        """The issue that is open."""
        return self._issue

    @property
    def sequence(self) -> int:
        """Number of the page that is shown; 0 for none."""
        return self._page.row.sequence if self._page is not None else 0

    @property
    def page(self) -> OpenPage | None:
        """The page that is shown."""
        return self._page

    @property
    def article(self) -> Article | None:
        """The open article."""
        return self._article

    @property
    def going_to(self) -> Sequence[Span]:
        """Words that are to be brought into view when their page is there."""
        return self._going_to

    @property
    def sheet(self) -> PageSheet | None:
        """The page with its picture; None until the size of that is known."""
        return self._sheet

    def remembered_page(self, issue: int) -> int:
        """The page that was seen last in an issue; 0 for none."""
        return self._kept[issue].page if issue in self._kept else 0

    def clear(self) -> None:
        """Forgets everything, as when another archive is opened."""
        self._issue, self._page, self._sheet = None, None, None
        self._kept.clear()
        self.marks.set_sheet(None)
        self.show_article(None, None, ())
        self.canvas.overlays.clear()
        self.tiles.forget()
        self.repaint_page()

    def show_article(self, article: Article | None, places: WordPlaces | None, hits: Sequence[Span]) -> None:
        """Takes the open article, where its words are printed, and the hits in its raw text."""
        is_other = article is None or self._article is None or article.number != self._article.number
        self._article = article
        if is_other:
            self.pointing.word = None
            self._going_to = ()
            self._is_article_due = True
        self.marks.set_article(article, places)
        self.marks.set_hits(hits)
        self.marks.put_all()
        if self._sheet is not None:
            self._show_articles()
            self._go_to_article()
        self._tell_hits()
        self.repaint_page()

    def show_page(self, issue: OpenIssue, page: OpenPage, source: PictureSource, title: str) -> None:
        """Shows a page of an issue.

        Args:
            issue: The issue.
            page: The page with its words.
            source: Its picture.
            title: Paper and date in words.
        """
        is_other = self._issue is None or self._issue.issue.number != issue.issue.number
        is_same_page = not is_other and self.sequence == page.row.sequence
        self._keep_place()
        self._issue, self._page, self._sheet = issue, page, None
        self.marks.set_sheet(None)
        self.notice.show_state(page)
        place = next(place for place, row in enumerate(issue.pages, start=1) if row.sequence == page.row.sequence)
        self.bar.show_page(place, len(issue.pages), page.row.label, title)
        self.canvas.setAccessibleName(f"Page {place} of {len(issue.pages)}, {title}")
        self.strip.setVisible(len(issue.pages) > 1)
        self.strip.stand_on(page.row.sequence)
        if not is_same_page:
            self._centre = (self.canvas.centre()[0], 1.0 if self._is_entering_below else 0.0)
        if is_other:
            self._restore_place(issue.issue.number, page.row.sequence)
        self._is_entering_below = False
        self.tiles.show(source, round(_SCREEN_PX * self.devicePixelRatioF()))
        self.repaint_page()

    def show_instead(self, source: PictureSource) -> None:
        """Shows something else where the picture of the page cannot be shown."""
        self.tiles.show(source, round(_SCREEN_PX * self.devicePixelRatioF()))
        self.strip.fetch_pictures()

    def show_issue_hits(self, hits: IssueHits) -> None:
        """Shows what the search found in the whole issue."""
        self.marks.set_issue_hits(hits)
        self.strip.show_hits(hits.counts)
        self.repaint_page()

    def show_evidence(self, spans: Sequence[Span], *, is_going: bool = True) -> None:
        """Rings the words a value came from and brings them into view; another page is asked for if they are there."""
        self.marks.set_evidence(spans)
        self.repaint_page()
        if spans and is_going:
            self.go_to(spans)

    def go_to(self, spans: Sequence[Span]) -> None:
        """Brings words of the open article into view, on whatever page they are."""
        self._going_to = spans
        page = next((at.page for span in spans for at in self.marks.words.on_pages(*span)), 0)
        if self._sheet is not None and page == self.sequence:
            self._go()
        elif page and page != self.sequence:
            self.page_wanted.emit(page)

    def show_doubtful(self, *, is_shown: bool) -> None:
        """Shades the words that the recognition was not sure of, or no more."""
        self.marks.has_doubtful = is_shown
        self.marks.put_all()
        self.repaint_page()

    def show_inverted(self, *, is_inverted: bool) -> None:
        """Shows pages light on dark, or as they are."""
        self.canvas.is_inverted = is_inverted
        self.strip.show_inverted(is_inverted=is_inverted)
        self.repaint_page()

    def step_page(self, steps: int) -> None:
        """Asks for the next or previous page; at the ends of an issue nothing happens."""
        if self._issue is None:
            return
        pages = [row.sequence for row in self._issue.pages]
        place = pages.index(self.sequence) + steps if self.sequence in pages else 0
        if 0 <= place < len(pages):
            self.page_wanted.emit(pages[place])

    def step_hit(self, steps: int) -> None:
        """Goes so many hits on in the open article, around the end."""
        marks = self.marks
        if not marks.hits:
            return
        fresh = 0 if steps > 0 else len(marks.hits) - 1
        marks.hit_now = (marks.hit_now + steps) % len(marks.hits) if marks.hit_now >= 0 else fresh
        marks.put_hits()
        self._tell_hits()
        self.repaint_page()
        self.go_to([marks.hits[marks.hit_now]])

    def raw_place(self) -> int | None:
        """Where the reader is in the raw text of the open article: the word clicked, or its beginning on this page."""
        span = self.marks.raw_of(self.pointing.word) if self.pointing.word is not None else None
        if span is not None:
            return span[0]
        return self.marks.words.first_on(self.sequence) if self.sequence else None

    def repaint_page(self) -> None:
        """Paints what lies over the page anew."""
        self.canvas.viewport().update()

    def _on_edge_passed(self, steps: int) -> None:
        self._is_entering_below = steps < 0
        self.step_page(steps)

    # -- the picture --------------------------------------------------------------------------------------------------

    def _on_opened(self) -> None:
        page = self._page
        if page is None or self._sheet is not None:
            return
        self.canvas.show_sheet(self.tiles.size)
        if self._centre is not None:
            self.canvas.go_to(self._centre)
            self._centre = None
        self._sheet = PageSheet(page, self.tiles.size)
        self.marks.set_sheet(self._sheet)
        self._show_articles()
        if self._going_to:
            self._go()
        else:
            self._go_to_article()
        if self.tiles.is_cut_off:
            self.notice.say(
                "The picture of this page is cut off.", "Its file ends too early; look for a better copy of it."
            )
        self.repaint_page()

    def _show_articles(self) -> None:
        self.bar.show_articles(self.canvas.overlays.areas, self.canvas.overlays.open_article)

    def _go(self) -> None:
        places = [mark.place for mark in self.marks.of_spans(self._going_to)]
        self._going_to = ()
        if places:
            rects = (rect for area in self.canvas.overlays.areas for rect in area.rects)
            column = next((rect for rect in rects if rect.contains(places[0].center())), None)
            self.canvas.bring_into_view(united(places[:40]), column)

    def _go_to_article(self) -> None:
        if not self._is_article_due:
            return
        area = self.canvas.overlays.area_of(self.canvas.overlays.open_article)
        if area is not None and area.rects:
            self._is_article_due = False
            if self.canvas.fit != PAGE:
                self.canvas.bring_into_view(area.rects[0])

    def _tell_hits(self) -> None:
        self.hits_shown.emit(self.marks.hit_now + 1, len(self.marks.hits))

    def _keep_place(self) -> None:
        if self._issue is not None and self._sheet is not None:
            canvas = self.canvas
            self._kept[self._issue.issue.number] = _Place(self.sequence, canvas.fit, canvas.zoom, canvas.centre())

    def _restore_place(self, issue: int, page: int) -> None:
        place = self._kept.get(issue)
        if place is None:
            self.canvas.fit_to(self.canvas.fit if self.canvas.fit != FREE else PAGE)
            return
        if place.fit != FREE:
            self.canvas.fit_to(place.fit)
        else:
            self.canvas.set_zoom(place.zoom)
        if place.page == page:
            self._centre = place.centre
