"""Anchors: describe a passage, align an old text with a new one, place highlights through that."""

from __future__ import annotations

from db.anchoring.align import Alignment, align
from db.anchoring.by_hand import placed_by_hand
from db.anchoring.candidates import Likely, WordPlaces, candidates, word_places
from db.anchoring.describe import describe
from db.anchoring.outcome import Placement
from db.anchoring.place import place
from db.anchoring.quotes import Candidate, find_quote

__all__ = [
    "Alignment",
    "Candidate",
    "Likely",
    "Placement",
    "WordPlaces",
    "align",
    "candidates",
    "describe",
    "find_quote",
    "place",
    "placed_by_hand",
    "word_places",
]
