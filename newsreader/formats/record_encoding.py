"""The encoding of records: that of the file where it has one; where files were put together, each line has its own."""

from newsreader.formats import decoding

_HEAD = 64 * 1024


def is_wide(data: bytes) -> bool:
    """Whether the bytes are UTF-16 or UTF-32."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return True
    head = data[:_HEAD]
    return head.count(0) * 3 > len(head)


def decoded_lines(data: bytes) -> list[tuple[str, str]]:
    """Stretches of whole lines with Python's name of the encoding each is in; mostly one.

    Raises:
        UndecodableError: No encoding makes text of the bytes.
    """
    if is_wide(data):
        return [decoding.decode(data)]
    mark = data.startswith(b"\xef\xbb\xbf")
    try:
        return [(data.decode("utf-8-sig"), "utf-8-sig" if mark else "utf-8")]
    except UnicodeDecodeError:
        lines = data.split(b"\n")
    if decoding.is_binary(data.replace(b"\x00", b"")):
        raise decoding.UndecodableError("it holds control characters that no text has")
    found = [_decoded(line) for line in lines]
    if not any(text is not None and not line.isascii() for text, line in zip(found, lines, strict=True)):
        return [decoding.decode(data.replace(b"\x00", b""))]
    return [
        (f"{text}{end}", "utf-8") if text is not None else (f"{line.decode('cp1252', 'replace')}{end}", "cp1252")
        for text, line, end in zip(found, lines, ["\n"] * (len(lines) - 1) + [""], strict=True)
    ]


def _decoded(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None
