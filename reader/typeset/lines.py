"""One visual line: what it shows, and which cell is which offset."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from reader.typeset.breaks import SOFT_HYPHEN
from reader.typeset.cells import Clusters, is_narrow

LineKind = Literal["text", "heading", "pre", "verse", "blank"]


@dataclass(frozen=True, slots=True)
class Look:
    """How the lines of a paragraph are set, apart from their words."""

    kind: LineKind = "text"
    level: int = 0
    """Of a heading, 1 to 6; else 0."""
    quoted: int = 0
    """How many quotations the line stands in."""
    prefix: str = ""
    """Drawn before the words: bars of quotations, the marker of a list entry or its indentation."""

    @property
    def indent(self) -> int:
        """Cells that the prefix takes; its characters are all narrow."""
        return len(self.prefix)


class Line:
    """A line of the page; offsets are code points into the story's text.

    Cells count from the line's left edge, the prefix included. `text[start:stop]` is drawn. What
    stands from `stop` to `end` is swallowed: spaces at which the line was broken, or the newlines
    after it.
    """

    __slots__ = ("_content", "_table", "end", "look", "start", "stop", "wrapped")

    def __init__(
        self,
        start: int,
        end: int,
        content: str,
        look: Look,
        clusters: Clusters,
        *,
        wrapped: bool,
        fill: int = 0,
    ) -> None:
        """`fill`: cells to which the words are stretched; 0 leaves them as they are."""
        self.start = start
        self.stop = start + len(content)
        self.end = end
        self.look = look
        self.wrapped = wrapped
        """Whether the paragraph goes on in the next line."""
        self._content = content
        plain = is_narrow(content) and len(content) >= fill
        self._table = None if plain else _Table(content, clusters, wrapped, fill)

    @property
    def display(self) -> str:
        """What to draw after the prefix; safe for a terminal, and as wide as `width` says."""
        return self._content if self._table is None else "".join(self._table.shown)

    @property
    def width(self) -> int:
        """Cells of `display`."""
        return len(self._content) if self._table is None else self._table.cells[-1]

    @property
    def last(self) -> int:
        """Where the last cluster that is drawn begins; `start` of an empty line."""
        if self.start == self.stop:
            return self.start
        return self.stop - 1 if self._table is None else self.start + self._table.offsets[-2]

    def offset_at(self, cell: int) -> int:
        """The start of the cluster under a cell: left of the line `start`, right of it `stop`."""
        cell -= self.look.indent
        if cell < 0:
            return self.start
        if cell >= self.width:
            return self.stop
        if self._table is None:
            return self.start + cell
        return self.start + self._table.offsets[bisect_right(self._table.cells, cell) - 1]

    def caret_at(self, cell: int) -> int:
        """The same for a caret, which stands on a cluster of this line and never after the last."""
        return min(self.offset_at(cell), self.last)

    def cell_of(self, offset: int) -> int:
        """The first cell of the cluster at `offset`; what is swallowed is right after the words."""
        place = min(max(offset, self.start), self.stop) - self.start
        if self._table is not None:
            place = self._table.cells[bisect_right(self._table.offsets, place) - 1]
        return self.look.indent + place

    def shown(self, start: int, end: int) -> str:
        """What is drawn of `text[start:end]` in this line, in whole clusters."""
        first, last = max(start, self.start) - self.start, min(end, self.stop) - self.start
        if first >= last:
            return ""
        if self._table is None:
            return self._content[first:last]
        low = bisect_right(self._table.offsets, first) - 1
        return "".join(self._table.shown[low : bisect_left(self._table.offsets, last)])

    def __repr__(self) -> str:
        return f"Line({self.start}, {self.stop}, {self.end}, {self.look.prefix + self.display!r})"


class _Table:
    """The clusters of a line that is not all narrow: offsets and cells each with a last end."""

    __slots__ = ("cells", "offsets", "shown")

    def __init__(self, content: str, clusters: Clusters, wrapped: bool, fill: int) -> None:
        from wcwidth import iter_graphemes

        found = list(iter_graphemes(content))
        looked_up = [clusters[cluster] for cluster in found]
        if wrapped and found[-1] == SOFT_HYPHEN:
            looked_up[-1] = ("-", 1)
        _stretch(looked_up, fill - sum(cells for _, cells in looked_up))
        self.shown = [shown for shown, _ in looked_up]
        self.offsets = [0, *accumulate(map(len, found))]
        self.cells = [0, *accumulate(cells for _, cells in looked_up)]


def _stretch(shown: list[tuple[str, int]], missing: int) -> None:
    """Part so many cells among the blanks between words; no blank grows beyond three cells."""
    first = next((at for at, (text, _) in enumerate(shown) if text != " "), 0)
    blanks = [at for at in range(first, len(shown)) if shown[at] == (" ", 1)]
    if not 0 < missing <= 2 * len(blanks):
        return
    for number, at in enumerate(blanks):
        cells = 1 + missing * (number + 1) // len(blanks) - missing * number // len(blanks)
        shown[at] = " " * cells, cells
