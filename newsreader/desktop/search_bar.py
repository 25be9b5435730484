"""The top of the desk: the search line with its buttons, and the explain line below."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from newsreader.desktop.explain_bar import ExplainBar
from newsreader.desktop.focus_order import ReadingOrder
from newsreader.desktop.icons import Icons
from newsreader.desktop.labels import Label
from newsreader.desktop.query_line import QueryLine
from newsreader.desktop.theme import Theme, Type


class SearchField(QWidget):
    """The frame around the search line: magnifier at the left, the key of the palette at the right."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        self.line = QueryLine(theme, self)
        self.line.installEventFilter(self)
        self._hint = Label(theme, "Ctrl K", Type.SMALL, "faint", self)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.ocr = self._switch("OCR", "Tolerate OCR errors", "Also find words as a scanner may have misread them")
        self.synonyms = self._switch("Synonyms", "Search synonyms too", "Also find the synonyms kept in this archive")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.space(4) + theme.px(22), 0, theme.space(3.5), 0)
        layout.setSpacing(theme.space(1))
        layout.addWidget(self.line, 1)
        layout.addWidget(self.ocr)
        layout.addWidget(self.synonyms)
        layout.addSpacing(theme.space(1))
        layout.addWidget(self._hint)
        theme.changed.connect(self._dress)
        self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """Draws the frame, with a soft ring when the line has the focus."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if self.line.hasFocus():
            painter.setPen(QPen(theme.colour("selected"), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame.adjusted(-0.5, -0.5, 0.5, 0.5), 9, 9)
        painter.setPen(QPen(theme.colour("accent" if self.line.hasFocus() else "edge"), 1.25))
        painter.setBrush(theme.colour("field"))
        painter.drawRoundedRect(frame, 8, 8)
        size = theme.px(18)
        at = QPointF(theme.space(4), (self.height() - size) / 2)
        painter.drawPixmap(at, self._icons.pixmap("search", size, "muted", self.devicePixelRatioF()))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """A click anywhere goes to the line."""
        self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Repaints the ring with the focus."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def _switch(self, words: str, spoken: str, told: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setProperty("look", "switch")
        button.setCheckable(True)
        button.setAccessibleName(spoken)
        button.setToolTip(told)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        return button

    def _dress(self) -> None:
        self.setFixedHeight(self._theme.px(40))
        self.update()


class SearchBar(QWidget):
    """Search line, Save search, Import, More; explain line below.

    Signals:
        save_wanted: Save what is searched for under a name.
        import_wanted: Bring in files.
    """

    save_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("pane", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = SearchField(theme, icons, self)
        self.line, self.ocr, self.synonyms = self.field.line, self.field.ocr, self.field.synonyms
        self.explain = ExplainBar(theme, icons, self)
        self.save = self._button(icons, "Save search", "bookmark")
        self.save.clicked.connect(self.save_wanted)
        self.bring = self._button(icons, "Import", "import")
        self.bring.clicked.connect(self.import_wanted)
        self.more = QToolButton(self)
        self.more.setProperty("look", "icon")
        self.more.setAccessibleName("More commands")
        self.more.setToolTip("More commands")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        icons.put(self.more, "more", "muted")
        line = QHBoxLayout()
        line.setSpacing(theme.space(2.5))
        line.addWidget(self.field, 1)
        for button in (self.save, self.bring, self.more):
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.space(4), theme.space(2.5), theme.space(4), theme.space(2))
        layout.setSpacing(theme.space(1.5))
        layout.addLayout(line)
        layout.addWidget(self.explain)
        self._order = ReadingOrder(self)

    def set_more_menu(self, menu: QMenu) -> None:
        """What the button with the dots opens."""
        self.more.setMenu(menu)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A line below."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.colour("line"))

    def _button(self, icons: Icons, words: str, icon: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setAccessibleName(words)
        icons.put(button, icon, "ink")
        return button
