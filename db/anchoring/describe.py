"""A span of a text as an anchor: its quote and what stands round it."""

from __future__ import annotations

from db.anchoring.graphemes import snap_down, snap_up
from db.errors import BadRequest
from db.models import Anchor

CONTEXT = 64
"""Code points of prefix and suffix; longer ones found no more, shorter ones found fewer."""
WORD = 24
"""Code points that may be given up so that the context begins or ends with a whole word."""


def describe(text: str, start: int, end: int) -> Anchor:
    """The anchor of `[start, end)` in code points, widened to whole grapheme clusters.

    Raises BadRequest for a span that is empty, outside of the text, or nothing but space.
    """
    if not 0 <= start < end <= len(text):
        raise BadRequest(
            f"There is no passage from {start} to {end}: the text has {len(text)} characters."
        )
    start, end = snap_down(text, start), snap_up(text, end)
    quote = text[start:end]
    if quote.isspace():
        raise BadRequest("There are only spaces in that passage: choose one with words.")
    first, last = _context_start(text, start), _context_end(text, end)
    return Anchor(start, end, quote, text[first:start], text[end:last])


def _context_start(text: str, start: int) -> int:
    at = snap_up(text, max(0, start - CONTEXT))
    if not at or not _in_word(text, at):
        return min(at, start)
    stop = min(start, at + WORD)
    return next((place for place in range(at, stop) if not _in_word(text, place)), at)


def _context_end(text: str, end: int) -> int:
    at = snap_down(text, min(len(text), end + CONTEXT))
    if at == len(text) or not _in_word(text, at):
        return max(at, end)
    stop = max(end, at - WORD)
    return next((place for place in range(at, stop, -1) if not _in_word(text, place)), at)


def _in_word(text: str, offset: int) -> bool:
    """Whether both sides of an offset are of one word, as far as spaces part words."""
    return not text[offset - 1].isspace() and not text[offset].isspace()
