"""The panel beside the results of a search: how many there are of each kind, to narrow by."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from textual.reactive import reactive

from reader.themes import UNICODE, Signs
from reader.widgets.cells import Run, fit, said, spread
from reader.widgets.row_list import RowList

LEAD = 2
"""Lines of a group's heading: a blank one, and its name."""


@dataclass(frozen=True, slots=True)
class FacetRow:
    """Something to narrow by."""

    group: str
    label: str
    hits: int
    term: str
    """What it adds to the query; empty: shows the rest of its group."""
    chosen: bool = False
    """It narrows the search already."""


class FacetList(RowList):
    """A line for each, under the heading of its group."""

    rows: reactive[Sequence[FacetRow]] = reactive((), init=False)
    signs: reactive[Signs] = reactive(UNICODE)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._firsts: list[int] = []
        """The first row of each group."""

    @property
    def row_count(self) -> int:
        """One for each value, and for each group that is not shown whole."""
        return len(self.rows)

    @property
    def at_cursor(self) -> FacetRow | None:
        """The row that the cursor is on."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    def watch_rows(self, before: Sequence[FacetRow], after: Sequence[FacetRow]) -> None:
        """Stay on the same value where it is still there; without the keys, begin anew."""
        here = before[self.cursor] if self.has_focus and self.cursor < len(before) else None
        same = (index for index, row in enumerate(after) if here and row.term == here.term)
        self._firsts = [
            index
            for index, row in enumerate(after)
            if not index or after[index - 1].group != row.group
        ]
        self.rows_changed(next(same, self.cursor if self.has_focus else 0))

    def to_group(self, by: int) -> None:
        """Go so many groups on or back."""
        if self._firsts:
            here = bisect_right(self._firsts, self.cursor) - 1
            self.go_to(self._firsts[max(0, min(here + by, len(self._firsts) - 1))])

    def top_of(self, index: int) -> int:
        """Below the rows and headings above it."""
        return index + LEAD * sum(first < index for first in self._firsts)

    def row_at(self, line: int) -> int:
        """The last row that does not begin below the line."""
        if line >= self.top_of(self.row_count):
            return self.row_count
        return max(0, bisect_right(range(self.row_count), line, key=self.top_of) - 1)

    def lead_height(self, index: int) -> int:
        """Of the first row of a group."""
        return LEAD if index in self._firsts else 0

    def lead_runs(self, index: int, width: int) -> list[list[Run]]:
        """The name of the group."""
        return [[], [Run(fit(f" {self.rows[index].group.capitalize()}", width), "accent")]]

    def row_runs(self, index: int, width: int) -> list[list[Run]]:
        """Whether it is chosen, the value, the count."""
        row = self.rows[index]
        if not row.term:
            return [[Run(fit(f"   {said(row.label)}", width), "quiet")]]
        sign = self.signs.chosen if row.chosen else " "
        left, right = spread(f"{sign} {row.label}", f" {row.hits:,} ", width - 1)
        part = "strong" if row.chosen else "text"
        return [[Run(" "), Run(left, part), Run(right, "quiet")]]
