"""Digitized issues described by METS with ALTO pages, with or without articles marked on them."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from newsreader.domain.article import SourceArticle
from newsreader.domain.field import Field
from newsreader.domain.issue import SourceIssue
from newsreader.errors import SourceFileError
from newsreader.formats import mets, page_article
from newsreader.formats.issue_facts import stated_field
from newsreader.formats.issue_files import PartBytes, is_picture, on_disk
from newsreader.formats.issue_pages import IssuePages, sheets
from newsreader.formats.mets import Area, Division, Mets
from newsreader.formats.mets_facts import ARTICLE_KINDS, NOTICES, facts_of, kind_of, label_of
from newsreader.formats.mods import Description
from newsreader.formats.printed import Placed, lay_out
from newsreader.formats.xml_documents import Problem, XmlError, part_of
from newsreader.text import byline
from newsreader.text.authorities import find_language

NAME: Final = "mets"
_NEVER_ARTICLES: Final = frozenset(
    {"title_section", "titlesection", "publishing_stmt", "illustration", "image", "table", "page"}
)
_HEADINGS: Final = frozenset({"title", "headline", "overline", "subheadline", "motto", "author", "byline"})
_PART_KINDS: Final = {
    "title": "headline", "headline": "headline", "overline": "overline", "subheadline": "subheadline",
    "motto": "subheadline", "author": "byline", "byline": "byline",
}  # fmt: skip
_BLANK: Final = Description()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of words of an article and what it is: `title`, `subheadline`, `overline`, `author` or `text`."""

    kind: str
    words: list[Placed]


def read_issue(
    data: bytes, path: Path, on_problem: Problem | None = None, files: PartBytes | None = None
) -> Iterator[SourceArticle]:
    """The articles of an issue, each with the issue and its pages; proposed ones where no articles are marked.

    Args:
        data: The METS document.
        path: Where it lies; its pages are looked for beside it and below.
        on_problem: Told of each page that cannot be read; the rest is read all the same.
        files: Gives the bytes of its page files; None for those on the disk.

    Raises:
        SourceFileError: It is no issue, or none of its pages can be read.
    """
    try:
        document = mets.read(data)
    except XmlError as error:
        raise SourceFileError(f"{path} {error}", "Fetch it again, or leave it out.") from error
    document, folder = in_its_folder(document, path)
    pages = IssuePages(document, folder, files or on_disk(folder), on_problem)
    if not any(sheet.text for sheet in pages.sheets):
        raise SourceFileError(
            f"{path} describes no pages with text", "Import the issues it belongs to; leave this file out."
        )
    return _Issue(document, data, path, pages).articles()


def in_its_folder(document: Mets, path: Path) -> tuple[Mets, Path]:
    """The document with its references relative to the folder of the issue, and that folder.

    It lies in that folder, except in deliveries of the Bibliothèque nationale de France: there the articles are
    described in a folder `toc` beside the folder of the pages. Nothing else may refer to what lies outside.
    """
    references = [file.href for file in document.files.values()]
    if path.parent.name.lower() == "toc" and references and all(_is_beside(reference) for reference in references):
        files = {id_: replace(file, href=file.href[3:]) for id_, file in document.files.items()}
        return replace(document, files=files), path.parent.parent
    return document, path.parent


def _is_beside(reference: str) -> bool:
    return reference.startswith("../") and ".." not in reference[3:]


def text_files(document: Mets, folder: Path) -> list[Path]:
    """The page files of an issue that lie at or below the folder of its METS document."""
    texts = (sheet.text for sheet in sheets(document))
    return [place for file in texts if file and (place := part_of(folder, file.href)) is not None]


def pictures(document: Mets, folder: Path) -> list[Path]:
    """The files that lie there and show pages of an issue, large and small, or were made from them."""
    named = [file for file in document.files.values() if file.mime.startswith("image/") or is_picture(file.href)]
    found = [place for file in named if (place := part_of(folder, file.href)) is not None]
    images = (page.image for page in IssuePages(document, folder, lambda _href: None, None).all())
    return [*found, *(Path(image.path) for image in images if image)]


class _Issue:
    """One issue while it is read."""

    def __init__(self, document: Mets, data: bytes, path: Path, pages: IssuePages) -> None:
        self._mets = document
        self._path = path
        self._pages = pages
        self._areas = self._physical_areas()
        self._fields = facts_of(document).fields()
        blank = SourceArticle("", str(path), NAME, "utf-8", hashlib.sha256(data).hexdigest(), len(data))
        self._blank = replace(blank, hints=self._fields)

    def articles(self) -> Iterator[SourceArticle]:
        found = [*self._marked(self._mets.logical, "")] if self._mets.logical else []
        if not found:
            found = [*self._whole_pages()]
        pages = self._pages.all()
        if not found and not any(page.printed and page.printed.blocks for page in pages):
            raise SourceFileError(f"{self._path}: none of its pages can be read", "Put its page files beside it again.")
        issue = SourceIssue(self._fields, pages)
        for article in found:
            yield replace(article, issue=issue)

    def _physical_areas(self) -> dict[str, list[Area]]:
        """The areas of each physical division that a logical one may link to."""
        if not self._mets.links or self._mets.physical is None:
            return {}
        return {division.id: division.areas for division in self._mets.physical.walk() if division.areas}

    def _description(self, id_: str) -> Description:
        return self._mets.descriptions.get(id_, _BLANK)

    def _marked(self, division: Division, section: str) -> Iterator[SourceArticle]:
        """The articles below a division, in order, each with the heading of the section it stands in."""
        waiting = [(division, section)]
        while waiting:
            found, around = waiting.pop()
            if found.kind in _NEVER_ARTICLES:
                continue
            inner = around
            if found.kind in ARTICLE_KINDS or (found.kind.endswith("article") and found.descriptions):
                article = self._article(found, around)
                if article:
                    yield article
                inner = self._titles(found)[0] or label_of(found.label) or around if found.kind == "section" else around
            waiting.extend((part, inner) for part in reversed(found.parts))

    def _titles(self, division: Division) -> tuple[str, str]:
        """Headline and what stands below it, as the description states them."""
        described = next((found for id_ in division.descriptions if (found := self._description(id_)).titles), _BLANK)
        titles = described.titles
        rubric = any(part.kind == "overline" for heading in division.parts for part in heading.parts)
        if rubric and len(titles) > 1:
            titles = titles[1:]
        return (titles[0], " ".join((*titles[1:], described.subtitle)).strip()) if titles else ("", "")

    def _article(self, division: Division, section: str) -> SourceArticle | None:
        pieces = [piece for piece in self._pieces(division) if piece.words]
        # What stands above the text goes first, whatever the order of the file.
        heads = [piece for piece in pieces if piece.kind in _HEADINGS and piece.kind not in {"author", "byline"}]
        body = [piece for piece in pieces if piece not in heads]
        if not pieces:
            return None
        kinds = [_PART_KINDS.get(piece.kind, "text") for piece in (*heads, *body)]
        printed = lay_out([piece.words for piece in (*heads, *body)], kinds)
        first = printed.spans[len(heads)][0] if body else 0
        hints = dict(self._blank.hints)
        self._head_fields(hints, division, heads, printed.spans, is_body=not body)
        self._body_fields(hints, division, body, printed.spans[len(heads) :], printed.raw)
        section = section or kind_of(division.kind)
        if section:
            hints["section"] = stated_field("mets", "section", section)
        return replace(
            self._blank,
            raw=printed.raw,
            member=division.id or f"{division.kind}-{division.order}",
            hints=hints,
            body=(first, len(printed.raw)),
            repairs=tuple(repair for repair in printed.repairs if repair.start >= first),
            confidence=printed.confidence,
            places=printed.places(
                [(kind, len(piece.words)) for kind, piece in zip(kinds, (*heads, *body), strict=True)]
            ),
        )

    def _head_fields(
        self,
        hints: dict[str, Field],
        division: Division,
        heads: list[_Piece],
        spans: tuple[tuple[int, int], ...],
        *,
        is_body: bool,
    ) -> None:
        title, below = self._titles(division)
        printed = next((piece.words for piece in heads if piece.kind in {"title", "headline"}), ())
        # What a program put where it had no title is none; what is printed over the text is one.
        label = "" if division.kind in NOTICES else label_of(division.label)
        title = title or label or " ".join(placed.word.text for placed in printed)
        places = {piece.kind: span for piece, span in reversed(list(zip(heads, spans, strict=False)))}
        span = None if is_body else places.get("title") or places.get("headline")
        if title:
            hints["headline"] = stated_field("mets", "headline", title, span)
        sub = places.get("subheadline")
        if below or (sub and not is_body):
            words = below or " ".join(
                w.word.text for piece in heads if piece.kind == "subheadline" for w in piece.words
            )
            hints["subheadline"] = stated_field("mets", "subheadline", words, None if is_body else sub)

    def _body_fields(
        self,
        hints: dict[str, Field],
        division: Division,
        body: list[_Piece],
        spans: tuple[tuple[int, int], ...],
        raw: str,
    ) -> None:
        described = [self._description(id_) for id_ in division.descriptions]
        language = next((find_language(code) for found in described for code in found.languages), None)
        if language:
            hints["language"] = stated_field("mets", "language", language)
        else:
            hints.pop("language", None)
        persons = next((found.persons for found in described if found.persons), ())
        author = next(
            (span for piece, span in zip(body, spans, strict=True) if piece.kind in {"author", "byline"}), None
        )
        if author:
            line = " ".join(raw[slice(*author)].split())
            read = byline.parse(line, is_stated=True)
            persons = persons or (read.persons if read else ())
            hints["byline_raw"] = stated_field("mets", "byline_raw", line, author)
        if persons:
            hints["byline"] = stated_field("mets", "byline", persons, author)
        words = body[0].words if body else None
        if words:
            self._page_field(hints, words[0].page)

    def _page_field(self, hints: dict[str, Field], number: int) -> None:
        hints["page"] = stated_field("mets", "page", self._pages.label(number))

    def _pieces(self, division: Division) -> Iterator[_Piece]:
        """The runs of words of an article, down to where another article begins in it."""
        waiting = [(division, "text")]
        while waiting:
            found, kind = waiting.pop()
            if found is not division and found.kind in ARTICLE_KINDS:
                continue
            kind = found.kind if found.kind in _HEADINGS else kind
            areas = list(found.areas)
            for target in self._mets.links.get(found.id, ()):
                yield from (_Piece(kind, self._words(area)) for area in self._text_areas(target))
            if areas:
                yield _Piece(kind, [placed for area in areas for placed in self._words(area)])
            waiting.extend((part, kind) for part in reversed(found.parts))

    def _text_areas(self, target: str) -> list[Area]:
        return [area for area in self._areas.get(target, ()) if self._pages.has(area)]

    def _words(self, area: Area) -> list[Placed]:
        page = self._pages.words(area.file)
        if page is None:
            return []
        if area.begin:
            return page.between(area.begin, area.end)
        return page.within(area.box) if area.box else page.words

    def _whole_pages(self) -> Iterator[SourceArticle]:
        for sheet in self._pages.sheets:
            page = self._pages.page(sheet).printed
            if page is not None and page.blocks:
                label = self._pages.label(sheet.number)
                yield from page_article.of_page(page, self._blank, sheet.number, f"page-{sheet.number}/", label)
