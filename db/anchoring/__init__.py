"""Anchors: describe a passage, align an old text with a new one, place highlights through that."""

from __future__ import annotations

from db.anchoring.align import Alignment, align
from db.anchoring.describe import describe
from db.anchoring.place import Placement, place
from db.anchoring.quotes import Candidate, find_quote

__all__ = ["Alignment", "Candidate", "Placement", "align", "describe", "find_quote", "place"]
