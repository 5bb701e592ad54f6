"""What stands round a passage, and whether it came along to where the passage went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from db.anchoring.align import Alignment
from db.anchoring.images import Image, Passage

DRIFT = 1.5
"""How many times as far as its context reaches a word may be and still stand beside a passage."""
LINE = 4
"""Words of a line besides the passage that make it tell where the passage is."""
FAR = 8
"""How many times as far neighbours that still have a place are looked for."""


def context_share(
    alignment: Alignment, passage: Passage, j: int, j_end: int, *, past_new: bool = False
) -> float:
    """The share of the words round a passage that stand beside `[j, j_end)` too.

    1 if there are none. With `past_new`, words that came in new do not count as distance.
    """
    place = alignment.claimed if past_new else range(len(alignment.claimed))
    return _share(alignment.forward, passage, (0, len(alignment.forward)), j, j_end, place, 1.0)


def line_share(alignment: Alignment, passage: Passage, j: int, j_end: int) -> float:
    """The same among the words of the passage's own line, if those are enough; else 0.

    A line that moved alone has left its neighbours, not its own words.
    """
    old, tokens = alignment.old, alignment.old_tokens
    start, end = old.rfind("\n", 0, passage.start) + 1, old.find("\n", passage.end)
    lo, hi = tokens.within(start, end if end >= 0 else len(old))
    if passage.lo - lo + hi - passage.hi < LINE:
        return 0.0
    place = range(len(alignment.claimed))
    return _share(alignment.forward, passage, (lo, hi), j, j_end, place, 0.0)


def _share(
    forward: list[int],
    passage: Passage,
    within: tuple[int, int],
    j: int,
    j_end: int,
    place: Sequence[int],
    empty: float,
) -> float:
    """Of the context tokens that are `within` these, those that are beside `[j, j_end)`."""
    lo, hi = passage.lo, passage.hi
    first, end = max(within[0], lo - passage.reach), min(within[1], hi + passage.reach)
    if first == lo and end == hi:
        return empty
    before = (place[j] - place[at] - 1 for at in forward[first:lo] if 0 <= at < j)
    after = (place[at] - place[j_end] for at in forward[hi:end] if at >= j_end)
    near = sum(far < DRIFT * passage.reach for far in (*before, *after))
    return near / (lo - first + end - hi)


def words_round(alignment: Alignment, lo: int, hi: int, reach: int, j: int, j_end: int) -> float:
    """The share of the words round old tokens `[lo, hi)` that are on that side of `[j, j_end)`.

    In any order, wherever the alignment has them; 1 if there are none.
    """
    olds, news = alignment.old_tokens.keys, alignment.new_tokens.keys
    before, after = olds[max(0, lo - reach) : lo], olds[hi : hi + reach]
    if not before and not after:
        return 1.0
    there = Counter(before) & Counter(news[max(0, j - reach) : j])
    there += Counter(after) & Counter(news[j_end : j_end + reach])
    return there.total() / (len(before) + len(after))


def is_out_of_order(alignment: Alignment, passage: Passage, image: Image) -> bool:
    """Whether most of the nearest mapped words before a passage, or behind it, are past it now.

    One side is enough: what went to the end of a text has all that stood before it there still.
    """
    before = _nearest(alignment.forward, passage.lo - 1, -1, passage.reach)
    after = _nearest(alignment.forward, passage.hi, 1, passage.reach)
    wrong_before = sum(j >= image.j for j in before)
    wrong_after = sum(j < image.j_end for j in after)
    return 2 * wrong_before > len(before) or 2 * wrong_after > len(after)


def _nearest(forward: list[int], at: int, step: int, most: int) -> list[int]:
    near = (i for i in range(at, at + step * FAR * most, step) if 0 <= i < len(forward))
    return [forward[i] for i in near if forward[i] >= 0][:most]
