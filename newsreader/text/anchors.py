"""Anchors: how an annotation keeps hold of its words when the text around them changes."""

import difflib

from newsreader.domain.annotation import Anchor

_CONTEXT = 32
_FUZZY = 0.75
"""How alike words must be to pass for the quoted ones."""
_FUZZY_WINDOW = 4_000
"""Code points to each side of the old position that are searched for a likeness."""


def make_anchor(raw: str, start: int, end: int) -> Anchor:
    """The anchor of the words between two offsets of the raw text.

    Raises:
        ValueError: The span is empty or reaches beyond the text.
    """
    if not 0 <= start < end <= len(raw):
        raise ValueError(f"no words between {start} and {end} in a text of {len(raw)} characters")
    return Anchor(start, end, raw[start:end], raw[max(0, start - _CONTEXT) : start], raw[end : end + _CONTEXT])


def find_anchor(raw: str, anchor: Anchor) -> Anchor | None:
    """The anchor's words in a text that may have changed: by position, then quote and context, then likeness.

    Returns:
        The anchor at its new place, or None when the words are not there any more.
    """
    if not anchor.quote:
        return None
    if raw[anchor.start : anchor.end] == anchor.quote:
        return make_anchor(raw, anchor.start, anchor.end)
    start = _by_quote(raw, anchor)
    if start is not None:
        return make_anchor(raw, start, start + len(anchor.quote))
    return _by_likeness(raw, anchor)


def _by_quote(raw: str, anchor: Anchor) -> int | None:
    best: tuple[int, int] | None = None
    at = raw.find(anchor.quote)
    while at >= 0:
        end = at + len(anchor.quote)
        score = _common_end(raw[max(0, at - _CONTEXT) : at], anchor.prefix)
        score += _common_start(raw[end : end + _CONTEXT], anchor.suffix)
        # Among equal contexts the nearest to the old place wins.
        rank = (score, -abs(at - anchor.start))
        if best is None or rank > (best[0], -abs(best[1] - anchor.start)):
            best = (score, at)
        at = raw.find(anchor.quote, at + max(1, len(anchor.quote) // 2))
    return best[1] if best else None


def _common_end(left: str, right: str) -> int:
    return _common_start(left[::-1], right[::-1])


def _common_start(left: str, right: str) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count


def _by_likeness(raw: str, anchor: Anchor) -> Anchor | None:
    low = max(0, anchor.start - _FUZZY_WINDOW)
    window = raw[low : anchor.end + _FUZZY_WINDOW]
    length = len(anchor.quote)
    if len(anchor.quote) > _FUZZY_WINDOW:
        return None
    matcher = difflib.SequenceMatcher(None, window, anchor.quote, autojunk=False)
    block = matcher.find_longest_match()
    if block.size < max(4, length // 4):
        return None
    start = max(0, block.a - block.b)
    end = min(len(window), start + length)
    start, end = _to_words(window, start, end)
    if difflib.SequenceMatcher(None, window[start:end], anchor.quote, autojunk=False).ratio() < _FUZZY:
        return None
    return make_anchor(raw, low + start, low + end)


def _to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Moves the ends of a guessed span to the nearest ends of words."""
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while end - 1 > start and text[end - 1].isspace():
        end -= 1
    return start, end
