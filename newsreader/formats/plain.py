"""Plain text files: one article a file."""

import hashlib
from pathlib import Path

from newsreader.domain.article import SourceArticle
from newsreader.errors import SourceFileError
from newsreader.formats import decoding, sniffing

NAME = "text"
MAX_BYTES = 64 * 1024 * 1024
"""The largest file taken as one article; a newspaper article of this size does not exist."""


def read_text(data: bytes, path: Path) -> SourceArticle:
    """The article a plain text file holds.

    Raises:
        SourceFileError: The bytes are not the text of an article.
    """
    try:
        raw, encoding = decoding.decode(data)
    except decoding.UndecodableError as error:
        raise SourceFileError(
            f"{path} is not a text file: {error}", "Only text can be imported; leave it out."
        ) from error
    kind = sniffing.markup_kind(raw)
    if kind:
        raise SourceFileError(
            f"{path} is an {kind} document, not plain text",
            "Leave the format to be told by its content." if kind != "XML" else "Save the article as plain text.",
        )
    if not raw.strip():
        raise SourceFileError(f"{path} holds no words", "Leave it out.")
    return SourceArticle(raw, str(path), NAME, encoding, hashlib.sha256(data).hexdigest(), len(data))
