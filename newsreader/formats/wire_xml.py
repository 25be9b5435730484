"""Wire articles in the XML of the IPTC: NITF, NewsML 1 and NewsML-G2 (https://iptc.org/standards)."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from newsreader.domain.article import SourceArticle
from newsreader.errors import SourceFileError
from newsreader.formats.composed import Statement, compose
from newsreader.formats.xml_documents import (
    Element,
    XmlError,
    attribute,
    children,
    descendants,
    first,
    local,
    parse,
    text,
)

NITF: Final = "nitf"
NEWSML: Final = "newsml"
_BLOCKS: Final = frozenset({"p", "hl2", "h1", "h2", "h3", "h4", "li", "pre", "blockquote", "td", "th"})
_ENDINGS: Final = ("headline", "headLine", "HeadLine")


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
        root = parse(data)
    except XmlError as error:
        raise SourceFileError(f"{path} {error}", "Fetch it again, or leave it out.") from error
    blank = SourceArticle("", str(path), format_name, "utf-8", hashlib.sha256(data).hexdigest(), len(data))
    statements = [of_nitf(root)] if format_name == NITF else list(_of_newsml(root))
    found = []
    for at, statement in enumerate(statements, 1):
        member = str(at) if len(statements) > 1 else ""
        article = compose(replace(blank, member=member), statement)
        if article:
            found.append(article)
    if not found:
        raise SourceFileError(f"{path} holds no words of an article", "Leave it out.")
    return found


def of_nitf(root: Element) -> Statement:
    """What a NITF document states; also one inside another document."""
    published = next(descendants(root, "pubdata"), None)
    head = next(descendants(root, "body.head"), None)
    content = next(descendants(root, "body.content"), None)
    issued = next(descendants(root, "date.issue"), None)

    def of_head(*path: str) -> str:
        return text(first(head, *path)) if head is not None else ""

    def stated(name: str) -> str:
        return attribute(published, name) if published is not None else ""

    return Statement(
        NITF,
        of_head("hedline", "hl1") or text(next(descendants(root, "title"), None)),
        of_head("hedline", "hl2"),
        of_head("byline"),
        [*_paragraphs(content)] if content is not None else [],
        stated("date.publication") or (attribute(issued, "norm") if issued is not None else ""),
        attribute(root, "lang"),
        stated("name"),
        of_head("distributor"),
        others={
            "section": stated("position.section"),
            "page": stated("position.sequence"),
            "edition": stated("edition.name"),
            "volume": stated("volume"),
            "issue": stated("number"),
            "paper_id": stated("issn"),
        },
    )


def _paragraphs(content: Element) -> Iterator[str]:
    """The paragraphs of a body, those within quotations and lists too; the words of a body without any."""
    inner = [block for block in content.iter() if local(block) in _BLOCKS]
    if not inner:
        yield from "".join(content.itertext()).strip().split("\n\n")
        return
    holders = {
        id(block) for block in inner if any(local(part) in _BLOCKS for part in block.iter() if part is not block)
    }
    yield from (text(block) for block in inner if id(block) not in holders)


def _of_newsml(root: Element) -> Iterator[Statement]:
    if local(root) == "NewsML":
        yield from map(_of_item_1, descendants(root, "NewsItem"))
        return
    packages = list(descendants(root, "newsItem"))
    yield from map(_of_item_g2, packages)


def _of_item_1(item: Element) -> Statement:
    lines = next(descendants(item, "NewsLines"), item)
    content = next(descendants(item, "DataContent"), None)
    nitf = next(descendants(content, "nitf"), None) if content is not None else None
    inner = of_nitf(nitf) if nitf is not None else Statement(NEWSML, paragraphs=_content(content))
    provider = next(descendants(item, "Provider"), None)
    party = next(descendants(provider, "Party"), None) if provider is not None else None
    language = next(descendants(item, "Language"), None)
    return replace(
        inner,
        format=NEWSML,
        headline=text(next(descendants(lines, "HeadLine"), None)) or inner.headline,
        subheadline=text(next(descendants(lines, "SubHeadLine"), None)) or inner.subheadline,
        byline=text(next(descendants(lines, "ByLine"), None)) or inner.byline,
        date=text(next(descendants(item, "DateId"), None)) or inner.date,
        language=(attribute(language, "FormalName") if language is not None else "") or inner.language,
        agency=(attribute(party, "FormalName") if party is not None else "") or inner.agency,
    )


def _of_item_g2(item: Element) -> Statement:
    meta = next(descendants(item, "contentMeta"), item)
    management = next(descendants(item, "itemMeta"), item)
    content = next(descendants(item, "contentSet"), None)
    nitf = next(descendants(content, "nitf"), None) if content is not None else None
    inner = of_nitf(nitf) if nitf is not None else Statement(NEWSML, paragraphs=_content(content))
    language = next(children(meta, "language"), None)
    stamps = [text(found) for name in ("firstCreated", "versionCreated") for found in descendants(management, name)]
    created = [text(found) for found in children(meta, "contentCreated")]
    creators = [_named(found) for found in children(meta, "creator")]
    return replace(
        inner,
        format=NEWSML,
        headline=next((text(found) for name in _ENDINGS for found in children(meta, name)), "") or inner.headline,
        byline=text(next(children(meta, "by"), None)) or inner.byline or ", ".join(filter(None, creators)),
        date=next(filter(None, [*stamps, *created]), "") or inner.date,
        language=(attribute(language, "tag") if language is not None else "") or inner.language,
        agency=next((_named(found) for found in descendants(management, "provider")), "") or inner.agency,
    )


def _content(content: Element | None) -> list[str]:
    return list(_paragraphs(content)) if content is not None else []


def _named(element: Element) -> str:
    """The name of a party: spelled out, else its code without the scheme."""
    name = text(first(element, "name"))
    return name or attribute(element, "literal") or attribute(element, "qcode").rpartition(":")[2]
