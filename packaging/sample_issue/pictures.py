"""The drawings of the sample issues, in the manner of a wood engraving: lines, closer where it is darker."""

import math
import random

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

_INK = QColor(0, 0, 0)
_PAPER = QColor(255, 255, 255)


def _pen(width: float) -> QPen:
    return QPen(_INK, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)


def _hatch(painter: QPainter, area: QPainterPath, gap: float, slope: float, width: float) -> None:
    """Fills a shape with parallel lines."""
    painter.save()
    painter.setClipPath(area, Qt.ClipOperation.IntersectClip)
    painter.setPen(_pen(width))
    box = area.boundingRect()
    reach = abs(slope) * box.width()
    y = box.top() - reach
    while y < box.bottom() + reach:
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y + slope * box.width()))
        y += gap
    painter.restore()


def _shape(*points: tuple[float, float]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    path.closeSubpath()
    return path


def _solid(painter: QPainter, path: QPainterPath, gap: float, slope: float, width: float = 1.3) -> None:
    painter.setPen(_pen(1.6))
    painter.setBrush(_PAPER)
    painter.drawPath(path)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _hatch(painter, path, gap, slope, width)


def harbour(painter: QPainter, box: QRectF) -> None:
    """Ships at anchor before a town on a hill, with idle cranes."""
    painter.save()
    painter.setClipRect(box)
    chance = random.Random(1919)  # noqa: S311  waves, no secrets
    left, top, width, height = box.x(), box.y(), box.width(), box.height()
    sea = top + height * 0.56
    _sky(painter, box, sea, chance)
    _town(painter, left, width, sea, chance)
    _water(painter, box, sea, chance)
    _crane(painter, left + width * 0.045, sea + height * 0.22, height * 0.62)
    _crane(painter, left + width * 0.16, sea + height * 0.11, height * 0.44)
    _steamer(painter, left + width * 0.62, sea + height * 0.30, width * 0.44, chance)
    _steamer(painter, left + width * 0.33, sea + height * 0.10, width * 0.20, chance)
    _schooner(painter, left + width * 0.88, sea + height * 0.08, height * 0.34)
    _schooner(painter, left + width * 0.49, sea + height * 0.05, height * 0.22)
    _pier(painter, box, sea)
    for _ in range(9):
        _gull(painter, left + width * chance.uniform(0.2, 0.95), top + height * chance.uniform(0.08, 0.4), chance)
    painter.restore()
    painter.setPen(_pen(3))
    painter.drawRect(box.adjusted(1, 1, -1, -1))


def _sky(painter: QPainter, box: QRectF, sea: float, chance: random.Random) -> None:
    y = box.top() + 5
    while y < sea - 4:
        depth = (y - box.top()) / (sea - box.top())
        painter.setPen(_pen(1.5 - 0.9 * depth))
        x = box.left()
        while x < box.right():
            cloud = math.sin(x / 97 + y / 31) + math.sin(x / 41 - y / 19) * 0.7
            length = chance.uniform(30, 90)
            if cloud < 0.45 - depth * 0.5:
                painter.drawLine(QPointF(x, y), QPointF(x + length, y + chance.uniform(-0.7, 0.7)))
            x += length + chance.uniform(2, 8)
        y += 5 + 4 * depth


def _town(painter: QPainter, left: float, width: float, sea: float, chance: random.Random) -> None:
    def hill(x: float) -> float:
        at = (x - left) / width
        return sea - width * (0.055 + 0.075 * math.exp(-((at - 0.36) ** 2) / 0.03) + 0.012 * math.sin(at * 17))

    points = [(left + width * step / 80, hill(left + width * step / 80)) for step in range(81)]
    _solid(painter, _shape((left, sea), *points, (left + width, sea)), 5.5, -0.25, 1.0)
    for row in range(4):
        x = left + 4.0
        while x < left + width:
            size = chance.uniform(11, 24)
            foot = sea - 2 - row * (sea - hill(x)) * 0.22
            high = size * chance.uniform(0.7, 1.4)
            wall = _shape((x, foot), (x, foot - high), (x + size / 2, foot - high - size * 0.42),
                          (x + size, foot - high), (x + size, foot))  # fmt: skip
            _solid(painter, wall, chance.choice((2.6, 3.4, 4.6)), chance.choice((0.0, 0.5, -0.5)), 0.9)
            painter.fillRect(QRectF(x + size * 0.3, foot - high * 0.7, 2.6, 3.6), _INK)
            painter.fillRect(QRectF(x + size * 0.62, foot - high * 0.7, 2.6, 3.6), _INK)
            x += size + chance.uniform(-1, 6 + row * 5)
    for at, high in ((0.30, 74), (0.44, 60), (0.72, 52)):
        x, foot = left + width * at, hill(left + width * at) + 14
        _solid(painter, _shape((x, foot), (x, foot - high * 0.5), (x + 7, foot - high), (x + 14, foot - high * 0.5),
                               (x + 14, foot)), 2.4, 0.0, 1.0)  # fmt: skip


def _water(painter: QPainter, box: QRectF, sea: float, chance: random.Random) -> None:
    painter.fillRect(QRectF(box.left(), sea, box.width(), box.bottom() - sea), _PAPER)
    y = sea + 3
    while y < box.bottom():
        near = (y - sea) / (box.bottom() - sea)
        x = box.left() - chance.uniform(0, 40)
        while x < box.right():
            length = chance.uniform(16, 50) * (0.6 + 1.5 * near)
            wave = QPainterPath(QPointF(x, y))
            wave.quadTo(QPointF(x + length / 2, y + 2 + 5 * near), QPointF(x + length, y))
            painter.setPen(_pen(0.8 + 0.9 * near))
            painter.drawPath(wave)
            x += length + chance.uniform(3, 26)
        y += 4.2 + 6 * near


def _steamer(painter: QPainter, x: float, water: float, long: float, chance: random.Random) -> None:
    deep = long * 0.115
    deck = water - deep
    painter.setPen(_pen(max(1.2, long / 260)))
    for at in (0.2, 0.78):
        mast = x - long / 2 + long * at
        painter.drawLine(QPointF(mast, deck), QPointF(mast, deck - long * 0.36))
        for rope in (-0.16, -0.08, 0.08, 0.16):
            painter.save()
            painter.setPen(_pen(0.7))
            painter.drawLine(QPointF(mast, deck - long * 0.33), QPointF(mast + long * rope, deck))
            painter.restore()
        painter.drawLine(QPointF(mast, deck - long * 0.05), QPointF(mast + long * 0.13, deck - long * 0.22))
    house = _shape((x - long * 0.13, deck), (x - long * 0.13, deck - long * 0.07),
                   (x + long * 0.12, deck - long * 0.07), (x + long * 0.12, deck))  # fmt: skip
    _solid(painter, house, 5, 0.0, 0.8)
    for port in range(7):
        painter.fillRect(
            QRectF(x - long * 0.115 + port * long * 0.034, deck - long * 0.05, long * 0.012, long * 0.018), _INK
        )
    funnel = _shape((x - long * 0.035, deck - long * 0.07), (x - long * 0.028, deck - long * 0.21),
                    (x + long * 0.032, deck - long * 0.21), (x + long * 0.025, deck - long * 0.07))  # fmt: skip
    _solid(painter, funnel, 2.8, 0.0, 1.8)
    hull = QPainterPath(QPointF(x - long / 2, deck - long * 0.03))
    hull.quadTo(QPointF(x, deck + long * 0.012), QPointF(x + long / 2 + long * 0.03, deck - long * 0.045))
    hull.lineTo(x + long / 2 - long * 0.01, water)
    hull.lineTo(x - long / 2 + long * 0.045, water)
    hull.closeSubpath()
    _solid(painter, hull, 2.7, 0.03, 1.9)
    _hatch(painter, hull, 6, -0.6, 1.0)
    painter.setPen(_pen(1.2))
    for _ in range(int(long / 5)):
        away = chance.uniform(2, long * 0.10)
        at = x + chance.uniform(-0.46, 0.46) * long
        painter.drawLine(QPointF(at, water + away), QPointF(at + chance.uniform(8, 26), water + away))


def _schooner(painter: QPainter, x: float, water: float, high: float) -> None:
    long = high * 1.1
    painter.setPen(_pen(1.4))
    for at, tall in ((-0.18, 0.92), (0.16, 1.0)):
        painter.drawLine(QPointF(x + long * at, water), QPointF(x + long * at, water - high * tall))
        sail = _shape(
            (x + long * at + 3, water - high * 0.16),
            (x + long * at + 3, water - high * tall * 0.78),
            (x + long * (at + 0.2), water - high * tall * 0.9),
            (x + long * (at + 0.27), water - high * 0.16),
        )
        _solid(painter, sail, 5, 0.35, 0.8)
    jib = _shape((x - long * 0.2, water - high * 0.84), (x - long * 0.22, water - high * 0.18),
                 (x - long * 0.58, water - high * 0.16))  # fmt: skip
    _solid(painter, jib, 5, -0.4, 0.8)
    hull = _shape((x - long * 0.55, water - high * 0.14), (x + long * 0.48, water - high * 0.13),
                  (x + long * 0.42, water + 2), (x - long * 0.4, water + 2))  # fmt: skip
    _solid(painter, hull, 2.4, 0.0, 1.5)


def _crane(painter: QPainter, x: float, foot: float, high: float) -> None:
    painter.setPen(_pen(3.2))
    wide = high * 0.11
    top = foot - high * 0.8
    for side in (-1, 1):
        painter.drawLine(QPointF(x + side * wide, foot), QPointF(x + side * wide * 0.5, top))
    painter.setPen(_pen(1.3))
    for step in range(7):
        y, next_y = foot - high * 0.8 * step / 7, foot - high * 0.8 * (step + 1) / 7
        here, there = wide * (1 - step / 14), wide * (1 - (step + 1) / 14)
        painter.drawLine(QPointF(x - here, y), QPointF(x + there, next_y))
        painter.drawLine(QPointF(x + here, y), QPointF(x - there, next_y))
    tip = QPointF(x + high * 0.55, foot - high)
    painter.setPen(_pen(3))
    painter.drawLine(QPointF(x - wide * 0.5, top), tip)
    painter.drawLine(QPointF(x + wide * 0.5, top + 8), tip)
    painter.setPen(_pen(1.1))
    painter.drawLine(tip, QPointF(tip.x(), tip.y() + high * 0.42))
    painter.drawArc(QRectF(tip.x() - 5, tip.y() + high * 0.42, 10, 10), 180 * 16, 200 * 16)
    cabin = _shape((x - wide, top - 4), (x - wide, top - high * 0.12), (x + wide * 0.7, top - high * 0.12),
                   (x + wide * 0.7, top - 4))  # fmt: skip
    _solid(painter, cabin, 2.6, 0.0, 1.4)


def _pier(painter: QPainter, box: QRectF, sea: float) -> None:
    high = box.bottom() - sea
    deck = _shape(
        (box.left(), sea + high * 0.62),
        (box.left() + box.width() * 0.34, sea + high * 0.78),
        (box.left() + box.width() * 0.34, sea + high * 0.86),
        (box.left(), sea + high * 0.72),
    )
    for at in range(9):
        x = box.left() + box.width() * (0.015 + 0.04 * at)
        painter.setPen(_pen(5))
        painter.drawLine(QPointF(x, sea + high * (0.7 + 0.018 * at)), QPointF(x, sea + high * (0.9 + 0.02 * at)))
    _solid(painter, deck, 3, 0.09, 1.4)
    for at in range(11):
        _man(painter, box.left() + box.width() * (0.02 + 0.028 * at), sea + high * (0.635 + 0.0135 * at), 25 + at % 3)


def _man(painter: QPainter, x: float, foot: float, high: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_INK)
    painter.drawPath(_shape((x - 4, foot), (x - 5, foot - high * 0.72), (x + 5, foot - high * 0.72), (x + 4, foot)))
    painter.drawEllipse(QPointF(x, foot - high * 0.84), 3.6, 4)
    painter.drawRect(QRectF(x - 5.5, foot - high * 0.95, 11, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _gull(painter: QPainter, x: float, y: float, chance: random.Random) -> None:
    size = chance.uniform(7, 15)
    painter.setPen(_pen(1.8))
    wing = QPainterPath(QPointF(x - size, y - size * 0.2))
    wing.quadTo(QPointF(x - size * 0.4, y - size * 0.7), QPointF(x, y))
    wing.quadTo(QPointF(x + size * 0.4, y - size * 0.7), QPointF(x + size, y - size * 0.3))
    painter.drawPath(wing)


def lighthouse(painter: QPainter, box: QRectF) -> None:
    """A lighthouse in a storm by night."""
    painter.save()
    painter.setClipRect(box)
    chance = random.Random(7)  # noqa: S311  waves, no secrets
    left, top, width, height = box.x(), box.y(), box.width(), box.height()
    sea = top + height * 0.66
    lamp = QPointF(left + width * 0.62, top + height * 0.24)
    for gap, slope in ((6.0, 0.12), (8.0, -0.3)):
        night = QPainterPath()
        night.addRect(box)
        beams = _shape((lamp.x(), lamp.y() - 5), (left, top - height * 0.05), (left, top + height * 0.34),
                       (lamp.x(), lamp.y() + 5)).united(
            _shape((lamp.x(), lamp.y() - 5), (left + width, top + height * 0.06), (left + width, top + height * 0.36),
                   (lamp.x(), lamp.y() + 5)))  # fmt: skip
        _hatch(painter, night.subtracted(beams), gap, slope, 1.5)
    _water(painter, box, sea, chance)
    rock = _shape(
        (left + width * 0.40, sea + height * 0.14),
        (left + width * 0.50, sea - height * 0.03),
        (left + width * 0.58, sea - height * 0.06),
        (left + width * 0.70, sea - height * 0.05),
        (left + width * 0.80, sea + height * 0.06),
        (left + width * 0.88, sea + height * 0.16),
    )
    _solid(painter, rock, 3.2, -0.5, 1.7)
    _hatch(painter, rock, 7, 0.9, 1.2)
    foot, half = sea - height * 0.05, width * 0.042
    tower = _shape((lamp.x() - half, foot), (lamp.x() - half * 0.62, lamp.y() + 14),
                   (lamp.x() + half * 0.62, lamp.y() + 14), (lamp.x() + half, foot))  # fmt: skip
    _solid(painter, tower, 13, 0.0, 5.0)
    dark = _shape((lamp.x() + half * 0.2, foot), (lamp.x() + half * 0.2, lamp.y() + 14),
                  (lamp.x() + half * 0.62, lamp.y() + 14), (lamp.x() + half, foot))  # fmt: skip
    _hatch(painter, dark, 3.4, 0.7, 1.4)
    room = _shape(
        (lamp.x() - half * 0.5, lamp.y() + 14),
        (lamp.x() - half * 0.5, lamp.y() - 12),
        (lamp.x(), lamp.y() - 30),
        (lamp.x() + half * 0.5, lamp.y() - 12),
        (lamp.x() + half * 0.5, lamp.y() + 14),
    )
    painter.fillPath(room, _PAPER)
    painter.setPen(_pen(2.2))
    painter.drawPath(room)
    painter.drawLine(QPointF(lamp.x() - half, lamp.y() + 14), QPointF(lamp.x() + half, lamp.y() + 14))
    for at in range(26):
        x = left + width * chance.uniform(0.36, 0.92)
        y = sea + height * chance.uniform(0.02, 0.18)
        spray = QPainterPath(QPointF(x, y))
        spray.quadTo(QPointF(x + 6, y - 26 - at % 9), QPointF(x + 20, y - 12))
        painter.setPen(_pen(1.1))
        painter.drawPath(spray)
    _schooner(painter, left + width * 0.18, sea + height * 0.08, height * 0.26)
    painter.restore()
    painter.setPen(_pen(3))
    painter.drawRect(box.adjusted(1, 1, -1, -1))


def comet(painter: QPainter, box: QRectF) -> None:
    """A comet over a lake before dawn, with people on a hill."""
    painter.save()
    painter.setClipRect(box)
    chance = random.Random(1910)  # noqa: S311  waves, no secrets
    left, top, width, height = box.x(), box.y(), box.width(), box.height()
    sea = top + height * 0.70
    head = QPointF(left + width * 0.30, top + height * 0.58)
    tip = QPointF(left + width * 0.86, top - height * 0.06)
    tail = QPainterPath(head + QPointF(-9, 4))
    tail.quadTo(QPointF(left + width * 0.52, top + height * 0.24), tip - QPointF(width * 0.20, 0))
    tail.lineTo(tip + QPointF(width * 0.10, height * 0.14))
    tail.quadTo(QPointF(left + width * 0.60, top + height * 0.42), head + QPointF(7, 9))
    tail.closeSubpath()
    night = QPainterPath()
    night.addRect(QRectF(left, top, width, sea - top))
    for at in range(70):
        star = QPainterPath()
        size = chance.choice((1.6, 1.6, 2.2, 3.0))
        star.addEllipse(QPointF(left + width * chance.random(), top + (sea - top) * chance.random()), size, size)
        if at:
            night = night.subtracted(star)
    night = night.subtracted(tail)
    _hatch(painter, night, 4.6, 0.0, 2.0)
    _hatch(painter, night, 9.0, 0.35, 1.2)
    painter.setPen(_pen(0.9))
    for at in range(17):
        end = tip + QPointF(width * (-0.19 + 0.017 * at), height * 0.008 * at)
        ray = QPainterPath(head)
        ray.quadTo(QPointF(left + width * (0.53 + 0.005 * at), top + height * (0.25 + 0.010 * at)), end)
        painter.drawPath(ray)
    painter.setBrush(_PAPER)
    painter.setPen(_pen(1.5))
    painter.drawEllipse(head, 12, 12)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _water(painter, box, sea, chance)
    _schooner(painter, left + width * 0.62, sea + height * 0.05, height * 0.16)
    hill = QPainterPath(QPointF(left, top + height * 0.80))
    hill.quadTo(QPointF(left + width * 0.3, top + height * 0.80), QPointF(left + width * 0.62, top + height * 1.02))
    hill.lineTo(left, top + height * 1.02)
    hill.closeSubpath()
    _solid(painter, hill, 3.4, 0.2, 1.9)
    _hatch(painter, hill, 6, -0.5, 1.3)
    for at in range(12):
        x = left + width * (0.03 + 0.034 * at)
        _man(painter, x, top + height * (0.802 + 0.0009 * at * at), 30 + at * 5 % 9)
    painter.restore()
    painter.setPen(_pen(3))
    painter.drawRect(box.adjusted(1, 1, -1, -1))
