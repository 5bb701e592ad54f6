"""Words at an end of an image that took the place of the passage's own: they belong to it."""

from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher
from typing import NamedTuple

from db.anchoring.align import Alignment
from db.anchoring.folding import fold_word
from db.anchoring.images import Passage, new_word, old_word
from db.anchoring.tokens import Tokens

GAIN, LOSS, DROP = 1.0, 0.6, 1.5
"""Of the outward walk: for an alike word, for an unlike one, how far it falls before it stops."""
ALIKE = 0.6
"""Likeness from which a word counts as the edited form of another."""
BEYOND = 8
"""Words past the end of a passage that are looked at for where a replaced stretch ends."""


class _Side(NamedTuple):
    """One of the two texts."""

    text: str
    tokens: Tokens
    partners: list[int]


_Edge = Callable[[_Side, int, int], bool]
"""Whether a token is the last of something in a direction."""


def _old(alignment: Alignment) -> _Side:
    return _Side(alignment.old, alignment.old_tokens, alignment.forward)


def _new(alignment: Alignment) -> _Side:
    return _Side(alignment.new, alignment.new_tokens, alignment.backward)


def grown(alignment: Alignment, passage: Passage, i: int, j: int, step: int) -> tuple[int, int]:
    """The outermost pair of tokens that still belong together, walking outward from a pair.

    Words that were replaced, as many by as many, are kept; words that were dropped are not.
    """
    wanted = i - passage.lo if step < 0 else passage.hi - 1 - i
    if not wanted:
        return i, j
    for edge in (_is_last_of_text, _is_last_of_paragraph):
        olds = _loose(_old(alignment), i, step, wanted + BEYOND, edge)
        news = _loose(_new(alignment), j, step, wanted + BEYOND, edge)
        if wanted <= olds and _both_end(alignment, i + step * olds, j + step * news, step, edge):
            part = _replacement(alignment, (i, olds), (j, news), step, wanted)
            if part is not None:
                return i + step * wanted, j + step * part
    taken = _walk(alignment, i, j, step, min(wanted, news))
    return i + step * taken, j + step * taken


def _replacement(
    alignment: Alignment, old: tuple[int, int], new: tuple[int, int], step: int, wanted: int
) -> int | None:
    """How many new words stand for the first `wanted` of as many old ones; None if not as many.

    `old` and `new` are a token and how many next to it were replaced.
    """
    if old[1] == new[1]:
        return wanted
    if _weight(_old(alignment), *old, step) != _weight(_new(alignment), *new, step):
        return None
    size, count = _weight(_old(alignment), old[0], wanted, step), 0
    while _weight(_new(alignment), new[0], count, step) < size:
        count += 1
    return count


def _loose(side: _Side, at: int, step: int, most: int, edge: _Edge) -> int:
    """How many tokens next to one have no partner, up to an edge."""
    count = 0
    while count < most and not edge(side, at, step) and side.partners[at + step] < 0:
        count, at = count + 1, at + step
    return count


def _is_last_of_text(side: _Side, at: int, step: int) -> bool:
    """Whether there is no token behind one in this direction."""
    return not 0 <= at + step < len(side.tokens)


def _is_last_of_paragraph(side: _Side, at: int, step: int) -> bool:
    """The same, or a blank line."""
    first = min(at, at + step)
    return _is_last_of_text(side, at, step) or (
        "\n\n" in side.text[side.tokens.ends[first] : side.tokens.starts[first + 1]]
    )


def _both_end(alignment: Alignment, i: int, j: int, step: int, edge: _Edge) -> bool:
    """Whether the next tokens are partners, or both are at an edge."""
    old, new = _old(alignment), _new(alignment)
    if _is_last_of_text(old, i, step) or old.partners[i + step] != j + step:
        return edge(old, i, step) and edge(new, j, step)
    return True


def _weight(side: _Side, at: int, count: int, step: int) -> float:
    """How many words so many tokens next to one make; see `Tokens.weight`."""
    lo, hi = (at + 1, at + 1 + count) if step > 0 else (at - count, at)
    return side.tokens.weight(side.text, lo, hi)


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
    one, other = fold_word(old_word(alignment, i)), fold_word(new_word(alignment, j))
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
