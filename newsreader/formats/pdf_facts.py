"""What a PDF says of itself that is about the newspaper: its XMP and its document information.

The day a PDF was made, the program that made it and the person at the computer are none of an article's business.
"""

import re
from collections.abc import Mapping
from typing import Final

from newsreader.domain.field import Field
from newsreader.formats.issue_facts import IssueFacts, stated_field
from newsreader.formats.xml_documents import Element, XmlError, attribute, descendants, local, parse, text
from newsreader.text import source_lines

_XMP: Final = re.compile(rb"<x:xmpmeta\b.{0,200000}?</x:xmpmeta>", re.DOTALL)
_NDNP: Final = re.compile(
    r"(?P<title>.{2,150}?)\.?\s*\((?P<place>[^()]{2,60})\)\s*(?P<date>\d{4}-\d{2}-\d{2})\s*\[p\s*(?P<page>\w{0,5})\s*\]\.?"
)
"""As the National Digital Newspaper Program has it: `The Bee (Omaha, Neb.) 1887-03-08 [p 3].`"""
_LCCN: Final = re.compile(r"\bLCCN:?\s*([a-z]{0,3}\d{8,10})\b")


def properties(data: bytes) -> dict[str, str]:
    """The properties of the XMP packets of a document by their local names; those that stand packed are not seen."""
    found: dict[str, str] = {}
    for match in list(_XMP.finditer(data))[:5]:
        try:
            root = parse(match[0])
        except XmlError:
            continue
        for description in descendants(root, "Description"):
            found.update({key.rpartition(":")[2]: value.strip() for key, value in description.items() if value.strip()})
            found.update({local(each): words for each in description if (words := _first_words(each))})
    return found


def _first_words(element: Element) -> str:
    items = [words for item in descendants(element, "li") if (words := text(item))]
    return items[0] if items else text(element) or attribute(element, "resource")


def fields(info: Mapping[str, str], xmp: Mapping[str, str]) -> dict[str, Field]:
    """What document information and XMP state of the issue.

    Args:
        info: Title, Subject and so on, as the document information has them.
        xmp: Properties by their local names, those of PRISM among them.
    """
    title = " ".join((xmp.get("title") or info.get("Title") or "").split())
    described = xmp.get("description") or info.get("Subject") or ""
    lccn = _LCCN.search(described)
    match = _NDNP.fullmatch(title)
    facts = IssueFacts(
        "PDF",
        title=xmp.get("publicationName", ""),
        date=_day(xmp.get("coverDate") or xmp.get("publicationDate") or ""),
        language=xmp.get("language", ""),
        identifier=lccn[1] if lccn else xmp.get("issn", ""),
        volume=xmp.get("volume", ""),
        issue=xmp.get("number", ""),
        edition=xmp.get("edition", ""),
    )
    if match:
        name = match["title"].strip()
        found = IssueFacts(
            "PDF", f"{name} ({match['place']})" if "(" not in name else name, match["date"],
            language=facts.language, identifier=facts.identifier,
        ).fields()  # fmt: skip
        page = match["page"]
        return found | ({"page": stated_field("pdf", "page", page)} if page else {})
    found = facts.fields()
    line = source_lines.parse(title) if "paper" not in found else None
    if line and line.name and line.title and "date" in line.parts:
        found = IssueFacts("PDF", line.title.name, line.parts["date"].value, language=facts.language).fields() | found
    return found


def _day(stamp: str) -> str:
    return stamp[:10] if re.match(r"\d{4}(-\d\d){0,2}", stamp) else ""
