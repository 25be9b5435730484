"""Wire articles in the XML of the IPTC: NITF, NewsML 1 and NewsML-G2 (https://iptc.org/standards)."""

import hashlib
import re
from dataclasses import replace
from html.entities import name2codepoint
from pathlib import Path
from typing import Final

from newsreader.domain.article import SourceArticle
from newsreader.errors import SourceFileError
from newsreader.formats.composed import Statement, compose
from newsreader.formats.wire_newsml import NEWSML, of_newsml
from newsreader.formats.wire_nitf import NITF, of_nitf
from newsreader.formats.xml_documents import Element, XmlError, descendants, parse

__all__ = ["NEWSML", "NITF", "read_file"]

_HEAD: Final = 4096
_DOCTYPE: Final = re.compile(
    rb"<!DOCTYPE\s+[\w.:-]{1,40}\s+(?:PUBLIC\s+(?:\"[^\"<>]{0,200}\"|'[^'<>]{0,200}')\s*|SYSTEM\s+)"
    rb"(?:\"(?!file:)[^\"<>]{0,200}\.dtd\"|'(?!file:)[^'<>]{0,200}\.dtd')?\s*>",
    re.IGNORECASE,
)
"""A document type that only names the one of the standard: these formats are delivered with it."""
_ENTITY: Final = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,7});")
_OF_XML: Final = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


def read_file(data: bytes, path: Path, format_name: str) -> list[SourceArticle]:
    """The articles of a wire file.

    Args:
        data: The document.
        path: Where it lies.
        format_name: `NITF` or `NEWSML`.

    Raises:
        SourceFileError: It is not sound, or holds no words.
    """
    try:
        root = parse(_without_document_type(data))
    except XmlError as error:
        raise SourceFileError(f"{path} {error}", "Fetch it again, or leave it out.") from error
    blank = SourceArticle("", str(path), format_name, "utf-8", hashlib.sha256(data).hexdigest(), len(data))
    statements = _nitf(root) if format_name == NITF else list(of_newsml(root))
    found = []
    for at, statement in enumerate(statements, 1):
        member = str(at) if len(statements) > 1 else ""
        article = compose(replace(blank, member=member), statement)
        if article:
            found.append(article)
    if not found:
        if any(next(descendants(root, name), None) is not None for name in ("packageItem", "NewsItemRef")):
            remedy = "Import the files with the articles."
            raise SourceFileError(f"{path} is a package that only refers to articles in other files", remedy)
        raise SourceFileError(f"{path} holds no words of an article", "Leave it out.")
    return found


def _nitf(root: Element) -> list[Statement]:
    return [of_nitf(each) for each in descendants(root, "nitf")]


def _without_document_type(data: bytes) -> bytes:
    """The document without a document type that only names the standard's own; one that declares anything stays.

    It is neither fetched nor needed but for the names of letters, which are written out.
    """
    match = _DOCTYPE.search(data, 0, _HEAD)
    if match is None:
        return data
    rest = data[match.end() :]
    if b"&" in rest:
        rest = _ENTITY.sub(_letter, rest)
    return data[: match.start()] + rest


def _letter(match: "re.Match[bytes]") -> bytes:
    code = None if match[1] in _OF_XML else name2codepoint.get(match[1].decode("ascii"))
    return b"&#%d;" % code if code else match[0]
