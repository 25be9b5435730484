"""Which segments to join when.

Segments are sorted into tiers by their number of living documents, each tier eight times the one below; eight of one
tier become one of a higher tier. So an article is copied once a tier, and the number of segments grows with the
logarithm of the number of articles, however they came in.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

FACTOR: Final = 8
SMALLEST: Final = 64
"""Documents of the lowest tier."""

DEAD_SHARE: Final = 0.3
"""Share of deleted documents from which on a segment is written anew."""


@dataclass(frozen=True, slots=True)
class Size:
    """Documents of a segment: living and all."""

    living: int
    documents: int


def tier(living: int) -> int:
    """The tier of a segment."""
    found = 0
    while living > SMALLEST:
        living //= FACTOR
        found += 1
    return found


def choose(sizes: Sequence[Size]) -> list[int]:
    """Places of the segments to join now, ascending; empty when all is well."""
    tiers: defaultdict[int, list[int]] = defaultdict(list)
    for place, size in enumerate(sizes):
        tiers[tier(size.living)].append(place)
    joined: list[int] = []
    living = 0
    for level in range(max(tiers, default=-1) + 1):
        # What is joined below may fill this tier as well; then both are joined at once.
        grows_into = 1 if joined and tier(living) >= level else 0
        if len(tiers[level]) + grows_into >= FACTOR:
            joined += tiers[level]
            living = sum(sizes[place].living for place in joined)
    if not joined:
        joined = [place for place, size in enumerate(sizes) if _is_mostly_dead(size)][:1]
    return sorted(joined)


def _is_mostly_dead(size: Size) -> bool:
    return size.documents - size.living > DEAD_SHARE * size.documents
