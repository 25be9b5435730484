"""What a click, a drag or a key means on the words and articles of a page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication

from newsreader.desktop.page_overlays import Area
from newsreader.desktop.page_sheet import text_of

if TYPE_CHECKING:
    from newsreader.desktop.page_view import PageView


class PagePointing(QObject):
    """Chooses articles and words of the page on behalf of its view."""

    def __init__(self, view: "PageView") -> None:
        super().__init__(view)
        self._view = view
        self._canvas = view.canvas
        self._overlays = view.canvas.overlays
        self.word: int | None = None
        """The word of the open article that was clicked."""
        keys, reading = view.canvas.keys, view.reading
        keys.step_article = self.step_article
        keys.chosen.connect(self.choose)
        keys.given_up.connect(self.give_up)
        keys.copy_wanted.connect(self.copy)
        keys.all_wanted.connect(self.select_article)
        reading.clicked.connect(self._on_clicked)
        reading.double_clicked.connect(self._on_double_clicked)
        reading.hovered.connect(self._on_hovered)
        reading.swept.connect(self._on_swept)
        view.canvas.describe = self.describe

    def step_article(self, steps: int) -> bool:
        """Goes to the next or previous article on the page by keyboard; False at the last one."""
        overlays = self._overlays
        numbers = [area.number for area in overlays.areas]
        place = numbers.index(overlays.focused) + steps if overlays.focused in numbers else (0 if steps > 0 else -1)
        if not 0 <= place < len(numbers):
            overlays.focused = 0
            self._view.repaint_page()
            return False
        area = overlays.areas[place]
        overlays.focused = area.number
        self._canvas.bring_into_view(area.rects[0] if area.rects else area.bounds)
        self._view.repaint_page()
        words = _spoken(area, place + 1, len(numbers), is_open=area.number == overlays.open_article)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._canvas, words))
        self._view.told.emit(words)
        return True

    def choose(self) -> None:
        """Opens the article the keyboard stands on; the open one is shown as text."""
        focused = self._overlays.focused
        if focused and focused != self._overlays.open_article:
            self._view.article_chosen.emit(focused)
        elif self._view.article is not None:
            self._view.text_wanted.emit(self._view.raw_place() or 0)

    def give_up(self) -> None:
        """Chooses nothing."""
        self._overlays.focused = 0
        self._select(set())
        self._ring(None)

    def select_article(self) -> None:
        """Selects all words of the open article on this page."""
        article = self._view.article
        if article is not None:
            self._select(set(self._view.marks.on_page([(0, len(article.raw))])))

    def copy(self) -> None:
        """Puts the selected words on the clipboard."""
        page, selected = self._view.page, self._view.marks.selected
        if page is None or page.printed is None or not selected:
            self._view.told.emit("Select words first: drag over them with Shift, or press Ctrl+A for the article")
            return
        QGuiApplication.clipboard().setText(text_of(page.printed, selected))
        self._view.told.emit("Copied as printed")

    def describe(self, at: QPointF) -> str:
        """The word at a point, and the article when it is not the open one."""
        sheet = self._view.sheet
        if sheet is None:
            return ""
        lines = [sheet.describe(at)]
        area = self._overlays.area_at(at)
        if area is not None and area.number != self._overlays.open_article:
            lines.append(f"{area.headline or 'No headline'}{' (proposed)' if area.is_proposed else ''}")
        return "\n".join(line for line in lines if line)

    def _on_clicked(self, at: QPointF) -> None:
        view = self._view
        self._canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        self._overlays.focused = 0
        self._select(set())
        area = self._overlays.area_at(at)
        if area is not None and area.number != self._overlays.open_article:
            self._ring(None)
            view.article_chosen.emit(area.number)
            return
        word = view.sheet.word_at(at) if view.sheet is not None else None
        span = view.marks.raw_of(word) if word is not None else None
        self._ring(word if span is not None else None)
        if span is not None:
            view.pointed.emit(span[0])
            view.told.emit("Enter or a double click shows it in the text")

    def _on_double_clicked(self, at: QPointF) -> None:
        view = self._view
        word = view.sheet.word_at(at) if view.sheet is not None else None
        span = view.marks.raw_of(word) if word is not None else None
        area = self._overlays.area_at(at)
        if span is not None:
            view.text_wanted.emit(span[0])
        elif area is not None and area.number == self._overlays.open_article:
            view.text_wanted.emit(view.raw_place() or 0)

    def _on_hovered(self, at: QPointF | None) -> None:
        overlays = self._overlays
        area = overlays.area_at(at) if at is not None else None
        number = area.number if area is not None else 0
        if number != overlays.hovered:
            overlays.hovered = number
            self._view.repaint_page()
        is_other = bool(number) and number != overlays.open_article
        shape = Qt.CursorShape.PointingHandCursor if is_other else Qt.CursorShape.ArrowCursor
        port = self._canvas.viewport()
        if self._canvas.tool is self._view.reading and port.cursor().shape() != shape:
            port.setCursor(shape)

    def _on_swept(self, start: QPointF, end: QPointF) -> None:
        sheet = self._view.sheet
        if sheet is None:
            return
        first, last = sheet.word_next_to(start), sheet.word_next_to(end)
        if first is not None and last is not None:
            self._select(set(range(min(first, last), max(first, last) + 1)))

    def _select(self, words: set[int]) -> None:
        self._view.marks.selected = words
        spans = [span for span in map(self._view.marks.raw_of, sorted(words)) if span is not None]
        # Of the article that is open: what the text can do to selected words, it can do to these.
        self._view.words_selected.emit((min(spans)[0], max(spans)[1]) if spans else None)
        self._view.marks.put_selected()
        self._view.repaint_page()

    def _ring(self, word: int | None) -> None:
        self.word = word
        self._view.marks.put_word(word)
        self._view.repaint_page()


def _spoken(area: Area, place: int, of: int, *, is_open: bool) -> str:
    words = f"{area.headline or 'No headline'}, article {place} of {of} on this page"
    return f"{words}{', proposed' if area.is_proposed else ''}{', open' if is_open else ''}"
