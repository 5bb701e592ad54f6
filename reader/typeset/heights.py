"""Heights of many paragraphs: which one a line falls in, and where one begins."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

_CHUNK = 256


class Heights:
    """Heights with sums by chunk, so that finding and changing cost microseconds."""

    def __init__(self, heights: list[int]) -> None:
        self._heights = heights
        self._sums = [sum(heights[at : at + _CHUNK]) for at in range(0, len(heights), _CHUNK)]
        self.total = sum(self._sums)

    def __getitem__(self, index: int) -> int:
        return self._heights[index]

    def __setitem__(self, index: int, height: int) -> None:
        change = height - self._heights[index]
        self._heights[index] = height
        self._sums[index // _CHUNK] += change
        self.total += change

    def before(self, index: int) -> int:
        """The sum of all heights before `index`."""
        chunk = index // _CHUNK
        return sum(self._sums[:chunk]) + sum(self._heights[chunk * _CHUNK : index])

    def find(self, line: int) -> tuple[int, int]:
        """The index that `line` falls in and the line's place there; 0 <= line < total."""
        sums = list(accumulate(self._sums))
        chunk = bisect_right(sums, line)
        line -= sums[chunk - 1] if chunk else 0
        first = chunk * _CHUNK
        inner = list(accumulate(self._heights[first : first + _CHUNK]))
        place = bisect_right(inner, line)
        return first + place, line - (inner[place - 1] if place else 0)
