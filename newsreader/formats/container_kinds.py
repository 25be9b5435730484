"""Which containers can be opened, each told by the first bytes of the file."""

from typing import Final

from newsreader.formats import tar_files

ZIP: Final = "zip"
TAR: Final = "tar"
GZIP: Final = "gzip"
WARC: Final = "warc"
PACKED: Final = frozenset({GZIP, "bzip2", "xz"})
"""Packings of a single file; all of them go by the name of the first."""
NAMES: Final = frozenset({ZIP, TAR, GZIP, WARC})
"""The formats of containers."""

_MAGIC: Final = (
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"\x1f\x8b\x08", GZIP),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"WARC/0.", WARC),
    (b"WARC/1.", WARC),
)
_OFFICE: Final = (b"[Content_Types].xml", b"mimetype", b"_rels/", b"META-INF/", b"docProps/", b"word/", b"xl/", b"ppt/")
"""What the first member of a document or program that only happens to be a ZIP archive is called."""


def kind_of(head: bytes) -> str:
    """`zip`, `tar`, `gzip`, `bzip2`, `xz` or `warc`; "" for what is none of them, office documents among that."""
    kind = next((kind for magic, kind in _MAGIC if head.startswith(magic)), "")
    if kind == ZIP and head[30:].startswith(_OFFICE):
        return ""
    if kind == "bzip2" and head[4:10] not in (b"1AY&SY", b"\x17rE8P\x90"):
        return ""
    return kind or (TAR if tar_files.is_header(head[:512]) else "")


def format_of(head: bytes) -> str:
    """The name of the format of a container, as `--format` has it; "" for what is none."""
    kind = kind_of(head)
    return GZIP if kind in PACKED else kind
