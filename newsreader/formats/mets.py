"""METS: the parts of a digitized issue and how they hang together (https://www.loc.gov/standards/mets).

Profiles differ in where they put things; this module reads them all into one shape: descriptions, files, pages, and
divisions, each with the areas of page files it stands on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from newsreader.domain.page import Box
from newsreader.formats import mods
from newsreader.formats.mods import Description
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

_MOST_DIVISIONS: Final = 200_000


@dataclass(frozen=True, slots=True)
class File:
    """A file of the issue.

    Attributes:
        href: Relative path as stated, without a scheme.
        use: Of its group, in lower case: `text`, `ocr` or `images`, say
    """

    id: str
    href: str
    mime: str
    use: str


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a file.

    Attributes:
        begin, end: Ids of the first and last element meant; "" for the whole file.
        box: A rectangle instead, when stated.
    """

    file: str
    begin: str = ""
    end: str = ""
    box: Box | None = None


@dataclass(slots=True)
class Division:
    """A node of a structure: issue, section, article, headline or page.

    Attributes:
        kind: Its type in lower case, without a prefix.
        descriptions: Ids of what describes it.
        areas: Its own, without those of its parts.
    """

    id: str
    kind: str
    label: str
    order: str
    descriptions: tuple[str, ...]
    areas: list[Area] = field(default_factory=list)
    parts: list["Division"] = field(default_factory=list)

    def walk(self) -> Iterator["Division"]:
        """This division and all below it, in order."""
        waiting = [self]
        while waiting:
            division = waiting.pop()
            yield division
            waiting.extend(reversed(division.parts))


@dataclass(frozen=True, slots=True)
class Mets:
    """A METS document.

    Attributes:
        label, profile, kind, identifier: Of the object.
        owners: Who made or keeps it, by the names its header gives.
        physical: The structure of pages, or the only structure.
        logical: The structure of articles; None when there is none.
        links: From divisions of the logical structure to those of the physical one.
    """

    label: str
    profile: str
    kind: str
    identifier: str
    owners: tuple[str, ...]
    descriptions: Mapping[str, Description]
    files: Mapping[str, File]
    physical: Division | None
    logical: Division | None
    links: Mapping[str, tuple[str, ...]]


def read(data: bytes) -> Mets:
    """Reads a METS document.

    Raises:
        XmlError: It is none, or not sound.
    """
    root = parse(data)
    if local(root) != "mets":
        raise XmlError("is no METS document")
    descriptions = {attribute(section, "ID"): mods.read(section) for section in children(root, "dmdSec")}
    structures = [
        (attribute(found, "TYPE").lower(), _structure(found)) for found in children(root, "structMap") if len(found)
    ]
    named = dict(reversed(structures))
    physical = named.get("physical") or next((division for kind, division in structures if kind != "logical"), None)
    header = first(root, "metsHdr")
    agents = children(header, "agent") if header is not None else iter(())
    names = (text(first(agent, "name")) for agent in agents if attribute(agent, "OTHERTYPE") != "SOFTWARE")
    sources = (found.source for found in descriptions.values())
    return Mets(
        attribute(root, "LABEL"),
        attribute(root, "PROFILE"),
        attribute(root, "TYPE").lower(),
        attribute(root, "OBJID"),
        tuple(dict.fromkeys(filter(None, (*names, *sources)))),
        descriptions,
        _files(root),
        physical,
        named.get("logical"),
        _links(root),
    )


def _files(root: Element) -> dict[str, File]:
    section = first(root, "fileSec")
    files: dict[str, File] = {}
    waiting = [(group, "") for group in children(section, "fileGrp")] if section is not None else []
    while waiting:
        group, around = waiting.pop()
        use = attribute(group, "USE").lower() or around
        waiting += [(inner, use) for inner in children(group, "fileGrp")]
        for found in children(group, "file"):
            place = next(descendants(found, "FLocat"), None)
            if place is not None:
                key = attribute(found, "ID")
                own = attribute(found, "USE").lower() or use
                files[key] = File(key, relative(attribute(place, "href")), attribute(found, "MIMETYPE").lower(), own)
    return files


def relative(href: str) -> str:
    """The relative path that a reference means: `file://./text/1.xml` is `text/1.xml`.

    Of a page on another machine it is the name, by which a copy may lie here; "" for anything else there.
    """
    path = unquote(href.strip()).replace("\\", "/")
    if path.lower().startswith("file:"):
        path = path[5:].lstrip("/")
    if "://" in path:
        name = path.partition("?")[0].rpartition("/")[2]
        return name if name.lower().endswith(".xml") else ""
    while path.startswith("./"):
        path = path[2:]
    return path


def _structure(structure: Element) -> Division:
    """The top division of a structure, built without recursion: a hostile file may be as deep as it is long."""
    top: Division | None = None
    count = 0
    waiting: list[tuple[Element, Division | None]] = []
    waiting += ((found, None) for found in children(structure, "div"))
    del waiting[1:]
    while waiting:
        element, around = waiting.pop()
        count += 1
        if count > _MOST_DIVISIONS:
            raise XmlError(f"has more than {_MOST_DIVISIONS:,} divisions")
        division = _division(element)
        if around is None:
            top = division
        else:
            around.parts.append(division)
        waiting.extend((child, division) for child in reversed(list(children(element, "div"))))
    return top or Division("", "", "", "", ())


def _division(element: Element) -> Division:
    division = Division(
        attribute(element, "ID"),
        attribute(element, "TYPE").lower().rpartition(":")[2],
        attribute(element, "LABEL"),
        attribute(element, "ORDERLABEL") or attribute(element, "ORDER"),
        tuple(attribute(element, "DMDID").split()),
    )
    for pointer in children(element, "fptr"):
        areas = [_area(area) for area in descendants(pointer, "area")]
        division.areas += areas or [Area(attribute(pointer, "FILEID"))]
    return division


def _area(element: Element) -> Area:
    box = None
    if attribute(element, "SHAPE") == "RECT":
        try:
            left, top, right, bottom = (int(float(part)) for part in attribute(element, "COORDS").split(","))
            box = Box(left, top, right - left, bottom - top)
        except (ValueError, OverflowError):
            box = None
    return Area(attribute(element, "FILEID"), attribute(element, "BEGIN"), attribute(element, "END"), box)


def _links(root: Element) -> dict[str, tuple[str, ...]]:
    """Which physical divisions a logical one stands on: links one by one, or groups whose first member is logical."""
    links: dict[str, list[str]] = {}
    section = first(root, "structLink")
    if section is None:
        return {}
    for link in children(section, "smLink"):
        links.setdefault(_target(link, "from"), []).append(_target(link, "to"))
    for group in children(section, "smLinkGrp"):
        places = [_target(found, "href") for found in children(group, "smLocatorLink")]
        if len(places) > 1:
            links.setdefault(places[0], []).extend(places[1:])
    return {source: tuple(targets) for source, targets in links.items()}


def _target(element: Element, name: str) -> str:
    return attribute(element, name).removeprefix("#")
