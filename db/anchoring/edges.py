"""From an image in tokens to a span in code points: what stands at its two ends."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import takewhile

from db.anchoring.align import Alignment
from db.anchoring.folding import fold_sign, fold_word
from db.anchoring.graphemes import snap_down, snap_up
from db.anchoring.growing import grown
from db.anchoring.images import Image, Passage, new_word, old_word

FOOTNOTE = 2
"""Words that may come between the last word of a passage and the signs that end it."""
SIGNS = 64
"""Code points between two words that are looked at."""


def span_of(
    alignment: Alignment, passage: Passage, image: Image, *, grow: bool = True
) -> tuple[int, int]:
    """The code points of the new text that an image covers, on cluster borders, never empty.

    With `grow`, words at its ends that took the place of the passage's are part of it.
    """
    new, quote = alignment.new, alignment.old[passage.start : passage.end]
    if image.is_whole(passage):
        lead = alignment.old_tokens.starts[passage.lo] - passage.start
        start = alignment.new_tokens.starts[image.j] - lead
        if start >= 0 and new.startswith(quote, start):
            return snap_down(new, start), snap_up(new, start + len(quote))
    first, last = (image.i, image.j), (image.i_end - 1, image.j_end - 1)
    if grow:
        first, last = grown(alignment, passage, *first, -1), grown(alignment, passage, *last, 1)
    start, end = _start(alignment, passage, *first), _end(alignment, passage, *last)
    if start >= end:  # what was marked inside of a word is gone from it
        start, end = alignment.new_tokens.starts[first[1]], alignment.new_tokens.ends[last[1]]
    return trimmed(new, start, end)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without spaces at its ends, widened to cluster borders."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return snap_down(text, start), snap_up(text, end)


def _start(alignment: Alignment, passage: Passage, i: int, j: int) -> int:
    """Where a passage starts in the new text when `j`, once `i`, is its first word there."""
    tokens, start = alignment.old_tokens, alignment.new_tokens.starts[j]
    if passage.start > tokens.starts[i]:
        return start + _inner(alignment, i, j, passage.start)
    floor = max(passage.start, tokens.ends[i - 1] if i else 0)
    lead = alignment.old[floor : tokens.starts[i]][::-1]
    floor = max(start - SIGNS, alignment.new_tokens.ends[j - 1] if j else 0)
    before = alignment.new[floor:start][::-1]
    return start - signs_taken(lead if i == passage.lo else _attached(lead), before)


def _end(alignment: Alignment, passage: Passage, i: int, j: int) -> int:
    """Where a passage ends in the new text when `j`, once `i`, is its last word there."""
    tokens, end = alignment.old_tokens, alignment.new_tokens.ends[j]
    if passage.end < tokens.ends[i]:
        return alignment.new_tokens.starts[j] + _inner(alignment, i, j, passage.end)
    if i < passage.hi - 1:
        tail = _attached(alignment.old[tokens.ends[i] : tokens.starts[i + 1]])
        return end + signs_taken(tail, _signs_after(alignment, j))
    tail = alignment.old[tokens.ends[i] : passage.end]
    taken = signs_taken(tail, _signs_after(alignment, j))
    return end + taken if taken else _end_past_footnote(alignment, tail, i, j)


def _end_past_footnote(alignment: Alignment, tail: str, i: int, j: int) -> int:
    """The end where a footnote's mark came between the last word and the stop behind it."""
    end = alignment.new_tokens.ends[j]
    after = alignment.forward[i + 1] - 1 if i + 1 < len(alignment.forward) else -1
    if not j < after <= j + FOOTNOTE:
        return end
    taken = signs_taken(tail, _signs_after(alignment, after))
    return alignment.new_tokens.ends[after] + taken if taken else end


def _signs_after(alignment: Alignment, j: int) -> str:
    """What stands between a new token and the next."""
    starts, end = alignment.new_tokens.starts, alignment.new_tokens.ends[j]
    stop = starts[j + 1] if j + 1 < len(starts) else len(alignment.new)
    return alignment.new[end : min(stop, end + SIGNS)]


def _attached(signs: str) -> str:
    """The signs that stand right at a word, before any space."""
    return "".join(takewhile(lambda sign: not sign.isspace(), signs))


def _inner(alignment: Alignment, i: int, j: int, offset: int) -> int:
    """How far into a new word this offset inside of an old one went."""
    offset, reached = offset - alignment.old_tokens.starts[i], 0
    old = [fold_word(letter) for letter in old_word(alignment, i)]
    new = [fold_word(letter) for letter in new_word(alignment, j)]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for start, new_start, size in matcher.get_matching_blocks():
        if start > offset:
            break
        reached = new_start + min(size, offset - start)
    return reached


def signs_taken(wanted: str, there: str) -> int:
    """How many code points of `there` show the signs `wanted`, both read outward from a word.

    Spaces count for nothing; of signs that are gone nothing is taken; signs that came between are.
    """
    taken = 0
    for sign in wanted:
        form = fold_sign(sign)[:1]
        if not form or form.isspace():
            continue
        same = (at for at in range(taken, len(there)) if fold_sign(there[at])[:1] == form)
        found = next(same, -1)
        if found < 0:
            continue
        taken = found + 1
        while there[found] != sign and there[taken : taken + 1] == there[found]:
            taken += 1  # "--" for a dash, three dots for one sign
    return taken
