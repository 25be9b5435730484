"""Hostile pictures: heads that lie, loops, cuts."""

import struct
import zlib
from collections.abc import Iterator

from tests.fuzz.format_seeds import SEEDS
from tests.hostile.expected import REFUSED, Made


def documents() -> Iterator[Made]:
    """Pictures; alone they are no articles, and beside a page they spoil nothing."""
    png, tiff, jpeg, jp2, _ = SEEDS["image"]()
    yield Made("large.png", _png(65_535, 65_535), REFUSED)
    yield Made("absurd.png", _png(2**31 - 1, 2**31 - 1), REFUSED)
    yield Made("nothing.png", _png(0, 0), REFUSED)
    yield Made("cut.png", png[:20], REFUSED)
    yield Made("bomb.png", _png(30_000, 30_000, zlib.compress(bytes(20_000_000), 9)), REFUSED)
    looping = tiff[:8] + tiff[8:46] + struct.pack("<I", 8) + tiff[50:]
    yield Made("loop.tif", looping, REFUSED)
    yield Made("far.tif", b"II*\0" + struct.pack("<I", 0xFFFFFFF0) + bytes(40), REFUSED)
    yield Made("entries.tif", b"II*\0" + struct.pack("<IH", 8, 65_535) + bytes(60), REFUSED)
    yield Made(
        "large.tif", tiff.replace(struct.pack("<HHII", 256, 3, 1, 8), struct.pack("<HHII", 256, 4, 1, 2**31)), REFUSED
    )
    yield Made("cut.jpg", jpeg[:24], REFUSED)
    yield Made("endless.jpg", b"\xff\xd8" + b"\xff\xfe\x00\x02" * 50_000, REFUSED)
    yield Made("backwards.jpg", b"\xff\xd8\xff\xc0\x00\x00" + bytes(40), REFUSED)
    yield Made("lies.jp2", jp2.replace(struct.pack(">II", 48, 64), struct.pack(">II", 2**32 - 1, 2**32 - 1)), REFUSED)
    yield Made("box.jp2", jp2[:32] + struct.pack(">I", 1) + b"jp2h" + b"\xff" * 8, REFUSED)
    yield Made("empty-box.jp2", jp2[:32] + struct.pack(">I", 8) + b"free" + struct.pack(">I", 3) + b"jp2h", REFUSED)


def _png(width: int, height: int, data: bytes = b"") -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", data or zlib.compress(bytes(100))) + chunk(b"IEND", b"")
