"""Pages on which no articles are marked: one article a page."""

import hashlib
from dataclasses import replace
from pathlib import Path

from newsreader.domain.article import SourceArticle
from newsreader.domain.field import Evidence, Field
from newsreader.errors import SourceFileError
from newsreader.formats import alto
from newsreader.formats.printed import PageWords, Placed, lay_out
from newsreader.formats.xml_documents import XmlError
from newsreader.text.authorities import find_language


def read_file(data: bytes, path: Path) -> list[SourceArticle]:
    """The pages of an ALTO file that belongs to no described issue.

    Raises:
        SourceFileError: It is not sound, or holds no words.
    """
    try:
        pages = alto.read_pages(data)
    except XmlError as error:
        raise SourceFileError(f"{path} {error}", "Fetch it again, or leave it out.") from error
    blank = SourceArticle("", str(path), alto.NAME, "utf-8", hashlib.sha256(data).hexdigest(), len(data))
    words = [PageWords(page, number) for number, page in enumerate(pages, 1)]
    found = [
        of_page(page, blank, f"page-{number}" if len(pages) > 1 else "")
        for number, page in enumerate(words, 1)
        if page.words
    ]
    if not found:
        raise SourceFileError(f"{path} holds no words", "Leave it out: the page is blank or was not recognized.")
    return found


def of_page(page: PageWords, blank: SourceArticle, member: str, label: str = "") -> SourceArticle:
    """The article that the whole text of a page makes, a paragraph for each of its blocks.

    Args:
        page: Its words.
        blank: What is known of the issue.
        member: Which page.
        label: The page's number as printed, or "".
    """
    blocks: dict[int, list[Placed]] = {}
    for placed in page.words:
        blocks.setdefault(placed.block, []).append(placed)
    printed = lay_out(list(blocks.values()))
    hints = dict(blank.hints)
    language = find_language(page.language) if page.language else None
    if language:
        hints.setdefault("language", Field("language", language, Evidence("language.alto", 0.9, source="metadata")))
    if label:
        hints["page"] = Field("page", label, Evidence("page.mets", 0.95, source="metadata"))
    body = (0, len(printed.raw))
    return replace(blank, raw=printed.raw, member=member, hints=hints, body=body, repairs=printed.repairs)
