"""What is told of a place that the reader chose: how like the quote it is, and how surrounded."""

from __future__ import annotations

from db.anchoring.folding import fold_text
from db.anchoring.outcome import Placement
from db.anchoring.quotes import context_likeness
from db.anchoring.similar import likeness
from db.models import Anchor, Status

AT_HOME = 0.5
"""Likeness of what stands round a place from which the same words are where they were."""


def placed_by_hand(text: str, start: int, end: int, anchor: Anchor) -> Placement:
    """The outcome for `[start, end)`; `anchor` has the quote and its context as they were made.

    The reader has decided, so there is nothing to review; but other words stay `changed`, and the
    same words away from their old neighbours `moved`.
    """
    now = text[start:end]
    context = context_likeness(text, start, end, anchor.prefix, anchor.suffix)
    status: Status = "changed"
    if fold_text(now) == fold_text(anchor.quote):
        status = "exact" if now == anchor.quote else "normal"
        if context < AT_HOME:
            status = "moved"
    return Placement(start, end, status, "", likeness(anchor.quote, now), context)
