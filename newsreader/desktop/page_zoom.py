"""How large a page is shown: from a thumbnail to four times the size of its picture."""

from typing import Final

from PySide6.QtCore import QSize

PAGE: Final = "page"
WIDTH: Final = "width"
FREE: Final = "free"

LARGEST: Final = 4.0
_SMALLEST: Final = 0.05
STEPS: Final = (0.05, 0.1, 0.15, 0.2, 0.25, 0.33, 0.5, 0.67, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)


def fitting(fit: str, sheet: QSize, room: QSize) -> float:
    """The size at which a sheet, or its width, fits; never larger than `LARGEST`."""
    if sheet.isEmpty():
        return 1.0
    across, down = room.width() / sheet.width(), room.height() / sheet.height()
    return min(LARGEST, across if fit == WIDTH else min(across, down))


def clamped(zoom: float, whole_page: float) -> float:
    """A size within what is shown: never much smaller than the whole page.

    Args:
        zoom: The size wanted.
        whole_page: The size at which the page fits the window.
    """
    return max(min(_SMALLEST, whole_page), min(LARGEST, zoom))


def next_step(zoom: float, steps: int) -> float:
    """The next larger or smaller of the round sizes."""
    if steps > 0:
        return next((step for step in STEPS if step > zoom * 1.02), STEPS[-1])
    return next((step for step in reversed(STEPS) if step < zoom * 0.98), STEPS[0])


def to_slider(zoom: float) -> int:
    """A size as a place on a slider from 0 to 100, on which each doubling is as wide."""
    from math import log2

    low, high = log2(_SMALLEST), log2(LARGEST)
    return round(100 * (log2(max(zoom, _SMALLEST)) - low) / (high - low))


def from_slider(place: int) -> float:
    """The size at a place of the slider."""
    return float(_SMALLEST * (LARGEST / _SMALLEST) ** (place / 100))
