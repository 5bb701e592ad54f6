"""Highlights, and how they find their passages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["same", "exact", "normal", "changed", "moved", "fuzzy", "orphan"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """How a highlight finds its passage (W3C: TextPositionSelector and TextQuoteSelector)."""

    start: int
    end: int
    quote: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Highlight:
    """A marked passage; `start` and `end` are None when it is unplaced."""

    id: str
    story: str
    """The story's public id."""
    title: str
    """The story's title."""
    start: int | None
    end: int | None
    quote: str
    """The passage as it was made; never rewritten."""
    prefix: str
    suffix: str
    colour: str
    note: str
    tags: tuple[str, ...]
    status: Status
    reason: str
    score: float
    hint: int | None
    """Of an unplaced highlight: an offset near which its passage used to be."""
    reviewed: bool
    version: int
    """The key of the text version that `start` and `end` (or the last good ones) refer to."""
    created: str
    updated: str

    @property
    def placed(self) -> bool:
        """Whether the passage is in the present text."""
        return self.start is not None and self.end is not None
