"""Which format a file is of, by its content alone: one table, read from the top, the first that fits."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from newsreader.formats import (
    alto,
    container_kinds,
    didl,
    exported_texts,
    hocr,
    html,
    mets_issue,
    mhtml,
    ninjs,
    page_xml,
    pdf,
    plain,
    records,
    sniffing,
    wire_text,
    wire_xml,
)

_HEAD: Final = 8192


class Content:
    """The bytes of a file, or its first 64 KB and more, with what several tests ask of them."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.head = data[:_HEAD]

    @cached_property
    def root(self) -> str:
        """The local name of the first element of an XML document, in lower case, or ""."""
        return sniffing.xml_root(self.head)

    @cached_property
    def is_page(self) -> bool:
        """Whether it is a web page or a piece of one."""
        return sniffing.is_page(self.data)


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be read.

    Attributes:
        name: As `--format` takes it.
        what: It is, for a person.
        told_by: What tells it, for a person.
        fits: Whether content is of it, when none above it in the table fits.
        module: The library it cannot be read without, or "".
    """

    name: str
    what: str
    told_by: str
    fits: Callable[[Content], bool]
    module: str = ""


def _root(*names: str) -> Callable[[Content], bool]:
    return lambda content: content.root in names


def _container(name: str) -> Callable[[Content], bool]:
    return lambda content: container_kinds.format_of(content.head) == name


TABLE: Final = (
    Format(
        pdf.NAME,
        "PDF with text in it: newspaper pages, scanned or born digital; a document in one column is one article",
        "begins with %PDF",
        lambda content: pdf.is_pdf(content.data),
        "pypdfium2",
    ),
    Format(
        container_kinds.ZIP,
        "ZIP archives: each file in them is read as if it lay in a folder, issues with their pages too",
        "begins as ZIP does, and is no office document",
        _container(container_kinds.ZIP),
    ),
    Format(
        container_kinds.TAR,
        "TAR archives, packed with gzip, bzip2 or xz or not: each file in them is read as if it lay in a folder",
        "begins with the header of a member whose checksum is right",
        _container(container_kinds.TAR),
    ),
    Format(
        container_kinds.WARC,
        "Web archives (WARC, packed with gzip or not): the pages and texts in them; other records are counted",
        "begins with WARC/, when unpacked",
        _container(container_kinds.WARC),
        "warcio",
    ),
    Format(
        mhtml.NAME,
        "Web pages saved in one file with their pictures (MHTML), and mail messages (EML)",
        "begins with the headers of a message, MIME-Version and Content-Type among them",
        lambda content: mhtml.is_message(content.data),
        "trafilatura",
    ),
    Format(
        container_kinds.GZIP,
        "Single files packed with gzip, bzip2 or xz",
        "begins as these do",
        _container(container_kinds.GZIP),
    ),
    Format(
        wire_text.IPTC,
        "Wire messages: IPTC 7901, one or many in a file, with their control characters or without",
        "begins with a header of source, number, priority and category",
        lambda content: wire_text.is_iptc(content.data),
    ),
    Format(
        wire_text.ANPA,
        "Wire messages: ANPA 1312, one or many in a file, with their control characters or without",
        "begins with a header of service level and number, then priority, category, keyword and date",
        lambda content: wire_text.is_anpa(content.data),
    ),
    Format(
        ninjs.NAME,
        "Wire articles: ninjs, the JSON of the IPTC, versions 1 to 3; packages and lists too",
        "JSON with a uri and at least three properties of ninjs",
        lambda content: ninjs.is_ninjs(content.data),
    ),
    Format(
        records.JSON,
        "Records: JSON and JSON lines; which key means what is guessed from its name",
        "begins with an object or a list of objects",
        lambda content: records.looks_like_json(content.data),
    ),
    Format(
        mets_issue.NAME,
        "Digitized issues: METS with ALTO pages beside it, articles marked or not; NDNP batches too",
        "first element mets",
        _root("mets"),
    ),
    Format(
        didl.NAME,
        "Digitized issues of Delpher: DIDL with article texts beside it",
        "first element DIDL",
        _root("didl"),
    ),
    Format(
        alto.NAME,
        "Recognized pages alone: ALTO versions 1 to 4; articles are proposed from the layout of the page",
        "first element alto",
        _root("alto"),
    ),
    Format(page_xml.NAME, "Recognized pages alone: PAGE-XML", "first element PcGts", _root("pcgts")),
    Format(wire_xml.NITF, "Wire articles: NITF", "first element nitf", _root("nitf")),
    Format(
        wire_xml.NEWSML,
        "Wire articles: NewsML 1 and NewsML-G2, packages of several too",
        "first element NewsML, newsItem, packageItem or newsMessage",
        _root("newsml", "newsitem", "packageitem", "newsmessage"),
    ),
    Format(
        hocr.NAME,
        "Recognized pages alone: hOCR, as Tesseract writes it",
        "a web page with an element of class ocr_page",
        lambda content: hocr.is_hocr(content.head) and content.is_page,
        "lxml",
    ),
    Format(
        records.RIS,
        "Records: references in the RIS format, where they hold the text or its abstract",
        "begins with TY  -",
        lambda content: records.looks_like_ris(content.data),
    ),
    Format(
        records.TABLE,
        "Records: tables with commas, semicolons or tabs, column names in the first row",
        "a first row of column names, one of them of the text, at least three known",
        lambda content: content.head[:1] != b"<" and records.looks_like_table(content.data),
    ),
    Format(
        html.NAME,
        "Web pages, whole or in part, one article a file: saved from a browser or a web archive",
        "HTML elements at the start",
        lambda content: content.is_page,
        "trafilatura",
    ),
    Format(
        exported_texts.NAME,
        "Several articles in one text file, as exported by Nexis, Factiva or ProQuest, or with lines between them",
        "the marks these put between articles, two articles at least",
        lambda content: exported_texts.are_several(content.data),
    ),
    Format(
        plain.NAME,
        "Plain text, one article a file: as copied from a reading platform, or with lines like “Title: …”",
        "nothing else fits, and it decodes as text",
        lambda _: True,
    ),
)
"""Every format that can be read, in the order in which they are tried."""


def is_binary_format(head: bytes) -> bool:
    """Whether a file that is not text begins like one of a format that can be read all the same."""
    return pdf.is_pdf(head) or wire_text.is_framed(head)


def told(data: bytes) -> str:
    """The name of the format that the content tells; that of plain text when nothing else fits."""
    content = Content(data)
    return next(each.name for each in TABLE if each.fits(content))
