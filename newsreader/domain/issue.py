"""Digitized issues: their pages, with words and pictures, and where the words of an article stand on them."""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field

from newsreader.domain.field import Field
from newsreader.domain.page import Box, PrintedPage


@dataclass(frozen=True, slots=True)
class PageImage:
    """Where the picture of a page is; its bytes are read only to hash, to copy or to show them.

    Attributes:
        path: The file as it was found. In a container, the container's path with the member's name below it.
        kind: `tiff`, `jpeg`, `png`, `jp2` or `pdf`, as the description or the name says; its content decides.
        frame: Which page of a PDF or of a TIFF with several, from 0.
        place: Where its bytes are while its issue is read, when `path` is within a container; else "".
    """

    path: str
    kind: str = ""
    frame: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class PartFile:
    """A file that belongs to an issue besides the one that describes it, such as the ALTO of a page.

    Attributes:
        href: As the describing file names it.
        path: Where it was found.
        data: Its bytes; empty when it is missing or cannot be opened.
    """

    href: str
    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One page of an issue as a format reader found it.

    Attributes:
        number: In the issue, from 1.
        label: Its number as printed, or "".
        printed: Its words; None when they are missing or cannot be read.
        text: The file with its words, when that is not the describing file.
        image: Its picture, the best there is; None when none is named or found.
        problem: Why its words cannot be read, as the end of a sentence that begins with the page, or "".
    """

    number: int
    label: str = ""
    printed: PrintedPage | None = None
    text: PartFile | None = None
    image: PageImage | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class SourceIssue:
    """The issue that the articles of one describing file are of; shared by all of them.

    Attributes:
        fields: What is stated of the issue as a whole: paper, date, edition and so on.
        pages: In order, also those that could not be read.
        parts: Files read besides the describing one and those of the pages, such as the texts of single articles.
    """

    fields: Mapping[str, Field]
    pages: tuple[SourcePage, ...]
    parts: tuple[PartFile, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedPart:
    """A run of the words of an article and what it is.

    Attributes:
        kind: `headline`, `subheadline`, `overline`, `byline` or `text`.
        start, end: Words of the article, counted from 0; `end` is behind the last.
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WordPlaces:
    """Where each printed word of an article stands: in its raw text, and on which page.

    Attributes:
        starts: Offsets in the raw text, ascending; a word is as long there as its printed text.
        pages: Number of the page of each word.
        words: Which word of its page each is, in the order of blocks, lines and words there, from 0.
        parts: The runs these words make up, in order.
        is_proposed: No file states this article; it was proposed from the layout of the page.
        is_by_hand: A person chose its words on the page; reading it again keeps them.
        is_rest: These are the words of a page that belong to no article; they are not counted as one.
    """

    starts: "array[int]" = field(default_factory=lambda: array("I"))
    pages: "array[int]" = field(default_factory=lambda: array("I"))
    words: "array[int]" = field(default_factory=lambda: array("I"))
    parts: tuple[PrintedPart, ...] = ()
    is_proposed: bool = False
    is_by_hand: bool = False
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class PrintedOn:
    """A page an article is printed on.

    Attributes:
        number: In the issue, from 1.
        label: Its number as printed, or "".
        width, height: In the units of the boxes; 0 when not stated.
        boxes: Around the words of the article there, one for each run within a block.
    """

    number: int
    label: str
    width: int
    height: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Printing:
    """Where an article is printed.

    Attributes:
        title, date, edition: Of the issue, as stated for it; "" for none.
        page_count: How many pages the issue has.
        pages: Those the article is on.
        is_proposed: No file states this article; it was proposed from the layout of the page.
        is_rest: It is the words of a page that belong to no article.
    """

    title: str
    date: str
    edition: str
    page_count: int
    pages: tuple[PrintedOn, ...]
    is_proposed: bool = False
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class ImageRow:
    """The picture of a page as an archive knows it.

    Attributes:
        path: Where it is, absolute; of a copied one within the folder of the archive, wherever that has been moved.
        kind: `tiff`, `jpeg`, `png`, `jp2` or `pdf` by its content; "" when that could not be told.
        frame: Which page of a PDF or of a TIFF with several, from 0.
        sha256: Of the whole file when it was imported; "" when it could not be read then.
        size: In bytes, then.
        width, height: In pixels, of a PDF in points; 0 when its head did not tell.
        is_copied: It lies in the archive; otherwise where it was imported from.
        state: `there`, `moved` (nothing lies at that path any more) or `changed` (something else lies there).
        problem: Why it was not fit to be shown when it was imported, as the end of a sentence about it, or "".
    """

    path: str
    kind: str
    frame: int
    sha256: str
    size: int
    width: int
    height: int
    is_copied: bool
    state: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue in an archive.

    Attributes:
        number: Row number in this archive.
        title, date, edition: As stated for it, the date as EDTF; "" for none.
        path, sha256, format: Of the file that describes it.
        page_count: Of all its pages, also those whose words are missing.
        article_count: Of its articles outside the trash; what is the rest of a page is none.
        missing: Pages whose words are missing or could not be read.
        problem: What is wrong with it in words, or "".
    """

    number: int
    title: str
    date: str
    edition: str
    path: str
    sha256: str
    format: str
    page_count: int
    article_count: int = 0
    missing: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page in an archive, without its words.

    Attributes:
        number: Row number in this archive.
        issue: Row number of its issue.
        sequence: Which page of the issue it is, from 1.
        label: Its number as printed, or "".
        width, height: In the units of its boxes; 0 when not stated.
        word_count: How many words are printed on it; 0 also when they are missing.
        image: Its picture, or None.
        problem: Why its words are missing, as the end of a sentence that begins with the page, or "".
    """

    number: int
    issue: int
    sequence: int
    label: str
    width: int
    height: int
    word_count: int
    image: ImageRow | None
    problem: str


@dataclass(frozen=True, slots=True)
class ArticleOnPage:
    """An article where it is printed on one page.

    Attributes:
        number: Row number of the article.
        headline: As lists show it.
        is_proposed: No file states this article; it was proposed from the layout of the page.
        is_trashed: It lies in the trash.
        boxes: Around its words, one for each run within a block, in the units of the page.
        is_rest: It is the words of the page that belong to no article.
    """

    number: int
    headline: str
    is_proposed: bool
    is_trashed: bool
    boxes: tuple[Box, ...]
    is_rest: bool = False
