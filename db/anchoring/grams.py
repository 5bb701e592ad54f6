"""A few words in a row as one number, a slice at a time.

Numbers, since tuples by the hundred thousand make the collector of garbage look through all of
them again and again, and nothing else runs meanwhile.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator
from itertools import repeat
from operator import add, mul

SLICE = 4_096
"""Grams that are counted in one go: another thread has to wait that long."""
_BASE = 1 << 32
"""More than twice what any token's number is, above or below zero."""


def grams(keys: list[int], start: int, end: int, size: int) -> Iterator[tuple[int, list[int]]]:
    """The grams of a stretch, a slice at a time, each with the token that it begins at."""
    stop = end - size + 1
    for at in range(start, stop, SLICE):
        until = min(at + SLICE, stop)
        numbers = keys[at:until]
        for shift in range(1, size):
            shifted = map(mul, numbers, repeat(_BASE))
            numbers = list(map(add, shifted, keys[at + shift : until + shift]))
        yield at, numbers


def all_grams(keys: list[int], size: int) -> list[int]:
    """The grams of a few words."""
    return [gram for _, some in grams(keys, 0, len(keys), size) for gram in some]


def last_places(keys: list[int], start: int, end: int, size: int) -> dict[int, int]:
    """Where each gram of a stretch stands last, in the order of their first places."""
    places: dict[int, int] = {}
    for at, some in grams(keys, start, end, size):
        places.update(zip(some, range(at, at + SLICE), strict=False))
    return places


def counted(
    wanted: Container[int], keys: list[int], start: int, end: int, size: int
) -> Counter[int]:
    """How often each gram that is wanted stands in a stretch."""
    counts: Counter[int] = Counter()
    for _, some in grams(keys, start, end, size):
        counts.update(filter(wanted.__contains__, some))
    return counts


def ranked(
    keys: list[int], start: int, end: int, size: int
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Each token with the gram that begins there, and how many of the same came before."""
    seen: defaultdict[int, int] = defaultdict(int)
    for at, some in grams(keys, start, end, size):
        for place, gram in enumerate(some, at):
            yield place, (gram, seen[gram])
            seen[gram] += 1
