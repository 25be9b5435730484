"""Pages on which no articles are marked: the articles that the layout of the page suggests."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from newsreader.domain.article import SourceArticle
from newsreader.domain.field import Evidence, Field
from newsreader.domain.issue import SourceIssue, SourcePage
from newsreader.domain.page import PrintedPage, TextLine
from newsreader.errors import SourceFileError
from newsreader.formats import alto, hocr, libraries, page_xml, segmentation
from newsreader.formats.headline_signs import set_alike
from newsreader.formats.issue_files import lone_image
from newsreader.formats.printed import Placed, lay_out
from newsreader.formats.segmentation import Proposal
from newsreader.formats.xml_documents import XmlError
from newsreader.text.authorities import find_language

_READERS: Final = {alto.NAME: alto.read_pages, page_xml.NAME: page_xml.read_pages, hocr.NAME: hocr.read_pages}
_IMAGES: Final = {
    alto.NAME: re.compile(rb"<(?:\w{1,20}:)?fileName[^<>]{0,200}>\s{0,100}([^<>]{1,1000})<"),
    page_xml.NAME: re.compile(rb"\bimageFilename\s?=\s?[\"']([^\"'<>]{1,1000})[\"']"),
    hocr.NAME: re.compile(rb"\bocr_page\b[^<>]{0,500}?\bimage\s{1,9}(?:[\"']|&quot;)?([^\"'&;<>]{1,1000})"),
}
"""Where a file says what picture its words were recognized on."""


def read_file(data: bytes, path: Path, format_name: str) -> list[SourceArticle]:
    """The articles on the pages of a file that belongs to no described issue.

    Args:
        data: The file.
        path: Where it lies.
        format_name: `alto`, `page` or `hocr`.

    Raises:
        SourceFileError: It is not sound, or holds no words.
    """
    try:
        pages = _READERS[format_name](data)
    except XmlError as error:
        raise SourceFileError(f"{path} {error}", "Fetch it again, or leave it out.") from error
    except ImportError as error:
        raise libraries.missing(path, "a recognized page", error, "trafilatura") from error
    blank = SourceArticle("", str(path), format_name, "utf-8", hashlib.sha256(data).hexdigest(), len(data))
    names = _image_names(data, format_name, len(pages))
    sheets = [
        SourcePage(number, printed=page, image=lone_image(path, name, frame))
        for number, (page, (name, frame)) in enumerate(zip(pages, names, strict=True), 1)
    ]
    languages = [language for page in pages if (language := _language(page))]
    blank = replace(blank, issue=SourceIssue({"language": languages[0]} if languages else {}, tuple(sheets)))
    found = [
        article
        for number, page in enumerate(pages, 1)
        for article in of_page(page, blank, number, f"page-{number}/" if len(pages) > 1 else "")
    ]
    if not found:
        raise SourceFileError(f"{path} holds no words", "Leave it out: the page is blank or was not recognized.")
    return found


def names_of(data: bytes, format_name: str) -> list[str]:
    """How a file, or the head of one, calls the pictures of its pages."""
    return [match[1].decode("utf-8", "replace").strip() for match in _IMAGES[format_name].finditer(data)]


def _image_names(data: bytes, format_name: str, count: int) -> list[tuple[str, int]]:
    """How the file calls the picture of each page, "" when it does not, and which page of that picture it is."""
    names = names_of(data, format_name)[:count]
    names += [names[0] if names else ""] * (count - len(names))
    return [(name, names[:at].count(name)) for at, name in enumerate(names)]


def _language(page: PrintedPage) -> Field | None:
    stated = next((block.language for block in page.blocks if block.language), "")
    language = find_language(stated) if stated else None
    return Field("language", language, Evidence("language.page", 0.9, source="metadata")) if language else None


def of_page(
    page: PrintedPage,
    blank: SourceArticle,
    number: int,
    member: str,
    label: str = "",
    proposals: Sequence[Proposal] | None = None,
) -> Iterator[SourceArticle]:
    """The articles proposed on a page; together they hold all its words.

    Args:
        page: The page.
        blank: What is known of the issue.
        number: Of the page in the issue, from 1.
        member: What the names of its articles begin with.
        label: The page's number as printed, or "".
        proposals: The articles; told by the layout unless given.
    """
    hints = dict(blank.hints)
    language = _language(page)
    if language:
        hints.setdefault("language", language)
    if label:
        hints["page"] = Field("page", label, Evidence("page.mets", 0.95, source="metadata"))
    words = (word for block in page.blocks for line in block.lines for word in line.words)
    order = {id(word): at for at, word in enumerate(words)}
    for at, proposal in enumerate(segmentation.propose(page) if proposals is None else proposals, 1):
        yield _article(replace(blank, hints=hints, member=f"{member}{at}"), proposal, number, order)


def _article(blank: SourceArticle, proposal: Proposal, number: int, order: Mapping[int, int]) -> SourceArticle:
    """The article that a proposal makes.

    Args:
        blank: What is known of it.
        proposal: Its lines.
        number: Of its page.
        order: Which word of the page each is, by the identity of the word.
    """
    parts = [_placed(lines, number, order) for lines in set_alike(proposal.heads)]
    body = [_placed(lines, number, order) for lines in _paragraphs(proposal.body)]
    printed = lay_out([*parts, *body] if body else parts)
    hints = dict(blank.hints)
    start = printed.spans[len(parts)][0] if body else 0
    if parts:
        headline = " ".join(placed.word.text for placed in parts[0])
        hints["headline"] = _suggested("headline", headline, proposal, printed.spans[0] if body else None)
    if len(parts) > 1:
        below = " ".join(placed.word.text for part in parts[1:] for placed in part)
        span = (printed.spans[1][0], printed.spans[len(parts) - 1][1]) if body else None
        hints["subheadline"] = _suggested("subheadline", below, proposal, span)
    repairs = tuple(repair for repair in printed.repairs if repair.start >= start)
    kinds = ["headline", *["subheadline"] * (len(parts) - 1)][: len(parts)] + ["text"] * len(body)
    places = printed.places(
        [(kind, len(part)) for kind, part in zip(kinds, [*parts, *body], strict=True)], is_proposed=True
    )
    return replace(
        blank,
        raw=printed.raw,
        hints=hints,
        body=(start, len(printed.raw)),
        repairs=repairs,
        places=places,
        confidence=printed.confidence,
    )


def _suggested(name: str, words: str, proposal: Proposal, span: tuple[int, int] | None) -> Field:
    start, end = span or (None, None)
    detail = "where it stands on the page"
    return Field(name, words, Evidence(f"{name}.page-layout", proposal.confidence, start, end, "metadata", detail))


def _paragraphs(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """The lines cut where a line begins indented after one that ends short, or far below it."""
    paragraphs: list[list[TextLine]] = []
    for line in lines:
        if paragraphs and not segmentation.begins_paragraph(line, paragraphs[-1][-1]):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _placed(lines: Sequence[TextLine], number: int, order: Mapping[int, int]) -> list[Placed]:
    return [
        Placed(word, number, at, order[id(word)], line.hyphen if word is line.words[-1] else "")
        for at, line in enumerate(lines)
        for word in line.words
    ]
