"""Finding places and decisions of an older reading of a text in a newer one."""

from collections.abc import Sequence

from newsreader.domain.repair import Repair
from newsreader.text.anchors import find_anchor, make_anchor

_CONTEXT = 24


def moved_span(old: str, new: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a span of the old raw text stands in the new one, word for word; None when it is not there any more.

    The words around it come with it, so that also a place between two letters is found.
    """
    if old == new:
        return start, end
    low, high = max(0, start - _CONTEXT), min(len(old), end + _CONTEXT)
    if low == high:
        return None
    anchor = make_anchor(old, low, high)
    found = find_anchor(new, anchor)
    if found is not None and found.quote == anchor.quote:
        return found.start + start - low, found.start + end - low
    words = old[start:end]
    if len(words.strip()) > 1 and new.count(words) == 1:
        at = new.index(words)
        return at, at + len(words)
    return None


def same_repair(wanted: Repair, repairs: Sequence[Repair]) -> Repair | None:
    """The repair among newer ones that a decision about an older one is about: at its place, on its words.

    The same rule if it is there; else one on exactly these words; else the first that touches them.
    """
    touching = [one for one in repairs if one.start < max(wanted.end, wanted.start + 1) and wanted.start < one.end]
    exact = [one for one in touching if (one.start, one.end, one.before) == (wanted.start, wanted.end, wanted.before)]
    for candidates in ([one for one in exact if one.rule == wanted.rule], exact, touching):
        if candidates:
            return candidates[0]
    return None
