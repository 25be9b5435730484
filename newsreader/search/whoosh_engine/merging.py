"""Joins small segments into bigger ones, as array work, without reading a single article again.

Segments are sorted into tiers by size, each tier eight times the one below; eight in one tier become one in the next.
So every occurrence is copied once a tier: the cost of a million articles grows with their number times its logarithm.
"""

import math
from collections import defaultdict
from pathlib import Path
from typing import Final

import numpy as np

from newsreader.search.whoosh_engine.files import Array, narrow, write_arrays
from newsreader.search.whoosh_engine.inversion import columns_arrays, postings_arrays, terms_arrays
from newsreader.search.whoosh_engine.segment import FieldReader, Segment

TIER_FACTOR: Final = 8
SMALLEST_TIER_BYTES: Final = 1 << 16
LARGEST_MERGE_BYTES: Final = 160 << 20
"""No merge makes a segment of more bytes than this; it bounds the memory a merge takes."""


def choose(sizes: list[int], live_shares: list[float]) -> list[int]:
    """Which segments to join now.

    Args:
        sizes: Bytes of every segment.
        live_shares: Share of every segment's documents that are alive.

    Returns:
        Their indexes, ascending; empty when nothing needs joining.
    """
    for index, share in enumerate(live_shares):
        if share < 0.5:
            return [index]
    tiers: dict[int, list[int]] = defaultdict(list)
    for index, size in enumerate(sizes):
        if size < LARGEST_MERGE_BYTES // 2:
            tiers[
                max(0, int(math.log(size / SMALLEST_TIER_BYTES, TIER_FACTOR)) + 1 if size > SMALLEST_TIER_BYTES else 0)
            ].append(index)
    for tier in sorted(tiers):
        if len(tiers[tier]) < TIER_FACTOR:
            continue
        chosen: list[int] = []
        total = 0
        for index in tiers[tier]:
            if total + sizes[index] > LARGEST_MERGE_BYTES:
                break
            chosen.append(index)
            total += sizes[index]
        if len(chosen) > 1:
            return chosen
    return []


def merge(segments: list[tuple[Segment, Array]], path: Path) -> tuple[int, int, int]:
    """Writes the living documents of some segments as one.

    Args:
        segments: Each with a flag for every document, true for a dead one.
        path: The new file.

    Returns:
        Documents, size and CRC-32 of the new segment.
    """
    renumbered: list[Array] = []
    base = 0
    for _, dead in segments:
        living = ~dead
        renumbered.append(np.where(living, np.cumsum(living) - 1 + base, -1))
        base += int(living.sum())
    arrays = columns_arrays(
        {
            name: np.concatenate([segment.column(name)[~dead] for segment, dead in segments])
            for name in ("number", "date_low", "date_high", "added", "words", "lead", "quality")
        }
    )
    arrays["headline_key"] = np.concatenate([segment.column("headline_key")[~dead] for segment, dead in segments])
    names = sorted({name for segment, _ in segments for name in segment.field_names()})
    for name in names:
        arrays |= _merge_field(name, segments, renumbered)
    size, crc = write_arrays(path, arrays)
    return base, size, crc


def _merge_field(name: str, segments: list[tuple[Segment, Array]], renumbered: list[Array]) -> dict[str, Array]:
    readers = [segment.field(name) for segment, _ in segments]
    with_positions = any(reader.has_positions for reader in readers)
    terms = sorted({reader.term(index) for reader in readers for index in range(reader.count)})
    place = {term: index for index, term in enumerate(terms)}
    keys, docs, positions = [], [], []
    for reader, renumber in zip(readers, renumbered, strict=True):
        own, own_docs, own_positions = reader.occurrences()
        to_merged = np.array([place[reader.term(index)] for index in range(reader.count)], np.int64)
        new_docs = renumber[own_docs]
        kept = new_docs >= 0
        keys.append(to_merged[own[kept]])
        docs.append(new_docs[kept].astype(np.uint32))
        positions.append(own_positions[kept])
    all_keys = np.concatenate(keys)
    order = np.argsort(all_keys, kind="stable")
    all_keys = all_keys[order]
    # Words that only dead documents had go with them.
    used, all_keys = np.unique(all_keys, return_inverse=True)
    found = postings_arrays(
        name,
        all_keys,
        np.concatenate(docs)[order],
        np.concatenate(positions)[order] if with_positions else None,
        len(used),
    )
    found |= terms_arrays(name, [terms[index] for index in used])
    if with_positions:
        lengths = [_lengths(reader, dead) for reader, (_, dead) in zip(readers, segments, strict=True)]
        found[f"{name}/lengths"] = narrow(np.concatenate(lengths))
    return found


def _lengths(reader: FieldReader, dead: Array) -> Array:
    lengths = reader.lengths if len(reader.lengths) else np.zeros(len(dead), np.uint32)
    return lengths[~dead].astype(np.uint32)
