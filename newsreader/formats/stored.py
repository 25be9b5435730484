"""Reading the articles of a file again from the bytes an archive has kept of it."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from newsreader.domain.article import SourceArticle
from newsreader.domain.profile import AS_GUESSED, Reading
from newsreader.errors import SourceFileError
from newsreader.formats import didl, html, mets_issue, ninjs, pdf, plain, records, wire_text, wire_xml
from newsreader.formats.issue_files import PartBytes
from newsreader.formats.reader import read, read_bytes

_BY_BYTES: Final[dict[str, Callable[[bytes, Path], SourceArticle]]] = {
    plain.NAME: plain.read_text,
    html.NAME: html.read_page,
}
"""Readers that take the bytes: most archives hold nothing else."""

_ALONE: Final = frozenset({
    pdf.NAME, ninjs.NAME, wire_text.IPTC, wire_text.ANPA, wire_xml.NITF, wire_xml.NEWSML
})  # fmt: skip
"""Further formats whose files need nothing beside them."""

_ISSUES: Final = {mets_issue.NAME: mets_issue.read_issue, didl.NAME: didl.read_issue}
"""Formats whose file only describes what other files hold."""


def read_stored(
    data: bytes, path: Path, format_name: str, parts: PartBytes | None = None, reading: Reading = AS_GUESSED
) -> Iterator[SourceArticle]:
    """The articles of a stored file, exactly as an import of it would read them today.

    Args:
        data: The stored bytes.
        path: Where the file was; its name is evidence too.
        format_name: Its format.
        parts: Gives the stored bytes of the files that belong to an issue; None when they were never stored. The issue
            can then only be read where it was imported from, with all that belongs to it.
        reading: How its records were read, when they are records.

    Raises:
        SourceFileError: It cannot be read again.
    """
    by_bytes = _BY_BYTES.get(format_name)
    read_issue = _ISSUES.get(format_name)
    if by_bytes is not None:
        yield by_bytes(data, path)
    elif format_name in _ALONE:
        yield from read_bytes(data, path, format_name)
    elif format_name in records.NAMES:
        # Not through a file: a piece of a large file is not to be cut again.
        yield from records.read_file(data, path, format_name, reading)
    elif read_issue is not None and parts is not None:
        # What was missing when it was imported is missing still: its articles were read without it, too.
        yield from read_issue(data, path, None, parts)
    elif read_issue is not None:
        yield from _in_its_place(data, path, format_name)
    else:
        with TemporaryDirectory(prefix="newsreader-") as scratch:
            copy = Path(scratch) / (path.name or "file")
            copy.write_bytes(data)
            for article in read(copy, format_name):
                yield replace(article, path=str(path))


def _in_its_place(data: bytes, path: Path, format_name: str) -> Iterator[SourceArticle]:
    try:
        is_there = path.read_bytes() == data
    except (OSError, ValueError):
        is_there = False
    if not is_there:
        raise SourceFileError(f"{path} is not there any more as it was imported, with the pages of its issue", _REMEDY)
    digest = hashlib.sha256(data).hexdigest()
    for article in read(path, format_name, _refuse):
        if article.sha256 == digest:
            yield article


def _refuse(part: Path, reason: str, _remedy: str) -> None:
    """Half an issue would take words away from its articles."""
    raise SourceFileError(f"{part} {reason}", _REMEDY)


_REMEDY: Final = "Put the files of the issue back in their folder, and try again."
