"""How like each other two stretches of text are, 0 to 1."""

from __future__ import annotations

from difflib import SequenceMatcher

from db.anchoring.align import align
from db.anchoring.folding import fold_text

SHORT = 160
"""Code points up to which letters are compared; beyond, words, since time grows by the square."""


def likeness(one: str, other: str, least: float = 0.0) -> float:
    """Twice what two passages have in common, in order, over both their lengths, after folding.

    What cannot reach `least` may be told as 0, which is quicker.
    """
    one, other = fold_text(one), fold_text(other)
    if one == other:
        return 1.0
    if max(len(one), len(other)) > SHORT:
        return _by_words(one, other)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if least and (matcher.real_quick_ratio() < least or matcher.quick_ratio() < least):
        return 0.0
    return matcher.ratio()


def _by_words(one: str, other: str) -> float:
    alignment = align(one, other)
    words = len(alignment.forward) + len(alignment.backward)
    return 2 * alignment.mapped / words if words else 0.0
