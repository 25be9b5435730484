"""Opens a file of any supported format and yields the articles in it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from newsreader.domain.article import SourceArticle
from newsreader.domain.profile import AS_GUESSED, Reading
from newsreader.errors import SourceFileError, UsageError
from newsreader.formats import (
    alto,
    container_kinds,
    detection,
    didl,
    exported_texts,
    hocr,
    html,
    mets_issue,
    mhtml,
    ninjs,
    page_article,
    page_xml,
    pdf,
    plain,
    records,
    sniffing,
    source_file,
    wire_text,
    wire_xml,
)
from newsreader.formats.xml_documents import Problem

FORMATS: Final = {each.name: each.what for each in detection.TABLE}
"""Name and description of every format that can be read."""

_WITH_PARTS: Final = {
    mets_issue.NAME: mets_issue.read_issue,
    didl.NAME: didl.read_issue,
    pdf.NAME: pdf.read_file,
    ninjs.NAME: ninjs.read_file,
}
_OF_ONE_ARTICLE: Final = {html.NAME: html.read_page, mhtml.NAME: mhtml.read_page}
_PAGES: Final = frozenset({alto.NAME, page_xml.NAME, hocr.NAME})
_WIRES: Final = frozenset({wire_xml.NITF, wire_xml.NEWSML})
_MESSAGES: Final = frozenset({wire_text.IPTC, wire_text.ANPA})


def read(
    path: Path,
    format: str = "",  # noqa: A002 - the word of the command line
    on_problem: Problem | None = None,
    reading: Reading = AS_GUESSED,
) -> Iterator[SourceArticle]:
    """The articles of one file, or of all files in a container, the format told by its content unless given.

    Args:
        path: The file.
        format: One of `FORMATS`, or "" to detect it.
        on_problem: Told of each part of an issue or container that cannot be read while the rest is.
        reading: What a person stated of how records are to be read.

    Raises:
        SourceFileError: The file cannot be read or holds no article; says why and what to do.
        UsageError: There is no such format.
    """
    from newsreader.formats import contents, record_pieces  # which read what they find through this module

    check_format(format)
    if contents.is_container(path, format):
        yield from contents.articles(path, format, on_problem, reading)
        return
    if large := record_pieces.large_format(path, format, reading):
        yield from record_pieces.articles(path, large, on_problem, reading)
        return
    most = pdf.MAX_BYTES if pdf.is_pdf(source_file.head_of(path)) else plain.MAX_BYTES
    yield from read_bytes(source_file.bytes_of(path, most), path, format, on_problem, reading)


def check_format(name: str) -> None:
    """Refuses a format that there is not.

    Raises:
        UsageError: There is no such format.
    """
    if name and name not in FORMATS:
        raise UsageError(f"There is no format called {name}", f"Formats: {', '.join(FORMATS)}.")


def read_bytes(
    data: bytes,
    path: Path,
    format: str = "",  # noqa: A002 - the word of the command line
    on_problem: Problem | None = None,
    reading: Reading = AS_GUESSED,
) -> Iterator[SourceArticle]:
    """The articles of one file whose bytes are at hand; else like `read`.

    Args:
        data: Its bytes.
        path: Where it lies, in a container perhaps; the files of an issue are looked for beside it.
        format: One of `FORMATS`, or "" to detect it.
        on_problem: Told of each part of an issue that cannot be read while the rest is.
        reading: What a person stated of how records are to be read.

    Raises:
        SourceFileError: It holds no article; says why and what to do.
    """
    name = format or (pdf.NAME if pdf.is_pdf(data) else "")
    kind = "" if name == pdf.NAME else sniffing.binary_kind(data)
    if kind:
        raise SourceFileError(f"{path} is {kind}, not text", sniffing.binary_remedy(kind))
    name = name or records.told_by(data, reading) or detection.told(data)
    if name in container_kinds.NAMES:
        raise SourceFileError(f"{path} is a container in a place where only a file can be read", "Import it alone.")
    if name in _WITH_PARTS:
        yield from _WITH_PARTS[name](data, path, on_problem)
    elif name == exported_texts.NAME:
        yield from exported_texts.read_file(data, path)
    elif name in _PAGES:
        yield from page_article.read_file(data, path, name)
    elif name in _MESSAGES:
        yield from wire_text.read_file(data, path, name, on_problem)
    elif name in _WIRES:
        yield from wire_xml.read_file(data, path, name)
    elif name in records.NAMES:
        yield from records.read_file(data, path, name, reading, on_problem)
    else:
        yield _OF_ONE_ARTICLE.get(name, plain.read_text)(data, path)
