"""Where the words of an article stand on its pages when its text comes from another file than theirs."""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from newsreader.domain.issue import PrintedPart, WordPlaces
from newsreader.formats.printed import Placed

_NEAR: Final = 12
_FAR: Final = 240
_LONG: Final = 4
_FEWEST: Final = 0.5


def find_places(raw: str, parts: Sequence[tuple[str, int]], words: Sequence[Placed]) -> WordPlaces | None:
    """The places of the words of a text that was made from printed words, halves of broken words joined.

    Letter by letter both are nearly the same; what is not found nearby is passed over.

    Args:
        raw: The text.
        parts: What each part of it is and where it begins, in order.
        words: Those printed in the areas of the article, in its order.

    Returns:
        None when half of the words are not found: the areas are not those of the text.
    """
    offsets = [at for at, letter in enumerate(raw) if not letter.isspace()]
    letters = "".join(raw[at] for at in offsets)
    starts, found = array("I"), []
    at = 0
    for placed in words:
        text = placed.word.text
        start = letters.find(text, at, at + len(text) + (_FAR if len(text) >= _LONG else _NEAR))
        if start < 0 or not raw.startswith(text, offsets[start]):
            continue
        starts.append(offsets[start])
        found.append(placed)
        at = start + len(text)
    if len(found) < max(1, _FEWEST * len(words)):
        return None
    pages = array("I", [placed.page for placed in found])
    return WordPlaces(starts, pages, array("I", [placed.at for placed in found]), _parts(parts, starts))


def _parts(parts: Sequence[tuple[str, int]], starts: Sequence[int]) -> tuple[PrintedPart, ...]:
    begins = [start for _, start in parts]
    ranks = [max(0, bisect_right(begins, start) - 1) for start in starts]
    edges = [at for at in range(len(ranks)) if not at or ranks[at] != ranks[at - 1]]
    return tuple(
        PrintedPart(parts[ranks[start]][0], start, end)
        for start, end in zip(edges, [*edges[1:], len(ranks)], strict=True)
    )
