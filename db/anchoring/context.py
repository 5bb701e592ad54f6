"""What stands round a passage, and whether it came along to where the passage went."""

from __future__ import annotations

from collections.abc import Sequence

from db.anchoring.align import Alignment
from db.anchoring.images import Image, Passage

WINDOW = 8
"""Words on each side of a passage that count as its context."""
DRIFT = 4
"""Words by which one may be farther off than before and still stand beside it."""
LINE = 4
"""Words of a line besides the passage that make it tell where the passage is."""
FAR = 64
"""Words on each side that are searched for neighbours that still have a place."""


def context_share(
    alignment: Alignment, passage: Passage, j: int, j_end: int, *, past_new: bool = False
) -> float:
    """The share of the words round a passage that stand beside `[j, j_end)` too.

    1 if there are none. With `past_new`, words that came in new do not count as distance.
    """
    lo, hi = max(0, passage.lo - WINDOW), min(len(alignment.forward), passage.hi + WINDOW)
    place = alignment.claimed if past_new else range(len(alignment.claimed))
    return _share(alignment.forward, (lo, passage.lo, passage.hi, hi), j, j_end, place, 1.0)


def line_share(alignment: Alignment, passage: Passage, j: int, j_end: int) -> float:
    """The same among the words of the passage's own line, if those are enough; else 0.

    A line that moved alone has left its neighbours, not its own words.
    """
    old, tokens = alignment.old, alignment.old_tokens
    start, end = old.rfind("\n", 0, passage.start) + 1, old.find("\n", passage.end)
    lo, hi = tokens.within(start, end if end >= 0 else len(old))
    lo, hi = max(lo, passage.lo - WINDOW), min(hi, passage.hi + WINDOW)
    if passage.lo - lo + hi - passage.hi < LINE:
        return 0.0
    place = range(len(alignment.claimed))
    return _share(alignment.forward, (lo, passage.lo, passage.hi, hi), j, j_end, place, 0.0)


def _share(
    forward: list[int],
    bounds: tuple[int, int, int, int],
    j: int,
    j_end: int,
    place: Sequence[int],
    empty: float,
) -> float:
    """Of the tokens in `[bounds 0, 1)` and `[bounds 2, 3)`, those beside `[j, j_end)`."""
    first, last, then, end = bounds
    if first == last and then == end:
        return empty
    before = (place[j] - place[at] - 1 for at in forward[first:last] if 0 <= at < j)
    after = (place[at] - place[j_end] for at in forward[then:end] if at >= j_end)
    near = sum(far < WINDOW + DRIFT for far in (*before, *after))
    return near / (last - first + end - then)


def is_out_of_order(alignment: Alignment, passage: Passage, image: Image) -> bool:
    """Whether most of the nearest mapped words before a passage, or behind it, are past it now.

    One side is enough: what went to the end of a text has all that stood before it there still.
    """
    before = _nearest(alignment.forward, passage.lo - 1, -1)
    after = _nearest(alignment.forward, passage.hi, 1)
    wrong_before = sum(j >= image.j for j in before)
    wrong_after = sum(j < image.j_end for j in after)
    return 2 * wrong_before > len(before) or 2 * wrong_after > len(after)


def _nearest(forward: list[int], at: int, step: int) -> list[int]:
    reach = (i for i in range(at, at + step * FAR, step) if 0 <= i < len(forward))
    return [forward[i] for i in reach if forward[i] >= 0][:WINDOW]
