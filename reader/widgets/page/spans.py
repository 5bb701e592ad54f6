"""Pure: many spans of one text, asked for what lies on a line."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from itertools import accumulate, pairwise
from typing import Generic, NamedTuple, TypeVar

Value = TypeVar("Value")
Range = tuple[int, int]


class Marked(NamedTuple, Generic[Value]):
    """A span of the text and what it means."""

    start: int
    end: int
    value: Value


class SpanIndex(Generic[Value]):
    """Spans that may overlap, found by what they lie over."""

    def __init__(self, spans: Iterable[tuple[int, int, Value]] = ()) -> None:
        self._spans = sorted(spans, key=lambda it: (it[0], -it[1]))
        self._starts = [span[0] for span in self._spans]
        self._reach = list(accumulate((span[1] for span in self._spans), max))
        """The furthest end of this span and of those before it."""

    def over(self, start: int, end: int) -> list[Marked[Value]]:
        """Those that share a character with `text[start:end]`, outer ones first."""
        last = bisect_left(self._starts, end)
        first = bisect_right(self._reach, start, hi=last)
        return [Marked(*span) for span in self._spans[first:last] if span[1] > start]

    def innermost(self, offset: int) -> Marked[Value] | None:
        """The shortest one over the character at `offset`; the later of equal ones."""
        found = self.over(offset, offset + 1)
        return min(reversed(found), key=lambda span: span.end - span.start, default=None)


def passages_over(passages: Sequence[Range], start: int, end: int) -> Sequence[Range]:
    """Of sorted passages that do not overlap those that lie over `text[start:end]`."""
    first = bisect_left(passages, (start, start))
    if first and passages[first - 1][1] > start:
        first -= 1
    return passages[first : bisect_left(passages, (end, end))]


def clipped(span: Range | None, start: int, end: int) -> Range | None:
    """What of a span lies in `text[start:end]`; None where nothing does."""
    if span is None or span[0] >= end or span[1] <= start:
        return None
    return max(span[0], start), min(span[1], end)


class Layer(NamedTuple, Generic[Value]):
    """A stretch on which the same spans lie: the innermost one's value, and whether it is alone."""

    start: int
    end: int
    value: Value
    alone: bool


def layers(spans: Sequence[Marked[Value]], start: int, end: int) -> list[Layer[Value]]:
    """`spans`, outer ones first, as stretches of `text[start:end]` that do not overlap."""
    cuts = sorted({start, end, *_cuts(spans, start, end)})
    found: list[Layer[Value]] = []
    active: list[tuple[int, int]] = []  # a heap, the innermost first; ended ones go from its top
    ends: list[int] = []
    following = 0
    for low, high in pairwise(cuts):
        while following < len(spans) and spans[following].start <= low:
            heappush(active, (-following, spans[following].end))
            heappush(ends, spans[following].end)
            following += 1
        while active and active[0][1] <= low:
            heappop(active)
        while ends and ends[0] <= low:
            heappop(ends)
        if active:
            found.append(Layer(low, high, spans[-active[0][0]].value, len(ends) == 1))
    return found


def _cuts(spans: Sequence[Marked[Value]], start: int, end: int) -> Iterable[int]:
    for span in spans:
        yield max(start, span.start)
        yield min(end, span.end)
