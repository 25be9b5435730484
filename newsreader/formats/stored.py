"""Reading the articles of a file again from the bytes an archive has kept of it."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from newsreader.domain.article import SourceArticle
from newsreader.errors import SourceFileError
from newsreader.formats import html, plain
from newsreader.formats.reader import read

_READERS: Final[dict[str, Callable[[bytes, Path], SourceArticle]]] = {
    plain.NAME: plain.read_text,
    html.NAME: html.read_page,
}
"""Formats whose files hold all that belongs to their article."""


def read_stored(data: bytes, path: Path, format_name: str) -> Iterator[SourceArticle]:
    """The articles of a stored file, exactly as an import of it would read them today.

    A file that is one of several (a page of an issue) can only be read where it was imported from, unchanged.

    Args:
        data: The stored bytes.
        path: Where the file was; its name is evidence too.
        format_name: Its format.

    Raises:
        SourceFileError: It cannot be read again.
    """
    reader = _READERS.get(format_name)
    if reader is not None:
        yield reader(data, path)
        return
    try:
        is_there = path.read_bytes() == data
    except (OSError, ValueError):
        is_there = False
    if not is_there:
        raise SourceFileError(
            f"{path} belongs to an issue of several files and is not there any more as it was imported",
            "Put the files of the issue back in their folder, and try again.",
        )
    digest = hashlib.sha256(data).hexdigest()
    for article in read(path, format_name):
        if article.sha256 == digest:
            yield article
