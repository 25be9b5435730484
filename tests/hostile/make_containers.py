"""Makes hostile containers, the same bytes each time: `python tests/hostile/make_containers.py FOLDER`.

Each comes with what must be said of it: the members that are good and must go in, and words of the report on the rest.
All text is ours; the tricks are those that unpackers have fallen for.
"""

import bz2
import gzip
import io
import lzma
import struct
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

GOOD: Final = "The keepers of the lamp have asked the council for better oil before the winter, for the {}th time."
_MOMENT: Final = (2026, 11, 24, 0, 0, 0)


@dataclass(frozen=True)
class Hostile:
    """A container and what must become of it.

    Attributes:
        name: Of its file.
        data: Its bytes.
        good: Names of members that must be read.
        bad: Parts of reasons that must be reported, each of another thing.
    """

    name: str
    data: bytes
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()


def good(number: int) -> bytes:
    """The text of a sound article."""
    return GOOD.format(number).encode()


def zip_entry(name: bytes | str, date: tuple[int, int, int, int, int, int] = _MOMENT) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name if isinstance(name, str) else name.decode("cp437"), date)


def zip_of(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A sound ZIP archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, data in members.items():
            file.writestr(zip_entry(name), data, method)
    return packed.getvalue()


def raw_zip(entries: list[tuple[bytes, bytes, dict[str, int]]]) -> bytes:
    """A ZIP archive byte by byte; each entry with what its headers say otherwise than is true."""
    body, directory = b"", b""
    for name, data, lies in entries:
        method = lies.get("method", 0)
        crc, flags = lies.get("crc", zlib.crc32(data)), lies.get("flags", 0)
        packed, size = lies.get("packed", len(data)), lies.get("size", len(data))
        offset, mode = lies.get("offset", len(body)), lies.get("mode", 0o100644)
        common = struct.pack("<5H3L2H", 20, flags, method, 0, 0x5B78, crc, packed, size, len(name), 0)
        body += b"PK\x03\x04" + common + name + data
        directory += b"PK\x01\x02" + struct.pack("<H", 0x0314) + common
        directory += struct.pack("<3H2L", 0, 0, 0, mode << 16, offset) + name
    end = struct.pack("<4H2LH", 0, 0, len(entries), len(entries), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def tar_of(members: list[tuple[str, bytes, dict[str, object]]], form: int = tarfile.GNU_FORMAT) -> bytes:
    """A TAR archive; each member with what its header says besides."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=form) as file:
        for name, data, more in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            for key, value in more.items():
                setattr(entry, key, value)
            file.addfile(entry, io.BytesIO(data))
    return packed.getvalue()


def tar_header(name: bytes, size: int, kind: bytes = b"0") -> bytes:
    """One header, its size in binary."""
    block = bytearray(512)
    block[: len(name)] = name
    block[124:136] = b"\x80" + size.to_bytes(11, "big")
    block[156:157] = kind
    block[257:265] = b"ustar  \x00"
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\x00 " % sum(block)
    return bytes(block)


def gz(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def words(megabytes: int) -> bytes:
    """So much of the same words."""
    return b"oil for the lamp" * (megabytes << 16)


def much(megabytes: int, pack: Callable[[bytes], bytes]) -> bytes:
    """So much of the same words, packed; streams of gzip, bzip2 and xz may follow each other."""
    return pack(words(4)) * (megabytes // 4)


def record(address: str, body: bytes, length: int | None = None, media: str = "text/html") -> bytes:
    """A WARC record of a page."""
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n\r\n".encode() + body
    size = len(block) if length is None else length
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2021-07-06T05:04:03Z\r\n"
    return f"{head}Content-Type: application/http\r\nContent-Length: {size}\r\n\r\n".encode() + block + b"\r\n\r\n"


def page(number: int) -> bytes:
    told = GOOD.format(number)
    return (
        f"<!doctype html><html><head><title>Keepers ask {number}</title></head><body><article>"
        f"<h1>Keepers ask {number}</h1><p>{told}</p><p>{told} And they wait.</p></article></body></html>"
    ).encode()


def _zip_names() -> Hostile:
    names = [
        b"../out.txt", b"/etc/out.txt", b"a/../../out.txt", b"C:\\out.txt", b"..\\out.txt", b"\\\\host\\out.txt",
        b"nul\x00.txt", b"con.txt", b"a/LPT1", b"line\nbreak.txt", b"x" * 2000 + b".txt", b"",
    ]  # fmt: skip
    entries: list[tuple[bytes, bytes, dict[str, int]]] = [(b"good.txt", good(1), {})]
    entries += [(name, good(number + 10), {}) for number, name in enumerate(names)]
    entries += [(b"sub\\good.txt", good(2), {}), ("caf\u00e9.txt".encode(), good(3), {"flags": 0x800})]
    entries += [("na\u00efve.txt".encode(), good(4), {}), ("\u00e4.txt".encode("cp437"), good(5), {})]
    entries += [(b"bad\xff\xfe.txt", good(6), {"flags": 0x800}), (b"good.txt", good(7), {})]
    return Hostile(
        "names.zip",
        raw_zip(entries),
        ("good.txt", "sub/good.txt", "caf\u00e9.txt", "na\u00efve.txt", "\u00e4.txt"),
        (
            *["leads out"] * 3, *["root of the disk"] * 2, "drive letter", "NUL", *["device"] * 2, "control characters",
            "too long", "no name", "twice",
        ),
    )  # fmt: skip


def _zip_kinds() -> Hostile:
    link, pipe, device = 0o120777, 0o010644, 0o020644
    return Hostile(
        "kinds.zip",
        raw_zip([
            (b"good.txt", good(1), {}),
            (b"link", b"/etc/passwd", {"mode": link}),
            (b"pipe", b"", {"mode": pipe}),
            (b"device", b"", {"mode": device}),
            (b"locked.txt", good(2), {"flags": 1}),
            (b"odd.txt", good(3), {"method": 99}),
            (b"zstd.txt", good(4), {"method": 93}),
            (b"crc.txt", good(5), {"crc": 1}),
            (b"short.txt", good(6), {"size": 20}),
            (b"long.txt", good(7), {"size": 1 << 31}),
            (b"packed.txt", good(8), {"packed": 1 << 30}),
            (b"deflate.txt", good(9), {"method": 8}),
            (b"lzma.txt", b"\x09\x04\x05\x00\xff\xff\xff\xff\xff" + good(10), {"method": 14}),
            (b"elsewhere.txt", good(11), {"offset": 1 << 31}),
            (b"empty.txt", b"", {}),
            (b"good2.txt", good(12), {}),
        ]),
        ("good.txt", "good2.txt"),
        (
            "is a link", *["device or pipe"] * 2, "password", "method 99", "Zstandard", "checksum", "shares its bytes",
            *["another size"] * 2, "damaged", "makes no sense", "not where", "is empty",
        ),
    )  # fmt: skip


def _zip_overlapping() -> Hostile:
    kernel = zlib.compress(bytes(1 << 20), 9)[2:-4]
    crc = zlib.crc32(bytes(1 << 20))
    lies = {"method": 8, "crc": crc, "size": 1 << 20, "packed": len(kernel)}
    entries: list[tuple[bytes, bytes, dict[str, int]]] = [(b"good.txt", good(1), {})]
    entries += [(b"k%04d" % number, b"", {**lies, "offset": 0}) for number in range(500)]
    return Hostile("overlapping.zip", raw_zip(entries), (), ("shares its bytes",) * 500)


def _zip_quine() -> Hostile:
    """Not one that unpacks to itself, which the depth ends as it ends this: one in another, as deep as it goes."""
    data = zip_of({"deep.txt": good(1)}, zipfile.ZIP_STORED)
    for number in range(40):
        data = zip_of({f"{number}.zip": data, f"{number}.txt": good(number + 2)}, zipfile.ZIP_STORED)
    return Hostile("deep.zip", data, ("39.txt", "39.zip/38.txt", "39.zip/38.zip/37.txt"), ("packed more than 3 deep",))


def _zip_bomb() -> Hostile:
    inner = zip_of({"big.txt": words(96)})
    layer = zip_of({f"{number}.zip": inner for number in range(16)})
    return Hostile(
        "bomb.zip", zip_of({"good.txt": good(1), "bomb.zip": layer}), ("good.txt",), ("unpacks to more than",)
    )


def _zip_cut() -> Hostile:
    data = zip_of({f"{number}.txt": good(number) + bytes(str(number), "ascii") * 200 for number in range(10)})
    return Hostile("cut.zip", data[: len(data) // 2], tuple(f"{number}.txt" for number in range(4)), ("is cut off",))


def _zip_directory() -> Hostile:
    data = bytearray(zip_of({f"{number}.txt": good(number) for number in range(10)}))
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[at : at + 4] = b"????"
    return Hostile("directory.zip", bytes(data), ("0.txt",), ("damaged list",))


def _tar_kinds() -> Hostile:
    link: dict[str, object] = {"type": tarfile.SYMTYPE, "linkname": "/etc"}
    return Hostile(
        "kinds.tar",
        tar_of([
            ("good.txt", good(1), {}),
            ("link", b"", link),
            ("link/out.txt", good(2), {}),
            ("hard", b"", {"type": tarfile.LNKTYPE, "linkname": "../../etc/passwd"}),
            ("pipe", b"", {"type": tarfile.FIFOTYPE}),
            ("device", b"", {"type": tarfile.CHRTYPE}),
            ("disk", b"", {"type": tarfile.BLKTYPE}),
            ("../out.txt", good(3), {}),
            ("/out.txt", good(4), {}),
            ("aux.txt", good(5), {}),
            ("sparse.txt", good(6), {"type": tarfile.GNUTYPE_SPARSE}),
            ("good.txt", good(7), {}),
            (f"{'d/' * 150}good.txt", good(8), {}),
            ("good2.txt", good(9), {}),
        ]),
        ("good.txt", "link/out.txt", f"{'d/' * 150}good.txt", "good2.txt"),
        (
            "link, which", "link to another", "pipe", *["device, not"] * 2, "leads out", "root of the disk",
            "Windows keeps", "cannot be read here", "twice",
        ),
    )  # fmt: skip


def _tar_damaged() -> Hostile:
    data = bytearray(tar_of([(f"{number}.txt", good(number) + b"x" * 600, {}) for number in range(8)]))
    at = data.index(b"3.txt")
    data[at : at + 512] = b"\xff" * 512
    names = tuple(f"{number}.txt" for number in range(8) if number != 3)
    return Hostile("damaged.tar", bytes(data), names, ("damaged in the middle",))


def _tar_sizes() -> Hostile:
    huge = tar_of([("good.txt", good(1), {})])[:1024] + tar_header(b"huge.txt", 1 << 60) + good(2)
    return Hostile("sizes.tar", huge, ("good.txt",), ("cut off",))


def _tar_pax() -> Hostile:
    start = tar_of([("good.txt", good(1), {})])[:1024]
    return Hostile(
        "pax.tar", start + tar_header(b"pax", 1 << 40, b"x") + good(2), ("good.txt",), ("too large", "cut off")
    )


def _tar_long_pax_in_gzip() -> Hostile:
    start = tar_of([("good.txt", good(1), {})])[:1024]
    return Hostile(
        "pax.tar.gz",
        gz(start + tar_header(b"pax", 1 << 32, b"x")) + much(256, gz),
        ("good.txt",),
        ("too large", "unpacks to more than"),
    )


def _bombs() -> list[Hostile]:
    bad = ("more than",)
    return [
        Hostile("bomb.txt.gz", much(512, gz), (), bad),
        Hostile("bomb.txt.bz2", much(512, bz2.compress), (), bad),
        Hostile("bomb.txt.xz", much(512, lzma.compress), (), bad),
        Hostile("bomb.tar.gz", gz(tar_header(b"much.txt", 1 << 40)) + much(512, gz), (), bad),
        Hostile("bomb.gz.gz.gz.gz.gz", gz(gz(gz(gz(gz(good(1)))))), (), ("packed more than 3 deep",)),
    ]


def _packed() -> list[Hostile]:
    sound = gz(good(1))
    cut, crc = sound[:-12], sound[:-8] + b"\0\0\0\0" + sound[-4:]
    memory = lzma.compress(good(1), filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 30}])
    return [
        Hostile("cut.txt.gz", cut, (), ("cut off",)),
        Hostile("crc.txt.gz", crc, (), ("damaged",)),
        Hostile("garbage.txt.gz", sound + b"garbage", ("garbage.txt",), ("behind its end",)),
        Hostile("two.txt.gz", gz(good(1)[:30]) + gz(good(1)[30:]) + bytes(999), ("two.txt",), ()),
        Hostile("noise.gz", b"\x1f\x8b\x08\x00" + bytes(range(256)) * 9, (), ("damaged",)),
        Hostile("noise.bz2", b"BZh91AY&SY" + bytes(range(256)) * 9, (), ("damaged",)),
        Hostile("noise.xz", b"\xfd7zXZ\x00" + bytes(range(256)) * 9, (), ("damaged",)),
        Hostile("memory.txt.xz", memory, (), ("damaged",)),
        Hostile("nothing.gz", gz(b""), (), ("is empty",)),
    ]


def _warcs() -> list[Hostile]:
    site = "https://www.harbour-gazette.example"
    host = "www.harbour-gazette.example"
    sound = [record(f"{site}/{number}", page(number)) for number in range(4)]
    packed = bytearray(b"".join(map(gz, sound)))
    second = len(gz(sound[0]))
    packed[second + 40 : second + 90] = b"\xff" * 50
    chunked = b"ffffffff\r\n" + page(9)
    squeezed = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + gz(words(96))
    bomb = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {site}/bomb\r\nContent-Length: {len(squeezed)}\r\n\r\n"
    ).encode() + squeezed
    odd = record(f"{site}/chunks", chunked).replace(b"text/html", b"text/html\r\nTransfer-Encoding: chunked")
    return [
        Hostile("lengths.warc", sound[0] + record(f"{site}/x", page(9), 1 << 40), (f"{host}/0",), ("cut off",)),
        Hostile("minus.warc", sound[0] + record(f"{site}/x", page(9), -5) + sound[1], (f"{host}/0", f"{host}/1"),
                ("belong to no record",)),
        Hostile("header.warc", sound[0] + b"WARC/1.0\r\n" + b"X: " + b"y" * (1 << 20), (f"{host}/0",), ("no record",)),
        Hostile("damaged.warc.gz", bytes(packed), (f"{host}/0", f"{host}/2", f"{host}/3"), ("damaged",)),
        Hostile("bomb.warc", sound[0] + bomb + b"\r\n\r\n" + sound[1], (f"{host}/0", f"{host}/1"), ("to more than",)),
        Hostile("chunks.warc", sound[0] + odd + sound[1], (f"{host}/0", f"{host}/1"), ()),
        Hostile("bomb.warc.gz", gz(sound[0]) + much(512, gz), (f"{host}/0",), ("unpacks to more",)),
        Hostile("out.warc", record("file:///../../etc/passwd", page(1)) + sound[1], (f"{host}/1",), ()),
    ]  # fmt: skip


def corpus() -> list[Hostile]:
    """All of it."""
    return [
        _zip_names(), _zip_kinds(), _zip_overlapping(), _zip_quine(), _zip_bomb(), _zip_cut(), _zip_directory(),
        _tar_kinds(), _tar_damaged(), _tar_sizes(), _tar_pax(), _tar_long_pax_in_gzip(), *_bombs(), *_packed(),
        *_warcs(),
    ]  # fmt: skip


def main() -> None:
    """Writes all of it into a folder."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for hostile in corpus():
        (folder / hostile.name).write_bytes(hostile.data)


if __name__ == "__main__":
    main()
