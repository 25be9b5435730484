"""NITF, the News Industry Text Format, versions 2.5 to 3.6 (https://iptc.org/standards/nitf)."""

from collections.abc import Iterator
from typing import Final

from newsreader.formats.composed import Statement
from newsreader.formats.xml_documents import Element, attribute, children, descendants, first, local, text

NITF: Final = "nitf"
_BLOCKS: Final = frozenset(
    {"p", "hl2", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "pre", "blockquote", "tr"}
)
_APART: Final = frozenset({"media", "note", "script", "style"})
"""What stands in a text without being of it; captions are put behind it."""
_WHOLE: Final = "full_text"
"""Class of the block with all of the text, where another repeats its beginning: The New York Times Annotated Corpus."""
_METAS: Final = {"print_page_number": "page", "print_section": "section", "dsk": "section", "print_edition": "edition"}


def of_nitf(root: Element) -> Statement:
    """What a NITF document states; also one inside another document."""
    published = next(descendants(root, "pubdata"), None)
    head = next(descendants(root, "body.head"), None)
    content = next(descendants(root, "body.content"), None)
    issued = next(descendants(root, "date.issue"), None)

    def stated(name: str) -> str:
        return attribute(published, name) if published is not None else ""

    def of_head(*path: str) -> str:
        return text(first(head, *path)) if head is not None else ""

    others = {
        field: attribute(meta, "content")
        for meta in descendants(root, "meta")
        if (field := _METAS.get(attribute(meta, "name")))
    }
    others |= {
        name: value
        for name, key in (
            ("section", "position.section"), ("page", "position.sequence"), ("edition", "edition.name"),
            ("volume", "volume"), ("issue", "number"), ("paper_id", "issn"),
        )
        if (value := stated(key))
    }  # fmt: skip
    others["rights"] = _rights(root)
    dateline = first(head, "dateline") if head is not None else None
    day = next(descendants(dateline, "story.date"), None) if dateline is not None else None
    return Statement(
        NITF,
        of_head("hedline", "hl1") or text(next(descendants(root, "title"), None)),
        _below(head),
        _byline(head),
        [*paragraphs(content), *_end(root)] if content is not None else [],
        stated("date.publication") or (attribute(issued, "norm") if issued is not None else ""),
        attribute(root, "lang"),
        stated("name"),
        of_head("distributor"),
        others=others,
        located=(text(first(dateline, "location")) or text(dateline)) if dateline is not None else "",
        written=attribute(day, "norm") if day is not None else "",
    )


def _below(head: Element | None) -> str:
    """The lines below the headline; what a web site made of the headline is none of them."""
    hedline = first(head, "hedline") if head is not None else None
    if hedline is None:
        return ""
    return ". ".join(text(line) for line in children(hedline, "hl2") if "online" not in attribute(line, "class"))


def _byline(head: Element | None) -> str:
    """The bylines; of several forms of one, as their classes say, the first."""
    lines = [line for line in descendants(head, "byline") if text(line)] if head is not None else []
    if len({attribute(line, "class") for line in lines}) > 1:
        lines = lines[:1]
    return ", ".join(map(_persons, lines))


def _persons(line: Element) -> str:
    """A byline without the function it may give below the name."""
    functions = [text(part) for part in descendants(line, "byttl") if text(part)]
    words = text(line)
    for function in functions:
        words = words.replace(function, " ")
    return " ".join(words.split()).strip(" ,") or text(line)


def _rights(root: Element) -> str:
    for name in ("rights", "copyrite"):
        words = text(next(descendants(root, name), None))
        if words:
            return words
    holder = next(descendants(root, "doc.copyright"), None)
    return (
        " ".join(filter(None, (attribute(holder, "year"), attribute(holder, "holder")))) if holder is not None else ""
    )


def _end(root: Element) -> Iterator[str]:
    """The line below the text, such as who contributed."""
    end = next(descendants(root, "body.end"), None)
    if end is not None:
        yield from (text(line) for line in children(end, "tagline"))


def paragraphs(content: Element) -> Iterator[str]:
    """The paragraphs of a body, those within quotations and lists too; a row of a table is one; captions come last."""
    whole = next((block for block in descendants(content, "block") if attribute(block, "class") == _WHOLE), content)
    found = list(_blocks(whole))
    if found:
        yield from found
    else:
        yield from "".join(_own_text(whole)).strip().split("\n\n")
    for name in ("media-caption", "media.caption"):
        for caption in descendants(whole, name):
            yield from list(_blocks(caption)) or [text(caption)]


def _blocks(element: Element) -> Iterator[str]:
    """The innermost blocks in an element, and what stands between them."""
    holders = _holders(element)
    stack = [element]
    while stack:
        node = stack.pop()
        name = local(node)
        if name in _APART:
            continue
        if name in _BLOCKS and id(node) not in holders:
            yield _row(node) if name == "tr" else text(node)
            continue
        if name in _BLOCKS and (node.text or "").strip():
            yield " ".join((node.text or "").split())
        stack.extend(reversed(node))


def _holders(element: Element) -> set[int]:
    """Identities of the blocks that hold other blocks; in one walk, however deep they are nested."""
    found: set[int] = set()
    stack: list[tuple[Element, Element | None]] = [(element, None)]
    while stack:
        node, around = stack.pop()
        if local(node) in _BLOCKS:
            if around is not None and local(around) != "tr":
                found.add(id(around))
            around = node
        stack.extend((child, around) for child in node)
    return found


def _row(row: Element) -> str:
    return " | ".join(filter(None, (text(cell) for cell in row if local(cell) in ("td", "th"))))


def _own_text(element: Element) -> Iterator[str]:
    """All words in an element but those that stand apart; a line for each break."""
    stack: list[Element | str] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
            continue
        if local(node) == "br":
            yield "\n"
        yield node.text or ""
        for child in reversed(node):
            stack.append(child.tail or "")
            if local(child) not in _APART:
                stack.append(child)
