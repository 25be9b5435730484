"""Puts what is known of the open article onto the page: its hits, highlights, evidence and selected words."""

from collections.abc import Iterable, Sequence
from itertools import chain

from newsreader.desktop.page_overlays import PageMark, PageOverlays, WordMark
from newsreader.desktop.page_sheet import PageSheet
from newsreader.domain.article import Article
from newsreader.domain.issue import WordPlaces
from newsreader.services.page_reading import IssueHits
from newsreader.text.word_places import OnPage, WordMap

Span = tuple[int, int]


class PageMarks:
    """Holds spans of the raw text and shows those that stand on the page which is open."""

    def __init__(self, overlays: PageOverlays) -> None:
        self._overlays = overlays
        self._sheet: PageSheet | None = None
        self._sequence = 0
        self._places: WordPlaces | None = None
        self._article: Article | None = None
        self._map = WordMap(WordPlaces(), {})
        self._issue_hits = IssueHits()
        self._evidence: Sequence[Span] = ()
        self.hits: Sequence[Span] = ()
        """The hits in the open article as spans of its raw text."""
        self.hit_now = -1
        self.selected: set[int] = set()
        """Words of the page that are selected."""
        self.has_doubtful = False

    @property
    def words(self) -> WordMap:
        """From the raw text of the open article to the page and back."""
        return self._map

    def set_sheet(self, sheet: PageSheet | None) -> None:
        """Takes the page that is shown now."""
        is_other = sheet is None or sheet.page.row.sequence != self._sequence
        self._sheet = sheet
        self._sequence = sheet.page.row.sequence if sheet is not None else 0
        if is_other:
            self.selected = set()
        self._overlays.areas = sheet.areas() if sheet is not None else ()
        self._make_map()
        self.put_all()

    def set_article(self, article: Article | None, places: WordPlaces | None) -> None:
        """Takes the article that is open, and where its words are printed."""
        is_other = article is None or self._article is None or article.number != self._article.number
        self._article, self._places = article, places
        if is_other:
            self._evidence, self.hit_now = (), -1
            self._overlays.put(PageMark.WORD, ())
        self._overlays.open_article = article.number if article is not None else 0
        self._make_map()

    def set_hits(self, hits: Sequence[Span]) -> None:
        """Takes the hits of another search in the open article."""
        if list(hits) != list(self.hits):
            self.hits, self.hit_now = hits, -1

    def set_issue_hits(self, hits: IssueHits) -> None:
        """Takes what the search found in the other articles of the issue."""
        self._issue_hits = hits
        self._put_other_hits()

    def set_evidence(self, spans: Sequence[Span]) -> None:
        """Rings the words a value came from."""
        self._evidence = spans
        self._overlays.put(PageMark.EVIDENCE, self.of_spans(spans))

    def put_all(self) -> None:
        """Puts all marks anew."""
        article, sheet = self._article, self._sheet
        highlights: list[WordMark] = []
        for annotation in article.annotations if article is not None else ():
            if annotation.anchor is not None and not annotation.orphaned:
                span = annotation.anchor.start, annotation.anchor.end
                highlights += self.of_spans([span], annotation.colour)
        self._overlays.put(PageMark.HIGHLIGHT, highlights)
        self._overlays.put(PageMark.DOUBTFUL, sheet.doubtful() if sheet is not None and self.has_doubtful else ())
        self._overlays.put(PageMark.EVIDENCE, self.of_spans(self._evidence))
        self._put_other_hits()
        self.put_hits()
        self.put_selected()

    def put_hits(self) -> None:
        """Marks the hits, the one the reader stands on apart."""
        now = self.hits[self.hit_now : self.hit_now + 1] if self.hit_now >= 0 else ()
        self._overlays.put(PageMark.HIT_NOW, self.of_spans(now))
        self._overlays.put(PageMark.HIT, self.of_spans([hit for hit in self.hits if hit not in now]))

    def put_selected(self) -> None:
        """Marks the words that are selected."""
        marks = self._sheet.marks(sorted(self.selected)) if self._sheet is not None else ()
        self._overlays.put(PageMark.SELECTED, marks)

    def put_word(self, word: int | None) -> None:
        """Rings the word that was clicked."""
        sheet = self._sheet
        self._overlays.put(PageMark.WORD, sheet.marks([word]) if sheet is not None and word is not None else ())

    def on_page(self, spans: Iterable[Span]) -> list[int]:
        """The words of the page that some of the raw text stands for."""
        found = chain.from_iterable(self._map.on_pages(*span) for span in spans)
        return [at.word for at in found if at.page == self._sequence]

    def of_spans(self, spans: Iterable[Span], value: str = "") -> list[WordMark]:
        """Marks on the words that some of the raw text stands for."""
        return self._sheet.marks(self.on_page(spans), value) if self._sheet is not None else []

    def raw_of(self, word: int) -> Span | None:
        """Where a word of the page stands in the raw text of the open article; None when it is not of it."""
        return self._map.raw_span(OnPage(self._sequence, word))

    def _make_map(self) -> None:
        sheet = self._sheet
        words = {self._sequence: sheet.page.words} if sheet is not None else {}
        self._map = WordMap(self._places if self._places is not None else WordPlaces(), words)

    def _put_other_hits(self) -> None:
        own = self._article.number if self._article is not None else 0
        words = sorted(
            at.word
            for number, found in self._issue_hits.words.items()
            if number != own
            for at in found
            if at.page == self._sequence
        )
        self._overlays.put(PageMark.OTHER_HIT, self._sheet.marks(words) if self._sheet is not None else ())
