"""Heads of pictures: sound ones of every kind, damaged ones, and ones made to harm."""

import io
import random
import struct
import zlib

import pytest

from newsreader.formats.image_headers import ImageHeader, read_header


def png(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(head)) + chunk + struct.pack(">I", zlib.crc32(chunk))


def jpeg(width: int, height: int, before: bytes = b"") -> bytes:
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + before + b"\xff\xc2" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xd9"


def tiff(*sizes: tuple[int, int], order: str = "<", big: bool = False) -> bytes:
    """Directories behind 100 bytes of pixels, each leading to the next."""
    mark = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}H", 43 if big else 42)
    at = 16 + 100
    data = mark + (struct.pack(f"{order}HHQ", 8, 0, at) if big else struct.pack(f"{order}I", at))
    data = data.ljust(at, b"\0")
    for number, (width, height) in enumerate(sizes, 1):
        size = 8 + 2 * 20 + 8 if big else 2 + 2 * 12 + 4
        following = at + size if number < len(sizes) else 0
        if big:
            data += struct.pack(f"{order}Q", 2)
            data += b"".join(
                struct.pack(f"{order}HHQQ", tag, 16, 1, side) for tag, side in ((256, width), (257, height))
            )
            data += struct.pack(f"{order}Q", following)
        else:
            data += struct.pack(f"{order}H", 2)
            data += struct.pack(f"{order}HHII", 256, 4, 1, width) + struct.pack(f"{order}HHIHH", 257, 3, 1, height, 0)
            data += struct.pack(f"{order}I", following)
        at += size
    return data


def jp2(width: int, height: int) -> bytes:
    def box(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I4s", 8 + len(body), name) + body

    ihdr = box(b"ihdr", struct.pack(">IIHBBBB", height, width, 1, 7, 7, 0, 0))
    return box(b"jP  ", b"\r\n\x87\n") + box(b"ftyp", b"jp2 \0\0\0\0jp2 ") + box(b"jp2h", ihdr) + box(b"jp2c", b"")


def codestream(width: int, height: int) -> bytes:
    return b"\xff\x4f\xff\x51" + struct.pack(">HHIIII", 41, 0, width + 10, height + 20, 10, 20) + b"\0" * 16


def pdf(*boxes: str) -> bytes:
    return b"%PDF-1.4\n" + "\n".join(f"<< /Type /Page /MediaBox [{box}] >>" for box in boxes).encode() + b"\n%%EOF"


SOUND = [
    (png(4000, 6000), "png", 4000, 6000),
    (jpeg(4000, 6000), "jpeg", 4000, 6000),
    (jpeg(40, 60, b"\xff\xe1\x00\x10" + b"\xff\xc0" * 7 + b"\xff\xff\xff\xfe\x00\x02"), "jpeg", 40, 60),
    (tiff((4000, 6000)), "tiff", 4000, 6000),
    (tiff((70_000, 6000), order=">"), "tiff", 70_000, 6000),
    (tiff((4000, 6000), big=True), "tiff", 4000, 6000),
    (tiff((4000, 6000), order=">", big=True), "tiff", 4000, 6000),
    (jp2(4000, 6000), "jp2", 4000, 6000),
    (codestream(4000, 6000), "jp2", 4000, 6000),
    (pdf("0 0 612 792"), "pdf", 612, 792),
    (pdf("0 0 612.00 791.9", " -10 0 602 792 "), "pdf", 612, 792),
    (pdf("0 0 612 792", "0 0 100 100"), "pdf", 0, 0),
    (b"%PDF-1.7 " + b"\0" * (3 << 20) + b"/MediaBox[0 0 10 20]", "pdf", 10, 20),
]


@pytest.mark.parametrize(("data", "kind", "width", "height"), SOUND)
def test_kind_and_size_are_read(data: bytes, kind: str, width: int, height: int) -> None:
    assert read_header(io.BytesIO(data)) == ImageHeader(kind, width, height)


def test_each_frame_of_a_tiff_has_its_own_size() -> None:
    data = tiff((10, 20), (30, 40))
    assert read_header(io.BytesIO(data), 1) == ImageHeader("tiff", 30, 40)
    assert "damaged" in read_header(io.BytesIO(data), 2).problem


@pytest.mark.parametrize("data", [png(1 << 31, 1 << 31), png(200_000, 10), tiff((60_000, 60_000)), jp2(1 << 31, 9)])
def test_a_size_that_no_page_has_is_told(data: bytes) -> None:
    assert "more than any page" in read_header(io.BytesIO(data)).problem


LOOP = tiff((1, 1), (2, 2))
LOOP = LOOP[:-4] + struct.pack("<I", 116)


@pytest.mark.parametrize(
    ("data", "frame"),
    [
        (LOOP, 5),  # a chain of directories that leads back to its first
        (b"II*\0" + struct.pack("<I", 8) + b"\xff\xff" + b"\0" * 50, 0),  # 65,535 entries
        (b"II+\0" + struct.pack("<HHQQ", 8, 0, 16, 1 << 62), 0),
        (b"II+\0" + struct.pack("<HHQ", 8, 0, (1 << 64) - 1), 0),
        (b"II*\0" + b"\xff" * 4, 0),
        (tiff((0, 0)), 0),
        (b"\xff\xd8\xff" + b"\xff" * 100_000, 0),
        (b"\xff\xd8" + b"\xff\xe0\x00\x02" * 50_000, 0),
        (b"\xff\xd8\xff\xda\x00\x02", 0),
        (jp2(1, 1)[:20] + b"\0\0\0\x08free" * 10_000, 0),
        (jp2(1, 1)[:12] + b"\0\0\0\x01free" + b"\xff" * 8, 0),
        (png(1, 1)[:20], 0),
    ],
)
def test_a_head_that_leads_nowhere_is_damaged(data: bytes, frame: int) -> None:
    assert "damaged" in read_header(io.BytesIO(data), frame).problem


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<html>", b"BM", b"\0" * 99])
def test_other_files_are_no_pictures(data: bytes) -> None:
    found = read_header(io.BytesIO(data))
    assert (found.kind, found.width) == ("", 0)
    assert found.problem


def test_no_damage_makes_it_fail() -> None:
    chance = random.Random(11)
    for data, *_ in SOUND[:-1]:
        for _ in range(150):
            changed = bytearray(data)
            for _ in range(chance.randrange(1, 4)):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            found = read_header(io.BytesIO(bytes(changed[: chance.randrange(1, len(changed) + 1)])))
            assert found.width >= 0
