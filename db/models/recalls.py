"""Highlights that are asked about again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from db.models.highlights import Highlight

Rating = Literal["again", "hard", "good", "easy"]
"""How well a highlight was known: not at all, barely, well, by heart."""


@dataclass(frozen=True, slots=True)
class Recall:
    """A highlight that the reader is asked about again."""

    highlight: Highlight
    due: str
    """When, ISO 8601; empty where it was never asked about."""
    last: str
    """When it was asked about last; empty where never."""
    answers: int
    """How often it was answered."""
