"""What became of a highlight, as it is told: its status, score, and whether to look at it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from db.anchoring.align import Alignment
from db.anchoring.folding import facts_differ, fold_text
from db.anchoring.graphemes import is_border
from db.anchoring.inplace import Found
from db.anchoring.similar import likeness
from db.models import Status

Reason = Literal["", "not-found", "too-different", "replaced", "ambiguous", "no-words"]

DRIFTED = 0.5
"""Likeness to the quote as it was made, below which a passage is shown again."""


@dataclass(frozen=True, slots=True)
class Placement:
    """What became of one highlight."""

    start: int | None
    """Code points into the new text; None for an orphan."""
    end: int | None
    status: Status
    reason: Reason = ""
    """Why an orphan has no place; `ambiguous` also for a placed one that might stand elsewhere."""
    score: float = 1.0
    """Likeness of the quote and the present passage after folding, 0 to 1."""
    context: float = 1.0
    """The share of the words round it that came along, 0 to 1."""
    hint: int | None = None
    """Of an orphan: where its nearest surviving neighbour stands now."""
    needs_review: bool = False
    """Something changed at this step that the reader should see, whatever they saw before."""


def restored(new: str, found: Found, quote: str) -> Found:
    """The place widened or narrowed to the quote as it was made, where that stands right there.

    A text that went from one wording to another and back has lost nothing on the way.
    """
    now = new[found.start : found.end]
    if now == quote or fold_text(now) == fold_text(quote):
        return found
    reach = len(quote) - 1
    at = new.find(quote, max(0, found.start - reach), found.end + reach)
    if at < 0 or not (is_border(new, at) and is_border(new, at + len(quote))):
        return found
    return replace(found, start=at, end=at + len(quote))


def told(alignment: Alignment, found: Found, start: int, end: int, quote: str) -> Placement:
    """The outcome: status against the quote, review against what stood there before."""
    before, now = alignment.old[start:end], alignment.new[found.start : found.end]
    status, score = _status(alignment, found, quote, now)
    differs = now not in (before, quote) and (
        fold_text(now) not in (fold_text(before), fold_text(quote)) or facts_differ(before, now)
    )
    review = found.route != "mapped" or differs or score < DRIFTED
    return Placement(found.start, found.end, status, "", score, found.context, None, review)


def _status(alignment: Alignment, found: Found, quote: str, now: str) -> tuple[Status, float]:
    if found.route != "mapped":
        return found.route, likeness(quote, now)
    if now == quote:
        return ("same" if alignment.old == alignment.new else "exact"), 1.0
    if fold_text(now) == fold_text(quote):
        return "normal", 1.0
    return "changed", likeness(quote, now)
