"""Prints a made-up page and scans it: ink, worn type, yellowed paper, what shines through, and a slight turn."""

import random
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QTransform
from sample_issue import faces
from sample_issue.pages import HEIGHT, WIDTH, MadeUp, Placed, Stroke

_BLACK = QColor(0, 0, 0)

Picture = Callable[[QPainter, QRectF], None]


def turn(degrees: float) -> QTransform:
    """How a page lies askew on the scanner."""
    askew = QTransform()
    askew.translate(WIDTH / 2, HEIGHT / 2)
    askew.rotate(degrees)
    askew.translate(-WIDTH / 2, -HEIGHT / 2)
    return askew


def printed(made: MadeUp, askew: QTransform, pictures: dict[str, Picture]) -> QImage:
    """Black ink on white."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.setTransform(askew)
    for stroke in made.strokes:
        _stroke(painter, stroke)
    for placed in made.placed:
        _slug(painter, placed, pictures)
    painter.end()
    return image


def _stroke(painter: QPainter, stroke: Stroke) -> None:
    x, y, width, height = stroke.x, stroke.y, stroke.width, stroke.height
    painter.setPen(QPen(_BLACK, 1.5))
    if stroke.kind == "double":
        painter.setPen(QPen(_BLACK, 3.4))
        painter.drawLine(QPointF(x, y), QPointF(x + width, y))
        painter.setPen(QPen(_BLACK, 1.2))
        painter.drawLine(QPointF(x, y + 5), QPointF(x + width, y + 5))
    elif stroke.kind == "frame":
        painter.setPen(QPen(_BLACK, 2.6))
        painter.drawRect(QRectF(x + 1, y + 1, width - 2, height - 2))
        painter.setPen(QPen(_BLACK, 0.9))
        painter.drawRect(QRectF(x + 5.5, y + 5.5, width - 11, height - 11))
    else:
        painter.drawLine(QPointF(x, y), QPointF(x + width, y + height))


def _slug(painter: QPainter, placed: Placed, pictures: dict[str, Picture]) -> None:
    slug = placed.slug
    if slug.picture:
        pictures[slug.picture](painter, QRectF(placed.x, placed.y, placed.width, slug.height))
    if slug.rule:
        _rule(painter, placed)
    if slug.line is None:
        return
    painter.setPen(_BLACK)
    base = placed.y + slug.line.base
    for sort in slug.line.sorts:
        painter.setFont(faces.font(sort.face))
        painter.drawText(QPointF(placed.x + sort.x, base), sort.text)
    if slug.line.hyphen:
        last = slug.line.sorts[-1]
        painter.drawText(QPointF(placed.x + last.x + last.face.width(last.text), base), "-")
    if slug.line.leaders:
        start, end = slug.line.leaders
        painter.setPen(QPen(_BLACK, 2.2, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap))
        pen = painter.pen()
        pen.setDashPattern([0.1, 4.2])
        painter.setPen(pen)
        if end > start:
            painter.drawLine(QPointF(placed.x + start, base - 2), QPointF(placed.x + end, base - 2))


def _rule(painter: QPainter, placed: Placed) -> None:
    x, y, width = placed.x, placed.y + 1, placed.width
    if placed.slug.rule == "double":
        _stroke(painter, Stroke("double", x, y, width, 0))
        return
    middle, half = x + width / 2, min(width * 0.14, 60)
    painter.setPen(QPen(_BLACK, 1.4))
    painter.drawLine(QPointF(middle - half, y), QPointF(middle + half, y))
    painter.setBrush(_BLACK)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(middle, y), 3.2, 3.2)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def grey(image: QImage) -> NDArray[np.float32]:
    """The picture as numbers from 0, black, to 1."""
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return flat[:, : image.width()].astype(np.float32) / 255


def scanned(page: NDArray[np.float32], behind: NDArray[np.float32] | None, seed: int) -> QImage:
    """The page as a scanner sees it.

    Args:
        page: Ink on white, 0 to 1.
        behind: The other side of the leaf, shining through.
        seed: Of the stains and the noise.
    """
    chance = np.random.default_rng(seed)
    height, width = page.shape
    ink = _soft(1 - page) * (0.80 + 0.24 * _clouds(chance, height, width, 90))
    through = 0 if behind is None else 0.055 * _soft(_soft(1 - behind[:, ::-1]))
    paper = 0.885 + 0.05 * (_clouds(chance, height, width, 6) - 0.5) + 0.03 * (_clouds(chance, height, width, 40) - 0.5)
    paper = paper * _edges(height, width)
    seen = paper * (1 - through) * (1 - np.clip(ink, 0, 0.93)) + 0.035
    seen += _soft(chance.normal(0, 0.012, page.shape).astype(np.float32))
    _specks(seen, random.Random(seed))  # noqa: S311  stains, no secrets
    out = (np.clip(seen, 0, 1) * 255).astype(np.uint8)
    return QImage(out.tobytes(), width, height, width, QImage.Format.Format_Grayscale8).copy()


def _soft(ink: NDArray[np.float32]) -> NDArray[np.float32]:
    """Spread by about half a pixel, as ink and lenses do."""
    for axis in (0, 1):
        ink = 0.5 * ink + 0.25 * np.roll(ink, 1, axis) + 0.25 * np.roll(ink, -1, axis)
    return ink


def _clouds(chance: np.random.Generator, height: int, width: int, cells: int) -> NDArray[np.float32]:
    """Smooth noise from 0 to 1, about `cells` clouds across."""
    rough = chance.random((cells * height // width + 2, cells + 2))
    y, x = np.linspace(0, rough.shape[0] - 1.001, height), np.linspace(0, rough.shape[1] - 1.001, width)
    iy, ix = y.astype(int), x.astype(int)
    fy, fx = (y - iy)[:, None], (x - ix)[None, :]
    fy, fx = fy * fy * (3 - 2 * fy), fx * fx * (3 - 2 * fx)
    above = rough[iy][:, ix] * (1 - fx) + rough[iy][:, ix + 1] * fx
    below = rough[iy + 1][:, ix] * (1 - fx) + rough[iy + 1][:, ix + 1] * fx
    return np.asarray(above * (1 - fy) + below * fy, np.float32)


def _edges(height: int, width: int) -> NDArray[np.float32]:
    """Paper darkens towards its edges, most at the fold."""
    x = np.minimum(np.arange(width) / 60, (width - 1 - np.arange(width)) / 140)
    y = np.minimum(np.arange(height), height - 1 - np.arange(height)) / 80
    dark = 0.10 * np.exp(-x)[None, :] + 0.08 * np.exp(-y)[:, None]
    return np.asarray(1 - dark, np.float32)


def _specks(seen: NDArray[np.float32], chance: random.Random) -> None:
    height, width = seen.shape
    for _ in range(70):
        x, y, size = chance.randrange(4, width - 8), chance.randrange(4, height - 8), chance.choice((1, 1, 2, 2, 3))
        seen[y : y + size, x : x + size] *= chance.uniform(0.35, 0.8)
