"""From an image in tokens to a span in code points: what stands at its two ends."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import takewhile

from db.anchoring.align import Alignment
from db.anchoring.folding import fold_sign, fold_word
from db.anchoring.graphemes import snap_down, snap_up
from db.anchoring.images import Image, Passage

GAIN, LOSS, DROP = 1.0, 0.6, 1.5
"""Of the outward walk: for an alike word, for an unlike one, how far it falls before it stops."""
ALIKE = 0.6
"""Likeness from which a word counts as the edited form of another."""
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
        first, last = _grow(alignment, passage, *first, -1), _grow(alignment, passage, *last, 1)
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


def _grow(alignment: Alignment, passage: Passage, i: int, j: int, step: int) -> tuple[int, int]:
    """The outermost pair of tokens that still belong together, walking outward from a pair.

    Words that were replaced one by one are kept, words that were dropped are not.
    """
    forward, backward = alignment.forward, alignment.backward
    wanted = i - passage.lo if step < 0 else passage.hi - 1 - i
    if not wanted:
        return i, j
    olds = _free(forward, i + step, step, wanted + 8)
    news = _free(backward, j + step, step, wanted + 8)
    beyond = step * (olds + 1)
    if wanted <= olds == news and _joined(forward, backward, i + beyond, j + beyond):
        taken = wanted
    else:
        taken = _walk(alignment, i, j, step, min(wanted, news))
    return i + step * taken, j + step * taken


def _free(partners: list[int], at: int, step: int, most: int) -> int:
    """How many tokens on this side have no partner."""
    count = 0
    while count < most and 0 <= at < len(partners) and partners[at] < 0:
        count, at = count + 1, at + step
    return count


def _joined(forward: list[int], backward: list[int], i: int, j: int) -> bool:
    """Whether two tokens are partners, or both beyond the end of their text."""
    inside = 0 <= i < len(forward)
    return forward[i] == j if inside else not 0 <= j < len(backward)


def _walk(alignment: Alignment, i: int, j: int, step: int, most: int) -> int:
    """How many words outward of a pair are worth keeping."""
    score = best = 0.0
    taken = 0
    for count in range(1, most + 1):
        same = _alike(alignment, i + step * count, j + step * count)
        score += GAIN if same else -LOSS
        if score > best:
            best, taken = score, count
        if score < best - DROP:
            break
    return taken


def _alike(alignment: Alignment, i: int, j: int) -> bool:
    """Whether a new word may be an old one with a slip of the pen."""
    if alignment.old_tokens.keys[i] == alignment.new_tokens.keys[j]:
        return True
    one, other = fold_word(_old_word(alignment, i)), fold_word(_new_word(alignment, j))
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def _old_word(alignment: Alignment, i: int) -> str:
    """The letters of an old token as they stand."""
    return alignment.old[alignment.old_tokens.starts[i] : alignment.old_tokens.ends[i]]


def _new_word(alignment: Alignment, j: int) -> str:
    """The letters of a new token as they stand."""
    return alignment.new[alignment.new_tokens.starts[j] : alignment.new_tokens.ends[j]]


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
    old = [fold_word(letter) for letter in _old_word(alignment, i)]
    new = [fold_word(letter) for letter in _new_word(alignment, j)]
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
