"""What a member of a container is by its first bytes, and what a packed file is called."""

from typing import Final

from newsreader.formats import decoding, detection, hocr, sniffing

_STANDALONE: Final = frozenset({"nitf", "newsml", "newsitem", "newsmessage", "html", "svg", "rss", "feed"})
"""First elements of XML documents that belong to no issue."""
_ENDINGS: Final = {".gz": "", ".bz2": "", ".xz": "", ".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}
_HEAD: Final = 8192


def is_part(head: bytes) -> bool:
    """Whether it may belong to a digitized issue."""
    root = sniffing.xml_root(head)
    return (bool(root) and root not in _STANDALONE) or hocr.is_hocr(head[:_HEAD])


def is_picture(head: bytes) -> bool:
    """Whether it is an image."""
    return "image" in sniffing.binary_kind(head)


def unreadable_kind(head: bytes) -> str:
    """What kind of file that cannot be read it is, in words, or ""."""
    if detection.is_binary_format(head):
        return ""
    return sniffing.binary_kind(head) or ("a binary file" if decoding.is_binary(head) else "")


def unpacked_name(name: str) -> str:
    """What a packed file is called when it is unpacked."""
    for ending, instead in _ENDINGS.items():
        if name.lower().endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)] + instead
    return name
