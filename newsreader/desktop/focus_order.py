"""Tab goes through a pane as one reads it, whatever was put into it last.

Qt gives the keyboard to widgets in the order in which they were made. What is made anew with each article, such as a
tag, would come after everything else in the window.
"""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLayout, QWidget


class ReadingOrder(QObject):
    """Keeps the widgets of a pane in the order in which its layout shows them, its first one where it is."""

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane)
        self._pane = pane
        pane.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:  # noqa: N802 - Qt's name
        """Something was put in, taken out or moved."""
        if watched is self._pane and event.type() == QEvent.Type.LayoutRequest:
            for before, after in pairwise(in_reading_order(self._pane)):
                QWidget.setTabOrder(before, after)
        return super().eventFilter(watched, event)


def in_reading_order(pane: QWidget) -> Iterator[QWidget]:
    """What Tab stops at within a pane, as it is laid out; parts that are hidden at the moment among it."""
    layout = pane.layout()
    if layout is not None:
        yield from _of_layout(layout)


def _of_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                yield widget
            yield from in_reading_order(widget)
        elif inner is not None:
            yield from _of_layout(inner)
