"""What a file is by its content, whatever it is called."""

import re
from typing import Final

_MAGIC: Final = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "an office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 image"),
    (b"\xff\x4f\xff\x51", "a JPEG 2000 image"),
    (b"AT&TFORM", "a DjVu document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a Windows program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"ID3", "an audio file"),
    (b"OggS", "an audio or video file"),
    (b"RIFF", "an image, audio or video file"),
    (b"\x1aE\xdf\xa3", "a video file"),
)
_REMEDIES: Final = {
    "PDF": "Leave the format to be told by its content.",
    "archive": "Unpack it and import the folder.",
    "office": "Save it as plain text and import that.",
    "RTF": "Save it as plain text and import that.",
    "image": "Only text can be imported; run text recognition first.",
    "DjVu": "Save its text as a plain text file and import that.",
}
_HEAD: Final = 40_000
_XML = re.compile(r"\s*<(?:\?xml[\s?]|!doctype\s)", re.IGNORECASE)
# What is passed over is given up as a whole: a hundred declarations one after another may be cut up in too many ways.
_ROOT = re.compile(
    r"(?:(?><\?.{0,2000}?\?>\s*)|(?><!--.{0,2000}?-->\s*)|(?><!DOCTYPE[^<>\[]{0,500}(?:\[[^\]]{0,4000}\]\s*)?>\s*))*+"
    r"<(?:[\w.-]+:)?([\w.-]+)[\s/>]",
    re.DOTALL,
)
_HTML = re.compile(
    r"\s*+(?><!--.{0,2000}?-->\s*)*+<(?:!doctype\s+html|html|head|body|meta)\b", re.IGNORECASE | re.DOTALL
)
_TAGS = re.compile(
    r"</?(?:p|div|span|a|br|h[1-6]|article|section|table|tr|td|li|ul|img|script|style)\b[^<>]{0,500}>", re.IGNORECASE
)


def binary_kind(head: bytes) -> str:
    """What kind of binary file begins so, in words, or ""."""
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), "")


def binary_remedy(kind: str) -> str:
    """What to do with a binary file of that kind."""
    return next(
        (remedy for word, remedy in _REMEDIES.items() if word in kind), "Only text can be imported; leave it out."
    )


def is_page(data: bytes) -> bool:
    """Whether a file is a web page or a fragment of one; what tells is ASCII in all encodings of pages."""
    head = data[:_HEAD].replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe")
    return markup_kind(head.removeprefix(b"\xfe\xff").decode("latin-1")) in ("HTML", "XHTML")


def xml_root(head: bytes) -> str:
    """The local name of the first element of an XML document, in lower case; "" when this is none."""
    text = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").decode("latin-1")
    match = _ROOT.match(text)
    return match[1].lower() if match else ""


def markup_kind(text: str) -> str:
    """`HTML` or `XML` when the text is such a document rather than plain text, else ""."""
    head = text[:20_000]
    if _HTML.match(head):
        return "HTML"
    if _XML.match(head):
        return "XHTML" if "<html" in head else "XML"
    if head.lstrip()[:1] == "<" and len(_TAGS.findall(head)) >= 3:
        return "HTML"
    return ""
