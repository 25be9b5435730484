"""Writes small PDF files for tests byte by byte, sound ones and others; all words are made up here."""

from collections.abc import Iterable, Sequence

Line = tuple[float, float, float, str]
"""Left, height above the bottom, size of the type, and the words."""


def document(objects: Sequence[bytes], info: str = "") -> bytes:
    """A file of numbered objects, the first of them the catalogue, with its table of where each is."""
    numbered = [*objects, f"<< {info} >>".encode("cp1252")] if info else list(objects)
    out, places = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), []
    for number, each in enumerate(numbered, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(numbered) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    about = b" /Info %d 0 R" % len(numbered) if info else b""
    return bytes(
        out + b"trailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (len(numbered) + 1, about, start)
    )


def stream(data: bytes, entries: str = "") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries.encode(), len(data), data)


def text(lines: Iterable[Line], mode: int = 0) -> bytes:
    """The drawing of lines; mode 3 draws nothing, as below the picture of a scanned page."""
    drawn = []
    for left, up, size, words in lines:
        escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        drawn.append(f"BT /F1 {size} Tf {mode} Tr 1 0 0 1 {left} {up} Tm ({escaped}) Tj ET")
    return "\n".join(drawn).encode("cp1252")


def pages(*contents: bytes, info: str = "", page: str = "", size: tuple[float, float] = (595, 842)) -> bytes:
    """A document of pages with these contents.

    Args:
        contents: Of each page.
        info: Entries of the document information.
        page: Further entries of each page.
        size: Of each page in points.
    """
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
    ]
    for at, content in enumerate(contents):
        objects += [
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Contents {5 + 2 * at} 0 R "
                f"/Resources << /Font << /F1 3 0 R >> >> {page} >>"
            ).encode(),
            stream(content),
        ]
    return document(objects, info)


def column(left: float, up: float, lines: Iterable[str], size: float = 10, leading: float = 1.2) -> list[Line]:
    """Lines below each other."""
    return [(left, up - at * size * leading, size, line) for at, line in enumerate(lines)]
