"""The line table of a story: paragraphs are set when first looked at, the rest is estimated."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import sub
from time import perf_counter
from typing import TYPE_CHECKING

from reader.segments.graphemes import is_boundary, next_boundary
from reader.typeset.breaks import SPACES
from reader.typeset.cells import CellLen, Clusters, cell_len
from reader.typeset.fill import row_starts
from reader.typeset.heights import Heights
from reader.typeset.lines import Line, Look
from reader.typeset.paragraphs import paragraph_bounds
from reader.typeset.structure import Signs, Structure

if TYPE_CHECKING:
    from db.models import Span

_KEPT = 2048
"""Lines that are kept ready; a screen shows fewer."""

_SAMPLES = 1024
"""Characters looked at to tell how wide a text's characters are."""

_FIRST_WIDE = "\u1100"
_UNKNOWN = -1
_UNIT = 1 << 16
"""Heights are estimated in whole numbers, in these parts of a line."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a story is set."""

    signs: Signs = field(default_factory=Signs)
    measure: CellLen = cell_len
    """What the drawing library says of widths; by default the same reckoned without it."""
    justify: bool = False
    """Whether blanks are stretched so that the lines of a paragraph end alike."""
    hyphens: bool = True
    """Whether words are broken at the soft hyphens that the text has."""


class Typesetter:
    """Sets `text` in lines of at most `width` cells; asks only for what is looked at.

    A line break in the text begins a new line; blocks are parted by a blank line, headings by one
    more above, entries of a list by none. Every offset is in exactly one line: of the newlines
    between two paragraphs the first is at the end of the line before, the others are the (first)
    blank line, or at the end of the line before too where there is none. `len(text)` is in the last
    line.

    Line numbers count from 0 and hold until lines above them are set for the first time: `settle`,
    `advance` and `line_of` say where an offset is now.
    """

    def __init__(
        self,
        text: str,
        markup: Iterable[Span] = (),
        width: int = 70,
        options: Options | None = None,
    ) -> None:
        options = options or Options()
        self._options = options
        self.text = text
        self._structure = Structure(text, markup, options.signs)
        self._clusters = Clusters(options.measure)
        self._starts, self._ends = paragraph_bounds(text)
        self._leads = [_UNKNOWN] * len(self._starts)
        self._lengths = list(map(sub, self._ends, self._starts))
        above = map(sub, self._starts, [self._starts[0], *self._ends])
        self._least = [2 if gap > 1 else 1 for gap in above]
        sample = text[:: len(text) // _SAMPLES + 1]
        self._stretch = 1 + sum(it >= _FIRST_WIDE for it in sample) / max(1, len(sample))
        self.resize(width)

    def resize(self, width: int) -> None:
        """Set for another width, at least 1; nothing is set again until it is looked at."""
        self.width = max(1, width)
        self._rows: list[array[int] | None] = [None] * len(self._starts)
        self._lines: dict[tuple[int, int], Line] = {}
        self._next = 0
        room = max(1.0, self.width / self._stretch - (2 if self.width > 20 else 0))
        share = int(_UNIT / room)
        sizes = zip(self._least, self._lengths, strict=True)
        self._heights = Heights([least + length * share // _UNIT for least, length in sizes])

    @property
    def line_count(self) -> int:
        """Lines of the whole text; an estimate until `exact`."""
        return self._heights.total

    @property
    def exact(self) -> bool:
        """Whether everything is set, so that `line_count` and line numbers stay."""
        return self._next == len(self._rows)

    def line(self, y: int) -> Line:
        """The line number `y`; IndexError where there is none."""
        found = self.lines(y, 1) if y >= 0 else []
        if not found:
            raise IndexError(f"no line {y}")
        return found[0]

    def lines(self, y: int, count: int) -> list[Line]:
        """`count` lines from number `y` on; fewer at the text's end."""
        index, row = self._find(max(0, y))
        found: list[Line] = []
        while len(found) < count and index < len(self._rows):
            self._set(index)
            rows = range(row, min(self._heights[index], row + count - len(found)))
            found.extend(self._line(index, row) for row in rows)
            index, row = index + 1, 0
        return found

    def line_of(self, offset: int) -> int:
        """The number of the line that holds `offset`."""
        offset = max(0, min(offset, len(self.text)))
        index = bisect_right(self._starts, offset) - 1
        following = index + 1
        if offset > self._ends[index] and following < len(self._rows) and self._lead(following):
            self._set(index)
            return self._heights.before(following)
        rows = self._set(index)
        row = bisect_right(rows, offset - self._starts[index]) - 1
        return self._heights.before(index) + self._lead(index) + row

    def lines_of(self, start: int, end: int) -> range:
        """The numbers of the lines that show something of `text[start:end]`."""
        first = self.line_of(start)
        return range(first, max(first, self.line_of(max(start, end - 1))) + 1)

    def settle(self, offset: int, above: int, below: int) -> int:
        """Set what is around `offset`, so that a view there stays; the number of its line.

        `above` and `below` are the lines of the view before and after it.
        """
        index = bisect_right(self._starts, max(0, offset)) - 1
        self._set(index)
        for step, wanted in ((-1, above), (1, below)):
            at = index + step
            while wanted > 0 and 0 <= at < len(self._rows):
                self._set(at)
                wanted -= self._heights[at]
                at += step
        return self.line_of(offset)

    def advance(self, seconds: float, anchor: int = 0) -> int:
        """Set more of the text for about `seconds`; by how many lines the one of `anchor` moved."""
        before = self.line_of(anchor)
        deadline = perf_counter() + seconds
        while self._next < len(self._rows):
            self._set(self._next)
            self._next += 1
            if perf_counter() >= deadline:
                break
        return self.line_of(anchor) - before

    def _find(self, y: int) -> tuple[int, int]:
        """The paragraph that holds the line `y`, set, and its place in it; past the end none."""
        while y < self._heights.total:
            index, row = self._heights.find(y)
            if self._rows[index] is not None:
                return index, row
            self._set(index)
        return len(self._rows), 0

    def _set(self, index: int) -> array[int]:
        """The starts of a paragraph's rows, from the paragraph's start."""
        rows = self._rows[index]
        if rows is None:
            start, end = self._starts[index], self._ends[index]
            look, _ = self._structure.looks(start, self.width)
            rows = row_starts(
                self.text[start:end],
                self.width - look.indent,
                self._clusters,
                hang=self._structure.hang(self.text, start, self.width),
                hyphens=self._options.hyphens,
            )
            self._rows[index] = rows
            self._heights[index] = self._lead(index) + len(rows)
        return rows

    def _lead(self, index: int) -> int:
        """Blank lines before a paragraph."""
        if self._leads[index] == _UNKNOWN:
            above = self._starts[index] - self._ends[index - 1] if index else 0
            starts = self._starts[index - 1 : index + 1]
            self._leads[index] = self._structure.blank_lines(*starts) if above > 1 else 0
        return self._leads[index]

    def _line(self, index: int, row: int) -> Line:
        key = index, row
        found = self._lines.get(key)
        if found is None:
            if len(self._lines) >= _KEPT:
                self._lines.clear()
            lead = self._lead(index)
            found = self._blank(index, row) if row < lead else self._words(index, row - lead)
            self._lines[key] = found
        return found

    def _blank(self, index: int, row: int) -> Line:
        above, here = self._starts[index - 1 : index + 1]
        start = here if row else self._ends[index - 1] + 1
        look = self._structure.blank_look(above, here, self.width)
        return Line(start, here, "", look, self._clusters, wrapped=False)

    def _words(self, index: int, row: int) -> Line:
        rows = self._set(index)
        look = self._look(index, row)
        start = self._starts[index] + rows[row]
        fill = 0
        if row + 1 < len(rows):
            stop = end = self._starts[index] + rows[row + 1]
            fill = self.width - look.indent if self._options.justify and look.kind == "text" else 0
        else:
            stop, end = self._ends[index], self._last_end(index)
        wrapped = stop == end and end < len(self.text)
        words_end = start + len(self.text[start:stop].rstrip(SPACES))
        if not is_boundary(self.text, words_end):  # a sign that a space completes
            words_end = next_boundary(self.text, words_end)
        content = self.text[start:words_end]
        return Line(start, end, content, look, self._clusters, wrapped=wrapped, fill=fill)

    def _look(self, index: int, row: int) -> Look:
        """How a row of a paragraph is set."""
        start = self._starts[index]
        look = self._structure.looks(start, self.width)[row > 0]
        hang = self._structure.hang(self.text, start, self.width) if row else 0
        return Look(prefix=" " * hang) if hang else look

    def _last_end(self, index: int) -> int:
        """Where a paragraph's last line ends, with the newlines that are not a blank line's."""
        if index + 1 == len(self._starts):
            return len(self.text)
        if self._lead(index + 1):
            return self._ends[index] + 1
        return self._starts[index + 1]
