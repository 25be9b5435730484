"""One field of the record: what it is, how sure, where from; edited in place."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLineEdit, QMenu, QSizePolicy, QWidget

from newsreader.desktop import record_values as values
from newsreader.desktop.icons import Icons
from newsreader.desktop.labels import Label
from newsreader.desktop.paragraph import Paragraph
from newsreader.desktop.theme import RADIUS_PX, Theme, Type
from newsreader.domain.article import Article
from newsreader.domain.field import EDITABLE_FIELDS

LABEL_PX = 66
PAD_PX = 8
"""Room at both sides for the focus ring."""
_DWELL_MS = 300
"""So long the pointer rests on a row before its words light up: on its way elsewhere it changes nothing."""
_CONTROL = Qt.KeyboardModifier.ControlModifier


class RecordRow(QAbstractButton):
    """A row of the record; a click or the space bar lights up the words its value came from.

    Signals:
        lit: The row's words shall be lit up; empty name: no longer.
        pointed: The row is being pointed at and its words shall be lit up for so long; empty name: it is over.
        edited: Name of the field and its new value.
        confirmed: Name of a field whose value is right as it is; the reader goes on to the next doubtful one.
        retracted: Name of a field whose confirmed value shall be given up.
    """

    lit = Signal(str)
    pointed = Signal(str)
    edited = Signal(str, object)
    confirmed = Signal(str)
    retracted = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons = icons
        self.name = name
        self._article: Article | None = None
        self._is_hovered = False
        self._is_pointed_at = False
        self._dwelling = QTimer(self, singleShot=True, interval=_DWELL_MS)
        self._dwelling.timeout.connect(self._on_dwelt)
        self.is_writable = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.label = Label(theme, values.ROWS[name], Type.BODY, "muted", self)
        self.value = Paragraph(theme, "", Type.BODY, "ink", self)
        self.sure = Label(theme, "", Type.SMALL, "faint", self)
        self.sure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        for label in (self.label, self.sure):
            # Within a button a label would take the colour of the button's text.
            label.setForegroundRole(QPalette.ColorRole.WindowText)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.origin = Paragraph(theme, "", Type.SMALL, "faint", self)
        self.complaint = Paragraph(theme, "", Type.SMALL, "danger", self)
        self.complaint.hide()
        self.editor = QLineEdit(self)
        self.editor.setAccessibleName(values.ROWS[name])
        self.editor.setPlaceholderText(values.hint(name))
        self.editor.hide()
        self.editor.installEventFilter(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(PAD_PX, theme.space(2), PAD_PX, theme.space(2))
        grid.setHorizontalSpacing(theme.space(2))
        grid.setVerticalSpacing(theme.space(1))
        grid.setColumnMinimumWidth(0, theme.px(LABEL_PX))
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.label, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.value, 0, 1)
        grid.addWidget(self.sure, 0, 2)
        grid.addWidget(self.editor, 0, 1, 1, 2)
        grid.addWidget(self.origin, 1, 1, 1, 2)
        grid.addWidget(self.complaint, 2, 1, 1, 2)
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self.update)

    @property
    def is_editable(self) -> bool:
        """Whether a person may set this field."""
        return self.is_writable and self.name in EDITABLE_FIELDS

    @property
    def is_editing(self) -> bool:
        """Whether the editor is open."""
        return not self.editor.isHidden()

    def show_article(self, article: Article) -> None:
        """Shows the row of an article."""
        self._article = article
        name = self.name
        text = values.value_in_words(article, name)
        sure = values.confidence(article, name)
        doubtful = values.is_doubtful(article, name)
        confirmed = values.is_confirmed(article, name)
        absent = "none" if confirmed else "add"
        self.value.setText(text or absent)
        self.value.set_colour("ink" if text else "faint")
        self.sure.setText("✓" if confirmed else "" if sure is None else f"{sure:.2f} ?" if doubtful else f"{sure:.2f}")
        self.sure.set_colour("doubt" if doubtful else "faint")
        origin = values.evidence_in_words(article, name)
        self.origin.setText(origin)
        self.origin.setVisible(bool(origin) and not self.is_editing)
        self._describe(text, sure, origin, doubtful=doubtful, confirmed=confirmed)

    def _describe(self, text: str, sure: float | None, origin: str, *, doubtful: bool, confirmed: bool) -> None:
        article = self._article
        spoken = " and ".join(text.split("\n")) or "unknown"
        state = "confirmed" if confirmed else "" if sure is None else f"confidence {sure:.2f}"
        parts = [state, "doubtful" if doubtful else "", origin]
        self.setAccessibleName(f"{values.ROWS[self.name]}: {spoken}")
        self.setAccessibleDescription(", ".join(part for part in parts if part))
        if article is not None and confirmed and self.name in article.confirmed:
            entry = article.confirmed[self.name]
            self.sure.setToolTip(f"Confirmed by {entry.by}")

    # -- editing ------------------------------------------------------------------------------------------------------

    def edit(self) -> None:
        """Opens the editor in place of the value."""
        if not self.is_editable or self._article is None:
            return
        self.editor.setText(values.text_to_edit(self._article, self.name))
        for part in (self.value, self.sure, self.origin):
            part.hide()
        self.editor.show()
        self.editor.selectAll()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _commit(self, *, go_on: bool) -> None:
        try:
            value = values.value_from_text(self.name, self.editor.text())
        except ValueError as error:
            self.complaint.setText(str(error))
            self.complaint.show()
            self.editor.setAccessibleDescription(str(error))
            return
        article = self._article
        self._close()
        if article is not None and value != article.shown(self.name):
            self.edited.emit(self.name, value)
        if go_on:
            self.confirmed.emit(self.name)

    def _close(self) -> None:
        self.editor.hide()
        self.complaint.hide()
        self.editor.setAccessibleDescription("")
        for part in (self.value, self.sure):
            part.show()
        self.origin.setVisible(bool(self.origin.text()))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:  # noqa: N802 - Qt's name
        """Enter keeps, Escape does not, Ctrl-Enter keeps and goes on."""
        if watched is self.editor and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._commit(go_on=bool(event.modifiers() & _CONTROL))
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._close()
                return True
        return super().eventFilter(watched, event)

    # -- keyboard and mouse -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent, /) -> None:  # noqa: N802 - Qt's name
        """Enter, E and F2 edit; Ctrl-Enter confirms; the arrows go from row to row."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & _CONTROL:
            self.confirmed.emit(self.name)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_E):
            self.edit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:  # noqa: N802 - Qt's name
        """Offers in words what the keys do."""
        article = self._article
        if article is None:
            return
        menu = QMenu(self)
        show = menu.addAction("Show where it comes from")
        show.setEnabled(values.has_place(article, self.name))
        show.triggered.connect(self._on_clicked)
        if self.is_editable:
            menu.addAction("Edit\tEnter").triggered.connect(self.edit)
            confirm = menu.addAction("Confirm and go on\tCtrl+Enter")
            confirm.triggered.connect(lambda: self.confirmed.emit(self.name))
            if values.is_confirmed(article, self.name):
                menu.addAction("Back to what was extracted").triggered.connect(lambda: self.retracted.emit(self.name))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _on_clicked(self) -> None:
        if self._article is not None and not self._article.shown(values.field_behind(self._article, self.name)):
            self.edit()
        else:
            self.lit.emit(self.name)

    def mouseDoubleClickEvent(self, event: QEvent, /) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """Edits."""
        self.edit()

    def focusInEvent(self, event: QFocusEvent, /) -> None:  # noqa: N802 - Qt's name
        """Lights up the words the value came from."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.lit.emit(self.name)

    def enterEvent(self, event: QEnterEvent, /) -> None:  # noqa: N802 - Qt's name
        """Shows that it can be clicked, and after a moment where its value stands."""
        self._is_hovered = True
        self._dwelling.start()
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent, /) -> None:  # noqa: N802 - Qt's name
        """Calms down."""
        self._is_hovered = False
        self._dwelling.stop()
        if self._is_pointed_at:
            self._is_pointed_at = False
            self.pointed.emit("")
        self.update()
        super().leaveEvent(event)

    def _on_dwelt(self) -> None:
        if self._article is not None and not self.is_editing and values.has_place(self._article, self.name):
            self._is_pointed_at = True
            self.pointed.emit(self.name)

    # -- look ---------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What its parts need."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What its parts need at least."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else QSize()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Long values take several lines."""
        return True

    def heightForWidth(self, width: int, /) -> int:  # noqa: N802 - Qt's name
        """As high as its parts at this width."""
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else -1

    def paintEvent(self, event: QPaintEvent, /) -> None:  # noqa: N802, ARG002 - Qt's name and signature
        """A line below, a ground under the pointer, a ring for the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        plate = area.adjusted(1, 1.5, -1, -2.5)
        if self._is_hovered and not self.is_editing:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("hover"))
            painter.drawRoundedRect(plate, RADIUS_PX, RADIUS_PX)
        if (self._is_hovered or self.hasFocus()) and self._article is not None and not self.is_editing:
            self._paint_target(painter, self._article)
        painter.setPen(QPen(self._theme.colour("line"), 1))
        low = area.bottom() - 0.5
        painter.drawLine(QPointF(PAD_PX, low), QPointF(area.right() - PAD_PX, low))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawRoundedRect(plate, RADIUS_PX, RADIUS_PX)
        painter.end()

    def _paint_target(self, painter: QPainter, article: Article) -> None:
        if values.has_place(article, self.name):
            size = self._theme.px(12)
            right = self.value.geometry().left() - self._theme.space(0.5) - size
            pixmap = self._icons.pixmap("target", size, "accent", self.devicePixelRatioF())
            painter.drawPixmap(QPointF(right, self.label.geometry().center().y() - size / 2 + 1), pixmap)
