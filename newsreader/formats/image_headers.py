"""What kind of picture a file is and how large, read from its first bytes alone: nothing is decoded.

TIFF (also BigTIFF), JPEG, PNG, JPEG 2000 (boxes and bare codestream) and PDF. A file may lie about itself or be made to
harm whoever opens it: every step is counted, every number checked, and a size no newspaper page has is told.
"""

import re
import struct
from dataclasses import dataclass
from typing import BinaryIO, Final

MOST_PIXELS: Final = 1_000_000_000
"""A page of a broadsheet at 600 dpi has some 300 million."""
LONGEST_SIDE: Final = 100_000

_HEAD: Final = 32
_MOST_STEPS: Final = 4_096
_MOST_ENTRIES: Final = 2_048
_FARTHEST: Final = 1 << 40
_PDF_WINDOW: Final = 1 << 20
_STARTS_OF_FRAME: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_BOXES_AROUND: Final = frozenset({b"jp2h"})
_MEDIA_BOX: Final = re.compile(rb"/MediaBox\s*\[\s*" + rb"\s+".join([rb"(-?\d{1,7}(?:\.\d{0,9})?)"] * 4) + rb"\s*\]")


@dataclass(frozen=True, slots=True)
class ImageHeader:
    """What the head of a picture says.

    Attributes:
        kind: `tiff`, `jpeg`, `png`, `jp2` or `pdf`; "" for none of these.
        width, height: In pixels, of a PDF in points; 0 when not found.
        problem: Why it is not fit to be shown, as the end of a sentence about the file, or "".
    """

    kind: str
    width: int = 0
    height: int = 0
    problem: str = ""


def read_header(file: BinaryIO, frame: int = 0) -> ImageHeader:
    """The head of a picture.

    Args:
        file: Open at any position, and can be searched.
        frame: Which page of a TIFF with several, from 0.
    """
    file.seek(0)
    start = file.read(_HEAD)
    kind = _kind(start)
    if not kind:
        return ImageHeader("", problem="is no picture of a kind that is known" if start else "is empty")
    try:
        width, height = _size(kind, file, start, frame)
    except (struct.error, ValueError, OverflowError, IndexError):
        return ImageHeader(kind, problem="has a damaged head")
    if kind == "pdf":
        return ImageHeader(kind, width, height)
    if width <= 0 or height <= 0:
        return ImageHeader(kind, problem="has a damaged head")
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        return ImageHeader(kind, width, height, f"claims to have {width:,} x {height:,} pixels, more than any page has")
    return ImageHeader(kind, width, height)


def _kind(start: bytes) -> str:
    if start[:4] in {b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"}:
        return "tiff"
    if start.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if start.startswith((b"\0\0\0\x0cjP  ", b"\xff\x4f\xff\x51")):
        return "jp2"
    return "pdf" if b"%PDF-" in start else ""


def _size(kind: str, file: BinaryIO, start: bytes, frame: int) -> tuple[int, int]:
    if kind == "png":
        width, height = struct.unpack(">II", start[16:24])
        return int(width), int(height)
    if kind == "tiff":
        return _tiff(file, start, frame)
    if kind == "jpeg":
        return _jpeg(file)
    return _jp2(file, start) if kind == "jp2" else _pdf(file)


def _jpeg(file: BinaryIO) -> tuple[int, int]:
    """The size in the first start of frame, which stands behind any number of other segments."""
    file.seek(2)
    for _ in range(_MOST_STEPS):
        mark = file.read(2)
        if mark[:1] != b"\xff":
            raise ValueError("no segment")
        code = mark[1]
        if code == 0xFF:  # filling
            file.seek(-1, 1)
            continue
        if code in _WITHOUT_LENGTH:
            continue
        (length,) = struct.unpack(">H", file.read(2))
        if code in _STARTS_OF_FRAME:
            _, height, width = struct.unpack(">BHH", file.read(5))
            return int(width), int(height)
        if code in {0xD9, 0xDA} or length < 2:
            raise ValueError("no frame")
        file.seek(length - 2, 1)
    raise ValueError("no frame")


def _jp2(file: BinaryIO, start: bytes) -> tuple[int, int]:
    if start.startswith(b"\xff\x4f\xff\x51"):
        # The codestream alone: its SIZ segment comes first.
        right, bottom, left, top = struct.unpack(">IIII", start[8:24])
        return int(right) - int(left), int(bottom) - int(top)
    at, end = 0, None
    for _ in range(_MOST_STEPS):
        _go_to(file, at)
        head = file.read(16)
        size, name = struct.unpack(">I4s", head[:8])
        skip = 8
        if size == 1:
            (size,) = struct.unpack(">Q", head[8:16])
            skip = 16
        if name == b"ihdr":
            _go_to(file, at + skip)
            height, width = struct.unpack(">II", file.read(8))
            return int(width), int(height)
        if size == 0 or size < skip or (end is not None and at >= end):
            raise ValueError("no header")
        if name in _BOXES_AROUND:
            at, end = at + skip, at + size
        else:
            at += size
    raise ValueError("no header")


def _go_to(file: BinaryIO, at: int) -> None:
    if at > _FARTHEST:  # a disk may refuse such a place with an error of its own
        raise ValueError("too far")
    file.seek(at)


def _tiff(file: BinaryIO, start: bytes, frame: int) -> tuple[int, int]:
    """The size in the directory of a frame; directories may lie anywhere, also behind the pixels."""
    order = "<" if start[:1] == b"I" else ">"
    is_big = start[2:4] in {b"+\0", b"\0+"}
    (at,) = struct.unpack(order + ("Q" if is_big else "I"), start[8:16] if is_big else start[4:8])
    seen: set[int] = set()
    for number in range(min(frame, _MOST_STEPS) + 1):
        if not at or at in seen:
            raise ValueError("no such frame")
        seen.add(at)
        found, at = _directory(file, at, order, is_big=is_big)
        if number == frame:
            return found[256], found[257]
    raise ValueError("no such frame")


def _directory(file: BinaryIO, at: int, order: str, *, is_big: bool) -> tuple[dict[int, int], int]:
    """Width and height by their tags, 0 where missing, and where the next directory is."""
    _go_to(file, at)
    counter, entry_size, pointer = ("Q", 20, "Q") if is_big else ("H", 12, "I")
    (count,) = struct.unpack(order + counter, file.read(struct.calcsize(counter)))
    if count > _MOST_ENTRIES:
        raise ValueError("too many entries")
    data = file.read(count * entry_size)
    found = {256: 0, 257: 0}
    for start in range(0, len(data) - entry_size + 1, entry_size):
        tag, kind = struct.unpack_from(order + "HH", data, start)
        if tag in found:
            value = {1: "B", 3: "H", 4: "I", 16: "Q"}.get(kind)
            if value is None:
                raise ValueError("no number")
            (found[tag],) = struct.unpack_from(order + value, data, start + (12 if is_big else 8))
    (following,) = struct.unpack(order + pointer, file.read(struct.calcsize(pointer)))
    return found, int(following)


def _pdf(file: BinaryIO) -> tuple[int, int]:
    """The size of the pages where all that it states in plain sight are alike; else it is found when it is shown."""
    file.seek(0)
    parts = [file.read(_PDF_WINDOW)]
    end = file.seek(0, 2)
    if end > _PDF_WINDOW:
        file.seek(max(_PDF_WINDOW, end - _PDF_WINDOW))
        parts.append(file.read(_PDF_WINDOW))
    sizes = {_box_size(box) for part in parts for box in _MEDIA_BOX.findall(part)}
    width, height = sizes.pop() if len(sizes) == 1 else (0, 0)
    return (width, height) if 0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE else (0, 0)


def _box_size(box: tuple[bytes, ...]) -> tuple[int, int]:
    left, bottom, right, top = (float(side) for side in box)
    return round(abs(right - left)), round(abs(top - bottom))
