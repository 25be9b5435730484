"""Digitized issues: their pages, with words and pictures, and where the words of an article stand on them."""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field

from newsreader.domain.field import Field
from newsreader.domain.page import PrintedPage


@dataclass(frozen=True, slots=True)
class PageImage:
    """Where the picture of a page is; its bytes are read only to hash, to copy or to show them.

    Attributes:
        path: The file as it was found. In a container, the container's path with the member's name below it.
        kind: `tiff`, `jpeg`, `png`, `jp2` or `pdf`, as the description or the name says; its content decides.
        frame: Which page of a PDF or of a TIFF with several, from 0.
    """

    path: str
    kind: str = ""
    frame: int = 0


@dataclass(frozen=True, slots=True)
class PartFile:
    """A file that belongs to an issue besides the one that describes it, such as the ALTO of a page.

    Attributes:
        href: As the describing file names it.
        path: Where it was found.
        data: Its bytes.
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
    """

    fields: Mapping[str, Field]
    pages: tuple[SourcePage, ...]


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
    """

    starts: "array[int]" = field(default_factory=lambda: array("I"))
    pages: "array[int]" = field(default_factory=lambda: array("I"))
    words: "array[int]" = field(default_factory=lambda: array("I"))
    parts: tuple[PrintedPart, ...] = ()
    is_proposed: bool = False
    is_by_hand: bool = False
