"""The body of a page as paragraphs: found by trafilatura, and by plain layout where that finds nothing."""

import logging
from collections.abc import Iterator
from typing import Final

from newsreader.formats.html_tree import Element, is_simple, lines

_SKIPPED: Final = frozenset({"graphic", "comments"})
_PARAGRAPHS: Final = frozenset(
    {"p", "head", "quote", "item", "row", "list", "table", "div", "lb", "code", "body", "ab", "fw"}
)
_SHORTEST: Final = 25
"""Less than this is no body but a caption or a button."""


def paragraphs(tree: Element) -> list[str]:
    """The paragraphs of the article's body, in order, each one line.

    Raises:
        ImportError: trafilatura is not installed.
    """
    body = _found(tree) if is_simple(tree) else None
    found = _laid_out(body) if body is not None else []
    return found if sum(map(len, found)) >= _SHORTEST else _plain(tree)


def _found(tree: Element) -> Element | None:
    from trafilatura import bare_extraction

    # What it could not do is no concern of whoever reads a terminal.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)
    try:
        # Recall first: a stray line can be taken out by hand, a paragraph that is not there is not missed.
        document = bare_extraction(
            tree, include_comments=False, include_tables=True, with_metadata=False, favor_recall=True
        )
    except Exception:  # noqa: BLE001  The border to a parser of strangers' markup: a page it fails on is laid out plainly.
        return None
    return document.body if document is not None and not isinstance(document, dict) else None


def _laid_out(body: Element) -> list[str]:
    pieces = "".join(_pieces(body))
    return [text for text in (" ".join(part.split()) for part in pieces.split("\n\n")) if text]


def _pieces(body: Element) -> Iterator[str]:
    """Text in reading order with a blank line at each border of a paragraph; walks with a stack of its own."""
    stack: list[tuple[Element, bool]] = [(body, True)]
    while stack:
        node, is_start = stack.pop()
        is_block = node.tag in _PARAGRAPHS
        if not is_start:
            if is_block:
                yield "\n\n"
            elif node.tag == "cell":
                yield " "
            if node is not body:
                yield node.tail or ""
            continue
        stack.append((node, False))
        if not isinstance(node.tag, str) or node.tag in _SKIPPED:
            continue
        if is_block:
            yield "\n\n"
        yield (node.text or "").replace("\n\n", "\n")
        stack.extend((child, True) for child in reversed(node))


def _plain(tree: Element) -> list[str]:
    """All that the page shows: a fragment, or a page too small to tell its parts apart."""
    main = next((found for tag in ("article", "main", "body") if (found := tree.find(f".//{tag}")) is not None), tree)
    return lines(main)
