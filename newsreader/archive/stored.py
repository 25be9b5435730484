"""Text and JSON on their way into columns and back, whatever a file or a stranger put in them."""

import json
from typing import Any, Final

from newsreader.errors import ArchiveDamaged

_AS_IS: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_AS_ESCAPES: Final = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode


def storable(text: str, limit: int = 0) -> str:
    """The text as SQLite can hold it: lone surrogates become question marks; cut at `limit` characters if given."""
    if limit and len(text) > limit:
        text = text[:limit]
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode("utf-8")


def storable_path(path: str) -> str:
    """A path as SQLite can hold it: what is no Unicode in a file's name is shown as escapes, each name as its own."""
    return path if path.isascii() else path.encode("utf-8", "backslashreplace").decode("utf-8")


def dumps(value: Any) -> str:
    """Compact JSON that SQLite can hold."""
    text = _AS_IS(value)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # lone surrogates: kept exactly, as escapes
        return _AS_ESCAPES(value)
    return text


def loads(text: object, article_id: str, what: str) -> Any:
    """The value of a JSON column.

    Raises:
        ArchiveDamaged: It is not JSON; the message names the article.
    """
    try:
        return json.loads(text)  # type: ignore[arg-type]  # anything may be in the column of a stranger's archive
    except (ValueError, TypeError, RecursionError) as error:
        raise damaged(article_id, what) from error


def whole(value: object) -> int:
    """A number from its column; 0 for whatever else a stranger's archive has there."""
    return value if isinstance(value, int) else 0


def damaged(article_id: str, what: str) -> ArchiveDamaged:
    """The error for an article whose stored parts cannot be read."""
    return ArchiveDamaged(
        f"The {what} of article {article_id} cannot be read", "Run `newsreader verify`, or restore a backup."
    )
