"""What was done in the library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

StepState = Literal["done", "undone", "kept"]
"""`kept` is a step that cannot be undone any more."""


@dataclass(frozen=True, slots=True)
class Step:
    """One undoable thing that was done, told in words."""

    key: int
    at: str
    what: str
    process: str
    """Which opening of the library did it."""
    state: StepState

    @property
    def undone(self) -> bool:
        """Whether it is undone now."""
        return self.state == "undone"
