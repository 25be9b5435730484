"""The data from which a script builds a page (Next.js, Nuxt, Redux …): date and authors of the article shown."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from newsreader.formats.html_tree import Element
from newsreader.text.authorities import name_key

_LONGEST: Final = 4_000_000
_MOST_NODES: Final = 60_000
_TITLES: Final = ("headline", "title", "name", "heading")
_DATES: Final = (
    "datepublished", "publishedat", "published_at", "publishdate", "publish_date", "publisheddate", "publicationdate",
    "firstpublished", "first_published_at", "firstpublisheddate", "publishtime", "published", "pubdate", "date",
    "createdat", "created_at",
)  # fmt: skip
_AUTHORS: Final = ("byline", "authors", "author", "creators", "contributors", "authorname", "author_name")
_FEWEST_LETTERS: Final = 12


@dataclass(frozen=True, slots=True)
class State:
    """What such data say.

    Attributes:
        dates: Statements of when the article was published, the surest first.
        authors: Names or bylines.
    """

    dates: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()

    @classmethod
    def of(cls, tree: Element, headline: str) -> Self:
        """What the data of a page say of the article with this headline; nothing where none has it."""
        key = name_key(headline)
        if len(key) < _FEWEST_LETTERS:
            return cls()
        for script in tree.iter("script"):
            kind = (script.get("type") or "").lower()
            text = script.text or ""
            if kind == "application/json" and len(text) <= _LONGEST:
                node = _with_title(_loaded(text), key)
                if node:
                    return cls(tuple(_values(node, _DATES)), tuple(_values(node, _AUTHORS)))
        return cls()


def _loaded(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _with_title(loaded: object, key: str) -> Mapping[str, Any] | None:
    """The first object with that title and a date or an author; walks with a stack of its own."""
    stack = [loaded]
    seen = 0
    while stack and seen < _MOST_NODES:
        value = stack.pop()
        seen += 1
        if isinstance(value, dict):
            titles = (value.get(name) for name in _TITLES)
            if any(isinstance(title, str) and name_key(title) == key for title in titles):
                plain = {str(name).lower(): found for name, found in value.items()}
                if any(name in plain for name in (*_DATES, *_AUTHORS)):
                    return plain
            stack.extend(reversed(list(value.values())))
        elif isinstance(value, list):
            stack.extend(reversed(value))
    return None


def _values(node: Mapping[str, Any], names: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for name in names:
        value = node.get(name)
        for one in value if isinstance(value, list) else [value]:
            text = (one.get("name") or one.get("displayName")) if isinstance(one, dict) else one
            if isinstance(text, str | int) and not isinstance(text, bool) and str(text).strip():
                found.append(str(text))
        if found:
            break
    return found
