"""What the alignment says of a passage, and whether enough of it is there to be believed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from db.anchoring.align import Alignment
from db.anchoring.context import context_share, is_out_of_order, line_share
from db.anchoring.edges import span_of
from db.anchoring.elsewhere import Finder
from db.anchoring.images import Image, Passage, coverage, torn_off
from db.anchoring.lines import is_line, is_telling
from db.anchoring.similar import likeness

FEW, LONG = 4, 8
"""Words: below the first a passage needs its context, from the second it stands for itself."""
CONTEXT, SOME_CONTEXT = 0.4, 0.25
"""The least share of context words that a passage of few, and one of some words brings along."""
MOVED_CONTEXT = 0.5
"""Share of context words below which a passage out of order counts as moved by itself."""
COVERED, FULLY_COVERED = 0.6, 0.85
"""Of a long passage's letters: what must survive, and what is enough whatever came between."""
COVERED_SHORT = 0.7
"""Of a short one's, where the whole is somewhat like it."""
LIKE_LONG, LIKE_SHORT = 0.6, 0.75
"""The least likeness of a long and of a short passage to what it became."""
TORN = 0.25
"""Of a short one's, beyond which what went elsewhere is too much for the rest to stand for it."""
ALONE, ALONE_LIKE, ALONE_LIKE_LONG = 0.15, 0.9, 0.8
"""Context below which a changed long passage must be as like as this, or this if very long."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place for a passage in the new text."""

    start: int
    end: int
    context: float
    """The share of the words round the passage that came along, 0 to 1."""
    route: Literal["mapped", "moved", "fuzzy"]
    whole: bool
    """Whether its words are the passage's, one for one."""


def found_at(
    alignment: Alignment,
    passage: Passage,
    image: Image,
    context: float,
    route: Literal["mapped", "moved", "fuzzy"],
    *,
    grow: bool = True,
) -> Found:
    """The place that an image covers."""
    start, end = span_of(alignment, passage, image, grow=grow)
    return Found(start, end, context, route, image.is_whole(passage))


def likeness_at(alignment: Alignment, passage: Passage, found: Found) -> float:
    """How like the passage what stands at the place is."""
    return likeness(
        alignment.old[passage.start : passage.end], alignment.new[found.start : found.end]
    )


def mapped_place(
    alignment: Alignment, finder: Finder, passage: Passage, image: Image
) -> Found | None:
    """The place that the alignment gives, if enough of the passage is there."""
    rare = passage.weight < LONG and finder.has_rare_word(passage)
    context = context_share(alignment, passage, image.j, image.j_end, past_new=rare)
    if context < CONTEXT:
        context = max(context, line_share(alignment, passage, image.j, image.j_end))
    found = found_at(alignment, passage, image, context, "mapped")
    if not found.whole:
        return _changed(alignment, passage, image, found)
    if not _is_enough_whole(alignment, finder, passage, found):
        return None
    if context < MOVED_CONTEXT and is_out_of_order(alignment, passage, image):
        return found_at(alignment, passage, image, context, "moved")
    return found


def _is_enough_whole(
    alignment: Alignment,
    finder: Finder,
    passage: Passage,
    found: Found,
) -> bool:
    """Whether the same words are the same passage: long, or in their context, or unmistakable."""
    if passage.weight >= LONG or is_own_line(alignment, finder, passage, found):
        return True
    if passage.weight >= FEW:
        return found.context >= SOME_CONTEXT
    return found.context >= CONTEXT


def is_own_line(alignment: Alignment, finder: Finder, passage: Passage, found: Found) -> bool:
    """Whether the passage is a whole line in both texts, and its words stand only there."""
    return (
        is_line(alignment.old, passage.start, passage.end)
        and is_line(alignment.new, found.start, found.end)
        and is_telling(alignment.old, alignment.old_tokens, passage.lo, passage.hi)
        and finder.is_only_one(passage)
    )


def _changed(alignment: Alignment, passage: Passage, image: Image, found: Found) -> Found | None:
    """The place with the words that replaced the passage's at its ends, else without those."""
    if _is_enough_changed(alignment, passage, image, found):
        return found
    if passage.weight >= LONG or found.context < CONTEXT:
        return None
    if torn_off(alignment, passage, image) > TORN:
        return None
    core = found_at(alignment, passage, image, found.context, "mapped", grow=False)
    return core if likeness_at(alignment, passage, core) >= LIKE_SHORT else None


def _is_enough_changed(alignment: Alignment, passage: Passage, image: Image, found: Found) -> bool:
    if passage.weight < LONG and torn_off(alignment, passage, image) > TORN:
        return False
    like, covered = likeness_at(alignment, passage, found), coverage(alignment, passage, image)
    if passage.weight >= LONG:
        if found.context < ALONE:
            return like >= (ALONE_LIKE if passage.weight < 2 * LONG else ALONE_LIKE_LONG)
        if covered >= FULLY_COVERED or (covered >= COVERED and like >= LIKE_LONG):
            return True
    if found.context < CONTEXT:
        return False
    every_word = image.mapped == passage.words
    partly = covered >= COVERED_SHORT and like >= LIKE_LONG
    return every_word or partly or like >= LIKE_SHORT
