"""The sections of the paper and the saved searches, each with its unread stories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.reactive import reactive

from reader.widgets.cells import Run, fit, pad, said, spread, width_of
from reader.widgets.row_list import RowList

if TYPE_CHECKING:
    from db.models import SavedCounts, SavedSearch, Section

EVERYTHING = "All stories"
_NAME_CELLS = 6
"""That the name of a saved search keeps, however many stories are new."""


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A saved search and what it finds."""

    saved: SavedSearch
    counts: SavedCounts | None = None
    """None where that is not known yet."""
    wrong: bool = False
    """Whether its query makes no sense any more."""


class SectionList(RowList):
    """The whole paper, its sections in the reader's order, saved searches, what is to be checked.

    A heading parts the saved searches from the sections, and a line what is to be checked.
    """

    sections: reactive[Sequence[Section]] = reactive((), init=False)

    saved: reactive[Sequence[SavedRow]] = reactive((), init=False)

    to_check: reactive[int] = reactive(0, init=False)
    """How many highlights are to be checked; while there are any they have the last row."""

    @property
    def row_count(self) -> int:
        """The whole paper, each section and saved search, once there are any stories."""
        rows = self._first_saved + len(self.saved) + bool(self.to_check)
        return rows if self.sections else 0

    @property
    def _first_saved(self) -> int:
        return len(self.sections) + 1

    @property
    def _check_row(self) -> int:
        return self._first_saved + len(self.saved)

    @property
    def on_checks(self) -> bool:
        """Whether the cursor is on the highlights to check."""
        return bool(self.to_check) and self.cursor == self._check_row

    @property
    def name_at_cursor(self) -> str:
        """The section that the cursor is on; empty for the whole paper and other rows."""
        return self.sections[self.cursor - 1].name if 0 < self.cursor <= len(self.sections) else ""

    @property
    def saved_at_cursor(self) -> SavedSearch | None:
        """The saved search that the cursor is on."""
        index = self.cursor - self._first_saved
        return self.saved[index].saved if 0 <= index < len(self.saved) else None

    def watch_sections(self) -> None:
        """Draw the new counts."""
        self.rows_changed()

    def watch_saved(self) -> None:
        """Rows come or go, or their counts are others."""
        self.rows_changed()

    def watch_to_check(self) -> None:
        """A row comes or goes, or its count is another."""
        self.rows_changed()

    def row_of(self, name: str, saved: int = 0) -> int:
        """The row of a section, or of the saved search of that key; else the whole paper's."""
        for index, row in enumerate(self.saved, self._first_saved):
            if row.saved.key == saved:
                return index
        names = [section.name for section in self.sections]
        return names.index(name) + 1 if name in names else 0

    def lead_height(self, index: int) -> int:
        """A line above the first saved search, and above what is to be checked after them."""
        return int(index in self._led)

    def lead_runs(self, index: int, width: int) -> list[list[Run]]:
        """The heading of the saved searches."""
        if index != self._first_saved:
            return [[]]
        heading = said("—— Saved searches ")
        return [[Run(pad(heading + said("—") * max(0, width - width_of(heading)), width), "quiet")]]

    def top_of(self, index: int) -> int:
        """One line a row, and those of the leads above."""
        return index + sum(row < index for row in self._led)

    def row_at(self, line: int) -> int:
        """The row that a line belongs to; a lead belongs to the row below it."""
        return line - sum(self.top_of(row) < line for row in self._led)

    @property
    def _led(self) -> tuple[int, ...]:
        """The rows that have a lead."""
        return (self._first_saved, self._check_row) if self.saved else ()

    def row_runs(self, index: int, width: int) -> list[list[Run]]:
        """The name on the left, the unread stories on the right."""
        if index >= self._check_row:
            left, right = spread(" To check", f" {self.to_check} ", width)
            return [[Run(left, "mark"), Run(right, "mark")]]
        if index >= self._first_saved:
            return [_saved_runs(self.saved[index - self._first_saved], width)]
        if index == 0:
            name, unread = EVERYTHING, sum(section.unread for section in self.sections)
        else:
            name, unread = self.sections[index - 1].name, self.sections[index - 1].unread
        left, right = spread(f" {name}", f" {unread} " if unread else " ", width)
        return [[Run(left, "strong" if unread else "text"), Run(right, "accent")]]


def _saved_runs(row: SavedRow, width: int) -> list[Run]:
    """The name, how many stories are new, how many are unread."""
    unread = row.counts.unread if row.counts is not None else 0
    fresh = row.counts.fresh if row.counts is not None else 0
    new = "wrong" if row.wrong else f"{fresh} new" if fresh else ""
    right = f" {unread} " if unread else " "
    new = fit(f" {new}", max(0, width - width_of(right) - _NAME_CELLS)) if new else ""
    left = pad(f" {row.saved.name}", width - width_of(new) - width_of(right))
    return [Run(left, "strong" if unread else "text"), Run(new, "mark"), Run(right, "accent")]
