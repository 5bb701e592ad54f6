"""The texts that a story has had, the latest first."""

from __future__ import annotations

from collections.abc import Sequence

from db.models import TextVersion
from reader.moments import local
from reader.widgets.cells import Run, said, spread
from reader.widgets.row_list import RowList

ROOMY = 60
"""Columns from which a text takes one row."""


class VersionList(RowList):
    """A text with its number, when it came in, how long it is, and its highlights."""

    def __init__(self, versions: Sequence[TextVersion]) -> None:
        super().__init__(id="texts")
        self.versions = versions
        self.held: int | None = None
        """The row of the text that others are compared with; None: the one before each."""

    @property
    def row_count(self) -> int:
        """One for each text."""
        return len(self.versions)

    @property
    def at_cursor(self) -> TextVersion:
        """The text that the cursor is on."""
        return self.versions[self.cursor]

    @property
    def against(self) -> TextVersion | None:
        """The text that the one under the cursor is compared with."""
        if self.held is not None and self.held != self.cursor:
            return self.versions[self.held]
        return self.versions[self.cursor + 1] if self.cursor + 1 < self.row_count else None

    def set_roomy(self, roomy: bool) -> None:
        """Whether a text takes one row or two."""
        self.row_height = 1 if roomy else 2
        self.rows_changed()

    def row_runs(self, index: int, width: int) -> list[list[Run]]:
        """One line where there is room, else two."""
        version = self.versions[index]
        came = f" {version.number:>2}  {local(version.created)}"
        held = "compared with " if index == self.held else ""
        state = f"  {held}{'present ' if version.present else ''}"
        about = said(
            f"{_counted(version.words, 'word')} · {_counted(version.highlights, 'highlight')}"
        )
        if self.row_height == 1:
            left, right = spread(f"{came}   {about}", state, width)
            return [[Run(left, "text"), Run(right, "accent")]]
        left, right = spread(came, state, width)
        return [[Run(left, "text"), Run(right, "accent")], [Run(f"     {about}", "quiet")]]


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
