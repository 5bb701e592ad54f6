"""Breaking one line of a text into rows that fit: first fit, long words cut at clusters."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from itertools import accumulate

from reader.typeset.breaks import SOFT_HYPHEN, SPACES, address_cut, is_bad_cut, opportunities
from reader.typeset.cells import Clusters, is_narrow

_ROOM = 8
"""Free cells for which a word too long for a row is begun in this row, not in the next."""

_ONE_ROW = array("I", (0,))
"""Shared by all lines that are one row; never changed."""


def row_starts(
    line: str, width: int, clusters: Clusters, *, hang: int = 0, hyphens: bool = True
) -> array[int]:
    """Offsets into `line` at which its rows begin; the first is 0.

    No row is wider than `width` (at least 1) but by a cluster that is wider itself; spaces at a
    row's end count for nothing. Rows after the first have `hang` cells less.

    Args:
        hyphens: whether a row may end at a soft hyphen.
    """
    narrow = is_narrow(line)
    if narrow and len(line) <= width:
        return _ONE_ROW
    ruler = _Narrow(line) if narrow else _Measured(line, clusters)
    if ruler.reach(0, width) == len(line):
        return _ONE_ROW
    breaks = ruler.kept(opportunities(line))
    if not hyphens:
        breaks = [offset for offset in breaks if line[offset - 1] != SOFT_HYPHEN]
    starts = array("I", (0,))
    start = 0
    while (reach := ruler.reach(start, width)) < len(line):
        start = _break_after(line, ruler, breaks, start, reach, width)
        if start >= len(line):
            break
        starts.append(start)
        width, hang = width - hang, 0
    return starts


class _Narrow:
    """Measures a line whose code points are cells."""

    def __init__(self, line: str) -> None:
        self.size = len(line)

    def kept(self, breaks: list[int]) -> list[int]:
        """The breaks that part clusters."""
        return breaks

    def reach(self, start: int, width: int) -> int:
        """Where the text from `start` that fits ends; at least one cluster on."""
        return min(start + width, self.size)

    def cells(self, start: int, end: int) -> int:
        """Cells from one boundary to another."""
        return end - start

    def before(self, offset: int) -> int:
        """The boundary before."""
        return offset - 1

    def is_boundary(self, offset: int) -> bool:
        """Whether `offset` parts two clusters."""
        return True


class _Measured(_Narrow):
    """Measures a line by its clusters."""

    def __init__(self, line: str, clusters: Clusters) -> None:
        from wcwidth import iter_graphemes

        super().__init__(line)
        found = list(iter_graphemes(line))
        self.offsets = [0, *accumulate(map(len, found))]
        self.ends = [0, *accumulate(clusters[cluster][1] for cluster in found)]

    def kept(self, breaks: list[int]) -> list[int]:
        if len(self.offsets) == self.size + 1:
            return breaks
        boundaries = frozenset(self.offsets)
        return [offset for offset in breaks if offset in boundaries]

    def reach(self, start: int, width: int) -> int:
        first = bisect_left(self.offsets, start)
        last = bisect_right(self.ends, self.ends[first] + width, lo=first) - 1
        return self.offsets[min(max(last, first + 1), len(self.offsets) - 1)]

    def cells(self, start: int, end: int) -> int:
        return (
            self.ends[bisect_left(self.offsets, end)] - self.ends[bisect_left(self.offsets, start)]
        )

    def before(self, offset: int) -> int:
        return self.offsets[bisect_left(self.offsets, offset) - 1]

    def is_boundary(self, offset: int) -> bool:
        return self.offsets[bisect_left(self.offsets, offset)] == offset


def _break_after(
    line: str, ruler: _Narrow, breaks: list[int], start: int, reach: int, width: int
) -> int:
    """Where the row after the one from `start` begins, when what fits ends at `reach`."""
    hanging = reach + len(line[reach:]) - len(line[reach:].lstrip(SPACES))
    if not ruler.is_boundary(hanging):  # a mark stands on the last space
        hanging = ruler.before(hanging)
    if hanging == len(line):
        return hanging
    index = bisect_right(breaks, hanging) - 1
    while (
        index >= 0 and breaks[index] > start and not _fits(line, ruler, start, breaks[index], width)
    ):
        index -= 1
    best = breaks[index] if index >= 0 and breaks[index] > start else start
    if best >= reach:
        return best
    following = breaks[index + 1] if index + 1 < len(breaks) else len(line)
    word_end = best + len(line[best:following].rstrip(SPACES))
    long_word = ruler.cells(best, word_end) > width
    if best > start and not (long_word and ruler.cells(best, reach) >= _ROOM):
        return best
    return hanging if best == start and hanging > reach else _cut(line, ruler, best, reach)


def _fits(line: str, ruler: _Narrow, start: int, end: int, width: int) -> bool:
    """Whether a row may end at the break `end`: a soft hyphen becomes one that takes a cell."""
    return line[end - 1] != SOFT_HYPHEN or ruler.cells(start, end) < width


def _cut(line: str, ruler: _Narrow, low: int, reach: int) -> int:
    """Where in `line[low:reach]` what is too long for any row is cut; `reach` at the latest.

    Rather at a space that should not be broken at than in a word.
    """
    space = max(line.rfind(it, low, reach) for it in SPACES)
    if space > low and line[low:space].strip(SPACES) and ruler.is_boundary(space + 1):
        return space + 1
    address = address_cut(line, low, reach)
    if address - low > (reach - low) // 3 and ruler.is_boundary(address):
        return address
    cut = reach
    while cut > low and (line[cut - 1] == SOFT_HYPHEN or is_bad_cut(line, cut)):
        cut = ruler.before(cut)
    if cut == low:
        cut = reach
        while line[cut - 1] == SOFT_HYPHEN and ruler.before(cut) > low:
            cut = ruler.before(cut)
    return cut
