"""Going from one place to the next in the open article: the hits of a search, the words found within it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from newsreader.desktop.reader_find import FindBar, find_words
from newsreader.desktop.reader_layout import RunKind, Span
from newsreader.desktop.reader_marks import QUIET, MarkKind
from newsreader.desktop.reader_toolbar import ReaderToolbar
from newsreader.desktop.reader_view import ReaderView


class SearchHits(QObject):
    """The hits of the archive's search in one article, in whatever layer is shown."""

    def __init__(self, view: ReaderView, toolbar: ReaderToolbar) -> None:
        super().__init__(view)
        self._view = view
        self._toolbar = toolbar
        self._clean: Sequence[Span] = ()
        self._raw: Sequence[Span] = ()
        self._is_original = False
        self._now = -1
        self.elsewhere: Callable[[int], object] | None = None
        """Goes from hit to hit in place of the text while something else is shown; it shows their count, too."""
        toolbar.hit_wanted.connect(self.step)

    @property
    def marks(self) -> tuple[Sequence[Span], Sequence[Span]]:
        """The hits as offsets in the clean and in the raw text."""
        return self._clean, self._raw

    def show_count(self, current: int, total: int) -> None:
        """Shows which hit the reader stands on, on behalf of whatever is shown in place of the text."""
        if self.elsewhere is not None:
            self._toolbar.show_hits(current, total)

    def set(self, clean: Sequence[Span], raw: Sequence[Span]) -> None:
        """Takes the hits of another article or another search, as offsets in the clean and the raw text."""
        self._clean, self._raw = clean, raw
        self._now = -1

    def put(self, layer: str) -> None:
        """Marks the hits in the layer that is shown now."""
        if (layer == "original") != self._is_original:
            self._is_original = layer == "original"
            self._now = -1
        spans = self.spans()
        now = self._now if 0 <= self._now < len(spans) else -1
        marks = [(*span, QUIET if self._is_quiet(span) else "") for span in spans]
        self._view.put_marks(MarkKind.HIT, [mark for index, mark in enumerate(marks) if index != now])
        self._view.put_marks(MarkKind.HIT_NOW, [marks[now]] if now >= 0 else [])
        if self.elsewhere is None:
            self._toolbar.show_hits(now + 1, len(spans))

    def _is_quiet(self, span: Span) -> bool:
        run = self._view.shown.run_at(span[0])
        return run is not None and run.kind is RunKind.HEAD and run.label not in ("headline", "subheadline")

    def spans(self) -> list[Span]:
        """Where the hits are shown, in reading order."""
        layout = self._view.shown
        if self._is_original:
            return [span for mark in self._raw for span in layout.from_raw(*mark)[:1]]
        head = {span for mark in self._raw for span in layout.from_raw_in_head(*mark)[:1]}
        return sorted(head | {span for mark in self._clean for span in layout.from_clean(*mark)[:1]})

    def step(self, steps: int) -> None:
        """Goes so many hits on, around the end."""
        if self.elsewhere is not None:
            self.elsewhere(steps)
            return
        spans = self.spans()
        if spans:
            self._now = (self._now + steps) % len(spans) if self._now >= 0 else (0 if steps > 0 else len(spans) - 1)
            self.put("original" if self._is_original else "clean")
            self._view.scroll_to(spans[self._now])


class Finder(QObject):
    """Finds words in the layer that is shown, on behalf of the find bar."""

    def __init__(self, view: ReaderView, bar: FindBar) -> None:
        super().__init__(view)
        self._view = view
        self._bar = bar
        self._now = -1
        bar.words_changed.connect(self._on_words)
        bar.step_wanted.connect(self.step)
        bar.closed.connect(self.close)

    def open(self) -> None:
        """Opens the bar, with the selected words to begin with."""
        self._bar.open(self._view.selected_text()[:100].strip())

    def close(self) -> None:
        """Closes the bar and takes its marks away."""
        was_open = not self._bar.isHidden()
        self._bar.hide()
        self._view.put_marks(MarkKind.FOUND, [])
        self._view.put_marks(MarkKind.FOUND_NOW, [])
        if was_open:
            self._view.setFocus()

    def again(self) -> None:
        """Finds the same words after the text on the screen has become another."""
        if not self._bar.isHidden():
            self._on_words(self._bar.words.text())

    def step(self, steps: int) -> None:
        """Goes so many places on, around the end; first to the one next to what is on the screen."""
        spans = find_words(self._view.shown, self._bar.words.text())
        if not spans:
            return
        if self._now < 0:
            here = self._view.top_position()
            ahead = next((index for index, span in enumerate(spans) if span[0] >= here), 0)
            self._now = ahead if steps > 0 else (ahead - 1) % len(spans)
        else:
            self._now = (self._now + steps) % len(spans)
        self._put(spans)
        self._view.scroll_to(spans[self._now])

    def _on_words(self, words: str) -> None:
        self._now = -1
        self._put(find_words(self._view.shown, words))

    def _put(self, spans: list[Span]) -> None:
        self._view.put_marks(MarkKind.FOUND, [span for index, span in enumerate(spans) if index != self._now])
        self._view.put_marks(MarkKind.FOUND_NOW, [spans[self._now]] if self._now >= 0 else [])
        self._bar.show_count(self._now + 1, len(spans))
