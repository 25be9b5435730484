"""The picture of a page: what kind of file it is by its content, and those kinds that need a library to be drawn.

JPEG, PNG and TIFF are decoded by the desk itself; PDF pages and JPEG 2000 come from here as plain pixels. Nothing here
is quick: call it where waiting does no harm.
"""

import math
import threading
import time
import weakref
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from newsreader.errors import SourceFileError
from newsreader.formats.image_headers import read_header
from newsreader.formats.libraries import install_line, missing

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_SIDE_PX: Final = 65_500
MAX_PIXELS: Final = 600_000_000
"""A broadsheet at 1200 dpi has half as many."""
_PDF_DPI: Final = 300
_PDF_LEAST_DPI: Final = 150
"""Of a coarser scan, whose page may have sharp letters over it."""
_PDF_MAX_PIXELS: Final = 100_000_000
PDF_SECONDS: Final = 10.0
"""So long a page of a PDF may take to be drawn."""
_TAIL_BYTES: Final = 65_536
_JUST_BELOW: Final = 1 - 1e-7
"""Sizes are rounded up: 1200.0000001 pixels are 1200."""
_PDFIUM = threading.Lock()
"""pdfium can do one thing at a time in a process."""
_TO_CLOSE: "deque[tuple[Any, Any]]" = deque()
"""Pages and documents nobody needs any more; they are closed when pdfium is free, not wherever the last use ended."""

_NAMES: Final = {"jp2": "a JPEG 2000 picture", "tiff": "a TIFF compressed as JPEG"}

_GREY_MODES: Final = ("L", "I;16", "1", "LA")

Box = tuple[float, float, float, float]


class PictureMissing(SourceFileError):
    """There is no file where the picture of a page was."""


class PictureUnreadable(SourceFileError):
    """The file is there and cannot be shown."""


@dataclass(frozen=True, slots=True)
class Raster:
    """Pixels from the top left, row after row.

    Attributes:
        data: The bytes; `stride` of them a row.
        width, height: In pixels.
        stride: Bytes from one row to the next.
        channels: 1 for grey, 3 for blue, green, red when `is_bgr`, else red, green, blue.
    """

    data: bytes
    width: int
    height: int
    stride: int
    channels: int
    is_bgr: bool = False


class Drawn(Protocol):
    """A picture that a library draws."""

    size: tuple[int, int]
    """Width and height in pixels at full size."""

    def draw(self, scale: float, clip: Box | None = None) -> Raster:
        """Draws it, or the part `clip` = (left, top, right, bottom) in pixels at full size, so many times as large."""

    def close(self) -> None:
        """Lets go of the file."""


def kind_of(path: Path) -> str:
    """What a picture is by its first bytes: `jpeg`, `png`, `tiff`, `jp2`, `pdf`, or "" for anything else.

    Raises:
        PictureMissing: There is no such file.
        PictureUnreadable: It cannot be read, or its head says that it cannot be shown.
    """
    try:
        with path.open("rb") as file:
            header = read_header(file)
    except (FileNotFoundError, NotADirectoryError):
        raise PictureMissing(f"The picture of this page is not at {path} any more", "Say where it is now.") from None
    except OSError as error:
        raise PictureUnreadable(
            f"The picture {path} cannot be read: {error.strerror or error}", "See whether you may read the file."
        ) from error
    if header.kind and header.problem:
        raise PictureUnreadable(f"The picture {path} {header.problem}", "Look for a better copy of it.")
    return header.kind


def is_cut_off(path: Path, kind: str) -> bool:
    """Whether a JPEG or PNG lacks its end; what there is of it can be shown all the same.

    Raises:
        PictureUnreadable: It cannot be read.
    """
    end = {"jpeg": b"\xff\xd9", "png": b"IEND"}.get(kind)
    if end is None:
        return False
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
            return end not in file.read()
    except OSError as error:
        raise PictureUnreadable(f"The picture {path} cannot be read: {error}", "Look at its folder.") from error


def check_size(path: Path, width: int, height: int) -> None:
    """Refuses dimensions that no newspaper page has.

    Raises:
        PictureUnreadable: It is too large, or has no size.
    """
    if width <= 0 or height <= 0:
        raise PictureUnreadable(f"The picture {path} is damaged: it states no size", "Look for a better copy of it.")
    if width > MAX_SIDE_PX or height > MAX_SIDE_PX or width * height > MAX_PIXELS:
        raise PictureUnreadable(
            f"The picture {path} is too large to be shown: it says it has {width} × {height} pixels",
            f"At most {MAX_PIXELS // 1_000_000} million pixels are shown, {MAX_SIDE_PX} a side; make a smaller copy.",
        )


def open_drawn(path: Path, kind: str, frame: int) -> Drawn:
    """Opens a PDF, a JPEG 2000 picture, or a TIFF compressed in a way that Qt does not know.

    Args:
        path: The file.
        kind: `pdf`, `jp2` or `tiff`.
        frame: Which page of a PDF, from 0.

    Raises:
        PictureUnreadable: It is damaged, too large, or the library that draws it is missing.
    """
    return PdfPicture(path, frame) if kind == "pdf" else PillowPicture(path, kind, frame)


@contextmanager
def _free_pdfium() -> "Iterator[None]":
    """Waits until pdfium is free, and closes what is to be closed."""
    with _PDFIUM:
        while _TO_CLOSE:
            page, document = _TO_CLOSE.popleft()
            page.close()
            document.close()
        yield


class PdfPicture:
    """A page of a PDF; its full size is that of the scan on it, or 300 dpi where it is no scan."""

    def __init__(self, path: Path, frame: int) -> None:
        try:
            import pypdfium2
        except ImportError as error:
            raise missing(path, "a PDF", error, "pypdfium2") from None
        self._path = path
        with _free_pdfium():
            try:
                self._document: Any = pypdfium2.PdfDocument(str(path))
                if not 0 <= frame < len(self._document):
                    self._document.close()
                    raise PictureUnreadable(
                        f"The PDF {path} has no page {frame + 1}", "It may have been exchanged; look for the right one."
                    )
                self._page: Any = self._document[frame]
                points = self._page.get_size()
                self._scale = self._full_scale(points)
            except pypdfium2.PdfiumError as error:
                raise _damaged(path, error) from error
        self.size = (max(1, round(points[0] * self._scale)), max(1, round(points[1] * self._scale)))
        self._is_grey: bool | None = None
        self._let_go = weakref.finalize(self, _TO_CLOSE.append, (self._page, self._document))
        self._let_go.atexit = False
        check_size(path, *self.size)

    def draw(self, scale: float, clip: Box | None = None) -> Raster:
        """Draws it; grey once it has turned out to be so."""
        import pypdfium2

        width, height = (max(1, math.ceil(side * scale * _JUST_BELOW)) for side in self.size)
        left, top, right, bottom = (round(side * scale) for side in clip or (0, 0, *self.size))
        part = (min(right, width) - left, min(bottom, height) - top)
        with _free_pdfium():
            try:
                found = self._rendered((width, height), (left, top), part)
            except pypdfium2.PdfiumError as error:
                raise _damaged(self._path, error) from error
        if self._is_grey is None:
            self._is_grey = _is_grey(found)
        return found

    def close(self) -> None:
        """Lets go of the file."""
        self._let_go()
        with _free_pdfium():
            pass

    def _rendered(self, size: tuple[int, int], at: tuple[int, int], part: tuple[int, int]) -> Raster:
        """Step by step, so that a page made to take for ever is given up."""
        from pypdfium2 import PdfBitmap, raw

        grey = bool(self._is_grey)
        bitmap = PdfBitmap.new_native(*part, format=raw.FPDFBitmap_Gray if grey else raw.FPDFBitmap_BGR)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, *part)
        until = time.monotonic() + PDF_SECONDS
        wait = dict(raw.IFSDK_PAUSE._fields_)["NeedToPauseNow"](lambda _: time.monotonic() > until)
        pause = raw.IFSDK_PAUSE(version=1, NeedToPauseNow=wait)
        flags = raw.FPDF_ANNOT | (raw.FPDF_GRAYSCALE if grey else 0)
        status = raw.FPDF_RenderPageBitmap_Start(bitmap, self._page, -at[0], -at[1], *size, 0, flags, pause)
        raw.FPDF_RenderPage_Close(self._page)
        found = Raster(bytes(bitmap.buffer), *part, bitmap.stride, bitmap.n_channels, is_bgr=True)
        bitmap.close()
        if status == raw.FPDF_RENDER_TOBECONTINUED:
            raise PictureUnreadable(
                f"Drawing the page of {self._path} was given up after {PDF_SECONDS:.0f} seconds",
                "It may be damaged, or made to keep programs busy.",
            )
        return found

    def _full_scale(self, points: tuple[float, float]) -> float:
        width, height = max(points[0], 1.0), max(points[1], 1.0)
        most = math.sqrt(_PDF_MAX_PIXELS / (width * height))
        best = 0.0
        for left, bottom, right, top, pixels in self._scans():
            if (right - left) * (top - bottom) > width * height / 2:
                best = max(best, pixels / max(right - left, 1.0))
        scale = max(best, _PDF_LEAST_DPI / 72) if best else _PDF_DPI / 72
        return min(scale, most, MAX_SIDE_PX / width, MAX_SIDE_PX / height)

    def _scans(self) -> "Iterator[tuple[float, float, float, float, int]]":
        from pypdfium2 import raw

        for place, image in enumerate(self._page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2)):
            if place >= 64:
                return
            yield (*image.get_bounds(), image.get_px_size()[0])


class PillowPicture:
    """A JPEG 2000 picture, which is kept at several sizes within its file, or a TIFF that Qt cannot decode."""

    def __init__(self, path: Path, kind: str, frame: int) -> None:
        self._path, self._kind, self._frame = path, kind, frame
        with self._open() as image:
            self.size = image.size
        check_size(path, *self.size)

    def draw(self, scale: float, clip: Box | None = None) -> Raster:
        """Draws it at the next larger of its halved sizes; `clip` is cut out of that."""
        steps = 0
        while scale <= 0.5 ** (steps + 1) and steps < 5:
            steps += 1
        with self._open() as image:
            try:
                if self._kind == "jp2":
                    image.reduce = steps
                image.load()
                whole = image.convert("L" if image.mode in _GREY_MODES else "RGB")
            except (OSError, EOFError, ValueError, SyntaxError, MemoryError) as error:
                raise _damaged(self._path, error) from error
        shown = whole if self._kind == "jp2" or not steps else whole.reduce(2**steps)
        if clip is not None:
            shown = shown.crop(tuple(round(side / 2**steps) for side in clip))
        channels = len(shown.getbands())
        return Raster(shown.tobytes(), shown.width, shown.height, shown.width * channels, channels)

    def close(self) -> None:
        """Nothing is held open."""

    def _open(self) -> Any:
        try:
            from PIL import Image, features
        except ImportError as error:
            raise missing(self._path, _NAMES[self._kind], error, "PIL") from None
        if self._kind == "jp2" and not features.check("jpg_2000"):
            raise PictureUnreadable(
                f"{self._path} is a JPEG 2000 picture, and the pillow installed here was built without it",
                install_line("PIL"),
            )
        Image.MAX_IMAGE_PIXELS = MAX_PIXELS
        damage = (OSError, EOFError, ValueError, SyntaxError, Image.DecompressionBombError)
        try:
            image = Image.open(self._path, formats=["JPEG2000" if self._kind == "jp2" else "TIFF"])
        except damage as error:
            raise _damaged(self._path, error) from error
        try:
            image.seek(self._frame if self._kind == "tiff" else 0)
        except damage as error:
            image.close()
            raise _damaged(self._path, error) from error
        return image


def _is_grey(raster: Raster) -> bool:
    if raster.channels == 1:
        return True
    one, two, three = (raster.data[channel :: raster.channels] for channel in range(3))
    return one == two == three


def _damaged(path: Path, error: Exception) -> PictureUnreadable:
    reason = str(error).strip().rstrip(".") or type(error).__name__
    return PictureUnreadable(f"The picture {path} is damaged: {reason}", "Look for a better copy of it.")
