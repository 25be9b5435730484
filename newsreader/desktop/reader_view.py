"""The text of an article on the screen: read, selected, marked and found by mouse and keyboard."""

import html

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip, QWidget

from newsreader.desktop.reader_document import DocumentWriter, ReaderDocument, ReaderStyle
from newsreader.desktop.reader_layout import Layout, RunKind, Span
from newsreader.desktop.reader_marks import BEHIND, OVER, Mark, MarkKind, MarkPainter, Marks, line_rects
from newsreader.desktop.theme import Theme

_SIDE_PX = 6
"""Room beside the column for rings."""
_LEAST_MARGIN_PX = 16
_WIDEST_MARGIN_PX = 120
_CLICKABLE = (MarkKind.MENDED, MarkKind.KEPT, MarkKind.REMOVED)


class ReaderView(QTextEdit):
    """Shows one layout; knows nothing about articles.

    Signals:
        repair_activated: Index of the repair that was clicked, or chosen with the space bar.
        note_activated: Id of the annotation whose number or words were clicked.
        word_activated: The place in the document that was clicked with Ctrl.
        selection_settled: The reader has selected something, or no longer.
        resized: The view has another size.
    """

    repair_activated = Signal(int)
    note_activated = Signal(str)
    word_activated = Signal(int)
    selection_settled = Signal()
    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._painter = MarkPainter(theme)
        self._style = ReaderStyle()
        self._layout = Layout("", ())
        self._layer = "clean"
        self._repair_words: dict[int, str] = {}
        self.marks = Marks()
        self._document = ReaderDocument(theme, self._style, self)
        self._writer = DocumentWriter(self._document, self._layout, theme, self._style, "clean")
        self._writing = QTimer(self, interval=0)
        self._writing.timeout.connect(self._write_on)
        self._settling = QTimer(self, interval=180, singleShot=True)
        self._settling.timeout.connect(self.selection_settled)
        self.setReadOnly(True)
        self.setAcceptDrops(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("look", "plain")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Text of the article")
        self.selectionChanged.connect(self._settling.start)

    # -- what is shown ------------------------------------------------------------------------------------------------

    @property
    def shown(self) -> Layout:
        """The layout on the screen."""
        return self._layout

    def show_layout(self, layout: Layout, layer: str, style: ReaderStyle, repair_words: dict[int, str]) -> None:
        """Shows a layout from its beginning.

        Args:
            layout: What to show.
            layer: The layer it is.
            style: How large.
            repair_words: What to say about each repair that is shown.
        """
        self._writing.stop()
        old = self._document
        self._layout, self._layer, self._style, self._repair_words = layout, layer, style, repair_words
        self._document = ReaderDocument(self._theme, style, self)
        root = self._document.rootFrame()
        frame = root.frameFormat()
        frame.setTopMargin(30)
        frame.setBottomMargin(72)
        frame.setLeftMargin(_SIDE_PX)
        frame.setRightMargin(_SIDE_PX)
        root.setFrameFormat(frame)
        self.marks.clear()
        self._writer = DocumentWriter(self._document, layout, self._theme, style, layer)
        self._writer.step()
        self.setDocument(self._document)
        old.deleteLater()
        self._fit_column()
        if not self._writer.is_done:
            self._writing.start()

    def _write_on(self) -> None:
        self._writer.step()
        if self._writer.is_done:
            self._writing.stop()

    def require(self, position: int) -> None:
        """Makes sure that the document is written as far as a position."""
        self._writer.write_until(self._layout.to_place(position))
        if self._writer.is_done:
            self._writing.stop()

    def put_marks(self, kind: MarkKind, spans: list[Span] | list[tuple[int, int, str]]) -> None:
        """Replaces the marks of a kind."""
        self.marks.put(kind, spans)
        self.viewport().update()

    def scroll_to(self, span: Span) -> None:
        """Brings a span into view, a third from the top if it was not there; leaves the cursor before it."""
        self.require(span[1])
        rects = self._rects(*span)
        if not rects:
            return
        bar, height = self.verticalScrollBar(), self.viewport().height()
        top, bottom = rects[0].top(), rects[-1].bottom()
        if top < bar.value() + 12 or bottom > bar.value() + height - 24:
            bar.setValue(round(top - height / 3))
        cursor = self.textCursor()
        cursor.setPosition(span[0])
        self.setTextCursor(cursor)

    def top_position(self) -> int:
        """The document position at the top of the view."""
        return self.cursorForPosition(QPoint(_SIDE_PX, 4)).position()

    def scroll_to_top_position(self, position: int) -> None:
        """Scrolls so that a position is at the top, as it was when `top_position` gave it."""
        self.require(position)
        block = self._document.findBlock(min(position, self._document.characterCount() - 1))
        rect = self._document.documentLayout().blockBoundingRect(block)
        line = block.layout().lineForTextPosition(position - block.position())
        self.verticalScrollBar().setValue(round(rect.top() + (line.y() if line.isValid() else 0)) if position else 0)

    def selected_span(self) -> Span | None:
        """The selection as a document span."""
        cursor = self.textCursor()
        return (cursor.selectionStart(), cursor.selectionEnd()) if cursor.hasSelection() else None

    def selection_rect(self) -> QRectF:
        """Where the selection is, in the viewport; empty without one."""
        span = self.selected_span()
        rects = self._rects(*span) if span else []
        if not rects:
            return QRectF()
        found = rects[0]
        for rect in rects[1:]:
            found = found.united(rect)
        return found.translated(0, -self.verticalScrollBar().value())

    # -- going from repair to repair ----------------------------------------------------------------------------------

    def step_repair(self, steps: int) -> bool:
        """Goes to the next or previous repair; False at the last one."""
        marks = sorted((mark for kind in _CLICKABLE for mark in self.marks.of(kind)), key=lambda mark: mark.start)
        now = next(iter(self.marks.of(MarkKind.FOCUS)), None)
        if now is None:
            here = self.top_position() if steps > 0 else self.textCursor().position()
            ahead = [mark for mark in marks if (mark.start >= here if steps > 0 else mark.start < here)]
            target = (ahead[0] if steps > 0 else ahead[-1]) if ahead else None
        else:
            index = next((i for i, mark in enumerate(marks) if mark.value == now.value), -1) + steps
            target = marks[index] if 0 <= index < len(marks) else None
        if target is None:
            self.put_marks(MarkKind.FOCUS, [])
            return False
        self.focus_repair(int(target.value))
        return True

    def focus_repair(self, index: int) -> None:
        """Rings a repair and says what it is."""
        spans = self._layout.repair(index)
        if not spans:
            return
        self.put_marks(MarkKind.FOCUS, [(spans[0][0], spans[-1][1], str(index))])
        self.scroll_to((spans[0][0], spans[-1][1]))
        announcement = QAccessibleAnnouncementEvent(self, self._repair_words.get(index, ""))
        QAccessible.updateAccessibility(announcement)

    def focusNextPrevChild(self, forward: bool, /) -> bool:  # noqa: N802 - Qt's name and signature
        """Tab goes from repair to repair in Changes, and on to the next control after the last."""
        if self._layer == "changes" and self.hasFocus() and self.step_repair(1 if forward else -1):
            return True
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:  # noqa: N802 - Qt's name
        """Space takes the ringed repair back, or turns the page."""
        focused = next(iter(self.marks.of(MarkKind.FOCUS)), None)
        if focused is not None and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.repair_activated.emit(int(focused.value))
        elif focused is not None and event.key() == Qt.Key.Key_Escape:
            self.put_marks(MarkKind.FOCUS, [])
        elif focused is not None and event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.step_repair(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() == Qt.Key.Key_Space:
            bar = self.verticalScrollBar()
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            bar.setValue(bar.value() + (-1 if back else 1) * round(bar.pageStep() * 0.9))
        else:
            super().keyPressEvent(event)

    # -- mouse --------------------------------------------------------------------------------------------------------

    def mark_at(self, point: QPointF, kinds: tuple[MarkKind, ...]) -> Mark | None:
        """The mark of one of these kinds under a point of the viewport."""
        at = point + QPointF(0, self.verticalScrollBar().value())
        position = self._document.documentLayout().hitTest(at, Qt.HitTestAccuracy.FuzzyHit)
        for kind in kinds:
            for mark in self.marks.within(kind, max(0, position - 1), position + 1):
                if any(rect.adjusted(0, -3, 0, 5).contains(at) for rect in self._rects(mark.start, mark.end)):
                    return mark
        return None

    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:  # noqa: N802 - Qt's name
        """Shows a hand over what a click acts on."""
        super().mouseMoveEvent(event)
        if event.buttons() == Qt.MouseButton.NoButton:
            hand = self.mark_at(event.position(), (*_CLICKABLE, MarkKind.HIGHLIGHT)) is not None
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.IBeamCursor)

    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:  # noqa: N802 - Qt's name
        """A click without a selection acts on the repair or the note under it."""
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or self.textCursor().hasSelection():
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.word_activated.emit(self.cursorForPosition(event.position().toPoint()).position())
            return
        mark = self.mark_at(event.position(), (*_CLICKABLE, MarkKind.HIGHLIGHT))
        if mark is not None and mark.kind in _CLICKABLE:
            self.repair_activated.emit(int(mark.value))
        elif mark is not None:
            self.note_activated.emit(mark.value.partition(" ")[2])

    def viewportEvent(self, event: QEvent, /) -> bool:  # noqa: N802 - Qt's name
        """Says in words what a repair did."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            mark = self.mark_at(QPointF(event.pos()), _CLICKABLE)
            words = self._repair_words.get(int(mark.value), "") if mark else ""
            # A tooltip takes what looks like markup for markup.
            QToolTip.showText(event.globalPos(), f"<p>{html.escape(words)}</p>" if words else "", self)
            return True
        return super().viewportEvent(event)

    # -- painting and geometry ----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent, /) -> None:  # noqa: N802 - Qt's name
        """Paints grounds, then the text, then rings and lines."""
        scrolled = self.verticalScrollBar().value()
        start, end = self._visible_span()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, -scrolled)
        for kind in BEHIND:
            for mark in self.marks.within(kind, start, end):
                self._painter.behind(painter, mark, self._rects(max(start, mark.start), min(end, mark.end)))
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, -scrolled)
        for kind in OVER:
            for mark in self.marks.within(kind, start, end):
                self._painter.over(painter, mark, self._rects(max(start, mark.start), min(end, mark.end)))
        painter.end()

    def _visible_span(self) -> Span:
        first = self.cursorForPosition(QPoint(0, 0)).block()
        last = self.cursorForPosition(QPoint(0, self.viewport().height())).block()
        return first.position(), last.position() + last.length()

    def _rects(self, start: int, end: int) -> list[QRectF]:
        return line_rects(self._document, start, end, self._style.px(self._theme, 16.5))

    def resizeEvent(self, event: QResizeEvent, /) -> None:  # noqa: N802 - Qt's name
        """Keeps the column where it belongs."""
        super().resizeEvent(event)
        self._fit_column()
        self.resized.emit()

    def _fit_column(self) -> None:
        # Margins around the viewport rather than in the document: then a wider pane lays nothing out again. The bar's
        # width is always kept free, so that its coming and going moves no words.
        column = round(self._style.px(self._theme, self._style.column_px)) + 2 * _SIDE_PX
        free = self.width() - self.verticalScrollBar().sizeHint().width() - column
        left = max(_LEAST_MARGIN_PX, min(free // 2, _WIDEST_MARGIN_PX))
        self.setViewportMargins(left, 0, max(_LEAST_MARGIN_PX, free - left), 0)
        self.setLineWrapColumnOrWidth(max(80, column + min(0, free - 2 * _LEAST_MARGIN_PX)))

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        """The words alone: no formats, no numbers of notes, no marks for the eye."""
        data = QMimeData()
        data.setText(self.selected_text())
        return data

    def selected_text(self) -> str:
        """The selected words as they read, without numbers of notes."""
        span = self.selected_span()
        if span is None:
            return ""
        first, last = self._layout.to_place(span[0]), self._layout.to_place(span[1])
        parts = [
            self._layout.text[max(first, run.start) : min(last, run.end)]
            for run in self._layout.runs
            if run.start < last and run.end > first and run.kind is not RunKind.NOTE
        ]
        return "".join(parts).replace("\u200b", "")
