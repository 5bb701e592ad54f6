"""Pure: which segments of the index are made one of, so that there are never many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import log

TIER = 6
"""Segments of about one size that are merged into one."""
_SMALLEST = 64
"""Documents; segments below count as one size."""
_WASTE = 0.4
"""Share of documents taken out above which a segment is written anew."""


def to_merge(sizes: Sequence[int], taken_out: Sequence[int], largest: float) -> set[int]:
    """Which segments to make one of, by their numbers of documents.

    Segments grow by tiers, so that there are few of them and each document is merged seldom. One of
    which much was taken out is written anew.
    """
    for place, (size, gone) in enumerate(zip(sizes, taken_out, strict=True)):
        if gone == size or (gone > size * _WASTE and size <= largest):
            return {place}
    tiers: defaultdict[int, set[int]] = defaultdict(set)
    for place, size in enumerate(sizes):
        if size <= largest:
            tiers[_tier(size)].add(place)
    alike: set[int] = set()
    for tier in sorted(tiers):
        alike |= tiers[tier]
        if len(tiers[tier]) >= TIER:
            return alike
    return set()


def _tier(size: int) -> int:
    return int(log(max(size, _SMALLEST), TIER))
