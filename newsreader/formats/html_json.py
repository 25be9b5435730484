"""The article a page describes as JSON-LD, read leniently: what writes it is often careless."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from newsreader.formats.html_tree import Element

Node: TypeAlias = Mapping[str, Any]

_LONGEST: Final = 2_000_000
_MOST_NODES: Final = 20_000
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.{0,40}?\*/)+|(?://)?\s*(?:\]\]>|-->)\s*;?\s*$", re.DOTALL
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_ARTICLE = re.compile(
    r"(?:\w*Article|BlogPosting|SocialMediaPosting|\w*Posting|Report\w*|\w*Review|LiveBlog\w*|CreativeWork|Recipe)\Z"
)
_NOT_ARTICLES = frozenset({"JobPosting"})
_PAGE = frozenset({"WebPage", "ItemPage", "AboutPage"})
_ASIDE = frozenset({
    "itemListElement", "hasPart", "relatedLink", "comment", "review", "mentions", "citation", "about", "video",
    "publisher", "author", "creator", "image", "isBasedOn", "significantLink", "liveBlogUpdate", "reviews",
})  # fmt: skip
"""What an article refers to and is not it."""


class Linked:
    """All JSON-LD of a page."""

    def __init__(self, tree: Element) -> None:
        self._nodes: list[Node] = []
        self._by_id: dict[str, Node] = {}
        for script in tree.iter("script"):
            if "ld+json" in (script.get("type") or "").lower():
                self._gather(_loaded(script.text or ""))

    @property
    def article(self) -> Node:
        """The article the page is about; empty when it tells of none."""
        articles = [node for node in self._nodes if _is_article(node)]
        told = [node for node in articles if node.get("headline") or node.get("author")]
        return next(iter(told or articles), {})

    @property
    def page(self) -> Node:
        """The page itself; empty when it does not describe itself."""
        return next((node for node in self._nodes if _PAGE & _types(node)), {})

    @property
    def site(self) -> Node:
        """The web site; empty when it does not describe itself."""
        return next((node for node in self._nodes if "WebSite" in _types(node)), {})

    def resolved(self, value: object) -> list[Node | str]:
        """The things a value names: nodes, references followed, or plain text."""
        found: list[Node | str] = []
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, Mapping):
                known = self._by_id.get(str(one.get("@id", "")))
                found.append({**known, **one} if known else one)
            elif isinstance(one, str) and one.strip():
                found.append(self._by_id.get(one) or one)
        return found

    def names(self, value: object) -> list[tuple[str, str]]:
        """The names of what a value refers to, each with its type in small letters."""
        found: list[tuple[str, str]] = []
        for one in self.resolved(value):
            if isinstance(one, str):
                found.append((_plain(one), ""))
                continue
            name = one.get("name") or " ".join(str(one.get(key) or "") for key in ("givenName", "familyName"))
            found += [(text, " ".join(_types(one)).lower()) for text in texts(name)]
        return found

    def _gather(self, loaded: object) -> None:
        """Nodes in order of appearance, those that are only referred to left out of the list."""
        stack: list[tuple[object, bool]] = [(loaded, True)]
        seen = 0
        while stack and seen < _MOST_NODES:
            value, is_main = stack.pop()
            seen += 1
            if isinstance(value, list):
                stack.extend((one, is_main) for one in reversed(value))
            elif isinstance(value, dict):
                if is_main:
                    self._nodes.append(value)
                if isinstance(value.get("@id"), str) and len(value) > 1:
                    self._by_id.setdefault(value["@id"], value)
                inner = [(v, is_main and k not in _ASIDE) for k, v in value.items() if isinstance(v, dict | list)]
                stack.extend(reversed(inner))


def first_text(*values: object) -> str:
    """The first of the values that is text, or the first text in a list of them."""
    for value in values:
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and one.strip():
                return _plain(one)
    return ""


def _loaded(text: str) -> object:
    if len(text) > _LONGEST:
        return None
    plain = _WRAPPING.sub("", text).strip().rstrip(";")
    for attempt in (plain, _TRAILING_COMMA.sub(r"\1", plain)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _types(node: Node) -> set[str]:
    kinds = node.get("@type")
    return {str(kind).rsplit("/", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind}


def _is_article(node: Node) -> bool:
    return any(_ARTICLE.match(kind) and kind not in _NOT_ARTICLES for kind in _types(node))


def _plain(text: str) -> str:
    """One line; entities that were escaped once too often are resolved."""
    return " ".join((html.unescape(text) if "&" in text else text).split())


def texts(value: object) -> Iterator[str]:
    """Every text in a value that is text or a list of it."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and one.strip():
            yield _plain(one)
