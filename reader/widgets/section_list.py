"""The sections of the paper, each with its unread stories."""

from __future__ import annotations

from collections.abc import Sequence

from textual.reactive import reactive

from db.models import Section
from reader.widgets.cells import Run, spread
from reader.widgets.row_list import RowList

EVERYTHING = "All stories"


class SectionList(RowList):
    """The whole paper, its sections in the reader's order, then what is to be checked."""

    sections: reactive[Sequence[Section]] = reactive((), init=False)

    to_check: reactive[int] = reactive(0, init=False)
    """How many highlights are to be checked; while there are any they have the last row."""

    @property
    def row_count(self) -> int:
        """The whole paper and each section, once there are any stories."""
        return len(self.sections) + 1 + bool(self.to_check) if self.sections else 0

    @property
    def on_checks(self) -> bool:
        """Whether the cursor is on the highlights to check."""
        return bool(self.to_check) and self.cursor == self.row_count - 1

    @property
    def name_at_cursor(self) -> str:
        """The section that the cursor is on; empty for the whole paper."""
        return self.sections[self.cursor - 1].name if 0 < self.cursor <= len(self.sections) else ""

    def watch_sections(self) -> None:
        """Draw the new counts."""
        self.rows_changed()

    def watch_to_check(self) -> None:
        """A row comes or goes, or its count is another."""
        self.rows_changed()

    def row_of(self, name: str) -> int:
        """The row of a section; the whole paper's where there is none of that name."""
        names = [section.name for section in self.sections]
        return names.index(name) + 1 if name in names else 0

    def row_runs(self, index: int, width: int) -> list[list[Run]]:
        """The name on the left, the unread stories on the right."""
        if index > len(self.sections):
            left, right = spread(" To check", f" {self.to_check} ", width)
            return [[Run(left, "mark"), Run(right, "mark")]]
        if index == 0:
            name, unread = EVERYTHING, sum(section.unread for section in self.sections)
        else:
            name, unread = self.sections[index - 1].name, self.sections[index - 1].unread
        left, right = spread(f" {name}", f" {unread} " if unread else " ", width)
        return [[Run(left, "strong" if unread else "text"), Run(right, "accent")]]
