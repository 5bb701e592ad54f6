"""Pure: graphemes, words, clauses, sentences and paragraphs of a text, as code-point offsets."""

from __future__ import annotations

from reader.segments.graphemes import (
    clusters,
    is_boundary,
    next_boundary,
    previous_boundary,
    snap,
)
from reader.segments.scripts import guess_language
from reader.segments.units import Range, Segments, Unit

__all__ = [
    "Range",
    "Segments",
    "Unit",
    "clusters",
    "guess_language",
    "is_boundary",
    "next_boundary",
    "previous_boundary",
    "snap",
]
