"""XML read safely: no document type, no entities of one's own, nothing fetched, a limit on size."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET
from xml.parsers import expat

Element = ET.Element
Problem = Callable[[Path, str, str], None]
"""Told of a part that cannot be read: its file, why (the end of a sentence about it), and what to do."""

MAX_BYTES: Final = 256 * 1024 * 1024
"""The largest XML document read whole; a newspaper page has about one megabyte."""


class XmlError(Exception):
    """The bytes are no XML document that may be read; the message is the end of a sentence about the file."""


def parse(data: bytes) -> Element:
    """The root element of a document, names with their prefixes.

    Namespaces are not resolved: delivered files use prefixes they never declare.

    Raises:
        XmlError: Too large, malformed, or with a document type.
    """
    if len(data) > MAX_BYTES:
        raise XmlError(f"has {len(data) / (1 << 20):,.0f} MB, more than the {MAX_BYTES >> 20} MB read as one document")
    builder = ET.TreeBuilder()
    parser = safe_parser()
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    feed(parser, data)
    return builder.close()


def safe_parser() -> expat.XMLParserType:
    """A parser that ends at a document type, which could define entities that swell or fetch."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def feed(parser: expat.XMLParserType, data: bytes, *, is_last: bool = True) -> None:
    """Gives a document, or the next piece of one, to a parser.

    Raises:
        XmlError: It is malformed or has a document type.
    """
    try:
        parser.Parse(data, is_last)
    except expat.ExpatError as error:
        raise XmlError(f"is not sound XML: {error}") from error
    except (ValueError, LookupError, AssertionError) as error:
        raise XmlError(f"is not sound XML: {str(error)[:100]}") from error


def _refuse(*_: object) -> None:
    raise XmlError("declares a document type, which could hide instructions and is not read")


@contextmanager
def without_sweeps() -> Iterator[None]:
    """Puts off the search for cycles of objects: reading makes none, and it takes a fifth of the time of a page."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def local(element: Element) -> str:
    """The name of an element without its prefix."""
    return element.tag.rpartition(":")[2]


def attribute(element: Element, name: str) -> str:
    """The value of an attribute by its local name, whatever its prefix; "" when there is none."""
    value = element.get(name)
    if value is not None:
        return value
    return next((found for key, found in element.items() if key.rpartition(":")[2] == name), "")


def children(element: Element, name: str) -> Iterator[Element]:
    """The children of that local name."""
    return (child for child in element if local(child) == name)


def descendants(element: Element, name: str) -> Iterator[Element]:
    """All elements below (and the element itself) of that local name, in order of the document."""
    return (found for found in element.iter() if local(found) == name)


def first(element: Element, *path: str) -> Element | None:
    """The first element at a path of local names, each a child of the one before."""
    if not path:
        return element
    for child in children(element, path[0]):
        found = first(child, *path[1:])
        if found is not None:
            return found
    return None


def text(element: Element | None) -> str:
    """All words in an element, white space collapsed."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def part_of(folder: Path, href: str) -> Path | None:
    """Where a part lies that a document in the folder refers to; None when it is missing or would lie elsewhere."""
    if not href or "\x00" in href or ".." in Path(href).parts or Path(href).is_absolute():
        return None
    try:
        # Files are often delivered flat, whatever folders the document speaks of.
        return next((place for place in (folder / href, folder / Path(href).name) if place.is_file()), None)
    except OSError:
        return None
