"""A picture in tiles at every size, made as they are seen and kept within a fixed amount of memory."""

import math
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage

from newsreader.desktop.jobs import Jobs
from newsreader.desktop.page_decoding import Picture, PictureSource, halved, halved_size, open_picture
from newsreader.errors import NewsreaderError

TILE_PX: Final = 512
TILES_MAX_BYTES: Final = 96 * 2**20
PICTURES_MAX_BYTES: Final = 160 * 2**20
_ROUGH_PX: Final = 1400
"""Longest side of the small picture that stands in for tiles that are on their way."""
_BATCH: Final = 12


class Tile(NamedTuple):
    """Place of a tile; at level n a picture is halved n times."""

    level: int
    column: int
    row: int


class Piece(NamedTuple):
    """Some pixels and where they belong on the picture, in pixels at full size."""

    image: QImage
    source: QRectF
    target: QRectF


@dataclass(slots=True)
class Pyramid:
    """A picture at full size (or the largest that memory allows), half, a quarter, and so on."""

    picture: Picture
    base: int
    levels: list[QImage]

    @classmethod
    def build(cls, picture: Picture) -> "Pyramid":
        """Decodes a picture."""
        image, base = picture.whole()
        levels = [image]
        while max(levels[-1].width(), levels[-1].height()) > TILE_PX:
            levels.append(halved(levels[-1]))
        return cls(picture, base, levels)

    @property
    def bytes(self) -> int:
        """What it takes in memory."""
        return sum(level.sizeInBytes() for level in self.levels)

    def rough(self) -> QImage:
        """The largest of its sizes that is small."""
        small = next((level for level in self.levels if max(level.width(), level.height()) <= _ROUGH_PX), None)
        return (small if small is not None else self.levels[-1]).convertToFormat(QImage.Format.Format_RGB32)

    def tiles(self, wanted: list[Tile]) -> Iterator[tuple[Tile, QImage]]:
        """Makes tiles; those larger than what is in memory are decoded from the file."""
        finer = [tile for tile in wanted if tile.level < self.base]
        for tile in wanted:
            if tile.level >= self.base:
                level = self.levels[min(tile.level - self.base, len(self.levels) - 1)]
                yield tile, level.copy(_rect_of(tile, level.size())).convertToFormat(QImage.Format.Format_RGB32)
        if finer:
            yield from self._decoded(finer)

    def _decoded(self, wanted: list[Tile]) -> Iterator[tuple[Tile, QImage]]:
        parts = {tile: _full_rect(tile, self.picture.size) for tile in wanted}
        whole = QRect()
        for part in parts.values():
            whole = whole.united(part)
        image = self.picture.region(whole)
        if image.isNull():
            return
        for tile, part in parts.items():
            size = _rect_of(tile, halved_size(self.picture.size, tile.level)).size()
            cut = image.copy(part.translated(-whole.topLeft())).convertToFormat(QImage.Format.Format_RGB32)
            if tile.level:
                cut = cut.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
            yield tile, cut


@dataclass(slots=True)
class _Kept:
    """What is known of a picture."""

    size: QSize
    is_cut_off: bool
    rough: QImage
    pyramid: Pyramid | None = None
    missing: set[Tile] = field(default_factory=set)
    """Tiles that could not be had."""

    @property
    def bytes(self) -> int:
        """What it takes in memory."""
        return self.rough.sizeInBytes() + (self.pyramid.bytes if self.pyramid is not None else 0)


class PageTiles(QObject):
    """Brings a picture to the canvas piece by piece.

    Signals:
        opened: Its size is known and something of it can be painted.
        arrived: More of it can be painted.
        finished: It is there at full size.
        failed: A `NewsreaderError`: it cannot be shown.
    """

    opened = Signal()
    arrived = Signal()
    finished = Signal()
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._source: PictureSource | None = None
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._tiles: OrderedDict[tuple[str, Tile], QImage] = OrderedDict()
        self._tile_bytes = 0
        self._wanted: list[Tile] = []
        self._is_making = False

    @property
    def source(self) -> PictureSource | None:
        """The picture being shown."""
        return self._source

    @property
    def size(self) -> QSize:
        """Of the picture at full size; empty until it is known."""
        kept = self._now
        return kept.size if kept is not None else QSize()

    @property
    def is_cut_off(self) -> bool:
        """Whether the file ends too early."""
        kept = self._now
        return kept is not None and kept.is_cut_off

    @property
    def bytes(self) -> int:
        """What pictures and tiles take in memory."""
        return self._tile_bytes + sum(kept.bytes for kept in self._kept.values())

    @property
    def _now(self) -> _Kept | None:
        return self._kept.get(self._source.key) if self._source is not None else None

    def show(self, source: PictureSource | None, longest: int) -> None:
        """Shows another picture; it is painted small first.

        Args:
            source: Which; None for none.
            longest: How many pixels its longest side has on the screen.
        """
        self._jobs.drop("page picture")
        self._jobs.drop("page tiles")
        self._is_making, self._wanted, self._source = False, [], source
        kept = self._now
        if source is None:
            return
        if kept is not None:
            self._kept.move_to_end(source.key)
            self.opened.emit()
            if kept.pyramid is not None:
                self.finished.emit()
                return
        self._jobs.decode(
            partial(_begin, source, longest), partial(self._on_begun, source), self._on_failed, key="page picture"
        )

    def forget(self) -> None:
        """Lets go of everything, as when another archive is opened."""
        self.show(None, 0)
        self._kept.clear()
        self._tiles.clear()
        self._tile_bytes = 0

    def pieces(self, seen: QRectF, scale: float) -> Iterator[Piece]:
        """What to paint, back to front; asks for what is missing.

        Args:
            seen: The part of the picture that is seen, in pixels at full size.
            scale: Pixels of the screen to one of these.
        """
        kept, source = self._now, self._source
        if kept is None or source is None:
            return
        seen = seen & QRectF(0, 0, kept.size.width(), kept.size.height())
        if seen.isEmpty():
            return
        if kept.pyramid is None:
            self._wanted = []
            yield _part_of(kept.rough, kept.size, seen)
            return
        level = max(0, math.floor(math.log2(1 / scale) + 1e-9)) if scale < 1 else 0
        level = min(level, kept.pyramid.base + len(kept.pyramid.levels) - 1)
        missing, found = [], []
        for tile, target in _tiles_in(seen, level, kept.size):
            image = self._tiles.get((source.key, tile))
            if image is not None:
                self._tiles.move_to_end((source.key, tile))
                found.append(Piece(image, QRectF(image.rect()), target))
                continue
            if tile not in kept.missing:
                missing.append(tile)
            yield _part_of(kept.rough, kept.size, target)
        yield from found
        self._wanted = missing
        self._make()

    def _make(self) -> None:
        kept, source = self._now, self._source
        if self._is_making or not self._wanted or kept is None or kept.pyramid is None or source is None:
            return
        self._is_making = True
        batch = self._wanted[:_BATCH] if self._wanted[0].level >= kept.pyramid.base else self._wanted
        self._jobs.decode(
            partial(_made, kept.pyramid, list(batch)),
            partial(self._on_made, source.key, batch),
            self._on_failed,
            key="page tiles",
        )

    def _on_made(self, key: str, asked: list[Tile], made: list[tuple[Tile, QImage]]) -> None:
        self._is_making = False
        for tile, image in made:
            if (key, tile) not in self._tiles:
                self._tile_bytes += image.sizeInBytes()
            self._tiles[key, tile] = image
        kept = self._kept.get(key)
        if kept is not None:
            kept.missing.update(set(asked) - {tile for tile, _ in made})
        while self._tile_bytes > TILES_MAX_BYTES:
            _, old = self._tiles.popitem(last=False)
            self._tile_bytes -= old.sizeInBytes()
        self._wanted = [tile for tile in self._wanted if (key, tile) not in self._tiles]
        self.arrived.emit()

    def _on_begun(self, source: PictureSource, begun: "_Begun") -> None:
        self._kept[source.key] = _Kept(begun.picture.size, begun.picture.is_cut_off, begun.rough, begun.pyramid)
        self._kept.move_to_end(source.key)
        self._drop_old()
        self.opened.emit()
        if begun.pyramid is not None:
            self.finished.emit()
        elif self._source == source:
            self._jobs.decode(
                partial(Pyramid.build, begun.picture),
                partial(self._on_built, source),
                self._on_failed,
                key="page picture",
            )

    def _on_built(self, source: PictureSource, pyramid: Pyramid) -> None:
        kept = self._kept.get(source.key)
        if kept is not None:
            kept.pyramid, kept.rough = pyramid, pyramid.rough()
            self._drop_old()
            self.arrived.emit()
            self.finished.emit()

    def _drop_old(self) -> None:
        while len(self._kept) > 1:
            if sum(kept.bytes for kept in self._kept.values()) <= PICTURES_MAX_BYTES:
                return
            self._kept.popitem(last=False)

    def _on_failed(self, error: NewsreaderError) -> None:
        self._is_making = False
        self.failed.emit(error)


@dataclass(frozen=True, slots=True)
class _Begun:
    picture: Picture
    rough: QImage
    pyramid: Pyramid | None


def _begin(source: PictureSource, longest: int) -> _Begun:
    picture = open_picture(source)
    rough = picture.preview(min(longest, _ROUGH_PX))
    if rough is not None:
        return _Begun(picture, rough.convertToFormat(QImage.Format.Format_RGB32), None)
    pyramid = Pyramid.build(picture)
    return _Begun(picture, pyramid.rough(), pyramid)


def _made(pyramid: Pyramid, wanted: list[Tile]) -> list[tuple[Tile, QImage]]:
    return list(pyramid.tiles(wanted))


def _tiles_in(seen: QRectF, level: int, full: QSize) -> Iterator[tuple[Tile, QRectF]]:
    """The tiles of a level that a part of the picture touches, those in the middle first."""
    size = halved_size(full, level)
    across, down = full.width() / size.width(), full.height() / size.height()
    left, right = int(seen.left() / across / TILE_PX), int((seen.right() - 1e-6) / across / TILE_PX)
    top, bottom = int(seen.top() / down / TILE_PX), int((seen.bottom() - 1e-6) / down / TILE_PX)
    places = [(column, row) for row in range(top, bottom + 1) for column in range(left, right + 1)]
    middle = (left + right) / 2, (top + bottom) / 2
    places.sort(key=lambda place: abs(place[0] - middle[0]) + abs(place[1] - middle[1]))
    for column, row in places:
        tile = Tile(level, column, row)
        rect = _rect_of(tile, size)
        if not rect.isEmpty():
            yield tile, QRectF(rect.x() * across, rect.y() * down, rect.width() * across, rect.height() * down)


def _rect_of(tile: Tile, size: QSize) -> QRect:
    """A tile in the pixels of its level."""
    return QRect(tile.column * TILE_PX, tile.row * TILE_PX, TILE_PX, TILE_PX) & QRect(0, 0, size.width(), size.height())


def _full_rect(tile: Tile, full: QSize) -> QRect:
    """A tile in the pixels of full size."""
    side = TILE_PX << tile.level
    return QRect(tile.column * side, tile.row * side, side, side) & QRect(0, 0, full.width(), full.height())


def _part_of(image: QImage, full: QSize, target: QRectF) -> Piece:
    across, down = image.width() / full.width(), image.height() / full.height()
    source = QRectF(target.x() * across, target.y() * down, target.width() * across, target.height() * down)
    return Piece(image, source, target)
