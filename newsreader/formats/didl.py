"""Issues of Delpher, the Dutch newspaper archive: DIDL with article texts and ALTO pages beside it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from newsreader.domain.article import SourceArticle
from newsreader.domain.issue import PageImage, PartFile, SourceIssue, SourcePage
from newsreader.domain.page import Box
from newsreader.errors import SourceFileError
from newsreader.formats.didl_places import find_places
from newsreader.formats.issue_facts import IssueFacts, stated_field
from newsreader.formats.issue_files import PartBytes, image_kind, on_disk, page_image, read_part
from newsreader.formats.issue_pages import first_page
from newsreader.formats.printed import PageWords, Placed, confidence
from newsreader.formats.xml_documents import (
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
_MOST_ZONES: Final = 10_000


@dataclass(slots=True)
class _Sheet:
    """A page: its number as printed, its files by name and MIME type, and the PDF of the whole issue."""

    number: int
    label: str = ""
    text: str = ""
    files: list[tuple[str, str]] = field(default_factory=list)
    whole: str = ""

    def image(self, folder: Path) -> PageImage | None:
        """Its picture."""
        return page_image(folder, self.files, self.text, (self.whole, self.number - 1))


@dataclass(slots=True)
class _Item:
    """An article while its parts are gathered: on which pages it stands and where there, and its text file."""

    id: str
    title: str = ""
    kind: str = ""
    pages: list[str] = field(default_factory=list)
    zones: list[tuple[int, Box]] = field(default_factory=list)
    file: str = ""


def read_issue(
    data: bytes, path: Path, on_problem: Problem | None = None, files: PartBytes | None = None
) -> Iterator[SourceArticle]:
    """The articles of an issue, each with the issue and its pages.

    Args:
        data: The DIDL document.
        path: Where it lies; article texts and pages are looked for beside it.
        on_problem: Told of each article and page that cannot be read; the rest is read all the same.
        files: Gives the bytes of these files; None for those on the disk.

    Raises:
        SourceFileError: It is no issue, or none of its articles can be read.
    """
    try:
        root = parse(data)
        sheets, items = _contents(root)
    except XmlError as error:
        raise SourceFileError(f"{path} {error}", "Fetch it again, or leave it out.") from error
    if not items:
        raise SourceFileError(f"{path} describes no articles", "Leave it out.")
    fields = _facts(root).fields()
    digest = hashlib.sha256(data).hexdigest()
    blank = SourceArticle("", str(path), NAME, "utf-8", digest, len(data), hints=fields)
    issue = _Issue(blank, path.parent, files or on_disk(path.parent), on_problem)
    pages = tuple(issue.page(sheet) for sheet in sheets)
    found = [article for item in items if (article := issue.article(item))]
    if not found:
        raise SourceFileError(f"{path}: none of its articles can be read", "Put their text files beside it again.")
    described = SourceIssue(fields, pages, tuple(issue.parts))
    return (replace(article, issue=described) for article in found)


def text_files(data: bytes, folder: Path) -> list[Path]:
    """The article and page files of an issue that lie beside its DIDL document.

    Raises:
        XmlError: It is not sound.
    """
    resources = descendants(parse(data), "Resource")
    return [place for found in resources if (place := part_of(folder, _file_name(found))) is not None]


def pictures(data: bytes, folder: Path) -> list[Path]:
    """The pictures of pages that lie there.

    Raises:
        XmlError: It is not sound.
    """
    sheets, _ = _contents(parse(data))
    images = (sheet.image(folder) for sheet in sheets)
    return [Path(image.path) for image in images if image]


def _contents(root: Element) -> tuple[list[_Sheet], list[_Item]]:
    """Pages, and articles as they first appear: items on pages have their titles and places, later ones the text."""
    sheets: list[_Sheet] = []
    items: dict[str, _Item] = {}
    whole = _whole(root)
    for element in descendants(root, "Item"):
        identifier = attribute(element, "identifier")
        key = attribute(element, "article_id")
        if key:
            item = items.setdefault(key, _Item(key))
            item.pages.append(sheets[-1].label if sheets else "")
            if sheets:
                item.zones += ((sheets[-1].number, box) for box in _zones(element))
            _describe(item, element)
        elif any(_role(component) == "ocr" for component in children(element, "Component")):
            item = items.setdefault(identifier, _Item(identifier))
            _describe(item, element)
            names = (_file_name(found) for found in descendants(element, "Resource"))
            item.file = next((name for name in names if name.endswith(".xml")), "")
        elif found := _sheet(element, len(sheets) + 1, whole):
            sheets.append(found)
    return sheets, list(items.values())


def _whole(root: Element) -> str:
    """The PDF of the whole issue, or ""."""
    top = next(descendants(root, "Item"), root)
    named = (_file_name(found) for found in _own(top, "Resource"))
    return next((name for name in named if name.lower().endswith(".pdf")), "")


def _sheet(element: Element, number: int, whole: str) -> _Sheet | None:
    """The page an item describes; None when it describes none."""
    label = text(next(_own(element, "nativePageNumber"), None))
    sheet = _Sheet(number, label, whole=whole)
    is_page = bool(label)
    for component in children(element, "Component"):
        names = [(_file_name(found), attribute(found, "mimeType")) for found in descendants(component, "Resource")]
        role = _role(component)
        is_page = is_page or role.startswith(("alto", "image"))
        if role == "alto":
            sheet.text = next((name for name, _ in names if name), "")
        else:
            sheet.files += ((name, mime) for name, mime in names if name and image_kind(name, mime))
    return sheet if is_page else None


def _zones(element: Element) -> Iterator[Box]:
    for count, area in enumerate(descendants(element, "area")):
        try:
            sides = [int(float(attribute(area, name))) for name in ("hpos", "vpos", "width", "height")]
        except (ValueError, OverflowError):
            continue
        if count < _MOST_ZONES:
            yield Box(*sides)


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


class _Issue:
    """One issue while it is read."""

    def __init__(self, blank: SourceArticle, folder: Path, files: PartBytes, on_problem: Problem | None) -> None:
        self.parts: list[PartFile] = []
        self._blank = blank
        self._folder = folder
        self._files = files
        self._on_problem = on_problem
        self._words: dict[int, PageWords] = {}

    def page(self, sheet: _Sheet) -> SourcePage:
        """A page with what can be read of it."""
        image = sheet.image(self._folder)
        if not sheet.text:
            return SourcePage(sheet.number, sheet.label, image=image, problem="has no text")
        part = read_part(self._files, self._folder, sheet.text, first_page, self._on_problem)
        if part.content:
            self._words[sheet.number] = PageWords(part.content, sheet.number)
        return SourcePage(sheet.number, sheet.label, part.content, part.file, image, part.problem)

    def article(self, item: _Item) -> SourceArticle | None:
        """An article with its places; None when its text cannot be read or has no words."""
        if not item.file:
            return None
        part = read_part(self._files, self._folder, item.file, _title_and_paragraphs, self._on_problem)
        self.parts.append(part.file)
        if part.content is None:
            return None
        title, paragraphs = part.content
        title = title or item.title
        is_named = bool(title) and title.lower() not in _NO_TITLES
        texts = [*([title] if is_named else []), *paragraphs]
        if not texts:
            return None
        raw = "\n\n".join(texts)
        starts = [sum(len(above) + 2 for above in texts[:at]) for at in range(len(texts))]
        start = starts[1] if is_named and paragraphs else 0
        kinds = ["headline" if is_named and not at else "text" for at in range(len(texts))]
        words = self._printed(item)
        places = find_places(raw, list(zip(kinds, starts, strict=True)), words)
        hints = dict(self._blank.hints)
        if is_named:
            hints["headline"] = stated_field("didl", "headline", title, (0, len(title)) if paragraphs else None)
        if item.pages and item.pages[0]:
            hints["page"] = stated_field("didl", "page", item.pages[0])
        if item.kind and item.kind != "artikel":
            hints["section"] = stated_field("didl", "section", item.kind)
        member = item.id.rpartition(":")[2]
        return replace(
            self._blank,
            raw=raw,
            member=member,
            hints=hints,
            body=(start, len(raw)),
            places=places,
            confidence=confidence(placed.word for placed in words) if places else None,
        )

    def _printed(self, item: _Item) -> list[Placed]:
        """The words in the areas of an article; one that lies in two areas counts once."""
        found: dict[tuple[int, int], Placed] = {}
        for number, box in item.zones:
            words = self._words.get(number)
            for placed in words.within(box) if words else ():
                found.setdefault((number, placed.at), placed)
        return list(found.values())


def _title_and_paragraphs(data: bytes) -> tuple[str, list[str]]:
    root = parse(data)
    titles = [" ".join("".join(found.itertext()).split()) for found in root if local(found) == "title"]
    bodies = ["".join(found.itertext()).strip() for found in root if local(found) == "p"]
    return " ".join(filter(None, titles)), [body for body in bodies if body]


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
