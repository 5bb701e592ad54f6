"""What motions walk on, and what they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from reader.segments import Range, Segments
from reader.selection import Caret


class Lines(Protocol):
    """The wrapped lines of a page, asked by offset."""

    def line_range(self, offset: int) -> Range:
        """Start and end of what the line with `offset` shows."""

    def column(self, offset: int) -> int:
        """The cell at which the cluster at `offset` is drawn, from the line's start."""

    def vertical(self, offset: int, by: int, column: int) -> int:
        """The cluster at `column`, so many lines below `offset`, as far as there are lines."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What motions walk on."""

    segments: Segments
    lines: Lines
    headings: Sequence[int] = ()
    """Where the headings begin, in order."""
    rows: int = 20
    """Lines that a page is."""

    @property
    def text(self) -> str:
        """The story's text."""
        return self.segments.text


Motion = Callable[[Ground, Caret, int | None, str], Caret]
"""From the caret, a count and an argument (a character) to the caret; the same where stuck."""
