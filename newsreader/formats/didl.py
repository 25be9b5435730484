"""Issues of Delpher, the Dutch newspaper archive: DIDL with article texts and ALTO pages beside it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from newsreader.domain.article import SourceArticle
from newsreader.domain.field import Evidence, Field
from newsreader.errors import SourceFileError
from newsreader.formats.issue_facts import IssueFacts
from newsreader.formats.xml_documents import (
    MAX_BYTES,
    Element,
    Problem,
    XmlError,
    attribute,
    children,
    descendants,
    first,
    local,
    parse,
    part_of,
    text,
)

NAME: Final = "didl"
_NO_TITLES: Final = frozenset({"advertentie", "familiebericht", "illustratie met onderschrift", "no title"})
"""Titles that only say what kind of item it is."""


@dataclass(slots=True)
class _Item:
    """An article while its parts are gathered: on which pages it stands, and its text file."""

    id: str
    title: str = ""
    kind: str = ""
    pages: list[str] = field(default_factory=list)
    file: str = ""


def read_issue(data: bytes, path: Path, on_problem: Problem | None = None) -> Iterator[SourceArticle]:
    """The articles of an issue.

    Args:
        data: The DIDL document.
        path: Where it lies; article texts are looked for beside it.
        on_problem: Told of each article that cannot be read; the rest is read all the same.

    Raises:
        SourceFileError: It is no issue, or none of its articles can be read.
    """
    try:
        root = parse(data)
        items = _items(root)
    except XmlError as error:
        raise SourceFileError(f"{path} {error}", "Fetch it again, or leave it out.") from error
    if not items:
        raise SourceFileError(f"{path} describes no articles", "Leave it out.")
    blank = SourceArticle("", str(path), NAME, "utf-8", hashlib.sha256(data).hexdigest(), len(data))
    blank = replace(blank, hints=_facts(root).fields())
    found = [article for item in items if (article := _article(blank, item, path.parent, on_problem))]
    if not found:
        raise SourceFileError(f"{path}: none of its articles can be read", "Put their text files beside it again.")
    return iter(found)


def text_files(data: bytes, folder: Path) -> list[Path]:
    """The article and page files of an issue that lie beside its DIDL document.

    Raises:
        XmlError: It is not sound.
    """
    resources = descendants(parse(data), "Resource")
    return [place for found in resources if (place := part_of(folder, _file_name(found))) is not None]


def _items(root: Element) -> list[_Item]:
    """The articles in order of their first appearance: items on pages carry title and page, later ones the text."""
    items: dict[str, _Item] = {}
    page = ""
    for element in descendants(root, "Item"):
        identifier = attribute(element, "identifier")
        key = attribute(element, "article_id")
        if key:
            item = items.setdefault(key, _Item(key))
            item.pages.append(page)
            _describe(item, element)
        elif any(_role(component) == "ocr" for component in children(element, "Component")):
            item = items.setdefault(identifier, _Item(identifier))
            _describe(item, element)
            files = (_file_name(found) for found in descendants(element, "Resource"))
            item.file = next((name for name in files if name.endswith(".xml")), "")
        else:
            page = text(next(_own(element, "nativePageNumber"), None)) or page
    return list(items.values())


def _own(element: Element, name: str) -> Iterator[Element]:
    """Elements of that name in the item's own components, not in those of items within it."""
    for component in children(element, "Component"):
        yield from descendants(component, name)


def _role(component: Element) -> str:
    return text(first(component, "Descriptor", "Statement"))


def _describe(item: _Item, element: Element) -> None:
    item.title = item.title or text(next(_own(element, "title"), None))
    item.kind = item.kind or text(next(_own(element, "subject"), None))


def _file_name(resource: Element) -> str:
    """The name of a file delivered with the document; "" for what is only an address."""
    name = attribute(resource, "filename") or attribute(resource, "ref")
    return "" if "://" in name else name


def _article(blank: SourceArticle, item: _Item, folder: Path, on_problem: Problem | None) -> SourceArticle | None:
    read = _paragraphs(folder, item.file, on_problem) if item.file else None
    if read is None:
        return None
    title, paragraphs = read
    title = title or item.title
    is_named = bool(title) and title.lower() not in _NO_TITLES
    head = f"{title}\n\n" if is_named and paragraphs else title if is_named else ""
    raw = head + "\n\n".join(paragraphs)
    if not raw.strip():
        return None
    start = len(head) if paragraphs else 0
    hints = dict(blank.hints)
    if is_named:
        hints["headline"] = _stated("headline", title, (0, len(title)) if paragraphs else None)
    if item.pages and item.pages[0]:
        hints["page"] = _stated("page", item.pages[0])
    if item.kind and item.kind != "artikel":
        hints["section"] = _stated("section", item.kind)
    return replace(blank, raw=raw, member=item.id.rpartition(":")[2], hints=hints, body=(start, len(raw)))


def _paragraphs(folder: Path, name: str, on_problem: Problem | None) -> tuple[str, list[str]] | None:
    """Title and paragraphs of an article's text file."""
    place = part_of(folder, name)
    try:
        if place is None:
            reason = "is missing"
        elif place.stat().st_size > MAX_BYTES:
            reason = "is too large for an article"
        else:
            root = parse(place.read_bytes())
            titles = [" ".join("".join(found.itertext()).split()) for found in root if local(found) == "title"]
            bodies = ["".join(found.itertext()).strip() for found in root if local(found) == "p"]
            return " ".join(filter(None, titles)), [body for body in bodies if body]
    except (OSError, XmlError) as error:
        reason = str(error) if isinstance(error, XmlError) else f"cannot be read: {error.strerror or error}"
    if on_problem:
        on_problem(folder / name, reason, "Fetch this article again, then import the issue again.")
    return None


def _stated(name: str, value: str, span: tuple[int, int] | None = None) -> Field:
    start, end = span or (None, None)
    return Field(name, value, Evidence(f"{name}.didl", 0.95, start, end, "metadata"))


def _facts(root: Element) -> IssueFacts:
    top = next(descendants(root, "Item"), root)
    values: dict[str, list[tuple[str, str]]] = {}
    for component in children(top, "Component"):
        for record in descendants(component, "dcx"):
            for element in record:
                values.setdefault(local(element), []).append((attribute(element, "type"), text(element)))

    def stated(name: str, kind: str = "") -> str:
        return next((value for found, value in values.get(name, []) if not kind or found.endswith(kind)), "")

    languages = [value for _, value in values.get("language", [])]
    return IssueFacts(
        "DIDL",
        stated("title"),
        stated("date"),
        stated("spatial", "creation"),
        languages[0] if len(languages) == 1 else "",
        volume=stated("volume"),
        issue=stated("issuenumber"),
        edition=stated("edition"),
        provider="Delpher",
        address=stated("identifier"),
        country="NL",
    )
