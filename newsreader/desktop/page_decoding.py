"""Pictures of pages as Qt draws them: JPEG, PNG and TIFF are decoded here, PDF and JPEG 2000 come as plain pixels.

Everything here runs in a decoding lane of `Jobs`, never on the thread of the window.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

from newsreader.domain.page import PrintedPage
from newsreader.services import page_images, pictures_within
from newsreader.services.page_images import Drawn, PictureUnreadable, Raster

WHOLE_MAX_BYTES: Final = 160 * 2**20
"""A picture that needs more memory is kept at half its size or less; what is seen of it at full size is decoded."""
_DECODED_MAX_BYTES: Final = 768 * 2**20
"""Of a TIFF or PNG, which can only be decoded whole."""
_BAND_ROWS: Final = 512

_DEPTHS: Final = {
    QImage.Format.Format_Mono: 1, QImage.Format.Format_MonoLSB: 1, QImage.Format.Format_Grayscale8: 8,
    QImage.Format.Format_Indexed8: 8, QImage.Format.Format_Grayscale16: 16, QImage.Format.Format_RGBA64: 64,
    QImage.Format.Format_RGBX64: 64,
}  # fmt: skip
"""Bits a pixel as decoded; 32 for all others."""
_QT_KINDS: Final = {"jpeg": b"jpeg", "png": b"png", "tiff": b"tiff"}
_GREY: Final = QImage.Format.Format_Grayscale8
_COLOUR: Final = QImage.Format.Format_RGB32


@dataclass(frozen=True, slots=True)
class PictureSource:
    """Which picture to show.

    Attributes:
        path: The file; None when there is none and the page is set from its words.
        frame: Which page of the file, from 0.
        page: Number of the page in the archive.
        words: Fetches the words of a page without a picture; called in a decoding lane.
    """

    path: Path | None
    frame: int = 0
    page: int = 0
    words: Callable[[], PrintedPage | None] = field(default=lambda: None, compare=False)

    @property
    def key(self) -> str:
        """Tells pictures apart."""
        return f"{self.path}#{self.frame}" if self.path is not None else f"words of {self.page}"


class Picture(Protocol):
    """An open picture.

    Attributes:
        size: In pixels at full size.
        is_cut_off: Its file has no proper end.
    """

    size: QSize
    is_cut_off: bool

    def preview(self, longest: int) -> QImage | None:
        """A small one with about so many pixels along its longest side, when that is much quicker than `whole`."""

    def whole(self) -> tuple[QImage, int]:
        """All of it, and how many times it is halved: 0 for full size."""

    def region(self, part: QRect) -> QImage:
        """A part of it at full size, for pictures whose `whole` is halved; null when it cannot be had."""


def open_picture(source: PictureSource) -> Picture:
    """Opens a picture.

    Raises:
        PictureMissing: There is no such file.
        PictureUnreadable: It cannot be shown: damaged, too large, unknown, or a library is missing.
    """
    if source.path is None:
        from newsreader.desktop.page_typeset import TypesetPicture

        return TypesetPicture(source.words())
    path = pictures_within.on_disk(source.path)
    kind = page_images.kind_of(path)
    if kind == "tiff" and not FilePicture.can_read(path):
        return DrawnPicture(page_images.open_drawn(path, kind, source.frame))
    if kind in _QT_KINDS:
        return FilePicture(path, kind, source.frame)
    if kind:
        return DrawnPicture(page_images.open_drawn(path, kind, source.frame))
    raise PictureUnreadable(
        f"{source.path} is no picture of a kind that can be shown", "JPEG, PNG, TIFF, JPEG 2000 and PDF can be shown."
    )


class FilePicture:
    """A JPEG, PNG or TIFF."""

    def __init__(self, path: Path, kind: str, frame: int) -> None:
        _lift_limit()
        self._path, self._kind, self._frame = path, kind, frame
        self._held: QImage | None = None
        reader = self._reader()
        self.size = reader.size()
        page_images.check_size(path, self.size.width(), self.size.height())
        self._depth = _DEPTHS.get(reader.imageFormat(), 32)
        if kind != "jpeg" and self._bytes(0) > _DECODED_MAX_BYTES:
            raise PictureUnreadable(
                f"The picture {path} is too large to be shown: decoded it takes {self._bytes(0) >> 20} MB",
                "A JPEG of the same size can be shown.",
            )
        self.is_cut_off = page_images.is_cut_off(path, kind)
        self._longest_side = max(self.size.width(), self.size.height())

    @staticmethod
    def can_read(path: Path) -> bool:
        """Whether Qt knows the way a TIFF is compressed; it does not know JPEG within TIFF."""
        return QImageReader(str(path), b"tiff").size().isValid()

    def preview(self, longest: int) -> QImage | None:
        """A JPEG is decoded at a fraction of its size; of others some of the pixels are taken."""
        if self._longest_side < 2 * longest:
            return None
        if self._kind == "jpeg":
            return self._read(halvings_to(self._longest_side, longest))
        self._held = self._read(0)
        ratio, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        some = self._held.scaled(2 * longest, 2 * longest, ratio).convertToFormat(_COLOUR)
        return some.scaled(longest, longest, ratio, smooth)

    def whole(self) -> tuple[QImage, int]:
        """A JPEG that is too large is decoded at half its size at once."""
        halvings = 0
        while self._kind == "jpeg" and self._bytes(halvings) > WHOLE_MAX_BYTES:
            halvings += 1
        image, self._held = self._held if self._held is not None else self._read(halvings), None
        while image.sizeInBytes() > WHOLE_MAX_BYTES:
            image, halvings = halved(image), halvings + 1
        return image, halvings

    def _bytes(self, halvings: int) -> int:
        return self.size.width() * self.size.height() * self._depth // 8 >> (2 * halvings)

    def region(self, part: QRect) -> QImage:
        """Decodes a JPEG as far as the part."""
        if self._kind != "jpeg":
            return QImage()
        reader = self._reader()
        reader.setClipRect(part)
        return plain(reader.read())

    def _read(self, halvings: int) -> QImage:
        reader = self._reader()
        if halvings:
            reader.setScaledSize(halved_size(self.size, halvings))
        image = plain(reader.read())
        if image.isNull():
            raise PictureUnreadable(
                f"The picture {self._path} cannot be decoded: {_reason(reader)}", "Look for a better copy of it."
            )
        return image

    def _reader(self) -> QImageReader:
        # The kind was told from the content; Qt must not take the file for something else, such as a drawing in SVG.
        reader = QImageReader(str(self._path), _QT_KINDS[self._kind])
        reader.setAutoDetectImageFormat(False)
        reader.setAutoTransform(False)  # the places of words are those of the pixels as they lie in the file
        if self._frame and not reader.jumpToImage(self._frame):
            raise PictureUnreadable(
                f"The picture {self._path} has no page {self._frame + 1}", "It may have been exchanged."
            )
        return reader


class DrawnPicture:
    """A PDF page or a JPEG 2000 picture."""

    is_cut_off = False

    def __init__(self, drawn: Drawn) -> None:
        self._drawn = drawn
        self.size = QSize(*drawn.size)
        self._longest_side = max(drawn.size)

    def preview(self, longest: int) -> QImage | None:
        """Draws it small."""
        if self._longest_side < 1.5 * longest:
            return None
        return image_of(self._drawn.draw(longest / self._longest_side))

    def whole(self) -> tuple[QImage, int]:
        """Draws it as large as memory allows."""
        halvings = 0
        while self.size.width() * self.size.height() * 3 >> (2 * halvings) > WHOLE_MAX_BYTES:
            halvings += 1
        return image_of(self._drawn.draw(1 / 2**halvings)), halvings

    def region(self, part: QRect) -> QImage:
        """Draws a part of it."""
        edges = (part.left(), part.top(), part.left() + part.width(), part.top() + part.height())
        return image_of(self._drawn.draw(1.0, edges))


def image_of(raster: Raster) -> QImage:
    """Plain pixels as an image with a memory of its own."""
    formats = {1: _GREY, 3: QImage.Format.Format_BGR888 if raster.is_bgr else QImage.Format.Format_RGB888}
    view = QImage(raster.data, raster.width, raster.height, raster.stride, formats[raster.channels])
    return view.copy()


def plain(image: QImage) -> QImage:
    """The image in one of the formats that the rest works with: two-coloured, grey, or 24 or 32 bits of colour."""
    if image.isNull() or image.format() in (QImage.Format.Format_Mono, _GREY, _COLOUR):
        return image
    if image.format() == QImage.Format.Format_MonoLSB:
        return image.convertToFormat(QImage.Format.Format_Mono)
    grey = image.format() in (QImage.Format.Format_Grayscale16, QImage.Format.Format_Indexed8) and image.isGrayscale()
    if image.hasAlphaChannel():
        white = QImage(image.size(), _COLOUR)
        white.fill(Qt.GlobalColor.white)
        _paint_on(white, image)
        return white
    return image.convertToFormat(_GREY if grey else _COLOUR)


def halved(image: QImage) -> QImage:
    """The image at half its size, each pixel the mean of four; two colours become shades of grey."""
    if image.format() == _GREY or (image.format() == QImage.Format.Format_Mono and image.allGray()):
        return _halved_grey(image)
    return image.convertToFormat(_COLOUR).scaled(
        halved_size(image.size(), 1), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def _halved_grey(image: QImage) -> QImage:
    """In bands: several times as fast as Qt, which works on 32 bits a pixel."""
    import numpy as np

    found = QImage(halved_size(image.size(), 1), _GREY)
    into = np.frombuffer(memoryview(found.bits()), np.uint8).reshape(found.height(), found.bytesPerLine())
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    is_bits = image.format() == QImage.Format.Format_Mono
    shades = (
        [QColor(image.color(bit)).lightness() for bit in (0, 1)] if is_bits and image.colorCount() > 1 else [0, 255]
    )
    mixed = np.array([((4 - ones) * shades[0] + ones * shades[1] + 2) // 4 for ones in range(5)], np.uint8)
    for top in range(0, image.height(), _BAND_ROWS):
        band = rows[top : top + _BAND_ROWS]
        band = np.unpackbits(band, axis=1)[:, : image.width()] if is_bits else band[:, : image.width()]
        band = np.pad(band, ((0, band.shape[0] % 2), (0, band.shape[1] % 2)), "edge")
        mean = band[::2, ::2].astype(np.uint16)
        for part in (band[1::2, ::2], band[::2, 1::2], band[1::2, 1::2]):
            mean += part
        small = mixed[mean] if is_bits else (mean + 2) // 4
        into[top // 2 : top // 2 + small.shape[0], : small.shape[1]] = small
    return found


def halved_size(size: QSize, times: int) -> QSize:
    """A size halved so many times, rounded up each time."""
    width, height = size.width(), size.height()
    for _ in range(times):
        width, height = (width + 1) // 2, (height + 1) // 2
    return QSize(width, height)


def halvings_to(longest: int, wanted: int) -> int:
    """How many times a side can be halved without falling below what is wanted; at most 3, as JPEG can."""
    times = 0
    while times < 3 and longest >> (times + 1) >= wanted:
        times += 1
    return times


@cache
def _lift_limit() -> None:
    # Qt counts 32 bits a pixel whatever the picture has; ours are counted above, before anything is decoded.
    QImageReader.setAllocationLimit(0)


def _reason(reader: QImageReader) -> str:
    if reader.error() == QImageReader.ImageReaderError.InvalidDataError:
        return "it is damaged"
    return reader.errorString() or "it is damaged"


def _paint_on(ground: QImage, image: QImage) -> None:
    painter = QPainter(ground)
    painter.drawImage(0, 0, image)
    painter.end()
