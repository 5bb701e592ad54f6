"""The steps that were done, a line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from db.history import Whence
from db.models import Step
from reader.moments import clock, local
from reader.widgets.cells import Run, said, spread
from reader.widgets.row_list import RowList

NARROW = 60
"""Columns under which only the day or the hour is shown."""
_STATES = {"done": "", "undone": "undone", "kept": "cannot be undone"}
_WHENCE: dict[Whence, str] = {"here": "", "earlier": "earlier", "elsewhere": "elsewhere"}


class StepList(RowList):
    """A line for each step: when, what, and whether it is undone."""

    def __init__(self, whence: Callable[[Step], Whence]) -> None:
        super().__init__(id="steps")
        self._whence = whence
        self.steps: Sequence[Step] = ()
        self.empty = "Nothing was done yet."

    @property
    def row_count(self) -> int:
        """One for each step."""
        return len(self.steps)

    @property
    def at_cursor(self) -> Step | None:
        """The step that the cursor is on."""
        return self.steps[self.cursor] if 0 <= self.cursor < len(self.steps) else None

    def row_runs(self, index: int, width: int) -> list[list[Run]]:
        """One line."""
        step = self.steps[index]
        when = f" {_when(step.at, width < NARROW)}  "
        marks = [mark for mark in (_STATES[step.state], _WHENCE[self._whence(step)]) if mark]
        right = said(f"  {' · '.join(marks)} ") if marks else " "
        what, right = spread(step.what, right, width - len(when))
        part = "text" if step.state == "done" else "quiet"
        return [[Run(when, "quiet"), Run(what, part), Run(right, "quiet")]]


def _when(at: str, narrow: bool) -> str:
    """A moment, always as wide; where there is little room only the day, of today the hour."""
    if not narrow:
        return local(at)
    told = clock(at)
    return told if len(told) == 5 else told[5:10]
