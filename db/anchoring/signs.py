"""A highlight without a single word: an emoji, a dash, a mark; held by the words beside it."""

from __future__ import annotations

from collections.abc import Iterator

from db.anchoring.align import Alignment
from db.anchoring.context import context_share
from db.anchoring.folding import fold_sign
from db.anchoring.graphemes import snap_down, snap_up
from db.anchoring.images import Passage
from db.anchoring.inplace import Found
from db.anchoring.tokens import Tokens

CONTEXT = 0.4
"""The least share of context words that must stand beside it still."""
MOST = 512
"""Signs between two words beyond which, when they changed, one cannot be told from the others."""


def place_signs(alignment: Alignment, passage: Passage) -> Found | None:
    """The place in the new text of a passage between two words; None if it cannot be told.

    Between both of its neighbours, if they are neighbours still; else right beside one of them,
    unless the other has such signs beside it too.
    """
    left, right = _partners(alignment, passage)
    if left is not None and right == left + 1:
        places = list(_between(alignment, passage, right))
    else:
        places = [*_after(alignment, passage, left), *_before(alignment, passage, right)]
    if len({start for _, start in places}) != 1:
        return None
    j, start = places[0]
    context = context_share(alignment, passage, j, j)
    if context < CONTEXT:
        return None
    new, end = alignment.new, start + passage.end - passage.start
    return Found(snap_down(new, start), snap_up(new, end), context, "mapped", True)


def _partners(alignment: Alignment, passage: Passage) -> tuple[int | None, int | None]:
    """The new tokens of the words before and after; the ends of a text answer to each other."""
    forward, at = alignment.forward, passage.lo
    left = forward[at - 1] if at else -1
    right = forward[at] if at < len(forward) else len(alignment.backward)
    return (None if at and left < 0 else left), (None if right < 0 else right)


def _between(alignment: Alignment, passage: Passage, right: int) -> Iterator[tuple[int, int]]:
    """The place in the signs before the new token `right`, and that token."""
    before, quote, after = _around(alignment, passage)
    start, end = _gap(alignment.new, alignment.new_tokens, right)
    signs = alignment.new[start:end]
    if signs == before + quote + after:
        yield right, start + len(before)
    elif len(before + quote + after) <= MOST and len(signs) <= MOST:
        at = _same_signs(_folded(before), _folded(quote), _folded(after), _folded(signs))
        if at is not None:
            yield right, start + at


def _same_signs(before: str, quote: str, after: str, signs: str) -> int | None:
    """Where among folded signs a quote stands, if it can be told."""
    if signs.startswith(before + quote):
        return len(before)
    if signs.endswith(quote + after):
        return len(signs) - len(quote + after)
    if (before + quote + after).count(quote) == signs.count(quote) == 1:
        return signs.index(quote)
    return None


def _after(alignment: Alignment, passage: Passage, left: int | None) -> Iterator[tuple[int, int]]:
    """The place right behind the new token `left`, and the token after it."""
    before, quote, _ = _around(alignment, passage)
    if left is None or left < 0 or len(before + quote) > MOST:
        return
    start, end = _gap(alignment.new, alignment.new_tokens, left + 1)
    if _folded(alignment.new[start : min(end, start + MOST)]).startswith(_folded(before + quote)):
        yield left + 1, start + len(before)


def _before(alignment: Alignment, passage: Passage, right: int | None) -> Iterator[tuple[int, int]]:
    """The place right before the new token `right`, and that token."""
    _, quote, after = _around(alignment, passage)
    if right is None or right == len(alignment.backward) or len(quote + after) > MOST:
        return
    start, end = _gap(alignment.new, alignment.new_tokens, right)
    if _folded(alignment.new[max(start, end - MOST) : end]).endswith(_folded(quote + after)):
        yield right, end - len(quote + after)


def _around(alignment: Alignment, passage: Passage) -> tuple[str, str, str]:
    """The signs between the passage's neighbours: before it, its own, after it."""
    start, end = _gap(alignment.old, alignment.old_tokens, passage.lo)
    old = alignment.old
    return old[start : passage.start], old[passage.start : passage.end], old[passage.end : end]


def _gap(text: str, tokens: Tokens, token: int) -> tuple[int, int]:
    """The span between a token and the one before it, or the ends of the text."""
    start = tokens.ends[token - 1] if token else 0
    return start, tokens.starts[token] if token < len(tokens) else len(text)


def _folded(signs: str) -> str:
    """Signs folded one by one, so that offsets stay."""
    return "".join((fold_sign(sign) or sign)[0] for sign in signs)
