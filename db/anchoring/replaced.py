"""A short passage whose words were rewritten while its neighbours stayed: a slip put right."""

from __future__ import annotations

from collections.abc import Iterator

from db.anchoring.align import Alignment
from db.anchoring.context import context_share
from db.anchoring.edges import trimmed
from db.anchoring.images import Passage
from db.anchoring.similar import likeness

LIKE = 0.75
"""The least likeness of a passage to what stands in its place; another word is not a slip."""
CONTEXT = 0.5
"""The least share of context words that stayed."""
LETTERS = 4
"""Of a passage, below which only the very place that it had will do."""

Bounds = tuple[int, int, int, int]
"""Old tokens `[0, 1)` and new tokens `[2, 3)` between the same two neighbours."""


def bounds_of(alignment: Alignment, passage: Passage) -> Bounds | None:
    """The room between the nearest mapped words before and after a passage, in both texts.

    None where those are far, did not stay together, or have nothing new between them.
    """
    forward = alignment.forward
    before, after = passage.lo - 1, passage.hi
    while before >= 0 and forward[before] < 0 and passage.lo - before <= passage.reach:
        before -= 1
    while after < len(forward) and forward[after] < 0 and after - passage.hi < passage.reach:
        after += 1
    j = forward[before] + 1 if before >= 0 else 0
    j_end = forward[after] if after < len(forward) else len(alignment.backward)
    if (before >= 0 and not j) or not 0 < j_end - j <= 3 * passage.reach:
        return None
    return before + 1, after, j, j_end


def replaced_span(
    alignment: Alignment, passage: Passage, bounds: Bounds
) -> tuple[int, int, float] | None:
    """The span in the new text that took a passage's place and is much like it, and its context."""
    _, _, j, j_end = bounds
    context = context_share(alignment, passage, j, j_end)
    if context < CONTEXT:
        return None
    starts, ends = alignment.new_tokens.starts, alignment.new_tokens.ends
    quote = alignment.old[passage.start : passage.end]
    ranked: list[tuple[float, int, int]] = []
    for first, after in _windows(quote, passage, bounds):
        start, end = trimmed(alignment.new, starts[first], ends[after - 1])
        ranked.append((likeness(quote, alignment.new[start:end], LIKE), -start, -end))
    score, start, end = max(ranked, default=(0.0, 0, 0))
    return (-start, -end, context) if score >= LIKE else None


def _windows(quote: str, passage: Passage, bounds: Bounds) -> Iterator[tuple[int, int]]:
    """Where to look: the same place if the room is as wide as it was, else all through it."""
    before, after, j, j_end = bounds
    if after - before == j_end - j:
        first = j + passage.lo - before
        yield first, first + passage.words
    elif sum(map(str.isalnum, quote)) >= LETTERS:
        for first in range(j, j_end):
            for end in range(first + max(1, passage.words - 1), first + passage.words + 2):
                if end <= j_end:
                    yield first, end
