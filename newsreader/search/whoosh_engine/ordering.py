"""Sorts a million hits in steps that are short enough to be given up between them."""

from typing import Final

import numpy as np

from newsreader.search.cancelling import check
from newsreader.search.whoosh_engine.container import Array

STEP: Final = 1 << 17
"""Keys sorted at once, nearly."""

_BLOCK: Final = 64

_SAMPLE: Final = 64
"""So many keys of each step are looked at to find where to cut."""


def sorted_places(keys: Array) -> Array:
    """The places of the keys in ascending order; equal ones stay in theirs. Keys are of an unsigned type."""
    if len(keys) <= STEP:
        return np.argsort(keys, kind="stable")
    steps = -(-len(keys) // STEP)
    sample = np.sort(keys[:: max(1, len(keys) // (steps * _SAMPLE))])
    cuts = sample[_SAMPLE::_SAMPLE]
    groups = np.empty(len(keys), dtype=np.uint16)
    for start in range(0, len(keys), STEP):
        check()
        groups[start : start + STEP] = np.searchsorted(cuts, keys[start : start + STEP], side="right")
    check()
    # Sixteen bits are sorted by counting.
    order: Array = np.argsort(groups, kind="stable")
    ends = np.cumsum(np.bincount(groups))
    start = 0
    for end in ends.tolist():
        check()
        own = order[start:end]
        order[start:end] = own[np.argsort(keys[own], kind="stable")]
        start = end
    return order


def best(values: Array, count: int) -> Array:
    """The places, ascending, of all values that are not below the so manieth highest; mostly hardly more than that."""
    blocks = len(values) // _BLOCK
    if blocks <= count:
        if len(values) <= count:
            return np.arange(len(values))
        return np.flatnonzero(values >= np.partition(values, len(values) - count)[len(values) - count])
    # The best of each block are values too, so the so manieth of them is a bound that is soon found.
    tops = values[: blocks * _BLOCK].reshape(blocks, _BLOCK).max(axis=1)
    likely = np.flatnonzero(values >= np.partition(tops, blocks - count)[blocks - count])
    if len(likely) > _BLOCK * count:
        return likely
    chosen = values[likely]
    found: Array = likely[chosen >= np.partition(chosen, len(chosen) - count)[len(chosen) - count]]
    return found
