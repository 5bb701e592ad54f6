"""The tags as a tree, each with what bears it or one under it."""

from __future__ import annotations

from collections.abc import Sequence

from db.models import TagBranch
from db.text import name_key
from reader.widgets.cells import Run, fit, spread
from reader.widgets.row_list import RowList

NARROW = 60
"""Cells under which the counts are numbers alone."""
HIGHLIGHTS = 19
"""Cells for how many highlights."""


class TagList(RowList):
    """A line for each tag; with a filter those that fit it, by their whole names."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._all: Sequence[TagBranch] = ()
        self.tags: Sequence[TagBranch] = ()
        """Those that are shown."""
        self.filter = ""

    @property
    def row_count(self) -> int:
        """One for each tag."""
        return len(self.tags)

    @property
    def at_cursor(self) -> TagBranch | None:
        """The tag that the cursor is on."""
        return self.tags[self.cursor] if 0 <= self.cursor < len(self.tags) else None

    def show(self, tags: Sequence[TagBranch], name: str = "") -> None:
        """Take other tags, the cursor on the one of this name, else where it is."""
        self._all = tags
        self._fit(name)

    def narrow(self, typed: str) -> None:
        """Show the tags whose names have this in them."""
        here = self.at_cursor
        self.filter = typed.strip()
        self._fit(here.name if here is not None else "")

    def _fit(self, name: str) -> None:
        wanted = name_key(self.filter)
        self.tags = [one for one in self._all if wanted in name_key(one.name)]
        names = (row for row, one in enumerate(self.tags) if one.name == name)
        self.rows_changed(next(names, self.cursor))

    def row_runs(self, index: int, width: int) -> list[list[Run]]:
        """The name, at its level, and the counts."""
        one = self.tags[index]
        name = one.name if self.filter else "  " * min(one.depth, width // 8) + one.label
        stories = f"{one.stories:,}"
        highlights = f"{one.highlights:,}"
        if width >= NARROW:
            stories += " story  " if one.stories == 1 else " stories"
            highlights += " highlight " if one.highlights == 1 else " highlights"
            highlights = f"{highlights:>{HIGHLIGHTS}}"
        right = f"  {stories}  {highlights} "
        left, right = spread(f" {fit(name, width)}", right, width)
        return [[Run(left, "strong" if one.depth == 0 else "text"), Run(right, "quiet")]]
