"""What changed between two texts as one text: what is gone and what is new in place, folded."""

from __future__ import annotations

from reader.changes.compose import BRACKETS, compose
from reader.changes.model import Changed, ChangeKind, Changes

__all__ = ["BRACKETS", "ChangeKind", "Changed", "Changes", "compose"]
