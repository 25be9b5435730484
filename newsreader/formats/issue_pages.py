"""The pages of an issue that METS describes: which files each has, its words, its picture."""

from dataclasses import dataclass, field
from pathlib import Path

from newsreader.domain.issue import SourcePage
from newsreader.domain.page import PrintedPage
from newsreader.formats import alto
from newsreader.formats.issue_files import PartBytes, image_kind, page_image, read_part
from newsreader.formats.mets import Area, Division, File, Mets
from newsreader.formats.mods import Description
from newsreader.formats.printed import PageWords
from newsreader.formats.xml_documents import Problem, XmlError

_BLANK = Description()
_UNNUMBERED = frozenset({"np", "n.p.", "[n.p.]", "n.pag.", "unpaginated", "[unpaginated]"})
"""What libraries write where no number is printed."""


@dataclass(slots=True)
class Sheet:
    """A page as its issue describes it.

    Attributes:
        number: From 1.
        label: Its number as printed, or "".
        text: The file with its words.
        files: All other files of the page.
        whole: Reference to a PDF of the whole issue, or "".
    """

    number: int
    label: str = ""
    text: File | None = None
    files: list[File] = field(default_factory=list)
    whole: str = ""


def sheets(document: Mets) -> list[Sheet]:
    """The pages of an issue in order."""
    found: list[Sheet] = []
    seen: set[str] = set()
    whole = _whole(document)
    for division in _pages(document):
        described = [document.descriptions.get(id_, _BLANK).page for id_ in division.descriptions]
        label = next(filter(None, described), "") or division.order
        sheet = Sheet(len(found) + 1, "" if label.lower() in _UNNUMBERED else label, whole=whole)
        for area in (area for part in division.walk() for area in part.areas):
            file = document.files.get(area.file)
            if file is None or file.id in seen:
                continue
            seen.add(file.id)
            if sheet.text is None and is_text(file):
                sheet.text = file
            else:
                sheet.files.append(file)
        found.append(sheet)
    loose = [file for file in _in_order(document) if is_text(file) and file.id not in seen]
    if any(sheet.text for sheet in found):
        # Articles may stand on pages that are not listed.
        meant = _areas(document.logical)
        loose = [file for file in loose if file.id in meant]
    elif loose:
        # Pages are not told apart from their files.
        found = []
    found += [Sheet(number, "", file, whole=whole) for number, file in enumerate(loose, len(found) + 1)]
    return found


def _pages(document: Mets) -> list[Division]:
    """The divisions that are pages: by their name, else those that the text files of pages belong to."""
    if document.physical is None:
        return []
    every = list(document.physical.walk())
    named = [division for division in every if division.kind.endswith("page")]
    inner = [division for division in named if not any(part.kind.endswith("page") for part in division.parts)]
    texts = {file.id for file in document.files.values() if is_text(file)}
    return inner or [division for division in every if any(area.file in texts for area in division.areas)]


def _areas(structure: Division | None) -> set[str]:
    return {area.file for division in structure.walk() for area in division.areas} if structure else set()


def _whole(document: Mets) -> str:
    """The PDF of the whole issue, or ""."""
    top = [area.file for area in document.physical.areas] if document.physical else []
    named = (document.files[id_] for id_ in top if id_ in document.files)
    return next((file.href for file in named if image_kind(file.href, file.mime) == "pdf"), "")


def _in_order(document: Mets) -> list[File]:
    files = list(document.files.values())
    order = [
        area.file for division in (document.physical.walk() if document.physical else ()) for area in division.areas
    ]
    rank = {file: at for at, file in reversed(list(enumerate(order)))}
    return sorted(files, key=lambda file: rank.get(file.id, len(order)))


def is_text(file: File) -> bool:
    """Whether a file holds the words of a page."""
    is_xml = file.href.lower().endswith(".xml") or "xml" in file.mime
    return is_xml and any(word in f"{file.use} {file.id.lower()}" for word in ("text", "ocr", "alto"))


class IssuePages:
    """The pages of one issue; each is read when it is asked for, and once."""

    def __init__(self, document: Mets, folder: Path, files: PartBytes, on_problem: Problem | None) -> None:
        self.sheets = sheets(document)
        self._folder = folder
        self._files = files
        self._on_problem = on_problem
        self._by_file = {sheet.text.id: sheet for sheet in self.sheets if sheet.text}
        self._pages: dict[int, SourcePage] = {}
        self._words: dict[int, PageWords | None] = {}

    def has(self, area: Area) -> bool:
        """Whether an area lies on the text of a page."""
        return area.file in self._by_file

    def words(self, file: str) -> PageWords | None:
        """The words of the page whose text file has that id; None when there are none."""
        sheet = self._by_file.get(file)
        if sheet is None:
            return None
        if sheet.number not in self._words:
            printed = self.page(sheet).printed
            self._words[sheet.number] = PageWords(printed, sheet.number) if printed else None
        return self._words[sheet.number]

    def page(self, sheet: Sheet) -> SourcePage:
        """A page with what can be read of it."""
        if sheet.number not in self._pages:
            self._pages[sheet.number] = self._read(sheet)
        return self._pages[sheet.number]

    def all(self) -> tuple[SourcePage, ...]:
        """Every page, also those that cannot be read."""
        return tuple(self.page(sheet) for sheet in self.sheets)

    def label(self, number: int) -> str:
        """How a page is called."""
        return self.sheets[number - 1].label or str(number)

    def _read(self, sheet: Sheet) -> SourcePage:
        named = [(file.href, file.mime) for file in sheet.files]
        text = sheet.text.href if sheet.text else ""
        image = page_image(self._folder, named, text, (sheet.whole, sheet.number - 1))
        if sheet.text is None:
            return SourcePage(sheet.number, sheet.label, image=image, problem="has no text")
        part = read_part(self._files, self._folder, sheet.text.href, first_page, self._on_problem)
        return SourcePage(sheet.number, sheet.label, part.content, part.file, image, part.problem)


def first_page(data: bytes) -> PrintedPage:
    """The page of an ALTO file.

    Raises:
        XmlError: It is no sound ALTO document.
    """
    pages = alto.read_pages(data)
    if not pages:
        raise XmlError("describes no page")
    return pages[0]
