"""PDF: newspaper pages and documents with text in them, scanned with hidden text or born digital.

A document in one column is one article; on anything else, articles are proposed from the layout of each page. The pages
of the document are its pictures. The text is read in a process of its own, see `pdf_child`.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from newsreader.domain.article import SourceArticle
from newsreader.domain.issue import PageImage, SourceIssue, SourcePage
from newsreader.domain.page import PrintedPage, TextLine, Word
from newsreader.errors import SourceFileError
from newsreader.formats import (
    libraries,
    page_article,
    pdf_article,
    pdf_child,
    pdf_columns,
    pdf_facts,
    pdf_lines,
    pdf_process,
)
from newsreader.formats.issue_facts import stated_field
from newsreader.formats.xml_documents import Problem
from newsreader.text import hyphens, language
from newsreader.text.evidence import Evidence

NAME: Final = "pdf"
MAX_BYTES: Final = 512 * 1024 * 1024
_MOST_WORDS: Final = 1_000_000
_MOST_PAGES_OF_ONE: Final = 20
_SPLIT: Final = "Split it into one file for each issue."
_SURE: Final = 0.9
_LETTERS_BEFORE = re.compile(r"[^\W_]{1,40}$")
_LETTERS_AFTER = re.compile(r"^[^\W_]{1,40}")
_HEADER: Final = re.compile(rb"(?:[\x00\s]|\xef\xbb\xbf){0,1000}%PDF-\d")
_LATE_HEADER: Final = re.compile(rb"[\r\n]%PDF-\d\.\d\s{0,9}[\r\n]")
_OBJECT: Final = re.compile(rb"[\r\n]\d{1,9} \d{1,5} obj\b")


def is_pdf(data: bytes) -> bool:
    """Whether bytes are those of a PDF: its mark stands at the very beginning, or below lines of a mail or a server."""
    if _HEADER.match(data):
        return True
    return _LATE_HEADER.search(data, 0, 1024) is not None and _OBJECT.search(data, 0, 4096) is not None


def read_file(data: bytes, path: Path, on_problem: Problem | None = None) -> Iterator[SourceArticle]:
    """The articles of a document.

    Args:
        data: The file.
        path: Where it lies.
        on_problem: Told of each page that cannot be read while others are.

    Raises:
        SourceFileError: It cannot be read, or holds no text.
    """
    if len(data) > MAX_BYTES:
        raise SourceFileError(f"{path} has more than {MAX_BYTES >> 20} MB", _SPLIT)
    try:
        info, pages, drawn = _read(data, path, on_problem)
    except pdf_process.PdfError as error:
        raise SourceFileError(f"{path} {error.reason}", error.remedy) from error
    except ImportError as error:
        raise libraries.missing(path, "a PDF", error, "pypdfium2") from error
    pages = _with_wholes(pages)
    facts = pdf_facts.fields(info, pdf_facts.properties(data))
    issue = SourceIssue(facts, tuple(pages))
    blank = SourceArticle(
        "", str(path), NAME, "utf-8", hashlib.sha256(data).hexdigest(), len(data), hints=facts, issue=issue
    )
    texts = [(page.number, page.printed) for page in pages if page.printed is not None and page.printed.blocks]
    if pdf_article.is_one([page for _, page in texts]):
        yield from pdf_article.articles(texts, blank, info.get("Title", ""))
        return
    proposals = {
        number: pdf_columns.propose(page) for number, page in texts if number in drawn and pdf_columns.is_typeset(page)
    }
    if len(proposals) == len(texts) <= _MOST_PAGES_OF_ONE and pdf_columns.are_one(proposals):
        order = {number: pdf_columns.in_order(found) for number, found in proposals.items()}
        one = pdf_article.article(texts, blank, info.get("Title", ""), order)
        if one:
            yield one
        return
    for number, page in texts:
        member = f"page-{number}/" if len(pages) > 1 else ""
        known = _with_label(blank, pages[number - 1].label)
        yield from page_article.of_page(page, known, number, member, proposals=proposals.get(number))


def _with_label(blank: SourceArticle, label: str) -> SourceArticle:
    """With the page's number as the document calls it."""
    if not label:
        return blank
    return replace(blank, hints={**blank.hints, "page": stated_field("pdf", "page", label)})


def _read(data: bytes, path: Path, on_problem: Problem | None) -> tuple[dict[str, str], list[SourcePage], set[int]]:
    """Document information, pages, and the numbers of those whose text is drawn."""
    messages = pdf_process.messages(data)
    facts = next(messages, {})
    pages: list[SourcePage] = []
    drawn: set[int] = set()
    words = pictures = last = 0
    for number, message in enumerate(messages, 1):
        image = PageImage(str(path), "pdf", number - 1)
        if "problem" in message:
            pages.append(SourcePage(number, image=image, problem=message["problem"]))
            continue
        words += len(message["words"])
        pictures += message["pictures"]
        last = number
        if words > _MOST_WORDS:
            raise SourceFileError(f"{path} has more than {_MOST_WORDS:,} words", _SPLIT)
        if pdf_lines.is_drawn(message):
            drawn.add(number)
        pages.append(SourcePage(number, message.get("label", ""), pdf_lines.page_of(message), image=image))
    if not words:
        raise _without_words(path, pages, has_pictures=pictures > 0)
    if on_problem:
        _tell(pages[:last], path, facts["pages"], on_problem)
    # A page tree may claim any number of pages; those behind the last that is there are not.
    return facts["info"], pages[:last], drawn


def _tell(pages: Sequence[SourcePage], path: Path, claimed: int, on_problem: Problem) -> None:
    for page in pages:
        if page.problem:
            on_problem(Path(f"{path} page {page.number}"), page.problem, "Save the document anew with another program.")
    if claimed > len(pages):
        remedy = _SPLIT if len(pages) == pdf_child.MOST_PAGES else "Fetch it again: the rest is missing or damaged."
        on_problem(path, f"has {claimed:,} pages, of which the first {len(pages):,} were read", remedy)


def _without_words(path: Path, pages: Sequence[SourcePage], *, has_pictures: bool) -> SourceFileError:
    if has_pictures:
        remedy = "Run text recognition on it first, then import the result."
        return SourceFileError(f"{path} holds only pictures of pages, no text", remedy)
    if pages and all(page.problem for page in pages):
        reason = f"cannot be read: its first page {pages[0].problem}"
        return SourceFileError(f"{path} {reason}", "Fetch it again, or save it anew with another program.")
    return SourceFileError(f"{path} holds no text", "Leave it out, or run text recognition on it first.")


def _with_wholes(pages: Iterable[SourcePage]) -> list[SourcePage]:
    """The pages with the wholes of words that PDFium marks as broken at a line's end, where they are beyond doubt."""
    pages = list(pages)
    printed = [page.printed for page in pages if page.printed is not None]
    if not any(line.hyphen for page in printed for block in page.blocks for line in block.lines):
        return pages
    text = "\n".join(
        " ".join(word.text for word in line.words) for page in printed for block in page.blocks for line in block.lines
    )
    known = language.identify(text)
    evidence = Evidence(text, known[0] if known else "")
    return [
        page if page.printed is None else replace(page, printed=_page_with_wholes(page.printed, evidence))
        for page in pages
    ]


def _page_with_wholes(page: PrintedPage, evidence: Evidence) -> PrintedPage:
    lines = [line for block in page.blocks for line in block.lines]
    halves: dict[int, Word] = {}
    for line, following in pairwise(lines):
        if not line.hyphen or following.box.y < line.box.y - line.box.height:
            continue
        first = halves.get(id(line.words[-1]), line.words[-1])
        second = following.words[0]
        whole = _whole(first.text, second.text, evidence)
        if whole and not first.part:
            halves[id(line.words[-1])] = first._replace(part=1, whole=whole)
            halves[id(second)] = second._replace(part=2, whole=whole)
    if not halves:
        return page
    blocks = tuple(replace(block, lines=tuple(_line(line, halves) for line in block.lines)) for block in page.blocks)
    return replace(page, blocks=blocks)


def _line(line: TextLine, halves: dict[int, Word]) -> TextLine:
    return replace(line, words=tuple(halves.get(id(word), word) for word in line.words))


def _whole(first: str, second: str, evidence: Evidence) -> str:
    """The word that two halves make, with a hyphen when it is a compound; "" when that is open."""
    left, right = _LETTERS_BEFORE.search(first), _LETTERS_AFTER.match(second)
    if not left or not right:
        return ""
    broken = hyphens.Broken(0, 0, left[0], right[0], left[0], is_soft=False, line_ends=1)
    verdict, confidence = hyphens.decide(broken, evidence)
    if confidence < _SURE or verdict is hyphens.Verdict.LEAVE:
        return ""
    return f"{first}-{second}" if verdict is hyphens.Verdict.KEEP else first + second
