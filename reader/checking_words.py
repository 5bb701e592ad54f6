"""What became of a highlight when its text changed, in words for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.models import Highlight

if TYPE_CHECKING:
    from db.cases import Choice

_BECAME = {
    "changed": "changed",
    "normal": "only its typography changed",
    "moved": "moved",
    "fuzzy": "moved and changed",
    "orphan": "unplaced",
}
_WHY = {
    "not-found": "its words are no longer there",
    "too-different": "too little of it is left",
    "replaced": "other words stand in its place",
    "ambiguous": "the same words stand in several places",
    "no-words": "it has no words to look for",
}


def became(highlight: Highlight, *, short: bool = False) -> str:
    """Status, reason and score, as `changed, 96 % alike`; the reason is left out if `short`."""
    parts = [_BECAME.get(highlight.status, "uncertain")]
    if not short:
        parts.append(_WHY.get(highlight.reason, ""))
    if highlight.placed:
        parts.append(f"{percent(highlight.score)} alike")
    return ", ".join(part for part in parts if part)


def measured(choice: Choice) -> str:
    """How good a candidate is, as `78 % alike, its surroundings 60 %`."""
    told = f"{percent(choice.score)} alike, its surroundings {percent(choice.context)}"
    return f"{told}; there before as another passage" if choice.taken else told


def percent(share: float) -> str:
    """A share as a whole percentage; only what is whole is 100 %."""
    whole = 100 if share >= 1 else min(99, round(100 * share))
    return f"{whole} %"
